//! The data of a notice: what every `bescheid.typ` can rely on (docs/editors/bescheid.md, services/README.md).

use feel::{Context, Value};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::model::{Antragsteller, Manifest};
use crate::rechtsbehelf::RechtsbehelfArt;

/// A reason in the notice, with the law it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Grund {
    /// The reason, in German that a citizen reads.
    pub text: String,
    /// The section of law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quelle: Option<String>,
}

/// What the program knows about a notice besides the variables of the process.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// The Behoerde as the letter frame reads it (`name`, `einheit`, `anschrift`, ...).
    pub behoerde: Json,
    /// Lines of the address, name first.
    pub empfaenger: Vec<String>,
    /// Number of the file.
    pub aktenzeichen: String,
    /// Number of the receipt.
    pub eingangsnummer: Option<String>,
    /// Day of the notice.
    pub datum: jiff::civil::Date,
    /// Who worked on it, as the letter frame reads it.
    pub bearbeitung: Option<Json>,
    /// Name of who decided; without one the letter says that it was made by automatic means.
    pub unterschrift: Option<Json>,
    /// Why it was decided so.
    pub gruende: Vec<Grund>,
    /// How to pay the fee, as the letter frame reads it.
    pub zahlung: Option<Json>,
    /// The court, for a `klage`, as the letter frame reads it.
    pub gericht: Option<Json>,
    /// A preview: ENTWURF on each page, no signature.
    pub entwurf: bool,
}

impl Notice {
    /// The data for the template: the variables of the process, and over them what the program knows.
    #[must_use]
    pub fn data(&self, manifest: &Manifest, variables: &Context) -> Json {
        let mut data: Map<String, Json> = match variables.to_json() {
            Json::Object(map) => map,
            _ => Map::new(),
        };
        data.insert("behoerde".into(), self.behoerde.clone());
        data.insert("empfaenger".into(), json!({ "anschrift": self.empfaenger }));
        data.insert("aktenzeichen".into(), json!(self.aktenzeichen));
        data.insert("datum".into(), json!(self.datum));
        data.insert("gruende".into(), json!(self.gruende));
        data.insert("leistung".into(), json!(manifest.titel));
        data.insert("entwurf".into(), json!(self.entwurf));
        let art = match manifest.rechtsbehelf.art {
            RechtsbehelfArt::Widerspruch => "widerspruch",
            RechtsbehelfArt::Klage => "klage",
        };
        let mut remedy = json!({ "art": art, "frist": manifest.rechtsbehelf.innerhalb() });
        if let Some(court) = &self.gericht {
            remedy["gericht"] = court.clone();
        }
        data.insert("rechtsbehelf".into(), remedy);
        let optional = [
            ("eingangsnummer", self.eingangsnummer.as_ref().map(|number| json!(number))),
            ("bearbeitung", self.bearbeitung.clone()),
            ("unterschrift", self.unterschrift.clone()),
            ("zahlung", self.zahlung.clone()),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                data.insert(key.into(), value);
            }
        }
        Json::Object(data)
    }
}

impl Antragsteller {
    /// The lines of an address from the answers: name, street, town. Empty where the package names no fields.
    #[must_use]
    pub fn anschrift(&self, antrag: &Context) -> Vec<String> {
        let get = |path: &Option<String>| path.as_deref().and_then(|path| text_at(antrag, path));
        let join = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        [
            get(&self.organisation).unwrap_or_default(),
            join([get(&self.vornamen), get(&self.familienname)]),
            join([get(&self.strasse), get(&self.hausnummer)]),
            join([get(&self.postleitzahl), get(&self.ort)]),
        ]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
    }

    /// Whether the person agreed to electronic Bekanntgabe; `None` where the form does not ask.
    #[must_use]
    pub fn eingewilligt(&self, antrag: &Context) -> Option<bool> {
        let path = self.einwilligung.as_deref()?;
        Some(matches!(value_at(antrag, path), Some(Value::Boolean(true))))
    }
}

/// The value at a path of groups, in the first row where a group repeats.
pub(crate) fn value_at(context: &Context, path: &str) -> Option<Value> {
    let mut value = Value::Context(context.clone());
    for key in path.split('.') {
        if let Value::List(items) = &value {
            value = items.iter().next()?.clone();
        }
        let Value::Context(inner) = &value else { return None };
        value = inner.get(key)?.clone();
    }
    Some(value)
}

fn text_at(context: &Context, path: &str) -> Option<String> {
    match value_at(context, path)? {
        Value::String(text) => Some(text.to_string()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}
