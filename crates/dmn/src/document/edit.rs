//! Edits of the text of a file: each replaces a span, and none overlaps another.

use crate::xml::{Element, Span};

/// What to write in place of a span.
pub(super) type Splice = (Span, String);

/// The text of a span with its edits.
pub(super) fn spliced(text: &str, span: Span, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::with_capacity(span.len());
    let mut at = span.start;
    for (place, new) in splices {
        out.push_str(&text[at..place.start]);
        out.push_str(&new);
        at = place.end;
    }
    out.push_str(&text[at..span.end]);
    out
}

/// The name of an element as written, with its prefix.
pub(super) fn raw_name<'t>(text: &'t str, element: &Element<'_>) -> &'t str {
    let tag = &text[element.span.start + 1..element.span.end];
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(tag.len());
    &tag[..end]
}

/// The prefix of an element with its colon, or nothing.
pub(super) fn prefix<'t>(text: &'t str, element: &Element<'_>) -> &'t str {
    let name = raw_name(text, element);
    name.find(':').map_or("", |colon| &name[..=colon])
}

/// Where an attribute stands, with the blanks before it.
fn place_of(text: &str, element: &Element<'_>, name: &str) -> Option<Span> {
    let tag = element.tag();
    let mut at = tag.start + 1 + raw_name(text, element).len();
    loop {
        let start = at;
        let bytes = text.as_bytes();
        let skip = |mut at: usize| {
            while at < tag.end && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            at
        };
        at = skip(at);
        let key_end = at + text[at..tag.end].find(|c: char| c.is_ascii_whitespace() || c == '=')?;
        let key = &text[at..key_end];
        at = skip(key_end);
        at = skip(at + 1);
        let quote = char::from(*bytes.get(at)?);
        at = at + 1 + text.get(at + 1..tag.end)?.find(quote)? + 1;
        if key == name {
            return Some(start..at);
        }
    }
}

/// Sets an attribute, or removes it where the value is empty.
pub(super) fn set_attribute(text: &str, element: &Element<'_>, name: &str, value: &str) -> Option<Splice> {
    let written = format!(" {name}=\"{}\"", escape(value, true));
    match place_of(text, element, name) {
        Some(place) if value.is_empty() => Some((place, String::new())),
        Some(place) => {
            let blanks = text[place.clone()].chars().take_while(char::is_ascii_whitespace).count();
            Some((place.start + blanks..place.end, written[1..].to_owned()))
        }
        None if value.is_empty() => None,
        None => {
            let tag = element.tag();
            let inside = text[tag.clone()].trim_end_matches('>');
            let inside = if element.content.is_none() { inside.trim_end_matches('/') } else { inside };
            let end = tag.start + inside.trim_end().len();
            Some((end..end, written))
        }
    }
}

/// Puts text at a place inside of an element; `at` is not asked for `<x/>`, which is opened.
pub(super) fn insert(text: &str, element: &Element<'_>, at: usize, new: &str) -> Splice {
    match element.content {
        Some(_) => (at..at, new.to_owned()),
        None => {
            let end = element.span.end;
            (end - 2..end, format!(">{new}</{}>", raw_name(text, element)))
        }
    }
}

/// Sets the text inside of a `text` child; blanks around the old one and a CDATA section stay.
pub(super) fn set_text(text: &str, element: &Element<'_>, new: &str) -> Splice {
    let Some(child) = element.child("text") else {
        let name = format!("{}text", prefix(text, element));
        let at = element.children.last().map(|last| last.span.end);
        let at = at.or(element.content.as_ref().map(|content| content.start)).unwrap_or(element.span.end);
        return insert(text, element, at, &format!("<{name}>{}</{name}>", escape(new, false)));
    };
    let Some(content) = child.content.clone() else { return insert(text, child, 0, &escape(new, false)) };
    let old = &text[content.clone()];
    let blank = |c: char| c.is_ascii_whitespace();
    let start = content.start + (old.len() - old.trim_start_matches(blank).len());
    let end = (content.end - (old.len() - old.trim_end_matches(blank).len())).max(start);
    let cdata = text[start..end].starts_with("<![CDATA[") && !new.contains("]]>") && !new.contains('\r');
    let written = if cdata { format!("<![CDATA[{new}]]>") } else { escape(new, false) };
    (start..end, written)
}

/// The end of what stands before an element inside of its parent.
pub(super) fn before(parent: &Element<'_>, element: &Element<'_>) -> usize {
    let siblings = parent.children.iter().chain(&parent.foreign).map(|sibling| sibling.span.end);
    let start = parent.content.as_ref().map_or(parent.span.start, |content| content.start);
    siblings.filter(|end| *end <= element.span.start).max().unwrap_or(start)
}

/// The blanks before an element, back to a comment or another element.
pub(super) fn gap<'t>(text: &'t str, parent: &Element<'_>, element: &Element<'_>) -> &'t str {
    let all = &text[before(parent, element)..element.span.start];
    &all[all.trim_end_matches(|c: char| c.is_ascii_whitespace()).len()..]
}

/// Line breaks of attributes, and carriage returns everywhere, would be read as something else.
pub(super) fn escape(value: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
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
    out
}

/// What a row of siblings becomes.
pub(super) enum Piece {
    /// The old one of a place, with a new text if it changed.
    Kept(usize, Option<String>),
    /// One that was not there.
    New(String),
}

/// Writes siblings anew: kept ones with what stands before them, new ones with `gap` before them. Where there
/// were none they go to `at`. Nothing where nothing changed.
pub(super) fn siblings(
    text: &str,
    parent: &Element<'_>,
    old: &[&Element<'_>],
    pieces: &[Piece],
    at: usize,
    gap: &str,
) -> Option<Splice> {
    let same = |(place, piece): (usize, &Piece)| matches!(piece, Piece::Kept(old, None) if *old == place);
    if pieces.len() == old.len() && pieces.iter().enumerate().all(same) {
        return None;
    }
    let starts: Vec<usize> = old
        .iter()
        .enumerate()
        .map(|(place, element)| if place == 0 { before(parent, element) } else { old[place - 1].span.end })
        .collect();
    let region = match (starts.first(), old.last()) {
        (Some(start), Some(last)) => *start..last.span.end,
        _ => at..at,
    };
    let mut out = String::with_capacity(region.len());
    for piece in pieces {
        match piece {
            Piece::Kept(place, changed) => {
                let element = &old[*place].span;
                out.push_str(&text[starts[*place]..element.start]);
                out.push_str(changed.as_deref().unwrap_or(&text[element.clone()]));
            }
            Piece::New(new) => {
                out.push_str(gap);
                out.push_str(new);
            }
        }
    }
    Some((region, out))
}
