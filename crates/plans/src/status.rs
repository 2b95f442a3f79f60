//! How a measure stands: "im Plan", "Verzug droht", "in Verzug".

use serde::{Deserialize, Serialize};

/// How a measure stands by the head of its entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Projektstatus {
    /// "im Plan".
    ImPlan,
    /// "Verzug droht".
    VerzugDroht,
    /// "in Verzug".
    InVerzug,
    /// "abgeschlossen", "umgesetzt".
    Abgeschlossen,
    /// Words that are none of these, as written.
    Unbekannt(String),
}

/// The known words, compared without blanks and marks.
const WORDS: [(&str, Projektstatus); 12] = [
    ("implan", Projektstatus::ImPlan),
    ("imzeitplan", Projektstatus::ImPlan),
    ("planmäßig", Projektstatus::ImPlan),
    ("verzugdroht", Projektstatus::VerzugDroht),
    ("drohenderverzug", Projektstatus::VerzugDroht),
    ("inverzug", Projektstatus::InVerzug),
    ("imverzug", Projektstatus::InVerzug),
    ("verzug", Projektstatus::InVerzug),
    ("verzögert", Projektstatus::InVerzug),
    ("abgeschlossen", Projektstatus::Abgeschlossen),
    ("umgesetzt", Projektstatus::Abgeschlossen),
    ("beendet", Projektstatus::Abgeschlossen),
];

impl Projektstatus {
    /// Reads a status as written. Coloured dots behind it, which extraction turns into other signs, are left out.
    pub fn read(text: &str) -> Self {
        match Self::known(text) {
            Some(status) => status,
            None => Self::Unbekannt(written(text)),
        }
    }

    pub(crate) fn is_known(text: &str) -> bool {
        Self::known(text).is_some()
    }

    fn known(text: &str) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let letters: String = letters.flat_map(char::to_lowercase).take(40).collect();
        WORDS.iter().find(|(word, _)| *word == letters).map(|(_, status)| status.clone())
    }

    /// Its words as the plans have them.
    pub fn words(&self) -> &str {
        match self {
            Self::ImPlan => "im Plan",
            Self::VerzugDroht => "Verzug droht",
            Self::InVerzug => "in Verzug",
            Self::Abgeschlossen => "abgeschlossen",
            Self::Unbekannt(words) => words,
        }
    }
}

fn written(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !"()".contains(c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        assert_eq!(Projektstatus::read("im Plan ●●●"), Projektstatus::ImPlan);
        assert_eq!(Projektstatus::read("Verzug droht \u{f0b7}"), Projektstatus::VerzugDroht);
        assert_eq!(Projektstatus::read("in  Verzug"), Projektstatus::InVerzug);
        assert_eq!(Projektstatus::read("ruht"), Projektstatus::Unbekannt("ruht".into()));
        assert!(!Projektstatus::is_known(""));
    }
}
