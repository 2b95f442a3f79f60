//! What this office deals with, without I/O: each thing is a value that its entries fold into, and knows which steps it
//! can take.

mod anlage;
mod bedingung;
mod bericht;
mod planung;
mod sitzung;
mod vorschlag;

pub use anlage::{Anlage, AnlageId, Datei, MAX_ANLAGEN};
pub use bedingung::{Andere, Bedingung};
pub use bericht::{Bericht, Berichtskalender, MonatUndTag, Offen, Runde, Umfang};
pub use planung::{GREMIEN, Planung, Vorgabe};
pub(crate) use sitzung::anwesend;
pub use sitzung::{Beschluss, Ergebnis, Gefasst, Gegenstand, Sitzung, SitzungId, Tagesordnungspunkt};
pub use vorschlag::{Angaben, Handlungsbedarf, Mittel, Schritt, Stand, Vorschlag, VorschlagId};

use identity::Denied;
use store::At;

/// Longest title, in characters.
pub const MAX_TITEL: usize = 300;
/// Longest text, in characters.
pub const MAX_TEXT: usize = 20_000;
/// Longest reason or remark, in characters.
pub const MAX_GRUND: usize = 2_000;

/// Why something was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is not for whoever asks.
    #[error("there is no such thing")]
    NotFound,
    /// It stands otherwise by now: the step is not possible any more.
    #[error("it stands otherwise by now")]
    Stand,
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed it meanwhile")]
    Changed,
    /// There is work on a plan of that year already, or it was published.
    #[error("there is an Aktionsplan {0} already")]
    PlanExists(i16),
    /// A plan of that year cannot be.
    #[error("there can be no Aktionsplan {0}")]
    BadYear(i16),
    /// Something that has to be said is missing, or too long.
    #[error("{0:?} is missing or too long")]
    Angabe(Feld),
    /// The day until which proposals are taken is over.
    #[error("proposals were taken until {0}")]
    Vorbei(jiff::civil::Date),
    /// What was admitted costs more than there is.
    #[error("what was admitted costs {bedarf} cents, the budget has {budget}")]
    UeberBudget {
        /// What it costs, in cents.
        bedarf: i64,
        /// What there is, in cents.
        budget: i64,
    },
    /// Nothing was admitted.
    #[error("no proposal was admitted")]
    Leer,
    /// Proposals still wait for the review, or for whether they are admitted.
    #[error("{0} proposals are not decided yet")]
    Unentschieden(usize),
    /// A body has not approved the plan.
    #[error("{0} has not approved the plan")]
    BeschlussFehlt(String),
    /// A body did not approve an admitted proposal: its title, and the body.
    #[error("{gremium} did not approve {titel:?}")]
    NichtGebilligt {
        /// Title of the proposal.
        titel: String,
        /// The body.
        gremium: String,
    },
    /// Two admitted proposals have the same title.
    #[error("two admitted proposals are called {0:?}")]
    Doppelt(String),
    /// A proposal has as many files as it may have.
    #[error("a proposal has {0} files at most")]
    ZuViele(usize),
    /// A record fills more pages than a document may have.
    #[error("the record is too long for a document")]
    TooLong,
    /// A document could not be made.
    #[error("the record could not be typeset: {0}")]
    Typeset(String),
    /// A measure or proposal cannot need itself, nor one that needs it.
    #[error("a measure cannot need itself")]
    Kreis,
    /// There is no such planning year, measure or body to refer to.
    #[error("the agenda refers to something that does not exist")]
    BadReference,
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The offices below.
    #[error(transparent)]
    Steering(#[from] steering::Error),
    /// The offices below.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The offices below.
    #[error(transparent)]
    Post(#[from] post::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What somebody has to say, for messages beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feld {
    /// A title.
    Titel,
    /// A text.
    Text,
    /// The section of the plan.
    Abschnitt,
    /// Who leads.
    Federfuehrung,
    /// The planned completion.
    Abschluss,
    /// Why it is needed.
    Begruendung,
    /// Money.
    Mittel,
    /// A reason.
    Grund,
    /// A day.
    Tag,
    /// A body.
    Gremium,
    /// The words of a decision, or its votes.
    Beschluss,
}

/// What happened to something, for its history: a step or a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ereignis {
    /// When.
    pub at: At,
    /// Who, unless it was the program itself.
    pub konto: Option<identity::AccountId>,
    /// The name of that person.
    pub name: Option<String>,
    /// Short name of the Behoerde they acted for.
    pub behoerde: Option<String>,
    /// What: `eingereicht`, `kommentiert`, …
    pub art: String,
    /// What was said with it.
    pub text: String,
}

/// A text as it is kept: line ends of one kind, no blanks around. `None` where it is empty though it must not be, or too
/// long.
pub(crate) fn kept(text: &str, max: usize, needed: bool) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    let fits = text.chars().count() <= max && (!needed || !text.is_empty());
    fits.then(|| text.to_owned())
}

/// A reason that has to be given.
pub(crate) fn grund(text: &str) -> Result<String, Error> {
    kept(text, MAX_GRUND, true).ok_or(Error::Angabe(Feld::Grund))
}
