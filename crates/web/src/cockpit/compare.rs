//! `GET /aktionsplaene/vergleich?von=2021&nach=2022`: plan against plan.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use steering::{
    Aenderung, Aktionsplan, Beendet, Error, Gegenueberstellung, Id, PlanKopf, Projektstatus, Teil, Weiter,
};

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{ComparePlansPath, MeasurePath, MeasuresPath, PlansPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Table, Tone};

/// What the address says; without it, the two latest plans are compared.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    von: String,
    nach: String,
}

/// Where two plans are compared.
pub(super) fn href(von: i16, nach: i16) -> Href {
    Href::from(ComparePlansPath).with("von", &von.to_string()).with("nach", &nach.to_string())
}

pub(super) async fn show(
    _: ComparePlansPath,
    Query(wanted): Query<Wanted>,
    house: House,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let plaene = steering::plaene(&mut reader).await?;
    let latest = |at: usize| plaene.get(at).map(|plan| plan.jahr.to_string()).unwrap_or_default();
    let or = |given: &str, other: String| if given.is_empty() { other } else { given.to_owned() };
    let years = (or(&wanted.von, latest(1)), or(&wanted.nach, latest(0)));
    let found = match (years.0.parse(), years.1.parse()) {
        (Ok(von), Ok(nach)) => match steering::vergleich(&mut reader, von, nach).await {
            Ok(found) => Ok(found),
            Err(Error::SamePlan) => Err("plans-compare-same"),
            Err(Error::NotFound) => Err("plans-compare-missing"),
            Err(error) => return Err(error.into()),
        },
        _ => Err("plans-compare-missing"),
    };
    let content = html! {
        (ui::heading(&t.get("plans-compare")))
        @if plaene.len() < 2 {
            (ui::empty_state(&t.get("plans-compare-few"), &t.get("plans-compare-few-what"), None))
        } @else {
            (form(t, &plaene, &years))
            @match &found {
                Ok(found) => (result(t, found)),
                Err(key) => (ui::alert(Tone::Warning, &t.get(key), None)),
            }
        }
    };
    let above = vec![
        Crumb::new(MeasuresPath, t.get("steer-title")),
        Crumb::new(PlansPath, t.get("steer-plans-title")),
    ];
    Ok(Page::new(t.get("plans-compare"), content).below(above).wide().public().respond(&frame))
}

fn form(t: Texts, plaene: &[PlanKopf], (von, nach): &(String, String)) -> Markup {
    let choices: Vec<_> = plaene
        .iter()
        .map(|plan| {
            let year = plan.jahr.to_string();
            Choice::new(&year, t.with("steer-plan-of", &[("year", year.as_str().into())]))
        })
        .collect();
    let (earlier, later) = (t.get("steer-earlier"), t.get("steer-later"));
    ui::get_form(
        &ComparePlansPath.into(),
        html! {
            div.rs-filters {
                (ui::select_one_of(t, &Field::new("von", &earlier), &choices, von))
                (ui::select_one_of(t, &Field::new("nach", &later), &choices, nach))
                (ui::button(Emphasis::Primary, &t.get("plans-compare-button")))
            }
        },
    )
}

fn result(t: Texts, found: &Gegenueberstellung) -> Markup {
    let vergleich = &found.vergleich;
    let (changed, same): (Vec<&Weiter>, Vec<&Weiter>) =
        vergleich.weiter.iter().partition(|weiter| !weiter.aenderungen.is_empty());
    let counts = [
        ("neu", "plans-new", vergleich.neu.len()),
        ("geaendert", "plans-changed", changed.len()),
        ("unveraendert", "plans-same", same.len()),
        ("abgeschlossen", "steer-completed", vergleich.abgeschlossen.len()),
        ("aufgegangen", "steer-merged", vergleich.aufgegangen.len()),
        ("verschwunden", "steer-vanished", vergleich.verschwunden.len()),
    ];
    let year = |plan: &Aktionsplan| plan.jahr.jahr.unwrap_or_default().to_string();
    let args = [("from", year(&found.von).into()), ("to", year(&found.nach).into())];
    html! {
        (ui::subheading(&t.with("plans-compare-of", &args)))
        ul.rs-counts {
            @for (id, key, count) in &counts {
                li {
                    @let words = html! { span.rs-counts__number { (count) } span { (t.get(key)) } };
                    @if *count > 0 { a href=(Href::anchor(id)) { (words) } } @else { span { (words) } }
                }
            }
        }
        @if !vergleich.neu.is_empty() {
            (ui::section("neu", &t.get("plans-new"), new(t, &found.nach, &vergleich.neu)))
        }
        @if !changed.is_empty() {
            (ui::section("geaendert", &t.get("plans-changed"), changes(t, found, &changed)))
        }
        @if !same.is_empty() {
            (ui::section("unveraendert", &t.get("plans-same"), html! {
                ul.kern-list { @for weiter in &same { @if let Some(massnahme) = found.nach.massnahmen.get(weiter.nach) {
                    li.kern-body { (words::named(&weiter.id, massnahme)) }
                } } }
            }))
        }
        (ended(t, found, "abgeschlossen", "steer-completed", &vergleich.abgeschlossen))
        (ended(t, found, "aufgegangen", "steer-merged", &vergleich.aufgegangen))
        (ended(t, found, "verschwunden", "steer-vanished", &vergleich.verschwunden))
    }
}

fn new(t: Texts, plan: &Aktionsplan, neu: &[(Id, usize)]) -> Markup {
    let row = |(id, place): &(Id, usize)| {
        let massnahme = plan.massnahmen.get(*place)?;
        let words = |text: Option<&str>| html! { span lang="de" { (text.unwrap_or("–")) } };
        Some(vec![
            words::named(id, massnahme),
            words(massnahme.federfuehrung.as_ref().map(|lead| lead.wortlaut.as_str())),
            words(massnahme.abschluss.as_ref().map(|abschluss| abschluss.wortlaut.as_str())),
        ])
    };
    ui::table(&Table {
        caption: t.get("plans-new").into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "steer-lead-office", "steer-due"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: neu.iter().filter_map(row).collect(),
    })
}

fn changes(t: Texts, found: &Gegenueberstellung, changed: &[&Weiter]) -> Markup {
    html! {
        @for weiter in changed {
            @if let (Some(von), Some(nach)) = (found.von.massnahmen.get(weiter.von), found.nach.massnahmen.get(weiter.nach)) {
                div.rs-diff {
                    h3.kern-heading-medium.rs-h3 { (words::named(&weiter.id, nach)) }
                    @if von.nummer != nach.nummer {
                        @if let Some(nummer) = &von.nummer { (ui::muted(&t.with("plans-number-before", &[("number", nummer.to_string().into())]))) }
                    }
                    (ui::description_list(&weiter.aenderungen.iter().map(|one| change(t, one)).collect::<Vec<_>>()))
                }
            }
        }
    }
}

fn change(t: Texts, change: &Aenderung) -> (String, Markup) {
    let from_to = |von: Option<&str>, nach: Option<&str>| {
        html! { span lang="de" { del { (gone(t)) (von.unwrap_or("–")) } " " ins { (came(t)) (nach.unwrap_or("–")) } } }
    };
    let (key, value) = match change {
        Aenderung::Titel(teile) => ("steer-title-then", diff(t, teile, usize::MAX)),
        Aenderung::Federfuehrung { von, nach } => {
            ("steer-lead-office", from_to(von.as_deref(), nach.as_deref()))
        }
        Aenderung::Abschluss { von, nach, monate } => (
            "steer-due",
            html! {
                (from_to(von.as_deref(), nach.as_deref()))
                @if let Some(months) = monate.filter(|months| *months != 0) {
                    " " span.rs-muted { "(" (words::moved(t, i64::from(months))) ")" }
                }
            },
        ),
        Aenderung::Status { von, nach } => {
            let words =
                |status: &Option<Projektstatus>| status.as_ref().map(|status| status.words().to_owned());
            ("steer-status", from_to(words(von).as_deref(), words(nach).as_deref()))
        }
        Aenderung::Text(teile) => {
            ("plans-text", ui::details(&t.get("plans-text-changes"), diff(t, teile, AROUND)))
        }
    };
    (t.get(key).into_owned(), value)
}

/// Read aloud, as a line through words is only seen.
fn gone(t: Texts) -> Markup {
    html! { span.kern-sr-only lang=(t.locale().tag()) { (t.get("plans-gone")) " " } }
}

fn came(t: Texts) -> Markup {
    html! { span.kern-sr-only lang=(t.locale().tag()) { (t.get("plans-came")) " " } }
}

/// So many words that stayed are shown before and after what changed.
const AROUND: usize = 12;

fn diff(t: Texts, teile: &[Teil], around: usize) -> Markup {
    let last = teile.len().saturating_sub(1);
    html! {
        div lang="de" {
            @for (at, teil) in teile.iter().enumerate() {
                @match teil {
                    Teil::Gleich(text) => (same(text, at > 0, at < last, around)),
                    Teil::Entfallen(text) => del { (gone(t)) (text) },
                    Teil::Neu(text) => ins { (came(t)) (text) },
                }
                " "
            }
        }
    }
}

/// What stayed, without its middle where it is long.
fn same(text: &str, before: bool, after: bool, around: usize) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (head, tail) = (if before { around } else { 0 }, if after { around } else { 0 });
    if words.len() <= head.saturating_add(tail).saturating_add(4) {
        return text.to_owned();
    }
    let parts = [words[..head].join(" "), "[…]".to_owned(), words[words.len() - tail..].join(" ")];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

fn ended(t: Texts, found: &Gegenueberstellung, id: &str, key: &str, beendet: &[Beendet]) -> Markup {
    let what = |one: &Beendet| {
        let year =
            |key: &str| one.jahr.map(|jahr| html! { (t.with(key, &[("year", jahr.to_string().into())])) });
        match (&one.in_, key) {
            (Some(id), _) => {
                let titel = found.ziele.get(id).map_or(id.0.as_str(), String::as_str);
                html! { (t.get("steer-went-into")) ": " span lang="de" { (ui::link(&MeasurePath { id: id.0.clone() }.into(), titel)) } }
            }
            (None, "steer-completed") => year("steer-end-completed").unwrap_or_default(),
            (None, _) => year("steer-end-vanished").unwrap_or_else(|| html! { (t.get("plans-paused")) }),
        }
    };
    if beendet.is_empty() {
        return html! {};
    }
    let list = html! {
        ul.kern-list {
            @for one in beendet {
                @if let Some(massnahme) = found.von.massnahmen.get(one.von) {
                    li.kern-body { (words::named(&one.id, massnahme)) br; span.rs-muted { (what(one)) } }
                }
            }
        }
    };
    ui::section(id, &t.get(key), list)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn long_passages_that_stayed_lose_their_middle() {
        let text = (1..=20).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(same(&text, true, true, 2), "1 2 […] 19 20");
        assert_eq!(same(&text, false, true, 2), "[…] 19 20");
        assert_eq!(same(&text, true, false, 2), "1 2 […]");
        assert_eq!(same("a b c", false, false, 0), "a b c");
        assert_eq!(same(&text, true, true, usize::MAX), text);
    }
}
