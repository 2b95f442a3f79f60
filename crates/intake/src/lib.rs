//! Intake: the way of an Antrag into the house.
//!
//! A *draft* belongs to a session or an account and is no matter of the journal; it is sealed with the key
//! of the stream that the Antrag will lie in. Submitting is one transaction: the Antrag is recorded, gets
//! its Eingangsnummer, and a job hands it over to the cases office. What was submitted twice with the same
//! command is submitted once.
//!
//! Commands: [`start`], [`save`], [`add_upload`], [`remove_upload`], [`take_over`], [`discard`], [`submit`].
//! What is written after that, the answer to a question: [`begin_reply`], [`reply`], [`reply_files`], [`discard_reply`].
//! Queries: [`draft`], [`drafts`], [`antrag`], [`antraege`], [`for_behoerde`]. Jobs: [`register_jobs`].

mod antrag_pdf;
mod drafts;
mod entries;
mod jobs;
mod model;
mod replies;
mod tables;
mod upkeep;
mod uploads;
mod walls;

pub use drafts::{add_upload, discard, draft, drafts, purge_drafts, remove_upload, save, start, take_over};
pub use jobs::register_jobs;
pub use model::{Antrag, AntragId, Draft, DraftInfo, Error, Owner, Receipt};
pub use replies::{MAX_REPLY_FILES, begin_reply, discard_reply, reply, reply_files};
pub use upkeep::{drafts_of, erase_drafts, forget, received_from, stored_files};
pub use uploads::{ACCEPTED, MAX_BYTES, MAX_FILES, UploadError, check_file};

use entries::{Entry, Upload};
use identity::{Scope, Sight, Vertrauensniveau};
use jobs::Uebergabe;
use packages::Library;
use store::{Executor, Office, StreamId, Tx, projector};
use uuid::Uuid;

/// The intake office as the store sees it.
pub const OFFICE: Office = Office {
    name: "intake",
    migrations: tables::MIGRATIONS,
    projections: &["intake_antraege"],
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Submits a draft. `command` is chosen by the page that asks: submitting twice with it gives the same
/// receipt. From here on the Behoerde has the Antrag.
///
/// # Errors
/// [`Error::Incomplete`] with everything that is wrong, [`Error::Denied`] when the person is not known at the
/// level that the package asks for, [`Error::NotFound`] when the draft is not theirs or gone.
pub async fn submit(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: AntragId,
    command: Uuid,
) -> Result<Receipt> {
    if let Some(receipt) = tx.once(command).await? {
        return Ok(receipt);
    }
    // A second command for the same Antrag (another tab) finds it submitted.
    tx.lock_stream(StreamId(id.0)).await.map_err(|_| Error::NotFound)?;
    let person = scope.person(Vertrauensniveau::Basis)?;
    if let Some(there) = tables::antrag_of_person(tx, person, id).await? {
        let receipt = there.receipt();
        tx.done(command, &receipt).await?;
        return Ok(receipt);
    }
    let draft = drafts::locked(tx, &Owner::Account(person), id).await?;
    let package = library.get_in(tx, &draft.package).await?;
    scope.person(package.manifest().vertrauensniveau)?;
    let setting = model::setting(tx.now(), &draft.language);
    package.form().check(&draft.answers, &setting).map_err(Error::Incomplete)?;
    // The number must be one that nobody has, whoever's it is.
    tx.as_house().await?;
    let receipt =
        Receipt { id, eingangsnummer: tables::new_eingangsnummer(tx).await?, received_at: tx.now() };
    let entry = Entry::Eingereicht {
        id,
        package: package.manifest().id.clone(),
        digest: draft.package.clone(),
        titel: package.manifest().titel.clone(),
        behoerde: draft.behoerde,
        person,
        name: draft.name.clone().unwrap_or_default(),
        language: draft.language.clone(),
        eingangsnummer: receipt.eingangsnummer.clone(),
        answers: draft.answers.clone(),
        uploads: draft.uploads.into_iter().map(|(id, stored)| Upload { id, blob: stored.blob }).collect(),
    };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    tables::delete_draft(tx, id).await?;
    tx.enqueue(&Uebergabe { antrag: id }).await?;
    tx.done(command, &receipt).await?;
    Ok(receipt)
}

/// An Antrag of the person.
pub async fn antrag(on: &mut impl Executor, scope: &Scope, id: AntragId) -> Result<Antrag> {
    let person = scope.person(Vertrauensniveau::Basis)?;
    tables::antrag_of_person(on, person, id).await?.ok_or(Error::NotFound)
}

/// The Antraege of the person, newest first, `limit` at most.
pub async fn antraege(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Antrag>> {
    let person = scope.person(Vertrauensniveau::Basis)?;
    Ok(tables::antraege_of_person(on, person, limit).await?)
}

/// An Antrag, for staff of the Behoerde that is competent for it, as far as its cases are theirs to see.
pub async fn for_behoerde(on: &mut impl Executor, scope: &Scope, id: AntragId) -> Result<Antrag> {
    tables::antrag_of_behoerde(on, &Sight::of(scope)?.1, id).await?.ok_or(Error::NotFound)
}
