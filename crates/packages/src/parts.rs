//! Reading a package: each file by itself, then what needs several of them.

use std::collections::{BTreeMap, BTreeSet};

use fim::genericode::Codelist;
use fim::xdf3::Schema;
use serde::de::DeserializeOwned;

use crate::decisions::{DecisionFile, Decisions, FOLDER as DECISIONS, Fassung};
use crate::files::{self, Files};
use crate::model::{LANGUAGES, Manifest, Problem, Severity, Texts};
use crate::package::Package;
use crate::scenario::Scenario;

/// The files, each read by itself.
pub(crate) struct Parts {
    manifest: Manifest,
    texts: BTreeMap<String, Texts>,
    schema: Schema,
    codelists: Vec<Codelist>,
    layout: form::Layout,
    definitions: bpmn::Definitions,
    decisions: Vec<DecisionFile>,
    aufgaben: Vec<(String, Schema, form::Layout)>,
    notice: documents::Template,
    vorlagen: Vec<(String, documents::Template)>,
    scenarios: Vec<(String, Scenario)>,
}

impl Parts {
    /// `None` where a file that all else needs cannot be read; the reasons are in `problems`.
    pub(crate) fn read(files: &Files, problems: &mut Vec<Problem>) -> Option<Self> {
        let manifest = toml_file(files, files::MANIFEST, problems);
        let texts = texts(files, problems);
        let schema = noted(read_schema(files, files::SCHEMA), problems);
        let codelists = each(files, "codelists/", problems, |path, content| {
            Codelist::read(content)
                .map_err(|error| vec![Problem::error(path, error.to_string()).at(error.line())])
        });
        let layout = noted(read_layout(files, files::PAGES), problems);
        let definitions = noted(read_definitions(files), problems);
        let decisions = each(files, DECISIONS, problems, decision_file);
        let aufgaben = read_aufgaben(files, problems);
        let notice = noted(read_notice(files), problems);
        let vorlagen = each(files, "vorlagen/", problems, template);
        let scenarios = each(files, "scenarios/", problems, toml_content);
        Some(Self {
            manifest: manifest?,
            texts,
            schema: schema?,
            codelists: codelists.into_iter().map(|(_, list)| list).collect(),
            layout: layout?,
            definitions: definitions?,
            decisions: decisions.into_iter().map(|(_, file)| file).collect(),
            aufgaben,
            notice: notice?,
            vorlagen,
            scenarios,
        })
    }

    /// Compiles what needs several files.
    pub(crate) fn link(self, files: Files, problems: &mut Vec<Problem>) -> Option<Package> {
        let form = noted(
            compile_form(&self.schema, &self.layout, &self.codelists, files::SCHEMA, files::PAGES),
            problems,
        );
        let process =
            noted(compile_process(&self.definitions, self.manifest.prozess.id.as_deref()), problems);
        let objection = self.manifest.rechtsbehelf.prozess.as_deref();
        let widerspruch = objection.map(|id| noted(compile_process(&self.definitions, Some(id)), problems));
        let mut aufgaben = BTreeMap::new();
        for (name, schema, layout) in &self.aufgaben {
            let (schema_file, pages) = (aufgabe_schema(name), aufgabe_pages(name));
            let compiled = compile_form(schema, layout, &self.codelists, &schema_file, &pages);
            aufgaben.extend(noted(compiled, problems).map(|form| (name.clone(), form)));
        }
        Some(Package {
            digest: files.digest(),
            files,
            manifest: self.manifest,
            texts: self.texts,
            schema: self.schema,
            form: form?,
            definitions: self.definitions,
            process: process?,
            widerspruch: match widerspruch {
                Some(compiled) => Some(compiled?),
                None => None,
            },
            aufgaben,
            decisions: Decisions::new(self.decisions),
            notice: self.notice,
            vorlagen: self.vorlagen.into_iter().collect(),
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

fn decision_file(path: &str, content: &[u8]) -> Result<DecisionFile, Vec<Problem>> {
    let fassung = Fassung::of(path).map_err(|message| vec![Problem::error(path, message)])?;
    let model = dmn::Model::read(content).map_err(|found| {
        found.into_iter().map(|p| placed(path, p.line, p.element, p.message)).collect::<Vec<_>>()
    })?;
    let names = model.decisions().map(|decision| decision.name).collect();
    Ok(DecisionFile { path: path.to_owned(), model, names, fassung })
}

fn read_schema(files: &Files, path: &str) -> Result<Schema, Vec<Problem>> {
    Schema::read(content(files, path)?)
        .map_err(|error| vec![Problem::error(path, error.to_string()).at(error.line())])
}

fn read_layout(files: &Files, path: &str) -> Result<form::Layout, Vec<Problem>> {
    let source = text(path, content(files, path)?)?;
    form::Layout::read(source).map_err(|p| vec![placed(path, p.line, p.element, p.message)])
}

/// The schema of the form of a task.
pub(crate) fn aufgabe_schema(name: &str) -> String {
    format!("aufgaben/{name}{}", files::AUFGABE_SCHEMA)
}

/// The pages of the form of a task.
pub(crate) fn aufgabe_pages(name: &str) -> String {
    format!("aufgaben/{name}{}", files::AUFGABE_PAGES)
}

/// Schema and pages of each form of a task; where one of the two is missing, that is a problem.
fn read_aufgaben(files: &Files, problems: &mut Vec<Problem>) -> Vec<(String, Schema, form::Layout)> {
    let endings = [files::AUFGABE_SCHEMA, files::AUFGABE_PAGES];
    let name = |path: &str| {
        let name = path.strip_prefix("aufgaben/")?;
        endings.iter().find_map(|ending| name.strip_suffix(ending)).map(str::to_owned)
    };
    let names: BTreeSet<String> = files.folder("aufgaben/").filter_map(|(path, _)| name(path)).collect();
    let mut found = Vec::new();
    for name in names {
        let schema = noted(read_schema(files, &aufgabe_schema(&name)), problems);
        let layout = noted(read_layout(files, &aufgabe_pages(&name)), problems);
        if let (Some(schema), Some(layout)) = (schema, layout) {
            found.push((name, schema, layout));
        }
    }
    found
}

/// A form from its schema and pages; findings stand at these two files.
fn compile_form(
    schema: &Schema,
    layout: &form::Layout,
    codelists: &[Codelist],
    schema_file: &str,
    pages: &str,
) -> Result<form::Form, Vec<Problem>> {
    let file = |name: &str| if name == form::SCHEMA_FILE { schema_file } else { pages }.to_owned();
    form::Form::compile(schema, layout, codelists).map_err(|found| {
        found.into_iter().map(|p| placed(&file(p.file), p.line, p.element, p.message)).collect()
    })
}

fn compile_process(definitions: &bpmn::Definitions, id: Option<&str>) -> Result<bpmn::Process, Vec<Problem>> {
    bpmn::Process::compile(definitions, id).map_err(|found| {
        found.into_iter().map(|p| placed(files::PROCESS, p.line, p.element, p.message)).collect()
    })
}

fn read_definitions(files: &Files) -> Result<bpmn::Definitions, Vec<Problem>> {
    bpmn::Definitions::read(content(files, files::PROCESS)?).map_err(|found| {
        found.into_iter().map(|p| placed(files::PROCESS, p.line, p.element, p.message)).collect()
    })
}

fn read_notice(files: &Files) -> Result<documents::Template, Vec<Problem>> {
    template(files::NOTICE, content(files, files::NOTICE)?)
}

fn template(path: &str, content: &[u8]) -> Result<documents::Template, Vec<Problem>> {
    documents::Template::compile(path, text(path, content)?)
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
