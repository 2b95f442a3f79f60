//! Proposals: made and changed by the Ressort that leads, taken step by step by it and by whoever steers.

use crate::entries::Entry;
use crate::model::{
    Angaben, Ereignis, Error, Feld, MAX_TEXT, Schritt, Stand, Vorschlag, VorschlagId, grund, kept,
};
use crate::planung::lock;
use crate::{Result, plans, reads, steers, tables, with_names};
use identity::Scope;
use store::{Executor, StreamId, Tx, day_in_germany};

/// Proposes a new measure for the plan of a year: a draft of one's own Behoerde.
///
/// # Errors
/// [`Error::NotFound`] where nobody works on such a plan, [`Error::Stand`] once it is published, [`Error::Vorbei`],
/// [`Error::Angabe`], [`Error::Denied`].
pub async fn propose(tx: &mut Tx, scope: &Scope, jahr: i16, angaben: Angaben) -> Result<VorschlagId> {
    let behoerde = plans(scope)?;
    let angaben = angaben.checked()?;
    let planung = lock(tx, jahr).await?;
    let last = planung.vorgabe.einreichung_bis;
    if day_in_germany(tx.now()) > last {
        return Err(Error::Vorbei(last));
    }
    let id = VorschlagId(tx.new_id());
    tx.open_stream(StreamId(id.0), "vorschlag", Some(behoerde.0)).await?;
    let entry = Entry::Vorgeschlagen {
        vorschlag: id,
        jahr,
        behoerde,
        von: behoerde,
        massnahme: None,
        folge: None,
        angaben,
    };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(id)
}

/// Changes what a proposal says. `fassung` is the one that was seen.
///
/// # Errors
/// [`Error::NotFound`] where it is not one's own, [`Error::Stand`] where it cannot be changed, [`Error::Changed`] where
/// somebody else was faster, [`Error::Angabe`], [`Error::Denied`].
pub async fn revise(
    tx: &mut Tx,
    scope: &Scope,
    id: VorschlagId,
    fassung: i64,
    angaben: Angaben,
) -> Result<()> {
    let behoerde = plans(scope)?;
    let angaben = angaben.checked()?;
    let vorschlag = locked(tx, scope, id).await?;
    if vorschlag.behoerde != behoerde {
        return Err(Error::NotFound);
    }
    lock(tx, vorschlag.jahr).await?;
    if !vorschlag.stand.is_open() {
        return Err(Error::Stand);
    }
    if vorschlag.fassung != fassung {
        return Err(Error::Changed);
    }
    if vorschlag.angaben != angaben {
        let entry = Entry::Bearbeitet { vorschlag: id, behoerde, angaben };
        tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    }
    Ok(())
}

/// Takes a step. Steps of the Ressort are for the one whose it is, the others for whoever steers.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stand`] where the step is not possible (any more), [`Error::Angabe`] without a reason where
/// one is needed or with a draft that is not complete, [`Error::Vorbei`] for what is handed in too late; what was returned
/// may come back later. [`Error::Denied`].
pub async fn step(tx: &mut Tx, scope: &Scope, id: VorschlagId, schritt: Schritt, why: &str) -> Result<()> {
    let behoerde = if schritt.is_of_ressort() { plans(scope)? } else { steers(scope)? };
    let vorschlag = locked(tx, scope, id).await?;
    if schritt.is_of_ressort() && vorschlag.behoerde != behoerde {
        return Err(Error::NotFound);
    }
    let planung = lock(tx, vorschlag.jahr).await?;
    if schritt.from(vorschlag.stand).is_none() {
        return Err(Error::Stand);
    }
    if schritt == Schritt::Einreichen {
        let last = planung.vorgabe.einreichung_bis;
        if vorschlag.stand == Stand::Entwurf && day_in_germany(tx.now()) > last {
            return Err(Error::Vorbei(last));
        }
        // What came from an old plan may lack what is asked for today.
        vorschlag.angaben.checked()?;
    }
    let grund = if schritt.needs_reason() { Some(grund(why)?) } else { None };
    let entry = Entry::Schritt { vorschlag: id, behoerde, schritt, grund };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(())
}

/// Says something about a proposal that one may see.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Angabe`] without words, [`Error::Denied`].
pub async fn comment(tx: &mut Tx, scope: &Scope, id: VorschlagId, text: &str) -> Result<()> {
    let behoerde = reads(scope)?.ok_or(identity::Denied::Kind)?;
    let text = kept(text, MAX_TEXT, true).ok_or(Error::Angabe(Feld::Text))?;
    locked(tx, scope, id).await?;
    let entry = Entry::VorschlagKommentiert { vorschlag: id, behoerde, text };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(())
}

/// A proposal that one may see; nobody else changes it until the transaction ends.
pub(crate) async fn locked(tx: &mut Tx, scope: &Scope, id: VorschlagId) -> Result<Vorschlag> {
    let viewer = reads(scope)?;
    tables::visible(tx, id, viewer).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(id.0)).await?;
    tables::visible(tx, id, viewer).await?.ok_or(Error::NotFound)
}

/// A proposal.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or a draft of others; [`Error::Denied`].
pub async fn vorschlag(on: &mut impl Executor, scope: &Scope, id: VorschlagId) -> Result<Vorschlag> {
    let viewer = reads(scope)?;
    tables::visible(on, id, viewer).await?.ok_or(Error::NotFound)
}

/// The proposals of a plan that one may see.
pub async fn vorschlaege(on: &mut impl Executor, scope: &Scope, jahr: i16) -> Result<Vec<Vorschlag>> {
    let viewer = reads(scope)?;
    Ok(tables::vorschlaege(on, jahr, viewer).await?)
}

/// What happened to a proposal and what was said of it, oldest first.
///
/// # Errors
/// As [`vorschlag`].
pub async fn history(on: &mut impl Executor, scope: &Scope, id: VorschlagId) -> Result<Vec<Ereignis>> {
    vorschlag(on, scope, id).await?;
    let lines = tables::verlauf(on, Some(id), None).await?;
    with_names(on, lines).await
}
