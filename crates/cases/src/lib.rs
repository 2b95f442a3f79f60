//! The Vorgang: an Antrag on its way through a process to a decision.
//!
//! A package brings the process (BPMN), its decisions (DMN) and the notice. This office drives the process:
//! the engine of crate `bpmn` says what comes next, and `process` carries it out - decisions at once, letters
//! as jobs, what people must do as tasks on the work list. Everything of a Vorgang lies in the stream of its
//! Akte, so that the file is complete by itself.
//!
//! | what | where |
//! | --- | --- |
//! | [`open`], [`inspect`], [`file_away`]; what there is to read | this page |
//! | tasks: [`claim`], [`release`], [`decide`], [`reasoned`], [`has_draft`], [`preview`], [`assign`], [`load`], [`work_of`] | `work` |
//! | many at once: [`decide_many`], [`recent`], [`take_back`] | `bulk` |
//! | questions and answers: [`answer`], [`extend`], [`anfrage`], [`asked_of_us`] | `anfragen` |
//! | interventions: [`suspend`], [`resume`], [`abandon`], [`jump`], [`correct`], [`repair`]; [`incidents`], [`place`] | `eingriff` |
//! | what happened, for process mining: [`event_log`], [`passed`] | `protokoll` |
//! | another version of the package: [`running`], [`fits`], [`convert`] | `umstellung` |
//! | messages and signals: [`deliver`], [`undelivered`]; calls of other Behoerden | `nachrichten`, `aufrufe` |
//! | work of other programs: [`lease`](lease()), [`extend_lease`], [`complete`], [`fail`] | `auftraege` |
//! | search: [`search`](search()), [`survey`], [`counts`], [`latest`]; [`export`](export()) | `search`, `export` |
//! | figures: [`statistics`](statistics()), [`services`], [`export_statistics`], [`decided_everywhere`] | `statistics` |
//! | what the applicant does: [`withdraw`], [`object`], [`remedy_period`] | `remedy` |
//! | letters, what is due and what is late: [`register_jobs`] | `bescheid`, `schreiben`, `late`, `jobs` |

mod anfragen;
mod aufrufe;
mod auftraege;
mod bescheid;
mod bulk;
mod deadlines;
mod eingriff;
mod entries;
mod export;
mod jobs;
mod late;
mod letter;
mod model;
mod nachrichten;
mod process;
mod protokoll;
mod remedy;
mod schreiben;
mod search;
mod statistics;
mod tables;
mod umstellung;
mod upkeep;
mod walls;
mod wording;
mod work;

pub use anfragen::{MAX_TEXT, anfrage, anfragen, answer, asked_of_person, asked_of_us, extend};
pub use auftraege::{
    Fehlschlag, MAX_AT_ONCE, MAX_LEASE, MAX_VERSUCHE, Topic, complete, extend_lease, fail, lease,
    waiting_work,
};
pub use bulk::{GRACE, MOST, Recent, Sammlung, Summary, TakenBack, decide_many, recent, take_back};
pub use eingriff::{abandon, correct, incidents, incidents_of, jump, place, repair, resume, suspend};
pub use export::{Exported, MOST_LINES, export};
pub use jobs::register_jobs;
pub use model::{
    Anfrage, AnfrageId, AnfrageStand, Anlage, AufrufId, Auftrag, AuftragId, Ausgang, Beilage, EINGESTELLT,
    Erledigung, Error, Explained, Filter, Holder, Load, Nachricht, NachrichtId, NewVorgang, NoRemedy, Stand,
    Step, Stoerung, Task, TaskId, TaskStand, Unzugestellt, Vorgang, WorkItem, ZURUECKGENOMMEN,
};
pub use nachrichten::{deliver, undelivered};
pub use packages::{FrageArt, Verfahren};
pub use protokoll::{Asked, event_log, passed};
pub use records::{AkteId, VorgangId};
pub use remedy::{Rechtsbehelfsfrist, all_of_person, can_object, object, remedy_period, withdraw};
pub use search::{
    COUNTED, Cursor, Days, Facets, Hand, Hits, LOOKED_THROUGH, Search, counts, latest, search, survey,
    words_of,
};
pub use statistics::{
    BadPeriod, Everywhere, Figures, Hours, OfMonth, OfService, Offen, Period, Statistics, decided_everywhere,
    export_statistics, services, statistics,
};
pub use umstellung::{convert, fits, running};
pub use upkeep::{forget, unfinished_of};
pub use work::{assign, claim, decide, given_to_forms, has_draft, load, preview, reasoned, release, work_of};

use entries::{Entry, Event};
use identity::{Permission, Scope, Sight};
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
    let package = library.get_in(tx, &new.package).await?;
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
        verfahren: Verfahren::Antrag,
        vorgaenger: None,
        aufruf: None,
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

/// How long an Akte stays open after its Vorgang ended: a month for the remedy (§ 70 Abs. 1 VwGO), and time
/// for what comes late.
const OPEN_AFTER_END: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 90);

/// Closes the Akten of Vorgaenge that ended long enough ago, `limit` at most; returns how many. The
/// retention period of the package begins.
pub async fn file_away(tx: &mut Tx, library: &Library, limit: i64) -> Result<usize> {
    let until = tx.now().checked_sub(OPEN_AFTER_END).unwrap_or(jiff::Timestamp::MIN);
    let due = tables::to_file_away(tx, until.into(), limit).await?;
    for vorgang in &due {
        let package = library.get_in(tx, &vorgang.package()?).await?;
        let years = package.manifest().akte.aufbewahrung_jahre;
        records::close_akte(tx, &Scope::House, vorgang.akte, years).await?;
        record(tx, &Scope::House, vorgang.akte, vorgang.id, Event::Abgelegt).await?;
    }
    Ok(due.len())
}

/// Lets somebody look into a case of their Behoerde outside their own duties, for a day and for a reason; both the file
/// and their account remember it.
///
/// # Errors
/// [`Error::NotFound`] for a case of another Behoerde; [`Error::Denied`] without the permission to inspect;
/// [`identity::Error::ReasonMissing`].
pub async fn inspect(tx: &mut Tx, scope: &Scope, id: VorgangId, grund: &str) -> Result<()> {
    let (account, behoerde) = scope.staff(Permission::InspectCases)?;
    let found = tables::vorgang(tx, id).await?.filter(|vorgang| vorgang.behoerde == behoerde);
    let found = found.ok_or(Error::NotFound)?;
    identity::inspect(tx, scope, found.akte.0, grund).await?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let seen = Event::Eingesehen { account, grund: grund.trim().to_owned() };
    record(tx, scope, found.akte, id, seen).await
}

/// Whether there is a case of this id in the Behoerde that the scope may [`inspect`] and does not see yet.
pub async fn can_inspect(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<bool> {
    let Ok((_, behoerde)) = scope.staff(Permission::InspectCases) else { return Ok(false) };
    let there = tables::vorgang(on, id).await?.is_some_and(|vorgang| vorgang.behoerde == behoerde);
    Ok(there && tables::vorgang_in(on, &Sight::of(scope)?.1, id).await?.is_none())
}

/// The case of the Behoerde with this Aktenzeichen or Eingangsnummer that the scope may [`inspect`] and does not see yet: who
/// looks into foreign cases knows their number, and cannot look for names.
pub async fn to_inspect(on: &mut impl Executor, scope: &Scope, number: &str) -> Result<Option<Vorgang>> {
    let Ok((_, behoerde)) = scope.staff(Permission::InspectCases) else { return Ok(None) };
    let Some(found) = tables::words::numbered(on, behoerde, number).await? else { return Ok(None) };
    if can_inspect(on, scope, found).await? { Ok(tables::vorgang(on, found).await?) } else { Ok(None) }
}

/// Lets cases of an older release be found by their words, `limit` at most; returns how many. Repeat until there are none.
pub async fn complete_words(tx: &mut Tx, limit: i64) -> Result<usize> {
    Ok(tables::words::complete(tx, limit).await?)
}

async fn record(tx: &mut Tx, scope: &Scope, akte: AkteId, vorgang: VorgangId, event: Event) -> Result<()> {
    tx.record(StreamId(akte.0), scope.actor(), &Entry { vorgang, event }).await?;
    Ok(())
}

/// What waits for people, oldest first, `limit` lines at most: of cases that the scope may read.
pub async fn work_list(
    on: &mut impl Executor,
    scope: &Scope,
    filter: Filter,
    limit: i64,
) -> Result<Vec<WorkItem>> {
    let (account, _, remit) = scope.remit(Permission::ReadCases)?;
    let wanted = tables::tasks::Wanted { filter, holder: Holder::Anybody, but_escalated: false };
    Ok(tables::tasks::work_list(on, &Sight::of(scope)?.1, account, remit, wanted, limit).await?)
}

/// A Vorgang, for staff.
pub async fn vorgang(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vorgang> {
    tables::vorgang_in(on, &Sight::of(scope)?.1, id).await?.ok_or(Error::NotFound)
}

/// The Vorgang with which an Akte began, for the person whose matter it is; `None` while the Antrag has not been handed
/// over.
pub async fn of_person(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Option<Vorgang>> {
    Ok(all_of_person(on, scope, akte).await?.into_iter().next())
}

/// The Vorgang with which an Akte began, for staff.
pub async fn of_akte(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Option<Vorgang>> {
    Ok(all_of_akte(on, scope, akte).await?.into_iter().next())
}

/// The Vorgaenge of an Akte, oldest first, for staff.
pub async fn all_of_akte(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Vec<Vorgang>> {
    Ok(tables::vorgaenge_of_akte(on, &Sight::of(scope)?.1, akte).await?)
}

/// The tasks of a Vorgang, oldest first.
pub async fn tasks(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Task>> {
    Ok(tables::tasks::of_vorgang(on, &Sight::of(scope)?.1, id).await?)
}

/// A task.
pub async fn task(on: &mut impl Executor, scope: &Scope, id: TaskId) -> Result<Task> {
    tables::tasks::task(on, &Sight::of(scope)?.1, id).await?.ok_or(Error::NotFound)
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
