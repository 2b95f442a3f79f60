//! `/steuerung/planung/{jahr}/neu` and `/steuerung/vorschlag/{id}/bearbeiten`: what a Ressort says of a measure.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Angaben, Error, Feld, Handlungsbedarf, Mittel, VorschlagId};
use steering::Projektstatus;

use super::settings::plain;
use super::{proposes, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{EditProposalPath, NewProposalPath, PlanningPath, ProposalPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Choice, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Tone, Width, problem, wrong,
};

const TITLE: &str = "titel";
const TEXT: &str = "text";
const SECTION: &str = "abschnitt";
const LEAD: &str = "federfuehrung";
const COMPLETION: &str = "abschluss";
const STATE: &str = "status";
const NEED: &str = "bedarf";
const WHY: &str = "begruendung";
const VERSION: &str = "fassung";
/// Lines of money, from 0: their fields are `mittel[0].jahr` and so on.
const MONEY: &str = "mittel";

/// What the form is for.
#[derive(Debug, Clone, Copy)]
enum Of {
    New(i16),
    Change(VorschlagId, i16),
}

impl Of {
    fn action(self) -> Href {
        match self {
            Self::New(jahr) => NewProposalPath { jahr }.into(),
            Self::Change(id, _) => EditProposalPath { id }.into(),
        }
    }

    fn back(self) -> Href {
        match self {
            Self::New(jahr) => PlanningPath { jahr }.into(),
            Self::Change(id, _) => ProposalPath { id }.into(),
        }
    }

    const fn year(self) -> i16 {
        match self {
            Self::New(jahr) | Self::Change(_, jahr) => jahr,
        }
    }
}

pub(super) async fn begin(
    NewProposalPath { jahr }: NewProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_propose(&colleague)?;
    let mut reader = house.store.reader();
    let planung = planning::planung(&mut reader, &colleague.scope, jahr).await?;
    let own = identity::behoerde(&mut reader, &colleague.scope, colleague.behoerde).await?;
    let entered = Entered::of(&[
        (LEAD, own.map(|own| own.short_name).unwrap_or_default()),
        (STATE, words::states().first().map(|state| state.value.clone()).unwrap_or_default()),
        ("mittel[0].jahr", jahr.to_string()),
        ("mittel[0].einzelplan", planung.vorgabe.einzelplan.to_string()),
    ]);
    Ok(page(&house, &frame, Of::New(jahr), &entered, &[]).await?.respond(&frame))
}

pub(super) async fn propose(
    NewProposalPath { jahr }: NewProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_propose(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[TITLE, TEXT, SECTION, LEAD, COMPLETION, WHY]);
    let entered = Entered::new(posted.into_answers());
    if let Some(angaben) = read(frame.t, &entered, &mut problems) {
        let mut tx = house.store.begin().await?;
        match planning::propose(&mut tx, &colleague.scope, jahr, angaben).await {
            Ok(id) => {
                tx.commit().await?;
                return Ok(Redirect::to(Href::from(ProposalPath { id }).as_str()).into_response());
            }
            Err(Error::Stand) => {
                return Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response());
            }
            Err(error) => problems.push(refused(frame.t, error)?),
        }
    }
    Ok(page(&house, &frame, Of::New(jahr), &entered, &problems).await?.respond(&frame))
}

pub(super) async fn edit(
    EditProposalPath { id }: EditProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_propose(&colleague)?;
    let vorschlag = planning::vorschlag(&mut house.store.reader(), &colleague.scope, id).await?;
    if vorschlag.behoerde != colleague.behoerde {
        return Err(Failure::NotFound);
    }
    if !vorschlag.stand.is_open() {
        return Ok(Redirect::to(Href::from(ProposalPath { id }).as_str()).into_response());
    }
    let planung = planning::planung(&mut house.store.reader(), &colleague.scope, vorschlag.jahr).await?;
    let budget = (planung.jahr, planung.vorgabe.einzelplan);
    let entered = filled(&vorschlag.angaben, vorschlag.fassung, budget);
    Ok(page(&house, &frame, Of::Change(id, vorschlag.jahr), &entered, &[]).await?.respond(&frame))
}

pub(super) async fn revise(
    EditProposalPath { id }: EditProposalPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_propose(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[TITLE, TEXT, SECTION, LEAD, COMPLETION, WHY]);
    let entered = Entered::new(posted.into_answers());
    let vorschlag = planning::vorschlag(&mut house.store.reader(), &colleague.scope, id).await?;
    let seen = entered.get(VERSION).parse().unwrap_or(0);
    if let Some(angaben) = read(frame.t, &entered, &mut problems) {
        let mut tx = house.store.begin().await?;
        match planning::revise(&mut tx, &colleague.scope, id, seen, angaben).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(Href::from(ProposalPath { id }).as_str()).into_response());
            }
            Err(Error::Stand) => {
                return Ok(Redirect::to(Href::from(ProposalPath { id }).as_str()).into_response());
            }
            Err(error) => problems.push(refused(frame.t, error)?),
        }
    }
    Ok(page(&house, &frame, Of::Change(id, vorschlag.jahr), &entered, &problems).await?.respond(&frame))
}

fn must_propose(colleague: &Colleague) -> Result<(), Failure> {
    if proposes(colleague) { Ok(()) } else { Err(Failure::NotFound) }
}

/// What is said beside the field, or that it is not for this person.
fn refused(t: Texts, error: Error) -> Result<Problem, Failure> {
    match error {
        Error::Angabe(feld) => Ok(problem(path(feld), t.get(words::complaint(feld)))),
        Error::Vorbei(last) => {
            let text = t.with("planning-too-late", &[("day", t.date(last).into())]);
            Ok(Problem { path: None, text })
        }
        Error::Changed => Ok(Problem { path: None, text: t.get("planning-changed-meanwhile").into_owned() }),
        error => Err(error.into()),
    }
}

const fn path(feld: Feld) -> &'static str {
    match feld {
        Feld::Titel => TITLE,
        Feld::Abschnitt => SECTION,
        Feld::Federfuehrung => LEAD,
        Feld::Abschluss => COMPLETION,
        Feld::Begruendung => WHY,
        Feld::Mittel => MONEY,
        _ => TEXT,
    }
}

/// What a proposal says; the first amount is asked for in the year and the Einzelplan of the plan.
fn filled(angaben: &Angaben, fassung: i64, (jahr, einzelplan): (i16, u8)) -> Entered {
    let mut pairs = vec![
        (VERSION.to_owned(), fassung.to_string()),
        (TITLE.to_owned(), angaben.titel.clone()),
        (TEXT.to_owned(), angaben.text.clone()),
        (SECTION.to_owned(), angaben.abschnitt.clone()),
        (LEAD.to_owned(), angaben.federfuehrung.clone()),
        (COMPLETION.to_owned(), angaben.abschluss.clone()),
        (STATE.to_owned(), angaben.status.words().to_owned()),
        (NEED.to_owned(), angaben.bedarf.as_str().to_owned()),
        (WHY.to_owned(), angaben.begruendung.clone()),
    ];
    for (at, one) in angaben.mittel.iter().enumerate() {
        pairs.push((line(at, "jahr"), one.jahr.to_string()));
        pairs.push((line(at, "einzelplan"), one.einzelplan.to_string()));
        pairs.push((line(at, "betrag"), plain(one.cent)));
    }
    if angaben.mittel.is_empty() {
        pairs.push((line(0, "jahr"), jahr.to_string()));
        pairs.push((line(0, "einzelplan"), einzelplan.to_string()));
    }
    Entered::new(pairs)
}

fn line(at: usize, part: &str) -> String {
    format!("{MONEY}[{at}].{part}")
}

/// How many lines of money there are to be: those that have something, and one more.
fn lines(entered: &Entered) -> usize {
    let is_used = |at: usize| !entered.get(&line(at, "betrag")).trim().is_empty();
    (0..MOST_LINES).rev().find(|at| is_used(*at)).map_or(1, |last| last + 2).min(MOST_LINES)
}

const MOST_LINES: usize = 12;

fn read(t: Texts, entered: &Entered, problems: &mut Vec<Problem>) -> Option<Angaben> {
    let status = words::state(entered.get(STATE));
    let bedarf = Handlungsbedarf::parse(entered.get(NEED));
    let get = |name: &str| entered.get(name).to_owned();
    let angaben = Angaben {
        titel: get(TITLE),
        text: get(TEXT),
        abschnitt: get(SECTION),
        federfuehrung: get(LEAD),
        abschluss: get(COMPLETION),
        // What is not chosen is named below, whatever stands here.
        status: status.clone().unwrap_or(Projektstatus::ImPlan),
        bedarf: bedarf.unwrap_or(Handlungsbedarf::Gering),
        begruendung: get(WHY),
        mittel: Vec::new(),
    };
    problems
        .extend(angaben.wrong().into_iter().map(|feld| problem(path(feld), t.get(words::complaint(feld)))));
    for (is_missing, path, key) in
        [(status.is_none(), STATE, "planning-wrong-state"), (bedarf.is_none(), NEED, "planning-wrong-need")]
    {
        if is_missing {
            problems.push(problem(path, t.get(key)));
        }
    }
    let mittel = read_money(t, entered, problems);
    problems.is_empty().then_some(Angaben { mittel, ..angaben })
}

fn read_money(t: Texts, entered: &Entered, problems: &mut Vec<Problem>) -> Vec<Mittel> {
    let mut mittel = Vec::new();
    for at in 0..MOST_LINES {
        let amount = line(at, "betrag");
        if entered.get(&amount).trim().is_empty() {
            continue;
        }
        let jahr = entered.get(&line(at, "jahr")).trim().parse().ok();
        let einzelplan = entered.get(&line(at, "einzelplan")).trim().parse().ok();
        match (jahr, einzelplan, entered.cents(&amount)) {
            (Some(jahr), Some(einzelplan), Some(cent)) => mittel.push(Mittel { jahr, einzelplan, cent }),
            (_, _, None) => problems.push(problem(&amount, t.get("planning-wrong-money"))),
            _ => problems.push(problem(&amount, t.get("planning-wrong-money-of"))),
        }
    }
    mittel
}

async fn page(
    house: &House,
    frame: &Frame,
    of: Of,
    entered: &Entered,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let title = match of {
        Of::New(_) => t.get("planning-propose"),
        Of::Change(..) => t.get("planning-edit"),
    };
    let sections = sections(house).await?;
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        @for told in problems.iter().filter(|problem| problem.path.is_none()) {
            (ui::alert(Tone::Danger, &told.text, None))
        }
        (ui::form(&frame.csrf, &of.action(), Send::Plain, html! {
            @if let Of::Change(..) = of { (ui::hidden(VERSION, entered.get(VERSION))) }
            (about(t, entered, problems, &sections))
            (how(t, entered, problems))
            (money(t, entered, problems))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-save-draft")))
                (ui::link_button(Emphasis::Secondary, &of.back(), &t.get("planning-cancel")))
            }))
        }))
    };
    let jahr = of.year();
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr }, t.with("steer-plan-of", &[("year", jahr.to_string().into())])),
    ];
    Ok(Page::new(title, content).below(above).with_errors(!problems.is_empty()))
}

/// The sections of the latest plan, as suggestions.
async fn sections(house: &House) -> Result<Vec<String>, Failure> {
    let mut reader = house.store.reader();
    let Some(latest) = steering::plaene(&mut reader).await?.into_iter().next() else { return Ok(Vec::new()) };
    let plan = steering::plan(&mut reader, latest.jahr).await?;
    Ok(plan.abschnitte.iter().map(|one| format!("{} {}", one.nummer, one.titel)).collect())
}

fn about(t: Texts, entered: &Entered, problems: &[Problem], sections: &[String]) -> Markup {
    let [title, text, text_hint, section, section_hint, lead, lead_hint] = [
        "planning-field-title",
        "planning-text",
        "planning-text-hint",
        "planning-section",
        "planning-section-hint",
        "steer-lead-office",
        "planning-lead-hint",
    ]
    .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = |name| TextInput { value: entered.get(name), ..TextInput::default() };
    html! {
        (ui::text_input(t, &field(TITLE, &title), &typed(TITLE)))
        (ui::textarea(t, &field(TEXT, &text).hint(&text_hint), entered.get(TEXT), 10))
        (ui::text_input(t, &field(SECTION, &section).hint(&section_hint), &typed(SECTION)))
        @if !sections.is_empty() {
            (ui::details(&t.get("planning-sections"), ui::list(sections)))
        }
        (ui::text_input(t, &field(LEAD, &lead).hint(&lead_hint), &typed(LEAD)))
    }
}

fn how(t: Texts, entered: &Entered, problems: &[Problem]) -> Markup {
    let [completion, completion_hint, state, need, why, why_hint] = [
        "steer-due",
        "planning-completion-hint",
        "steer-status",
        "planning-need",
        "planning-why",
        "planning-why-hint",
    ]
    .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let needs: Vec<_> =
        Handlungsbedarf::ALL.iter().map(|one| Choice::new(one.as_str(), words::need(t, *one))).collect();
    let typed = TextInput { value: entered.get(COMPLETION), width: Width::Medium, ..TextInput::default() };
    html! {
        (ui::text_input(t, &field(COMPLETION, &completion).hint(&completion_hint), &typed))
        (ui::radios(t, &field(STATE, &state), &words::states(), entered.get(STATE)))
        (ui::radios(t, &field(NEED, &need), &needs, entered.get(NEED)))
        (ui::textarea(t, &field(WHY, &why).hint(&why_hint), entered.get(WHY), 3))
    }
}

/// A line for each amount, and an empty one. Saving brings up the next.
fn money(t: Texts, entered: &Entered, problems: &[Problem]) -> Markup {
    let [legend, hint, year, einzelplan, amount] =
        ["planning-money", "planning-money-hint", "planning-year", "planning-einzelplan", "planning-amount"]
            .map(|key| t.get(key));
    let input = |name: &str, label: &str, kind, width, unit| {
        let typed = TextInput { value: entered.get(name), kind, width, unit, ..TextInput::default() };
        ui::text_input(t, &Field::new(name, label).error(wrong(problems, name)).optional(), &typed)
    };
    let field = Field::new(MONEY, &legend).hint(&hint).error(wrong(problems, MONEY));
    ui::fieldset(
        t,
        &field,
        html! {
            @for at in 0..lines(entered) {
                div.rs-filters {
                    (input(&line(at, "jahr"), &year, Kind::Whole, Width::Tiny, None))
                    (input(&line(at, "einzelplan"), &einzelplan, Kind::Whole, Width::Tiny, None))
                    (input(&line(at, "betrag"), &amount, Kind::Decimal, Width::Medium, Some("€")))
                }
            }
        },
    )
}
