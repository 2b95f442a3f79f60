//! What a page shows, ready for HTML: labels in the right language, raw values, constraints.

use serde::Serialize;

use crate::answers::{Answers, Upload};
use crate::layout::InputKind;
use crate::model::{Field, Form, NodeId, Shape};
use crate::state::{Body, Instance, State};
use crate::{Setting, Text};

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
}

impl Item {
    /// Path of the item.
    pub fn path(&self) -> &str {
        match self {
            Item::Field(view) => &view.path,
            Item::Note(view) => &view.path,
            Item::Group(view) => &view.path,
            Item::Repeat(view) => &view.path,
        }
    }

    /// Not hidden by a condition.
    pub fn visible(&self) -> bool {
        match self {
            Item::Field(view) => view.visible,
            Item::Note(view) => view.visible,
            Item::Group(view) => view.visible,
            Item::Repeat(view) => view.visible,
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
    /// Path without row number: what [`Form::add_row`] takes.
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

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// Path with row number: what [`Form::remove_row`] takes.
    pub path: String,
    /// The row of a group: its items. The row of a field: the field alone.
    pub items: Vec<Item>,
}

impl Form {
    /// What a page shows; `None` if there is no such page.
    pub fn view(&self, page: &str, answers: &Answers, setting: &Setting) -> Option<PageView> {
        let index = self.pages.iter().position(|found| found.id == page)?;
        let state = State::new(self, answers, setting);
        let shown: Vec<usize> = (0..self.pages.len()).filter(|page| state.page_shown(*page)).collect();
        let page = &self.pages[index];
        let lang = &setting.lang;
        Some(PageView {
            id: page.id.clone(),
            title: page.title.get(lang).to_owned(),
            caption: translated(page.caption.as_ref(), lang),
            hint: translated(page.hint.as_ref(), lang),
            number: shown.iter().position(|shown| *shown == index).map_or(0, |at| at + 1),
            of: shown.len(),
            items: page
                .roots
                .iter()
                .filter_map(|root| state.single(*root))
                .filter_map(|top| state.item(top))
                .collect(),
        })
    }
}

pub(crate) fn translated(text: Option<&Text>, lang: &str) -> Option<String> {
    text.map(|text| text.get(lang).to_owned()).filter(|text| !text.is_empty())
}

impl State<'_> {
    /// `None` for hidden fields, which are carried along and never shown.
    fn item(&self, instance: &Instance<'_>) -> Option<Item> {
        let node = &self.form.nodes[instance.node];
        let (label, hint) = (self.label(instance.node), translated(node.hint.as_ref(), &self.setting.lang));
        match &instance.body {
            Body::Field { raw, .. } => self.field(instance, raw),
            Body::Group(children) => Some(Item::Group(GroupView {
                path: instance.path.clone(),
                label,
                hint,
                optional: node.min == 0,
                choice: matches!(node.shape, Shape::Group { choice: true, .. }),
                visible: instance.shown,
                items: children.iter().filter_map(|child| self.item(child)).collect(),
            })),
            Body::Repeat { rows, .. } if self.is_boxes(instance.node) => {
                Some(self.boxes_view(instance, rows))
            }
            Body::Repeat { rows, .. } => Some(Item::Repeat(RepeatView {
                path: instance.path.clone(),
                row_label: translated(node.row_label.as_ref(), &self.setting.lang)
                    .unwrap_or_else(|| label.clone()),
                label,
                hint,
                min: node.min,
                max: node.max,
                can_add: rows.len() < node.max as usize,
                can_remove: rows.len() > node.min as usize,
                rows: rows.iter().map(|row| self.row(row)).collect(),
                visible: instance.shown,
            })),
        }
    }

    fn row(&self, row: &Instance<'_>) -> RowView {
        let items = match &row.body {
            Body::Group(children) => children.iter().filter_map(|child| self.item(child)).collect(),
            _ => self.item(row).into_iter().collect(),
        };
        RowView { path: row.path.clone(), items }
    }

    pub(crate) fn label(&self, node: NodeId) -> String {
        self.form.nodes[node].label.get(&self.setting.lang).to_owned()
    }

    pub(crate) fn is_boxes(&self, node: NodeId) -> bool {
        self.form.nodes[node].field().is_some_and(|field| field.input == Some(InputKind::Checkboxes))
    }

    fn field(&self, instance: &Instance<'_>, raw: &str) -> Option<Item> {
        let node = &self.form.nodes[instance.node];
        let field = node.field()?;
        if field.hidden {
            return None;
        }
        let hint = translated(node.hint.as_ref(), &self.setting.lang);
        let content = translated(field.content.as_ref(), &self.setting.lang).unwrap_or_default();
        if field.input.is_none() {
            let (path, label) = (instance.path.clone(), self.label(instance.node));
            return Some(Item::Note(NoteView { path, label, text: content, hint, visible: instance.shown }));
        }
        Some(Item::Field(FieldView {
            path: instance.path.clone(),
            label: self.label(instance.node),
            hint,
            input: self.input(field, raw),
            value: raw.to_owned(),
            values: Vec::new(),
            required: node.min > row_number(&instance.path).unwrap_or(0),
            visible: instance.shown,
            constraints: constraints(field),
            autocomplete: field.autocomplete.clone(),
        }))
    }

    /// Boxes to tick are one item with many values.
    fn boxes_view(&self, instance: &Instance<'_>, rows: &[Instance<'_>]) -> Item {
        let node = &self.form.nodes[instance.node];
        let values = rows.iter().filter_map(|row| match row.body {
            Body::Field { raw, .. } if !raw.is_empty() => Some(raw.to_owned()),
            _ => None,
        });
        Item::Field(FieldView {
            path: instance.path.clone(),
            label: self.label(instance.node),
            hint: translated(node.hint.as_ref(), &self.setting.lang),
            input: node.field().map_or(Input::ReadOnly, |field| self.input(field, "")),
            value: String::new(),
            values: values.collect(),
            required: node.min > 0,
            visible: instance.shown,
            constraints: Constraints::default(),
            autocomplete: None,
        })
    }

    fn input(&self, field: &Field, raw: &str) -> Input {
        let choices = || {
            let codes = field.codes.as_ref().map_or(&[][..], |codes| &codes.entries);
            let lang = &self.setting.lang;
            let choice = |entry: &crate::model::Code| Choice {
                code: entry.code.clone(),
                label: entry.label.get(lang).to_owned(),
                hint: translated(entry.hint.as_ref(), lang),
            };
            codes.iter().map(choice).collect()
        };
        match field.input {
            None => Input::ReadOnly,
            Some(InputKind::Text) => Input::Text,
            Some(InputKind::Textarea) => Input::Textarea,
            Some(InputKind::Email) => Input::Email,
            Some(InputKind::Phone) => Input::Phone,
            Some(InputKind::Date) => Input::Date,
            Some(InputKind::Time) => Input::Time,
            Some(InputKind::Datetime) => Input::Datetime,
            Some(InputKind::YesNo) => Input::YesNo,
            Some(InputKind::Checkbox) => Input::Checkbox,
            Some(InputKind::Radio) => Input::Radio { choices: choices() },
            Some(InputKind::Select) => Input::Select { choices: choices() },
            Some(InputKind::Checkboxes) => Input::Checkboxes { choices: choices() },
            Some(InputKind::Integer) => Input::Integer,
            Some(InputKind::Decimal) => Input::Decimal,
            Some(InputKind::Money) => Input::Money,
            Some(InputKind::File) => Input::File { upload: self.answers.upload(raw).cloned() },
        }
    }
}

/// The last row number of a path that ends in one: rows up to the fewest are required.
fn row_number(path: &str) -> Option<u32> {
    path.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
}

fn constraints(field: &Field) -> Constraints {
    let limits = &field.limits;
    let bound = |number: Option<feel::Number>, date: Option<jiff::civil::Date>| {
        number.map(|number| number.to_string()).or(date.map(|date| date.to_string()))
    };
    Constraints {
        min_length: limits.min_length,
        max_length: limits.max_length,
        min: bound(limits.min, limits.min_date),
        max: bound(limits.max, limits.max_date),
        pattern: limits.pattern.as_ref().map(|(_, source)| source.clone()),
        max_size: limits.max_size,
        media_types: limits.media_types.clone(),
    }
}
