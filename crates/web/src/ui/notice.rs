//! Notices, states and short labels.

use maud::{Markup, html};

use super::icon;

/// What a notice or a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It did not work, or it is refused.
    Danger,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A notice inside a page.
#[must_use]
pub fn alert(tone: Tone, title: &str, body: Option<Markup>) -> Markup {
    // Only what interrupts is announced at once; the rest is read where it stands.
    let role = if matches!(tone, Tone::Danger | Tone::Warning) { "alert" } else { "status" };
    html! {
        div class={ "kern-alert kern-alert--" (tone.name()) " rs-alert" } role=(role) {
            div.kern-alert__header { (icon(tone.name())) span.kern-title { (title) } }
            @if let Some(body) = body { div.kern-alert__body { (body) } }
        }
    }
}

/// A state in a word or two. The word says it; colour and picture only help.
#[must_use]
pub fn badge(tone: Tone, label: &str) -> Markup {
    html! {
        span class={ "kern-badge kern-badge--" (tone.name()) } { (icon(tone.name())) span.kern-label.kern-label--small { (label) } }
    }
}

/// A keyword.
#[must_use]
pub fn tag(label: &str) -> Markup {
    html! { span.rs-tag { (label) } }
}

/// Keywords.
#[must_use]
pub fn tags<T: AsRef<str>>(labels: &[T]) -> Markup {
    html! { ul.rs-tags { @for label in labels { li { (tag(label.as_ref())) } } } }
}

/// Instead of an empty list: why it is empty and what to do.
#[must_use]
pub fn empty_state(title: &str, text: &str, action: Option<Markup>) -> Markup {
    html! {
        div.rs-empty {
            p.kern-title { (title) }
            p.kern-body { (text) }
            @if let Some(action) = action { (action) }
        }
    }
}
