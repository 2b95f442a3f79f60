//! How often a secret may be guessed (OWASP ASVS 2.2.1).
//!
//! Failed attempts of the last minutes are counted for the login name (or the account, for codes), and over the
//! whole installation. Past the limit nothing is checked any more, and nothing is counted either: so nobody is
//! locked out longer than the window, however long somebody else keeps trying. An attempt is counted *before*
//! it is checked, so that many at once gain nothing; success takes it back.

use crate::error::{Error, Result};
use aws_lc_rs::digest;
use jiff::{SignedDuration, Timestamp};
use store::{At, Store, Tx, sql};

/// Failed attempts allowed for one subject within [`WINDOW`].
pub(crate) const PER_SUBJECT: i64 = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Failed attempts allowed over the whole installation within [`OVERALL_WINDOW`].
pub(crate) const OVERALL: i64 = 600;
const OVERALL_WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// Whom an attempt is aimed at: a hash, since people type passwords into the wrong field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject(Vec<u8>);

impl Subject {
    /// `kind` is `password` or `totp`; `name` the login name or the account.
    pub(crate) fn new(kind: &str, name: &[u8]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(name);
        Self(context.finish().as_ref().to_vec())
    }
}

/// Counts an attempt, or refuses it.
///
/// # Errors
/// [`Error::TooManyAttempts`].
pub(crate) async fn admit(store: &Store, subject: &Subject) -> Result<()> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    let since = |window: SignedDuration| At::from(now.checked_sub(window).unwrap_or(Timestamp::MIN));
    sql("DELETE FROM identity_attempts WHERE at <= $1").bind(since(WINDOW)).execute(&mut tx).await?;
    let (count, oldest): (i64, Option<At>) =
        sql("SELECT count(*), min(at) FROM identity_attempts WHERE subject = $1")
            .bind(subject.0.clone())
            .one(&mut tx)
            .await?;
    if count >= PER_SUBJECT {
        return Err(too_many(now, oldest, WINDOW));
    }
    let (count, oldest): (i64, Option<At>) =
        sql("SELECT count(*), min(at) FROM identity_attempts WHERE at > $1")
            .bind(since(OVERALL_WINDOW))
            .one(&mut tx)
            .await?;
    if count >= OVERALL {
        return Err(too_many(now, oldest, OVERALL_WINDOW));
    }
    let id = tx.new_id();
    sql("INSERT INTO identity_attempts (id, subject, at) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(subject.0.clone())
        .bind(At::from(now))
        .execute(&mut tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

fn too_many(now: Timestamp, oldest: Option<At>, window: SignedDuration) -> Error {
    let free = oldest.map_or(now, At::timestamp).checked_add(window).unwrap_or(now);
    let seconds = now.duration_until(free).as_secs().max(1);
    Error::TooManyAttempts { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
}

/// Forgets the attempts at a subject: the right secret was given.
pub(crate) async fn forgive(tx: &mut Tx, subject: &Subject) -> Result<()> {
    sql("DELETE FROM identity_attempts WHERE subject = $1").bind(subject.0.clone()).execute(tx).await?;
    Ok(())
}
