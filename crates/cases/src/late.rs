//! Tasks that are not done in time: first they are late, then, if the package wants it so, they come before the head of
//! unit. Each is noted once, however often a job is repeated, and the second never before the first.

use crate::{
    deadlines,
    entries::Event,
    jobs::{Eskalieren, Faellig},
    model::{Error, Task, TaskId, Vorgang},
    record, tables,
};
use identity::Scope;
use jiff::civil::Date;
use packages::Library;
use store::{Ended, Failure, StreamId, Tx};

/// Carries out the job: notes that a task is late, if it is still open.
pub(crate) async fn overdue(tx: &mut Tx, library: &Library, job: &Faellig) -> Result<Ended, Failure> {
    let Some((task, vorgang)) = open_task(tx, job.task).await? else { return Ok(Ended::Nothing) };
    if !task.overdue {
        let event = Event::AufgabeUeberfaellig { task: task.id };
        record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    }
    if task.escalated_at.is_none()
        && let Some(last) = last_day(tx, library, &task, &vorgang).await?
    {
        let key = format!("eskalieren {}", task.id);
        tx.enqueue_at(&Eskalieren { task: task.id }, deadlines::over(last), Some(key)).await?;
    }
    Ok(Ended::Done)
}

/// Carries out the job: brings a task before the head of unit, if it is still open.
pub(crate) async fn escalate(tx: &mut Tx, job: &Eskalieren) -> Result<Ended, Failure> {
    let Some((task, vorgang)) = open_task(tx, job.task).await? else { return Ok(Ended::Nothing) };
    if task.escalated_at.is_some() {
        return Ok(Ended::Nothing);
    }
    let event = Event::AufgabeEskaliert { task: task.id };
    record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    post::tell_leitung(tx, vorgang.behoerde, &vorgang.package).await.map_err(Error::from)?;
    Ok(Ended::Done)
}

/// The last day on which a task that is late can be done without being escalated; `None` where it never is.
async fn last_day(
    tx: &mut Tx,
    library: &Library,
    task: &Task,
    vorgang: &Vorgang,
) -> Result<Option<Date>, Error> {
    let package = library.get_in(tx, &vorgang.package()?).await?;
    let node = package.element(vorgang.verfahren(), &task.element);
    let (Some(node), Some(due)) = (node, task.due()) else { return Ok(None) };
    let Some(dauer) = package.eskalation(node)? else { return Ok(None) };
    let calendar = deadlines::calendar(tx, vorgang.behoerde).await?;
    Ok(Some(deadlines::end(dauer, due, &calendar)?))
}

/// An open task with its Vorgang, locked; the package of a Vorgang never changes.
async fn open_task(tx: &mut Tx, id: TaskId) -> Result<Option<(Task, Vorgang)>, Failure> {
    let Some(task) = tables::tasks::any_task(tx, id).await? else { return Ok(None) };
    let Some(vorgang) = tables::vorgang(tx, task.vorgang).await? else { return Ok(None) };
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    let task = tables::tasks::any_task(tx, id).await?;
    Ok(task.filter(Task::is_open).map(|task| (task, vorgang)))
}

/// When it is looked whether a task is late; again after a decision of many was taken back in the meantime.
pub(crate) async fn watch(tx: &mut Tx, task: TaskId, due: Date) -> store::Result<()> {
    tx.enqueue_at(&Faellig { task }, deadlines::over(due), Some(format!("faellig {task}"))).await
}
