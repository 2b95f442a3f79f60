//! `GET /antrag/{id}/pruefen`: all answers, to be checked before submitting.

use axum::response::Response;
use form::FieldError;
use identity::Vertrauensniveau;
use maud::{Markup, html};

use super::page::MOST_LINES;
use super::{BACK, Stop, TO_CHECK, Work};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{CheckPath, SignInPath, SubmitPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Emphasis, Page, Send};

pub(super) async fn show(
    path: CheckPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    let errors = work.form().check(&work.draft.answers, &work.setting).err().unwrap_or_default();
    Ok(page(&house, &visit, &frame, &work, &errors).await?.respond(&frame))
}

/// The page, with what is missing or wrong on top.
pub(super) async fn page(
    house: &House,
    visit: &Visit,
    frame: &Frame,
    work: &Work,
    errors: &[FieldError],
) -> Result<Page, Failure> {
    let t = frame.t;
    let sections = work.form().summary(&work.draft.answers, &work.setting);
    let steps = u32::try_from(sections.len() + 1).unwrap_or(u32::MAX);
    let last = sections.last().map(|section| work.page(&section.page));
    let change = |page: &str| work.page(page).with(BACK, TO_CHECK);
    let office = identity::behoerde(&mut house.store.reader(), &visit.scope(), work.draft.behoerde).await?;
    let content = html! {
        (ui::linked_error_summary(t, &lines(t, work, errors)))
        (ui::progress(t, steps, steps))
        (ui::heading_of(work.title(), &t.get("check-title")))
        (ui::lead(&t.get("check-lead")))
        (ui::answers(t, &sections, Some(&change)))
        (end(house, visit, frame, work, errors, office.map(|office| office.name)))
    };
    let title = format!("{} – {}", t.get("check-title"), work.title());
    let page = Page::new(title, content).with_errors(!errors.is_empty());
    Ok(match last {
        Some(last) => page.after(last),
        None => page,
    })
}

/// Each error with the address of its field.
fn lines(t: Texts, work: &Work, errors: &[FieldError]) -> Vec<(Option<Href>, String)> {
    let texts = ui::problems(t, errors).into_iter().map(|problem| problem.text);
    let href = |error: &FieldError| work.place_of(error).with(BACK, TO_CHECK).at(&ui::id(&error.path));
    let mut lines: Vec<_> = errors.iter().zip(texts).map(|(error, text)| (Some(href(error)), text)).collect();
    // A table may have hundreds; its overview says where they are.
    let more = lines.len().saturating_sub(MOST_LINES);
    if more > 1 {
        lines.truncate(MOST_LINES);
        lines.push((None, t.with("entries-more-problems", &[("count", more.into())])));
    }
    lines
}

/// What is left to do: complete the answers, sign in, or submit.
fn end(
    house: &House,
    visit: &Visit,
    frame: &Frame,
    work: &Work,
    errors: &[FieldError],
    office: Option<String>,
) -> Markup {
    let t = frame.t;
    if let Some(first) = errors.first() {
        let gap = work.place_of(first).with(BACK, TO_CHECK).at(&ui::id(&first.path));
        return ui::section(
            "absenden",
            &t.get("check-gaps"),
            html! {
                (ui::paragraph(&t.get("check-gaps-text")))
                (ui::actions(ui::link_button(Emphasis::Primary, &gap, &t.get("check-gaps-button"))))
            },
        );
    }
    let niveau = work.package.manifest().vertrauensniveau;
    if !visit.reaches(niveau) {
        return sign_in(t, visit, work, niveau);
    }
    let office = office.unwrap_or_default();
    ui::section(
        "absenden",
        &t.get("check-submit-title"),
        html! {
            (ui::paragraph(&t.with("check-submit-text", &[("office", office.into())])))
            (ui::form(&frame.csrf, &Href::from(SubmitPath { id: work.id }), Send::Plain, html! {
                // Whoever sends this page twice has sent one Antrag.
                (ui::hidden("auftrag", &house.store.new_id().to_string()))
                (ui::actions(html! {
                    (ui::button(Emphasis::Primary, &t.get("check-submit")))
                }))
            }))
        },
    )
}

/// Signing in comes last: nobody needs an account to see what is asked.
fn sign_in(t: Texts, visit: &Visit, work: &Work, niveau: Vertrauensniveau) -> Markup {
    let here = Href::from(CheckPath { id: work.id });
    let href = Href::from(SignInPath).with("zurueck", here.as_str()).with("niveau", niveau.as_str());
    let (text, button) = if visit.is_signed_in() {
        (
            match niveau {
                Vertrauensniveau::Basis => "check-as-person",
                Vertrauensniveau::Substantiell => "check-raise-substantiell",
                Vertrauensniveau::Hoch => "check-raise-hoch",
            },
            "check-raise",
        )
    } else {
        (
            match niveau {
                Vertrauensniveau::Basis => "check-sign-in-basis",
                Vertrauensniveau::Substantiell => "check-sign-in-substantiell",
                Vertrauensniveau::Hoch => "check-sign-in-hoch",
            },
            "check-sign-in",
        )
    };
    ui::section(
        "anmelden",
        &t.get("check-sign-in-title"),
        html! {
            (ui::paragraph(&t.get(text)))
            (ui::actions(ui::link_button(Emphasis::Primary, &href, &t.get(button))))
        },
    )
}
