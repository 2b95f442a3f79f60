//! Taking editions in, moving what stands in the wrong place, and saying which Massnahmen serve what.

use crate::entries::{Entry, STREAM};
use crate::model::{Aufgenommen, Error, Feld};
use crate::{Result, may, tables};
use aws_lc_rs::digest::{SHA256, digest};
use identity::Scope;
use plans::Id;
use plans::strategie::{Element, Hindernis, Strategie, Stueck, Umzug, umziehen};
use std::collections::BTreeSet;
use store::Tx;

/// Takes in an edition of the strategy as it was read. It counts from then on; elements keep their ids where they say the
/// same or nearly, and what was moved by hand is moved again where it is still there. The same edition again changes nothing.
///
/// # Errors
/// [`Error::NoStrategie`]; [`Error::Denied`]. Nothing is changed then.
pub async fn take_in(tx: &mut Tx, scope: &Scope, strategie: &Strategie, datei: &str) -> Result<Aufgenommen> {
    may(scope)?;
    if strategie.handlungsfelder.is_empty() {
        return Err(Error::NoStrategie);
    }
    lock(tx).await?;
    let pruefsumme = hex::encode(digest(&SHA256, tables::encode(strategie)?.as_bytes()));
    let before = tables::alle_elemente(tx).await?;
    let known: Vec<_> = before.iter().map(|(element, _)| element.clone()).collect();
    let mut elemente = plans::strategie::elemente(strategie, &known);
    let bekannt = tables::pruefsumme(tx).await?.as_ref() == Some(&pruefsumme);
    let old: BTreeSet<_> = known.iter().map(|element| &element.id).collect();
    let new: BTreeSet<_> = elemente.iter().map(|element| &element.id).collect();
    let neu = new.difference(&old).count();
    let entfallen = before.iter().filter(|(element, aktuell)| *aktuell && !new.contains(&element.id)).count();
    let done = Aufgenommen { bekannt, neu, fortgefuehrt: elemente.len() - neu, entfallen };
    if !bekannt {
        let mut umzuege = Vec::new();
        for moved in tables::verschiebungen(tx).await? {
            if umziehen(&mut elemente, &moved.umzug).is_ok() {
                umzuege.push(moved.nummer);
            }
        }
        let entry = Entry::Aufgenommen {
            datei: datei.to_owned(),
            pruefsumme,
            titel: strategie.titel.clone(),
            jahr: strategie.jahr,
            hinweise: strategie.hinweise.clone(),
            elemente,
            umzuege,
        };
        tx.record(STREAM, scope.actor(), &entry).await?;
    }
    Ok(done)
}

/// Moves a goal, an Etappenziel or an item below where it belongs, in the edition that counts and, as far as their words are
/// near, in those after it.
///
/// # Errors
/// [`Error::Umzug`], [`Error::Unchanged`] where it stands there already, [`Error::Missing`], [`Error::TooLong`];
/// [`Error::Denied`]. Nothing is changed then.
pub async fn relocate(tx: &mut Tx, scope: &Scope, umzug: &Umzug, grund: &str) -> Result<()> {
    may(scope)?;
    let grund = Feld::Grund.need(grund)?;
    lock(tx).await?;
    let mut elemente = tables::elemente(tx).await?;
    let von = stands_below(&elemente, umzug);
    match umziehen(&mut elemente, umzug) {
        Ok(()) => {}
        Err(Hindernis::Schon) => return Err(Error::Unchanged),
        Err(why) => return Err(Error::Umzug(why)),
    }
    let entry = Entry::Verschoben { umzug: umzug.clone(), von, elemente, grund };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(())
}

/// The id of the element below which stands what is moved; empty where there is none.
fn stands_below(elemente: &[Element], umzug: &Umzug) -> String {
    match &umzug.was {
        Stueck::Punkt { element, .. } => element.clone(),
        Stueck::Element(id) => {
            let moved = elemente.iter().find(|one| one.id == *id);
            moved.and_then(|one| one.eltern.clone()).unwrap_or_default()
        }
    }
}

/// Says that a Massnahme serves an element.
///
/// # Errors
/// [`Error::NotFound`] for an element that the edition that counts does not have, [`Error::NoSuchMassnahme`],
/// [`Error::Unchanged`] where that is said already, [`Error::Missing`], [`Error::TooLong`]; [`Error::Denied`].
pub async fn link(tx: &mut Tx, scope: &Scope, element: &str, massnahme: &Id, grund: &str) -> Result<()> {
    may(scope)?;
    let grund = Feld::Grund.need(grund)?;
    lock(tx).await?;
    let knoten = crate::element(tx, element).await?;
    if !knoten.aktuell {
        return Err(Error::NotFound);
    }
    match steering::massnahme(tx, massnahme).await {
        Ok(_) => {}
        Err(steering::Error::NotFound) => return Err(Error::NoSuchMassnahme),
        Err(error) => return Err(error.into()),
    }
    if knoten.zuordnungen.iter().any(|link| link.massnahme == *massnahme) {
        return Err(Error::Unchanged);
    }
    let entry = Entry::Verknuepft { element: element.to_owned(), massnahme: massnahme.clone(), grund };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(())
}

/// Says that a Massnahme does not serve an element any more, or never did.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unchanged`] where nobody said that it does, [`Error::Missing`], [`Error::TooLong`];
/// [`Error::Denied`].
pub async fn unlink(tx: &mut Tx, scope: &Scope, element: &str, massnahme: &Id, grund: &str) -> Result<()> {
    may(scope)?;
    let grund = Feld::Grund.need(grund)?;
    lock(tx).await?;
    let knoten = crate::element(tx, element).await?;
    if !knoten.zuordnungen.iter().any(|link| link.massnahme == *massnahme) {
        return Err(Error::Unchanged);
    }
    let entry = Entry::Geloest { element: element.to_owned(), massnahme: massnahme.clone(), grund };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(())
}

/// One command at a time: what it checks must still hold when it is recorded.
pub(crate) async fn lock(tx: &mut Tx) -> Result<()> {
    tx.open_stream(STREAM, "strategie", None).await?;
    tx.lock_stream(STREAM).await?;
    Ok(())
}
