//! `/steuerung/strategie/{id}`: which Massnahmen serve an element. What might serve it is suggested; a person says what does,
//! and why.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use steering::{Gesucht, Id, Kurz};
use strategy::{Error, Feld, Knoten, MAX_LANG};

use super::{may_steer, relocate, tree, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    ElementPath, LinkPath, LinksPath, PartPath, RelocatePath, SteerStrategyPath, SteeringPath,
};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, TextInput, Tone};

const MEASURE: &str = "massnahme";
const REASON: &str = "grund";
/// The fields of the form that takes away have names of their own: both forms stand on one page.
const LINKED: &str = "zugeordnet";
const WHY_NOT: &str = "grund-loesen";
/// So many measures of a search are offered.
const OFFERED: u32 = 15;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    meldung: String,
}

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Link,
    Part,
}

impl Form {
    const fn fields(self) -> [&'static str; 2] {
        match self {
            Self::Link => [MEASURE, REASON],
            Self::Part => [LINKED, WHY_NOT],
        }
    }
}

pub(super) async fn show(
    path: LinksPath,
    Query(wanted): Query<Wanted>,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let view = View::read(&house, &colleague, &path.id, wanted).await?;
    Ok(view.page(&frame, None, &[]).respond(&frame))
}

pub(super) async fn link(
    path: LinkPath,
    Query(wanted): Query<Wanted>,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    act(Form::Link, path.id, wanted, (&house, &colleague, &frame), posted).await
}

pub(super) async fn part(
    path: PartPath,
    Query(wanted): Query<Wanted>,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    act(Form::Part, path.id, wanted, (&house, &colleague, &frame), posted).await
}

async fn act(
    form: Form,
    id: String,
    wanted: Wanted,
    (house, colleague, frame): (&House, &Colleague, &Frame),
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_steer(colleague)?;
    let t = frame.t;
    let [measure, reason] = form.fields();
    let mut problems = posted.unfit(t, &[reason]);
    let entered = Entered::new(posted.into_answers());
    if entered.get(measure).is_empty() {
        problems.push(ui::problem(measure, t.get("assign-measure-missing")));
    }
    if entered.get(reason).trim().is_empty() {
        problems.push(ui::problem(reason, t.get("assign-reason-missing")));
    }
    if problems.is_empty() {
        match carry_out(form, house, colleague, &id, &entered).await {
            Ok(()) => return Ok(back(id, if form == Form::Link { "zugeordnet" } else { "geloest" })),
            // Somebody was faster; the page shows how it stands.
            Err(Error::Unchanged) => return Ok(back(id, "")),
            Err(Error::NoSuchMassnahme) => {
                problems.push(ui::problem(measure, t.get("assign-measure-missing")));
            }
            Err(Error::TooLong(Feld::Grund)) => {
                problems.push(ui::problem(reason, t.with("assign-reason-long", &[("max", MAX_LANG.into())])));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let view = View::read(house, colleague, &id, wanted).await?;
    Ok(view.page(frame, Some((form, &entered)), &problems).respond(frame))
}

fn back(id: String, told: &str) -> Response {
    let to = Href::from(LinksPath { id });
    let to = if told.is_empty() { to } else { to.with("meldung", told) };
    Redirect::to(to.as_str()).into_response()
}

async fn carry_out(
    form: Form,
    house: &House,
    colleague: &Colleague,
    id: &str,
    entered: &Entered,
) -> strategy::Result<()> {
    let [measure, reason] = form.fields();
    let (massnahme, grund) = (Id(entered.get(measure).to_owned()), entered.get(reason));
    let mut tx = house.store.begin().await?;
    match form {
        Form::Link => strategy::link(&mut tx, &colleague.scope, id, &massnahme, grund).await?,
        Form::Part => strategy::unlink(&mut tx, &colleague.scope, id, &massnahme, grund).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// What the page shows.
struct View {
    knoten: Knoten,
    measures: BTreeMap<String, Kurz>,
    /// Ids and titles of what is offered: what was found, or else what is suggested.
    offered: Vec<(String, String)>,
    wanted: Wanted,
}

impl View {
    async fn read(house: &House, colleague: &Colleague, id: &str, wanted: Wanted) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let knoten = strategy::element(&mut reader, id).await?;
        let offered = if wanted.q.trim().is_empty() {
            let near = strategy::vorschlaege(&mut reader, &colleague.scope, id).await?;
            near.into_iter().map(|one| (one.massnahme.0, one.titel)).collect()
        } else {
            let gesucht = Gesucht { worte: wanted.q.clone(), ..Gesucht::default() };
            let found = steering::alle(&mut reader, &gesucht, Some(OFFERED)).await?;
            let serves = |kurz: &Kurz| knoten.zuordnungen.iter().any(|link| link.massnahme.0 == kurz.id);
            found.into_iter().filter(|kurz| !serves(kurz)).map(|kurz| (kurz.id, kurz.titel)).collect()
        };
        let measures = tree::measures(house).await?;
        Ok(Self { knoten, measures, offered, wanted })
    }

    fn choice(&self, t: Texts, id: &str, titel: &str) -> Choice {
        let hint = self.measures.get(id).map(|kurz| {
            let lead = kurz.federfuehrung.as_deref().unwrap_or("–");
            t.with("assign-measure-hint", &[("lead", lead.into()), ("year", kurz.bis.to_string().into())])
        });
        Choice { hint, ..Choice::new(id, titel) }
    }

    fn page(&self, frame: &Frame, entered: Option<(Form, &Entered)>, problems: &[Problem]) -> Page {
        let t = frame.t;
        let element = &self.knoten.element;
        let told = match self.wanted.meldung.as_str() {
            "zugeordnet" => Some("assign-told-linked"),
            "geloest" => Some("assign-told-parted"),
            "verschoben" => Some("relocate-told"),
            _ => None,
        };
        let content = html! {
            (ui::error_summary(t, problems))
            @if let Some(key) = told { (ui::alert(Tone::Success, &t.get(key), None)) }
            div lang="de" { (ui::heading_of(&words::kind(t, element), &element.titel)) }
            p.kern-body {
                (ui::link(&ElementPath { id: element.id.clone() }.into(), &t.get("assign-public-page")))
                @if relocate::has_anything(&self.knoten) {
                    " · " (ui::link(&RelocatePath { id: element.id.clone() }.into(), &t.get("relocate-title")))
                }
            }
            @if self.knoten.aktuell {
                (ui::section("zuordnen", &t.get("assign-add"), self.offer(frame, entered, problems)))
            } @else {
                (ui::alert(Tone::Info, &t.get("strategy-gone"), None))
            }
            @if !self.knoten.zuordnungen.is_empty() {
                (ui::section("loesen", &t.get("assign-remove"), self.linked(frame, entered, problems)))
            }
        };
        let above = vec![
            Crumb::new(SteeringPath, t.get("planning-title")),
            Crumb::new(SteerStrategyPath, t.get("assign-title")),
        ];
        Page::new(words::short(&element.titel), content).below(above).with_errors(!problems.is_empty())
    }

    fn offer(&self, frame: &Frame, entered: Option<(Form, &Entered)>, problems: &[Problem]) -> Markup {
        let t = frame.t;
        let here = Href::from(LinksPath { id: self.knoten.element.id.clone() });
        let searched = !self.wanted.q.trim().is_empty();
        let label = t.get("assign-search");
        let input = TextInput { value: &self.wanted.q, ..TextInput::default() };
        let choices: Vec<_> = self.offered.iter().map(|(id, titel)| self.choice(t, id, titel)).collect();
        let action = Href::from(LinkPath { id: self.knoten.element.id.clone() });
        let action = if searched { action.with("q", &self.wanted.q) } else { action };
        html! {
            (ui::get_form(&here, html! {
                div.rs-filters {
                    (ui::text_input(t, &Field::new("q", &label), &input))
                    (ui::button(Emphasis::Secondary, &t.get("assign-search-button")))
                }
            }))
            @if choices.is_empty() {
                (ui::paragraph(&t.get(if searched { "assign-nothing-found" } else { "assign-nothing-near" })))
            } @else {
                (ui::form(&frame.csrf, &action, Send::Plain, {
                    let legend = t.get(if searched { "assign-found" } else { "assign-near" });
                    choose(t, Form::Link, &legend, &choices, entered, problems, "assign-link")
                }))
            }
        }
    }

    fn linked(&self, frame: &Frame, entered: Option<(Form, &Entered)>, problems: &[Problem]) -> Markup {
        let t = frame.t;
        let choices: Vec<_> = self
            .knoten
            .zuordnungen
            .iter()
            .map(|link| {
                let id = link.massnahme.0.as_str();
                let titel = self.measures.get(id).map_or_else(|| id.to_owned(), |kurz| kurz.titel.clone());
                Choice { hint: Some(link.grund.clone()), ..Choice::new(id, titel) }
            })
            .collect();
        let action = Href::from(PartPath { id: self.knoten.element.id.clone() });
        let legend = t.get("assign-linked");
        ui::form(
            &frame.csrf,
            &action,
            Send::Plain,
            choose(t, Form::Part, &legend, &choices, entered, problems, "assign-part"),
        )
    }
}

/// A measure to choose, and why.
fn choose(
    t: Texts,
    form: Form,
    legend: &str,
    choices: &[Choice],
    entered: Option<(Form, &Entered)>,
    problems: &[Problem],
    button: &str,
) -> Markup {
    let [measure, reason] = form.fields();
    let empty = Entered::default();
    let entered = entered.filter(|(which, _)| *which == form).map_or(&empty, |(_, entered)| entered);
    let error = |path: &str| ui::wrong(problems, path);
    let (label, hint) = (t.get("assign-reason"), t.get("assign-reason-hint"));
    html! {
        (ui::radios(t, &Field::new(measure, legend).error(error(measure)), choices, entered.get(measure)))
        (ui::textarea(t, &Field::new(reason, &label).hint(&hint).error(error(reason)), entered.get(reason), 3))
        (ui::actions(ui::button(Emphasis::Primary, &t.get(button))))
    }
}
