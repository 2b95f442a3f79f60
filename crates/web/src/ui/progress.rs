//! How far along something is.

use maud::{Markup, html};

use super::icon;
use crate::locale::Texts;

/// Where a person is in a sequence of pages: `Schritt 3 von 8`.
#[must_use]
pub fn progress(t: Texts, step: u32, of: u32) -> Markup {
    let text = t.with("progress-step", &[("step", step.into()), ("of", of.into())]);
    html! {
        div.kern-progress.rs-progress {
            label.kern-label for="fortschritt" { (text) }
            progress id="fortschritt" value=(step) max=(of) { (text) }
        }
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// It has happened.
    Done,
    /// It is what happens now.
    Current,
    /// It comes later, or not at all.
    Coming,
}

/// One step of something that takes days: received, checked, decided.
#[derive(Debug, Clone)]
pub struct Step {
    /// What happens.
    pub title: String,
    /// When it happened, as text.
    pub when: Option<String>,
    /// What it means.
    pub text: Option<String>,
    /// How far it is.
    pub state: StepState,
}

/// Steps in their order, the state of each in words and not only by colour.
#[must_use]
pub fn timeline(t: Texts, steps: &[Step]) -> Markup {
    html! {
        ol.rs-timeline {
            @for step in steps {
                @let (class, state) = match step.state {
                    StepState::Done => ("rs-timeline__step--done", "step-done"),
                    StepState::Current => ("rs-timeline__step--current", "step-current"),
                    StepState::Coming => ("rs-timeline__step--coming", "step-coming"),
                };
                li.rs-timeline__step.(class) aria-current=[(step.state == StepState::Current).then_some("step")] {
                    span.rs-timeline__mark { @if step.state == StepState::Done { (icon("check")) } }
                    div.rs-timeline__text {
                        p.rs-timeline__title { (step.title) " " span.rs-timeline__state { (t.get(state)) } }
                        @if let Some(when) = &step.when { p.rs-muted { (when) } }
                        @if let Some(text) = &step.text { p.kern-body { (text) } }
                    }
                }
            }
        }
    }
}
