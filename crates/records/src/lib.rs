//! Records management: the Akte with its Dokumente, as the Registraturrichtlinie and xdomea (Akte >
//! Vorgang > Dokument) know it.
//!
//! An Akte lies in one stream of the journal, together with everything else that belongs to the matter:
//! the Antrag, the steps of its Vorgang, the delivery of its Bescheid. Destroying the key of that stream
//! erases the whole matter.
//!
//! Commands: [`open_akte`], [`add_dokument`], [`file_dokument`], [`share`], [`unshare`], [`close_akte`].
//! Queries: [`akte`], [`dokumente`], [`dokument`].

mod entries;
mod model;
mod tables;
mod upkeep;
mod walls;

pub use model::{
    Akte, AkteId, Dokument, DokumentArt, DokumentId, Error, NewAkte, NewDokument, Richtung, VorgangId,
};
pub use upkeep::{KeptAkte, akten_of, destroy, register_jobs, stored_files};

use entries::Entry;
use identity::{BehoerdeId, Scope};
use store::{BlobId, Executor, Office, Store, StreamId, Tx, projector};

/// The records office as the store sees it.
pub const OFFICE: Office = Office {
    name: "records",
    migrations: tables::MIGRATIONS,
    projections: &["records_freigaben", "records_dokumente", "records_akten", "records_numbers"],
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Opens an Akte and gives it the next Aktenzeichen of its place in the Aktenplan. Its stream must exist.
///
/// # Errors
/// [`Error::Denied`] unless the scope may work on cases of the Behoerde.
pub async fn open_akte(tx: &mut Tx, scope: &Scope, new: NewAkte) -> Result<Akte> {
    model::must_work(scope, new.behoerde)?;
    let year = model::year_in_germany(tx.now());
    let number = tables::next_number(tx, new.behoerde, &new.aktenplan, year).await?;
    let aktenzeichen = model::aktenzeichen(&new.aktenplan, number, year);
    let akte = Akte {
        id: new.id,
        behoerde: new.behoerde,
        aktenzeichen: aktenzeichen.clone(),
        aktenplan: new.aktenplan.clone(),
        betreff: new.betreff.clone(),
        opened_at: tx.now().into(),
        closed_at: None,
        keep_until: None,
    };
    let entry = Entry::AkteAngelegt {
        behoerde: new.behoerde,
        aktenplan: new.aktenplan,
        dienst: new.dienst,
        year,
        number,
        aktenzeichen,
        betreff: new.betreff,
        person: new.person,
    };
    tx.record(StreamId(new.id.0), scope.actor(), &entry).await?;
    Ok(akte)
}

/// Puts a file into an Akte.
pub async fn add_dokument(
    tx: &mut Tx,
    scope: &Scope,
    akte: AkteId,
    new: NewDokument,
    content: &[u8],
) -> Result<DokumentId> {
    let blob = tx.put_blob(StreamId(akte.0), content).await?;
    let size = i64::try_from(content.len()).map_err(|_| Error::TooLarge)?;
    file_dokument(tx, scope, akte, new, blob, size).await
}

/// Puts a file into an Akte that lies in the Akte's stream already, for example an upload of the Antrag.
/// `size` is its length in bytes.
pub async fn file_dokument(
    tx: &mut Tx,
    scope: &Scope,
    akte: AkteId,
    new: NewDokument,
    blob: BlobId,
    size: i64,
) -> Result<DokumentId> {
    let found = tables::akte(tx, akte).await?.ok_or(Error::NotFound)?;
    model::must_work(scope, found.behoerde)?;
    if found.closed_at.is_some() {
        return Err(Error::Closed(found.aktenzeichen));
    }
    let id = DokumentId(tx.new_id());
    let entry = Entry::DokumentAufgenommen {
        id,
        vorgang: new.vorgang,
        art: new.art,
        richtung: new.richtung,
        titel: new.titel,
        file_name: new.file_name,
        media_type: new.media_type,
        size,
        blob,
    };
    tx.record(StreamId(akte.0), scope.actor(), &entry).await?;
    Ok(id)
}

/// Closes an Akte ("zu den Akten"); its retention period starts with the end of the year.
pub async fn close_akte(tx: &mut Tx, scope: &Scope, akte: AkteId, retention_years: u16) -> Result<()> {
    let found = tables::akte(tx, akte).await?.ok_or(Error::NotFound)?;
    model::must_work(scope, found.behoerde)?;
    if found.closed_at.is_some() {
        return Ok(());
    }
    let keep_until = model::keep_until(tx.now(), retention_years);
    tx.record(StreamId(akte.0), scope.actor(), &Entry::AkteGeschlossen { keep_until }).await?;
    Ok(())
}

/// Lets another Behoerde read what came in for a Vorgang: it was asked for a statement on it.
pub async fn share(
    tx: &mut Tx,
    scope: &Scope,
    akte: AkteId,
    vorgang: VorgangId,
    with: BehoerdeId,
) -> Result<()> {
    let found = tables::akte(tx, akte).await?.ok_or(Error::NotFound)?;
    model::must_work(scope, found.behoerde)?;
    let entry = Entry::Freigegeben { vorgang, behoerde: with };
    tx.record(StreamId(akte.0), scope.actor(), &entry).await?;
    Ok(())
}

/// Ends all that [`share`] began for a Vorgang.
pub async fn unshare(tx: &mut Tx, scope: &Scope, akte: AkteId, vorgang: VorgangId) -> Result<()> {
    let found = tables::akte(tx, akte).await?.ok_or(Error::NotFound)?;
    model::must_work(scope, found.behoerde)?;
    if tables::is_shared(tx, akte, vorgang).await? {
        tx.record(StreamId(akte.0), scope.actor(), &Entry::FreigabeBeendet { vorgang }).await?;
    }
    Ok(())
}

/// An Akte, for staff of its Behoerde.
pub async fn akte(on: &mut impl Executor, scope: &Scope, id: AkteId) -> Result<Akte> {
    tables::akte_for(on, scope, id).await?.ok_or(Error::NotFound)
}

/// The Dokumente of an Akte, oldest first: all for staff; for the person whose matter it is those that
/// they sent or that were delivered to them; for a Behoerde that was asked what came in for that Vorgang.
pub async fn dokumente(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Vec<Dokument>> {
    Ok(tables::dokumente_for(on, scope, akte).await?)
}

/// A Dokument with its content.
pub async fn dokument(store: &Store, scope: &Scope, id: DokumentId) -> Result<(Dokument, Vec<u8>)> {
    let found = tables::dokument_for(&mut store.reader(), scope, id).await?.ok_or(Error::NotFound)?;
    let content = store.blob(StreamId(found.akte.0), &found.blob()?).await?;
    Ok((found, content))
}
