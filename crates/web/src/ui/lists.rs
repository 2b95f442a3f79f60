//! Lists of facts and of things to do.

use maud::{Markup, html};

use super::hidden_text;
use super::notice::{Tone, badge};
use super::text::breakable;
use crate::locale::Texts;
use crate::shell::Href;

/// Facts with their names.
#[must_use]
pub fn description_list(facts: &[(String, Markup)]) -> Markup {
    html! {
        dl.kern-description-list {
            @for (key, value) in facts {
                div.kern-description-list-item {
                    dt.kern-description-list-item__key { (key) }
                    dd.kern-description-list-item__value { (value) }
                }
            }
        }
    }
}

/// An answer on the "check your answers" page.
#[derive(Debug, Clone)]
pub struct SummaryRow {
    /// What was asked.
    pub label: String,
    /// What was answered, as people read it; empty is said to be missing.
    pub value: String,
    /// Where the answer can be changed.
    pub change: Option<Href>,
}

/// Answers that belong together.
#[derive(Debug, Clone, Default)]
pub struct SummaryBlock {
    /// What they are about: `Fahrzeug 1`. `None` where the page's title says it.
    pub title: Option<String>,
    /// The answers.
    pub rows: Vec<SummaryRow>,
    /// Or a table of answers.
    pub table: Option<Markup>,
    /// Where the table can be changed.
    pub change: Option<Href>,
}

/// Answers of one page to be checked, each with a link to change it.
#[must_use]
pub fn summary(t: Texts, title: &str, blocks: &[SummaryBlock]) -> Markup {
    html! {
        section.kern-summary.rs-summary {
            div.kern-summary__header { h2.kern-title.kern-title--large { (title) } }
            @for block in blocks {
                @if let Some(title) = &block.title { h3.kern-title.rs-summary__title { (title) } }
                @if let Some(table) = &block.table {
                    (table)
                    @if let Some(change) = &block.change {
                        p.kern-body { a.kern-link href=(change) { (t.get("summary-change")) (hidden_text(&format!(": {title}"))) } }
                    }
                }
                @if !block.rows.is_empty() {
                    dl.kern-description-list.rs-summary__list {
                        @for row in &block.rows { (summary_row(t, row)) }
                    }
                }
            }
        }
    }
}

fn summary_row(t: Texts, row: &SummaryRow) -> Markup {
    html! {
        div.kern-description-list-item.rs-summary__row {
            dt.kern-description-list-item__key { (row.label) }
            dd.kern-description-list-item__value {
                @if row.value.is_empty() { span.rs-muted { (t.get("summary-empty")) } }
                @else { span.rs-lines { (breakable(&row.value)) } }
            }
            @if let Some(change) = &row.change {
                dd.rs-summary__change {
                    a.kern-link href=(change) { (t.get("summary-change")) (hidden_text(&format!(": {}", row.label))) }
                }
            }
        }
    }
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct Task {
    /// What.
    pub title: String,
    /// Where; `None` while it cannot be done yet.
    pub href: Option<Href>,
    /// More about it.
    pub hint: Option<String>,
    /// How far it is.
    pub state: (Tone, String),
}

/// Things to do, each with its state.
#[must_use]
pub fn task_list(tasks: &[Task]) -> Markup {
    html! {
        ul.kern-task-list__list.rs-tasks {
            @for task in tasks {
                li.kern-task-list__item {
                    div.kern-task-list__title {
                        div {
                            @match &task.href {
                                Some(href) => a.kern-link.kern-link--stretched href=(href) { (task.title) },
                                None => span.kern-body { (task.title) },
                            }
                            @if let Some(hint) = &task.hint { p.rs-muted.rs-tasks__hint { (hint) } }
                        }
                    }
                    div.kern-task-list__status { (badge(task.state.0, &task.state.1)) }
                }
            }
        }
    }
}
