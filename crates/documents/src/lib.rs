//! Typst templates to PDF/A and PDF/UA.
//!
//! A service package brings a Typst template; the program brings the data of the case as JSON; out comes a PDF that
//! an archive takes (PDF/A-2a, ISO 19005-2) and that a screen reader can read (PDF/UA-1, ISO 14289-1). Both are
//! enforced: what breaks a rule is an error with file, line and column, never a lesser PDF.
//!
//! A template sees its own files, `/data.json`, and the letter frames in `/rennsteig.typ`
//! (docs/editors/bescheid.md); nothing else: no file system, no network, no clock.
//!
//! ```
//! # use documents::{Meta, Template};
//! let source = r#"
//! #import "/rennsteig.typ": datum
//! #let daten = json("/data.json")
//! = Bescheinigung
//! Ausgestellt für #daten.name am #datum(daten.datum).
//! "#;
//! let template = Template::compile("bescheinigung.typ", source)?;
//! let meta = Meta {
//!     title: "Bescheinigung".into(),
//!     author: "Stadt Suhl".into(),
//!     ident: "urn:uuid:0193-4711".into(),
//!     at: "2026-11-22T09:00:00Z".parse()?,
//!     language: "de".into(),
//! };
//! let data = serde_json::json!({ "name": "Änne Groß", "datum": "2026-11-22" });
//! let pdf = template.render(&data, &meta)?;
//! assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod data;
mod fonts;
mod problem;
mod template;
mod world;

pub use problem::{Error, Problem, Severity};
pub use template::{MAX_DATA, MAX_FILE, MAX_FILES, MAX_PAGES, MAX_SOURCE, Template};

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Paragraphs and lists as data of a template, for `absaetze` of `/rennsteig.typ`: each block with whether it is a list, and its
/// paragraph or its items.
#[must_use]
pub fn absaetze(blocks: &[(bool, Vec<&str>)]) -> serde_json::Value {
    blocks.iter().map(|(liste, texte)| serde_json::json!({ "liste": liste, "texte": texte })).collect()
}

/// What the program says about a document; it stands in the PDF's metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title that a PDF viewer shows, such as `Bescheid über einen Bewohnerparkausweis`. Not empty.
    pub title: String,
    /// Who wrote it: the Behoerde that issues it, or who applies. Where nobody is named it is empty, and the metadata name
    /// nobody.
    pub author: String,
    /// What identifies the document for ever, such as its id as a URN. Two documents never share it.
    pub ident: String,
    /// When it was made; also what `datetime.today()` gives in the template (as a day in German time).
    pub at: jiff::Timestamp,
    /// Language tag (BCP 47) of the text, such as `de`, `de-x-leicht` or `en-GB`.
    pub language: String,
}

impl Meta {
    /// Language and region in the form that Typst takes.
    fn checked(&self) -> Result<(String, Option<String>)> {
        let empty = "is empty: give one, PDF/UA asks for it";
        for (field, value) in [("title", &self.title), ("ident", &self.ident)] {
            if value.trim().is_empty() {
                return Err(Error::Meta { field, reason: empty });
            }
        }
        let mut parts = self.language.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(Error::Meta {
                field: "language",
                reason: "is no language tag: write `de` or `en-GB`",
            });
        }
        let region =
            parts.next().filter(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        Ok((language, region.map(str::to_ascii_uppercase)))
    }
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// What someone should look at: characters without a glyph, Typst's own warnings.
    pub warnings: Vec<Problem>,
}
