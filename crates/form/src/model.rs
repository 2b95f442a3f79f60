//! A compiled form: nodes in one list, pages that refer to them. Made by `compile`, read by everything else.

use std::collections::HashMap;
use std::sync::Arc;

use feel::{Expression, Number};
use regex::Regex;

use crate::layout::InputKind;
use crate::problem::Problem;
use crate::text::Text;

/// Most rows of a repeat where neither schema nor layout says less.
pub const MAX_ROWS: u32 = 100;
/// Most rows of a table, whatever schema and layout say.
pub const MAX_TABLE_ROWS: u32 = 2000;

/// Index into [`Form::nodes`].
pub(crate) type NodeId = usize;

/// A form that can be filled in. Immutable; share it.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) hint: Option<Text>,
    pub(crate) languages: Vec<String>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) top: Vec<NodeId>,
    pub(crate) top_by_key: HashMap<String, NodeId>,
    pub(crate) pages: Vec<Page>,
    /// Names of values that come from elsewhere.
    pub(crate) given: Vec<String>,
    /// Who has a `show_when` or is computed, in an order in which each only depends on those before it.
    pub(crate) order: Vec<Vec<Bearer>>,
    pub(crate) notes: Vec<Problem>,
}

/// Something with a `show_when`, or with a value that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Bearer {
    Page(usize),
    Node(NodeId),
    Computed(NodeId),
}

/// A page of a form.
#[derive(Debug, Clone)]
pub struct Page {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) caption: Option<Text>,
    pub(crate) hint: Option<Text>,
    pub(crate) roots: Vec<NodeId>,
    pub(crate) show_when: Option<Expression>,
    pub(crate) checks: Vec<Check>,
}

impl Page {
    /// Part of the address of the page.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// Heading.
    pub fn title(&self, lang: &str) -> &str {
        self.title.get(lang)
    }
    /// What the page is part of.
    pub fn caption(&self, lang: &str) -> Option<&str> {
        self.caption.as_ref().map(|text| text.get(lang))
    }
}

/// A place in the schema.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) key: Arc<str>,
    /// Without row numbers: `fahrzeug.kennzeichen`.
    pub(crate) path: String,
    pub(crate) parent: Option<NodeId>,
    pub(crate) line: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
    /// More than one is possible: answers are an array.
    pub(crate) repeats: bool,
    pub(crate) label: Text,
    pub(crate) hint: Option<Text>,
    pub(crate) row_label: Option<Text>,
    /// The page; `None` for a group that is spread over several.
    pub(crate) page: Option<usize>,
    pub(crate) show_when: Option<Expression>,
    pub(crate) checks: Vec<Check>,
    /// What gives its value, of a field with [`Field::computed`].
    pub(crate) computed: Option<Expression>,
    /// A repeat that is shown as a table.
    pub(crate) table: Option<Table>,
    pub(crate) shape: Shape,
}

/// How a table is shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<NodeId>,
    pub(crate) sums: Vec<NodeId>,
}

#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Group { children: Vec<NodeId>, by_key: HashMap<String, NodeId>, choice: bool },
    Field(Box<Field>),
}

impl Node {
    pub(crate) fn field(&self) -> Option<&Field> {
        match &self.shape {
            Shape::Field(field) => Some(field),
            Shape::Group { .. } => None,
        }
    }

    pub(crate) fn children(&self) -> &[NodeId] {
        match &self.shape {
            Shape::Group { children, .. } => children,
            Shape::Field(_) => &[],
        }
    }
}

/// What a field takes.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// `None`: read only.
    pub(crate) input: Option<InputKind>,
    /// What its value is, if that is computed; it is read only then.
    pub(crate) computed: Option<InputKind>,
    /// Not shown at all.
    pub(crate) hidden: bool,
    pub(crate) content: Option<Text>,
    pub(crate) autocomplete: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) codes: Option<Arc<Codes>>,
}

impl Field {
    /// What its value is, filled in or computed.
    pub(crate) fn kind(&self) -> Option<InputKind> {
        self.input.or(self.computed)
    }
}

/// Limits of a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// The letters and signs that a text may have.
    pub(crate) letters: Option<latin::Datatype>,
    pub(crate) min_length: Option<u32>,
    pub(crate) max_length: Option<u32>,
    pub(crate) min: Option<Number>,
    pub(crate) max: Option<Number>,
    pub(crate) min_date: Option<jiff::civil::Date>,
    pub(crate) max_date: Option<jiff::civil::Date>,
    /// Compiled, and as the schema has it.
    pub(crate) pattern: Option<(Regex, String)>,
    pub(crate) pattern_hint: Option<Text>,
    pub(crate) max_size: Option<u64>,
    pub(crate) media_types: Vec<String>,
}

/// A list of choices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codes {
    pub(crate) entries: Vec<Code>,
    pub(crate) by_code: HashMap<String, usize>,
}

#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) label: Text,
    pub(crate) hint: Option<Text>,
}

impl Codes {
    pub(crate) fn get(&self, code: &str) -> Option<&Code> {
        self.by_code.get(code).map(|index| &self.entries[*index])
    }
}

/// A compiled check.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) rule: Expression,
    pub(crate) message: Option<Text>,
    pub(crate) message_id: Option<String>,
    /// Node that the message belongs to.
    pub(crate) at: Option<NodeId>,
}

impl Form {
    /// Id of the schema.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Title of the form.
    pub fn title(&self, lang: &str) -> &str {
        self.title.get(lang)
    }

    /// Help text for the whole form.
    pub fn hint(&self, lang: &str) -> Option<&str> {
        self.hint.as_ref().map(|hint| hint.get(lang))
    }

    /// Languages of the layout, German first.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// All pages, in order, whether shown or not.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// A page by id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// What an editor should look at, though the form works: texts that a language lacks, rules in prose that nothing
    /// enforces yet, codelists that are not the ones the schema means.
    pub fn notes(&self) -> &[Problem] {
        &self.notes
    }

    /// Names of the values that its expressions read from elsewhere ([`Setting::given`](crate::Setting)).
    pub fn given(&self) -> &[String] {
        &self.given
    }

    /// The FEEL of its rules, each with the page or the field that has it.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_pages = self.pages.iter().flat_map(|page| {
            let checks = page.checks.iter().map(|check| &check.rule);
            page.show_when.iter().chain(checks).map(move |rule| (page.id.as_str(), rule.source()))
        });
        let of_nodes = self.nodes.iter().flat_map(|node| {
            let checks = node.checks.iter().map(|check| &check.rule);
            let rules = node.show_when.iter().chain(&node.computed).chain(checks);
            rules.map(move |rule| (node.path.as_str(), rule.source()))
        });
        of_pages.chain(of_nodes)
    }

    /// The page that shows a field, by path (with or without row numbers).
    pub fn page_of(&self, path: &str) -> Option<&Page> {
        let (node, _) = self.resolve(&crate::path::Path::parse(path)?)?;
        self.nodes[node].page.map(|page| &self.pages[page])
    }

    /// What a code means in the list of the field at this path (with or without row numbers); `None` if the field has no
    /// list, or its list no such code.
    pub fn choice(&self, path: &str, code: &str, lang: &str) -> Option<&str> {
        let (node, _) = self.resolve(&crate::path::Path::parse(path)?)?;
        let code = self.nodes[node].field()?.codes.as_ref()?.get(code)?;
        Some(code.label.get(lang))
    }

    /// Whether there is a field or group at this path (with or without row numbers).
    pub fn knows(&self, path: &str) -> bool {
        crate::path::Path::parse(path).is_some_and(|path| self.resolve(&path).is_some())
    }

    pub(crate) fn child(&self, parent: Option<NodeId>, key: &str) -> Option<NodeId> {
        let by_key = match parent {
            None => &self.top_by_key,
            Some(parent) => match &self.nodes[parent].shape {
                Shape::Group { by_key, .. } => by_key,
                Shape::Field(_) => return None,
            },
        };
        by_key.get(key).copied()
    }

    /// The node at a path, and whether all its row numbers stand where rows are and are below the most rows.
    pub(crate) fn resolve(&self, path: &crate::path::Path) -> Option<(NodeId, Fit)> {
        let mut node = None;
        let mut fit = Fit::Exact;
        for step in &path.0 {
            let next = self.child(node, &step.key)?;
            let repeats = self.nodes[next].repeats;
            match step.index {
                Some(_) if !repeats => return None,
                Some(index) if index >= self.nodes[next].max as usize => fit = Fit::TooFar(next),
                None if repeats && fit == Fit::Exact => fit = Fit::Unnumbered(next),
                _ => {}
            }
            node = Some(next);
        }
        node.map(|node| (node, fit))
    }
}

/// How the row numbers of a path fit the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Exact,
    /// This repeat has no row number in the path.
    Unnumbered(NodeId),
    /// The row number is larger than this repeat allows.
    TooFar(NodeId),
}
