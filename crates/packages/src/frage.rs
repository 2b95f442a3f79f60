//! What a process asks of somebody outside: a question to the applicant, a hearing, a statement of another Behoerde.
//! The attributes of the service task, read and evaluated in one place, for the office of cases and for scenarios.

use bpmn::Node;
use feel::{Context, Value};
use fristen::Dauer;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::expression::evaluated;

/// Who is asked, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrageArt {
    /// The applicant, for what is missing (§ 24, § 26 Abs. 2 VwVfG).
    Rueckfrage,
    /// The applicant, before a decision that burdens them (§ 28 VwVfG).
    Anhoerung,
    /// Another Behoerde, for what it knows.
    Stellungnahme,
}

impl FrageArt {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rueckfrage, Self::Anhoerung, Self::Stellungnahme];

    /// The word for it: the operation in `r:operation`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rueckfrage => "rueckfrage",
            Self::Anhoerung => "anhoerung",
            Self::Stellungnahme => "stellungnahme",
        }
    }

    /// The question that an operation asks, if it asks one.
    #[must_use]
    pub fn of(operation: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|art| art.as_str() == operation)
    }
}

/// Where the text of a letter stands unless `r:text` says otherwise: what the caseworker wrote in the task before.
pub(crate) const TEXT: &str = "begruendung";

/// A question that a case asks, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frage<'p> {
    /// Whom and what for.
    pub art: FrageArt,
    /// What the letter says; an empty line parts paragraphs.
    pub text: String,
    /// How long the other side has; `None` waits for ever.
    pub frist: Option<Dauer>,
    /// How long before the end they are reminded.
    pub erinnerung: Option<Dauer>,
    /// The variable for the answer, see [`Frage::output`].
    pub result: Option<&'p str>,
    /// The template of the letter in the package; `None` for [`crate::schreiben`].
    pub template: Option<&'p str>,
    /// Statement: the Leistung whose Behoerde is asked, 14 digits.
    pub leistung: Option<&'p str>,
    /// Statement: the place for which it must be responsible, an ARS of 12 digits.
    pub ort: Option<String>,
}

impl<'p> Frage<'p> {
    /// What the service task asks with these variables; `None` if it asks nothing.
    ///
    /// # Errors
    /// In words: an expression that gives no text, a duration that is none.
    pub fn read(node: &'p Node, variables: &Context) -> Result<Option<Self>, String> {
        let Some(art) = node.extension("operation").and_then(FrageArt::of) else { return Ok(None) };
        let text = text_of("text", node.extension("text").unwrap_or(TEXT), variables)?;
        let period = |name: &str| {
            let period = node.extension(name).map(|text| dauer(text).map_err(|e| format!("r:{name}: {e}")));
            period.transpose()
        };
        let ort = ort(node, variables)?;
        Ok(Some(Self {
            art,
            text,
            frist: period("frist")?,
            erinnerung: period("erinnerung")?,
            result: node.extension("result"),
            template: node.extension("template"),
            leistung: node.extension("leistung"),
            ort,
        }))
    }

    /// The variables that the answer, or the end of the time without one, gives to the process.
    #[must_use]
    pub fn output(&self, antwort: &Antwort) -> Context {
        self.result.map_or_else(Context::new, |result| Context::new().with(result, antwort.value()))
    }
}

/// How a question ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Antwort {
    /// What came; `None` where the time ended without an answer.
    pub text: Option<String>,
    /// The day on which it came.
    pub am: Option<Date>,
}

impl Antwort {
    /// As the process sees it: `{ eingegangen, text, am }`.
    #[must_use]
    pub fn value(&self) -> Value {
        let text = self.text.as_deref().map_or(Value::Null, Value::from);
        let am = self.am.map_or(Value::Null, |day| Value::Date(day.into()));
        let eingegangen = self.text.is_some();
        Value::Context(Context::new().with("eingegangen", eingegangen).with("text", text).with("am", am))
    }
}

/// The place that an element names (`r:ort`): an ARS of 12 digits.
///
/// # Errors
/// In words: the expression gives no text.
pub fn ort(node: &Node, variables: &Context) -> Result<Option<String>, String> {
    node.extension("ort").map(|source| text_of("ort", source, variables)).transpose()
}

/// Reads a duration of an attribute (`r:frist`, `r:erinnerung`): ISO 8601, `P2W`, `P1M`, `P10D`.
///
/// # Errors
/// It is no such duration.
pub fn dauer(text: &str) -> Result<Dauer, fristen::Error> {
    text.trim().parse()
}

fn text_of(attribute: &str, source: &str, variables: &Context) -> Result<String, String> {
    let value =
        evaluated(source, variables).map_err(|error| format!("r:{attribute} cannot be read: {error}"))?;
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        other => Err(format!("r:{attribute} gives no text but {other}: {source}")),
    }
}
