//! `GET /rollout/als/csv` and `…/json`: how far each Leistung has come. `GET /rollout/{key}/csv` and `…/json`: how the people
//! of each municipality come to one. Open data.

use axum::Json;
use axum::response::{IntoResponse, Response};
use catalogue::{Gemeinde, Kreis, LeistungKey, Verbreitung};
use identity::Scope;
use serde_json::json;
use tabular::{FileType, Value};

use super::read;
use crate::cockpit::table_file::table_file;
use crate::house::House;
use crate::routes::{RolloutCsvPath, RolloutJsonPath, RolloutOfCsvPath, RolloutOfJsonPath};
use crate::shell::{Failure, Frame};

/// The columns with their widths. They are the names of the interface, the same in all languages.
const SERVICES: [(&str, u8); 5] =
    [("leistung", 16), ("titel", 60), ("gemeinden_online", 16), ("gemeinden_vor_ort", 16), ("gemeinden", 12)];
/// The same of the municipalities of one Leistung.
const MUNICIPALITIES: [(&str, u8); 5] =
    [("ars", 14), ("gemeinde", 40), ("kreis_ars", 14), ("kreis", 40), ("zugang", 12)];

pub(super) async fn all_csv(_: RolloutCsvPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let (found, titles) = read(&house, frame.t).await?;
    let rows = found.leistungen.iter().map(|(key, of)| {
        let number = |count: u32| Value::Whole(count.into());
        let title = titles.get(key).map_or(Value::Empty, |title| Value::Text(title.clone()));
        [Value::Text(key.to_string()), title, number(of.online), number(of.vor_ort), number(of.alle())]
    });
    table_file(FileType::Csv, "rollout", "rollout", &SERVICES, rows)
}

pub(super) async fn all_json(_: RolloutJsonPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let (found, titles) = read(&house, frame.t).await?;
    let leistungen: Vec<_> = found
        .leistungen
        .iter()
        .map(|(key, of)| {
            json!({
                "leistung": key, "titel": titles.get(key), "gemeinden_online": of.online,
                "gemeinden_vor_ort": of.vor_ort, "gemeinden": of.alle(),
            })
        })
        .collect();
    let kreise: Vec<_> = found
        .kreise
        .iter()
        .map(|kreis| {
            json!({
                "ars": kreis.ars, "kreis": kreis.name, "gemeinden": kreis.gemeinden.len(),
                "angebote": kreis.verteilung.alle(), "online": kreis.verteilung.online,
            })
        })
        .collect();
    Ok(Json(json!({ "leistungen": leistungen, "kreise": kreise })).into_response())
}

async fn one(house: &House, key: &str) -> Result<(LeistungKey, Verbreitung), Failure> {
    let key = LeistungKey::parse(key).map_err(|_| Failure::NotFound)?;
    let found = catalogue::verbreitung_of(&mut house.store.reader(), &Scope::Anonymous, &key).await?;
    if found.leistungen.is_empty() { Err(Failure::NotFound) } else { Ok((key, found)) }
}

fn rows(found: &Verbreitung) -> impl Iterator<Item = (&Kreis, &Gemeinde)> {
    found.kreise.iter().flat_map(|kreis| kreis.gemeinden.iter().map(move |gemeinde| (kreis, gemeinde)))
}

pub(super) async fn csv(path: RolloutOfCsvPath, house: House) -> Result<Response, Failure> {
    let (key, found) = one(&house, &path.key).await?;
    let rows = rows(&found).map(|(kreis, gemeinde)| {
        [
            Value::Text(gemeinde.ars.to_string()),
            Value::Text(gemeinde.name.clone()),
            Value::Text(kreis.ars.to_string()),
            Value::Text(kreis.name.clone()),
            Value::Text(gemeinde.verteilung.zugang().as_str().to_owned()),
        ]
    });
    table_file(FileType::Csv, &format!("rollout-{key}"), "rollout", &MUNICIPALITIES, rows)
}

pub(super) async fn json(path: RolloutOfJsonPath, house: House) -> Result<Response, Failure> {
    let (key, found) = one(&house, &path.key).await?;
    let gemeinden: Vec<_> = rows(&found)
        .map(|(kreis, gemeinde)| {
            json!({
                "ars": gemeinde.ars, "gemeinde": gemeinde.name, "kreis_ars": kreis.ars, "kreis": kreis.name,
                "zugang": gemeinde.verteilung.zugang().as_str(),
            })
        })
        .collect();
    Ok(Json(json!({ "leistung": key, "gemeinden": gemeinden })).into_response())
}
