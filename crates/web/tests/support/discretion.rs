//! The sample package with a process of discretion: questions, a form for the caseworker, four eyes.

use packages::{Files, Package};

use super::root;

const PROCESS: &str = include_str!("discretion.bpmn");

/// A field of the form for the caseworker.
fn field(id: &str, name: &str) -> String {
    let code = |tag: &str, list: &str, code: &str| {
        let list = format!("urn:xoev-de:fim:codeliste:xdatenfelder.{list}");
        format!(r#"<x:{tag} listURI="{list}" listVersionID="1.0"><code>{code}</code></x:{tag}>"#)
    };
    format!(
        "<x:datenfeld><x:identifikation><x:id>{id}</x:id><x:version>1.0.0</x:version></x:identifikation>
         <x:name>{name}</x:name>{STATUS}<x:bezeichnungEingabe>{name}</x:bezeichnungEingabe>{}{}{}{}</x:datenfeld>",
        code("schemaelementart", "schemaelementart", "RNG"),
        code("feldart", "feldart", "input"),
        code("datentyp", "datentyp", "text"),
        code("vorbefuellung", "vorbefuellung", "keine"),
    )
}

const STATUS: &str = r#"<x:freigabestatus listURI="urn:xoev-de:xprozess:codeliste:status" listVersionID="2022-07-12"><code>2</code></x:freigabestatus><x:letzteAenderung>2026-11-20T08:00:00+00:00</x:letzteAenderung>"#;

/// `betrag`, perhaps `begruendung`, and any number of `nebenbestimmung[…].text`.
fn schema() -> String {
    let kind = r#"<x:schemaelementart listURI="urn:xoev-de:fim:codeliste:xdatenfelder.schemaelementart" listVersionID="1.0"><code>RNG</code></x:schemaelementart>"#;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<x:header><x:nachrichtID>pruefung</x:nachrichtID><x:erstellungszeitpunkt>2026-11-20T08:00:00+00:00</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema><x:identifikation><x:id>S99000000009</x:id><x:version>1.0.0</x:version></x:identifikation>
<x:name>Prüfung</x:name>{STATUS}<x:bezeichnung>Prüfung</x:bezeichnung>
<x:ableitungsmodifikationenStruktur listURI="urn:xoev-de:fim:codeliste:xdatenfelder.ableitungsmodifikationenStruktur" listVersionID="1.0"><code>3</code></x:ableitungsmodifikationenStruktur>
<x:ableitungsmodifikationenRepraesentation listURI="urn:xoev-de:fim:codeliste:xdatenfelder.ableitungsmodifikationenRepraesentation" listVersionID="1.0"><code>0</code></x:ableitungsmodifikationenRepraesentation>
<x:dokumentsteckbrief><x:id>D99000000009</x:id></x:dokumentsteckbrief>
<x:struktur><x:anzahl>1:1</x:anzahl><x:enthaelt>{betrag}</x:enthaelt></x:struktur>
<x:struktur><x:anzahl>0:1</x:anzahl><x:enthaelt>{begruendung}</x:enthaelt></x:struktur>
<x:struktur><x:anzahl>0:5</x:anzahl><x:enthaelt><x:datenfeldgruppe>
<x:identifikation><x:id>G99000000091</x:id><x:version>1.0.0</x:version></x:identifikation>
<x:name>Nebenbestimmung</x:name>{STATUS}<x:bezeichnungEingabe>Nebenbestimmung</x:bezeichnungEingabe>{kind}
<x:struktur><x:anzahl>1:1</x:anzahl><x:enthaelt>{text}</x:enthaelt></x:struktur>
</x:datenfeldgruppe></x:enthaelt></x:struktur>
</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>"#,
        betrag = field("F99000000091", "Betrag"),
        begruendung = field("F99000000093", "Begruendung"),
        text = field("F99000000092", "Text"),
    )
}

const PAGES: &str = r#"languages = ["de"]

[[page]]
id = "pruefung"
title = { de = "Prüfung der Kosten" }
fields = ["betrag", "begruendung", "nebenbestimmung"]
"#;

/// The package.
pub(crate) fn package() -> Package {
    let all = Files::read(&root().join("services/bewohnerparkausweis")).unwrap();
    // Its scenarios are about its own process.
    let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
    let mut files = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let kept = manifest.lines().filter(|line| !line.starts_with("prozess = \"widerspruch\""));
    let manifest = kept.collect::<Vec<_>>().join("\n").replace("stichprobe = 0.05", "stichprobe = 1.0");
    files.set("package.toml", manifest.into_bytes()).unwrap();
    files.set("process.bpmn", PROCESS.as_bytes().to_vec()).unwrap();
    files.set("aufgaben/pruefung.xdf3.xml", schema().into_bytes()).unwrap();
    files.set("aufgaben/pruefung.toml", PAGES.as_bytes().to_vec()).unwrap();
    Package::read(files).unwrap_or_else(|error| panic!("{error:?}"))
}
