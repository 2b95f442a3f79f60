//! `/desk/aufgabe/{id}`: the decision of a person, or what they have done ([`errand`]).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Error, Explained, Task, TaskId, TaskStand, Vorgang};
use identity::{Permission, Scope};
use maud::{Markup, html};
use records::Dokument;
use serde::Deserialize;

use super::values::{parts, reasons};
use super::vorgang::to_case;
use super::words::{People, age, task_outcome, to_do};
use super::{answers, errand, file, tasks};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{CasePath, DeskPath, ReleasePath, TaskPath};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

pub(super) const OUTCOME: &str = "ergebnis";
pub(super) const REASONS: &str = "begruendung";

/// What a caseworker has entered so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    ergebnis: String,
    pub(super) begruendung: String,
}

/// The task, its Vorgang and who works here.
struct Matter {
    task: Task,
    vorgang: Vorgang,
    decisions: Vec<Explained>,
    dokumente: Vec<Dokument>,
    answers: Option<Markup>,
    people: People,
    age: String,
}

impl Matter {
    async fn read(house: &House, scope: &Scope, id: TaskId, frame: &Frame) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let task = cases::task(&mut reader, scope, id).await?;
        let vorgang = cases::vorgang(&mut reader, scope, task.vorgang).await?;
        let decisions = cases::decisions(&mut reader, scope, task.vorgang).await?;
        let dokumente = records::dokumente(&mut reader, scope, vorgang.akte).await?;
        let answers = answers::answers(house, scope, frame.t, &vorgang).await?;
        let people = People::at_work(house, scope).await?;
        let age = age(frame.t, vorgang.received_at.timestamp(), house.store.now());
        Ok(Self { task, vorgang, decisions, dokumente, answers, people, age })
    }
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
    let matter = Matter::read(&house, &colleague.scope, id, &frame).await?;
    Ok(page(&frame, &matter, &Entered::default(), &[]).respond(&frame))
}

/// Decides. Reasons are kept whatever comes in between.
pub(super) async fn decide(
    TaskPath { id }: TaskPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Entered>,
) -> Result<Response, Failure> {
    let mut problems = posted.unfit(frame.t, &[REASONS]);
    let entered = posted.into_inner();
    let task = cases::task(&mut house.store.reader(), &colleague.scope, id).await?;
    if task.decides() {
        problems.extend(missing(&frame, &entered));
    }
    if problems.is_empty() {
        let Entered { ergebnis, begruendung } = &entered;
        let mut tx = house.store.begin().await?;
        match cases::decide(&mut tx, &colleague.scope, &house.library, id, ergebnis, begruendung).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(done(&task));
            }
            Err(Error::Taken | Error::Settled) => {
                drop(tx);
                return too_late(&house, &colleague, id, &frame, &entered).await;
            }
            Err(Error::UnknownOutcome { .. }) => {
                problems.push(problem(&frame, OUTCOME, "decide-outcome-missing"));
            }
            Err(Error::ReasonMissing) => problems.push(problem(&frame, REASONS, "decide-reasons-missing")),
            Err(error) => return Err(error.into()),
        }
    }
    let matter = Matter::read(&house, &colleague.scope, id, &frame).await?;
    Ok(page(&frame, &matter, &entered, &problems).respond(&frame))
}

/// On to the Vorgang, which says what was done.
fn done(task: &Task) -> Response {
    let word = if task.decides() { "entschieden" } else { "vermerkt" };
    Redirect::to(to_case(task.vorgang, word).as_str()).into_response()
}

/// Somebody else decided in the meantime, or works on it. A repeated click of one's own finds its decision.
async fn too_late(
    house: &House,
    colleague: &Colleague,
    id: TaskId,
    frame: &Frame,
    entered: &Entered,
) -> Result<Response, Failure> {
    let matter = Matter::read(house, &colleague.scope, id, frame).await?;
    let task = &matter.task;
    let own = task.assignee == Some(colleague.account)
        && task.ergebnis.as_deref() == Some(&entered.ergebnis)
        && task.begruendung.as_deref() == Some(entered.begruendung.trim());
    if own {
        return Ok(done(task));
    }
    let mut response = page(frame, &matter, entered, &[]).respond(frame);
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

fn problem(frame: &Frame, path: &str, key: &str) -> Problem {
    Problem { path: Some(path.to_owned()), text: frame.t.get(key).into_owned() }
}

fn missing(frame: &Frame, entered: &Entered) -> Vec<Problem> {
    let mut problems = Vec::new();
    if entered.ergebnis.is_empty() {
        problems.push(problem(frame, OUTCOME, "decide-outcome-missing"));
    }
    if entered.begruendung.trim().is_empty() {
        problems.push(problem(frame, REASONS, "decide-reasons-missing"));
    }
    problems
}

fn page(frame: &Frame, matter: &Matter, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let Matter { task, vorgang, people, .. } = matter;
    let is_free = task.assignee.is_none_or(|holder| people.is_me(holder));
    let is_open = matches!(task.stand, TaskStand::Offen | TaskStand::Uebernommen);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&format!("{} · {}", vorgang.titel, vorgang.aktenzeichen), &task.name))
        div.rs-case {
            div.rs-case__main {
                @if is_open && is_free { (form(frame, task, entered, problems)) }
                @else { (gone(frame, matter, entered, is_open)) }
                // What is to be printed or read for an errand lies open.
                @if !task.decides() {
                    (ui::section("akte", &t.get("case-file"), file::dokumente(t, &matter.dokumente)))
                }
                @if let Some(answers) = &matter.answers {
                    (ui::details(&t.get("decide-show-answers"), answers.clone()))
                }
                @if task.decides() {
                    (ui::details(&t.get("decide-show-file"), file::dokumente(t, &matter.dokumente)))
                }
            }
            div.rs-case__side { (about(frame, matter)) }
        }
    };
    let above = vec![
        Crumb::new(DeskPath, t.get("desk-title")),
        Crumb::new(CasePath { id: vorgang.id }, vorgang.aktenzeichen.clone()),
    ];
    Page::new(task.name.clone(), content).below(above).wide().with_errors(!problems.is_empty())
}

fn form(frame: &Frame, task: &Task, entered: &Entered, problems: &[Problem]) -> Markup {
    html! {
        @if task.decides() { (choice(frame, task, entered, problems)) }
        @else { (errand::form(frame, task, entered, problems)) }
        @if task.stand == TaskStand::Uebernommen {
            (ui::form(&frame.csrf, &ReleasePath { id: task.id }.into(), Send::Plain, html! {
                (ui::button(Emphasis::Tertiary, &frame.t.get("case-release")))
            }))
        }
    }
}

/// What to choose from, and the reasons.
fn choice(frame: &Frame, task: &Task, entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let of = |path: &str| {
        problems.iter().find(|problem| problem.path.as_deref() == Some(path)).map(|p| p.text.as_str())
    };
    let choices: Vec<Choice> =
        task.outcomes().into_iter().map(|word| Choice::new(word.clone(), to_do(t, &word))).collect();
    let (outcome, reasons, hint) =
        (t.get("decide-outcome"), t.get("decide-reasons"), t.get("decide-reasons-hint"));
    ui::form(
        &frame.csrf,
        &TaskPath { id: task.id }.into(),
        Send::Plain,
        html! {
            (ui::radios(t, &Field::new(OUTCOME, &outcome).error(of(OUTCOME)), &choices, &entered.ergebnis))
            (ui::textarea(t, &Field::new(REASONS, &reasons).hint(&hint).error(of(REASONS)), &entered.begruendung, 8))
            (ui::alert(Tone::Info, &t.get("decide-next"), Some(ui::paragraph(&t.get("decide-next-what")))))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("decide-button"))))
        },
    )
}

/// Nothing to decide (any more): who has it, or what was decided; what was entered is not lost.
fn gone(frame: &Frame, matter: &Matter, entered: &Entered, is_open: bool) -> Markup {
    let t = frame.t;
    let [why, settled, text] = if matter.task.decides() {
        ["decide-taken-why", "decide-settled", "decide-your-text"]
    } else {
        ["errand-taken-why", "errand-settled", "errand-your-text"]
    };
    let who = matter.task.assignee.map(|account| matter.people.name(t, account)).unwrap_or_default();
    html! {
        @if is_open {
            (ui::alert(
                Tone::Warning,
                &t.with("decide-taken", &[("name", who.into())]),
                Some(ui::paragraph(&t.get(why))),
            ))
        } @else if let Some(outcome) = task_outcome(t, &matter.task) {
            (ui::alert(
                Tone::Warning,
                &t.get(settled),
                Some(tasks::done(frame, &matter.people, &matter.task, &outcome)),
            ))
        } @else { (ui::alert(Tone::Warning, &t.get("decide-dropped"), None)) }
        @if !entered.begruendung.trim().is_empty() {
            (ui::minor_heading(&t.get(text)))
            blockquote.rs-quote { p.rs-lines { (entered.begruendung) } }
        }
        (ui::actions(html! {
            (ui::link_button(Emphasis::Primary, &CasePath { id: matter.vorgang.id }.into(), &t.get("decide-to-case")))
            (ui::link_button(Emphasis::Secondary, &DeskPath.into(), &t.get("decide-to-list")))
        }))
    }
}

/// What to know for the decision: whose matter it is, and what the rules say.
fn about(frame: &Frame, matter: &Matter) -> Markup {
    let t = frame.t;
    let vorgang = &matter.vorgang;
    let facts = vec![
        (t.get("desk-applicant").into_owned(), html! { (vorgang.name) }),
        (
            t.get("desk-received").into_owned(),
            html! { (t.day(vorgang.received_at.timestamp())) span.rs-cell__more { (matter.age) } },
        ),
    ];
    html! {
        (ui::panel(&t.get("decide-about"), html! {
            (ui::description_list(&facts))
            p.kern-body { (ui::link(&CasePath { id: vorgang.id }.into(), &t.get("decide-whole-case"))) }
        }))
        @if matter.task.decides() {
            @for explained in &matter.decisions {
                @if let Some(trace) = explained.trace() {
                    @if let Some(asked) = trace.asked() { (rules(frame, asked)) }
                }
            }
        }
    }
}

fn rules(frame: &Frame, asked: &dmn::DecisionTrace) -> Markup {
    let t = frame.t;
    let facts: Vec<(String, Markup)> =
        parts(t, asked).into_iter().map(|(name, value)| (name, html! { (value) })).collect();
    let reasons = reasons(asked);
    ui::panel(
        &t.get("decide-rules"),
        html! {
            @if let Some(question) = &asked.question { (ui::muted(question)) }
            (ui::description_list(&facts))
            @if !reasons.is_empty() { (ui::list(&reasons)) }
        },
    )
}
