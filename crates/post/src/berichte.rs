//! What those are told who lead measures of an Aktionsplan: that reports of theirs are due.
//!
//! As [`crate::leitung`]: one e-mail a morning and person, which names nothing.

use crate::{
    Result,
    leitung::{next_morning, send},
    notice::Notices,
};
use identity::AccountId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Claimed, Job, Jobs, Store, Tx};

/// Tell somebody that reports are due.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TellReports {
    account: AccountId,
    /// When it was noted that they are to be told.
    at: Timestamp,
}

impl Job for TellReports {
    const KIND: &'static str = "post.berichte";
}

/// Has somebody told that reports on measures are due, the next morning, where they gave an address.
pub async fn tell_reports(tx: &mut Tx, account: AccountId) -> Result<()> {
    if tx.store().provision::<Notices>().is_some() {
        let now = tx.now();
        let key = format!("{} {account}", TellReports::KIND);
        tx.enqueue_at(&TellReports { account, at: now }, next_morning(now), Some(key)).await?;
    }
    Ok(())
}

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(|store: Store, claimed: Claimed, job: TellReports| async move {
        send(&store, &claimed, "berichte", job.account, job.at).await
    })
}
