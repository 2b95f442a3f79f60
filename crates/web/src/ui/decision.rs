//! A decision table and how it came to its result, for the people who answer for it.
//!
//! Which rule applied, and which conditions of the others did not, is said in signs and words; colour only helps.

use maud::{Markup, html};

use super::hidden_text;
use crate::locale::Texts;

/// A condition of a rule and whether the case met it.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The condition as it stands in the table: `> 18`, `"Erfurt"`, `-`.
    pub text: String,
    /// Whether it was met; `None` where it was not looked at.
    pub met: Option<bool>,
}

/// A rule of the table.
#[derive(Debug, Clone)]
pub struct DecisionRule {
    /// Conditions, one for each input.
    pub conditions: Vec<Cell>,
    /// Results, one for each output.
    pub results: Vec<String>,
    /// Why the rule exists: the section of law.
    pub reason: Option<String>,
    /// Whether the rule applied.
    pub applied: bool,
}

/// A decision table with the values of one case.
#[derive(Debug, Clone)]
pub struct DecisionTable {
    /// Tells the tables of a page apart; part of an id.
    pub key: String,
    /// What is decided.
    pub name: String,
    /// The inputs: what is looked at, and the case's value.
    pub inputs: Vec<(String, String)>,
    /// What the outputs are called.
    pub outputs: Vec<String>,
    /// The rules in their order.
    pub rules: Vec<DecisionRule>,
}

/// Shows a decision table. Wide by nature: it scrolls inside its own frame, by keyboard too.
#[must_use]
pub fn decision_table(t: Texts, table: &DecisionTable) -> Markup {
    let has_reasons = table.rules.iter().any(|rule| rule.reason.is_some());
    let id = format!("entscheidung-{}", super::id(&table.key));
    html! {
        div.rs-decision role="region" aria-labelledby=(id) tabindex="0" {
            table.kern-table.kern-table--small.rs-decision__table {
                caption.kern-title id=(id) { (table.name) }
                thead {
                    tr {
                        th.kern-table__header scope="col" { (t.get("decision-rule")) }
                        @for (label, value) in &table.inputs {
                            th.kern-table__header scope="col" {
                                (label)
                                span.rs-decision__value { (hidden_text(&t.get("decision-value"))) (value) }
                            }
                        }
                        @for output in &table.outputs { th.kern-table__header.rs-decision__output scope="col" { (output) } }
                        @if has_reasons { th.kern-table__header scope="col" { (t.get("decision-reason")) } }
                    }
                }
                tbody {
                    @for (at, rule) in table.rules.iter().enumerate() {
                        tr.rs-decision__applied[rule.applied] {
                            th.kern-table__header scope="row" {
                                (at + 1)
                                @if rule.applied { " " span.rs-decision__mark { (t.get("decision-applied")) } }
                            }
                            @for cell in &rule.conditions { (condition(t, cell)) }
                            @for result in &rule.results { td.kern-table__cell.rs-decision__output { (result) } }
                            @if has_reasons { td.kern-table__cell { (rule.reason.as_deref().unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
}

fn condition(t: Texts, cell: &Cell) -> Markup {
    let (class, sign, word) = match cell.met {
        Some(true) => ("rs-decision__met", "✓", "decision-met"),
        Some(false) => ("rs-decision__not-met", "✗", "decision-not-met"),
        None => ("rs-decision__open", "", "decision-not-checked"),
    };
    html! {
        td.kern-table__cell.(class) {
            @if !sign.is_empty() { span.rs-decision__sign aria-hidden="true" { (sign) } }
            (cell.text)
            (hidden_text(&t.get(word)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_is_said_in_words() {
        let table = DecisionTable {
            key: "anspruch".into(),
            name: "Anspruch".into(),
            inputs: vec![("Wohnsitz".into(), "in der Zone".into())],
            outputs: vec!["Ergebnis".into()],
            rules: vec![DecisionRule {
                conditions: vec![Cell { text: "nicht <Zone>".into(), met: Some(false) }],
                results: vec!["ablehnen".into()],
                reason: None,
                applied: false,
            }],
        };
        let html = decision_table(Texts::new(crate::Locale::De), &table).into_string();
        assert!(html.contains("nicht &lt;Zone&gt;<span class=\"kern-sr-only\">"), "{html}");
        assert!(html.contains("nicht erfüllt"), "{html}");
        assert!(!html.contains("decision-"), "{html}");
    }
}
