//! The letter by which a Behoerde asks: the built-in one, and its data.

use std::sync::LazyLock;

use documents::Template;
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

const SOURCE: &str = include_str!("schreiben.typ");

static SCHREIBEN: LazyLock<Template> = LazyLock::new(|| {
    Template::compile("schreiben.typ", SOURCE).expect("the built-in letter is tried by a test of this crate")
});

/// The built-in letter for a question, a hearing or a statement. A package brings its own by `r:template`.
#[must_use]
pub fn schreiben() -> &'static Template {
    &SCHREIBEN
}

/// What the program knows about a letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Schreiben {
    /// The Behoerde as the letter frame reads it (`name`, `einheit`, `anschrift`, ...).
    pub behoerde: Json,
    /// Lines of the address, name first.
    pub empfaenger: Vec<String>,
    /// Number of the file.
    pub aktenzeichen: String,
    /// Day of the letter.
    pub datum: Date,
    /// The subject.
    pub betreff: String,
    /// What it says; an empty line parts paragraphs.
    pub text: String,
    /// Last day for the answer.
    pub frist: Option<Date>,
    /// Name of who signs; without one the letter says that it was made by automatic means.
    pub unterschrift: Option<Json>,
    /// Who works on it, as the letter frame reads it.
    pub bearbeitung: Option<Json>,
    /// A preview: ENTWURF on each page, no signature.
    pub entwurf: bool,
}

impl Schreiben {
    /// The data for the template.
    #[must_use]
    pub fn data(&self) -> Json {
        let mut data = Map::new();
        data.insert("behoerde".into(), self.behoerde.clone());
        data.insert("empfaenger".into(), json!({ "anschrift": self.empfaenger }));
        data.insert("aktenzeichen".into(), json!(self.aktenzeichen));
        data.insert("datum".into(), json!(self.datum));
        data.insert("betreff".into(), json!(self.betreff));
        data.insert("text".into(), json!(self.text));
        data.insert("frist".into(), json!(self.frist));
        data.insert("entwurf".into(), json!(self.entwurf));
        for (key, value) in [("unterschrift", &self.unterschrift), ("bearbeitung", &self.bearbeitung)] {
            if let Some(value) = value {
                data.insert(key.into(), value.clone());
            }
        }
        Json::Object(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_letter_has_its_text_and_its_time() {
        let mut letter = Schreiben {
            behoerde: json!({ "name": "Stadt Musterstadt", "anschrift": ["Markt 1", "99999 Musterstadt"] }),
            empfaenger: vec!["Erika Mustermann".to_owned()],
            aktenzeichen: "00.00-1/2026".to_owned(),
            datum: jiff::civil::date(2026, 11, 22),
            betreff: "Rückfrage zu Ihrem Antrag".to_owned(),
            text: "Erster Absatz\nmit zwei Zeilen.\n\n  \n\nZweiter *Absatz* mit #Zeichen.".to_owned(),
            frist: None,
            unterschrift: None,
            bearbeitung: None,
            entwurf: true,
        };
        assert_eq!(schreiben().check(&letter.data()), []);
        letter.frist = Some(jiff::civil::date(2026, 12, 6));
        letter.unterschrift = Some(json!({ "name": "Anna Beispiel" }));
        letter.entwurf = false;
        assert_eq!(schreiben().check(&letter.data()), []);
    }
}
