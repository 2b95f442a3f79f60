//! What a person shows before something of their account changes, and the answer where it does not do.

use axum::http::StatusCode;
use axum::response::Response;
use identity::{Error, Shown};
use serde::Deserialize;

use super::app::CODE;
use super::sign_in::too_many;
use crate::shell::{Failure, Frame};
use crate::ui::{self, Kind, Problem, TextInput, Width};

/// Name of the field for the password.
pub(super) const PASSWORD: &str = "kennwort";

/// The password, or a code of the app.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    code: String,
    kennwort: String,
}

impl Given {
    /// A code counts where one was typed.
    pub(super) fn shown(&self) -> Shown<'_> {
        if self.has_code() { Shown::Code(&self.code) } else { Shown::Password(&self.kennwort) }
    }

    pub(super) fn has_code(&self) -> bool {
        !self.code.trim().is_empty()
    }

    pub(super) fn has_password(&self) -> bool {
        !self.kennwort.is_empty()
    }
}

/// How the password that is known is typed.
pub(super) fn password_input() -> TextInput<'static> {
    TextInput {
        kind: Kind::Password,
        width: Width::Medium,
        autocomplete: Some("current-password"),
        ..TextInput::default()
    }
}

/// How a code of the app is typed.
pub(super) fn code_input() -> TextInput<'static> {
    TextInput {
        kind: Kind::Whole,
        width: Width::Short,
        autocomplete: Some("one-time-code"),
        ..TextInput::default()
    }
}

/// Why something was not done: the form comes again with what is wrong, and so does the status.
pub(super) struct Refused {
    problem: Problem,
    status: Option<StatusCode>,
}

impl Refused {
    /// Something is wrong with a field.
    pub(super) fn at(frame: &Frame, field: &str, key: &str) -> Self {
        ui::problem(field, frame.t.get(key)).into()
    }

    /// Something is wrong that is about no field.
    pub(super) fn whole(frame: &Frame, key: &str) -> Self {
        Problem { path: None, text: frame.t.get(key).into_owned() }.into()
    }

    /// What was shown does not do, or it was tried too often; any other error is passed on.
    pub(super) fn proof(frame: &Frame, error: Error) -> Result<Self, Failure> {
        match error {
            Error::WrongCode => Ok(Self::at(frame, CODE, "level-code-wrong")),
            Error::WrongCredentials => Ok(Self::at(frame, PASSWORD, "app-remove-password")),
            error => Self::tries(frame, error),
        }
    }

    /// It was tried too often; any other error is passed on.
    pub(super) fn tries(frame: &Frame, error: Error) -> Result<Self, Failure> {
        match error {
            Error::TooManyAttempts { seconds } => Ok(Self {
                problem: Problem { path: None, text: too_many(frame, seconds) },
                status: Some(StatusCode::TOO_MANY_REQUESTS),
            }),
            error => Err(error.into()),
        }
    }

    /// For the form.
    pub(super) fn problems(&self) -> &[Problem] {
        std::slice::from_ref(&self.problem)
    }

    /// The page with them, with its status.
    pub(super) fn answer(&self, mut page: Response) -> Response {
        if let Some(status) = self.status {
            *page.status_mut() = status;
        }
        page
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem, status: None }
    }
}
