//! `POST /antrag/{id}/absenden`: submits, once.

use axum::response::Response;
use identity::Denied;
use intake::{AntragId, Draft};
use packages::Package;
use serde::Deserialize;
use uuid::Uuid;

use super::{Stop, Work, check, to};
use crate::house::House;
use crate::routes::{ApplicationPath, CheckPath, SubmitPath};
use crate::session::Visit;
use crate::shell::{Frame, Guarded, Href};

/// The command, as the page that asks for it named it.
#[derive(Debug, Deserialize)]
pub(super) struct Submission {
    auftrag: Uuid,
}

/// Submits the draft and leads to the receipt. Sent again (double click, reload, back and once more), it leads to the same
/// one.
pub(super) async fn submit(
    path: SubmitPath,
    house: House,
    visit: Visit,
    frame: Frame,
    form: Guarded<Submission>,
) -> Result<Response, Stop> {
    let command = form.into_inner().auftrag;
    let mut work = Work::load(&house, &visit, frame.t, path.id).await?;
    let account = visit.session().and_then(|session| session.display_name.as_deref());
    work.draft.name = name(&work.draft, &work.package).or_else(|| account.map(str::to_owned));

    let mut tx = house.store.begin().await?;
    match intake::save(&mut tx, work.owner, &work.draft).await {
        // A twin of this request was faster; submitting finds its receipt.
        Ok(()) | Err(intake::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    match intake::submit(&mut tx, &visit.scope(), &house.library, AntragId(path.id), command).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(to(&Href::from(ApplicationPath { id: path.id })))
        }
        Err(intake::Error::Incomplete(errors)) => {
            Ok(check::page(&house, &visit, &frame, &work, &errors).await?.respond(&frame))
        }
        // The session has ended or changed since the page was made: the check says how to sign in.
        Err(intake::Error::Denied(Denied::SignIn | Denied::Niveau(_) | Denied::Kind)) => {
            Ok(to(&Href::from(CheckPath { id: path.id })))
        }
        Err(error) => Err(error.into()),
    }
}

/// The name of who applies, where the package says which fields hold it.
fn name(draft: &Draft, package: &Package) -> Option<String> {
    let fields = &package.manifest().antragsteller;
    let answer = |path: &Option<String>| {
        path.as_deref()
            .and_then(|path| draft.answers.get(path))
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let person: Vec<&str> =
        [answer(&fields.vornamen), answer(&fields.familienname)].into_iter().flatten().collect();
    answer(&fields.organisation).map(str::to_owned).or_else(|| (!person.is_empty()).then(|| person.join(" ")))
}
