//! What a person typed: strings as they came; nothing is checked here. [`crate::Form::accept`] brings them into NFC.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::path::Path;

/// The raw answers of one person: a tree of strings (groups are objects, repeats are arrays, a file is the id of its
/// upload), and what is known about the uploads. Serialises to JSON for drafts and for the journal.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// The tree.
    #[serde(default)]
    values: Map<String, Value>,
    /// The uploads by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    uploads: BTreeMap<String, Upload>,
}

/// What the caller found out about an uploaded file. The engine trusts it, so the media type must come from the
/// content, not from the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// File name as the person sees it.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The raw answer at a path, such as `fahrzeug[0].kennzeichen`.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.at(&Path::parse(path)?)?.as_str()
    }

    /// Stores a raw answer at a path. For tests and prefilled drafts: nothing says that the form has such a field.
    /// Rows before it come into being as needed, up to [`crate::MAX_TABLE_ROWS`]; beyond that, and for a malformed path,
    /// nothing happens and the result is `false`.
    pub fn set(&mut self, path: &str, raw: impl Into<String>) -> bool {
        match Path::parse(path) {
            Some(path)
                if path
                    .0
                    .iter()
                    .all(|step| step.index.is_none_or(|index| index < crate::MAX_TABLE_ROWS as usize)) =>
            {
                self.put(&path, raw.into());
                true
            }
            _ => false,
        }
    }

    /// The upload with this id.
    pub fn upload(&self, id: &str) -> Option<&Upload> {
        self.uploads.get(id)
    }

    /// All uploads with their ids.
    pub fn uploads(&self) -> impl Iterator<Item = (&str, &Upload)> {
        self.uploads.iter().map(|(id, upload)| (id.as_str(), upload))
    }

    /// Notes an upload; a field refers to it by the id.
    pub fn note_upload(&mut self, id: impl Into<String>, upload: Upload) {
        self.uploads.insert(id.into(), upload);
    }

    /// Forgets an upload. Fields that refer to it then report an unknown file.
    pub fn forget_upload(&mut self, id: &str) {
        self.uploads.remove(id);
    }

    /// The tree as JSON.
    pub fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    pub(crate) fn at(&self, path: &Path) -> Option<&Value> {
        let mut map = &self.values;
        let mut found = None;
        for step in &path.0 {
            if let Some(value) = found {
                map = Value::as_object(value)?;
            }
            let mut value = map.get(&step.key)?;
            if let Some(index) = step.index {
                value = value.get(index)?;
            }
            found = Some(value);
        }
        found
    }

    /// Stores a raw string. The caller has checked the path against the form.
    pub(crate) fn put(&mut self, path: &Path, raw: String) {
        let Some((last, before)) = path.0.split_last() else { return };
        let mut map = &mut self.values;
        for step in before {
            map = object(slot(map, &step.key, step.index));
        }
        *slot(map, &last.key, last.index) = Value::String(raw);
    }

    /// The array of rows at a path, which comes into being if there is none.
    pub(crate) fn rows_mut(&mut self, path: &Path) -> Option<&mut Vec<Value>> {
        let (last, before) = path.0.split_last()?;
        let mut map = &mut self.values;
        for step in before {
            map = object(slot(map, &step.key, step.index));
        }
        let value = map.entry(last.key.clone()).or_insert_with(|| Value::Array(Vec::new()));
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        value.as_array_mut()
    }
}

fn slot<'a>(map: &'a mut Map<String, Value>, key: &str, index: Option<usize>) -> &'a mut Value {
    let value = map.entry(key.to_owned()).or_insert(Value::Null);
    let Some(index) = index else { return value };
    if !value.is_array() {
        *value = Value::Array(Vec::new());
    }
    match value {
        Value::Array(rows) => {
            if rows.len() <= index {
                rows.resize(index + 1, Value::Null);
            }
            &mut rows[index]
        }
        other => other,
    }
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut().expect("it was made an object in the line above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_as_typed() {
        let mut answers = Answers::new();
        assert!(answers.set("person.familienname", " Müller "));
        assert!(answers.set("fahrzeug[1].kennzeichen", "EF-A 1"));
        assert_eq!(answers.get("person.familienname"), Some(" Müller "));
        assert_eq!(answers.get("fahrzeug[1].kennzeichen"), Some("EF-A 1"));
        assert_eq!(answers.get("fahrzeug[0].kennzeichen"), None);
        assert!(!answers.set("fahrzeug[999999999].kennzeichen", "x"));
        assert!(!answers.set("fahrzeug[", "x"));
        let json = serde_json::to_string(&answers).unwrap();
        assert_eq!(serde_json::from_str::<Answers>(&json).unwrap(), answers);
    }
}
