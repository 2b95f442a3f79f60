//! Fields to type into, and what all fields share: label, hint, error, and their wiring.

use maud::{Markup, html};

use super::icon;
use crate::locale::Texts;

/// What every field has. The name is the form path (`fahrzeug[0].kennzeichen`), from which the ids follow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Name under which the value is posted.
    pub name: &'a str,
    /// What is asked for.
    pub label: &'a str,
    /// How to answer, or where to find the answer.
    pub hint: Option<&'a str>,
    /// What is wrong with the answer.
    pub error: Option<&'a str>,
    /// Whether the answer may be left out. What is optional says so; the rest is required.
    pub optional: bool,
}

impl<'a> Field<'a> {
    /// A required field.
    #[must_use]
    pub const fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, hint: None, error: None, optional: false }
    }

    /// With a hint.
    #[must_use]
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With an error message, if there is one.
    #[must_use]
    pub const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// May be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The id of the control, to which the error summary leads.
    #[must_use]
    pub fn id(&self) -> String {
        super::id(self.name)
    }

    /// The ids of hint and error, for `aria-describedby`.
    pub(super) fn described_by(&self) -> Option<String> {
        let id = self.id();
        match (self.hint, self.error) {
            (None, None) => None,
            (Some(_), None) => Some(format!("{id}-hinweis")),
            (None, Some(_)) => Some(format!("{id}-fehler")),
            (Some(_), Some(_)) => Some(format!("{id}-hinweis {id}-fehler")),
        }
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    /// The label's text, and whether the field may be left out. Labels of packages sometimes say so themselves.
    pub(super) fn caption(&self, t: Texts) -> Markup {
        let mark = t.get("field-optional");
        html! {
            (self.label)
            @if self.optional && !self.label.contains(mark.as_ref()) { " " span.kern-label__optional { (mark) } }
        }
    }

    pub(super) fn label(&self, t: Texts) -> Markup {
        html! { label.kern-label for=(self.id()) { (self.caption(t)) } }
    }

    pub(super) fn hint_text(&self) -> Markup {
        html! { @if let Some(hint) = self.hint { div.kern-hint id={ (self.id()) "-hinweis" } { (hint) } } }
    }

    pub(super) fn error_text(&self, t: Texts) -> Markup {
        html! {
            @if let Some(error) = self.error {
                p.kern-error id={ (self.id()) "-fehler" } {
                    (icon("danger"))
                    span.kern-body { (super::hidden_text(&t.get("field-error"))) (error) }
                }
            }
        }
    }

    /// A control with everything around it.
    fn around(&self, t: Texts, control: Markup) -> Markup {
        html! {
            div.kern-form-input.rs-field."kern-form-input--error"[self.error.is_some()] {
                (self.label(t))
                (self.hint_text())
                (control)
                (self.error_text(t))
            }
        }
    }
}

/// What is typed: decides the keyboard of a phone and what the browser may fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Any text.
    #[default]
    Text,
    /// A whole number; a text field all the same, for number fields lose what is not a number.
    Whole,
    /// A decimal number.
    Decimal,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An address on the web.
    Url,
    /// A password, never shown again.
    Password,
}

/// How long the answer is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as the column.
    #[default]
    Full,
    /// About 20 characters.
    Medium,
    /// About 10 characters: a postcode, an amount.
    Short,
    /// Two to four characters.
    Tiny,
}

impl Width {
    const fn class(self) -> &'static str {
        match self {
            Self::Full => "rs-width-full",
            Self::Medium => "rs-width-medium",
            Self::Short => "rs-width-short",
            Self::Tiny => "rs-width-tiny",
        }
    }
}

/// A field for one line of text.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextInput<'a> {
    /// What was typed before.
    pub value: &'a str,
    /// What is typed.
    pub kind: Kind,
    /// How long the answer is expected to be.
    pub width: Width,
    /// What the browser may fill in, as a token of the HTML standard: `family-name`, `postal-code` (WCAG 1.3.5).
    pub autocomplete: Option<&'a str>,
    /// A unit after the field: `€`, `km`.
    pub unit: Option<&'a str>,
}

/// One line of text.
#[must_use]
pub fn text_input(t: Texts, field: &Field<'_>, input: &TextInput<'_>) -> Markup {
    let (kind, mode) = match input.kind {
        Kind::Text => ("text", None),
        Kind::Whole => ("text", Some("numeric")),
        Kind::Decimal => ("text", Some("decimal")),
        Kind::Email => ("email", None),
        Kind::Phone => ("tel", None),
        Kind::Url => ("url", None),
        Kind::Password => ("password", None),
    };
    let value = (input.kind != Kind::Password).then_some(input.value);
    // Entries are checked by the server's engine alone, so that there is one rule and one wording.
    let control = html! {
        input.kern-form-input__input.(input.width.class())."kern-form-input__input--error"[field.error.is_some()]
            id=(field.id()) name=(field.name) type=(kind) value=[value] inputmode=[mode]
            autocomplete=[input.autocomplete] aria-describedby=[field.described_by()]
            aria-invalid=[field.invalid()] spellcheck=[(input.kind != Kind::Text).then_some("false")];
    };
    let control = match input.unit {
        None => control,
        Some(unit) => html! { div.rs-unit { (control) span.rs-unit__text { (unit) } } },
    };
    field.around(t, control)
}

/// Several lines of text.
#[must_use]
pub fn textarea(t: Texts, field: &Field<'_>, value: &str, rows: u8) -> Markup {
    field.around(
        t,
        html! {
            // The line break after the tag is not part of the value (HTML, "textarea").
            textarea.kern-form-input__input.rs-textarea."kern-form-input__input--error"[field.error.is_some()]
                id=(field.id()) name=(field.name) rows=(rows)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] { "\n" (value) }
        },
    )
}

/// A file that is there already.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// Its name, as the person knows it.
    pub name: &'a str,
    /// Its size.
    pub bytes: u64,
}

/// A field for a file.
#[derive(Debug, Clone, Copy)]
pub struct FileInput<'a> {
    /// What the browser offers for choice: `.pdf,.jpg,.png`. The server looks at the content.
    pub accept: &'a str,
    /// How the accepted types are called: `PDF, JPG oder PNG`.
    pub types: &'a str,
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The file that is there already, shown with a button to remove it.
    pub existing: Option<Upload<'a>>,
}

/// A file to choose, or the one that is there with a button to remove it.
#[must_use]
pub fn file_input(t: Texts, field: &Field<'_>, input: &FileInput<'_>) -> Markup {
    if let Some(file) = input.existing {
        return html! {
            div.kern-form-input.rs-field id=(field.id()) tabindex="-1" role="group" aria-labelledby={ (field.id()) "-name" } {
                span.kern-label id={ (field.id()) "-name" } { (field.caption(t)) }
                div.rs-file {
                    (icon("draft"))
                    span.rs-file__name { (file.name) " " span.rs-muted { (t.file_size(file.bytes)) } }
                    (super::named_button(super::Emphasis::Tertiary, super::REMOVE_FILE, field.name, &t.with("file-remove", &[("name", file.name.into())])))
                }
            }
        };
    }
    let size = t.file_size(input.max_bytes);
    let limits = if input.types.is_empty() {
        t.with("file-limit", &[("size", size.into())])
    } else {
        t.with("file-limits", &[("types", input.types.into()), ("size", size.into())])
    };
    let hint = field.hint.map_or_else(|| limits.clone(), |hint| format!("{hint} {limits}"));
    let field = Field { hint: Some(&hint), ..*field };
    field.around(
        t,
        html! {
            input.kern-form-input__input."kern-form-input__input--error"[field.error.is_some()]
                id=(field.id()) name=(field.name) type="file" accept=(input.accept)
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
        },
    )
}

/// Several files to choose at once. `accept` is what the browser offers for choice; the hint says what is taken.
#[must_use]
pub fn files_input(t: Texts, field: &Field<'_>, accept: &str) -> Markup {
    field.around(
        t,
        html! {
            input.kern-form-input__input."kern-form-input__input--error"[field.error.is_some()]
                id=(field.id()) name=(field.name) type="file" accept=(accept) multiple
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
        },
    )
}

/// Fields that belong together, under one legend. `id` is where the error summary leads for an error of the group.
#[must_use]
pub fn fieldset(t: Texts, field: &Field<'_>, content: Markup) -> Markup {
    html! {
        fieldset.kern-fieldset.rs-field.rs-group."kern-fieldset--error"[field.error.is_some()]
            id=(field.id()) tabindex=[field.error.map(|_| "-1")] aria-describedby=[field.described_by()] {
            legend.kern-label.rs-group__legend { (field.caption(t)) }
            (field.hint_text())
            (field.error_text(t))
            div.kern-fieldset__body { (content) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Texts = Texts::new(crate::Locale::De);

    #[test]
    fn a_text_field_is_wired_to_its_hint_and_error() {
        let field = Field::new("fahrzeug[0].kennzeichen", "Kennzeichen")
            .hint("zum Beispiel EF-AB 123")
            .error(Some("Bitte geben Sie das Kennzeichen ein."));
        let html =
            text_input(T, &field, &TextInput { value: "\"><script>", ..TextInput::default() }).into_string();
        for part in [
            "<label class=\"kern-label\" for=\"fahrzeug-0-kennzeichen\">Kennzeichen</label>",
            "id=\"fahrzeug-0-kennzeichen\" name=\"fahrzeug[0].kennzeichen\"",
            "aria-describedby=\"fahrzeug-0-kennzeichen-hinweis fahrzeug-0-kennzeichen-fehler\" aria-invalid=\"true\"",
            "<div class=\"kern-hint\" id=\"fahrzeug-0-kennzeichen-hinweis\">",
            "<p class=\"kern-error\" id=\"fahrzeug-0-kennzeichen-fehler\">",
            "value=\"&quot;&gt;&lt;script&gt;\"",
        ] {
            assert!(html.contains(part), "{part}\nin {html}");
        }
    }

    #[test]
    fn a_field_without_hint_or_error_has_no_loose_ends() {
        let html = text_input(T, &Field::new("a", "A").optional(), &TextInput::default()).into_string();
        assert!(!html.contains("aria-"), "{html}");
        assert!(html.contains("<span class=\"kern-label__optional\">(freiwillig)</span>"), "{html}");
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let input = TextInput { value: "geheim", kind: Kind::Password, ..TextInput::default() };
        assert!(!text_input(T, &Field::new("p", "Passwort"), &input).into_string().contains("geheim"));
    }

    #[test]
    fn a_textarea_keeps_its_first_line_break() {
        let html = textarea(T, &Field::new("a", "A"), "\nzweite Zeile", 4).into_string();
        assert!(html.contains(">\n\nzweite Zeile</textarea>"), "{html}");
    }
}
