//! Running Vorgaenge go on by another version of their package: after the law has changed, or a mistake in the process was
//! mended. Each is asked first whether it fits; those that do not stay in the version that they began in.

use crate::{
    Result, deadlines,
    entries::{Event, Neufassung},
    letter,
    model::{Error, Vorgang},
    process, record,
    tables::{self, tasks},
};
use bpmn::{Migration, Misfit, Moment, State, Step};
use identity::Scope;
use jiff::Timestamp;
use packages::{Digest, Library, Package};
use records::VorgangId;
use std::collections::BTreeMap;
use store::{Executor, StreamId, Tx};

/// Vorgaenge that run by a version of a package, in order of their ids, after `after`, `limit` at most.
///
/// # Errors
/// [`Error::Denied`] for everybody but the program itself.
pub async fn running(
    on: &mut impl Executor,
    scope: &Scope,
    version: &Digest,
    after: Option<VorgangId>,
    limit: i64,
) -> Result<Vec<Vorgang>> {
    scope.house()?;
    Ok(tables::running(on, version, after, limit).await?)
}

/// Whether a Vorgang fits another version of its package: what is in the way, nothing when it fits.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`]; [`Error::Process`] when the other version is one of another package or lacks
/// the process.
pub async fn fits(
    on: &mut impl Executor,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    to: &Digest,
    ids: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<Vec<Misfit>> {
    scope.house()?;
    let found = tables::vorgang(on, id).await?.ok_or(Error::NotFound)?;
    let state = letter::state(on, id).await?;
    let pair = Versions::read(on, library, &found, to).await?;
    let calendar = deadlines::calendar(on, found.behoerde).await?;
    let moment = Moment { now, calendar: Some(&calendar) };
    Ok(pair.step(&found, &state, ids, moment)?.err().unwrap_or_default())
}

/// Lets a Vorgang go on by another version of its package.
///
/// # Errors
/// [`Error::Misfits`] with all that is in the way; as [`fits`]; [`Error::Settled`] at its end, [`Error::Angehalten`] while
/// it is suspended, [`Error::GrundMissing`].
pub async fn convert(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    to: &Digest,
    ids: &BTreeMap<String, String>,
    grund: &str,
) -> Result<()> {
    scope.house()?;
    let found = tables::vorgang(tx, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = tables::vorgang(tx, id).await?.ok_or(Error::NotFound)?;
    if found.closed_at.is_some() {
        return Err(Error::Settled);
    }
    if found.angehalten_at.is_some() {
        return Err(Error::Angehalten);
    }
    let grund = grund.trim();
    if grund.is_empty() {
        return Err(Error::GrundMissing);
    }
    let state = letter::state(tx, id).await?;
    let pair = Versions::read(tx, library, &found, to).await?;
    let calendar = deadlines::calendar(tx, found.behoerde).await?;
    let moment = Moment { now: tx.now(), calendar: Some(&calendar) };
    let step = pair.step(&found, &state, ids, moment)?.map_err(Error::Misfits)?;
    let event = Event::Umgestellt {
        auf: to.clone(),
        version: pair.to.manifest().version.clone(),
        ids: ids.clone(),
        aufgaben: pair.tasks(tx, &found, ids).await?,
        grund: grund.to_owned(),
    };
    record(tx, scope, found.akte, id, event).await?;
    process::carry_on(tx, scope, &pair.to, id, &state, step).await
}

/// The version that a Vorgang runs by, and another one.
struct Versions {
    from: std::sync::Arc<Package>,
    to: std::sync::Arc<Package>,
}

impl Versions {
    async fn read(on: &mut impl Executor, library: &Library, vorgang: &Vorgang, to: &Digest) -> Result<Self> {
        let from = library.get_in(on, &vorgang.package()?).await?;
        let pair = Self { from, to: library.get_in(on, to).await? };
        if pair.from.manifest().id == pair.to.manifest().id {
            return Ok(pair);
        }
        let message = format!("{} is another package", pair.to.manifest().id);
        Err(Error::Process { package: vorgang.package.clone(), message })
    }

    fn step(
        &self,
        vorgang: &Vorgang,
        state: &State,
        ids: &BTreeMap<String, String>,
        moment: Moment<'_>,
    ) -> Result<Result<Step, Vec<Misfit>>> {
        let verfahren = vorgang.verfahren();
        let processes = (self.from.process_of(verfahren), self.to.process_of(verfahren));
        let (Some(from), Some(to)) = processes else {
            let message = format!("a version has no process for the Verfahren {verfahren}");
            return Err(Error::Process { package: vorgang.package.clone(), message });
        };
        let pairs = ids.iter().map(|(old, new)| (old.as_str().into(), new.as_str().into()));
        Ok(bpmn::migrate(from, to, state, &Migration { ids: pairs.collect() }, moment))
    }

    /// How the open tasks read in the other version.
    async fn tasks(
        &self,
        tx: &mut Tx,
        vorgang: &Vorgang,
        ids: &BTreeMap<String, String>,
    ) -> Result<Vec<Neufassung>> {
        let process = self.to.process_of(vorgang.verfahren());
        let open = tasks::open_of(tx, vorgang.id).await?;
        let new = open.into_iter().filter_map(|task| {
            let element = ids.get(&task.element).unwrap_or(&task.element);
            let node = process?.element(element)?;
            let wording = process::Wording::of(node);
            Some(Neufassung {
                task: task.id,
                element: element.clone(),
                name: wording.name,
                role: wording.role,
                outcomes: wording.outcomes,
                other_than: wording.other_than,
            })
        });
        Ok(new.collect())
    }
}
