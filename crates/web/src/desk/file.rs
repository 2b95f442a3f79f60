//! The Akte of a Vorgang: its Dokumente, and what became of its letters.

use maud::{Markup, html};
use post::Message;
use records::{Dokument, DokumentArt};

use crate::account::download;
use crate::locale::Texts;
use crate::ui::{self, Tone};

/// The Dokumente, oldest first.
pub(super) fn dokumente(t: Texts, all: &[Dokument]) -> Markup {
    html! {
        @if all.is_empty() { (ui::muted(&t.get("file-empty"))) }
        @else {
            ul.rs-downloads {
                @for dokument in all {
                    li {
                        (download(t, dokument))
                        p.rs-muted { (kind(t, dokument.art)) " · " (t.moment(dokument.filed_at.timestamp())) }
                    }
                }
            }
        }
    }
}

fn kind(t: Texts, art: DokumentArt) -> String {
    match art {
        DokumentArt::Antrag => t.get("file-antrag"),
        DokumentArt::Nachweis => t.get("file-nachweis"),
        DokumentArt::Bescheid => t.get("file-bescheid"),
        DokumentArt::Vermerk => t.get("file-vermerk"),
        DokumentArt::Schreiben => t.get("file-schreiben"),
    }
    .into_owned()
}

/// When letters were delivered, opened and made known.
pub(super) fn delivery(t: Texts, letters: &[Message]) -> Markup {
    html! {
        @if letters.is_empty() { (ui::muted(&t.get("delivery-none"))) }
        @for letter in letters {
            p.rs-delivery__title { (letter.betreff) }
            (ui::description_list(&facts(t, letter)))
        }
    }
}

fn facts(t: Texts, letter: &Message) -> Vec<(String, Markup)> {
    let read = match letter.read_at {
        Some(at) => html! { (t.moment(at.timestamp())) },
        None => ui::badge(Tone::Info, &t.get("delivery-unread")),
    };
    let mut facts = vec![
        (t.get("delivery-delivered").into_owned(), html! { (t.moment(letter.delivered_at.timestamp())) }),
        (t.get("delivery-read").into_owned(), read),
    ];
    if let Some(rule) = letter.regel() {
        let known = match letter.bekanntgabe() {
            Some(day) => t.date(day),
            None => t.get("delivery-not-known").into_owned(),
        };
        facts.push((t.get("delivery-known").into_owned(), html! { (known) " (" (rule.section()) ")" }));
    }
    facts
}
