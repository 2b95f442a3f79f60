//! `GET /steuerung`: where those begin who work on plans or keep the inventory.

use axum::response::Response;
use identity::Permission;
use maud::html;

use super::{inventory, planning};
use crate::house::House;
use crate::locale::Texts;
use crate::required::{Colleague, STEERING};
use crate::routes::{
    IndicatorsPath, InventoryPath, MeasuresPath, MeetingsPath, PlanningsPath, PlansOverviewPath, PlansPath,
    ReportsPath, RolloutPath, SteerIndicatorsPath, SteerStrategyPath, SteeringPath, StrategyPath, VotesPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Card, Page};

/// For whoever works on none of it there is no such page.
pub(super) async fn show(
    _: SteeringPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    if !STEERING.iter().any(|permission| colleague.may(*permission)) {
        return Err(Failure::NotFound);
    }
    let t = frame.t;
    let plans = colleague.may(Permission::PlanMeasures) || colleague.may(Permission::SteerPlans);
    let content = html! {
        (ui::heading(&t.get("planning-title")))
        (ui::lead(&t.get("planning-lead")))
        @if plans {
            (ui::section("aufgaben", &t.get("planning-to-do"), planning::to_do(&house, &colleague, t).await?))
        }
        (ui::section("arbeit", &t.get("planning-work"), ui::cards(&work(t, &colleague, plans))))
        (ui::section("oeffentlich", &t.get("planning-public"), html! {
            ul.rs-ways {
                li { (ui::link(&MeasuresPath.into(), &t.get("steer-title"))) }
                li { (ui::link(&PlansPath.into(), &t.get("steer-plans-title"))) }
                li { (ui::link(&PlansOverviewPath.into(), &t.get("plans-overview"))) }
                li { (ui::link(&StrategyPath.into(), &t.get("strategy-title"))) }
                li { (ui::link(&IndicatorsPath.into(), &t.get("indicators-title"))) }
                li { (ui::link(&RolloutPath.into(), &t.get("rollout-title"))) }
            }
        }))
    };
    Ok(Page::new(t.get("planning-title"), content).wide().respond(&frame))
}

/// What the colleague works on here.
fn work(t: Texts, colleague: &Colleague, plans: bool) -> Vec<Card> {
    let card = |href: Href, title: &str, text: &str| Card {
        href,
        title: t.get(title).into_owned(),
        text: t.get(text).into_owned(),
        tags: Vec::new(),
    };
    let mut cards = Vec::new();
    if plans {
        cards.push(card(PlanningsPath.into(), "planning-plans", "planning-plans-what"));
        cards.push(card(MeetingsPath.into(), "planning-meetings", "planning-meetings-what"));
        cards.push(card(ReportsPath.into(), "planning-reports", "planning-reports-lead"));
    }
    if inventory::may_look(colleague) {
        cards.push(card(InventoryPath.into(), "stock-title", "stock-lead"));
    }
    if colleague.may(Permission::SteerPlans) {
        cards.push(card(SteerStrategyPath.into(), "assign-title", "assign-what"));
        cards.push(card(SteerIndicatorsPath.into(), "indicators-keep", "indicators-keep-lead"));
        cards.push(card(VotesPath.into(), "votes-title", "votes-what"));
    }
    cards
}
