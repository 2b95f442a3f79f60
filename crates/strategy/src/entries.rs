//! The journal entries of this office. All lie in one stream: they are about one strategy.

use crate::model::{Datensatz, Kennzahl, KennzahlId, Zahl};
use crate::tables;
use jiff::civil::Date;
use plans::Id;
use plans::strategie::{Element, Hinweis, Umzug};
use serde::{Deserialize, Serialize};
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The stream of the strategy.
pub(crate) const STREAM: StreamId = StreamId(Uuid::from_u128(0x7d1f_02c4_9b3e_5a68_b1d7_4e20_63fa_8c95));

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// An edition was read; its elements have the ids that they were given then.
    Aufgenommen {
        /// The name of the file.
        datei: String,
        /// SHA-256 over what was read, in hex.
        pruefsumme: String,
        titel: Option<String>,
        jahr: Option<i16>,
        elemente: Vec<Element>,
        hinweise: Vec<Hinweis>,
        /// The numbers of the moves by hand that were made again in it.
        #[serde(default)]
        umzuege: Vec<i64>,
    },
    /// A person moved something below where it belongs, from below the element `von`. `elemente` are as they stand since, so
    /// that another way to find words changes nothing of what was moved before.
    Verschoben { umzug: Umzug, von: String, elemente: Vec<Element>, grund: String },
    /// A Massnahme serves an element.
    Verknuepft { element: String, massnahme: Id, grund: String },
    /// It does not.
    Geloest { element: String, massnahme: Id, grund: String },
    /// A Kennzahl was defined, or defined anew.
    Festgelegt { id: KennzahlId, kennzahl: Kennzahl },
    /// A person entered a value, or corrected one.
    Eingetragen { id: KennzahlId, tag: Date, wert: Zahl, quelle: String, grund: Option<String> },
    /// The program measured a value.
    Gemessen { id: KennzahlId, tag: Date, wert: Option<Zahl> },
    /// A Kennzahl ended: later days have no value.
    Beendet { id: KennzahlId, tag: Date, grund: String },
    /// A Kennzahl that had ended goes on.
    Wiederaufgenommen { id: KennzahlId, grund: String },
    /// A data set was read, or read anew.
    DatensatzAufgenommen { pruefsumme: String, datensatz: Box<Datensatz> },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Aufgenommen { .. } => "strategy.aufgenommen",
            Self::Verschoben { .. } => "strategy.verschoben",
            Self::Verknuepft { .. } => "strategy.verknuepft",
            Self::Geloest { .. } => "strategy.geloest",
            Self::Festgelegt { .. } => "strategy.festgelegt",
            Self::Eingetragen { .. } => "strategy.eingetragen",
            Self::Gemessen { .. } => "strategy.gemessen",
            Self::Beendet { .. } => "strategy.beendet",
            Self::Wiederaufgenommen { .. } => "strategy.wiederaufgenommen",
            Self::DatensatzAufgenommen { .. } => "strategy.datensatz_aufgenommen",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}
