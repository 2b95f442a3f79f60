//! Vorgang, task, decision. No I/O.

use identity::{AccountId, BehoerdeId, Denied};
use packages::Digest;
use records::{AkteId, VorgangId};
use serde::{Deserialize, Serialize};
use store::At;
use uuid::Uuid;

/// A task on a work list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct TaskId(pub Uuid);

impl std::fmt::Display for TaskId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What goes wrong in this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such Vorgang or task, or it is not for this scope.
    #[error("no such case")]
    NotFound,
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else works on the task.
    #[error("somebody else has taken this task")]
    Taken,
    /// The task is done or no longer needed.
    #[error("this task is settled already")]
    Settled,
    /// The task knows no such outcome.
    #[error("{given:?} is no outcome of this task; it can end with: {}", .known.join(", "))]
    UnknownOutcome {
        /// What was given.
        given: String,
        /// What the process allows.
        known: Vec<String>,
    },
    /// A decision by a person needs its reasons (§ 39 Abs. 1 VwVfG).
    #[error("give the reasons for the decision (§ 39 Abs. 1 VwVfG)")]
    ReasonMissing,
    /// The process cannot be driven as its model asks.
    #[error("process {package}: {message}")]
    Process {
        /// The package.
        package: String,
        /// What is wrong, with the element.
        message: String,
    },
    /// The package is not there any more, or unreadable.
    #[error(transparent)]
    Package(#[from] packages::Error),
    /// The account or Behoerde could not be read.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The file could not be kept.
    #[error(transparent)]
    Records(#[from] records::Error),
    /// The letter could not be delivered.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
}

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
}

impl Vorgang {
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
}

impl Task {
    /// Whether there is something to choose from. With a single outcome a person only says that something was done.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.outcomes.split_whitespace().nth(1).is_some()
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
}

impl Explained {
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
    /// What is mine.
    Mine,
    /// All open tasks of the Behoerde.
    All,
}
