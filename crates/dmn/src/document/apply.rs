//! What a text changes of a table in a file.

use super::{
    Document, clause,
    edit::{Piece, Splice, before, set_attribute, set_text, siblings, spliced},
    find::Located,
    layout::{CELLS, Layout, ROLES, Rule, shown},
    new::{Ids, Style, hash},
};
use crate::{
    Problem,
    text::{Column, HitPolicy, Role, TableText, identify},
    xml::{Element, Version},
};

/// The edits that make a table say what a text says.
pub(super) fn plan(
    document: &Document,
    root: &Element<'_>,
    located: &Located<'_>,
    new: &TableText,
    ids: &mut Ids,
) -> Result<Vec<Splice>, Problem> {
    let layout = Layout::of(located)?;
    if layout.text == *new {
        return Ok(Vec::new());
    }
    check(document, &layout, new)?;
    let text = document.text.as_str();
    let style = Style::of(text, &layout);
    let base = layout.element.attribute("id").or_else(|| layout.owner.attribute("id"));
    let base = base.unwrap_or("table").to_owned();
    let columns = Columns::of(&layout.text, new);
    let mut plan = Plan { root, text, layout: &layout, new, style, base, columns, ids };
    let mut splices = plan.attributes();
    splices.extend(plan.clauses());
    splices.extend(plan.rules());
    Ok(splices)
}

fn check(document: &Document, layout: &Layout<'_>, new: &TableText) -> Result<(), Problem> {
    let problem = |message: String| Err(layout.element.problem(message));
    if let Some(rule) = new.rules.iter().position(|rule| rule.len() != new.columns.len()) {
        let (cells, columns) = (new.rules[rule].len(), new.columns.len());
        return problem(format!("rule {} has {cells} cells for {columns} columns", rule + 1));
    }
    if !new.columns.is_sorted_by_key(|column| column.role) {
        return problem("inputs come first, then outputs, then annotations".to_owned());
    }
    if !new.columns.iter().any(|column| column.role == Role::Output) {
        return problem("a table needs an output".to_owned());
    }
    if document.version == Version::V1_1 && new.columns.iter().any(|column| column.role == Role::Annotation) {
        return problem("DMN 1.1 has no annotations; remove the column".to_owned());
    }
    Ok(())
}

/// Which old column each new one is, and where each role starts.
struct Columns {
    /// By role: for each new column the place of the old one among those of its role.
    found: [Vec<Option<usize>>; 3],
    old_starts: [usize; 3],
    new_starts: [usize; 3],
}

impl Columns {
    fn of(old: &TableText, new: &TableText) -> Columns {
        let starts = |table: &TableText| {
            ROLES.map(|role| table.columns.iter().take_while(|column| column.role < role).count())
        };
        let texts = |table: &TableText, role: Role| -> Vec<Vec<String>> {
            table.columns.iter().filter(|column| column.role == role).map(fields).collect()
        };
        Columns {
            found: ROLES.map(|role| identify(&texts(old, role), &texts(new, role))),
            old_starts: starts(old),
            new_starts: starts(new),
        }
    }

    /// Pairs of old and new places of the columns that stay, over all roles.
    fn kept(&self) -> Vec<(usize, usize)> {
        let mut kept = Vec::new();
        for (role, found) in self.found.iter().enumerate() {
            for (new, old) in found.iter().enumerate() {
                kept.extend(old.map(|old| (self.old_starts[role] + old, self.new_starts[role] + new)));
            }
        }
        kept
    }
}

fn fields(column: &Column) -> Vec<String> {
    match column.role {
        Role::Annotation => vec![column.name.clone()],
        _ => [&column.name, &column.label, &column.type_ref, &column.values, &column.default]
            .map(String::clone)
            .to_vec(),
    }
}

struct Plan<'a> {
    root: &'a Element<'a>,
    text: &'a str,
    layout: &'a Layout<'a>,
    new: &'a TableText,
    style: Style,
    /// What new ids start with.
    base: String,
    columns: Columns,
    ids: &'a mut Ids,
}

impl Plan<'_> {
    fn attributes(&self) -> Vec<Splice> {
        let (old, new, table) = (&self.layout.text, self.new, self.layout.element);
        let mut splices = Vec::new();
        if old.hit_policy != new.hit_policy {
            let name = new.hit_policy.to_string();
            let (policy, aggregation) = match new.hit_policy {
                HitPolicy::Collect(Some(_)) => name.split_once(' ').unwrap_or((&name, "")),
                _ => (name.as_str(), ""),
            };
            if table.attribute("hitPolicy").unwrap_or("UNIQUE") != policy {
                splices.extend(set_attribute(self.text, table, "hitPolicy", policy));
            }
            if table.attribute("aggregation").unwrap_or_default() != aggregation {
                splices.extend(set_attribute(self.text, table, "aggregation", aggregation));
            }
        }
        if old.output_label != new.output_label {
            splices.extend(set_attribute(self.text, table, "outputLabel", &new.output_label));
        }
        splices
    }

    fn clauses(&mut self) -> Vec<Splice> {
        let layout = self.layout;
        let mut splices = Vec::new();
        // Where there is none of a role, the first goes before or behind the outputs, of which there are some.
        let outputs = &layout.clauses[1];
        let (first, last) = (before(layout.element, outputs[0]), outputs[outputs.len() - 1].span.end);
        for (role, place) in [first, last, last].into_iter().enumerate() {
            let (old_start, new_start) = (self.columns.old_starts[role], self.columns.new_starts[role]);
            let mut pieces = Vec::new();
            for (at, found) in self.columns.found[role].clone().into_iter().enumerate() {
                let column = &self.new.columns[new_start + at];
                pieces.push(match found {
                    Some(old) => {
                        let before = &layout.text.columns[old_start + old];
                        let element = layout.clauses[role][old];
                        let changed = clause::changed(self.text, element, before, column, &self.style);
                        Piece::Kept(old, changed)
                    }
                    None => {
                        let id = self.column_id(column);
                        Piece::New(clause::new(column, &id, &self.style))
                    }
                });
            }
            let old = &layout.clauses[role];
            splices.extend(siblings(self.text, layout.element, old, &pieces, place, &self.style.gap));
        }
        splices
    }

    fn column_id(&mut self, column: &Column) -> String {
        if column.role == Role::Annotation || self.layout.clauses[1][0].attribute("id").is_none() {
            return String::new();
        }
        let fields = fields(column);
        let base = format!("{}_{}_{}", self.base, column.role, hash(fields.iter().map(String::as_str)));
        self.ids.fresh(self.root, &base)
    }

    fn rules(&mut self) -> Option<Splice> {
        let (layout, new) = (self.layout, self.new);
        let kept = self.columns.kept();
        let old_rows: Vec<Vec<&str>> =
            layout.text.rules.iter().map(|rule| pick(rule, &kept, |k| k.0)).collect();
        let new_rows: Vec<Vec<&str>> = new.rules.iter().map(|rule| pick(rule, &kept, |k| k.1)).collect();
        let mut pieces = Vec::new();
        for (found, texts) in identify(&old_rows, &new_rows).into_iter().zip(&new.rules) {
            pieces.push(match found {
                Some(old) => Piece::Kept(old, self.changed_rule(&layout.rules[old], texts)),
                None => Piece::New(self.new_rule(texts)),
            });
        }
        let elements: Vec<&Element<'_>> = layout.rules.iter().map(|rule| rule.element).collect();
        let end = layout.clauses.iter().flatten().map(|clause| clause.span.end).max().unwrap_or_default();
        siblings(self.text, layout.element, &elements, &pieces, end, &self.style.gap)
    }

    /// A rule with its changes; `None` if there are none.
    fn changed_rule(&mut self, rule: &Rule<'_>, texts: &[String]) -> Option<String> {
        let mut splices = Vec::new();
        let outputs = &rule.cells[1];
        let (first, last) = (before(rule.element, outputs[0]), outputs[outputs.len() - 1].span.end);
        for (role, place) in [first, last, last].into_iter().enumerate() {
            let start = self.columns.new_starts[role];
            let cells = &rule.cells[role];
            let mut pieces = Vec::new();
            for (at, found) in self.columns.found[role].clone().into_iter().enumerate() {
                let text = texts[start + at].as_str();
                let old = found.and_then(|old| Some((old, *cells.get(old)?)));
                pieces.push(match old {
                    Some((place, cell)) => Piece::Kept(place, changed_cell(self.text, cell, text)),
                    None if role == 2 => Piece::New(self.style.cell(CELLS[role], None, text)),
                    None => {
                        let id = rule.element.attribute("id").map(str::to_owned);
                        let title = fields(&self.new.columns[start + at]);
                        let id = id.map(|id| {
                            let column = hash(title.iter().map(String::as_str));
                            self.ids.fresh(self.root, &format!("{id}_{column}"))
                        });
                        Piece::New(self.style.cell(CELLS[role], id.as_deref(), text))
                    }
                });
            }
            // Empty annotations at the end need not be there.
            while role == 2
                && matches!(pieces.last(), Some(Piece::New(_)))
                && texts[start + pieces.len() - 1].is_empty()
            {
                pieces.pop();
            }
            let gap = self.style.cell_gap();
            splices.extend(siblings(self.text, rule.element, cells, &pieces, place, &gap));
        }
        (!splices.is_empty()).then(|| spliced(self.text, rule.element.span.clone(), splices))
    }

    fn new_rule(&mut self, texts: &[String]) -> String {
        let id = self.style.ids.then(|| {
            let base = format!("{}_rule_{}", self.base, hash(texts.iter().map(String::as_str)));
            self.ids.fresh(self.root, &base)
        });
        let mut cells = Vec::with_capacity(texts.len());
        for (place, (text, column)) in texts.iter().zip(&self.new.columns).enumerate() {
            let name = CELLS[column.role as usize];
            let id = id.as_ref().filter(|_| column.role != Role::Annotation);
            let id = id.map(|id| self.ids.fresh(self.root, &format!("{id}_cell{}", place + 1)));
            cells.push(self.style.cell(name, id.as_deref(), text));
        }
        self.style.rule(id.as_deref(), &cells)
    }
}

fn pick<'r>(
    rule: &'r [String],
    kept: &[(usize, usize)],
    side: impl Fn(&(usize, usize)) -> usize,
) -> Vec<&'r str> {
    kept.iter().map(|pair| rule[side(pair)].as_str()).collect()
}

/// A cell with its new text; `None` if it is the same.
fn changed_cell(text: &str, cell: &Element<'_>, new: &str) -> Option<String> {
    if shown(cell) == new {
        return None;
    }
    Some(spliced(text, cell.span.clone(), vec![set_text(text, cell, new)]))
}
