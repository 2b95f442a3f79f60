//! What this office keeps and tells, without I/O.

use crate::fields::{Feld, Unlesbar};
use crate::sheet::Fehler;
use identity::{BehoerdeId, Denied};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::At;
use uuid::Uuid;

/// Why something was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such Gegenstand, or it is not for whoever asks.
    #[error("there is no such thing in the inventory")]
    NotFound,
    /// What was said does not fit; by field.
    #[error("{}", unfit(.0))]
    Unstimmig(Vec<(Feld, Unlesbar)>),
    /// A row of a file does not fit what is there.
    #[error("row {}: {}", .0.zeile, .0.mangel)]
    Zeile(Fehler),
    /// Somebody else has changed these fields meanwhile.
    #[error("somebody else has changed it meanwhile")]
    Veraltet(Vec<Feld>),
    /// It was retired: nothing is changed any more.
    #[error("it was retired and cannot be changed any more")]
    Ausgesondert,
    /// There is nothing to link to.
    #[error("there is nothing of that name to link to")]
    ZielFehlt,
    /// A Gegenstand is not linked to itself, nor told apart from itself.
    #[error("a thing cannot be linked to itself, nor told apart from itself")]
    MitSichSelbst,
    /// A use is reported for licences only.
    #[error("only licences have a number in use")]
    KeineLizenz,
    /// A day that is still to come.
    #[error("the day lies in the future")]
    Zukunft,
    /// A reason is needed, of 1000 characters at most.
    #[error("say why, in at most 1000 characters")]
    GrundMissing,
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The names of people could not be asked.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The plans could not be asked.
    #[error(transparent)]
    Plans(#[from] steering::Error),
    /// The catalogue could not be asked.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn unfit(problems: &[(Feld, Unlesbar)]) -> String {
    let line = |(feld, problem): &(Feld, Unlesbar)| format!("{} {problem}", feld.as_str());
    problems.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Id of a Gegenstand, and of its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GegenstandId(pub Uuid);

impl std::fmt::Display for GegenstandId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What is said of a Gegenstand: the fields that have a value, as [`Feld::lesen`] makes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Angaben(pub BTreeMap<Feld, String>);

/// Fields that change: their new value, or nothing.
pub type Aenderung = BTreeMap<Feld, Option<String>>;

impl Angaben {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, feld: Feld) -> Option<&str> {
        self.0.get(&feld).map(String::as_str)
    }

    /// A day.
    #[must_use]
    pub fn tag(&self, feld: Feld) -> Option<Date> {
        self.get(feld)?.parse().ok()
    }

    /// A number, or cents.
    #[must_use]
    pub fn zahl(&self, feld: Feld) -> Option<i64> {
        self.get(feld)?.parse().ok()
    }

    /// Whether it says yes.
    #[must_use]
    pub fn ja(&self, feld: Feld) -> bool {
        self.get(feld) == Some("true")
    }

    /// Puts changes in.
    pub fn apply(&mut self, changes: &Aenderung) {
        for (feld, value) in changes {
            match value {
                Some(value) => self.0.insert(*feld, value.clone()),
                None => self.0.remove(feld),
            };
        }
    }

    /// What does not fit: values that are missing, in another spelling, or at odds with each other.
    #[must_use]
    pub fn pruefen(&self) -> Vec<(Feld, Unlesbar)> {
        let mut problems = Vec::new();
        for feld in Feld::ALL {
            let kept = match self.get(feld) {
                Some(text) => feld.kept(text),
                None if feld.is_required() => Err(Unlesbar::Fehlt),
                None => Ok(()),
            };
            problems.extend(kept.err().map(|problem| (feld, problem)));
        }
        let together = [
            (Feld::EnergieKwh, Feld::EnergieJahr),
            (Feld::EnergieJahr, Feld::EnergieKwh),
            (Feld::EnergieQuelle, Feld::EnergieKwh),
        ];
        for (feld, other) in together {
            if self.get(feld).is_some() && self.get(other).is_none() {
                problems.push((feld, Unlesbar::Braucht(other)));
            }
        }
        let begin = self.tag(Feld::InBetriebSeit);
        for feld in [Feld::AbloesungAm, Feld::VertragBis, Feld::SupportBis] {
            if self.tag(feld).zip(begin).is_some_and(|(end, begin)| end < begin) {
                problems.push((feld, Unlesbar::Vor(Feld::InBetriebSeit)));
            }
        }
        problems
    }
}

/// What a Gegenstand is linked to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ziel {
    /// A Massnahme of the plans, by its id over all years.
    Massnahme(String),
    /// A Leistung that it serves, by its key.
    Leistung(String),
    /// Another Gegenstand that it needs.
    Nutzt(GegenstandId),
    /// Another Gegenstand whose place it takes.
    Ersetzt(GegenstandId),
}

impl Ziel {
    /// The word of its kind in tables and forms.
    #[must_use]
    pub const fn art(&self) -> &'static str {
        match self {
            Self::Massnahme(_) => "massnahme",
            Self::Leistung(_) => "leistung",
            Self::Nutzt(_) => "nutzt",
            Self::Ersetzt(_) => "ersetzt",
        }
    }

    /// What it leads to, as a text.
    #[must_use]
    pub fn ziel(&self) -> String {
        match self {
            Self::Massnahme(text) | Self::Leistung(text) => text.clone(),
            Self::Nutzt(id) | Self::Ersetzt(id) => id.to_string(),
        }
    }

    /// The inverse of [`Ziel::art`] and [`Ziel::ziel`].
    #[must_use]
    pub fn parse(art: &str, ziel: &str) -> Option<Self> {
        let id = || ziel.parse().ok().map(GegenstandId);
        match art {
            "massnahme" => Some(Self::Massnahme(ziel.to_owned())),
            "leistung" => Some(Self::Leistung(ziel.to_owned())),
            "nutzt" => id().map(Self::Nutzt),
            "ersetzt" => id().map(Self::Ersetzt),
            _ => None,
        }
    }
}

/// A Gegenstand in a list. What is not for whoever asks is missing.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Kurz {
    /// Its id.
    pub id: Uuid,
    /// The Behoerde that keeps it.
    pub behoerde: Uuid,
    /// [`crate::ARTEN`].
    pub art: String,
    /// What it is called.
    pub name: String,
    /// Its abbreviation.
    pub kurzname: Option<String>,
    /// Who makes it.
    pub hersteller: Option<String>,
    /// The product.
    pub produkt: Option<String>,
    /// Whether it was retired.
    pub ausgesondert: bool,
    /// All that is said of it (JSON of [`Angaben`]); see [`Kurz::angaben`].
    pub inhalt: Option<String>,
}

impl Kurz {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> GegenstandId {
        GegenstandId(self.id)
    }

    /// All that is said of it; nothing where that is not for whoever asks.
    #[must_use]
    pub fn angaben(&self) -> Option<Angaben> {
        serde_json::from_str(self.inhalt.as_deref()?).ok()
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gesucht {
    /// Words, or their beginnings, of name, abbreviation, vendor or product.
    pub worte: String,
    /// Of this kind.
    pub art: Option<String>,
    /// Kept by this Behoerde.
    pub behoerde: Option<BehoerdeId>,
    /// One of the ends of its life lies before this day: support, planned replacement, contract.
    pub frist_bis: Option<Date>,
    /// Of this need for protection.
    pub schutzbedarf: Option<String>,
    /// Also those that were retired.
    pub auch_ausgesonderte: bool,
    /// Which page, from 0.
    pub seite: u32,
}

/// A page of Gegenstaende.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seite {
    /// Those on it.
    pub gegenstaende: Vec<Kurz>,
    /// How many fit in all.
    pub anzahl: i64,
}

impl Seite {
    /// Gegenstaende on a page.
    pub const GROESSE: u32 = 50;
}

/// A Gegenstand.
#[derive(Debug, Clone, PartialEq)]
pub struct Gegenstand {
    /// As in lists.
    pub kurz: Kurz,
    /// What only its Behoerde sees, and those who steer.
    pub einzelheiten: Option<Einzelheiten>,
    /// To what it is linked.
    pub verknuepft: Vec<Ziel>,
    /// What is linked to it: the kind of link, and the Gegenstand.
    pub verknuepft_von: Vec<(String, GegenstandId)>,
}

/// What only the own Behoerde sees, and those who steer.
#[derive(Debug, Clone, PartialEq)]
pub struct Einzelheiten {
    /// How many changes there were: to be handed back with a change.
    pub version: i64,
    /// All that is said.
    pub angaben: Angaben,
    /// Why it was retired.
    pub ausgesondert: Option<String>,
    /// Licences in use by day, the latest first.
    pub nutzung: Vec<(Date, i64)>,
    /// What happened, the latest first.
    pub verlauf: Vec<Ereignis>,
}

/// What files hold of a Gegenstand beside its fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beiwerk {
    /// To what each is linked.
    pub verknuepft: HashMap<GegenstandId, BTreeSet<Ziel>>,
    /// How many licences were in use when that was last reported; of those whose details one sees.
    pub genutzt: HashMap<GegenstandId, (Date, i64)>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Ereignis {
    /// When.
    pub at: At,
    /// Who did it; nobody for the program itself.
    pub account: Option<Uuid>,
    /// Their name; missing for the program, and for an account that is gone.
    pub name: Option<String>,
    /// What.
    pub was: Geschehen,
}

/// What happened to a Gegenstand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Geschehen {
    /// It was entered.
    Erfasst,
    /// These fields changed: what they were, and what they are.
    Geaendert(BTreeMap<Feld, (Option<String>, Option<String>)>),
    /// It was linked.
    Verknuepft(Ziel),
    /// A link was taken away.
    Geloest(Ziel),
    /// So many licences were in use on that day.
    Genutzt(Date, i64),
    /// It was retired for this reason.
    Ausgesondert(String),
}

/// A Gegenstand that may be shown to the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oeffentlich {
    /// Its id.
    pub id: GegenstandId,
    /// What it is.
    pub art: String,
    /// What it is called.
    pub name: String,
    /// Who keeps it.
    pub behoerde: BehoerdeId,
    /// The Leistungen that it serves.
    pub leistungen: Vec<String>,
    /// The Massnahmen that it belongs to.
    pub massnahmen: Vec<String>,
}

/// Electricity of the Gegenstaende of a Behoerde at an operator.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Energie {
    /// The Behoerde.
    pub behoerde: Uuid,
    /// Who operates them, where it is said.
    pub betreiber: Option<String>,
    /// kWh a year in all.
    pub kwh: i64,
    /// How many give a figure.
    pub mit_angabe: i64,
    /// How many there are.
    pub anzahl: i64,
}
