//! What can be wrong: with a template, with its data, with the request.

use std::fmt;

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, LinkedNode, Source, ast};
use typst::{World, WorldExt};

use crate::data::DATA;
use crate::world::{FRAME, Sheet};

/// Why no document came out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The template has errors, or asks for data that is not there.
    #[error("the template cannot be rendered: {}", list(.0))]
    Template(Vec<Problem>),
    /// A file name that a template may not have.
    #[error("{path:?} cannot be a file of a template: {reason}")]
    Path {
        /// The name as given.
        path: String,
        /// What is wrong with it and what would be right.
        reason: &'static str,
    },
    /// Source, files or data are larger than allowed.
    #[error("{what} has {size} bytes, at most {limit} are allowed: make it smaller")]
    TooLarge {
        /// Which file, or the data.
        what: String,
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The document has more pages than allowed.
    #[error("{file} makes {pages} pages, at most {limit} are allowed: shorten the template or the data")]
    TooManyPages {
        /// The template.
        file: String,
        /// Pages laid out.
        pages: usize,
        /// The limit.
        limit: usize,
    },
    /// The data about the document is not usable.
    #[error("the document's {field} {reason}")]
    Meta {
        /// The field of [`Meta`](crate::Meta).
        field: &'static str,
        /// What is wrong and what would be right.
        reason: &'static str,
    },
}

impl Error {
    /// The problems in the template, where that was the reason; otherwise the error as one problem.
    pub fn into_problems(self) -> Vec<Problem> {
        match self {
            Self::Template(problems) => problems,
            other => vec![Problem {
                severity: Severity::Error,
                file: String::new(),
                line: None,
                column: None,
                message: other.to_string(),
                hints: Vec::new(),
            }],
        }
    }
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Whether a document comes out all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// No document.
    Error,
    /// A document that someone should look at.
    Warning,
}

/// One thing that is wrong, with its place. Displays as `bescheid.typ:12:5: message (hint)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// The file of the template, without leading slash; empty where there is none.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, ":{line}:{column}")?;
        }
        if !self.file.is_empty() {
            f.write_str(": ")?;
        }
        f.write_str(&self.message)?;
        if !self.hints.is_empty() {
            write!(f, " ({})", self.hints.join("; "))?;
        }
        Ok(())
    }
}

impl Problem {
    /// Typst's diagnosis with line and column. An error inside the letter frame is the fault of the call in the
    /// template, so the innermost call outside the frame is named.
    pub(crate) fn from_typst(diagnostic: &SourceDiagnostic, severity: Severity, sheet: &Sheet) -> Self {
        let calls = diagnostic.trace.iter().map(|point| DiagSpan::from(point.span));
        let (file, line, column) = std::iter::once(diagnostic.span)
            .chain(calls)
            .filter_map(|span| place(span, sheet))
            .find(|(file, ..)| !file.starts_with(FRAME.trim_start_matches('/')))
            .or_else(|| frame_call(sheet))
            .map_or_else(|| (sheet.name().to_owned(), None, None), |(f, l, c)| (f, Some(l), Some(c)));
        let mut hints: Vec<String> = diagnostic.hints.iter().map(|hint| hint.v.to_string()).collect();
        if diagnostic.message.starts_with("dictionary does not contain key") && hints.is_empty() {
            hints.push(format!(
                "is the key spelled as in {}? Where it may be missing, write .at(\"key\", default: none)",
                DATA.trim_start_matches('/')
            ));
        }
        let message = diagnostic.message.trim_start_matches("assertion failed: ").to_owned();
        Self { severity, file, line, column, message, hints }
    }
}

/// File, line and column.
type Place = (String, usize, usize);

fn place(span: DiagSpan, sheet: &Sheet) -> Option<Place> {
    let source = sheet.source(span.id()?).ok()?;
    at(&source, sheet.range(span)?.start)
}

/// Where the template puts itself into a frame (`#show: bescheid.with(..)`): Typst traces no call there.
fn frame_call(sheet: &Sheet) -> Option<Place> {
    let source = sheet.template()?;
    let mut nodes = vec![LinkedNode::new(source.root())];
    while let Some(node) = nodes.pop() {
        if node.cast::<ast::ShowRule<'_>>().is_some_and(|rule| rule.selector().is_none()) {
            return at(source, node.offset());
        }
        nodes.extend(node.children().rev());
    }
    None
}

fn at(source: &Source, byte: usize) -> Option<Place> {
    let (line, column) = source.lines().byte_to_line_column(byte)?;
    Some((source.id().get().vpath().get_without_slash().to_owned(), line + 1, column + 1))
}
