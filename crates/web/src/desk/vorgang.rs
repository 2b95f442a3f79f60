//! `/desk/vorgang/{id}`: everything about a Vorgang on one page.

use std::sync::Arc;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Anfrage, Error, Explained, Rechtsbehelfsfrist, Stand, Step, Task, Verfahren, Vorgang};
use form::Setting;
use identity::Scope;
use jiff::civil::Date;
use maud::{Markup, html};
use packages::Package;
use post::Message;
use records::Dokument;
use serde::Deserialize;

use super::duty::Hands;
use super::inquiries::Offices;
use super::task_form::TaskForm;
use super::words::{People, applicant, outcome, stand, stand_badge};
use super::{answers, explanation, file, history, inquiries, inspect, period, tasks};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, DeskPath, ProcessPath, RepairPath};
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
    asked: Vec<Anfrage>,
    offices: Offices,
    /// The other Vorgaenge of the Akte.
    others: Vec<Vorgang>,
    period: Option<Rechtsbehelfsfrist>,
    today: Date,
    /// Of the forms of tasks.
    setting: Setting,
    answers: Option<Markup>,
    people: People,
    package: Arc<Package>,
}

impl Known {
    async fn read(house: &House, scope: &Scope, id: cases::VorgangId, t: Texts) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let vorgang = cases::vorgang(&mut reader, scope, id).await?;
        let mut others = cases::all_of_akte(&mut reader, scope, vorgang.akte).await?;
        others.retain(|other| other.id != id);
        let period = match cases::remedy_period(&mut reader, scope, &house.library, id).await {
            // Holidays are known for some years only.
            Err(Error::Frist(_)) => None,
            period => period?,
        };
        let package = house.library.get(&vorgang.package()?).await?;
        let given = cases::given_to_forms(&mut reader, scope, &package, id).await?;
        let today = store::day_in_germany(house.store.now());
        Ok(Self {
            setting: Setting::new(today, t.locale().tag()).with_given(given),
            asked: cases::anfragen(&mut reader, scope, id).await?,
            offices: Offices::read(house, scope).await?,
            today,
            others,
            period,
            tasks: cases::tasks(&mut reader, scope, id).await?,
            decisions: cases::decisions(&mut reader, scope, id).await?,
            steps: cases::steps(&mut reader, scope, id).await?,
            dokumente: records::dokumente(&mut reader, scope, vorgang.akte).await?,
            letters: post::delivery(&mut reader, scope, id).await?,
            answers: answers::answers(house, scope, t, &vorgang).await?,
            people: People::at_work(house, scope).await?,
            package,
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
    let known = match Known::read(&house, &colleague.scope, id, t).await {
        Err(Failure::NotFound) => return inspect::ask(&house, &colleague, &frame, id).await,
        known => known?,
    };
    let hands = Hands::new(&colleague, &known.vorgang, &known.tasks);
    let works = hands.work();
    let content = html! {
        (message(t, &told.meldung))
        (head(t, &known.vorgang))
        @if known.vorgang.angehalten_at.is_some() {
            (ui::alert(Tone::Warning, &t.get("process-suspended"), Some(ui::paragraph(&t.get("process-suspended-why")))))
        }
        @if known.vorgang.stand == Stand::Gestoert { (disturbance(&frame, &known.vorgang, works)) }
        div.rs-case {
            div.rs-case__main {
                (ui::section("aufgaben", &t.get("case-tasks"), known.tasks(&frame, &hands)))
                @if !known.asked.is_empty() {
                    (ui::section("anfragen", &t.get("case-inquiries"), inquiries::of_case(t, &known.asked, &known.offices, known.today)))
                }
            }
            div.rs-case__side {
                (ui::panel(&t.get("case-file"), file::dokumente(t, &known.dokumente)))
                @if !known.others.is_empty() { (ui::panel(&t.get("case-others"), others(t, &known.others))) }
                (ui::panel(&t.get("case-delivery"), file::delivery(t, &known.letters)))
                @if let Some(period) = &known.period {
                    (ui::panel(&t.get("case-remedy"), period::remedy(t, period, known.today)))
                }
            }
        }
        // Below both columns: tables of rules and answers have room for their columns.
        (ui::section("regeln", &t.get("case-rules"), explanation::explanation(t, &known.decisions, known.package.form())))
        @if let Some(answers) = &known.answers {
            (ui::section("angaben", &t.get("case-answers"), answers.clone()))
        }
        (ui::section("verlauf", &t.get("case-history"), history::history(t, &known.people, &known.vorgang, &known.steps)))
    };
    let mut above = super::vorgaenge::above(t, &colleague);
    above.push(Crumb::new(CasesPath, t.get("cases-title")));
    Ok(Page::new(known.vorgang.aktenzeichen, content).below(above).wide().respond(&frame))
}

impl Known {
    /// The tasks, with what was entered in their forms.
    fn tasks(&self, frame: &Frame, hands: &Hands<'_>) -> Markup {
        let given = |task: &Task| {
            TaskForm::of(&self.package, &self.vorgang, task, self.setting.clone())?.summary(frame.t, task)
        };
        tasks::list(&tasks::Tasks {
            frame,
            people: &self.people,
            hands,
            tasks: &self.tasks,
            today: self.today,
            given: &given,
        })
    }
}

/// The other Vorgaenge of the Akte: what was decided first, and the Widerspruch against it.
fn others(t: Texts, all: &[Vorgang]) -> Markup {
    html! {
        ul.rs-downloads {
            @for other in all {
                li {
                    (ui::link(&CasePath { id: other.id }.into(), &procedure(t, other)))
                    p.rs-muted { (t.day(other.received_at.timestamp())) " · " (stand(t, other.stand).1)
                        @if let Some(word) = &other.ergebnis { " · " (outcome(t, word)) } }
                }
            }
        }
    }
}

/// What a Vorgang is about within its Akte.
fn procedure(t: Texts, vorgang: &Vorgang) -> String {
    match vorgang.verfahren() {
        Verfahren::Antrag => t.get("case-procedure-application"),
        Verfahren::Widerspruch => t.get("case-procedure-objection"),
    }
    .into_owned()
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
        // Somebody was faster: nothing stands still any more. Of a suspended Vorgang the page says so.
        Err(Error::Settled) => {}
        Err(Error::Angehalten) => return Ok(Redirect::to(to_case(id, "").as_str()).into_response()),
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
        "andere" => (Tone::Warning, t.get("duty-title")),
        "eingesehen" => (Tone::Info, t.get("case-told-inspected")),
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
        (t.get("desk-state").into_owned(), state(t, vorgang)),
    ];
    if vorgang.verfahren() == Verfahren::Widerspruch {
        facts.insert(0, (t.get("case-procedure").into_owned(), html! { (procedure(t, vorgang)) }));
    }
    if let (Some(ergebnis), Some(at)) = (&vorgang.ergebnis, vorgang.decided_at) {
        let how =
            if vorgang.automatisch == Some(true) { t.get("case-by-rules") } else { t.get("case-by-person") };
        let decided =
            html! { (outcome(t, ergebnis)) span.rs-cell__more { (t.day(at.timestamp())) ", " (how) } };
        facts.push((t.get("case-decision").into_owned(), decided));
    }
    html! {
        (ui::heading_of(&vorgang.titel, &applicant(t, &vorgang.name)))
        div.rs-facts { (ui::description_list(&facts)) }
        p.kern-body { (ui::link(&ProcessPath { id: vorgang.id }.into(), &t.get("process-link"))) }
    }
}

/// Where the Vorgang stands; one that was withdrawn is not just finished.
fn state(t: Texts, vorgang: &Vorgang) -> Markup {
    if vorgang.is_withdrawn() {
        return ui::badge(Tone::Info, &t.get("desk-outcome-withdrawn"));
    }
    if vorgang.ergebnis.as_deref() == Some(cases::EINGESTELLT) {
        return ui::badge(Tone::Info, &t.get("desk-outcome-abandoned"));
    }
    if vorgang.angehalten_at.is_some() {
        return ui::badge(Tone::Warning, &t.get("case-suspended"));
    }
    stand_badge(t, vorgang.stand)
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
