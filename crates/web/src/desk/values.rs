//! Values and traces of decisions as people read them.

use dmn::{ColumnTrace, DecisionTrace, RuleTrace, ShownValue, TableTrace};
use form::Form;
use serde_json::Value;

use super::words::outcome;
use crate::locale::Texts;
use crate::ui::{Cell, DecisionRule, DecisionTable};

/// How the process calls the values of the Antrag (services/README.md).
const ANTRAG: &str = "antrag.";

/// What the codes of a column mean: the labels of the form's field that the column looks at, where it looks at one.
struct Codes<'a> {
    form: &'a Form,
    lang: &'a str,
    path: Option<&'a str>,
}

impl<'a> Codes<'a> {
    fn of(column: &'a ColumnTrace, form: &'a Form, lang: &'a str) -> Self {
        let expression = column.expression.as_deref().unwrap_or(&column.label);
        Self { form, lang, path: expression.trim().strip_prefix(ANTRAG) }
    }

    fn label(&self, code: &str) -> Option<String> {
        self.form.choice(self.path?, code, self.lang).map(str::to_owned)
    }

    /// The value of the case: its label, or the labels of a list of codes, else as it is.
    fn shown(&self, t: Texts, value: &ShownValue) -> String {
        let labels = match &value.value {
            Value::String(code) => self.label(code),
            Value::Array(codes) if !codes.is_empty() => {
                let labels: Option<Vec<String>> =
                    codes.iter().map(|code| self.label(code.as_str()?)).collect();
                labels.map(|labels| listed(&labels))
            }
            _ => None,
        };
        labels.unwrap_or_else(|| shown(t, value))
    }
}

/// Several labels in a row; where one has a comma of its own, a semicolon parts them.
fn listed(labels: &[String]) -> String {
    labels.join(if labels.iter().any(|label| label.contains(',')) { "; " } else { ", " })
}

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

/// A traced table for the page; `key` tells it apart from the others there. Codes of the form's lists are shown as the
/// form shows them.
pub(super) fn table(t: Texts, key: String, table: &TableTrace, form: &Form) -> DecisionTable {
    let lang = t.locale().tag();
    let codes: Vec<Codes<'_>> = table.columns.iter().map(|column| Codes::of(column, form, lang)).collect();
    let inputs = table.columns.iter().zip(&codes);
    DecisionTable {
        key,
        name: label(&table.name),
        inputs: inputs.map(|(column, codes)| (label(&column.label), codes.shown(t, &column.value))).collect(),
        outputs: table.outputs.iter().map(|output| label(output)).collect(),
        rules: table.rules.iter().map(|rule| self::rule(t, rule, &codes)).collect(),
    }
}

fn rule(t: Texts, rule: &RuleTrace, codes: &[Codes<'_>]) -> DecisionRule {
    let cell = |(at, cell): (usize, &dmn::CellTrace)| match cell.text.trim() {
        "-" | "" => Cell { text: "–".to_owned(), met: None },
        text => Cell { text: condition(t, text, |code| codes.get(at)?.label(code)), met: Some(cell.matched) },
    };
    let results = if rule.values.len() == rule.outputs.len() {
        rule.values.iter().map(|value| shown(t, value)).collect()
    } else {
        rule.outputs.iter().map(|text| condition(t, text, |_| None)).collect()
    };
    let reason = rule.annotations.iter().find(|text| !text.trim().is_empty()).cloned();
    let conditions = rule.cells.iter().enumerate().map(cell).collect();
    DecisionRule { conditions, results, reason, applied: rule.used }
}

/// A cell as people read it: words, and codes by what they mean. What is more than that stays as written.
fn condition(t: Texts, text: &str, label: impl Fn(&str) -> Option<String>) -> String {
    let literal = |part: &str| {
        let inner = part.strip_prefix('"')?.strip_suffix('"')?;
        (!inner.contains(['"', '\\'])).then(|| label(inner).unwrap_or_else(|| outcome(t, inner)))
    };
    let words = |list: &str| -> Option<String> {
        let parts: Option<Vec<String>> = list.split(',').map(|part| literal(part.trim())).collect();
        parts.map(|parts| listed(&parts))
    };
    let negated = text.strip_prefix("not(").and_then(|rest| words(rest.strip_suffix(')')?));
    match (text, negated) {
        ("true", _) => t.get("field-yes").into_owned(),
        ("false", _) => t.get("field-no").into_owned(),
        (_, Some(words)) => t.with("why-not", &[("values", words.into())]),
        (_, None) => words(text).unwrap_or_else(|| text.to_owned()),
    }
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
        let condition =
            |text| condition(T, text, |code| (code == "haupt").then(|| "Hauptwohnung".to_owned()));
        assert_eq!(condition("\"haupt\", \"keine_wohnung\""), "Hauptwohnung, keine wohnung");
        assert_eq!(condition("not(\"haupt\")"), "nicht Hauptwohnung");
        assert_eq!(listed(&["Ja, bald".to_owned(), "Nein".to_owned()]), "Ja, bald; Nein");
        assert_eq!(condition("not(> 18)"), "not(> 18)");
        assert_eq!(condition("> 18"), "> 18");
        assert_eq!(condition("false"), "Nein");
    }
}
