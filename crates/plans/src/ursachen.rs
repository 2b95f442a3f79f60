//! Why a measure is late, by its own text: each cause with the sentence that names it.
//!
//! A sentence counts where it speaks of a delay and names a cause. That a law is mentioned is no cause.

use serde::{Deserialize, Serialize};

use crate::{Massnahme, Zeile};

/// Kinds of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ursache {
    /// Too few people, or people who left.
    Personal,
    /// A supplier did not deliver.
    Lieferant,
    /// A law is missing, new or in the way.
    Recht,
    /// Data protection.
    Datenschutz,
    /// Money.
    Haushalt,
    /// The pandemic.
    Pandemie,
    /// Others have to come first.
    Abhaengigkeit,
    /// Other measures went before it.
    Priorisierung,
    /// It is more than was thought.
    Komplexitaet,
}

impl Ursache {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Personal,
        Self::Lieferant,
        Self::Recht,
        Self::Datenschutz,
        Self::Haushalt,
        Self::Pandemie,
        Self::Abhaengigkeit,
        Self::Priorisierung,
        Self::Komplexitaet,
    ];

    /// The word in tables and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Lieferant => "lieferant",
            Self::Recht => "recht",
            Self::Datenschutz => "datenschutz",
            Self::Haushalt => "haushalt",
            Self::Pandemie => "pandemie",
            Self::Abhaengigkeit => "abhaengigkeit",
            Self::Priorisierung => "priorisierung",
            Self::Komplexitaet => "komplexitaet",
        }
    }

    /// The inverse of [`Self::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ursache| ursache.as_str() == word)
    }
}

/// A cause of delay and where it is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ursachenfund {
    /// What kind.
    pub ursache: Ursache,
    /// The sentence.
    pub satz: String,
    /// Where it begins.
    pub zeile: Zeile,
}

/// Words of delay, in lower case.
const DELAY: [&str; 32] = [
    "verzug",
    "verzöger",
    "zurückgestellt",
    "verschoben",
    "verschiebt",
    "ausgesetzt",
    "nicht mehr abgeschlossen",
    "nicht abgeschlossen",
    "nicht umgesetzt",
    "nicht erfolgen",
    "konnte nicht",
    "konnten nicht",
    "nicht möglich",
    "nicht leistbar",
    "beeinträchtigt",
    "mangel an",
    "begrenzt",
    "nicht ausreichend",
    "noch nicht",
    "noch aus",
    "nicht in allen",
    "stark von",
    "abzuwarten",
    "wartet das",
    "wartet auf",
    "weniger als die ursprünglich",
    "erst langfristig",
    "nur parallel",
    "kein feedback",
    "klärungsbedarf",
    "lieferschwierigkeit",
    "derzeit kein",
];

/// What a sentence that names a delay only to prevent it has.
const PREVENTED: [&str; 4] = ["vermeid", "verhinder", "ohne verzug", "unverzüglich"];

/// Words of each cause, in lower case.
const WORDS: [(Ursache, &[&str]); 9] = [
    (
        Ursache::Personal,
        &[
            "personalkapazit",
            "personalressourc",
            "personalmangel",
            "personelle",
            "personeller",
            "fluktuation",
            "fachkräftemangel",
            "bearbeiter-wechsel",
            "stellenaufwuchs",
            "personalübergang",
        ],
    ),
    (
        Ursache::Lieferant,
        &[
            "hersteller",
            "softwareanbieter",
            "lieferzeit",
            "lieferschwierigkeit",
            "lieferengp",
            "auftragnehmer",
            "durch fjd",
            "zulieferer",
        ],
    ),
    (
        Ursache::Recht,
        &[
            "rechtlich",
            "rechtslage",
            "juristisch",
            "gesetzgeb",
            "gesetzlichen neuregel",
            "richtlinienänderung",
            "bescheinigungsrichtlinie",
            "vorgaben des bundes",
            "zentralen vorgaben",
        ],
    ),
    (Ursache::Datenschutz, &["datenschutz"]),
    (
        Ursache::Haushalt,
        &[
            "haushaltslage",
            "haushaltsverhandlung",
            "haushaltsmittel",
            "haushälter",
            "finanzierung",
            "finanziell",
            "haushaltsjahr",
        ],
    ),
    (Ursache::Pandemie, &["pandemie", "corona", "covid"]),
    (
        Ursache::Abhaengigkeit,
        &[
            "abhängig",
            "vorbehaltlich",
            "zuarbeit",
            "zur verfügung stand",
            "zur verfügung.",
            "rückmeldung",
            "umsetzung des projektes der",
            "fit-connect",
            "föderalen",
            "anforderungen erst",
        ],
    ),
    (Ursache::Priorisierung, &["priorisier", "nachrangig"]),
    (Ursache::Komplexitaet, &["komplex"]),
];

/// The causes of delay that the text and the planned completion of a measure name, in the order of the text.
pub fn ursachen(massnahme: &Massnahme) -> Vec<Ursachenfund> {
    let mut found = Vec::new();
    let planned = massnahme.abschluss.as_ref();
    if let Some((bedingung, zeile)) =
        planned.and_then(|planned| Some((planned.bedingung.as_ref()?, planned.zeile)))
    {
        find(bedingung, zeile, true, &mut found);
    }
    for satz in massnahme.text.saetze() {
        find(satz.text, satz.zeile, false, &mut found);
    }
    found
}

/// `late` says that the words stand for a delay by their place.
fn find(satz: &str, zeile: Zeile, late: bool, found: &mut Vec<Ursachenfund>) {
    let lower = satz.to_lowercase();
    if !late && !is_delay(&lower) {
        return;
    }
    for (ursache, words) in WORDS {
        if words.iter().any(|word| lower.contains(word)) {
            found.push(Ursachenfund { ursache, satz: satz.to_owned(), zeile });
        }
    }
}

/// Whether a sentence in lower case speaks of a delay.
pub(crate) fn is_delay(lower: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    any(&DELAY) && !any(&PREVENTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(satz: &str) -> Vec<Ursache> {
        let mut found = Vec::new();
        find(satz, 1, false, &mut found);
        found.into_iter().map(|fund| fund.ursache).collect()
    }

    #[test]
    fn words_of_causes_are_those_of_files() {
        for ursache in Ursache::ALL {
            assert_eq!(serde_json::to_value(ursache).unwrap(), ursache.as_str());
            assert_eq!(Ursache::parse(ursache.as_str()), Some(ursache));
        }
        assert_eq!(Ursache::parse("wetter"), None);
    }

    #[test]
    fn sentences() {
        use Ursache as U;
        assert_eq!(
            causes(
                "Aufgrund begrenzter Personalkapazitäten und Priorisierung anderer Maßnahmen wurde der Projektauftrag zurückgestellt."
            ),
            [U::Personal, U::Priorisierung]
        );
        assert_eq!(
            causes(
                "Der Abschluss konnte aufgrund eines Umsetzungsdefizits des Software-Herstellers nicht mehr abgeschlossen werden."
            ),
            [U::Lieferant]
        );
        assert_eq!(causes("Diese Arbeiten verzögerten sich durch die Corona-Pandemie."), [U::Pandemie]);
        assert_eq!(causes("Nach Klärung datenschutzrechtlicher Fragen wurde begonnen."), []);
        assert_eq!(causes("Die Personalplanung wird neu geordnet."), []);
        assert_eq!(causes("Um eine Verzögerung zu vermeiden, wird Personalmangel ausgeglichen."), []);
    }
}
