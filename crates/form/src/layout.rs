//! The layout of a form: which field stands on which page, in which words, under which conditions. Written by editors
//! as `pages.toml`; the schema stays as FIM published it.
//!
//! ```toml
//! languages = ["de", "de-x-leicht", "en"]        # of the package; German is always there
//!
//! [keys]                                          # by FIM id or path: a shorter key than the name gives
//! F60000000227 = "familienname"
//!
//! [[page]]
//! id = "fahrzeug"                                 # none of absenden, loeschen, pruefen, speichern
//! title = { de = "Ihre Fahrzeuge", en = "Your vehicles" }
//! fields = ["fahrzeug"]                           # paths (groups with all that is in them), or FIM ids that occur once
//! show_when = "halter.wohnt_in_zone = true"       # FEEL; anything but true hides
//! check = [{ rule = "count(fahrzeug) <= 2", message = "Höchstens zwei Fahrzeuge.", at = "fahrzeug" }]
//!
//! [fields."fahrzeug.kennzeichen"]                 # by path (one place) or FIM id (all places)
//! label = { en = "Number plate" }                 # German comes from the schema
//! hint = { de = "Zum Beispiel EF-AB 123", en = "For example EF-AB 123" }
//! check = [{ rule = "starts with(kennzeichen, \"EF\")", message_id = "kennzeichen-erfurt" }]
//! ```
//!
//! Expressions see the answers by key. A name is looked up beside the field first, then in the groups around it, then at
//! the top, so a check of a repeated group sees its own row. `heute` is the date of today. What is not answered is null.
//! A check fails if its rule is neither true nor null. The form of a task also sees the variables of the process that it
//! names: `given = ["antrag"]`.
//!
//! A repeated group becomes a table with a page for each row, and a field is reckoned from others:
//!
//! ```toml
//! [fields.rechnungen]
//! row_label = "Rechnung"
//! table = { columns = ["lieferant", "datum", "betrag"], sums = ["betrag"] }   # paths below the group
//!
//! [fields.gesamtbetrag]
//! computed = "sum(rechnungen.betrag)"             # never taken from the browser; null is no value
//! ```
//!
//! A page holds one table at most, and beside it only notes and computed fields. A computed value must be what the
//! type of the field in the schema asks for; money is rounded half up to cents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::problem::{LAYOUT_FILE, Problem};
use crate::text::Text;

/// Ids that no page may have: below the address of an Antrag these words are other pages, which would hide it.
pub const RESERVED_PAGES: [&str; 4] = ["absenden", "loeschen", "pruefen", "speichern"];

/// The layout of a form. See the [module](self) for the format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Languages that all texts should exist in. The first is German.
    #[serde(default = "german")]
    pub languages: Vec<String>,
    /// Names of values that come from elsewhere ([`Setting::given`](crate::Setting)) and that expressions may read: of
    /// the form of a task the variables of its process. A field of that name hides it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Keys by FIM id or path, where the one made from the name does not do.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
    /// Settings by path or FIM id. A setting for a path wins over one for an id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, NodeLayout>,
    /// The pages, in order.
    #[serde(default, rename = "page")]
    pub pages: Vec<PageLayout>,
    #[serde(skip)]
    pub(crate) lines: Lines,
}

fn german() -> Vec<String> {
    vec!["de".to_owned()]
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            languages: german(),
            keys: BTreeMap::new(),
            given: Vec::new(),
            fields: BTreeMap::new(),
            pages: Vec::new(),
            lines: Lines::default(),
        }
    }
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageLayout {
    /// Part of the address of the page: lower case letters, digits, `-`; none of [`RESERVED_PAGES`].
    pub id: String,
    /// Heading.
    pub title: Text,
    /// Small text above the heading: what the page is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// Text below the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What it shows: paths, or FIM ids that occur once.
    pub fields: Vec<String>,
    /// FEEL; the page is shown if it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<String>,
    /// Checks over the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<CheckLayout>,
}

/// Settings of a field or group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NodeLayout {
    /// Label; languages that are not given come from the schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// Help text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Text of a read-only field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Text>,
    /// How it is filled in, where the type alone does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<InputKind>,
    /// FEEL; shown if true. What is hidden is not required and not part of the values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_when: Option<String>,
    /// `true` makes an optional field or group required. A required one cannot be made optional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Most rows, where the schema says `*` or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_max: Option<u32>,
    /// Name of one row: "Fahrzeug".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_label: Option<Text>,
    /// Shows a repeated group as a table, each row with a page of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableLayout>,
    /// FEEL that gives the value; nobody fills the field in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// The codelist to use instead of the one in the schema (its version URI).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codelist: Option<String>,
    /// Column of the codelist with the labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codelist_name: Option<String>,
    /// Labels by code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, Text>,
    /// What the answer must look like; shown if it does not match the schema's pattern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern_hint: Option<Text>,
    /// HTML autofill token (WCAG 2.2, 1.3.5), for fields about the person who fills in: `family-name`, `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// Checks; of a repeated group: over each row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<CheckLayout>,
}

/// A repeated group as a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableLayout {
    /// What the table shows, as paths below the group; none: all fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Columns of numbers that get a sum in the foot.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<String>,
}

/// A condition that answers must meet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckLayout {
    /// FEEL; must be true (or null, where something is not answered).
    pub rule: String,
    /// What people read if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
    /// Or the id of a Fluent message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The field that the message belongs to, as a name is looked up in the rule; else the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A day: `3.4.2026`.
    Date,
    /// A time of day: `14:30`.
    Time,
    /// Both: `3.4.2026 14:30`.
    Datetime,
    /// Two radio buttons.
    YesNo,
    /// One box to tick; not ticked is no.
    Checkbox,
    /// One of a few.
    Radio,
    /// One of many.
    Select,
    /// Several of a few.
    Checkboxes,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Euros and cents.
    Money,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A file.
    File,
}

/// Where things stand in the file, for messages. Takes no part in comparing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    pages: Vec<u32>,
    fields: BTreeMap<String, u32>,
    keys: BTreeMap<String, u32>,
}

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Lines {
    pub(crate) fn page(&self, index: usize) -> Option<u32> {
        self.pages.get(index).copied()
    }
    pub(crate) fn field(&self, reference: &str) -> Option<u32> {
        self.fields.get(reference).copied()
    }
    pub(crate) fn key(&self, reference: &str) -> Option<u32> {
        self.keys.get(reference).copied()
    }
}

/// The same file once more, with places instead of contents.
#[derive(Deserialize)]
struct Places {
    #[serde(default, rename = "page")]
    pages: Vec<Spanned<toml::Value>>,
    #[serde(default)]
    fields: BTreeMap<Spanned<String>, toml::Value>,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, toml::Value>,
}

impl Layout {
    /// Reads a `pages.toml`.
    ///
    /// # Errors
    /// What TOML or the format does not allow, with the line.
    pub fn read(source: &str) -> Result<Layout, Problem> {
        let fault = |error: &toml::de::Error| Problem {
            file: LAYOUT_FILE,
            element: None,
            line: error.span().map(|span| line(source, span.start)),
            message: error.message().to_owned(),
        };
        let mut layout: Layout = toml::from_str(source).map_err(|error| fault(&error))?;
        let places: Places = toml::from_str(source).map_err(|error| fault(&error))?;
        let at = |key: &Spanned<String>| (key.get_ref().clone(), line(source, key.span().start));
        layout.lines = Lines {
            pages: places.pages.iter().map(|page| line(source, page.span().start)).collect(),
            fields: places.fields.keys().map(at).collect(),
            keys: places.keys.keys().map(at).collect(),
        };
        Ok(layout)
    }

    /// The layout as `pages.toml`.
    pub fn write(&self) -> String {
        toml::to_string_pretty(self)
            .expect("a layout holds only strings, numbers, lists and tables with string keys")
    }
}

fn line(source: &str, offset: usize) -> u32 {
    let before = source.as_bytes().get(..offset).unwrap_or_default();
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).unwrap_or(u32::MAX)
}
