//! The columns, by the names that people give them.

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the columns")]
pub enum Column {
    Aktionsplan,
    Stand,
    Art,
    Nummer,
    Titel,
    Aufnahme,
    Neu,
    Federfuehrung,
    Abschluss,
    Status,
    Strategie,
    Koalitionsvertrag,
    Vormals,
    Fussnote,
    Abschnitte,
    Text,
}

use Column as C;

/// The columns in their order, as a table is written: name, and how many characters wide a sheet shows it.
pub const COLUMNS: [(Column, &str, u8); 16] = [
    (C::Aktionsplan, "aktionsplan", 12),
    (C::Stand, "stand", 12),
    (C::Art, "art", 14),
    (C::Nummer, "nummer", 10),
    (C::Titel, "titel", 60),
    (C::Aufnahme, "aufnahme", 12),
    (C::Neu, "neu", 6),
    (C::Federfuehrung, "federfuehrung", 18),
    (C::Abschluss, "geplanter_abschluss", 30),
    (C::Status, "projektstatus", 16),
    (C::Strategie, "strategie", 14),
    (C::Koalitionsvertrag, "koalitionsvertrag", 10),
    (C::Vormals, "vormals", 14),
    (C::Fussnote, "fussnote", 8),
    (C::Abschnitte, "abschnitte", 40),
    (C::Text, "text", 100),
];

/// Other names, folded.
const OTHERS: [(Column, &str); 22] = [
    (C::Aktionsplan, "planjahr"),
    (C::Nummer, "nr"),
    (C::Nummer, "massnahmennummer"),
    (C::Titel, "massnahme"),
    (C::Titel, "bezeichnung"),
    (C::Titel, "titeldermassnahme"),
    (C::Aufnahme, "aufnahmeindenaktionsplan"),
    (C::Aufnahme, "aufgenommen"),
    (C::Aufnahme, "jahrderaufnahme"),
    (C::Federfuehrung, "federfuehrendesressort"),
    (C::Federfuehrung, "ressort"),
    (C::Abschluss, "abschluss"),
    (C::Abschluss, "geplantesende"),
    (C::Abschluss, "geplantefertigstellung"),
    (C::Abschluss, "termin"),
    (C::Status, "status"),
    (C::Status, "umsetzungsstatus"),
    (C::Vormals, "fruehere_nummer"),
    (C::Abschnitte, "abschnitt"),
    (C::Abschnitte, "handlungsfeld"),
    (C::Text, "beschreibung"),
    (C::Text, "inhalt"),
];

/// Shortest name in which letters may be wrong, and how many.
const FUZZY_LEN: usize = 7;
const FUZZY: usize = 2;

impl Column {
    /// The name by which a table is written.
    pub fn name(self) -> &'static str {
        COLUMNS.iter().find(|(column, ..)| *column == self).map_or("", |(_, name, _)| name)
    }

    /// The column that a heading names: as it is written, by another name, or with a typing error that leaves only one.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let wanted = folded(heading);
        let names = || {
            let own = COLUMNS.iter().map(|(column, name, _)| (*column, folded(name)));
            own.chain(OTHERS.iter().map(|(column, name)| (*column, folded(name))))
        };
        if let Some((column, _)) = names().find(|(_, name)| *name == wanted) {
            return Some(column);
        }
        if wanted.len() < FUZZY_LEN {
            return None;
        }
        let near = |(column, name): (Self, String)| {
            let long = name.len() >= FUZZY_LEN;
            (long && strsim::osa_distance(&name, &wanted) <= FUZZY).then_some(column)
        };
        let mut found: Vec<Self> = names().filter_map(near).collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// Letters alone, in lower case, umlauts written out: "Federführung" and "federfuehrung" are one.
fn folded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            other => out.push(other),
        }
    }
    out
}
