//! `/desk/vorgaenge`: all Vorgaenge of the Behoerde, to be searched.

use axum::extract::Query;
use axum::response::Response;
use cases::{Stand, Vorgang};
use maud::{Markup, html};
use serde::Deserialize;

use super::words::{outcome, stand, stand_badge};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, DeskPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Emphasis, Field, Page, Table, TextInput};

const PER_PAGE: i64 = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    stand: String,
    seite: Option<u32>,
}

impl Wanted {
    fn stand(&self) -> Option<Stand> {
        ALL.into_iter().find(|stand| stand.as_str() == self.stand)
    }

    fn page(&self) -> u32 {
        self.seite.unwrap_or(1).clamp(1, 100_000)
    }

    fn href(&self, stand: Option<Stand>, page: u32) -> Href {
        let mut href = Href::from(CasesPath);
        if !self.q.is_empty() {
            href = href.with("q", &self.q);
        }
        if let Some(stand) = stand {
            href = href.with("stand", stand.as_str());
        }
        if page > 1 { href.with("seite", &page.to_string()) } else { href }
    }
}

const ALL: [Stand; 4] = [Stand::Offen, Stand::Entschieden, Stand::Gestoert, Stand::Erledigt];

/// The Vorgaenge that fit, newest first.
pub(super) async fn show(
    _: CasesPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let offset = i64::from(wanted.page() - 1) * PER_PAGE;
    // One more than is shown tells whether there is a next page.
    let mut found = cases::search(
        &mut house.store.reader(),
        &colleague.scope,
        &wanted.q,
        wanted.stand(),
        offset,
        PER_PAGE + 1,
    )
    .await?;
    let has_more = found.len() as i64 > PER_PAGE;
    found.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let title = t.get("cases-title");
    let content = html! {
        (ui::heading(&title))
        (search(t, &wanted))
        @if found.is_empty() { (empty(t, &wanted)) } @else { (table(t, &found)) }
        (pages(t, &wanted, has_more))
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title"))];
    Ok(Page::new(title, content).below(above).wide().respond(&frame))
}

fn search(t: Texts, wanted: &Wanted) -> Markup {
    let text = t.get("cases-search");
    let input = TextInput { value: &wanted.q, ..TextInput::default() };
    let form = html! {
        div.rs-filters role="search" {
            @if let Some(stand) = wanted.stand() { (ui::hidden("stand", stand.as_str())) }
            (ui::text_input(t, &Field::new("q", &text), &input))
            (ui::button(Emphasis::Primary, &t.get("cases-search-button")))
        }
    };
    html! { (ui::get_form(&CasesPath.into(), form)) (states(t, wanted)) }
}

/// The states to choose from; the search is kept.
fn states(t: Texts, wanted: &Wanted) -> Markup {
    let choices = std::iter::once(None).chain(ALL.map(Some));
    html! {
        nav.rs-tabs aria-label=(t.get("desk-state")) {
            ul {
                @for at in choices {
                    li {
                        a href=(wanted.href(at, 1)) aria-current=[(at == wanted.stand()).then_some("page")] {
                            @match at { Some(at) => (stand(t, at).1), None => (t.get("cases-all-states")) }
                        }
                    }
                }
            }
        }
    }
}

fn empty(t: Texts, wanted: &Wanted) -> Markup {
    if wanted.q.is_empty() && wanted.stand().is_none() {
        return ui::empty_state(&t.get("cases-none"), &t.get("cases-none-why"), None);
    }
    let action = ui::link_button(Emphasis::Secondary, &CasesPath.into(), &t.get("cases-show-all"));
    ui::empty_state(&t.get("cases-not-found"), &t.get("cases-not-found-why"), Some(action))
}

fn table(t: Texts, found: &[Vorgang]) -> Markup {
    let columns =
        ["desk-reference", "desk-applicant", "desk-service", "desk-received", "desk-number", "desk-state"];
    ui::table(&Table {
        caption: t.get("cases-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).into(),
        rows: found.iter().map(|vorgang| row(t, vorgang)).collect(),
    })
}

fn row(t: Texts, vorgang: &Vorgang) -> Vec<Markup> {
    vec![
        html! { span.rs-number { (ui::link(&CasePath { id: vorgang.id }.into(), &vorgang.aktenzeichen)) } },
        html! { (vorgang.name) },
        html! { (vorgang.titel) },
        html! { (t.date_short(store::day_in_germany(vorgang.received_at.timestamp()))) },
        html! { span.rs-number { (vorgang.eingangsnummer) } },
        html! {
            span {
                (stand_badge(t, vorgang.stand))
                @if let Some(ergebnis) = &vorgang.ergebnis { span.rs-cell__more { (outcome(t, ergebnis)) } }
            }
        },
    ]
}

fn pages(t: Texts, wanted: &Wanted, has_more: bool) -> Markup {
    let page = wanted.page();
    html! {
        @if page > 1 || has_more {
            nav.rs-pagination aria-label=(t.get("nav-pages")) {
                ul {
                    @if page > 1 {
                        li { a.kern-link href=(wanted.href(wanted.stand(), page - 1)) rel="prev" { (t.get("nav-previous")) } }
                    }
                    @if has_more {
                        li { a.kern-link href=(wanted.href(wanted.stand(), page + 1)) rel="next" { (t.get("nav-next")) } }
                    }
                }
            }
        }
    }
}
