//! Expressions must be formal, have a body, and fit their place; texts and URIs must be well formed.

use super::Check;
use crate::model::{Element, names::XSI};

/// Elements that the schema declares as `tExpression`: only `xsi:type` makes them formal. The condition of a
/// sequence flow is not among them, as tools write it without type; it must be FEEL like all others.
const EXPRESSIONS: &[&str] = &[
    "loopCondition",
    "loopCardinality",
    "completionCondition",
    "activationCondition",
    "timeDate",
    "timeDuration",
    "timeCycle",
    "condition",
    "from",
    "to",
];

/// Elements that are formal by their declaration.
const FORMAL: &[&str] = &["messagePath", "dataPath", "formalExpression", "transformation"];

pub(super) fn check(check: &mut Check<'_>, element: Element<'_>) {
    let kind = element.kind();
    let in_complex = element.parent().is_some_and(|parent| parent.is("complexBehaviorDefinition"));
    if EXPRESSIONS.contains(&kind) && !in_complex {
        // EXT012
        let formal = element.attribute_ns(XSI, "type").is_some_and(|name| local(name) == "tFormalExpression");
        check.fault_if(
            !formal,
            element,
            "a text in natural language cannot be run; mark the expression with xsi:type=\"tFormalExpression\"",
        );
    }
    if EXPRESSIONS.contains(&kind)
        || kind == "conditionExpression"
        || FORMAL.contains(&kind)
        || in_complex && kind == "condition"
    {
        // EXT013
        check.fault_if(
            element.text().is_empty(),
            element,
            "the expression is empty; enter a FEEL expression",
        );
    }
    if matches!(kind, "conditionExpression" | "loopCondition" | "completionCondition" | "condition") {
        // EXT071, EXT072
        let constant = feel::Expression::parse_tolerant(&element.text(), &feel::Names::new())
            .ok()
            .and_then(|expression| expression.constant().cloned());
        if let Some(value) = constant.filter(|value| value.as_bool().is_none()) {
            check.fault(element, format!("the condition is always {value}; it must be true or false"));
        }
    }
    if let Some(format) = element.attribute("textFormat") {
        // EXT004
        check.fault_if(!is_mime(format), element, "textFormat must be a media type such as text/plain");
    }
    for name in ["method", "language", "expressionLanguage", "typeLanguage", "implementation"] {
        // EXT014, EXT060
        if let Some(uri) = element.attribute(name).filter(|uri| !is_uri(uri)) {
            check.fault(element, format!("{name}=\"{uri}\" is not a URI; correct it or leave it out"));
        }
    }
}

fn local(name: &str) -> &str {
    name.trim().rsplit(':').next().unwrap_or_default()
}

fn is_mime(text: &str) -> bool {
    let token = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}

/// RFC 3986 characters; `##WebService` and the like are values of the standard itself.
fn is_uri(text: &str) -> bool {
    let text = text.strip_prefix("##").unwrap_or(text);
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let escapes = text.split('%').skip(1).all(|rest| {
        rest.len() >= 2 && rest.is_char_boundary(2) && rest[..2].chars().all(|c| c.is_ascii_hexdigit())
    });
    text.chars().all(legal) && escapes
}
