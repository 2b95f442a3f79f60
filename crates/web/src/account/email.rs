//! `/konto/email`: where a person is told that there is a new letter. Only where the house can send e-mail.

use axum::response::{IntoResponse, Redirect, Response};
use identity::{AccountId, BadEmail, Contact, EmailAddress};
use maud::{Markup, html};
use serde::Deserialize;

use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, EmailPath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Emphasis, Field, Kind, Page, Problem, Send, TextInput};

const EMAIL: &str = "email";

/// The row of the account page: the address, and the way to change it.
pub(super) async fn fact(
    house: &House,
    visit: &Visit,
    t: Texts,
) -> Result<Option<(String, Markup)>, Failure> {
    let Some(account) = person(house, visit) else { return Ok(None) };
    let contact = identity::contact(&mut house.store.reader(), &visit.scope(), account).await?;
    let address =
        contact.map_or_else(|| t.get("email-none").into_owned(), |contact| contact.email.to_string());
    let row = html! { (address) " " (ui::link(&EmailPath.into(), &t.get("email-change"))) };
    Ok(Some((t.get("email-fact").into_owned(), row)))
}

/// Persons have a mailbox; staff at work have none.
fn person(house: &House, visit: &Visit) -> Option<AccountId> {
    house.store.provision::<post::Notices>()?;
    visit.scope().person(identity::Vertrauensniveau::Basis).ok()
}

/// The form.
pub(super) async fn show(
    path: EmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    if !visit.is_signed_in() {
        let back = Href::from(SignInPath).with("zurueck", &path.to_string());
        return Ok(Redirect::to(back.as_str()).into_response());
    }
    let account = person(&house, &visit).ok_or(Failure::NotFound)?;
    let contact = identity::contact(&mut house.store.reader(), &visit.scope(), account).await?;
    let address = contact.map(|contact| contact.email.to_string()).unwrap_or_default();
    Ok(page(&frame, &address, &[]).respond(&frame))
}

#[derive(Debug, Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    email: String,
}

/// Keeps the address, or forgets it.
pub(super) async fn save(
    _: EmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let account = person(&house, &visit).ok_or(Failure::NotFound)?;
    let Given { email } = posted.into_inner();
    let contact = match EmailAddress::parse(&email) {
        _ if email.trim().is_empty() => None,
        Ok(email) => Some(Contact { email, language: frame.t.locale().tag().to_owned() }),
        Err(wrong) => {
            let key = match wrong {
                BadEmail::Shape => "email-bad-shape",
                BadEmail::Local => "email-bad-local",
                BadEmail::Long => "email-bad-long",
            };
            let text = frame.t.get(key).into_owned();
            let problem = Problem { path: Some(EMAIL.to_owned()), text };
            return Ok(page(&frame, &email, &[problem]).respond(&frame));
        }
    };
    let mut tx = house.store.begin().await?;
    identity::set_contact(&mut tx, &visit.scope(), account, contact.as_ref()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&AccountPath.to_string()).into_response())
}

fn page(frame: &Frame, address: &str, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (title, label, hint) = (t.get("email-title"), t.get("email-label"), t.get("email-hint"));
    let field = Field::new(EMAIL, &label)
        .hint(&hint)
        .error(problems.first().map(|problem| problem.text.as_str()))
        .optional();
    let input =
        TextInput { value: address, kind: Kind::Email, autocomplete: Some("email"), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("email-lead")))
        (ui::form(&frame.csrf, &EmailPath.into(), Send::Plain, html! {
            (ui::text_input(t, &field, &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("email-button"))))
        }))
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("email-back"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
