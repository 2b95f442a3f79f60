//! What everybody may see of the inventory: names, with whom they are, and what they belong to. Never cost, versions or protection.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::response::{IntoResponse, Response};
use catalogue::{LeistungKey, Verteilung};
use identity::Scope;
use inventory::Oeffentlich;
use maud::{Markup, html};
use serde_json::json;
use store::Executor;

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{PublicInventoryPath, RolloutOfPath, ServicePath};
use crate::shell::Failure;
use crate::ui::{self, Column, Table};

/// Names of Behoerden, which are public.
async fn offices(on: &mut impl Executor) -> Result<HashMap<uuid::Uuid, String>, Failure> {
    let all = identity::behoerden(on, &Scope::Anonymous).await?;
    Ok(all.into_iter().map(|one| (one.id.0, one.name)).collect())
}

pub(super) async fn json(_: PublicInventoryPath, house: House) -> Result<Response, Failure> {
    let mut reader = house.store.reader();
    let all = inventory::public(&mut reader).await?;
    let offices = offices(&mut reader).await?;
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "art": one.art, "name": one.name, "behoerde": offices.get(&one.behoerde.0),
                "leistungen": one.leistungen, "massnahmen": one.massnahmen,
            })
        })
        .collect();
    Ok(Json(json!({ "bestand": rows })).into_response())
}

/// On the page of a Massnahme: what belongs to it. Nothing where that is nothing.
pub(in crate::cockpit) async fn section(
    on: &mut impl Executor,
    t: Texts,
    massnahme: &steering::Id,
) -> Result<Markup, Failure> {
    let all = inventory::public_of(on, massnahme).await?;
    if all.is_empty() {
        return Ok(html! {});
    }
    let offices = offices(on).await?;
    let keys: Vec<_> =
        all.iter().flat_map(|one| &one.leistungen).map(|key| LeistungKey::parse(key)).collect();
    let keys: Vec<LeistungKey> = keys.into_iter().collect::<Result<_, _>>().map_err(Failure::internal)?;
    let spread = catalogue::verteilungen(on, &Scope::Anonymous, &keys).await?;
    let mut rows = Vec::new();
    for one in &all {
        rows.push(row(on, t, one, &offices, &spread).await?);
    }
    let table = Table {
        caption: t.get("stock-of-measure").into_owned(),
        caption_hidden: true,
        columns: ["stock-name", "stock-art", "stock-behoerde", "stock-link-leistung"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows,
    };
    Ok(ui::section("bestand", &t.get("stock-of-measure"), ui::table(&table)))
}

async fn row(
    on: &mut impl Executor,
    t: Texts,
    one: &Oeffentlich,
    offices: &HashMap<uuid::Uuid, String>,
    spread: &BTreeMap<LeistungKey, Verteilung>,
) -> Result<Vec<Markup>, Failure> {
    let mut served = Vec::new();
    for key in &one.leistungen {
        let parsed = LeistungKey::parse(key).map_err(Failure::internal)?;
        let leistung = catalogue::leistung(on, &Scope::Anonymous, &parsed, t.locale().tag()).await?;
        let title = leistung.map_or_else(|| key.clone(), |leistung| leistung.texts.title);
        let spread = spread.get(&parsed).filter(|spread| spread.geklaert() > 0);
        served.push((key, title, spread));
    }
    Ok(vec![
        html! { span lang="de" { (one.name) } },
        html! { (words::choice(t, &one.art)) },
        html! { (offices.get(&one.behoerde.0).map_or("–", String::as_str)) },
        html! {
            @if served.is_empty() { "–" }
            @for (at, (key, title, spread)) in served.iter().enumerate() {
                @if at > 0 { br; }
                (ui::link(&ServicePath { key: (*key).clone() }.into(), title))
                @if let Some(spread) = spread {
                    " ("
                    (ui::link(&RolloutOfPath { key: (*key).clone() }.into(), &t.with("rollout-in", &[
                        ("online", spread.online.into()),
                        ("all", spread.alle().into()),
                    ])))
                    ")"
                }
            }
        },
    ])
}
