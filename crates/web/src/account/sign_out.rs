//! `/abmelden`: ends the session, and says so.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::house::House;
use crate::routes::{HomePath, SignInPath, SignOutPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Emphasis, Page, Send};

/// Says that nobody is signed in (any more), or asks whether to sign out.
pub(super) async fn show(_: SignOutPath, visit: Visit, frame: Frame) -> Response {
    let t = frame.t;
    let title = if visit.is_signed_in() { t.get("sign-out-title") } else { t.get("sign-out-done") };
    let content = html! {
        (ui::heading(&title))
        @if visit.is_signed_in() {
            (ui::form(&frame.csrf, &SignOutPath.into(), Send::Plain, html! {
                (ui::button(Emphasis::Primary, &t.get("sign-out-button")))
            }))
        } @else {
            (ui::lead(&t.get("sign-out-lead")))
            (ui::actions(html! {
                (ui::link_button(Emphasis::Primary, &HomePath.into(), &t.get("sign-out-home")))
                (ui::link_button(Emphasis::Secondary, &SignInPath.into(), &t.get("sign-out-again")))
            }))
        }
    };
    Page::new(title, content).respond(&frame)
}

/// Ends the session. Without one there is nothing to do, which is no error.
pub(super) async fn sign_out(
    _: SignOutPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    if let Some(token) = visit.token() {
        identity::sign_out(&house.store, token).await?;
    }
    Ok(session::forget(Redirect::to(&SignOutPath.to_string()).into_response(), &frame.site))
}
