//! `/desk/sammlung`: many tasks of the same kind in one action: chosen, decided once, confirmed, and taken back for a
//! while. Nothing is kept between the pages; what was chosen and entered goes along with each.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use axum::response::{IntoResponse, Redirect, Response};
use cases::{Erledigung, Error, Filter, MOST, Sammlung, TaskId, WorkItem};
use form::Setting;
use identity::Permission;
use uuid::Uuid;

use super::bulk_pages as pages;
use super::task_form::TaskForm;
use super::values::label;
use super::words::Choosing;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{BulkBackPath, BulkCheckPath, BulkDoPath, BulkPath, DeskPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Problem};

/// Name of the boxes on the work list.
pub(super) const TASK: &str = "aufgabe";
/// Name of the field with all that were chosen.
pub(super) const TASKS: &str = "aufgaben";
/// Name of the field with the kind of which all are wanted.
pub(super) const KIND: &str = "art";
pub(super) const ID: &str = "sammlung";
pub(super) const OUTCOME: &str = "ergebnis";
pub(super) const REASONS: &str = "begruendung";
/// Tasks that are looked through for those of a kind.
const SEARCHED: i64 = 10_000;

/// What was chosen and entered.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) id: Option<Uuid>,
    pub(super) tasks: Vec<TaskId>,
    pub(super) kind: String,
    pub(super) ergebnis: String,
    pub(super) begruendung: String,
}

impl Entered {
    fn take(posted: Posted) -> Self {
        let mut entered = Self::default();
        let mut ids = BTreeSet::new();
        for (name, value) in posted {
            match name.as_str() {
                TASK | TASKS => ids.extend(value.split_whitespace().filter_map(|id| Uuid::from_str(id).ok())),
                KIND => entered.kind = value,
                ID => entered.id = Uuid::from_str(&value).ok(),
                OUTCOME => entered.ergebnis = value,
                REASONS => entered.begruendung = value,
                _ => {}
            }
        }
        entered.tasks = ids.into_iter().map(TaskId).collect();
        entered
    }

    /// The ids as one field.
    pub(super) fn ids(&self) -> String {
        let ids: Vec<String> = self.tasks.iter().map(ToString::to_string).collect();
        ids.join(" ")
    }
}

/// The kind of a task: the same step of the same service.
pub(super) fn kind_of(item: &WorkItem) -> String {
    format!("{} {}", item.dienst, item.element)
}

/// Tasks of one kind, ready to be decided.
pub(super) struct Batch {
    pub(super) items: Vec<WorkItem>,
    pub(super) outcomes: Vec<String>,
    /// Whether there is something to choose from.
    pub(super) decides: bool,
    /// What that asks for.
    pub(super) choosing: Choosing,
    /// Whether the task asks for entries of its own, case by case.
    pub(super) has_form: bool,
    /// How many of this kind there are to do.
    pub(super) of: usize,
    /// How many of the chosen are not to be had any more.
    pub(super) gone: usize,
}

/// What was chosen: tasks of one kind, or of several.
enum Chosen {
    None,
    One(Batch),
    Several(BTreeMap<String, Vec<WorkItem>>),
}

async fn chosen(house: &House, colleague: &Colleague, entered: &mut Entered) -> Result<Chosen, Failure> {
    let mut reader = house.store.reader();
    let all = cases::work_list(&mut reader, &colleague.scope, Filter::Todo, SEARCHED).await?;
    if !entered.kind.is_empty() {
        let same = all.iter().filter(|item| kind_of(item) == entered.kind).map(|item| item.task);
        entered.tasks = same.take(MOST).collect();
    }
    entered.tasks.truncate(MOST);
    let wanted: BTreeSet<TaskId> = entered.tasks.iter().copied().collect();
    let mut of: BTreeMap<String, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<String, Vec<WorkItem>> = BTreeMap::new();
    for item in all {
        *of.entry(kind_of(&item)).or_default() += 1;
        if wanted.contains(&item.task) {
            kinds.entry(kind_of(&item)).or_default().push(item);
        }
    }
    let Some((kind, items)) = kinds.pop_first() else { return Ok(Chosen::None) };
    if !kinds.is_empty() {
        kinds.insert(kind, items);
        return Ok(Chosen::Several(kinds));
    }
    let task = cases::task(&mut reader, &colleague.scope, items[0].task).await?;
    let vorgang = cases::vorgang(&mut reader, &colleague.scope, items[0].vorgang).await?;
    let package = house.library.get(&vorgang.package()?).await?;
    let setting = Setting::new(store::day_in_germany(house.store.now()), "de");
    let gone = entered.tasks.len().saturating_sub(items.len());
    entered.tasks.retain(|id| items.iter().any(|item| item.task == *id));
    Ok(Chosen::One(Batch {
        outcomes: task.outcomes(),
        decides: task.decides(),
        choosing: Choosing::of(&package, &vorgang, &task),
        has_form: TaskForm::of(&package, &vorgang, &task, setting).is_some(),
        of: of.get(&kind).copied().unwrap_or_default(),
        items,
        gone,
    }))
}

/// Who does not work on cases has no such pages.
fn may_work(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::WorkCases) { Ok(()) } else { Err(Failure::NotFound) }
}

/// The addresses of these pages lead to the work list, where all begins.
pub(super) async fn begin(_: BulkPath) -> Redirect {
    Redirect::to(&DeskPath.to_string())
}

/// As [`begin`].
pub(super) async fn begin_check(_: BulkCheckPath) -> Redirect {
    Redirect::to(&DeskPath.to_string())
}

/// As [`begin`].
pub(super) async fn begin_do(_: BulkDoPath) -> Redirect {
    Redirect::to(&DeskPath.to_string())
}

/// Outcome and reasons for what was chosen.
pub(super) async fn choose(
    _: BulkPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_work(&colleague)?;
    let mut entered = Entered::take(posted.into_answers());
    Ok(match chosen(&house, &colleague, &mut entered).await? {
        Chosen::None => pages::none(&frame).respond(&frame),
        Chosen::Several(kinds) => pages::several(&frame, &kinds).respond(&frame),
        Chosen::One(batch) => pages::decide(&frame, &batch, &entered, &[]).respond(&frame),
    })
}

/// Says once more what is about to be done.
pub(super) async fn check(
    _: BulkCheckPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_work(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[REASONS]);
    let mut entered = Entered::take(posted.into_answers());
    entered.kind.clear();
    Ok(match chosen(&house, &colleague, &mut entered).await? {
        Chosen::None => pages::none(&frame).respond(&frame),
        Chosen::Several(kinds) => pages::several(&frame, &kinds).respond(&frame),
        Chosen::One(batch) => {
            problems.extend(missing(frame.t, &batch, &entered));
            if !problems.is_empty() || batch.has_form {
                return Ok(pages::decide(&frame, &batch, &entered, &problems).respond(&frame));
            }
            entered.id = Some(house.store.new_id());
            pages::confirm(&frame, &batch, &entered).respond(&frame)
        }
    })
}

fn missing(t: Texts, batch: &Batch, entered: &Entered) -> Vec<Problem> {
    let problem = |path: &str, key: &str| ui::problem(path, t.get(key));
    let mut problems = Vec::new();
    if !batch.outcomes.contains(&entered.ergebnis) {
        problems.push(problem(OUTCOME, "decide-outcome-missing"));
    }
    if entered.begruendung.trim().is_empty() && batch.choosing.needs_reasons(&entered.ergebnis) {
        problems.push(problem(REASONS, batch.choosing.reasons_missing()));
    }
    problems
}

/// Does it. The same action again finds what it did: so the answer is the page itself.
pub(super) async fn carry_out(
    _: BulkDoPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_work(&colleague)?;
    let entered = Entered::take(posted.into_answers());
    let id = entered.id.ok_or(Failure::Unreadable)?;
    let sammlung = Sammlung {
        id,
        tasks: entered.tasks,
        erledigung: Erledigung::new(&entered.ergebnis, &entered.begruendung),
    };
    let summary = cases::decide_many(&house.store, &colleague.scope, &house.library, &sammlung).await?;
    let mut reader = house.store.reader();
    let mut refused = Vec::new();
    for (task, error) in summary.refused {
        // What the person may not see has no name either.
        let vorgang = match cases::task(&mut reader, &colleague.scope, task).await {
            Ok(task) => Some(cases::vorgang(&mut reader, &colleague.scope, task.vorgang).await?),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        refused.push((vorgang, reason(frame.t, &error)));
    }
    let recent = cases::recent(&mut reader, &colleague.scope, house.store.now()).await?;
    let recent = recent.into_iter().find(|recent| recent.id == id);
    Ok(pages::done(&frame, summary.done.len(), &refused, recent.as_ref()).respond(&frame))
}

/// Takes it back, as far as nothing has gone on.
pub(super) async fn back(
    BulkBackPath { id }: BulkBackPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_work(&colleague)?;
    let (back, late) = match cases::take_back(&house.store, &colleague.scope, &house.library, id).await {
        Ok(taken) => (taken.back, taken.too_late),
        // Taken back already, or somebody else's.
        Err(Error::NotFound) => (0, 0),
        Err(error) => return Err(error.into()),
    };
    let to = Href::from(DeskPath).with("zurueck", &back.to_string()).with("zuspaet", &late.to_string());
    Ok(Redirect::to(to.as_str()).into_response())
}

/// Why a task was not ended or given, in words.
pub(super) fn reason(t: Texts, error: &Error) -> String {
    let key = match error {
        Error::Taken => "bulk-why-taken",
        Error::Settled => "bulk-why-settled",
        Error::NotYourDuty { role } => {
            return t.with("bulk-why-duty", &[("role", label(role).into())]);
        }
        Error::FourEyes => "bulk-why-four-eyes",
        Error::UnknownOutcome { .. } => "bulk-why-outcome",
        Error::Angaben(_) => "bulk-why-form",
        Error::Angehalten => "duty-suspended",
        Error::NotFound => "bulk-why-gone",
        _ => "bulk-why-other",
    };
    t.get(key).into_owned()
}
