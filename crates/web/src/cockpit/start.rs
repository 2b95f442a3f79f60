//! `GET /steuerung`: where those begin who work on plans or keep the inventory.

use axum::response::Response;
use identity::Permission;
use maud::html;

use super::{inventory, planning};
use crate::house::House;
use crate::required::{Colleague, STEERING};
use crate::routes::{
    IndicatorsPath, InventoryPath, MeasuresPath, MeetingsPath, PlanningsPath, PlansPath, ReportsPath,
    SteerIndicatorsPath, SteerStrategyPath, SteeringPath, StrategyPath, VotesPath,
};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Page};

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
        ul.rs-ways {
            @if plans {
                li { (ui::link(&PlanningsPath.into(), &t.get("planning-plans"))) }
                li { (ui::link(&MeetingsPath.into(), &t.get("planning-meetings"))) }
                li { (ui::link(&ReportsPath.into(), &t.get("planning-reports"))) }
            }
            @if inventory::may_look(&colleague) {
                li { (ui::link(&InventoryPath.into(), &t.get("stock-title"))) }
            }
            li { (ui::link(&MeasuresPath.into(), &t.get("steer-title"))) }
            li { (ui::link(&PlansPath.into(), &t.get("steer-plans-title"))) }
            li { (ui::link(&StrategyPath.into(), &t.get("strategy-title"))) }
            li { (ui::link(&IndicatorsPath.into(), &t.get("indicators-title"))) }
            @if colleague.may(Permission::SteerPlans) {
                li { (ui::link(&SteerStrategyPath.into(), &t.get("assign-title"))) }
                li { (ui::link(&SteerIndicatorsPath.into(), &t.get("indicators-keep"))) }
                li { (ui::link(&VotesPath.into(), &t.get("votes-title"))) }
            }
        }
        @if plans {
            (ui::section("aufgaben", &t.get("planning-to-do"), planning::to_do(&house, &colleague, t).await?))
        }
    };
    Ok(Page::new(t.get("planning-title"), content).respond(&frame))
}
