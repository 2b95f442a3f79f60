//! The goals and Etappenziele of a field, and their items.

use super::builder::{At, Before, Builder, Open, beginning, end, name};
use super::{HinweisArt, Punkt, Ziel};
use crate::Zeile;
use crate::lines::{ends_sentence, join};

impl Builder {
    pub(super) fn goal(&mut self, field: usize, stage: bool, goal: &str, no: Zeile) {
        self.end_item();
        let feld = &mut self.strategie.handlungsfelder[field];
        if stage {
            feld.etappenziele.push(Punkt { text: goal.to_owned(), zeile: no });
            (self.at, self.open) = (At::Stages(field), Open::Item);
            return;
        }
        feld.ziele.push(Ziel { titel: goal.to_owned(), zeile: no, ..Ziel::default() });
        self.open = Open::Goal;
        if self.at == At::Stages(field) {
            self.at = At::Goals(field);
            self.note(no, HinweisArt::ZielUnterEtappen(beginning(goal)));
        }
    }

    pub(super) fn point(&mut self, field: usize, text: &str, no: Zeile) {
        self.end_item();
        let punkt = Punkt { text: text.to_owned(), zeile: no };
        let feld = &mut self.strategie.handlungsfelder[field];
        self.open = Open::Item;
        if matches!(self.at, At::Stages(_)) {
            feld.etappenziele.push(punkt);
        } else if let Some(ziel) = feld.ziele.last_mut().filter(|ziel| !ziel.titel.is_empty()) {
            ziel.punkte.push(punkt);
        } else {
            // Goals without "Ziel:" have no title until all are read.
            feld.ziele.push(Ziel { punkte: vec![punkt], zeile: no, ..Ziel::default() });
            let (name, zeile) = (name(feld), feld.zeile);
            self.note(zeile, HinweisArt::PunkteAlsZiele(name));
        }
    }

    /// A line that begins nothing: it goes on with what is open, or stands there without a beginning.
    pub(super) fn goes_on(&mut self, field: usize, text: &str, no: Zeile, before: Before) {
        let stages = matches!(self.at, At::Stages(_));
        let feld = &mut self.strategie.handlungsfelder[field];
        if self.open == Open::Goal
            && !before.gap
            && let Some(ziel) = feld.ziele.last_mut()
        {
            return join(&mut ziel.titel, text);
        }
        let last = if stages {
            feld.etappenziele.last_mut()
        } else {
            feld.ziele.last_mut().and_then(|ziel| ziel.punkte.last_mut())
        };
        if self.open == Open::Item
            && let Some(punkt) = last.filter(|punkt| !before.gap || !ends_sentence(&punkt.text))
        {
            if before.page {
                self.over_pages.push((field, no, beginning(text)));
            }
            return join(&mut punkt.text, text);
        }
        self.point(field, text, no);
        if self.bullets {
            self.mixed.insert(field);
            self.note(no, HinweisArt::OhneAnfang(beginning(text)));
        }
    }

    /// Whether the item that was read ends as one does.
    pub(super) fn end_item(&mut self) {
        let (At::Goals(field) | At::Stages(field)) = self.at else { return };
        if self.open != Open::Item {
            return;
        }
        let feld = &self.strategie.handlungsfelder[field];
        let last = match self.at {
            At::Stages(_) => feld.etappenziele.last(),
            _ => feld.ziele.last().and_then(|ziel| ziel.punkte.last()),
        };
        let open = last.filter(|punkt| self.bullets && !ends_sentence(&punkt.text));
        if let Some((zeile, text)) = open.map(|punkt| (punkt.zeile, end(&punkt.text))) {
            self.mixed.insert(field);
            self.note(zeile, HinweisArt::OhneEnde(text));
        }
    }
}
