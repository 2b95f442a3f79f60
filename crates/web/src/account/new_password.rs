//! The fields for a new password. They are two, since without a script nobody could be shown what they type.

use identity::BadPassword;
use maud::{Markup, html};

use crate::locale::Texts;
use crate::shell::Frame;
use crate::ui::{self, Field, Kind, Problem, TextInput, Width};

pub(super) const NEW: &str = "kennwort";
pub(super) const AGAIN: &str = "kennwort_wiederholt";

/// The two fields, with what is wrong about them.
pub(super) fn fields(t: Texts, problems: &[Problem]) -> Markup {
    let input = TextInput {
        kind: Kind::Password,
        width: Width::Medium,
        autocomplete: Some("new-password"),
        ..TextInput::default()
    };
    let (label, hint, again) =
        (t.get("new-password"), t.get("new-password-hint"), t.get("new-password-again"));
    html! {
        (ui::text_input(t, &Field::new(NEW, &label).hint(&hint).error(ui::wrong(problems, NEW)), &input))
        (ui::text_input(t, &Field::new(AGAIN, &again).error(ui::wrong(problems, AGAIN)), &input))
    }
}

/// Whether a password was typed, and the same one twice.
pub(super) fn check(frame: &Frame, new: &str, again: &str) -> Vec<Problem> {
    match (new.is_empty(), new == again) {
        (true, _) => vec![ui::problem(NEW, frame.t.get("new-password-missing"))],
        (false, false) => vec![ui::problem(AGAIN, frame.t.get("new-password-differs"))],
        (false, true) => Vec::new(),
    }
}

/// Why it cannot be taken.
pub(super) fn refused(frame: &Frame, bad: BadPassword) -> Problem {
    let key = match bad {
        BadPassword::Length => "new-password-length",
        BadPassword::Known => "new-password-known",
        BadPassword::Simple => "new-password-simple",
    };
    ui::problem(NEW, frame.t.get(key))
}
