//! A chart of bars, made by the server. The table beside it says the same in figures and is its text alternative (WCAG
//! 1.1.1), so the picture is one image with a name to screen readers.
//!
//! Bars lie on their side, below their label, and are as long as a share of the width: so the chart fits a phone as well as a
//! wide screen, its letters keep their size, and long labels wrap. Kinds differ by their outline too, not by colour alone (WCAG 1.4.1).

use maud::{Markup, html};

use crate::locale::Texts;

/// A chart.
#[derive(Debug, Clone)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// What is compared, five kinds at most.
    pub kinds: Vec<String>,
    /// A label with a number of each kind.
    pub rows: Vec<(String, Vec<i64>)>,
}

/// Height of a bar in CSS pixels; with letters of 14 pixels.
const BAR: usize = 16;
/// How much of the width the longest bar takes; its number stands behind it.
const LONGEST: f64 = 80.0;

/// Shows a chart.
#[must_use]
pub fn bars(t: Texts, chart: &Bars) -> Markup {
    let most = chart.rows.iter().flat_map(|(_, numbers)| numbers).copied().max().unwrap_or(0).max(1);
    let share = |number: i64| format!("{:.2}%", LONGEST * number.max(0) as f64 / most as f64);
    let name = t.with("chart-name", &[("title", chart.title.as_str().into())]);
    html! {
        figure.rs-chart {
            figcaption.rs-chart__title { (chart.title) }
            (legend(&chart.kinds, html! {}))
            div role="img" aria-label=(name) {
                @for (label, numbers) in &chart.rows {
                    p.rs-chart__label { (label) }
                    svg.rs-chart__bars width="100%" height=(BAR * numbers.len()) {
                        @for (kind, number) in numbers.iter().enumerate() {
                            @let y = kind * BAR;
                            rect class={ "rs-chart__bar--" (kind) } x="0.5" y=(y) width=(share(*number)) height=(BAR - 4) {}
                            text x=(share(*number)) dx="6" y=(y + BAR - 5) { (t.number(&number.to_string())) }
                        }
                    }
                }
            }
        }
    }
}

/// What the kinds of bars mean, and what else is to be told; nothing where there is nothing to tell.
pub(super) fn legend(kinds: &[String], more: Markup) -> Markup {
    html! {
        @if !kinds.is_empty() || !more.0.is_empty() {
            ul.rs-chart__kinds aria-hidden="true" {
                @for (kind, label) in kinds.iter().enumerate() {
                    li {
                        svg width="16" height="12" { rect class={ "rs-chart__bar--" (kind) } x="1" y="1" width="14" height="10" {} }
                        (label)
                    }
                }
                (more)
            }
        }
    }
}

/// Values one after the other, and what they are to come to.
#[derive(Debug, Clone)]
pub struct Series {
    /// What it shows.
    pub title: String,
    /// A label, how long its bar is compared to others, and the value as people read it.
    pub rows: Vec<(String, i64, String)>,
    /// The target, in the measure of the bars, and what it is called.
    pub target: Option<(i64, String)>,
}

/// Shows values as bars, with a line where the target is.
#[must_use]
pub fn series(t: Texts, chart: &Series) -> Markup {
    let target = chart.target.as_ref().map(|(number, _)| *number);
    let most = chart.rows.iter().map(|(_, number, _)| *number).chain(target).max().unwrap_or(0).max(1);
    let share = |number: i64| format!("{:.2}%", LONGEST * number.max(0) as f64 / most as f64);
    let name = t.with("chart-name", &[("title", chart.title.as_str().into())]);
    let line = |label: &str| {
        html! { li {
            svg width="16" height="12" { line.rs-chart__target x1="8" y1="0" x2="8" y2="12" {} }
            (label)
        } }
    };
    let meaning = chart.target.as_ref().map(|(_, label)| line(label)).unwrap_or_default();
    html! {
        figure.rs-chart {
            figcaption.rs-chart__title { (chart.title) }
            (legend(&[], meaning))
            div role="img" aria-label=(name) {
                @for (label, number, shown) in &chart.rows {
                    p.rs-chart__label { (label) }
                    svg.rs-chart__bars width="100%" height=(BAR) {
                        rect.rs-chart__bar--0 x="0.5" y="0" width=(share(*number)) height=(BAR - 4) {}
                        text x=(share(*number)) dx="6" y=(BAR - 5) { (shown) }
                        @if let Some(target) = target {
                            line.rs-chart__target x1=(share(target)) y1="0" x2=(share(target)) y2=(BAR) {}
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_the_measure_and_nothing_divides_by_zero() {
        let t = Texts::new(crate::Locale::De);
        let chart = |numbers: [i64; 2]| Bars {
            title: "Eingang <je Monat>".into(),
            kinds: vec!["Eingegangen".into()],
            rows: vec![("Januar".into(), vec![numbers[0]]), ("Februar".into(), vec![numbers[1]])],
        };
        let html = bars(t, &chart([12_000, 3_000])).into_string();
        assert!(html.contains("width=\"80.00%\"") && html.contains("width=\"20.00%\""), "{html}");
        assert!(html.contains("Eingang &lt;je Monat&gt;") && html.contains(">12.000</text>"), "{html}");
        assert!(html.contains("role=\"img\"") && html.matches("height=\"16\"").count() == 2, "{html}");
        let towards = Series {
            title: "Anteil".into(),
            rows: vec![("2025".into(), 1_250, "12,5".into()), ("2026".into(), 4_000, "40".into())],
            target: Some((8_000, "Ziel: 80".into())),
        };
        let html = series(t, &towards).into_string();
        assert!(html.contains("width=\"12.50%\"") && html.contains("x1=\"80.00%\""), "{html}");
        assert!(html.contains(">12,5</text>") && html.contains("Ziel: 80"), "{html}");
        let nothing = bars(t, &chart([0, 0])).into_string();
        assert!(nothing.contains("width=\"0.00%\""), "{nothing}");
    }
}
