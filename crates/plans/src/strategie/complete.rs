//! When all is read: what shows only in the whole.

use super::builder::{Builder, beginning, name};
use super::{HinweisArt, Strategie};

impl Builder {
    pub(super) fn finish(mut self) -> Strategie {
        self.end_item();
        for (field, zeile, text) in std::mem::take(&mut self.over_pages) {
            if self.mixed.contains(&field) {
                self.note(zeile, HinweisArt::UeberSeite(text));
            }
        }
        self.name_goals();
        self.check_initiatives();
        self.check_fields();
        let strategie = &mut self.strategie;
        strategie.hinweise.sort();
        strategie.handlungsfelder.sort_by_key(|feld| number_key(&feld.nummer));
        self.strategie
    }

    /// An item that was taken as a goal is its title.
    fn name_goals(&mut self) {
        for feld in &mut self.strategie.handlungsfelder {
            for ziel in feld.ziele.iter_mut().filter(|ziel| ziel.titel.is_empty()) {
                ziel.titel = std::mem::take(&mut ziel.punkte).into_iter().map(|punkt| punkt.text).collect();
            }
        }
    }

    fn check_fields(&mut self) {
        let mut found = Vec::new();
        for feld in &self.strategie.handlungsfelder {
            if feld.ziele.is_empty() || feld.etappenziele.is_empty() {
                found.push((feld.zeile, HinweisArt::FeldUnvollstaendig(name(feld))));
            }
            let with_points = feld.ziele.iter().any(|ziel| !ziel.punkte.is_empty());
            for ziel in feld.ziele.iter().filter(|ziel| with_points && ziel.punkte.is_empty()) {
                found.push((ziel.zeile, HinweisArt::ZielOhnePunkte(beginning(&ziel.titel))));
            }
        }
        let strategie = &self.strategie;
        let empty = strategie
            .handlungsfelder
            .iter()
            .all(|feld| feld.ziele.is_empty() && feld.etappenziele.is_empty());
        if empty {
            found = vec![(0, HinweisArt::KeineStrategie)];
            self.strategie.handlungsfelder.clear();
        } else if strategie.titel.is_none() {
            found.push((0, HinweisArt::OhneTitel));
        } else if strategie.jahr.is_none() {
            found.push((0, HinweisArt::OhneJahr));
        }
        for (zeile, was) in found {
            self.note(zeile, was);
        }
    }
}

/// "3.10" comes after "3.9".
fn number_key(nummer: &str) -> Vec<(u32, String)> {
    nummer.split('.').map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect()
}
