//! FEEL expressions of a process. The one place that knows how expressions are parsed and what counts as their failure.

use std::sync::Arc;

use feel::{Context, Value};

use crate::model::Element;
use crate::problem::Problem;

/// An expression with its source for messages.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    parsed: Arc<feel::Expression>,
    source: Arc<str>,
}

/// Why an expression gave nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{expression}' {reason}")]
pub(crate) struct EvaluationError {
    expression: Arc<str>,
    reason: String,
}

/// Languages that mean FEEL; an absent attribute does too.
fn is_feel(language: &str) -> bool {
    let language = language.trim().to_ascii_lowercase();
    matches!(language.as_str(), "" | "feel" | "text/feel" | "application/feel" | "text/x-feel")
        || (language.starts_with("https://www.omg.org/spec/dmn/") && language.contains("feel"))
        || (language.starts_with("http://www.omg.org/spec/dmn/") && language.contains("feel"))
        || (language.starts_with("http://www.omg.org/spec/feel/"))
}

/// Whether a script of this format is FEEL.
pub(crate) fn is_feel_format(format: &str) -> bool {
    is_feel(format)
}

/// Variables of a process come into being while it runs, so every name that the parser asks for is declared.
/// Whether it has a value shows when the expression is evaluated.
fn parse(source: &str) -> Result<feel::Expression, feel::Error> {
    let mut names = feel::Names::default();
    loop {
        match feel::Expression::parse(source, &names) {
            Err(feel::Error::UnknownName { name, .. }) if !names.contains(&name) => names.insert(&name),
            other => return other,
        }
    }
}

impl EvaluationError {
    pub(crate) fn new(expression: &str, reason: impl Into<String>) -> Self {
        Self { expression: expression.into(), reason: reason.into() }
    }
}

impl Expression {
    /// Parses the text of an expression element. Its language is FEEL or is refused.
    pub(crate) fn of_element(element: Element<'_>) -> Result<Self, Problem> {
        if let Some(language) = element.attribute("language")
            && !is_feel(language)
        {
            return Err(element.problem(format!(
                "expressions in '{language}' are not supported; write it in FEEL and leave out 'language'"
            )));
        }
        Self::of_source(element, &element.text())
    }

    /// Parses an expression that stands in an attribute or text of `element`.
    pub(crate) fn of_source(element: Element<'_>, source: &str) -> Result<Self, Problem> {
        let source = source.trim();
        if source.is_empty() {
            return Err(
                element.problem(format!("'{}' holds no expression; enter a FEEL expression", element.kind()))
            );
        }
        let parsed = parse(source)
            .map_err(|error| element.problem(format!("'{source}' is not a FEEL expression: {error}")))?;
        Ok(Self { parsed: Arc::new(parsed), source: source.into() })
    }

    /// The value. Null with a warning is a failure: a decision must not rest on what could not be computed.
    pub(crate) fn value(&self, scope: &Context) -> Result<Value, EvaluationError> {
        let evaluation = self.parsed.evaluate(scope);
        if let Some(limit) = &evaluation.stopped {
            return Err(self.error(limit.to_string()));
        }
        if matches!(evaluation.value, Value::Null)
            && let Some(warning) = evaluation.warnings.first()
        {
            return Err(self.error(format!("gave no value: {warning}")));
        }
        Ok(evaluation.value)
    }

    /// The value as a condition: true or false and nothing else.
    pub(crate) fn condition(&self, scope: &Context) -> Result<bool, EvaluationError> {
        let evaluation = self.parsed.evaluate(scope);
        match evaluation.value {
            Value::Boolean(value) => Ok(value),
            other => {
                let why = evaluation.stopped.map(|limit| format!(" ({limit})"));
                let why = why.or_else(|| evaluation.warnings.first().map(|warning| format!(" ({warning})")));
                let why = why.unwrap_or_default();
                Err(self.error(format!("must be true or false, but is {other}{why}")))
            }
        }
    }

    pub(crate) fn error(&self, reason: impl Into<String>) -> EvaluationError {
        EvaluationError { expression: self.source.clone(), reason: reason.into() }
    }
}
