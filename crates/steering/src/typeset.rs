//! A plan as a document for the cabinet: PDF/A and PDF/UA by the crate `documents`.

use crate::Result;
use crate::entries::STREAM;
use crate::model::{Error, PlanKopf};
use documents::{Meta, Template};
use plans::{Aktionsplan, Massnahme, Projektstatus};
use serde_json::{Value, json};
use uuid::Uuid;

const TEMPLATE: &str = include_str!("templates/aktionsplan.typ");

/// Typesets a plan. Takes up to seconds of CPU: call it outside the async executor, and keep what it gives.
///
/// # Errors
/// [`Error::TooLong`] for a plan that fills more pages than a document may have; [`Error::Typeset`].
pub(crate) fn typeset(plan: &Aktionsplan, kopf: &PlanKopf) -> Result<Vec<u8>> {
    let meta = Meta {
        title: format!("Aktionsplan {}", kopf.jahr),
        // A plan does not say who wrote it.
        author: String::new(),
        ident: format!("urn:uuid:{}", Uuid::new_v5(&STREAM.0, format!("pdf/{}", kopf.pruefsumme).as_bytes())),
        at: kopf.aufgenommen_at.timestamp(),
        language: "de".to_owned(),
    };
    let template =
        Template::compile("aktionsplan.typ", TEMPLATE).map_err(|e| Error::Typeset(e.to_string()))?;
    match template.render(&data(plan, kopf), &meta) {
        Ok(pdf) => Ok(pdf.bytes),
        Err(documents::Error::TooLarge { .. } | documents::Error::TooManyPages { .. }) => Err(Error::TooLong),
        Err(error) => Err(Error::Typeset(error.to_string())),
    }
}

fn data(plan: &Aktionsplan, kopf: &PlanKopf) -> Value {
    let completed = |one: &plans::Abgeschlossen| json!({ "titel": one.titel, "vormals": one.vormals.as_ref().map(|vormals| &vormals.wortlaut) });
    json!({
        "jahr": kopf.jahr,
        "stand": plan.stand.map(|day| day.to_string()),
        "anzahl": plan.massnahmen.len(),
        "teile": parts(plan),
        "abgeschlossen": plan.abgeschlossen.iter().map(completed).collect::<Vec<_>>(),
    })
}

/// Headings of sections and measures in the order of the plan. A measure stands one level below its section.
fn parts(plan: &Aktionsplan) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut open: &[String] = &[];
    for massnahme in &plan.massnahmen {
        let sections = &massnahme.abschnitte;
        let shared = sections.iter().zip(open).take_while(|(a, b)| a == b).count();
        for (level, title) in sections.iter().enumerate().skip(shared) {
            parts.push(json!({ "art": "abschnitt", "ebene": level + 1, "titel": title }));
        }
        open = sections;
        parts.push(measure(massnahme, sections.len() + 1));
    }
    parts
}

fn measure(massnahme: &Massnahme, ebene: usize) -> Value {
    json!({
        "art": "massnahme",
        "ebene": ebene,
        "titel": massnahme.name(),
        "federfuehrung": massnahme.federfuehrung.as_ref().map(|lead| &lead.wortlaut),
        "aufnahme": massnahme.aufnahme.as_ref().map(|aufnahme| &aufnahme.wortlaut),
        "abschluss": massnahme.abschluss.as_ref().map(|abschluss| &abschluss.wortlaut),
        "status": massnahme.status.as_ref().map(Projektstatus::words),
        "strategie": massnahme.strategie.join(", "),
        "koalitionsvertrag": massnahme.koalitionsvertrag,
        "vormals": massnahme.vormals.as_ref().map(|vormals| &vormals.wortlaut),
        "text": documents::absaetze(&massnahme.text.blocks()),
    })
}
