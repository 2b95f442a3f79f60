//! New elements: named and indented as those around them.

use super::{
    edit::{escape, gap, prefix},
    layout::Layout,
};
use crate::xml::Element;
use std::collections::HashSet;

/// New ids that nothing in the file has.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    collected: bool,
}

impl Ids {
    /// An id from a base; with a number behind it where that is taken.
    pub(super) fn fresh(&mut self, root: &Element<'_>, base: &str) -> String {
        if !std::mem::replace(&mut self.collected, true) {
            let mut next = vec![root];
            while let Some(element) = next.pop() {
                self.taken.extend(element.attribute("id").map(str::to_owned));
                next.extend(element.children.iter().chain(&element.foreign));
            }
        }
        let mut id = base.to_owned();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{base}_{number}");
        }
        id
    }
}

/// A short name for texts that is the same everywhere and always (FNV-1a).
pub(super) fn hash<'s>(texts: impl IntoIterator<Item = &'s str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        // A byte that no text has keeps "a", "b" apart from "ab".
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// How a table is written.
pub(super) struct Style {
    pub(super) prefix: String,
    /// The blanks before a column and before a rule.
    pub(super) gap: String,
    /// One more level.
    unit: String,
    /// Whether the cells of a rule and the texts of cells stand on lines of their own.
    rule_breaks: bool,
    cell_breaks: bool,
    /// Whether elements have ids.
    pub(super) ids: bool,
}

impl Style {
    pub(super) fn of(text: &str, layout: &Layout<'_>) -> Style {
        let table = layout.element;
        let output = layout.clauses[1][0];
        let sample = layout.rules.first().map_or(output, |rule| rule.element);
        let gap_of = gap(text, table, sample).to_owned();
        let lines = gap_of.contains('\n');
        let line_start = text[..table.span.start].rfind('\n').map_or(0, |at| at + 1);
        let around = &text[line_start..table.span.start];
        let unit = indent(&gap_of).strip_prefix(around).filter(|unit| !unit.is_empty() && blank(unit));
        let cells = layout.rules.first().map(|rule| (rule.element, rule.cells[1][0]));
        let breaks = |parent: &Element<'_>, child: &Element<'_>| gap(text, parent, child).contains('\n');
        Style {
            prefix: prefix(text, table).to_owned(),
            unit: unit.unwrap_or("  ").to_owned(),
            rule_breaks: cells.map_or(lines, |(rule, cell)| breaks(rule, cell)),
            cell_breaks: cells
                .and_then(|(_, cell)| Some(breaks(cell, cell.child("text")?)))
                .unwrap_or(lines && layout.rules.is_empty()),
            ids: layout.rules.first().map_or(table, |rule| rule.element).attribute("id").is_some(),
            gap: gap_of,
        }
    }

    /// The blanks before a cell of a rule.
    pub(super) fn cell_gap(&self) -> String {
        self.deeper(&self.gap, self.rule_breaks)
    }

    fn deeper(&self, gap: &str, breaks: bool) -> String {
        if !breaks {
            return String::new();
        }
        let lines = if gap.contains('\n') { gap } else { "\n" };
        format!("{lines}{}", self.unit)
    }

    /// A new rule of cells that are written already.
    pub(super) fn rule(&self, id: Option<&str>, cells: &[String]) -> String {
        let gap = self.cell_gap();
        let inside: String = cells.iter().map(|cell| format!("{gap}{cell}")).collect();
        let end = if self.rule_breaks { self.gap.as_str() } else { "" };
        self.element("rule", &[("id", id.unwrap_or_default())], &format!("{inside}{end}"))
    }

    /// A new cell.
    pub(super) fn cell(&self, name: &str, id: Option<&str>, text: &str) -> String {
        let gap = self.cell_gap();
        let inner = self.deeper(&gap, self.cell_breaks);
        let end = if self.cell_breaks { gap.as_str() } else { "" };
        let text = self.element("text", &[], &escape(text, false));
        self.element(name, &[("id", id.unwrap_or_default())], &format!("{inner}{text}{end}"))
    }

    /// An element inside of a column, with a text inside.
    pub(super) fn part(&self, name: &str, attributes: &[(&str, &str)], text: &str, gap: &str) -> String {
        let breaks = gap.contains('\n');
        let inner = self.deeper(gap, breaks);
        let end = if breaks { gap } else { "" };
        let text = self.element("text", &[], &escape(text, false));
        format!("{gap}{}", self.element(name, attributes, &format!("{inner}{text}{end}")))
    }

    /// The blanks before an element inside of a new column.
    pub(super) fn part_gap(&self) -> String {
        self.deeper(&self.gap, self.gap.contains('\n'))
    }

    /// An element with those attributes that are not empty.
    pub(super) fn element(&self, name: &str, attributes: &[(&str, &str)], inside: &str) -> String {
        let name = format!("{}{name}", self.prefix);
        let attributes: String = attributes
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!(" {key}=\"{}\"", escape(value, true)))
            .collect();
        if inside.is_empty() {
            format!("<{name}{attributes}/>")
        } else {
            format!("<{name}{attributes}>{inside}</{name}>")
        }
    }
}

/// What stands before an element on its line.
fn indent(gap: &str) -> &str {
    gap.rfind('\n').map_or("", |at| &gap[at + 1..])
}

fn blank(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ' || byte == b'\t')
}
