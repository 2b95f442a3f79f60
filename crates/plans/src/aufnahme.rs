//! When a measure was admitted to the plan: "2018", "Ende 2020".

use serde::{Deserialize, Serialize};

use crate::{Zeile, Zeitangabe};

/// When a measure was admitted to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aufnahme {
    /// As written, without the mark "NEU!".
    pub wortlaut: String,
    /// When; `None` where it could not be read.
    pub wann: Option<Zeitangabe>,
    /// Where it stands.
    pub zeile: Zeile,
}

impl Aufnahme {
    /// Reads a value as written, and whether the mark "NEU!" stands behind it.
    pub fn read(wortlaut: &str, zeile: Zeile) -> (Self, bool) {
        let collapsed = crate::lines::collapse(wortlaut);
        let bare = collapsed.trim_end_matches(['!', ' ', '.']);
        let stem = ["NEU", "Neu", "neu"].iter().find_map(|mark| bare.strip_suffix(mark));
        let words = stem.unwrap_or(&collapsed).trim_end_matches([' ', '(', '-', '–']).to_owned();
        (Self { wann: Zeitangabe::read(&words), wortlaut: words, zeile }, stem.is_some())
    }

    /// Its year.
    pub fn jahr(&self) -> Option<i16> {
        self.wann.map(|wann| wann.beginn().year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_no_part_of_it() {
        let read = |text| {
            let (aufnahme, neu) = Aufnahme::read(text, 1);
            (aufnahme.wortlaut.clone(), aufnahme.jahr(), neu)
        };
        assert_eq!(read("2018 NEU!"), ("2018".into(), Some(2018), true));
        assert_eq!(read("Ende 2020 NEU!"), ("Ende 2020".into(), Some(2020), true));
        assert_eq!(read("2016 "), ("2016".into(), Some(2016), false));
        assert_eq!(read("unklar"), ("unklar".into(), None, false));
    }
}
