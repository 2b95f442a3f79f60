//! What the tests on real models share.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses a part")]
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test may panic and talk")]

use std::path::{Path, PathBuf};

use bpmn::{Definitions, Element};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the public suites; none, with a word on it, where it is missing.
pub(crate) fn conformance() -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE")
        .map_or_else(|| folder().join("../../../shared/conformance"), PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    println!("skipped: no conformance data at {}", root.display());
    None
}

/// All model files below a folder, by path.
pub(crate) fn models(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(models(&path));
        } else if path.extension().is_some_and(|extension| extension == "bpmn") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The processes of the shipped services, by path.
pub(crate) fn services() -> Vec<PathBuf> {
    models(&folder().join("../../services"))
}

/// Reads a model file.
pub(crate) fn read(path: &Path) -> Definitions {
    Definitions::read(&std::fs::read(path).unwrap())
        .unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()))
}

/// Whether an element is an activity, event or gateway.
pub(crate) fn is_flow_node(element: &Element<'_>) -> bool {
    let kind = element.kind();
    element.is_bpmn()
        && (["Task", "Gateway", "Event"].iter().any(|end| kind.ends_with(end))
            || matches!(kind, "task" | "subProcess" | "transaction" | "adHocSubProcess" | "callActivity"))
}
