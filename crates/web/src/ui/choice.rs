//! Fields to choose from.

use maud::{Markup, html};

use super::field::Field;
use crate::locale::Texts;

/// Something to choose.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What helps to decide.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}

/// One of a few.
#[must_use]
pub fn radios(t: Texts, field: &Field<'_>, choices: &[Choice], value: &str) -> Markup {
    options(t, field, choices, "radio", |choice| choice.value == value)
}

/// Any number of a few; the name is posted once for each.
#[must_use]
pub fn checkboxes(t: Texts, field: &Field<'_>, choices: &[Choice], values: &[&str]) -> Markup {
    options(t, field, choices, "checkbox", |choice| values.contains(&choice.value.as_str()))
}

fn options(
    t: Texts,
    field: &Field<'_>,
    choices: &[Choice],
    kind: &str,
    chosen: impl Fn(&Choice) -> bool,
) -> Markup {
    let base = field.id();
    // The first choice has the field's id: that is where the error summary leads.
    html! {
        fieldset.kern-fieldset.rs-field."kern-fieldset--error"[field.error.is_some()]
            aria-describedby=[field.described_by()] role=[(kind == "radio").then_some("radiogroup")]
            aria-invalid=[field.invalid().filter(|_| kind == "radio")] {
            legend.kern-label { (field.caption(t)) }
            (field.hint_text())
            div.kern-fieldset__body.rs-choices {
                @for (at, choice) in choices.iter().enumerate() {
                    @let id = if at == 0 { base.clone() } else { format!("{base}-{at}") };
                    div.kern-form-check {
                        input class={ "kern-form-check__" (kind) (if field.error.is_some() { format!(" kern-form-check__{kind}--error") } else { String::new() }) }
                            type=(kind) id=(id) name=(field.name) value=(choice.value) checked[chosen(choice)]
                            aria-describedby=[choice.hint.as_ref().map(|_| format!("{id}-mehr"))];
                        label.kern-label for=(id) { (choice.label) }
                        @if let Some(hint) = &choice.hint { div.kern-hint.rs-choice-hint id={ (id) "-mehr" } { (hint) } }
                    }
                }
            }
            (field.error_text(t))
        }
    }
}

/// Yes or nothing: a statement to agree to. Posts `true`; left out it posts nothing.
#[must_use]
pub fn checkbox(t: Texts, field: &Field<'_>, checked: bool) -> Markup {
    html! {
        div.kern-form-check.rs-field."kern-form-check--error"[field.error.is_some()] {
            input.kern-form-check__checkbox."kern-form-check__checkbox--error"[field.error.is_some()]
                type="checkbox" id=(field.id()) name=(field.name) value="true" checked[checked]
                aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
            label.kern-label for=(field.id()) { (field.caption(t)) }
            @if let Some(hint) = field.hint { div.kern-hint.rs-choice-hint id={ (field.id()) "-hinweis" } { (hint) } }
            (field.error_text(t))
        }
    }
}

/// A box to tick a row of a table with. It belongs to the form with the id `form`, wherever that stands; `label` is only
/// read aloud.
#[must_use]
pub fn row_checkbox(form: &str, name: &str, value: &str, label: &str, checked: bool) -> Markup {
    html! {
        input.kern-form-check__checkbox.rs-row-check type="checkbox" form=(form) name=(name) value=(value)
            aria-label=(label) checked[checked];
    }
}

/// One of many.
#[must_use]
pub fn select(t: Texts, field: &Field<'_>, choices: &[Choice], value: &str) -> Markup {
    drop_down(t, field, Some(&t.get("field-choose")), choices, value)
}

/// A choice of which one always holds: the first, unless another is chosen.
#[must_use]
pub fn select_one_of(t: Texts, field: &Field<'_>, choices: &[Choice], value: &str) -> Markup {
    drop_down(t, field, None, choices, value)
}

fn drop_down(t: Texts, field: &Field<'_>, empty: Option<&str>, choices: &[Choice], value: &str) -> Markup {
    html! {
        div.kern-form-input.rs-field."kern-form-input--error"[field.error.is_some()] {
            (field.label(t))
            (field.hint_text())
            div.kern-form-input__select-wrapper.rs-width-select {
                select.kern-form-input__select."kern-form-input__select--error"[field.error.is_some()]
                    id=(field.id()) name=(field.name) aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] {
                    @if let Some(empty) = empty { option value="" { (empty) } }
                    @for choice in choices {
                        option value=(choice.value) selected[choice.value == value] { (choice.label) }
                    }
                }
            }
            (field.error_text(t))
        }
    }
}

/// Yes or no as two radio buttons: posts `true` or `false`, so that "no" is an answer.
#[must_use]
pub fn yes_no(t: Texts, field: &Field<'_>, value: &str) -> Markup {
    let choices = [Choice::new("true", t.get("field-yes")), Choice::new("false", t.get("field-no"))];
    radios(t, field, &choices, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Texts = Texts::new(crate::Locale::De);

    #[test]
    fn the_chosen_radio_is_checked_and_the_first_has_the_fields_id() {
        let choices = [Choice::new("1", "Eins"), Choice::new("2", "Zwei & mehr")];
        let html = radios(T, &Field::new("a.b", "Wie viele?").error(Some("Bitte wählen.")), &choices, "2")
            .into_string();
        assert!(html.contains("id=\"a-b\" name=\"a.b\" value=\"1\">"), "{html}");
        assert!(html.contains("id=\"a-b-1\" name=\"a.b\" value=\"2\" checked>"), "{html}");
        assert!(html.contains("Zwei &amp; mehr"), "{html}");
        assert!(html.contains("role=\"radiogroup\" aria-invalid=\"true\""), "{html}");
    }

    #[test]
    fn a_select_starts_with_no_choice() {
        let html =
            select(T, &Field::new("ort", "Ort"), &[Choice::new("16051000", "Erfurt")], "").into_string();
        assert!(html.contains("<option value=\"\">"), "{html}");
        assert!(!html.contains("selected"), "{html}");
    }
}
