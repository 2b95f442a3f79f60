//! Drafts, Antraege, receipts. No I/O.

use crate::uploads::UploadError;
use form::{Answers, FieldError};
use identity::{AccountId, BehoerdeId, Denied, SessionId};
use jiff::Timestamp;
use packages::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{At, BlobId, Entropy};
use uuid::Uuid;

/// An Antrag, from its draft on. It names the stream of the journal that becomes the Akte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AntragId(pub Uuid);

impl std::fmt::Display for AntragId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What goes wrong in this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such draft or Antrag, or it is not for this scope.
    #[error("no such application")]
    NotFound,
    /// The answers are not complete or not right.
    #[error("{} answers are missing or wrong", .0.len())]
    Incomplete(Vec<FieldError>),
    /// The file was not taken.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The package is not there any more, or unreadable.
    #[error(transparent)]
    Package(#[from] packages::Error),
    /// The Behoerde could not be read.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The Antrag could not be filed.
    #[error(transparent)]
    Records(#[from] records::Error),
    /// The cases office did not take it.
    #[error(transparent)]
    Cases(#[from] cases::Error),
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Whose draft it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Somebody who has not signed in; the draft ends with the session.
    Session(SessionId),
    /// A person with an account.
    Account(AccountId),
}

impl Owner {
    pub(crate) const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Session(id) => (Some(id.0), None),
            Self::Account(id) => (None, Some(id.0)),
        }
    }
}

/// An Antrag that is being filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its id; the Antrag will keep it.
    pub id: AntragId,
    /// The package, exactly in the version with which it was begun.
    pub package: Digest,
    /// To whom it will go.
    pub behoerde: BehoerdeId,
    /// Language in which it is filled in.
    pub language: String,
    /// What was answered.
    pub answers: Answers,
    /// Name of the person, once it is known: for lists and letters.
    pub name: Option<String>,
    /// The uploaded files.
    pub uploads: BTreeMap<String, StoredUpload>,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// When it will be deleted unless it is changed.
    pub expires_at: Timestamp,
    /// The blobs that it referred to when it was read, and those that were added since.
    pub(crate) stored: Vec<BlobId>,
}

/// Where an uploaded file lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredUpload {
    /// The blob, in the stream of the Antrag.
    pub blob: BlobId,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DraftInfo {
    /// Its id.
    pub id: AntragId,
    /// German name of the service.
    pub titel: String,
    /// When it was last changed.
    pub changed_at: At,
    /// When it will be deleted.
    pub expires_at: At,
}

/// What a person gets for an Antrag (Eingangsbestaetigung).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The Antrag.
    pub id: AntragId,
    /// Its number, for asking about it.
    pub eingangsnummer: String,
    /// When it was received.
    pub received_at: Timestamp,
}

/// A submitted Antrag.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Antrag {
    /// Its id.
    pub id: AntragId,
    /// Id of the package.
    pub package: String,
    digest: String,
    /// German name of the service.
    pub titel: String,
    /// Who is competent.
    pub behoerde: BehoerdeId,
    /// Whose matter it is.
    pub person: AccountId,
    /// Their name.
    pub name: String,
    /// Language in which it was filled in.
    pub language: String,
    /// Its number.
    pub eingangsnummer: String,
    /// When it was received.
    pub received_at: At,
    answers: String,
    uploads: String,
}

impl Antrag {
    /// The package, exactly in the version with which it was filled in.
    #[must_use]
    pub fn digest(&self) -> Option<Digest> {
        Digest::parse(&self.digest)
    }

    /// What was answered.
    #[must_use]
    pub fn answers(&self) -> Answers {
        serde_json::from_str(&self.answers).unwrap_or_default()
    }

    pub(crate) fn uploads(&self) -> Vec<crate::entries::Upload> {
        serde_json::from_str(&self.uploads).unwrap_or_default()
    }

    /// What the person got for it.
    #[must_use]
    pub fn receipt(&self) -> Receipt {
        Receipt {
            id: self.id,
            eingangsnummer: self.eingangsnummer.clone(),
            received_at: self.received_at.timestamp(),
        }
    }
}

/// Language and day for the form engine; the day is the one in Germany.
pub(crate) fn setting(now: Timestamp, language: &str) -> form::Setting {
    form::Setting::new(store::day_in_germany(now), language)
}

/// Letters and digits that nobody confuses (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A number for a receipt: `RS-7KQ2-94XM`, 35 random bits and a check character.
pub(crate) fn eingangsnummer(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    let mut number = u64::from_be_bytes(bytes);
    let mut digits = [0_u8; 7];
    for digit in &mut digits {
        *digit = u8::try_from(number % 32).unwrap_or(0);
        number /= 32;
    }
    let text: String = digits
        .iter()
        .chain([&check_digit(&digits)])
        .map(|digit| char::from(DIGITS[usize::from(*digit)]))
        .collect();
    format!("RS-{}-{}", &text[..4], &text[4..])
}

/// Weighted sum modulo 31 (a prime, so that weights 1 to 7 tell all places apart).
fn check_digit(digits: &[u8; 7]) -> u8 {
    let sum: u32 = (1..).zip(digits).map(|(weight, digit)| weight * u32::from(*digit)).sum();
    u8::try_from(sum % 31).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::SeededEntropy;

    #[test]
    fn numbers_are_readable_and_differ() {
        let entropy = SeededEntropy::new(3);
        let numbers: std::collections::BTreeSet<String> =
            (0..1000).map(|_| eingangsnummer(&entropy)).collect();
        assert_eq!(numbers.len(), 1000);
        for number in numbers {
            assert_eq!(number.len(), 12, "{number}");
            assert!(!number[3..].contains(['I', 'L', 'O', 'U']), "{number}");
        }
    }
}
