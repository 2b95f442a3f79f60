//! `GET /kennzahlen/{id}/csv` and `…/json`: the values of a figure as open data.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use strategy::{KennzahlId, Verlauf, Wert};
use tabular::{FileType, Value};

use crate::cockpit::table_file::table_file;
use crate::house::House;
use crate::routes::{IndicatorCsvPath, IndicatorJsonPath};
use crate::shell::Failure;

/// The columns with their widths. They are the names of the interface, the same in all languages.
pub(super) const COLUMNS: [(&str, u8); 4] = [("tag", 12), ("wert", 14), ("gemessen", 10), ("quelle", 60)];

async fn found(house: &House, id: uuid::Uuid) -> Result<Verlauf, Failure> {
    Ok(strategy::kennzahl(&mut house.store.reader(), KennzahlId(id)).await?)
}

pub(super) async fn csv(path: IndicatorCsvPath, house: House) -> Result<Response, Failure> {
    let found = found(&house, path.id).await?;
    let rows = found.werte.iter().map(row);
    table_file(FileType::Csv, "kennzahl", &found.kennzahl.name, &COLUMNS, rows)
}

/// A value as it stands in files.
pub(super) fn row(wert: &Wert) -> [Value; 4] {
    [
        Value::Text(wert.tag.to_string()),
        wert.wert.map_or(Value::Empty, |number| Value::Text(number.to_string())),
        Value::Text(if wert.gemessen { "ja" } else { "nein" }.to_owned()),
        wert.quelle.as_ref().map_or(Value::Empty, |quelle| Value::Text(quelle.clone())),
    ]
}

pub(super) async fn json(path: IndicatorJsonPath, house: House) -> Result<Response, Failure> {
    Ok(Json(described(&found(&house, path.id).await?)).into_response())
}

/// A figure for programs: what it is, its values, and what was corrected.
pub(super) fn described(found: &Verlauf) -> serde_json::Value {
    let number = |number: strategy::Zahl| json!(number.als_hundertstel() as f64 / 100.0);
    let werte: Vec<_> = found
        .werte
        .iter()
        .map(|wert| {
            json!({
                "tag": wert.tag, "wert": wert.wert.map(number), "gemessen": wert.gemessen, "quelle": wert.quelle,
            })
        })
        .collect();
    let berichtigungen: Vec<_> = found
        .berichtigungen
        .iter()
        .map(|one| {
            json!({
                "tag": one.tag, "vorher": one.vorher.map(number), "nachher": one.nachher.map(number),
                "grund": one.grund, "berichtigt": one.at.timestamp(),
            })
        })
        .collect();
    let kennzahl = &found.kennzahl;
    let ziel = kennzahl.ziel.map(|ziel| json!({ "wert": number(ziel.wert), "bis": ziel.bis }));
    let ende = found.ende.as_ref().map(|ende| json!({ "tag": ende.tag, "grund": ende.grund }));
    json!({
        "id": found.id, "name": kennzahl.name, "beschreibung": kennzahl.beschreibung, "einheit": kennzahl.einheit,
        "richtung": kennzahl.richtung, "element": kennzahl.element, "quelle": kennzahl.quelle, "leistung": kennzahl.leistung, "ziel": ziel,
        "ende": ende, "werte": werte, "berichtigungen": berichtigungen,
    })
}
