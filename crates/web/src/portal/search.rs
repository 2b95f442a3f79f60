//! `GET /suche?q=…&ort=…`: finds services by the words that people use.

use axum::extract::Query;
use axum::response::Response;
use catalogue::{Gebiet, Hit, Matching, SearchQuery, SearchResult};
use maud::{Markup, html};
use serde::Deserialize;

use super::place::Place;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{SearchPath, ServicePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Finding, Page};

/// Results on the page.
const SHOWN: u16 = 30;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    q: String,
    ort: Option<String>,
}

pub(super) async fn show(
    _: SearchPath,
    Query(question): Query<Question>,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let words = question.q.trim();
    let place = Place::find(&house, &visit.scope(), question.ort.as_deref()).await?;
    let again = |ort: &str| Href::from(SearchPath).with("q", words).with("ort", ort);
    let list = if words.is_empty() && place.one().is_none() {
        everything(&house, &visit, t).await?
    } else {
        let query = SearchQuery {
            text: words,
            place: place.one().map(|place| &place.ars),
            language: t.locale().tag(),
            limit: SHOWN,
        };
        let result = house.search.find(&house.store, &visit.scope(), &query).await?;
        results(t, words, &place, &result)
    };
    let content = html! {
        (ui::heading(&t.get("search-title")))
        (ui::place_search_form(
            t,
            &Href::from(SearchPath),
            (&t.get("search-what"), &question.q),
            (&t.get("search-where"), place.typed()),
        ))
        (place.notice(t, |ars| again(ars.as_str())))
        (list)
    };
    let title = if words.is_empty() {
        t.get("search-title").into_owned()
    } else {
        t.with("search-title-of", &[("words", words.into())])
    };
    Ok(Page::new(title, content).public().respond(&frame))
}

/// Without a question: all services by name.
async fn everything(house: &House, visit: &Visit, t: Texts) -> Result<Markup, Failure> {
    let all = catalogue::leistungen(&mut house.store.reader(), &visit.scope(), t.locale().tag()).await?;
    Ok(ui::section(
        "alle",
        &t.get("search-all"),
        html! {
            ul.kern-list.rs-index {
                @for (key, title) in &all {
                    li.kern-body { (ui::link(&Href::from(ServicePath { key: key.to_string() }), title)) }
                }
            }
        },
    ))
}

fn results(t: Texts, words: &str, asked: &Place, result: &SearchResult) -> Markup {
    if result.hits.is_empty() {
        return nothing(t, words);
    }
    let place = result.place.as_ref();
    let count = [("count", result.hits.len().into())];
    let count = match place {
        None => t.with("search-count", &count),
        Some(place) => t.with(
            "search-count-at",
            &[("count", result.hits.len().into()), ("place", place.name.as_str().into())],
        ),
    };
    let hint = match result.matching {
        Matching::Alike => Some("search-alike"),
        Matching::Some => Some("search-some"),
        Matching::All | Matching::Nothing => None,
    };
    let found: Vec<Finding> = result.hits.iter().map(|hit| finding(t, hit, place)).collect();
    html! {
        p.kern-body.rs-count role="status" { (count) }
        @if let Some(hint) = hint { (ui::muted(&t.get(hint))) }
        // The place was understood from the words, and can be taken out again.
        @if let (Some(place), Place::Open) = (place, asked) {
            p.kern-body {
                (t.with("search-place-understood", &[("place", place.name.as_str().into())]))
            }
        }
        (ui::findings(&found))
    }
}

fn finding(t: Texts, hit: &Hit, place: Option<&Gebiet>) -> Finding {
    let service = Href::from(ServicePath { key: hit.leistung.to_string() });
    let mut tags = Vec::new();
    if hit.online {
        tags.push(t.get("search-online").into_owned());
    }
    if let Some(zustaendig) = &hit.zustaendig {
        tags.push(zustaendig.einheit.name.clone());
    }
    Finding {
        href: place.map_or(service.clone(), |place| service.with("ort", place.ars.as_str())),
        title: hit.title.clone(),
        text: hit.snippet.iter().map(|piece| (piece.text.clone(), piece.marked)).collect(),
        tags,
        lang: (hit.language != t.locale().tag()).then(|| hit.language.clone()),
    }
}

/// No result: what to do now.
fn nothing(t: Texts, words: &str) -> Markup {
    html! {
        div role="status" {
            h2.kern-heading-large.rs-h2 { (t.with("search-nothing", &[("words", words.into())])) }
        }
        (ui::paragraph(&t.get("search-nothing-why")))
        (ui::list(&[t.get("search-nothing-word"), t.get("search-nothing-place"), t.get("search-nothing-all")]))
        (ui::actions(html! {
            (ui::link_button(ui::Emphasis::Primary, &Href::phone("115"), &t.get("phone-115")))
            (ui::link_button(ui::Emphasis::Secondary, &Href::from(SearchPath), &t.get("home-all")))
        }))
    }
}
