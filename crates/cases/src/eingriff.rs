//! Interventions in a running process, by whoever may assign work: suspend and resume, end without a decision, move to
//! another step, correct variables, repair. Each says why, and the file keeps it.

use crate::{
    Result,
    entries::Event,
    model::{Error, Stoerung, Vorgang},
    nachrichten, process, record,
    tables::{self, stoerungen},
};
use bpmn::{IncidentId, Input};
use feel::Context;
use identity::{Permission, Scope, Sight};
use packages::Library;
use records::VorgangId;
use std::sync::Arc;
use store::{Executor, StreamId, Tx};

/// A Vorgang that somebody may intervene in, locked, and why they do.
async fn begin(tx: &mut Tx, scope: &Scope, id: VorgangId, grund: &str) -> Result<(Vorgang, String)> {
    scope.staff(Permission::AssignCases)?;
    let sight = Sight::of(scope)?.1;
    let found = tables::vorgang_in(tx, &sight, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = tables::vorgang_in(tx, &sight, id).await?.ok_or(Error::NotFound)?;
    if found.closed_at.is_some() {
        return Err(Error::Settled);
    }
    let grund = grund.trim();
    if grund.is_empty() {
        return Err(Error::GrundMissing);
    }
    Ok((found, grund.chars().take(crate::MAX_TEXT).collect()))
}

/// Suspends a Vorgang: nothing moves and nothing leaves the house until it is resumed. Periods of the law go on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Settled`] at its end or when it is suspended already, [`Error::GrundMissing`],
/// [`Error::Denied`].
pub async fn suspend(tx: &mut Tx, scope: &Scope, id: VorgangId, grund: &str) -> Result<()> {
    let (found, grund) = begin(tx, scope, id, grund).await?;
    if found.angehalten_at.is_some() {
        return Err(Error::Settled);
    }
    record(tx, scope, found.akte, id, Event::Angehalten { grund }).await
}

/// Lets a suspended Vorgang go on. What came due in the meantime happens within some minutes.
///
/// # Errors
/// As [`suspend`]; [`Error::Settled`] when it is not suspended.
pub async fn resume(tx: &mut Tx, scope: &Scope, id: VorgangId, grund: &str) -> Result<()> {
    let (found, grund) = begin(tx, scope, id, grund).await?;
    if found.angehalten_at.is_none() {
        return Err(Error::Settled);
    }
    record(tx, scope, found.akte, id, Event::Fortgesetzt { grund }).await
}

/// Ends a Vorgang without a decision. The file stays.
///
/// # Errors
/// As [`suspend`]; [`Error::Decided`] once it is decided: a decision is not undone like this.
pub async fn abandon(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    grund: &str,
) -> Result<()> {
    let (found, grund) = begin(tx, scope, id, grund).await?;
    if found.decided_at.is_some() {
        return Err(Error::Decided);
    }
    let package = library.get_in(tx, &found.package()?).await?;
    record(tx, scope, found.akte, id, Event::Eingestellt { grund: grund.clone() }).await?;
    process::drive(tx, scope, &package, id, Input::Cancel { reason: grund.into() }).await
}

/// Moves a Vorgang to another step of its process: what waits at the elements `leave` is withdrawn, and the process goes
/// on at `to`.
///
/// # Errors
/// As [`suspend`]; [`Error::Refused`] when nothing waits there or the process cannot go on there.
pub async fn jump(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    (leave, to): (&[String], &str),
    grund: &str,
) -> Result<()> {
    let (found, grund) = begin(tx, scope, id, grund).await?;
    let package = library.get_in(tx, &found.package()?).await?;
    let event = Event::Versetzt { von: leave.to_vec(), nach: to.to_owned(), grund };
    record(tx, scope, found.akte, id, event).await?;
    let leave = leave.iter().map(|element| Arc::from(element.as_str())).collect();
    process::drive(tx, scope, &package, id, Input::Jump { leave, to: to.into() }).await
}

/// Sets variables of the process; others stay.
///
/// # Errors
/// As [`suspend`]; [`Error::Refused`] for values that cannot be kept.
pub async fn correct(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    variables: &Context,
    grund: &str,
) -> Result<()> {
    let (found, grund) = begin(tx, scope, id, grund).await?;
    let package = library.get_in(tx, &found.package()?).await?;
    let event = Event::Berichtigt { variablen: nachrichten::encode(variables)?, grund };
    record(tx, scope, found.akte, id, event).await?;
    process::drive(tx, scope, &package, id, Input::SetVariables { variables: variables.clone() }).await
}

/// Tries again all that a Vorgang stands still at.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Settled`] when it does not stand still; [`Error::Denied`]; [`Error::Angehalten`].
pub async fn repair(tx: &mut Tx, scope: &Scope, library: &Library, id: VorgangId) -> Result<()> {
    scope.staff(Permission::WorkCases)?;
    let found = tables::vorgang_in(tx, &Sight::of(scope)?.1, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let open = stoerungen::of_vorgang(tx, id).await?;
    if open.is_empty() {
        return Err(Error::Settled);
    }
    let package = library.get_in(tx, &found.package()?).await?;
    for stoerung in open {
        // An earlier one may have ended it.
        let still = stoerungen::of_vorgang(tx, id).await?;
        if still.iter().any(|other| other.incident == stoerung.incident) {
            let incident = IncidentId(u64::try_from(stoerung.incident).unwrap_or(0));
            process::drive(tx, scope, &package, id, Input::Retry { incident }).await?;
        }
    }
    Ok(())
}

/// Where processes of the Vorgaenge that the scope may read stand still, oldest first, `limit` at most.
///
/// # Errors
/// [`Error::Denied`].
pub async fn incidents(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Stoerung>> {
    Ok(stoerungen::all(on, &Sight::of(scope)?.1, limit).await?)
}

/// Where the process of a Vorgang stands still, oldest first.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn incidents_of(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Stoerung>> {
    let found = crate::vorgang(on, scope, id).await?;
    Ok(stoerungen::of_vorgang(on, found.id).await?)
}

/// Where a Vorgang stands in its process: the elements at which something waits, and those that were passed, in this
/// order and with repetitions.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn place(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<bpmn::State> {
    let found = crate::vorgang(on, scope, id).await?;
    crate::letter::state(on, found.id).await
}
