//! A package: all its files read, compiled and checked against each other.

use std::collections::BTreeMap;

use feel::Context;
use fim::genericode::Codelist;
use fim::xdf3::Schema;
use serde::de::DeserializeOwned;

use crate::check;
use crate::files::{self, Files};
use crate::model::{Digest, LANGUAGES, Manifest, Problem, Severity, Texts};
use crate::scenario::Scenario;

/// A package that can run. Immutable; share it in an `Arc`.
#[derive(Debug)]
pub struct Package {
    pub(crate) files: Files,
    pub(crate) digest: Digest,
    pub(crate) manifest: Manifest,
    pub(crate) texts: BTreeMap<String, Texts>,
    pub(crate) schema: Schema,
    pub(crate) form: form::Form,
    pub(crate) definitions: bpmn::Definitions,
    pub(crate) process: bpmn::Process,
    pub(crate) decisions: Vec<DecisionFile>,
    pub(crate) notice: documents::Template,
    pub(crate) scenarios: Vec<(String, Scenario)>,
    pub(crate) hints: Vec<Problem>,
}

impl Package {
    /// Reads a package, compiles every file, checks the files against each other and tries the notice on the
    /// scenarios.
    ///
    /// # Errors
    /// Everything that is wrong, as far as it can be found at once: faults within files first, and once those
    /// are gone, faults between files.
    pub fn read(files: Files) -> Result<Self, Vec<Problem>> {
        let mut package = Self::compile(files)?;
        let (errors, hints): (Vec<_>, Vec<_>) =
            check::check(&package).into_iter().partition(|problem| problem.severity == Severity::Error);
        if !errors.is_empty() {
            return Err(errors.into_iter().chain(hints).collect());
        }
        package.hints = hints;
        Ok(package)
    }

    /// Compiles every file but does not check them against each other: for what was checked when it was installed.
    pub(crate) fn compile(files: Files) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let parts = Parts::read(&files, &mut problems);
        let Some(parts) = parts.filter(|_| problems.is_empty()) else { return Err(problems) };
        parts.link(files, &mut problems).ok_or(problems)
    }

    /// Reads a package from a folder.
    ///
    /// # Errors
    /// As [`Package::read`] and [`Files::read`].
    pub fn open(folder: &std::path::Path) -> Result<Self, Vec<Problem>> {
        Self::read(Files::read(folder)?)
    }

    /// What the package is known by.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The texts in a language, or in German where that is missing.
    #[must_use]
    pub fn texts(&self, language: &str) -> &Texts {
        self.texts
            .get(language)
            .or_else(|| self.texts.get("de"))
            .expect("a package without German texts is refused when it is read")
    }

    /// The languages of the texts.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The schema of the form.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &form::Form {
        &self.form
    }

    /// The process as it stands in the file, with its diagram.
    #[must_use]
    pub fn definitions(&self) -> &bpmn::Definitions {
        &self.definitions
    }

    /// The process, ready to run.
    #[must_use]
    pub fn process(&self) -> &bpmn::Process {
        &self.process
    }

    /// The files with decisions.
    pub fn decision_models(&self) -> impl Iterator<Item = (&str, &dmn::Model)> {
        self.decisions.iter().map(|file| (file.path.as_str(), &file.model))
    }

    /// Evaluates the decision of this name, in whichever file it stands.
    ///
    /// # Errors
    /// The package has no such decision, or it cannot be evaluated.
    pub fn decide(&self, decision: &str, inputs: &Context) -> Result<dmn::Outcome, DecideError> {
        let file = self
            .decisions
            .iter()
            .find(|file| file.names.iter().any(|name| name == decision))
            .ok_or_else(|| DecideError::Unknown(decision.to_owned()))?;
        Ok(file.model.evaluate(decision, inputs)?)
    }

    /// The template of the notice.
    #[must_use]
    pub fn notice(&self) -> &documents::Template {
        &self.notice
    }

    /// The scenarios with their files.
    pub fn scenarios(&self) -> impl Iterator<Item = (&str, &Scenario)> {
        self.scenarios.iter().map(|(file, scenario)| (file.as_str(), scenario))
    }

    /// What an editor should look at, though the package runs.
    #[must_use]
    pub fn hints(&self) -> &[Problem] {
        &self.hints
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }
}

/// A file with decisions.
#[derive(Debug)]
pub(crate) struct DecisionFile {
    pub(crate) path: String,
    pub(crate) model: dmn::Model,
    /// The names of its decisions.
    pub(crate) names: Vec<String>,
}

/// Why a decision has no outcome.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No file of the package has it.
    #[error("the package has no decision {0:?}; see decisions/*.dmn")]
    Unknown(String),
    /// It failed.
    #[error(transparent)]
    Failed(#[from] dmn::Error),
}

/// The files, each read by itself.
struct Parts {
    manifest: Manifest,
    texts: BTreeMap<String, Texts>,
    schema: Schema,
    codelists: Vec<Codelist>,
    layout: form::Layout,
    definitions: bpmn::Definitions,
    decisions: Vec<DecisionFile>,
    notice: documents::Template,
    scenarios: Vec<(String, Scenario)>,
}

impl Parts {
    /// `None` where a file that all else needs cannot be read; the reasons are in `problems`.
    fn read(files: &Files, problems: &mut Vec<Problem>) -> Option<Self> {
        let manifest = toml_file(files, files::MANIFEST, problems);
        let texts = texts(files, problems);
        let schema = noted(read_schema(files), problems);
        let codelists = each(files, "codelists/", problems, |path, content| {
            Codelist::read(content)
                .map_err(|error| vec![Problem::error(path, error.to_string()).at(error.line())])
        });
        let layout = noted(read_layout(files), problems);
        let definitions = noted(read_definitions(files), problems);
        let decisions = each(files, "decisions/", problems, |path, content| {
            dmn::Model::read(content).map_err(|found| {
                found.into_iter().map(|p| placed(path, p.line, p.element, p.message)).collect()
            })
        });
        let notice = noted(read_notice(files), problems);
        let scenarios = each(files, "scenarios/", problems, toml_content);
        Some(Self {
            manifest: manifest?,
            texts,
            schema: schema?,
            codelists: codelists.into_iter().map(|(_, list)| list).collect(),
            layout: layout?,
            definitions: definitions?,
            decisions: decisions
                .into_iter()
                .map(|(path, model)| DecisionFile {
                    names: model.decisions().map(|decision| decision.name).collect(),
                    path,
                    model,
                })
                .collect(),
            notice: notice?,
            scenarios,
        })
    }

    /// Compiles what needs several files.
    fn link(self, files: Files, problems: &mut Vec<Problem>) -> Option<Package> {
        let form = form::Form::compile(&self.schema, &self.layout, &self.codelists).map_err(|found| {
            found.into_iter().map(|p| placed(p.file, p.line, p.element, p.message)).collect()
        });
        let process =
            bpmn::Process::compile(&self.definitions, self.manifest.prozess.id.as_deref()).map_err(|found| {
                found.into_iter().map(|p| placed(files::PROCESS, p.line, p.element, p.message)).collect()
            });
        let (form, process) = (noted(form, problems), noted(process, problems));
        Some(Package {
            digest: files.digest(),
            files,
            manifest: self.manifest,
            texts: self.texts,
            schema: self.schema,
            form: form?,
            definitions: self.definitions,
            process: process?,
            decisions: self.decisions,
            notice: self.notice,
            scenarios: self.scenarios,
            hints: Vec::new(),
        })
    }
}

/// A finding of another room, at its file.
fn placed(file: &str, line: Option<u32>, element: Option<String>, message: String) -> Problem {
    Problem { file: file.to_owned(), line, element, severity: Severity::Error, message }
}

fn noted<T>(result: Result<T, Vec<Problem>>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|found| problems.extend(found)).ok()
}

fn each<T>(
    files: &Files,
    folder: &str,
    problems: &mut Vec<Problem>,
    read: impl Fn(&str, &[u8]) -> Result<T, Vec<Problem>>,
) -> Vec<(String, T)> {
    let mut found = Vec::new();
    for (path, content) in files.folder(folder) {
        if let Some(part) = noted(read(path, content), problems) {
            found.push((path.to_owned(), part));
        }
    }
    found
}

fn content<'a>(files: &'a Files, path: &str) -> Result<&'a [u8], Vec<Problem>> {
    files.get(path).ok_or_else(|| vec![Problem::error(path, "the file is missing: every package has it")])
}

fn text<'a>(path: &str, content: &'a [u8]) -> Result<&'a str, Vec<Problem>> {
    std::str::from_utf8(content).map_err(|error| {
        let message = format!("byte {} is not UTF-8: save the file as UTF-8", error.valid_up_to());
        vec![Problem::error(path, message)]
    })
}

fn read_schema(files: &Files) -> Result<Schema, Vec<Problem>> {
    Schema::read(content(files, files::SCHEMA)?)
        .map_err(|error| vec![Problem::error(files::SCHEMA, error.to_string()).at(error.line())])
}

fn read_layout(files: &Files) -> Result<form::Layout, Vec<Problem>> {
    let source = text(files::PAGES, content(files, files::PAGES)?)?;
    form::Layout::read(source).map_err(|p| vec![placed(p.file, p.line, p.element, p.message)])
}

fn read_definitions(files: &Files) -> Result<bpmn::Definitions, Vec<Problem>> {
    bpmn::Definitions::read(content(files, files::PROCESS)?).map_err(|found| {
        found.into_iter().map(|p| placed(files::PROCESS, p.line, p.element, p.message)).collect()
    })
}

fn read_notice(files: &Files) -> Result<documents::Template, Vec<Problem>> {
    let source = text(files::NOTICE, content(files, files::NOTICE)?)?;
    documents::Template::compile(files::NOTICE, source)
        .map_err(|error| error.into_problems().iter().map(notice_problem).collect())
}

/// A finding of the document room, as one of the package.
pub(crate) fn notice_problem(problem: &documents::Problem) -> Problem {
    let mut message = problem.message.clone();
    if !problem.hints.is_empty() {
        message = format!("{message} ({})", problem.hints.join("; "));
    }
    let severity = match problem.severity {
        documents::Severity::Error => Severity::Error,
        documents::Severity::Warning => Severity::Hint,
    };
    let file = if problem.file.is_empty() { files::NOTICE } else { &problem.file };
    let line = problem.line.and_then(|line| u32::try_from(line).ok());
    Problem { file: file.to_owned(), line, element: None, severity, message }
}

fn texts(files: &Files, problems: &mut Vec<Problem>) -> BTreeMap<String, Texts> {
    let found = each(files, "texts/", problems, toml_content);
    let texts: BTreeMap<String, Texts> = found
        .into_iter()
        .map(|(path, texts)| (path.trim_start_matches("texts/").trim_end_matches(".toml").to_owned(), texts))
        .collect();
    for language in LANGUAGES {
        let path = format!("texts/{language}.toml");
        if files.get(&path).is_none() {
            problems.push(Problem::error(
                path,
                "the file is missing: every package has its texts in this language",
            ));
        }
    }
    texts
}

fn toml_file<T: DeserializeOwned>(files: &Files, path: &str, problems: &mut Vec<Problem>) -> Option<T> {
    noted(content(files, path).and_then(|content| toml_content(path, content)), problems)
}

fn toml_content<T: DeserializeOwned>(path: &str, content: &[u8]) -> Result<T, Vec<Problem>> {
    let source = text(path, content)?;
    toml::from_str(source).map_err(|error| {
        let line = error.span().map(|span| {
            let before = source.as_bytes().get(..span.start).unwrap_or_default();
            u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
        });
        vec![Problem::error(path, error.message().to_owned()).at(line)]
    })
}
