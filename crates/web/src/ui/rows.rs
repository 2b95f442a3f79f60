//! Groups that may be there several times: vehicles, children, earlier addresses.

use maud::{Markup, html};

use super::field::Field;
use super::form::{Emphasis, named_button};
use super::icon;
use super::pressed::{ADD_ROW, REMOVE_ROW};
use crate::locale::Texts;

/// A button that adds or removes a row.
#[derive(Debug, Clone)]
pub struct RowAction {
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
    /// What it is called: `Fahrzeug 1`. `None` for a single field, whose label says it.
    pub legend: Option<String>,
    /// Its fields.
    pub content: Markup,
    /// Removes it, where that is possible.
    pub remove: Option<RowAction>,
}

/// A repeated group, with buttons to add and remove that work without scripts: they send the whole form. With
/// `same_as_page` the heading is only read aloud, as the page's own says the same.
#[must_use]
pub fn rows(
    t: Texts,
    field: &Field<'_>,
    rows: &[Row],
    add: Option<&RowAction>,
    same_as_page: bool,
) -> Markup {
    let title = format!("{}-titel", field.id());
    html! {
        div.rs-rows.rs-field id=(field.id()) tabindex="-1" role="group" aria-labelledby=(title)
            aria-describedby=[field.described_by()] {
            h2.kern-heading-medium.rs-rows__title."kern-sr-only"[same_as_page] id=(title) { (field.caption(t)) }
            (field.hint_text())
            (field.error_text(t))
            @for row in rows { (one(row)) }
            @if let Some(add) = add {
                button.kern-btn.kern-btn--secondary type="submit" name=(ADD_ROW) value=(add.path) {
                    (icon("add"))
                    span.kern-label { (add.label) }
                }
            }
        }
    }
}

fn one(row: &Row) -> Markup {
    let remove = html! {
        @if let Some(remove) = &row.remove {
            (named_button(Emphasis::Tertiary, REMOVE_ROW, &remove.path, &remove.label))
        }
    };
    match &row.legend {
        None => html! { div.rs-row { (row.content) (remove) } },
        Some(legend) => html! {
            fieldset.kern-fieldset.rs-row id=(super::id(&row.path)) tabindex="-1" {
                legend.rs-row__legend { (legend) }
                div.kern-fieldset__body { (row.content) }
                (remove)
            }
        },
    }
}
