//! What both syntaxes have in common: a head of properties and rows of cells with their places.

use super::{Aggregator, Column, HitPolicy, Placed, Role, TableText, TextError};

/// A text of a cell, and where it starts.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Cell {
    pub(super) fn error(&self, message: impl Into<String>) -> TextError {
        TextError { line: self.line, column: self.column, message: message.into() }
    }
}

/// A table as it is read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: Cell,
    /// Names and values.
    pub(super) head: Vec<(Cell, Cell)>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The names of the rows that say something about a column.
const ABOUT: [&str; 4] = ["label", "type", "values", "default"];

/// The head of a table without its name.
pub(super) fn head(table: &TableText) -> Vec<(&'static str, String)> {
    let mut head = vec![("Hit policy", table.hit_policy.to_string())];
    if !table.output_label.is_empty() {
        head.push(("Output label", table.output_label.clone()));
    }
    head
}

/// The rows of a table; the first names the columns.
pub(super) fn rows(table: &TableText) -> Vec<Vec<String>> {
    let row = |first: &str, cells: Vec<String>| {
        let mut row = vec![first.to_owned()];
        row.extend(cells);
        row
    };
    let titles = table.columns.iter().map(|column| match column.name.as_str() {
        "" => column.role.to_string(),
        name => format!("{}: {name}", column.role),
    });
    let mut rows = vec![row("", titles.collect())];
    for about in ABOUT {
        let cells: Vec<String> = table.columns.iter().map(|column| field(column, about).clone()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(row(about, cells));
        }
    }
    rows.extend(table.rules.iter().map(|rule| row("", rule.clone())));
    rows
}

fn field<'a>(column: &'a Column, about: &str) -> &'a String {
    match about {
        "label" => &column.label,
        "type" => &column.type_ref,
        "values" => &column.values,
        _ => &column.default,
    }
}

fn field_mut<'a>(column: &'a mut Column, about: &str) -> &'a mut String {
    match about {
        "label" => &mut column.label,
        "type" => &mut column.type_ref,
        "values" => &mut column.values,
        _ => &mut column.default,
    }
}

/// The table that a sheet is.
pub(super) fn table(sheet: Sheet) -> Result<Placed, TextError> {
    let mut table = TableText {
        name: sheet.name.text.split_whitespace().collect::<Vec<_>>().join(" "),
        hit_policy: HitPolicy::Unique,
        output_label: String::new(),
        columns: Vec::new(),
        rules: Vec::new(),
    };
    for (name, value) in &sheet.head {
        match name.text.to_lowercase().as_str() {
            "hit policy" => table.hit_policy = policy(value)?,
            "output label" => table.output_label = value.text.clone(),
            _ => {
                let message =
                    format!("'{}' is not known here; write 'Hit policy' or 'Output label'", name.text);
                return Err(name.error(message));
            }
        }
    }
    let mut rows = sheet.rows.into_iter();
    let titles = rows.next().ok_or_else(|| {
        sheet.name.error(format!("the table '{}' has no columns; add a row with them", table.name))
    })?;
    table.columns = columns(&titles)?;
    let mut last = None;
    for row in rows {
        characters(&row)?;
        width(&row, table.columns.len() + 1)?;
        match row[0].text.to_lowercase().as_str() {
            "" => table.rules.push(row.into_iter().skip(1).map(|cell| cell.text).collect()),
            name => {
                let place = ABOUT.iter().position(|about| *about == name);
                if !table.rules.is_empty() || place.is_none() || place <= last {
                    return Err(row[0].error(format!(
                        "'{}' is not expected here; leave the first column of a rule empty, and put the rows \
                         label, type, values and default once, in this order, above all rules",
                        row[0].text
                    )));
                }
                last = place;
                about(&mut table.columns, ABOUT[place.unwrap_or_default()], &row[1..])?;
            }
        }
    }
    Ok((sheet.name.line, table))
}

fn about(columns: &mut [Column], about: &str, cells: &[Cell]) -> Result<(), TextError> {
    for (column, cell) in columns.iter_mut().zip(cells) {
        let fits = match column.role {
            Role::Input => about != "default",
            Role::Output => true,
            Role::Annotation => false,
        };
        if !fits && !cell.text.is_empty() {
            return Err(cell.error(format!("the {} has no {about}; leave the cell empty", column.role)));
        }
        field_mut(column, about).clone_from(&cell.text);
    }
    Ok(())
}

fn columns(titles: &[Cell]) -> Result<Vec<Column>, TextError> {
    characters(titles)?;
    if let Some(first) = titles.first().filter(|first| !first.text.is_empty()) {
        return Err(first.error("the first cell of the columns is not empty; put an empty cell before them"));
    }
    let mut columns: Vec<Column> = Vec::with_capacity(titles.len());
    for title in titles.iter().skip(1) {
        let (role, name) = title.text.split_once(':').unwrap_or((&title.text, ""));
        let role = match role.trim().to_lowercase().as_str() {
            "input" => Role::Input,
            "output" => Role::Output,
            "annotation" => Role::Annotation,
            _ => {
                let message = format!(
                    "the column '{}' does not say what it is; write 'input: …', 'output: …' or 'annotation: …'",
                    title.text
                );
                return Err(title.error(message));
            }
        };
        if columns.last().is_some_and(|last| last.role > role) {
            let message = "the columns are out of order; put inputs first, then outputs, then annotations";
            return Err(title.error(message));
        }
        columns.push(Column { role, name: name.trim().to_owned(), ..Column::default() });
    }
    if !columns.iter().any(|column| column.role == Role::Output) {
        let last = titles.last().cloned().unwrap_or_default();
        return Err(last.error("the table has no output; add a column 'output' or 'output: …'"));
    }
    Ok(columns)
}

fn width(row: &[Cell], wanted: usize) -> Result<(), TextError> {
    if row.len() == wanted {
        return Ok(());
    }
    let last = row.last().cloned().unwrap_or_default();
    Err(last.error(format!(
        "the row has {} cells, the table {wanted} columns; add or remove cells, and write a | inside of a cell of \
         Markdown as \\|",
        row.len()
    )))
}

fn characters(row: &[Cell]) -> Result<(), TextError> {
    for cell in row {
        let wrong = cell.text.chars().find(|c| !crate::xml::is_character(*c));
        if let Some(wrong) = wrong {
            let code = u32::from(wrong);
            return Err(cell.error(format!("the cell has the control character U+{code:04X}; remove it")));
        }
    }
    Ok(())
}

fn policy(value: &Cell) -> Result<HitPolicy, TextError> {
    let name = value.text.to_uppercase().split_whitespace().collect::<Vec<_>>().join(" ");
    HitPolicy::named(&name).ok_or_else(|| {
        let all = HitPolicy::ALL.map(|policy| policy.to_string()).join(", ");
        value.error(format!("the hit policy '{}' is not known; write one of {all}", value.text))
    })
}

impl HitPolicy {
    /// All hit policies.
    pub const ALL: [HitPolicy; 11] = [
        HitPolicy::Unique,
        HitPolicy::First,
        HitPolicy::Priority,
        HitPolicy::Any,
        HitPolicy::RuleOrder,
        HitPolicy::OutputOrder,
        HitPolicy::Collect(None),
        HitPolicy::Collect(Some(Aggregator::Sum)),
        HitPolicy::Collect(Some(Aggregator::Count)),
        HitPolicy::Collect(Some(Aggregator::Min)),
        HitPolicy::Collect(Some(Aggregator::Max)),
    ];

    /// The hit policy of a name such as `RULE ORDER` or `COLLECT SUM`.
    pub fn named(name: &str) -> Option<HitPolicy> {
        HitPolicy::ALL.into_iter().find(|policy| policy.to_string() == name)
    }
}
