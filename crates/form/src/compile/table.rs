//! Tables: which columns they show, what is summed up, and what may stand beside them.

use super::Compiler;
use crate::layout::{InputKind, TableLayout};
use crate::model::{MAX_TABLE_ROWS, NodeId, Shape, Table};

impl Compiler<'_> {
    pub(super) fn tables(&mut self) {
        for node in 0..self.form.nodes.len() {
            let (path, id) = (self.form.nodes[node].path.clone(), self.form.nodes[node].id.clone());
            let settings = self.settings(&path, &id);
            let Some(layout) = &settings.table else { continue };
            if settings.rows_max.is_some_and(|rows| rows > MAX_TABLE_ROWS) {
                self.table_problem(node, format!("rows_max: a table has {MAX_TABLE_ROWS} rows at most"));
            }
            self.table(node, layout);
        }
        for page in 0..self.form.pages.len() {
            self.beside_tables(page);
        }
    }

    fn table_problem(&mut self, node: NodeId, message: impl Into<String>) {
        let node = &self.form.nodes[node];
        let line = self.layout.lines.field(&node.path).or(self.layout.lines.field(&node.id));
        let path = node.path.clone();
        self.layout_problem(&path, line, message);
    }

    fn table(&mut self, node: NodeId, layout: &TableLayout) {
        let found = &self.form.nodes[node];
        if !found.repeats || found.field().is_some() {
            self.table_problem(node, "table: only a repeated group can be shown as a table");
            return;
        }
        if self.form.lineage(node)[1..].iter().any(|above| self.form.nodes[*above].repeats) {
            self.table_problem(node, "table: a table cannot stand in a repeated group");
            return;
        }
        let columns = if layout.columns.is_empty() {
            self.form.row_fields(node)
        } else {
            self.columns(node, &layout.columns, "columns")
        };
        let sums = self.columns(node, &layout.sums, "sums");
        for sum in &sums {
            let field = &self.form.nodes[*sum];
            let kind = field.field().and_then(crate::model::Field::kind);
            let number = matches!(kind, Some(InputKind::Integer | InputKind::Decimal | InputKind::Money));
            let name = field.path.clone();
            if !number || field.repeats {
                self.table_problem(node, format!("sums: {name} is no number"));
            }
            if !columns.contains(sum) {
                self.table_problem(node, format!("sums: {name} is no column; add it to columns"));
            }
        }
        self.form.nodes[node].table = Some(Table { columns, sums });
    }

    fn columns(&mut self, node: NodeId, names: &[String], what: &str) -> Vec<NodeId> {
        let fields = self.form.row_fields(node);
        let before = format!("{}.", self.form.nodes[node].path);
        let mut found = Vec::new();
        for name in names {
            let field =
                fields.iter().find(|field| self.form.nodes[**field].path.strip_prefix(&before) == Some(name));
            match field {
                Some(field) if found.contains(field) => {
                    self.table_problem(node, format!("{what}: \"{name}\" is there twice"));
                }
                Some(field) => found.push(*field),
                None => self.table_problem(
                    node,
                    format!("{what}: \"{name}\" is no field of a row; use a path below {before}"),
                ),
            }
        }
        found
    }

    /// A table is left by links to its rows: what was typed beside it would be lost.
    fn beside_tables(&mut self, page: usize) {
        let mut open = self.form.pages[page].roots.clone();
        let (mut tables, mut inputs) = (Vec::new(), Vec::new());
        while let Some(next) = open.pop() {
            let node = &self.form.nodes[next];
            match &node.shape {
                Shape::Group { .. } if node.table.is_some() => tables.push(next),
                Shape::Group { children, .. } => open.extend(children),
                Shape::Field(field) if field.input.is_some() => inputs.push(node.path.clone()),
                Shape::Field(_) => {}
            }
        }
        let Some(table) = tables.first().copied() else { return };
        if tables.len() > 1 {
            self.table_problem(
                table,
                "table: a page holds one table; put the other one on a page of its own",
            );
        }
        if let Some(input) = inputs.last() {
            let message =
                format!("table: {input} stands on the same page; put what is filled in on another page");
            self.table_problem(table, message);
        }
    }
}
