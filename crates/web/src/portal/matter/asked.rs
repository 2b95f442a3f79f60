//! What the authority asks, on the status page: open questions on top, what was answered below.

use cases::Anfrage;
use maud::{Markup, html};

use super::timeline::{kind, outcome};
use crate::locale::Texts;
use crate::routes::QuestionPath;
use crate::shell::Href;
use crate::ui::{self, Emphasis};

/// Questions that wait for the person, each with the last day and the way to answer.
pub(super) fn open(t: Texts, all: &[&Anfrage]) -> Markup {
    html! {
        @if !all.is_empty() {
            (ui::section("fragen", &t.with("asked-title", &[("count", all.len().into())]), html! {
                @for (at, asked) in all.iter().enumerate() {
                    div.rs-panel {
                        (ui::minor_heading(&kind(t, asked.art())))
                        p.kern-body { strong { (outcome(t, asked)) } }
                        (ui::typed(&asked.text))
                        // One main button a page.
                        (ui::actions(ui::link_button(
                            if at == 0 { Emphasis::Primary } else { Emphasis::Secondary },
                            &href(asked),
                            &t.get("asked-answer"),
                        )))
                    }
                }
            }))
        }
    }
}

/// What was asked before, with what was answered.
pub(super) fn over(t: Texts, all: &[&Anfrage]) -> Markup {
    html! {
        @if !all.is_empty() {
            (ui::section("antworten", &t.get("asked-before"), html! {
                ul.rs-entries {
                    @for asked in all {
                        li.rs-entry {
                            p.rs-entry__title { a.kern-link href=(href(asked)) { (kind(t, asked.art())) } }
                            p.rs-muted { (outcome(t, asked)) }
                        }
                    }
                }
            }))
        }
    }
}

/// The page of a question.
pub(super) fn href(asked: &Anfrage) -> Href {
    Href::from(QuestionPath { id: asked.akte.0, frage: asked.id })
}
