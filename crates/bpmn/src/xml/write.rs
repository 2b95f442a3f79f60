//! Tree to XML: what was read, as it was read.

use super::{Child, NodeIx, Tree};

/// Writes the tree as UTF-8.
pub(crate) fn write(tree: &Tree) -> String {
    let mut out = String::with_capacity(tree.nodes.len() * 96);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    for child in &tree.prolog {
        write_child(tree, child, &mut out);
        out.push('\n');
    }
    element(tree, 0, &mut out);
    out.push('\n');
    for child in &tree.epilog {
        write_child(tree, child, &mut out);
        out.push('\n');
    }
    out
}

/// Recursion is safe: reading limits the depth.
fn element(tree: &Tree, ix: NodeIx, out: &mut String) {
    let node = tree.node(ix);
    out.push('<');
    out.push_str(&node.raw_name);
    for attribute in &node.attributes {
        out.push(' ');
        out.push_str(&attribute.raw_name);
        out.push_str("=\"");
        escape(&attribute.value, true, out);
        out.push('"');
    }
    if node.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &node.children {
        write_child(tree, child, out);
    }
    out.push_str("</");
    out.push_str(&node.raw_name);
    out.push('>');
}

fn write_child(tree: &Tree, child: &Child, out: &mut String) {
    match child {
        Child::Element(ix) => element(tree, *ix, out),
        Child::Text(text) => escape(text, false, out),
        Child::CData(text) => {
            out.push_str("<![CDATA[");
            out.push_str(text);
            out.push_str("]]>");
        }
        Child::Comment(text) => {
            out.push_str("<!--");
            out.push_str(text);
            out.push_str("-->");
        }
        Child::Instruction(text) => {
            out.push_str("<?");
            out.push_str(text);
            out.push_str("?>");
        }
    }
}

/// Attribute values keep their line breaks and tabs as references, as a reader would make them blanks.
fn escape(text: &str, attribute: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            other => out.push(other),
        }
    }
}
