//! From text to [`Element`].

use super::{
    Element, Space, is_character,
    namespaces::{self, Version},
};
use crate::Problem;
use quick_xml::{
    NsReader,
    events::{BytesDecl, BytesRef, BytesStart, Event, attributes::Attributes},
    name::ResolveResult,
};
use std::borrow::Cow;

/// Bytes of a file.
const MAX_BYTES: usize = 32 << 20;
/// Levels of elements.
const MAX_DEPTH: usize = 200;
/// Elements of a file.
const MAX_ELEMENTS: usize = 1_000_000;
/// Attributes of an element, and prefixes that are declared at one place. Both are searched in a line.
const MAX_ATTRIBUTES: usize = 1_000;
/// Bytes of an attribute of DMN: a name, an id, a label, a reference. Many elements may repeat one; expressions
/// are no attributes.
const MAX_ATTRIBUTE: usize = 16 << 10;

/// Reads the elements of DMN; the root is that of a model.
pub(crate) fn read(bytes: &[u8]) -> Result<(Element<'_>, Version), Problem> {
    Parser::new(decode(bytes)?, false).run()
}

/// Reads all elements of a text without byte order mark.
pub(crate) fn read_all(text: &str) -> Result<(Element<'_>, Version), Problem> {
    Parser::new(text, true).run()
}

/// The text of a file without its byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(problem(1, format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len())));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of(&bytes[..error.valid_up_to()]);
        problem(line, format!("the file is not UTF-8: {error}; save it as UTF-8"))
    })?;
    let wrong = bytes.iter().enumerate().position(|(at, byte)| match byte {
        0..b' ' => !is_character(char::from(*byte)),
        // The first byte of U+FFFE and U+FFFF, and of others.
        0xEF => !text[at..].starts_with(is_character),
        _ => false,
    });
    match wrong.and_then(|at| Some((at, text[at..].chars().next()?))) {
        None => Ok(text),
        Some((at, character)) => Err(problem(
            line_of(&bytes[..at]),
            format!(
                "the XML is not well-formed: it has the character U+{:04X}; remove it",
                u32::from(character)
            ),
        )),
    }
}

fn line_of(before: &[u8]) -> u32 {
    let breaks = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}

fn problem(line: u32, message: impl Into<String>) -> Problem {
    Problem { element: None, line: Some(line), message: message.into() }
}

/// Counts lines while reading on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u32 {
        let offset = offset.clamp(self.at, self.text.len());
        let newlines = self.text.as_bytes()[self.at..offset].iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at = offset;
        self.line
    }
}

struct Parser<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    lines: Lines<'a>,
    /// Whether elements outside of DMN are kept.
    all: bool,
    version: Option<Version>,
    /// The namespace of the model.
    namespace: String,
    open: Vec<Element<'a>>,
    /// Open elements that are not kept.
    skipped: usize,
    /// Open elements of which extensions may be inside.
    extensions: usize,
    /// For each open element how many prefixes it and those around it declare.
    declared: Vec<usize>,
    elements: usize,
    root: Option<Element<'a>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, all: bool) -> Parser<'a> {
        let mut reader = NsReader::from_str(text);
        // Limited here, with a message for editors.
        reader.resolver_mut().set_max_namespace_bindings(usize::MAX);
        Parser {
            reader,
            text,
            lines: Lines { text, at: 0, line: 1 },
            all,
            version: None,
            namespace: String::new(),
            open: Vec::new(),
            skipped: 0,
            extensions: 0,
            declared: Vec::new(),
            elements: 0,
            root: None,
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    fn run(mut self) -> Result<(Element<'a>, Version), Problem> {
        loop {
            let before = self.position();
            let event = self.reader.read_event().map_err(|error| {
                problem(self.lines.at(before), format!("the XML is not well-formed: {error}"))
            })?;
            match event {
                Event::Start(start) => self.start(&start, before, false)?,
                Event::Empty(start) => {
                    self.start(&start, before, true)?;
                    self.end(None)?;
                }
                Event::End(_) => self.end(Some(before))?,
                Event::Text(part) => self.append(part.xml10_content(), before)?,
                Event::CData(part) => self.append(part.xml10_content(), before)?,
                Event::GeneralRef(reference) => {
                    let text = self.resolved(&reference, before)?;
                    self.append(Cow::Owned(text), before)?;
                }
                Event::DocType(_) => {
                    let message = "document type definitions are not allowed; remove <!DOCTYPE>";
                    return Err(problem(self.lines.at(before), message));
                }
                Event::Decl(declaration) => self.encoding(&declaration)?,
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return self.finish(),
            }
        }
    }

    fn finish(mut self) -> Result<(Element<'a>, Version), Problem> {
        match (self.root, self.version) {
            (Some(root), Some(version)) if self.open.is_empty() => Ok((root, version)),
            _ => {
                let message = "the file has no DMN <definitions>, or it ends too early";
                Err(problem(self.lines.at(usize::MAX), message))
            }
        }
    }

    /// A file that says it has another encoding than it has would be read differently elsewhere.
    fn encoding(&self, declaration: &BytesDecl<'_>) -> Result<(), Problem> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        let unicode = encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("utf8");
        if unicode || self.text.is_ascii() {
            return Ok(());
        }
        Err(problem(1, format!("the file declares the encoding {encoding} and is UTF-8; declare UTF-8")))
    }

    fn resolved(&mut self, reference: &BytesRef<'_>, before: usize) -> Result<String, Problem> {
        let name: &str = &reference.xml10_content();
        let text = quick_xml::escape::unescape(&format!("&{name};")).map(Cow::into_owned);
        text.ok()
            .filter(|text| text.chars().all(is_character))
            .ok_or_else(|| problem(self.lines.at(before), format!("the entity &{name}; is not allowed")))
    }

    fn start(&mut self, start: &BytesStart<'_>, before: usize, empty: bool) -> Result<(), Problem> {
        let line = self.lines.at(before);
        if self.open.len() + self.skipped >= MAX_DEPTH {
            return Err(problem(line, "the elements are nested too deeply"));
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(problem(line, format!("the file has more than {MAX_ELEMENTS} elements")));
        }
        let space = self.space(start, line)?;
        let after = self.position();
        // Between the brackets, where the name is first.
        let tag = &self.text[before + 1..after];
        let mut element = element(tag, start, line, self.declared.last().copied().unwrap_or(0))?;
        self.declared.push(element.declared);
        if self.skipped > 0 || (space != Space::Dmn && !self.all) {
            self.skipped += 1;
            return Ok(());
        }
        element.element.space = space;
        element.element.span = before..after;
        element.element.content = (!empty).then_some(after..after);
        self.extensions += usize::from(space == Space::Dmn && element.element.name == "extensionElements");
        self.open.push(element.element);
        Ok(())
    }

    /// The end of an element whose last tag starts at `before`; `None` if it has only one tag.
    fn end(&mut self, before: Option<usize>) -> Result<(), Problem> {
        self.declared.pop();
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(mut element) = self.open.pop() else { return Ok(()) };
        if let (Some(before), Some(content)) = (before, element.content.as_mut()) {
            content.end = before;
            element.span.end = self.position();
        }
        let known = element.space == Space::Dmn;
        self.extensions -= usize::from(known && element.name == "extensionElements");
        match self.open.last_mut() {
            Some(parent) if known && parent.space == Space::Dmn => parent.children.push(element),
            Some(parent) => parent.foreign.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn append(&mut self, text: Cow<'a, str>, before: usize) -> Result<(), Problem> {
        if self.skipped > 0 {
            return Ok(());
        }
        match self.open.last_mut() {
            Some(element) if element.text.is_empty() => element.text = text,
            // Between elements it is nothing but layout.
            Some(element) if element.space == Space::Dmn && !element.children.is_empty() => {}
            Some(element) => element.text.to_mut().push_str(&text),
            None if text.trim_matches([' ', '\t', '\r', '\n', '\u{feff}']).is_empty() => {}
            None => {
                let message = "the XML is not well-formed: text stands outside of the elements";
                return Err(problem(self.lines.at(before), message));
            }
        }
        Ok(())
    }

    /// What an element belongs to; the first decides which DMN it is.
    fn space(&mut self, start: &BytesStart<'_>, line: u32) -> Result<Space, Problem> {
        let name: &str = start.name().0;
        let (resolved, _) = self.reader.resolver().resolve_element(start.name());
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => Some(namespace.0),
            ResolveResult::Unbound => None,
            ResolveResult::Unknown(prefix) => {
                let message = format!("the prefix of <{name}> is not declared; add xmlns:{prefix}=\"…\"");
                return Err(problem(line, message));
            }
        };
        if self.version.is_none() {
            let shown = namespace.unwrap_or("no namespace");
            let version = namespace.and_then(Version::of).ok_or_else(|| {
                let message = format!(
                    "<{name}> of '{shown}' is not a model of DMN 1.1 to 1.5; the known namespaces are {}",
                    Version::known()
                );
                problem(line, message)
            })?;
            self.version = Some(version);
            self.namespace = namespace.unwrap_or_default().to_owned();
            return Ok(Space::Dmn);
        }
        if self.open.is_empty() && self.skipped == 0 {
            return Err(problem(line, format!("the XML is not well-formed: <{name}> is a second root")));
        }
        if namespace == Some(self.namespace.as_str()) {
            return Ok(Space::Dmn);
        }
        let misplaced = namespace.is_none_or(|namespace| Version::of(namespace).is_some());
        if misplaced && self.extensions == 0 && self.open.last().is_some_and(|open| open.space == Space::Dmn)
        {
            let shown = namespace.unwrap_or("no namespace");
            let message = format!(
                "<{name}> is of '{shown}', the model of '{}'; use the model's namespace",
                self.namespace
            );
            return Err(problem(line, message));
        }
        Ok(namespace.map_or(Space::Other, namespaces::space))
    }
}

struct Started<'a> {
    element: Element<'a>,
    /// Prefixes declared here and around.
    declared: usize,
}

fn element<'a>(
    tag: &'a str,
    start: &BytesStart<'_>,
    line: u32,
    mut declared: usize,
) -> Result<Started<'a>, Problem> {
    let (name, local) = (start.name().0.len(), start.local_name().into_inner().len());
    let content = tag.strip_suffix('>').unwrap_or(tag);
    let content = content.strip_suffix('/').unwrap_or(content);
    let mut attributes = Vec::new();
    for attribute in Attributes::new(content, name) {
        let attribute =
            attribute.map_err(|error| problem(line, format!("an attribute is malformed: {error}")))?;
        let key: &'a str = attribute.key.0;
        declared += usize::from(key.starts_with("xmlns"));
        if declared > MAX_ATTRIBUTES {
            return Err(problem(line, format!("more than {MAX_ATTRIBUTES} prefixes are declared here")));
        }
        if attributes.len() >= MAX_ATTRIBUTES {
            let message = format!("<{}> has more than {MAX_ATTRIBUTES} attributes", start.name().0);
            return Err(problem(line, message));
        }
        let (length, limited) = (attribute.value.len(), !key.contains(':') || key.starts_with("xmlns:"));
        if limited && length > MAX_ATTRIBUTE {
            let message = format!(
                "the attribute '{key}' of <{}> has {length} bytes; at most {MAX_ATTRIBUTE} are read",
                start.name().0
            );
            return Err(problem(line, message));
        }
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| problem(line, format!("the attribute '{key}' is malformed: {error}")))?;
        // What stands in the text was looked at; references may say anything.
        if matches!(value, Cow::Owned(_)) && !value.chars().all(is_character) {
            let message = format!("the attribute '{key}' is malformed: it has a control character");
            return Err(problem(line, message));
        }
        attributes.push((key, value));
    }
    Ok(Started {
        element: Element { name: &tag[name - local..name], attributes, line, ..Element::default() },
        declared,
    })
}
