//! `/desk`: what waits for people.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use cases::{Anfrage, Filter, Stand, TaskStand, WorkItem};
use identity::Permission;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::bulk_pages::undo;
use super::words::{People, age, applicant, stand, task_badge, task_due};
use super::{bulk, inquiries};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    BulkPath, CasePath, CasesPath, ClaimPath, DeputiesPath, DeskPath, InquiriesPath, LeadPath, OperationPath,
    TaskPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Emphasis, Page, Send, Table, Tone};

/// Lines shown at most; the oldest come first, so nothing is forgotten.
const LIMIT: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    zeigen: String,
    /// After a bulk action was taken back: in how many cases, and in how many it was too late.
    zurueck: Option<usize>,
    zuspaet: Option<usize>,
}

impl Wanted {
    fn filter(&self) -> Filter {
        match self.zeigen.as_str() {
            "meine" => Filter::Mine,
            "ueberfaellig" => Filter::Overdue,
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
        let other = if colleague.may(Permission::InspectCases) {
            CasesPath.to_string()
        } else if colleague.may(Permission::Operate) {
            OperationPath.to_string()
        } else {
            return Err(Failure::Forbidden);
        };
        return Ok(Redirect::to(&other).into_response());
    }
    let t = frame.t;
    let mut reader = house.store.reader();
    let filter = wanted.filter();
    let items = cases::work_list(&mut reader, &colleague.scope, filter, LIMIT).await?;
    let counts = cases::counts(&mut reader, &colleague.scope).await?;
    let people = People::at_work(&house, &colleague.scope).await?;
    let asked = cases::asked_of_us(&mut reader, &colleague.scope, inquiries::LIMIT).await?;
    let works = colleague.may(Permission::WorkCases);
    let recent = if works {
        cases::recent(&mut reader, &colleague.scope, house.store.now()).await?
    } else {
        Vec::new()
    };
    let view = View { frame: &frame, people: &people, colleague: &colleague, now: house.store.now(), works };
    let title = t.get("desk-title");
    let content = html! {
        (taken_back(t, &wanted))
        @for recent in &recent { (undo(&frame, recent)) }
        (ui::heading(&title))
        (standing(t, &counts))
        (ways(t, &colleague, &asked))
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
                        span.rs-counts__number {
                            // Of many there is no exact number: counting them would take the longer the more there are.
                            @if count > cases::COUNTED { (t.with("desk-counts-more", &[("count", cases::COUNTED.into())])) } @else { (count) }
                        } " "
                        span { (stand(t, at).1) }
                    }
                }
            }
        }
    }
}

/// To what else there is at the desk.
fn ways(t: Texts, colleague: &Colleague, asked: &[Anfrage]) -> Markup {
    let open = asked.iter().filter(|anfrage| anfrage.is_open()).count();
    html! {
        ul.rs-ways {
            @if !asked.is_empty() {
                li { (ui::link(&InquiriesPath.into(), &t.with("desk-to-inquiries", &[("count", open.into())]))) }
            }
            @if colleague.may(Permission::AssignCases) {
                li { (ui::link(&LeadPath.into(), &t.get("lead-title"))) }
            }
            li { (ui::link(&DeputiesPath.into(), &t.get("deputies-title"))) }
        }
    }
}

/// What became of the way back from a bulk action.
fn taken_back(t: Texts, wanted: &Wanted) -> Markup {
    match (wanted.zurueck, wanted.zuspaet.unwrap_or(0)) {
        (None, _) => html! {},
        (Some(0), _) => ui::alert(Tone::Warning, &t.get("bulk-back-none"), None),
        (Some(back), 0) => {
            ui::alert(Tone::Success, &t.with("bulk-back-done", &[("count", back.into())]), None)
        }
        (Some(back), late) => {
            let text = ui::paragraph(&t.with("bulk-back-late", &[("count", late.into())]));
            ui::alert(Tone::Warning, &t.with("bulk-back-done", &[("count", back.into())]), Some(text))
        }
    }
}

fn filters(t: Texts, present: Filter) -> Markup {
    let all = [
        (Filter::Todo, "zu-tun", "desk-filter-todo"),
        (Filter::Mine, "meine", "desk-filter-mine"),
        (Filter::Overdue, "ueberfaellig", "desk-filter-late"),
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
    if filter == Filter::Overdue {
        return ui::empty_state(&t.get("desk-empty-late"), &t.get("desk-empty-late-why"), None);
    }
    let action = ui::link_button(Emphasis::Secondary, &CasesPath.into(), &t.get("desk-empty-do"));
    ui::empty_state(&t.get("desk-empty"), &t.get("desk-empty-why"), Some(action))
}

struct View<'a> {
    frame: &'a Frame,
    people: &'a People,
    colleague: &'a Colleague,
    now: Timestamp,
    works: bool,
}

/// The form to which the boxes of the table belong.
const FORM: &str = "sammlung";

impl View<'_> {
    fn table(&self, items: &[WorkItem]) -> Markup {
        let t = self.frame.t;
        // Most services set no time for their tasks: no empty column then.
        let has_due = items.iter().any(|item| item.due().is_some());
        let mut columns = vec!["desk-applicant", "desk-task", "desk-reference", "desk-received"];
        columns.extend(has_due.then_some("desk-due"));
        columns.extend(["desk-state", "desk-action"]);
        let choose = items.iter().filter(|item| self.can_do(item)).count() > 1;
        html! {
            (ui::table(&Table {
                caption: t.get("desk-list").into_owned(),
                caption_hidden: true,
                columns: columns.into_iter().map(|key| Column::new(t.get(key))).collect(),
                rows: items.iter().map(|item| self.row(item, has_due, choose)).collect(),
            }))
            @if choose {
                (ui::form_with_id(&self.frame.csrf, FORM, &BulkPath.into(), html! {
                    (ui::button(Emphasis::Secondary, &t.get("bulk-begin")))
                    (ui::muted(&t.get("bulk-begin-what")))
                }))
            }
        }
    }

    fn row(&self, item: &WorkItem, has_due: bool, choose: bool) -> Vec<Markup> {
        let t = self.frame.t;
        let received = item.received_at.timestamp();
        let today = store::day_in_germany(self.now);
        let mut row = vec![
            html! {
                @if choose && self.can_do(item) { (self.checkbox(item)) }
                (ui::link(&CasePath { id: item.vorgang }.into(), &applicant(t, &item.name)))
                span.rs-cell__more { (item.titel) }
            },
            html! { (item.task_name) },
            html! { span.rs-number { (item.aktenzeichen) } },
            html! { span { (age(t, received, self.now)) span.rs-cell__more { (t.date_short(store::day_in_germany(received))) } } },
        ];
        let due = || match item.due() {
            Some(due) => html! { span { (task_due(t, due, item.escalated_at, today)) } },
            None => html! { "–" },
        };
        row.extend(has_due.then(due));
        row.extend([task_badge(t, self.people, item.stand, item.assignee), self.action(item)]);
        row
    }

    fn checkbox(&self, item: &WorkItem) -> Markup {
        let t = self.frame.t;
        let args =
            [("name", applicant(t, &item.name).into()), ("reference", item.aktenzeichen.as_str().into())];
        let label = t.with("bulk-choose", &args);
        ui::row_checkbox(FORM, bulk::TASK, &item.task.to_string(), &label, false)
    }

    /// Whether this person may do the task now, as far as the list knows.
    fn can_do(&self, item: &WorkItem) -> bool {
        let Ok((account, _, remit)) = self.colleague.scope.remit(Permission::WorkCases) else { return false };
        let hold = |holder| holder == account || remit.stands_in_for.contains(&holder);
        item.assignee.is_none_or(hold) && remit.takes(&item.role, &item.dienst)
    }

    fn action(&self, item: &WorkItem) -> Markup {
        let t = self.frame.t;
        let task = item.task;
        let about = html! { span.kern-sr-only { ": " (applicant(t, &item.name)) ", " (item.aktenzeichen) } };
        match item.stand {
            _ if !self.works || !self.can_do(item) => html! { "–" },
            TaskStand::Offen => {
                let button = html! {
                    button.kern-btn.kern-btn--secondary.rs-btn-small type="submit" {
                        span.kern-label { (t.get("desk-claim")) (about) }
                    }
                };
                ui::form(&self.frame.csrf, &ClaimPath { id: task }.into(), Send::Plain, button)
            }
            _ => html! {
                a.kern-btn.kern-btn--primary.rs-btn-small href=(Href::from(TaskPath { id: task })) {
                    span.kern-label { (t.get("desk-go-on")) (about) }
                }
            },
        }
    }
}
