//! Likeness and difference on shipped and public models, and laws that hold for any process.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod files;

use std::fmt::Write as _;

use bpmn::compare::{Aspect, Likeness, Profile, Reason, Why, compare, difference, likeness, rank};
use bpmn::{Definitions, Element};
use files::{conformance, models, read, services};
use proptest::prelude::*;

/// A process of tasks in a row with start and end, ids made from a letter.
fn row(letter: char, names: &[&str]) -> Definitions {
    let mut body = format!("<startEvent id='{letter}s'/><endEvent id='{letter}e'/>");
    for (ix, name) in names.iter().enumerate() {
        let _ = write!(body, "<userTask id='{letter}{ix}' name='{name}'/>");
    }
    let mut before = format!("{letter}s");
    for (ix, next) in
        (0..names.len()).map(|ix| format!("{letter}{ix}")).chain([format!("{letter}e")]).enumerate()
    {
        let _ = write!(body, "<sequenceFlow id='{letter}f{ix}' sourceRef='{before}' targetRef='{next}'/>");
        before = next;
    }
    model(&body)
}

fn model(body: &str) -> Definitions {
    let xml = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:r='urn:rennsteig:bpmn:1' \
         targetNamespace='urn:x'><process id='p'>{body}</process></definitions>"
    );
    Definitions::read(xml.as_bytes()).unwrap()
}

fn process(definitions: &Definitions) -> Element<'_> {
    definitions.processes().next().unwrap()
}

fn score(a: &Definitions, b: &Definitions) -> f64 {
    compare(process(a), process(b)).score
}

const PERMIT: &[&str] = &[
    "Antrag prüfen",
    "Unterlagen nachfordern",
    "Stellungnahme einholen",
    "Gebühr festsetzen",
    "Bescheid erstellen",
];

#[test]
fn other_words_for_the_same_are_found() {
    let first = row('a', PERMIT);
    let second = row(
        'b',
        &[
            "Prüfung des Antrags",
            "Nachforderung von Unterlagen",
            "Einholung der Stellungnahme",
            "Festsetzung der Gebühren",
            "Bescheid erstellen",
        ],
    );
    let found = compare(process(&first), process(&second));
    assert!(found.score > 0.99, "{found:#?}");
    let why: Vec<Why> =
        found.matched.iter().filter(|found| found.label > 0.0).map(|found| found.why).collect();
    assert_eq!(why, [Why::SameWords, Why::SameWords, Why::SameWords, Why::SameWords, Why::SameName]);
    assert_eq!(found.reasons, [Reason::SameSteps(5), Reason::SameFlows(6)]);
}

#[test]
fn renamed_and_reordered_stays_above_unrelated() {
    let first = row('a', PERMIT);
    let renamed = row(
        'b',
        &[
            "Antrag prüfen",
            "Angaben ergänzen lassen",
            "Stellungnahme einholen",
            "Gebühr berechnen",
            "Bescheid erstellen",
        ],
    );
    let mut turned: Vec<&str> = PERMIT.to_vec();
    turned.swap(1, 3);
    let reordered = row('c', &turned);
    let unrelated = row(
        'd',
        &["Gerät bestellen", "Lieferung annehmen", "Rechnung buchen", "Gerät ausgeben", "Inventar führen"],
    );
    let (renamed, reordered) = (score(&first, &renamed), score(&first, &reordered));
    let unrelated = score(&first, &unrelated);
    assert!(renamed > 0.6 && renamed < 1.0, "{renamed}");
    assert!(reordered > 0.7 && reordered < 1.0, "{reordered}");
    assert!(unrelated < 0.3, "{unrelated}");
}

#[test]
fn what_is_missing_is_named() {
    let first = row('a', PERMIT);
    let second = row('b', &PERMIT[..4]);
    let found = compare(process(&first), process(&second));
    assert_eq!(found.only_in_first, ["a4"]);
    assert!(found.only_in_second.is_empty());
    assert!(found.reasons.contains(&Reason::OnlyInFirst(1)), "{:?}", found.reasons);
    let back = compare(process(&second), process(&first));
    assert_eq!(back.only_in_second, ["a4"]);
    let order: Vec<&str> = back.matched.iter().map(|found| found.first.as_str()).collect();
    assert_eq!(order, ["bs", "be", "b0", "b1", "b2", "b3"]);
}

#[test]
fn a_library_is_ranked() {
    let all: Vec<Definitions> = services().iter().map(|path| read(path)).collect();
    let library: Vec<Profile> = all.iter().flat_map(Definitions::processes).map(Profile::of).collect();
    for (place, profile) in library.iter().enumerate() {
        let ranked = rank(profile, &library);
        assert_eq!(ranked[0].0, place);
        assert!((ranked[0].1 - 1.0).abs() < 1e-9);
        assert!(ranked[1].1 < 0.95, "{ranked:?}");
    }
    // The objections of both services have more in common than an objection and an application.
    let objections: Vec<usize> =
        (0..library.len()).filter(|place| library[*place].id() == Some("widerspruch")).collect();
    assert_eq!(rank(&library[objections[0]], &library)[1].0, objections[1]);
}

#[test]
fn public_models_are_like_themselves_only() {
    let Some(root) = conformance() else { return };
    for path in
        models(&root.join("bpmn-miwg/Reference")).iter().chain(&models(&root.join("bpmn-betsy/processes")))
    {
        let definitions = read(path);
        for process in definitions.processes() {
            let found = compare(process, process);
            assert!((found.score - 1.0).abs() < 1e-9, "{}: {}", path.display(), found.score);
            assert!(found.matched.iter().all(|pair| pair.first == pair.second), "{}", path.display());
            assert!(difference(process, process).is_empty());
        }
    }
}

#[test]
fn versions_are_told_apart() {
    let old = model(
        "<userTask id='a' name='Antrag prüfen' r:role='amt'/><exclusiveGateway id='g'/><userTask id='x'/>\
         <scriptTask id='s'><script>1</script></scriptTask>\
         <sequenceFlow id='f' sourceRef='a' targetRef='g'/>\
         <sequenceFlow id='h' sourceRef='g' targetRef='x'><conditionExpression>betrag > 10</conditionExpression></sequenceFlow>",
    );
    let new = model(
        "<serviceTask id='a' name='Antrag entscheiden' r:role='kasse'/><exclusiveGateway id='g'/><task id='n' name='Neu'/>\
         <scriptTask id='s'><script>2</script></scriptTask>\
         <sequenceFlow id='f' sourceRef='a' targetRef='g'/>\
         <sequenceFlow id='h' sourceRef='g' targetRef='n'><conditionExpression>betrag > 20</conditionExpression></sequenceFlow>",
    );
    let found = difference(process(&old), process(&new));
    assert_eq!(found.added.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(), ["n"]);
    assert_eq!(found.removed.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(), ["x"]);
    let text = |text: &str| Some(text.to_owned());
    let aspects: Vec<(&str, &[Aspect])> =
        found.changed.iter().map(|change| (change.part.id.as_str(), &*change.aspects)).collect();
    assert_eq!(
        aspects,
        [
            (
                "a",
                &[
                    Aspect::Kind("userTask".to_owned(), "serviceTask".to_owned()),
                    Aspect::Name(text("Antrag prüfen"), text("Antrag entscheiden")),
                    Aspect::Attribute("r:role".to_owned(), text("amt"), text("kasse")),
                ][..]
            ),
            ("s", &[Aspect::Content]),
            (
                "h",
                &[
                    Aspect::Condition(text("betrag > 10"), text("betrag > 20")),
                    Aspect::Attribute("targetRef".to_owned(), text("x"), text("n")),
                ]
            ),
        ]
    );
}

#[test]
fn huge_processes_are_compared_in_part() {
    let names: Vec<String> = (0..1_500).map(|i| format!("Schritt {i} von vielen")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let huge = row('a', &names);
    let found = compare(process(&huge), process(&huge));
    assert!(found.reasons.contains(&Reason::Cut));
    assert!((found.score - 1.0).abs() < 1e-9);
}

const WORDS: &[&str] =
    &["", "Antrag prüfen", "Prüfung Antrag", "Bescheid erstellen", "Gebühr", "Bescheid senden", "x", "in"];
const KINDS: &[&str] = &[
    "task",
    "userTask",
    "exclusiveGateway",
    "parallelGateway",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
];

/// Any process: nodes of any kind and name, flows between any of them.
fn any_process() -> impl Strategy<Value = String> {
    let nodes = prop::collection::vec((0..KINDS.len(), 0..WORDS.len()), 0..12);
    (nodes, prop::collection::vec((0..12_usize, 0..12_usize), 0..16)).prop_map(|(nodes, flows)| {
        let mut body = String::new();
        for (ix, (kind, name)) in nodes.iter().enumerate() {
            let _ = write!(body, "<{} id='n{ix}' name='{}'/>", KINDS[*kind], WORDS[*name]);
        }
        for (ix, (source, target)) in
            flows.iter().filter(|(s, t)| *s < nodes.len() && *t < nodes.len()).enumerate()
        {
            let _ = write!(body, "<sequenceFlow id='f{ix}' sourceRef='n{source}' targetRef='n{target}'/>");
        }
        body
    })
}

proptest! {
    #[test]
    fn likeness_is_a_likeness(a in any_process(), b in any_process()) {
        let (a, b) = (model(&a), model(&b));
        let (a, b) = (Profile::of(process(&a)), Profile::of(process(&b)));
        let own: Likeness = likeness(&a, &a);
        prop_assert!((own.score - 1.0).abs() < 1e-9, "{own:#?}");
        let (there, back) = (likeness(&a, &b), likeness(&b, &a));
        prop_assert!((there.score - back.score).abs() < 1e-9, "{there:#?}\n{back:#?}");
        prop_assert!((0.0..=1.0 + 1e-9).contains(&there.score));
        prop_assert_eq!(there.matched.len(), back.matched.len());
        prop_assert_eq!(rank(&a, std::slice::from_ref(&b))[0].1, there.score);
    }

    #[test]
    fn any_process_is_drawn_and_read_out(body in any_process()) {
        let definitions = model(&body);
        let picture = bpmn::draw::svg(&definitions, Some("p"), &bpmn::draw::Drawing::default()).unwrap();
        let nodes = body.matches(" id='n").count();
        prop_assert_eq!(picture.matches("class=\"bpmn-shape").count(), nodes);
        prop_assert_eq!(picture.matches("class=\"bpmn-edge").count(), body.matches("<sequenceFlow").count());
        prop_assert_eq!(bpmn::procedure::procedures(&definitions)[0].all_steps().count(), nodes);
    }
}
