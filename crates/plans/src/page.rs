//! Pages: what stands on them beside the plan's own words is taken out of the way, and remembered.
//!
//! | what | how it is known |
//! | --- | --- |
//! | page numbers | a number alone between paragraphs, "Seite 7 von 60" |
//! | running heads | the same words at the edge of three pages at least |
//! | footnotes | under a rule of blanks, or numbers that go on counting at the head of a page |
//! | footnote signs on a line of their own | a number alone that interrupts a sentence |
//! | table of contents | dots that lead to a page number |
//! | stray pages | a page that begins with footnotes whose numbers were already used |

use std::collections::HashMap;

use crate::fields::has_label;
use crate::lines::{Line, collapse, ends_sentence, is_page_of, join, leading_number, lone_number};
use crate::model::Fussnote;
use crate::number::{Head, head};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The plan's own words.
    Text,
    Blank,
    PageNumber,
    RunningHead,
    Footnote,
    /// A footnote sign on a line of its own.
    Sign(u32),
    /// The address of a link, which extraction puts under the page.
    Link,
    Contents,
    /// A page from somewhere else.
    Stray,
}

/// The lines of a text with what they are, and the footnotes that were found.
#[derive(Debug)]
pub(crate) struct Pages<'a> {
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) roles: Vec<Role>,
    /// The page of each line, counted from 0 by the breaks that were found.
    pub(crate) pages: Vec<u32>,
    pub(crate) footnotes: Vec<Fussnote>,
}

/// Sorts the lines of a text.
pub(crate) fn pages<'a>(lines: Vec<Line<'a>>) -> Pages<'a> {
    let count = lines.len();
    let mut pages =
        Pages { lines, roles: vec![Role::Text; count], pages: vec![0; count], footnotes: Vec::new() };
    pages.contents();
    Sorter { pages: &mut pages, page: 0, area: Area::None, last: 0 }.run();
    pages.running_heads();
    pages
}

impl Pages<'_> {
    /// Marks tables of contents: from the first line that dots lead from to the last, with what wraps between them.
    fn contents(&mut self) {
        let mut region: Option<(usize, usize)> = None;
        let mut since = 0;
        let mut regions = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            if line.text.is_empty() {
                continue;
            }
            let title = ["Inhaltsverzeichnis", "Inhalt"].contains(&line.text.trim_end_matches(':'));
            if title || dotted(line.text) {
                region = region.map_or(Some((index, index)), |(first, _)| Some((first, index)));
                since = 0;
            } else {
                since += 1;
                if since > 6 {
                    regions.extend(region.take());
                }
            }
        }
        regions.extend(region);
        for (first, last) in regions {
            for index in first..=last {
                if !self.lines[index].text.is_empty() {
                    self.roles[index] = Role::Contents;
                }
            }
        }
    }

    /// Marks what stands at the edge of three pages at least, digits aside.
    fn running_heads(&mut self) {
        let text = |index: &usize| matches!(self.roles[*index], Role::Text);
        let filled: Vec<usize> = (0..self.lines.len()).filter(text).collect();
        let mut seen: HashMap<(bool, String), Vec<usize>> = HashMap::new();
        for (place, index) in filled.iter().enumerate() {
            let page = Some(self.pages[*index]);
            let before = place.checked_sub(1).map(|place| self.pages[filled[place]]);
            let after = filled.get(place + 1).map(|next| self.pages[*next]);
            let line = self.lines[*index].text;
            let plain = line.len() <= 120 && !ends_sentence(line) && line.contains(' ') && !has_label(line);
            if (before != page || after != page) && plain && !matches!(head(line), Some(Head::Measure(..))) {
                let key = line.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
                seen.entry((before != page, key)).or_default().push(*index);
            }
        }
        for indices in seen.into_values().filter(|indices| indices.len() >= 3) {
            let (Some(first), Some(last)) = (indices.first(), indices.last()) else { continue };
            let pages = self.pages[*last] - self.pages[*first];
            if indices.len() * 4 >= pages as usize {
                indices.iter().for_each(|index| self.roles[*index] = Role::RunningHead);
            }
        }
    }
}

/// Dots that lead to a page number.
fn dotted(text: &str) -> bool {
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let page = text.ends_with(|c: char| c.is_ascii_digit());
    let dots =
        stem.chars().rev().take_while(|c| matches!(c, '.' | '…' | ' ' | '_')).filter(|c| *c != ' ').count();
    page && (dots >= 4 || stem.ends_with('…') && dots >= 1)
}

/// Where footnotes are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    None,
    /// After the rule, before the first footnote.
    Opened,
    /// In a footnote.
    Note,
    /// In a footnote whose number stands alone: its words are to follow.
    Number,
    /// On a page from somewhere else.
    Stray,
}

struct Sorter<'p, 'a> {
    pages: &'p mut Pages<'a>,
    page: u32,
    area: Area,
    /// The last footnote that was counted.
    last: u32,
}

impl Sorter<'_, '_> {
    fn run(mut self) {
        for index in 0..self.pages.lines.len() {
            let line = self.pages.lines[index];
            // After another line that begins with a blank, the bullet was lost: a page has more than one line.
            let follows = index > 0 && self.pages.lines[index - 1].led;
            let begins = line.form_feed || line.led && !line.after_blank && !follows;
            let own = line.led && matches!(self.area, Area::Number) && !line.form_feed;
            if begins && !own && !(line.led && self.area == Area::Opened && !line.form_feed) {
                self.turn();
            }
            self.pages.pages[index] = self.page;
            if line.text.is_empty() {
                self.pages.roles[index] = Role::Blank;
                if line.rule && self.area != Area::Stray {
                    self.area = Area::Opened;
                }
            } else if self.pages.roles[index] == Role::Text {
                self.pages.roles[index] = self.role(index, line);
            }
        }
    }

    fn turn(&mut self) {
        self.page += 1;
        self.area = Area::None;
    }

    fn role(&mut self, index: usize, line: Line<'_>) -> Role {
        if self.area == Area::Stray {
            return Role::Stray;
        }
        if line.text.starts_with("http") && !line.text.contains(' ') && line.text.contains("://") {
            return Role::Link;
        }
        if let Some(number) = lone_number(line.text) {
            return self.number(index, number);
        }
        if is_page_of(line.text) {
            self.turn();
            return Role::PageNumber;
        }
        if let Some((number, words)) = note(line.text) {
            if self.counts_on(index, number, words) {
                return self.begin(index, number, words);
            }
            if self.goes_back(index, number) {
                self.area = Area::Stray;
                return Role::Stray;
            }
        }
        let heading = matches!(head(line.text), Some(Head::Measure(..) | Head::New(_)));
        let ends = heading || has_label(line.text) || self.complete();
        match self.area {
            Area::Note | Area::Number if !ends => {
                if let Some(footnote) = self.pages.footnotes.last_mut() {
                    join(&mut footnote.text, &collapse(line.text));
                }
                self.area = Area::Note;
                Role::Footnote
            }
            Area::Note => {
                self.turn();
                self.pages.pages[index] = self.page;
                Role::Text
            }
            _ => {
                self.area = Area::None;
                Role::Text
            }
        }
    }

    /// A number alone: a footnote whose words follow, a page number, or a sign.
    fn number(&mut self, index: usize, number: u32) -> Role {
        let opened = self.area == Area::Opened;
        if opened || self.area == Area::Note && number == self.last + 1 {
            self.begin(index, number, "");
            self.area = Area::Number;
            return Role::Footnote;
        }
        let lines = &self.pages.lines;
        let words = |index: &usize| !lines[*index].text.is_empty();
        let before = (0..index).rev().take(6).find(words).map_or("", |index| lines[index].text);
        let after = (index + 1..lines.len()).take(6).find(words).map_or("", |index| lines[index].text);
        let interrupts =
            self.area == Area::None && !ends_sentence(before) && after.starts_with(char::is_lowercase);
        if interrupts && number > self.last && number <= self.last + 8 {
            return Role::Sign(number);
        }
        self.turn();
        Role::PageNumber
    }

    /// Whether a footnote begins here: under a rule, or where the numbers go on.
    fn counts_on(&self, index: usize, number: u32, words: &str) -> bool {
        let named = words.starts_with("vormals ");
        let gap = if named { 8 } else { 2 };
        let next = number > self.last && number <= self.last + gap;
        match self.area {
            Area::Opened => true,
            Area::Note | Area::Number => next || named && number == 1,
            Area::None => {
                let line = self.pages.lines[index];
                let first = index == 0 || self.pages.pages[index - 1] != self.page;
                let above = (0..index)
                    .rev()
                    .take(40)
                    .map(|index| self.pages.lines[index].text)
                    .find(|text| !text.is_empty());
                let between = above.is_none_or(ends_sentence) && (first || line.after_blank);
                named || next && between && self.followed(index, number)
            }
            Area::Stray => false,
        }
    }

    /// Whether the next lines hold the next footnote.
    fn followed(&self, index: usize, number: u32) -> bool {
        let next = self.pages.lines[index + 1..].iter().take(6).filter(|line| !line.text.is_empty());
        next.take(3).any(|line| note(line.text).is_some_and(|(next, _)| next == number + 1))
    }

    /// A page that begins with footnotes which were counted before does not belong here.
    fn goes_back(&self, index: usize, number: u32) -> bool {
        let first = index == 0 || self.pages.pages[index - 1] != self.page;
        first && self.area == Area::None && (2..=self.last).contains(&number) && self.followed(index, number)
    }

    fn begin(&mut self, index: usize, number: u32, words: &str) -> Role {
        let line = self.pages.lines[index].no;
        let text = collapse(words);
        self.pages.footnotes.push(Fussnote { nummer: number, text, zeile: line, seite: self.page });
        self.last = number;
        self.area = Area::Note;
        Role::Footnote
    }

    /// Whether the last footnote can have no more words: "vormals Maßnahme A.21."
    fn complete(&self) -> bool {
        let last = self.pages.footnotes.last();
        self.area == Area::Note
            && last.is_some_and(|note| crate::references::vormals(&note.text, note.zeile).is_some())
    }
}

/// A line that a footnote may begin: its number and its first words, perhaps glued to it.
fn note(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = leading_number(text)?;
    let words = rest.trim_start();
    let begins = words.starts_with(|c: char| c.is_alphabetic() || c.is_ascii_digit() || "„(§".contains(c));
    let glued = words.len() == rest.len() && !words.starts_with(char::is_uppercase);
    (number < 1000 && number > 0 && begins && !glued).then_some((number, words))
}
