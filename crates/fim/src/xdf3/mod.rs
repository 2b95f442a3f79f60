//! XDatenfelder 3.0.0: data schemata (`xdatenfelder.stammdatenschema.0102`) and data groups
//! (`xdatenfelder.datenfeldgruppe.0103`), the format of the FIM building block *Datenfelder*.
//!
//! The model keeps everything the standard carries, also relations, except: text is trimmed, comments are dropped,
//! and an empty element counts as a missing one. `Schema::read(schema.write()) == schema`.
//!
//! Ids are a letter (S schema, G group, F field, R rule, D document profile) and digits, versions are semantic.
//! The same group or field may stand at many places of a schema; the model keeps it as a tree with a copy at each place.

mod codes;
mod read;
mod write;

use jiff::civil::Date;

pub use codes::{
    AbleitungRepraesentation, AbleitungStruktur, Datentyp, Feldart, Freigabestatus, Gruppenart, Praedikat,
    Regeltyp, Schemaelementart, Vorbefuellung,
};

/// The namespace of the standard.
pub const NAMESPACE: &str = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";

/// Line of the file where an element starts; takes no part in comparing models.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line(pub u32);

impl PartialEq for Line {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Line {}

/// The envelope of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `nachrichtID`
    pub nachricht_id: String,
    /// `erstellungszeitpunkt`, an ISO 8601 time as written.
    pub erstellungszeitpunkt: String,
}

/// A data schema: the fields of one application or notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// The message that carried it.
    pub header: Header,
    /// Identification and history.
    pub angaben: Angaben,
    /// Title as citizens read it.
    pub bezeichnung: String,
    /// Help text for the whole form.
    pub hilfetext: Option<String>,
    /// How the structure may be changed in derived schemata.
    pub ableitung_struktur: Option<AbleitungStruktur>,
    /// How the wording may be changed in derived schemata.
    pub ableitung_repraesentation: Option<AbleitungRepraesentation>,
    /// The document profile that it belongs to.
    pub dokumentsteckbrief: Option<Verweis>,
    /// Rules over the whole schema.
    pub regeln: Vec<Regel>,
    /// Its fields and groups, in order.
    pub struktur: Vec<Struktur>,
}

/// A message with one data group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GruppenNachricht {
    /// The message.
    pub header: Header,
    /// The group.
    pub gruppe: Gruppe,
}

/// What schemata, groups and fields have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Angaben {
    /// Letter and digits, such as `F60000000227`.
    pub id: String,
    /// Semantic version; drafts may have none.
    pub version: Option<String>,
    /// Name for editors.
    pub name: String,
    /// Description for editors.
    pub beschreibung: Option<String>,
    /// Definition.
    pub definition: Option<String>,
    /// Legal norms and standards that it rests on.
    pub bezug: Vec<Bezug>,
    /// Release state.
    pub freigabestatus: Freigabestatus,
    /// Date of the release state.
    pub status_gesetzt_am: Option<Date>,
    /// Who set it.
    pub status_gesetzt_durch: Option<String>,
    /// Valid from.
    pub gueltig_ab: Option<Date>,
    /// Valid until.
    pub gueltig_bis: Option<Date>,
    /// Note on the version.
    pub versionshinweis: Option<String>,
    /// Date of publication.
    pub veroeffentlichungsdatum: Option<Date>,
    /// Last change, an ISO 8601 time as written.
    pub letzte_aenderung: String,
    /// Relations to other building blocks.
    pub relationen: Vec<Relation>,
    /// Keywords.
    pub stichworte: Vec<Stichwort>,
    /// Where it stood in the file.
    pub line: Line,
}

/// Reference to a building block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verweis {
    /// Its id.
    pub id: String,
    /// Its version, if a certain one is meant.
    pub version: Option<String>,
}

/// Relation to another building block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Kind of relation.
    pub praedikat: Praedikat,
    /// The other one.
    pub objekt: Verweis,
}

/// A legal norm or a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bezug {
    /// As written, such as `§ 15 BJagdG`.
    pub text: String,
    /// Where to read it.
    pub link: Option<String>,
}

/// A keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stichwort {
    /// The word.
    pub text: String,
    /// The vocabulary it comes from.
    pub uri: Option<String>,
}

/// A place in a schema or group: how often, why, what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struktur {
    /// Cardinality.
    pub anzahl: Anzahl,
    /// Norms for this very place.
    pub bezug: Vec<Bezug>,
    /// What stands here.
    pub enthaelt: Inhalt,
}

/// Cardinality `min:max`; `max` is `None` for `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anzahl {
    /// At least so often.
    pub min: u32,
    /// At most so often.
    pub max: Option<u32>,
}

impl Anzahl {
    /// More than one is possible.
    pub fn repeats(self) -> bool {
        self.max != Some(1)
    }
}

impl std::fmt::Display for Anzahl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.max {
            Some(max) => write!(f, "{}:{max}", self.min),
            None => write!(f, "{}:*", self.min),
        }
    }
}

/// A group or a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inhalt {
    /// `datenfeldgruppe`
    Gruppe(Box<Gruppe>),
    /// `datenfeld`
    Feld(Box<Feld>),
}

impl Inhalt {
    /// Identification and history.
    pub fn angaben(&self) -> &Angaben {
        match self {
            Inhalt::Gruppe(gruppe) => &gruppe.angaben,
            Inhalt::Feld(feld) => &feld.angaben,
        }
    }

    /// Labels and help texts.
    pub fn darstellung(&self) -> &Darstellung {
        match self {
            Inhalt::Gruppe(gruppe) => &gruppe.darstellung,
            Inhalt::Feld(feld) => &feld.darstellung,
        }
    }
}

/// Labels and help texts of a field or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Darstellung {
    /// Label where it is filled in.
    pub bezeichnung_eingabe: String,
    /// Label where it is read.
    pub bezeichnung_ausgabe: Option<String>,
    /// How binding it is.
    pub schemaelementart: Schemaelementart,
    /// Help for who fills in.
    pub hilfetext_eingabe: Option<String>,
    /// Help for who reads.
    pub hilfetext_ausgabe: Option<String>,
}

/// A group of fields and groups (Datenfeldgruppe).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gruppe {
    /// Identification and history.
    pub angaben: Angaben,
    /// Labels and help texts.
    pub darstellung: Darstellung,
    /// A choice, or (`None`) a sequence.
    pub art: Option<Gruppenart>,
    /// Rules over its fields.
    pub regeln: Vec<Regel>,
    /// What it contains, in order.
    pub struktur: Vec<Struktur>,
}

/// A field (Datenfeld).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feld {
    /// Identification and history.
    pub angaben: Angaben,
    /// Labels and help texts.
    pub darstellung: Darstellung,
    /// Typed, chosen or shown.
    pub feldart: Feldart,
    /// Type of its value.
    pub datentyp: Datentyp,
    /// Limits of its value.
    pub praezisierung: Option<Praezisierung>,
    /// Text of a label, or the value that is shown at first.
    pub inhalt: Option<String>,
    /// Whether it is filled in beforehand.
    pub vorbefuellung: Vorbefuellung,
    /// Inline list of values; empty if there is none.
    pub werte: Vec<Wert>,
    /// Codelist elsewhere.
    pub codeliste: Option<CodelisteReferenz>,
    /// Column of the codelist with the code.
    pub code_key: Option<String>,
    /// Column of the codelist with the label.
    pub name_key: Option<String>,
    /// Column of the codelist with the help text.
    pub help_key: Option<String>,
    /// Rules over its value.
    pub regeln: Vec<Regel>,
    /// Largest size of a file in bytes.
    pub max_size: Option<u64>,
    /// Media types of a file that are taken; empty: all.
    pub media_types: Vec<String>,
}

/// Limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Praezisierung {
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Smallest value, as written.
    pub min_value: Option<String>,
    /// Largest value, as written.
    pub max_value: Option<String>,
    /// XSD regular expression.
    pub pattern: Option<String>,
    /// Further limits in prose.
    pub text: Option<String>,
}

/// One value of an inline list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wert {
    /// The code that is stored.
    pub code: String,
    /// What people read.
    pub name: String,
    /// Help.
    pub hilfe: Option<String>,
}

/// Reference to a codelist. Parser case `input.xml` shows that all three may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodelisteReferenz {
    /// `canonicalIdentification`: the list, without version.
    pub canonical_identification: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// `canonicalVersionUri`: the list in that version.
    pub canonical_version_uri: Option<String>,
}

/// A rule. In practice it is German prose (`freitext`), the script is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regel {
    /// Letter R and digits.
    pub id: String,
    /// Version.
    pub version: Option<String>,
    /// Name.
    pub name: String,
    /// Description.
    pub beschreibung: Option<String>,
    /// The rule in words.
    pub freitext: Option<String>,
    /// Norms.
    pub bezug: Vec<Bezug>,
    /// Keywords.
    pub stichworte: Vec<Stichwort>,
    /// Who wrote it.
    pub fachlicher_ersteller: Option<String>,
    /// Last change, an ISO 8601 time as written.
    pub letzte_aenderung: String,
    /// Kind.
    pub typ: Regeltyp,
    /// The rule as a script.
    pub skript: Option<String>,
    /// Where it stood in the file.
    pub line: Line,
}

/// A rule and the building block that it stands at.
#[derive(Debug, Clone, Copy)]
pub struct RegelAnOrt<'a> {
    /// Id of the schema, group or field.
    pub element: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The rule.
    pub regel: &'a Regel,
}

impl Schema {
    /// Visits all places of the schema, parents before children, with their depth (0 at the top).
    pub fn visit<'a>(&'a self, mut seen: impl FnMut(usize, &'a Struktur)) {
        visit(&self.struktur, 0, &mut seen);
    }

    /// All rules with the element that they stand at, in the order of the file.
    pub fn regeln(&self) -> Vec<RegelAnOrt<'_>> {
        let mut found = Vec::new();
        collect(&self.angaben, &self.regeln, &mut found);
        self.visit(|_, struktur| match &struktur.enthaelt {
            Inhalt::Gruppe(gruppe) => collect(&gruppe.angaben, &gruppe.regeln, &mut found),
            Inhalt::Feld(feld) => collect(&feld.angaben, &feld.regeln, &mut found),
        });
        found
    }

    /// The codelists that fields refer to, each once, in the order of the file.
    pub fn codelisten(&self) -> Vec<&CodelisteReferenz> {
        let mut found: Vec<&CodelisteReferenz> = Vec::new();
        self.visit(|_, struktur| {
            if let Inhalt::Feld(feld) = &struktur.enthaelt
                && let Some(reference) = &feld.codeliste
                && !found.contains(&reference)
            {
                found.push(reference);
            }
        });
        found
    }
}

fn visit<'a>(places: &'a [Struktur], depth: usize, seen: &mut impl FnMut(usize, &'a Struktur)) {
    for place in places {
        seen(depth, place);
        if let Inhalt::Gruppe(gruppe) = &place.enthaelt {
            visit(&gruppe.struktur, depth + 1, seen);
        }
    }
}

fn collect<'a>(angaben: &'a Angaben, regeln: &'a [Regel], found: &mut Vec<RegelAnOrt<'a>>) {
    found.extend(regeln.iter().map(|regel| RegelAnOrt { element: &angaben.id, name: &angaben.name, regel }));
}
