//! `/steuerung/planung/{jahr}/vorgaben`: days, money and bodies of a plan in the making.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Error, Feld, Vorgabe};

use super::{must_steer, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{PlanningPath, PlanningSettingsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width, problem, wrong};

pub(super) const UNTIL: &str = "bis";
pub(super) const EINZELPLAN: &str = "einzelplan";
pub(super) const BUDGET: &str = "budget";
pub(super) const BODIES: &str = "gremien";

pub(super) async fn show(
    PlanningSettingsPath { jahr }: PlanningSettingsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let planung = planning::planung(&mut house.store.reader(), &colleague.scope, jahr).await?;
    let vorgabe = planung.vorgabe;
    let entered = Entered::of(&[
        (UNTIL, vorgabe.einreichung_bis.to_string()),
        (EINZELPLAN, vorgabe.einzelplan.to_string()),
        (BUDGET, plain(vorgabe.budget)),
        (BODIES, vorgabe.gremien.join("\n")),
    ]);
    Ok(page(&frame, jahr, &entered, &[]).respond(&frame))
}

pub(super) async fn change(
    PlanningSettingsPath { jahr }: PlanningSettingsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[BODIES]);
    let entered = Entered::new(posted.into_answers());
    if let Some(vorgabe) = read(frame.t, &entered, &mut problems) {
        let mut tx = house.store.begin().await?;
        match planning::change(&mut tx, &colleague.scope, jahr, vorgabe).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response());
            }
            Err(Error::Angabe(feld)) => {
                problems.push(problem(path(feld), frame.t.get(words::complaint(feld))));
            }
            // Somebody was faster; the page of the plan says how it stands now.
            Err(Error::Stand) => {
                return Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, jahr, &entered, &problems).respond(&frame))
}

/// An amount as it is typed.
pub(super) fn plain(cents: i64) -> String {
    match cents % 100 {
        0 => (cents / 100).to_string(),
        rest => format!("{},{rest:02}", cents / 100),
    }
}

/// Which field it is that something is wrong with.
pub(super) const fn path(feld: Feld) -> &'static str {
    match feld {
        Feld::Gremium => BODIES,
        Feld::Mittel => BUDGET,
        _ => UNTIL,
    }
}

/// What is set, or what is wrong with it.
pub(super) fn read(t: Texts, entered: &Entered, problems: &mut Vec<Problem>) -> Option<Vorgabe> {
    let until = entered.day(UNTIL);
    let einzelplan =
        entered.get(EINZELPLAN).trim().parse::<u8>().ok().filter(|number| (1..=99).contains(number));
    let budget = entered.cents(BUDGET);
    for (is_missing, path, key) in [
        (until.is_none(), UNTIL, "planning-wrong-day"),
        (einzelplan.is_none(), EINZELPLAN, "planning-wrong-einzelplan"),
        (budget.is_none(), BUDGET, "planning-wrong-money"),
    ] {
        if is_missing {
            problems.push(problem(path, t.get(key)));
        }
    }
    let gremien = entered.get(BODIES).lines().map(str::to_owned).collect();
    Some(Vorgabe { einreichung_bis: until?, einzelplan: einzelplan?, budget: budget?, gremien })
}

pub(super) fn fields(t: Texts, entered: &Entered, problems: &[Problem]) -> Markup {
    let [until, until_hint, einzelplan, budget, budget_hint, bodies, bodies_hint] = [
        "planning-until",
        "planning-until-hint",
        "planning-einzelplan",
        "planning-budget",
        "planning-budget-hint",
        "planning-bodies",
        "planning-bodies-hint",
    ]
    .map(|key| t.get(key));
    let field = |name, label, hint| Field::new(name, label).hint(hint).error(wrong(problems, name));
    let number = TextInput {
        value: entered.get(EINZELPLAN),
        kind: Kind::Whole,
        width: Width::Tiny,
        ..TextInput::default()
    };
    let money = TextInput {
        value: entered.get(BUDGET),
        kind: Kind::Decimal,
        width: Width::Medium,
        unit: Some("€"),
        ..TextInput::default()
    };
    html! {
        (ui::date_input(t, &field(UNTIL, &until, &until_hint), entered.get(UNTIL), false))
        (ui::text_input(t, &Field::new(EINZELPLAN, &einzelplan).error(wrong(problems, EINZELPLAN)), &number))
        (ui::text_input(t, &field(BUDGET, &budget, &budget_hint), &money))
        (ui::textarea(t, &field(BODIES, &bodies, &bodies_hint), entered.get(BODIES), 4))
    }
}

fn page(frame: &Frame, jahr: i16, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("planning-settings");
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::form(&frame.csrf, &PlanningSettingsPath { jahr }.into(), Send::Plain, html! {
            (fields(t, entered, problems))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-save")))
                (ui::link_button(Emphasis::Secondary, &PlanningPath { jahr }.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr }, t.with("steer-plan-of", &[("year", jahr.to_string().into())])),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
