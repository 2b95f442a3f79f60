//! Putting together what a page shows.

use crate::answers::Answers;
use crate::layout::InputKind;
use crate::model::{Code, Field, Form, NodeId, Shape};
use crate::state::{Body, Instance, State};
use crate::summary::Shown;
use crate::view::{
    Choice, Constraints, FieldView, GroupView, Input, Item, NoteView, PageView, RepeatView, RowView,
};
use crate::{Setting, Text};

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
            optional: !page.roots.iter().any(|root| state.needed(*root)),
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
    /// Leaving this empty would be an error, or could be one: all above it are there, and it is itself no optional group.
    fn needed(&self, node: NodeId) -> bool {
        let there = |node: &NodeId| {
            let at = &self.form.nodes[*node];
            let answered = || self.single(*node).is_some_and(|instance| self.has_input(instance));
            // An optional field beside required ones does not make a page optional, nor needed.
            at.min > 0 || answered()
        };
        self.form.lineage(node).iter().all(there)
    }

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
            Body::Repeat { rows, .. } if node.table.is_some() => {
                Some(Item::Table(self.table_view(instance, rows)))
            }
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

    pub(crate) fn row(&self, row: &Instance<'_>) -> RowView {
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
        if field.computed.is_some() {
            let shown = self.shown_value(instance);
            return Some(Item::Field(self.computed_view(instance, hint, shown)));
        }
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

    fn computed_view(
        &self,
        instance: &Instance<'_>,
        hint: Option<String>,
        shown: Option<Shown>,
    ) -> FieldView {
        FieldView {
            path: instance.path.clone(),
            label: self.label(instance.node),
            hint,
            input: Input::Computed { shown },
            value: String::new(),
            values: Vec::new(),
            required: false,
            visible: instance.shown,
            constraints: Constraints::default(),
            autocomplete: None,
        }
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
            let choice = |entry: &Code| Choice {
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
