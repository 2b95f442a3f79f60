//! The check-your-answers page: what was answered, page by page, with values to be written by locale.

use serde::Serialize;

use crate::answers::{Answers, Upload};
use crate::layout::InputKind;
use crate::model::Form;
use crate::show::translated;
use crate::state::{Body, Instance, State};
use crate::view::{TableColumn, TableRow};
use crate::{Setting, model::NodeId};

/// The answers of one page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummarySection {
    /// Id of the page, to change them.
    pub page: String,
    /// Heading of the page.
    pub title: String,
    /// What the page is part of.
    pub caption: Option<String>,
    /// The answers.
    pub items: Vec<SummaryItem>,
}

/// An answer or a group of answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum SummaryItem {
    /// One answer.
    Answer(SummaryAnswer),
    /// A group, or one row of a repeat.
    Group(SummaryGroup),
    /// The rows of a table, with all that was answered in them.
    Table(SummaryTable),
}

/// A table with all columns in which something was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryTable {
    /// Path.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Name of one row.
    pub row_label: String,
    /// The columns, those that the editor chose first; at least one.
    pub columns: Vec<TableColumn>,
    /// How many columns the editor chose.
    pub main: usize,
    /// The rows in which something was answered; at least one.
    pub rows: Vec<TableRow>,
    /// By column: its sum, where there is one.
    pub sums: Vec<Option<Shown>>,
}

/// A group, or one row of a repeat.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryGroup {
    /// Path, with row number if it is a row.
    pub path: String,
    /// Heading.
    pub label: String,
    /// Number of the row, from 1.
    pub number: Option<usize>,
    /// What is in it.
    pub items: Vec<SummaryItem>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryAnswer {
    /// Path.
    pub path: String,
    /// Label.
    pub label: String,
    /// The values; empty if it was not answered, several for a repeated field.
    pub values: Vec<Shown>,
}

/// A value to show.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Shown {
    /// Text, several lines separated by `\n`.
    Text(String),
    /// A day.
    Date(jiff::civil::Date),
    /// A number: digits with a decimal point.
    Number(String),
    /// Euros: digits with a decimal point.
    Money(String),
    /// Yes or no.
    YesNo(bool),
    /// A choice: its label.
    Choice(String),
    /// A file.
    File(Upload),
    /// What was typed but is not valid.
    Invalid(String),
}

impl Form {
    /// All answers on all pages that are shown. Groups and repeats that are not there are left out.
    pub fn summary(&self, answers: &Answers, setting: &Setting) -> Vec<SummarySection> {
        let state = State::new(self, answers, setting);
        let pages = self.pages.iter().enumerate().filter(|(index, _)| state.page_shown(*index));
        pages
            .map(|(_, page)| SummarySection {
                page: page.id.clone(),
                title: page.title.get(&setting.lang).to_owned(),
                caption: translated(page.caption.as_ref(), &setting.lang),
                items: page
                    .roots
                    .iter()
                    .filter_map(|root| state.single(*root))
                    .flat_map(|top| state.summary(top))
                    .collect(),
            })
            .collect()
    }
}

impl State<'_> {
    fn summary(&self, instance: &Instance<'_>) -> Vec<SummaryItem> {
        let node = &self.form.nodes[instance.node];
        let field = node.field();
        if !instance.shown || field.is_some_and(|field| field.kind().is_none() || field.hidden) {
            return Vec::new();
        }
        match &instance.body {
            Body::Field { .. } => {
                let values = self.shown_value(instance).into_iter().collect();
                vec![self.answer(instance, values)]
            }
            Body::Group(_) if node.min == 0 && !self.has_input(instance) => Vec::new(),
            Body::Group(children) => vec![self.summary_group(instance, children, None)],
            Body::Repeat { rows, .. } if field.is_some() => {
                let values = rows.iter().filter_map(|row| self.shown_value(row)).collect();
                vec![self.answer(instance, values)]
            }
            Body::Repeat { rows, .. } if node.table.is_some() => {
                self.summary_table(instance, rows).map(SummaryItem::Table).into_iter().collect()
            }
            Body::Repeat { rows, .. } => {
                let filled = rows.iter().filter(|row| self.has_input(row)).enumerate();
                filled
                    .filter_map(|(number, row)| match &row.body {
                        Body::Group(children) => Some(self.summary_group(row, children, Some(number + 1))),
                        _ => None,
                    })
                    .collect()
            }
        }
    }

    fn answer(&self, instance: &Instance<'_>, values: Vec<Shown>) -> SummaryItem {
        SummaryItem::Answer(SummaryAnswer {
            path: instance.path.clone(),
            label: self.label(instance.node),
            values,
        })
    }

    fn summary_group(
        &self,
        at: &Instance<'_>,
        children: &[Instance<'_>],
        number: Option<usize>,
    ) -> SummaryItem {
        let node = &self.form.nodes[at.node];
        let row_label = number.and_then(|_| translated(node.row_label.as_ref(), &self.setting.lang));
        SummaryItem::Group(SummaryGroup {
            path: at.path.clone(),
            label: row_label.unwrap_or_else(|| self.label(at.node)),
            number,
            items: children.iter().flat_map(|child| self.summary(child)).collect(),
        })
    }

    pub(crate) fn shown_value(&self, instance: &Instance<'_>) -> Option<Shown> {
        let Body::Field { raw, value } = &instance.body else { return None };
        let value = match value {
            Err(_) if raw.is_empty() => return None,
            Err(_) => return Some(Shown::Invalid((*raw).to_owned())),
            Ok(None) => return None,
            Ok(Some(value)) => value,
        };
        Some(match value {
            feel::Value::Boolean(yes) => Shown::YesNo(*yes),
            feel::Value::Date(date) => match jiff::civil::Date::try_from(*date) {
                Ok(date) => Shown::Date(date),
                Err(_) => Shown::Text((*raw).to_owned()),
            },
            feel::Value::Number(number) if self.input_kind(instance.node) == Some(InputKind::Money) => {
                Shown::Money(number.to_string())
            }
            feel::Value::Number(number) => Shown::Number(number.to_string()),
            feel::Value::String(text) => self.shown_text(instance.node, text),
            // What is computed was not typed.
            other if raw.is_empty() => Shown::Text(other.to_string()),
            _ => Shown::Text(raw.trim().to_owned()),
        })
    }

    fn shown_text(&self, node: NodeId, text: &str) -> Shown {
        let field = self.form.nodes[node].field();
        if let Some(code) = field.and_then(|field| field.codes.as_ref()).and_then(|codes| codes.get(text)) {
            return Shown::Choice(code.label.get(&self.setting.lang).to_owned());
        }
        match self.answers.upload(text) {
            Some(upload) if self.input_kind(node) == Some(InputKind::File) => Shown::File(upload.clone()),
            _ => Shown::Text(text.to_owned()),
        }
    }

    fn input_kind(&self, node: NodeId) -> Option<InputKind> {
        self.form.nodes[node].field().and_then(crate::model::Field::kind)
    }
}
