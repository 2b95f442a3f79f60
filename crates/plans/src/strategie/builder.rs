//! What is read so far, and which part of the tree the next line belongs to: [`super::chapters`], [`super::goals`],
//! [`super::initiatives`]. When all is read, [`super::complete`] looks at it as a whole.

use std::collections::BTreeSet;

use super::headings::{self, Lines};
use super::{Handlungsfeld, Hinweis, HinweisArt, Strategie};
use crate::Zeile;
use crate::lines::{is_bullet, item};

/// What stands before a line.
#[derive(Clone, Copy)]
pub(super) struct Before {
    /// An empty line, or what is none of the text.
    pub(super) gap: bool,
    /// Perhaps the end of a page.
    pub(super) page: bool,
}

/// Where the reading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum At {
    /// In what is none of the tree.
    #[default]
    Outside,
    /// In the heading or the text of a field.
    Field(usize),
    /// In the goals of a field.
    Goals(usize),
    /// In the Etappenziele of a field.
    Stages(usize),
    /// In an Initiative.
    Initiative(usize),
}

/// What a line may go on with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Open {
    #[default]
    Nothing,
    Heading,
    Goal,
    Item,
    Name,
    Why,
    Should,
}

#[derive(Default)]
pub(super) struct Builder {
    pub(super) strategie: Strategie,
    pub(super) at: At,
    pub(super) open: Open,
    /// Numbers of chapters with goals.
    pub(super) chapters: BTreeSet<String>,
    /// Whether sections have numbers; those without one are none then.
    pub(super) numbered: bool,
    /// Whether items have bullets at all.
    pub(super) bullets: bool,
    /// Whether the last item began with a dash.
    pub(super) dashes: bool,
    /// Lines that go on over a page: the field they belong to, and their words.
    pub(super) over_pages: Vec<(usize, Zeile, String)>,
    /// Fields in which pieces are out of place.
    pub(super) mixed: BTreeSet<usize>,
}

impl Builder {
    pub(super) fn note(&mut self, zeile: Zeile, was: HinweisArt) {
        let hinweis = Hinweis { zeile, was };
        if !self.strategie.hinweise.contains(&hinweis) {
            self.strategie.hinweise.push(hinweis);
        }
    }

    /// Looks through the whole text first: which chapters have goals, and whether items have bullets.
    pub(super) fn begins(&mut self, lines: &Lines<'_>, texts: &[String]) {
        let begin = texts.iter().zip(&lines.all).filter(|(_, line)| line.after_blank || line.led);
        self.chapters = headings::chapters(begin.filter_map(|(text, _)| headings::heading(text)));
        self.numbered = !self.chapters.is_empty();
        self.bullets = texts.iter().any(|text| text.starts_with(is_bullet));
    }

    pub(super) fn line(&mut self, text: &str, no: Zeile, before: Before) {
        let begins = before.gap || before.page;
        if begins && let Some(heading) = headings::heading(text) {
            return self.heading(heading, no);
        }
        if begins
            && !self.numbered
            && let Some(art) = headings::section(text)
        {
            return self.section(art, no);
        }
        if begins && let Some(name) = headings::initiative(text) {
            return self.initiative(name, no);
        }
        // A dash within a sentence can stand at the beginning of a line.
        let bullet = text.starts_with(is_bullet);
        let point = item(text).filter(|_| bullet || begins || self.dashes && self.open == Open::Item);
        self.dashes = point.map_or(self.dashes, |_| !bullet);
        match self.at {
            At::Outside => {}
            At::Field(field) => self.of_field(field, point.unwrap_or(text), before),
            At::Goals(field) | At::Stages(field) => {
                if let Some((stage, goal)) = headings::goal(text) {
                    self.goal(field, stage, goal, no);
                } else if let Some(point) = point {
                    self.point(field, point, no);
                } else {
                    self.goes_on(field, text, no, before);
                }
            }
            At::Initiative(one) => self.of_initiative(one, text, point, no, before),
        }
    }
}

pub(super) fn name(feld: &Handlungsfeld) -> String {
    format!("{} {}", feld.nummer, feld.titel).trim().to_owned()
}

/// The first words of a text, for messages.
pub(super) fn beginning(text: &str) -> String {
    let words: Vec<_> = text.split(' ').take(8).collect();
    words.join(" ")
}

/// The last words.
pub(super) fn end(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    words[words.len().saturating_sub(8)..].join(" ")
}
