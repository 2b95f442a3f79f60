//! Strategic Initiativen: why they are needed, and what they should come to.

use super::builder::{At, Before, Builder, Open, beginning, end};
use super::{HinweisArt, Initiative, Punkt};
use crate::Zeile;
use crate::lines::{ends_sentence, join};

impl Builder {
    pub(super) fn initiative(&mut self, titel: &str, no: Zeile) {
        self.end_item();
        let titel = titel.to_owned();
        self.strategie.initiativen.push(Initiative { titel, zeile: no, ..Initiative::default() });
        (self.at, self.open) = (At::Initiative(self.strategie.initiativen.len() - 1), Open::Name);
    }

    pub(super) fn of_initiative(
        &mut self,
        one: usize,
        text: &str,
        point: Option<&str>,
        no: Zeile,
        before: Before,
    ) {
        let initiative = &mut self.strategie.initiativen[one];
        let question =
            text.split_once('?').filter(|(question, _)| before.gap && !question.contains(['.', '!']));
        if let (Some((question, rest)), None) = (question, point) {
            let why = question.starts_with("Warum") || question.starts_with("Wozu");
            self.open = if why { Open::Why } else { Open::Should };
            let into = if why { &mut initiative.warum } else { &mut initiative.soll };
            return join(into, rest.trim_start());
        }
        if let Some(point) = point {
            self.open = Open::Item;
            return initiative.punkte.push(Punkt { text: point.to_owned(), zeile: no });
        }
        match self.open {
            Open::Name if initiative.titel.is_empty() || !before.gap => join(&mut initiative.titel, text),
            Open::Item => {
                let last = initiative.punkte.last_mut();
                match last.filter(|punkt| !before.gap || !ends_sentence(&punkt.text)) {
                    Some(punkt) => join(&mut punkt.text, text),
                    None => {
                        initiative.punkte.push(Punkt { text: text.to_owned(), zeile: no });
                        self.note(no, HinweisArt::OhneAnfang(beginning(text)));
                    }
                }
            }
            Open::Should => join(&mut initiative.soll, text),
            _ => {
                self.open = Open::Why;
                join(&mut initiative.warum, text);
            }
        }
    }

    /// Names without quotes, each once; and whether the last one ends.
    pub(super) fn check_initiatives(&mut self) {
        let mut kept: Vec<Initiative> = Vec::new();
        for mut one in std::mem::take(&mut self.strategie.initiativen) {
            let quotes = |c: char| matches!(c, '„' | '“' | '”' | '"' | '»' | '«') || c.is_whitespace();
            one.titel = one.titel.trim_matches(quotes).to_owned();
            if kept.iter().any(|other| other.titel == one.titel) {
                self.note(one.zeile, HinweisArt::Wiederholt(one.titel));
            } else if !one.titel.is_empty() {
                kept.push(one);
            }
        }
        let cut = kept.last().and_then(|one| one.punkte.last()).filter(|punkt| !ends_sentence(&punkt.text));
        let cut = cut.map(|punkt| (punkt.zeile, end(&punkt.text)));
        if let Some((zeile, text)) = cut {
            self.note(zeile, HinweisArt::OhneEnde(text));
        }
        self.strategie.initiativen = kept;
    }
}
