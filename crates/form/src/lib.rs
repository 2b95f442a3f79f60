//! The form model and engine: pages, fields, groups, repeats, rules and validation.
//!
//! A form is compiled once from an official FIM schema ([`fim::xdf3::Schema`]), a [`Layout`] (which field on which page, in
//! which words, under which condition) and the codelists it refers to:
//!
//! ```text
//! schema.xdf3.xml ─┐
//! pages.toml ──────┼─ Form::compile ─> Form ─┬─ view      what a page shows
//! codelists/*.xml ─┘   or all Problems       ├─ accept    posted strings -> Answers, errors of the page
//!                                            ├─ check     all Answers -> typed values, or all errors
//!                                            ├─ import    rows of a table from a file -> what fits and what does not
//!                                            ├─ next, previous, summary, add_row, remove_row
//!                                            └─ sample    valid answers to any form, for tests
//! ```
//!
//! [`Answers`] hold what a person typed, as typed; nothing that was typed gets lost because it is wrong. Typed values come
//! into being only in [`Form::check`]. The engine is pure: today's date and the language come in by [`Setting`], the facts
//! about uploaded files by [`Answers::note_upload`]. Errors are data ([`FieldProblem`]); the wording is done by who shows them.
//!
//! Meaning of cardinality: a field with a minimum of one is required as soon as its group is there. A group with a minimum
//! of one is always there, an optional one as soon as anything in it is answered. Rows without any answer do not count.
//! What a condition hides is not required, not part of the values, but still kept in the answers.

mod accept;
mod answers;
mod check;
mod compile;
mod error;
mod generate;
mod import;
mod key;
pub mod layout;
mod model;
mod path;
mod pattern;
mod problem;
mod rules;
pub mod sample;
mod show;
mod state;
mod summary;
mod table;
mod text;
mod value;
mod view;

pub use answers::{Answers, Upload};
pub use error::{FieldError, FieldProblem};
pub use import::{FileRow, Import, ImportError, ImportField, ImportProblem};
pub use key::slug;
pub use layout::{InputKind, Layout};
pub use model::{Form, MAX_ROWS, MAX_TABLE_ROWS, Page};
pub use problem::{LAYOUT_FILE, Problem, SCHEMA_FILE};
pub use summary::{Shown, SummaryAnswer, SummaryGroup, SummaryItem, SummarySection, SummaryTable};
pub use table::RowPlace;
pub use text::Text;
pub use view::{
    Choice, Constraints, FieldView, GroupView, Input, Item, NoteView, PageView, RepeatView, RowView,
    TableColumn, TableRow, TableView,
};

/// What a question to the form depends on besides the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// `heute` in expressions.
    pub today: jiff::civil::Date,
    /// Language of labels and texts, a BCP 47 tag such as `de`, `de-x-leicht`, `en`.
    pub lang: String,
    /// What is known from elsewhere, such as variables of a process. Expressions see what the layout asks for
    /// ([`Layout::given`]).
    pub given: feel::Context,
}

impl Setting {
    /// A setting.
    pub fn new(today: jiff::civil::Date, lang: impl Into<String>) -> Self {
        Self { today, lang: lang.into(), given: feel::Context::new() }
    }

    /// With what is known from elsewhere.
    #[must_use]
    pub fn with_given(mut self, given: feel::Context) -> Self {
        self.given = given;
        self
    }
}
