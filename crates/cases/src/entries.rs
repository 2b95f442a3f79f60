//! The entries of this office. They lie in the stream of the Akte.

use crate::{model::TaskId, tables};
use identity::{AccountId, BehoerdeId};
use jiff::Timestamp;
use packages::{Digest, Grund};
use records::{DokumentId, VorgangId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Meta, Result, Tx};

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
    },
    /// A decision of the model was evaluated: what came out and how.
    Ausgewertet {
        element: String,
        decision: String,
        value: Value,
        trace: Value,
        gruende: Vec<Grund>,
    },
    AufgabeAngelegt {
        task: TaskId,
        activity: u64,
        element: String,
        name: String,
        role: String,
        outcomes: Vec<String>,
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
    },
    AufgabeEntfallen {
        activity: u64,
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
