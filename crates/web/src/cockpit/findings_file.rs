//! `GET /massnahmen/befunde/csv` and `…/json`: all that stands out, with the words of the plans that show it. Open data.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::collections::HashMap;
use steering::{Befund, Gesucht, regel_word};
use tabular::{FileType, Value};

use super::table_file::table_file;
use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{FindingsCsvPath, FindingsJsonPath};
use crate::shell::{Failure, Frame};

/// The columns with their widths. They are the names of the interface, the same in all languages.
const COLUMNS: [(&str, u8); 8] = [
    ("massnahme", 18),
    ("titel", 60),
    ("jahr", 8),
    ("regel", 28),
    ("befund", 60),
    ("beleg_plan", 10),
    ("beleg_zeile", 10),
    ("beleg", 80),
];

/// A row for each of the words that show a finding.
pub(super) async fn csv(_: FindingsCsvPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let mut reader = house.store.reader();
    let found = steering::befunde(&mut reader).await?;
    let all = steering::alle(&mut reader, &Gesucht::default(), None).await?;
    let titles: HashMap<_, _> = all.into_iter().map(|kurz| (kurz.id, kurz.titel)).collect();
    let text = |text: Option<&String>| text.map_or(Value::Empty, |text| Value::Text(text.clone()));
    let rows = found.iter().flat_map(|befund| {
        let id = befund.massnahme.as_ref().map(|id| &id.0);
        let title = id.and_then(|id| titles.get(id));
        let (rule, said) = (regel_word(&befund.regel), words::finding(frame.t, &befund.regel));
        befund.belege.iter().map(move |beleg| {
            [
                text(id),
                text(title),
                Value::Whole(befund.jahr.into()),
                Value::Text(rule.clone()),
                Value::Text(said.clone()),
                Value::Whole(beleg.jahr.into()),
                Value::Whole(beleg.zeile.into()),
                Value::Text(beleg.text.clone()),
            ]
        })
    });
    table_file(FileType::Csv, "befunde", "befunde", &COLUMNS, rows)
}

pub(super) async fn json(_: FindingsJsonPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let found = steering::befunde(&mut house.store.reader()).await?;
    Ok(Json(json!({ "befunde": findings(frame.t, &found) })).into_response())
}

/// Findings, each with its rule, what it says in words, and the words of the plans that show it.
pub(super) fn findings(t: Texts, all: &[Befund]) -> Vec<serde_json::Value> {
    let one = |befund: &Befund| {
        let belege: Vec<_> = befund
            .belege
            .iter()
            .map(|beleg| json!({ "plan": beleg.jahr, "zeile": beleg.zeile, "text": beleg.text }))
            .collect();
        json!({
            "massnahme": befund.massnahme.as_ref().map(|id| &id.0),
            "jahr": befund.jahr,
            "regel": regel_word(&befund.regel),
            "befund": words::finding(t, &befund.regel),
            "belege": belege,
        })
    };
    all.iter().map(one).collect()
}
