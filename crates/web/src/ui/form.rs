//! Forms, buttons and the error summary.

use maud::{Markup, html};

use super::icon;
use crate::locale::Texts;
use crate::shell::{CsrfSecret, Href, TOKEN_FIELD};

/// How a form is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Send {
    /// Names and values.
    #[default]
    Plain,
    /// With files.
    WithFiles,
}

/// A form that changes something: posted, with the token first (so that uploads are refused before they are read).
///
/// The first button of a form is what the Enter key presses, wherever it stands. It is therefore an invisible one
/// without a name: Enter means "go on", never "remove this row".
#[must_use]
pub fn form(csrf: &CsrfSecret, action: &Href, send: Send, content: Markup) -> Markup {
    let encoding = (send == Send::WithFiles).then_some("multipart/form-data");
    html! {
        form.rs-form method="post" action=(action) enctype=[encoding] accept-charset="utf-8" novalidate {
            input type="hidden" name=(TOKEN_FIELD) value=(csrf.token());
            button.kern-sr-only type="submit" tabindex="-1" aria-hidden="true" {}
            (content)
        }
    }
}

/// A form to which fields elsewhere on the page belong: their `form` attribute names its id. So a table may hold boxes to
/// tick beside forms of its own.
#[must_use]
pub fn form_with_id(csrf: &CsrfSecret, id: &str, action: &Href, content: Markup) -> Markup {
    html! {
        form.rs-form id=(id) method="post" action=(action) accept-charset="utf-8" novalidate {
            input type="hidden" name=(TOKEN_FIELD) value=(csrf.token());
            (content)
        }
    }
}

/// A form that only asks (search, filters): its answers stand in the address.
#[must_use]
pub fn get_form(action: &Href, content: Markup) -> Markup {
    html! { form.rs-form method="get" action=(action) accept-charset="utf-8" { (content) } }
}

/// A value that goes along unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// How much a button asks for attention. A page has one primary button at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// The next step.
    #[default]
    Primary,
    /// Another way.
    Secondary,
    /// Beside the way.
    Tertiary,
}

impl Emphasis {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "kern-btn kern-btn--primary",
            Self::Secondary => "kern-btn kern-btn--secondary",
            Self::Tertiary => "kern-btn kern-btn--tertiary",
        }
    }
}

/// A button that sends the form. The label says what happens.
#[must_use]
pub fn button(emphasis: Emphasis, label: &str) -> Markup {
    html! { button class=(emphasis.class()) type="submit" { span.kern-label { (label) } } }
}

/// A button that sends the form with its own name and value, so that the server knows which one it was.
#[must_use]
pub fn named_button(emphasis: Emphasis, name: &str, value: &str, label: &str) -> Markup {
    html! {
        button class=(emphasis.class()) type="submit" name=(name) value=(value) { span.kern-label { (label) } }
    }
}

/// A link that looks like a button: it leads on, and changes nothing.
#[must_use]
pub fn link_button(emphasis: Emphasis, href: &Href, label: &str) -> Markup {
    html! { a class=(emphasis.class()) href=(href) { span.kern-label { (label) } } }
}

/// The buttons at the end of a form or page.
#[must_use]
pub fn actions(buttons: Markup) -> Markup {
    html! { div.rs-actions { (buttons) } }
}

/// One line of the error summary.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Form path of the field, which the line leads to; `None` for an error of the form as a whole.
    pub path: Option<String>,
    /// What is wrong and what to do.
    pub text: String,
}

/// All errors of a page at its top, with links to the fields. Takes the focus, so that a screen reader starts there.
/// Empty when there are none.
#[must_use]
pub fn error_summary(t: Texts, problems: &[Problem]) -> Markup {
    let line = |problem: &Problem| {
        (problem.path.as_deref().map(|path| Href::anchor(&super::id(path))), problem.text.clone())
    };
    linked_error_summary(t, &problems.iter().map(line).collect::<Vec<_>>())
}

/// The same for errors that lie on other pages: each with the address where it can be put right.
#[must_use]
pub fn linked_error_summary(t: Texts, problems: &[(Option<Href>, String)]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.kern-alert.kern-alert--danger.rs-error-summary tabindex="-1" autofocus aria-labelledby="fehler-titel" role="alert" {
                div.kern-alert__header {
                    (icon("danger"))
                    h2.kern-title id="fehler-titel" { (t.with("error-summary", &[("count", problems.len().into())])) }
                }
                div.kern-alert__body {
                    ul.rs-error-summary__list {
                        @for (href, text) in problems {
                            li.kern-body {
                                @match href {
                                    Some(href) => a.kern-link href=(href) { (text) },
                                    None => (text),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A search field with its button.
#[must_use]
pub fn search_form(t: Texts, action: &Href, label: &str, value: &str) -> Markup {
    html! {
        form.rs-search method="get" action=(action) role="search" accept-charset="utf-8" {
            label.kern-label for="q" { (label) }
            div.rs-search__row {
                input.kern-form-input__input.rs-search__input id="q" name="q" type="search" value=(value) autocomplete="off" spellcheck="true";
                (search_button(t))
            }
        }
    }
}

/// A search field with another one for the place.
#[must_use]
pub fn place_search_form(t: Texts, action: &Href, words: (&str, &str), place: (&str, &str)) -> Markup {
    html! {
        form.rs-search method="get" action=(action) role="search" accept-charset="utf-8" {
            div.rs-search__row.rs-search__row--place {
                div.rs-search__words {
                    label.kern-label for="q" { (words.0) }
                    input.kern-form-input__input.rs-search__input id="q" name="q" type="search" value=(words.1) autocomplete="off" spellcheck="true";
                }
                div.rs-search__place {
                    label.kern-label for="ort" { (place.0) }
                    input.kern-form-input__input.rs-search__input id="ort" name="ort" type="text" value=(place.1) autocomplete="postal-code" spellcheck="false";
                }
                (search_button(t))
            }
        }
    }
}

fn search_button(t: Texts) -> Markup {
    html! {
        button.kern-btn.kern-btn--primary type="submit" {
            (icon("search"))
            span.kern-label { (t.get("search-button")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::SearchPath;

    const T: Texts = Texts::new(crate::Locale::De);

    #[test]
    fn a_posted_form_starts_with_its_token_and_a_nameless_button() {
        let secret = CsrfSecret::from_bytes([1; 32]);
        let html = form(&secret, &Href::from(SearchPath), Send::WithFiles, html! { p { "x" } }).into_string();
        let token = html.find("name=\"_token\"").unwrap();
        let button = html.find("<button").unwrap();
        assert!(token < button && button < html.find("<p>").unwrap(), "{html}");
        assert!(html.contains("enctype=\"multipart/form-data\""), "{html}");
    }

    #[test]
    fn the_error_summary_leads_to_the_fields_and_is_not_there_without_errors() {
        assert_eq!(error_summary(T, &[]).into_string(), "");
        let problems =
            [Problem { path: Some("fahrzeug[0].kennzeichen".into()), text: "Bitte <Kennzeichen>.".into() }];
        let html = error_summary(T, &problems).into_string();
        assert!(html.contains("href=\"#fahrzeug-0-kennzeichen\">Bitte &lt;Kennzeichen&gt;.</a>"), "{html}");
        assert!(html.contains("Eine Angabe"), "{html}");
    }
}
