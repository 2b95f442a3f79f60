//! The names of those who changed a Gegenstand, for whoever sees its history: the Behoerde that keeps it, and who steers.

use crate::Result;
use crate::model::Gegenstand;
use identity::{AccountId, Scope};
use store::Executor;

/// Puts names into a history.
pub(crate) async fn name(on: &mut impl Executor, gegenstand: &mut Gegenstand) -> Result<()> {
    let Some(details) = &mut gegenstand.einzelheiten else { return Ok(()) };
    let accounts = details.verlauf.iter().filter_map(|event| event.account).map(AccountId);
    let names = identity::account_names(on, &Scope::House, accounts).await?;
    for event in &mut details.verlauf {
        event.name = event.account.and_then(|account| names.get(&AccountId(account)).cloned());
    }
    Ok(())
}
