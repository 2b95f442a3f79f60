//! The journal entries of this office. Each plan in the making, proposal, meeting and round of reports has a stream of its
//! own; so has each measure for what is said of it.

use crate::model::{
    Andere, Angaben, AnlageId, Bericht, Berichtskalender, Beschluss, Datei, Schritt, SitzungId,
    Tagesordnungspunkt, Umfang, Vorgabe, VorschlagId,
};
use crate::tables;
use identity::BehoerdeId;
use jiff::civil::Date;
use plans::Id;
use serde::{Deserialize, Serialize};
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// Names of streams are made in this space.
pub(crate) const SPACE: Uuid = Uuid::from_u128(0x6b0d_4e55_93a1_5c7e_b1f2_08c9_2d47_aa36);

fn named(name: &str) -> StreamId {
    StreamId(Uuid::new_v5(&SPACE, name.as_bytes()))
}

/// The stream of the work on the plan of a year.
pub(crate) fn of_planung(jahr: i16) -> StreamId {
    named(&format!("planung {jahr}"))
}

/// Nothing is written to this stream: whoever says what needs what locks it, so that no two make a circle together. It is
/// locked after that of a plan or a proposal, and before that of a measure.
pub(crate) fn of_abhaengigkeiten() -> StreamId {
    named("abhaengigkeiten")
}

/// The stream of a measure.
pub(crate) fn of_massnahme(id: &Id) -> StreamId {
    named(&format!("massnahme {}", id.0))
}

/// The stream of a round of reports.
pub(crate) fn of_runde(stichtag: Date) -> StreamId {
    named(&format!("runde {stichtag}"))
}

/// The stream of the calendar of reports.
pub(crate) fn of_kalender() -> StreamId {
    named("kalender")
}

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    PlanungEroeffnet {
        jahr: i16,
        vorgabe: Vorgabe,
    },
    PlanungGeaendert {
        jahr: i16,
        vorgabe: Vorgabe,
    },
    Gereiht {
        jahr: i16,
        reihenfolge: Vec<VorschlagId>,
    },
    PlanVeroeffentlicht {
        jahr: i16,
        vorschlaege: Vec<VorschlagId>,
    },
    Vorgeschlagen {
        vorschlag: VorschlagId,
        jahr: i16,
        behoerde: BehoerdeId,
        /// Who put it there: its own Behoerde, or the one that began the work on the plan.
        von: BehoerdeId,
        massnahme: Option<Id>,
        /// Its place in the plan that it comes from.
        folge: Option<i64>,
        angaben: Angaben,
    },
    Bearbeitet {
        vorschlag: VorschlagId,
        behoerde: BehoerdeId,
        angaben: Angaben,
    },
    Schritt {
        vorschlag: VorschlagId,
        behoerde: BehoerdeId,
        schritt: Schritt,
        grund: Option<String>,
    },
    /// The plan was published without it, as nobody had handed it in.
    Verfallen {
        vorschlag: VorschlagId,
        /// Who published the plan.
        behoerde: BehoerdeId,
    },
    /// A proposal cannot be done before another, or before a measure.
    VorschlagBraucht {
        vorschlag: VorschlagId,
        andere: Andere,
        behoerde: BehoerdeId,
        grund: String,
    },
    VorschlagBrauchtNicht {
        vorschlag: VorschlagId,
        andere: Andere,
        behoerde: BehoerdeId,
        grund: String,
    },
    AnlageHinzugefuegt {
        vorschlag: VorschlagId,
        anlage: AnlageId,
        behoerde: BehoerdeId,
        datei: Datei,
    },
    AnlageEntfernt {
        vorschlag: VorschlagId,
        anlage: AnlageId,
        behoerde: BehoerdeId,
        name: String,
    },
    VorschlagKommentiert {
        vorschlag: VorschlagId,
        behoerde: BehoerdeId,
        text: String,
    },
    MassnahmeKommentiert {
        massnahme: Id,
        behoerde: BehoerdeId,
        text: String,
    },
    /// A measure cannot be done before another.
    Braucht {
        massnahme: Id,
        andere: Id,
        behoerde: BehoerdeId,
        grund: String,
    },
    BrauchtNicht {
        massnahme: Id,
        andere: Id,
        behoerde: BehoerdeId,
        grund: String,
    },
    Anberaumt {
        sitzung: SitzungId,
        gremium: String,
        tag: Date,
        ort: String,
    },
    Verlegt {
        sitzung: SitzungId,
        tag: Date,
        ort: String,
    },
    /// The whole agenda, as it is now.
    Tagesordnung {
        sitzung: SitzungId,
        punkte: Vec<Tagesordnungspunkt>,
    },
    /// On the item at this place, from 0.
    Beschlossen {
        sitzung: SitzungId,
        punkt: usize,
        beschluss: Beschluss,
    },
    Geschlossen {
        sitzung: SitzungId,
        anwesend: String,
    },
    Kalender {
        kalender: Berichtskalender,
    },
    RundeEroeffnet {
        stichtag: Date,
        bis: Date,
        umfang: Vec<Umfang>,
    },
    Berichtet {
        stichtag: Date,
        massnahme: Id,
        bericht: Bericht,
    },
    Freigegeben {
        stichtag: Date,
        massnahmen: Vec<Id>,
    },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::PlanungEroeffnet { .. } => "planning.planung_eroeffnet",
            Self::PlanungGeaendert { .. } => "planning.planung_geaendert",
            Self::Gereiht { .. } => "planning.gereiht",
            Self::PlanVeroeffentlicht { .. } => "planning.plan_veroeffentlicht",
            Self::Vorgeschlagen { .. } => "planning.vorgeschlagen",
            Self::Bearbeitet { .. } => "planning.bearbeitet",
            Self::Schritt { .. } => "planning.schritt",
            Self::Verfallen { .. } => "planning.verfallen",
            Self::VorschlagBraucht { .. } => "planning.vorschlag_braucht",
            Self::VorschlagBrauchtNicht { .. } => "planning.vorschlag_braucht_nicht",
            Self::AnlageHinzugefuegt { .. } => "planning.anlage_hinzugefuegt",
            Self::AnlageEntfernt { .. } => "planning.anlage_entfernt",
            Self::VorschlagKommentiert { .. } => "planning.vorschlag_kommentiert",
            Self::MassnahmeKommentiert { .. } => "planning.massnahme_kommentiert",
            Self::Braucht { .. } => "planning.braucht",
            Self::BrauchtNicht { .. } => "planning.braucht_nicht",
            Self::Anberaumt { .. } => "planning.anberaumt",
            Self::Verlegt { .. } => "planning.verlegt",
            Self::Tagesordnung { .. } => "planning.tagesordnung",
            Self::Beschlossen { .. } => "planning.beschlossen",
            Self::Geschlossen { .. } => "planning.geschlossen",
            Self::Kalender { .. } => "planning.kalender",
            Self::RundeEroeffnet { .. } => "planning.runde_eroeffnet",
            Self::Berichtet { .. } => "planning.berichtet",
            Self::Freigegeben { .. } => "planning.freigegeben",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}
