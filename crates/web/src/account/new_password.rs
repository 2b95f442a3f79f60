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
        (ui::text_input(t, &Field::new(NEW, &label).hint(&hint).error(error_of(problems, NEW)), &input))
        (ui::text_input(t, &Field::new(AGAIN, &again).error(error_of(problems, AGAIN)), &input))
    }
}

/// What is wrong with a field.
pub(super) fn error_of<'a>(problems: &'a [Problem], path: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.path.as_deref() == Some(path)).map(|problem| problem.text.as_str())
}

/// A problem of a field.
pub(super) fn problem(frame: &Frame, path: &str, key: &str) -> Problem {
    Problem { path: Some(path.to_owned()), text: frame.t.get(key).into_owned() }
}

/// Whether a password was typed, and the same one twice.
pub(super) fn check(frame: &Frame, new: &str, again: &str) -> Vec<Problem> {
    match (new.is_empty(), new == again) {
        (true, _) => vec![problem(frame, NEW, "new-password-missing")],
        (false, false) => vec![problem(frame, AGAIN, "new-password-differs")],
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
    problem(frame, NEW, key)
}
