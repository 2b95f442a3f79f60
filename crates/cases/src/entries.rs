//! The entries of this office. They lie in the stream of the Akte.

use crate::{
    model::{AnfrageId, AufrufId, AuftragId, Erwartung, NachrichtId, TaskId},
    tables,
};
use identity::{AccountId, BehoerdeId};
use jiff::{Timestamp, civil::Date};
use packages::{Digest, FrageArt, Grund, Verfahren};
use records::{DokumentId, VorgangId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
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
        /// The call of another Behoerde that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aufruf: Option<AufrufId>,
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        erwartet: Option<Vec<Erwartung>>,
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
    /// The process goes on where it stood still; entries of older releases name no incident and mean all.
    Behoben {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<u64>,
    },
    /// The process took a step; its whole state after it, so that a replay needs no engine.
    Fortgeschritten {
        state: Value,
        visited: Vec<String>,
        /// The messages and signals that it waits for from now on; nothing where they are the same as before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        erwartet: Option<Vec<Erwartung>>,
    },
    /// The process sends a message to whichever Vorgang of the Behoerde waits for it.
    NachrichtGesendet {
        nachricht: NachrichtId,
        element: String,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        schluessel: Option<String>,
        an_behoerde: BehoerdeId,
        inhalt: Value,
    },
    NachrichtErhalten {
        nachricht: NachrichtId,
        element: String,
        name: String,
        inhalt: Value,
    },
    /// The process tells all Vorgaenge of its Behoerde that wait for it.
    SignalGesendet {
        signal: NachrichtId,
        element: String,
        name: String,
        inhalt: Value,
    },
    SignalErhalten {
        signal: NachrichtId,
        name: String,
        inhalt: Value,
    },
    /// Work for a program outside.
    AuftragErteilt {
        auftrag: AuftragId,
        activity: u64,
        element: String,
        name: String,
        topic: String,
        inhalt: Value,
    },
    AuftragErledigt {
        auftrag: AuftragId,
        worker: String,
        ergebnis: Value,
    },
    AuftragGescheitert {
        auftrag: AuftragId,
        worker: String,
        message: String,
        /// The code of an error of the business, which the process may catch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// The process calls that of another Behoerde.
    Aufgerufen {
        aufruf: AufrufId,
        activity: u64,
        element: String,
        name: String,
        leistung: String,
        an_behoerde: BehoerdeId,
        inhalt: Value,
    },
    AufrufBeantwortet {
        aufruf: AufrufId,
        ergebnis: Value,
    },
    /// Nothing moves until it is resumed.
    Angehalten {
        grund: String,
    },
    Fortgesetzt {
        grund: String,
    },
    /// A person moved the process to another step.
    Versetzt {
        von: Vec<String>,
        nach: String,
        grund: String,
    },
    /// The Behoerde ends the Vorgang without a decision.
    Eingestellt {
        grund: String,
    },
    /// A person set variables of the process.
    Berichtigt {
        variablen: Value,
        grund: String,
    },
    /// The Vorgang goes on by another version of its package.
    Umgestellt {
        auf: Digest,
        version: String,
        /// Ids of elements that have another name there.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        ids: BTreeMap<String, String>,
        aufgaben: Vec<Neufassung>,
        grund: String,
    },
    Erledigt {
        how: String,
    },
    /// The Akte was closed, after the time for a remedy.
    Abgelegt,
}

/// How an open task reads in another version of its package.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Neufassung {
    pub task: TaskId,
    pub element: String,
    pub name: String,
    pub role: String,
    pub outcomes: Vec<String>,
    pub other_than: Vec<String>,
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
            Event::Behoben { .. } => "cases.behoben",
            Event::NachrichtGesendet { .. } => "cases.nachricht_gesendet",
            Event::NachrichtErhalten { .. } => "cases.nachricht_erhalten",
            Event::SignalGesendet { .. } => "cases.signal_gesendet",
            Event::SignalErhalten { .. } => "cases.signal_erhalten",
            Event::AuftragErteilt { .. } => "cases.auftrag_erteilt",
            Event::AuftragErledigt { .. } => "cases.auftrag_erledigt",
            Event::AuftragGescheitert { .. } => "cases.auftrag_gescheitert",
            Event::Aufgerufen { .. } => "cases.aufgerufen",
            Event::AufrufBeantwortet { .. } => "cases.aufruf_beantwortet",
            Event::Angehalten { .. } => "cases.angehalten",
            Event::Fortgesetzt { .. } => "cases.fortgesetzt",
            Event::Versetzt { .. } => "cases.versetzt",
            Event::Eingestellt { .. } => "cases.eingestellt",
            Event::Berichtigt { .. } => "cases.berichtigt",
            Event::Umgestellt { .. } => "cases.umgestellt",
            Event::Fortgeschritten { .. } => "cases.fortgeschritten",
            Event::Erledigt { .. } => "cases.erledigt",
            Event::Abgelegt => "cases.abgelegt",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}
