//! A page of a form, from the engine's view of it to components.
//!
//! The engine says what is asked and what was typed; here it is decided how it looks. Hidden items are left out: what
//! was typed in them stays in the answers.

use form::{
    FieldError, FieldView, GroupView, Input, Item, NoteView, PageView, RepeatView, RowView, Shown, TableView,
};
use maud::{Markup, html};

use super::answers::shown;
use super::choice::{Choice, checkbox, checkboxes, radios, select, yes_no};
use super::date::date_input;
use super::entries::{RowLinks, overview};
use super::field::{
    Field, FileInput, Kind, TextInput, Upload, Width, fieldset, file_input, text_input, textarea,
};
use super::problem::{file_endings, media_names, problem_text};
use super::rows::{Row, RowAction, rows};
use super::text::prose;
use crate::locale::Texts;

/// The largest file, in bytes, where a form sets no limit of its own. Handlers of uploads refuse larger ones.
pub const LARGEST_FILE: u64 = 10_000_000;

/// All visible items of a page, with their errors beside them. `errors` may hold those of other pages too.
#[must_use]
pub fn items(t: Texts, view: &PageView, errors: &[FieldError]) -> Markup {
    items_with(t, view, errors, None)
}

/// The same with the ways that lead from the table of the page to its rows.
#[must_use]
pub fn items_with(t: Texts, view: &PageView, errors: &[FieldError], links: Option<&RowLinks<'_>>) -> Markup {
    let form = Rendering { t, title: &view.title, errors, links };
    let shown: Vec<&Item> = view.items.iter().filter(|item| item.visible()).collect();
    match shown.as_slice() {
        // A page that is one group does not need the group's heading below its own.
        [Item::Group(group)] if group.label == view.title => form.bare_group(group),
        shown => html! { @for item in shown { (form.item(item)) } },
    }
}

/// Whether the page asks for a file, so that its form must be sent with files.
#[must_use]
pub fn has_files(view: &PageView) -> bool {
    fn any(items: &[Item]) -> bool {
        items.iter().any(|item| match item {
            Item::Field(field) => matches!(field.input, Input::File { .. }),
            Item::Note(_) | Item::Table(_) => false,
            Item::Group(group) => any(&group.items),
            Item::Repeat(repeat) => repeat.rows.iter().any(|row| any(&row.items)),
        })
    }
    any(&view.items)
}

/// What all items of a page need.
struct Rendering<'a> {
    t: Texts,
    title: &'a str,
    errors: &'a [FieldError],
    links: Option<&'a RowLinks<'a>>,
}

impl Rendering<'_> {
    fn item(&self, item: &Item) -> Markup {
        match item {
            item if !item.visible() => html! {},
            Item::Field(field) => self.field(field),
            Item::Note(note) => self.note(note),
            Item::Table(table) => self.table(table),
            Item::Group(group) => self.group(group),
            Item::Repeat(repeat) => self.repeat(repeat),
        }
    }

    /// All messages for one path, in one text.
    fn error(&self, path: &str) -> Option<String> {
        let here = self.errors.iter().filter(|error| error.path == path);
        let texts: Vec<String> = here.map(|error| problem_text(self.t, &error.problem)).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }

    fn field(&self, view: &FieldView) -> Markup {
        let (t, error) = (self.t, self.error(&view.path));
        let field = Field {
            name: &view.path,
            label: &view.label,
            hint: view.hint.as_deref(),
            error: error.as_deref(),
            optional: !view.required,
        };
        let line = |kind, width, unit| {
            let autocomplete = view.autocomplete.as_deref();
            text_input(t, &field, &TextInput { value: &view.value, kind, width, autocomplete, unit })
        };
        match &view.input {
            Input::Text => line(Kind::Text, width_for(view.constraints.max_length), None),
            Input::Textarea => {
                let rows = if view.constraints.max_length.is_none_or(|max| max > 1000) { 8 } else { 4 };
                textarea(t, &field, &view.value, rows)
            }
            Input::Email => line(Kind::Email, Width::Full, None),
            Input::Phone => line(Kind::Phone, Width::Medium, None),
            Input::Date => date_input(t, &field, &view.value, view.autocomplete.as_deref() == Some("bday")),
            Input::Time => line(Kind::Text, Width::Short, None),
            Input::Datetime => line(Kind::Text, Width::Medium, None),
            Input::Integer => line(Kind::Whole, Width::Short, None),
            Input::Decimal => line(Kind::Decimal, Width::Short, None),
            Input::Money => line(Kind::Decimal, Width::Short, Some("€")),
            Input::YesNo => yes_no(t, &field, &view.value),
            // A box that is not ticked means no, so there is nothing that could be left out.
            Input::Checkbox => checkbox(t, &Field { optional: false, ..field }, view.value == "true"),
            Input::Radio { choices } => radios(t, &field, &own(choices), &view.value),
            Input::Select { choices } => select(t, &field, &own(choices), &view.value),
            Input::Checkboxes { choices } => {
                let values: Vec<&str> = view.values.iter().map(String::as_str).collect();
                checkboxes(t, &field, &own(choices), &values)
            }
            Input::File { upload } => {
                let types = &view.constraints.media_types;
                file_input(
                    t,
                    &field,
                    &FileInput {
                        accept: &file_endings(types),
                        types: &media_names(t, types),
                        max_bytes: view.constraints.max_size.unwrap_or(LARGEST_FILE),
                        existing: upload.as_ref().map(|file| Upload { name: &file.name, bytes: file.size }),
                    },
                )
            }
            Input::Computed { shown: value } => self.computed(&field, value.as_ref()),
            Input::ReadOnly => html! {
                div.rs-field { p.kern-label { (view.label) } p.kern-body { (view.value) } }
            },
        }
    }

    /// What nobody types: a label with a value, to which the error summary may lead.
    fn computed(&self, field: &Field<'_>, value: Option<&Shown>) -> Markup {
        let label = Field { optional: false, ..*field };
        html! {
            div.rs-field.rs-computed id=(field.id()) tabindex=[field.error.map(|_| "-1")] {
                p.kern-label { (label.caption(self.t)) }
                (field.hint_text())
                p.rs-computed__value {
                    @match value {
                        Some(value) => (shown(self.t, value)),
                        None => span.rs-muted { (self.t.get("computed-none")) },
                    }
                }
                (field.error_text(self.t))
            }
        }
    }

    fn table(&self, table: &TableView) -> Markup {
        let error = self.error(&table.path);
        let field = Field {
            name: &table.path,
            label: &table.label,
            hint: table.hint.as_deref(),
            error: error.as_deref(),
            optional: table.min == 0,
        };
        match self.links {
            Some(links) => overview(self.t, table, &field, table.label == self.title, links),
            None => html! {},
        }
    }

    fn note(&self, note: &NoteView) -> Markup {
        html! {
            div.rs-field id=(super::id(&note.path)) {
                @if note.label != self.title { h2.kern-heading-medium.rs-h3 { (note.label) } }
                (prose(&note.text))
                @if let Some(hint) = &note.hint { (prose(hint)) }
            }
        }
    }

    fn group(&self, group: &GroupView) -> Markup {
        let (error, hint) = (self.error(&group.path), self.hint_of_group(group));
        let field = Field {
            name: &group.path,
            label: &group.label,
            hint: hint.as_deref(),
            error: error.as_deref(),
            optional: group.optional,
        };
        fieldset(self.t, &field, html! { @for item in &group.items { (self.item(item)) } })
    }

    /// A group without its heading.
    fn bare_group(&self, group: &GroupView) -> Markup {
        let (error, hint) = (self.error(&group.path), self.hint_of_group(group));
        let field =
            Field { name: &group.path, hint: hint.as_deref(), error: error.as_deref(), ..Field::default() };
        html! {
            div id=(field.id()) tabindex=[error.as_ref().map(|_| "-1")] {
                (field.hint_text())
                (field.error_text(self.t))
                @for item in &group.items { (self.item(item)) }
            }
        }
    }

    fn hint_of_group(&self, group: &GroupView) -> Option<String> {
        let one_of = group.choice.then(|| self.t.get("group-one-of").into_owned());
        match (&group.hint, one_of) {
            (Some(hint), Some(one_of)) => Some(format!("{hint} {one_of}")),
            (hint, one_of) => hint.clone().or(one_of),
        }
    }

    fn repeat(&self, repeat: &RepeatView) -> Markup {
        let t = self.t;
        let error = self.error(&repeat.path);
        let field = Field {
            name: &repeat.path,
            label: &repeat.label,
            hint: repeat.hint.as_deref(),
            error: error.as_deref(),
            optional: repeat.min == 0,
        };
        let all: Vec<Row> =
            repeat.rows.iter().enumerate().map(|(at, row)| self.row(repeat, at, row)).collect();
        let add = repeat.can_add.then(|| RowAction {
            path: repeat.path.clone(),
            label: t.with("row-add", &[("label", repeat.row_label.as_str().into())]),
        });
        rows(t, &field, &all, add.as_ref(), repeat.label == self.title)
    }

    fn row(&self, repeat: &RepeatView, at: usize, row: &RowView) -> Row {
        let args = [("label", repeat.row_label.as_str().into()), ("number", (at + 1).into())];
        // The row of a single field is the field itself: its label says all, and its error stands beside it.
        let is_field = matches!(row.items.as_slice(), [Item::Field(field)] if field.path == row.path);
        let error = if is_field { None } else { self.error(&row.path) };
        let row_field = Field { name: &row.path, error: error.as_deref(), ..Field::default() };
        Row {
            path: row.path.clone(),
            legend: (!is_field).then(|| self.t.with("row-legend", &args)),
            content: html! {
                (row_field.error_text(self.t))
                @for item in &row.items { (self.item(item)) }
            },
            remove: repeat
                .can_remove
                .then(|| RowAction { path: row.path.clone(), label: self.t.with("row-remove", &args) }),
        }
    }
}

fn own(choices: &[form::Choice]) -> Vec<Choice> {
    let own = |choice: &form::Choice| Choice {
        value: choice.code.clone(),
        label: choice.label.clone(),
        hint: choice.hint.clone(),
    };
    choices.iter().map(own).collect()
}

/// A field as long as what fits into it tells what is expected.
const fn width_for(max_length: Option<u32>) -> Width {
    match max_length {
        Some(..=4) => Width::Tiny,
        Some(..=12) => Width::Short,
        Some(..=30) => Width::Medium,
        _ => Width::Full,
    }
}
