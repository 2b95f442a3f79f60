//! The components that all pages are made of, in the markup of the KERN design system (<https://kern-ux.de>).
//!
//! One file a family. Components take data and wording, never strings of HTML; what they are given is escaped. Each
//! wires its own ids, descriptions and error messages (WCAG 2.2: 1.3.1, 3.3.1, 3.3.2, 4.1.2), so that no page has to.

#![expect(clippy::needless_pass_by_value, reason = "components are nested: content is made where it is used")]

mod answers;
mod card;
mod chart;
mod choice;
mod date;
mod decision;
mod entries;
mod field;
mod form;
mod items;
mod lists;
mod nav;
mod notice;
mod page;
mod pressed;
mod problem;
mod progress;
mod qr;
mod rows;
mod spans;
mod table;
mod text;
mod tiles;

pub use answers::{answers, shown};
pub use card::{Card, Finding, card, cards, confirmation, findings, panel, result, results};
pub use chart::{Bars, Series, bars, series};
pub use choice::{Choice, checkbox, checkboxes, radios, row_checkbox, select, select_one_of, yes_no};
pub use date::{date_input, join_dates, typed_day};
pub use decision::{Cell, DecisionRule, DecisionTable, decision_table};
pub use entries::{ROWS_PER_PAGE, RowLinks, page_of_row};
pub use field::{
    Field, FileInput, Kind, TextInput, Upload, Width, fieldset, file_input, files_input, text_input, textarea,
};
pub use form::{
    Emphasis, Problem, Send, actions, button, error_summary, form, form_with_id, get_form, hidden,
    link_button, linked_error_summary, named_button, place_search_form, search_form,
};
pub use items::{LARGEST_FILE, has_files, items, items_with};
pub use lists::{SummaryBlock, SummaryRow, Task, description_list, summary, task_list};
pub use nav::{Crumb, back_link, breadcrumb, pagination};
pub use notice::{Tone, alert, badge, empty_state, tag, tags};
pub use page::Page;
pub use pressed::{ADD_ROW, ANOTHER, Pressed, REMOVE_FILE, REMOVE_ROW, ROW_COUNT, SAVE};
pub use problem::{
    all_wrong, faults, file_endings, media_name, media_names, problem, problem_text, problems, wrong,
};
pub use progress::{Step, StepState, progress, timeline};
pub use qr::qr_code;
pub use rows::{Row, RowAction, rows};
pub use spans::{Span, Spans, spans};
pub use table::{Column, Table, table};
pub use text::{
    details, download, heading, heading_of, lead, link, list, minor_heading, muted, paragraph, paragraphs,
    prose, section, subheading, typed,
};
pub use tiles::{Tile, Tiles, tiles};

use maud::{Markup, html};

/// The id of the element for a form path: `fahrzeug[0].kennzeichen` becomes `fahrzeug-0-kennzeichen`.
#[must_use]
pub fn id(path: &str) -> String {
    let mut id = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A picture from the design system that says nothing the text beside it does not say.
fn icon(name: &str) -> Markup {
    html! { span class={ "kern-icon kern-icon--" (name) } aria-hidden="true" {} }
}

/// Text for screen readers only.
fn hidden_text(text: &str) -> Markup {
    html! { span.kern-sr-only { (text) } }
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_made_of_paths() {
        assert_eq!(id("fahrzeug[0].kennzeichen"), "fahrzeug-0-kennzeichen");
        assert_eq!(id("antragsteller.familienname"), "antragsteller-familienname");
        assert_eq!(id("fahrzeug[12]"), "fahrzeug-12");
    }
}
