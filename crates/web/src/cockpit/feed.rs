//! `GET /massnahmen/atom`: what became known with each plan, as a feed (RFC 4287).

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use steering::{Aenderung, Neuigkeit, Was};

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{MeasurePath, MeasuresFeedPath, MeasuresPath, PlanPath};
use crate::shell::{CachePolicy, Failure, Frame, Href};

/// So many news or more, in whole plans: who reads a feed wants the latest.
const NEWS: usize = 100;

pub(super) async fn atom(_: MeasuresFeedPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let news = steering::neuigkeiten(&mut house.store.reader(), NEWS).await?;
    let site = Site { name: &frame.site.name, address: frame.site.address.as_deref().unwrap_or_default() };
    let xml = feed(frame.t, &site, &news).into_string();
    Ok((CachePolicy::Revalidate, [(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml)
        .into_response())
}

/// Who speaks, and where: without an address, links are relative to that of the feed.
struct Site<'a> {
    name: &'a str,
    address: &'a str,
}

impl Site<'_> {
    fn at(&self, href: &Href) -> String {
        format!("{}{}", self.address.trim_end_matches('/'), href.as_str())
    }
}

/// An id that is the feed's for ever, wherever it is read.
const FEED: &str = "urn:uuid:5c2e91d7-40b6-5f13-8a0e-6d94b7c31e58";

/// Elements of XML are written with an end, also those that HTML has without one.
fn feed(t: Texts, site: &Site<'_>, news: &[Neuigkeit]) -> Markup {
    let updated = news.iter().map(|one| one.at.timestamp()).max().unwrap_or_default();
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(t.locale().tag()) {
            id { (FEED) }
            title { (t.get("plans-feed-title")) }
            updated { (updated) }
            author { name { (site.name) } }
            link rel="self" type="application/atom+xml" href=(site.at(&MeasuresFeedPath.into())) {}
            link rel="alternate" type="text/html" href=(site.at(&MeasuresPath.into())) {}
            @for one in news { (entry(t, site, one)) }
        }
    }
}

fn entry(t: Texts, site: &Site<'_>, one: &Neuigkeit) -> Markup {
    let year = one.jahr.to_string();
    let page: Href = match &one.massnahme {
        Some((id, _)) => MeasurePath { id: id.0.clone() }.into(),
        None => PlanPath { jahr: year.clone() }.into(),
    };
    let plan = t.with("steer-plan-of", &[("year", year.as_str().into())]);
    let title = match &one.massnahme {
        Some((_, titel)) => {
            t.with("plans-news", &[("what", what(t, &one.was).into()), ("title", printable(titel).into())])
        }
        None => plan.clone(),
    };
    html! {
        entry {
            id { "urn:uuid:" (one.id) }
            title { (title) }
            updated { (one.at.timestamp()) }
            link rel="alternate" type="text/html" href=(site.at(&page)) {}
            category term=(kind(&one.was)) label=(what(t, &one.was)) {}
            summary { (summary(t, &plan, &one.was)) }
        }
    }
}

/// The word for programs.
const fn kind(was: &Was) -> &'static str {
    match was {
        Was::Plan { .. } => "plan",
        Was::Neu => "neu",
        Was::Geaendert(_) => "geaendert",
        Was::Abgeschlossen => "abgeschlossen",
        Was::Aufgegangen => "aufgegangen",
        Was::Verschwunden => "verschwunden",
    }
}

fn what(t: Texts, was: &Was) -> String {
    let key = match was {
        Was::Plan { .. } => "steer-plan",
        Was::Neu => "plans-new",
        Was::Geaendert(_) => "plans-news-changed",
        Was::Abgeschlossen => "steer-completed",
        Was::Aufgegangen => "steer-merged",
        Was::Verschwunden => "steer-vanished",
    };
    t.get(key).into_owned()
}

fn summary(t: Texts, plan: &str, was: &Was) -> String {
    let more = match was {
        Was::Plan { massnahmen } => t.with("steer-measures", &[("count", (*massnahmen).into())]),
        Was::Geaendert(changes) => {
            let changes: Vec<_> = changes.iter().map(|one| change(t, one)).collect();
            changes.join("; ")
        }
        Was::Neu | Was::Abgeschlossen | Was::Aufgegangen | Was::Verschwunden => what(t, was),
    };
    printable(&format!("{plan}: {more}"))
}

/// A field that changed, in one line.
fn change(t: Texts, change: &Aenderung) -> String {
    let from_to = |key: &str, von: Option<&str>, nach: Option<&str>| {
        format!("{}: {} → {}", t.get(key), von.unwrap_or("–"), nach.unwrap_or("–"))
    };
    match change {
        Aenderung::Titel(_) => t.get("steer-title-then").into_owned(),
        Aenderung::Text(_) => t.get("plans-text").into_owned(),
        Aenderung::Federfuehrung { von, nach } => {
            from_to("steer-lead-office", von.as_deref(), nach.as_deref())
        }
        Aenderung::Abschluss { von, nach, monate } => {
            let mut words = from_to("steer-due", von.as_deref(), nach.as_deref());
            if let Some(months) = monate.filter(|months| *months != 0) {
                words += &format!(" ({})", words::moved(t, i64::from(months)));
            }
            words
        }
        Aenderung::Status { von, nach } => from_to(
            "steer-status",
            von.as_ref().map(steering::Projektstatus::words),
            nach.as_ref().map(steering::Projektstatus::words),
        ),
    }
}

/// Without signs that XML cannot hold.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use steering::Id;
    use store::At;

    fn news() -> Vec<Neuigkeit> {
        let at = At::from("2032-10-01T08:00:00Z".parse::<jiff::Timestamp>().unwrap());
        let id = uuid::Uuid::from_u128(7);
        let due =
            Aenderung::Abschluss { von: Some("2031".into()), nach: Some("<2034>".into()), monate: Some(36) };
        vec![
            Neuigkeit { id, jahr: 2032, at, massnahme: None, was: Was::Plan { massnahmen: 2 } },
            Neuigkeit {
                id,
                jahr: 2032,
                at,
                massnahme: Some((Id("m2031-1".into()), "Akte & \"Archiv\"\u{1}".into())),
                was: Was::Geaendert(vec![due]),
            },
        ]
    }

    /// The parts that RFC 4287 asks for, in 4.1.1 and 4.1.2.
    #[test]
    fn a_feed_has_what_the_standard_asks_for() {
        let t = Texts::new(crate::Locale::De);
        let site = Site { name: "Musterland", address: "https://portal.example/" };
        let xml = feed(t, &site, &news()).into_string();
        assert!(xml.starts_with(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""
        ));
        for (part, count) in [
            ("<id>urn:uuid:", 3),
            ("<title>", 3),
            ("<updated>2032-10-01T08:00:00Z<", 3),
            ("<author><name>", 1),
        ] {
            assert_eq!(xml.matches(part).count(), count, "{part} in {xml}");
        }
        assert!(xml.contains("rel=\"self\" type=\"application/atom+xml\" href=\"https://portal.example/massnahmen/atom\"></link>"));
        assert!(xml.contains("href=\"https://portal.example/massnahmen/m2031-1\""), "{xml}");
        assert!(xml.contains("Geändert: Akte &amp; &quot;Archiv&quot;<"), "{xml}");
        assert!(xml.contains("2031 → &lt;2034&gt; (um 36 Monate verschoben)"), "{xml}");
        well_formed(&xml);
    }

    #[test]
    fn a_feed_without_news_is_a_feed() {
        let t = Texts::new(crate::Locale::De);
        let xml = feed(t, &Site { name: "Musterland", address: "" }, &[]).into_string();
        assert!(
            xml.contains("<updated>1970-01-01T00:00:00Z</updated>") && xml.contains("href=\"/massnahmen\""),
            "{xml}"
        );
        well_formed(&xml);
    }

    /// Each element that begins ends, in order.
    fn well_formed(xml: &str) {
        let mut open: Vec<&str> = Vec::new();
        for tag in xml.split('<').skip(2) {
            let name = tag.split(['>', ' ']).next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{xml}"),
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}
