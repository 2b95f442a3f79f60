//! The files of a proposal: `/steuerung/vorschlag/{id}/anlagen` and what lies below it.

use axum::body::Bytes;
use axum::response::Response;
use form::Upload;
use maud::{Markup, html};
use planning::{Anlage, Datei, Error, MAX_ANLAGEN, VorschlagId};
use store::Tx;

use super::about::About;
use super::{proposal, proposes, works};
use crate::account::attachment;
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{AttachmentPath, AttachmentsPath, RemoveAttachmentPath};
use crate::shell::{Failure, Frame, Guarded, GuardedMultipart, Posted};
use crate::ui::{self, Emphasis, Field, Problem, Send, all_wrong, problem};
use crate::uploads;

const FILES: &str = "datei";
pub(super) const SECTION: &str = "anlagen";

/// Adds files: all that were chosen, or none where one is not taken.
pub(super) async fn add(
    AttachmentsPath { id }: AttachmentsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: GuardedMultipart,
) -> Result<Response, Failure> {
    if !proposes(&colleague) {
        return Err(Failure::NotFound);
    }
    let t = frame.t;
    let (_, files) = posted.into_answers().await?;
    let mut problems = Vec::new();
    if files.is_empty() {
        problems.push(problem(FILES, t.get("planning-wrong-file")));
    }
    let taken = uploads::examine(&house, t, FILES, files, MAX_ANLAGEN, &mut problems).await;
    if problems.is_empty() {
        match keep(&house, &colleague, id, taken).await {
            Ok(()) | Err(Error::Stand) => return Ok(About::Proposal(id).back(SECTION)),
            Err(Error::ZuViele(most)) => {
                problems.push(problem(FILES, t.with("planning-wrong-files", &[("max", most.into())])));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = proposal::page(&house, &colleague, &frame, id, &Entered::default(), &problems).await?;
    Ok(page.respond(&frame))
}

/// Keeps all of the files, or none.
async fn keep(
    house: &House,
    colleague: &Colleague,
    id: VorschlagId,
    taken: Vec<(Upload, Bytes)>,
) -> planning::Result<()> {
    let mut stored = Vec::new();
    match attach(house, colleague, id, taken, &mut stored).await {
        Ok(tx) => Ok(tx.commit().await?),
        Err(error) => {
            // Nothing came to refer to them.
            for datei in &stored {
                house.store.remove_blob(&datei.blob).await?;
            }
            Err(error)
        }
    }
}

async fn attach(
    house: &House,
    colleague: &Colleague,
    id: VorschlagId,
    taken: Vec<(Upload, Bytes)>,
    stored: &mut Vec<Datei>,
) -> planning::Result<Tx> {
    for (upload, content) in taken {
        let blob = planning::store_file(&house.store, &colleague.scope, id, &content).await?;
        let size = i64::try_from(upload.size).unwrap_or(i64::MAX);
        stored.push(Datei { name: upload.name, media_type: upload.media_type, size, blob });
    }
    let mut tx = house.store.begin().await?;
    for datei in stored.iter() {
        planning::attach(&mut tx, &colleague.scope, id, datei.clone()).await?;
    }
    Ok(tx)
}

/// A file, for all who may read the proposal.
pub(super) async fn download(
    AttachmentPath { id, anlage }: AttachmentPath,
    house: House,
    colleague: Colleague,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let (datei, content) = planning::anlage(&house.store, &colleague.scope, id, anlage).await?;
    Ok(attachment(&datei.name, &datei.media_type, content))
}

/// Takes a file away.
pub(super) async fn remove(
    RemoveAttachmentPath { id, anlage }: RemoveAttachmentPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    if !proposes(&colleague) {
        return Err(Failure::NotFound);
    }
    let mut tx = house.store.begin().await?;
    match planning::detach(&mut tx, &colleague.scope, id, anlage).await {
        Ok(()) => tx.commit().await?,
        // It was handed in meanwhile; the page says how it stands now.
        Err(Error::Stand) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(About::Proposal(id).back(SECTION))
}

/// The files, and for whoever may change the proposal the form to add some.
pub(super) fn section(
    frame: &Frame,
    id: VorschlagId,
    all: &[Anlage],
    changes: bool,
    problems: &[Problem],
) -> Markup {
    let t = frame.t;
    let error = all_wrong(problems, FILES);
    let label = t.get("inquiry-files");
    ui::section(
        SECTION,
        &t.get("planning-files"),
        html! {
            @if all.is_empty() { (ui::muted(&t.get("planning-files-none"))) } @else { (list(frame, id, all, changes)) }
            @if changes && all.len() < MAX_ANLAGEN {
                (ui::form(&frame.csrf, &AttachmentsPath { id }.into(), Send::WithFiles, html! {
                    (uploads::field(t, &Field::new(FILES, &label).error(error.as_deref()), MAX_ANLAGEN - all.len()))
                    (ui::actions(ui::button(Emphasis::Secondary, &t.get("planning-files-button"))))
                }))
            }
        },
    )
}

fn list(frame: &Frame, id: VorschlagId, all: &[Anlage], changes: bool) -> Markup {
    let t = frame.t;
    html! {
        ul.rs-files {
            @for one in all {
                @let datei = &one.datei;
                @let size = u64::try_from(datei.size).unwrap_or(0);
                li.rs-file {
                    span.rs-file__name {
                        (ui::download(t, &AttachmentPath { id, anlage: one.id }.into(), &datei.name, &datei.media_type, size))
                    }
                    @if changes {
                        (ui::form(
                            &frame.csrf,
                            &RemoveAttachmentPath { id, anlage: one.id }.into(),
                            Send::Plain,
                            ui::button(Emphasis::Tertiary, &t.with("file-remove", &[("name", datei.name.as_str().into())])),
                        ))
                    }
                }
            }
        }
    }
}
