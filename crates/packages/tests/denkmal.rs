//! The package with discretion and several offices: what it can say, what comes out, and what is refused.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

use packages::{Files, Frage, FrageArt, Package, Verdict, Verfahren};
use support::{errors, service, sound, with};

fn files() -> Files {
    service("steuerbescheinigung-denkmal")
}

fn parking() -> Package {
    sound(service("bewohnerparkausweis"))
}

/// The package with one text changed in one file.
fn changed(path: &str, from: &str, to: &str) -> Files {
    with(files(), path, |text| text.replacen(from, to, 1))
}

/// What fails in the package with only this one of its scenarios, so that it need not typeset all.
fn failed(files: &Files, scenario: &str) -> Vec<Verdict> {
    let kept = files.iter().filter(|(path, _)| !path.starts_with("scenarios/") || *path == scenario);
    let kept = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
    packages::test(&sound(kept)).into_iter().filter(|verdict| !verdict.passed()).collect()
}

#[test]
fn the_package_is_sound_and_its_scenarios_come_out_as_written() {
    let package = sound(files());
    assert_eq!(package.hints(), [], "nothing to look at");
    let verdicts = packages::test(&package);
    assert!(verdicts.len() >= 20);
    let failed: Vec<_> = verdicts.iter().filter(|verdict| !verdict.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let both = |verdict: &&Verdict| {
        let passes = |element: &str| verdict.weg.iter().any(|seen| seen == element);
        passes("erledigt") && passes("widerspruch_erledigt")
    };
    assert_eq!(verdicts.iter().filter(both).count(), 3, "a Widerspruch runs after the Antrag");
}

#[test]
fn processes_forms_and_templates_are_found_by_their_names() {
    let package = sound(files());
    let process = package.process_of(Verfahren::Widerspruch).unwrap();
    assert_eq!(&**process.id(), "widerspruch");
    assert_eq!(package.process_of(Verfahren::Antrag).unwrap().id(), package.process().id());
    assert_eq!(package.aufgaben().map(|(name, _)| name).collect::<Vec<_>>(), ["entwurf", "widerspruch"]);
    assert!(package.aufgabe("entwurf").unwrap().knows("kuerzung.grund"));
    assert!(package.aufgabe("nichts").is_none());
    assert!(package.template(None).is_some() && package.template(Some("bescheid.typ")).is_some());
    assert!(package.template(Some("vorlagen/anhoerung.typ")).is_some());
    assert!(package.template(Some("vorlagen/nichts.typ")).is_none());
    assert_eq!(package.manifest().rechtsbehelf.innerhalb(), "eines Monats");
    assert!(parking().aufgaben().next().is_none());
}

#[test]
fn a_question_is_read_with_the_variables_of_the_case() {
    let package = sound(files());
    let node = package.process().element("stellungnahme_einholen").unwrap();
    let denkmal = [
        ("bezeichnung", "Pfarrhaus"),
        ("strasse", "Am Muster"),
        ("hausnummer", "3"),
        ("postleitzahl", "99423"),
        ("ort", "Weimar"),
        ("gemeinde", "160550000000"),
    ];
    let denkmal = denkmal.into_iter().fold(feel::Context::new(), |all, (key, value)| all.with(key, value));
    let antrag = feel::Context::new().with("denkmal", feel::Value::Context(denkmal));
    let variables = feel::Context::new()
        .with("antrag", feel::Value::Context(antrag))
        .with("begruendung", "Bitte zur Schieferdeckung.");
    let frage = Frage::read(node, &variables).unwrap().unwrap();
    assert_eq!((frage.art, frage.result), (FrageArt::Stellungnahme, Some("stellungnahme")));
    assert_eq!((frage.leistung, frage.ort.as_deref()), (Some("99900070002000"), Some("160550000000")));
    assert_eq!(
        (frage.frist, frage.erinnerung),
        (Some(fristen::Dauer::Wochen(4)), Some(fristen::Dauer::Wochen(1)))
    );
    assert!(
        frage.text.contains("Pfarrhaus") && frage.text.ends_with("Bitte zur Schieferdeckung."),
        "{}",
        frage.text
    );
    let nothing = Frage::read(node, &feel::Context::new()).unwrap_err();
    assert!(nothing.contains("r:text gives no text"), "{nothing}");
    let other = package.process().element("entscheiden").unwrap();
    assert_eq!(Frage::read(other, &variables), Ok(None), "it asks nothing");
}

/// Starts a process and runs it to its first task of a person.
fn begun(package: &Package, variables: feel::Context) -> (bpmn::State, bpmn::ActivityId) {
    let mut state = bpmn::State::new();
    let mut input = bpmn::Input::Start { variables };
    loop {
        let step = bpmn::step(package.process(), state, input, jiff::Timestamp::UNIX_EPOCH).unwrap();
        state = step.state;
        let work = step.effects.into_iter().find_map(|effect| match effect {
            bpmn::Effect::Work { activity, element, kind, input, .. } => {
                Some((activity, element, kind, input))
            }
            _ => None,
        });
        let (activity, element, kind, variables) = work.unwrap();
        if kind == bpmn::WorkKind::User {
            return (state, activity);
        }
        let node = package.process().element(&element).unwrap();
        let outcome = package.decide(node, &variables).unwrap().outcome;
        let output = feel::Context::new().with(node.extension("result").unwrap(), outcome.value);
        input = bpmn::Input::Complete { activity, output };
    }
}

/// The variables with which the scenario of a package begins.
fn first(package: &Package, file: &str) -> feel::Context {
    let (_, scenario) = package.scenarios().find(|(path, _)| *path == file).unwrap();
    let setting = form::Setting::new(scenario.heute, "de");
    let antrag = package.form().check(&scenario.answers(), &setting).unwrap();
    let vorgang = feel::Context::new().with("eingang", feel::Value::Date(scenario.heute.into()));
    feel::Context::new()
        .with("antrag", feel::Value::Context(antrag))
        .with("vorgang", feel::Value::Context(vorgang))
        .with("stichprobe", true)
}

/// What is wrong with the draft of the notice that these variables give.
fn draft(package: &Package, ausblick: &packages::Ausblick) -> Vec<documents::Problem> {
    let notice = packages::Notice {
        behoerde: serde_json::json!({ "name": "Amt", "anschrift": ["Markt 1", "99999 Ort"] }),
        empfaenger: vec!["Erika Mustermann".into()],
        aktenzeichen: "1".into(),
        eingangsnummer: None,
        datum: jiff::civil::date(2026, 11, 23),
        bearbeitung: None,
        unterschrift: None,
        gruende: Vec::new(),
        zahlung: None,
        gericht: None,
        entwurf: true,
    };
    let data = notice.data(package.manifest(), &ausblick.variables);
    package.template(ausblick.template.as_deref()).unwrap().check(&data)
}

#[test]
fn a_draft_knows_what_the_process_would_compute() {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let ended =
        |ergebnis: &str| feel::Context::new().with("ergebnis", ergebnis).with("begruendung", "Darum.");
    let parking = parking();
    let (state, task) = begun(&parking, first(&parking, "scenarios/13-stichprobe.toml"));
    let found = packages::ausblick(&parking, Verfahren::Antrag, state, task, ended("erteilen"), now).unwrap();
    assert!(found.variables.get("gebuehr").is_some(), "the fee is computed after the task");
    assert_eq!((found.template.clone(), draft(&parking, &found)), (None, Vec::new()));

    let package = sound(files());
    let (state, task) = begun(&package, first(&package, "scenarios/01-bescheinigt.toml"));
    let refuse = bpmn::Input::Complete { activity: task, output: ended("ablehnen") };
    let nothing = packages::ausblick(&package, Verfahren::Antrag, state.clone(), task, ended("weiter"), now);
    assert_eq!(nothing, None, "without a draft there is nothing to look at");
    let step = bpmn::step(package.process(), state, refuse, now).unwrap();
    let task = step.effects.iter().find_map(|effect| match effect {
        bpmn::Effect::Work { activity, element, .. } if &**element == "bescheid_entwerfen" => Some(*activity),
        _ => None,
    });
    let form = package.aufgabe("entwurf").unwrap();
    let mut answers = form::Answers::new();
    for (key, value) in [
        ("entscheidung", "kuerzen"),
        ("kuerzung[0].grund", "nachlass"),
        ("kuerzung[0].rechnung", "1"),
        ("kuerzung[0].betrag", "1.000,50"),
        ("begruendungstext", "Skonto."),
    ] {
        answers.set(key, value);
    }
    let vorschlag = form.check(&answers, &form::Setting::new(jiff::civil::date(2026, 11, 23), "de")).unwrap();
    let output = ended("vorlegen").with("vorschlag", feel::Value::Context(vorschlag));
    let found =
        packages::ausblick(&package, Verfahren::Antrag, step.state, task.unwrap(), output, now).unwrap();
    assert_eq!(found.variables.get("ergebnis"), Some(&feel::Value::from("kuerzen")));
    assert_eq!(found.variables.get("bescheinigt"), Some(&feel::Value::from_json(&serde_json::json!(64010))));
    assert_eq!(draft(&package, &found), []);
}

#[test]
fn only_a_decision_that_the_process_names_needs_reasons() {
    let package = sound(files());
    let needs = |element: &str, outcome: &str| {
        packages::needs_reasons(package.process().element(element).unwrap(), outcome)
    };
    assert!(
        needs("antrag_pruefen", "weiter") && needs("antrag_pruefen", "ablehnen"),
        "without a word all do"
    );
    for (element, agree) in [("mitzeichnen", "einverstanden"), ("schlusszeichnen", "zeichnen")] {
        assert!(!needs(element, agree) && needs(element, "zurueck"), "{element}");
    }
}

#[test]
fn broken_packages_are_refused_with_place_and_reason() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // file, from, to, what the message must say
        (
            "process.bpmn",
            "other-than=\"bescheid_entwerfen mitzeichnen\"",
            "other-than=\"niemand\"",
            "r:other-than names \"niemand\"",
        ),
        (
            "process.bpmn",
            "other-than=\"bescheid_entwerfen mitzeichnen\"",
            "other-than=\"entscheiden\"",
            "which is no userTask",
        ),
        (
            "process.bpmn",
            "other-than=\"bescheid_entwerfen\"",
            "other-than=\"mitzeichnen\"",
            "(mitzeichnen): r:other-than names the task itself",
        ),
        (
            "process.bpmn",
            "r:reasons=\"zurueck\"",
            "r:reasons=\"zurueckgeben\"",
            "(mitzeichnen): r:reasons names \"zurueckgeben\", which is no outcome",
        ),
        (
            "process.bpmn",
            "r:outcomes=\"vorlegen\"",
            "r:outcomes=\"vorlegen\" r:reasons=\"vorlegen\"",
            "(bescheid_entwerfen): with a single outcome nothing is decided",
        ),
        (
            "aufgaben/entwurf.toml",
            "given = [\"antrag\"]",
            "given = [\"antrag\", \"farbe\"]",
            "aufgaben/entwurf.toml (given): the process steuerbescheinigung-denkmal has no variable \"farbe\"",
        ),
        (
            "aufgaben/entwurf.toml",
            "betrag < antrag.summe_ansatz",
            "betrag < antrag.farbe",
            "aufgaben/entwurf.toml (kuerzung): the form has no field antrag.farbe",
        ),
        ("aufgaben/entwurf.toml", "given = [\"antrag\"]", "given = []", "aufgaben/entwurf.toml"),
        (
            "pages.toml",
            "languages = ",
            "given = [\"heuer\"]\nlanguages = ",
            "only the form of a task is given",
        ),
        ("process.bpmn", "r:form=\"entwurf\"", "r:form=\"nichts\"", "there is no form \"nichts\""),
        (
            "process.bpmn",
            "r:form=\"entwurf\" r:result=\"vorschlag\"",
            "r:form=\"entwurf\"",
            "name the variable for the form",
        ),
        ("process.bpmn", "r:form=\"entwurf\" r:result", "r:result", "without a form there is no result"),
        (
            "process.bpmn",
            "r:result=\"vorschlag\"",
            "r:result=\"entwurf\"",
            "is taken by the data of the notice",
        ),
        ("process.bpmn", "r:frist=\"P2W\"", "r:frist=\"zwei Wochen\"", "(antrag_pruefen): r:frist: "),
        (
            "process.bpmn",
            "r:eskalation=\"P1W\"",
            "r:eskalation=\"bald\"",
            "(abhilfe_pruefen): r:eskalation: ",
        ),
        ("process.bpmn", "r:eskalation=\"P1W\"", "r:eskalation=\"P0D\"", "(abhilfe_pruefen): r:eskalation: "),
        ("process.bpmn", "r:eskalation=\"P1W\"", "r:eskalation=\"P2Y\"", "longer than a year"),
        ("process.bpmn", "r:frist=\"P4W\" r:eskalation", "r:eskalation", "counts on from the end of r:frist"),
        ("package.toml", "{ arbeitstage = 3 }", "{ arbeitstage = 0 }", "package.toml:16: "),
        ("package.toml", "{ arbeitstage = 3 }", "{ jahre = 2 }", "prozess.eskalation"),
        ("package.toml", "{ arbeitstage = 3 }", "\"drei Tage\"", "package.toml:16: "),
        ("process.bpmn", "r:erinnerung=\"P1W\"", "r:erinnerung=\"P5W\"", "nobody would have time"),
        (
            "process.bpmn",
            "r:frist=\"P4W\" r:erinnerung",
            "r:erinnerung",
            "counts back from the end of r:frist",
        ),
        ("process.bpmn", "r:leistung=\"99900070002000\"", "r:leistung=\"999\"", "with its 14 digits"),
        ("process.bpmn", "r:ort=\"antrag.denkmal.gemeinde\" ", "", "r:ort="),
        (
            "process.bpmn",
            "r:ort=\"antrag.denkmal.gemeinde\"",
            "r:ort=\"antrag.denkmal.farbe\"",
            "no field antrag.denkmal.farbe",
        ),
        (
            "process.bpmn",
            "r:text=\"vorschlag.begruendungstext\"",
            "r:text=\"vorschlag.farbe\"",
            "no field vorschlag.farbe",
        ),
        (
            "process.bpmn",
            "r:text=\"vorschlag.begruendungstext\"",
            "r:text=\"unbekannt\"",
            "'unbekannt' is not known",
        ),
        (
            "process.bpmn",
            "r:operation=\"rueckfrage\"",
            "r:operation=\"rueckfrage\" r:ort=\"antrag\"",
            "rueckfrage does not read r:ort",
        ),
        (
            "process.bpmn",
            "r:operation=\"entscheiden\"",
            "r:operation=\"entscheiden\" r:frist=\"P1W\"",
            "entscheiden does not read r:frist",
        ),
        (
            "process.bpmn",
            "vorlagen/anhoerung.typ",
            "vorlagen/fehlt.typ",
            "no template \"vorlagen/fehlt.typ\"",
        ),
        ("process.bpmn", "name=\"abhilfe\" value", "name=\"hilfe\" value", "'abhilfe' is not known"),
        ("package.toml", "prozess = \"widerspruch\"", "prozess = \"nirgends\"", "process.bpmn"),
        (
            "package.toml",
            "prozess = \"widerspruch\"",
            "prozess = \"steuerbescheinigung-denkmal\"",
            "a Widerspruch needs its own",
        ),
        ("package.toml", "prozess = \"widerspruch\"", "", "(widerspruch): package.toml names no process"),
        ("package.toml", "art = \"widerspruch\"", "art = \"klage\"", "a court decides on a Klage"),
        ("package.toml", "frist = { monate = 1 }", "frist = \"bald\"", "package.toml:49: "),
        ("package.toml", "stichprobe = 1.0", "stichprobe = 0.5", "a person must decide"),
        ("aufgaben/entwurf.toml", "entscheidung = \\\"kuerzen\\\"", "farbe = 1", "aufgaben/entwurf.toml"),
        ("aufgaben/entwurf.xdf3.xml", "</xdf3:stammdatenschema>", "", "aufgaben/entwurf.xdf3.xml"),
        (
            "vorlagen/widerspruchsbescheid.typ",
            "daten.zurueckweisung.kosten",
            "daten.zurueckweisung.farbe",
            "vorlagen/widerspruchsbescheid.typ:",
        ),
        ("vorlagen/anhoerung.typ", "daten.text", "daten.texte", "vorlagen/anhoerung.typ:"),
        (
            "vorlagen/abhilfebescheid.typ",
            "#show: bescheid.with(",
            "#show: bescheid.with((",
            "vorlagen/abhilfebescheid.typ",
        ),
        (
            "scenarios/15-widerspruch-abhilfe.toml",
            "\"abhilfe_erlassen\"",
            "\"antrag_pruefen\"",
            "(antrag_pruefen): the process has no element",
        ),
    ];
    for (path, from, to, expected) in cases {
        let problems = Package::read(changed(path, from, to)).expect_err(from);
        let found = errors(&problems);
        assert!(found.iter().any(|message| message.contains(expected)), "{path} {from}: {found:#?}");
    }
}

#[test]
fn a_form_of_a_task_needs_both_its_files() {
    for gone in ["aufgaben/entwurf.toml", "aufgaben/entwurf.xdf3.xml"] {
        let kept = files();
        let kept = kept.iter().filter(|(path, _)| *path != gone);
        let kept = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
        let found = errors(&Package::read(kept).unwrap_err());
        assert!(
            found.iter().any(|message| message.starts_with(&format!("{gone}: the file is missing"))),
            "{found:#?}"
        );
    }
    let mut more = files();
    more.set("vorlagen/uebrig.typ", b"Niemand braucht das.\n".to_vec()).unwrap();
    let package = sound(more);
    let hints: Vec<_> = package.hints().iter().map(ToString::to_string).collect();
    assert!(
        hints.iter().any(|hint| hint.starts_with("vorlagen/uebrig.typ hint: no task names it")),
        "{hints:?}"
    );
    for path in ["aufgaben/entwurf.xml", "vorlagen/bild.svg", "vorlagen/a/b.typ"] {
        assert!(files().set(path, Vec::new()).is_err(), "{path}");
    }
}

#[test]
fn scenarios_that_do_not_fit_fail_with_a_reason() {
    let first = "scenarios/01-bescheinigt.toml";
    for (path, from, to, expected) in [
        (
            first,
            "element = \"mitzeichnen\"",
            "element = \"schlusszeichnen\"",
            "[[aufgabe]] number 4 is not that",
        ),
        (first, "eingegangen = true, text", "eingegangen = false, text", "ausgabe is { eingegangen = true"),
        (first, "eingegangen = true, text", "da = true, text", "ausgabe.da is no part of an answer"),
        (
            "scenarios/12-kuerzung-zu-hoch.toml",
            "betrag = \"70.000,00\"",
            "betrag = \"7,00\"",
            "refused fields of the form: expected [\"kuerzung[0].betrag\"], found []",
        ),
        (
            first,
            "entscheidung = \"bescheinigen\"",
            "entscheidung = \"verschenken\"",
            "the form of the task refuses [\"entscheidung\"]",
        ),
        (first, "\"bescheinigt\" = 65010.5", "\"bescheinigt\" = 1", "expected 1, found 65010.5"),
        (
            "scenarios/15-widerspruch-abhilfe.toml",
            "\"ergebnis\" = \"abhelfen\"",
            "\"ergebnis\" = \"x\"",
            "widerspruch: ergebnis: expected",
        ),
        (
            "scenarios/16-widerspruch-zurueckgewiesen.toml",
            "[widerspruch]\n",
            "[[aufgabe]]\nelement = \"mitzeichnen\"\n\n[widerspruch]\n",
            "was never asked for",
        ),
    ] {
        let failed = failed(&changed(path, from, to), path);
        assert_eq!(failed.len(), 1, "{from}: {failed:#?}");
        assert!(failed[0].failures.iter().any(|failure| failure.contains(expected)), "{from}: {failed:#?}");
    }
}
