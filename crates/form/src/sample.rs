//! Valid answers to any form, for tests: deterministic, made from the constraints of the fields.
//!
//! Checks of a package are not solved; where a form has some, put the right answers in with [`Answers::set`] afterwards.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};
use serde_json::Value;

use crate::answers::{Answers, Upload};
use crate::model::{Field, Form, Shape};
use crate::path::Path;
use crate::state::{Body, Instance, State};
use crate::view::{FieldView, Input, Item, PageView};
use crate::{InputKind, Setting, pattern, value};

/// How much is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What must be.
    Required,
    /// Every field that is shown, and one row of every repeat.
    Everything,
}

/// Answers that the form accepts, as far as single values and cardinalities go. File fields get noted uploads with the ids
/// `sample-1`, `sample-2`, …
pub fn answers(form: &Form, setting: &Setting, extent: Extent) -> Answers {
    let mut answers = Answers::new();
    let mut files = 0;
    // Each round answers what the round before brought to light.
    for _ in 0..form.order.len() + 30 {
        let found = {
            let state = State::new(form, &answers, setting);
            let mut filler = Filler { state: &state, extent, fields: Vec::new(), rows: Vec::new() };
            state.top.iter().for_each(|top| filler.instance(top, true));
            (filler.fields, filler.rows)
        };
        let (fields, rows) = found;
        if fields.is_empty() && rows.is_empty() {
            break;
        }
        for path in rows.iter().filter_map(|path| Path::parse(path)) {
            if let Some(rows) = answers.rows_mut(&path) {
                rows.push(Value::Null);
            }
        }
        for (path, answer) in fields {
            let raw = match answer {
                Answer::Text(text) => text,
                Answer::File(upload) => {
                    files += 1;
                    let id = format!("sample-{files}");
                    answers.note_upload(&id, upload);
                    id
                }
            };
            answers.set(&path, raw);
        }
    }
    answers
}

/// What a browser posts for a page that shows these answers: names and raw values of all fields that are shown, without
/// files.
pub fn posted(form: &Form, page: &str, answers: &Answers, setting: &Setting) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for field in shown_fields(form, page, answers, setting) {
        match field.input {
            Input::File { .. } | Input::ReadOnly | Input::Computed { .. } => {}
            Input::Checkbox if field.value != "true" => {}
            Input::Checkboxes { .. } => {
                pairs.extend(field.values.iter().map(|code| (field.path.clone(), code.clone())));
            }
            _ => pairs.push((field.path, field.value)),
        }
    }
    pairs
}

/// The file fields of a page that hold an upload: name of the input, and what to upload.
pub fn files(form: &Form, page: &str, answers: &Answers, setting: &Setting) -> Vec<(String, Upload)> {
    let fields = shown_fields(form, page, answers, setting).into_iter();
    fields
        .filter_map(|field| match field.input {
            Input::File { upload: Some(upload) } => Some((field.path, upload)),
            _ => None,
        })
        .collect()
}

fn shown_fields(form: &Form, page: &str, answers: &Answers, setting: &Setting) -> Vec<FieldView> {
    let mut fields = Vec::new();
    if let Some(PageView { items, .. }) = form.view(page, answers, setting) {
        collect(items, &mut fields);
    }
    fields
}

fn collect(items: Vec<Item>, fields: &mut Vec<FieldView>) {
    for item in items.into_iter().filter(Item::visible) {
        match item {
            Item::Field(field) => fields.push(field),
            // The rows of a table are posted one by one.
            Item::Note(_) | Item::Table(_) => {}
            Item::Group(group) => collect(group.items, fields),
            Item::Repeat(repeat) => repeat.rows.into_iter().for_each(|row| collect(row.items, fields)),
        }
    }
}

enum Answer {
    Text(String),
    File(Upload),
}

struct Filler<'s, 'a> {
    state: &'s State<'a>,
    extent: Extent,
    fields: Vec<(String, Answer)>,
    /// Repeats that need one more row.
    rows: Vec<String>,
}

impl Filler<'_, '_> {
    fn instance(&mut self, instance: &Instance<'_>, there: bool) {
        if !instance.shown {
            return;
        }
        let node = &self.state.form.nodes[instance.node];
        let all = self.extent == Extent::Everything;
        match &instance.body {
            Body::Repeat { rows, .. } => {
                let wanted = if there { (node.min as usize).max(usize::from(all)) } else { 0 };
                if rows.len() < wanted {
                    self.rows.push(instance.path.clone());
                }
                rows.iter().take(wanted).for_each(|row| self.body(row, &row.body, true));
            }
            body => self.body(instance, body, there && (node.min > 0 || all)),
        }
    }

    fn body(&mut self, instance: &Instance<'_>, body: &Body<'_>, there: bool) {
        let node = &self.state.form.nodes[instance.node];
        match body {
            Body::Field { raw, .. } => {
                if there
                    && raw.is_empty()
                    && let Some(answer) = node.field().and_then(|field| sample(field, self.state))
                {
                    self.fields.push((instance.path.clone(), answer));
                }
            }
            Body::Group(children) => {
                let choice = matches!(node.shape, Shape::Group { choice: true, .. });
                for child in children.iter().take(if choice { 1 } else { usize::MAX }) {
                    self.instance(child, there);
                    if choice && there && self.state.form.nodes[child.node].min == 0 {
                        self.body(child, &child.body, true);
                    }
                }
            }
            Body::Repeat { .. } => {}
        }
    }
}

/// An answer that the field accepts; `None` if none is found (or the field takes no answer).
fn sample(field: &Field, state: &State<'_>) -> Option<Answer> {
    let limits = &field.limits;
    if field.input? == InputKind::File {
        let media_type = limits.media_types.first().map_or("application/pdf", String::as_str);
        let name = format!("muster.{}", media_type.rsplit(['/', '+']).next().unwrap_or("pdf"));
        let size = limits.max_size.unwrap_or(1000).min(1000);
        return Some(Answer::File(Upload { name, media_type: media_type.to_owned(), size }));
    }
    let fits =
        |text: &String| matches!(value::read(field, text, state.answers, &state.setting.lang), Ok(Some(_)));
    candidates(field).into_iter().find(fits).map(Answer::Text)
}

fn candidates(field: &Field) -> Vec<String> {
    let limits = &field.limits;
    let number = |default: &str| {
        let bounds =
            [limits.min, limits.max].into_iter().flatten().map(|bound| bound.to_string().replace('.', ","));
        let mut found = vec![default.to_owned()];
        // A whole number inside of fractional bounds.
        found.extend(limits.min.map(|min| min.ceiling().to_string()));
        found.extend(bounds);
        found
    };
    match field.input {
        Some(InputKind::Text | InputKind::Textarea) => texts(field),
        Some(InputKind::Email) => with(texts(field), "erika.mustermann@example.org"),
        Some(InputKind::Phone) => with(texts(field), "+49 361 1234567"),
        Some(InputKind::Radio | InputKind::Select | InputKind::Checkboxes) => field
            .codes
            .iter()
            .filter_map(|codes| codes.entries.first())
            .map(|entry| entry.code.clone())
            .collect(),
        Some(InputKind::YesNo | InputKind::Checkbox) => vec!["true".to_owned()],
        Some(InputKind::Integer) => number("1"),
        Some(InputKind::Decimal) => number("1,5"),
        Some(InputKind::Money) => number("12,50"),
        Some(InputKind::Date) => {
            let bounds = [limits.min_date, limits.max_date].into_iter().flatten();
            let written =
                |date: jiff::civil::Date| format!("{}.{}.{:04}", date.day(), date.month(), date.year());
            std::iter::once("15.6.2020".to_owned()).chain(bounds.map(written)).collect()
        }
        Some(InputKind::Time) => vec!["10:30".to_owned()],
        Some(InputKind::Datetime) => vec!["15.6.2020 10:30".to_owned()],
        Some(InputKind::File) | None => Vec::new(),
    }
}

fn with(mut others: Vec<String>, first: &str) -> Vec<String> {
    others.insert(0, first.to_owned());
    others
}

fn texts(field: &Field) -> Vec<String> {
    let limits = &field.limits;
    let least = limits.min_length.unwrap_or(0) as usize;
    let most = limits.max_length.map_or(usize::MAX, |max| max as usize);
    let words = ["Muster", "1", "99084", "A"];
    let mut found: Vec<String> = words
        .iter()
        .map(|word| word.chars().cycle().take(word.len().max(least).min(most)).collect())
        .collect();
    if let Some((_, source)) = &limits.pattern
        && let Ok(translated) = pattern::translate(source)
        && let Ok(hir) = regex_syntax::parse(&translated)
    {
        for extra in 0..=least.max(8) {
            let mut text = String::new();
            if matching(&hir, u32::try_from(extra).unwrap_or(u32::MAX), &mut text) {
                found.push(text);
            }
        }
    }
    found
}

/// Longest text that is made for a pattern.
const LONGEST: usize = 10_000;

/// Appends a text that a pattern matches, with up to `extra` more repetitions than needed. `false`: none found.
fn matching(hir: &Hir, extra: u32, out: &mut String) -> bool {
    if out.len() > LONGEST {
        return false;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).map(|text| out.push_str(text)).is_ok(),
        HirKind::Class(Class::Unicode(class)) => {
            let holds =
                |wanted: char| class.iter().any(|range| (range.start()..=range.end()).contains(&wanted));
            let nice = ['M', 'm', '1', '0', 'a', 'A', ' '].into_iter().find(|c| holds(*c));
            let character = nice.or_else(|| class.iter().next().map(ClassUnicodeRange::start));
            character.map(|character| out.push(character)).is_some()
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let count = repetition.min.saturating_add(extra).min(most);
            (0..count).all(|_| matching(&repetition.sub, extra, out))
        }
        HirKind::Capture(capture) => matching(&capture.sub, extra, out),
        HirKind::Concat(parts) => parts.iter().all(|part| matching(part, extra, out)),
        HirKind::Alternation(parts) => parts.first().is_some_and(|part| matching(part, extra, out)),
    }
}
