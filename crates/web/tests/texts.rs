//! The wording is complete: each key of the source exists in each language with the same variables, and no key is
//! left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Keys of a language with the variables their texts use.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn texts_of(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(folder, ending, &mut found);
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn keys(locale: &str) -> Keys {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale);
    let mut keys = Keys::new();
    for (path, text) in texts_of(&folder, "ftl") {
        let mut current: Option<String> = None;
        for line in text.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (key, _) = line.split_once(" =").unwrap_or_else(|| panic!("{}: {line}", path.display()));
                assert!(
                    keys.insert(key.to_owned(), BTreeSet::new()).is_none(),
                    "{}: {key} twice",
                    path.display()
                );
                current = Some(key.to_owned());
            } else if line.starts_with('#') {
                current = None;
            }
            let Some(variables) = current.as_ref().and_then(|key| keys.get_mut(key)) else { continue };
            for part in line.split('$').skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                variables.insert(name);
            }
        }
    }
    keys
}

/// String literals of the source, and those that are asked for as a text: `t.get("…")`, `t.with("…", …)`.
fn literals() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for (_, source) in texts_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs") {
        // Tests may name what does not exist.
        let code = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n").replace("\\\"", "").replace("'\"'", "");
        let mut rest = code.as_str();
        while let Some(at) = rest.find('"') {
            let before = rest[..at].trim_end();
            let Some(length) = rest[at + 1..].find('"') else { break };
            let literal = &rest[at + 1..at + 1 + length];
            if literal.starts_with(|c: char| c.is_ascii_lowercase())
                && literal.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                all.insert(literal.to_owned());
                if before.ends_with("t.get(") || before.ends_with("t.with(") {
                    asked.insert(literal.to_owned());
                }
            }
            rest = &rest[at + 2 + length..];
        }
    }
    (all, asked)
}

#[test]
fn every_language_has_the_same_keys_with_the_same_variables() {
    let german = keys("de");
    assert!(german.len() > 50, "the German files are found");
    for locale in ["de-x-leicht", "en"] {
        let other = keys(locale);
        let missing: Vec<_> = german.keys().filter(|key| !other.contains_key(*key)).collect();
        let left_over: Vec<_> = other.keys().filter(|key| !german.contains_key(*key)).collect();
        assert!(
            missing.is_empty() && left_over.is_empty(),
            "{locale}: missing {missing:?}, left over {left_over:?}"
        );
        for (key, variables) in &german {
            assert_eq!(variables, &other[key], "{locale}: variables of {key}");
        }
    }
}

#[test]
fn every_key_of_the_source_exists_and_none_is_unused() {
    let keys = keys("de");
    let (all, asked) = literals();
    assert!(asked.len() > 30, "the scan finds keys");
    let missing: Vec<_> = asked.iter().filter(|key| !keys.contains_key(*key)).collect();
    assert!(missing.is_empty(), "not in the Fluent files: {missing:?}");
    let unused: Vec<_> = keys.keys().filter(|key| !all.contains(*key)).collect();
    assert!(unused.is_empty(), "in the Fluent files, but not in the source: {unused:?}");
}

#[test]
fn every_file_is_read_by_fluent_without_an_error() {
    for locale in ["de", "de-x-leicht", "en"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale);
        for (path, text) in texts_of(&folder, "ftl") {
            if let Err((_, errors)) = fluent::FluentResource::try_new(text) {
                panic!("{}: {errors:?}", path.display());
            }
        }
    }
}

/// Leichte Sprache parts long words by a hyphen, and whoever learns to read knows a word by its look.
#[test]
fn leichte_sprache_spells_a_word_the_same_everywhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/de-x-leicht");
    let mut spellings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in texts_of(&folder, "ftl") {
        assert!(!text.contains('·'), "{}: words are parted by a hyphen, not by a dot", path.display());
        let values = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
            let key_ends =
                line.starts_with(|c: char| c.is_ascii_lowercase()).then(|| line.find(" = ")).flatten();
            key_ends.map_or(line, |at| &line[at + 3..])
        });
        for word in values.flat_map(|value| value.split(|c: char| !c.is_alphabetic() && c != '-')) {
            let word = word.trim_matches('-').to_lowercase();
            spellings.entry(word.replace('-', "")).or_default().insert(word);
        }
    }
    let several: Vec<_> = spellings.into_values().filter(|ways| ways.len() > 1).collect();
    assert!(several.is_empty(), "{several:?}");
}
