//! The Vorgang: an Antrag on its way through a process to a decision.
//!
//! A package brings the process (BPMN), its decisions (DMN) and the notice. This office drives the process:
//! the engine of crate `bpmn` says what comes next, and `process` carries it out - decisions at once, letters
//! as jobs, what people must do as tasks on the work list. Everything of a Vorgang lies in the stream of its
//! Akte, so that the file is complete by itself.
//!
//! Commands: [`open`], [`claim`], [`release`], [`decide`], [`repair`], [`file_away`]. Queries: [`work_list`], [`vorgang`],
//! [`of_akte`], [`of_person`], [`latest`], [`search`], [`task`], [`tasks`], [`decisions`], [`steps`], [`counts`].
//! Jobs: [`register_jobs`].

mod bescheid;
mod entries;
mod jobs;
mod model;
mod process;
mod tables;
mod walls;

pub use jobs::register_jobs;
pub use model::{
    Anlage, Error, Explained, Filter, NewVorgang, Stand, Step, Task, TaskId, TaskStand, Vorgang, WorkItem,
};
pub use records::{AkteId, VorgangId};

use entries::{Entry, Event};
use identity::{AccountId, BehoerdeId, Permission, Scope};
use packages::Library;
use store::{Executor, Office, StreamId, Tx, projector};

/// The cases office as the store sees it.
pub const OFFICE: Office = Office {
    name: "cases",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Opens a Vorgang in a new Akte, files what came with the Antrag and drives the process as far as it goes
/// without waiting. An Akte that has its Vorgang already keeps it: the command may be repeated.
pub async fn open(tx: &mut Tx, scope: &Scope, library: &Library, new: NewVorgang) -> Result<VorgangId> {
    tx.lock_stream(StreamId(new.akte.0)).await?;
    if let Some(there) = tables::vorgang_of_akte(tx, new.akte).await? {
        return Ok(there.id);
    }
    let package = library.get(&new.package).await?;
    let manifest = package.manifest();
    let akte = records::NewAkte {
        id: new.akte,
        behoerde: new.behoerde,
        aktenplan: manifest.akte.aktenplan.clone(),
        dienst: manifest.id.clone(),
        betreff: manifest.akte.betreff.clone(),
        person: new.person,
    };
    let akte = records::open_akte(tx, scope, akte).await?;
    let id = VorgangId(tx.new_id());
    let opened = Event::Eroeffnet {
        behoerde: new.behoerde,
        package: manifest.id.clone(),
        digest: new.package.clone(),
        titel: manifest.titel.clone(),
        person: new.person,
        name: new.name,
        aktenzeichen: akte.aktenzeichen.clone(),
        eingangsnummer: new.eingangsnummer,
        received_at: new.received_at,
    };
    record(tx, scope, new.akte, id, opened).await?;
    for anlage in new.dokumente {
        file(tx, scope, new.akte, id, anlage).await?;
    }
    let variables = process::first_variables(tx, &package, &akte.aktenzeichen, new.received_at, new.antrag);
    process::drive(tx, scope, &package, id, bpmn::Input::Start { variables }).await?;
    Ok(id)
}

async fn file(tx: &mut Tx, scope: &Scope, akte: AkteId, vorgang: VorgangId, anlage: Anlage) -> Result<()> {
    let art = if anlage.is_antrag { records::DokumentArt::Antrag } else { records::DokumentArt::Nachweis };
    let dokument = records::NewDokument {
        vorgang: Some(vorgang),
        art,
        richtung: records::Richtung::Eingang,
        titel: anlage.titel,
        file_name: anlage.file_name,
        media_type: anlage.media_type,
    };
    records::file_dokument(tx, scope, akte, dokument, anlage.blob, anlage.size).await?;
    Ok(())
}

/// Takes a task from the work list.
///
/// # Errors
/// [`Error::Taken`] when somebody else has it, [`Error::Settled`] when it is done.
pub async fn claim(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<()> {
    let (account, found, vorgang) = workable(tx, scope, task).await?;
    match found.assignee {
        Some(holder) if holder == account => Ok(()),
        Some(_) => Err(Error::Taken),
        None => {
            record(tx, scope, vorgang.akte, vorgang.id, Event::AufgabeUebernommen { task, account }).await
        }
    }
}

/// Puts a task back on the work list.
pub async fn release(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<()> {
    let (account, found, vorgang) = workable(tx, scope, task).await?;
    match found.assignee {
        Some(holder) if holder == account => {
            record(tx, scope, vorgang.akte, vorgang.id, Event::AufgabeZurueckgegeben { task }).await
        }
        Some(_) => Err(Error::Taken),
        None => Ok(()),
    }
}

/// Ends a task with one of its outcomes and the reasons for it; the process goes on. Where there is nothing to choose
/// from ([`Task::decides`]) the reasons are a note, which may be empty.
///
/// # Errors
/// [`Error::Taken`] when somebody else has the task, [`Error::Settled`] when it is done,
/// [`Error::UnknownOutcome`], [`Error::ReasonMissing`].
pub async fn decide(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    task: TaskId,
    ergebnis: &str,
    begruendung: &str,
) -> Result<()> {
    let (account, found, vorgang) = workable(tx, scope, task).await?;
    if found.assignee.is_some_and(|holder| holder != account) {
        return Err(Error::Taken);
    }
    let known = found.outcomes();
    if !known.iter().any(|outcome| outcome == ergebnis) {
        return Err(Error::UnknownOutcome { given: ergebnis.to_owned(), known });
    }
    let begruendung = begruendung.trim();
    if begruendung.is_empty() && found.decides() {
        return Err(Error::ReasonMissing);
    }
    let package = library.get(&vorgang.package()?).await?;
    let activity = tables::task_activity(tx, task).await?;
    if found.assignee.is_none() {
        // Whoever decides has taken the task, be it only by deciding.
        record(tx, scope, vorgang.akte, vorgang.id, Event::AufgabeUebernommen { task, account }).await?;
    }
    let done = Event::AufgabeErledigt {
        task,
        name: found.name,
        ergebnis: ergebnis.to_owned(),
        begruendung: begruendung.to_owned(),
    };
    record(tx, scope, vorgang.akte, vorgang.id, done).await?;
    let output = match package.process().element(&found.element).map(bpmn::Node::kind) {
        Some(bpmn::NodeKind::UserTask) => {
            feel::Context::new().with("ergebnis", ergebnis).with("begruendung", begruendung)
        }
        // What the platform would have done and a person did instead decides nothing.
        _ => feel::Context::new(),
    };
    let input = bpmn::Input::Complete { activity: bpmn::ActivityId(activity), output };
    process::drive(tx, scope, &package, vorgang.id, input).await
}

/// Tries again what a Vorgang stands still at.
pub async fn repair(tx: &mut Tx, scope: &Scope, library: &Library, id: VorgangId) -> Result<()> {
    let (_, behoerde) = scope.staff(Permission::WorkCases)?;
    let found = tables::vorgang_of_behoerde(tx, behoerde, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let (_, incident) = tables::state(tx, id).await?;
    let Some(incident) = incident else { return Err(Error::Settled) };
    let package = library.get(&found.package()?).await?;
    record(tx, scope, found.akte, id, Event::Behoben).await?;
    let input = bpmn::Input::Retry { incident: bpmn::IncidentId(incident) };
    process::drive(tx, scope, &package, id, input).await
}

/// How long an Akte stays open after its Vorgang ended: a month for the remedy (§ 70 Abs. 1 VwGO), and time
/// for what comes late.
const OPEN_AFTER_END: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 90);

/// Closes the Akten of Vorgaenge that ended long enough ago, `limit` at most; returns how many. The
/// retention period of the package begins.
pub async fn file_away(tx: &mut Tx, library: &Library, limit: i64) -> Result<usize> {
    let until = tx.now().checked_sub(OPEN_AFTER_END).unwrap_or(jiff::Timestamp::MIN);
    let due = tables::to_file_away(tx, until.into(), limit).await?;
    for vorgang in &due {
        let package = library.get(&vorgang.package()?).await?;
        let years = package.manifest().akte.aufbewahrung_jahre;
        records::close_akte(tx, &Scope::House, vorgang.akte, years).await?;
        record(tx, &Scope::House, vorgang.akte, vorgang.id, Event::Abgelegt).await?;
    }
    Ok(due.len())
}

/// The task and its Vorgang, locked, for a scope that may work on it.
async fn workable(tx: &mut Tx, scope: &Scope, task: TaskId) -> Result<(AccountId, Task, Vorgang)> {
    let (account, behoerde) = scope.staff(Permission::WorkCases)?;
    let found = tables::task(tx, behoerde, task).await?.ok_or(Error::NotFound)?;
    let vorgang = tables::vorgang_of_behoerde(tx, behoerde, found.vorgang).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    // Once more under the lock: somebody may have been faster.
    let found = tables::task(tx, behoerde, task).await?.ok_or(Error::NotFound)?;
    match found.stand {
        TaskStand::Offen | TaskStand::Uebernommen => Ok((account, found, vorgang)),
        TaskStand::Erledigt | TaskStand::Entfallen => Err(Error::Settled),
    }
}

async fn record(tx: &mut Tx, scope: &Scope, akte: AkteId, vorgang: VorgangId, event: Event) -> Result<()> {
    tx.record(StreamId(akte.0), scope.actor(), &Entry { vorgang, event }).await?;
    Ok(())
}

fn reads(scope: &Scope) -> Result<(AccountId, BehoerdeId)> {
    Ok(scope.staff(Permission::ReadCases)?)
}

/// What waits for people at the Behoerde of the scope, oldest first, `limit` lines at most.
pub async fn work_list(
    on: &mut impl Executor,
    scope: &Scope,
    filter: Filter,
    limit: i64,
) -> Result<Vec<WorkItem>> {
    let (account, behoerde) = reads(scope)?;
    Ok(tables::work_list(on, behoerde, account, filter, limit).await?)
}

/// The newest Vorgaenge of the Behoerde, `limit` at most.
pub async fn latest(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Vorgang>> {
    let (_, behoerde) = reads(scope)?;
    Ok(tables::latest(on, behoerde, limit).await?)
}

/// The Vorgaenge of the Behoerde in whose Aktenzeichen, Eingangsnummer or name all words of `text` occur, newest
/// first, `limit` at most from the one at `offset`. An empty text finds all; `stand` keeps those that stand there.
pub async fn search(
    on: &mut impl Executor,
    scope: &Scope,
    text: &str,
    stand: Option<Stand>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Vorgang>> {
    let (_, behoerde) = reads(scope)?;
    Ok(tables::search(on, behoerde, text, stand, offset, limit).await?)
}

/// How many Vorgaenge of the Behoerde stand where.
pub async fn counts(on: &mut impl Executor, scope: &Scope) -> Result<Vec<(Stand, i64)>> {
    let (_, behoerde) = reads(scope)?;
    Ok(tables::counts(on, behoerde).await?)
}

/// A Vorgang of the Behoerde.
pub async fn vorgang(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vorgang> {
    let (_, behoerde) = reads(scope)?;
    tables::vorgang_of_behoerde(on, behoerde, id).await?.ok_or(Error::NotFound)
}

/// The Vorgang of an Akte, for the person whose matter it is; `None` while the Antrag has not been handed over.
pub async fn of_person(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Option<Vorgang>> {
    let account = scope.person(identity::Vertrauensniveau::Basis)?;
    Ok(tables::vorgang_of_person(on, account, akte).await?)
}

/// The first Vorgang of an Akte, for the Behoerde.
pub async fn of_akte(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Option<Vorgang>> {
    let (_, behoerde) = reads(scope)?;
    Ok(tables::vorgang_of_akte(on, akte).await?.filter(|vorgang| vorgang.behoerde == behoerde))
}

/// The tasks of a Vorgang, oldest first.
pub async fn tasks(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Task>> {
    let (_, behoerde) = reads(scope)?;
    Ok(tables::tasks(on, behoerde, id).await?)
}

/// A task of the Behoerde.
pub async fn task(on: &mut impl Executor, scope: &Scope, id: TaskId) -> Result<Task> {
    let (_, behoerde) = reads(scope)?;
    tables::task(on, behoerde, id).await?.ok_or(Error::NotFound)
}

/// The decisions that the rules made in a Vorgang, with their explanation.
pub async fn decisions(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Explained>> {
    let found = vorgang(on, scope, id).await?;
    Ok(tables::decisions(on, found.id).await?)
}

/// The history of a Vorgang, oldest first.
pub async fn steps(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Step>> {
    let found = vorgang(on, scope, id).await?;
    Ok(tables::steps(on, found.id).await?)
}
