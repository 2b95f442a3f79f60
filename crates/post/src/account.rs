//! What a person is told by e-mail about their account. The office of accounts lies below this one and asks for it by jobs.

use crate::notice::Notices;
use identity::{PasswordChanged, Scope};
use store::{Claimed, Failure, Jobs, Outcome, Store};

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(|store: Store, claimed: Claimed, job: PasswordChanged| async move {
        password_changed(&store, &claimed, &job).await
    })
}

/// Tells whoever gave an address that their password is another one: should it not have been them, they learn of it. Without
/// a mail server nobody can be told.
async fn password_changed(
    store: &Store,
    claimed: &Claimed,
    job: &PasswordChanged,
) -> Result<Outcome, Failure> {
    let Some(notices) = store.provision::<Notices>() else { return Ok(Outcome::Nothing) };
    let contact = identity::contact(&mut store.reader(), &Scope::House, job.account)
        .await
        .map_err(|e| Failure::Again(e.to_string()))?;
    let Some(contact) = contact else { return Ok(Outcome::Nothing) };
    notices.send("password", &format!("konto.{}", claimed.id), job.at, &contact).await?;
    Ok(Outcome::Nothing)
}
