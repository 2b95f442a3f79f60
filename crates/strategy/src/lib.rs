//! Strategy: what the Land aims at, which Massnahmen serve it, and the figures that show what came of it.
//!
//! An edition of the strategy is taken in as it was read (crate `plans`). Its elements, the fields, goals, Etappenziele and
//! Initiativen, keep their ids over editions. A person says which Massnahme serves which element; the program only
//! suggests. Kennzahlen belong to elements; their values are entered with a source, or measured by the program itself once
//! a month over the whole installation, as shares and medians that lead to nobody. Data sets hold tables of published
//! papers with what in them does not add up. All of it is published; it lies in one stream.
//!
//! What came out of a PDF below the wrong parent a person moves; later editions keep that as far as their words are near.
//!
//! Commands: [`take_in`], [`relocate`], [`link`], [`unlink`]; [`define`], [`end`], [`resume`], [`enter`], [`measure_all`];
//! [`vote`]; [`keep_data`]. Queries: [`edition`], [`baum`], [`element`], [`verschiebungen`], [`elemente_von`],
//! [`vorschlaege`]; [`kennzahlen`], [`kennzahl`]; [`has_voted`], [`stimmen`]; [`datensaetze`], [`datensatz`].

mod baum;
mod daten;
mod entries;
mod kennzahlen;
mod loeschen;
mod messen;
mod model;
mod stimmen;
mod tables;
mod walls;

pub use baum::{link, relocate, take_in, unlink};
pub use daten::{keep_data, tabellen};
pub use kennzahlen::{define, end, enter, resume};
pub use loeschen::{KOMMENTARE_MONATE, STIMMEN_MONATE};
pub use messen::measure_all;
pub use model::{
    Aufgenommen, Berichtigung, Datensatz, DatensatzKopf, DienstStimmen, Edition, Eintrag, Ende, Error, Feld,
    Kennzahl, KennzahlId, Kennzahlstand, Knoten, MAX_LANG, MAX_TEXT, Messung, Note, Quelle, Richtung, Spalte,
    Typ, Verlauf, Verschiebung, Vorschlag, Wert, Zahl, Zielwert, Zuordnung, punkt_in_zeile,
};
pub use plans::staff::Abweichung;
pub use plans::strategie::{
    Element, Elementart, Hindernis, Hinweis, HinweisArt, Ort, Punkt, Strategie, Stueck, Umzug,
};
pub use stimmen::{has_voted, stimmen, vote};

use entries::Entry;
use identity::{Permission, Scope};
use plans::Id;
use store::{Executor, Jobs, Office, projector};

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "strategy",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Registers what this office does by itself: it measures, and forgets.
#[must_use]
pub fn register_jobs(jobs: Jobs) -> Jobs {
    loeschen::register(messen::register(jobs))
}

/// The edition that counts, or `None` before the first.
pub async fn edition(on: &mut impl Executor) -> Result<Option<Edition>> {
    Ok(tables::edition(on).await?)
}

/// The elements of the edition that counts, in its order, each with the Massnahmen that serve it.
pub async fn baum(on: &mut impl Executor) -> Result<Vec<Knoten>> {
    Ok(tables::baum(on).await?)
}

/// An element, of an earlier edition too.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn element(on: &mut impl Executor, id: &str) -> Result<Knoten> {
    tables::knoten(on, id).await?.ok_or(Error::NotFound)
}

/// What was moved by hand, the latest last; also what does not hold in the edition that counts.
pub async fn verschiebungen(on: &mut impl Executor) -> Result<Vec<Verschiebung>> {
    Ok(tables::verschiebungen(on).await?)
}

/// The elements that a Massnahme serves.
pub async fn elemente_von(on: &mut impl Executor, massnahme: &Id) -> Result<Vec<Element>> {
    Ok(tables::elemente_von(on, massnahme).await?)
}

/// Massnahmen of the latest plan that speak of what an element speaks of, the nearest first; those that serve it already
/// are left out. It is for a person to say which of them do.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`] for whoever may not link.
pub async fn vorschlaege(on: &mut impl Executor, scope: &Scope, id: &str) -> Result<Vec<Vorschlag>> {
    may(scope)?;
    let knoten = element(on, id).await?;
    let mut candidates = steering::worte(on).await?;
    candidates.retain(|(id, ..)| !knoten.zuordnungen.iter().any(|link| link.massnahme == *id));
    let texts: Vec<_> = candidates.iter().map(|(_, titel, text)| format!("{titel} {titel} {text}")).collect();
    let found = plans::strategie::aehnliche(&knoten.element.worte(), &texts);
    let suggestion = |(place, naehe): (usize, f64)| {
        let (massnahme, titel, _) = candidates[place].clone();
        Vorschlag { massnahme, titel, naehe }
    };
    Ok(found.into_iter().take(Vorschlag::MOST).map(suggestion).collect())
}

/// All Kennzahlen by name, each with its newest value.
pub async fn kennzahlen(on: &mut impl Executor) -> Result<Vec<Kennzahlstand>> {
    Ok(tables::kennzahlen(on).await?)
}

/// A Kennzahl with all its values.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn kennzahl(on: &mut impl Executor, id: KennzahlId) -> Result<Verlauf> {
    tables::verlauf(on, id).await?.ok_or(Error::NotFound)
}

/// The data sets by title, without their rows.
pub async fn datensaetze(on: &mut impl Executor) -> Result<Vec<DatensatzKopf>> {
    Ok(tables::datensaetze(on).await?)
}

/// A data set with its rows.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn datensatz(on: &mut impl Executor, id: &str) -> Result<Datensatz> {
    tables::datensatz(on, id).await?.ok_or(Error::NotFound)
}

/// The program itself, or whoever steers.
fn may(scope: &Scope) -> Result<()> {
    if !matches!(scope, Scope::House) {
        scope.staff(Permission::SteerPlans)?;
    }
    Ok(())
}
