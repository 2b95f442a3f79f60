//! `GET /steuerung`: where those begin who work on plans or keep the inventory.

use axum::response::Response;
use identity::Permission;
use maud::html;

use crate::house::House;
use crate::required::Colleague;
use crate::routes::{InventoryPath, MeasuresPath, PlansPath, SteeringPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Page};

/// Whoever has one of these works here; for others there is no such page.
const PERMISSIONS: [Permission; 3] =
    [Permission::PlanMeasures, Permission::SteerPlans, Permission::KeepInventory];

pub(super) async fn show(
    _: SteeringPath,
    _house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    if !PERMISSIONS.iter().any(|permission| colleague.may(*permission)) {
        return Err(Failure::NotFound);
    }
    let t = frame.t;
    let content = html! {
        (ui::heading(&t.get("planning-title")))
        (ui::lead(&t.get("planning-lead")))
        ul.rs-ways {
            li { (ui::link(&MeasuresPath.into(), &t.get("steer-title"))) }
            li { (ui::link(&PlansPath.into(), &t.get("steer-plans-title"))) }
            @if super::inventory::may_look(&colleague) {
                li { (ui::link(&InventoryPath.into(), &t.get("stock-title"))) }
            }
        }
    };
    Ok(Page::new(t.get("planning-title"), content).respond(&frame))
}
