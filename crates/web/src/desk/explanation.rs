//! Why the rules of a package came to their result.

use cases::Explained;
use dmn::{DecisionTrace, Trace};
use form::Form;
use maud::{Markup, html};

use super::values::{label, parts, reasons, shown, table};
use crate::locale::Texts;
use crate::shell::Href;
use crate::ui;

/// All decisions of a Vorgang: the last evaluation of each, in the order in which they were asked first. The form of its
/// package knows what codes mean.
pub(super) fn explanation(t: Texts, all: &[Explained], form: &Form) -> Markup {
    let mut last: Vec<&Explained> = Vec::new();
    for explained in all {
        match last.iter_mut().find(|known| known.decision == explained.decision) {
            Some(known) => *known = explained,
            None => last.push(explained),
        }
    }
    html! {
        @if last.is_empty() { (ui::muted(&t.get("why-none"))) }
        @for (number, explained) in last.iter().enumerate() { (decision(t, number, explained, form)) }
    }
}

fn decision(t: Texts, number: usize, explained: &Explained, form: &Form) -> Markup {
    let when = t.with("why-when", &[("when", t.moment(explained.at.timestamp()).into())]);
    let trace = explained.trace();
    let Some((trace, asked)) = trace.as_ref().and_then(|trace| Some((trace, trace.asked()?))) else {
        return html! {
            (ui::minor_heading(&label(&explained.decision)))
            (ui::muted(&when))
            (ui::muted(&t.get("why-unreadable")))
        };
    };
    let title = asked.question.clone().unwrap_or_else(|| label(&asked.name));
    let reasons = reasons(asked);
    html! {
        section.rs-why {
            (ui::minor_heading(&title))
            (result(t, asked))
            @if !reasons.is_empty() {
                h4.rs-why__title { (t.get("why-reasons")) }
                (ui::list(&reasons))
            }
            @let tables = tables(t, &format!("{number}-a"), asked, form);
            @if number == 0 { (tables) } @else if !asked.tables.is_empty() { (ui::details(&t.get("why-table"), tables)) }
            (sources(t, asked))
            (others(t, number, trace, form))
            @if let Some(version) = version(t, explained) { (ui::muted(&version)) }
            (ui::muted(&when))
        }
    }
}

/// Which version of the rules it was, where there are several.
fn version(t: Texts, explained: &Explained) -> Option<String> {
    let (stichtag, fassung) = (explained.stichtag()?, explained.fassung()?);
    let args = [("stichtag", t.date(stichtag).into()), ("fassung", t.date(fassung).into())];
    Some(t.with("why-fassung", &args))
}

/// The result as facts.
fn result(t: Texts, decision: &DecisionTrace) -> Markup {
    let facts: Vec<(String, Markup)> =
        parts(t, decision).into_iter().map(|(name, value)| (name, html! { (value) })).collect();
    html! { div.rs-why__result { (ui::description_list(&facts)) } }
}

fn tables(t: Texts, key: &str, decision: &DecisionTrace, form: &Form) -> Markup {
    html! {
        @for (at, traced) in decision.tables.iter().enumerate() {
            (ui::decision_table(t, &table(t, format!("{key}-{at}"), traced, form)))
        }
    }
}

/// What the decision rests on in law.
fn sources(t: Texts, decision: &DecisionTrace) -> Markup {
    html! {
        @if !decision.sources.is_empty() {
            h4.rs-why__title { (t.get("why-sources")) }
            ul.kern-list.kern-list--bullet {
                @for source in &decision.sources {
                    li.kern-body {
                        @match source.location.as_deref().and_then(Href::external) {
                            Some(href) => (ui::link(&href, &source.name)),
                            None => (source.name),
                        }
                    }
                }
            }
        }
    }
}

/// The decisions on the way to the one that was asked for.
fn others(t: Texts, number: usize, trace: &Trace, form: &Form) -> Markup {
    let Some((_, others)) = trace.decisions.split_last().filter(|(_, others)| !others.is_empty()) else {
        return html! {};
    };
    let content = html! {
        @for (at, decision) in others.iter().enumerate() {
            h4.rs-why__title { (label(&decision.name)) }
            @if let Some(question) = &decision.question { (ui::muted(question)) }
            (inputs(t, decision))
            (result(t, decision))
            (tables(t, &format!("{number}-{at}"), decision, form))
        }
    };
    ui::details(&t.with("why-others", &[("count", others.len().into())]), content)
}

/// What the decision looked at. The whole Antrag is not repeated: its answers stand on the page.
fn inputs(t: Texts, decision: &DecisionTrace) -> Markup {
    let simple = |input: &&dmn::NamedValue| !input.value.value.is_object() && !input.value.value.is_array();
    let facts: Vec<(String, Markup)> = decision
        .inputs
        .iter()
        .filter(simple)
        .map(|input| (label(&input.name), html! { (shown(t, &input.value)) }))
        .collect();
    html! { @if !facts.is_empty() { (ui::description_list(&facts)) } }
}
