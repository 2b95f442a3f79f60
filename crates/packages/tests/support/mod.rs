//! The packages of the repository, whole or with something changed in them.

use std::path::{Path, PathBuf};

use packages::{Files, Package, Problem, Severity};

/// The repository.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The files of one of its packages.
pub(crate) fn service(name: &str) -> Files {
    Files::read(&workspace().join("services").join(name)).unwrap()
}

/// The package that they make.
pub(crate) fn sound(files: Files) -> Package {
    Package::read(files).unwrap_or_else(|problems| panic!("{:#?}", errors(&problems)))
}

/// What a package is refused for.
pub(crate) fn errors(problems: &[Problem]) -> Vec<String> {
    problems.iter().filter(|p| p.severity == Severity::Error).map(ToString::to_string).collect()
}

/// The files with one of them changed.
pub(crate) fn with(mut files: Files, path: &str, change: impl Fn(&str) -> String) -> Files {
    let text = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "{path}: the change does nothing");
    files.set(path, changed.into_bytes()).unwrap();
    files
}
