//! Forgetting votes: what people wrote after a year, the votes themselves after three (docs/decisions/0028).
//!
//! A comment is what may tell of somebody in spite of all, and says what to mend now: it stays as long as the months back
//! that a Kennzahl is measured. Votes stay as long as a strategy is held against what it achieved. The means of months that
//! were measured as a Kennzahl stay.

use crate::messen::HOUR;
use crate::stimmen::monat;
use crate::{Result, tables};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use store::{Ended, Failure, Job, Jobs, Tx, day_in_germany, start_of_day_in_germany};

/// So many whole months comments stay.
pub const KOMMENTARE_MONATE: i32 = 12;
/// So many whole months votes stay.
pub const STIMMEN_MONATE: i32 = 36;

/// Forget what is due.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Loeschen {}

impl Job for Loeschen {
    const KIND: &'static str = "strategy.stimmen_loeschen";
}

impl Loeschen {
    /// Has it done on the first day of the next month. One job a month, however many vote.
    pub(crate) async fn next_month(tx: &mut Tx) -> Result<()> {
        let day = day_in_germany(tx.now()).first_of_month().saturating_add(1.months());
        let at = start_of_day_in_germany(day) + HOUR.hours();
        Ok(tx.enqueue_at(&Self {}, at, Some(format!("{} {day}", Self::KIND))).await?)
    }
}

/// Registers the job that forgets.
pub(crate) fn register(jobs: Jobs) -> Jobs {
    jobs.within::<Loeschen, _>(|tx, _| {
        Box::pin(async move {
            forget(tx).await.map_err(|error| Failure::Again(error.to_string()))?;
            Ok(Ended::Done)
        })
    })
}

/// Forgets what is due, and comes again as long as there are votes.
async fn forget(tx: &mut Tx) -> Result<()> {
    let month = day_in_germany(tx.now()).first_of_month();
    let before = |months: i32| monat(month.saturating_sub(months.months()));
    let left = tables::forget(tx, &before(KOMMENTARE_MONATE), &before(STIMMEN_MONATE)).await?;
    if left > 0 {
        Loeschen::next_month(tx).await?;
    }
    Ok(())
}
