//! Rows of a table from a file: which column is which field, what fits and what does not.
//!
//! The file comes as rows of texts (from whatever reads files); nothing is stored until [`Form::take_import`]. What does
//! not fit is taken as it is, as if it had been typed: it stands in the table with its error, to be put right there.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::answers::Answers;
use crate::error::FieldProblem;
use crate::key::slug;
use crate::layout::InputKind;
use crate::model::{Field, Form, NodeId};
use crate::path::Path;
use crate::state::State;
use crate::{Setting, key};

/// Rows at the top of a file in which the headings are looked for.
const HEADINGS: usize = 20;
/// What a row that only adds up others says in one of its cells.
const TOTALS: [&str; 8] =
    ["summe", "gesamt", "gesamtsumme", "gesamtbetrag", "zwischensumme", "total", "sum", "subtotal"];

/// A field that a file may have a column for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportField {
    /// Path below the row.
    pub path: String,
    /// Label, which is the heading of its column.
    pub label: String,
    /// How it is filled in.
    pub input: InputKind,
    /// Labels of the choices, if it is chosen from a list.
    pub choices: Vec<String>,
    /// Each row must have it.
    pub required: bool,
}

/// A row of a file: its number as people see it, and its cells.
pub type FileRow = (u32, Vec<String>);

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The columns that are taken: number from 0, heading, field.
    pub columns: Vec<(usize, String, ImportField)>,
    /// The columns that belong to no field, or to one that has its column already: number from 0 and heading.
    pub unknown: Vec<(usize, String)>,
    /// Fields that each row must have and that have no column.
    pub missing: Vec<ImportField>,
    /// The rows: number in the file, and values in the order of `columns`.
    pub rows: Vec<FileRow>,
    /// Rows that only add up others.
    pub totals: Vec<u32>,
    /// What does not fit.
    pub problems: Vec<ImportProblem>,
}

/// A value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// Number of the row in the file.
    pub row: u32,
    /// Column in the file, from 0; `None` where it has none, or where the row as a whole is meant.
    pub column: Option<usize>,
    /// Label of the field.
    pub label: String,
    /// The value.
    pub value: String,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

/// Why nothing could be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// The page has no table.
    NoTable,
    /// No row has headings that are labels of fields.
    NoHeadings,
    /// There is nothing below the headings.
    NoRows,
    /// More rows than the table takes.
    TooManyRows {
        /// Most rows.
        max: u32,
    },
}

impl Form {
    /// The fields that a file may have columns for, in the order of the form.
    pub fn import_fields(&self, page: &str, lang: &str) -> Vec<ImportField> {
        let Some(table) = self.import_table(page) else { return Vec::new() };
        self.importable(table).into_iter().map(|node| self.import_field(table, node, lang)).collect()
    }

    /// Most rows of the table on a page; 0 if it has none.
    pub fn row_limit(&self, page: &str) -> usize {
        self.import_table(page).map_or(0, |table| self.nodes[table].max as usize)
    }

    /// Finds the fields of the table on a page in a file.
    ///
    /// # Errors
    /// What keeps all of it from being taken.
    pub fn import(&self, page: &str, file: &[FileRow], setting: &Setting) -> Result<Import, ImportError> {
        let table = self.import_table(page).ok_or(ImportError::NoTable)?;
        let fields = self.importable(table);
        let (head, columns) = self.headings(table, &fields, file).ok_or(ImportError::NoHeadings)?;
        let headings = &file[head].1;
        let taken = |column: usize| columns.iter().any(|(at, _)| *at == column);
        let unknown = headings
            .iter()
            .enumerate()
            .filter(|(at, heading)| !heading.is_empty() && !taken(*at))
            .map(|(at, heading)| (at, heading.clone()));
        let (rows, totals) = self.data_rows(&columns, &file[head + 1..]);
        if rows.is_empty() {
            return Err(ImportError::NoRows);
        }
        let max = self.nodes[table].max;
        if rows.len() > max as usize {
            return Err(ImportError::TooManyRows { max });
        }
        let lang = &setting.lang;
        let missing = fields.iter().filter(|node| columns.iter().all(|(_, taken)| taken != *node));
        let missing =
            missing.map(|node| self.import_field(table, *node, lang)).filter(|field| field.required);
        let mut import = Import {
            unknown: unknown.collect(),
            missing: missing.collect(),
            columns: columns
                .iter()
                .map(|(at, node)| (*at, headings[*at].clone(), self.import_field(table, *node, lang)))
                .collect(),
            rows,
            totals,
            problems: Vec::new(),
        };
        import.problems = self.import_problems(table, &import, setting);
        Ok(import)
    }

    /// Takes rows into the table on a page: values by the paths of their fields, behind the rows that there are or in
    /// their place. Paths that no file may have a column for are passed over.
    ///
    /// # Errors
    /// `TooMany` if there would be more rows than allowed; nothing is stored then. `None` inside if the page has no
    /// table.
    pub fn take_import(
        &self,
        page: &str,
        paths: &[String],
        rows: &[Vec<String>],
        replace: bool,
        answers: &mut Answers,
    ) -> Result<(), Option<FieldProblem>> {
        let table = self.import_table(page).ok_or(None)?;
        let max = self.nodes[table].max;
        let before = if replace { 0 } else { self.row_count(page, answers) };
        if before + rows.len() > max as usize {
            return Err(Some(FieldProblem::TooMany { max }));
        }
        let known: Vec<Option<Path>> = paths.iter().map(|path| self.import_path(table, path)).collect();
        let base = Path::parse(&self.nodes[table].path).ok_or(None)?;
        let there = answers.rows_mut(&base).ok_or(None)?;
        there.truncate(before);
        there.resize(before + rows.len(), Value::Object(Map::new()));
        for (at, row) in rows.iter().enumerate() {
            for (path, cell) in known.iter().zip(row) {
                let Some(path) = path else { continue };
                let mut full = base.clone();
                if let Some(last) = full.0.last_mut() {
                    last.index = Some(before + at);
                }
                full.0.extend(path.0.iter().cloned());
                answers.put(&full, latin::visible(cell).into_owned());
            }
        }
        Ok(())
    }

    fn import_table(&self, page: &str) -> Option<NodeId> {
        let number = self.pages.iter().position(|found| found.id == page)?;
        self.table_of_page(number)
    }

    fn importable(&self, table: NodeId) -> Vec<NodeId> {
        let fits = |node: &NodeId| {
            let field = self.nodes[*node].field();
            let input = field.and_then(|field| field.input);
            !self.nodes[*node].repeats && input.is_some_and(|input| input != InputKind::File)
        };
        self.row_fields(table).into_iter().filter(fits).collect()
    }

    fn below(&self, table: NodeId, node: NodeId) -> &str {
        self.nodes[node].path.get(self.nodes[table].path.len() + 1..).unwrap_or_default()
    }

    fn import_path(&self, table: NodeId, path: &str) -> Option<Path> {
        self.importable(table).into_iter().find(|node| self.below(table, *node) == path)?;
        Path::parse(path)
    }

    fn import_field(&self, table: NodeId, node: NodeId, lang: &str) -> ImportField {
        let found = &self.nodes[node];
        let field = found.field();
        let codes = field.and_then(|field| field.codes.as_ref());
        let optional_above = self.lineage(node).into_iter().skip(1).take_while(|above| *above != table);
        let there = optional_above.into_iter().all(|above| self.nodes[above].min > 0);
        ImportField {
            path: self.below(table, node).to_owned(),
            label: found.label.get(lang).to_owned(),
            input: field.and_then(|field| field.input).unwrap_or(InputKind::Text),
            choices: codes.map_or_else(Vec::new, |codes| {
                codes.entries.iter().map(|code| code.label.get(lang).to_owned()).collect()
            }),
            required: found.min > 0 && found.show_when.is_none() && there,
        }
    }

    /// The row of the headings (the one with most fields in it; of several the first), and the columns of the fields.
    fn headings(
        &self,
        table: NodeId,
        fields: &[NodeId],
        file: &[FileRow],
    ) -> Option<(usize, Vec<(usize, NodeId)>)> {
        let names: Vec<Vec<String>> = fields.iter().map(|node| self.names_of(table, *node)).collect();
        let rows = file.iter().take(HEADINGS).enumerate();
        let found = rows.map(|(at, (_, cells))| (at, matched(fields, &names, cells)));
        // The last of the largest, from the end: the first one.
        let best = found.rev().max_by_key(|(_, columns)| columns.len())?;
        let least = fields.len().clamp(1, 2);
        (best.1.len() >= least).then_some(best)
    }

    /// What a heading may say to mean a field: its labels, its key and its path, as keys.
    fn names_of(&self, table: NodeId, node: NodeId) -> Vec<String> {
        let found = &self.nodes[node];
        let mut names = vec![found.key.to_string(), slug(self.below(table, node)), slug(&found.path)];
        names.extend(found.label.all().map(slug));
        names.dedup();
        names
    }

    /// The rows below the headings, without blank ones and without those that only add up.
    fn data_rows(&self, columns: &[(usize, NodeId)], file: &[FileRow]) -> (Vec<FileRow>, Vec<u32>) {
        let (mut rows, mut totals) = (Vec::new(), Vec::new());
        for (number, cells) in file {
            let cell = |at: usize| cells.get(at).map_or("", String::as_str);
            let values: Vec<String> =
                columns.iter().map(|(at, node)| self.as_typed(*node, cell(*at))).collect();
            if values.iter().all(String::is_empty) {
                continue;
            }
            let adds_up = cells.iter().any(|cell| {
                let word = cell.trim().trim_end_matches(':').to_lowercase();
                TOTALS.contains(&word.as_str())
            });
            // The names of goods may be anything; but a total has few of the values that a row has.
            if adds_up && 2 * values.iter().filter(|value| !value.is_empty()).count() <= columns.len() + 1 {
                totals.push(*number);
            } else {
                rows.push((*number, values));
            }
        }
        (rows, totals)
    }

    /// A cell as it would have been typed: a choice by its code, yes and no in one way.
    fn as_typed(&self, node: NodeId, cell: &str) -> String {
        let cell = cell.trim();
        let field = self.nodes[node].field();
        if let Some(codes) = field.and_then(|field| field.codes.as_ref()) {
            let means = |text: &str| text.trim().to_lowercase() == cell.to_lowercase();
            let entry =
                codes.get(cell).or_else(|| codes.entries.iter().find(|entry| entry.label.all().any(means)));
            return entry.map_or_else(|| cell.to_owned(), |entry| entry.code.clone());
        }
        match field.and_then(Field::kind) {
            Some(InputKind::YesNo | InputKind::Checkbox) => match cell.to_lowercase().as_str() {
                "ja" | "j" | "yes" | "y" | "true" | "wahr" | "x" | "1" => "true".to_owned(),
                "nein" | "n" | "no" | "false" | "falsch" | "0" => "false".to_owned(),
                _ => cell.to_owned(),
            },
            _ => cell.to_owned(),
        }
    }

    /// Checks the rows as if they were all that is in the table.
    fn import_problems(&self, table: NodeId, import: &Import, setting: &Setting) -> Vec<ImportProblem> {
        let paths: Vec<String> = import.columns.iter().map(|(_, _, field)| field.path.clone()).collect();
        let rows: Vec<Vec<String>> = import.rows.iter().map(|(_, cells)| cells.clone()).collect();
        let mut answers = Answers::new();
        let page = self.nodes[table].page.map(|page| self.pages[page].id.as_str()).unwrap_or_default();
        if self.take_import(page, &paths, &rows, true, &mut answers).is_err() {
            return Vec::new();
        }
        let state = State::new(self, &answers, setting);
        let mut problems = Vec::new();
        let by_path: HashMap<&str, usize> =
            import.columns.iter().enumerate().map(|(at, (_, _, field))| (field.path.as_str(), at)).collect();
        for error in state.errors() {
            let Some(row) = self.row_of(&error.path).filter(|row| row.table == self.nodes[table].path) else {
                continue;
            };
            let Some((number, cells)) = import.rows.get(row.row) else { continue };
            let inside = error.path.split_once("].").map_or("", |(_, inside)| inside);
            let at = by_path.get(inside);
            // A column that is missing as a whole is said once.
            if at.is_none() && import.missing.iter().any(|field| field.path == inside) {
                continue;
            }
            let label = Path::parse(&error.path).and_then(|path| self.resolve(&path));
            problems.push(ImportProblem {
                row: *number,
                column: at.map(|at| import.columns[*at].0),
                label: label.map_or_else(String::new, |(node, _)| state.label(node)),
                value: at.and_then(|at| cells.get(*at)).cloned().unwrap_or_default(),
                problem: error.problem,
            });
        }
        problems
    }
}

/// Which columns are which fields: first those whose heading is a name of one field, then those whose heading begins
/// with one, or the other way round (`Betrag netto in EUR`), if only one does.
fn matched(fields: &[NodeId], names: &[Vec<String>], headings: &[String]) -> Vec<(usize, NodeId)> {
    let headings: Vec<Option<String>> = headings.iter().map(|heading| heading_key(heading)).collect();
    let mut column_of: Vec<Option<usize>> = vec![None; fields.len()];
    let mut used = vec![false; headings.len()];
    for (at, heading) in headings.iter().enumerate() {
        let Some(heading) = heading else { continue };
        let field =
            (0..fields.len()).find(|field| column_of[*field].is_none() && names[*field].contains(heading));
        if let Some(field) = field {
            column_of[field] = Some(at);
            used[at] = true;
        }
    }
    for (at, heading) in headings.iter().enumerate().filter(|(at, _)| !used[*at]) {
        let Some(heading) = heading else { continue };
        let mut like = (0..fields.len())
            .filter(|field| column_of[*field].is_none())
            .filter(|field| names[*field].iter().any(|name| begins_with(heading, name)));
        if let (Some(field), None) = (like.next(), like.next()) {
            column_of[field] = Some(at);
        }
    }
    let mut found: Vec<(usize, NodeId)> =
        column_of.iter().zip(fields).filter_map(|(column, field)| Some(((*column)?, *field))).collect();
    found.sort_unstable();
    found
}

/// One is the beginning of the other, word by word.
fn begins_with(a: &str, b: &str) -> bool {
    let starts = |long: &str, short: &str| {
        short.len() >= 3
            && long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    starts(a, b) || starts(b, a)
}

/// A heading as a key; without what stands in brackets.
fn heading_key(heading: &str) -> Option<String> {
    let plain = heading.split(['(', '[', '\n']).next().unwrap_or_default();
    let plain = if plain.trim().is_empty() { heading } else { plain };
    if !plain.chars().any(char::is_alphanumeric) {
        return None;
    }
    let found = slug(plain);
    key::is_key(&found).then_some(found)
}
