//! A package: all its files read, compiled and checked against each other.

use std::collections::BTreeMap;

use feel::{Context, Deadline};
use fim::xdf3::Schema;

use crate::check;
use crate::decisions::{self, DecideError, Decided, Decisions};
use crate::files::{self, Files};
use crate::model::{Digest, Manifest, Problem, Severity, Texts};
use crate::parts::Parts;
use crate::scenario::Scenario;
use crate::verfahren::Verfahren;

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
    /// What a Widerspruch starts, where the package has it.
    pub(crate) widerspruch: Option<bpmn::Process>,
    /// Forms of tasks by their name (`r:form`).
    pub(crate) aufgaben: BTreeMap<String, form::Form>,
    pub(crate) decisions: Decisions,
    pub(crate) notice: documents::Template,
    /// Further templates by their path (`vorlagen/anhoerung.typ`).
    pub(crate) vorlagen: BTreeMap<String, documents::Template>,
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

    /// The process of the application, ready to run.
    #[must_use]
    pub fn process(&self) -> &bpmn::Process {
        &self.process
    }

    /// The process of the application or of the objection; `None` where the package has none for it.
    #[must_use]
    pub fn process_of(&self, verfahren: Verfahren) -> Option<&bpmn::Process> {
        match verfahren {
            Verfahren::Antrag => Some(&self.process),
            Verfahren::Widerspruch => self.widerspruch.as_ref(),
        }
    }

    /// An element of one of the processes; `None` where there is no such process or element.
    #[must_use]
    pub fn element(&self, verfahren: Verfahren, id: &str) -> Option<&bpmn::Node> {
        self.process_of(verfahren)?.element(id)
    }

    /// The processes of the package.
    pub fn processes(&self) -> impl Iterator<Item = (Verfahren, &bpmn::Process)> {
        Verfahren::ALL.into_iter().filter_map(|verfahren| Some((verfahren, self.process_of(verfahren)?)))
    }

    /// The form of a task (`r:form`), from `aufgaben/<name>.xdf3.xml` and `aufgaben/<name>.toml`.
    #[must_use]
    pub fn aufgabe(&self, name: &str) -> Option<&form::Form> {
        self.aufgaben.get(name)
    }

    /// All forms of tasks.
    pub fn aufgaben(&self) -> impl Iterator<Item = (&str, &form::Form)> {
        self.aufgaben.iter().map(|(name, form)| (name.as_str(), form))
    }

    /// The files with decisions.
    pub fn decision_models(&self) -> impl Iterator<Item = (&str, &dmn::Model)> {
        self.decisions.iter().map(|file| (file.path.as_str(), &file.model))
    }

    /// What the checks of its decisions find, by file. Without notes: that nobody asks for a decision cannot be told without the
    /// process, and the rest is for whoever looks at one model.
    pub fn decision_findings(&self) -> impl Iterator<Item = (&str, Vec<dmn::Finding>)> {
        self.decision_models().map(|(file, model)| {
            let found = model.check().into_iter();
            (file, found.filter(|finding| finding.severity > dmn::Severity::Note).collect())
        })
    }

    /// Evaluates the decision that a task names (`r:decision`), in the version that counts on the day that the task names
    /// (`r:stichtag`; without it that of receipt).
    ///
    /// # Errors
    /// The package has no such decision or none for that day, the day cannot be told, or the decision cannot be evaluated.
    pub fn decide(&self, task: &bpmn::Node, variables: &Context) -> Result<Decided, DecideError> {
        let stichtag = decisions::stichtag(task, variables)?;
        let decision = task.extension("decision").unwrap_or_default();
        let file = self.decisions.on(decision, stichtag)?;
        let begun = std::time::Instant::now();
        let deadline = Deadline::new(move || begun.elapsed() > decisions::PATIENCE);
        let options = dmn::Options { deadline: Some(deadline), ..dmn::Options::default() };
        let outcome = file.model.evaluate_with(decision, variables, &options)?;
        Ok(Decided { file: file.path.clone(), outcome, stichtag, fassung: file.fassung.ab })
    }

    /// The template of the notice, `bescheid.typ`.
    #[must_use]
    pub fn notice(&self) -> &documents::Template {
        &self.notice
    }

    /// The template that a task names (`r:template`): `vorlagen/<name>.typ`, or `bescheid.typ` where it names none.
    #[must_use]
    pub fn template(&self, path: Option<&str>) -> Option<&documents::Template> {
        match path {
            None | Some(files::NOTICE) => Some(&self.notice),
            Some(path) => self.vorlagen.get(path),
        }
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
