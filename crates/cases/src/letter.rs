//! What all letters of a case have in common: typesetting, letterhead, address.

use crate::{Error, Result, model::Vorgang, tables};
use bpmn::State;
use documents::{Meta, Pdf, Template};
use feel::{Context, Value};
use identity::{Behoerde, BehoerdeId, Scope};
use packages::Package;
use records::VorgangId;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::{Executor, Failure};

/// Which template a letter is made with; a path is one of the package.
pub(crate) enum Which {
    Bescheid(Option<String>),
    Schreiben(Option<String>),
}

impl Which {
    fn template<'p>(&self, package: &'p Package) -> Option<&'p Template> {
        match self {
            Self::Bescheid(path) => package.template(path.as_deref()),
            Self::Schreiben(None) => Some(packages::schreiben()),
            Self::Schreiben(path) => package.template(path.as_deref()),
        }
    }
}

/// Typesetting takes milliseconds of pure computation; it must not hold up the others.
pub(crate) async fn typeset(
    package: Arc<Package>,
    which: Which,
    data: Json,
    meta: Meta,
) -> Result<Pdf, Failure> {
    tokio::task::spawn_blocking(move || match which.template(&package) {
        Some(template) => template.render(&data, &meta).map_err(|e| e.to_string()),
        None => Err("the package has no such template".to_owned()),
    })
    .await
    .map_err(|e| Failure::Again(format!("typesetting broke off: {e}")))?
    .map_err(|e| Failure::Again(format!("the letter could not be typeset: {e}")))
}

/// The variables of the process of a Vorgang as they stand.
pub(crate) async fn variables(on: &mut impl Executor, id: VorgangId) -> Result<Context> {
    Ok(state(on, id).await?.variables().clone())
}

/// Where the process of a Vorgang stands.
pub(crate) async fn state(on: &mut impl Executor, id: VorgangId) -> Result<State> {
    let state = tables::state(on, id).await?;
    Ok(state.and_then(|s| serde_json::from_value(s).ok()).unwrap_or_default())
}

/// What was applied for.
pub(crate) fn antrag(variables: &Context) -> Context {
    match variables.get("antrag") {
        Some(Value::Context(antrag)) => antrag.clone(),
        _ => Context::new(),
    }
}

/// To whom it goes: as the form says, or at least the name.
pub(crate) fn recipient(package: &Package, vorgang: &Vorgang, antrag: &Context) -> Vec<String> {
    let lines = package.manifest().antragsteller.anschrift(antrag);
    if lines.is_empty() { vec![vorgang.name.clone()] } else { lines }
}

/// Who wrote it, for the properties of the PDF.
pub(crate) fn author(data: &Json) -> String {
    data["behoerde"]["name"].as_str().unwrap_or("Behörde").to_owned()
}

/// The letterhead of a Behoerde as the letter frame reads it.
pub(crate) async fn letterhead_of(on: &mut impl Executor, id: BehoerdeId) -> Result<Json> {
    let found = identity::behoerde(on, &Scope::House, id).await?.ok_or(Error::NotFound)?;
    Ok(letterhead(&found))
}

fn letterhead(behoerde: &Behoerde) -> Json {
    let mut head = json!({ "name": behoerde.name, "anschrift": address(behoerde) });
    for (key, value) in [("telefon", &behoerde.phone), ("email", &behoerde.mail), ("web", &behoerde.web)] {
        if let Some(value) = value {
            head[key] = json!(value);
        }
    }
    head
}

/// Street and town of a Behoerde.
pub(crate) fn address(behoerde: &Behoerde) -> Vec<String> {
    let place = &behoerde.address;
    vec![place.street.clone(), format!("{} {}", place.postal_code, place.town)]
}
