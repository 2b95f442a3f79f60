//! `/steuerung/vorschlag/{id}/schritt/{schritt}`: takes a step with a proposal, with a reason where one is needed.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Error, Schritt, Vorschlag, VorschlagId};

use super::history::step_name;
use super::{proposes, steers, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{EditProposalPath, PlanningPath, ProposalPath, SteeringPath, StepPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, Tone, problem, wrong};

const REASON: &str = "grund";

/// The step and the proposal; where somebody may not take it there is no such page.
async fn known(
    house: &House,
    colleague: &Colleague,
    id: VorschlagId,
    word: &str,
) -> Result<(Schritt, Vorschlag), Failure> {
    let schritt = Schritt::parse(word).ok_or(Failure::NotFound)?;
    let may = if schritt.is_of_ressort() { proposes(colleague) } else { steers(colleague) };
    if !may {
        return Err(Failure::NotFound);
    }
    let vorschlag = planning::vorschlag(&mut house.store.reader(), &colleague.scope, id).await?;
    if schritt.is_of_ressort() && vorschlag.behoerde != colleague.behoerde {
        return Err(Failure::NotFound);
    }
    Ok((schritt, vorschlag))
}

fn to_proposal(id: VorschlagId) -> Response {
    Redirect::to(Href::from(ProposalPath { id }).as_str()).into_response()
}

pub(super) async fn show(
    StepPath { id, schritt }: StepPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let (schritt, vorschlag) = known(&house, &colleague, id, &schritt).await?;
    if schritt.from(vorschlag.stand).is_none() {
        // Somebody was faster; the page of the proposal says how it stands now.
        return Ok(to_proposal(id));
    }
    Ok(page(&frame, schritt, &vorschlag, "", &[]).respond(&frame))
}

pub(super) async fn take(
    StepPath { id, schritt }: StepPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let (schritt, vorschlag) = known(&house, &colleague, id, &schritt).await?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[REASON]);
    let entered = Entered::new(posted.into_answers());
    let reason = entered.get(REASON);
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match planning::step(&mut tx, &colleague.scope, id, schritt, reason).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(to_proposal(id));
            }
            Err(Error::Stand) => return Ok(to_proposal(id)),
            Err(Error::Angabe(planning::Feld::Grund)) if schritt.needs_reason() => {
                problems.push(problem(REASON, t.get("planning-wrong-reason")));
            }
            // Something of the proposal itself is missing, which was not asked for when it was made.
            Err(Error::Angabe(feld)) => {
                problems.push(Problem { path: None, text: t.get(words::complaint(feld)).into_owned() });
            }
            Err(Error::Vorbei(last)) => {
                let text = t.with("planning-too-late", &[("day", t.date(last).into())]);
                problems.push(Problem { path: None, text });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, schritt, &vorschlag, reason, &problems).respond(&frame))
}

const fn what(schritt: Schritt) -> &'static str {
    match schritt {
        Schritt::Einreichen => "planning-step-hand-in-what",
        Schritt::Zurueckziehen => "planning-step-withdraw-what",
        Schritt::Zurueckgeben => "planning-step-return-what",
        Schritt::Pruefen => "planning-step-review-what",
        Schritt::Aufnehmen => "planning-step-admit-what",
        Schritt::Zurueckstellen => "planning-step-set-aside-what",
    }
}

fn page(frame: &Frame, schritt: Schritt, vorschlag: &Vorschlag, reason: &str, problems: &[Problem]) -> Page {
    let t = frame.t;
    let id = vorschlag.id;
    let title = step_name(t, schritt);
    let label = t.get("planning-reason");
    let general: Vec<_> = problems.iter().filter(|problem| problem.path.is_none()).collect();
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        p.kern-body { strong { (vorschlag.angaben.titel) } }
        (ui::paragraph(&t.get(what(schritt))))
        @if !general.is_empty() {
            (ui::alert(Tone::Danger, &t.get("planning-step-not"), Some(html! {
                @for problem in general { (ui::paragraph(&problem.text)) }
                p.kern-body { (ui::link(&EditProposalPath { id }.into(), &t.get("planning-edit"))) }
            })))
        }
        (ui::form(&frame.csrf, &StepPath { id, schritt: schritt.as_str().to_owned() }.into(), Send::Plain, html! {
            @if schritt.needs_reason() {
                (ui::textarea(t, &Field::new(REASON, &label).error(wrong(problems, REASON)), reason, 4))
            }
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &title))
                (ui::link_button(Emphasis::Secondary, &ProposalPath { id }.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let jahr = vorschlag.jahr;
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr }, t.with("steer-plan-of", &[("year", jahr.to_string().into())])),
        Crumb::new(ProposalPath { id }, &vorschlag.angaben.titel),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
