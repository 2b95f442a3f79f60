//! What a package says about itself: the manifest and the texts, as they stand in the files.

use std::collections::BTreeMap;
use std::fmt;

use fristen::Dauer;
use identity::Vertrauensniveau;
use serde::{Deserialize, Serialize};

use crate::rechtsbehelf::Rechtsbehelf;

/// The format of packages that this release reads and writes (`format` in `package.toml`).
pub const FORMAT: u32 = 1;

/// Languages in which every package must have its texts.
pub const LANGUAGES: [&str; 3] = ["de", "de-x-leicht", "en"];

/// The manifest, `package.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Format of the package, [`FORMAT`].
    pub format: u32,
    /// Name of the folder and of the service in addresses: ASCII lower case, digits, `-`.
    pub id: String,
    /// Version, semantic (`1.0.0`).
    pub version: String,
    /// German name of the service.
    pub titel: String,
    /// Key in the catalogue of Leistungen (LeiKa), 14 digits.
    pub leistung: String,
    /// Whether the law asks for an application or a notification.
    #[serde(default)]
    pub art: Art,
    /// The level of assurance that a person must reach before submitting.
    pub vertrauensniveau: Vertrauensniveau,
    /// The process and its random check.
    pub prozess: Prozess,
    /// Which decisions of `decisions/*.dmn` play which part.
    #[serde(default)]
    pub entscheidungen: Entscheidungen,
    /// Roles of the process (`r:role`) and what people call them.
    #[serde(default)]
    pub rollen: BTreeMap<String, String>,
    /// Places of the form with a known meaning.
    #[serde(default)]
    pub antragsteller: Antragsteller,
    /// How the case is filed.
    pub akte: Akte,
    /// How the notice takes legal effect.
    #[serde(default)]
    pub bekanntgabe: Bekanntgabe,
    /// The remedy against the notice.
    #[serde(default)]
    pub rechtsbehelf: Rechtsbehelf,
    /// What makes a decision without a person lawful.
    #[serde(default)]
    pub automatik: Automatik,
}

/// What the law asks of the citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Art {
    /// An application (Antrag) that is answered by a decision.
    #[default]
    Antrag,
    /// A notification (Anzeige).
    Anzeige,
}

/// The process of the package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prozess {
    /// Id of the process in `process.bpmn`; may be left out where there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Share of cases, from 0 to 1, that a person always looks at (Stichprobe).
    #[serde(default = "everything")]
    pub stichprobe: f64,
    /// How long after its last day a task comes before the head of unit; without it none does. A task may say its own
    /// (`r:eskalation`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eskalation: Option<Dauer>,
}

/// Without a word in the manifest, a person looks at every case.
const fn everything() -> f64 {
    1.0
}

/// Decisions with a part of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entscheidungen {
    /// The decision whose reasons stand in the notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub haupt: Option<String>,
    /// The decision that yields the fee: a context with `betrag_cent` and `bezeichnung`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gebuehr: Option<String>,
}

/// Filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Akte {
    /// Place in the Aktenplan.
    pub aktenplan: String,
    /// Subject of the Akte.
    pub betreff: String,
    /// Years of retention after the case is closed.
    pub aufbewahrung_jahre: u16,
    /// What becomes of it then.
    pub aussonderung: Aussonderung,
}

/// xdomea code list `aussonderungsart`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aussonderung {
    /// Goes to the archive.
    A,
    /// The archive decides.
    B,
    /// Is destroyed.
    V,
}

/// Places of the form that mean the same in every package: who applies, where they live. All are paths of
/// fields (`person.familienname`); they fill the address of the notice and can be filled in from the account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Antragsteller {
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub familienname: Option<String>,
    /// Given names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vornamen: Option<String>,
    /// Name of an organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geburtsdatum: Option<String>,
    /// Street.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strasse: Option<String>,
    /// House number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hausnummer: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postleitzahl: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ort: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Consent to electronic Bekanntgabe (§ 9 OZG, § 41 Abs. 2a VwVfG).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub einwilligung: Option<String>,
}

impl Antragsteller {
    /// All paths that are set, with the word of the manifest.
    #[must_use]
    pub fn paths(&self) -> Vec<(&'static str, &str)> {
        [
            ("familienname", &self.familienname),
            ("vornamen", &self.vornamen),
            ("organisation", &self.organisation),
            ("geburtsdatum", &self.geburtsdatum),
            ("strasse", &self.strasse),
            ("hausnummer", &self.hausnummer),
            ("postleitzahl", &self.postleitzahl),
            ("ort", &self.ort),
            ("email", &self.email),
            ("einwilligung", &self.einwilligung),
        ]
        .into_iter()
        .filter_map(|(word, path)| Some((word, path.as_deref()?)))
        .collect()
    }
}

/// The rule by which the notice counts as made known. The same words as in the post office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "regel", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Bekanntgabe {
    /// § 9 OZG: `regel = "ozg9"`, a number of days after it was made available in the mailbox.
    Ozg9 {
        /// The law says four.
        tage: u8,
    },
    /// § 41 Abs. 2a VwVfG: `regel = "vwvfg41-abs2a"`, the day after it was fetched.
    Vwvfg41Abs2a {
        /// Days in which it can be fetched; the law says ten.
        frist: u8,
    },
}

impl Default for Bekanntgabe {
    fn default() -> Self {
        Self::Ozg9 { tage: 4 }
    }
}

/// What the editor says about deciding without a person (§ 35a VwVfG).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Automatik {
    /// Whether the law leaves discretion or a margin of appreciation; then a person must decide.
    #[serde(default)]
    pub ermessen: bool,
    /// The legal rule that admits the fully automatic act; empty where none is known.
    #[serde(default)]
    pub rechtsvorschrift: String,
}

/// The texts of a language, `texts/<language>.toml`. An empty line parts paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// What a person can do here.
    pub title: String,
    /// One or two sentences for lists of results and for 115.
    pub short: String,
    /// The whole description.
    pub full: String,
    /// What must be true.
    #[serde(default)]
    pub requirements: Vec<String>,
    /// What to have at hand.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What it costs.
    #[serde(default)]
    pub costs: String,
    /// How long it takes.
    #[serde(default)]
    pub duration: String,
    /// Until when or from when.
    #[serde(default)]
    pub deadlines: String,
    /// What one can do against the decision.
    #[serde(default)]
    pub remedy: String,
    /// The way, step by step.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Words under which people look for it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The law it rests on.
    #[serde(default)]
    pub legal: Vec<Legal>,
}

/// One legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legal {
    /// As it is cited.
    pub text: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What a package is known by: SHA-256 over its files, 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub(crate) String);

impl Digest {
    /// The 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let good = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        good.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a package can run all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The package is refused.
    Error,
    /// The editor should look at it.
    Hint,
}

/// One finding in a package. Reads as `process.bpmn:12 (antrag_pruefen): message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, relative to the package; empty where the package as a whole is meant.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Id of the element: of BPMN, DMN or FIM, or a key path.
    pub element: Option<String>,
    /// Error or hint.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// An error in a file.
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            element: None,
            severity: Severity::Error,
            message: message.into(),
        }
    }

    /// A hint about a file.
    pub fn hint(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Hint, ..Self::error(file, message) }
    }

    /// The same at a line.
    #[must_use]
    pub fn at(mut self, line: Option<u32>) -> Self {
        self.line = line;
        self
    }

    /// The same at an element.
    #[must_use]
    pub fn of(mut self, element: impl Into<String>) -> Self {
        self.element = Some(element.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.file.is_empty() { "package" } else { &self.file })?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(element) = &self.element {
            write!(f, " ({element})")?;
        }
        if self.severity == Severity::Hint {
            f.write_str(" hint")?;
        }
        write!(f, ": {}", self.message)
    }
}
