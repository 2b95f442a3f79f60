//! Defining Kennzahlen, ending them, and entering their values.

use crate::baum::lock;
use crate::entries::{Entry, STREAM};
use crate::messen::Messen;
use crate::model::{Eintrag, Error, Feld, Kennzahl, KennzahlId, Messung, Quelle};
use crate::{Result, may, tables};
use identity::Scope;
use jiff::civil::Date;
use store::{Tx, day_in_germany};

/// Defines a Kennzahl, or defines one anew. What the program measures it measures from then on, and of the months before
/// what can still be counted.
///
/// # Errors
/// [`Error::Missing`], [`Error::TooLong`], [`Error::NameTaken`], [`Error::SourceFixed`], [`Error::OfNoLeistung`],
/// [`Error::NotFound`] for the Kennzahl, the element or the Leistung; [`Error::Denied`].
pub async fn define(
    tx: &mut Tx,
    scope: &Scope,
    id: Option<KennzahlId>,
    kennzahl: &Kennzahl,
) -> Result<KennzahlId> {
    may(scope)?;
    let kennzahl = Kennzahl {
        name: Feld::Name.need(&kennzahl.name)?,
        einheit: Feld::Einheit.need(&kennzahl.einheit)?,
        beschreibung: Feld::Beschreibung.check(&kennzahl.beschreibung)?,
        ..kennzahl.clone()
    };
    lock(tx).await?;
    if let Some(element) = &kennzahl.element {
        crate::element(tx, element).await?;
    }
    if let Some(leistung) = &kennzahl.leistung {
        if kennzahl.quelle != Quelle::Gemessen(Messung::Abdeckung) {
            return Err(Error::OfNoLeistung);
        }
        catalogue::leistung(tx, scope, leistung, catalogue::DEFAULT_LANGUAGE)
            .await?
            .ok_or(Error::NotFound)?;
    }
    let same_name = |name: &str| name.to_lowercase() == kennzahl.name.to_lowercase();
    let others = tables::kennzahlen(tx).await?;
    if others.iter().any(|other| Some(other.id) != id && same_name(&other.kennzahl.name)) {
        return Err(Error::NameTaken);
    }
    let id = match id {
        None => KennzahlId(tx.new_id()),
        Some(id) => {
            let known = crate::kennzahl(tx, id).await?;
            if known.kennzahl == kennzahl {
                return Ok(id);
            }
            let measured = |kennzahl: &Kennzahl| (kennzahl.quelle, kennzahl.leistung.clone());
            if measured(&known.kennzahl) != measured(&kennzahl) && !known.werte.is_empty() {
                return Err(Error::SourceFixed);
            }
            id
        }
    };
    let is_measured = matches!(kennzahl.quelle, Quelle::Gemessen(_));
    tx.record(STREAM, scope.actor(), &Entry::Festgelegt { id, kennzahl }).await?;
    if is_measured {
        Messen::today(tx).await?;
    }
    Ok(id)
}

/// Ends a Kennzahl with a day: it is not measured any more, and later days have no value. Its values stay, and those up to
/// that day can still be entered and corrected.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Future`], [`Error::Ended`] where it has ended, or has a value of a later day;
/// [`Error::Missing`], [`Error::TooLong`]; [`Error::Denied`].
pub async fn end(tx: &mut Tx, scope: &Scope, id: KennzahlId, tag: Date, grund: &str) -> Result<()> {
    may(scope)?;
    let grund = Feld::Grund.need(grund)?;
    if tag > day_in_germany(tx.now()) {
        return Err(Error::Future);
    }
    lock(tx).await?;
    let known = crate::kennzahl(tx, id).await?;
    let later = known.werte.iter().any(|wert| wert.tag > tag && wert.wert.is_some());
    if known.ende.is_some() || later {
        return Err(Error::Ended);
    }
    tx.record(STREAM, scope.actor(), &Entry::Beendet { id, tag, grund }).await?;
    Ok(())
}

/// Lets a Kennzahl that has ended go on. What the program measures it measures again, also of the months since then of
/// which it can still be counted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unchanged`] where it has not ended, [`Error::Missing`], [`Error::TooLong`];
/// [`Error::Denied`].
pub async fn resume(tx: &mut Tx, scope: &Scope, id: KennzahlId, grund: &str) -> Result<()> {
    may(scope)?;
    let grund = Feld::Grund.need(grund)?;
    lock(tx).await?;
    let known = crate::kennzahl(tx, id).await?;
    if known.ende.is_none() {
        return Err(Error::Unchanged);
    }
    tx.record(STREAM, scope.actor(), &Entry::Wiederaufgenommen { id, grund }).await?;
    if matches!(known.kennzahl.quelle, Quelle::Gemessen(_)) {
        Messen::today(tx).await?;
    }
    Ok(())
}

/// Enters the value of a day. Where there is one already, it is corrected, which needs a reason; what stood there before
/// stays visible.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Future`], [`Error::Ended`] behind the end of the Kennzahl, [`Error::Measured`],
/// [`Error::Missing`], [`Error::TooLong`], [`Error::Unchanged`]; [`Error::Denied`].
pub async fn enter(tx: &mut Tx, scope: &Scope, id: KennzahlId, eintrag: &Eintrag) -> Result<()> {
    may(scope)?;
    let quelle = Feld::Quelle.need(&eintrag.quelle)?;
    let grund = Feld::Grund.check(&eintrag.grund)?;
    if eintrag.tag > day_in_germany(tx.now()) {
        return Err(Error::Future);
    }
    lock(tx).await?;
    let known = crate::kennzahl(tx, id).await?;
    if known.ende.as_ref().is_some_and(|ende| eintrag.tag > ende.tag) {
        return Err(Error::Ended);
    }
    let there = known.werte.iter().find(|wert| wert.tag == eintrag.tag);
    match there {
        None if known.kennzahl.quelle != Quelle::Eingetragen => return Err(Error::Measured),
        Some(wert) if wert.wert == Some(eintrag.wert) && wert.quelle.as_ref() == Some(&quelle) => {
            return Err(Error::Unchanged);
        }
        Some(_) if grund.is_empty() => return Err(Error::Missing(Feld::Grund)),
        _ => {}
    }
    let grund = there.map(|_| grund);
    let entry = Entry::Eingetragen { id, tag: eintrag.tag, wert: eintrag.wert, quelle, grund };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(())
}
