//! What a process waits for outside of the hands of staff: messages, work of other programs, calls; and what stands still.

use bpmn::Variables;
use identity::BehoerdeId;
use records::VorgangId;
use serde::{Deserialize, Serialize};
use store::At;
use uuid::Uuid;

id!(NachrichtId, "A message or a signal, chosen by whoever sends it: the same id twice is the same message.");
id!(AuftragId, "Work for a program outside.");
id!(AufrufId, "A call of the process of another Behoerde.");

/// What kind of event a Vorgang waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub(crate) enum Erwartet {
    /// A message, for this Vorgang alone.
    Nachricht,
    /// A signal, for all that wait for it.
    Signal,
}

/// A message or signal that a process waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Erwartung {
    pub wait: u64,
    pub art: Erwartet,
    pub name: String,
    /// The correlation value as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schluessel: Option<String>,
}

/// A message for the one Vorgang that waits for it.
#[derive(Debug, Clone)]
pub struct Nachricht {
    /// Chosen by the sender; sent again under the same id it is not delivered again.
    pub id: NachrichtId,
    /// The Behoerde whose Vorgang it is for.
    pub an: BehoerdeId,
    /// Its name in the model.
    pub name: String,
    /// The value that tells the Vorgang among several (`r:correlation`); without one, only a Vorgang that waits without
    /// one takes it.
    pub schluessel: Option<feel::Value>,
    /// Becomes the variable that the receiving event names (`r:result`).
    pub inhalt: feel::Context,
}

/// A message that was sent and that nobody waits for yet.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Unzugestellt {
    /// The message.
    pub id: NachrichtId,
    /// Who sent it.
    pub vorgang: VorgangId,
    /// Its name in the model.
    pub name: String,
    /// The Behoerde whose Vorgang it is for.
    pub behoerde: BehoerdeId,
    /// When it was sent.
    pub at: At,
}

/// What a Vorgang waits for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Wartend {
    /// The Vorgang.
    pub vorgang: VorgangId,
    pub wait: i64,
}

/// Where a process stands still.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Stoerung {
    /// The Vorgang.
    pub vorgang: VorgangId,
    /// Which of its incidents.
    pub incident: i64,
    /// The element and what is wrong.
    pub text: String,
    /// Since when.
    pub at: At,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// The service.
    pub titel: String,
}

/// Work that a program outside has taken, for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct Auftrag {
    /// The work; the idempotency key of what the program does.
    pub id: AuftragId,
    /// What the program shows that it holds the work.
    pub lease: Uuid,
    /// Until when it holds it.
    pub until: jiff::Timestamp,
    /// Which attempt this is, from 1.
    pub versuch: i64,
    /// What kind of work (`r:topic`).
    pub topic: String,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// What the task is given (`r:input`).
    pub inhalt: Variables,
}
