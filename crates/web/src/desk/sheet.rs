//! The page of a task: what there is to decide or to do, what to know for it, or why there is nothing to do.

use cases::{FrageArt, TaskStand};
use maud::{Markup, html};

use super::decide::{DRAFT, Entered, Matter, OUTCOME, REASONS};
use super::duty::hindrance_text;
use super::values::{parts, reasons};
use super::words::{applicant, task_outcome, to_do};
use super::{errand, file, tasks};
use crate::locale::Texts;
use crate::routes::{CasePath, DeskPath, ReleasePath, TaskPath};
use crate::shell::Frame;
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

/// The page of a task.
pub(super) fn page(frame: &Frame, matter: &Matter, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let Matter { task, vorgang, .. } = matter;
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&format!("{} · {}", vorgang.titel, vorgang.aktenzeichen), &task.name))
        div.rs-case {
            div.rs-case__main {
                @if matter.is_open() && !matter.is_taken && matter.hindrance.is_none() {
                    (form(frame, matter, entered, problems))
                } @else { (gone(frame, matter, entered)) }
                // What is to be printed or read for an errand lies open.
                @if !task.decides() {
                    (ui::section("akte", &t.get("case-file"), file::dokumente(t, &matter.dokumente)))
                }
            }
            div.rs-case__side { (about(frame, matter)) }
        }
        // Below both columns: a table of answers has room for all of its columns.
        @if let Some(answers) = &matter.answers {
            (ui::details(&t.get("decide-show-answers"), answers.clone()))
        }
        @if task.decides() {
            (ui::details(&t.get("decide-show-file"), file::dokumente(t, &matter.dokumente)))
        }
    };
    let above = vec![
        Crumb::new(DeskPath, t.get("desk-title")),
        Crumb::new(CasePath { id: vorgang.id }, vorgang.aktenzeichen.clone()),
    ];
    Page::new(task.name.clone(), content).below(above).wide().with_errors(!problems.is_empty())
}

fn form(frame: &Frame, matter: &Matter, entered: &Entered, problems: &[Problem]) -> Markup {
    let (t, task) = (frame.t, &matter.task);
    let fields =
        matter.form.as_ref().map(|form| form.fields(t, &entered.angaben, &entered.errors, entered.more));
    html! {
        @if let Some(what) = &matter.what { (ui::panel(&t.get("task-what"), ui::prose(what))) }
        @if task.decides() { (choice(frame, matter, entered, problems, fields)) }
        @else { (errand::form(frame, matter, entered, problems, fields)) }
        @if task.stand == TaskStand::Uebernommen {
            (ui::form(&frame.csrf, &ReleasePath { id: task.id }.into(), Send::Plain, html! {
                (ui::button(Emphasis::Tertiary, &t.get("case-release")))
            }))
        }
    }
}

/// What to choose from, and the reasons.
fn choice(
    frame: &Frame,
    matter: &Matter,
    entered: &Entered,
    problems: &[Problem],
    fields: Option<Markup>,
) -> Markup {
    let (t, task) = (frame.t, &matter.task);
    let of = |path: &str| ui::wrong(problems, path);
    let choices: Vec<Choice> =
        task.outcomes().into_iter().map(|word| Choice::new(word.clone(), to_do(t, &word))).collect();
    let asks = task.outcomes().iter().any(|word| FrageArt::of(word).is_some());
    let hint = if asks { "decide-reasons-hint-letter" } else { "decide-reasons-hint" };
    let (outcome, reasons, hint) =
        (t.get("decide-outcome"), t.get("decide-reasons"), matter.choosing.hint(t, hint));
    let reasons = Field::new(REASONS, &reasons).hint(&hint).error(of(REASONS));
    let reasons = if matter.choosing.needs_none() { reasons.optional() } else { reasons };
    ui::form(
        &frame.csrf,
        &TaskPath { id: task.id }.into(),
        Send::Plain,
        html! {
            @if let Some(fields) = fields { (fields) }
            (ui::radios(t, &Field::new(OUTCOME, &outcome).error(of(OUTCOME)), &choices, &entered.ergebnis))
            (ui::textarea(t, &reasons, &entered.begruendung, 8))
            (draft(t, matter))
            (ui::alert(Tone::Info, &t.get("decide-next"), Some(ui::paragraph(&t.get("decide-next-what")))))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("decide-button"))))
        },
    )
}

/// The way to a draft of the Bescheid.
pub(super) fn draft(t: Texts, matter: &Matter) -> Markup {
    html! {
        @if matter.has_draft {
            p.kern-body { (ui::named_button(Emphasis::Secondary, DRAFT, "1", &t.get("decide-draft"))) }
            (ui::muted(&t.get("decide-draft-what")))
        }
    }
}

/// Nothing to decide (any more): who has it, what was decided, or who has to do it; what was entered is not lost.
fn gone(frame: &Frame, matter: &Matter, entered: &Entered) -> Markup {
    let (t, task) = (frame.t, &matter.task);
    let text = if task.decides() { "decide-your-text" } else { "errand-your-text" };
    html! {
        (why_gone(frame, matter))
        @if let Some(given) = matter.form.as_ref().and_then(|form| form.summary(t, task)) {
            (ui::section("eingetragen", &t.get("decide-given"), given))
        }
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

fn why_gone(frame: &Frame, matter: &Matter) -> Markup {
    let (t, task) = (frame.t, &matter.task);
    let [why, settled] = if task.decides() {
        ["decide-taken-why", "decide-settled"]
    } else {
        ["errand-taken-why", "errand-settled"]
    };
    let who = task.assignee.map(|account| matter.people.name(t, account)).unwrap_or_default();
    match (matter.is_open(), matter.hindrance, task_outcome(t, task)) {
        (true, _, _) if matter.is_taken => {
            let title = t.with("decide-taken", &[("name", who.into())]);
            ui::alert(Tone::Warning, &title, Some(ui::paragraph(&t.get(why))))
        }
        (true, Some(hindrance), _) => {
            let text = ui::paragraph(&hindrance_text(t, hindrance, task));
            ui::alert(Tone::Warning, &t.get("duty-title"), Some(text))
        }
        (_, _, Some(outcome)) => {
            let done = tasks::done(frame, &matter.people, task, &outcome);
            ui::alert(Tone::Warning, &t.get(settled), Some(done))
        }
        _ => ui::alert(Tone::Warning, &t.get("decide-dropped"), None),
    }
}

/// What to know for the decision: whose matter it is, until when, and what the rules say.
fn about(frame: &Frame, matter: &Matter) -> Markup {
    let t = frame.t;
    let vorgang = &matter.vorgang;
    let mut facts = vec![
        (t.get("desk-applicant").into_owned(), html! { (applicant(t, &vorgang.name)) }),
        (
            t.get("desk-received").into_owned(),
            html! { (t.day(vorgang.received_at.timestamp())) span.rs-cell__more { (matter.age) } },
        ),
    ];
    if let Some(due) = matter.task.due().filter(|_| matter.is_open()) {
        facts.push((t.get("desk-due").into_owned(), html! { (t.date(due)) }));
    }
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
