//! What belongs to the page and not to the text: page numbers, running heads, addresses of links. The running head says
//! what the strategy is called.

use std::collections::{BTreeMap, BTreeSet};

use crate::lines::{Line, collapse, is_page_of, lone_number};

/// What was found.
pub(super) struct Furniture {
    /// Places of lines that are none of the text.
    pub(super) lines: BTreeSet<usize>,
    /// The running head that most pages have.
    pub(super) head: Option<String>,
}

/// Fewer letters are no running head.
const SHORTEST: usize = 8;

pub(super) fn find(lines: &[Line<'_>]) -> Furniture {
    let mut heads: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.text.is_empty()) {
        let alone = line.after_blank && lines.get(place + 1).is_none_or(|next| next.text.is_empty());
        if is_link(line.text) || alone && (lone_number(line.text).is_some() || is_page_of(line.text)) {
            found.insert(place);
        } else if let Some((head, page)) = head(line.text) {
            heads.entry(head).or_default().push((place, page));
        }
    }
    // A head stands on several pages, whose numbers differ; the lines of a table of contents are each another.
    let pages = |places: &[(usize, u32)]| places.iter().map(|(_, page)| *page).collect::<BTreeSet<_>>().len();
    heads.retain(|_, places| pages(places) > 1);
    let head = heads.iter().max_by_key(|(_, places)| places.len()).map(|(head, _)| head.clone());
    found.extend(heads.into_values().flatten().map(|(place, _)| place));
    Furniture { lines: found, head }
}

/// The words and the page number of "E-Government und IT Strategie 2024 21", on whichever side the number stands.
fn head(text: &str) -> Option<(String, u32)> {
    let (words, number) = text
        .rsplit_once(' ')
        .filter(|(_, number)| lone_number(number).is_some())
        .or_else(|| text.split_once(' ').map(|(number, words)| (words, number)))?;
    let page = lone_number(number)?;
    let words = collapse(words.trim_matches(|c: char| c == '|' || c == '-' || c == '–' || c.is_whitespace()));
    (words.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST && !words.contains("..."))
        .then_some((words, page))
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://") || text.starts_with("mailto:"))
        && !text.contains(' ')
}

/// The year in a title.
pub(super) fn year(title: &str) -> Option<i16> {
    let numbers = title.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| (1990..2100).contains(year))
}
