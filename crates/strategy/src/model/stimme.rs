//! Votes.

use super::Zahl;

/// How content somebody is, from 1 (not at all) to 5 (very).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note(u8);

impl Note {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [Self(5), Self(4), Self(3), Self(2), Self(1)];

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Reads "1" to "5".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.0.to_string() == text)
    }
}

/// What people say of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DienstStimmen {
    /// The service.
    pub titel: String,
    /// How many votes there are; `None` for so few that they would tell of single people.
    pub anzahl: Option<i64>,
    /// Their mean.
    pub mittel: Option<Zahl>,
    /// What was written, in no order of time.
    pub kommentare: Vec<String>,
}
