//! `rennsteig jobs list|revive`

use crate::{config::Config, house};
use anyhow::Result;
use clap::Subcommand;

/// What is done with jobs.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Lists jobs that were given up, with what they last said.
    List,
    /// Gives all of them another round of attempts.
    Revive,
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    let dead = store.dead_jobs().await?;
    match action {
        Action::List => {
            println!("{} jobs were given up", dead.len());
            for job in &dead {
                let error = job.last_error.as_deref().unwrap_or("no message");
                println!("  {} {} after {} attempts: {error}", job.id, job.kind, job.attempts);
            }
        }
        Action::Revive => {
            let mut tx = store.begin().await?;
            for job in &dead {
                tx.revive_job(job.id).await?;
            }
            tx.commit().await?;
            println!("{} jobs are due again", dead.len());
        }
    }
    store.close().await;
    Ok(())
}
