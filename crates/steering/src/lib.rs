//! Steering: the Aktionspläne as a living thing. What was promised, who leads, what slips, what vanished.
//!
//! A plan is taken in as it was read (crate `plans`), and stays as it is. Which measures of the plans are the same over
//! the years, and what does not fit, is found anew with each plan and each correction, and recorded with it, so
//! that a replay needs no reader. All of it is published and public to read; it lies in one stream.
//!
//! Commands: [`take_in`], [`publish`], [`correct`], [`redate`]. Queries: [`plaene`], [`plan`], [`planseite`], [`laufende`],
//! [`vergleich`], [`neuigkeiten`], [`massnahmen`], [`alle`], [`worte`], [`wahl`], [`ueberblick`], [`massnahme`], [`kurz`],
//! [`kurze`], [`befunde`], [`verbindungen`], [`fundstelle`], [`an_der_stelle`]. [`typeset`] makes a document of a plan.

mod commands;
mod entries;
mod model;
mod news;
mod overview;
mod search;
mod tables;
mod typeset;
mod walls;
mod years;

pub use commands::{Aufgenommen, Geschehen, correct, publish, redate, take_in};
pub use model::{
    Befund, Error, Fuehrung, Gegenueberstellung, Gesucht, Kurz, Lage, Lebenslauf, Neuigkeit, PlanKopf,
    Planseite, Punkt, Seite, Ueberblick, Umdatierung, Verzugsgrund, Wahl, Was, Zuordnung, regel_word,
};
pub use plans::{
    Aenderung, Aktionsplan, Art, Beendet, Beleg, Ende, Fundstelle, GeplanterAbschluss, Grund, Id, Korrektur,
    Massnahme, Note, Projektstatus, Reading, Regel, Teil, Ursache, Vergleich, Vertrauen, Weiter, Zeitangabe,
    blocks, written,
};

use ::plans::table::{COLUMNS, rows};
use entries::Entry;
use store::{Executor, Office, projector};
use tabular::{FileType, Heading, Value};

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "steering",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The plans that were taken in, newest first.
pub async fn plaene(on: &mut impl Executor) -> Result<Vec<PlanKopf>> {
    Ok(tables::koepfe(on).await?)
}

/// A plan as it was read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn plan(on: &mut impl Executor, jahr: i16) -> Result<Aktionsplan> {
    let content = tables::inhalt(on, jahr).await?.ok_or(Error::NotFound)?;
    Ok(tables::decode(&content)?)
}

/// A plan with the ids of its measures.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn planseite(on: &mut impl Executor, jahr: i16) -> Result<Planseite> {
    let plan = plan(on, jahr).await?;
    let umdatiert = tables::redated_to(on, jahr).await?;
    Ok(Planseite { plan, ids: overview::ids(on, jahr).await?, umdatiert })
}

/// Plan against plan: the earlier of the two years against the later one.
///
/// # Errors
/// [`Error::NotFound`] where one of the plans is missing, [`Error::SamePlan`].
pub async fn vergleich(on: &mut impl Executor, von: i16, nach: i16) -> Result<Gegenueberstellung> {
    if von == nach {
        return Err(Error::SamePlan);
    }
    let (von, nach) = (plan(on, von.min(nach)).await?, plan(on, von.max(nach)).await?);
    overview::compare(on, von, nach).await
}

/// A plan as a document for the cabinet, PDF/A and PDF/UA. Takes up to seconds of CPU: call it outside the async executor,
/// and keep what it gives by [`PlanKopf::pruefsumme`].
///
/// # Errors
/// [`Error::TooLong`] for a plan that fills more pages than a document may have; [`Error::Typeset`].
pub fn typeset(plan: &Aktionsplan, kopf: &PlanKopf) -> Result<Vec<u8>> {
    typeset::typeset(plan, kopf)
}

/// A plan as a file of a spreadsheet, which `plans::table` reads again.
///
/// # Errors
/// [`Error::Table`].
pub fn tabelle(plan: &Aktionsplan, kind: FileType) -> Result<Vec<u8>> {
    let title = plan.jahr.jahr.map_or_else(|| "Aktionsplan".to_owned(), |jahr| format!("Aktionsplan {jahr}"));
    let headings = COLUMNS.map(|(_, label, width)| Heading { label: label.to_owned(), width });
    let cell = |text: String| if text.is_empty() { Value::Empty } else { Value::Text(text) };
    let rows = rows(plan).into_iter().map(|row| row.into_iter().map(cell).collect::<Vec<_>>());
    Ok(tabular::table(kind, &title, &headings, rows)?)
}

/// What became known with the newest plans: whole plans, until there are `most` news or more.
pub async fn neuigkeiten(on: &mut impl Executor, most: usize) -> Result<Vec<Neuigkeit>> {
    news::news(on, most).await
}

/// The measures that fit, `Seite::GROESSE` at a time, those with the latest plan first.
pub async fn massnahmen(on: &mut impl Executor, gesucht: &Gesucht) -> Result<Seite> {
    Ok(search::page(on, gesucht).await?)
}

/// All measures that fit, or the first `most`, whatever page is asked for; in the order of [`massnahmen`].
pub async fn alle(on: &mut impl Executor, gesucht: &Gesucht, most: Option<u32>) -> Result<Vec<Kurz>> {
    Ok(search::rows(on, gesucht, most).await?)
}

/// Id, title and all words of each measure that goes on, as the latest plan has it: to compare with others.
pub async fn worte(on: &mut impl Executor) -> Result<Vec<(Id, String, String)>> {
    Ok(tables::worte(on).await?)
}

/// What one can choose from: offices that lead, years, rules, each with how many measures.
pub async fn wahl(on: &mut impl Executor) -> Result<Wahl> {
    Ok(search::choices(on).await?)
}

/// All measures at one glance: how they stand over the years, who leads what, what slips and why.
pub async fn ueberblick(on: &mut impl Executor) -> Result<Ueberblick> {
    Ok(overview::all(on).await?)
}

/// A measure with its whole history.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn massnahme(on: &mut impl Executor, id: &Id) -> Result<Lebenslauf> {
    tables::lebenslauf(on, id).await?.ok_or(Error::NotFound)
}

/// A measure as lists show it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn kurz(on: &mut impl Executor, id: &Id) -> Result<Kurz> {
    tables::kurz(on, id).await?.ok_or(Error::NotFound)
}

/// Measures in short, in one statement. An id that there is not is left out.
pub async fn kurze(on: &mut impl Executor, ids: impl IntoIterator<Item = &Id>) -> Result<Vec<Kurz>> {
    Ok(tables::kurze(on, ids).await?)
}

/// The measures of the latest plan with their ids, in its order.
pub async fn laufende(on: &mut impl Executor) -> Result<Vec<(Id, Massnahme)>> {
    Ok(tables::laufende(on).await?)
}

/// All findings, by year and line.
pub async fn befunde(on: &mut impl Executor) -> Result<Vec<Befund>> {
    Ok(tables::befunde(on, None).await?)
}

/// The measure that a person names as `YEAR:NUMBER`, for example `2018:A.3.1`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn fundstelle(on: &mut impl Executor, named: &str) -> Result<Fundstelle> {
    let (jahr, nummer) = named.split_once(':').ok_or(Error::NotFound)?;
    let jahr = jahr.trim().parse().map_err(|_| Error::NotFound)?;
    let plan = plan(on, jahr).await?;
    let is_named = |massnahme: &&Massnahme| {
        massnahme.nummer.as_ref().is_some_and(|number| number.to_string() == nummer.trim())
    };
    let massnahme = plan.massnahmen.iter().find(is_named).ok_or(Error::NotFound)?;
    Ok(Fundstelle::new(jahr, massnahme))
}

/// The measure that stands there, over all years.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn an_der_stelle(on: &mut impl Executor, stelle: &Fundstelle) -> Result<Id> {
    tables::register(on).await?.remove(stelle).ok_or(Error::NotFound)
}

/// The links between plans of which a person should look at, the least certain first.
pub async fn verbindungen(on: &mut impl Executor) -> Result<Vec<Zuordnung>> {
    Ok(tables::zweifelhafte(on).await?)
}
