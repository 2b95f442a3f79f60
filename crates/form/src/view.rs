//! What a page shows, ready for HTML: labels in the right language, raw values, constraints.

use serde::Serialize;

use crate::answers::Upload;
use crate::summary::Shown;

/// A page to show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageView {
    /// Id of the page.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Small text above the heading.
    pub caption: Option<String>,
    /// Text below the heading.
    pub hint: Option<String>,
    /// Number among the pages that are shown, from 1; 0 if the page itself is not.
    pub number: usize,
    /// How many pages are shown.
    pub of: usize,
    /// May be left empty as a whole: all it shows is part of optional groups in which nothing is answered yet. Say so,
    /// since its fields may still be `required` once one of them is answered.
    pub optional: bool,
    /// What it shows, in order. Items that are hidden by a condition are there with `visible: false`; leave them out of
    /// the HTML (a value that was typed before stays in the answers).
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum Item {
    /// Something to fill in, or a value that is only shown.
    Field(FieldView),
    /// A text to read.
    Note(NoteView),
    /// Items under a heading.
    Group(GroupView),
    /// Rows.
    Repeat(RepeatView),
    /// Rows, each of which is filled in on a page of its own.
    Table(TableView),
}

impl Item {
    /// Path of the item.
    pub fn path(&self) -> &str {
        match self {
            Item::Field(view) => &view.path,
            Item::Note(view) => &view.path,
            Item::Group(view) => &view.path,
            Item::Repeat(view) => &view.path,
            Item::Table(view) => &view.path,
        }
    }

    /// Not hidden by a condition.
    pub fn visible(&self) -> bool {
        match self {
            Item::Field(view) => view.visible,
            Item::Note(view) => view.visible,
            Item::Group(view) => view.visible,
            Item::Repeat(view) => view.visible,
            Item::Table(view) => view.visible,
        }
    }
}

/// Something to fill in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldView {
    /// Path, which is also the name of the HTML input.
    pub path: String,
    /// Label.
    pub label: String,
    /// Help text.
    pub hint: Option<String>,
    /// How it is filled in.
    pub input: Input,
    /// What was typed, as typed. Of a file: the id of the upload.
    pub value: String,
    /// Of check boxes: all codes that were ticked.
    pub values: Vec<String>,
    /// The cardinality asks for it whenever its group is there (which is always, if the group is not optional). So no
    /// HTML `required` inside of optional groups.
    pub required: bool,
    /// Not hidden by a condition.
    pub visible: bool,
    /// Limits.
    pub constraints: Constraints,
    /// HTML autofill token.
    pub autocomplete: Option<String>,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "input", rename_all = "kebab-case")]
pub enum Input {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A day: one line, `3.4.2026`.
    Date,
    /// A time of day: one line, `14:30`.
    Time,
    /// Both: one line, `3.4.2026 14:30`.
    Datetime,
    /// Two radio buttons with the values `true` and `false`.
    YesNo,
    /// One box with the value `true`.
    Checkbox,
    /// Radio buttons.
    Radio {
        /// The choices.
        choices: Vec<Choice>,
    },
    /// A list to pick one from.
    Select {
        /// The choices.
        choices: Vec<Choice>,
    },
    /// Boxes, all with the same name.
    Checkboxes {
        /// The choices.
        choices: Vec<Choice>,
    },
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Euros and cents.
    Money,
    /// A file.
    File {
        /// The upload, if there is one.
        upload: Option<Upload>,
    },
    /// A value that is only shown.
    ReadOnly,
    /// A value that is computed from other answers.
    Computed {
        /// The value; `None` as long as there is none.
        shown: Option<Shown>,
    },
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Value of the HTML input.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Help text.
    pub hint: Option<String>,
}

/// Limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Constraints {
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Smallest value, decimal point or ISO date.
    pub min: Option<String>,
    /// Largest value, decimal point or ISO date.
    pub max: Option<String>,
    /// XSD regular expression. Not the syntax of the HTML attribute.
    pub pattern: Option<String>,
    /// Most bytes of a file.
    pub max_size: Option<u64>,
    /// Media types of a file; empty: all.
    pub media_types: Vec<String>,
}

/// A text to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// Path.
    pub path: String,
    /// Heading.
    pub label: String,
    /// The text; may be empty.
    pub text: String,
    /// Help text.
    pub hint: Option<String>,
    /// Not hidden by a condition.
    pub visible: bool,
}

/// Items under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// Path.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Help text.
    pub hint: Option<String>,
    /// May be left out as a whole.
    pub optional: bool,
    /// Exactly one of the items is to be filled in.
    pub choice: bool,
    /// Not hidden by a condition.
    pub visible: bool,
    /// What is in it.
    pub items: Vec<Item>,
}

/// A group or field that can be there several times.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepeatView {
    /// Path without row number: what [`crate::Form::add_row`] takes.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Name of one row.
    pub row_label: String,
    /// Help text.
    pub hint: Option<String>,
    /// Fewest rows.
    pub min: u32,
    /// Most rows.
    pub max: u32,
    /// The rows that there are, or must be.
    pub rows: Vec<RowView>,
    /// One more is possible.
    pub can_add: bool,
    /// One less is possible.
    pub can_remove: bool,
    /// Not hidden by a condition.
    pub visible: bool,
}

/// A group that can be there many times, as an overview of its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableView {
    /// Path without row number.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Name of one row.
    pub row_label: String,
    /// Help text.
    pub hint: Option<String>,
    /// Fewest rows.
    pub min: u32,
    /// Most rows.
    pub max: u32,
    /// The columns that the editor chose.
    pub columns: Vec<TableColumn>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// By column: its sum, where there is one.
    pub sums: Vec<Option<Shown>>,
    /// One more is possible.
    pub can_add: bool,
    /// Not hidden by a condition.
    pub visible: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableColumn {
    /// Path below the row.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Holds numbers.
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableRow {
    /// Path with row number.
    pub path: String,
    /// Number, from 1.
    pub number: usize,
    /// By column: what was answered; several values of a repeated field.
    pub cells: Vec<Vec<Shown>>,
    /// How many of its answers are missing or wrong. 0 in a summary.
    pub problems: usize,
    /// Nothing is answered in it, so it does not count.
    pub blank: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// Path with row number: what [`crate::Form::remove_row`] takes.
    pub path: String,
    /// The row of a group: its items. The row of a field: the field alone.
    pub items: Vec<Item>,
}
