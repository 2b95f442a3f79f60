//! `GET /aktionsplaene/{jahr}/pdf`: a plan as a document for the cabinet. `…/csv` and `…/xlsx`: as a table, which
//! `rennsteig plan import` reads again.
//!
//! Typesetting a plan takes seconds of CPU, and anybody may ask for it. So one is made at a time, and the last ones are
//! kept: by the checksum of the plan, as the same plan gives the same document.

use axum::response::Response;
use maud::html;
use steering::{Error, PlanKopf};
use tabular::FileType;
use tokio::sync::Mutex;

use crate::account::attachment;
use crate::house::House;
use crate::routes::{MeasuresPath, PlanCsvPath, PlanPath, PlanPdfPath, PlanXlsxPath, PlansPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Crumb, Page, Tone};

/// The documents made last, by the checksum of their plan; `None` for a plan that is too long for one.
static KEPT: Mutex<Vec<(String, Option<Vec<u8>>)>> = Mutex::const_new(Vec::new());

/// Some more than there are plans in a legislative period.
const MOST: usize = 8;

pub(super) async fn pdf(path: PlanPdfPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let jahr: i16 = path.jahr.parse().map_err(|_| Failure::NotFound)?;
    let all = steering::plaene(&mut house.store.reader()).await?;
    let kopf = all.into_iter().find(|plan| plan.jahr == jahr).ok_or(Failure::NotFound)?;
    match made(&house, kopf).await? {
        Some(pdf) => Ok(attachment(&format!("Aktionsplan-{jahr}.pdf"), "application/pdf", pdf)),
        None => Ok(too_long(&frame, jahr)),
    }
}

pub(super) async fn csv(path: PlanCsvPath, house: House) -> Result<Response, Failure> {
    table(&house, &path.jahr, FileType::Csv).await
}

pub(super) async fn xlsx(path: PlanXlsxPath, house: House) -> Result<Response, Failure> {
    table(&house, &path.jahr, FileType::Xlsx).await
}

async fn table(house: &House, jahr: &str, kind: FileType) -> Result<Response, Failure> {
    let jahr: i16 = jahr.parse().map_err(|_| Failure::NotFound)?;
    let plan = steering::plan(&mut house.store.reader(), jahr).await?;
    let content = steering::tabelle(&plan, kind)?;
    Ok(attachment(&format!("Aktionsplan-{jahr}.{}", kind.ending()), kind.media_type(), content))
}

async fn made(house: &House, kopf: PlanKopf) -> Result<Option<Vec<u8>>, Failure> {
    let mut kept = KEPT.lock().await;
    if let Some((_, pdf)) = kept.iter().find(|(sum, _)| *sum == kopf.pruefsumme) {
        return Ok(pdf.clone());
    }
    let plan = steering::plan(&mut house.store.reader(), kopf.jahr).await?;
    let sum = kopf.pruefsumme.clone();
    let typeset = tokio::task::spawn_blocking(move || steering::typeset(&plan, &kopf));
    let pdf = match typeset.await.map_err(Failure::internal)? {
        Ok(pdf) => Some(pdf),
        Err(Error::TooLong) => None,
        Err(error) => return Err(error.into()),
    };
    if kept.len() == MOST {
        kept.remove(0);
    }
    kept.push((sum, pdf.clone()));
    Ok(pdf)
}

fn too_long(frame: &Frame, jahr: i16) -> Response {
    let t = frame.t;
    let title = t.with("steer-plan-of", &[("year", jahr.to_string().into())]);
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &t.get("plans-too-long"), Some(ui::paragraph(&t.get("plans-too-long-what")))))
    };
    let above = vec![
        Crumb::new(MeasuresPath, t.get("steer-title")),
        Crumb::new(PlansPath, t.get("steer-plans-title")),
        Crumb::new(PlanPath { jahr: jahr.to_string() }, &title),
    ];
    Page::new(&title, content).below(above).called(t.get("plans-document")).respond(frame)
}
