//! `/desk/aufgabe/{id}`: the decision of a person, or what they have done. How it looks is in [`super::sheet`].

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Erledigung, Error, Explained, Task, TaskId, TaskStand, Vorgang};
use form::{Answers, FieldError, Setting};
use identity::Permission;
use maud::Markup;
use packages::Package;
use records::Dokument;

use super::answers;
use super::duty::{Hands, Hindrance};
use super::sheet::page;
use super::task_form::{Taken, TaskForm};
use super::vorgang::to_case;
use super::words::{Choosing, People, age};
use crate::account::attachment;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::TaskPath;
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Problem};

/// Names of the fields that every task has. No field of a form begins so: it may call its own as it likes.
pub(super) const OUTCOME: &str = "_ergebnis";
pub(super) const REASONS: &str = "_begruendung";
/// Name of the button that shows the Bescheid as it would look.
pub(super) const DRAFT: &str = "_entwurf";

/// What a caseworker has entered so far.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) ergebnis: String,
    pub(super) begruendung: String,
    /// In the form of the task.
    pub(super) angaben: Answers,
    /// What is wrong with it.
    pub(super) errors: Vec<FieldError>,
    /// The form of the task is to be looked at once more: a row came or went, or there are further questions.
    again: bool,
    /// There are further questions.
    pub(super) more: bool,
}

impl Entered {
    /// What was posted, with the entries in the form of the task, where it has one.
    fn take(mut posted: Posted, form: Option<&TaskForm>) -> Self {
        let mut field = |name: &str| {
            let at = posted.iter().rposition(|(found, _)| found == name);
            at.map(|at| posted.remove(at).1).unwrap_or_default()
        };
        let (ergebnis, begruendung) = (field(OUTCOME), field(REASONS));
        let entered = Self { ergebnis, begruendung, ..Self::default() };
        match form.map(|form| form.take(posted)) {
            Some(taken) => {
                let Taken { answers, errors, row, more } = taken;
                Self { angaben: answers, errors, again: row || more, more, ..entered }
            }
            None => entered,
        }
    }

    fn erledigung(&self, has_form: bool) -> Erledigung {
        Erledigung {
            ergebnis: self.ergebnis.clone(),
            begruendung: self.begruendung.clone(),
            angaben: has_form.then(|| self.angaben.clone()),
        }
    }

    /// What is missing of a decision.
    fn missing(&self, frame: &Frame, choice: &Choosing) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.ergebnis.is_empty() {
            problems.push(ui::problem(OUTCOME, frame.t.get("decide-outcome-missing")));
        }
        if self.begruendung.trim().is_empty() && choice.needs_reasons(&self.ergebnis) {
            problems.push(ui::problem(REASONS, frame.t.get(choice.reasons_missing())));
        }
        problems
    }
}

/// The task, its Vorgang and who works here.
pub(super) struct Matter {
    pub(super) task: Task,
    pub(super) vorgang: Vorgang,
    pub(super) choosing: Choosing,
    /// What there is to do, in the words of the process.
    pub(super) what: Option<String>,
    /// A draft of the Bescheid can be looked at.
    pub(super) has_draft: bool,
    pub(super) form: Option<TaskForm>,
    earlier: Answers,
    pub(super) hindrance: Option<Hindrance>,
    /// It is in the hands of somebody whose work is not this person's.
    pub(super) is_taken: bool,
    pub(super) decisions: Vec<Explained>,
    pub(super) dokumente: Vec<Dokument>,
    pub(super) answers: Option<Markup>,
    pub(super) people: People,
    pub(super) age: String,
}

impl Matter {
    async fn read(house: &House, colleague: &Colleague, id: TaskId, frame: &Frame) -> Result<Self, Failure> {
        let (scope, t) = (&colleague.scope, frame.t);
        let mut reader = house.store.reader();
        let task = cases::task(&mut reader, scope, id).await?;
        let vorgang = cases::vorgang(&mut reader, scope, task.vorgang).await?;
        let tasks = cases::tasks(&mut reader, scope, task.vorgang).await?;
        let package = house.library.get(&vorgang.package()?).await?;
        let given = cases::given_to_forms(&mut reader, scope, &package, vorgang.id).await?;
        let setting =
            Setting::new(store::day_in_germany(house.store.now()), t.locale().tag()).with_given(given);
        let form = TaskForm::of(&package, &vorgang, &task, setting);
        let hands = Hands::new(colleague, &vorgang, &tasks);
        Ok(Self {
            earlier: form.as_ref().map(|form| form.earlier(&vorgang, &tasks)).unwrap_or_default(),
            hindrance: hands.hindrance(&task),
            is_taken: task.assignee.is_some_and(|holder| !hands.hold(holder)),
            decisions: cases::decisions(&mut reader, scope, task.vorgang).await?,
            dokumente: records::dokumente(&mut reader, scope, vorgang.akte).await?,
            answers: answers::answers(house, scope, t, &vorgang).await?,
            people: People::at_work(house, scope).await?,
            age: age(t, vorgang.received_at.timestamp(), house.store.now()),
            has_draft: cases::has_draft(&mut reader, scope, &house.library, id, house.store.now()).await?,
            choosing: Choosing::of(&package, &vorgang, &task),
            what: what(&package, &vorgang, &task),
            form,
            task,
            vorgang,
        })
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.task.stand, TaskStand::Offen | TaskStand::Uebernommen)
    }
}

/// What the process says about a task of a person. What the platform itself asks for, such as sending a Bescheid on paper,
/// belongs to an element that is about something else.
fn what(package: &Package, vorgang: &Vorgang, task: &Task) -> Option<String> {
    let node = package.process_of(vorgang.verfahren())?.element(&task.element)?;
    let said = node.documentation().filter(|_| node.kind().as_str() == "userTask")?;
    Some(said.to_owned())
}

/// The form, or why there is nothing to decide any more.
pub(super) async fn show(
    TaskPath { id }: TaskPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    if !colleague.may(Permission::WorkCases) {
        return Err(Failure::NotFound);
    }
    let matter = Matter::read(&house, &colleague, id, &frame).await?;
    let entered = Entered { angaben: matter.earlier.clone(), ..Entered::default() };
    Ok(page(&frame, &matter, &entered, &[]).respond(&frame))
}

/// Decides, or shows how the Bescheid would look. What was entered is kept whatever comes in between.
pub(super) async fn decide(
    TaskPath { id }: TaskPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut problems = posted.unfit(frame.t, &[REASONS]);
    let posted = posted.into_answers();
    let is_draft = posted.iter().any(|(name, _)| name == DRAFT);
    let matter = Matter::read(&house, &colleague, id, &frame).await?;
    let mut entered = Entered::take(posted, matter.form.as_ref());
    if !matter.is_open() {
        return Ok(too_late(&frame, &colleague, &matter, &entered));
    }
    if entered.again {
        return Ok(page(&frame, &matter, &entered, &[]).respond(&frame));
    }
    // Whoever signs reads the draft first, and decides after it.
    let reads = is_draft && matter.choosing.signs;
    if matter.task.decides() && !reads {
        problems.extend(entered.missing(&frame, &matter.choosing));
    }
    if problems.is_empty() && entered.errors.is_empty() {
        let erledigung = entered.erledigung(matter.form.is_some());
        let done = if is_draft {
            draft(&house, &colleague, &matter, &erledigung).await
        } else {
            carry_out(&house, &colleague, &matter.task, &erledigung).await
        };
        match done {
            Ok(response) => return Ok(response),
            Err(Error::Taken | Error::Settled | Error::NotYourDuty { .. } | Error::FourEyes) => {
                let matter = Matter::read(&house, &colleague, id, &frame).await?;
                return Ok(too_late(&frame, &colleague, &matter, &entered));
            }
            Err(Error::Angehalten) => problems.push(ui::problem(OUTCOME, frame.t.get("duty-suspended"))),
            Err(Error::UnknownOutcome { .. }) => {
                problems.push(ui::problem(OUTCOME, frame.t.get("decide-outcome-missing")));
            }
            Err(Error::ReasonMissing) => {
                problems.push(ui::problem(REASONS, frame.t.get(matter.choosing.reasons_missing())));
            }
            Err(Error::NoNotice) => problems.push(ui::problem(OUTCOME, frame.t.get("decide-draft-none"))),
            Err(Error::Angaben(errors)) => entered.errors = errors,
            Err(error @ Error::Process { .. }) if is_draft => {
                tracing::warn!(%error, "desk.draft");
                problems.push(ui::problem(OUTCOME, frame.t.get("decide-draft-failed")));
            }
            Err(error) => return Err(error.into()),
        }
    }
    problems.extend(ui::problems(frame.t, &entered.errors));
    Ok(page(&frame, &matter, &entered, &problems).respond(&frame))
}

/// Ends the task, and on to the Vorgang, which says what was done.
async fn carry_out(
    house: &House,
    colleague: &Colleague,
    task: &Task,
    erledigung: &Erledigung,
) -> cases::Result<Response> {
    let mut tx = house.store.begin().await?;
    cases::decide(&mut tx, &colleague.scope, &house.library, task.id, erledigung).await?;
    tx.commit().await?;
    Ok(done(task))
}

/// The Bescheid as it would look, as a file: the page with what was entered stays as it is.
async fn draft(
    house: &House,
    colleague: &Colleague,
    matter: &Matter,
    erledigung: &Erledigung,
) -> cases::Result<Response> {
    let task = matter.task.id;
    let pdf = cases::preview(&house.store, &colleague.scope, &house.library, task, erledigung).await?;
    let name = format!("Entwurf {}.pdf", matter.vorgang.aktenzeichen.replace('/', "-"));
    Ok(attachment(&name, "application/pdf", pdf.bytes))
}

fn done(task: &Task) -> Response {
    let word = if task.decides() { "entschieden" } else { "vermerkt" };
    Redirect::to(to_case(task.vorgang, word).as_str()).into_response()
}

/// Somebody else decided in the meantime, works on it, or has to. A repeated click of one's own finds its decision.
fn too_late(frame: &Frame, colleague: &Colleague, matter: &Matter, entered: &Entered) -> Response {
    let task = &matter.task;
    let own = task.assignee == Some(colleague.account)
        && task.ergebnis.as_deref() == Some(&entered.ergebnis)
        && task.begruendung.as_deref() == Some(entered.begruendung.trim());
    if own {
        return done(task);
    }
    let mut response = page(frame, matter, entered, &[]).respond(frame);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
