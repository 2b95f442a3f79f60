//! Values and traces of decisions as people read them.

use dmn::{DecisionTrace, RuleTrace, ShownValue, TableTrace};
use serde_json::Value;

use super::words::outcome;
use crate::locale::Texts;
use crate::ui::{Cell, DecisionRule, DecisionTable};

/// A value without the signs of FEEL; what has no simple form keeps them.
pub(super) fn shown(t: Texts, value: &ShownValue) -> String {
    match &value.value {
        Value::Null => t.get("desk-no-value").into_owned(),
        Value::Bool(true) => t.get("field-yes").into_owned(),
        Value::Bool(false) => t.get("field-no").into_owned(),
        Value::Number(number) => t.number(&number.to_string()),
        // A date is a string in JSON; its FEEL text tells the two apart.
        Value::String(text) if value.text.starts_with('"') => outcome(t, text),
        Value::String(text) => text.parse().map_or_else(|_| text.clone(), |date| t.date_short(date)),
        Value::Array(_) | Value::Object(_) => value.text.clone(),
    }
}

/// The parts of a result: those of a context by their names, else the one.
pub(super) fn parts(t: Texts, decision: &DecisionTrace) -> Vec<(String, String)> {
    match &decision.output.value {
        Value::Object(parts) => parts.iter().map(|(name, value)| part(t, name, value)).collect(),
        _ => vec![(label(&decision.name), shown(t, &decision.output))],
    }
}

/// A part of a result. What is called `…_cent` is an amount of money (services/README.md).
fn part(t: Texts, name: &str, value: &Value) -> (String, String) {
    match (name.strip_suffix("_cent"), value.as_i64()) {
        (Some(name), Some(cents)) => (label(name), t.money(cents)),
        _ => (label(name), json(t, value)),
    }
}

/// A JSON value inside a larger one.
fn json(t: Texts, value: &Value) -> String {
    match value {
        Value::Null => t.get("desk-no-value").into_owned(),
        Value::Bool(true) => t.get("field-yes").into_owned(),
        Value::Bool(false) => t.get("field-no").into_owned(),
        Value::Number(number) => t.number(&number.to_string()),
        Value::String(text) => text.parse().map_or_else(|_| outcome(t, text), |date| t.date_short(date)),
        Value::Array(items) => items.iter().map(|item| json(t, item)).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => {
            let text = |(name, value): (&String, &Value)| {
                let (label, value) = part(t, name, value);
                format!("{label}: {value}")
            };
            parts.iter().map(text).collect::<Vec<_>>().join("; ")
        }
    }
}

/// A name of the model as a label: `jahres_betrag` becomes `Jahres betrag`.
pub(super) fn label(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + &letters.as_str().replace('_', " ")
}

/// Why the rules that apply exist: their annotations, once each.
pub(super) fn reasons(decision: &DecisionTrace) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for rule in decision.tables.iter().flat_map(TableTrace::used_rules) {
        for text in rule.annotations.iter().filter(|text| !text.trim().is_empty()) {
            if !reasons.contains(text) {
                reasons.push(text.clone());
            }
        }
    }
    reasons
}

/// A traced table for the page; `key` tells it apart from the others there.
pub(super) fn table(t: Texts, key: String, table: &TableTrace) -> DecisionTable {
    DecisionTable {
        key,
        name: label(&table.name),
        inputs: table.columns.iter().map(|c| (label(&c.label), shown(t, &c.value))).collect(),
        outputs: table.outputs.iter().map(|output| label(output)).collect(),
        rules: table.rules.iter().map(|rule| self::rule(t, rule)).collect(),
    }
}

fn rule(t: Texts, rule: &RuleTrace) -> DecisionRule {
    let cell = |cell: &dmn::CellTrace| match cell.text.trim() {
        "-" | "" => Cell { text: "–".to_owned(), met: None },
        text => Cell { text: condition(t, text), met: Some(cell.matched) },
    };
    let results = if rule.values.len() == rule.outputs.len() {
        rule.values.iter().map(|value| shown(t, value)).collect()
    } else {
        rule.outputs.iter().map(|text| condition(t, text)).collect()
    };
    let reason = rule.annotations.iter().find(|text| !text.trim().is_empty()).cloned();
    DecisionRule { conditions: rule.cells.iter().map(cell).collect(), results, reason, applied: rule.used }
}

/// A cell as written, where it is a simple word without its signs.
fn condition(t: Texts, text: &str) -> String {
    let literal = |part: &str| {
        let inner = part.strip_prefix('"')?.strip_suffix('"')?;
        (!inner.contains(['"', '\\'])).then(|| outcome(t, inner))
    };
    match text {
        "true" => return t.get("field-yes").into_owned(),
        "false" => return t.get("field-no").into_owned(),
        _ => {}
    }
    let parts: Option<Vec<String>> = text.split(',').map(|part| literal(part.trim())).collect();
    parts.map_or_else(|| text.to_owned(), |parts| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Texts = Texts::new(crate::Locale::De);

    fn value(json: Value, text: &str) -> ShownValue {
        ShownValue { value: json, text: text.into() }
    }

    #[test]
    fn values_are_read_without_feel() {
        assert_eq!(shown(T, &value(Value::Bool(true), "true")), "Ja");
        assert_eq!(shown(T, &value("2026-01-31".into(), "date(\"2026-01-31\")")), "31.01.2026");
        assert_eq!(shown(T, &value("2026-01-31".into(), "\"2026-01-31\"")), "2026-01-31");
        assert_eq!(shown(T, &value(serde_json::json!(30.7), "30.7")), "30,7");
        assert_eq!(condition(T, "\"haupt_wohnung\", \"keine\""), "haupt wohnung, keine");
        assert_eq!(condition(T, "not(\"keine\")"), "not(\"keine\")");
        assert_eq!(condition(T, "> 18"), "> 18");
    }
}
