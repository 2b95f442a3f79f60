//! Cards, search results and the confirmation at the end.

use maud::{Markup, html};

use super::notice::{Tone, tags};
use crate::shell::Href;

/// Something to go to.
#[derive(Debug, Clone)]
pub struct Card {
    /// Where it leads.
    pub href: Href,
    /// What it is.
    pub title: String,
    /// What to expect there.
    pub text: String,
    /// Keywords below the text.
    pub tags: Vec<String>,
}

/// A card; the whole of it can be pressed. `level` is that of its heading.
#[must_use]
pub fn card(card: &Card) -> Markup {
    html! {
        article.kern-card.kern-card--interactive {
            div.kern-card__container {
                div.kern-card__header {
                    h3.kern-title { a.kern-link.kern-link--stretched href=(card.href) { (card.title) } }
                }
                div.kern-card__body {
                    p.kern-body { (card.text) }
                    @if !card.tags.is_empty() { (tags(&card.tags)) }
                }
            }
        }
    }
}

/// Cards side by side, as many as fit.
#[must_use]
pub fn cards(all: &[Card]) -> Markup {
    html! { ul.rs-cards { @for one in all { li { (card(one)) } } } }
}

/// One result of a search.
#[must_use]
pub fn result(result: &Card) -> Markup {
    found(&result.href, &result.title, &html! { (result.text) }, &result.tags, None)
}

/// Results of a search in their order.
#[must_use]
pub fn results(all: &[Card]) -> Markup {
    html! { ol.rs-results { @for one in all { li { (result(one)) } } } }
}

/// A result with the words that were looked for marked in its text.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Where it leads.
    pub href: Href,
    /// What it is.
    pub title: String,
    /// Pieces of the text; whether each is to be marked.
    pub text: Vec<(String, bool)>,
    /// Keywords below the text.
    pub tags: Vec<String>,
    /// Its language, where that is not the one of the page.
    pub lang: Option<String>,
}

/// Results with marks, in their order.
#[must_use]
pub fn findings(all: &[Finding]) -> Markup {
    let text = |finding: &Finding| {
        html! {
            @for (piece, marked) in &finding.text {
                @if *marked { mark.rs-mark { (piece) } } @else { (piece) }
            }
        }
    };
    html! {
        ol.rs-results {
            @for one in all { li { (found(&one.href, &one.title, &text(one), &one.tags, one.lang.as_deref())) } }
        }
    }
}

fn found(href: &Href, title: &str, text: &Markup, labels: &[String], lang: Option<&str>) -> Markup {
    html! {
        article.rs-result {
            h2.rs-result__title lang=[lang] { a.kern-link href=(href) { (title) } }
            p.kern-body lang=[lang] { (text) }
            @if !labels.is_empty() { (tags(labels)) }
        }
    }
}

/// A quiet box for what belongs together beside the text: price, time, office.
#[must_use]
pub fn panel(title: &str, content: Markup) -> Markup {
    html! { section.rs-panel { h2.kern-title.rs-panel__title { (title) } (content) } }
}

/// How something came out: the main heading of the receipt page, with the number to keep. The heading says it; colour
/// and symbol only help.
#[must_use]
pub fn confirmation(tone: Tone, title: &str, number_label: &str, number: &str) -> Markup {
    let (modifier, symbol) = match tone {
        Tone::Success => ("success", "check"),
        Tone::Info => ("info", "info"),
        Tone::Warning => ("warning", "warning"),
        Tone::Danger => ("danger", "close"),
    };
    html! {
        div class={ "rs-confirmation rs-confirmation--" (modifier) } {
            span class={ "kern-icon kern-icon--" (symbol) " rs-confirmation__icon" } aria-hidden="true" {}
            h1.kern-heading-x-large { (title) }
            p.kern-body.kern-body--large { (number_label) }
            p.rs-confirmation__number { (number) }
        }
    }
}
