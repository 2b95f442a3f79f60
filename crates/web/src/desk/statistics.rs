//! `/desk/statistik`: the figures of an office for whoever leads it. Period and service stand in the address.

use axum::extract::Query;
use axum::response::Response;
use cases::{BadPeriod, Period, Statistics};
use identity::Permission;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use maud::{Markup, html};

use super::statistics_view::figures;
use super::words::{TypedDay, typed_days};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{DeskPath, ExportStatisticsPath, LeadPath, StatisticsPath};
use crate::shell::{Failure, Frame, Href, Posted};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send};

const FROM: &str = "von";
const TO: &str = "bis";
const SPAN: &str = "zeitraum";
const SERVICE: &str = "dienst";
/// Name of the buttons that say as what the figures are saved.
pub(super) const AS: &str = "als";

/// Periods that can be chosen by one click, each with its word and its label; the first but one is shown unasked.
const SPANS: [(&str, &str); 6] = [
    ("monat", "stat-this-month"),
    ("vormonat", "stat-last-month"),
    ("quartal", "stat-this-quarter"),
    ("vorquartal", "stat-last-quarter"),
    (YEAR, "stat-this-year"),
    ("vorjahr", "stat-last-year"),
];
const YEAR: &str = "jahr";

/// What the address says, as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    span: String,
    dienst: String,
    from: String,
    to: String,
}

impl Wanted {
    pub(super) fn of(pairs: Posted) -> Self {
        let mut wanted = Self::default();
        for (name, value) in ui::join_dates(pairs) {
            match name.as_str() {
                SPAN => wanted.span = value,
                SERVICE => wanted.dienst = value,
                FROM => wanted.from = value,
                TO => wanted.to = value,
                _ => {}
            }
        }
        wanted
    }

    /// Whether days were typed; without any the word counts.
    fn is_free(&self) -> bool {
        !self.from.trim().is_empty() || !self.to.trim().is_empty()
    }

    /// The word of the period; what means nothing is the year.
    fn span(&self) -> &'static str {
        SPANS.iter().map(|(word, _)| *word).find(|word| *word == self.span).unwrap_or(YEAR)
    }

    /// The days that are asked for, or what is wrong beside which field.
    pub(super) fn period(&self, t: Texts, today: Date) -> Result<Period, Vec<Problem>> {
        let (from, to) = if self.is_free() {
            let from = TypedDay { field: FROM, text: &self.from, missing: "stat-from-missing" };
            let to = TypedDay { field: TO, text: &self.to, missing: "stat-to-missing" };
            typed_days(t, [from, to])?.into()
        } else {
            let (from, to) = days_of(self.span(), today);
            (from, to.min(today))
        };
        Period::new(from, to, today).map_err(|bad| {
            let today = [("today", t.date(today).into())];
            vec![match bad {
                BadPeriod::TooEarly => ui::problem(FROM, t.get("stat-too-early")),
                BadPeriod::Reversed => ui::problem(TO, t.get("stat-reversed")),
                BadPeriod::TooLong => ui::problem(FROM, t.get("stat-too-long")),
                BadPeriod::Future => ui::problem(TO, t.with("stat-future", &today)),
            }]
        })
    }

    /// The service, if there is one of that id.
    pub(super) fn dienst(&self, services: &[(String, String)]) -> Option<String> {
        services.iter().find(|(id, _)| *id == self.dienst).map(|(id, _)| id.clone())
    }

    fn at(&self, href: Href) -> Href {
        let span = if self.is_free() { "" } else { self.span() };
        let pairs = [(SPAN, span), (FROM, self.from.trim()), (TO, self.to.trim()), (SERVICE, &self.dienst)];
        pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .fold(href, |href, (key, value)| href.with(key, value))
    }

    fn with_span(&self, word: &str) -> Href {
        let other = Self { span: word.to_owned(), dienst: self.dienst.clone(), ..Self::default() };
        other.at(StatisticsPath.into())
    }
}

/// First and last day of the month, quarter or year of a day, or of the one before.
fn days_of(word: &str, today: Date) -> (Date, Date) {
    let back = |span: Span| today.saturating_sub(span);
    let (day, months) = match word {
        "monat" => (today, 1),
        "vormonat" => (back(1.month()), 1),
        "quartal" => (today, 3),
        "vorquartal" => (back(3.months()), 3),
        "vorjahr" => (back(1.year()), 12),
        _ => (today, 12),
    };
    let first_month = (day.month() - 1) / months * months + 1;
    let first = Date::new(day.year(), first_month, 1).unwrap_or(day);
    (first, first.saturating_add((months - 1).months()).last_of_month())
}

/// For anybody without the permission there is no such page.
pub(super) fn may_lead(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::AssignCases) { Ok(()) } else { Err(Failure::NotFound) }
}

/// The figures.
pub(super) async fn show(
    _: StatisticsPath,
    house: House,
    colleague: Colleague,
    Query(pairs): Query<Posted>,
    frame: Frame,
) -> Result<Response, Failure> {
    may_lead(&colleague)?;
    let wanted = Wanted::of(pairs);
    let services = cases::services(&mut house.store.reader(), &colleague.scope).await?;
    let today = store::day_in_germany(house.store.now());
    let found = match wanted.period(frame.t, today) {
        Ok(period) => {
            let dienst = wanted.dienst(&services);
            let mut reader = house.store.reader();
            let found =
                cases::statistics(&mut reader, &colleague.scope, period, dienst.as_deref(), today).await?;
            Ok((period, found))
        }
        Err(problems) => Err(problems),
    };
    Ok(page(&frame, &wanted, &services, &found).respond(&frame))
}

/// The page with the figures, or with what is wrong with the period.
pub(super) fn page(
    frame: &Frame,
    wanted: &Wanted,
    services: &[(String, String)],
    found: &Result<(Period, Statistics), Vec<Problem>>,
) -> Page {
    let t = frame.t;
    let title = t.get("stat-title");
    let problems: &[Problem] = found.as_ref().err().map_or(&[], Vec::as_slice);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        ul.rs-ways { li { (ui::link(&LeadPath.into(), &t.get("lead-title"))) } }
        (spans(t, wanted))
        (form(t, wanted, services, problems))
        @if let Ok((period, found)) = found {
            (figures(t, *period, found))
            (export(frame, wanted))
        }
    };
    let above = vec![Crumb::new(DeskPath, t.get("desk-title"))];
    Page::new(title, content).below(above).wide().with_errors(!problems.is_empty())
}

/// The periods of one click.
fn spans(t: Texts, wanted: &Wanted) -> Markup {
    let present = (!wanted.is_free()).then(|| wanted.span());
    html! {
        nav.rs-tabs aria-label=(t.get("stat-period")) {
            ul {
                @for (word, key) in SPANS {
                    li { a href=(wanted.with_span(word)) aria-current=[(present == Some(word)).then_some("page")] { (t.get(key)) } }
                }
            }
        }
    }
}

/// Service and other days.
fn form(t: Texts, wanted: &Wanted, services: &[(String, String)], problems: &[Problem]) -> Markup {
    let of = |field: &str| ui::wrong(problems, field);
    let mut choices = vec![Choice::new("", t.get("stat-all-services"))];
    choices.extend(services.iter().map(|(id, name)| Choice::new(id, name)));
    let [service, from, to] = ["desk-service", "stat-from", "stat-to"].map(|key| t.get(key));
    let hint = t.get("stat-days-hint");
    let content = html! {
        @if !wanted.is_free() { (ui::hidden(SPAN, wanted.span())) }
        (ui::select_one_of(t, &Field::new(SERVICE, &service), &choices, &wanted.dienst))
        div.rs-filters.rs-filters--top {
            (ui::date_input(t, &Field::new(FROM, &from).hint(&hint).error(of(FROM)), &wanted.from, false))
            (ui::date_input(t, &Field::new(TO, &to).hint(&hint).error(of(TO)), &wanted.to, false))
        }
        (ui::button(Emphasis::Secondary, &t.get("stat-button")))
    };
    let form = ui::get_form(&StatisticsPath.into(), content);
    // What is wrong must be seen; what was chosen too.
    if problems.is_empty() && !wanted.is_free() && wanted.dienst.is_empty() {
        ui::details(&t.get("stat-other"), form)
    } else {
        form
    }
}

/// The same figures as a file.
fn export(frame: &Frame, wanted: &Wanted) -> Markup {
    let t = frame.t;
    ui::details(
        &t.get("cases-export"),
        html! {
            (ui::paragraph(&t.get("stat-export-why")))
            (ui::form(&frame.csrf, &wanted.at(ExportStatisticsPath.into()), Send::Plain, save_buttons(t)))
        },
    )
}

/// As what a file is saved.
pub(super) fn save_buttons(t: Texts) -> Markup {
    ui::actions(html! {
        (ui::named_button(Emphasis::Secondary, AS, "xlsx", &t.get("export-xlsx")))
        (ui::named_button(Emphasis::Secondary, AS, "csv", &t.get("export-csv")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const T: Texts = Texts::new(crate::Locale::De);
    const TODAY: Date = date(2026, 11, 29);

    fn days(pairs: &[(&str, &str)]) -> Result<(Date, Date), String> {
        let pairs = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let wanted = Wanted::of(pairs).period(T, TODAY);
        wanted.map(|period| (period.from(), period.to())).map_err(|problems| {
            let line = |p: &Problem| format!("{}: {}", p.path.as_deref().unwrap_or_default(), p.text);
            problems.iter().map(line).collect::<Vec<_>>().join("; ")
        })
    }

    #[test]
    fn a_word_is_a_period_up_to_today() {
        for (word, from, to) in [
            ("monat", date(2026, 11, 1), TODAY),
            ("vormonat", date(2026, 10, 1), date(2026, 10, 31)),
            ("quartal", date(2026, 10, 1), TODAY),
            ("vorquartal", date(2026, 7, 1), date(2026, 9, 30)),
            ("jahr", date(2026, 1, 1), TODAY),
            ("vorjahr", date(2025, 1, 1), date(2025, 12, 31)),
            ("nie", date(2026, 1, 1), TODAY),
        ] {
            assert_eq!(days(&[("zeitraum", word)]), Ok((from, to)), "{word}");
        }
        // The 31st has no day a month before.
        assert_eq!(days_of("vormonat", date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28)));
        assert_eq!(days_of("vorquartal", date(2026, 1, 1)), (date(2025, 10, 1), date(2025, 12, 31)));
    }

    #[test]
    fn days_count_before_the_word_and_errors_stand_at_their_field() {
        let typed = [
            ("zeitraum", "monat"),
            ("von--tag", "1"),
            ("von--monat", "2"),
            ("von--jahr", "2026"),
            ("bis", "28.2.2026"),
        ];
        assert_eq!(days(&typed), Ok((date(2026, 2, 1), date(2026, 2, 28))));
        for (from, to, at) in [
            ("1.2.2026", "", "bis: "),
            ("gestern", "heute", "von: "),
            ("1.3.2026", "1.2.2026", "bis: Das Ende liegt vor dem Anfang"),
            ("1.1.0001", "1.2.2026", "von: Geben Sie"),
            ("1.1.2026", "31.12.9999", "bis: Zahlen gibt es bis heute, 29.\u{a0}November 2026"),
            ("1.1.2010", "1.2.2026", "von: Wählen Sie höchstens"),
        ] {
            let wrong = days(&[("von", from), ("bis", to)]).unwrap_err();
            assert!(wrong.starts_with(at), "{from} to {to}: {wrong}");
        }
    }
}
