//! The reference models of the BPMN Model Interchange Working Group: read without loss, written and read again
//! equal, with the diagram. That the written file follows the schema is not checked here: nothing is changed on the way.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use bpmn::{BPMN, BPMNDI, Definitions, Element};
use serde_json::Value as Json;

use crate::Report;

/// Three cases for each model: import, round trip, diagram.
pub fn run(folder: &Path) -> anyhow::Result<Report> {
    let text = std::fs::read_to_string(folder.join("element-counts.json")).context("element-counts.json")?;
    let counts: Json = serde_json::from_str(&text).context("element-counts.json")?;
    let mut report = Report::default();
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("Reference"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<_>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "bpmn")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(path).with_context(|| name.clone())?;
        let definitions = Definitions::read(&bytes);
        let definitions = definitions
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
        let import =
            definitions.as_ref().map_err(Clone::clone).and_then(|d| import(d, expected(&counts, &name)));
        report.count(format!("{name} import"), import);
        let again = definitions.as_ref().map_err(Clone::clone).and_then(|definitions| {
            Definitions::read(definitions.write().as_bytes()).map_err(|problems| format!("{problems:?}"))
        });
        let trip = match (&definitions, &again) {
            (Ok(before), Ok(after)) => same(before.root(), after.root()),
            _ => Err("not read".to_owned()),
        };
        report.count(format!("{name} round trip"), trip);
        let diagram = again.as_ref().map_err(Clone::clone).and_then(diagram);
        report.count(format!("{name} diagram"), diagram);
    }
    Ok(report)
}

fn expected<'j>(counts: &'j Json, name: &str) -> &'j Json {
    let stem = name.trim_end_matches(".bpmn");
    counts
        .get(name)
        .or_else(|| counts.get(stem))
        .or_else(|| counts.get(format!("Reference/{name}")))
        .unwrap_or(&Json::Null)
}

/// As many elements of each name as the data says.
fn import(definitions: &Definitions, expected: &Json) -> Result<(), String> {
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for element in definitions.elements() {
        *found.entry(element.kind()).or_default() += 1;
    }
    let expected = expected.as_object().ok_or("no counts for this file")?;
    for (name, count) in expected {
        let own = found.get(name.as_str()).copied().unwrap_or(0);
        if count.as_u64() != Some(own) {
            return Err(format!("{own} elements '{name}', expected {count}"));
        }
    }
    Ok(())
}

/// Equal but for the order of attributes, prefixes, white space, and the header of the exporting tool.
fn same(a: Element<'_>, b: Element<'_>) -> Result<(), String> {
    let what = format!("{} {}", a.kind(), a.id().unwrap_or_default());
    let attributes = |element: Element<'_>| {
        let header =
            |name: &str| element.is("definitions") && matches!(name, "exporter" | "exporterVersion" | "id");
        let mut all: Vec<(Option<String>, String, String)> = element
            .attributes()
            .filter(|(_, name, _)| !header(name))
            .map(|(namespace, name, value)| (namespace.map(str::to_owned), name.to_owned(), value.to_owned()))
            .collect();
        all.sort();
        all
    };
    if (a.namespace(), a.kind()) != (b.namespace(), b.kind()) {
        return Err(format!("{what} became {}", b.kind()));
    }
    if attributes(a) != attributes(b) {
        return Err(format!("{what}: attributes {:?} became {:?}", attributes(a), attributes(b)));
    }
    if a.text() != b.text() {
        return Err(format!("{what}: text '{}' became '{}'", a.text(), b.text()));
    }
    let (ours, theirs): (Vec<_>, Vec<_>) = (a.children().collect(), b.children().collect());
    if ours.len() != theirs.len() {
        return Err(format!("{what}: {} children became {}", ours.len(), theirs.len()));
    }
    ours.into_iter().zip(theirs).try_for_each(|(a, b)| same(a, b))
}

/// Every shape and edge shows an element of the model, shapes have bounds, edges two waypoints or more.
fn diagram(definitions: &Definitions) -> Result<(), String> {
    let mut shown = 0;
    for element in definitions.elements().filter(|element| element.namespace() == Some(BPMNDI)) {
        let (shape, edge) = (element.kind() == "BPMNShape", element.kind() == "BPMNEdge");
        if !shape && !edge {
            continue;
        }
        shown += 1;
        let id = element.id().unwrap_or_default();
        let subject = element.reference("bpmnElement").ok_or_else(|| format!("{id} shows no element"))?;
        if subject.namespace() != Some(BPMN) {
            return Err(format!("{id} shows a {}", subject.kind()));
        }
        let number = |element: Element<'_>, name: &str| {
            element.attribute(name).is_some_and(|n| n.parse::<f64>().is_ok())
        };
        let bounds = element.children().any(|b| {
            b.kind() == "Bounds" && ["x", "y", "width", "height"].iter().all(|name| number(b, name))
        });
        let waypoints = element
            .children()
            .filter(|w| w.kind() == "waypoint" && number(*w, "x") && number(*w, "y"))
            .count();
        if shape && !bounds || edge && waypoints < 2 {
            return Err(format!("{id} has no place in the diagram"));
        }
    }
    if shown == 0 { Err("the diagram is empty".to_owned()) } else { Ok(()) }
}
