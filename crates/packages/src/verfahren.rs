//! Which of its processes a case of the package runs through.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which process of the package is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verfahren {
    /// The application: `[prozess] id`.
    #[default]
    Antrag,
    /// The objection against its notice: `[rechtsbehelf] prozess` (§§ 68 to 73 VwGO).
    Widerspruch,
}

impl Verfahren {
    /// Both, the application first.
    pub const ALL: [Self; 2] = [Self::Antrag, Self::Widerspruch];

    /// The word for it in the database and in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Antrag => "antrag",
            Self::Widerspruch => "widerspruch",
        }
    }

    /// Reads what [`Verfahren::as_str`] gives.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verfahren| verfahren.as_str() == text)
    }
}

impl fmt::Display for Verfahren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
