//! The shell that all pages share: the way past the header, who runs the site, language, visitor, footer.

use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::form::Send;
use super::nav::{Crumb, back_link, breadcrumb};
use super::{form, icon};
use crate::assets;
use crate::locale::{Locale, Texts};
use crate::routes::{
    AccessibilityPath, AccountPath, ApplicationsPath, CasesPath, DeskPath, HomePath, ImprintPath,
    MailboxPath, MeasuresPath, OperationPath, PrivacyPath, SearchPath, SignInPath, SignOutPath, SteeringPath,
};
use crate::shell::{CachePolicy, Frame, Href, Visitor, with_scripts};

/// How the reader got here.
#[derive(Debug, Clone, Default)]
enum Way {
    #[default]
    None,
    Crumbs(Vec<Crumb>),
    Back(Href),
}

/// A page: its title, its content, and how much room it takes.
#[derive(Debug, Clone)]
pub struct Page {
    title: String,
    /// What the way to this page calls it, where that is shorter than the title.
    short: Option<String>,
    content: Markup,
    way: Way,
    banner: Option<Markup>,
    wide: bool,
    has_errors: bool,
    cache: CachePolicy,
    script: Option<&'static str>,
    feed: Option<(Href, String)>,
}

impl Page {
    /// A page of one column of text. The content starts with its main heading.
    #[must_use]
    pub fn new(title: impl Into<String>, content: Markup) -> Self {
        Self {
            title: title.into(),
            short: None,
            content,
            way: Way::None,
            banner: None,
            wide: false,
            has_errors: false,
            cache: CachePolicy::Never,
            script: None,
            feed: None,
        }
    }

    /// With one of the site's own scripts, by its name among the assets; other pages may run none.
    #[must_use]
    pub const fn with_script(mut self, name: &'static str) -> Self {
        self.script = Some(name);
        self
    }

    /// With a feed (Atom) of what is new here, by its title.
    #[must_use]
    pub fn with_feed(mut self, href: impl Into<Href>, title: impl Into<String>) -> Self {
        self.feed = Some((href.into(), title.into()));
        self
    }

    /// Below other pages of the site.
    #[must_use]
    pub fn below(mut self, above: Vec<Crumb>) -> Self {
        if !above.is_empty() {
            self.way = Way::Crumbs(above);
        }
        self
    }

    /// Called so at the end of the way to it: what the pages above say already is not said again.
    #[must_use]
    pub fn called(mut self, short: impl Into<String>) -> Self {
        self.short = Some(short.into());
        self
    }

    /// In a sequence of pages, with the one before.
    #[must_use]
    pub fn after(mut self, back: impl Into<Href>) -> Self {
        self.way = Way::Back(back.into());
        self
    }

    /// With a coloured band across the page above the content: the search on the start page.
    #[must_use]
    pub fn banner(mut self, banner: Markup) -> Self {
        self.banner = Some(banner);
        self
    }

    /// For tables and cards: as wide as the header, not as a column of text.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// With errors in its form: the title says so, and the status is 422.
    #[must_use]
    pub const fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// A page that anybody may see: the browser may keep it, and asks whether it is still good.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.cache = CachePolicy::Revalidate;
        self
    }

    /// The page as an answer.
    #[must_use]
    pub fn respond(self, frame: &Frame) -> Response {
        let status = if self.has_errors { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let mut response = (status, self.cache, Html(self.render(frame).into_string())).into_response();
        if self.script.is_some() {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, with_scripts());
        }
        response
    }

    /// The page as HTML.
    #[must_use]
    pub fn render(&self, frame: &Frame) -> Markup {
        let t = frame.t;
        let mark = if self.has_errors { t.get("page-error-mark") } else { "".into() };
        html! {
            (DOCTYPE)
            html lang=(t.locale().tag()) data-kern-theme="light" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (mark) (self.title) " – " (frame.site.name) }
                    link rel="stylesheet" href=(assets::address("kern.css"));
                    link rel="stylesheet" href=(assets::address("rennsteig.css"));
                    @if let Some(script) = self.script { script type="module" src=(assets::address(script)) {} }
                    @if let Some((href, title)) = &self.feed {
                        link rel="alternate" type="application/atom+xml" title=(title) href=(href);
                    }
                    link rel="icon" href="data:,";
                    meta name="color-scheme" content="light";
                    meta name="theme-color" content="#16384c";
                }
                body."rs-desk"[matches!(frame.visitor, Visitor::Staff { .. })] {
                    a.rs-skip href="#inhalt" { (t.get("shell-skip")) }
                    (header(frame))
                    @match &self.way {
                        Way::None => {},
                        Way::Crumbs(above) => div.rs-container { (breadcrumb(t, above, self.short.as_deref().unwrap_or(&self.title))) },
                        Way::Back(back) => div.rs-container { (back_link(t, back)) },
                    }
                    main.rs-main id="inhalt" tabindex="-1" {
                        @if let Some(banner) = &self.banner { div.rs-banner { div.rs-container { (banner) } } }
                        div.rs-container { div.rs-content."rs-content--wide"[self.wide] { (self.content) } }
                    }
                    (footer(frame))
                }
            }
        }
    }
}

/// The line above everything: that an authority speaks here, and in which language.
fn top_line(frame: &Frame) -> Markup {
    let t = frame.t;
    html! {
        div.kern-kopfzeile.rs-top {
            div.rs-container.rs-top__row {
                div.kern-kopfzeile__content {
                    span.kern-kopfzeile__flagge aria-hidden="true" {
                        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 16" focusable="false" {
                            path fill="#000" d="M0 0h24v5.333H0z" {}
                            path fill="#d00" d="M0 5.333h24v5.333H0z" {}
                            path fill="#ffce00" d="M0 10.667h24V16H0z" {}
                        }
                    }
                    span.kern-kopfzeile__label {
                        @match &frame.site.operator {
                            Some(operator) => (operator),
                            None => (t.get("shell-operator")),
                        }
                    }
                }
                nav.rs-languages aria-label=(t.get("shell-languages")) {
                    ul {
                        @for locale in Locale::ALL {
                            li {
                                a href=(frame.in_language(locale)) lang=(locale.tag()) hreflang=(locale.tag())
                                    aria-current=[(locale == t.locale()).then_some("true")] { (locale.name()) }
                            }
                        }
                    }
                }
            }
        }
        @if frame.site.demo { p.rs-demo { (t.get("shell-demo")) } }
    }
}

fn header(frame: &Frame) -> Markup {
    let t = frame.t;
    let start = match &frame.visitor {
        Visitor::Staff { cases: false, steering: true, .. } => Href::from(SteeringPath),
        Visitor::Staff { .. } => Href::from(DeskPath),
        Visitor::Anonymous | Visitor::Citizen { .. } => Href::from(HomePath),
    };
    html! {
        header {
            (top_line(frame))
            div.rs-header { div.rs-container.rs-header__row {
                a.rs-brand href=(start) {
                    (ridge())
                    span.rs-brand__name { (frame.site.name) }
                    span.kern-sr-only { (t.get("shell-home")) }
                }
                nav.rs-nav aria-label=(t.get("shell-nav")) { ul { (places(frame)) } }
                div.rs-account { (account(frame)) }
            } }
        }
    }
}

/// Where a visitor of this kind goes.
fn places(frame: &Frame) -> Markup {
    let t = frame.t;
    let place = |href: Href, label: &str| {
        let here = href.as_str() == frame.path();
        html! { li { a href=(href) aria-current=[here.then_some("page")] { (label) } } }
    };
    match &frame.visitor {
        Visitor::Anonymous => html! { (place(SearchPath.into(), &t.get("shell-services"))) },
        Visitor::Citizen { unread, .. } => html! {
            (place(SearchPath.into(), &t.get("shell-services")))
            (place(ApplicationsPath.into(), &t.get("shell-applications")))
            (place(MailboxPath.into(), &t.with("shell-mailbox", &[("unread", (*unread).into())])))
        },
        Visitor::Staff { cases, inspects, operation, steering, .. } => html! {
            @if *cases { (place(DeskPath.into(), &t.get("shell-desk"))) }
            @if *cases || *inspects { (place(CasesPath.into(), &t.get("shell-cases"))) }
            @if *operation { (place(OperationPath.into(), &t.get("shell-operation"))) }
            @if *steering { (place(SteeringPath.into(), &t.get("shell-steering"))) }
            (place(SearchPath.into(), &t.get("shell-services")))
        },
    }
}

/// Who is signed in, and the way in or out.
fn account(frame: &Frame) -> Markup {
    let t = frame.t;
    let (name, office) = match &frame.visitor {
        Visitor::Anonymous => {
            let back = Href::from(SignInPath).with("zurueck", frame.path());
            return html! {
                a.kern-btn.kern-btn--secondary.rs-account__button href=(back) {
                    (icon("account-circle"))
                    span.kern-label { (t.get("shell-sign-in")) }
                }
            };
        }
        Visitor::Citizen { name, .. } => (name, None),
        Visitor::Staff { name, office, .. } => (name, Some(office)),
    };
    html! {
        p.rs-account__who {
            (icon("account-circle"))
            span {
                (super::hidden_text(&t.get("shell-signed-in-as")))
                a.rs-account__name href=(Href::from(AccountPath)) { (name) }
                @if let Some(office) = office { span.rs-account__office { (office) } }
            }
        }
        (form(&frame.csrf, &Href::from(SignOutPath), Send::Plain, html! {
            button.rs-account__out type="submit" { (t.get("shell-sign-out")) }
        }))
    }
}

fn footer(frame: &Frame) -> Markup {
    let t: Texts = frame.t;
    let links: [(Href, &str); 4] = [
        (MeasuresPath.into(), "steer-title"),
        (ImprintPath.into(), "shell-imprint"),
        (PrivacyPath.into(), "shell-privacy"),
        (AccessibilityPath.into(), "shell-accessibility"),
    ];
    html! {
        footer.rs-footer {
            div.rs-container.rs-footer__row {
                nav aria-label=(t.get("shell-footer")) {
                    ul { @for (href, key) in links { li { a href=(href) { (t.get(key)) } } } }
                }
                p { (t.get("shell-software")) }
            }
        }
    }
}

/// The mark of the site: a path along a ridge.
fn ridge() -> Markup {
    html! {
        svg.rs-brand__mark viewBox="0 0 40 40" aria-hidden="true" focusable="false" {
            rect.rs-brand__ground width="40" height="40" rx="8" {}
            path.rs-brand__far d="M0 27l9-8 6 4 9-10 8 8 8-5v16a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z" {}
            path.rs-brand__path d="M4 35c8-1 7-7 13-8s6-5 12-6" {}
        }
    }
}
