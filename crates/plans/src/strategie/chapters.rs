//! Headings: which chapter and which section of it begins, and what a field is about.

use super::builder::{At, Before, Builder, Open, name};
use super::headings::{Art, Heading};
use super::{Handlungsfeld, HinweisArt};
use crate::Zeile;
use crate::lines::{ends_sentence, join};

impl Builder {
    pub(super) fn heading(&mut self, heading: Heading, no: Zeile) {
        match heading.art {
            Art::Ziele | Art::Etappenziele => {
                let Some(chapter) = heading.chapter() else { return self.section(heading.art, no) };
                let known = self.strategie.handlungsfelder.iter().position(|feld| feld.nummer == chapter);
                let field = known.unwrap_or_else(|| {
                    let nummer = chapter.to_owned();
                    self.note(no, HinweisArt::FeldOhneTitel(nummer.clone()));
                    self.new_field(Handlungsfeld { nummer, zeile: no, ..Handlungsfeld::default() })
                });
                self.enter_section(field, heading.art, no);
            }
            Art::Kapitel | Art::Handlungsfeld => {
                let is_field = heading.art == Art::Handlungsfeld && !self.numbered
                    || self.chapters.contains(&heading.nummer);
                self.end_item();
                (self.at, self.open) = (At::Outside, Open::Nothing);
                if is_field {
                    self.chapter(heading, no);
                }
            }
        }
    }

    pub(super) fn chapter(&mut self, heading: Heading, no: Zeile) {
        let felder = &mut self.strategie.handlungsfelder;
        let known = felder.iter().position(|feld| feld.nummer == heading.nummer);
        let new = Handlungsfeld {
            nummer: heading.nummer,
            titel: heading.titel,
            zeile: no,
            ..Handlungsfeld::default()
        };
        let field = match known {
            None => self.new_field(new),
            // What was there so far was its line in the table of contents.
            Some(place) if felder[place].ziele.is_empty() && felder[place].etappenziele.is_empty() => {
                felder[place] = new;
                place
            }
            // Its sections came before its heading, as from another column.
            Some(place) if felder[place].titel.is_empty() => {
                (felder[place].titel, felder[place].zeile) = (new.titel, new.zeile);
                place
            }
            Some(_) => return self.note(no, HinweisArt::Wiederholt(format!("{} {}", new.nummer, new.titel))),
        };
        (self.at, self.open) = (At::Field(field), Open::Heading);
    }

    pub(super) fn new_field(&mut self, feld: Handlungsfeld) -> usize {
        self.strategie.handlungsfelder.push(feld);
        self.strategie.handlungsfelder.len() - 1
    }

    /// A section without a number belongs to the field that was begun last.
    pub(super) fn section(&mut self, art: Art, no: Zeile) {
        match self.strategie.handlungsfelder.len().checked_sub(1) {
            Some(field) if self.at != At::Outside => self.enter_section(field, art, no),
            _ => {}
        }
    }

    pub(super) fn enter_section(&mut self, field: usize, art: Art, no: Zeile) {
        self.end_item();
        let feld = &self.strategie.handlungsfelder[field];
        let (at, filled) = match art {
            Art::Etappenziele => (At::Stages(field), !feld.etappenziele.is_empty()),
            _ => (At::Goals(field), !feld.ziele.is_empty()),
        };
        (self.at, self.open) = (at, Open::Nothing);
        if filled {
            let which = if matches!(at, At::Goals(_)) { "Strategische Ziele" } else { "Etappenziele" };
            let name = format!("{}: {which}", name(feld));
            self.at = At::Outside;
            self.note(no, HinweisArt::Wiederholt(name));
        }
    }

    pub(super) fn of_field(&mut self, field: usize, text: &str, before: Before) {
        let feld = &mut self.strategie.handlungsfelder[field];
        let goes_on = feld.titel.ends_with(['-', ',']) || text.starts_with(char::is_lowercase);
        if self.open == Open::Heading && !before.gap && goes_on {
            return join(&mut feld.titel, text);
        }
        self.open = Open::Nothing;
        if before.gap && ends_sentence(&feld.text) {
            feld.text.push('\n');
            feld.text.push_str(text);
        } else {
            join(&mut feld.text, text);
        }
    }
}
