//! `/desk`: what waits for people.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Filter, Stand, TaskStand, WorkItem};
use identity::Permission;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::words::{People, age, stand, task_badge};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{CasePath, CasesPath, ClaimPath, DeskPath, OperationPath, TaskPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Emphasis, Page, Send, Table};

/// Lines shown at most; the oldest come first, so nothing is forgotten.
const LIMIT: i64 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    zeigen: String,
}

impl Wanted {
    fn filter(&self) -> Filter {
        match self.zeigen.as_str() {
            "meine" => Filter::Mine,
            "alle" => Filter::All,
            _ => Filter::Todo,
        }
    }
}

/// The work list.
pub(super) async fn show(
    _: DeskPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    if !colleague.may(Permission::ReadCases) {
        let other = colleague.may(Permission::Operate).then(|| Redirect::to(&OperationPath.to_string()));
        return other.map(IntoResponse::into_response).ok_or(Failure::Forbidden);
    }
    let t = frame.t;
    let mut reader = house.store.reader();
    let filter = wanted.filter();
    let items = cases::work_list(&mut reader, &colleague.scope, filter, LIMIT).await?;
    let counts = cases::counts(&mut reader, &colleague.scope).await?;
    let people = People::at_work(&house, &colleague.scope).await?;
    let view = View {
        frame: &frame,
        people: &people,
        now: house.store.now(),
        works: colleague.may(Permission::WorkCases),
    };
    let title = t.get("desk-title");
    let content = html! {
        (ui::heading(&title))
        (standing(t, &counts))
        (filters(t, filter))
        @if items.is_empty() { (empty(t, filter)) } @else { (view.table(&items)) }
        @if items.len() as i64 == LIMIT { (ui::muted(&t.with("desk-more", &[("count", LIMIT.into())]))) }
    };
    Ok(Page::new(title, content).wide().respond(&frame))
}

/// How many Vorgaenge stand where; each number leads to them.
fn standing(t: Texts, counts: &[(Stand, i64)]) -> Markup {
    html! {
        ul.rs-counts aria-label=(t.get("desk-counts")) {
            @for at in [Stand::Offen, Stand::Entschieden, Stand::Gestoert, Stand::Erledigt] {
                @let count = counts.iter().find(|(stand, _)| *stand == at).map_or(0, |(_, count)| *count);
                li."rs-counts__alarm"[at == Stand::Gestoert && count > 0] {
                    a href=(Href::from(CasesPath).with("stand", at.as_str())) {
                        span.rs-counts__number { (count) } " "
                        span { (stand(t, at).1) }
                    }
                }
            }
        }
    }
}

fn filters(t: Texts, present: Filter) -> Markup {
    let all = [
        (Filter::Todo, "zu-tun", "desk-filter-todo"),
        (Filter::Mine, "meine", "desk-filter-mine"),
        (Filter::All, "alle", "desk-filter-all"),
    ];
    html! {
        nav.rs-tabs aria-label=(t.get("desk-filter")) {
            ul {
                @for (filter, word, key) in all {
                    li {
                        a href=(Href::from(DeskPath).with("zeigen", word))
                            aria-current=[(filter == present).then_some("page")] { (t.get(key)) }
                    }
                }
            }
        }
    }
}

fn empty(t: Texts, filter: Filter) -> Markup {
    if filter == Filter::Mine {
        let action = ui::link_button(Emphasis::Secondary, &DeskPath.into(), &t.get("desk-empty-mine-do"));
        return ui::empty_state(&t.get("desk-empty-mine"), &t.get("desk-empty-mine-why"), Some(action));
    }
    let action = ui::link_button(Emphasis::Secondary, &CasesPath.into(), &t.get("desk-empty-do"));
    ui::empty_state(&t.get("desk-empty"), &t.get("desk-empty-why"), Some(action))
}

struct View<'a> {
    frame: &'a Frame,
    people: &'a People,
    now: Timestamp,
    works: bool,
}

impl View<'_> {
    fn table(&self, items: &[WorkItem]) -> Markup {
        let t = self.frame.t;
        let columns =
            ["desk-applicant", "desk-task", "desk-reference", "desk-received", "desk-state", "desk-action"];
        ui::table(&Table {
            caption: t.get("desk-list").into_owned(),
            caption_hidden: true,
            columns: columns.map(|key| Column::new(t.get(key))).into(),
            rows: items.iter().map(|item| self.row(item)).collect(),
        })
    }

    fn row(&self, item: &WorkItem) -> Vec<Markup> {
        let t = self.frame.t;
        let received = item.received_at.timestamp();
        vec![
            html! {
                (ui::link(&CasePath { id: item.vorgang }.into(), &item.name))
                span.rs-cell__more { (item.titel) }
            },
            html! { (item.task_name) },
            html! { span.rs-number { (item.aktenzeichen) } },
            html! { span { (age(t, received, self.now)) span.rs-cell__more { (t.date_short(store::day_in_germany(received))) } } },
            task_badge(t, self.people, item.stand, item.assignee),
            self.action(item),
        ]
    }

    fn action(&self, item: &WorkItem) -> Markup {
        let t = self.frame.t;
        let task = item.task;
        let about = html! { span.kern-sr-only { ": " (item.name) ", " (item.aktenzeichen) } };
        match item.stand {
            _ if !self.works => html! { "–" },
            TaskStand::Offen => {
                let button = html! {
                    button.kern-btn.kern-btn--secondary.rs-btn-small type="submit" {
                        span.kern-label { (t.get("desk-claim")) (about) }
                    }
                };
                ui::form(&self.frame.csrf, &ClaimPath { id: task }.into(), Send::Plain, button)
            }
            _ if item.assignee.is_some_and(|holder| self.people.is_me(holder)) => html! {
                a.kern-btn.kern-btn--primary.rs-btn-small href=(Href::from(TaskPath { id: task })) {
                    span.kern-label { (t.get("desk-go-on")) (about) }
                }
            },
            _ => html! { "–" },
        }
    }
}
