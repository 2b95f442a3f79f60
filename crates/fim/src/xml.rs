//! A small tree over an XML file, with lines, within limits.
//!
//! The files read here are configuration of a few megabytes at most; a tree makes the readers above it short, and the
//! limits keep a hostile file from filling the memory.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::Error;

const MAX_BYTES: usize = 64 << 20;
const MAX_DEPTH: usize = 100;
const MAX_ELEMENTS: usize = 2_000_000;

/// One element: names, attributes, children, text (trimmed), where it starts and ends.
#[derive(Debug)]
pub(crate) struct Element {
    /// Name as written, with prefix: for messages.
    pub(crate) name: String,
    /// Name without prefix: for decisions.
    pub(crate) local: String,
    pub(crate) namespace: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
    /// Line where the start tag ends.
    pub(crate) line: u32,
    /// Line of the end tag.
    pub(crate) end: u32,
}

impl Element {
    /// The value of an attribute by local name, `None` if it is missing or blank.
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(name, _)| name == local)?;
        Some(value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// Neither text nor children.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.children.is_empty()
    }

    /// An error about the text of this element.
    pub(crate) fn invalid(&self, expected: impl Into<String>) -> Error {
        let value = self.text.chars().take(80).collect();
        Error::Invalid { node: self.name.clone(), value, expected: expected.into(), line: self.line }
    }

    /// An error about this element standing where it stands.
    pub(crate) fn unexpected(&self, parent: &Element) -> Error {
        Error::Unexpected { node: self.name.clone(), parent: parent.name.clone(), line: self.line }
    }
}

/// Counts lines as the reader moves on; asks about a position only move forward, so the whole is linear.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, position: usize) -> u32 {
        let end = position.min(self.bytes.len());
        if end > self.at {
            let passed = self.bytes[self.at..end].iter().filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
            self.at = end;
        }
        self.line
    }
}

/// Reads a whole file. No document type, no own entities, UTF-8 only.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::Limit { line: 1, what: "the size in bytes", limit: MAX_BYTES });
    }
    let source =
        std::str::from_utf8(bytes).map_err(|error| Error::Encoding { offset: error.valid_up_to() })?;
    Builder::new(source).run()
}

struct Builder<'a> {
    reader: NsReader<&'a [u8]>,
    lines: Lines<'a>,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            reader: NsReader::from_str(source),
            lines: Lines { bytes: source.as_bytes(), at: 0, line: 1 },
            open: Vec::new(),
            root: None,
            count: 0,
        }
    }

    fn line(&mut self) -> u32 {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.lines.at(position)
    }

    fn malformed(&mut self, message: impl Into<String>) -> Error {
        Error::Malformed { line: self.line(), message: message.into() }
    }

    fn run(mut self) -> Result<Element, Error> {
        loop {
            let event = match self.reader.read_resolved_event() {
                Ok((ResolveResult::Unknown(prefix), _)) => {
                    return Err(self.malformed(format!("the prefix \"{prefix}\" is not declared")));
                }
                Ok((ResolveResult::Bound(namespace), event)) => (namespace.0.to_owned(), event),
                Ok((ResolveResult::Unbound, event)) => (String::new(), event),
                Err(error) => {
                    let message = error.to_string();
                    return Err(self.malformed(message));
                }
            };
            match event {
                (namespace, Event::Start(start)) => self.start(namespace, &start)?,
                (namespace, Event::Empty(start)) => {
                    self.start(namespace, &start)?;
                    self.end()?;
                }
                (_, Event::End(_)) => self.end()?,
                (_, Event::Text(text)) => self.text(&text.xml10_content())?,
                (_, Event::CData(data)) => self.text(&data.xml10_content())?,
                (_, Event::GeneralRef(reference)) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let name = reference.into_inner();
                    let line = self.line();
                    match (character, resolve_predefined_entity(&name)) {
                        (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4]))?,
                        (None, Some(text)) => self.text(text)?,
                        (None, None) => {
                            return Err(Error::Entity { line, what: format!("the entity &{name};") });
                        }
                    }
                }
                (_, Event::DocType(_)) => {
                    let line = self.line();
                    return Err(Error::Entity {
                        line,
                        what: "a document type declaration (<!DOCTYPE>)".into(),
                    });
                }
                (_, Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                (_, Event::Eof) => break,
            }
        }
        if let Some(open) = self.open.last() {
            let message = format!("the file ends inside <{}>", open.name);
            return Err(self.malformed(message));
        }
        match self.root.take() {
            Some(root) => Ok(root),
            None => Err(self.malformed("there is no element")),
        }
    }

    fn start(&mut self, namespace: String, start: &BytesStart<'_>) -> Result<(), Error> {
        let line = self.line();
        self.count += 1;
        if self.count > MAX_ELEMENTS {
            return Err(Error::Limit { line, what: "the number of elements", limit: MAX_ELEMENTS });
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Error::Limit { line, what: "the depth of nesting", limit: MAX_DEPTH });
        }
        if self.root.is_some() {
            return Err(self.malformed("there is a second root element"));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.malformed(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| Error::Entity { line, what: format!("an attribute value ({error})") })?;
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
        self.open.push(Element {
            name: start.name().0.to_owned(),
            local: start.local_name().as_ref().to_owned(),
            namespace,
            attributes,
            children: Vec::new(),
            text: String::new(),
            line,
            end: line,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        let line = self.line();
        let Some(mut element) = self.open.pop() else {
            return Err(self.malformed("an end tag without a start tag"));
        };
        element.end = line;
        let trimmed = element.text.trim();
        if trimmed.len() != element.text.len() {
            element.text = trimmed.to_owned();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() => {}
            None => return Err(self.malformed("text outside of the root element")),
        }
        Ok(())
    }
}

/// Writes indented XML. Elements are opened and closed by name; text and attribute values are escaped.
pub(crate) struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(value, true, &mut self.out);
            self.out.push('"');
        }
    }

    /// An element with children, written by `content`.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.depth += 1;
        content(self);
        self.depth -= 1;
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.close(name);
    }

    /// An element with text only.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        if text.is_empty() {
            self.out.push_str("/>\n");
        } else {
            self.out.push('>');
            escape(text, false, &mut self.out);
            self.close(name);
        }
    }

    /// A leaf if there is a value.
    pub(crate) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, &[], text);
        }
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// Escapes markup; in attributes also white space, which a reader would otherwise turn into blanks.
fn escape(text: &str, attribute: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}
