//! The elements of a DMN file with their lines and their places in its text. No document type, no entities but
//! the five of XML, limits on size, depth and number.
//!
//! One tree serves two readers. The model wants the elements of DMN only ([`read`]); the lossless document
//! wants all of them ([`read_all`]) with their spans, so that an edit replaces the bytes of what it changes and
//! no others. It is no twin of the tree in `bpmn`: that one writes a file anew, with its quotes, entities and
//! blanks in tags made uniform, which for tables in version control is a loss.

mod namespaces;
mod parse;

pub use namespaces::Version;
pub(crate) use namespaces::is_feel;
pub(crate) use parse::{decode, read, read_all};

use crate::Problem;
use std::{borrow::Cow, ops::Range};

/// Bytes in the text of a file.
pub(crate) type Span = Range<usize>;

/// What an element belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Space {
    /// The model's version of DMN.
    #[default]
    Dmn,
    /// Diagram interchange of DMN.
    Dmndi,
    /// Bounds and points.
    Dc,
    /// Waypoints.
    Di,
    /// Extensions.
    Other,
}

/// An element. Most of what it says is where it stands in the text of the file.
#[derive(Debug, Default)]
pub(crate) struct Element<'a> {
    /// Without prefix.
    pub(crate) name: &'a str,
    pub(crate) space: Space,
    /// Names with prefix, values without references.
    pub(crate) attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// Elements of DMN inside of an element of DMN.
    pub(crate) children: Vec<Element<'a>>,
    /// All other elements inside; none where only the model is read.
    pub(crate) foreign: Vec<Element<'a>>,
    pub(crate) text: Cow<'a, str>,
    pub(crate) line: u32,
    /// From the start of its first tag to the end of its last.
    pub(crate) span: Span,
    /// Between its tags; `None` for `<x/>`.
    pub(crate) content: Option<Span>,
}

impl<'a> Element<'a> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element<'a>> {
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

    /// The first tag.
    pub(crate) fn tag(&self) -> Span {
        self.span.start..self.content.as_ref().map_or(self.span.end, |content| content.start)
    }
}

/// What XML can hold: no control characters but tab and line breaks.
pub(crate) fn is_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r')
        || (character >= ' ' && !matches!(character, '\u{fffe}' | '\u{ffff}'))
}
