//! Questions that a Vorgang asks of somebody outside, and their answers.

use identity::{AccountId, BehoerdeId};
use jiff::civil::Date;
use packages::FrageArt;
use records::{AkteId, DokumentId, VorgangId};
use serde::{Deserialize, Serialize};
use store::At;
use uuid::Uuid;

id!(AnfrageId, "A question.");

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum AnfrageStand {
    /// The letter is being written.
    Vorbereitet,
    /// It is out; the process waits.
    Offen,
    /// The answer is in.
    Beantwortet,
    /// The time ended without one.
    Abgelaufen,
    /// It is no longer needed.
    Entfallen,
}

/// A question of a Vorgang to the applicant or to another Behoerde.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Anfrage {
    /// Its id.
    pub id: AnfrageId,
    /// The Vorgang that asks.
    pub vorgang: VorgangId,
    /// Its Akte.
    pub akte: AkteId,
    /// Who asks.
    pub behoerde: BehoerdeId,
    pub(crate) activity: i64,
    pub(crate) element: String,
    art: String,
    /// Which Behoerde is asked, for a statement.
    pub an_behoerde: Option<BehoerdeId>,
    /// The account of the applicant who is asked.
    pub person: Option<AccountId>,
    /// What is asked; an empty line parts paragraphs.
    pub text: String,
    /// Where it stands.
    pub stand: AnfrageStand,
    frist: Option<String>,
    /// Whether the letter goes by post, because there is no account or no consent.
    pub per_post: bool,
    /// When it was sent.
    pub gestellt_at: Option<At>,
    /// The letter.
    pub dokument: Option<DokumentId>,
    /// When the answer came, or the time ended.
    pub beendet_at: Option<At>,
    /// The answer.
    pub antwort: Option<String>,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// The service.
    pub titel: String,
}

impl Anfrage {
    /// Who is asked, and what for.
    #[must_use]
    pub fn art(&self) -> FrageArt {
        FrageArt::of(&self.art).unwrap_or(FrageArt::Rueckfrage)
    }

    /// The last day for the answer, once it was sent.
    #[must_use]
    pub fn frist(&self) -> Option<Date> {
        self.frist.as_deref().and_then(|day| day.parse().ok())
    }

    /// Whether an answer is still waited for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stand, AnfrageStand::Vorbereitet | AnfrageStand::Offen)
    }
}

/// A file that comes with an answer; its kind was found in the content.
#[derive(Debug, Clone)]
pub struct Beilage {
    /// Name of the file.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}
