//! What waits for a device to answer: one question a session, which counts once.

use crate::{
    error::{Error, Result},
    sessions::Session,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use store::{At, Store, sql};

/// How long a person may take.
const LONGEST: SignedDuration = SignedDuration::from_mins(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    SetUp,
    SignIn,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::SignIn => "sign-in",
        }
    }
}

/// Keeps the question for the session, in the place of an older one.
pub(super) async fn put(store: &Store, session: &Session, kind: Kind, state: &impl Serialize) -> Result<()> {
    let state = serde_json::to_string(state).map_err(|_| Error::Stored("a passkey ceremony"))?;
    let mut tx = store.begin().await?;
    let until = tx.now().checked_add(LONGEST).unwrap_or(Timestamp::MAX);
    sql("INSERT INTO identity_passkey_ceremonies (session, kind, state, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (session) DO UPDATE SET kind = excluded.kind, state = excluded.state,
           expires_at = excluded.expires_at")
    .bind(session.id.0)
    .bind(kind.as_str())
    .bind(state)
    .bind(At::from(until))
    .execute(&mut tx)
    .await?;
    Ok(tx.commit().await?)
}

/// Uses the question up, whatever comes of the answer.
pub(super) async fn take<T: DeserializeOwned>(store: &Store, session: &Session, kind: Kind) -> Result<T> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    let row: Option<(String, At)> =
        sql("DELETE FROM identity_passkey_ceremonies WHERE session = $1 AND kind = $2
         RETURNING state, expires_at")
        .bind(session.id.0)
        .bind(kind.as_str())
        .optional(&mut tx)
        .await?;
    tx.commit().await?;
    match row {
        Some((state, until)) if until.timestamp() > now => {
            serde_json::from_str(&state).map_err(|_| Error::Stored("a passkey ceremony"))
        }
        _ => Err(Error::WrongPasskey),
    }
}
