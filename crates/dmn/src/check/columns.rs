//! From a compiled decision table to a [`Grid`].

use super::{
    axis::{Axis, Constants, Constraint, Cuts},
    grid::{Dimension, Grid, Row},
    place::{self, ColumnSource, Place},
    scale::Scale,
    set::Set,
};
use crate::program::{Cell, Graph, TableCode};
use feel::{Test, Type, Value};
use std::collections::HashMap;

/// A table that was looked into.
pub(super) struct Analysis {
    pub(super) grid: Grid,
    pub(super) columns: Vec<ColumnFacts>,
    /// Cells that were not understood, as rule and column.
    pub(super) unknown: Vec<(usize, usize)>,
}

/// What is known about a column.
pub(super) struct ColumnFacts {
    pub(super) dimension: usize,
    /// The type that its values surely have.
    pub(super) kind: Option<Type>,
    /// The type of the expression, where the column wants another and so is always null.
    pub(super) clash: Option<Type>,
    /// What the values can be, as text.
    pub(super) allowed: Option<String>,
    /// What each different cell asks for.
    pub(super) tests: HashMap<String, CellFacts>,
}

pub(super) struct CellFacts {
    pub(super) test: Option<Test>,
    /// The atoms that pass, if that could be told.
    pub(super) set: Option<Set>,
    /// The number of this set on the axis.
    number: u32,
    /// The rules with this cell.
    pub(super) rules: Vec<usize>,
}

/// Columns with one expression: they look at one value.
struct Group {
    columns: Vec<usize>,
    source: ColumnSource,
    kind: Option<Type>,
    clash: Option<Type>,
}

pub(super) fn analyse(table: &TableCode, places: &[Place], graph: &Graph) -> Analysis {
    let groups = groups(table, places, graph);
    let mut analysis = Analysis { grid: Grid::default(), columns: Vec::new(), unknown: Vec::new() };
    let mut facts: Vec<Option<ColumnFacts>> = table.inputs.iter().map(|_| None).collect();
    for (dimension, group) in groups.iter().enumerate() {
        let free = group.source.given && group.clash.is_none() && stands_alone(dimension, &groups);
        let (axis, tests) = axis_of(table, group);
        let mut known = Dimension::new(axis, group.columns.clone(), free);
        for (column, mut cells) in group.columns.iter().zip(tests) {
            for cell in cells.values_mut() {
                // What a cell that is not understood accepts may be all.
                cell.number = known.number(cell.set.clone().unwrap_or_else(|| known.axis.all()));
            }
            facts[*column] = Some(ColumnFacts {
                dimension,
                kind: group.kind.clone(),
                clash: group.clash.clone(),
                allowed: allowed_text(table, *column, group),
                tests: cells,
            });
        }
        analysis.grid.dimensions.push(known);
    }
    analysis.columns = facts.into_iter().flatten().collect();
    rows(table, &mut analysis);
    analysis
}

fn groups(table: &TableCode, places: &[Place], graph: &Graph) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for (column, input) in table.inputs.iter().enumerate() {
        let source = place::of_column(input, places, graph);
        let key = (source.text.clone(), input.value.kind.feel().to_string());
        if let Some(group) = known.get(&key).filter(|_| !source.text.is_empty()) {
            groups[*group].columns.push(column);
            continue;
        }
        let (kind, clash) = types(input.value.kind.feel(), source.kind.feel());
        known.insert(key, groups.len());
        groups.push(Group { columns: vec![column], source, kind, clash });
    }
    groups
}

/// The type that values surely have, from what the column wants and what its expression has.
fn types(wanted: &Type, found: &Type) -> (Option<Type>, Option<Type>) {
    let is_scalar = |kind: &Type| Scale::of_type(kind, false) != Scale::Opaque;
    match (wanted, found) {
        (Type::Any, Type::Any | Type::Null) => (None, None),
        (Type::Any, found) => (Some(found.clone()), None),
        // A date is its midnight where a date and time is wanted.
        (Type::DateTime, Type::Date) => (Some(Type::DateTime), None),
        (wanted, found) if is_scalar(wanted) && is_scalar(found) && wanted != found => {
            (Some(wanted.clone()), Some(found.clone()))
        }
        (wanted, _) => (Some(wanted.clone()), None),
    }
}

/// Whether no other column looks at the same value or at a part of it.
fn stands_alone(dimension: usize, groups: &[Group]) -> bool {
    let Some(own) = &groups[dimension].source.path else { return false };
    groups.iter().enumerate().all(|(other, group)| {
        other == dimension
            || group.source.path.as_ref().is_none_or(|path| {
                let length = path.len().min(own.len());
                path[..length] != own[..length]
            })
    })
}

/// The axis of some columns, and what their cells accept on it.
fn axis_of(table: &TableCode, group: &Group) -> (Axis, Vec<HashMap<String, CellFacts>>) {
    let mut cells: Vec<HashMap<String, CellFacts>> =
        group.columns.iter().map(|column| cells(table, *column)).collect();
    let mut constants = Constants::default();
    let tests = cells.iter().flat_map(HashMap::values).filter_map(|cell| cell.test.as_ref());
    tests.for_each(|test| constants.note(test));
    let constraints = constraints(table, group);
    let outlines = constraints.iter().filter_map(|constraint| constraint.tests.outline());
    outlines.for_each(|test| constants.note(&test));
    constants.values.extend(group.source.outcomes.iter().flatten().cloned());
    let scale = scale(group, &constants);
    let mut axis = Cuts::new(scale, &constants, group.kind.is_none());
    if scale != Scale::Opaque {
        constraints.iter().for_each(|constraint| axis.constrain(constraint));
    }
    if let Some(outcomes) = &group.source.outcomes {
        axis.keep(outcomes);
    }
    let axis = axis.finish();
    for cell in cells.iter_mut().flat_map(HashMap::values_mut) {
        // Of a column that is always null only `-` is understood.
        let understood = cell.test.as_ref().filter(|test| group.clash.is_none() || **test == Test::Any);
        cell.set = understood.and_then(|test| axis.passing(test));
    }
    (axis, cells)
}

/// The different cells of a column.
fn cells(table: &TableCode, column: usize) -> HashMap<String, CellFacts> {
    let mut cells: HashMap<String, CellFacts> = HashMap::new();
    for (rule, row) in table.rules.iter().enumerate() {
        let Some(cell) = row.cells.get(column) else { continue };
        if let Some(known) = cells.get_mut(&cell.text) {
            known.rules.push(rule);
            continue;
        }
        let facts = CellFacts { test: test_of(cell), set: None, number: 0, rules: vec![rule] };
        cells.insert(cell.text.clone(), facts);
    }
    cells
}

fn test_of(cell: &Cell) -> Option<Test> {
    match &cell.tests {
        Some((tests, _)) => tests.outline(),
        None => cell.fault.is_none().then_some(Test::Any),
    }
}

fn constraints(table: &TableCode, group: &Group) -> Vec<Constraint> {
    let mut all = Vec::new();
    let own = group.columns.iter().flat_map(|column| table.inputs[*column].value.kind.constraints());
    for tests in own.chain(group.source.kind.constraints()) {
        all.push(Constraint { tests: tests.clone(), spares_null: true });
    }
    let listed = group.columns.iter().filter_map(|column| table.inputs[*column].allowed.as_ref());
    for (tests, _) in listed.filter_map(|allowed| allowed.cell.tests.as_ref()) {
        all.push(Constraint { tests: tests.clone(), spares_null: false });
    }
    all
}

fn allowed_text(table: &TableCode, column: usize, group: &Group) -> Option<String> {
    if let Some(allowed) = &table.inputs[column].allowed {
        return Some(allowed.cell.text.clone());
    }
    if let Some(outcomes) = &group.source.outcomes {
        let mut texts: Vec<String> = Vec::new();
        for value in outcomes.iter().filter(|value| !value.is_null()) {
            let text = value.to_string();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        return Some(texts.join(", "));
    }
    let kinds = [&table.inputs[column].value.kind, &group.source.kind];
    let tests = kinds.into_iter().flat_map(|kind| kind.constraints()).next()?;
    Some(tests.source().trim().to_owned())
}

/// The scale of a type, or of the constants where there is no type.
fn scale(group: &Group, constants: &Constants) -> Scale {
    let zoned = constants.values.iter().any(|value| match value {
        Value::Time(time) => time.zone().is_some(),
        Value::DateTime(moment) => moment.offset().is_some(),
        _ => false,
    });
    if let Some(kind) = &group.kind {
        let counts = group.source.counts && *kind == Type::Number;
        return if counts { Scale::Count } else { Scale::of_type(kind, zoned) };
    }
    let mut scales = constants
        .values
        .iter()
        .filter(|value| !value.is_null())
        .map(|value| Scale::of_type(&Type::named(value.kind()).unwrap_or_default(), zoned));
    let Some(first) = scales.next() else { return Scale::Opaque };
    if scales.all(|other| other == first) { first } else { Scale::Opaque }
}

fn rows(table: &TableCode, analysis: &mut Analysis) {
    let Analysis { grid, columns, unknown } = analysis;
    for (rule, row) in table.rules.iter().enumerate() {
        let mut sets: Vec<Option<u32>> = vec![None; grid.dimensions.len()];
        let mut certain = true;
        for (column, (facts, cell)) in columns.iter().zip(&row.cells).enumerate() {
            let Some(cell) = facts.tests.get(&cell.text) else { continue };
            if cell.set.is_none() {
                certain = false;
                unknown.push((rule, column));
            }
            let known = &mut grid.dimensions[facts.dimension];
            let set = &mut sets[facts.dimension];
            *set = Some(match *set {
                None => cell.number,
                Some(other) => {
                    known.number(known.sets[other as usize].intersection(&known.sets[cell.number as usize]))
                }
            });
        }
        let whole = |known: &mut Dimension| known.number(known.axis.all());
        let sets = sets.into_iter().zip(&mut grid.dimensions);
        let sets = sets.map(|(set, known)| set.unwrap_or_else(|| whole(known))).collect();
        grid.rows.push(Row { sets, certain });
    }
}
