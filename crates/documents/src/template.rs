//! A template and what can be done with it.

use std::sync::Arc;

use serde_json::{Value, json};
use typst::diag::Warned;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{Source, VirtualPath};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::data::printable;
use crate::world::{FRAME, File, Sheet, id};
use crate::{Error, Meta, Pdf, Problem, Result, Severity};

/// Largest Typst source, in bytes.
pub const MAX_SOURCE: usize = 256 * 1024;
/// Largest other file of a template, in bytes.
pub const MAX_FILE: usize = 2 * 1024 * 1024;
/// Most files of a template.
pub const MAX_FILES: usize = 32;
/// Largest data, in bytes of JSON.
pub const MAX_DATA: usize = 1024 * 1024;
/// Most pages of a document.
pub const MAX_PAGES: usize = 200;

/// Documents after which a cached piece of layout that nobody used is dropped.
const CACHE_AGE: usize = 8;

/// A Typst template with its files, parsed and ready to render. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Template {
    files: Arc<[File]>,
}

impl Template {
    /// Reads a template. `name` is its file name in the package, such as `bescheid.typ`; errors cite it.
    ///
    /// # Errors
    /// [`Error::Template`] with every syntax error and its line; [`Error::Path`], [`Error::TooLarge`].
    pub fn compile(name: &str, source: &str) -> Result<Self> {
        if !has_extension(name, "typ") {
            return Err(Error::Path { path: name.to_owned(), reason: "a template ends in .typ" });
        }
        let file = file(name, source.as_bytes())?;
        Ok(Self { files: Arc::new([file]) })
    }

    /// Adds a file that the template imports, includes or shows: `.typ`, `.svg`, `.png`, `.json`, `.csv`, ...
    /// The template reads it as `/name`.
    ///
    /// # Errors
    /// As [`Template::compile`].
    pub fn with_file(self, name: &str, content: &[u8]) -> Result<Self> {
        let file = file(name, content)?;
        if self.files.iter().any(|other| other.id() == file.id()) {
            return Err(Error::Path { path: name.to_owned(), reason: "the template already has this file" });
        }
        if self.files.len() == MAX_FILES {
            return Err(Error::Path { path: name.to_owned(), reason: "a template has at most 32 files" });
        }
        Ok(Self { files: self.files.iter().cloned().chain([file]).collect() })
    }

    /// Renders a PDF/A-2a (ISO 19005-2) that is also PDF/UA-1 (ISO 14289-1). Equal input gives equal bytes.
    ///
    /// Takes milliseconds of CPU: call it outside the async executor (`spawn_blocking`). There is no time limit, so
    /// templates are to come from people who may install packages, never from applicants.
    ///
    /// # Errors
    /// [`Error::Template`] where the template fails on this data or breaks a rule of the two standards,
    /// [`Error::Meta`], [`Error::TooLarge`] and [`Error::TooManyPages`].
    pub fn render(&self, data: &Value, meta: &Meta) -> Result<Pdf> {
        let (data, mut warnings) = printable(data);
        let sheet = self.sheet(&data, meta)?;
        let result = export(&sheet, meta, &mut warnings);
        typst::comemo::evict(CACHE_AGE);
        result.map(|(bytes, pages)| Pdf { bytes, pages, warnings })
    }

    /// What is wrong with the template, tried on sample data; empty if nothing is.
    pub fn check(&self, sample: &Value) -> Vec<Problem> {
        let meta = Meta {
            title: "Prüfung der Vorlage".to_owned(),
            author: "Rennsteig".to_owned(),
            ident: "check".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            language: "de".to_owned(),
        };
        match self.render(sample, &meta) {
            Ok(pdf) => pdf.warnings,
            Err(error) => error.into_problems(),
        }
    }

    fn sheet(&self, data: &Value, meta: &Meta) -> Result<Sheet> {
        let (language, region) = meta.checked()?;
        let data = data.to_string();
        limit("the data", data.len(), MAX_DATA)?;
        let name = self.files.first().map_or("", |file| file.id().get().vpath().get_with_slash());
        let meta_data = json!({
            "title": meta.title, "author": meta.author.trim(), "language": language, "region": region, "template": name,
        });
        let (meta_data, _) = printable(&meta_data);
        Ok(Sheet {
            files: Arc::clone(&self.files),
            data: Bytes::from_string(data),
            meta: Bytes::from_string(meta_data.to_string()),
            at: meta.at,
        })
    }
}

fn export(sheet: &Sheet, meta: &Meta, warnings: &mut Vec<Problem>) -> Result<(Vec<u8>, usize)> {
    let failed = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        Error::Template(errors.iter().map(|e| Problem::from_typst(e, Severity::Error, sheet)).collect())
    };
    let Warned { output, warnings: more } = typst::compile::<PagedDocument>(sheet);
    warnings.extend(more.iter().map(|w| Problem::from_typst(w, Severity::Warning, sheet)));
    let document = output.map_err(failed)?;
    let pages = document.pages().len();
    if pages > MAX_PAGES {
        return Err(Error::TooManyPages { file: sheet.name().to_owned(), pages, limit: MAX_PAGES });
    }
    let options = PdfOptions {
        ident: Smart::Custom(meta.ident.clone()),
        creator: Smart::Custom(Some("Rennsteig".to_owned())),
        timestamp: Some(timestamp(meta.at)?),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .expect("PDF/A-2a and PDF/UA-1 are both PDF 1.7"),
        ..PdfOptions::default()
    };
    Ok((typst_pdf::pdf(&document, &options).map_err(failed)?, pages))
}

fn timestamp(at: jiff::Timestamp) -> Result<Timestamp> {
    let t = at.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |n: i8| u8::try_from(n).ok();
    let time = (|| {
        let (month, day) = (part(t.month())?, part(t.day())?);
        let (hour, minute, second) = (part(t.hour())?, part(t.minute())?, part(t.second())?);
        Datetime::from_ymd_hms(t.year().into(), month, day, hour, minute, second)
    })();
    time.filter(|_| t.year() >= 0).map(Timestamp::new_utc).ok_or(Error::Meta {
        field: "time",
        reason: "cannot be written in a PDF: give a year from 0 to 9999",
    })
}

fn file(name: &str, content: &[u8]) -> Result<File> {
    let wrong = |reason| Error::Path { path: name.to_owned(), reason };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    if name.is_empty() || name.len() > 100 || !name.chars().all(allowed) || name.starts_with('/') {
        return Err(wrong("use up to 100 letters, digits, `.`, `_`, `-`, and `/` for a folder inside"));
    }
    if format!("/{name}").starts_with(FRAME) || name == "data.json" {
        return Err(wrong("the name is taken: rennsteig.typ and data.json come from the program"));
    }
    let path = VirtualPath::new(name).map_err(|_| wrong("it leads out of the template's folder"))?;
    if !has_extension(name, "typ") {
        limit(name, content.len(), MAX_FILE)?;
        return Ok(File::Other(id(&path), Bytes::new(content.to_vec())));
    }
    limit(name, content.len(), MAX_SOURCE)?;
    let text =
        std::str::from_utf8(content).map_err(|_| wrong("a Typst source is UTF-8 text, this is not"))?;
    let source = Source::new(id(&path), text.to_owned());
    let errors = syntax_errors(&source, name);
    if errors.is_empty() { Ok(File::Source(source)) } else { Err(Error::Template(errors)) }
}

fn syntax_errors(source: &Source, name: &str) -> Vec<Problem> {
    let (errors, _) = source.root().errors_and_warnings();
    errors
        .into_iter()
        .map(|error| {
            let range = match error.span.get() {
                typst::syntax::DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
                typst::syntax::DiagSpanKind::Range { range, .. } => Some(range),
                typst::syntax::DiagSpanKind::Detached => None,
            };
            let place = range.and_then(|range| source.lines().byte_to_line_column(range.start));
            Problem {
                severity: Severity::Error,
                file: name.to_owned(),
                line: place.map(|(line, _)| line + 1),
                column: place.map(|(_, column)| column + 1),
                message: error.message.to_string(),
                hints: error.hints.iter().map(|hint| hint.v.to_string()).collect(),
            }
        })
        .collect()
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == extension)
}

fn limit(what: &str, size: usize, limit: usize) -> Result<()> {
    if size > limit { Err(Error::TooLarge { what: what.to_owned(), size, limit }) } else { Ok(()) }
}
