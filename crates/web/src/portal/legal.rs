//! `/impressum`, `/datenschutz`, `/barrierefreiheit`: what every site must say. The operator brings the texts
//! ([`crate::shell::Site`]); without them the pages say what is missing, and what can be said of the program itself.

use axum::response::Response;
use maud::{Markup, html};

use crate::locale::Texts;
use crate::routes::{AccessibilityPath, ImprintPath, PrivacyPath};
use crate::shell::Frame;
use crate::ui::{self, Page};

/// `GET /impressum` (§ 5 DDG, § 18 MStV).
pub(super) async fn imprint(_: ImprintPath, frame: Frame) -> Response {
    let own = frame.site.legal.imprint.clone();
    page(&frame, "shell-imprint", own.as_deref(), |t| {
        html! { (ui::paragraph(&t.get("imprint-needs"))) (items(t, &["imprint-who", "imprint-represented", "imprint-contact", "imprint-supervision", "imprint-editor"])) }
    })
}

/// `GET /datenschutz` (Art. 13 DSGVO).
pub(super) async fn privacy(_: PrivacyPath, frame: Frame) -> Response {
    let own = frame.site.legal.privacy.clone();
    page(&frame, "shell-privacy", own.as_deref(), |t| {
        html! {
            (ui::section("daten", &t.get("privacy-program"), items(t, &["privacy-cookies", "privacy-drafts", "privacy-antrag", "privacy-votes", "privacy-key", "privacy-logs", "privacy-third"])))
            (ui::section("betreiber", &t.get("privacy-operator"), items(t, &["privacy-who", "privacy-officer", "privacy-law", "privacy-retention", "privacy-rights"])))
        }
    })
}

/// `GET /barrierefreiheit` (§ 12b BGG; in Thüringen § 8 ThürBarrWebG).
pub(super) async fn accessibility(_: AccessibilityPath, frame: Frame) -> Response {
    let own = frame.site.legal.accessibility.clone();
    page(&frame, "shell-accessibility", own.as_deref(), |t| {
        html! {
            (ui::section("programm", &t.get("access-program"), items(t, &["access-standard", "access-tests", "access-keyboard", "access-languages", "access-letters"])))
            (ui::section("luecken", &t.get("access-gaps"), items(t, &["access-gap-audit", "access-gap-sign", "access-gap-uploads"])))
            (ui::section("betreiber", &t.get("access-operator"), items(t, &["access-contact", "access-enforcement"])))
        }
    })
}

fn items(t: Texts, keys: &[&'static str]) -> Markup {
    ui::list(&keys.iter().map(|key| t.get(key)).collect::<Vec<_>>())
}

fn page(frame: &Frame, title: &'static str, own: Option<&str>, sample: impl Fn(Texts) -> Markup) -> Response {
    let t = frame.t;
    let title = t.get(title);
    let content = html! {
        (ui::heading(&title))
        @match own {
            Some(text) => (operators(text)),
            None => {
                (ui::alert(ui::Tone::Warning, &t.get("legal-sample"), Some(ui::paragraph(&t.get("legal-sample-why")))))
                (sample(t))
            }
        }
    };
    Page::new(title, content).public().respond(frame)
}

/// The operator's text: lines that begin with `# ` are headings, the rest is prose.
fn operators(text: &str) -> Markup {
    let mut parts: Vec<(Option<&str>, String)> = vec![(None, String::new())];
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(heading) => parts.push((Some(heading.trim()), String::new())),
            None => {
                if let Some((_, body)) = parts.last_mut() {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    html! {
        @for (heading, body) in &parts {
            @if let Some(heading) = heading { (ui::subheading(heading)) }
            (ui::prose(body))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::operators;

    #[test]
    fn the_operators_text_has_headings_and_is_escaped() {
        let html = operators("Vorweg.\n# Kontakt\nStadt <Muster>\n").into_string();
        assert!(html.contains(">Vorweg.</p>"), "{html}");
        assert!(html.contains(">Kontakt</h2>") && html.contains("Stadt &lt;Muster&gt;"), "{html}");
    }
}
