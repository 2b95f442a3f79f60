//! Tables: a repeated group as an overview of its rows, and each row on a page of its own.

use std::collections::{HashMap, HashSet};

use feel::{Number, Value};
use serde_json::Map;

use crate::Setting;
use crate::answers::Answers;
use crate::layout::InputKind;
use crate::model::{Field, Form, NodeId, Shape};
use crate::path::Path;
use crate::show::translated;
use crate::state::{Body, Instance, State};
use crate::summary::{Shown, SummaryTable};
use crate::view::{PageView, TableColumn, TableRow, TableView};

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPlace {
    /// Id of the page that shows the table.
    pub page: String,
    /// Path of the table.
    pub table: String,
    /// Number of the row, from 0.
    pub row: usize,
}

impl Form {
    /// Path of the table on a page, if it has one.
    pub fn table_on(&self, page: &str) -> Option<&str> {
        let number = self.pages.iter().position(|found| found.id == page)?;
        self.table_of_page(number).map(|node| self.nodes[node].path.as_str())
    }

    /// Name of one row of the table on a page.
    pub fn row_label(&self, page: &str, lang: &str) -> Option<String> {
        let number = self.pages.iter().position(|found| found.id == page)?;
        self.table_of_page(number).map(|node| self.row_name(node, lang))
    }

    /// The row of a table in which a path lies (`rechnungen[3].betrag`), or which it names.
    pub fn row_of(&self, path: &str) -> Option<RowPlace> {
        let parsed = Path::parse(path)?;
        let (node, _) = self.resolve(&parsed)?;
        let table = self.table_around(node)?;
        let depth = self.lineage(table).len();
        let row = parsed.0.get(depth - 1)?.index?;
        let page = self.nodes[table].page.map(|page| self.pages[page].id.clone())?;
        Some(RowPlace { page, table: self.nodes[table].path.clone(), row })
    }

    /// How many rows the table on a page has, filled in or not.
    pub fn row_count(&self, page: &str, answers: &Answers) -> usize {
        let rows = self.table_on(page).and_then(Path::parse).and_then(|path| answers.at(&path)?.as_array());
        rows.map_or(0, Vec::len)
    }

    /// What the page of a row shows: of a row that there is, or of one more (its number is the count of rows, from 0).
    /// `None` if the page has no table, or the table no such row and no room for one more.
    pub fn view_row(&self, page: &str, row: usize, answers: &Answers, setting: &Setting) -> Option<PageView> {
        let number = self.pages.iter().position(|found| found.id == page)?;
        let table = self.table_of_page(number)?;
        let count = self.row_count(page, answers);
        if row > count || row >= self.nodes[table].max as usize {
            return None;
        }
        let mut answers = answers.clone();
        if row == count {
            answers
                .rows_mut(&Path::parse(&self.nodes[table].path)?)?
                .push(serde_json::Value::Object(Map::new()));
        }
        let state = State::new(self, &answers, setting);
        if !state.page_shown(number) {
            return None;
        }
        let instance = state.row_instance(table, row)?;
        let found = &self.pages[number];
        let lang = &setting.lang;
        let shown: Vec<usize> = (0..self.pages.len()).filter(|page| state.page_shown(*page)).collect();
        Some(PageView {
            id: found.id.clone(),
            title: format!("{} {}", self.row_name(table, lang), row + 1),
            caption: Some(found.title.get(lang).to_owned()),
            hint: None,
            number: shown.iter().position(|shown| *shown == number).map_or(0, |at| at + 1),
            of: shown.len(),
            optional: false,
            items: state.row(instance).items,
        })
    }

    pub(crate) fn table_of_page(&self, page: usize) -> Option<NodeId> {
        (0..self.nodes.len()).find(|node| {
            let node = &self.nodes[*node];
            node.table.is_some() && node.page == Some(page)
        })
    }

    /// The table that a node is, or in whose rows it stands.
    pub(crate) fn table_around(&self, node: NodeId) -> Option<NodeId> {
        self.lineage(node).into_iter().find(|above| self.nodes[*above].table.is_some())
    }

    /// All fields of a row to fill in or computed, without those of groups that repeat in it.
    pub(crate) fn row_fields(&self, group: NodeId) -> Vec<NodeId> {
        let mut fields = Vec::new();
        for child in self.nodes[group].children() {
            let node = &self.nodes[*child];
            match &node.shape {
                Shape::Field(field) if field.kind().is_some() && !field.hidden => fields.push(*child),
                Shape::Field(_) => {}
                Shape::Group { .. } if node.repeats => {}
                Shape::Group { .. } => fields.extend(self.row_fields(*child)),
            }
        }
        fields
    }

    pub(crate) fn row_name(&self, table: NodeId, lang: &str) -> String {
        let node = &self.nodes[table];
        translated(node.row_label.as_ref(), lang).unwrap_or_else(|| node.label.get(lang).to_owned())
    }
}

impl State<'_> {
    /// What a node at a path is called; within a table with the name of its row.
    pub(crate) fn label_at(&self, node: NodeId, path: &str) -> String {
        let label = self.label(node);
        let Some(table) = self.form.table_around(node) else { return label };
        let rest = path.strip_prefix(self.form.nodes[table].path.as_str());
        let number = rest.and_then(|rest| rest.strip_prefix('[')?.split(']').next()?.parse::<usize>().ok());
        let Some(number) = number else { return label };
        let row = format!("{} {}", self.form.row_name(table, &self.setting.lang), number + 1);
        if node == table { row } else { format!("{row}, {label}") }
    }

    pub(crate) fn row_instance(&self, table: NodeId, row: usize) -> Option<&Instance<'_>> {
        match &self.single(table)?.body {
            Body::Repeat { rows, .. } => rows.get(row),
            _ => None,
        }
    }

    pub(crate) fn table_view(&self, instance: &Instance<'_>, rows: &[Instance<'_>]) -> TableView {
        let node = &self.form.nodes[instance.node];
        let table = node.table.clone().unwrap_or_default();
        let problems = self.problems_by_row(&instance.path);
        let shown = rows.iter().enumerate().map(|(at, row)| TableRow {
            path: row.path.clone(),
            number: at + 1,
            cells: self.cells(row, &table.columns),
            problems: problems.get(&at).copied().unwrap_or(0),
            blank: !self.has_input(row),
        });
        TableView {
            path: instance.path.clone(),
            label: self.label(instance.node),
            row_label: self.form.row_name(instance.node, &self.setting.lang),
            hint: translated(node.hint.as_ref(), &self.setting.lang),
            min: node.min,
            max: node.max,
            columns: table.columns.iter().map(|column| self.column(instance.node, *column)).collect(),
            rows: shown.collect(),
            sums: self.sums(rows, &table.columns, &table.sums),
            can_add: rows.len() < node.max as usize,
            visible: instance.shown,
        }
    }

    /// How many errors each row has, by its number from 0.
    fn problems_by_row(&self, path: &str) -> HashMap<usize, usize> {
        let mut found = HashMap::new();
        for error in self.errors() {
            let inside = error.path.strip_prefix(path).and_then(|rest| rest.strip_prefix('['));
            if let Some(row) = inside.and_then(|rest| rest.split(']').next()?.parse().ok()) {
                *found.entry(row).or_default() += 1;
            }
        }
        found
    }

    fn column(&self, table: NodeId, column: NodeId) -> TableColumn {
        let node = &self.form.nodes[column];
        let before = self.form.nodes[table].path.len() + 1;
        let kind = node.field().and_then(Field::kind);
        TableColumn {
            path: node.path.get(before..).unwrap_or_default().to_owned(),
            label: self.label(column),
            numeric: matches!(kind, Some(InputKind::Integer | InputKind::Decimal | InputKind::Money)),
        }
    }

    fn cells(&self, row: &Instance<'_>, columns: &[NodeId]) -> Vec<Vec<Shown>> {
        let mut by_node = HashMap::new();
        fields_of(row, &mut by_node);
        let cell = |column: &NodeId| match by_node.get(column) {
            Some(instance) => match &instance.body {
                _ if !instance.shown => Vec::new(),
                Body::Field { .. } => self.shown_value(instance).into_iter().collect(),
                Body::Group(values) | Body::Repeat { rows: values, .. } => {
                    values.iter().filter_map(|value| self.shown_value(value)).collect()
                }
            },
            None => Vec::new(),
        };
        columns.iter().map(cell).collect()
    }

    /// The sums of columns over all values that can be read so far.
    fn sums(&self, rows: &[Instance<'_>], columns: &[NodeId], summed: &[NodeId]) -> Vec<Option<Shown>> {
        let mut sums: HashMap<NodeId, Option<Number>> =
            summed.iter().map(|column| (*column, Some(Number::from(0)))).collect();
        for row in rows {
            let mut by_node = HashMap::new();
            fields_of(row, &mut by_node);
            for (column, sum) in &mut sums {
                if let Some(Instance { shown: true, body: Body::Field { value, .. }, .. }) =
                    by_node.get(column)
                    && let Ok(Some(Value::Number(number))) = value
                {
                    *sum = sum.and_then(|sum| sum.checked_add(*number));
                }
            }
        }
        let money =
            |node: &NodeId| self.form.nodes[*node].field().and_then(Field::kind) == Some(InputKind::Money);
        columns
            .iter()
            .map(|column| {
                let sum = sums.get(column).copied().flatten()?.to_string();
                Some(if money(column) { Shown::Money(sum) } else { Shown::Number(sum) })
            })
            .collect()
    }

    /// `None` if no row has an answer.
    pub(crate) fn summary_table(
        &self,
        instance: &Instance<'_>,
        rows: &[Instance<'_>],
    ) -> Option<SummaryTable> {
        let node = &self.form.nodes[instance.node];
        let table = node.table.clone().unwrap_or_default();
        let main = table.columns.len();
        let mut columns = table.columns.clone();
        columns.extend(
            self.form.row_fields(instance.node).into_iter().filter(|field| !table.columns.contains(field)),
        );
        let filled = rows.iter().filter(|row| self.has_input(row));
        let mut shown: Vec<TableRow> = filled
            .enumerate()
            .map(|(at, row)| TableRow {
                path: row.path.clone(),
                number: at + 1,
                cells: self.cells(row, &columns),
                problems: 0,
                blank: false,
            })
            .collect();
        if shown.is_empty() {
            return None;
        }
        // What the editor did not choose is a column only if somebody answered it.
        let used: HashSet<usize> = (0..columns.len())
            .filter(|at| *at < main || shown.iter().any(|row| !row.cells[*at].is_empty()))
            .collect();
        for row in &mut shown {
            row.cells = keep(std::mem::take(&mut row.cells), &used);
        }
        let columns = keep(columns, &used);
        Some(SummaryTable {
            path: instance.path.clone(),
            label: self.label(instance.node),
            row_label: self.form.row_name(instance.node, &self.setting.lang),
            sums: self.sums(rows, &columns, &table.sums),
            columns: columns.iter().map(|column| self.column(instance.node, *column)).collect(),
            main,
            rows: shown,
        })
    }
}

fn keep<T>(all: Vec<T>, wanted: &HashSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(at, _)| wanted.contains(at)).map(|(_, one)| one).collect()
}

/// The fields of a row (a repeated field as one), by node.
fn fields_of<'i, 'a>(instance: &'i Instance<'a>, found: &mut HashMap<NodeId, &'i Instance<'a>>) {
    let Body::Group(children) = &instance.body else { return };
    for child in children {
        match &child.body {
            Body::Group(_) => fields_of(child, found),
            Body::Field { .. } | Body::Repeat { .. } => {
                found.insert(child.node, child);
            }
        }
    }
}
