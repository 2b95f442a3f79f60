//! Who leads: "TMIK / TLVwA", "TFM und TMBJS", "TMBJS/TFM (TLRZ)", "TMIK, Abteilung 4".

use serde::{Deserialize, Serialize};

use crate::Zeile;

/// Who leads a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Federfuehrung {
    /// As written, blanks made one.
    pub wortlaut: String,
    /// Each office named, in order.
    pub stellen: Vec<Stelle>,
    /// Where it stands.
    pub zeile: Zeile,
}

/// An office that leads or helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stelle {
    /// Its abbreviation in the usual spelling where it is known, otherwise as written.
    pub kuerzel: String,
    /// Whether the abbreviation is known; an unknown one may be misspelt.
    pub bekannt: bool,
    /// "Abteilung 4".
    pub einheit: Option<String>,
    /// Named in brackets: it does the work for the one before it. "Dienstleister TAB" is TAB.
    pub in_klammern: bool,
}

/// An office of the Land that plans name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behoerde {
    /// Its abbreviation.
    pub kuerzel: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it is a Ressort: a ministry or the Staatskanzlei.
    pub ressort: bool,
}

const fn ressort(kuerzel: &'static str, name: &'static str) -> Behoerde {
    Behoerde { kuerzel, name, ressort: true }
}

const fn behoerde(kuerzel: &'static str, name: &'static str) -> Behoerde {
    Behoerde { kuerzel, name, ressort: false }
}

/// The offices known, as the plans' own list of abbreviations has them, and the names since 2024.
pub const BEHOERDEN: [Behoerde; 31] = [
    ressort("TSK", "Thüringer Staatskanzlei"),
    ressort("TFM", "Thüringer Finanzministerium"),
    ressort("TMIK", "Thüringer Ministerium für Inneres und Kommunales"),
    ressort("TMIKL", "Thüringer Ministerium für Inneres, Kommunales und Landesentwicklung"),
    ressort("TMBJS", "Thüringer Ministerium für Bildung, Jugend und Sport"),
    ressort("TMBWK", "Thüringer Ministerium für Bildung, Wissenschaft und Kultur"),
    ressort("TMMJV", "Thüringer Ministerium für Migration, Justiz und Verbraucherschutz"),
    ressort("TMJMV", "Thüringer Ministerium für Justiz, Migration und Verbraucherschutz"),
    ressort("TMWWDG", "Thüringer Ministerium für Wirtschaft, Wissenschaft und Digitale Gesellschaft"),
    ressort("TMWLLR", "Thüringer Ministerium für Wirtschaft, Landwirtschaft und Ländlichen Raum"),
    ressort("TMASGFF", "Thüringer Ministerium für Arbeit, Soziales, Gesundheit, Frauen und Familie"),
    ressort("TMSGAF", "Thüringer Ministerium für Soziales, Gesundheit, Arbeit und Familie"),
    ressort("TMUEN", "Thüringer Ministerium für Umwelt, Energie und Naturschutz"),
    ressort("TMUENF", "Thüringer Ministerium für Umwelt, Energie, Naturschutz und Forsten"),
    ressort("TMIL", "Thüringer Ministerium für Infrastruktur und Landwirtschaft"),
    ressort("TMDI", "Thüringer Ministerium für Digitales und Infrastruktur"),
    behoerde("TLRZ", "Thüringer Landesrechenzentrum"),
    behoerde("TLVwA", "Thüringer Landesverwaltungsamt"),
    behoerde("TLVermGeo", "Landesamt für Vermessung und Geoinformation Thüringen"),
    behoerde("TLBG", "Thüringer Landesamt für Bau und Geoinformation"),
    behoerde("TLBV", "Thüringer Landesamt für Bau und Verkehr"),
    behoerde("TLDA", "Thüringisches Landesamt für Denkmalpflege und Archäologie"),
    behoerde("TLS", "Thüringer Landesamt für Statistik"),
    behoerde("TLUBN", "Thüringer Landesamt für Umwelt, Bergbau und Naturschutz"),
    behoerde("TLUG", "Thüringer Landesanstalt für Umwelt und Geologie"),
    behoerde("TLLLR", "Thüringer Landesamt für Landwirtschaft und Ländlichen Raum"),
    behoerde("LATh", "Landesarchiv Thüringen"),
    behoerde("ThHStAW", "Thüringisches Hauptstaatsarchiv Weimar"),
    behoerde("LPD", "Landespolizeidirektion"),
    behoerde("TAB", "Thüringer Aufbaubank"),
    behoerde("TRH", "Thüringer Rechnungshof"),
];

/// Bytes of a list of offices at most.
const LONGEST: usize = 400;

/// What stands between offices.
const SEPARATORS: [&str; 9] = ["/", ",", ";", "&", "+", " und ", " u. ", " sowie ", " mit "];

impl Federfuehrung {
    /// Reads a value as written.
    pub fn read(wortlaut: &str, zeile: Zeile) -> Self {
        let wortlaut = crate::lines::collapse(wortlaut);
        let mut stellen: Vec<Stelle> = Vec::new();
        // A text that long names no offices; it is kept as written, and unread.
        let mut rest = if wortlaut.len() > LONGEST { "" } else { wortlaut.as_str() };
        while !rest.is_empty() {
            let open = rest.find('(').unwrap_or(rest.len());
            add(&rest[..open], false, &mut stellen);
            let inside = rest[open..].strip_prefix('(').unwrap_or("");
            let close = inside.find(')').unwrap_or(inside.len());
            add(&inside[..close], true, &mut stellen);
            rest = inside[close..].strip_prefix(')').unwrap_or("");
        }
        Self { wortlaut, stellen, zeile }
    }

    /// The first Ressort named, or the first office.
    pub fn erste(&self) -> Option<&Stelle> {
        let ressort =
            self.stellen.iter().find(|stelle| stelle.behoerde().is_some_and(|behoerde| behoerde.ressort));
        ressort.or(self.stellen.first())
    }
}

impl Stelle {
    /// What is known of it.
    pub fn behoerde(&self) -> Option<&'static Behoerde> {
        BEHOERDEN.iter().find(|behoerde| behoerde.kuerzel == self.kuerzel)
    }
}

fn add(text: &str, in_klammern: bool, stellen: &mut Vec<Stelle>) {
    let mut rest = text;
    loop {
        let cuts =
            SEPARATORS.iter().filter_map(|separator| rest.find(separator).map(|at| (at, separator.len())));
        let (at, length) = cuts.min().unwrap_or((rest.len(), 0));
        one(rest[..at].trim(), in_klammern, stellen);
        if length == 0 {
            return;
        }
        rest = &rest[at + length..];
    }
}

fn one(name: &str, in_klammern: bool, stellen: &mut Vec<Stelle>) {
    let unit = ["Abteilung", "Abt.", "Referat", "Ref.", "Dezernat", "Stabsstelle"];
    if let Some(last) = stellen.last_mut().filter(|_| unit.iter().any(|unit| name.starts_with(unit))) {
        last.einheit = Some(name.to_owned());
        return;
    }
    let role = ["Dienstleister", "Auftragnehmer", "Umsetzung", "Durchführung"];
    let name = role
        .iter()
        .fold(name, |name, role| name.strip_prefix(role).unwrap_or(name))
        .trim_matches([':', ' ', '.']);
    if !name.contains(char::is_alphanumeric) {
        return;
    }
    let squeezed = || name.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase);
    let known = BEHOERDEN
        .iter()
        .find(|behoerde| behoerde.kuerzel.chars().flat_map(char::to_lowercase).eq(squeezed()));
    let named = BEHOERDEN.iter().find(|behoerde| behoerde.name == name);
    let kuerzel = known.or(named).map_or(name, |behoerde| behoerde.kuerzel).to_owned();
    let bekannt = known.or(named).is_some();
    stellen.push(Stelle { kuerzel, bekannt, einheit: None, in_klammern });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_separators() {
        let read = |text| {
            let read = Federfuehrung::read(text, 1);
            let shown = read.stellen.iter().map(|stelle| {
                let unit = stelle.einheit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
                let name = format!("{}{unit}{}", stelle.kuerzel, if stelle.bekannt { "" } else { "?" });
                if stelle.in_klammern { format!("({name})") } else { name }
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("TFM"), "TFM");
        assert_eq!(read("TSK/ ThHStAW"), "TSK ThHStAW");
        assert_eq!(read("TMIK / TLVWA"), "TMIK TLVwA");
        assert_eq!(read("TFM und TMBJS"), "TFM TMBJS");
        assert_eq!(read("TMBJS/TFM (TLRZ)"), "TMBJS TFM (TLRZ)");
        assert_eq!(read("TMWWDG (Dienstleister TAB)"), "TMWWDG (TAB)");
        assert_eq!(read("TMIK, Abteilung 4"), "TMIK Abteilung 4");
        assert_eq!(read("TMIL, TLBV"), "TMIL TLBV");
        assert_eq!(read("TMXY"), "TMXY?");
        assert_eq!(read(""), "");
        assert_eq!(read("(( ) )"), "");
    }
}
