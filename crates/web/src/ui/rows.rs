//! Groups that may be there several times: vehicles, children, earlier addresses.

use maud::{Markup, html};

use super::field::Field;
use super::form::{Emphasis, named_button};
use super::icon;
use crate::locale::Texts;

/// A button of a repeated group.
#[derive(Debug, Clone)]
pub struct RowAction {
    /// Name under which the button is posted: `_hinzufuegen` or `_entfernen`.
    pub name: &'static str,
    /// Form path that it is about.
    pub path: String,
    /// What happens.
    pub label: String,
}

/// One of the groups.
#[derive(Debug, Clone)]
pub struct Row {
    /// Form path: `fahrzeug[0]`.
    pub path: String,
    /// What it is called: `Fahrzeug 1`.
    pub legend: String,
    /// Its fields.
    pub content: Markup,
    /// Removes it, where that is possible.
    pub remove: Option<RowAction>,
}

/// A repeated group, with buttons to add and remove that work without scripts: they send the whole form.
#[must_use]
pub fn rows(t: Texts, field: &Field<'_>, rows: &[Row], add: Option<&RowAction>) -> Markup {
    html! {
        div.rs-rows.rs-field id=(field.id()) tabindex="-1" role="group" aria-labelledby={ (field.id()) "-titel" } {
            h2.kern-heading-medium.rs-rows__title id={ (field.id()) "-titel" } { (field.caption(t)) }
            (field.hint_text())
            (field.error_text(t))
            @for row in rows {
                fieldset.kern-fieldset.rs-row id=(super::id(&row.path)) tabindex="-1" {
                    legend.rs-row__legend { (row.legend) }
                    div.kern-fieldset__body { (row.content) }
                    @if let Some(remove) = &row.remove {
                        (named_button(Emphasis::Tertiary, remove.name, &remove.path, &remove.label))
                    }
                }
            }
            @if let Some(add) = add {
                button.kern-btn.kern-btn--secondary type="submit" name=(add.name) value=(add.path) {
                    (icon("add"))
                    span.kern-label { (add.label) }
                }
            }
        }
    }
}
