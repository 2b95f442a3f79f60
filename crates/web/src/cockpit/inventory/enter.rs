//! `/steuerung/bestand/neu`: enters something that the own Behoerde keeps. What may exist already is shown before.

use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Angaben, Error, Feld, GegenstandId, Gesucht, Kurz, Thema};
use maud::html;

use super::edit::{Entered, input, names, problems};
use super::{Offices, only_for_keepers, to};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{InventoryPath, NewThingPath, ThingPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Page, Problem, Send, Tone};

/// The id is chosen with the page, so that a form sent twice enters one.
const ID: &str = "kennung";
/// Set once the person has seen what looks the same.
const SEEN: &str = "gesehen";
/// So many that look the same are shown.
const MOST: usize = 10;

pub(super) async fn ask(
    _: NewThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for_keepers(&colleague)?;
    let id = GegenstandId(house.store.new_id());
    let offices = Offices::read(&mut house.store.reader(), &colleague).await?;
    Ok(page(&frame, id, &Entered::default(), &[], &[], &offices).respond(&frame))
}

pub(super) async fn enter(
    _: NewThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    only_for_keepers(&colleague)?;
    let t = frame.t;
    let mut wrong = posted.unfit(t, &names(Thema::Grunddaten.felder()));
    let posted = posted.into_answers();
    let field = |name: &str| posted.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let id = field(ID).and_then(|text| text.parse().ok()).map(GegenstandId).ok_or(Failure::Unreadable)?;
    let entered = Entered::take(&posted, Thema::Grunddaten.felder());
    let (values, unfit) = entered.read();
    wrong.extend(problems(t, &unfit));
    let mut angaben = Angaben::default();
    angaben.apply(&values);
    let mut alike = Vec::new();
    if wrong.is_empty() {
        if field(SEEN).is_none() {
            alike = look_alikes(&house, &colleague, &angaben).await?;
            // What this very form has entered is no duplicate of itself.
            alike.retain(|one| one.id() != id);
        }
        if alike.is_empty() {
            let mut tx = house.store.begin().await?;
            match inventory::enter(&mut tx, &colleague.scope, colleague.behoerde, id, &angaben).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(Redirect::to(Href::from(ThingPath { id }).as_str()).into_response());
                }
                Err(Error::Unstimmig(unfit)) => wrong.extend(problems(t, &unfit)),
                Err(error) => return Err(error.into()),
            }
        }
    }
    let offices = Offices::read(&mut house.store.reader(), &colleague).await?;
    Ok(page(&frame, id, &entered, &wrong, &alike, &offices).respond(&frame))
}

/// Of the same kind and with all words of the name.
async fn look_alikes(house: &House, colleague: &Colleague, angaben: &Angaben) -> Result<Vec<Kurz>, Failure> {
    let gesucht = Gesucht {
        worte: angaben.get(Feld::Name).unwrap_or_default().to_owned(),
        art: angaben.get(Feld::Art).map(str::to_owned),
        ..Gesucht::default()
    };
    let mut found = inventory::gegenstaende(&mut house.store.reader(), &colleague.scope, &gesucht).await?;
    found.gegenstaende.truncate(MOST);
    Ok(found.gegenstaende)
}

fn page(
    frame: &Frame,
    id: GegenstandId,
    entered: &Entered,
    wrong: &[Problem],
    alike: &[Kurz],
    offices: &Offices,
) -> Page {
    let t = frame.t;
    let title = t.get("stock-new");
    let send = if alike.is_empty() { "stock-enter" } else { "stock-enter-all-the-same" };
    let content = html! {
        (ui::error_summary(t, wrong))
        (ui::heading(&title))
        @if !alike.is_empty() {
            (ui::alert(Tone::Warning, &t.get("stock-alike"), Some(html! {
                (ui::paragraph(&t.get("stock-alike-what")))
                ul.kern-list.kern-list--bullet {
                    @for one in alike {
                        li.kern-body { (ui::link(&to(one), &one.name)) " (" (offices.name(one.behoerde)) ")" }
                    }
                }
            })))
        }
        (ui::form(&frame.csrf, &NewThingPath.into(), Send::Plain, html! {
            (ui::hidden(ID, &id.to_string()))
            @if !alike.is_empty() { (ui::hidden(SEEN, "ja")) }
            @for feld in Thema::Grunddaten.felder() { (input(t, feld, entered, wrong)) }
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get(send)))
                (ui::link_button(Emphasis::Secondary, &InventoryPath.into(), &t.get("stock-back")))
            }))
        }))
    };
    let above = vec![Crumb::new(InventoryPath, t.get("stock-title"))];
    Page::new(title, content).below(above).with_errors(!wrong.is_empty() || !alike.is_empty())
}
