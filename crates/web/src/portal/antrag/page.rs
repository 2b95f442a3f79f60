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
use crate::routes::{ApplicationsPath, CheckPath, DraftPagePath, DraftPath, KeepPath, ServicePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Emphasis, Page, Pressed, Send};

/// Name of the parameter of a page that is shown again because of new questions.
const MORE: &str = "mehr";

/// Where the page leads back to, and why it is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    zurueck: Option<String>,
    mehr: Option<String>,
}

impl Way {
    fn to_check(&self) -> bool {
        self.zurueck.as_deref() == Some(TO_CHECK)
    }

    /// The page with the same way back.
    fn keep(&self, page: Href) -> Href {
        if self.to_check() { page.with(BACK, TO_CHECK) } else { page }
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
    let changed = press(&mut work, &pressed);
    uploads::forget_unused(&mut work.draft);
    let mut tx = house.store.begin().await?;
    intake::save(&mut tx, work.owner, &work.draft).await?;
    tx.commit().await?;

    let here = way.keep(work.page(&path.page));
    match pressed {
        Pressed::AddRow(_) | Pressed::RemoveRow(_) | Pressed::RemoveFile(_) => {
            Ok(to(&changed.map_or(here.clone(), |path| here.at(&ui::id(&path)))))
        }
        Pressed::Save if visit.is_signed_in() => Ok(to(&Href::from(ApplicationsPath))),
        Pressed::Save => Ok(to(&Href::from(KeepPath { id: path.id }))),
        Pressed::Next => {
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

/// Carries out what a button beside "go on" asks for. Returns the path to look at then.
fn press(work: &mut Work, pressed: &Pressed) -> Option<String> {
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
        Pressed::Next | Pressed::Save => None,
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
    let content = html! {
        (ui::error_summary(t, &ui::problems(t, errors)))
        // Checking the answers is a step as well.
        (ui::progress(t, number(view.number), number(view.of + 1)))
        (ui::heading_of(whole, &view.title))
        @if way.mehr.is_some() { (ui::alert(ui::Tone::Info, &t.get("antrag-more"), None)) }
        @if let Some(hint) = &view.hint { (ui::prose(hint)) }
        @if view.optional { (ui::muted(&t.get("antrag-optional"))) }
        (ui::form(&frame.csrf, &way.keep(work.page(&view.id)), send, html! {
            (ui::items(t, view, errors))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get(next)))
                (ui::named_button(Emphasis::Tertiary, ui::SAVE, "1", &t.get("antrag-save")))
            }))
        }))
    };
    let title = format!("{} – {}", view.title, work.title());
    Page::new(title, content).after(back).with_errors(!errors.is_empty())
}
