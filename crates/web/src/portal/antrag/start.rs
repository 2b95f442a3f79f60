//! `POST /antrag` begins a draft; `GET /antrag/{id}` goes on with one.

use axum::response::Response;
use catalogue::LeistungKey;
use identity::Ars;
use intake::Owner;
use packages::Digest;
use serde::Deserialize;

use super::{Stop, Work, setting, to};
use crate::house::House;
use crate::routes::{CheckPath, DraftPagePath, DraftPath, StartPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Href};

/// For what, and where.
#[derive(Debug, Deserialize)]
pub(super) struct Begin {
    leistung: String,
    ort: String,
}

/// Begins a draft with the package that the competent office offers today. A visitor without a session gets one.
pub(super) async fn begin(
    _: StartPath,
    house: House,
    visit: Visit,
    frame: Frame,
    form: Guarded<Begin>,
) -> Result<Response, Stop> {
    let Begin { leistung, ort } = form.into_inner();
    let key = LeistungKey::parse(&leistung).map_err(|_| Failure::Unreadable)?;
    let ars = Ars::parse(&ort).map_err(|_| Failure::Unreadable)?;
    let office = catalogue::zustaendig(&mut house.store.reader(), &visit.scope(), &key, &ars).await?;
    let dienst = office.and_then(|office| office.onlinedienst).ok_or(Failure::NotFound)?;
    let digest = Digest::parse(&dienst.digest).ok_or(Failure::NotFound)?;

    let (store, owner, opened) = match visit.owner() {
        Some(owner) => (house.store.clone(), owner, None),
        None => {
            let opened = identity::anonymous_session(&house.store).await?;
            let store = house.store.behind(session::wall(&opened.session));
            (store, Owner::Session(opened.session.id), Some(opened))
        }
    };
    let language = frame.t.locale().tag();
    let mut tx = store.begin().await?;
    let id = intake::start(&mut tx, owner, &house.library, &digest, dienst.behoerde, language).await?;
    tx.commit().await?;

    let package = house.library.get(&digest).await?;
    let first = package.form().first(&form::Answers::new(), &setting(&house, frame.t));
    let href = first.map_or_else(
        || Href::from(CheckPath { id: id.0 }),
        |page| Href::from(DraftPagePath { id: id.0, page: page.id().to_owned() }),
    );
    let response = to(&href);
    Ok(match opened {
        Some(opened) => session::keep(response, &opened, &frame.site),
        None => response,
    })
}

/// Goes on where the first answer is missing or wrong; with all there, to the check.
pub(super) async fn go_on(
    path: DraftPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    let gap = work.form().check(&work.draft.answers, &work.setting).err();
    let gap = gap.and_then(|errors| errors.into_iter().next());
    Ok(to(&gap.map_or_else(|| Href::from(CheckPath { id: path.id }), |error| work.place_of(&error))))
}
