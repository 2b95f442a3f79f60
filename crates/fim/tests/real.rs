//! All real schemata, parser cases and codelists of the conformance folder.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and talk")]

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use fim::genericode::Codelist;
use fim::xdf3::{GruppenNachricht, Inhalt, Praedikat, Schema};

/// The folder of public suites, or `None` after saying that the test is skipped.
fn conformance(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let path = root.join(part);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no conformance data at {}", path.display());
    None
}

/// A CSV with quotes, as the index files are written.
fn csv(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| {
            let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
            let mut chars = line.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '"' if quoted && chars.peek() == Some(&'"') => {
                        chars.next();
                        cell.push('"');
                    }
                    '"' => quoted = !quoted,
                    ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                    other => cell.push(other),
                }
            }
            cells.push(cell);
            cells
        })
        .collect()
}

/// Fields, distinct fields, groups, distinct groups, rules, distinct rules, places: as in schemata.csv.
fn counts(schema: &Schema) -> [usize; 7] {
    let (mut fields, mut groups, mut places) = (Vec::new(), Vec::new(), 0);
    schema.visit(|_, place| {
        places += 1;
        let key = (place.enthaelt.angaben().id.clone(), place.enthaelt.angaben().version.clone());
        match &place.enthaelt {
            Inhalt::Feld(_) => fields.push(key),
            Inhalt::Gruppe(_) => groups.push(key),
        }
    });
    let rules: Vec<_> =
        schema.regeln().iter().map(|at| (at.regel.id.clone(), at.regel.version.clone())).collect();
    let distinct = |list: &[(String, Option<String>)]| list.iter().collect::<HashSet<_>>().len();
    let (f, g, r) = (distinct(&fields), distinct(&groups), distinct(&rules));
    [fields.len(), f, groups.len(), g, rules.len(), r, places]
}

#[test]
fn all_schemata_are_read_counted_and_written() {
    let Some(folder) = conformance("fim-xdatenfelder") else { return };
    let index = csv(&fs::read_to_string(folder.join("schemata.csv")).unwrap());
    assert_eq!(index.len(), 40, "a head line and 39 schemata");
    for row in &index[1..] {
        let bytes = fs::read(folder.join("schemata").join(&row[0]).join("schema.xdf.xml")).unwrap();
        let schema = Schema::read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", row[0]));
        assert_eq!(schema.angaben.id, row[0]);
        assert_eq!(schema.angaben.version.as_deref(), Some(row[1].as_str()));
        assert_eq!(schema.angaben.name, row[2].trim());
        let expected: Vec<usize> = row[5..12].iter().map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(counts(&schema).as_slice(), expected, "{}", row[0]);
        let again =
            Schema::read(schema.write().as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", row[0]));
        assert!(again == schema, "{}: the model differs after writing and reading", row[0]);
    }
}

#[test]
fn parser_cases_are_accepted_and_rejected_at_the_node() {
    let Some(folder) = conformance("fim-xdatenfelder/parser-cases") else { return };
    let text = fs::read_to_string(folder.join("expectations.json")).unwrap();
    let expectations: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut run = 0;
    for case in expectations["cases"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        if !file.starts_with("v3/") {
            continue;
        }
        run += 1;
        let bytes = fs::read(folder.join(file)).unwrap();
        match (GruppenNachricht::read(&bytes), case["expect"].as_str().unwrap()) {
            (Ok(message), "accept") => {
                let again = GruppenNachricht::read(message.write().as_bytes()).unwrap();
                assert_eq!(again, message, "{file}");
                let fields = case["values"]["fields"].as_object().unwrap();
                assert_eq!(fields.len(), 1, "{file}");
                if file == "v3/simple.xml" {
                    simple(&message);
                } else {
                    input(&message);
                }
            }
            (Err(error), "reject") => {
                let node = error.node().unwrap_or_default();
                assert_eq!(Some(node), case["node"].as_str(), "{file}: {error}");
                assert_eq!(error.line().map(u64::from), case["line"].as_u64(), "{file}: {error}");
            }
            (result, expected) => panic!("{file}: expected to {expected}, got {result:?}"),
        }
    }
    assert_eq!(run, 8);
}

fn inner_field(place: &fim::xdf3::Struktur) -> &fim::xdf3::Feld {
    match &place.enthaelt {
        Inhalt::Feld(field) => field,
        Inhalt::Gruppe(group) => inner_field(&group.struktur[0]),
    }
}

fn simple(message: &GruppenNachricht) {
    let group = &message.gruppe;
    assert_eq!(message.header.nachricht_id, "65FD4FCC3C8D77FC");
    assert_eq!(
        (group.angaben.id.as_str(), group.angaben.version.as_deref()),
        ("G60000000088", Some("1.2.0"))
    );
    assert_eq!(group.angaben.gueltig_ab.unwrap().to_string(), "2021-03-01");
    assert_eq!(group.angaben.gueltig_bis.unwrap().to_string(), "2021-03-02");
    assert_eq!(group.angaben.bezug[0].text, "Rechtsbezug");
    assert_eq!(group.angaben.stichworte[0].uri.as_deref(), Some("some reference"));
    assert_eq!(group.angaben.relationen[0].praedikat, Praedikat::Ersetzt);
    assert_eq!(group.angaben.relationen[0].objekt.version.as_deref(), Some("1.1.0"));
    assert_eq!(group.struktur[0].anzahl.to_string(), "0:1");
    assert_eq!(group.struktur[0].bezug[0].text, "Rechtsbezug");
    assert_eq!(group.regeln[0].typ.code(), "V");
    assert_eq!(group.regeln[0].skript.as_deref(), Some("some script content"));
    let field = inner_field(&group.struktur[0]);
    assert_eq!(field.angaben.name, "Straße");
    let limits = field.praezisierung.as_ref().unwrap();
    assert_eq!((limits.min_length, limits.max_length), (Some(1), Some(55)));
}

fn input(message: &GruppenNachricht) {
    let field = inner_field(&message.gruppe.struktur[0]);
    let limits = field.praezisierung.as_ref().unwrap();
    assert_eq!((limits.min_length, limits.max_length), (Some(0), Some(1)));
    assert_eq!((limits.min_value.as_deref(), limits.max_value.as_deref()), (Some("0"), Some("1")));
    assert_eq!((limits.pattern.as_deref(), limits.text.as_deref()), (Some("abc"), Some("Constraints")));
    assert_eq!(field.inhalt.as_deref(), Some("Some Content"));
    assert_eq!((field.code_key.as_deref(), field.name_key.as_deref()), (Some("CodeKey"), Some("NameKey")));
    assert_eq!(field.help_key.as_deref(), Some("HelpKey"));
    assert_eq!(
        (field.max_size, field.media_types.as_slice()),
        (Some(10), &["application/json".to_owned()][..])
    );
    assert!(field.werte.is_empty());
}

#[test]
fn all_codelists_agree_with_the_index() {
    let Some(folder) = conformance("codelists") else { return };
    let index = csv(&fs::read_to_string(folder.join("index.csv")).unwrap());
    assert_eq!(index.len(), 15, "a head line and 14 lists");
    for row in &index[1..] {
        let list = Codelist::read(&fs::read(folder.join(&row[0])).unwrap())
            .unwrap_or_else(|e| panic!("{}: {e}", row[0]));
        assert_eq!(list.version, row[2], "{}", row[0]);
        assert_eq!(list.canonical_uri, row[3], "{}", row[0]);
        assert_eq!(list.rows.len().to_string(), row[4], "{}", row[0]);
        let columns: Vec<_> = list.columns.iter().map(|column| column.id.as_str()).collect();
        assert_eq!(columns.join(" "), row[5], "{}", row[0]);
        let keys = list.keys.iter().map(|key| {
            let columns: Vec<_> = key.columns.iter().map(|index| list.columns[*index].id.as_str()).collect();
            format!("{}={}", key.id, columns.join("+"))
        });
        assert_eq!(keys.collect::<Vec<_>>().join("; "), row[6], "{}", row[0]);
        assert!(Codelist::read(list.write().as_bytes()).unwrap() == list, "{}", row[0]);
    }
}

#[test]
fn a_code_is_found_by_its_key() {
    let Some(folder) = conformance("codelists") else { return };
    let list = Codelist::read(&fs::read(folder.join("ags_2026-04-30.xml")).unwrap()).unwrap();
    let (code, name) = (list.code_column(None), list.name_column(None));
    assert_eq!(list.find(code, "16051000").unwrap()[name].as_deref(), Some("Erfurt, Stadt"));
    assert!(list.find(code, "99999999").is_none());
}
