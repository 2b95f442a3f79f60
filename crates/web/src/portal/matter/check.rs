//! `/antraege/{id}/fragen/{frage}/pruefen`: the answer once more before it is sent.

use axum::response::Response;
use intake::Draft;
use maud::{Markup, html};

use super::Matter;
use super::question::{owner, to, wrong};
use super::timeline::{kind, outcome};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Person;
use crate::routes::{AnswerCheckPath, QuestionPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Emphasis, Page, Send, SummaryBlock, SummaryRow};

pub(super) async fn show(
    path: AnswerCheckPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    let asked = matter.question(&house, &person.scope, path.frage).await?;
    let change = Href::from(QuestionPath { id: path.id, frage: path.frage });
    let draft = intake::reply(&house.store, owner(&person.scope)?, path.frage.0).await?;
    let ready = draft.filter(|draft| asked.is_open() && wrong(t, draft.text()).is_none());
    // There the person reads what is missing, or that it is over.
    let Some(draft) = ready else { return Ok(to(&change)) };
    let content = html! {
        (ui::heading_of(&kind(t, asked.art()), &t.get("reply-check-title")))
        (ui::lead(&t.get("reply-check-lead")))
        (ui::paragraph(&outcome(t, &asked)))
        (summary(t, &draft, &change))
        (ui::section("absenden", &t.get("check-submit-title"), html! {
            (ui::paragraph(&t.with("reply-send-text", &[("office", matter.office().into())])))
            (ui::form(&frame.csrf, &Href::from(path), Send::Plain, ui::actions(
                ui::button(Emphasis::Primary, &t.get("reply-send")),
            )))
        }))
    };
    let title = format!("{} – {}", t.get("reply-check-title"), matter.antrag.titel);
    Ok(Page::new(title, content).after(change).respond(&frame))
}

fn summary(t: Texts, draft: &Draft, change: &Href) -> Markup {
    let row = |label: &str, value: String| SummaryRow {
        label: label.to_owned(),
        value,
        change: Some(change.clone()),
    };
    let files: Vec<String> =
        draft.files().iter().map(|(_, file)| format!("{} ({})", file.name, t.file_size(file.size))).collect();
    let rows = vec![
        row(&t.get("reply-text"), draft.text().trim().to_owned()),
        row(&t.get("reply-files"), files.join("\n")),
    ];
    ui::summary(t, &t.get("reply-title"), &[SummaryBlock { rows, ..SummaryBlock::default() }])
}

/// Sends the answer, once. Sent again, it leads to the question, where the answer stands.
pub(super) async fn send(
    path: AnswerCheckPath,
    house: House,
    person: Person,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    let asked = matter.question(&house, &person.scope, path.frage).await?;
    let question = Href::from(QuestionPath { id: path.id, frage: path.frage });
    let owner = owner(&person.scope)?;
    let Some(draft) = intake::reply(&house.store, owner, path.frage.0).await? else {
        return Ok(to(&question));
    };
    let files = intake::reply_files(&house.store, &draft).await?;
    let mut tx = house.store.begin().await?;
    match cases::answer(&mut tx, &person.scope, &house.library, asked.id, draft.text(), files).await {
        Ok(()) => {
            intake::discard_reply(&mut tx, owner, path.frage.0).await?;
            tx.commit().await?;
            Ok(to(&matter.href().with("gesendet", "antwort")))
        }
        Err(cases::Error::Settled | cases::Error::TextMissing | cases::Error::TextTooLong(_)) => {
            Ok(to(&question))
        }
        Err(error) => Err(error.into()),
    }
}
