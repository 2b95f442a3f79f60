//! Reads a text line by line: what is none of it is taken out, the rest goes to the [`Builder`].

use super::builder::{Before, Builder};
use super::furniture::{self, year};
use super::headings::{self, Lines};
use super::{HinweisArt, Strategie, footnotes};
use crate::lines::{collapse, ends_sentence, lines};
use crate::read::MAX_BYTES;

/// Reads a strategy. Never fails; what was not understood is a [`Hinweis`].
#[must_use]
pub fn read(source: &str) -> Strategie {
    let mut builder = Builder::default();
    let mut end = source.len().min(MAX_BYTES);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    if end < source.len() {
        builder.note(0, HinweisArt::ZuGross);
    }
    let source = &source[..end];
    if source.trim().is_empty() {
        builder.note(0, HinweisArt::Leer);
        return builder.strategie;
    }
    if source.contains('\0') {
        builder.note(0, HinweisArt::KeinText);
    }
    let lines = Lines { all: lines(source) };
    let furniture = furniture::find(&lines.all);
    let mut texts: Vec<String> = lines.all.iter().map(|line| line.text.to_owned()).collect();
    for place in &furniture.lines {
        texts[*place].clear();
    }
    let footnotes = footnotes::take_out(&lines, &mut texts);
    let title = furniture.head.or_else(|| title(&texts));
    builder.strategie.jahr = title.as_deref().and_then(year);
    builder.strategie.titel = title;
    builder.begins(&lines, &texts);
    let mut gap = true;
    for (place, text) in texts.iter().enumerate() {
        let line = &lines.all[place];
        if text.is_empty() || footnotes.contains(&place) {
            gap = true;
            continue;
        }
        builder.line(&collapse(text), line.no, Before { gap: gap || line.after_blank, page: line.led });
        gap = false;
    }
    builder.finish()
}

/// Where no running head says the title: a short line at the beginning that says "Strategie" and a year.
fn title(texts: &[String]) -> Option<String> {
    let beginning = texts.iter().filter(|text| !text.is_empty()).take(40);
    let is_title = |text: &&String| {
        text.to_lowercase().contains("strategie")
            && year(text).is_some()
            && text.len() < 120
            && !ends_sentence(text)
    };
    beginning.filter(|text| headings::heading(text).is_none()).find(is_title).map(|text| collapse(text))
}
