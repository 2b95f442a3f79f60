//! `GET` and `POST /antrag/{id}/{page}/zeile/{row}`: one row of a table.
//!
//! A row comes into being when it is saved, not when somebody opens its page. Its page says by a hidden field that the
//! row was new: sent twice it is the same row, and sent beside another one (a second tab) it is one more.

use axum::extract::Query;
use axum::response::Response;
use form::{Answers, FieldError, FieldProblem, PageView};
use maud::html;

use super::page::{MORE, Way, press, save};
use super::sent::Sent;
use super::{Stop, Work, to, uploads};
use crate::house::House;
use crate::routes::{ApplicationsPath, DraftPagePath, DraftRowPath, KeepPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href, PostedFile};
use crate::ui::{self, Emphasis, Page, Pressed, Send};

/// Name of the hidden field of a row that was not there when its page was made.
const NEW: &str = "_neu";

/// The row of the address, from 0, in its table.
struct Place {
    page: String,
    table: String,
    row: usize,
    /// Rows that there are.
    count: usize,
}

impl Place {
    fn of(work: &Work, path: &DraftRowPath) -> Result<Self, Failure> {
        let table = work.form().table_on(&path.page).ok_or(Failure::NotFound)?.to_owned();
        let count = work.form().row_count(&path.page, &work.draft.answers);
        let row = path.row.checked_sub(1).ok_or(Failure::NotFound)?;
        Ok(Self { page: path.page.clone(), table, row, count })
    }

    fn is_new(&self) -> bool {
        self.row >= self.count
    }

    fn path(&self) -> String {
        format!("{}[{}]", self.table, self.row)
    }

    /// The page of the row with this number, from 0.
    fn href(&self, work: &Work, row: usize) -> Href {
        Href::from(DraftRowPath { id: work.id, page: self.page.clone(), row: row + 1 })
    }

    /// The overview, at the row.
    fn overview(&self, work: &Work, way: &Way) -> Href {
        let page = Href::from(DraftPagePath { id: work.id, page: self.page.clone() });
        way.at_page(page, ui::page_of_row(self.row + 1)).at(&ui::id(&self.path()))
    }
}

pub(super) async fn show(
    path: DraftRowPath,
    Query(way): Query<Way>,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    let place = Place::of(&work, &path)?;
    let (form, answers) = (work.form(), &work.draft.answers);
    let Some(view) = form.view_row(&place.page, place.row, answers, &work.setting) else {
        // A row that was removed, one too many, or a page that other answers made superfluous.
        return Ok(to(&place.overview(&work, &way)));
    };
    // Whoever comes from the overview wants to know what is wrong; a new question is no fault.
    let errors = if way.is_more() {
        Vec::new()
    } else {
        form.check_row(&place.page, place.row, answers, &work.setting)
    };
    Ok(render(&frame, &work, &place, &view, &errors, &way).respond(&frame))
}

pub(super) async fn take(
    path: DraftRowPath,
    Query(way): Query<Way>,
    house: House,
    visit: Visit,
    frame: Frame,
    sent: Sent,
) -> Result<Response, Stop> {
    let mut work = Work::load(&house, &visit, frame.t, path.id).await?;
    let mut place = Place::of(&work, &path)?;
    let Sent { mut answers, mut files } = sent;
    let pressed = Pressed::take(&mut answers);
    let was_new = answers.iter().any(|(name, _)| name == NEW);
    if place.row > place.count {
        place.row = place.count;
    }
    if was_new && !place.is_new() && !same(&work, &place, &answers) {
        let old = place.path();
        place.row = place.count;
        renumber(&old, &place.path(), &mut answers, &mut files);
    }
    let nothing = files.is_empty()
        && answers.iter().all(|(name, value)| !name.starts_with(&place.table) || value.trim().is_empty());
    let before = work.draft.answers.clone();
    let package = work.package.clone();
    let form = package.form();
    let view = form.view_row(&place.page, place.row, &before, &work.setting);
    let Some(view) = view else { return Ok(to(&place.overview(&work, &way))) };

    let refused = uploads::take(&house.store, frame.t, &mut work.draft, &package, &view, &files).await?;
    let mut errors =
        form.accept_row(&place.page, place.row, &answers, &mut work.draft.answers, &work.setting);
    errors.retain(|error| refused.iter().all(|refused| refused.path != error.path));
    errors.extend(refused);
    uploads::drop_unfit(&mut work.draft, &package, &files, &errors);
    if nothing && place.is_new() && matches!(pressed, Pressed::Next | Pressed::Another) {
        // Nothing was entered: there is no row to save.
        return Ok(render(&frame, &work, &place, &view, &errors, &way).respond(&frame));
    }
    if nothing && place.is_new() && pressed == Pressed::Save {
        work.draft.answers = before.clone();
    }
    let changed = press(&mut work, &pressed);
    save(&house, &mut work).await?;
    place.count = form.row_count(&place.page, &work.draft.answers);

    let here = way.keep(place.href(&work, place.row));
    let leave = match pressed {
        Pressed::AddRow(_) | Pressed::RemoveRow(_) | Pressed::RemoveFile(_) => {
            changed.map_or(here.clone(), |path| here.at(&ui::id(&path)))
        }
        Pressed::Save if visit.is_signed_in() => Href::from(ApplicationsPath),
        Pressed::Save => Href::from(KeepPath { id: path.id }),
        Pressed::Next | Pressed::Another => {
            if let Some(more) = further_questions(&work, &place, &before, &errors) {
                return Ok(to(&here.with(MORE, "1").at(&ui::id(&more))));
            }
            if !errors.is_empty() {
                let view = form.view_row(&place.page, place.row, &work.draft.answers, &work.setting);
                let view = view.ok_or(Failure::NotFound)?;
                return Ok(render(&frame, &work, &place, &view, &errors, &way).respond(&frame));
            }
            match pressed {
                Pressed::Another => way.keep(place.href(&work, place.count)),
                _ => place.overview(&work, &way),
            }
        }
    };
    Ok(to(&leave))
}

/// What was posted is what the row has already: sent twice.
fn same(work: &Work, place: &Place, answers: &[(String, String)]) -> bool {
    let mut again = work.draft.answers.clone();
    work.form().accept_row(&place.page, place.row, answers, &mut again, &work.setting);
    again == work.draft.answers
}

fn renumber(old: &str, new: &str, answers: &mut [(String, String)], files: &mut [PostedFile]) {
    let names = answers.iter_mut().map(|(name, _)| name).chain(files.iter_mut().map(|file| &mut file.path));
    for name in names {
        if let Some(rest) = name.strip_prefix(old) {
            *name = format!("{new}{rest}");
        }
    }
}

/// The first field of the row that these answers brought to light, if nothing else is wrong with it.
fn further_questions(work: &Work, place: &Place, before: &Answers, errors: &[FieldError]) -> Option<String> {
    if errors.iter().any(|error| error.problem != FieldProblem::NowNeeded) {
        return None;
    }
    let after = &work.draft.answers;
    let mut was = before.clone();
    if work.form().row_count(&place.page, before) <= place.row {
        // A new row was shown as one without answers.
        work.form().accept_row(&place.page, place.row, &[], &mut was, &work.setting);
    }
    let new = work.form().revealed_in_row(&place.page, place.row, &was, after, &work.setting);
    new.into_iter().find(|path| after.get(path).is_none_or(str::is_empty))
}

fn render(
    frame: &Frame,
    work: &Work,
    place: &Place,
    view: &PageView,
    errors: &[FieldError],
    way: &Way,
) -> Page {
    let t = frame.t;
    let send = if ui::has_files(view) { Send::WithFiles } else { Send::Plain };
    let whole = view.caption.as_deref().unwrap_or_else(|| work.title());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let name = work.form().row_label(&place.page, t.locale().tag()).unwrap_or_default();
    let content = html! {
        (ui::error_summary(t, &ui::problems(t, errors)))
        (ui::progress(t, number(view.number), number(view.of + 1)))
        (ui::heading_of(whole, &view.title))
        @if way.is_more() { (ui::alert(ui::Tone::Info, &t.get("antrag-more"), None)) }
        (ui::form(&frame.csrf, &way.keep(place.href(work, place.row)), send, html! {
            @if place.is_new() { (ui::hidden(NEW, "1")) }
            (ui::items(t, view, errors))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.with("entry-save", &[("label", name.into())])))
                @if place.row + 1 >= place.count {
                    (ui::named_button(Emphasis::Secondary, ui::ANOTHER, "1", &t.get("entry-save-another")))
                }
                (ui::named_button(Emphasis::Tertiary, ui::SAVE, "1", &t.get("antrag-save")))
            }))
        }))
    };
    let title = format!("{} – {}", view.title, work.title());
    let failed = !errors.is_empty();
    Page::new(title, content).after(place.overview(work, way)).with_errors(failed)
}
