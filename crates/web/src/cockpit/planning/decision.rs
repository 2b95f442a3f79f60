//! `/steuerung/sitzung/{id}/beschluss/{punkt}`: what a body decided on an item of its agenda.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Beschluss, Ergebnis, Error, Sitzung, SitzungId};

use super::meeting::{above, name};
use super::{must_steer, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{DecisionPath, MeetingPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Choice, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width, problem, wrong,
};

const RESULT: &str = "ergebnis";
const WORDS: &str = "wortlaut";
const VOTES: [(&str, &str); 3] =
    [("ja", "planning-votes-yes"), ("nein", "planning-votes-no"), ("enthalten", "planning-votes-withheld")];

/// A meeting whose record is open, and the place of the item in it.
async fn known(
    house: &House,
    colleague: &Colleague,
    id: SitzungId,
    number: usize,
) -> Result<Option<(Sitzung, usize)>, Failure> {
    must_steer(colleague)?;
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    let at = number.checked_sub(1).filter(|at| *at < sitzung.tagesordnung.len()).ok_or(Failure::NotFound)?;
    Ok(sitzung.geschlossen_at.is_none().then_some((sitzung, at)))
}

fn to_meeting(id: SitzungId) -> Response {
    Redirect::to(Href::from(MeetingPath { id }).at("tagesordnung").as_str()).into_response()
}

pub(super) async fn show(
    DecisionPath { id, punkt }: DecisionPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some((sitzung, at)) = known(&house, &colleague, id, punkt).await? else { return Ok(to_meeting(id)) };
    let entered = match &sitzung.tagesordnung[at].beschluss {
        Some(beschluss) => filled(beschluss),
        None => Entered::default(),
    };
    Ok(page(&frame, &sitzung, at, &entered, &[]).respond(&frame))
}

pub(super) async fn decide(
    DecisionPath { id, punkt }: DecisionPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let Some((sitzung, at)) = known(&house, &colleague, id, punkt).await? else { return Ok(to_meeting(id)) };
    let mut problems = posted.unfit(frame.t, &[WORDS]);
    let entered = Entered::new(posted.into_answers());
    if let Some(beschluss) = read(frame.t, &entered, &mut problems) {
        let counted = beschluss.stimmen.is_some() && !beschluss.wortlaut.trim().is_empty();
        let mut tx = house.store.begin().await?;
        match planning::decide(&mut tx, &colleague.scope, id, at, beschluss).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(to_meeting(id));
            }
            Err(Error::Stand) => return Ok(to_meeting(id)),
            Err(Error::Angabe(_)) if counted => {
                problems.push(problem(VOTES[0].0, frame.t.get("planning-wrong-votes")));
            }
            Err(Error::Angabe(feld)) => problems.push(problem(WORDS, frame.t.get(words::complaint(feld)))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &sitzung, at, &entered, &problems).respond(&frame))
}

fn filled(beschluss: &Beschluss) -> Entered {
    let mut pairs = vec![
        (RESULT.to_owned(), beschluss.ergebnis.as_str().to_owned()),
        (WORDS.to_owned(), beschluss.wortlaut.clone()),
    ];
    if let Some((yes, no, withheld)) = beschluss.stimmen {
        let votes = VOTES.iter().zip([yes, no, withheld]);
        pairs.extend(votes.map(|((name, _), count)| ((*name).to_owned(), count.to_string())));
    }
    Entered::new(pairs)
}

fn read(t: Texts, entered: &Entered, problems: &mut Vec<Problem>) -> Option<Beschluss> {
    let ergebnis = Ergebnis::parse(entered.get(RESULT));
    if ergebnis.is_none() {
        problems.push(problem(RESULT, t.get("planning-wrong-result")));
    }
    let typed = VOTES.map(|(name, _)| entered.get(name).trim());
    let stimmen = if typed.iter().all(|text| text.is_empty()) {
        None
    } else {
        // Who counts some votes counts all; an empty field is none.
        let counts = typed.map(|text| if text.is_empty() { Some(0) } else { text.parse::<u16>().ok() });
        let ((Some(yes), Some(no)), Some(withheld)) = ((counts[0], counts[1]), counts[2]) else {
            problems.push(problem(VOTES[0].0, t.get("planning-wrong-number")));
            return None;
        };
        Some((yes, no, withheld))
    };
    let beschluss = Beschluss { ergebnis: ergebnis?, wortlaut: entered.get(WORDS).to_owned(), stimmen };
    problems.is_empty().then_some(beschluss)
}

fn page(frame: &Frame, sitzung: &Sitzung, at: usize, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let id = sitzung.id;
    let title = t.get("planning-decision");
    let [result, wording, wording_hint, votes, votes_hint] = [
        "planning-result",
        "planning-wording",
        "planning-wording-hint",
        "planning-votes-title",
        "planning-votes-hint",
    ]
    .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let results: Vec<_> =
        Ergebnis::ALL.iter().map(|one| Choice::new(one.as_str(), words::result(t, *one))).collect();
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&sitzung.tagesordnung[at].titel))
        (ui::form(&frame.csrf, &DecisionPath { id, punkt: at + 1 }.into(), Send::Plain, html! {
            (ui::radios(t, &field(RESULT, &result), &results, entered.get(RESULT)))
            (ui::textarea(t, &field(WORDS, &wording).hint(&wording_hint), entered.get(WORDS), 5))
            (ui::fieldset(t, &Field::new("stimmen", &votes).hint(&votes_hint), html! {
                div.rs-filters {
                    @for (name, key) in VOTES {
                        @let label = t.get(key);
                        @let typed = TextInput { value: entered.get(name), kind: Kind::Whole, width: Width::Tiny, ..TextInput::default() };
                        (ui::text_input(t, &Field::new(name, &label).error(wrong(problems, name)).optional(), &typed))
                    }
                }
            }))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-save")))
                (ui::link_button(Emphasis::Secondary, &MeetingPath { id }.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let mut above = above(t);
    above.push(Crumb::new(MeetingPath { id }, name(t, sitzung)));
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
