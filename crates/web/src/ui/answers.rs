//! What was answered, to be checked before sending and to be read by who decides.

use form::{Shown, SummaryAnswer, SummaryItem, SummarySection};
use maud::{Markup, html};

use super::entries::answered;
use super::lists::{SummaryBlock, SummaryRow, summary};
use crate::locale::Texts;
use crate::shell::Href;

/// All answers, page by page. `change` makes the address of a page where its answers can be changed; without it they
/// are only to be read.
#[must_use]
pub fn answers(t: Texts, sections: &[SummarySection], change: Option<&dyn Fn(&str) -> Href>) -> Markup {
    html! {
        @for section in sections.iter().filter(|section| !section.items.is_empty()) {
            (summary(t, &section.title, &blocks(t, section, change)))
        }
    }
}

fn blocks(t: Texts, section: &SummarySection, change: Option<&dyn Fn(&str) -> Href>) -> Vec<SummaryBlock> {
    let mut blocks = vec![SummaryBlock::default()];
    let href = |path: &str| change.map(|change| change(&section.page).at(&super::id(path)));
    collect(t, &section.items, None, &section.title, &href, &mut blocks);
    blocks.retain(|block| !block.rows.is_empty() || block.table.is_some());
    blocks
}

/// Flattens groups into blocks; the heading of an inner group carries that of its outer one.
fn collect(
    t: Texts,
    items: &[SummaryItem],
    title: Option<&str>,
    page: &str,
    href: &dyn Fn(&str) -> Option<Href>,
    blocks: &mut Vec<SummaryBlock>,
) {
    let mut fresh = title.is_some();
    for item in items {
        match item {
            SummaryItem::Answer(answer) => {
                if fresh {
                    blocks.push(SummaryBlock { title: title.map(str::to_owned), ..SummaryBlock::default() });
                    fresh = false;
                }
                let row = row(t, answer, href(&answer.path));
                if let Some(block) = blocks.last_mut() {
                    block.rows.push(row);
                }
            }
            SummaryItem::Table(table) => {
                let change = href(&table.path);
                blocks.push(SummaryBlock {
                    table: Some(answered(t, table)),
                    change,
                    ..SummaryBlock::default()
                });
                blocks.push(SummaryBlock::default());
            }
            SummaryItem::Group(group) => {
                let own = match group.number {
                    Some(number) => {
                        let args = [("label", group.label.as_str().into()), ("number", number.into())];
                        t.with("row-legend", &args)
                    }
                    None => group.label.clone(),
                };
                let whole = match title {
                    Some(outer) => format!("{outer}: {own}"),
                    None => own,
                };
                // A group that is called like its page needs no heading of its own.
                let heading = (whole != page).then_some(whole.as_str());
                collect(t, &group.items, heading, page, href, blocks);
                fresh = true;
            }
        }
    }
}

fn row(t: Texts, answer: &SummaryAnswer, change: Option<Href>) -> SummaryRow {
    let values: Vec<String> = answer.values.iter().map(|value| shown(t, value)).collect();
    SummaryRow { label: answer.label.clone(), value: values.join("\n"), change }
}

/// A value as people read it in a table: dates in figures.
#[must_use]
pub(super) fn shown_short(t: Texts, value: &Shown) -> String {
    match value {
        Shown::Date(date) => t.date_short(*date),
        other => shown(t, other),
    }
}

/// A value as people read it.
#[must_use]
pub fn shown(t: Texts, value: &Shown) -> String {
    match value {
        Shown::Text(text) | Shown::Choice(text) | Shown::Invalid(text) => text.clone(),
        Shown::Date(date) => t.date(*date),
        Shown::Number(plain) => t.number(plain),
        Shown::Money(plain) => t.euros(plain),
        Shown::YesNo(true) => t.get("field-yes").into_owned(),
        Shown::YesNo(false) => t.get("field-no").into_owned(),
        Shown::File(upload) => format!("{} ({})", upload.name, t.file_size(upload.size)),
    }
}
