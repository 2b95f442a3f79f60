//! Meetings of the bodies: convened with an agenda, decided item by item, closed with a record that stays.

use crate::entries::Entry;
use crate::model::{
    Beschluss, Error, Gefasst, Gegenstand, Sitzung, SitzungId, Tagesordnungspunkt, anwesend as present,
};
use crate::{Result, reads, steers, tables};
use identity::Scope;
use jiff::civil::Date;
use store::{Executor, StreamId, Tx};

/// Items of an agenda at most.
const MOST: usize = 200;

/// Calls a body together.
///
/// # Errors
/// [`Error::Angabe`], [`Error::Denied`].
pub async fn convene(tx: &mut Tx, scope: &Scope, gremium: &str, tag: Date, ort: &str) -> Result<SitzungId> {
    steers(scope)?;
    let sitzung = Sitzung::new(SitzungId(tx.new_id()), gremium, tag, ort)?;
    let stream = StreamId(sitzung.id.0);
    tx.open_stream(stream, "sitzung", None).await?;
    let entry = Entry::Anberaumt {
        sitzung: sitzung.id,
        gremium: sitzung.gremium,
        tag: sitzung.tag,
        ort: sitzung.ort,
    };
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(sitzung.id)
}

/// Puts a meeting on another day, or elsewhere.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stand`] once its record is closed, [`Error::Angabe`], [`Error::Denied`].
pub async fn move_to(tx: &mut Tx, scope: &Scope, id: SitzungId, tag: Date, ort: &str) -> Result<()> {
    steers(scope)?;
    let sitzung = locked(tx, id).await?;
    let moved = Sitzung::new(id, &sitzung.gremium, tag, ort)?;
    if (sitzung.tag, &sitzung.ort) != (moved.tag, &moved.ort) {
        let entry = Entry::Verlegt { sitzung: id, tag: moved.tag, ort: moved.ort };
        tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    }
    Ok(())
}

/// Sets the agenda. Decisions go with their items; one that has a decision stays.
///
/// # Errors
/// [`Error::BadReference`] where an item is about something that does not exist, is there twice, or one with a decision is
/// missing; as [`move_to`].
pub async fn set_agenda(
    tx: &mut Tx,
    scope: &Scope,
    id: SitzungId,
    mut punkte: Vec<Tagesordnungspunkt>,
) -> Result<()> {
    steers(scope)?;
    let sitzung = locked(tx, id).await?;
    let same = |a: &Tagesordnungspunkt, b: &Tagesordnungspunkt| {
        a.gegenstand == b.gegenstand && (a.gegenstand != Gegenstand::Sonstiges || a.titel == b.titel)
    };
    for (at, punkt) in punkte.iter().enumerate() {
        if punkte.len() > MOST || punkte[..at].iter().any(|before| same(before, punkt)) {
            return Err(Error::BadReference);
        }
        exists(tx, scope, &punkt.gegenstand).await?;
    }
    for old in &sitzung.tagesordnung {
        match punkte.iter_mut().find(|new| same(new, old)) {
            Some(new) => new.beschluss.clone_from(&old.beschluss),
            None if old.beschluss.is_some() => return Err(Error::BadReference),
            None => {}
        }
    }
    if punkte != sitzung.tagesordnung {
        tx.record(StreamId(id.0), scope.actor(), &Entry::Tagesordnung { sitzung: id, punkte }).await?;
    }
    Ok(())
}

async fn exists(tx: &mut Tx, scope: &Scope, about: &Gegenstand) -> Result<()> {
    let there = match about {
        Gegenstand::Plan(jahr) => tables::planung(tx, *jahr).await?.is_some(),
        Gegenstand::Vorschlag(id) => tables::visible(tx, *id, reads(scope)?).await?.is_some(),
        Gegenstand::Massnahme(id) => match steering::kurz(tx, id).await {
            Ok(_) => true,
            Err(steering::Error::NotFound) => false,
            Err(error) => return Err(error.into()),
        },
        Gegenstand::Sonstiges => true,
    };
    if there { Ok(()) } else { Err(Error::BadReference) }
}

/// Notes what was decided on an item, from 0; until the record is closed it can be noted anew.
///
/// # Errors
/// [`Error::NotFound`] where there is no such item; as [`move_to`].
pub async fn decide(
    tx: &mut Tx,
    scope: &Scope,
    id: SitzungId,
    punkt: usize,
    beschluss: Beschluss,
) -> Result<()> {
    steers(scope)?;
    let beschluss = beschluss.checked()?;
    let sitzung = locked(tx, id).await?;
    let item = sitzung.tagesordnung.get(punkt).ok_or(Error::NotFound)?;
    if item.beschluss.as_ref() != Some(&beschluss) {
        let entry = Entry::Beschlossen { sitzung: id, punkt, beschluss };
        tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    }
    Ok(())
}

/// Closes the record: what was decided counts from here on, and nothing of it changes any more.
///
/// # Errors
/// [`Error::Stand`] where an item has no decision, or the day of the meeting has not come; [`Error::Angabe`] where nobody is
/// said to have been there; as [`move_to`].
pub async fn close(tx: &mut Tx, scope: &Scope, id: SitzungId, anwesend: &str) -> Result<()> {
    steers(scope)?;
    let anwesend = present(anwesend)?;
    let sitzung = locked(tx, id).await?;
    if !sitzung.is_decided() || sitzung.tag > store::day_in_germany(tx.now()) {
        return Err(Error::Stand);
    }
    tx.record(StreamId(id.0), scope.actor(), &Entry::Geschlossen { sitzung: id, anwesend }).await?;
    Ok(())
}

/// A meeting whose record is open; nobody else changes it until the transaction ends.
async fn locked(tx: &mut Tx, id: SitzungId) -> Result<Sitzung> {
    tables::sitzung(tx, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(id.0)).await?;
    let sitzung = tables::sitzung(tx, id).await?.ok_or(Error::NotFound)?;
    if sitzung.geschlossen_at.is_some() { Err(Error::Stand) } else { Ok(sitzung) }
}

/// A meeting.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
pub async fn sitzung(on: &mut impl Executor, scope: &Scope, id: SitzungId) -> Result<Sitzung> {
    reads(scope)?;
    tables::sitzung(on, id).await?.ok_or(Error::NotFound)
}

/// Meetings, the latest day first, `limit` at most.
pub async fn sitzungen(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Sitzung>> {
    reads(scope)?;
    Ok(tables::sitzungen(on, limit).await?)
}

/// What was decided on something in meetings whose record is closed, oldest first.
pub async fn decided(on: &mut impl Executor, scope: &Scope, about: &Gegenstand) -> Result<Vec<Gefasst>> {
    reads(scope)?;
    Ok(tables::beschluesse(on, about).await?)
}
