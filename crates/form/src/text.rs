//! Wording in several languages, as package authors write it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text in one or more languages. In TOML either a string (German) or a table:
/// `title = "Fahrzeug"` or `title = { de = "Fahrzeug", de-x-leicht = "Ihr Auto", en = "Vehicle" }`.
///
/// Language tags are BCP 47 in lower case. What a language lacks is shown in the next more general one, at last in German:
/// `de-x-leicht` → `de`, `en-gb` → `en` → `de`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Text(BTreeMap<String, String>);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    German(String),
    Languages(BTreeMap<String, String>),
}

impl From<Written> for Text {
    fn from(written: Written) -> Self {
        match written {
            Written::German(text) => Text::from(text),
            Written::Languages(map) => {
                Text(map.into_iter().map(|(lang, text)| (lang.to_ascii_lowercase(), text)).collect())
            }
        }
    }
}

impl From<Text> for Written {
    fn from(text: Text) -> Self {
        match text.0.get("de") {
            Some(german) if text.0.len() == 1 => Written::German(german.clone()),
            _ => Written::Languages(text.0),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::from(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text(BTreeMap::from([("de".to_owned(), text)]))
    }
}

impl Text {
    /// The text in a language, or in the nearest one that there is; empty if there is none at all.
    pub fn get(&self, lang: &str) -> &str {
        let mut tag = lang.to_ascii_lowercase();
        loop {
            if let Some(text) = self.0.get(&tag) {
                return text;
            }
            match tag.rfind('-') {
                // The private-use mark "x" is no language by itself.
                Some(end) => tag.truncate(if tag[..end].ends_with("-x") { end - 2 } else { end }),
                None => break,
            }
        }
        self.0.get("de").or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The text in all languages that there are.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// There is a text in exactly this language.
    pub fn has(&self, lang: &str) -> bool {
        self.0.contains_key(lang)
    }

    /// Takes over the other's languages; where both have one, the other wins.
    #[must_use]
    pub(crate) fn overridden_by(mut self, other: Option<&Text>) -> Self {
        if let Some(other) = other {
            self.0.extend(other.0.clone());
        }
        self
    }
}
