//! A chart of spans of time, made by the server: one bar a row, from a day to a day, on a common axis of years. Like
//! [`super::bars`] it is one image with a name, needs a table beside it (WCAG 1.1.1), lies on its side and is as wide as there
//! is room.

use jiff::civil::Date;
use maud::{Markup, html};

use super::chart::legend;
use crate::locale::Texts;

/// A chart.
#[derive(Debug, Clone)]
pub struct Spans {
    /// What it shows.
    pub title: String,
    /// What kinds of bars mean; none where all are alike.
    pub kinds: Vec<String>,
    /// A day that is marked, and what it is.
    pub day: Option<(Date, String)>,
    /// Days that the axis reaches to besides those of the rows: so charts one below the other have the same axis.
    pub reach: Option<(Date, Date)>,
    /// The rows.
    pub rows: Vec<Span>,
}

/// A row: a bar where both days are known, a dot where only its end is, a bar into the open where only its begin is.
#[derive(Debug, Clone)]
pub struct Span {
    /// What lasts so long.
    pub label: String,
    /// From.
    pub from: Option<Date>,
    /// To.
    pub to: Option<Date>,
    /// Which of the kinds.
    pub kind: usize,
}

/// Height of the axis and of a bar with the room below it, in CSS pixels.
const AXIS: usize = 22;
const ROW: usize = 20;
const BAR: usize = 12;
/// Years that have their number on the axis, at most: more do not fit a phone.
const NUMBERS: i32 = 7;

/// The years that the axis shows.
struct Axis {
    first: i32,
    years: i32,
}

impl Axis {
    fn of(chart: &Spans) -> Option<Self> {
        let rows = chart.rows.iter().flat_map(|row| [row.from, row.to]).flatten();
        rows.clone().next()?;
        let reach = chart.reach.map(|(first, last)| [first, last]).into_iter().flatten();
        let days = rows.chain(chart.day.as_ref().map(|(day, _)| *day)).chain(reach);
        let years: Vec<i32> = days.map(|day| i32::from(day.year())).collect();
        let (first, last) = (years.iter().min()?, years.iter().max()?);
        Some(Self { first: *first, years: last - first + 1 })
    }

    /// Where a day lies, in percent of the width.
    fn place(&self, day: Date) -> f64 {
        let year = f64::from(i32::from(day.year()) - self.first);
        let within = f64::from(day.day_of_year() - 1) / f64::from(day.days_in_year());
        100.0 * (year + within) / f64::from(self.years)
    }

    fn begin(&self, year: i32) -> f64 {
        100.0 * f64::from(year - self.first) / f64::from(self.years)
    }
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

/// Shows a chart; nothing where no row has a day.
#[must_use]
pub fn spans(t: Texts, chart: &Spans) -> Markup {
    let Some(axis) = Axis::of(chart) else { return html! {} };
    let step = ((axis.years + NUMBERS - 1) / NUMBERS).max(1);
    let name = t.with("chart-name", &[("title", chart.title.as_str().into())]);
    let marked = html! {
        @if let Some((_, label)) = &chart.day {
            li { svg width="16" height="12" { line.rs-chart__day x1="8" x2="8" y1="0" y2="12" {} } (label) }
        }
    };
    html! {
        figure.rs-chart {
            figcaption.rs-chart__title { (chart.title) }
            (legend(&chart.kinds, marked))
            div role="img" aria-label=(name) {
                svg.rs-chart__bars width="100%" height=(AXIS) {
                    @for year in (axis.first..axis.first + axis.years).step_by(usize::try_from(step).unwrap_or(1)) {
                        text.rs-chart__year x=(percent(axis.begin(year))) y="14" { (year) }
                    }
                    (years(&axis, 18, AXIS))
                    (day(&axis, chart, 16, AXIS))
                }
                @for row in &chart.rows {
                    p.rs-chart__label { (row.label) }
                    svg.rs-chart__bars width="100%" height=(ROW) {
                        (years(&axis, 0, ROW))
                        (bar(&axis, row))
                        (day(&axis, chart, 0, ROW))
                    }
                }
            }
        }
    }
}

/// Where each year begins.
fn years(axis: &Axis, from: usize, to: usize) -> Markup {
    html! {
        @for year in axis.first..axis.first + axis.years {
            @let x = percent(axis.begin(year));
            line.rs-chart__grid x1=(x) x2=(x) y1=(from) y2=(to) {}
        }
    }
}

/// The day that is marked, over the bars: light below it keeps it apart from them.
fn day(axis: &Axis, chart: &Spans, from: usize, to: usize) -> Markup {
    html! {
        @if let Some((day, _)) = &chart.day {
            @let x = percent(axis.place(*day));
            @for class in ["rs-chart__halo", "rs-chart__day"] { line class=(class) x1=(x) x2=(x) y1=(from) y2=(to) {} }
        }
    }
}

fn bar(axis: &Axis, row: &Span) -> Markup {
    let top = (ROW - BAR) / 2;
    let kind = row.kind;
    match (row.from, row.to) {
        (Some(from), Some(to)) if from < to => {
            let (x, end) = (axis.place(from), axis.place(to));
            html! { rect class={ "rs-chart__bar--" (kind) } x=(percent(x)) y=(top) width=(percent((end - x).max(0.5))) height=(BAR) {} }
        }
        (Some(from), None) => {
            let x = axis.place(from);
            html! { rect class={ "rs-chart__open rs-chart__bar--" (kind) } x=(percent(x)) y=(top) width=(percent(100.0 - x)) height=(BAR) {} }
        }
        (_, Some(to)) => {
            html! { circle class={ "rs-chart__bar--" (kind) } cx=(percent(axis.place(to))) cy=(top + BAR / 2) r=(BAR / 2) {} }
        }
        (None, None) => html! {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn chart(rows: Vec<Span>) -> Spans {
        Spans { title: "Plan <2022>".into(), kinds: vec!["im Plan".into()], day: None, reach: None, rows }
    }

    fn span(from: Option<Date>, to: Option<Date>) -> Span {
        Span { label: "Akte".into(), from, to, kind: 0 }
    }

    #[test]
    fn days_lie_on_a_common_axis() {
        let t = Texts::new(crate::Locale::De);
        let rows = vec![
            span(Some(date(2020, 1, 1)), Some(date(2021, 1, 1))),
            span(None, Some(date(2023, 12, 31))),
            span(Some(date(2022, 1, 1)), None),
            span(None, None),
        ];
        let html = spans(t, &chart(rows)).into_string();
        assert!(html.contains("x=\"0.00%\" y=\"4\" width=\"25.00%\""), "{html}");
        assert!(
            html.contains("cx=\"99.93%\"") && html.contains("x=\"50.00%\" y=\"4\" width=\"50.00%\""),
            "{html}"
        );
        assert!(html.contains("Plan &lt;2022&gt;") && html.matches("Akte").count() == 4, "{html}");
    }

    #[test]
    fn days_out_of_order_and_no_days_at_all() {
        let t = Texts::new(crate::Locale::De);
        let turned =
            spans(t, &chart(vec![span(Some(date(2023, 1, 1)), Some(date(2021, 1, 1)))])).into_string();
        assert!(turned.contains("<circle") && !turned.contains("=\"-"), "{turned}");
        assert_eq!(spans(t, &chart(vec![span(None, None)])).into_string(), "");
        let reach = Some((date(2020, 1, 1), date(2023, 12, 31)));
        let wide = Spans { reach, ..chart(vec![span(Some(date(2021, 1, 1)), Some(date(2022, 1, 1)))]) };
        assert!(
            spans(t, &wide).into_string().contains("x=\"25.00%\" y=\"4\" width=\"25.00%\""),
            "{}",
            spans(t, &wide).into_string()
        );
    }
}
