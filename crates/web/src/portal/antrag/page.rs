//! `GET` and `POST /antrag/{id}/{page}`: one page of the form.
//!
//! What was typed is always kept, right or wrong. After a good page comes the next one; after a change from "check your
//! answers" that page again; when an answer brings further questions to light, the same page with them.

use axum::extract::Query;
use axum::response::Response;
use form::{Answers, FieldError, FieldProblem, PageView};
use maud::html;
use serde::Deserialize;

use super::sent::Sent;
use super::{BACK, Stop, TO_CHECK, Work, to, uploads};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{
    ApplicationsPath, CheckPath, DraftImportPath, DraftPagePath, DraftPath, KeepPath, ServicePath,
};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Emphasis, Page, Pressed, RowLinks, Send};

/// Name of the parameter of a page that is shown again because of new questions.
pub(super) const MORE: &str = "mehr";

/// Where the page leads back to, and why it is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    zurueck: Option<String>,
    mehr: Option<String>,
    /// Of a long table: which part of its overview.
    seite: Option<u32>,
}

impl Way {
    fn to_check(&self) -> bool {
        self.zurueck.as_deref() == Some(TO_CHECK)
    }

    /// The page with the same way back.
    pub(super) fn keep(&self, page: Href) -> Href {
        if self.to_check() { page.with(BACK, TO_CHECK) } else { page }
    }

    /// The overview of a table with the same way back, at one of its parts.
    pub(super) fn at_page(&self, page: Href, number: u32) -> Href {
        let page = self.keep(page);
        if number > 1 { page.with("seite", &number.to_string()) } else { page }
    }

    /// The page is shown again because of new questions.
    pub(super) fn is_more(&self) -> bool {
        self.mehr.is_some()
    }
}

pub(super) async fn show(
    path: DraftPagePath,
    Query(way): Query<Way>,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    let view = work.form().view(&path.page, &work.draft.answers, &work.setting).ok_or(Failure::NotFound)?;
    if view.number == 0 {
        // Other answers have made the page superfluous.
        return Ok(to(&Href::from(DraftPath { id: path.id })));
    }
    let back = back(&house, &visit, &work, &view, &way).await?;
    Ok(render(&frame, &work, &view, &[], &way, back).respond(&frame))
}

pub(super) async fn take(
    path: DraftPagePath,
    Query(way): Query<Way>,
    house: House,
    visit: Visit,
    frame: Frame,
    sent: Sent,
) -> Result<Response, Stop> {
    let mut work = Work::load(&house, &visit, frame.t, path.id).await?;
    let Sent { mut answers, files } = sent;
    let pressed = Pressed::take(&mut answers);
    let before = work.draft.answers.clone();
    let view = work.form().view(&path.page, &before, &work.setting).ok_or(Failure::NotFound)?;

    let package = work.package.clone();
    let refused = uploads::take(&house.store, frame.t, &mut work.draft, &package, &view, &files).await?;
    let mut errors = package.form().accept(&path.page, &answers, &mut work.draft.answers, &work.setting);
    // A refused file leaves its field empty; that is said once.
    errors.retain(|error| refused.iter().all(|refused| refused.path != error.path));
    errors.extend(refused);
    uploads::drop_unfit(&mut work.draft, &package, &files, &errors);
    let pressed =
        if still_counts(&work, &pressed, &answers) { pressed } else { Pressed::RemoveRow(String::new()) };
    let changed = press(&mut work, &pressed);
    save(&house, &mut work).await?;

    let here = way.at_page(work.page(&path.page), way.seite.unwrap_or(1));
    match pressed {
        Pressed::AddRow(_) | Pressed::RemoveRow(_) | Pressed::RemoveFile(_) => {
            Ok(to(&changed.map_or(here.clone(), |path| here.at(&ui::id(&path)))))
        }
        Pressed::Save if visit.is_signed_in() => Ok(to(&Href::from(ApplicationsPath))),
        Pressed::Save => Ok(to(&Href::from(KeepPath { id: path.id }))),
        Pressed::Next | Pressed::Another => {
            if let Some(more) = further_questions(&work, &path.page, &before, &errors) {
                return Ok(to(&here.with(MORE, "1").at(&ui::id(&more))));
            }
            if errors.is_empty() {
                return Ok(to(&next(&work, &path.page, &way)));
            }
            let view =
                work.form().view(&path.page, &work.draft.answers, &work.setting).ok_or(Failure::NotFound)?;
            let back = back(&house, &visit, &work, &view, &way).await?;
            let way = Way { mehr: None, ..way };
            Ok(render(&frame, &work, &view, &errors, &way, back).respond(&frame))
        }
    }
}

/// Whether a button that removes a row of a table means the row that had this number when the page was made.
fn still_counts(work: &Work, pressed: &Pressed, posted: &[(String, String)]) -> bool {
    let Pressed::RemoveRow(path) = pressed else { return true };
    let Some(row) = work.form().row_of(path) else { return true };
    let count = work.form().row_count(&row.page, &work.draft.answers).to_string();
    posted.iter().any(|(name, value)| name == ui::ROW_COUNT && *value == count)
}

/// Saves the draft without files that it no longer refers to.
pub(super) async fn save(house: &House, work: &mut Work) -> Result<(), Stop> {
    uploads::forget_unused(&mut work.draft);
    let mut tx = house.store.begin().await?;
    intake::save(&mut tx, work.owner, &work.draft).await?;
    tx.commit().await?;
    Ok(())
}

/// Carries out what a button beside "go on" asks for. Returns the path to look at then.
pub(super) fn press(work: &mut Work, pressed: &Pressed) -> Option<String> {
    let package = work.package.clone();
    let (form, draft) = (package.form(), &mut work.draft);
    match pressed {
        Pressed::AddRow(path) => Some(match form.add_row(path, &mut draft.answers) {
            Ok(row) => format!("{path}[{row}]"),
            // As many as there can be: the list shows it.
            Err(_) => path.clone(),
        }),
        Pressed::RemoveRow(path) => {
            form.remove_row(path, &mut draft.answers);
            Some(path.rsplit_once('[').map_or(path.as_str(), |(list, _)| list).to_owned())
        }
        Pressed::RemoveFile(path) => {
            if let Some(id) = form.detach(path, &mut draft.answers) {
                intake::remove_upload(draft, &id);
            }
            Some(path.clone())
        }
        Pressed::Next | Pressed::Another | Pressed::Save => None,
    }
}

/// The first field that these answers brought to light and that nobody could have answered yet, if nothing else is wrong
/// with the page.
fn further_questions(work: &Work, page: &str, before: &Answers, errors: &[FieldError]) -> Option<String> {
    if errors.iter().any(|error| error.problem != FieldProblem::NowNeeded) {
        return None;
    }
    let new = work.form().revealed(page, before, &work.draft.answers, &work.setting);
    // What was posted along with the answer that reveals it (by a script, or a second try) is no news.
    new.into_iter().find(|path| work.draft.answers.get(path).is_none_or(str::is_empty))
}

/// Where a good page leads.
fn next(work: &Work, page: &str, way: &Way) -> Href {
    let next = work.form().next(page, &work.draft.answers, &work.setting);
    match next {
        Some(next) if !way.to_check() => work.page(next.id()),
        _ => Href::from(CheckPath { id: work.id }),
    }
}

/// The page before this one; before the first the service.
async fn back(
    house: &House,
    visit: &Visit,
    work: &Work,
    view: &PageView,
    way: &Way,
) -> Result<Href, Failure> {
    if way.to_check() {
        return Ok(Href::from(CheckPath { id: work.id }));
    }
    if let Some(previous) = work.form().previous(&view.id, &work.draft.answers, &work.setting) {
        return Ok(work.page(previous.id()));
    }
    let service = Href::from(ServicePath { key: work.package.manifest().leistung.clone() });
    let office = identity::behoerde(&mut house.store.reader(), &visit.scope(), work.draft.behoerde).await?;
    Ok(office.map_or(service.clone(), |office| service.with("ort", office.ars.as_str())))
}

fn render(frame: &Frame, work: &Work, view: &PageView, errors: &[FieldError], way: &Way, back: Href) -> Page {
    let t = frame.t;
    let send = if ui::has_files(view) { Send::WithFiles } else { Send::Plain };
    let whole = view.caption.as_deref().unwrap_or_else(|| work.title());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let next = if way.to_check() { "antrag-back-to-check" } else { "antrag-next" };
    let row = |number| way.keep(work.row(&view.id, number));
    let turn = |number| way.at_page(work.page(&view.id), number);
    let import = way.keep(Href::from(DraftImportPath { id: work.id, page: view.id.clone() }));
    let links = RowLinks { row: &row, import, page: way.seite.unwrap_or(1), turn: &turn };
    let content = html! {
        (ui::linked_error_summary(t, &lines(t, work, way, errors)))
        // Checking the answers is a step as well.
        (ui::progress(t, number(view.number), number(view.of + 1)))
        (ui::heading_of(whole, &view.title))
        @if way.mehr.is_some() { (ui::alert(ui::Tone::Info, &t.get("antrag-more"), None)) }
        @if let Some(hint) = &view.hint { (ui::prose(hint)) }
        @if view.optional { (ui::muted(&t.get("antrag-optional"))) }
        (ui::form(&frame.csrf, &turn(links.page), send, html! {
            (ui::items_with(t, view, errors, Some(&links)))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get(next)))
                (ui::named_button(Emphasis::Tertiary, ui::SAVE, "1", &t.get("antrag-save")))
            }))
        }))
    };
    let title = format!("{} – {}", view.title, work.title());
    let page = Page::new(title, content).after(back).with_errors(!errors.is_empty());
    if work.form().table_on(&view.id).is_some() { page.wide() } else { page }
}

/// Most errors of the rows of a table that are listed one by one.
pub(super) const MOST_LINES: usize = 20;

/// Each error with the place where it can be put right: of a row of a table its page, else a field of this page.
fn lines(t: Texts, work: &Work, way: &Way, errors: &[FieldError]) -> Vec<(Option<Href>, String)> {
    let href = |error: &FieldError| match work.form().row_of(&error.path) {
        Some(_) => way.keep(work.place_of(error)).at(&ui::id(&error.path)),
        None => Href::anchor(&ui::id(&error.path)),
    };
    let texts = ui::problems(t, errors).into_iter().map(|problem| problem.text);
    let mut lines: Vec<_> = errors.iter().zip(texts).map(|(error, text)| (Some(href(error)), text)).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    if more > 1 {
        lines.truncate(MOST_LINES);
        let table = work.form().table_on(&errors[0].page).map(|path| Href::anchor(&ui::id(path)));
        lines.push((table, t.with("entries-more-problems", &[("count", more.into())])));
    }
    lines
}
