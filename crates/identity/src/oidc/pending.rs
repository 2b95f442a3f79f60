//! Sign-ins that wait for somebody to come back from the provider, and at which one a session was signed in. No matter
//! for the journal: they end.

use super::OidcError;
use crate::{error::Result, model::AccountId, sessions::Session};
use aws_lc_rs::digest;
use jiff::{SignedDuration, Timestamp};
use store::{At, Executor, Store, Tx, sql};
use uuid::Uuid;

/// How long somebody may take at the provider.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// How many sign-ins may wait in one session.
const MOST: i64 = 10;
const LENGTH: usize = 32;

/// What only we know about a sign-in until it comes back.
pub(super) struct Secrets {
    /// In the address; of it only the hash is kept.
    pub state: String,
    /// In the ID token.
    pub nonce: String,
    /// The PKCE verifier (RFC 7636).
    pub verifier: String,
}

impl Secrets {
    pub(super) fn new(store: &Store) -> Self {
        let random = || {
            let mut bytes = [0; LENGTH];
            store.entropy().fill(&mut bytes);
            hex::encode(bytes)
        };
        Self { state: random(), nonce: random(), verifier: random() }
    }
}

/// A sign-in that somebody came back from.
pub(super) struct Pending {
    pub nonce: String,
    pub verifier: String,
    /// Who was signed in when it began.
    pub account: Option<AccountId>,
    pub way: String,
}

pub(super) async fn put(
    tx: &mut Tx,
    session: &Session,
    provider: &str,
    secrets: &Secrets,
    way: &str,
) -> Result<()> {
    let now = tx.now();
    let (waiting,): (i64,) =
        sql("SELECT count(*) FROM identity_oidc_pending WHERE session = $1 AND expires_at > $2")
            .bind(session.id.0)
            .bind(At::from(now))
            .one(tx)
            .await?;
    if waiting >= MOST {
        return Err(OidcError::TooMany.into());
    }
    sql("INSERT INTO identity_oidc_pending
           (state_hash, session, provider, account, nonce, verifier, way, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(hash(&secrets.state))
    .bind(session.id.0)
    .bind(provider.to_owned())
    .bind(session.account().map(|account| account.0))
    .bind(secrets.nonce.clone())
    .bind(secrets.verifier.clone())
    .bind(way.to_owned())
    .bind(At::from(now.checked_add(LONGEST).unwrap_or(Timestamp::MAX)))
    .execute(tx)
    .await?;
    Ok(())
}

/// Uses a sign-in up: for the session that began it, at that provider, once. Committed at once, so that it is gone even
/// if what follows fails.
pub(super) async fn take(store: &Store, session: &Session, provider: &str, state: &str) -> Result<Pending> {
    let mut tx = store.begin().await?;
    let row: Option<(String, String, Option<Uuid>, String, At)> =
        sql("DELETE FROM identity_oidc_pending WHERE state_hash = $1 AND session = $2 AND provider = $3
             RETURNING nonce, verifier, account, way, expires_at")
        .bind(hash(state))
        .bind(session.id.0)
        .bind(provider.to_owned())
        .optional(&mut tx)
        .await?;
    let now = tx.now();
    tx.commit().await?;
    match row {
        Some((nonce, verifier, account, way, expires)) if expires.timestamp() > now => {
            Ok(Pending { nonce, verifier, account: account.map(AccountId), way })
        }
        _ => Err(OidcError::Expired.into()),
    }
}

pub(super) async fn purge(tx: &mut Tx) -> store::Result<()> {
    let now = At::from(tx.now());
    sql("DELETE FROM identity_oidc_pending WHERE expires_at <= $1").bind(now).execute(tx).await?;
    Ok(())
}

/// Notes at which provider a session was signed in.
pub(super) async fn note_provider(tx: &mut Tx, session: &Session, provider: &str) -> store::Result<()> {
    sql("INSERT INTO identity_oidc_sessions (session, provider) VALUES ($1, $2)
         ON CONFLICT (session) DO UPDATE SET provider = excluded.provider")
    .bind(session.id.0)
    .bind(provider.to_owned())
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn provider_of(on: &mut impl Executor, session: &Session) -> store::Result<Option<String>> {
    let row: Option<(String,)> = sql("SELECT provider FROM identity_oidc_sessions WHERE session = $1")
        .bind(session.id.0)
        .optional(on)
        .await?;
    Ok(row.map(|(provider,)| provider))
}

fn hash(state: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, state.as_bytes()).as_ref().to_vec()
}
