//! The floors of the house (ARCHITECTURE.md, docs/decisions/0004): which crate may import which, kept by reading every
//! `Cargo.toml`. Each complaint says what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. A crate may import from floors below, and on its own floor from the crates listed as its own.
const FLOORS: [(&str, &[Room]); 5] = [
    (
        "0 pure",
        &[
            Room("latin", &[]),
            Room("fristen", &[]),
            Room("feel", &[]),
            Room("fim", &[]),
            Room("dmn", &["feel"]),
            Room("bpmn", &["feel", "fristen"]),
            Room("form", &["latin", "feel", "fim"]),
            Room("tabular", &[]),
            Room("plans", &[]),
        ],
    ),
    ("1 ground", &[Room("tlog", &[]), Room("store", &["tlog"]), Room("documents", &[])]),
    (
        "2 offices",
        &[
            Room("identity", &[]),
            Room("packages", &["identity"]),
            Room("catalogue", &["identity", "packages"]),
            Room("records", &["identity", "packages"]),
            Room("post", &["identity", "packages", "catalogue", "records"]),
            Room("cases", &["identity", "packages", "catalogue", "records", "post"]),
            Room("intake", &["identity", "packages", "catalogue", "records", "post", "cases"]),
            Room("steering", &["identity", "packages", "catalogue"]),
            Room("planning", &["identity", "packages", "catalogue", "records", "post", "steering"]),
            Room(
                "strategy",
                &["identity", "packages", "catalogue", "records", "post", "cases", "intake", "steering"],
            ),
            Room("inventory", &["identity", "packages", "catalogue", "steering"]),
        ],
    ),
    ("3 faces", &[Room("web", &[])]),
    ("4 top", &[Room("rennsteig", &[])]),
];

/// Beside the house: tools that are not shipped. They may import anything; nothing may import them.
const BESIDE: [&str; 2] = ["conformance", "bench"];

/// A crate and the crates of its own floor that it may import.
struct Room(&'static str, &'static [&'static str]);

/// What makes a crate impure: I/O, async, the clock, chance.
const IMPURE: &str = "async-std aws-lc-rs axum chrono fs-err futures futures-util getrandom hyper jiff-sqlx metrics \
                      object_store rand reqwest rusqlite smol sqlx tempfile tokio tokio-util tower tower-http \
                      tracing walkdir";

/// The same, in the text of a source file.
const IMPURE_CODE: &str = "std::fs std::net std::env std::process std::thread std::os SystemTime Instant::now \
                           Timestamp::now Zoned::now rand::";

#[test]
fn every_crate_has_its_floor() {
    let house = House::read();
    let mut complaints = Vec::new();
    for name in house.manifests.keys() {
        if floor_of(name).is_none() && !is_beside(name) {
            complaints.push(format!(
                "crates/{name} is on no floor: enter it in FLOORS of {}, in ARCHITECTURE.md and in crates/README.md",
                file!()
            ));
        }
    }
    for room in FLOORS.iter().flat_map(|(_, rooms)| rooms.iter()) {
        if !house.manifests.contains_key(room.0) {
            complaints.push(format!("FLOORS names a crate {} that does not exist: take it out", room.0));
        }
    }
    none(&complaints);
}

#[test]
fn imports_only_go_down() {
    let house = House::read();
    let mut complaints = Vec::new();
    for (name, manifest) in &house.manifests {
        let Some((floor, room)) = floor_of(name) else { continue }; // beside the house, or found by the test above
        for import in
            manifest.imports.iter().filter(|import| house.manifests.contains_key(*import) && *import != name)
        {
            let rule = match floor_of(import) {
                None => "nothing may import a tool beside the house",
                Some((below, _)) if below < floor => continue,
                Some((above, _)) if above > floor => "an import only goes down",
                Some(_) if room.1.contains(&import.as_str()) => continue,
                Some(_) => "within the floor this order is not allowed",
            };
            complaints.push(format!(
                "crates/{name} (floor {}) imports {import}: {rule}. Move what both need to a floor below, or let the \
                 upper crate hand it over; a change of the order needs a decision record (docs/decisions/0004)",
                FLOORS[floor].0
            ));
        }
    }
    none(&complaints);
}

#[test]
fn the_order_within_a_floor_has_no_circle() {
    for (floor, rooms) in &FLOORS {
        let mut seen = BTreeSet::new();
        for Room(name, imports) in *rooms {
            for import in *imports {
                assert!(
                    seen.contains(import),
                    "floor {floor}: {name} may import {import}, which stands after it"
                );
            }
            seen.insert(*name);
        }
    }
}

#[test]
fn pure_crates_do_no_io() {
    let house = House::read();
    let mut complaints = Vec::new();
    for Room(name, _) in FLOORS[0].1 {
        let Some(manifest) = house.manifests.get(*name) else { continue };
        for import in
            manifest.runtime_imports.iter().filter(|import| IMPURE.split(' ').any(|name| name == *import))
        {
            complaints.push(format!(
                "crates/{name} is pure and must not depend on {import}: take what it gives as an argument instead"
            ));
        }
        for (file, text) in sources(&house.top.join("crates").join(name).join("src")) {
            for word in IMPURE_CODE.split(' ').filter(|word| shipped(&text).any(|line| line.contains(word))) {
                complaints.push(format!(
                    "{}: a pure crate must not use {word}: take time, data and chance as arguments",
                    file.strip_prefix(&house.top).unwrap_or(&file).display()
                ));
            }
        }
    }
    none(&complaints);
}

#[test]
fn versions_stand_in_one_place() {
    let house = House::read();
    let complaints: Vec<_> = house
        .manifests
        .iter()
        .flat_map(|(name, manifest)| manifest.own_versions.iter().map(move |import| (name, import)))
        .map(|(name, import)| {
            format!(
                "crates/{name}/Cargo.toml gives {import} its own version: name it in [workspace.dependencies] of \
                 the root, with a word on what it is for, and write `{import}.workspace = true` here"
            )
        })
        .collect();
    none(&complaints);
}

#[test]
fn every_crate_is_described() {
    let house = House::read();
    let readme =
        fs::read_to_string(house.top.join("crates/README.md")).expect("crates/README.md can be read");
    let complaints: Vec<_> = house
        .manifests
        .keys()
        .filter(|name| !readme.contains(&format!("[`{name}`]({name}/)")))
        .map(|name| {
            format!("crates/README.md lacks {name}: add a line \"- [`{name}`]({name}/): one sentence\"")
        })
        .collect();
    none(&complaints);
}

/// Who knows one office knows all: the same files in each. A file may grow into a folder of the same name. Only an
/// office that records nothing in the journal has no entries.
#[test]
fn offices_have_the_same_rooms() {
    let house = House::read();
    let mut complaints = Vec::new();
    for Room(name, _) in FLOORS[2].1 {
        let office = house.top.join("crates").join(name);
        let records = sources(&office.join("src"))
            .iter()
            .any(|(_, text)| shipped(text).any(|line| line.contains(".record(")));
        for (room, what) in [
            ("src/lib.rs", "commands and queries, in reading order"),
            ("src/model.rs", "types, no I/O"),
            ("src/entries.rs", "the journal entries and how they fold into state"),
            ("src/tables.rs", "projections and SQL"),
            ("tests", "the commands, against both engines"),
        ] {
            let there = office.join(room).exists() || office.join(room.trim_end_matches(".rs")).is_dir();
            if !there && (records || !room.contains("entries")) {
                complaints.push(format!("crates/{name}/{room} is missing ({what}): every office has it"));
            }
        }
    }
    none(&complaints);
}

/// Fails with all complaints at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n- {}\n", complaints.join("\n- "));
}

fn floor_of(name: &str) -> Option<(usize, &'static Room)> {
    FLOORS
        .iter()
        .enumerate()
        .find_map(|(floor, (_, rooms))| Some((floor, rooms.iter().find(|room| room.0 == name)?)))
}

fn is_beside(name: &str) -> bool {
    BESIDE.contains(&name)
}

/// All manifests of the workspace, by crate name.
struct House {
    top: PathBuf,
    manifests: BTreeMap<String, Manifest>,
}

#[derive(Default)]
struct Manifest {
    /// Every dependency, of whatever kind.
    imports: BTreeSet<String>,
    /// Without those of tests.
    runtime_imports: BTreeSet<String>,
    /// Those that say where they come from, instead of `workspace = true`.
    own_versions: BTreeSet<String>,
}

impl House {
    fn read() -> Self {
        let top =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace exists");
        let mut manifests = BTreeMap::new();
        for entry in fs::read_dir(top.join("crates")).expect("crates/ can be listed") {
            let folder = entry.expect("crates/ can be listed").path();
            let file = folder.join("Cargo.toml");
            if !file.exists() {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a manifest can be read");
            let toml: toml::Table =
                text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let name = toml["package"]["name"].as_str().expect("a crate has a name").to_owned();
            assert_eq!(
                folder.file_name().and_then(|name| name.to_str()),
                Some(&*name),
                "folder and crate: one name"
            );
            manifests.insert(name, Manifest::of(&toml));
        }
        assert!(manifests.len() > 10, "the manifests were found");
        Self { top, manifests }
    }
}

impl Manifest {
    fn of(toml: &toml::Table) -> Self {
        let mut manifest = Self::default();
        let platforms = toml.get("target").and_then(toml::Value::as_table).into_iter().flatten();
        let tables = platforms.filter_map(|(_, value)| value.as_table()).chain([toml]);
        for table in tables {
            for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
                for (name, value) in table.get(kind).and_then(toml::Value::as_table).into_iter().flatten() {
                    // `alias = { package = "name" }` imports `name`.
                    let name = value.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                    manifest.imports.insert(name.to_owned());
                    if kind != "dev-dependencies" {
                        manifest.runtime_imports.insert(name.to_owned());
                    }
                    if value.is_str() || value.get("version").is_some() || value.get("git").is_some() {
                        manifest.own_versions.insert(name.to_owned());
                    }
                }
            }
        }
        manifest
    }
}

/// Every Rust file below a folder with its text, but for files of tests.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a source folder can be listed").path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "tests") {
                found.extend(sources(&path));
            }
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && path.file_stem().is_none_or(|name| name != "tests")
        {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            found.push((path, text));
        }
    }
    found
}

/// The lines that are shipped: no comments, and nothing from the tests at the end of a file on.
fn shipped(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
}
