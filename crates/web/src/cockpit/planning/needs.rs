//! What needs what, on the pages of proposals and measures: a table, and the form that changes it.

use axum::response::Response;
use maud::{Markup, html};
use planning::{Abhaengig, Andere, Bedingung, Error};

use super::about::About;
use super::words;
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{ProposalPath, SteeredMeasurePath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Choice, Column, Emphasis, Field, Problem, Send, Table, TextInput, Tone, problem, wrong,
};

const OTHER: &str = "andere";
const REASON: &str = "grund";
/// The name of the button that takes back that something is needed.
const NOT: &str = "_nicht";

/// Takes what was said. Gives the page to go on with, or what is wrong.
pub(super) async fn take(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    about: &About,
    posted: Guarded<Posted>,
) -> Result<Result<Response, (Entered, Vec<Problem>)>, Failure> {
    let t = frame.t;
    let mut problems = posted.unfit(t, &[REASON]);
    let entered = Entered::new(posted.into_answers());
    let other = entered.get(OTHER);
    if other.is_empty() {
        problems.push(problem(OTHER, t.get("planning-wrong-other")));
    }
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        let does = entered.get(NOT).is_empty();
        match about.need(&mut tx, &colleague.scope, other, does, entered.get(REASON)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Ok(about.back("braucht")));
            }
            // Somebody was faster; the page says how it stands now.
            Err(Error::Stand) => return Ok(Ok(about.back("braucht"))),
            Err(Error::Kreis) => problems.push(problem(OTHER, t.get("planning-wrong-circle"))),
            Err(Error::BadReference) => problems.push(problem(OTHER, t.get("planning-wrong-other"))),
            Err(Error::NotFound) if !does => {
                problems.push(problem(OTHER, t.get("planning-wrong-not-needed")));
            }
            Err(Error::Angabe(feld)) => problems.push(problem(REASON, t.get(words::complaint(feld)))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Err((entered, problems)))
}

/// A line of the table.
pub(super) struct Line {
    name: Markup,
    reason: Markup,
    completion: String,
    marks: Vec<(Tone, &'static str)>,
}

impl Line {
    /// A measure that another needs, or that needs it.
    pub(super) fn of_measure(one: &Abhaengig) -> Self {
        Self {
            name: ui::link(&SteeredMeasurePath { id: one.andere.id.clone() }.into(), &one.andere.titel),
            reason: html! { (one.grund) },
            completion: one.andere.abschluss.clone().unwrap_or_default(),
            marks: one.zu_spaet.then_some((Tone::Danger, "planning-later")).into_iter().collect(),
        }
    }

    /// What a proposal needs (`first`), or what needs it.
    pub(super) fn of_proposal(t: Texts, one: &Bedingung, first: bool) -> Self {
        let mut marks = Vec::new();
        if first && one.fehlt() {
            marks.push((Tone::Danger, "planning-not-in-plan"));
        }
        if one.zu_spaet {
            let key = if first { "planning-later" } else { "planning-earlier" };
            marks.push((Tone::Danger, key));
        }
        Self {
            name: name(t, one),
            reason: html! {
                div {
                    (one.grund)
                    @if !one.eigen { br; span.rs-muted { (t.get("planning-need-of-measure")) } }
                }
            },
            completion: one.abschluss.clone().unwrap_or_default(),
            marks,
        }
    }
}

/// What is needed with a link to it; a draft of others has neither name nor page.
pub(super) fn name(t: Texts, one: &Bedingung) -> Markup {
    match &one.titel {
        Some(title) => ui::link(&page(&one.andere), title),
        None => html! { (t.get("planning-need-draft")) },
    }
}

fn page(andere: &Andere) -> Href {
    match andere {
        Andere::Vorschlag(id) => ProposalPath { id: *id }.into(),
        Andere::Massnahme(id) => SteeredMeasurePath { id: id.0.clone() }.into(),
    }
}

pub(super) fn table(t: Texts, caption: &str, lines: Vec<Line>) -> Markup {
    if lines.is_empty() {
        return ui::muted(&t.get("planning-needs-none"));
    }
    let row = |line: Line| {
        let completion = if line.completion.is_empty() { "–" } else { line.completion.as_str() };
        vec![
            line.name,
            line.reason,
            html! {
                div {
                    (completion)
                    @for (tone, key) in &line.marks { br; (ui::badge(*tone, &t.get(key))) }
                }
            },
        ]
    };
    ui::table(&Table {
        caption: t.get(caption).into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "planning-reason", "steer-due"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: lines.into_iter().map(row).collect(),
    })
}

pub(super) fn form(
    frame: &Frame,
    about: &About,
    others: &[Choice],
    entered: &Entered,
    problems: &[Problem],
) -> Markup {
    let t = frame.t;
    let [other, reason] = ["planning-need-other", "planning-reason"].map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = TextInput { value: entered.get(REASON), ..TextInput::default() };
    let fields = ui::form(
        &frame.csrf,
        &about.needs(),
        Send::Plain,
        html! {
            (ui::select(t, &field(OTHER, &other), others, entered.get(OTHER)))
            (ui::text_input(t, &field(REASON, &reason), &typed))
            (ui::actions(html! {
                (ui::button(Emphasis::Secondary, &t.get("planning-need-button")))
                (ui::named_button(Emphasis::Secondary, NOT, "1", &t.get("planning-need-not-button")))
            }))
        },
    );
    let is_wrong = [OTHER, REASON].iter().any(|name| wrong(problems, name).is_some());
    // What is wrong has to be seen without opening anything.
    if is_wrong { fields } else { ui::details(&t.get("planning-need-change"), fields) }
}
