//! The time for the remedy against a decision: until when, and how that day was found (§§ 187 to 193 BGB).

use cases::Rechtsbehelfsfrist;
use fristen::{Dauer, Ruhetag, Schritt, Uebersprungen};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::locale::Texts;
use crate::ui::{self, Tone};

/// Bekanntgabe, last day, and the steps from one to the other.
pub(super) fn remedy(t: Texts, period: &Rechtsbehelfsfrist, today: Date) -> Markup {
    let ende = period.ende();
    let state = if today > ende { ("period-over", Tone::Success) } else { ("period-running", Tone::Info) };
    let facts = vec![
        (t.get("period-known").into_owned(), html! { (t.date(period.bekanntgabe)) }),
        (
            t.get("period-end").into_owned(),
            html! { (t.date(ende)) " " (ui::badge(state.1, &t.get(state.0))) },
        ),
    ];
    html! {
        (ui::description_list(&facts))
        (ui::details(&t.get("period-how"), html! {
            ol.kern-list.kern-list--number {
                @for schritt in &period.ergebnis.wie {
                    li.kern-body { (step(t, schritt)) " " span.rs-muted { "(" (schritt.norm()) ")" } }
                }
            }
        }))
    }
}

/// A step of the computation in words.
fn step(t: Texts, schritt: &Schritt) -> String {
    let on = |key: &str, day: &Date| t.with(key, &[("day", t.date(*day).into())]);
    let after = |dauer: &Dauer, ende: &Date| {
        t.with("period-after", &[("length", length(t, *dauer).into()), ("day", t.date(*ende).into())])
    };
    match schritt {
        Schritt::Verlaengert { bisher } => on("period-extended", bisher),
        Schritt::EreignisZaehltNicht { ereignis } => on("period-event", ereignis),
        Schritt::TagZaehlt { tag } => on("period-first", tag),
        Schritt::AlsMonate { dauer, monate } => {
            let months = t.with("period-months", &[("count", (*monate).into())]);
            t.with("period-as", &[("length", length(t, *dauer).into()), ("months", months.into())])
        }
        Schritt::EndeNachTagen { dauer, ende }
        | Schritt::EndeNachWochen { dauer, ende }
        | Schritt::EndeNachMonaten { dauer, ende } => after(dauer, ende),
        Schritt::EndeNachZaehltagen { dauer, feiertage, ende } if feiertage.is_empty() => after(dauer, ende),
        Schritt::EndeNachZaehltagen { dauer, feiertage, ende } => {
            let without = t.with("period-without", &[("days", days(t, feiertage).into())]);
            format!("{} {without}", after(dauer, ende))
        }
        Schritt::TagFehlt { ende, .. } => on("period-no-such-day", ende),
        Schritt::HalberMonat { ende } => on("period-half", ende),
        Schritt::Verschoben { ruhetage, ende, .. } => {
            let args = [("days", days(t, ruhetage).into()), ("day", t.date(*ende).into())];
            t.with("period-moved", &args)
        }
        Schritt::Bleibt { ende, .. } => on("period-stays", ende),
        Schritt::GiltAlsBekanntgegeben { tag, .. } => on("period-deemed", tag),
        Schritt::SpaeterZugegangen { tag, .. } => on("period-later", tag),
        _ => t.get("period-other").into_owned(),
    }
}

/// How long a period is.
fn length(t: Texts, dauer: Dauer) -> String {
    let (key, count) = match dauer {
        Dauer::Tage(n) => ("period-days", n),
        Dauer::Werktage(n) => ("period-weekdays", n),
        Dauer::Arbeitstage(n) => ("period-workdays", n),
        Dauer::Wochen(n) => ("period-weeks", n),
        Dauer::Monate(n) => ("period-months", n),
        Dauer::MonateUndEinHalber(n) => ("period-months-half", n),
        Dauer::Vierteljahre(n) => ("period-quarters", n),
        Dauer::Halbjahre(n) => ("period-half-years", n),
        Dauer::Jahre(n) => ("period-years", n),
    };
    t.with(key, &[("count", count.into())])
}

/// Days that do not count, each with its reason.
fn days(t: Texts, all: &[Uebersprungen]) -> String {
    let day = |day: &Uebersprungen| {
        let reason = match day.grund {
            Ruhetag::Samstag => t.get("period-saturday").into_owned(),
            Ruhetag::Sonntag => t.get("period-sunday").into_owned(),
            Ruhetag::Feiertag(anlass) => anlass.name().to_owned(),
        };
        format!("{} {reason}", t.date_short(day.tag))
    };
    all.iter().map(day).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use fristen::{Frist, Kalender, Land};
    use jiff::civil::date;

    #[test]
    fn the_way_to_the_last_day_is_said_in_words() {
        let t = Texts::new(crate::Locale::De);
        let calendar = Kalender::neu(Land::Thueringen);
        let ergebnis = Frist::RECHTSBEHELF.ende(date(2026, 11, 27), &calendar).unwrap();
        let steps: Vec<String> = ergebnis.wie.iter().map(|schritt| step(t, schritt)).collect();
        assert_eq!(
            steps,
            [
                "Der 27.\u{a0}November 2026 zählt nicht mit, denn an diesem Tag beginnt die Frist erst.",
                "Ein Monat danach ist der 27.\u{a0}Dezember 2026.",
                "An diesem Tag kann die Frist nicht enden: 27.12.2026 Sonntag. Letzter Tag ist deshalb der \
                 28.\u{a0}Dezember 2026.",
            ]
        );
    }
}
