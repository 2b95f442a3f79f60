//! A model file as a tree that loses nothing: every element, attribute, text, comment and prefix stays
//! where it was, so that a file that was read can be written again with all foreign extensions and the diagram.
//!
//! Names are resolved to namespaces while reading; the prefixes of the file are kept for writing and for
//! attribute values that are qualified names themselves (`calledElement="other:process"`).

pub(crate) mod encoding;
mod read;
mod write;

use std::sync::Arc;

pub(crate) use read::parse;
pub(crate) use write::write;

/// Index of an element in its [`Tree`].
pub(crate) type NodeIx = u32;

/// The elements of a file in document order; index 0 is the root.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// Comments and processing instructions before and after the root element.
    pub(crate) prolog: Vec<Child>,
    pub(crate) epilog: Vec<Child>,
}

/// One element.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) parent: Option<NodeIx>,
    /// The name as written, with its prefix.
    pub(crate) raw_name: Box<str>,
    /// Where the local part of `raw_name` starts.
    local_at: u16,
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Child>,
    pub(crate) line: u32,
}

/// One attribute; declarations of namespaces are attributes too.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) raw_name: Box<str>,
    local_at: u16,
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) value: Box<str>,
}

/// What stands between two tags.
#[derive(Debug, Clone)]
pub(crate) enum Child {
    Element(NodeIx),
    Text(Box<str>),
    CData(Box<str>),
    Comment(Box<str>),
    Instruction(Box<str>),
}

impl Node {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        &self.raw_name[usize::from(self.local_at)..]
    }

    /// The value of an attribute without a prefix.
    pub(crate) fn attribute(&self, local: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.namespace.is_none() && &*a.raw_name == local).map(|a| &*a.value)
    }

    /// The value of an attribute of a foreign namespace.
    pub(crate) fn attribute_ns(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|a| a.namespace.as_deref() == Some(namespace) && a.local() == local)
            .map(|a| &*a.value)
    }
}

impl Attribute {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        &self.raw_name[usize::from(self.local_at)..]
    }
}

impl Tree {
    pub(crate) fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix as usize]
    }

    /// The child elements in document order.
    pub(crate) fn elements(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> + '_ {
        self.node(ix).children.iter().filter_map(|child| match child {
            Child::Element(ix) => Some(*ix),
            _ => None,
        })
    }

    /// The text directly inside an element, without that of its children.
    pub(crate) fn text(&self, ix: NodeIx) -> String {
        let mut text = String::new();
        for child in &self.node(ix).children {
            if let Child::Text(part) | Child::CData(part) = child {
                text.push_str(part);
            }
        }
        text
    }

    /// The namespace that a prefix (empty: the default) stands for at an element.
    pub(crate) fn namespace_of_prefix(&self, ix: NodeIx, prefix: &str) -> Option<&str> {
        let mut at = Some(ix);
        while let Some(ix) = at {
            let node = self.node(ix);
            let declared = node.attributes.iter().find(|a| {
                if prefix.is_empty() {
                    &*a.raw_name == "xmlns"
                } else {
                    a.raw_name.strip_prefix("xmlns:") == Some(prefix)
                }
            });
            if let Some(attribute) = declared {
                return Some(&attribute.value);
            }
            at = node.parent;
        }
        None
    }
}

/// Where the local part of a qualified name starts.
fn local_at(raw_name: &str) -> u16 {
    raw_name.find(':').map_or(0, |colon| u16::try_from(colon + 1).unwrap_or(0))
}
