//! The answers of the Antrag, as the form of its package puts them.

use cases::Vorgang;
use identity::Scope;
use intake::AntragId;
use maud::{Markup, html};

use crate::house::House;
use crate::locale::Texts;
use crate::shell::Failure;
use crate::ui;

/// What was answered, page by page; nothing for a Vorgang that did not begin with an Antrag.
pub(super) async fn answers(
    house: &House,
    scope: &Scope,
    t: Texts,
    vorgang: &Vorgang,
) -> Result<Option<Markup>, Failure> {
    let id = AntragId(vorgang.akte.0);
    let antrag = match intake::for_behoerde(&mut house.store.reader(), scope, id).await {
        Ok(antrag) => antrag,
        Err(intake::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let package = house.library.get(&vorgang.package()?).await?;
    // As the form stood on the day of the Antrag.
    let setting = form::Setting::new(store::day_in_germany(antrag.received_at.timestamp()), t.locale().tag());
    let sections = package.form().summary(&antrag.answers(), &setting);
    Ok(Some(html! { div.rs-given { (ui::answers(t, &sections, None)) } }))
}
