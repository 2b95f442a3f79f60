//! A small tree of the elements of a DMN file, with lines. No DTD, no entities, limits on depth and size;
//! elements of other namespaces (diagrams, extensions) are left out.

use crate::Problem;
use quick_xml::{
    NsReader,
    events::{BytesStart, Event},
    name::ResolveResult,
};

/// Bytes of a file.
const MAX_BYTES: usize = 32 << 20;
/// Levels of elements.
const MAX_DEPTH: usize = 200;

/// The namespaces of DMN 1.2 to 1.5.
const NAMESPACES: [&str; 4] = [
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// An element of the DMN namespace.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
    pub(crate) line: u32,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of a child.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }

    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem {
            element: self.attribute("id").map(str::to_owned),
            line: Some(self.line),
            message: message.into(),
        }
    }
}

/// Counts lines while reading on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        let newlines = self.text.as_bytes()[self.at..offset].iter().filter(|byte| **byte == b'\n').count();
        self.line += u32::try_from(newlines).unwrap_or(0);
        self.at = offset;
        self.line
    }
}

fn problem(line: u32, message: impl Into<String>) -> Problem {
    Problem { element: None, line: Some(line), message: message.into() }
}

/// Reads the tree; its root is `definitions`.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(problem(1, format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len())));
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
        .map_err(|error| problem(1, format!("the file is not UTF-8: {error}")))?;
    let mut reader = NsReader::from_str(text);
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element> = Vec::new();
    let mut foreign = 0usize;
    let mut root = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (namespace, event) = reader
            .read_resolved_event()
            .map_err(|error| problem(lines.at(before), format!("the XML is not well-formed: {error}")))?;
        let known = is_dmn(&namespace);
        match event {
            Event::Start(start) if foreign > 0 || !known => {
                wrong_root(&open, root.is_some(), &namespace, &start, lines.at(before))?;
                foreign += 1;
                if foreign > MAX_DEPTH {
                    return Err(problem(lines.at(before), "the elements are nested too deeply"));
                }
            }
            Event::Empty(start) if foreign > 0 || !known => {
                wrong_root(&open, root.is_some(), &namespace, &start, lines.at(before))?;
            }
            Event::End(_) if foreign > 0 => foreign -= 1,
            Event::Start(start) => {
                if open.len() >= MAX_DEPTH {
                    return Err(problem(lines.at(before), "the elements are nested too deeply"));
                }
                open.push(element(&start, lines.at(before))?);
            }
            Event::Empty(start) => {
                let element = element(&start, lines.at(before))?;
                close(element, &mut open, &mut root);
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    close(element, &mut open, &mut root);
                }
            }
            Event::Text(part) if foreign == 0 => append(&mut open, &part.into_inner()),
            Event::CData(part) if foreign == 0 => append(&mut open, &part.into_inner()),
            Event::GeneralRef(reference) if foreign == 0 => {
                let name = reference.into_inner();
                let resolved =
                    quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                let text = resolved
                    .map_err(|_| problem(lines.at(before), format!("the entity &{name}; is not allowed")))?;
                append(&mut open, &text);
            }
            Event::DocType(_) => {
                return Err(problem(
                    lines.at(before),
                    "document type definitions are not allowed; remove <!DOCTYPE>",
                ));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    root.ok_or_else(|| {
        problem(lines.at(usize::MAX), "the file has no DMN <definitions>, or it ends too early")
    })
}

fn is_dmn(namespace: &ResolveResult<'_>) -> bool {
    matches!(namespace, ResolveResult::Bound(namespace) if NAMESPACES.iter().any(|own| own.as_bytes() == namespace.as_ref().as_bytes()))
}

fn wrong_root(
    open: &[Element],
    done: bool,
    namespace: &ResolveResult<'_>,
    start: &BytesStart<'_>,
    line: u32,
) -> Result<(), Problem> {
    if !open.is_empty() || done {
        return Ok(());
    }
    let namespace = match namespace {
        ResolveResult::Bound(namespace) => namespace.as_ref().to_owned(),
        _ => "no namespace".to_owned(),
    };
    let name = start.name();
    Err(problem(
        line,
        format!("<{}> of '{namespace}' is not a model of DMN 1.2, 1.3, 1.4 or 1.5", name.as_ref()),
    ))
}

fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn element(start: &BytesStart<'_>, line: u32) -> Result<Element, Problem> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute =
            attribute.map_err(|error| problem(line, format!("an attribute is malformed: {error}")))?;
        let key: &str = attribute.key.as_ref();
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| problem(line, format!("the attribute '{key}' is malformed: {error}")))?;
        attributes.push((key.to_owned(), value.into_owned()));
    }
    let name: &str = start.local_name().into_inner();
    Ok(Element { name: name.to_owned(), attributes, line, ..Element::default() })
}
