//! What whoever operates the installation needs to know and to do: which files there are, and the end of an Akte.

use crate::{
    Error, Result,
    entries::Entry,
    model::{self, AkteId},
    tables,
};
use identity::{AccountId, BehoerdeId, Scope};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{At, BlobId, Executor, Job, Jobs, Outcome, StreamId, Tx, day_in_germany, sql};
use uuid::Uuid;

/// Files of an Akte that was destroyed are removed so much later: a backup that is being taken still copies them.
const KEEP_UNUSED: SignedDuration = SignedDuration::from_hours(24);

/// The files of all Dokumente: what a backup must hold.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn stored_files(on: &mut impl Executor, scope: &Scope) -> Result<Vec<BlobId>> {
    scope.house()?;
    let rows: Vec<(String,)> = sql("SELECT blob FROM records_dokumente").all(on).await?;
    Ok(rows.into_iter().map(|(blob,)| BlobId::try_from(blob)).collect::<Result<_, _>>()?)
}

/// An Akte that is kept about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptAkte {
    /// Its id.
    pub id: Uuid,
    /// To whom it belongs.
    pub behoerde: Uuid,
    /// Its mark.
    pub aktenzeichen: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The last day on which it must be kept.
    pub keep_until: Option<Date>,
}

type KeptRow = (Uuid, Uuid, String, At, Option<At>, Option<String>);

/// The Akten about a person, the oldest first.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn akten_of(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Vec<KeptAkte>> {
    scope.house()?;
    let rows: Vec<KeptRow> = sql("SELECT id, behoerde, aktenzeichen, opened_at, closed_at, keep_until
         FROM records_akten WHERE person = $1 ORDER BY opened_at, id")
    .bind(account.0)
    .all(on)
    .await?;
    let kept = |(id, behoerde, aktenzeichen, opened_at, closed_at, keep_until): KeptRow| KeptAkte {
        id,
        behoerde,
        aktenzeichen,
        opened_at: opened_at.timestamp(),
        closed_at: closed_at.map(At::timestamp),
        keep_until: keep_until.and_then(|day| day.parse().ok()),
    };
    Ok(rows.into_iter().map(kept).collect())
}

impl KeptAkte {
    /// Whether the law keeps it no longer: it is closed, and the last day of its retention is past.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.closed_at.is_some() && self.keep_until.is_some_and(|last| last < day_in_germany(now))
    }
}

/// Destroys an Akte whose retention is over: its key, its rows in this office, and a day later its files. That it was
/// destroyed stays in the journal, by its Aktenzeichen. The other offices remove their rows in the same transaction.
///
/// # Errors
/// [`Error::Kept`] while it must be kept.
pub async fn destroy(tx: &mut Tx, scope: &Scope, akte: AkteId) -> Result<()> {
    scope.house()?;
    tx.lock_stream(StreamId(akte.0)).await?;
    let found = tables::akte(tx, akte).await?.ok_or(Error::NotFound)?;
    let over = found.closed_at.is_some()
        && found
            .keep_until
            .as_deref()
            .and_then(|day| day.parse::<Date>().ok())
            .is_some_and(|last| last < day_in_germany(tx.now()));
    if !over {
        return Err(Error::Kept(found.aktenzeichen));
    }
    let (year, number) = model::year_and_number(&found.aktenplan, &found.aktenzeichen)
        .ok_or_else(|| store::Error::Encode(format!("Aktenzeichen {}", found.aktenzeichen)))?;
    let log = destructions(found.behoerde);
    tx.open_stream(log, "vernichtungen", Some(found.behoerde.0)).await?;
    let entry = Entry::AkteVernichtet {
        behoerde: found.behoerde,
        aktenplan: found.aktenplan,
        year,
        number,
        aktenzeichen: found.aktenzeichen,
    };
    tx.record(log, scope.actor(), &entry).await?;
    let files: Vec<(String,)> =
        sql("SELECT blob FROM records_dokumente WHERE akte = $1").bind(akte.0).all(tx).await?;
    let blobs = files.into_iter().map(|(blob,)| BlobId::try_from(blob)).collect::<Result<_, _>>()?;
    for statement in [
        "DELETE FROM records_freigaben WHERE akte = $1",
        "DELETE FROM records_dokumente WHERE akte = $1",
        "DELETE FROM records_akten WHERE id = $1",
    ] {
        sql(statement).bind(akte.0).execute(tx).await?;
    }
    tx.erase_stream(StreamId(akte.0)).await?;
    let at = tx.now().checked_add(KEEP_UNUSED).unwrap_or(Timestamp::MAX);
    Ok(tx.enqueue_at(&Remove { blobs }, at, None).await?)
}

/// The stream in which a Behoerde keeps what it destroyed.
fn destructions(behoerde: BehoerdeId) -> StreamId {
    let name = format!("urn:rennsteig:vernichtungen:{}", behoerde.0);
    StreamId(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

/// Removes the files of an Akte that is no more. Nothing else can refer to them: they were sealed with its key.
#[derive(Debug, Serialize, Deserialize)]
struct Remove {
    blobs: Vec<BlobId>,
}

impl Job for Remove {
    const KIND: &'static str = "records.entfernen";
}

/// The jobs of this office.
#[must_use]
pub fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(async |store, _claimed, job: Remove| {
        for blob in &job.blobs {
            store.remove_blob(blob).await?;
        }
        Ok(Outcome::Nothing)
    })
}
