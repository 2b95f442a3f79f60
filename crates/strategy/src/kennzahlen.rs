//! Defining Kennzahlen, and entering their values.

use crate::baum::lock;
use crate::entries::{Entry, STREAM};
use crate::messen::Messen;
use crate::model::{Eintrag, Error, Feld, Kennzahl, KennzahlId, Quelle};
use crate::{Result, may, tables};
use identity::Scope;
use store::{Tx, day_in_germany};

/// Defines a Kennzahl, or defines one anew. What the program measures it measures from then on, and of the months before
/// what can still be counted.
///
/// # Errors
/// [`Error::Missing`], [`Error::TooLong`], [`Error::NameTaken`], [`Error::SourceFixed`], [`Error::NotFound`] for the Kennzahl
/// or the element; [`Error::Denied`].
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
            if known.kennzahl.quelle != kennzahl.quelle && !known.werte.is_empty() {
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

/// Enters the value of a day. Where there is one already, it is corrected, which needs a reason; what stood there before
/// stays visible.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Future`], [`Error::Measured`], [`Error::Missing`], [`Error::TooLong`],
/// [`Error::Unchanged`]; [`Error::Denied`].
pub async fn enter(tx: &mut Tx, scope: &Scope, id: KennzahlId, eintrag: &Eintrag) -> Result<()> {
    may(scope)?;
    let quelle = Feld::Quelle.need(&eintrag.quelle)?;
    let grund = Feld::Grund.check(&eintrag.grund)?;
    if eintrag.tag > day_in_germany(tx.now()) {
        return Err(Error::Future);
    }
    lock(tx).await?;
    let known = crate::kennzahl(tx, id).await?;
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
