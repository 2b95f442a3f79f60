//! `/anmelden/vergessen`: the ways to a new password for whoever has forgotten theirs.

use axum::response::Response;
use maud::html;

use crate::routes::{ForgottenPath, ImprintPath, RecoverPath, SignInPath};
use crate::shell::Frame;
use crate::ui::{self, Emphasis, Page};

/// Whom to ask, and where to go with a code.
pub(super) async fn show(_: ForgottenPath, frame: Frame) -> Response {
    let t = frame.t;
    let title = t.get("forgotten-title");
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("forgotten-lead")))
        (ui::section("fragen", &t.get("forgotten-ask"), html! {
            (ui::paragraph(&t.get("forgotten-ask-whom")))
            p.kern-body { (ui::link(&ImprintPath.into(), &t.get("forgotten-imprint"))) }
            (ui::paragraph(&t.get("forgotten-ask-staff")))
        }))
        (ui::section("code", &t.get("forgotten-code"), html! {
            (ui::actions(ui::link_button(Emphasis::Primary, &RecoverPath.into(), &t.get("forgotten-to-code"))))
        }))
        p.kern-body { (ui::link(&SignInPath.into(), &t.get("forgotten-back"))) }
    };
    Page::new(title, content).respond(&frame)
}
