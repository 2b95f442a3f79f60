//! The outline of a text: which lines are titles of measures, headings of sections, heads of plans.
//!
//! A line is a title because fields follow it, and a heading because a heading or title follows it. "1. Bis Ende 2018"
//! in a text is neither.

use crate::fields::{Block, blocks};
use crate::lines::{Line, ends_sentence};
use crate::number::{Head, Nummer, Part, head};
use crate::title::title;

/// The title of a measure and its fields. Indices are those of the plan's own lines.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The first line of the title; the last is before the first field.
    pub(crate) head: usize,
    pub(crate) number: Option<Nummer>,
    pub(crate) block: Block,
    /// Headings above it, from the outside: those that stand between the entry before and this one.
    pub(crate) headings: Vec<Heading>,
}

/// A heading without fields.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) line: usize,
    /// The number of a measure: a section, or one that was divided.
    pub(crate) number: Option<Nummer>,
}

/// The outline of a text.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) entries: Vec<Entry>,
    /// Fields without a title.
    pub(crate) orphans: Vec<Block>,
}

impl Entry {
    /// Where the measure with its headings begins.
    pub(crate) fn start(&self) -> usize {
        self.headings.first().map_or(self.head, |heading| heading.line)
    }
}

/// Lines of a title at most.
const TITLE: usize = 8;
/// Lines between a divided measure and its first part at most.
const PARENT: usize = 12;
/// Lines that a heading wraps to at most.
const HEADING: usize = 4;

/// Reads the outline of the plan's own lines.
pub(crate) fn outline(lines: &[Line<'_>]) -> Outline {
    let mut outline = Outline::default();
    let mut end = 0;
    for block in blocks(lines) {
        match find_title(lines, end, block.first) {
            Some((head, number)) => {
                let headings = headings(lines, end, head, number.as_ref());
                end = block.last + 1;
                outline.entries.push(Entry { head, number, block, headings });
            }
            None => {
                end = block.last + 1;
                outline.orphans.push(block);
            }
        }
    }
    outline
}

/// The nearest line above the fields that begins with a number, if nothing between them is a sentence.
fn find_title(lines: &[Line<'_>], end: usize, block: usize) -> Option<(usize, Option<Nummer>)> {
    for index in (end..block).rev().take(TITLE) {
        match head(lines[index].text) {
            Some(Head::Measure(number, _)) => return Some((index, Some(number))),
            Some(Head::New(_)) => return Some((index, None)),
            _ if is_sentence(lines[index].text) => return None,
            _ => {}
        }
    }
    None
}

/// Whether a line ends a sentence. A code of the strategy at the end of a title does not.
pub(crate) fn is_sentence(text: &str) -> bool {
    ends_sentence(text)
        && title(text).codes.is_empty()
        && !text.trim_end_matches([')', '.', ' ']).ends_with(|c: char| c.is_ascii_digit())
}

/// The headings right above a title.
fn headings(lines: &[Line<'_>], end: usize, title: usize, number: Option<&Nummer>) -> Vec<Heading> {
    let mut found = Vec::new();
    let (mut cursor, mut below) = (title, number.cloned());
    while let Some(heading) = heading_above(lines, end, cursor, below.as_ref()) {
        cursor = heading.line;
        below.clone_from(&heading.number);
        found.push(heading);
    }
    found.reverse();
    found
}

fn heading_above(lines: &[Line<'_>], end: usize, below: usize, number: Option<&Nummer>) -> Option<Heading> {
    let mut wrapped = true;
    for (distance, index) in (end..below).rev().enumerate().take(PARENT) {
        let line = &lines[index];
        let stands = line.after_blank || line.led;
        match head(line.text) {
            Some(Head::Measure(above, _)) => {
                let over = number.is_some_and(|number| number.below(&above));
                return over.then_some(Heading { line: index, number: Some(above) });
            }
            Some(Head::Section(section, _))
                if wrapped && stands && distance < HEADING && !is_sentence(line.text) =>
            {
                let heads = heads(section, lines, index, below, number);
                return heads.then_some(Heading { line: index, number: None });
            }
            _ => wrapped &= !is_sentence(line.text),
        }
    }
    None
}

/// Whether a section stands rightly above what follows it: "5." above 5.1, "2." above "A", "A" above A.1. The last
/// item of a list ("6. Abschluss des Rollouts") does not.
fn heads(section: &str, lines: &[Line<'_>], index: usize, below: usize, number: Option<&Nummer>) -> bool {
    let count: Option<u8> = section.parse().ok();
    if let Some(number) = number {
        let same =
            number.part() == count.map_or(Part::Letter(section.chars().next().unwrap_or(' ')), Part::Number);
        if same || count.is_none() || matches!(number.part(), Part::Number(_)) {
            return same;
        }
    }
    let before = count.and_then(|count| count.checked_sub(1)).map(|count| count.to_string());
    let above = lines[index.saturating_sub(HEADING * 2)..index].iter().rev().map(|line| head(line.text));
    let listed = above
        .flatten()
        .any(|head| matches!(head, Head::Section(other, _) if Some(other) == before.as_deref()));
    let over_letter =
        matches!(head(lines[below].text), Some(Head::Section(other, _)) if other.parse::<u8>().is_err());
    over_letter || !listed
}

/// "6. abgeschlossene Maßnahmen": the heading of the list of completed measures.
pub(crate) fn is_completed_list(line: &Line<'_>) -> bool {
    let words = match head(line.text) {
        Some(Head::Section(_, title) | Head::Measure(_, title)) => title,
        _ => line.text,
    };
    let squeezed: String =
        words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(40).collect();
    let stands = line.after_blank || line.led;
    let names =
        ["abgeschlossenemaßnahmen", "umgesetztemaßnahmen", "beendetemaßnahmen", "abgeschlossenevorhaben"];
    let like =
        |name: &str| name.len().abs_diff(squeezed.len()) <= 2 && strsim::osa_distance(&squeezed, name) <= 2;
    stands && names.into_iter().any(like)
}

/// What the number of a measure says of the plan before it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Again {
    /// It cannot go on there.
    pub(crate) restarts: bool,
    /// It is there already.
    pub(crate) there: bool,
}

/// The head of a plan between two measures: its title page, or its first section. A title page alone counts before the
/// first measure of all, and where the number that follows was there already.
pub(crate) fn plan_head(lines: &[Line<'_>], from: usize, to: usize, again: Again) -> Option<usize> {
    let first = |index: &usize| is_first_section(lines, *index, to, again.restarts);
    let Some(section) = (from..to).rev().find(first) else {
        let alone = again.restarts || again.there || from == 0;
        return (from..to).rev().find(|index| alone && is_title_page(&lines[*index]));
    };
    let page = (from..section).find(|index| is_title_page(&lines[*index]));
    Some(page.unwrap_or(section))
}

/// "1. Allgemeines", with the Aktionsplan named below it.
fn is_first_section(lines: &[Line<'_>], index: usize, to: usize, restarts: bool) -> bool {
    let line = &lines[index];
    let Some(Head::Section("1", title)) = head(line.text) else { return false };
    let short = title.chars().count() <= 60 && !ends_sentence(title) && (line.after_blank || line.led);
    let named = || lines[index..to].iter().take(80).any(|line| line.text.contains("Aktionsplan"));
    short && (restarts || named())
}

/// "Aktionsplan 2021 zur Umsetzung der", "Aktionsplan E-Government und IT 2024".
pub(crate) fn is_title_page(line: &Line<'_>) -> bool {
    let stands = line.after_blank || line.led || line.form_feed;
    stands
        && line.text.starts_with("Aktionsplan")
        && line.text.chars().count() <= 90
        && !line.text.contains([')', '.', ',', ';'])
        && crate::edition::year_in(line.text).is_some()
}
