//! What the tests share: samples, and the PDF tools of the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::{Meta, Pdf, Template};
use serde_json::Value;

pub(crate) fn meta() -> Meta {
    Meta {
        title: "Bescheid über einen Bewohnerparkausweis".into(),
        author: "Landeshauptstadt Erfurt".into(),
        ident: "urn:uuid:0193a1b2-4711-7000-8000-000000000001".into(),
        at: "2026-11-22T09:30:00Z".parse().unwrap(),
        language: "de".into(),
    }
}

pub(crate) fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn sample_data(name: &str) -> Value {
    serde_json::from_str(&sample(name)).unwrap()
}

pub(crate) fn letter(data: &str) -> Pdf {
    let template = Template::compile("parkausweis.typ", &sample("parkausweis.typ")).unwrap();
    let pdf = template.render(&sample_data(data), &meta()).unwrap();
    assert_eq!(pdf.warnings, [], "{data}");
    pdf
}

/// Runs a PDF tool on the document; `None` with a message where the machine has no such tool.
pub(crate) fn tool(pdf: &[u8], name: &str, before: &[&str], after: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = match Command::new(name).args(before).arg(&file).args(after).output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: {name} is not installed (dev/setup documents installs it)");
            return None;
        }
        other => other.unwrap(),
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{name}: {text}{}", String::from_utf8_lossy(&output.stderr));
    Some(text)
}

/// A folder of the public suites, or `None` with a message.
pub(crate) fn conformance(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let path = root.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no {} (set RENNSTEIG_CONFORMANCE)", path.display());
    None
}
