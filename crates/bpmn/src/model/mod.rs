//! The model of a BPMN 2.0.2 file: all elements with their ids, attributes and references, foreign
//! extensions and the diagram, as they were read. Nothing is interpreted here and nothing is lost, so
//! that a model that no engine can run (a collaboration, a choreography) can still be read, shown and written.

pub(crate) mod names;
pub(crate) mod references;
mod resolve;

use std::collections::HashMap;

use crate::problem::Problem;
use crate::xml::{self, NodeIx, Tree};

/// A model file.
///
/// ```
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
///   <process id="p" isExecutable="true"><startEvent id="s" name="Start"/></process></definitions>"#;
/// let definitions = bpmn::Definitions::read(file).unwrap();
/// assert_eq!(definitions.element("s").unwrap().name(), Some("Start"));
/// ```
#[derive(Debug, Clone)]
pub struct Definitions {
    tree: Tree,
    ids: HashMap<Box<str>, NodeIx>,
}

impl Definitions {
    /// Reads a file: well-formed XML within the limits (64 MB, 256 levels, no document type, no entities),
    /// unique ids, known elements, and references that lead to an element of the right kind.
    /// Whether a process in it can be run is for [`crate::Process::compile`] to say.
    pub fn read(xml: &[u8]) -> Result<Self, Vec<Problem>> {
        let tree = xml::parse(xml).map_err(|problem| vec![problem])?;
        let mut definitions = Self { tree, ids: HashMap::new() };
        let root = definitions.root();
        if !root.is("definitions") {
            let name = root.kind().to_owned();
            let message = format!(
                "the root element is '{name}'; a BPMN 2.0 file starts with 'definitions' in the namespace {BPMN}"
            );
            return Err(vec![root.problem(message)]);
        }
        let mut problems = definitions.index();
        problems.extend(resolve::check(&definitions));
        if problems.is_empty() {
            return Ok(definitions);
        }
        problems.sort_by_key(|problem| problem.line);
        Err(problems)
    }

    /// Writes the model: elements, attributes, order, prefixes, comments, extensions and diagram as they were read.
    pub fn write(&self) -> String {
        xml::write(&self.tree)
    }

    /// The element `definitions`.
    pub fn root(&self) -> Element<'_> {
        Element { definitions: self, ix: 0 }
    }

    /// The element with this id, of the semantic model or the diagram.
    pub fn element(&self, id: &str) -> Option<Element<'_>> {
        self.ids.get(id).map(|ix| Element { definitions: self, ix: *ix })
    }

    /// All elements in document order, extensions included.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.tree.nodes.len()).filter_map(|ix| {
            let ix = NodeIx::try_from(ix).ok()?;
            Some(Element { definitions: self, ix })
        })
    }

    /// The processes in document order.
    pub fn processes(&self) -> impl Iterator<Item = Element<'_>> {
        self.root().children().filter(|element| element.is("process"))
    }

    /// Builds the index of ids; elements that the schema does not know and ids given twice are problems.
    fn index(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut ids: HashMap<Box<str>, NodeIx> = HashMap::with_capacity(self.tree.nodes.len());
        for element in self.elements() {
            if element.is_bpmn() && !names::is_known(element.kind()) && !element.in_extension() {
                problems.push(element.problem(format!(
                    "'{}' is not an element of BPMN 2.0; check its spelling",
                    element.kind()
                )));
            }
            if !element.has_standard_namespace() {
                continue;
            }
            let Some(id) = element.id() else { continue };
            if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c == ':') {
                problems.push(element.problem(format!(
                    "the id '{id}' is not an XML name; use letters, digits, '_', '-' and '.'"
                )));
            }
            if let Some(first) = ids.get(id) {
                let line = self.tree.node(*first).line;
                problems.push(element.problem(format!(
                    "the id '{id}' is already that of the element in line {line}; ids must be unique in a file"
                )));
            } else {
                ids.insert(id.into(), element.ix);
            }
        }
        self.ids = ids;
        problems
    }
}

/// One element of a [`Definitions`], with access to what surrounds it. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Element<'d> {
    definitions: &'d Definitions,
    ix: NodeIx,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.definitions, other.definitions) && self.ix == other.ix
    }
}

impl<'d> Element<'d> {
    fn node(&self) -> &'d xml::Node {
        self.definitions.tree.node(self.ix)
    }

    /// The model that the element belongs to.
    pub fn definitions(&self) -> &'d Definitions {
        self.definitions
    }

    /// The name of the element without prefix: `userTask`, `BPMNShape`.
    pub fn kind(&self) -> &'d str {
        self.node().local()
    }

    /// The namespace of the element.
    pub fn namespace(&self) -> Option<&'d str> {
        self.node().namespace.as_deref()
    }

    /// Whether this is the BPMN element of that name.
    pub fn is(&self, kind: &str) -> bool {
        self.is_bpmn() && self.kind() == kind
    }

    /// Whether the element belongs to the semantic model.
    pub fn is_bpmn(&self) -> bool {
        self.namespace() == Some(BPMN)
    }

    fn has_standard_namespace(&self) -> bool {
        matches!(self.namespace(), Some(BPMN | BPMNDI | DI | DC))
    }

    /// The attribute `id`.
    pub fn id(&self) -> Option<&'d str> {
        self.attribute("id")
    }

    /// The attribute `name`, if it is not empty.
    pub fn name(&self) -> Option<&'d str> {
        self.attribute("name").filter(|name| !name.trim().is_empty())
    }

    /// The line of the start tag, counted from 1.
    pub fn line(&self) -> u32 {
        self.node().line
    }

    /// An attribute without prefix.
    pub fn attribute(&self, name: &str) -> Option<&'d str> {
        self.node().attribute(name)
    }

    /// An attribute of a foreign namespace.
    pub fn attribute_ns(&self, namespace: &str, name: &str) -> Option<&'d str> {
        self.node().attribute_ns(namespace, name)
    }

    /// An attribute of the namespace of Rennsteig, such as `role` for `r:role`.
    pub fn extension(&self, name: &str) -> Option<&'d str> {
        self.attribute_ns(RENNSTEIG, name)
    }

    /// All attributes: namespace, name without prefix, value. Declarations of namespaces are left out.
    pub fn attributes(self) -> impl Iterator<Item = (Option<&'d str>, &'d str, &'d str)> + use<'d> {
        let node = self.node();
        node.attributes
            .iter()
            .filter(|a| &*a.raw_name != "xmlns" && !a.raw_name.starts_with("xmlns:"))
            .map(|a| (a.namespace.as_deref(), a.local(), &*a.value))
    }

    /// The element around this one.
    pub fn parent(&self) -> Option<Element<'d>> {
        self.node().parent.map(|ix| Element { definitions: self.definitions, ix })
    }

    /// The child elements in document order.
    pub fn children(self) -> impl Iterator<Item = Element<'d>> + use<'d> {
        let definitions = self.definitions;
        definitions.tree.elements(self.ix).map(move |ix| Element { definitions, ix })
    }

    /// The BPMN child elements of a name.
    pub fn children_of<'k>(self, kind: &'k str) -> impl Iterator<Item = Element<'d>> + use<'d, 'k> {
        self.children().filter(move |child| child.is(kind))
    }

    /// The first BPMN child element of a name.
    pub fn child(&self, kind: &str) -> Option<Element<'d>> {
        self.children().find(|child| child.is(kind))
    }

    /// All elements inside this one, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'d>> + use<'d> {
        let definitions = self.definitions;
        let mut stack: Vec<NodeIx> = definitions.tree.elements(self.ix).collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let ix = stack.pop()?;
            let at = stack.len();
            stack.extend(definitions.tree.elements(ix));
            stack[at..].reverse();
            Some(Element { definitions, ix })
        })
    }

    /// The text directly inside the element, without white space around it.
    pub fn text(&self) -> String {
        self.definitions.tree.text(self.ix).trim().to_owned()
    }

    /// The texts of the `documentation` children, separated by an empty line.
    pub fn documentation(&self) -> Option<String> {
        let texts: Vec<String> =
            self.children_of("documentation").map(|d| d.text()).filter(|t| !t.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }

    /// The elements inside `extensionElements`.
    pub fn extension_elements(self) -> impl Iterator<Item = Element<'d>> + use<'d> {
        self.children_of("extensionElements").flat_map(Element::children)
    }

    /// Follows the reference in an attribute, or in the first child element of that name.
    pub fn reference(&self, name: &str) -> Option<Element<'d>> {
        if let Some(value) = self.attribute(name) {
            return self.resolve(value);
        }
        let child = self.child(name)?;
        child.resolve(&child.text())
    }

    /// Follows the references in all child elements of a name.
    pub fn references<'k>(self, name: &'k str) -> impl Iterator<Item = Element<'d>> + use<'d, 'k> {
        self.children_of(name).filter_map(|child| child.resolve(&child.text()))
    }

    /// The element of the BPMN model around this one that can be named in a message: itself or the nearest with an id.
    fn identified(&self) -> Option<&'d str> {
        let mut at = Some(*self);
        while let Some(element) = at {
            if element.has_standard_namespace()
                && let Some(id) = element.id()
            {
                return Some(id);
            }
            at = element.parent();
        }
        None
    }

    /// A problem at this element.
    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem {
            element: self.identified().map(str::to_owned),
            line: Some(self.line()),
            message: message.into(),
        }
    }

    /// Whether the element is part of an extension, whose content the standard leaves open.
    pub(crate) fn in_extension(&self) -> bool {
        let mut at = self.parent();
        while let Some(element) = at {
            if element.is("extensionElements") || !element.has_standard_namespace() {
                return true;
            }
            at = element.parent();
        }
        false
    }

    /// Tells elements of one file apart.
    pub(crate) fn key(&self) -> u32 {
        self.ix
    }
}

pub use names::{BPMN, BPMNDI, DC, DI, RENNSTEIG};
