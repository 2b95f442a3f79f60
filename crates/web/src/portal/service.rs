//! `GET /leistung/{key}?ort=…`: what a service is, which office is competent, and the way to apply.

use axum::extract::Query;
use axum::response::Response;
use catalogue::{Gebiet, Leistung, LeistungKey, Organisationseinheit, Zustaendig};
use identity::Vertrauensniveau;
use maud::{Markup, html};
use packages::Digest;
use serde::Deserialize;

use super::place::Place;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{HomePath, RolloutOfPath, SearchPath, ServicePath, StartPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Emphasis, Page, Send};

/// The place for which it is asked.
#[derive(Debug, Deserialize)]
pub(super) struct At {
    ort: Option<String>,
}

pub(super) async fn show(
    path: ServicePath,
    Query(at): Query<At>,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let scope = visit.scope();
    let key = LeistungKey::parse(&path.key).map_err(|_| Failure::NotFound)?;
    let mut reader = house.store.reader();
    let service =
        catalogue::leistung(&mut reader, &scope, &key, t.locale().tag()).await?.ok_or(Failure::NotFound)?;
    let place = Place::find(&house, &scope, at.ort.as_deref()).await?;
    let office = match place.one() {
        Some(place) => catalogue::zustaendig(&mut reader, &scope, &key, &place.ars).await?,
        None => None,
    };
    let niveau = niveau(&house, office.as_ref()).await?;
    let lang = (service.language != t.locale().tag()).then_some(service.language.as_str());
    let content = html! {
        div.rs-split {
            div.rs-split__head lang=[lang] {
                (ui::heading(&service.texts.title))
                (ui::lead(&service.texts.short))
            }
            div.rs-split__side { (side(&frame, &service, &place, office.as_ref(), niveau)) }
            div.rs-split__body lang=[lang] { (texts(t, &service)) }
        }
    };
    let above =
        vec![Crumb::new(HomePath, t.get("crumb-home")), Crumb::new(SearchPath, t.get("shell-services"))];
    Ok(Page::new(service.texts.title.clone(), content).below(above).wide().respond(&frame))
}

/// How surely the online service must know a person.
async fn niveau(house: &House, office: Option<&Zustaendig>) -> Result<Option<Vertrauensniveau>, Failure> {
    let dienst = office.and_then(|office| office.onlinedienst.as_ref());
    let Some(digest) = dienst.and_then(|dienst| Digest::parse(&dienst.digest)) else { return Ok(None) };
    Ok(Some(house.library.get(&digest).await?.manifest().vertrauensniveau))
}

/// Beside the text: the place, the office, the way to apply.
fn side(
    frame: &Frame,
    service: &Leistung,
    place: &Place,
    office: Option<&Zustaendig>,
    niveau: Option<Vertrauensniveau>,
) -> Markup {
    let t = frame.t;
    let here = |ort: &str| Href::from(ServicePath { key: service.key.to_string() }).with("ort", ort);
    let Some(at) = place.one() else {
        return html! {
            (ui::panel(&t.get("service-place"), html! {
                (ui::paragraph(&t.get("service-place-why")))
                (place.notice(t, |ars| here(ars.as_str())))
                (place_form(t, service, place))
            }))
            (spread(t, service))
        };
    };
    html! {
        @match office {
            Some(office) => {
                (ui::panel(&t.with("service-apply-at", &[("place", at.name.as_str().into())]), apply(frame, service, at, office, niveau)))
                (ui::panel(&t.get("service-office"), html! { (contact(t, &office.einheit)) }))
            }
            None => (ui::panel(&t.with("service-apply-at", &[("place", at.name.as_str().into())]), html! {
                (ui::paragraph(&t.with("service-no-office", &[("place", at.name.as_str().into())])))
                p.kern-body { (ui::link(&Href::phone("115"), &t.get("phone-115"))) }
            })),
        }
        (ui::details(&t.get("service-other-place"), place_form(t, service, &Place::Open)))
        (spread(t, service))
    }
}

/// The way to the map of where the service is online.
fn spread(t: Texts, service: &Leistung) -> Markup {
    let map = Href::from(RolloutOfPath { key: service.key.to_string() });
    html! { p.kern-body { (ui::link(&map, &t.get("rollout-title"))) } }
}

/// Asks for the place. Plain HTML: the answer is a page with the office, or with a list of places to choose from.
fn place_form(t: Texts, service: &Leistung, place: &Place) -> Markup {
    let label = t.get("search-where");
    let field = ui::Field::new("ort", &label);
    let input =
        ui::TextInput { value: place.typed(), autocomplete: Some("postal-code"), ..ui::TextInput::default() };
    ui::get_form(
        &Href::from(ServicePath { key: service.key.to_string() }),
        html! {
            (ui::text_input(t, &field, &input))
            (ui::button(Emphasis::Primary, &t.get("service-place-button")))
        },
    )
}

fn apply(
    frame: &Frame,
    service: &Leistung,
    at: &Gebiet,
    office: &Zustaendig,
    niveau: Option<Vertrauensniveau>,
) -> Markup {
    let t = frame.t;
    let Some(niveau) = niveau else {
        return html! {
            (ui::paragraph(&t.with("service-not-online", &[("office", office.einheit.name.as_str().into())])))
        };
    };
    html! {
        (ui::form(&frame.csrf, &Href::from(StartPath), Send::Plain, html! {
            (ui::hidden("leistung", service.key.as_str()))
            (ui::hidden("ort", at.ars.as_str()))
            (ui::button(Emphasis::Primary, &t.get("service-apply")))
        }))
        p.rs-muted { (t.get(match niveau {
            Vertrauensniveau::Basis => "service-niveau-basis",
            Vertrauensniveau::Substantiell => "service-niveau-substantiell",
            Vertrauensniveau::Hoch => "service-niveau-hoch",
        })) }
    }
}

/// The office: where it is, when it is open, how to reach it.
fn contact(t: Texts, office: &Organisationseinheit) -> Markup {
    let address = &office.address;
    let mut facts = vec![(
        t.get("office-address").into_owned(),
        html! { (address.street) br; (address.postal_code) " " (address.town) },
    )];
    if !office.opening_hours.is_empty() {
        let hours = html! { @for line in &office.opening_hours { (line) br; } };
        facts.push((t.get("office-hours").into_owned(), hours));
    }
    let phone = office.phone.as_deref().unwrap_or("115");
    let hint = if phone == "115" { Some(t.get("office-115")) } else { None };
    facts.push((
        t.get("office-phone").into_owned(),
        html! {
            (ui::link(&Href::phone(phone), phone))
            @if let Some(hint) = hint { br; span.rs-muted { (hint) } }
        },
    ));
    if let Some(mail) = &office.mail {
        facts.push((t.get("office-mail").into_owned(), ui::link(&Href::mail(mail), mail)));
    }
    if let Some(web) = office.web.as_deref()
        && let Some(href) = Href::external(web)
    {
        facts.push((t.get("office-web").into_owned(), ui::link(&href, web)));
    }
    html! {
        p.kern-body.rs-strong { (office.name) }
        (ui::description_list(&facts))
    }
}

/// Everything that the catalogue says about the service.
fn texts(t: Texts, service: &Leistung) -> Markup {
    let texts = &service.texts;
    let part = |id: &str, title: &str, text: &str| {
        html! { @if !text.trim().is_empty() { (ui::section(id, title, ui::prose(text))) } }
    };
    let items = |id: &str, title: &str, items: &[String]| {
        html! { @if !items.is_empty() { (ui::section(id, title, ui::list(items))) } }
    };
    html! {
        @if service.language != t.locale().tag() && t.locale() != crate::Locale::DeLeicht {
            (ui::alert(ui::Tone::Info, &t.get("service-other-language"), None))
        }
        (part("was", &t.get("service-what"), &texts.full))
        (items("voraussetzungen", &t.get("service-requirements"), &texts.requirements))
        (items("unterlagen", &t.get("service-documents"), &texts.documents))
        @if !texts.steps.is_empty() {
            (ui::section("ablauf", &t.get("service-steps"), html! {
                ol.rs-numbers { @for step in &texts.steps { li.kern-body { (step) } } }
            }))
        }
        (part("kosten", &t.get("service-costs"), &texts.costs))
        (part("dauer", &t.get("service-duration"), &texts.duration))
        (part("fristen", &t.get("service-deadlines"), &texts.deadlines))
        (part("rechtsbehelf", &t.get("service-remedy"), &texts.remedy))
        @if !texts.legal.is_empty() {
            (ui::section("recht", &t.get("service-legal"), html! {
                ul.kern-list.kern-list--bullet {
                    @for legal in &texts.legal {
                        li.kern-body {
                            @match legal.link.as_deref().and_then(Href::external) {
                                Some(href) => (ui::link(&href, &legal.text)),
                                None => (legal.text),
                            }
                        }
                    }
                }
            }))
        }
        p.rs-muted.rs-source {
            (t.with("service-source", &[
                ("source", service.source.as_str().into()),
                ("day", t.day(service.changed).into()),
                ("key", service.key.as_str().into()),
            ]))
        }
    }
}
