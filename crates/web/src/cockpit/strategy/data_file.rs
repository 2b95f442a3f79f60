//! `GET /daten/{id}/csv?q=…` and `GET /daten/{id}/json`: a data set as open data; for programs as a Data Package
//! (<https://datapackage.org>) that holds its rows.

use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Cell, json};
use strategy::Datensatz;
use tabular::{FileType, Value};

use super::data::{Wanted, plain};
use crate::cockpit::table_file::table_file;
use crate::house::House;
use crate::routes::{DataSetCsvPath, DataSetJsonPath};
use crate::shell::Failure;

async fn found(house: &House, id: &str) -> Result<Datensatz, Failure> {
    Ok(strategy::datensatz(&mut house.store.reader(), id).await?)
}

pub(super) async fn csv(
    path: DataSetCsvPath,
    Query(wanted): Query<Wanted>,
    house: House,
) -> Result<Response, Failure> {
    let found = found(&house, &path.id).await?;
    let columns: Vec<_> = found.kopf.spalten.iter().map(|spalte| (spalte.name.as_str(), 20)).collect();
    let rows = wanted.rows(&found).into_iter().map(|row| row.iter().map(cell).collect::<Vec<_>>());
    table_file(FileType::Csv, &path.id, &found.kopf.titel, &columns, rows)
}

fn cell(value: &Cell) -> Value {
    match value {
        Cell::Null => Value::Empty,
        Cell::Number(number) => number.as_i64().map_or_else(|| Value::Text(number.to_string()), Value::Whole),
        other => Value::Text(plain(other)),
    }
}

pub(super) async fn json(path: DataSetJsonPath, house: House) -> Result<Response, Failure> {
    let Datensatz { kopf, zeilen } = found(&house, &path.id).await?;
    let fields: Vec<_> = kopf
        .spalten
        .iter()
        .map(|spalte| json!({ "name": spalte.name, "title": spalte.titel, "type": spalte.typ }))
        .collect();
    let named: Vec<_> = kopf.spalten.iter().map(|spalte| spalte.name.as_str()).collect();
    let rows: Vec<_> = zeilen
        .into_iter()
        .map(|row| named.iter().map(|name| (*name).to_owned()).zip(row).collect::<serde_json::Map<_, _>>())
        .collect();
    let licences: Vec<_> = kopf.lizenz.iter().map(|lizenz| json!({ "title": lizenz })).collect();
    let package = json!({
        "name": kopf.id, "title": kopf.titel, "description": kopf.beschreibung,
        "sources": [{ "title": kopf.quelle }], "licenses": licences,
        "resources": [{
            "name": kopf.id, "profile": "tabular-data-resource", "schema": { "fields": fields }, "data": rows,
        }],
        "deviations": kopf.abweichungen,
    });
    Ok(Json(package).into_response())
}
