//! A running package from a FIM schema: the form is the schema's, a person decides, a plain notice goes out.
//!
//! Rules of FIM schemata are German prose. They are not interpreted: `REGELN.md` lists them for the editor, who
//! turns them into checks (`pages.toml`) and decisions (`decisions/*.dmn`).

mod persons;

use std::fmt::Write as _;

use fim::genericode::Codelist;
use fim::xdf3::{Bezug, Inhalt, Schema, Struktur};
use identity::Vertrauensniveau;

use crate::files::{self, Files};
use crate::model::{
    Akte, Antragsteller, Art, Aussonderung, Automatik, Bekanntgabe, Entscheidungen, FORMAT, LANGUAGES, Legal,
    Manifest, Problem, Prozess, Texts,
};
use crate::rechtsbehelf::Rechtsbehelf;

const PROCESS: &str = include_str!("process.bpmn");
const NOTICE: &str = include_str!("bescheid.typ");

/// Makes the files of a package from an XDatenfelder 3.0.0 schema and the codelists it may refer to (genericode;
/// those it does not refer to are left out).
///
/// # Errors
/// The schema or a codelist cannot be read, or is larger than a package may be.
pub fn from_xdf(xml: &[u8], codelists: &[Vec<u8>]) -> Result<Files, Vec<Problem>> {
    let schema = Schema::read(xml)
        .map_err(|error| vec![Problem::error(files::SCHEMA, error.to_string()).at(error.line())])?;
    let mut lists = Vec::new();
    for content in codelists {
        let list = Codelist::read(content)
            .map_err(|error| vec![Problem::error("codelists/", error.to_string()).at(error.line())])?;
        if refers(&schema, &list) {
            lists.push((list, content));
        }
    }
    let known: Vec<Codelist> = lists.iter().map(|(list, _)| list.clone()).collect();
    let layout = form::Layout::generate(&schema, &known);
    let compiled = form::Form::compile(&schema, &layout, &known).map_err(|found| {
        let problem =
            |p: form::Problem| Problem { element: p.element, ..Problem::error(p.file, p.message).at(p.line) };
        found.into_iter().map(problem).collect::<Vec<_>>()
    })?;
    let mut manifest = manifest(&schema);
    manifest.antragsteller = persons::guess(&compiled);
    let mut out = vec![
        (files::MANIFEST.to_owned(), toml(&manifest).into_bytes()),
        (files::SCHEMA.to_owned(), xml.to_vec()),
        (files::PAGES.to_owned(), layout.write().into_bytes()),
        (files::PROCESS.to_owned(), PROCESS.as_bytes().to_vec()),
        (files::NOTICE.to_owned(), notice(&schema).into_bytes()),
    ];
    for language in LANGUAGES {
        out.push((format!("texts/{language}.toml"), toml(&texts(&schema, language)).into_bytes()));
    }
    if let Some(rules) = rules(&schema) {
        out.push((files::RULES.to_owned(), rules.into_bytes()));
    }
    for (list, content) in lists {
        let name = form::slug(&format!("{} {}", list.short_name, list.version));
        out.push((format!("codelists/{name}.xml"), content.clone()));
    }
    Files::new(out)
}

fn toml<T: serde::Serialize>(value: &T) -> String {
    toml::to_string_pretty(value).expect("manifest and texts hold only strings, numbers, lists and tables")
}

fn manifest(schema: &Schema) -> Manifest {
    let titel = schema.bezeichnung.trim();
    Manifest {
        format: FORMAT,
        id: id(schema),
        version: "0.1.0".to_owned(),
        titel: if titel.is_empty() { schema.angaben.name.clone() } else { titel.to_owned() },
        leistung: leistung(schema),
        art: if schema.angaben.name.starts_with("Anzeige") { Art::Anzeige } else { Art::Antrag },
        vertrauensniveau: Vertrauensniveau::Basis,
        prozess: Prozess { id: Some("vorgang".to_owned()), stichprobe: 1.0, eskalation: None },
        entscheidungen: Entscheidungen::default(),
        rollen: [("sachbearbeitung".to_owned(), "Sachbearbeitung".to_owned())].into(),
        antragsteller: Antragsteller::default(),
        akte: Akte {
            aktenplan: "00.00".to_owned(),
            betreff: schema.angaben.name.clone(),
            aufbewahrung_jahre: 10,
            aussonderung: Aussonderung::B,
        },
        bekanntgabe: Bekanntgabe::default(),
        rechtsbehelf: Rechtsbehelf::default(),
        automatik: Automatik { ermessen: true, rechtsvorschrift: String::new() },
    }
}

/// `s00000000362-antrag-beschaeftigungserlaubnis`: the schema's id makes it unique.
fn id(schema: &Schema) -> String {
    let name = form::slug(&schema.angaben.name).replace('_', "-");
    let mut id = format!("{}-{name}", schema.angaben.id.to_ascii_lowercase());
    id.truncate(60);
    id.trim_end_matches('-').to_owned()
}

/// The key that the description names (`Leistungsschlüssel: 99006047261000`), or one made from the schema's id, so
/// that two packages never share it: `99` and twelve digits.
fn leistung(schema: &Schema) -> String {
    let description = schema.angaben.beschreibung.as_deref().unwrap_or_default();
    let named = description
        .split(|c: char| !c.is_ascii_digit())
        .find(|digits| digits.len() == 14 && digits.starts_with("99"));
    named.map_or_else(
        || {
            let digits: String = schema.angaben.id.chars().filter(char::is_ascii_digit).collect();
            format!("99{digits:0>12}").chars().take(14).collect()
        },
        str::to_owned,
    )
}

fn norms(schema: &Schema) -> Vec<&Bezug> {
    let mut found: Vec<&Bezug> = Vec::new();
    for bezug in &schema.angaben.bezug {
        if !bezug.text.trim().is_empty() && !found.iter().any(|other| other.text == bezug.text) {
            found.push(bezug);
        }
    }
    found
}

fn texts(schema: &Schema, language: &str) -> Texts {
    let title = manifest(schema).titel;
    let (short, full, steps) = match language {
        "de-x-leicht" => (
            "Hier können Sie einen Antrag stellen.".to_owned(),
            "Sie füllen den Antrag im Internet aus.\nEin Mensch prüft den Antrag.\nDie Antwort kommt in Ihr Post-Fach im Internet.".to_owned(),
            vec!["Sie beantworten die Fragen.".to_owned(), "Sie schicken den Antrag ab.".to_owned(), "Sie bekommen eine Antwort.".to_owned()],
        ),
        "en" => (
            "You can apply online. The form is in German.".to_owned(),
            format!("{title}\n\nYou fill in the form, a person reviews it, and you find the decision in your mailbox."),
            vec!["Fill in the form.".to_owned(), "Submit it.".to_owned(), "Receive the decision.".to_owned()],
        ),
        _ => (
            format!("{title}: hier können Sie den Antrag online stellen."),
            schema.angaben.definition.clone().unwrap_or_else(|| {
                "Sie füllen den Antrag aus, ein Mensch prüft ihn, und der Bescheid liegt in Ihrem Postfach.".to_owned()
            }),
            vec!["Sie füllen den Antrag aus.".to_owned(), "Sie senden ihn ab.".to_owned(), "Sie erhalten einen Bescheid.".to_owned()],
        ),
    };
    let keywords: Vec<String> = schema
        .angaben
        .name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(str::to_owned)
        .collect();
    Texts {
        title,
        short,
        full,
        requirements: Vec::new(),
        documents: attachments(schema),
        costs: String::new(),
        duration: String::new(),
        deadlines: String::new(),
        remedy: String::new(),
        steps,
        keywords,
        legal: norms(schema)
            .into_iter()
            .map(|bezug| Legal {
                text: bezug.text.trim().to_owned(),
                link: bezug.link.clone().filter(|link| link.starts_with("https://")),
            })
            .collect(),
    }
}

/// Labels of the files that the form asks for.
fn attachments(schema: &Schema) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    schema.visit(|_, Struktur { enthaelt, .. }| {
        if let Inhalt::Feld(feld) = enthaelt
            && feld.datentyp.code() == "file"
            && !found.contains(&feld.darstellung.bezeichnung_eingabe)
        {
            found.push(feld.darstellung.bezeichnung_eingabe.clone());
        }
    });
    found
}

fn notice(schema: &Schema) -> String {
    let mut list = String::new();
    for bezug in norms(schema) {
        let text = bezug.text.trim().replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
        // The comma after each makes a list of one a list.
        let _ = write!(list, "\"{text}\", ");
    }
    NOTICE.replace("RECHTSGRUNDLAGEN", &list)
}

/// The free-text rules as a list for the editor; `None` where there are none.
fn rules(schema: &Schema) -> Option<String> {
    let rules = schema.regeln();
    if rules.is_empty() {
        return None;
    }
    let mut out = format!(
        "# Regeln des Schemas {}\n\nDas Schema nennt diese Regeln in Worten. Nichts davon prüft das Programm von selbst. \
         Setzen Sie jede um: in `pages.toml` mit `show_when`, `required` oder `check`, in `decisions/*.dmn` oder im \
         Prozess. Streichen Sie hier, was erledigt ist.\n",
        schema.angaben.id
    );
    let mut seen = Vec::new();
    for place in rules {
        if seen.contains(&(&place.regel.id, place.element)) {
            continue;
        }
        seen.push((&place.regel.id, place.element));
        let _ = write!(
            out,
            "\n## {} {}\n\nAn {} „{}“.\n\n",
            place.regel.id,
            place.regel.name.trim(),
            place.element,
            place.name
        );
        let text =
            place.regel.freitext.as_deref().or(place.regel.beschreibung.as_deref()).unwrap_or("(ohne Text)");
        for line in text.trim().lines() {
            let _ = writeln!(out, "> {}", line.trim());
        }
    }
    Some(out)
}

/// Whether the schema refers to the list, in this version or in any other.
fn refers(schema: &Schema, list: &Codelist) -> bool {
    schema.codelisten().into_iter().any(|reference| {
        reference.canonical_version_uri.as_ref() == Some(&list.canonical_version_uri)
            || reference.canonical_identification.as_ref() == Some(&list.canonical_uri)
    })
}
