//! Figures in tables, and a chart of them.

use cases::{Figures, Hours, OfMonth, OfService, Offen, Period, Statistics};
use maud::{Markup, html};

use crate::locale::Texts;
use crate::ui::{self, Bars, Column, Table};

/// The figures of a period: all together, what is open, by service and by month.
pub(super) fn figures(t: Texts, period: Period, found: &Statistics) -> Markup {
    let days = [("from", t.date(period.from()).into()), ("to", t.date(period.to()).into())];
    html! {
        p.kern-body role="status" { (t.with("stat-days", &days)) }
        @if found.total.is_empty() { (ui::muted(&t.get("stat-nothing"))) }
        (tiles(t, &found.total, &found.offen))
        (ui::section("alter", &t.get("stat-open-age"), ages(t, &found.offen)))
        @if !found.dienste.is_empty() {
            (ui::section("leistungen", &t.get("stat-by-service"), by_service(t, &found.dienste)))
        }
        @if !found.total.is_empty() {
            (ui::section("monate", &t.get("stat-by-month"), html! {
                div.rs-figures {
                    (by_month(t, &found.months))
                    (chart(t, &found.months))
                }
            }))
        }
        (ui::details(&t.get("stat-how"), ui::list(&[
            t.get("stat-how-decided"), t.get("stat-how-objections"), t.get("stat-how-time"), t.get("stat-how-open"),
        ])))
    }
}

/// The figures of the whole period.
fn tiles(t: Texts, total: &Figures, offen: &Offen) -> Markup {
    let all = [
        (number(t, total.eingegangen), "stat-received"),
        (number(t, total.entschieden), "stat-decided"),
        (share(t, total.automation()), "stat-rate"),
        (number(t, total.zurueckgenommen), "stat-withdrawn"),
        (counted_share(t, total.widersprueche, total.objections()), "stat-objections"),
        (wait(t, total.median), "stat-median"),
        (wait(t, total.neun_von_zehn), "stat-nine"),
        (number(t, offen.gesamt), "stat-open-now"),
    ];
    html! {
        ul.rs-counts aria-label=(t.get("stat-total")) {
            @for (figure, key) in all {
                li { div { span.rs-counts__number { (figure) } " " span { (t.get(key)) } } }
            }
        }
    }
}

fn ages(t: Texts, offen: &Offen) -> Markup {
    let rows = [
        ("stat-age-week", offen.woche),
        ("stat-age-month", offen.monat),
        ("stat-age-quarter", offen.quartal),
        ("stat-age-older", offen.aelter),
    ];
    html! {
        (ui::table(&Table {
            caption: t.get("stat-open-age").into_owned(),
            caption_hidden: true,
            columns: vec![
                Column::new(t.get("stat-age")),
                Column::numeric(t.get("stat-open")),
                Column::numeric(t.get("stat-share")),
            ],
            rows: rows
                .map(|(key, count)| {
                    let of_all = (offen.gesamt > 0).then(|| 100.0 * count as f64 / offen.gesamt as f64);
                    vec![html! { (t.get(key)) }, html! { (number(t, count)) }, html! { (share(t, of_all)) }]
                })
                .into(),
        }))
        @if offen.widersprueche > 0 {
            (ui::muted(&t.with("stat-open-objections", &[("count", offen.widersprueche.into())])))
        }
    }
}

const COLUMNS: [&str; 7] = [
    "stat-received",
    "stat-decided",
    "stat-automatic",
    "stat-withdrawn",
    "stat-objections",
    "stat-median-column",
    "stat-nine-column",
];

fn cells(t: Texts, figures: &Figures) -> Vec<Markup> {
    [
        number(t, figures.eingegangen),
        number(t, figures.entschieden),
        counted_share(t, figures.automatisch, figures.automation()),
        number(t, figures.zurueckgenommen),
        counted_share(t, figures.widersprueche, figures.objections()),
        wait(t, figures.median),
        wait(t, figures.neun_von_zehn),
    ]
    .map(|text| html! { (text) })
    .into()
}

fn by_service(t: Texts, dienste: &[OfService]) -> Markup {
    let numeric = COLUMNS.into_iter().chain(["stat-open-now"]).map(|key| Column::numeric(t.get(key)));
    let row = |of: &OfService| {
        let mut row = vec![html! { (of.titel) }];
        row.extend(cells(t, &of.figures));
        row.push(html! { (number(t, of.offen.gesamt)) });
        row
    };
    ui::table(&Table {
        caption: t.get("stat-by-service").into_owned(),
        caption_hidden: true,
        columns: std::iter::once(Column::new(t.get("desk-service"))).chain(numeric).collect(),
        rows: dienste.iter().map(row).collect(),
    })
}

fn by_month(t: Texts, months: &[OfMonth]) -> Markup {
    let numeric = COLUMNS.into_iter().map(|key| Column::numeric(t.get(key)));
    let row = |of: &OfMonth| {
        let mut row = vec![html! { (month(t, of)) }];
        row.extend(cells(t, &of.figures));
        row
    };
    ui::table(&Table {
        caption: t.get("stat-by-month").into_owned(),
        caption_hidden: true,
        columns: std::iter::once(Column::new(t.get("stat-month"))).chain(numeric).collect(),
        rows: months.iter().map(row).collect(),
    })
}

fn chart(t: Texts, months: &[OfMonth]) -> Markup {
    let bars = |of: &OfMonth| (month(t, of), vec![of.figures.eingegangen, of.figures.entschieden]);
    ui::bars(
        t,
        &Bars {
            title: t.get("stat-chart").into_owned(),
            kinds: vec![t.get("stat-received").into_owned(), t.get("stat-decided").into_owned()],
            rows: months.iter().map(bars).collect(),
        },
    )
}

/// `November 2026`; a part of a month by its days.
fn month(t: Texts, of: &OfMonth) -> String {
    if of.from.day() == 1 && of.to == of.to.last_of_month() {
        let month = t.with("date-month", &[("month", i32::from(of.from.month()).into())]);
        return format!("{month} {}", of.from.year());
    }
    t.with("stat-part", &[("from", t.date_short(of.from).into()), ("to", t.date_short(of.to).into())])
}

fn number(t: Texts, number: i64) -> String {
    t.number(&number.to_string())
}

/// `12,5 %`, or a dash where there is nothing to have a share of.
fn share(t: Texts, percent: Option<f64>) -> String {
    percent.map_or_else(|| "–".to_owned(), |percent| format!("{}\u{a0}%", t.number(&format!("{percent:.1}"))))
}

/// `3 (12,5 %)`
fn counted_share(t: Texts, count: i64, percent: Option<f64>) -> String {
    let count = number(t, count);
    if percent.is_some() { format!("{count} ({})", share(t, percent)) } else { count }
}

/// A time as people say it: hours up to two days, then days.
fn wait(t: Texts, time: Option<Hours>) -> String {
    match time {
        None => "–".to_owned(),
        Some(Hours(hours)) if hours < 1 => t.get("stat-within-hour").into_owned(),
        Some(Hours(hours)) if hours < 48 => t.with("stat-hours", &[("count", hours.into())]),
        Some(time) => t.with("stat-time-days", &[("count", (time.days().round() as i64).into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Texts = Texts::new(crate::Locale::De);

    #[test]
    fn times_are_said_as_people_say_them() {
        let said = |hours| wait(T, Some(Hours(hours)));
        assert_eq!(
            [said(0), said(1), said(47), said(49)],
            ["unter 1 Stunde", "1 Stunde", "47 Stunden", "2 Tage"]
        );
        assert_eq!(
            (wait(T, None), share(T, None), share(T, Some(66.666))),
            ("–".into(), "–".into(), "66,7\u{a0}%".into())
        );
    }
}
