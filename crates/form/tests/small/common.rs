//! Small schemata for tests, in a few words.

use fim::xdf3::{
    Angaben, Anzahl, Darstellung, Datentyp, Feld, Feldart, Freigabestatus, Gruppe, Gruppenart, Header,
    Inhalt, Line, Praezisierung, Schema, Schemaelementart, Struktur, Vorbefuellung, Wert,
};
use form::{Form, Layout, Problem, Setting};

pub(crate) fn setting() -> Setting {
    Setting::new(jiff::civil::date(2026, 11, 22), "de")
}

fn angaben(id: &str, name: &str) -> Angaben {
    Angaben {
        id: id.to_owned(),
        version: None,
        name: name.to_owned(),
        beschreibung: None,
        definition: None,
        bezug: Vec::new(),
        freigabestatus: Freigabestatus::FachlichFreigegebenGold,
        status_gesetzt_am: None,
        status_gesetzt_durch: None,
        gueltig_ab: None,
        gueltig_bis: None,
        versionshinweis: None,
        veroeffentlichungsdatum: None,
        letzte_aenderung: "2026-01-01T00:00:00Z".to_owned(),
        relationen: Vec::new(),
        stichworte: Vec::new(),
        line: Line(7),
    }
}

fn darstellung(name: &str) -> Darstellung {
    Darstellung {
        bezeichnung_eingabe: name.to_owned(),
        bezeichnung_ausgabe: None,
        schemaelementart: Schemaelementart::Rechtsnormgebunden,
        hilfetext_eingabe: None,
        hilfetext_ausgabe: None,
    }
}

fn anzahl(text: &str) -> Anzahl {
    let (min, max) = text.split_once(':').unwrap();
    Anzahl { min: min.parse().unwrap(), max: max.parse().ok() }
}

/// A field such as `field("F1", "Name", "1:1", Datentyp::Text)`.
pub(crate) fn field(id: &str, name: &str, count: &str, datentyp: Datentyp) -> Struktur {
    let feld = Feld {
        angaben: angaben(id, name),
        darstellung: darstellung(name),
        feldart: Feldart::Eingabe,
        datentyp,
        praezisierung: None,
        inhalt: None,
        vorbefuellung: Vorbefuellung::Keine,
        werte: Vec::new(),
        codeliste: None,
        code_key: None,
        name_key: None,
        help_key: None,
        regeln: Vec::new(),
        max_size: None,
        media_types: Vec::new(),
    };
    Struktur { anzahl: anzahl(count), bezug: Vec::new(), enthaelt: Inhalt::Feld(Box::new(feld)) }
}

pub(crate) fn text(id: &str, name: &str, count: &str) -> Struktur {
    field(id, name, count, Datentyp::Text)
}

/// A field with a list of values.
pub(crate) fn select(id: &str, name: &str, count: &str, codes: &[&str]) -> Struktur {
    change(text(id, name, count), |feld| {
        feld.feldart = Feldart::Auswahl;
        let wert = |code: &&str| Wert { code: (*code).to_owned(), name: code.to_uppercase(), hilfe: None };
        feld.werte = codes.iter().map(wert).collect();
    })
}

/// A field with limits.
pub(crate) fn limited(place: Struktur, limits: Praezisierung) -> Struktur {
    change(place, |feld| feld.praezisierung = Some(limits))
}

pub(crate) fn change(mut place: Struktur, with: impl FnOnce(&mut Feld)) -> Struktur {
    if let Inhalt::Feld(feld) = &mut place.enthaelt {
        with(feld);
    }
    place
}

pub(crate) fn group(id: &str, name: &str, count: &str, struktur: Vec<Struktur>) -> Struktur {
    let gruppe = Gruppe {
        angaben: angaben(id, name),
        darstellung: darstellung(name),
        art: None,
        regeln: Vec::new(),
        struktur,
    };
    Struktur { anzahl: anzahl(count), bezug: Vec::new(), enthaelt: Inhalt::Gruppe(Box::new(gruppe)) }
}

/// A group of which exactly one part is filled in.
pub(crate) fn choice(id: &str, name: &str, count: &str, struktur: Vec<Struktur>) -> Struktur {
    let mut place = group(id, name, count, struktur);
    if let Inhalt::Gruppe(gruppe) = &mut place.enthaelt {
        gruppe.art = Some(Gruppenart::Auswahl);
    }
    place
}

pub(crate) fn schema(struktur: Vec<Struktur>) -> Schema {
    Schema {
        header: Header {
            nachricht_id: "test".to_owned(),
            erstellungszeitpunkt: "2026-01-01T00:00:00Z".to_owned(),
        },
        angaben: angaben("S1", "Test"),
        bezeichnung: "Testantrag".to_owned(),
        hilfetext: None,
        ableitung_struktur: None,
        ableitung_repraesentation: None,
        dokumentsteckbrief: None,
        regeln: Vec::new(),
        struktur,
    }
}

/// Compiles with a layout in TOML.
pub(crate) fn compile(struktur: Vec<Struktur>, layout: &str) -> Form {
    try_compile(struktur, layout).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

pub(crate) fn try_compile(struktur: Vec<Struktur>, layout: &str) -> Result<Form, Vec<Problem>> {
    Form::compile(&schema(struktur), &Layout::read(layout).unwrap(), &[])
}

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
