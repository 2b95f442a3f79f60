//! `GET /massnahmen/{id}/json`: a measure over the years, with all that each plan says of it. Open data.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use steering::{GeplanterAbschluss, Id, Punkt};

use super::findings_file::findings;
use crate::house::House;
use crate::routes::MeasureJsonPath;
use crate::shell::{Failure, Frame};

pub(super) async fn json(path: MeasureJsonPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let found = steering::massnahme(&mut house.store.reader(), &Id(path.id)).await?;
    let other = |other: &Option<(Id, String)>| {
        other.as_ref().map(|(id, titel)| json!({ "id": id.0, "titel": titel }))
    };
    let ursachen: Vec<_> = found
        .ursachen
        .iter()
        .map(|one| {
            json!({ "jahr": one.jahr, "ursache": one.ursache.as_str(), "satz": one.satz, "zeile": one.zeile })
        })
        .collect();
    let whole = json!({
        "id": found.kurz.id,
        "titel": found.kurz.titel,
        "lage": found.kurz.lage,
        "ende_jahr": found.ende_jahr,
        "verschoben_monate": found.kurz.verschoben,
        "hervorgegangen_aus": other(&found.aus),
        "aufgegangen_in": other(&found.in_),
        "stationen": found.stationen.iter().map(station).collect::<Vec<_>>(),
        "befunde": findings(frame.t, &found.befunde),
        "ursachen": ursachen,
    });
    Ok(Json(whole).into_response())
}

/// What a plan says; where it says it in words of its own, the words.
fn station(punkt: &Punkt) -> Value {
    let massnahme = &punkt.massnahme;
    json!({
        "jahr": punkt.jahr,
        "nummer": massnahme.nummer.as_ref().map(ToString::to_string),
        "titel": massnahme.titel,
        "abschnitte": massnahme.abschnitte,
        "aufnahme": massnahme.aufnahme.as_ref().map(|aufnahme| &aufnahme.wortlaut),
        "federfuehrung": massnahme.federfuehrung.as_ref().map(|lead| &lead.wortlaut),
        "status": massnahme.status.as_ref().map(steering::Projektstatus::words),
        "geplanter_abschluss": massnahme.abschluss.as_ref().map(|end| &end.wortlaut),
        "faellig": massnahme.abschluss.as_ref().and_then(GeplanterAbschluss::faellig),
        "text": massnahme.text.to_written(),
        "zeile": massnahme.zeile,
    })
}
