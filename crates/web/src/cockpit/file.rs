//! `GET /massnahmen/als/csv`, `…/xlsx` and `…/json`: what a search found, all pages of it, as open data.

use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use steering::Kurz;
use tabular::{FileType, Value};

use super::list::Wanted;
use super::table_file::table_file;
use crate::house::House;
use crate::routes::{MeasuresCsvPath, MeasuresJsonPath, MeasuresXlsxPath};
use crate::shell::{Failure, Frame};

async fn all(house: &House, wanted: &Wanted) -> Result<Vec<Kurz>, Failure> {
    Ok(steering::alle(&mut house.store.reader(), &wanted.gesucht(), None).await?)
}

/// The columns with their widths. They are the names of the interface, the same in all languages.
const COLUMNS: [(&str, u8); 12] = [
    ("id", 18),
    ("nummer", 10),
    ("titel", 60),
    ("federfuehrung", 16),
    ("status", 14),
    ("geplanter_abschluss", 30),
    ("faellig", 12),
    ("verschoben_monate", 10),
    ("erster_plan", 10),
    ("letzter_plan", 10),
    ("lage", 14),
    ("befunde", 10),
];

pub(super) async fn csv(
    _: MeasuresCsvPath,
    Query(wanted): Query<Wanted>,
    house: House,
    frame: Frame,
) -> Result<Response, Failure> {
    table(&house, &frame, &wanted, FileType::Csv).await
}

pub(super) async fn xlsx(
    _: MeasuresXlsxPath,
    Query(wanted): Query<Wanted>,
    house: House,
    frame: Frame,
) -> Result<Response, Failure> {
    table(&house, &frame, &wanted, FileType::Xlsx).await
}

async fn table(house: &House, frame: &Frame, wanted: &Wanted, kind: FileType) -> Result<Response, Failure> {
    let found = all(house, wanted).await?;
    table_file(kind, "massnahmen", &frame.t.get("steer-title"), &COLUMNS, found.iter().map(row))
}

fn row(kurz: &Kurz) -> [Value; 12] {
    let text = |text: Option<&String>| text.map_or(Value::Empty, |text| Value::Text(text.clone()));
    [
        text(Some(&kurz.id)),
        text(kurz.nummer.as_ref()),
        text(Some(&kurz.titel)),
        text(kurz.federfuehrung.as_ref()),
        text(kurz.status.as_ref()),
        text(kurz.abschluss.as_ref()),
        text(kurz.faellig.as_ref()),
        kurz.verschoben.map_or(Value::Empty, Value::Whole),
        Value::Whole(kurz.von),
        Value::Whole(kurz.bis),
        text(Some(&kurz.lage)),
        Value::Whole(kurz.befunde),
    ]
}

pub(super) async fn json(
    _: MeasuresJsonPath,
    Query(wanted): Query<Wanted>,
    house: House,
) -> Result<Response, Failure> {
    let found = all(&house, &wanted).await?;
    let rows: Vec<_> = found
        .iter()
        .map(|kurz| {
            json!({
                "id": kurz.id, "nummer": kurz.nummer, "titel": kurz.titel, "federfuehrung": kurz.federfuehrung,
                "status": kurz.status, "geplanter_abschluss": kurz.abschluss, "faellig": kurz.faellig,
                "verschoben_monate": kurz.verschoben, "erster_plan": kurz.von, "letzter_plan": kurz.bis,
                "lage": kurz.lage, "befunde": kurz.befunde,
            })
        })
        .collect();
    Ok(Json(json!({ "massnahmen": rows })).into_response())
}
