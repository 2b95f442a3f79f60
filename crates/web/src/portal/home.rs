//! `GET /`: the search, what can be done online, how it works.

use axum::response::Response;
use maud::{Markup, html};

use crate::house::House;
use crate::locale::Texts;
use crate::routes::{HomePath, SearchPath, ServicePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Card, Page};

/// Services on the start page.
const SHOWN: u16 = 6;

pub(super) async fn show(_: HomePath, house: House, visit: Visit, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let services =
        catalogue::online(&mut house.store.reader(), &visit.scope(), t.locale().tag(), SHOWN).await?;
    let cards: Vec<Card> = services
        .into_iter()
        .map(|service| Card {
            href: Href::from(ServicePath { key: service.key.to_string() }),
            title: service.texts.title,
            text: service.texts.short,
            tags: Vec::new(),
        })
        .collect();
    let content = html! {
        @if !cards.is_empty() {
            (ui::section("online", &t.get("home-online"), html! {
                (ui::cards(&cards))
                p.kern-body { (ui::link(&Href::from(SearchPath), &t.get("home-all"))) }
            }))
        }
        (ui::section("ablauf", &t.get("home-how"), how(t)))
        (ui::section("hilfe", &t.get("home-help"), html! {
            (ui::paragraph(&t.get("home-help-text")))
            p.kern-body { (ui::link(&Href::phone("115"), &t.get("phone-115"))) }
        }))
    };
    Ok(Page::new(t.get("home-title"), content).banner(banner(t)).wide().public().respond(&frame))
}

fn banner(t: Texts) -> Markup {
    html! {
        h1.kern-heading-x-large { (t.get("home-heading")) }
        p.kern-body.kern-body--large { (t.get("home-lead")) }
        (ui::place_search_form(
            t,
            &Href::from(SearchPath),
            (&t.get("search-what"), ""),
            (&t.get("search-where"), ""),
        ))
    }
}

/// The four steps from the question to the answer.
fn how(t: Texts) -> Markup {
    let steps = [
        ("home-step-find", "home-step-find-text"),
        ("home-step-fill", "home-step-fill-text"),
        ("home-step-send", "home-step-send-text"),
        ("home-step-answer", "home-step-answer-text"),
    ];
    html! {
        ol.rs-steps {
            @for (title, text) in steps {
                li.rs-steps__step {
                    h3.kern-title { (t.get(title)) }
                    p.kern-body { (t.get(text)) }
                }
            }
        }
    }
}
