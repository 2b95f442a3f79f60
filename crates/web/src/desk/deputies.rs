//! `/desk/vertretung`: who stands in for whom, and when. Everybody names their own deputy; who gives out work, anybody's.

use std::str::FromStr;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{AccountId, Deputy, Permission, StaffMember};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::words::{TypedDay, typed_days};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{DeputiesPath, DeskPath, EndDeputyPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Send, Table, Tone};

const WHO: &str = "wer";
const DEPUTY: &str = "vertretung";
const FROM: &str = "von";
const UNTIL: &str = "bis";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    meldung: String,
}

/// What was typed.
#[derive(Debug, Default)]
struct Entered {
    wer: String,
    vertretung: String,
    von: String,
    bis: String,
}

impl Entered {
    fn take(posted: Posted) -> Self {
        let mut entered = Self::default();
        for (name, value) in posted {
            match name.as_str() {
                WHO => entered.wer = value,
                DEPUTY => entered.vertretung = value,
                FROM => entered.von = value,
                UNTIL => entered.bis = value,
                _ => {}
            }
        }
        entered
    }

    fn account(text: &str) -> Option<AccountId> {
        Uuid::from_str(text).ok().map(AccountId)
    }

    /// What can be named, or what is wrong.
    fn check(&self, t: Texts, own: AccountId) -> Result<(AccountId, AccountId, Date, Date), Vec<Problem>> {
        let who = if self.wer.is_empty() { Some(own) } else { Self::account(&self.wer) };
        let deputy = Self::account(&self.vertretung);
        let from = TypedDay { field: FROM, text: &self.von, missing: "deputies-from-missing" };
        let until = TypedDay { field: UNTIL, text: &self.bis, missing: "deputies-until-missing" };
        let days = typed_days(t, [from, until]);
        let mut problems = ui::faults(
            t,
            [
                (who.is_none(), WHO, "deputies-who-missing"),
                (deputy.is_none(), DEPUTY, "deputies-deputy-missing"),
                (deputy.is_some() && deputy == who, DEPUTY, "deputies-same"),
                (days.as_ref().is_ok_and(|[from, until]| until < from), UNTIL, "deputies-order"),
            ],
        );
        match (who, deputy, days) {
            (Some(who), Some(deputy), Ok([from, until])) if problems.is_empty() => {
                Ok((who, deputy, from, until))
            }
            (_, _, days) => {
                problems.extend(days.err().unwrap_or_default());
                Err(problems)
            }
        }
    }
}

/// Who stands in for whom.
pub(super) async fn show(
    _: DeputiesPath,
    Query(told): Query<Told>,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let page = page(&house, &colleague, &frame, &Entered::default(), &[], &told.meldung).await?;
    Ok(page.respond(&frame))
}

/// Names a deputy.
pub(super) async fn name(
    _: DeputiesPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let entered = Entered::take(posted.into_answers());
    let problems = match entered.check(frame.t, colleague.account) {
        Err(problems) => problems,
        Ok((who, deputy, from, until)) => {
            let mut tx = house.store.begin().await?;
            match identity::name_deputy(&mut tx, &colleague.scope, who, deputy, from, until).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(on("eingetragen"));
                }
                Err(identity::Error::Deputy(_)) => {
                    let text = frame.t.get("deputies-refused").into_owned();
                    vec![ui::problem(DEPUTY, text)]
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    Ok(page(&house, &colleague, &frame, &entered, &problems, "").await?.respond(&frame))
}

/// Ends a deputy's time at once.
pub(super) async fn end(
    _: EndDeputyPath,
    house: House,
    colleague: Colleague,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let entered = Entered::take(posted.into_answers());
    let who = Entered::account(&entered.wer).ok_or(Failure::Unreadable)?;
    let deputy = Entered::account(&entered.vertretung).ok_or(Failure::Unreadable)?;
    let mut tx = house.store.begin().await?;
    identity::release_deputy(&mut tx, &colleague.scope, who, deputy).await?;
    tx.commit().await?;
    Ok(on("beendet"))
}

fn on(word: &str) -> Response {
    Redirect::to(Href::from(DeputiesPath).with("meldung", word).as_str()).into_response()
}

async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    entered: &Entered,
    problems: &[Problem],
    told: &str,
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let staff = match identity::staff(&mut reader, &colleague.scope).await {
        Err(identity::Error::Denied(_)) => return Err(Failure::NotFound),
        staff => staff?,
    };
    let leads = colleague.may(Permission::AssignCases);
    let today = store::day_in_germany(house.store.now());
    let mut all = identity::deputies(&mut reader, &colleague.scope, today).await?;
    all.retain(|one| leads || one.account == colleague.account || one.deputy == colleague.account);
    let title = t.get("deputies-title");
    let content = html! {
        (message(t, told))
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("deputies-lead")))
        (list(frame, colleague, &all, leads))
        (ui::section("eintragen", &t.get("deputies-name"), form(frame, colleague, &staff, entered, problems, leads)))
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title"))];
    Ok(Page::new(title, content).below(above).with_errors(!problems.is_empty()))
}

fn message(t: Texts, told: &str) -> Markup {
    match told {
        "eingetragen" => ui::alert(Tone::Success, &t.get("deputies-told-named"), None),
        "beendet" => ui::alert(Tone::Success, &t.get("deputies-told-ended"), None),
        _ => html! {},
    }
}

/// The deputies without buttons, for a page about something else.
pub(super) fn table(t: Texts, all: &[Deputy]) -> Markup {
    rows(t, all, None)
}

/// The deputies with what this person can end.
fn list(frame: &Frame, colleague: &Colleague, all: &[Deputy], leads: bool) -> Markup {
    let end = |one: &Deputy| {
        if !leads && one.account != colleague.account {
            return html! { "–" };
        }
        ui::form(
            &frame.csrf,
            &EndDeputyPath.into(),
            Send::Plain,
            html! {
                (ui::hidden(WHO, &one.account.to_string()))
                (ui::hidden(DEPUTY, &one.deputy.to_string()))
                button.kern-btn.kern-btn--secondary.rs-btn-small type="submit" {
                    span.kern-label {
                        (frame.t.get("deputies-end"))
                        span.kern-sr-only { ": " (one.deputy_name) ", " (one.name) }
                    }
                }
            },
        )
    };
    rows(frame.t, all, Some(&end))
}

fn rows(t: Texts, all: &[Deputy], action: Option<&dyn Fn(&Deputy) -> Markup>) -> Markup {
    if all.is_empty() {
        return ui::muted(&t.get("deputies-none"));
    }
    let mut columns = vec!["deputies-who", "deputies-deputy", "deputies-from", "deputies-until"];
    columns.extend(action.map(|_| "desk-action"));
    let row = |one: &Deputy| {
        let mut row = vec![
            html! { (one.name) },
            html! { (one.deputy_name) },
            html! { (t.date_short(one.from)) },
            html! { (t.date_short(one.until)) },
        ];
        row.extend(action.map(|action| action(one)));
        row
    };
    ui::table(&Table {
        caption: t.get("deputies-title").into_owned(),
        caption_hidden: true,
        columns: columns.into_iter().map(|key| Column::new(t.get(key))).collect(),
        rows: all.iter().map(row).collect(),
    })
}

fn form(
    frame: &Frame,
    colleague: &Colleague,
    staff: &[StaffMember],
    entered: &Entered,
    problems: &[Problem],
    leads: bool,
) -> Markup {
    let t = frame.t;
    let of = |path: &str| ui::wrong(problems, path);
    let choice = |member: &StaffMember| Choice::new(member.account.to_string(), member.display_name.clone());
    let everybody: Vec<Choice> = staff.iter().map(choice).collect();
    let others: Vec<Choice> =
        staff.iter().filter(|member| leads || member.account != colleague.account).map(choice).collect();
    let [who, deputy, from, until] =
        ["deputies-who", "deputies-deputy", "deputies-from", "deputies-until"].map(|key| t.get(key));
    let own = colleague.account.to_string();
    let wer = if entered.wer.is_empty() { own.as_str() } else { entered.wer.as_str() };
    ui::form(
        &frame.csrf,
        &DeputiesPath.into(),
        Send::Plain,
        html! {
            @if leads { (ui::select(t, &Field::new(WHO, &who).error(of(WHO)), &everybody, wer)) }
            (ui::select(t, &Field::new(DEPUTY, &deputy).error(of(DEPUTY)), &others, &entered.vertretung))
            (ui::date_input(t, &Field::new(FROM, &from).error(of(FROM)), &entered.von, false))
            (ui::date_input(t, &Field::new(UNTIL, &until).error(of(UNTIL)), &entered.bis, false))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("deputies-button"))))
        },
    )
}
