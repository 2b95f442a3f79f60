//! `/desk/leitung`: how the work is spread, what is late, and who gets it.

use std::str::FromStr;

use axum::extract::Query;
use axum::response::Response;
use cases::{Error, Filter, Holder, Load, Stoerung, TaskId, WorkItem};
use identity::{AccountId, Permission, StaffMember};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::bulk::reason;
use super::deputies;
use super::words::{People, age, applicant, task_badge, task_due};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{AssignPath, CasePath, DeputiesPath, DeskPath, LeadPath, ProcessPath, StatisticsPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Table, Tone};

/// Lines shown at most.
const SHOWN: usize = 200;
/// What `wer` is for tasks that nobody has.
const NOBODY: &str = "niemand";
const LATE: &str = "ueberfaellig";
const ESCALATED: &str = "eskaliert";
const TASK: &str = "aufgabe";
const TO: &str = "an";
/// Name of the button that gives tasks back to all.
const BACK: &str = "_an_alle";
/// The form to which the boxes of the table belong.
const FORM: &str = "zuweisen";

/// Which tasks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    wer: String,
    zeigen: String,
}

impl Wanted {
    /// What is shown; what is escalated always comes first.
    fn filter(&self) -> Filter {
        match self.zeigen.as_str() {
            ESCALATED => Filter::Escalated,
            LATE => Filter::Overdue,
            _ => Filter::All,
        }
    }

    /// In whose hands; `None` for a word that means nobody at all.
    fn holder(&self) -> Option<Holder> {
        match self.wer.as_str() {
            "" => Some(Holder::Anybody),
            NOBODY => Some(Holder::Nobody),
            wer => Uuid::from_str(wer).ok().map(|id| Holder::One(AccountId(id))),
        }
    }

    fn href(wer: &str, zeigen: &str) -> Href {
        Href::from(LeadPath).with_said([("wer", wer), ("zeigen", zeigen)]).at("aufgaben")
    }
}

/// What was just given out, and what not and why.
#[derive(Default)]
struct Given {
    done: usize,
    refused: Vec<(TaskId, Error)>,
    problems: Vec<Problem>,
    /// Whom the tasks were for.
    to: String,
    chosen: Vec<TaskId>,
}

struct Unit {
    load: Vec<Load>,
    items: Vec<WorkItem>,
    more: bool,
    staff: Vec<StaffMember>,
    people: People,
    deputies: Vec<identity::Deputy>,
    now: Timestamp,
    /// Where processes stand still.
    troubles: Vec<Stoerung>,
}

impl Unit {
    fn escalated(&self) -> i64 {
        self.load.iter().map(|line| line.eskaliert).sum()
    }

    async fn read(house: &House, colleague: &Colleague, wanted: &Wanted) -> Result<Self, Failure> {
        let (scope, now) = (&colleague.scope, house.store.now());
        let mut reader = house.store.reader();
        // One more than is shown tells whether there are more.
        let limit = i64::try_from(SHOWN + 1).unwrap_or(i64::MAX);
        let mut items = match wanted.holder() {
            Some(holder) => cases::work_of(&mut reader, scope, wanted.filter(), holder, limit).await?,
            None => Vec::new(),
        };
        let more = items.len() > SHOWN;
        items.truncate(SHOWN);
        Ok(Self {
            load: cases::load(&mut reader, scope).await?,
            troubles: cases::incidents(&mut reader, scope, limit).await?,
            staff: identity::staff(&mut reader, scope).await?,
            people: People::at_work(house, scope).await?,
            deputies: identity::deputies(&mut reader, scope, store::day_in_germany(now)).await?,
            items,
            more,
            now,
        })
    }
}

/// The work of the unit.
pub(super) async fn show(
    _: LeadPath,
    Query(wanted): Query<Wanted>,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_lead(&colleague)?;
    let unit = Unit::read(&house, &colleague, &wanted).await?;
    Ok(page(&frame, &unit, &wanted, &Given::default()).respond(&frame))
}

/// Gives tasks to somebody, or back to all. Doing it again changes nothing, so the answer is the page itself.
pub(super) async fn assign(
    _: AssignPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_lead(&colleague)?;
    let posted = posted.into_answers();
    let field = |name: &str| {
        posted.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let wanted = Wanted { wer: field("wer"), zeigen: field("zeigen") };
    let chosen = posted.iter().filter(|(name, _)| name == TASK);
    let chosen: Vec<TaskId> = chosen.filter_map(|(_, id)| Uuid::from_str(id).ok().map(TaskId)).collect();
    let back = posted.iter().any(|(name, _)| name == BACK);
    let mut given = Given { to: field(TO), chosen, ..Given::default() };
    let to = Uuid::from_str(&given.to).ok().map(AccountId);
    let problem = |path: &str, key: &str| ui::problem(path, frame.t.get(key));
    if given.chosen.is_empty() {
        given.problems.push(problem("aufgaben", "lead-tasks-missing"));
    }
    if to.is_none() && !back {
        given.problems.push(problem(TO, "lead-person-missing"));
    }
    if given.problems.is_empty() {
        give(&house, &colleague, to.filter(|_| !back), &mut given).await?;
    }
    let unit = Unit::read(&house, &colleague, &wanted).await?;
    Ok(page(&frame, &unit, &wanted, &given).respond(&frame))
}

async fn give(
    house: &House,
    colleague: &Colleague,
    to: Option<AccountId>,
    given: &mut Given,
) -> Result<(), Failure> {
    for id in std::mem::take(&mut given.chosen) {
        let mut tx = house.store.begin().await?;
        match cases::assign(&mut tx, &colleague.scope, id, to).await {
            Ok(()) => {
                tx.commit().await?;
                given.done += 1;
            }
            Err(error @ (Error::NotFound | Error::Settled | Error::NotYourDuty { .. } | Error::FourEyes)) => {
                given.refused.push((id, error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// For anybody without the permission there is no such page.
fn may_lead(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::AssignCases) { Ok(()) } else { Err(Failure::NotFound) }
}

fn page(frame: &Frame, unit: &Unit, wanted: &Wanted, given: &Given) -> Page {
    let t = frame.t;
    let title = t.get("lead-title");
    let content = html! {
        (ui::error_summary(t, &given.problems))
        (told(t, unit, given))
        (ui::heading(&title))
        ul.rs-ways { li { (ui::link(&StatisticsPath.into(), &t.get("stat-title"))) } }
        (escalated(t, unit))
        @if !unit.troubles.is_empty() {
            (ui::section("stoerungen", &t.get("lead-troubles"), troubles(t, &unit.troubles)))
        }
        (ui::section("verteilung", &t.get("lead-load"), load(t, unit)))
        (ui::section("aufgaben", &t.get("lead-tasks"), tasks(frame, unit, wanted, given)))
        (ui::section("vertretungen", &t.get("deputies-title"), html! {
            (deputies::table(t, &unit.deputies))
            p.kern-body { (ui::link(&DeputiesPath.into(), &t.get("deputies-arrange"))) }
        }))
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title"))];
    Page::new(title, content).below(above).wide().with_errors(!given.problems.is_empty())
}

/// Where processes stand still, each with the way to where it can be repaired.
fn troubles(t: Texts, all: &[Stoerung]) -> Markup {
    html! {
        ul.rs-downloads {
            @for trouble in all {
                li {
                    (ui::link(&ProcessPath { id: trouble.vorgang }.into(), &format!("{} · {}", trouble.aktenzeichen, trouble.titel)))
                    p.rs-muted { code { (trouble.text) } " · " (t.moment(trouble.at.timestamp())) }
                }
            }
        }
    }
}

/// What needs somebody at once.
fn escalated(t: Texts, unit: &Unit) -> Markup {
    let count = unit.escalated();
    html! {
        @if count > 0 {
            (ui::alert(Tone::Warning, &t.with("lead-escalated-count", &[("count", count.into())]), Some(html! {
                p.kern-body { (ui::link(&Wanted::href("", ESCALATED), &t.get("lead-escalated-show"))) }
            })))
        }
    }
}

fn told(t: Texts, unit: &Unit, given: &Given) -> Markup {
    let name = |id: TaskId| unit.items.iter().find(|item| item.task == id);
    html! {
        @if given.done > 0 {
            (ui::alert(Tone::Success, &t.with("lead-told-given", &[("count", given.done.into())]), None))
        }
        @if !given.refused.is_empty() {
            (ui::alert(Tone::Warning, &t.with("lead-told-refused", &[("count", given.refused.len().into())]), Some(html! {
                ul.kern-list.kern-list--bullet {
                    @for (id, error) in &given.refused {
                        li.kern-body {
                            @if let Some(item) = name(*id) { (applicant(t, &item.name)) ", " (item.aktenzeichen) ": " }
                            (reason(t, error))
                        }
                    }
                }
            })))
        }
    }
}

/// Who has how much.
fn load(t: Texts, unit: &Unit) -> Markup {
    if unit.load.is_empty() {
        return ui::muted(&t.get("lead-nothing"));
    }
    let row = |line: &Load| {
        let (name, wer) = match line.assignee {
            Some(account) => (unit.people.name(t, account), account.to_string()),
            None => (t.get("lead-nobody").into_owned(), NOBODY.to_owned()),
        };
        let some = |count: i64, zeigen: &str| {
            if count > 0 {
                ui::link(&Wanted::href(&wer, zeigen), &count.to_string())
            } else {
                html! { "0" }
            }
        };
        vec![
            ui::link(&Wanted::href(&wer, ""), &name),
            html! { (age(t, line.aelteste.timestamp(), unit.now)) },
            html! { (line.offen) },
            some(line.ueberfaellig, LATE),
            some(line.eskaliert, ESCALATED),
        ]
    };
    ui::table(&Table {
        caption: t.get("lead-load").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("lead-person")),
            Column::new(t.get("lead-oldest")),
            Column::numeric(t.get("lead-open")),
            Column::numeric(t.get("lead-late")),
            Column::numeric(t.get("lead-escalated")),
        ],
        rows: unit.load.iter().map(row).collect(),
    })
}

/// The tasks with boxes to tick, and to whom they go.
fn tasks(frame: &Frame, unit: &Unit, wanted: &Wanted, given: &Given) -> Markup {
    let t = frame.t;
    html! {
        (filters(t, unit, wanted))
        @if unit.items.is_empty() { (ui::muted(&t.get("lead-no-tasks"))) }
        @else {
            (table(t, unit, given))
            @if unit.more { (ui::muted(&t.with("desk-more", &[("count", SHOWN.into())]))) }
            (ui::form_with_id(&frame.csrf, FORM, &AssignPath.into(), to_whom(t, unit, wanted, given)))
        }
    }
}

fn filters(t: Texts, unit: &Unit, wanted: &Wanted) -> Markup {
    let who = match wanted.wer.as_str() {
        "" => t.get("lead-everybody").into_owned(),
        NOBODY => t.get("lead-nobody").into_owned(),
        wer => {
            let account = Uuid::from_str(wer).ok().map(AccountId);
            account.map(|account| unit.people.name(t, account)).unwrap_or_default()
        }
    };
    let tabs = [("", "lead-filter-all"), (LATE, "desk-filter-late"), (ESCALATED, "lead-escalated")];
    let present = tabs.iter().map(|(word, _)| *word).find(|word| *word == wanted.zeigen).unwrap_or_default();
    html! {
        p.kern-body {
            (t.get("lead-tasks-of")) ": " strong { (who) }
            @if !wanted.wer.is_empty() { " " (ui::link(&Wanted::href("", &wanted.zeigen), &t.get("lead-show-everybody"))) }
        }
        nav.rs-tabs aria-label=(t.get("desk-filter")) {
            ul {
                @for (zeigen, key) in tabs {
                    li {
                        a href=(Wanted::href(&wanted.wer, zeigen)) aria-current=[(zeigen == present).then_some("page")] {
                            (t.get(key))
                            @if zeigen == ESCALATED { " (" (unit.escalated()) ")" }
                        }
                    }
                }
            }
        }
    }
}

fn table(t: Texts, unit: &Unit, given: &Given) -> Markup {
    let today = store::day_in_germany(unit.now);
    let columns = ["desk-applicant", "desk-task", "desk-reference", "desk-due", "lead-waits", "desk-state"];
    let row = |item: &WorkItem| {
        let label = t.with(
            "bulk-choose",
            &[("name", applicant(t, &item.name).into()), ("reference", item.aktenzeichen.as_str().into())],
        );
        let is_chosen = given.chosen.contains(&item.task);
        vec![
            html! {
                (ui::row_checkbox(FORM, TASK, &item.task.to_string(), &label, is_chosen))
                (ui::link(&CasePath { id: item.vorgang }.into(), &applicant(t, &item.name)))
                span.rs-cell__more { (item.titel) }
            },
            html! { (item.task_name) },
            html! { span.rs-number { (item.aktenzeichen) } },
            match item.due() {
                Some(due) => html! { span { (task_due(t, due, item.escalated_at, today)) } },
                None => html! { "–" },
            },
            html! { (age(t, item.created_at.timestamp(), unit.now)) },
            task_badge(t, &unit.people, item.stand, item.assignee),
        ]
    };
    ui::table(&Table {
        caption: t.get("lead-tasks").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).into(),
        rows: unit.items.iter().map(row).collect(),
    })
}

fn to_whom(t: Texts, unit: &Unit, wanted: &Wanted, given: &Given) -> Markup {
    let choice = |member: &StaffMember| Choice::new(member.account.to_string(), member.display_name.clone());
    let choices: Vec<Choice> = unit.staff.iter().map(choice).collect();
    let (label, hint) = (t.get("lead-to"), t.get("lead-to-hint"));
    let error = given.problems.iter().find(|problem| problem.path.as_deref() == Some(TO));
    let field = Field::new(TO, &label).hint(&hint).error(error.map(|problem| problem.text.as_str()));
    html! {
        (ui::hidden("wer", &wanted.wer))
        (ui::hidden("zeigen", &wanted.zeigen))
        (ui::select(t, &field, &choices, &given.to))
        (ui::actions(html! {
            (ui::button(Emphasis::Primary, &t.get("lead-assign")))
            (ui::named_button(Emphasis::Secondary, BACK, "1", &t.get("lead-back")))
        }))
    }
}
