//! Whose account an identity at a provider is. Journaled: who could act for whom must be told years later.
//!
//! A link carries the highest level that the identity proves for the account. For an account that was opened with it there
//! is no limit: the identity is who the account is of. To an account that was known at a higher level before, an
//! identity that is added proves no more than the session in which it was added had shown; else whoever has found out a
//! password could add an identity of their own and be known there more surely than ever.

use super::{Identity, OidcError, signed_in};
use crate::{
    entries::Entry,
    error::{Error, Result},
    lock_account,
    model::{AccountId, Scope, Vertrauensniveau},
    passkeys,
    sessions::{self, Session},
    totp,
};
use jiff::Timestamp;
use store::{At, Executor, StreamId, Tx, sql};
use uuid::Uuid;

/// An identity of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcLink {
    /// The provider's address.
    pub issuer: String,
    /// Since when.
    pub since: Timestamp,
    /// The highest level that it proves here.
    pub niveau: Vertrauensniveau,
}

/// The account of an identity.
pub(super) struct Linked {
    pub account: AccountId,
    pub niveau: Vertrauensniveau,
}

pub(super) async fn of_identity(on: &mut impl Executor, who: &Identity) -> Result<Option<Linked>> {
    let row: Option<(Uuid, String)> =
        sql("SELECT account, niveau FROM identity_oidc_links WHERE issuer = $1 AND subject = $2")
            .bind(who.issuer.clone())
            .bind(who.subject.clone())
            .optional(on)
            .await?;
    row.map(|(account, niveau)| Ok(Linked { account: AccountId(account), niveau: word(&niveau)? }))
        .transpose()
}

/// Links an identity to an account.
///
/// # Errors
/// [`OidcError::Expired`] where the same identity was linked at the same moment: to be tried again.
pub(super) async fn link(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    who: &Identity,
    niveau: Vertrauensniveau,
) -> Result<()> {
    let entry =
        Entry::OidcLinked { account, issuer: who.issuer.clone(), subject: who.subject.clone(), niveau };
    match tx.record(StreamId(account.0), scope.actor(), &entry).await {
        Err(store::Error::Conflict(_)) => Err(OidcError::Expired.into()),
        recorded => Ok(recorded.map(|_| ())?),
    }
}

/// Links an identity to the account of somebody who is signed in; what it proves for the account at most.
pub(super) async fn link_more(
    tx: &mut Tx,
    session: &Session,
    account: AccountId,
    who: &Identity,
) -> Result<Vertrauensniveau> {
    lock_account(tx, account).await?;
    let shown = session.niveau.unwrap_or(Vertrauensniveau::Basis);
    let most = match proven_niveau(tx, account).await? {
        known if known > shown => shown,
        _ => Vertrauensniveau::Hoch,
    };
    link(tx, &session.scope, account, who, most).await?;
    Ok(most)
}

/// The highest level at which an account can be known by what is set up for it.
async fn proven_niveau(on: &mut impl Executor, account: AccountId) -> Result<Vertrauensniveau> {
    let rows: Vec<(String,)> =
        sql("SELECT niveau FROM identity_oidc_links WHERE account = $1").bind(account.0).all(on).await?;
    let app = totp::niveau_of(on, account).await?;
    let mut highest = app.max(passkeys::niveau_of(on, account).await?).unwrap_or(Vertrauensniveau::Basis);
    for (niveau,) in rows {
        highest = highest.max(word(&niveau)?);
    }
    Ok(highest)
}

/// The identities of whoever is signed in, the oldest first.
pub async fn oidc_links(on: &mut impl Executor, session: &Session) -> Result<Vec<OidcLink>> {
    let account = signed_in(session)?;
    let rows: Vec<(String, String, At)> = sql("SELECT issuer, niveau, linked_at FROM identity_oidc_links
         WHERE account = $1 ORDER BY linked_at, issuer")
    .bind(account.0)
    .all(on)
    .await?;
    rows.into_iter()
        .map(|(issuer, niveau, since)| {
            Ok(OidcLink { issuer, since: since.timestamp(), niveau: word(&niveau)? })
        })
        .collect()
}

/// Takes the identities at a provider away from the account of whoever is signed in. Returns whether there was one.
///
/// # Errors
/// [`Error::LastWay`] where nobody could sign in to the account afterwards.
pub async fn unlink_oidc(tx: &mut Tx, session: &Session, issuer: &str) -> Result<bool> {
    let account = signed_in(session)?;
    lock_account(tx, account).await?;
    if !sessions::can_sign_in(tx, account, Some(issuer)).await? {
        return Err(Error::LastWay);
    }
    let subjects: Vec<(String,)> =
        sql("SELECT subject FROM identity_oidc_links WHERE account = $1 AND issuer = $2")
            .bind(account.0)
            .bind(issuer.to_owned())
            .all(tx)
            .await?;
    for (subject,) in &subjects {
        let entry = Entry::OidcUnlinked { account, issuer: issuer.to_owned(), subject: subject.clone() };
        tx.record(StreamId(account.0), session.scope.actor(), &entry).await?;
    }
    Ok(!subjects.is_empty())
}

/// Projects [`Entry::OidcLinked`].
pub(crate) async fn put_link(
    tx: &mut Tx,
    account: AccountId,
    issuer: &str,
    subject: &str,
    niveau: Vertrauensniveau,
    at: Timestamp,
) -> store::Result<()> {
    sql("INSERT INTO identity_oidc_links (issuer, subject, account, niveau, linked_at)
         VALUES ($1, $2, $3, $4, $5)")
    .bind(issuer.to_owned())
    .bind(subject.to_owned())
    .bind(account.0)
    .bind(niveau.as_str())
    .bind(At::from(at))
    .execute(tx)
    .await?;
    Ok(())
}

/// Projects [`Entry::OidcUnlinked`].
pub(crate) async fn remove_link(tx: &mut Tx, issuer: &str, subject: &str) -> store::Result<()> {
    sql("DELETE FROM identity_oidc_links WHERE issuer = $1 AND subject = $2")
        .bind(issuer.to_owned())
        .bind(subject.to_owned())
        .execute(tx)
        .await?;
    Ok(())
}

fn word(niveau: &str) -> Result<Vertrauensniveau> {
    Vertrauensniveau::from_word(niveau).ok_or(Error::Stored("the level of an identity"))
}
