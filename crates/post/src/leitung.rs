//! What heads of unit are told: that tasks which were not done in time came before them.
//!
//! One e-mail a morning and person, however many tasks there are; it names none. Which they are stands on a page behind the
//! sign-in.

use crate::{Result, notice::Notices};
use identity::{AccountId, BehoerdeId, Scope};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Claimed, Failure, Job, Jobs, Outcome, Store, Tx, day_in_germany, start_of_day_in_germany};

/// The hour in Germany at which it is sent.
const HOUR: i64 = 7;

/// Tell a head of unit that tasks came before them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TellLeitung {
    account: AccountId,
    /// When it was noted that they are to be told.
    at: Timestamp,
}

impl Job for TellLeitung {
    const KIND: &'static str = "post.leitung";
}

/// Has those told who give out the work of a service in a Behoerde, and who stands in for them today: a task came before
/// them. They learn of it the next morning, where they gave an address; what comes until then is in the same e-mail.
pub async fn tell_leitung(tx: &mut Tx, behoerde: BehoerdeId, dienst: &str) -> Result<()> {
    if tx.store().provision::<Notices>().is_none() {
        return Ok(());
    }
    let now = tx.now();
    for account in identity::assigners(tx, &Scope::House, behoerde, dienst).await? {
        let job = TellLeitung { account, at: now };
        tx.enqueue_at(&job, next_morning(now), Some(format!("{} {account}", TellLeitung::KIND))).await?;
    }
    Ok(())
}

pub(crate) fn next_morning(now: Timestamp) -> Timestamp {
    let of = |day| start_of_day_in_germany(day).checked_add(SignedDuration::from_hours(HOUR)).ok();
    let today = day_in_germany(now);
    let mornings = [Some(today), today.tomorrow().ok()].into_iter().flatten().filter_map(of);
    mornings.into_iter().find(|morning| *morning > now).unwrap_or(Timestamp::MAX)
}

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(
        |store: Store, claimed: Claimed, job: TellLeitung| async move { tell(&store, &claimed, &job).await },
    )
}

async fn tell(store: &Store, claimed: &Claimed, job: &TellLeitung) -> Result<Outcome, Failure> {
    send(store, claimed, "leitung", job.account, job.at).await
}

/// Sends an e-mail that names nothing to somebody who gave an address.
pub(crate) async fn send(
    store: &Store,
    claimed: &Claimed,
    kind: &str,
    account: AccountId,
    at: Timestamp,
) -> Result<Outcome, Failure> {
    let Some(notices) = store.provision::<Notices>() else { return Ok(Outcome::Nothing) };
    let contact = identity::contact(&mut store.reader(), &Scope::House, account)
        .await
        .map_err(|e| Failure::Again(e.to_string()))?;
    let Some(contact) = contact else { return Ok(Outcome::Nothing) };
    notices.send(kind, &format!("{kind}.{}", claimed.id), at, &contact, "").await?;
    Ok(Outcome::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_e_mail_goes_out_at_seven_in_summer_and_winter() {
        let morning = |now: &str| next_morning(now.parse().unwrap()).to_string();
        assert_eq!(morning("2026-12-03T23:00:00Z"), "2026-12-04T06:00:00Z", "midnight in Germany");
        assert_eq!(morning("2026-12-04T05:59:59Z"), "2026-12-04T06:00:00Z");
        assert_eq!(morning("2026-12-04T06:00:00Z"), "2026-12-05T06:00:00Z", "this morning's is on its way");
        assert_eq!(morning("2026-07-01T12:00:00Z"), "2026-07-02T05:00:00Z");
    }
}
