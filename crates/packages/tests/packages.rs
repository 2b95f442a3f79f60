//! Packages: the one of the repository, those made from real FIM schemata, and broken ones.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod support;

use std::path::PathBuf;

use packages::{Files, Package, diff, from_xdf};
use support::{errors, service, sound, with, workspace};

fn parking() -> Files {
    service("bewohnerparkausweis")
}

/// Public data, or `None` with a word on standard error.
fn conformance(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE")
        .map_or_else(|| workspace().join("../shared/conformance"), PathBuf::from);
    let found = root.join(path);
    if !found.exists() {
        eprintln!("skipped: {} is not there", found.display());
        return None;
    }
    Some(found)
}

fn codelists() -> Vec<Vec<u8>> {
    let Some(folder) = conformance("codelists") else { return Vec::new() };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// The parking package with one file changed; what the check says.
fn broken(path: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    errors(&Package::read(with(parking(), path, change)).expect_err("the package is broken"))
}

#[test]
fn the_parking_package_is_sound() {
    let package = sound(parking());
    for hint in package.hints() {
        eprintln!("{hint}");
    }
    assert_eq!(package.manifest().id, "bewohnerparkausweis");
    assert_eq!(package.languages().collect::<Vec<_>>(), ["de", "de-x-leicht", "en"]);
    assert_eq!(package.hints().iter().filter(|hint| hint.file == "pages.toml").count(), 0);
}

#[test]
fn all_scenarios_of_the_parking_package_come_out_as_written() {
    let package = sound(parking());
    let verdicts = packages::test(&package);
    assert!(verdicts.len() >= 15);
    let failed: Vec<_> = verdicts.iter().filter(|verdict| !verdict.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn decisions_have_neither_gaps_nor_contradictions() {
    for folder in ["bewohnerparkausweis", "steuerbescheinigung-denkmal"] {
        let package = sound(service(folder));
        for (file, found) in package.decision_findings() {
            assert!(found.is_empty(), "{folder}/{file}: {found:#?}");
        }
    }
}

#[test]
fn scenarios_say_which_rules_they_come_to() {
    let package = sound(parking());
    let met = packages::coverage(&package, &packages::test(&package));
    let file = &met["decisions/bewohnerparken.dmn"];
    let fee = &file.decisions["Gebuehr"].tables[0];
    assert_eq!(fee.unused_rules().count(), 0, "one year and two years are both tried");
    assert!(file.unused().any(|(decision, _)| decision == "Jahresgebuehr"), "not every town has a scenario");
}

#[test]
fn a_scenario_that_expects_something_else_fails() {
    let mut files = parking();
    let path = "scenarios/01-erteilt.toml";
    let text = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
    files.set(path, text.replace("10000", "9999").into_bytes()).unwrap();
    let package = Package::read(files).unwrap();
    let failed: Vec<_> = packages::test(&package).into_iter().filter(|v| !v.passed()).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].failures[0].contains("expected 9999, found 10000"), "{failed:?}");
}

#[test]
fn broken_files_are_refused_with_place_and_reason() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // file, from, to, what the message must say
        (
            "package.toml",
            "version = \"1.2.0\"",
            "version = \"eins\"",
            "package.toml (version): write three numbers",
        ),
        ("package.toml", "art = ", "arte = ", "package.toml:11: unknown field `arte`"),
        ("package.toml", "\"99108001001000\"", "\"99\"", "(leistung): write the 14 digits"),
        ("package.toml", "ermessen = false", "ermessen = true", "a person must decide"),
        ("package.toml", "haupt = \"Entscheidung\"", "haupt = \"Nichts\"", "no decision \"Nichts\""),
        (
            "package.toml",
            "\"person.email\"",
            "\"person.mail\"",
            "(antragsteller.email): the form has no field",
        ),
        ("package.toml", "sachbearbeitung = \"Sach", "leitung = \"Sach", "no role \"sachbearbeitung\""),
        (
            "texts/en.toml",
            "title = \"Apply for a resident parking permit\"",
            "title = \"\"",
            "(title): the text is empty",
        ),
        ("texts/en.toml", "https://www", "http://www", "a link begins with https://"),
        (
            "process.bpmn",
            "r:decision=\"Gebuehr\"",
            "r:decision=\"Gebühr\"",
            "(gebuehr_festsetzen): there is no decision",
        ),
        ("process.bpmn", "r:operation=\"bescheid\"", "r:operation=\"beamen\"", "no operation \"beamen\""),
        ("process.bpmn", " or stichprobe", " or probe", "'probe' is not known"),
        ("process.bpmn", "r:outcomes", "r:outcome", "nothing reads the attribute r:outcome"),
        (
            "process.bpmn",
            "ergebnis = \"erteilen\"",
            "antrag.wohnung.farbe = \"rot\"",
            "no field antrag.wohnung.farbe",
        ),
        ("process.bpmn", "targetRef=\"entscheiden\"", "targetRef=\"nirgends\"", "process.bpmn"),
        (
            "decisions/bewohnerparken.dmn",
            "f.zulassungsbescheinigung",
            "f.schein",
            "no field antrag.fahrzeug.schein",
        ),
        ("pages.toml", "fields = [\"person\"]", "fields = [\"niemand\"]", "pages.toml"),
        ("pages.toml", "count(fahrzeug) > 1", "count(autos) > 1", "pages.toml"),
        ("bescheid.typ", "daten.ergebnis", "daten.resultat", "bescheid.typ:7"),
        ("bescheid.typ", "#show: bescheid.with(", "#show: bescheid.with((", "bescheid.typ"),
        ("scenarios/01-erteilt.toml", "\"eingang\"", "\"ausgang\"", "(ausgang): the process has no element"),
        (
            "scenarios/01-erteilt.toml",
            "heute = ",
            "morgen = ",
            "scenarios/01-erteilt.toml:3: unknown field `morgen`",
        ),
        ("schema.xdf3.xml", "</xdf3:stammdatenschema>", "", "schema.xdf3.xml"),
    ];
    for (path, from, to, expected) in cases {
        let found = broken(path, |text| text.replacen(from, to, 1));
        assert!(found.iter().any(|message| message.contains(expected)), "{path} {from}: {found:#?}");
    }
}

#[test]
fn circles_are_refused() {
    // A process that goes back to a gateway without anybody looking at it.
    let found = broken("process.bpmn", |text| {
        let back = "<incoming>fluss_entschieden</incoming><incoming>fluss_zurueck</incoming>";
        let flow = "<sequenceFlow id=\"fluss_zurueck\" sourceRef=\"gebuehr_festsetzen\" targetRef=\"weiche_erteilt\"/>";
        text.replace("<incoming>fluss_entschieden</incoming>", back)
            .replace(
                "<outgoing>fluss_gebuehr</outgoing>",
                "<outgoing>fluss_gebuehr</outgoing><outgoing>fluss_zurueck</outgoing>",
            )
            .replacen("</process>", &format!("{flow}</process>"), 1)
    });
    assert!(found.iter().any(|message| message.contains("nothing on the way waits")), "{found:#?}");
    // Two fields that are shown because of each other.
    let found = broken("pages.toml", |text| {
        text.replace(
            "show_when = \"halter = false\"\nrequired",
            "show_when = \"nachweis_nutzung = null\"\nrequired",
        )
        .replace(
            "registered keeper. PDF, JPG or PNG, up to 10 MB.\" }\nshow_when = \"halter = false\"",
            "x\" }\nshow_when = \"nutzungsart = null\"",
        )
    });
    assert!(found.iter().any(|message| message.starts_with("pages.toml")), "{found:#?}");
    // A decision that needs itself.
    let found = broken("decisions/bewohnerparken.dmn", |text| {
        text.replace(
            "<informationRequirement id=\"req_lage_in_antrag\">",
            "<informationRequirement id=\"req_kreis\"><requiredDecision href=\"#entscheidung\"/></informationRequirement><informationRequirement id=\"req_lage_in_antrag\">",
        )
    });
    assert!(found.iter().any(|message| message.starts_with("decisions/bewohnerparken.dmn")), "{found:#?}");
}

#[test]
fn files_that_no_package_may_have_are_refused() {
    let base: Vec<(String, Vec<u8>)> =
        parking().iter().map(|(path, content)| (path.to_owned(), content.to_vec())).collect();
    for path in [
        "../evil.toml",
        "/etc/passwd",
        "texts/../x.toml",
        "texts/a/b.toml",
        "lib.rs",
        "decisions/x.xml",
        "texts/.toml",
        "a\\b",
    ] {
        let mut files = base.clone();
        files.push((path.to_owned(), Vec::new()));
        let problems = Files::new(files).unwrap_err();
        assert_eq!(problems.len(), 1, "{path}");
        assert_eq!(problems[0].file, path);
    }
    let without = |gone: &str| Files::new(base.iter().filter(|(path, _)| path != gone).cloned());
    for gone in ["package.toml", "schema.xdf3.xml", "pages.toml", "process.bpmn", "bescheid.typ"] {
        assert!(errors(&without(gone).unwrap_err())[0].starts_with(&format!("{gone}: the file is missing")));
    }
    assert!(Package::read(without("texts/en.toml").unwrap()).is_err());
    assert!(Package::read(without("codelists/bewohnerparkzone.xml").unwrap()).is_err());
    let large =
        base.iter().cloned().chain([("texts/fr.toml".to_owned(), vec![b' '; packages::MAX_FILE + 1])]);
    assert!(Files::new(large).unwrap_err()[0].to_string().contains("make it smaller"));
    let many = (0..=packages::MAX_FILES).map(|n| (format!("scenarios/{n}.toml"), Vec::new()));
    assert!(Files::new(base.iter().cloned().chain(many)).is_err());
    let twice = base.iter().cloned().chain([base[0].clone()]);
    assert!(Files::new(twice).unwrap_err()[0].to_string().contains("twice"));
}

#[test]
fn folders_are_read_without_following_links() {
    let folder = tempfile::tempdir().unwrap();
    parking().write(folder.path()).unwrap();
    assert_eq!(Files::read(folder.path()).unwrap().digest(), parking().digest());
    assert!(parking().write(folder.path()).unwrap_err().to_string().contains("already has a package"));
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    assert!(Files::read(folder.path()).is_ok());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("texts/fr.toml")).unwrap();
        let problems = Files::read(folder.path()).unwrap_err();
        assert!(problems[0].to_string().contains("links are not followed"), "{problems:?}");
    }
    assert!(Files::read(&folder.path().join("nowhere")).is_err());
}

#[test]
fn the_digest_knows_every_byte_and_diff_names_it() {
    let old = parking();
    let mut new = old.clone();
    new.set("README.md", b"anders\n".to_vec()).unwrap();
    new.set("texts/fr.toml", b"title = \"x\"\n".to_vec()).unwrap();
    assert_ne!(old.digest(), new.digest());
    let changes = diff(&old, &new);
    let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["README.md", "texts/fr.toml"]);
    assert!(diff(&old, &old).is_empty());
}

#[test]
fn real_fim_schemata_become_packages_that_run() {
    let Some(folder) = conformance("fim-xdatenfelder/schemata") else { return };
    let lists = codelists();
    let (mut seen, mut named, mut addressed) = (0, 0, 0);
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let Ok(xml) = std::fs::read(entry.join("schema.xdf.xml")) else { continue };
        let files =
            from_xdf(&xml, &lists).unwrap_or_else(|p| panic!("{}: {:#?}", entry.display(), errors(&p)));
        let package =
            Package::read(files).unwrap_or_else(|p| panic!("{}: {:#?}", entry.display(), errors(&p)));
        let told = package.hints().iter().any(|hint| hint.message.contains("the template was only read"));
        assert!(!told, "{}: the notice was not tried", entry.display());
        assert_eq!(package.manifest().prozess.stichprobe, 1.0);
        assert_eq!(package.schema().regeln().is_empty(), package.files().get("REGELN.md").is_none());
        let person = &package.manifest().antragsteller;
        named += usize::from(person.familienname.is_some() || person.organisation.is_some());
        addressed += usize::from(person.strasse.is_some() && person.ort.is_some());
        seen += 1;
    }
    eprintln!("{named} know the applicant's name, {addressed} the address");
    assert!(named >= 30 && addressed >= 20, "{named}, {addressed}");
    eprintln!("{seen} schemata became packages");
    assert!(seen >= 39);
}

#[test]
fn hostile_schemata_are_refused() {
    let bomb = br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
        <xdf3:xdatenfelder.stammdatenschema.0102 xmlns:xdf3="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">&b;</xdf3:xdatenfelder.stammdatenschema.0102>"#;
    for xml in [&bomb[..], b"", b"<a/>", &[0xff, 0xfe]] {
        assert!(from_xdf(xml, &[]).is_err());
    }
}
