//! Headings, paragraphs, links and lists.

use maud::{Markup, html};

use super::icon;
use crate::locale::Texts;
use crate::shell::Href;

/// The page's one main heading.
#[must_use]
pub fn heading(text: &str) -> Markup {
    html! { h1.kern-heading-x-large.rs-h1 { (text) } }
}

/// The main heading below the name of what the page belongs to: `Bewohnerparkausweis` / `Ihre Fahrzeuge`.
#[must_use]
pub fn heading_of(whole: &str, text: &str) -> Markup {
    html! {
        hgroup.rs-hgroup {
            p.kern-preline { (whole) }
            (heading(text))
        }
    }
}

/// A heading of the second level.
#[must_use]
pub fn subheading(text: &str) -> Markup {
    html! { h2.kern-heading-large.rs-h2 { (text) } }
}

/// A heading of the third level.
#[must_use]
pub fn minor_heading(text: &str) -> Markup {
    html! { h3.kern-heading-medium.rs-h3 { (text) } }
}

/// A part of a page under a heading of the second level, reachable as `#id`.
#[must_use]
pub fn section(id: &str, title: &str, content: Markup) -> Markup {
    let title_id = format!("{id}-titel");
    html! {
        section.rs-section id=(id) aria-labelledby=(title_id) {
            h2.kern-heading-large.rs-h2 id=(title_id) { (title) }
            (content)
        }
    }
}

/// The first, larger paragraph of a page.
#[must_use]
pub fn lead(text: &str) -> Markup {
    html! { p.kern-body.kern-body--large.rs-lead { (text) } }
}

/// A paragraph.
#[must_use]
pub fn paragraph(text: &str) -> Markup {
    html! { p.kern-body { (text) } }
}

/// A remark of less weight.
#[must_use]
pub fn muted(text: &str) -> Markup {
    html! { p.kern-body.kern-body--muted { (text) } }
}

/// A text that somebody typed, with its lines as they are.
#[must_use]
pub fn typed(text: &str) -> Markup {
    html! { p.kern-body.rs-lines { (text.trim()) } }
}

/// A longer text of an editor: blank lines part paragraphs, lines that start with `- ` are a list.
#[must_use]
pub fn prose(text: &str) -> Markup {
    let mut blocks: Vec<(bool, Vec<&str>)> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            fresh = true;
            continue;
        }
        let item = line.strip_prefix("- ");
        match blocks.last_mut() {
            Some((is_list, lines)) if !fresh && *is_list == item.is_some() => {
                lines.push(item.unwrap_or(line));
            }
            _ => blocks.push((item.is_some(), vec![item.unwrap_or(line)])),
        }
        fresh = false;
    }
    paragraphs(&blocks)
}

/// Paragraphs, and lists where it is said that they are.
#[must_use]
pub fn paragraphs(blocks: &[(bool, Vec<&str>)]) -> Markup {
    html! {
        div.rs-prose {
            @for (is_list, lines) in blocks {
                @if *is_list { (list(lines)) } @else { p.kern-body { (lines.join(" ")) } }
            }
        }
    }
}

/// A link to a file, with its kind and size in bytes.
#[must_use]
pub fn download(t: Texts, href: &Href, name: &str, media_type: &str, size: u64) -> Markup {
    html! {
        a.kern-link.rs-download href=(href) {
            span.kern-icon.kern-icon--download aria-hidden="true" {}
            span {
                (name) " "
                span.rs-download__kind { "(" (super::media_name(media_type)) ", " (t.file_size(size)) ")" }
            }
        }
    }
}

/// A bullet list.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T]) -> Markup {
    html! { ul.kern-list.kern-list--bullet { @for item in items { li.kern-body { (item.as_ref()) } } } }
}

/// A link in running text.
#[must_use]
pub fn link(href: &Href, text: &str) -> Markup {
    html! { a.kern-link href=(href) { (text) } }
}

/// Words longer than this may break at signs inside of them.
const LONG_WORD: usize = 15;

/// Text whose long words (e-mail addresses, file names) break where a reader would part them, not before their last
/// letter.
#[must_use]
pub(super) fn breakable(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(char::is_whitespace) {
            @if word.chars().count() > LONG_WORD {
                @for (at, piece) in word.split_inclusive(['@', '.', '/', '_']).enumerate() {
                    @if at > 0 { wbr; }
                    (piece)
                }
            } @else { (word) }
        }
    }
}

/// Text that is shown on demand, without scripts.
#[must_use]
pub fn details(summary: &str, content: Markup) -> Markup {
    html! {
        details.rs-details {
            summary { (icon("keyboard-double-arrow-right")) span { (summary) } }
            div.rs-details__body { (content) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_break_where_a_reader_would_part_them() {
        let html = |text| breakable(text).into_string();
        assert_eq!(
            html("An anna.maria@buerger.example\n<b>."),
            "An anna.<wbr>maria@<wbr>buerger.<wbr>example\n&lt;b&gt;."
        );
        assert_eq!(html("a@b.de, 1.2.2026"), "a@b.de, 1.2.2026");
    }

    #[test]
    fn prose_has_paragraphs_and_lists_and_is_escaped() {
        let html = prose("Erster Satz\nund weiter.\n\n- a <b>\n- c\nDanach.").into_string();
        assert_eq!(
            html,
            "<div class=\"rs-prose\"><p class=\"kern-body\">Erster Satz und weiter.</p>\
             <ul class=\"kern-list kern-list--bullet\"><li class=\"kern-body\">a &lt;b&gt;</li><li class=\"kern-body\">c</li></ul>\
             <p class=\"kern-body\">Danach.</p></div>"
        );
    }
}
