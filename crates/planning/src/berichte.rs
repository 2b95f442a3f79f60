//! Progress reports: rounds that begin by the calendar, reminders, and what was reported.

use crate::entries::{Entry, of_kalender, of_runde};
use crate::model::{Bericht, Berichtskalender, Error, Offen, Runde, Umfang};
use crate::tables::{self, Which};
use crate::{Result, plans, reads, short_names, steers};
use identity::{BehoerdeId, Denied, Permission, Scope};
use jiff::{ToSpan, civil::Date};
use plans::{Federfuehrung, Id, Projektstatus};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Ended, Executor, Failure, Job, Jobs, Tx, day_in_germany, start_of_day_in_germany};

/// So many days before a report is due, those are reminded who have not reported.
const BEFORE: i32 = 7;

/// Begin the round of a Stichtag, where the calendar still has it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Beginnen {
    stichtag: Date,
}

impl Job for Beginnen {
    const KIND: &'static str = "planning.runde";
}

/// Remind those who have not reported.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Erinnern {
    stichtag: Date,
}

impl Job for Erinnern {
    const KIND: &'static str = "planning.erinnern";
}

/// Sets on which days of a year leads report.
///
/// # Errors
/// [`Error::Angabe`], [`Error::Denied`] unless whoever asks steers.
pub async fn set_calendar(tx: &mut Tx, scope: &Scope, kalender: Berichtskalender) -> Result<()> {
    steers(scope)?;
    let kalender = kalender.checked()?;
    tx.open_stream(of_kalender(), "berichtskalender", None).await?;
    tx.lock_stream(of_kalender()).await?;
    if tables::kalender(tx).await?.as_ref() != Some(&kalender) {
        tx.record(of_kalender(), scope.actor(), &Entry::Kalender { kalender: kalender.clone() }).await?;
        schedule(tx, &kalender).await?;
    }
    Ok(())
}

/// Has the next round begun on the morning of its Stichtag.
async fn schedule(tx: &mut Tx, kalender: &Berichtskalender) -> Result<()> {
    if let Some(stichtag) = kalender.after(day_in_germany(tx.now())) {
        let key = format!("runde {stichtag}");
        tx.enqueue_at(&Beginnen { stichtag }, start_of_day_in_germany(stichtag), Some(key)).await?;
    }
    Ok(())
}

/// Begins a round now: all who lead a measure of the latest plan are to report on it, and are told so. Where no Behoerde of
/// that name takes part, the one that steers reports. A round that there is already changes nothing. Returns on how many.
///
/// # Errors
/// [`Error::Denied`] for everybody but whoever steers and the program itself.
pub async fn open_round(tx: &mut Tx, scope: &Scope, stichtag: Date) -> Result<usize> {
    if *scope != Scope::House {
        steers(scope)?;
    }
    tx.open_stream(of_runde(stichtag), "berichtsrunde", None).await?;
    tx.lock_stream(of_runde(stichtag)).await?;
    let all = tables::runden(tx).await?;
    if let Some(there) = all.iter().find(|runde| runde.stichtag == stichtag) {
        return Ok(usize::try_from(there.massnahmen).unwrap_or(0));
    }
    let umfang = leads(tx).await?;
    let bis = tables::kalender(tx).await?.unwrap_or_default().bis(stichtag);
    let count = umfang.len();
    tx.record(of_runde(stichtag), scope.actor(), &Entry::RundeEroeffnet { stichtag, bis, umfang }).await?;
    let now = tx.now();
    tx.enqueue_at(&Erinnern { stichtag }, now, Some(format!("erinnern {stichtag} beginn"))).await?;
    for (days, word) in [(-BEFORE, "bald"), (1, "vorbei")] {
        let at = start_of_day_in_germany(bis.saturating_add(days.days()));
        if at > now {
            tx.enqueue_at(&Erinnern { stichtag }, at, Some(format!("erinnern {stichtag} {word}"))).await?;
        }
    }
    Ok(count)
}

/// Who leads which measure of the latest plan.
async fn leads(tx: &mut Tx) -> Result<Vec<Umfang>> {
    let offices: BTreeMap<String, BehoerdeId> =
        short_names(tx).await?.into_iter().map(|(id, name)| (name, id)).collect();
    let steering = identity::holders(tx, &Scope::House, Permission::SteerPlans).await?;
    let own = steering.first().map(|(behoerde, _)| *behoerde);
    let mut found = Vec::new();
    for (massnahme, stands) in steering::laufende(tx).await? {
        if stands.status == Some(Projektstatus::Abgeschlossen) {
            continue;
        }
        let lead = stands.federfuehrung.as_ref().and_then(Federfuehrung::erste);
        let office = lead.and_then(|lead| offices.get(&lead.kuerzel)).copied();
        if let Some(behoerde) = office.or(own) {
            let nummer = stands.nummer.as_ref().map(ToString::to_string);
            found.push(Umfang { massnahme, titel: stands.titel, nummer, behoerde });
        }
    }
    Ok(found)
}

/// Reports on a measure. Until the next round begins, a report can be made anew; it has to be released again then.
///
/// # Errors
/// [`Error::NotFound`] where one's Behoerde has none to make, [`Error::Stand`] once a later round has begun,
/// [`Error::Angabe`], [`Error::Denied`].
pub async fn report(tx: &mut Tx, scope: &Scope, stichtag: Date, id: &Id, bericht: Bericht) -> Result<()> {
    let behoerde = plans(scope)?;
    let bericht = bericht.checked()?;
    let which =
        Which { stichtag: Some(stichtag), massnahme: Some(id), behoerde: Some(behoerde), ..Which::default() };
    if tables::berichte(tx, &which).await?.is_empty() {
        return Err(Error::NotFound);
    }
    tx.lock_stream(of_runde(stichtag)).await?;
    let found = tables::berichte(tx, &which).await?.into_iter().next().ok_or(Error::NotFound)?;
    if tables::runden(tx).await?.first().is_some_and(|last| last.stichtag > stichtag) {
        return Err(Error::Stand);
    }
    if found.bericht.is_none_or(|(there, ..)| there != bericht) {
        let entry = Entry::Berichtet { stichtag, massnahme: id.clone(), bericht };
        tx.record(of_runde(stichtag), scope.actor(), &entry).await?;
    }
    Ok(())
}

/// Lets everybody read reports: those of a round that are named, as far as they are there. Returns how many are new.
///
/// # Errors
/// [`Error::NotFound`] where there is no such round, [`Error::Denied`].
pub async fn release(tx: &mut Tx, scope: &Scope, stichtag: Date, ids: &[Id]) -> Result<usize> {
    steers(scope)?;
    if !tables::runden(tx).await?.iter().any(|runde| runde.stichtag == stichtag) {
        return Err(Error::NotFound);
    }
    tx.lock_stream(of_runde(stichtag)).await?;
    let all = tables::berichte(tx, &Which { stichtag: Some(stichtag), ..Which::default() }).await?;
    let is_meant = |one: &Offen| {
        ids.contains(&one.umfang.massnahme) && one.bericht.is_some() && one.freigegeben_at.is_none()
    };
    let massnahmen: Vec<Id> = all.into_iter().filter(is_meant).map(|one| one.umfang.massnahme).collect();
    let count = massnahmen.len();
    if count > 0 {
        tx.record(of_runde(stichtag), scope.actor(), &Entry::Freigegeben { stichtag, massnahmen }).await?;
    }
    Ok(count)
}

/// The calendar, and the Stichtag of the next round where there is one.
pub async fn next_round(
    on: &mut impl Executor,
    scope: &Scope,
    today: Date,
) -> Result<Option<(Berichtskalender, Option<Date>)>> {
    reads(scope)?;
    Ok(tables::kalender(on).await?.map(|kalender| {
        let next = kalender.after(today);
        (kalender, next)
    }))
}

/// The rounds, the latest first.
pub async fn rounds(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Runde>> {
    reads(scope)?;
    Ok(tables::runden(on).await?)
}

/// The reports of a round, due and there.
///
/// # Errors
/// [`Error::Denied`].
pub async fn reports(on: &mut impl Executor, scope: &Scope, stichtag: Date) -> Result<Vec<Offen>> {
    reads(scope)?;
    named(on, &Which { stichtag: Some(stichtag), ..Which::default() }).await
}

/// The reports of the latest round that one's own Behoerde has not made.
pub async fn due(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Offen>> {
    let Some(behoerde) = reads(scope)? else { return Err(Denied::Kind.into()) };
    let Some(last) = tables::runden(on).await?.into_iter().next() else { return Ok(Vec::new()) };
    let which = Which { stichtag: Some(last.stichtag), behoerde: Some(behoerde), ..Which::default() };
    let mut found = named(on, &which).await?;
    found.retain(|one| one.bericht.is_none());
    Ok(found)
}

/// The reports on a measure that everybody may read, the latest first.
pub async fn released(on: &mut impl Executor, id: &Id) -> Result<Vec<Offen>> {
    named(on, &Which { massnahme: Some(id), public: true, ..Which::default() }).await
}

async fn named(on: &mut impl Executor, which: &Which<'_>) -> Result<Vec<Offen>> {
    let mut found = tables::berichte(on, which).await?;
    if !found.is_empty() {
        let names = short_names(on).await?;
        for one in &mut found {
            one.kurz = names.get(&one.umfang.behoerde).cloned().unwrap_or_default();
        }
    }
    Ok(found)
}

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.within(|tx, job: Beginnen| Box::pin(async move { begin(tx, &job).await }))
        .within(|tx, job: Erinnern| Box::pin(async move { remind(tx, &job).await }))
}

async fn begin(tx: &mut Tx, job: &Beginnen) -> Result<Ended, Failure> {
    let again = |error: Error| Failure::Again(error.to_string());
    let Some(kalender) = tables::kalender(tx).await? else { return Ok(Ended::Nothing) };
    let eve = job.stichtag.yesterday().map_err(|e| Failure::Never(e.to_string()))?;
    // Another calendar has come meanwhile, with a job of its own.
    if kalender.after(eve) != Some(job.stichtag) {
        return Ok(Ended::Nothing);
    }
    open_round(tx, &Scope::House, job.stichtag).await.map_err(again)?;
    schedule(tx, &kalender).await.map_err(again)?;
    Ok(Ended::Done)
}

async fn remind(tx: &mut Tx, job: &Erinnern) -> Result<Ended, Failure> {
    let again = |error: String| Failure::Again(error);
    let which = Which { stichtag: Some(job.stichtag), ..Which::default() };
    let open = tables::berichte(tx, &which).await?.into_iter().filter(|one| one.bericht.is_none());
    let offices: BTreeSet<BehoerdeId> = open.map(|one| one.umfang.behoerde).collect();
    if offices.is_empty() {
        return Ok(Ended::Nothing);
    }
    let holders = identity::holders_and_deputies(tx, &Scope::House, Permission::PlanMeasures)
        .await
        .map_err(|e| again(e.to_string()))?;
    for (_, account) in holders.into_iter().filter(|(behoerde, _)| offices.contains(behoerde)) {
        post::tell_reports(tx, account).await.map_err(|e| again(e.to_string()))?;
    }
    Ok(Ended::Done)
}
