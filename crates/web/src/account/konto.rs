//! `/konto`: how a person is known here, and where they are signed in.

use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Permission, Session, SessionId, SessionInfo};
use maud::{Markup, html};

use super::level::level_name;
use super::{app, email, links, passkeys, password, spare_codes};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{
    AccountPath, DeputiesPath, EndSessionPath, EndSessionsPath, HatPath, SignInPath, SignOutPath, StepUpPath,
};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Column, Emphasis, Page, Send, Table, Tone};

/// Name, level, sessions.
pub(super) async fn show(
    path: AccountPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let Some(session) = visit.session().filter(|session| session.account().is_some()) else {
        let back = Href::from(SignInPath).with("zurueck", &path.to_string());
        return Ok(Redirect::to(back.as_str()).into_response());
    };
    let mut reader = house.store.reader();
    let sessions = match identity::list_sessions(&mut reader, &session.scope, house.store.now()).await {
        // Staff without a workplace have no scope any more.
        Err(Error::Denied(_)) => Vec::new(),
        sessions => sessions?,
    };
    let hats = identity::hats(&mut reader, session).await?;
    let mut facts = facts(t, session);
    facts.extend(password::fact(&house, session, t).await?);
    facts.push(app::fact(&house, session, t).await?);
    facts.extend(passkeys::fact(&house, session, t).await?);
    facts.extend(spare_codes::fact(&house, session, t).await?);
    facts.extend(email::fact(&house, &visit, t).await?);
    let title = t.get("account-title");
    let content = html! {
        (ui::heading(&title))
        @if hats.is_empty() { (ui::alert(Tone::Warning, &t.get("account-no-hat"), Some(ui::paragraph(&t.get("account-no-hat-do"))))) }
        div.rs-section { (ui::description_list(&facts)) }
        @if hats.len() > 1 {
            (ui::actions(ui::link_button(Emphasis::Secondary, &HatPath.into(), &t.get("account-hat-change"))))
        }
        (links::section(&house, session, &frame).await?)
        @if session.scope.staff(Permission::ReadCases).is_ok() {
            (ui::actions(ui::link_button(Emphasis::Secondary, &DeputiesPath.into(), &t.get("deputies-arrange"))))
        }
        @if !sessions.is_empty() { (list(&frame, session, &sessions)) }
    };
    Ok(Page::new(title, content).respond(&frame))
}

/// Ends one session; this one too, which is then a sign-out.
pub(super) async fn end_session(
    EndSessionPath { id }: EndSessionPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    match identity::end_session(&mut tx, &visit.scope(), SessionId(id)).await {
        Ok(()) => tx.commit().await?,
        // Ended already, or somebody else's: either way there is nothing (more) to end.
        Err(Error::SessionEnded) => {}
        Err(error) => return Err(error.into()),
    }
    if visit.session().is_some_and(|session| session.id == SessionId(id)) {
        return Ok(session::forget(Redirect::to(&SignOutPath.to_string()).into_response(), &frame.site));
    }
    Ok(Redirect::to(&AccountPath.to_string()).into_response())
}

/// Ends all sessions, on all devices.
pub(super) async fn end_all(
    _: EndSessionsPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    identity::sign_out_everywhere(&mut tx, &visit.scope()).await?;
    tx.commit().await?;
    Ok(session::forget(Redirect::to(&SignOutPath.to_string()).into_response(), &frame.site))
}

fn facts(t: Texts, session: &Session) -> Vec<(String, Markup)> {
    let mut facts = vec![(
        t.get("account-name").into_owned(),
        html! { (session.display_name.as_deref().unwrap_or_default()) },
    )];
    if let Some(office) = &session.behoerde_name {
        facts.push((t.get("account-office").into_owned(), html! { (office) }));
    }
    if let Some(niveau) = session.niveau {
        let level = html! {
            (level_name(t, niveau))
            @if session.behoerde_name.is_none() && niveau < identity::Vertrauensniveau::Substantiell {
                " " (ui::link(&Href::from(StepUpPath).with("zurueck", &AccountPath.to_string()), &t.get("account-raise")))
            }
        };
        facts.push((t.get("account-level").into_owned(), level));
    }
    facts
}

fn list(frame: &Frame, present: &Session, sessions: &[SessionInfo]) -> Markup {
    let t = frame.t;
    let row = |info: &SessionInfo| {
        let action = Href::from(EndSessionPath { id: info.id.0 });
        let label = if info.id == present.id { t.get("account-end-this") } else { t.get("account-end") };
        vec![
            html! {
                (t.moment(info.created))
                @if info.id == present.id { " " (ui::badge(Tone::Info, &t.get("account-this"))) }
            },
            html! { (t.moment(info.used)) },
            html! { @if let Some(niveau) = info.niveau { (level_name(t, niveau)) } },
            html! {
                (ui::form(&frame.csrf, &action, Send::Plain, ui::button(Emphasis::Tertiary, &label)))
            },
        ]
    };
    let table = Table {
        caption: t.get("account-sessions").into_owned(),
        caption_hidden: true,
        columns: ["account-began", "account-used", "account-level", "account-action"]
            .map(|key| Column::new(t.get(key)))
            .into(),
        rows: sessions.iter().map(row).collect(),
    };
    ui::section(
        "sitzungen",
        &t.get("account-sessions"),
        html! {
            (ui::paragraph(&t.get("account-sessions-why")))
            (ui::table(&table))
            (ui::form(&frame.csrf, &EndSessionsPath.into(), Send::Plain, html! {
                (ui::button(Emphasis::Secondary, &t.get("account-end-all")))
            }))
        },
    )
}
