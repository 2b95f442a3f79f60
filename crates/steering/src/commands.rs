//! Taking plans in, and correcting what was found in them.

use crate::entries::{Entry, Lauf, STREAM};
use crate::model::Error;
use crate::{Result, tables, years};
use identity::{Permission, Scope};
use plans::{
    Aktionsplan, Fundstelle, Geschichten, Id, Korrektur, LineCount, Massnahme, Reading, Register, Sicherheit,
};
use store::Tx;

/// Where a plan comes from that is not read from a file.
const MADE_HERE: &str = "Rennsteig";
/// Why a measure goes on that was carried on into a plan made here.
const CARRIED_ON: &str = "In der Aufstellung des Aktionsplans fortgeführt.";

/// What became of the plans of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aufgenommen {
    /// Each plan with a year, in order.
    pub plaene: Vec<(i16, Geschehen)>,
    /// Lines at which plans begin that have no year: they were left out.
    pub ohne_jahr: Vec<u32>,
    /// Measures over all years, now.
    pub massnahmen: usize,
    /// Findings, now.
    pub befunde: usize,
    /// Ids of one measure that were given twice, when it was not yet known to be one: the first is kept.
    pub doppelte_ids: Vec<(String, String)>,
}

/// What became of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geschehen {
    /// It is new.
    Neu,
    /// It takes the place of another text of the same year.
    Ersetzt,
    /// It was there already.
    Bekannt,
}

/// Takes in the plans of a file as they were read. `jahr` is what a person says of the year of the only plan in it. The same
/// plan again changes nothing.
///
/// # Errors
/// [`Error::NoPlan`], [`Error::YearForMany`]; [`Error::Denied`] for everybody but the program itself. Nothing is changed then.
pub async fn take_in(
    tx: &mut Tx,
    scope: &Scope,
    reading: &Reading,
    datei: &str,
    jahr: Option<i16>,
) -> Result<Aufgenommen> {
    scope.house()?;
    let mut plans = reading.plans.clone();
    if let Some(jahr) = jahr {
        let [plan] = &mut plans[..] else { return Err(Error::YearForMany(plans.len())) };
        plan.jahr.jahr = Some(jahr);
        plan.jahr.sicherheit = Sicherheit::Sicher;
    }
    let mut done = Aufgenommen::default();
    done.ohne_jahr.extend(plans.iter().filter(|plan| plan.jahr.jahr.is_none()).map(|plan| plan.zeilen.0));
    if plans.iter().all(|plan| plan.jahr.jahr.is_none()) {
        return Err(Error::NoPlan);
    }
    lock(tx).await?;
    for plan in plans {
        let Some(jahr) = plan.jahr.jahr else { continue };
        done.plaene.push((jahr, keep(tx, scope, plan, jahr, reading, datei).await?));
    }
    let changed = done.plaene.iter().any(|(_, geschehen)| *geschehen != Geschehen::Bekannt);
    let found = order(tx, scope, changed).await?;
    done.massnahmen = found.geschichten.geschichten.len();
    done.befunde = found.befunde;
    done.doppelte_ids = found.geschichten.doppelte_ids.into_iter().map(|(a, b)| (a.0, b.0)).collect();
    Ok(done)
}

async fn keep(
    tx: &mut Tx,
    scope: &Scope,
    plan: Aktionsplan,
    jahr: i16,
    reading: &Reading,
    datei: &str,
) -> Result<Geschehen> {
    if let Some(nach) = tables::redated(tx, jahr).await? {
        let moved = years::moved(plan.clone(), nach);
        if tables::pruefsumme(tx, nach).await? == Some(years::checksum(&moved)?) {
            return Ok(Geschehen::Bekannt);
        }
    }
    let pruefsumme = years::checksum(&plan)?;
    let geschehen = match tables::pruefsumme(tx, jahr).await? {
        Some(there) if there == pruefsumme => return Ok(Geschehen::Bekannt),
        Some(_) => Geschehen::Ersetzt,
        None => Geschehen::Neu,
    };
    let (first, last) = plan.zeilen;
    let hinweise =
        reading.notes.iter().filter(|note| (first..=last).contains(&note.zeile)).cloned().collect();
    let entry = Entry::Aufgenommen { datei: datei.to_owned(), pruefsumme, plan: Box::new(plan), hinweise };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(geschehen)
}

/// Takes in a plan that was made here. `goes_on` says which measures of former plans go on in it, by their places in it.
/// A plan of that year that is there already stays.
///
/// # Errors
/// [`Error::PlanExists`], [`Error::NoPlan`] where it has no year, [`Error::NotFound`] for a measure or a place that there is not,
/// [`Error::WrongOrder`] where it is not the latest; [`Error::Denied`] unless whoever asks steers. Nothing is changed then.
pub async fn publish(tx: &mut Tx, scope: &Scope, plan: Aktionsplan, goes_on: &[(Id, usize)]) -> Result<()> {
    if *scope != Scope::House {
        scope.staff(Permission::SteerPlans)?;
    }
    let jahr = plan.jahr.jahr.ok_or(Error::NoPlan)?;
    lock(tx).await?;
    let latest = tables::koepfe(tx).await?.first().map(|plan| plan.jahr);
    if latest == Some(jahr) || tables::pruefsumme(tx, jahr).await?.is_some() {
        return Err(Error::PlanExists(jahr));
    }
    if latest.is_some_and(|latest| latest > jahr) {
        return Err(Error::WrongOrder);
    }
    let mut links = Vec::new();
    for (id, place) in goes_on {
        let history = tables::lebenslauf(tx, id).await?.ok_or(Error::NotFound)?;
        let last = history.stationen.last().ok_or(Error::NotFound)?;
        let von = Fundstelle::new(last.jahr, &last.massnahme);
        let nach = Fundstelle::new(jahr, plan.massnahmen.get(*place).ok_or(Error::NotFound)?);
        links.push(Korrektur::Verbinden { von, nach });
    }
    let reading = Reading { plans: vec![plan.clone()], notes: Vec::new(), lines: LineCount::default() };
    keep(tx, scope, plan, jahr, &reading, MADE_HERE).await?;
    for korrektur in links {
        let entry = Entry::Korrigiert { korrektur, grund: CARRIED_ON.to_owned() };
        tx.record(STREAM, scope.actor(), &entry).await?;
    }
    order(tx, scope, true).await?;
    Ok(())
}

/// Says that two measures are the same, or that they are not. It outweighs all evidence.
///
/// # Errors
/// [`Error::NoSuchMassnahme`], [`Error::WrongOrder`], [`Error::GrundMissing`]; [`Error::Denied`] for everybody but the program
/// itself.
pub async fn correct(tx: &mut Tx, scope: &Scope, korrektur: Korrektur, grund: &str) -> Result<()> {
    scope.house()?;
    let grund = grund.trim();
    if grund.is_empty() {
        return Err(Error::GrundMissing);
    }
    let (Korrektur::Verbinden { von, nach } | Korrektur::Trennen { von, nach }) = &korrektur;
    if von.jahr >= nach.jahr {
        return Err(Error::WrongOrder);
    }
    lock(tx).await?;
    let plans = tables::plans(tx).await?;
    for named in [von, nach] {
        let there = |massnahme: &Massnahme| Fundstelle::new(named.jahr, massnahme) == *named;
        let plan = plans.iter().find(|plan| plan.jahr.jahr == Some(named.jahr));
        if !plan.is_some_and(|plan| plan.massnahmen.iter().any(there)) {
            return Err(Error::NoSuchMassnahme(named.clone()));
        }
    }
    tx.record(STREAM, scope.actor(), &Entry::Korrigiert { korrektur, grund: grund.to_owned() }).await?;
    order(tx, scope, true).await?;
    Ok(())
}

/// Says that a plan is of another year than it was taken for. Its measures keep their ids, and corrections of them hold on;
/// the same file taken in again is known.
///
/// # Errors
/// [`Error::GrundMissing`], [`Error::NoYear`], [`Error::NotFound`], [`Error::YearTaken`]; [`Error::Denied`] for everybody but the
/// program itself.
pub async fn redate(tx: &mut Tx, scope: &Scope, von: i16, nach: i16, grund: &str) -> Result<()> {
    scope.house()?;
    let grund = grund.trim();
    if grund.is_empty() {
        return Err(Error::GrundMissing);
    }
    if !YEARS.contains(&nach) {
        return Err(Error::NoYear(nach));
    }
    lock(tx).await?;
    tables::pruefsumme(tx, von).await?.ok_or(Error::NotFound)?;
    if tables::pruefsumme(tx, nach).await?.is_some() {
        return Err(Error::YearTaken(nach));
    }
    tx.record(STREAM, scope.actor(), &Entry::Umdatiert { von, nach, grund: grund.to_owned() }).await?;
    order(tx, scope, true).await?;
    Ok(())
}

/// Years that plans are of; others are misprints.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

struct Found {
    geschichten: Geschichten,
    befunde: usize,
}

/// Finds which measures are the same and what does not fit, and records it where something has `changed`.
async fn order(tx: &mut Tx, scope: &Scope, changed: bool) -> Result<Found> {
    let plans = tables::plans(tx).await?;
    let register = Register(tables::register(tx).await?);
    let korrekturen = tables::korrekturen(tx).await?;
    let geschichten = plans::histories(&plans, &register, &korrekturen);
    let befunde = plans::befunde(&plans, &geschichten);
    let found = Found { befunde: befunde.len(), geschichten };
    if !changed {
        return Ok(found);
    }
    let year = |place: usize| plans[place].jahr.jahr.unwrap_or_default();
    let laeufe = found.geschichten.geschichten.iter().map(|one| Lauf {
        id: one.id.clone(),
        stationen: one.stationen.iter().map(|at| (year(at.plan), at.massnahme)).collect(),
        aus: one.aus.clone(),
        ende: one.ende.clone(),
    });
    let entry = Entry::Geordnet {
        laeufe: laeufe.collect(),
        verbindungen: found.geschichten.verbindungen.clone(),
        befunde,
    };
    tx.record(STREAM, scope.actor(), &entry).await?;
    Ok(found)
}

async fn lock(tx: &mut Tx) -> Result<()> {
    tx.open_stream(STREAM, "steuerung", None).await?;
    tx.lock_stream(STREAM).await?;
    Ok(())
}
