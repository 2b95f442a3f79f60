//! XML to tree, with limits: no document type, no entities but the five of XML, bounded size, depth and number of elements.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Attribute, Child, Node, NodeIx, Tree, encoding, local_at};
use crate::problem::Problem;

/// The largest model file, in bytes. A process with 10,000 elements and its diagram has about 8 MB.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Nesting of elements. Real models stay below 30.
const MAX_DEPTH: usize = 256;
/// Elements in a file.
const MAX_ELEMENTS: usize = 1_000_000;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 1_000;

/// Reads a file. The first violation of XML ends reading, as the rest has no reliable meaning.
pub(crate) fn parse(bytes: &[u8]) -> Result<Tree, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::of_file(format!(
            "the file has {} bytes; at most {MAX_BYTES} are read",
            bytes.len()
        )));
    }
    let text = encoding::decode(bytes).map_err(Problem::of_file)?;
    Builder::new(&text).run()
}

struct Builder<'t> {
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    tree: Tree,
    open: Vec<NodeIx>,
    namespaces: HashMap<Box<str>, Arc<str>>,
    /// Byte position up to which lines were counted, and the count.
    counted: (usize, u32),
    seen_root: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        Self {
            text,
            reader,
            tree: Tree { nodes: Vec::new(), prolog: Vec::new(), epilog: Vec::new() },
            open: Vec::new(),
            namespaces: HashMap::new(),
            counted: (0, 1),
            seen_root: false,
        }
    }

    fn run(mut self) -> Result<Tree, Problem> {
        loop {
            let line = self.line();
            let event = self.reader.read_event().map_err(|error| Problem::at_line(line, describe(&error)))?;
            match event {
                Event::Start(tag) => {
                    let ix = self.element(&tag, line)?;
                    self.open.push(ix);
                }
                Event::Empty(tag) => {
                    self.element(&tag, line)?;
                }
                Event::End(_) => {
                    self.open.pop();
                }
                Event::Text(text) => self.text_child(&text.xml10_content(), line)?,
                Event::GeneralRef(reference) => {
                    let text = resolve(&reference, line)?;
                    self.text_child(&text, line)?;
                }
                Event::CData(data) => {
                    let child = Child::CData(data.xml10_content().into());
                    self.child(child, line)?;
                }
                Event::Comment(comment) => {
                    self.child(Child::Comment(comment.xml10_content().into()), line)?;
                }
                Event::PI(instruction) => {
                    let content = instruction.into_inner();
                    self.child(Child::Instruction(content.into()), line)?;
                }
                Event::DocType(_) => {
                    return Err(Problem::at_line(
                        line,
                        "a document type declaration is not allowed in a model; remove '<!DOCTYPE …>'",
                    ));
                }
                Event::Decl(_) => {}
                Event::Eof => return self.finish(line),
            }
        }
    }

    fn finish(self, line: u32) -> Result<Tree, Problem> {
        if let Some(open) = self.open.last() {
            let name = &self.tree.node(*open).raw_name;
            return Err(Problem::at_line(
                line,
                format!("the file ends before '</{name}>'; it is not complete"),
            ));
        }
        if !self.seen_root {
            return Err(Problem::of_file("the file holds no XML element; a BPMN model is expected"));
        }
        Ok(self.tree)
    }

    /// The line at which the next event starts. Counts on from the last position, so the file is walked once.
    fn line(&mut self) -> u32 {
        let position =
            usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        let (from, line) = self.counted;
        if position > from {
            let breaks = self.text.as_bytes()[from..position].iter().filter(|b| **b == b'\n').count();
            self.counted = (position, line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX)));
        }
        self.counted.1
    }

    fn element(&mut self, tag: &BytesStart<'_>, line: u32) -> Result<NodeIx, Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem::at_line(
                line,
                format!("elements are nested deeper than {MAX_DEPTH} levels"),
            ));
        }
        if self.tree.nodes.len() >= MAX_ELEMENTS {
            return Err(Problem::at_line(line, format!("the file has more than {MAX_ELEMENTS} elements")));
        }
        let parent = self.open.last().copied();
        if parent.is_none() && self.seen_root {
            return Err(Problem::at_line(line, "the file has a second root element"));
        }
        self.seen_root = true;
        let raw_name: Box<str> = tag.name().0.into();
        let namespace = self.namespace(&raw_name, false, line)?;
        let attributes = self.attributes(tag, line)?;
        let ix = NodeIx::try_from(self.tree.nodes.len()).expect("the number of elements is limited above");
        let local_at = local_at(&raw_name);
        self.tree.nodes.push(Node {
            parent,
            raw_name,
            local_at,
            namespace,
            attributes,
            children: Vec::new(),
            line,
        });
        if let Some(parent) = parent {
            self.tree.nodes[parent as usize].children.push(Child::Element(ix));
        }
        Ok(ix)
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, line: u32) -> Result<Vec<Attribute>, Problem> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|error| Problem::at_line(line, format!("attribute: {error}")))?;
            if attributes.len() >= MAX_ATTRIBUTES {
                return Err(Problem::at_line(
                    line,
                    format!("an element has more than {MAX_ATTRIBUTES} attributes"),
                ));
            }
            let raw_name: Box<str> = attribute.key.0.into();
            let declares = attribute.key.as_namespace_binding();
            let namespace = match declares {
                Some(PrefixDeclaration::Default | PrefixDeclaration::Named(_)) => None,
                None => self.namespace(&raw_name, true, line)?,
            };
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| {
                Problem::at_line(line, format!("attribute '{raw_name}': {}", describe(&error)))
            })?;
            let local_at = local_at(&raw_name);
            attributes.push(Attribute { local_at, namespace, value: value.into(), raw_name });
        }
        Ok(attributes)
    }

    fn namespace(&mut self, raw_name: &str, attribute: bool, line: u32) -> Result<Option<Arc<str>>, Problem> {
        let name = quick_xml::name::QName(raw_name);
        let (resolved, _) = self.reader.resolver().resolve(name, !attribute);
        match resolved {
            ResolveResult::Unbound => Ok(None),
            ResolveResult::Bound(namespace) => {
                if let Some(known) = self.namespaces.get(namespace.0) {
                    return Ok(Some(known.clone()));
                }
                let shared: Arc<str> = namespace.0.into();
                self.namespaces.insert(namespace.0.into(), shared.clone());
                Ok(Some(shared))
            }
            ResolveResult::Unknown(prefix) => Err(Problem::at_line(
                line,
                format!("the prefix '{prefix}' of '{raw_name}' is not declared; add xmlns:{prefix}=\"…\""),
            )),
        }
    }

    /// Text and resolved references that follow each other become one text.
    fn text_child(&mut self, text: &str, line: u32) -> Result<(), Problem> {
        let Some(open) = self.open.last() else {
            if text.trim().is_empty() {
                return Ok(());
            }
            return Err(Problem::at_line(line, "text stands outside of the root element"));
        };
        let children = &mut self.tree.nodes[*open as usize].children;
        if let Some(Child::Text(before)) = children.last_mut() {
            let mut joined = std::mem::take(before).into_string();
            joined.push_str(text);
            *before = joined.into();
        } else {
            children.push(Child::Text(text.into()));
        }
        Ok(())
    }

    fn child(&mut self, child: Child, line: u32) -> Result<(), Problem> {
        match self.open.last() {
            Some(open) => self.tree.nodes[*open as usize].children.push(child),
            None if matches!(child, Child::CData(_)) => {
                return Err(Problem::at_line(line, "text stands outside of the root element"));
            }
            None if self.seen_root => self.tree.epilog.push(child),
            None => self.tree.prolog.push(child),
        }
        Ok(())
    }
}

fn resolve(reference: &BytesRef<'_>, line: u32) -> Result<String, Problem> {
    let name = reference.xml10_content();
    let character = reference
        .resolve_char_ref()
        .map_err(|error| Problem::at_line(line, format!("'&{name};': {}", describe(&error))))?;
    if let Some(character) = character {
        return Ok(character.to_string());
    }
    quick_xml::escape::resolve_xml_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| Problem::at_line(line, format!("the entity '&{name};' is not allowed in a model")))
}

fn describe(error: &impl std::fmt::Display) -> String {
    format!("the file is not well-formed XML: {error}")
}
