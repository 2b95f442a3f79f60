//! What a person is written about their account. The office of accounts lies below this one and asks for it by jobs.
//!
//! E-mails of this kind have no link: such e-mails are imitated, and people shall not learn to follow links in them. A code is made
//! when the e-mail is written; a repetition carries a new one, and so another `Message-ID`.

use crate::notice::Notices;
use identity::{ConfirmEmail, PasswordChanged, Scope, SendRecovery};
use store::{Claimed, Failure, Jobs, Outcome, Store};

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(|store: Store, claimed: Claimed, job: PasswordChanged| async move {
        password_changed(&store, &claimed, &job).await
    })
    .on(|store: Store, claimed: Claimed, job: ConfirmEmail| async move {
        confirm(&store, &claimed, &job).await
    })
    .on(|store: Store, claimed: Claimed, job: SendRecovery| async move {
        recover(&store, &claimed, &job).await
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
    let contact = identity::contact(&mut store.reader(), &Scope::House, job.account).await.map_err(again)?;
    let Some(contact) = contact else { return Ok(Outcome::Nothing) };
    notices.send("password", &format!("konto.{}", claimed.id), job.at, &contact, "").await?;
    Ok(Outcome::Nothing)
}

/// Sends the code that confirms an address.
async fn confirm(store: &Store, claimed: &Claimed, job: &ConfirmEmail) -> Result<Outcome, Failure> {
    let Some(notices) = store.provision::<Notices>() else { return Ok(Outcome::Nothing) };
    let written = identity::write_confirmation(store, &Scope::House, job.account).await.map_err(again)?;
    let Some((contact, code)) = written else { return Ok(Outcome::Nothing) };
    notices.send("confirm", &once(claimed), store.now(), &contact, &code).await?;
    Ok(Outcome::Nothing)
}

/// Sends a code for a new password, where there is a confirmed address.
async fn recover(store: &Store, claimed: &Claimed, job: &SendRecovery) -> Result<Outcome, Failure> {
    let (Some(notices), Some(account)) = (store.provision::<Notices>(), job.account) else {
        return Ok(Outcome::Nothing);
    };
    let written = identity::write_recovery(store, &Scope::House, account).await.map_err(again)?;
    let Some((contact, code)) = written else { return Ok(Outcome::Nothing) };
    let sent = notices.send("recover", &once(claimed), store.now(), &contact, &code.reveal()).await;
    if sent.is_err() {
        // Else the repetition would find that a code was sent just now.
        identity::withdraw_recovery(store, &Scope::House, account).await.map_err(again)?;
    }
    sent?;
    Ok(Outcome::Nothing)
}

/// Names one attempt at an e-mail.
fn once(claimed: &Claimed) -> String {
    format!("konto.{}.{}", claimed.id, claimed.attempts)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn again(error: identity::Error) -> Failure {
    Failure::Again(error.to_string())
}
