//! The files of a package: which there may be, how large, and what they are known by.

use std::collections::BTreeMap;
use std::path::Path;

use aws_lc_rs::digest;

use crate::model::{Digest, Problem};

/// Most files of a package.
pub const MAX_FILES: usize = 400;
/// Largest file, in bytes. The largest schema of the FIM portal has a few megabytes.
pub const MAX_FILE: usize = 8 * 1024 * 1024;
/// Largest package, in bytes.
pub const MAX_TOTAL: usize = 32 * 1024 * 1024;

/// The manifest.
pub(crate) const MANIFEST: &str = "package.toml";
/// The schema of the form.
pub(crate) const SCHEMA: &str = "schema.xdf3.xml";
/// The pages of the form.
pub(crate) const PAGES: &str = "pages.toml";
/// The process.
pub(crate) const PROCESS: &str = "process.bpmn";
/// The notice.
pub(crate) const NOTICE: &str = "bescheid.typ";
/// Free-text rules of a FIM schema that an editor has to turn into checks.
pub(crate) const RULES: &str = "REGELN.md";

const REQUIRED: [&str; 5] = [MANIFEST, SCHEMA, PAGES, PROCESS, NOTICE];

/// Folder and endings of the files of which there may be several.
const FOLDERS: [(&str, &[&str]); 6] = [
    ("aufgaben/", &[AUFGABE_SCHEMA, AUFGABE_PAGES]),
    ("codelists/", &[".xml"]),
    ("decisions/", &[".dmn"]),
    ("texts/", &[".toml"]),
    ("scenarios/", &[".toml"]),
    ("vorlagen/", &[".typ"]),
];

/// Ending of the schema of a form for a task.
pub(crate) const AUFGABE_SCHEMA: &str = ".xdf3.xml";
/// Ending of its pages.
pub(crate) const AUFGABE_PAGES: &str = ".toml";

/// The files of a package by their path, with `/` between folder and name. Every path is one that a package
/// may have, so none leads out of its folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Takes files from memory.
    ///
    /// # Errors
    /// Every path that a package may not have, every file or package that is too large, every missing file.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut map = BTreeMap::new();
        for (path, content) in files {
            if let Some(message) = wrong_path(&path) {
                problems.push(Problem::error(path, message));
            } else if content.len() > MAX_FILE {
                problems.push(Problem::error(
                    path,
                    format!("{} bytes, at most {MAX_FILE} are allowed: make it smaller", content.len()),
                ));
            } else if map.insert(path.clone(), content).is_some() {
                problems.push(Problem::error(path, "the file is there twice: remove one"));
            }
        }
        let total: usize = map.values().map(Vec::len).sum();
        if map.len() > MAX_FILES || total > MAX_TOTAL {
            let message = format!(
                "{} files with {total} bytes, at most {MAX_FILES} files with {MAX_TOTAL} bytes are allowed",
                map.len()
            );
            problems.push(Problem::error("", message));
        }
        for path in REQUIRED {
            if !map.contains_key(path) {
                problems.push(Problem::error(path, "the file is missing: every package has it"));
            }
        }
        if problems.is_empty() { Ok(Self(map)) } else { Err(problems) }
    }

    /// Reads a folder. Links are not followed.
    ///
    /// # Errors
    /// As [`Files::new`], and what cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut found = Vec::new();
        let mut total = 0;
        let mut problems = Vec::new();
        walk(folder, "", &mut found, &mut total, &mut problems);
        match Self::new(found) {
            Ok(files) if problems.is_empty() => Ok(files),
            Ok(_) => Err(problems),
            Err(more) => Err(problems.into_iter().chain(more).collect()),
        }
    }

    /// The content of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// The files of a folder (`decisions/`).
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.iter().filter(move |(path, _)| path.starts_with(folder))
    }

    /// Puts a file in place of another or adds it; for editors.
    pub fn set(&mut self, path: &str, content: Vec<u8>) -> Result<(), Problem> {
        if let Some(message) = wrong_path(path) {
            return Err(Problem::error(path, message));
        }
        self.0.insert(path.to_owned(), content);
        Ok(())
    }

    /// SHA-256 over all paths and contents, each with its length, in the order of the paths.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(b"rennsteig package v1\0");
        for (path, content) in self.iter() {
            for part in [path.as_bytes(), content] {
                context.update(&(part.len() as u64).to_be_bytes());
                context.update(part);
            }
        }
        Digest(hex::encode(context.finish()))
    }

    /// Writes the files into a folder, which is made if it is missing.
    ///
    /// # Errors
    /// The folder has a package already, or cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        if folder.join(MANIFEST).exists() {
            let message = format!("{} already has a package: choose another folder", folder.display());
            return Err(std::io::Error::new(std::io::ErrorKind::AlreadyExists, message));
        }
        for (path, content) in self.iter() {
            let target = folder.join(path);
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(target, content)?;
        }
        Ok(())
    }
}

/// Why a package may not have a file of this path.
fn wrong_path(path: &str) -> Option<&'static str> {
    let name_ok = |name: &str| {
        !name.is_empty()
            && name.len() <= 100
            && !name.starts_with('.')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    if REQUIRED.contains(&path) || path == "README.md" || path == RULES {
        return None;
    }
    match FOLDERS.iter().find(|(folder, _)| path.starts_with(folder)) {
        None => Some(
            "no part of a package reads this file: remove it or rename it (services/README.md lists the files)",
        ),
        Some((folder, endings)) => {
            let name = &path[folder.len()..];
            if !name_ok(name) {
                Some("use letters, digits, `.`, `_` and `-` in the file's name, and no further folder")
            } else if !endings.iter().any(|ending| name.ends_with(ending)) {
                Some("the file has the wrong ending for its folder (services/README.md lists the files)")
            } else {
                None
            }
        }
    }
}

fn walk(
    folder: &Path,
    prefix: &str,
    found: &mut Vec<(String, Vec<u8>)>,
    total: &mut usize,
    problems: &mut Vec<Problem>,
) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem::error(prefix, format!("{} cannot be read: {error}", folder.display())));
            return;
        }
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.starts_with('.') {
            continue; // `.git`, `.gitignore`: not part of the package, never shipped.
        }
        match entry.metadata() {
            // `DirEntry::metadata` does not follow links.
            Ok(meta) if meta.is_dir() && prefix.is_empty() => {
                walk(&entry.path(), &format!("{path}/"), found, total, problems);
            }
            Ok(meta) if meta.is_file() => {
                *total += usize::try_from(meta.len()).unwrap_or(usize::MAX);
                if found.len() > MAX_FILES || *total > MAX_TOTAL {
                    problems.push(Problem::error(path, "the folder is larger than a package may be"));
                    return;
                }
                match std::fs::read(entry.path()) {
                    Ok(content) => found.push((path, content)),
                    Err(error) => problems.push(Problem::error(path, format!("cannot be read: {error}"))),
                }
            }
            Ok(meta) if meta.is_dir() => {
                problems.push(Problem::error(path, "a package has no folders within folders"));
            }
            Ok(_) => {
                problems.push(Problem::error(path, "neither a file nor a folder: links are not followed"));
            }
            Err(error) => problems.push(Problem::error(path, format!("cannot be read: {error}"))),
        }
    }
}

/// What changed between two packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Only the new package has it.
    Added,
    /// Only the old package has it.
    Removed,
    /// Lines of text that only the old or only the new file has.
    Changed {
        /// Lines gone.
        removed: usize,
        /// Lines come.
        added: usize,
    },
}

/// The files that differ between two packages, in the order of their paths.
#[must_use]
pub fn diff(old: &Files, new: &Files) -> Vec<Change> {
    let paths: std::collections::BTreeSet<&str> =
        old.iter().chain(new.iter()).map(|(path, _)| path).collect();
    let mut changes = Vec::new();
    for path in paths {
        let kind = match (old.get(path), new.get(path)) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => changed(a, b),
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
        };
        changes.push(Change { path: path.to_owned(), kind });
    }
    changes
}

/// Counts lines as a multiset: moved lines are not a change.
fn changed(old: &[u8], new: &[u8]) -> ChangeKind {
    let mut lines: BTreeMap<&[u8], i64> = BTreeMap::new();
    for line in old.split(|b| *b == b'\n') {
        *lines.entry(line).or_default() -= 1;
    }
    for line in new.split(|b| *b == b'\n') {
        *lines.entry(line).or_default() += 1;
    }
    let sum = |sign: i64| {
        let total: i64 = lines.values().map(|n| (n * sign).max(0)).sum();
        usize::try_from(total).unwrap_or(0)
    };
    ChangeKind::Changed { removed: sum(-1), added: sum(1) }
}
