//! A plain tree of elements, for the result files of suites.

use anyhow::{Context, bail};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// An element with local names.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name without prefix.
    pub name: String,
    /// Attributes, by their names without prefix.
    pub attributes: Vec<(String, String)>,
    /// Elements inside.
    pub children: Vec<Element>,
    /// All text inside, directly.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Reads a document.
    pub fn read(text: &str) -> anyhow::Result<Element> {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event()? {
                Event::Start(start) => open.push(element(&start)?),
                Event::Empty(start) => close(&mut open, element(&start)?),
                Event::End(_) => {
                    let done = open.pop().context("an end without a start")?;
                    close(&mut open, done);
                }
                Event::Text(part) => append(&mut open, &part.into_inner()),
                Event::CData(part) => append(&mut open, &part.into_inner()),
                Event::GeneralRef(reference) => {
                    let entity = format!("&{};", reference.into_inner());
                    append(&mut open, &quick_xml::escape::unescape(&entity)?);
                }
                Event::DocType(_) => bail!("document types are not read"),
                Event::Eof => break,
                _ => {}
            }
        }
        let root = open.pop().and_then(|outside| outside.children.into_iter().next());
        root.context("there is no element")
    }
}

fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(open: &mut [Element], done: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(done);
    }
}

fn element(start: &BytesStart<'_>) -> anyhow::Result<Element> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?.into_owned();
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value));
    }
    Ok(Element { name: start.local_name().into_inner().to_owned(), attributes, ..Element::default() })
}
