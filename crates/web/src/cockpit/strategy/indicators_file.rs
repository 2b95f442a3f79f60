//! `GET /kennzahlen/als/csv` and `…/json`: all figures with all their values as one file.

use axum::Json;
use axum::response::{IntoResponse, Response};
use strategy::Verlauf;
use tabular::{FileType, Value};

use super::indicator_file::{COLUMNS, described, row};
use crate::cockpit::table_file::table_file;
use crate::house::House;
use crate::routes::{IndicatorsCsvPath, IndicatorsJsonPath};
use crate::shell::Failure;

/// The columns before those of a value. They are the names of the interface, the same in all languages.
const BEFORE: [(&str, u8); 6] =
    [("id", 38), ("name", 40), ("einheit", 14), ("ziel", 14), ("ziel-bis", 12), ("beendet-am", 12)];

async fn all(house: &House) -> Result<Vec<Verlauf>, Failure> {
    let mut reader = house.store.reader();
    let mut found = Vec::new();
    for one in strategy::kennzahlen(&mut reader).await? {
        found.push(strategy::kennzahl(&mut reader, one.id).await?);
    }
    Ok(found)
}

pub(super) async fn csv(_: IndicatorsCsvPath, house: House) -> Result<Response, Failure> {
    let columns: Vec<_> = BEFORE.into_iter().chain(COLUMNS).collect();
    let all = all(&house).await?;
    table_file(FileType::Csv, "kennzahlen", "", &columns, all.iter().flat_map(rows))
}

/// A row a value; one without a value where there is none.
fn rows(verlauf: &Verlauf) -> Vec<Vec<Value>> {
    let before = before(verlauf).to_vec();
    if verlauf.werte.is_empty() {
        return vec![before];
    }
    let whole = |wert| before.iter().cloned().chain(row(wert)).collect();
    verlauf.werte.iter().map(whole).collect()
}

fn before(verlauf: &Verlauf) -> [Value; 6] {
    let kennzahl = &verlauf.kennzahl;
    let text = |text: Option<String>| text.map_or(Value::Empty, Value::Text);
    [
        text(Some(verlauf.id.to_string())),
        text(Some(kennzahl.name.clone())),
        text(Some(kennzahl.einheit.clone())),
        text(kennzahl.ziel.map(|ziel| ziel.wert.to_string())),
        text(kennzahl.ziel.map(|ziel| ziel.bis.to_string())),
        text(verlauf.ende.as_ref().map(|ende| ende.tag.to_string())),
    ]
}

pub(super) async fn json(_: IndicatorsJsonPath, house: House) -> Result<Response, Failure> {
    let all: Vec<_> = all(&house).await?.iter().map(described).collect();
    Ok(Json(all).into_response())
}
