//! Akte and Dokument. No I/O.

use identity::{AccountId, BehoerdeId, Denied, Permission, Scope};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::{At, BlobId, day_in_germany};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// An Akte; also the name of its stream in the journal.
    AkteId
);
id!(
    /// A Vorgang within an Akte.
    VorgangId
);
id!(
    /// A Dokument within an Akte.
    DokumentId
);

/// What goes wrong in this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such Akte or Dokument, or it is not for this scope.
    #[error("no such record")]
    NotFound,
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A closed Akte takes no more Dokumente.
    #[error("Akte {0} is closed; reopen it or open a new one")]
    Closed(String),
    /// The law keeps it.
    #[error("Akte {0} must be kept: it is not closed, or its retention is not over")]
    Kept(String),
    /// The file is larger than any file can be.
    #[error("the file is too large to be stored")]
    TooLarge,
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// An Akte.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Akte {
    /// Its id.
    pub id: AkteId,
    /// To whom it belongs.
    pub behoerde: BehoerdeId,
    /// Its mark, for example `33.22-00017/2026`.
    pub aktenzeichen: String,
    /// Its place in the Aktenplan.
    pub aktenplan: String,
    /// What it is about.
    pub betreff: String,
    /// When it was opened.
    pub opened_at: At,
    /// When it was closed.
    pub closed_at: Option<At>,
    /// Last day of the retention period (ISO 8601), once closed.
    pub keep_until: Option<String>,
}

/// What opens an Akte.
#[derive(Debug, Clone)]
pub struct NewAkte {
    /// Its id, which names a stream that exists.
    pub id: AkteId,
    /// To whom it belongs.
    pub behoerde: BehoerdeId,
    /// Its place in the Aktenplan.
    pub aktenplan: String,
    /// The service it is about: id of the package.
    pub dienst: String,
    /// What it is about.
    pub betreff: String,
    /// Whose matter it is, if they have an account.
    pub person: Option<AccountId>,
}

/// What a Dokument is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum DokumentArt {
    /// The application.
    Antrag,
    /// Evidence that came with it.
    Nachweis,
    /// The administrative act in writing.
    Bescheid,
    /// A note of the office.
    Vermerk,
    /// Any other letter.
    Schreiben,
}

/// Which way a Dokument went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Richtung {
    /// From outside to the Behoerde.
    Eingang,
    /// From the Behoerde to the outside.
    Ausgang,
    /// Within the Behoerde.
    Intern,
}

/// A Dokument of an Akte.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Dokument {
    /// Its id.
    pub id: DokumentId,
    /// The Akte.
    pub akte: AkteId,
    /// The Vorgang in it.
    pub vorgang: Option<VorgangId>,
    /// What it is.
    pub art: DokumentArt,
    /// Which way it went.
    pub richtung: Richtung,
    /// What lists call it.
    pub titel: String,
    /// Name of the file.
    pub file_name: String,
    /// Media type, as found in the content, not as claimed.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    blob: String,
    /// When it was filed.
    pub filed_at: At,
}

impl Dokument {
    pub(crate) fn blob(&self) -> Result<BlobId, store::Error> {
        BlobId::try_from(self.blob.clone())
    }
}

/// What is filed.
#[derive(Debug, Clone)]
pub struct NewDokument {
    /// The Vorgang it belongs to.
    pub vorgang: Option<VorgangId>,
    /// What it is.
    pub art: DokumentArt,
    /// Which way it went.
    pub richtung: Richtung,
    /// What lists call it.
    pub titel: String,
    /// Name of the file.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
}

pub(crate) fn must_work(scope: &Scope, behoerde: BehoerdeId) -> Result<(), Denied> {
    if scope.allows(Permission::WorkCases, behoerde) {
        Ok(())
    } else {
        Err(Denied::Permission(Permission::WorkCases))
    }
}

pub(crate) fn year_in_germany(now: Timestamp) -> i64 {
    i64::from(day_in_germany(now).year())
}

/// `33.22-00017/2026`: place in the Aktenplan, running number of the year, year.
pub(crate) fn aktenzeichen(aktenplan: &str, number: i64, year: i64) -> String {
    format!("{aktenplan}-{number:05}/{year}")
}

/// Year and running number of an Aktenzeichen.
pub(crate) fn year_and_number(aktenplan: &str, aktenzeichen: &str) -> Option<(i64, i64)> {
    let (number, year) = aktenzeichen.strip_prefix(aktenplan)?.strip_prefix('-')?.split_once('/')?;
    Some((year.parse().ok()?, number.parse().ok()?))
}

/// Retention runs from the end of the year in which the Akte was closed.
pub(crate) fn keep_until(now: Timestamp, years: u16) -> Date {
    let last = i16::try_from(years)
        .ok()
        .and_then(|years| day_in_germany(now).year().checked_add(years))
        .unwrap_or(9999);
    Date::new(last.min(9999), 12, 31).expect("31 December exists in every year up to 9999")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_the_one_on_the_wall_in_germany() {
        let new_years_eve = "2025-12-31T23:30:00Z".parse().unwrap();
        assert_eq!(year_in_germany(new_years_eve), 2026);
        assert_eq!(aktenzeichen("33.22", 17, 2026), "33.22-00017/2026");
        assert_eq!(keep_until(new_years_eve, 5).to_string(), "2031-12-31");
    }
}
