//! Ways through the site: breadcrumb, back link, pages of a list.

use maud::{Markup, html};

use super::icon;
use crate::locale::Texts;
use crate::shell::Href;

/// A page above this one.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Where it is.
    pub href: Href,
    /// What it is called.
    pub label: String,
}

impl Crumb {
    /// A page above this one.
    #[must_use]
    pub fn new(href: impl Into<Href>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// The way from the start to this page.
#[must_use]
pub fn breadcrumb(t: Texts, above: &[Crumb], current: &str) -> Markup {
    html! {
        nav.rs-breadcrumb aria-label=(t.get("nav-breadcrumb")) {
            ol {
                @for crumb in above { li { a.kern-link href=(crumb.href) { (crumb.label) } } }
                li aria-current="page" { (current) }
            }
        }
    }
}

/// The page before, in a sequence of pages.
#[must_use]
pub fn back_link(t: Texts, href: &Href) -> Markup {
    html! {
        nav.rs-back aria-label=(t.get("nav-back")) {
            a.kern-link href=(href) { (icon("arrow-back")) span { (t.get("nav-back")) } }
        }
    }
}

/// The pages of a list. `href` makes the address of a page; pages count from 1.
#[must_use]
pub fn pagination(t: Texts, current: u32, last: u32, href: impl Fn(u32) -> Href) -> Markup {
    if last < 2 {
        return html! {};
    }
    // First, last and the neighbours of this page; a gap is shown once.
    let shown: Vec<u32> = (1..=last).filter(|&n| n == 1 || n == last || n.abs_diff(current) <= 1).collect();
    let befores = std::iter::once(0).chain(shown.iter().copied());
    html! {
        nav.rs-pagination aria-label=(t.get("nav-pages")) {
            ul {
                @if current > 1 {
                    li { a.kern-link href=(href(current - 1)) rel="prev" { (icon("chevron-left")) span { (t.get("nav-previous")) } } }
                }
                @for (before, page) in befores.zip(shown.iter().copied()) {
                    @if page > before + 1 { li.rs-pagination__gap aria-hidden="true" { "…" } }
                    li {
                        a.rs-pagination__page href=(href(page)) aria-current=[(page == current).then_some("page")]
                            aria-label=(t.with("nav-page", &[("page", page.into())])) { (page) }
                    }
                }
                @if current < last {
                    li { a.kern-link href=(href(current + 1)) rel="next" { span { (t.get("nav-next")) } (icon("chevron-right")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::SearchPath;

    #[test]
    fn pages_are_shortened_and_the_current_one_is_marked() {
        let t = Texts::new(crate::Locale::De);
        let html =
            pagination(t, 5, 20, |n| Href::from(SearchPath).with("seite", &n.to_string())).into_string();
        let pages: Vec<&str> =
            html.split("aria-label=\"Seite ").skip(1).map(|s| s.split('"').next().unwrap()).collect();
        assert_eq!(pages, ["1", "4", "5", "6", "20"]);
        assert_eq!(html.matches('…').count(), 2);
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
        assert_eq!(pagination(t, 1, 1, |_| Href::from(SearchPath)).into_string(), "");
    }
}
