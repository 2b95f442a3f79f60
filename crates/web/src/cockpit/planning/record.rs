//! `GET /steuerung/sitzung/{id}/pdf`: the closed record of a meeting as a document.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Error, Sitzung};
use tokio::sync::Mutex;

use super::meeting::{above, name};
use super::works;
use crate::account::attachment;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{MeetingPath, MeetingPdfPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Page, Tone};

/// Typesetting takes CPU: one record is made at a time.
static ONE: Mutex<()> = Mutex::const_new(());

pub(super) async fn pdf(
    MeetingPdfPath { id }: MeetingPdfPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    if sitzung.geschlossen_at.is_none() {
        // The page says that there is none yet.
        return Ok(Redirect::to(Href::from(MeetingPath { id }).as_str()).into_response());
    }
    let file = format!("Niederschrift-{}-{}.pdf", sitzung.gremium.replace(' ', "-"), sitzung.tag);
    let copy = sitzung.clone();
    let _one = ONE.lock().await;
    let made =
        tokio::task::spawn_blocking(move || planning::typeset(&copy)).await.map_err(Failure::internal)?;
    match made {
        Ok(pdf) => Ok(attachment(&file, "application/pdf", pdf)),
        Err(Error::TooLong) => Ok(too_long(&frame, &sitzung)),
        Err(error) => Err(error.into()),
    }
}

fn too_long(frame: &Frame, sitzung: &Sitzung) -> Response {
    let t = frame.t;
    let title = t.get("planning-record-document");
    let what = ui::paragraph(&t.get("planning-record-too-long-what"));
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &t.get("planning-record-too-long"), Some(what)))
    };
    let mut above = above(t);
    above.push(Crumb::new(MeetingPath { id: sitzung.id }, name(t, sitzung)));
    Page::new(title, content).below(above).respond(frame)
}
