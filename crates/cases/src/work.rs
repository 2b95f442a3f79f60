//! Tasks: taken, given back, given to somebody, done.

use crate::{
    Result,
    entries::Event,
    letter,
    model::{Erledigung, Error, Filter, Holder, Load, Task, TaskId, TaskStand, Vorgang, WorkItem},
    process, record,
    tables::{self, tasks},
};
use documents::Pdf;
use feel::{Context, Value};
use identity::{AccountId, Permission, Remit, Scope, Sight};
use jiff::SignedDuration;
use packages::{Library, Package};
use records::VorgangId;
use store::{Executor, Store, StreamId, Tx};
use uuid::Uuid;

/// Takes a task from the work list. What is in the hands of somebody one stands in for can be taken too.
///
/// # Errors
/// [`Error::Taken`] when somebody else has it, [`Error::Settled`] when it is done, [`Error::NotYourDuty`],
/// [`Error::FourEyes`].
pub async fn claim(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<()> {
    let found = workable(tx, scope, task).await?;
    if found.task.assignee != Some(found.account) {
        found.take(tx, scope).await?;
    }
    Ok(())
}

/// Puts a task back on the work list.
pub async fn release(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<()> {
    let found = workable(tx, scope, task).await?;
    match found.task.assignee {
        Some(_) => found.record(tx, scope, Event::AufgabeZurueckgegeben { task }).await,
        None => Ok(()),
    }
}

/// Gives a task to a colleague whose duty it is, whoever has it now; or back to all.
///
/// # Errors
/// [`Error::Denied`] without the permission to assign work; [`Error::NotYourDuty`] or [`Error::FourEyes`] when the
/// colleague may not do it; [`Error::Settled`].
pub async fn assign(tx: &mut Tx, scope: &Scope, task: TaskId, to: Option<AccountId>) -> Result<()> {
    let (_, behoerde) = scope.staff(Permission::AssignCases)?;
    let (task, vorgang) = open_task(tx, &Sight::of(scope)?.1, task).await?;
    if task.assignee == to {
        return Ok(());
    }
    let event = match to {
        None => Event::AufgabeZurueckgegeben { task: task.id },
        Some(account) => {
            let remit = identity::remit_of(tx, scope, account, behoerde).await?;
            may_do(tx, account, &remit, &task, &vorgang).await?;
            Event::AufgabeUebernommen { task: task.id, account }
        }
    };
    record(tx, scope, vorgang.akte, vorgang.id, event).await
}

/// How the open work of the Behoerde is spread: what nobody has taken first, then by how much somebody has.
///
/// # Errors
/// [`Error::Denied`] without the permission to assign work.
pub async fn load(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Load>> {
    scope.staff(Permission::AssignCases)?;
    Ok(tasks::load(on, &Sight::of(scope)?.1).await?)
}

/// The outcomes of a task that need reasons, as its process says ([`packages::needs_reasons`]). With any other, and where
/// there is nothing to choose from ([`Task::decides`]), what a person writes is a note.
#[must_use]
pub fn reasoned(package: &Package, vorgang: &Vorgang, task: &Task) -> Vec<String> {
    let node = package.element(vorgang.verfahren(), &task.element);
    let mut outcomes = if task.decides() { task.outcomes() } else { Vec::new() };
    outcomes.retain(|word| node.is_none_or(|node| packages::needs_reasons(node, word)));
    outcomes
}

/// The open work of the Behoerde in somebody's hands, `limit` lines at most: what is before the head of unit first, then
/// the rest of what the filter asks for, each oldest first.
///
/// # Errors
/// [`Error::Denied`] without the permission to assign work.
pub async fn work_of(
    on: &mut impl Executor,
    scope: &Scope,
    filter: Filter,
    holder: Holder,
    limit: i64,
) -> Result<Vec<WorkItem>> {
    let (account, _) = scope.staff(Permission::AssignCases)?;
    let (_, _, remit) = scope.remit(Permission::ReadCases)?;
    let sight = Sight::of(scope)?.1;
    let first = tasks::Wanted { filter: Filter::Escalated, holder, but_escalated: false };
    let mut found = tasks::work_list(on, &sight, account, remit, first, limit).await?;
    let left = limit.saturating_sub(i64::try_from(found.len()).unwrap_or(i64::MAX));
    if filter != Filter::Escalated && left > 0 {
        let rest = tasks::Wanted { filter, holder, but_escalated: true };
        found.extend(tasks::work_list(on, &sight, account, remit, rest, left).await?);
    }
    Ok(found)
}

/// Ends a task with one of its outcomes and the reasons for it; the process goes on. Where none are needed ([`reasoned`])
/// they may be empty.
///
/// # Errors
/// [`Error::Taken`] when somebody else has the task, [`Error::Settled`] when it is done, [`Error::NotYourDuty`],
/// [`Error::FourEyes`], [`Error::UnknownOutcome`], [`Error::ReasonMissing`], [`Error::Angaben`].
pub async fn decide(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    task: TaskId,
    erledigung: &Erledigung,
) -> Result<()> {
    let how = How { sammlung: None, grace: SignedDuration::ZERO };
    decide_how(tx, scope, library, task, erledigung, how).await
}

/// Whether a decision is one of many.
#[derive(Clone, Copy)]
pub(crate) struct How {
    pub sammlung: Option<Uuid>,
    pub grace: SignedDuration,
}

pub(crate) async fn decide_how(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    task: TaskId,
    erledigung: &Erledigung,
    how: How,
) -> Result<()> {
    let found = workable(tx, scope, task).await?;
    let known = found.task.outcomes();
    if !known.contains(&erledigung.ergebnis) {
        return Err(Error::UnknownOutcome { given: erledigung.ergebnis.clone(), known });
    }
    let package = library.get_in(tx, &found.vorgang.package()?).await?;
    let begruendung = erledigung.begruendung.trim();
    let reasoned = reasoned(&package, &found.vorgang, &found.task);
    if begruendung.is_empty() && reasoned.contains(&erledigung.ergebnis) {
        return Err(Error::ReasonMissing);
    }
    let output = found.output(tx, &package, erledigung).await?;
    if found.task.assignee != Some(found.account) {
        // Whoever decides has taken the task, be it only by deciding.
        found.take(tx, scope).await?;
    }
    let activity = bpmn::ActivityId(tasks::activity(tx, task).await?);
    let encode = |e: serde_json::Error| Error::Store(store::Error::Encode(e.to_string()));
    let done = Event::AufgabeErledigt {
        task,
        name: found.task.name.clone(),
        ergebnis: erledigung.ergebnis.clone(),
        begruendung: begruendung.to_owned(),
        angaben: erledigung.angaben.as_ref().map(serde_json::to_value).transpose().map_err(encode)?,
        sammlung: how.sammlung,
    };
    found.record(tx, scope, done).await?;
    let input = bpmn::Input::Complete { activity, output };
    process::drive_slowly(tx, scope, &package, found.vorgang.id, input, how.grace).await
}

/// Whether there is a draft to look at before a task ends: with one of its outcomes the case comes to a notice, and all
/// that the notice is made of is known by then or stands in the form of the task.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn has_draft(
    on: &mut impl Executor,
    scope: &Scope,
    library: &Library,
    task: TaskId,
    now: jiff::Timestamp,
) -> Result<bool> {
    let sight = Sight::of(scope)?.1;
    let task = tasks::task(on, &sight, task).await?.ok_or(Error::NotFound)?;
    let vorgang = tables::vorgang_in(on, &sight, task.vorgang).await?.ok_or(Error::NotFound)?;
    let package = library.get_in(on, &vorgang.package()?).await?;
    let node = package.element(vorgang.verfahren(), &task.element);
    let Some(node) = node.filter(|node| node.kind() == bpmn::NodeKind::UserTask) else { return Ok(false) };
    let form = node.extension("form").and_then(|name| package.aufgabe(name));
    if !task.decides() && form.is_none() {
        return Ok(false);
    }
    let mut assumed = Context::new().with("begruendung", "…");
    if let (Some(form), Some(result)) = (form, node.extension("result")) {
        let setting = form::Setting::new(store::day_in_germany(now), "de");
        // As if it were filled in: letters on the way may quote it.
        let answers = form::sample::answers(form, &setting, form::sample::Extent::Everything);
        let values = form.values_so_far(&answers, &setting);
        assumed = assumed.with(result, Value::Context(values));
    }
    let ends: Vec<Context> =
        task.outcomes().iter().map(|word| assumed.clone().with("ergebnis", word.as_str())).collect();
    crate::bescheid::leads_to_notice(on, &package, &vorgang, task.id, ends, now).await
}

/// The Bescheid as it would look if a task ended so, marked as a draft. Nothing is recorded.
///
/// # Errors
/// As [`decide`] for what was entered; [`Error::NoNotice`] where none follows.
pub async fn preview(
    store: &Store,
    scope: &Scope,
    library: &Library,
    task: TaskId,
    erledigung: &Erledigung,
) -> Result<Pdf> {
    let mut reader = store.reader();
    let sight = Sight::of(scope)?.1;
    let task = tasks::task(&mut reader, &sight, task).await?.ok_or(Error::NotFound)?;
    let vorgang = tables::vorgang_in(&mut reader, &sight, task.vorgang).await?.ok_or(Error::NotFound)?;
    let package = library.get_in(&mut reader, &vorgang.package()?).await?;
    let assumed = output(&mut reader, &package, &vorgang, &task, erledigung, store.now()).await?;
    // What may be shown is checked; the program reads the rest, such as names of colleagues.
    let house = store.as_house();
    let gruende = match erledigung.begruendung.trim() {
        "" => {
            tasks::reason_of(&mut house.reader(), vorgang.id, &task.other_than()).await?.unwrap_or_default()
        }
        own => own.to_owned(),
    };
    crate::bescheid::preview(&house, &package, &vorgang, task.id, assumed, &gruende).await
}

/// The variables that the end of a task gives to the process.
async fn output(
    on: &mut impl Executor,
    package: &Package,
    vorgang: &Vorgang,
    task: &Task,
    erledigung: &Erledigung,
    now: jiff::Timestamp,
) -> Result<Context> {
    let node = package.element(vorgang.verfahren(), &task.element);
    // What the platform would have done and a person did instead decides nothing.
    let Some(node) = node.filter(|node| node.kind() == bpmn::NodeKind::UserTask) else {
        return Ok(Context::new());
    };
    let mut output = Context::new()
        .with("ergebnis", erledigung.ergebnis.as_str())
        .with("begruendung", erledigung.begruendung.trim());
    if let Some(form) = node.extension("form").and_then(|name| package.aufgabe(name)) {
        let given = given(on, package, vorgang.id).await?;
        let setting = form::Setting::new(store::day_in_germany(now), "de").with_given(given);
        let answers = erledigung.angaben.clone().unwrap_or_default();
        let values = form.check(&answers, &setting).map_err(Error::Angaben)?;
        if let Some(result) = node.extension("result") {
            output = output.with(result, Value::Context(values));
        }
    }
    Ok(output)
}

/// What the forms of tasks read of the process of a Vorgang, for [`form::Setting::given`].
///
/// # Errors
/// [`Error::NotFound`].
pub async fn given_to_forms(
    on: &mut impl Executor,
    scope: &Scope,
    package: &Package,
    vorgang: VorgangId,
) -> Result<Context> {
    let sight = Sight::of(scope)?.1;
    let vorgang = tables::vorgang_in(on, &sight, vorgang).await?.ok_or(Error::NotFound)?;
    given(on, package, vorgang.id).await
}

async fn given(on: &mut impl Executor, package: &Package, vorgang: VorgangId) -> Result<Context> {
    let names: Vec<&str> =
        package.aufgaben().flat_map(|(_, form)| form.given()).map(String::as_str).collect();
    if names.is_empty() {
        return Ok(Context::new());
    }
    let variables = letter::variables(on, vorgang).await?;
    Ok(names.into_iter().filter_map(|name| Some((name, variables.get(name)?.clone()))).collect())
}

/// A task that is open, its Vorgang, locked, and who wants to do it.
struct Workable {
    account: AccountId,
    task: Task,
    vorgang: Vorgang,
}

impl Workable {
    async fn record(&self, tx: &mut Tx, scope: &Scope, event: Event) -> Result<()> {
        record(tx, scope, self.vorgang.akte, self.vorgang.id, event).await
    }

    async fn take(&self, tx: &mut Tx, scope: &Scope) -> Result<()> {
        let event = Event::AufgabeUebernommen { task: self.task.id, account: self.account };
        self.record(tx, scope, event).await
    }

    async fn output(&self, tx: &mut Tx, package: &Package, erledigung: &Erledigung) -> Result<Context> {
        let now = tx.now();
        output(tx, package, &self.vorgang, &self.task, erledigung, now).await
    }
}

/// The task and its Vorgang, locked, for a scope whose duty it is and in whose hands it is or may be.
async fn workable(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<Workable> {
    let (account, _, remit) = scope.remit(Permission::WorkCases)?;
    let (task, vorgang) = open_task(tx, &Sight::of(scope)?.1, task).await?;
    match task.assignee {
        Some(holder) if holder != account && !remit.stands_in_for.contains(&holder) => {
            return Err(Error::Taken);
        }
        _ => {}
    }
    may_do(tx, account, remit, &task, &vorgang).await?;
    Ok(Workable { account, task, vorgang })
}

async fn open_task(tx: &mut Tx, sight: &Sight, id: TaskId) -> Result<(Task, Vorgang)> {
    let found = tasks::task(tx, sight, id).await?.ok_or(Error::NotFound)?;
    let vorgang = tables::vorgang_in(tx, sight, found.vorgang).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    // Once more under the lock: somebody may have been faster.
    let found = tasks::task(tx, sight, id).await?.ok_or(Error::NotFound)?;
    match found.stand {
        TaskStand::Offen | TaskStand::Uebernommen => Ok((found, vorgang)),
        TaskStand::Erledigt | TaskStand::Entfallen => Err(Error::Settled),
    }
}

/// Whether a task is the duty of an account, and not one that somebody else must do.
async fn may_do(
    tx: &mut Tx,
    account: AccountId,
    remit: &Remit,
    task: &Task,
    vorgang: &Vorgang,
) -> Result<()> {
    if !remit.takes(&task.role, &vorgang.package) {
        return Err(Error::NotYourDuty { role: task.role.clone() });
    }
    if !task.other_than().is_empty() && tasks::did_before(tx, task.id, account).await? {
        return Err(Error::FourEyes);
    }
    Ok(())
}
