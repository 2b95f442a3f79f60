//! Vorgang, task, decision, question. No I/O.

/// An id with a type of its own.
macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

mod anfrage;
mod error;
mod process;

pub use anfrage::{Anfrage, AnfrageId, AnfrageStand, Beilage};
pub use error::{Error, NoRemedy};
pub use process::{AufrufId, Auftrag, AuftragId, Nachricht, NachrichtId, Stoerung, Unzugestellt};
pub(crate) use process::{Erwartet, Erwartung, Wartend};

use identity::{AccountId, BehoerdeId};
use jiff::civil::Date;
use packages::{Digest, Verfahren};
use records::{AkteId, VorgangId};
use serde::{Deserialize, Serialize};
use store::At;
use uuid::Uuid;

id!(TaskId, "A task on a work list.");

/// Where a Vorgang stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Stand {
    /// Received, being worked on.
    Offen,
    /// Decided; the Bescheid is on its way.
    Entschieden,
    /// Finished.
    Erledigt,
    /// Stands still until a person repairs something.
    Gestoert,
}

impl Stand {
    /// The word used in tables and texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offen => "offen",
            Self::Entschieden => "entschieden",
            Self::Erledigt => "erledigt",
            Self::Gestoert => "gestoert",
        }
    }
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum TaskStand {
    /// Waits for somebody.
    Offen,
    /// Somebody works on it.
    Uebernommen,
    /// Done.
    Erledigt,
    /// No longer needed.
    Entfallen,
}

/// What begins a Vorgang.
#[derive(Debug, Clone)]
pub struct NewVorgang {
    /// The Akte to open for it; its stream exists and holds the Antrag.
    pub akte: AkteId,
    /// Who is competent.
    pub behoerde: BehoerdeId,
    /// Whose rules apply.
    pub package: Digest,
    /// Whose matter it is.
    pub person: Option<AccountId>,
    /// Their name, for lists and letters.
    pub name: String,
    /// The number on the receipt.
    pub eingangsnummer: String,
    /// When the Antrag was received.
    pub received_at: jiff::Timestamp,
    /// The checked values of the Antrag.
    pub antrag: feel::Context,
    /// What came with it, in the stream of the Akte already.
    pub dokumente: Vec<Anlage>,
}

/// A file that came with an Antrag.
#[derive(Debug, Clone)]
pub struct Anlage {
    /// What lists call it.
    pub titel: String,
    /// Name of the file.
    pub file_name: String,
    /// Media type, as found in the content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Where it lies.
    pub blob: store::BlobId,
    /// Whether it is the Antrag itself.
    pub is_antrag: bool,
}

/// A Vorgang.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Vorgang {
    /// Its id.
    pub id: VorgangId,
    /// Its Akte; also its stream.
    pub akte: AkteId,
    /// Who is competent.
    pub behoerde: BehoerdeId,
    /// Whose matter it is.
    pub person: Option<AccountId>,
    /// Their name.
    pub name: String,
    /// Id of the package.
    pub package: String,
    /// Digest of the package: exactly this version decides.
    pub digest: String,
    /// German name of the service.
    pub titel: String,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// The number on the receipt.
    pub eingangsnummer: String,
    /// When the Antrag was received.
    pub received_at: At,
    /// Where it stands.
    pub stand: Stand,
    /// The decision (`erteilen`, `ablehnen`, …), once there is one.
    pub ergebnis: Option<String>,
    /// Whether the decision was made without a person (§ 35a VwVfG).
    pub automatisch: Option<bool>,
    /// When it was decided.
    pub decided_at: Option<At>,
    /// When it was finished.
    pub closed_at: Option<At>,
    /// What stands in the way, when it is [`Stand::Gestoert`].
    pub stoerung: Option<String>,
    pub(crate) verfahren: String,
    /// For a Widerspruch: the Vorgang whose decision is objected to.
    pub vorgaenger: Option<VorgangId>,
    /// Since when nothing moves, because somebody suspended it.
    pub angehalten_at: Option<At>,
    /// The call of another Behoerde that it answers.
    pub(crate) aufruf: Option<AufrufId>,
}

/// What stands as the result of a Vorgang that the Behoerde ended without a decision.
pub const EINGESTELLT: &str = "eingestellt";

/// What stands as the result of a Vorgang whose Antrag was withdrawn.
pub const ZURUECKGENOMMEN: &str = "zurueckgenommen";

/// How a Vorgang came out for the person whose matter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ausgang {
    /// They get what they applied for, or their objection succeeds.
    Erteilt,
    /// They do not.
    Abgelehnt,
    /// They took it back.
    Zurueckgenommen,
    /// It ended otherwise: granted in part, handed on, with an outcome that only its package knows.
    Erledigt,
}

impl Vorgang {
    /// How it came out; `None` while it is neither decided nor at its end. The outcomes with a meaning of their own are
    /// listed in services/README.md.
    #[must_use]
    pub fn ausgang(&self) -> Option<Ausgang> {
        if self.decided_at.is_none() && self.stand != Stand::Erledigt {
            return None;
        }
        Some(match self.ergebnis.as_deref() {
            Some("erteilen" | "bescheinigen" | "abhelfen") => Ausgang::Erteilt,
            Some("ablehnen" | "zurueckweisen" | "unzulaessig") => Ausgang::Abgelehnt,
            Some(ZURUECKGENOMMEN) => Ausgang::Zurueckgenommen,
            _ => Ausgang::Erledigt,
        })
    }

    /// Which process of the package it runs through.
    #[must_use]
    pub fn verfahren(&self) -> Verfahren {
        Verfahren::parse(&self.verfahren).unwrap_or_default()
    }

    /// Whether the applicant took the Antrag back before it was decided.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.ergebnis.as_deref() == Some(ZURUECKGENOMMEN)
    }

    /// The package whose rules apply, exactly in the version that was in force at the beginning.
    pub fn package(&self) -> Result<Digest, Error> {
        Digest::parse(&self.digest).ok_or_else(|| Error::Process {
            package: self.package.clone(),
            message: "the row names no valid digest; rebuild the projections".into(),
        })
    }
}

/// A task on the work list.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The Vorgang.
    pub vorgang: VorgangId,
    /// The element of the process.
    pub element: String,
    /// What is to do, in the words of the process.
    pub name: String,
    /// Who should do it.
    pub role: String,
    outcomes: String,
    /// Where it stands.
    pub stand: TaskStand,
    /// Who works on it.
    pub assignee: Option<AccountId>,
    /// Since when it waits.
    pub created_at: At,
    /// With what it ended.
    pub ergebnis: Option<String>,
    /// Why; of a task that decides nothing a note, which may be empty.
    pub begruendung: Option<String>,
    other_than: String,
    due: Option<String>,
    /// Whether it was not done in time.
    pub overdue: bool,
    /// Since when it is before the head of unit, because it has been late for long.
    pub escalated_at: Option<At>,
    angaben: Option<String>,
}

impl Task {
    /// Whether somebody still has to do it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stand, TaskStand::Offen | TaskStand::Uebernommen)
    }

    /// Whether there is something to choose from. With a single outcome a person only says that something was done.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.outcomes.split_whitespace().nth(1).is_some()
    }

    /// The steps whose doer may not do this one (four eyes): ids of elements.
    #[must_use]
    pub fn other_than(&self) -> Vec<String> {
        self.other_than.split_whitespace().map(str::to_owned).collect()
    }

    /// The last day on which it is done in time.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.due.as_deref().and_then(|day| day.parse().ok())
    }

    /// What was entered in the form of the task, as it was typed.
    #[must_use]
    pub fn angaben(&self) -> Option<form::Answers> {
        self.angaben.as_deref().and_then(|json| serde_json::from_str(json).ok())
    }

    /// With what it can end.
    #[must_use]
    pub fn outcomes(&self) -> Vec<String> {
        self.outcomes.split_whitespace().map(str::to_owned).collect()
    }
}

/// A line of the work list.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct WorkItem {
    /// The task.
    pub task: TaskId,
    /// What is to do.
    pub task_name: String,
    /// Where it stands.
    pub stand: TaskStand,
    /// Who works on it.
    pub assignee: Option<AccountId>,
    /// The Vorgang.
    pub vorgang: VorgangId,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// The service.
    pub titel: String,
    /// Whose matter it is.
    pub name: String,
    /// When the Antrag was received.
    pub received_at: At,
    due: Option<String>,
    /// Since when it is before the head of unit, because it has been late for long.
    pub escalated_at: Option<At>,
    /// Since when the task waits.
    pub created_at: At,
    /// Which element of which package it is: tasks of the same kind can be done together.
    pub element: String,
    /// Id of the package.
    pub dienst: String,
    /// Who should do it.
    pub role: String,
}

impl WorkItem {
    /// The last day on which it is done in time.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.due.as_deref().and_then(|day| day.parse().ok())
    }
}

/// A decision as its table explained it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Explained {
    /// The decision of the model.
    pub decision: String,
    /// When it was evaluated.
    pub at: At,
    value: String,
    trace: String,
    stichtag: Option<String>,
    fassung: Option<String>,
}

impl Explained {
    /// The day whose rule it is; `None` of evaluations from before versions were told apart.
    #[must_use]
    pub fn stichtag(&self) -> Option<Date> {
        self.stichtag.as_deref()?.parse().ok()
    }

    /// The first day of the version that was used; `None` where it counts from the beginning.
    #[must_use]
    pub fn fassung(&self) -> Option<Date> {
        self.fassung.as_deref()?.parse().ok()
    }

    /// What came out, as JSON.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.value).unwrap_or_default()
    }

    /// How it came about, if this release can still read it.
    #[must_use]
    pub fn trace(&self) -> Option<dmn::Trace> {
        serde_json::from_str(&self.trace).ok()
    }
}

/// A step in the history of a Vorgang.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Step {
    /// When.
    pub at: At,
    /// Who; nobody when the program followed its rules.
    pub actor: Option<AccountId>,
    /// What happened: the kind of the entry, `cases.…`.
    pub kind: String,
    /// More about it, in German, from the process or the caseworker.
    pub detail: String,
}

/// Which part of the work list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// What nobody has taken and what is mine.
    #[default]
    Todo,
    /// What is mine, and what is in the hands of those I stand in for.
    Mine,
    /// What is late.
    Overdue,
    /// What has been late for so long that it is before the head of unit.
    Escalated,
    /// All open tasks of the cases that I may read.
    All,
}

/// In whose hands work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Holder {
    /// Whoever has it.
    #[default]
    Anybody,
    /// Nobody has taken it.
    Nobody,
    /// One person.
    One(AccountId),
}

/// What somebody has to do, or what nobody has taken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Load {
    /// Who; `None` for what nobody has taken.
    pub assignee: Option<AccountId>,
    /// Open tasks.
    pub offen: i64,
    /// Those of them that are late.
    pub ueberfaellig: i64,
    /// Those of them that are before the head of unit.
    pub eskaliert: i64,
    /// Since when the oldest waits.
    pub aelteste: At,
}

/// How a person ends a task.
#[derive(Debug, Clone, Default)]
pub struct Erledigung {
    /// One of the outcomes.
    pub ergebnis: String,
    /// The reasons, or a note.
    pub begruendung: String,
    /// What was entered in the form of the task, where it has one.
    pub angaben: Option<form::Answers>,
}

impl Erledigung {
    /// An outcome with its reasons.
    #[must_use]
    pub fn new(ergebnis: &str, begruendung: &str) -> Self {
        Self { ergebnis: ergebnis.to_owned(), begruendung: begruendung.to_owned(), angaben: None }
    }
}
