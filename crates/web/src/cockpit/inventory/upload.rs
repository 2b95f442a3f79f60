//! `/steuerung/bestand/einlesen`: an inventory from CSV, Excel or LibreOffice. A look comes first: row by row what was understood
//! and what was not. Only then, and only the good rows, all of them or none.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Error, Fehler, Gelesen, Spalte, Unbrauchbar, Vorhaben, Vorschau, Wirkung, Zeile};
use maud::{Markup, html};
use serde::Deserialize;
use tabular::{Limits, column_name};

use super::{only_for_keepers, words};
use crate::house::House;
use crate::locale::Texts;
use crate::portal::unreadable_table;
use crate::required::Colleague;
use crate::routes::{InventoryPath, ReadInventoryPath, TakeInventoryPath};
use crate::shell::{Failure, Frame, GuardedMultipart, PostedFile};
use crate::ui::{self, Column, Crumb, Emphasis, Field, FileInput, Page, Send, Table, Tone};

const FILE: &str = "datei";
const FOUND: &str = "gefunden";
/// So many rows of each kind are listed one by one.
const MOST: usize = 100;

/// What was done, for the page after it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    neu: String,
    geaendert: String,
    bekannt: String,
}

fn limits() -> Limits {
    Limits { rows: 10_000, ..Limits::default() }
}

pub(super) async fn ask(
    _: ReadInventoryPath,
    colleague: Colleague,
    Query(done): Query<Done>,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for_keepers(&colleague)?;
    Ok(question(&frame, &done, None).respond(&frame))
}

pub(super) async fn look(
    _: ReadInventoryPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: GuardedMultipart,
) -> Result<Response, Failure> {
    only_for_keepers(&colleague)?;
    let t = frame.t;
    let (_, files) = posted.into_answers().await?;
    let refuse = |text: &str| Ok(question(&frame, &Done::default(), Some(text)).respond(&frame));
    let Some(file) = files.into_iter().find(|file| file.path == FILE) else {
        return refuse(&t.get("import-no-file"));
    };
    let name = file.name.clone();
    let read = match examined(t, file).await? {
        Ok(read) => read,
        Err(text) => return refuse(&text),
    };
    let (scope, behoerde) = (&colleague.scope, colleague.behoerde);
    let today = store::day_in_germany(house.store.now());
    let preview = inventory::preview(&mut house.store.reader(), scope, behoerde, &read, today).await?;
    answer(&frame, &name, &read, &preview)
}

/// Reads a file; away from the threads that answer requests, as it may take a moment.
async fn examined(t: Texts, file: PostedFile) -> Result<Result<Gelesen, String>, Failure> {
    let examine = move || {
        let sheet = tabular::read(&file.bytes, &limits()).map_err(|error| match error {
            tabular::Error::TooManyRows { max } => t.with("import-too-many", &[("max", max.into())]),
            error => unreadable_table(t, &error),
        })?;
        inventory::read_sheet(&sheet).map_err(|error| {
            let key = match error {
                Unbrauchbar::OhneKopf => "stock-read-no-headings",
                Unbrauchbar::OhneZeilen => "stock-read-no-rows",
            };
            t.get(key).into_owned()
        })
    };
    tokio::task::spawn_blocking(examine).await.map_err(Failure::internal)
}

pub(super) async fn take(
    _: TakeInventoryPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: GuardedMultipart,
) -> Result<Response, Failure> {
    only_for_keepers(&colleague)?;
    let (posted, _) = posted.into_answers().await?;
    let found = posted.iter().find(|(name, _)| name == FOUND).ok_or(Failure::Unreadable)?;
    let rows: Vec<Zeile> = serde_json::from_str(&found.1).map_err(|_| Failure::Unreadable)?;
    if rows.len() > limits().rows {
        return Err(Failure::TooLarge);
    }
    let mut tx = house.store.begin().await?;
    match inventory::import(&mut tx, &colleague.scope, colleague.behoerde, &rows).await {
        Ok(done) => {
            tx.commit().await?;
            let to = crate::shell::Href::from(ReadInventoryPath)
                .with("neu", &done.neu.to_string())
                .with("geaendert", &done.geaendert.to_string())
                .with("bekannt", &done.bekannt.to_string());
            Ok(Redirect::to(to.as_str()).into_response())
        }
        // Somebody has changed the inventory between the look and this.
        Err(Error::Zeile(_)) => {
            let text = frame.t.get("stock-read-changed");
            Ok(question(&frame, &Done::default(), Some(&text)).respond(&frame))
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for a file; with what is wrong about the one that came, or what was done with it.
fn question(frame: &Frame, done: &Done, error: Option<&str>) -> Page {
    let t = frame.t;
    let title = t.get("stock-read");
    let problems: Vec<_> = error.iter().map(|text| ui::problem(FILE, (*text).to_owned())).collect();
    let label = t.get("import-file");
    let types = t.with("list-or", &[("before", "XLSX, ODS".into()), ("last", "CSV".into())]);
    let input = FileInput {
        accept: ".xlsx,.ods,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.oasis.opendocument.spreadsheet",
        types: &types,
        max_bytes: u64::try_from(limits().bytes).unwrap_or(u64::MAX),
        existing: None,
    };
    let counts: Vec<Option<i64>> =
        [&done.neu, &done.geaendert, &done.bekannt].iter().map(|text| text.parse().ok()).collect();
    let content = html! {
        (ui::error_summary(t, &problems))
        (ui::heading(&title))
        @if let [Some(new), Some(changed), Some(known)] = counts[..] {
            (ui::alert(Tone::Success, &t.get("stock-read-done"), Some(ui::list(&[
                t.with("stock-read-new", &[("count", new.into())]),
                t.with("stock-read-changes", &[("count", changed.into())]),
                t.with("stock-read-known", &[("count", known.into())]),
            ]))))
        }
        (ui::lead(&t.get("stock-read-lead")))
        (ui::form(&frame.csrf, &ReadInventoryPath.into(), Send::WithFiles, html! {
            (ui::file_input(t, &Field::new(FILE, &label).error(error), &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("import-look"))))
        }))
        (ui::details(&t.get("stock-read-columns"), html! {
            (ui::paragraph(&t.get("stock-read-columns-what")))
            (ui::list(&inventory::Feld::ALL.map(Spalte::Feld).into_iter().chain(Spalte::BESIDE)
                .map(|spalte| format!("{} ({})", words::column(t, spalte), spalte.as_str())).collect::<Vec<_>>()))
            (ui::paragraph(&t.get("stock-read-links-what")))
        }))
    };
    let above = vec![Crumb::new(InventoryPath, t.get("stock-title"))];
    Page::new(title, content).below(above).with_errors(error.is_some())
}

/// Says what is in a file, and asks whether it is to be taken.
fn answer(frame: &Frame, file: &str, read: &Gelesen, preview: &Vorschau) -> Result<Response, Failure> {
    let t = frame.t;
    let title = t.get("stock-read-found");
    let count = |fits: fn(&Wirkung) -> bool| preview.vorhaben.iter().filter(|one| fits(&one.wirkung)).count();
    let new = count(|one| matches!(one, Wirkung::Neu));
    let changes = count(|one| matches!(one, Wirkung::Aendert(..)));
    let known = preview.vorhaben.len() - new - changes;
    let rows: Vec<&Zeile> = preview.vorhaben.iter().map(|one| &one.zeile).collect();
    let rows = serde_json::to_string(&rows).map_err(Failure::internal)?;
    let content = html! {
        (ui::heading_of(file, &title))
        (ui::lead(&[
            t.with("stock-read-new", &[("count", new.into())]),
            t.with("stock-read-changes", &[("count", changes.into())]),
            t.with("stock-read-known", &[("count", known.into())]),
        ].join(" · ")))
        @if !preview.fehler.is_empty() { (faults(t, &preview.fehler)) }
        (ui::form(&frame.csrf, &TakeInventoryPath.into(), Send::WithFiles, html! {
            (ui::hidden(FOUND, &rows))
            (ui::actions(html! {
                @if new + changes > 0 {
                    (ui::button(Emphasis::Primary, &t.with("stock-read-take", &[("count", (new + changes).into())])))
                }
                (ui::link_button(Emphasis::Secondary, &ReadInventoryPath.into(), &t.get("import-other")))
            }))
        }))
        (columns(t, read))
        (plan(t, &preview.vorhaben))
    };
    let above = vec![
        Crumb::new(InventoryPath, t.get("stock-title")),
        Crumb::new(ReadInventoryPath, t.get("stock-read")),
    ];
    Ok(Page::new(title, content).below(above).wide().respond(frame))
}

fn faults(t: Texts, all: &[Fehler]) -> Markup {
    let rows: std::collections::BTreeSet<u32> = all.iter().map(|one| one.zeile).collect();
    let row = |one: &Fehler| {
        let column = one.spalte.map_or_else(|| "–".to_owned(), column_name);
        vec![
            row_name(t, one.zeile),
            html! { (column) },
            html! { @if one.wert.is_empty() { "–" } @else { (one.wert) } },
            html! { (words::fault(t, one)) },
        ]
    };
    html! {
        (ui::alert(Tone::Warning, &t.with("stock-read-bad", &[("count", rows.len().into())]), Some(ui::paragraph(&t.get("stock-read-bad-what")))))
        (ui::table(&Table {
            caption: t.get("stock-read-faults").into_owned(),
            caption_hidden: false,
            columns: ["import-row", "import-column", "import-value", "import-what"].map(|key| Column::new(t.get(key))).to_vec(),
            rows: all.iter().take(MOST).map(row).collect(),
        }))
        (more(t, all.len()))
    }
}

/// That there are more than are shown.
fn more(t: Texts, count: usize) -> Markup {
    let more = count.saturating_sub(MOST);
    html! { @if more > 0 { (ui::muted(&t.with("stock-read-more", &[("count", more.into())]))) } }
}

/// On a narrow screen there is no heading above the number that says what it counts.
fn row_name(t: Texts, number: u32) -> Markup {
    html! { span.rs-phone { (t.get("import-row")) " " } (number) }
}

fn columns(t: Texts, read: &Gelesen) -> Markup {
    let row = |(at, heading, spalte): &(usize, String, Spalte)| {
        vec![html! { (column_name(*at)) ": " (heading) }, html! { (words::column(t, *spalte)) }]
    };
    let named: Vec<_> =
        read.unbekannt.iter().map(|(at, heading)| format!("{}: {heading}", column_name(*at))).collect();
    let numbers = |rows: &[u32]| rows.iter().take(MOST).map(u32::to_string).collect::<Vec<_>>().join(", ");
    ui::section(
        "spalten",
        &t.get("import-recognised"),
        html! {
            (ui::table(&Table {
                caption: t.get("import-recognised").into_owned(),
                caption_hidden: true,
                columns: ["import-in-file", "stock-read-is"].map(|key| Column::new(t.get(key))).to_vec(),
                rows: read.spalten.iter().map(row).collect(),
            }))
            @if !named.is_empty() {
                (ui::paragraph(&t.get("import-unknown")))
                (ui::list(&named))
            }
            @if !read.art_von_oben.is_empty() {
                (ui::paragraph(&t.with("stock-read-from-above", &[("rows", numbers(&read.art_von_oben).into())])))
            }
            @if !read.verbunden.is_empty() {
                (ui::paragraph(&t.with("stock-read-merged", &[("rows", numbers(&read.verbunden).into())])))
            }
            @if !read.summen.is_empty() {
                (ui::paragraph(&t.with("import-totals", &[("rows", numbers(&read.summen).into())])))
            }
        },
    )
}

/// What would become of each row.
fn plan(t: Texts, all: &[Vorhaben]) -> Markup {
    let row = |one: &Vorhaben| {
        let what = match &one.wirkung {
            Wirkung::Neu => t.get("stock-read-is-new").into_owned(),
            Wirkung::Bekannt(_) => t.get("stock-read-is-known").into_owned(),
            Wirkung::Aendert(_, fields) => {
                let mut names: Vec<_> = fields.keys().map(|feld| words::label(t, *feld)).collect();
                let mut count = |count: usize, key: &str| {
                    if count > 0 {
                        names.push(t.with(key, &[("count", count.into())]));
                    }
                };
                count(one.verknuepft.len(), "stock-read-links");
                count(one.geloest.len(), "stock-read-links-fewer");
                if one.genutzt.is_some() {
                    names.push(words::column(t, Spalte::Genutzt));
                }
                t.with("stock-read-is-change", &[("fields", names.join(", ").into())])
            }
        };
        vec![row_name(t, one.zeile.nummer), html! { (one.name) }, html! { (what) }]
    };
    html! {
        @if !all.is_empty() {
            (ui::section("zeilen", &t.get("stock-read-rows"), html! {
                (ui::table(&Table {
                    caption: t.get("stock-read-rows").into_owned(),
                    caption_hidden: true,
                    columns: ["import-row", "stock-name", "stock-what"].map(|key| Column::new(t.get(key))).to_vec(),
                    rows: all.iter().take(MOST).map(row).collect(),
                }))
                (more(t, all.len()))
            }))
        }
    }
}
