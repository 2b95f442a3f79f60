//! `/desk/anfragen`: what other authorities ask this one; and the questions of a Vorgang on its page.

use std::collections::BTreeMap;

use axum::response::Response;
use cases::{Anfrage, AnfrageStand, FrageArt};
use identity::{BehoerdeId, Permission, Scope};
use jiff::civil::Date;
use maud::{Markup, html};

use super::words::due_day;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{DeskPath, InquiriesPath, InquiryPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Column, Crumb, Page, Table, Tone};

/// Lines shown at most; what is open comes first.
pub(super) const LIMIT: i64 = 200;

/// The names of the authorities.
pub(super) struct Offices(BTreeMap<BehoerdeId, String>);

impl Offices {
    pub(super) async fn read(house: &House, scope: &Scope) -> Result<Self, Failure> {
        let all = identity::behoerden(&mut house.store.reader(), scope).await?;
        Ok(Self(all.into_iter().map(|office| (office.id, office.name)).collect()))
    }

    pub(super) fn name(&self, id: BehoerdeId) -> &str {
        self.0.get(&id).map(String::as_str).unwrap_or_default()
    }
}

/// All that is asked of the authority, what is open first.
pub(super) async fn show(
    _: InquiriesPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    if !colleague.may(Permission::ReadCases) {
        return Err(Failure::Forbidden);
    }
    let t = frame.t;
    let asked = cases::asked_of_us(&mut house.store.reader(), &colleague.scope, LIMIT).await?;
    let offices = Offices::read(&house, &colleague.scope).await?;
    let today = store::day_in_germany(house.store.now());
    let title = t.get("inquiries-title");
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("inquiries-lead")))
        @if asked.is_empty() {
            (ui::empty_state(&t.get("inquiries-none"), &t.get("inquiries-none-why"), None))
        } @else { (table(t, &asked, &offices, today)) }
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title"))];
    Ok(Page::new(title, content).below(above).wide().respond(&frame))
}

fn table(t: Texts, asked: &[Anfrage], offices: &Offices, today: Date) -> Markup {
    let columns = ["inquiries-about", "inquiries-from", "inquiry-period", "desk-state"];
    let row = |anfrage: &Anfrage| {
        vec![
            html! {
                (ui::link(&InquiryPath { id: anfrage.id }.into(), &anfrage.titel))
                span.rs-cell__more { span.rs-number { (anfrage.aktenzeichen) } }
            },
            html! { (offices.name(anfrage.behoerde)) },
            period(t, anfrage, today),
            badge(t, anfrage),
        ]
    };
    ui::table(&Table {
        caption: t.get("inquiries-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).into(),
        rows: asked.iter().map(row).collect(),
    })
}

/// The questions of a Vorgang, each with its state and the way to its page.
pub(super) fn of_case(t: Texts, asked: &[Anfrage], offices: &Offices, today: Date) -> Markup {
    html! {
        @for anfrage in asked {
            article.rs-task {
                div.rs-task__head {
                    h3.rs-task__title { (ui::link(&InquiryPath { id: anfrage.id }.into(), &kind(t, anfrage.art()))) }
                    (badge(t, anfrage))
                }
                p.rs-muted { (whom(t, anfrage, offices)) }
                @if anfrage.is_open() {
                    p.kern-body { (t.get("inquiry-period")) ": " (period(t, anfrage, today)) }
                } @else if let Some(answer) = &anfrage.antwort {
                    blockquote.rs-quote { p.rs-lines { (excerpt(answer)) } }
                }
            }
        }
    }
}

/// The beginning of a long text.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 400;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The last day for the answer.
pub(super) fn period(t: Texts, anfrage: &Anfrage, today: Date) -> Markup {
    match anfrage.frist() {
        Some(day) if anfrage.is_open() => due_day(t, day, today),
        Some(day) => html! { (t.date_short(day)) },
        None => html! { "–" },
    }
}

/// What a question is called.
pub(super) fn kind(t: Texts, art: FrageArt) -> String {
    match art {
        FrageArt::Rueckfrage => t.get("inquiry-question"),
        FrageArt::Anhoerung => t.get("inquiry-hearing"),
        FrageArt::Stellungnahme => t.get("inquiry-statement"),
    }
    .into_owned()
}

/// Who is asked, and how.
pub(super) fn whom(t: Texts, anfrage: &Anfrage, offices: &Offices) -> String {
    match anfrage.an_behoerde {
        Some(office) => t.with("inquiry-to-office", &[("office", offices.name(office).into())]),
        None if anfrage.per_post => t.get("inquiry-to-person-by-post").into_owned(),
        None => t.get("inquiry-to-person").into_owned(),
    }
}

/// How far it is.
pub(super) fn badge(t: Texts, anfrage: &Anfrage) -> Markup {
    let (tone, text) = match anfrage.stand {
        AnfrageStand::Vorbereitet => (Tone::Info, t.get("inquiry-prepared")),
        AnfrageStand::Offen => (Tone::Warning, t.get("inquiry-open")),
        AnfrageStand::Beantwortet => (Tone::Success, t.get("inquiry-answered")),
        AnfrageStand::Abgelaufen => (Tone::Danger, t.get("inquiry-lapsed")),
        AnfrageStand::Entfallen => (Tone::Info, t.get("inquiry-dropped")),
    };
    ui::badge(tone, &text)
}
