//! Post: the mailbox of persons, the delivery of letters and the day on which a Bescheid counts as made
//! known (Bekanntgabe).
//!
//! When a Bescheid takes effect is a rule of law, chosen by the package: [`Bekanntgabe`]. The day is
//! recorded, not computed when somebody looks.
//!
//! Whoever gave an address is told by e-mail that there is a new message, or that their password is another one; heads of
//! unit, that tasks were not done in time; leads of measures, that reports are due: [`Notices`].
//!
//! Commands: [`deliver`], [`retrieve`], [`tell_leitung`], [`tell_reports`]. Queries: [`mailbox`], [`message`],
//! [`with_dokument`], [`unread`], [`delivery`]. Jobs: [`register_jobs`].

mod account;
mod berichte;
mod entries;
mod leitung;
mod model;
mod notice;
mod tables;
mod upkeep;
mod walls;
mod wording;

pub use berichte::tell_reports;
pub use leitung::tell_leitung;
pub use model::{Bekanntgabe, Error, Letter, Message, MessageId};
pub use notice::{BadMail, Links, Notices, register_jobs};
pub use upkeep::{forget, letters_of};

use entries::Entry;
use identity::{Permission, Scope, Sight, Vertrauensniveau};
use records::{DokumentId, VorgangId};
use store::{Executor, Office, StreamId, Tx, projector};

/// The post office as the store sees it.
pub const OFFICE: Office = Office {
    name: "post",
    migrations: tables::MIGRATIONS,
    projections: &["post_attachments", "post_messages"],
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Puts a letter into a person's mailbox, and has them told where they gave an address.
///
/// # Errors
/// [`Error::Denied`] unless the scope may work on cases of the sender.
pub async fn deliver(tx: &mut Tx, scope: &Scope, letter: Letter) -> Result<MessageId> {
    if !scope.allows(Permission::WorkCases, letter.behoerde) {
        return Err(identity::Denied::Permission(Permission::WorkCases).into());
    }
    let id = MessageId(tx.new_id());
    let bekanntgabe = letter.regel.and_then(|regel| regel.on_delivery(tx.now()));
    let (stream, account) = (StreamId(letter.akte.0), letter.account);
    tx.record(stream, scope.actor(), &Entry::Bereitgestellt { id, letter, bekanntgabe }).await?;
    notice::announce(tx, account, id).await?;
    Ok(id)
}

/// The person opens a letter: the first time is recorded, because it can be what makes a Bescheid known.
/// Returns the letter as it stands afterwards.
pub async fn retrieve(tx: &mut Tx, scope: &Scope, id: MessageId) -> Result<Message> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    let akte = tables::akte_of(tx, account, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(akte.0)).await?;
    let found = tables::message(tx, account, id).await?.ok_or(Error::NotFound)?;
    if found.read_at.is_some() {
        return Ok(found);
    }
    if !found.is_available(tx.now()) {
        return Err(Error::Withdrawn);
    }
    let bekanntgabe = found.regel().and_then(|regel| regel.on_retrieval(tx.now()));
    tx.record(StreamId(akte.0), scope.actor(), &Entry::Abgerufen { id, bekanntgabe }).await?;
    tables::message(tx, account, id).await?.ok_or(Error::NotFound)
}

/// The letters of a person, newest first, `limit` at most.
pub async fn mailbox(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Message>> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    Ok(tables::mailbox(on, account, limit).await?)
}

/// How many letters a person has not opened.
pub async fn unread(on: &mut impl Executor, scope: &Scope) -> Result<i64> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    Ok(tables::unread(on, account).await?)
}

/// A letter as it stands, without opening it.
pub async fn message(on: &mut impl Executor, scope: &Scope, id: MessageId) -> Result<Message> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    tables::message(on, account, id).await?.ok_or(Error::NotFound)
}

/// The letter of the person with which a Dokument came, without opening it; `None` when it came with none.
pub async fn with_dokument(
    on: &mut impl Executor,
    scope: &Scope,
    dokument: DokumentId,
) -> Result<Option<Message>> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    match tables::letter_with(on, account, dokument).await? {
        Some(id) => Ok(tables::message(on, account, id).await?),
        None => Ok(None),
    }
}

/// The letter with which the Bescheid of a Vorgang was delivered last, for the program itself: when it counts as made
/// known.
pub async fn bescheid(on: &mut impl Executor, scope: &Scope, vorgang: VorgangId) -> Result<Option<Message>> {
    if *scope != Scope::House {
        return Err(identity::Denied::Kind.into());
    }
    Ok(tables::bescheid_of(on, vorgang).await?)
}

/// The letters of a Vorgang, for staff of its Behoerde who have found it among the cases that they may see: when they were
/// delivered, read, made known.
pub async fn delivery(on: &mut impl Executor, scope: &Scope, vorgang: VorgangId) -> Result<Vec<Message>> {
    let (_, sight) = Sight::of(scope)?;
    Ok(tables::of_vorgang(on, sight.behoerde(), vorgang).await?)
}
