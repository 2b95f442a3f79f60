//! How the pages of a bulk action look.

use std::collections::BTreeMap;

use cases::{Recent, Vorgang, WorkItem};
use maud::{Markup, html};

use super::bulk::{Batch, Entered, ID, KIND, OUTCOME, REASONS, TASKS, kind_of};
use super::words::{applicant, to_do};
use crate::locale::Texts;
use crate::routes::{BulkBackPath, BulkCheckPath, BulkDoPath, BulkPath, CasePath, DeskPath};
use crate::shell::Frame;
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

/// Cases that are named before a page only says how many more there are.
const NAMED: usize = 20;

fn above(t: Texts) -> Vec<Crumb> {
    vec![Crumb::new(DeskPath, t.get("desk-title"))]
}

/// Nothing was chosen, or nothing of it is left to do.
pub(super) fn none(frame: &Frame) -> Page {
    let t = frame.t;
    let title = t.get("bulk-none");
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("bulk-none-why")))
        (ui::actions(ui::link_button(Emphasis::Primary, &DeskPath.into(), &t.get("decide-to-list"))))
    };
    Page::new(title, content).below(above(t))
}

/// Tasks of several kinds were chosen: one after the other.
pub(super) fn several(frame: &Frame, kinds: &BTreeMap<String, Vec<WorkItem>>) -> Page {
    let t = frame.t;
    let title = t.get("bulk-several");
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("bulk-several-why")))
        @for items in kinds.values() {
            @let ids: Vec<String> = items.iter().map(|item| item.task.to_string()).collect();
            @if let Some(first) = items.first() {
                article.rs-task {
                    h2.rs-task__title { (first.task_name) }
                    p.rs-muted { (first.titel) }
                    (ui::form(&frame.csrf, &BulkPath.into(), Send::Plain, html! {
                        (ui::hidden(TASKS, &ids.join(" ")))
                        (ui::button(Emphasis::Secondary, &t.with("bulk-these", &[("count", items.len().into())])))
                    }))
                }
            }
        }
    };
    Page::new(title, content).below(above(t))
}

/// Outcome and reasons for all.
pub(super) fn decide(frame: &Frame, batch: &Batch, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let count = batch.items.len();
    let title = t.with("bulk-title", &[("count", count.into())]);
    let content = html! {
        (ui::error_summary(t, problems))
        (heading(batch, &title))
        @if batch.gone > 0 {
            (ui::alert(Tone::Warning, &t.with("bulk-gone", &[("count", batch.gone.into())]), None))
        }
        (cases(t, batch))
        @if batch.of > count { (all_of_kind(frame, batch)) }
        @if batch.has_form {
            (ui::alert(Tone::Warning, &t.get("bulk-form"), Some(ui::paragraph(&t.get("bulk-form-why")))))
        } @else { (form(frame, batch, entered, problems)) }
    };
    Page::new(title, content).below(above(t)).with_errors(!problems.is_empty())
}

fn heading(batch: &Batch, title: &str) -> Markup {
    let of = batch.items.first().map(|item| format!("{} · {}", item.titel, item.task_name));
    ui::heading_of(&of.unwrap_or_default(), title)
}

/// Which cases.
fn cases(t: Texts, batch: &Batch) -> Markup {
    let more = batch.items.len().saturating_sub(NAMED);
    ui::details(
        &t.get("bulk-cases"),
        html! {
            ul.kern-list.kern-list--bullet {
                @for item in batch.items.iter().take(NAMED) {
                    li.kern-body {
                        (ui::link(&CasePath { id: item.vorgang }.into(), &applicant(t, &item.name))) ", "
                        span.rs-number { (item.aktenzeichen) }
                    }
                }
                @if more > 0 { li.kern-body { (t.with("bulk-more", &[("count", more.into())])) } }
            }
        },
    )
}

fn all_of_kind(frame: &Frame, batch: &Batch) -> Markup {
    let kind = batch.items.first().map(kind_of).unwrap_or_default();
    let count = batch.of.min(cases::MOST);
    ui::form(
        &frame.csrf,
        &BulkPath.into(),
        Send::Plain,
        html! {
            (ui::hidden(KIND, &kind))
            (ui::button(Emphasis::Secondary, &frame.t.with("bulk-all", &[("count", count.into())])))
        },
    )
}

fn form(frame: &Frame, batch: &Batch, entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let of = |path: &str| ui::wrong(problems, path);
    let (label, hint) = if batch.decides {
        (t.get("decide-reasons"), batch.choosing.hint(t, "bulk-reasons-hint"))
    } else {
        (t.get("errand-note"), t.get("bulk-note-hint").into_owned())
    };
    let question = t.get("decide-outcome");
    let choices: Vec<Choice> =
        batch.outcomes.iter().map(|word| Choice::new(word.clone(), to_do(t, word))).collect();
    let reasons = Field::new(REASONS, &label).hint(&hint).error(of(REASONS));
    let reasons = if batch.choosing.needs_none() { reasons.optional() } else { reasons };
    ui::form(
        &frame.csrf,
        &BulkCheckPath.into(),
        Send::Plain,
        html! {
            (ui::hidden(TASKS, &entered.ids()))
            @match batch.outcomes.as_slice() {
                [only] => (ui::hidden(OUTCOME, only)),
                _ => (ui::radios(t, &Field::new(OUTCOME, &question).error(of(OUTCOME)), &choices, &entered.ergebnis)),
            }
            (ui::textarea(t, &reasons, &entered.begruendung, 6))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("bulk-on"))))
        },
    )
}

/// What is about to be done, to how many.
pub(super) fn confirm(frame: &Frame, batch: &Batch, entered: &Entered) -> Page {
    let t = frame.t;
    let count = batch.items.len();
    let title = t.with("bulk-confirm", &[("count", count.into())]);
    let reasons = if batch.decides { "decide-reasons" } else { "errand-note" };
    let facts = vec![
        (t.get("bulk-outcome").into_owned(), html! { strong { (to_do(t, &entered.ergebnis)) } }),
        (t.get(reasons).into_owned(), html! { span.rs-lines { (entered.begruendung) } }),
    ];
    let kept = html! {
        (ui::hidden(TASKS, &entered.ids()))
        (ui::hidden(OUTCOME, &entered.ergebnis))
        (ui::hidden(REASONS, &entered.begruendung))
    };
    let id = entered.id.map(|id| id.to_string()).unwrap_or_default();
    let content = html! {
        (heading(batch, &title))
        (ui::description_list(&facts))
        (cases(t, batch))
        (ui::alert(Tone::Info, &t.get("decide-next"), Some(ui::paragraph(&t.get("bulk-next")))))
        div.rs-actions {
            (ui::form(&frame.csrf, &BulkDoPath.into(), Send::Plain, html! {
                (kept)
                (ui::hidden(ID, &id))
                (ui::button(Emphasis::Primary, &t.with("bulk-do", &[("count", count.into())])))
            }))
            (ui::form(&frame.csrf, &BulkPath.into(), Send::Plain, html! {
                (kept)
                (ui::button(Emphasis::Secondary, &t.get("bulk-change")))
            }))
        }
    };
    Page::new(title, content).below(above(t))
}

/// What was done, and what not and why.
pub(super) fn done(
    frame: &Frame,
    count: usize,
    refused: &[(Option<Vorgang>, String)],
    recent: Option<&Recent>,
) -> Page {
    let t = frame.t;
    let title = t.with("bulk-done", &[("count", count.into())]);
    let content = html! {
        (ui::heading(&title))
        @if let Some(recent) = recent { (undo(frame, recent)) }
        @if !refused.is_empty() {
            (ui::section("nicht-erledigt", &t.with("bulk-refused", &[("count", refused.len().into())]), html! {
                (ui::paragraph(&t.get("bulk-refused-what")))
                ul.kern-list.kern-list--bullet {
                    @for (vorgang, why) in refused {
                        li.kern-body {
                            @if let Some(vorgang) = vorgang {
                                (ui::link(&CasePath { id: vorgang.id }.into(), &applicant(t, &vorgang.name))) ", "
                                span.rs-number { (vorgang.aktenzeichen) } ": "
                            }
                            (why)
                        }
                    }
                }
            }))
        }
        (ui::actions(ui::link_button(Emphasis::Primary, &DeskPath.into(), &t.get("decide-to-list"))))
    };
    Page::new(title, content).below(above(t))
}

/// What was done to many just now, and the way back.
pub(super) fn undo(frame: &Frame, recent: &Recent) -> Markup {
    let t = frame.t;
    let until = store::in_germany(recent.until());
    let args = [("name", recent.name.as_str().into()), ("count", recent.anzahl.into())];
    ui::alert(
        Tone::Info,
        &t.with("bulk-recent", &args),
        Some(html! {
            (ui::paragraph(&t.with("bulk-until", &[("time", t.time(until.time()).into())])))
            (ui::form(&frame.csrf, &BulkBackPath { id: recent.id }.into(), Send::Plain, html! {
                (ui::button(Emphasis::Secondary, &t.with("bulk-back", &[("count", recent.anzahl.into())])))
            }))
        }),
    )
}
