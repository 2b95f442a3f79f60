//! `/antraege/{id}/bewerten`: how content somebody is with how their Antrag went. Once an Antrag; nothing of it leads to them.

use axum::response::Response;
use intake::AntragId;
use maud::html;
use serde::Deserialize;
use strategy::{Error, Feld, Note};

use super::Matter;
use super::question::to;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Person;
use crate::routes::RatePath;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Choice, Emphasis, Field, Page, Problem, Send};

const VOTE: &str = "note";
const COMMENT: &str = "kommentar";

/// What was entered.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Vote {
    #[serde(default)]
    note: String,
    #[serde(default)]
    kommentar: String,
}

pub(super) async fn show(
    path: RatePath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    if strategy::has_voted(&mut house.store.reader(), &person.scope, AntragId(path.id)).await? {
        return Ok(to(&matter.href()));
    }
    Ok(page(&frame, &matter, &path, &Vote::default(), &[]).respond(&frame))
}

pub(super) async fn vote(
    path: RatePath,
    house: House,
    person: Person,
    frame: Frame,
    form: Guarded<Vote>,
) -> Result<Response, Failure> {
    let t = frame.t;
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    let mut problems = form.unfit(t, &[COMMENT]);
    let entered = form.into_inner();
    let kommentar = entered.kommentar.replace("\r\n", "\n");
    let note = Note::parse(&entered.note);
    if note.is_none() {
        problems.push(ui::problem(VOTE, t.get("rate-missing")));
    }
    if let Some(note) = note.filter(|_| problems.is_empty()) {
        let mut tx = house.store.begin().await?;
        match strategy::vote(&mut tx, &person.scope, AntragId(path.id), note, &kommentar).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(to(&matter.href().with("bewertet", "1")));
            }
            // Pressed twice: it counts once.
            Err(Error::Unchanged) => return Ok(to(&matter.href())),
            Err(Error::TooLong(feld)) => {
                let text = t.with("rate-long", &[("max", feld.most().into())]);
                problems.push(ui::problem(COMMENT, text));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &matter, &path, &entered, &problems).respond(&frame))
}

/// What each number says.
fn choices(t: Texts) -> Vec<Choice> {
    const LABELS: [&str; 5] = ["rate-very-good", "rate-good", "rate-middling", "rate-bad", "rate-very-bad"];
    Note::ALL.iter().zip(LABELS).map(|(note, key)| Choice::new(note.get().to_string(), t.get(key))).collect()
}

fn page(frame: &Frame, matter: &Matter, path: &RatePath, entered: &Vote, problems: &[Problem]) -> Page {
    let t = frame.t;
    let error = |path: &str| ui::wrong(problems, path);
    let (question, comment) = (t.get("rate-question"), t.get("rate-comment"));
    let hint = t.with("rate-comment-hint", &[("max", Feld::Kommentar.most().into())]);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&matter.antrag.titel, &t.get("rate-title")))
        (ui::lead(&t.get("rate-lead")))
        (ui::form(&frame.csrf, &RatePath { id: path.id }.into(), Send::Plain, html! {
            (ui::radios(t, &Field::new(VOTE, &question).error(error(VOTE)), &choices(t), &entered.note))
            (ui::textarea(t, &Field::new(COMMENT, &comment).hint(&hint).optional().error(error(COMMENT)), &entered.kommentar, 3))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("rate-send")))
                (ui::link_button(Emphasis::Secondary, &matter.href(), &t.get("rate-back")))
            }))
        }))
    };
    let title = t.get("rate-title");
    Page::new(format!("{title} – {}", matter.antrag.titel), content)
        .called(title)
        .below(matter.above(t))
        .with_errors(!problems.is_empty())
}
