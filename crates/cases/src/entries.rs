//! The entries of this office. They lie in the stream of the Akte.

use crate::{
    model::{AnfrageId, TaskId},
    tables,
};
use identity::{AccountId, BehoerdeId};
use jiff::{Timestamp, civil::Date};
use packages::{Digest, FrageArt, Grund, Verfahren};
use records::{DokumentId, VorgangId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Meta, Result, Tx};
use uuid::Uuid;

/// What happens to a Vorgang.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub vorgang: VorgangId,
    #[serde(flatten)]
    pub event: Event,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event {
    Eroeffnet {
        behoerde: BehoerdeId,
        package: String,
        digest: Digest,
        titel: String,
        person: Option<AccountId>,
        name: String,
        aktenzeichen: String,
        eingangsnummer: String,
        received_at: Timestamp,
        #[serde(default)]
        verfahren: Verfahren,
        /// The Vorgang whose decision is objected to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vorgaenger: Option<VorgangId>,
    },
    /// A decision of the model was evaluated: what came out and how.
    Ausgewertet {
        element: String,
        decision: String,
        value: Value,
        trace: Value,
        gruende: Vec<Grund>,
        /// The day whose rule it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stichtag: Option<Date>,
        /// The first day of the version that was used, where there is a later one than the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fassung: Option<Date>,
    },
    AufgabeAngelegt {
        task: TaskId,
        activity: u64,
        element: String,
        name: String,
        role: String,
        outcomes: Vec<String>,
        /// Whoever did one of these steps may not do this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        other_than: Vec<String>,
        /// The last day on which it is done in time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    AufgabeUebernommen {
        task: TaskId,
        account: AccountId,
    },
    AufgabeZurueckgegeben {
        task: TaskId,
    },
    AufgabeErledigt {
        task: TaskId,
        name: String,
        ergebnis: String,
        begruendung: String,
        /// What was entered in the form of the task, as it was typed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        angaben: Option<Value>,
        /// The bulk action that it was part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sammlung: Option<Uuid>,
    },
    /// Work that waits, for a person or an answer, is no longer needed.
    AufgabeEntfallen {
        activity: u64,
    },
    /// A task was not done in time.
    AufgabeUeberfaellig {
        task: TaskId,
    },
    /// A task has been late for so long that it comes before the head of unit.
    AufgabeEskaliert {
        task: TaskId,
    },
    /// A decision of a bulk action was taken back before it had left the house: all is as it was.
    Zurueckgeholt {
        task: TaskId,
        sammlung: Uuid,
        name: String,
        state: Value,
    },
    /// Somebody outside is asked; the letter follows.
    Gefragt {
        anfrage: AnfrageId,
        activity: u64,
        element: String,
        art: FrageArt,
        an_behoerde: Option<BehoerdeId>,
        person: Option<AccountId>,
        text: String,
    },
    /// The letter is out.
    Angefragt {
        anfrage: AnfrageId,
        dokument: DokumentId,
        frist: Option<Date>,
        per_post: bool,
    },
    /// The other side was reminded.
    Erinnert {
        anfrage: AnfrageId,
    },
    /// They have more time.
    FristVerlaengert {
        anfrage: AnfrageId,
        frist: Date,
    },
    Beantwortet {
        anfrage: AnfrageId,
        text: String,
        dokumente: Vec<DokumentId>,
    },
    /// The time ended without an answer.
    Unbeantwortet {
        anfrage: AnfrageId,
    },
    /// The applicant withdrew the Antrag.
    Zurueckgenommen {
        grund: String,
    },
    /// Somebody looked into the case outside their own duties.
    Eingesehen {
        account: AccountId,
        grund: String,
    },
    /// The decision as such: from now on the Bescheid follows.
    Entschieden {
        ergebnis: String,
        automatisch: bool,
        begruendung: Option<String>,
    },
    BescheidErlassen {
        dokument: DokumentId,
        titel: String,
    },
    Gestoert {
        incident: Option<u64>,
        element: String,
        message: String,
    },
    Behoben,
    /// The process took a step; its whole state after it, so that a replay needs no engine.
    Fortgeschritten {
        state: Value,
        visited: Vec<String>,
    },
    Erledigt {
        how: String,
    },
    /// The Akte was closed, after the time for a remedy.
    Abgelegt,
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self.event {
            Event::Eroeffnet { .. } => "cases.eroeffnet",
            Event::Ausgewertet { .. } => "cases.ausgewertet",
            Event::AufgabeAngelegt { .. } => "cases.aufgabe_angelegt",
            Event::AufgabeUebernommen { .. } => "cases.aufgabe_uebernommen",
            Event::AufgabeZurueckgegeben { .. } => "cases.aufgabe_zurueckgegeben",
            Event::AufgabeErledigt { .. } => "cases.aufgabe_erledigt",
            Event::AufgabeEntfallen { .. } => "cases.aufgabe_entfallen",
            Event::AufgabeUeberfaellig { .. } => "cases.aufgabe_ueberfaellig",
            Event::AufgabeEskaliert { .. } => "cases.aufgabe_eskaliert",
            Event::Zurueckgeholt { .. } => "cases.zurueckgeholt",
            Event::Gefragt { .. } => "cases.gefragt",
            Event::Angefragt { .. } => "cases.angefragt",
            Event::Erinnert { .. } => "cases.erinnert",
            Event::FristVerlaengert { .. } => "cases.frist_verlaengert",
            Event::Beantwortet { .. } => "cases.beantwortet",
            Event::Unbeantwortet { .. } => "cases.unbeantwortet",
            Event::Zurueckgenommen { .. } => "cases.zurueckgenommen",
            Event::Eingesehen { .. } => "cases.eingesehen",
            Event::Entschieden { .. } => "cases.entschieden",
            Event::BescheidErlassen { .. } => "cases.bescheid_erlassen",
            Event::Gestoert { .. } => "cases.gestoert",
            Event::Behoben => "cases.behoben",
            Event::Fortgeschritten { .. } => "cases.fortgeschritten",
            Event::Erledigt { .. } => "cases.erledigt",
            Event::Abgelegt => "cases.abgelegt",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}
