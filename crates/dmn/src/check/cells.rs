//! Cells on their own: constants of the wrong type, values that cannot come, cells that nothing passes, columns
//! that nothing looks at.

use super::{
    FindingKind, Severity,
    columns::{CellFacts, ColumnFacts},
    outcomes,
    set::Set,
    table::TableCheck,
};
use crate::{kinds::Kind, program::OutputColumn, syntax::At};
use feel::{Comparison, Test, Type, Value};
use std::collections::HashMap;

/// A finding about all rules with one cell text in one column.
struct CellFinding {
    severity: Severity,
    kind: FindingKind,
    at: At,
    rules: Vec<usize>,
}

impl TableCheck<'_> {
    pub(super) fn cells(&mut self) {
        for column in 0..self.analysis.columns.len() {
            self.clash(column);
            self.unused_column(column);
            let facts = &self.analysis.columns[column];
            let mut cells: Vec<&CellFacts> = facts.tests.values().collect();
            cells.sort_by_key(|cell| cell.rules.first().copied());
            let found: Vec<CellFinding> =
                cells.into_iter().flat_map(|cell| self.cell(column, facts, cell)).collect();
            let more = found.len().saturating_sub(self.most);
            for CellFinding { severity, kind, at, rules } in found.into_iter().take(self.most) {
                self.find_at(severity, kind, at.id, at.line, &rules, Vec::new());
            }
            self.more("cells of this column", more);
        }
        self.never_together();
        self.not_analysed();
    }

    /// The column wants another type than its expression has.
    fn clash(&mut self, column: usize) {
        let facts = &self.analysis.columns[column];
        let (Some(found), Some(wanted)) = (&facts.clash, &facts.kind) else { return };
        let input = &self.table.inputs[column];
        let message =
            format!("the column wants a {wanted}, its expression gives a {found}, so it is always null");
        let kind = FindingKind::WrongType { place: format!("column \"{}\"", input.label), message };
        let at = input.at.clone();
        self.find_at(Severity::Error, kind, at.id, at.line, &[], Vec::new());
    }

    fn unused_column(&mut self, column: usize) {
        let tests = &self.analysis.columns[column].tests;
        if tests.is_empty() || tests.values().any(|cell| cell.test != Some(Test::Any)) {
            return;
        }
        let input = &self.table.inputs[column];
        let kind = FindingKind::UnusedColumn { column: input.label.clone() };
        let at = input.at.clone();
        self.find_at(Severity::Warning, kind, at.id, at.line, &[], Vec::new());
    }

    fn cell(&self, column: usize, facts: &ColumnFacts, cell: &CellFacts) -> Vec<CellFinding> {
        let Some(test) = &cell.test else { return Vec::new() };
        let (label, axis) =
            (&self.table.inputs[column].label, &self.analysis.grid.dimensions[facts.dimension].axis);
        let written = cell.rules.first().and_then(|rule| self.table.rules[*rule].cells.get(column));
        let Some(written) = written else { return Vec::new() };
        let finding = |severity: Severity, kind: FindingKind| CellFinding {
            severity,
            kind,
            at: written.at.clone(),
            rules: cell.rules.clone(),
        };
        let mut found = Vec::new();
        if facts.clash.is_none()
            && let Some(kind) = &facts.kind
        {
            // One tells enough.
            if let Some(value) = constants(test).into_iter().find(|value| axis.is_foreign(value)) {
                found.push(finding(Severity::Error, wrong_type(&written.text, label, kind, &value)));
            }
        }
        let allowed = facts.allowed.as_ref().filter(|_| cell.set.is_some());
        if let Some(allowed) = allowed {
            for value in asked_for(test) {
                if axis.equal_to(value).is_some_and(|set| set.is_empty()) {
                    let (column, value, allowed) = (label.clone(), value.to_string(), allowed.clone());
                    found
                        .push(finding(Severity::Warning, FindingKind::NotAllowed { column, value, allowed }));
                }
            }
        }
        if found.is_empty() && cell.set.as_ref().is_some_and(Set::is_empty) {
            let (column, cell) = (label.clone(), written.text.clone());
            found.push(finding(Severity::Warning, FindingKind::NeverMatches { column, cell }));
        }
        found
    }

    /// Rules with two cells for one value that nothing passes both of.
    fn never_together(&mut self) {
        let grid = &self.analysis.grid;
        let mut found = Vec::new();
        for (place, known) in grid.dimensions.iter().enumerate().filter(|(_, known)| known.columns.len() > 1)
        {
            for rule in (0..grid.rows.len()).filter(|rule| grid.set(*rule, place).is_empty()) {
                let cells =
                    known.columns.iter().filter_map(|column| self.table.rules[rule].cells.get(*column));
                let facts = known.columns.iter().map(|column| &self.analysis.columns[*column].tests);
                let alone = cells.clone().zip(facts).any(|(cell, tests)| {
                    tests.get(&cell.text).and_then(|cell| cell.set.as_ref()).is_some_and(Set::is_empty)
                });
                if !alone {
                    let cell = cells.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" and ");
                    let column = known.columns.first().map(|column| self.table.inputs[*column].label.clone());
                    let column = column.unwrap_or_default();
                    let kind = FindingKind::NeverMatches { column, cell };
                    found.push((Severity::Warning, kind, vec![rule], Vec::new()));
                }
            }
        }
        self.limited("rules that never match", found, true);
    }

    /// One note for all rules that were left out.
    fn not_analysed(&mut self) {
        let unknown = std::mem::take(&mut self.analysis.unknown);
        if unknown.is_empty() {
            return;
        }
        let mut rules: Vec<usize> = unknown.iter().map(|(rule, _)| *rule).collect();
        rules.dedup();
        let mut columns: Vec<usize> = unknown.iter().map(|(_, column)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        let columns = columns.into_iter().map(|column| self.table.inputs[column].label.clone()).collect();
        let (id, line) = (self.table.id.clone(), self.table.line);
        let kind = FindingKind::NotAnalysed { columns };
        self.find_at(Severity::Note, kind, id, line, &rules, Vec::new());
    }

    /// Constant outputs that do not fit their type or are not allowed: the result is null instead.
    pub(super) fn outputs(&mut self) {
        let table = self.table;
        for (column, output) in table.outputs.iter().enumerate() {
            let mut found: Vec<(String, At, Vec<usize>)> = Vec::new();
            let mut known: HashMap<&str, usize> = HashMap::new();
            for (rule, row) in table.rules.iter().enumerate() {
                let Some((text, code)) = row.outputs.get(column) else { continue };
                if let Some(place) = known.get(text.as_str()) {
                    found[*place].2.push(rule);
                } else if let Some(message) = output_misfit(output, text, code) {
                    known.insert(text, found.len());
                    found.push((message, code.at.clone(), vec![rule]));
                }
            }
            if let Some(default) = &output.default
                && let Some(message) = output_misfit(output, "the default output", default)
            {
                found.push((message, output.at.clone(), Vec::new()));
            }
            let more = found.len().saturating_sub(self.most);
            for (message, at, rules) in found.into_iter().take(self.most) {
                let kind = FindingKind::WrongType { place: format!("output \"{}\"", output.name), message };
                self.find_at(Severity::Error, kind, at.id, at.line, &rules, Vec::new());
            }
            self.more("outputs of this column", more);
        }
    }
}

fn output_misfit(output: &OutputColumn, text: &str, code: &crate::program::Code) -> Option<String> {
    for value in outcomes::of_plain(code)?.iter().filter(|value| !value.is_null()) {
        if let Some(message) = misfit(&output.kind, value) {
            return Some(format!("{message}; correct {text}"));
        }
        if let Some(allowed) = &output.allowed
            && let Ok(value) = output.kind.fit(value)
            && outcomes::passes(&allowed.cell, &value) == Some(false)
        {
            return Some(format!("{value} is none of the output values: {}", allowed.cell.text));
        }
    }
    None
}

fn misfit(kind: &Kind, value: &Value) -> Option<String> {
    kind.fit(value).err()
}

/// All constants of a test that a value is compared with.
fn constants(test: &Test) -> Vec<Value> {
    let mut constants = super::axis::Constants::default();
    constants.note(test);
    constants.values.retain(|value| !value.is_null());
    constants.values
}

/// The values that a test asks for one by one.
fn asked_for(test: &Test) -> Vec<&Value> {
    match test {
        Test::Matches(Value::List(items)) => {
            items.iter().filter(|item| !matches!(item, Value::Range(_))).collect()
        }
        Test::Matches(Value::Range(_)) => Vec::new(),
        Test::Matches(value) | Test::Compare(Comparison::Equal, value) => vec![value],
        Test::Either(tests) => tests.iter().flat_map(asked_for).collect(),
        _ => Vec::new(),
    }
}

fn wrong_type(cell: &str, column: &str, kind: &Type, value: &Value) -> FindingKind {
    let mut message =
        format!("{value} is a {}, but \"{column}\" is a {kind}: it never matches", value.kind());
    if let Some(advice) = advice(kind, value) {
        message += &format!("; write {advice}");
    }
    FindingKind::WrongType { place: format!("cell {cell}"), message }
}

/// How the value of another kind would be written that was probably meant.
fn advice(kind: &Type, value: &Value) -> Option<String> {
    let Some(text) = value.as_str() else {
        return (*kind == Type::String).then(|| format!("\"{value}\""));
    };
    let meant: Option<Value> = match kind {
        Type::Number => text.parse::<feel::Number>().ok().map(Value::from),
        Type::Boolean => text.parse::<bool>().ok().map(Value::from),
        Type::Date => text.parse::<feel::Date>().ok().map(Value::from),
        Type::Time => text.parse::<feel::Time>().ok().map(Value::from),
        Type::DateTime => text.parse::<feel::DateTime>().ok().map(Value::from),
        Type::YearsMonthsDuration => text.parse::<feel::YearsMonthsDuration>().ok().map(Value::from),
        Type::DaysTimeDuration => text.parse::<feel::DaysTimeDuration>().ok().map(Value::from),
        _ => None,
    };
    meant.map(|value| value.to_string())
}
