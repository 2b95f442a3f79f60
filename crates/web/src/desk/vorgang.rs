//! `/desk/vorgang/{id}`: everything about a Vorgang on one page.

use std::sync::Arc;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Error, Explained, Stand, Step, Task, Vorgang};
use identity::{Permission, Scope};
use maud::{Markup, html};
use packages::Package;
use post::Message;
use records::Dokument;
use serde::Deserialize;

use super::words::{People, outcome, stand_badge};
use super::{answers, explanation, file, history, tasks};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, DeskPath, RepairPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Page, Send, Tone};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    meldung: String,
}

/// What the offices know about a Vorgang.
struct Known {
    vorgang: Vorgang,
    tasks: Vec<Task>,
    decisions: Vec<Explained>,
    steps: Vec<Step>,
    dokumente: Vec<Dokument>,
    letters: Vec<Message>,
    answers: Option<Markup>,
    people: People,
    package: Arc<Package>,
}

impl Known {
    async fn read(house: &House, scope: &Scope, id: cases::VorgangId, t: Texts) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let vorgang = cases::vorgang(&mut reader, scope, id).await?;
        Ok(Self {
            tasks: cases::tasks(&mut reader, scope, id).await?,
            decisions: cases::decisions(&mut reader, scope, id).await?,
            steps: cases::steps(&mut reader, scope, id).await?,
            dokumente: records::dokumente(&mut reader, scope, vorgang.akte).await?,
            letters: post::delivery(&mut reader, scope, id).await?,
            answers: answers::answers(house, scope, t, &vorgang).await?,
            people: People::at_work(house, scope).await?,
            package: house.library.get(&vorgang.package()?).await?,
            vorgang,
        })
    }
}

/// The page.
pub(super) async fn show(
    CasePath { id }: CasePath,
    house: House,
    colleague: Colleague,
    Query(told): Query<Told>,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let known = Known::read(&house, &colleague.scope, id, t).await?;
    let works = colleague.may(Permission::WorkCases);
    let content = html! {
        (message(t, &told.meldung))
        (head(t, &known.vorgang))
        @if known.vorgang.stand == Stand::Gestoert { (disturbance(&frame, &known.vorgang, works)) }
        div.rs-case {
            div.rs-case__main {
                (ui::section("aufgaben", &t.get("case-tasks"), tasks::list(&frame, &known.people, &known.tasks, works)))
                (ui::section("regeln", &t.get("case-rules"), explanation::explanation(t, &known.decisions, known.package.form())))
                @if let Some(answers) = &known.answers {
                    (ui::section("angaben", &t.get("case-answers"), answers.clone()))
                }
            }
            div.rs-case__side {
                (ui::panel(&t.get("case-file"), file::dokumente(t, &known.dokumente)))
                (ui::panel(&t.get("case-delivery"), file::delivery(t, &known.letters)))
                (ui::panel(&t.get("case-history"), history::history(t, &known.people, &known.vorgang, &known.steps)))
            }
        }
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title")), Crumb::new(CasesPath, t.get("cases-title"))];
    Ok(Page::new(known.vorgang.aktenzeichen, content).below(above).wide().respond(&frame))
}

/// Tries again what stands still.
pub(super) async fn repair(
    RepairPath { id }: RepairPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    match cases::repair(&mut tx, &colleague.scope, &house.library, id).await {
        Ok(()) => tx.commit().await?,
        // Somebody was faster: nothing stands still any more.
        Err(Error::Settled) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(to_case(id, "wiederholt").as_str()).into_response())
}

/// The page of a Vorgang, with a word about what was just done there.
pub(super) fn to_case(id: cases::VorgangId, done: &str) -> Href {
    Href::from(CasePath { id }).with("meldung", done)
}

fn message(t: Texts, told: &str) -> Markup {
    let (tone, text) = match told {
        "entschieden" => (Tone::Success, t.get("case-told-decided")),
        "vermerkt" => (Tone::Success, t.get("case-told-noted")),
        "zurueckgegeben" => (Tone::Success, t.get("case-told-released")),
        "wiederholt" => (Tone::Info, t.get("case-told-repaired")),
        "vergeben" => (Tone::Warning, t.get("case-told-taken")),
        "erledigt" => (Tone::Warning, t.get("case-told-settled")),
        _ => return html! {},
    };
    ui::alert(
        tone,
        &text,
        Some(html! { p.kern-body { (ui::link(&DeskPath.into(), &t.get("case-told-on"))) } }),
    )
}

fn head(t: Texts, vorgang: &Vorgang) -> Markup {
    let mut facts = vec![
        (t.get("desk-reference").into_owned(), html! { span.rs-number { (vorgang.aktenzeichen) } }),
        (t.get("desk-received").into_owned(), html! { (t.moment(vorgang.received_at.timestamp())) }),
        (t.get("desk-number").into_owned(), html! { span.rs-number { (vorgang.eingangsnummer) } }),
        (t.get("desk-state").into_owned(), stand_badge(t, vorgang.stand)),
    ];
    if let (Some(ergebnis), Some(at)) = (&vorgang.ergebnis, vorgang.decided_at) {
        let how =
            if vorgang.automatisch == Some(true) { t.get("case-by-rules") } else { t.get("case-by-person") };
        let decided =
            html! { (outcome(t, ergebnis)) span.rs-cell__more { (t.day(at.timestamp())) ", " (how) } };
        facts.push((t.get("case-decision").into_owned(), decided));
    }
    html! {
        (ui::heading_of(&vorgang.titel, &vorgang.name))
        div.rs-facts { (ui::description_list(&facts)) }
    }
}

fn disturbance(frame: &Frame, vorgang: &Vorgang, works: bool) -> Markup {
    let t = frame.t;
    let body = html! {
        (ui::paragraph(&t.get("case-disturbed-why")))
        @if let Some(text) = &vorgang.stoerung { p.kern-body { code { (text) } } }
        @if works {
            (ui::form(&frame.csrf, &RepairPath { id: vorgang.id }.into(), Send::Plain, html! {
                (ui::button(Emphasis::Secondary, &t.get("case-repair")))
            }))
        }
    };
    ui::alert(Tone::Danger, &t.get("case-disturbed"), Some(body))
}
