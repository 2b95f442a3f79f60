//! Notices: an e-mail that says that there is a new message in the mailbox, and nothing else. What a person is told about their
//! account is in `account`, what heads of unit are told in `leitung`, what leads of measures are told in `berichte`.
//!
//! The notice is a job of the transaction that delivers the letter. The mail server is outside the store, so a notice
//! goes out at least once; a repetition carries the same `Message-ID`, by which mail servers and programs know it.
//! What the mail server answers can name the person: only its code goes into messages and logs.

use crate::{Result, account, berichte, leitung, model::MessageId, tables, wording};
use identity::{AccountId, EmailAddress, Scope};
use jiff::Timestamp;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp,
};
use serde::{Deserialize, Serialize};
use std::{error::Error as _, time::Duration};
use store::{Claimed, Failure, Job, Jobs, Outcome, Store, Tx};

/// How long the mail server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What notices need: a mail server, a sender, and the addresses of pages. The program [provides](Store::provide)
/// it where it is configured; without it no notice is written.
#[derive(Debug)]
pub struct Notices {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    site: String,
    links: Links,
}

/// The pages that e-mails name, as complete addresses.
#[derive(Debug, Clone)]
pub struct Links {
    /// Where a person reads their letters.
    pub mailbox: String,
    /// Where a head of unit sees the work of all.
    pub leitung: String,
    /// Where those report who lead measures.
    pub berichte: String,
}

/// The mail server or the sender cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadMail(String);

impl Notices {
    /// - `server`: `smtps://user:password@host` (TLS), `smtp://user:password@host?tls=required` (STARTTLS), or
    ///   `smtp://host` without either, for a mail server of one's own network; each with `:port` where it is another.
    /// - `from`: the sender, `name@example.de` or `Name <name@example.de>`.
    /// - `site`: what the site is called. `links`: where the e-mails lead.
    ///
    /// # Errors
    /// [`BadMail`] says what is wrong. Nothing is connected yet.
    pub fn new(server: &str, from: &str, site: &str, links: Links) -> Result<Self, BadMail> {
        let (scheme, rest) = server.split_once("://").unwrap_or_default();
        if !["smtp", "smtps"].contains(&scheme) {
            let wanted = "smtps://user:password@host, smtp://user:password@host?tls=required or smtp://host";
            return Err(BadMail(format!("the mail server is written as {wanted}")));
        }
        if scheme == "smtp" && rest.contains('@') && !rest.ends_with("?tls=required") {
            let what = "the password of the mail server would travel unencrypted: use smtps://, or add ?tls=required";
            return Err(BadMail(what.to_owned()));
        }
        // The library's message could quote the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|_| BadMail("the address of the mail server cannot be read".to_owned()))?;
        let from = from.parse::<Mailbox>().map_err(|e| BadMail(format!("the sender {from:?}: {e}")))?;
        EmailAddress::parse(from.email.as_ref()).map_err(|e| BadMail(format!("the sender {from}: {e}")))?;
        let server = builder.timeout(Some(PATIENCE)).build();
        Ok(Self { server, from, site: site.to_owned(), links })
    }

    /// Whether the mail server takes our greeting, and our password where there is one. Writes to nobody.
    ///
    /// # Errors
    /// What is wrong, without what the server said in words.
    pub async fn reach(&self) -> Result<(), String> {
        match self.server.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server hung up".to_owned()),
            Err(error) => Err(failure(&error).to_string()),
        }
    }

    /// Sends an e-mail of a kind that the Fluent files know, in the person's language, with a code where it carries one. What is written with the same `id` and `at`
    /// is the same message, byte for byte.
    pub(crate) async fn send(
        &self,
        kind: &str,
        id: &str,
        at: Timestamp,
        to: &identity::Contact,
        code: &str,
    ) -> Result<(), Failure> {
        let mail = self.write(kind, id, at, to, code)?;
        self.server.send(mail).await.map_err(|e| failure(&e))?;
        Ok(())
    }

    fn write(
        &self,
        kind: &str,
        id: &str,
        at: Timestamp,
        to: &identity::Contact,
        code: &str,
    ) -> Result<Message, Failure> {
        let Links { mailbox, leitung, berichte } = &self.links;
        let args = [
            ("site", &*self.site),
            ("link", mailbox),
            ("leitung", leitung),
            ("berichte", berichte),
            ("code", code),
        ];
        let (subject, text) = wording::of(kind, &to.language, &args);
        let unsuitable = |what: &str| Failure::Never(format!("the notice could not be written: {what}"));
        let to = to.email.as_str().parse().map_err(|_| unsuitable("the address of the account"))?;
        Message::builder()
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .date(at.into())
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|e| unsuitable(&e.to_string()))
    }
}

/// RFC 3834: no holiday notices in return.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Tell a person that there is a new message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Notify {
    pub message: MessageId,
}

impl Job for Notify {
    const KIND: &'static str = "post.benachrichtigung";
}

/// Has the person told, where there is a mail server and they gave an address.
pub(crate) async fn announce(tx: &mut Tx, account: AccountId, message: MessageId) -> Result<()> {
    if tx.store().provision::<Notices>().is_some()
        && identity::contact(tx, &Scope::House, account).await?.is_some()
    {
        tx.enqueue(&Notify { message }).await?;
    }
    Ok(())
}

/// Registers the handler of this office.
#[must_use]
pub fn register_jobs(jobs: Jobs) -> Jobs {
    let jobs = jobs.on(|store: Store, _: Claimed, job: Notify| async move { notify(&store, &job).await });
    account::register_jobs(berichte::register_jobs(leitung::register_jobs(jobs)))
}

async fn notify(store: &Store, job: &Notify) -> Result<Outcome, Failure> {
    let Some(notices) = store.provision::<Notices>() else {
        return Err(Failure::Again("no mail server is configured for this process ([mail] smtp)".to_owned()));
    };
    let mut reader = store.reader();
    // Read already, or gone: nobody has to be told.
    let Some(letter) = tables::announced(&mut reader, job.message).await? else {
        return Ok(Outcome::Nothing);
    };
    let contact = identity::contact(&mut reader, &Scope::House, letter.account)
        .await
        .map_err(|e| Failure::Again(e.to_string()))?;
    let Some(contact) = contact else { return Ok(Outcome::Nothing) };
    let (id, at) = (format!("post.{}", letter.id), letter.delivered_at.timestamp());
    notices.send("notice", &id, at, &contact, "").await?;
    Ok(Outcome::Nothing)
}

/// Whether repeating can help, in words without the person's address.
fn failure(error: &smtp::Error) -> Failure {
    match error.status() {
        // Signing in failed (RFC 4954 section 6): that is about us, and somebody will put it right.
        Some(code) if ["530", "534", "535", "538"].contains(&code.to_string().as_str()) => {
            Failure::Again(format!("the mail server wants another sign-in ({code}): check [mail] smtp"))
        }
        Some(code) if error.is_permanent() => {
            Failure::Never(format!("the mail server refuses the notice for good ({code})"))
        }
        Some(code) => Failure::Again(format!("the mail server refuses the notice for now ({code})")),
        None if error.is_response() => Failure::Again("the mail server's answer cannot be read".to_owned()),
        None => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            Failure::Again(format!("the mail server cannot be reached{cause}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Serviceportal <post@portal.example>";

    fn links() -> Links {
        let at = |path: &str| format!("https://portal.example{path}");
        Links { mailbox: at("/postfach"), leitung: at("/desk/leitung"), berichte: at("/steuerung/berichte") }
    }

    fn refused(server: &str, from: &str) -> String {
        Notices::new(server, from, "Musterland", links()).unwrap_err().to_string()
    }

    #[test]
    fn settings_that_cannot_work_or_betray_a_password_are_refused() {
        assert!(refused("mail.example", FROM).contains("smtps://user:password@host"));
        assert!(refused("https://mail.example", FROM).contains("smtps://user:password@host"));
        let open = refused("smtp://me:geheim@mail.example", FROM);
        assert!(open.contains("unencrypted") && !open.contains("geheim"), "{open}");
        let bad = refused("smtps://me:geheim@mail.example:port", FROM);
        assert!(bad.contains("cannot be read") && !bad.contains("geheim"), "{bad}");
        assert!(refused("smtp://mail.example", "Portal").contains("the sender"));
        assert!(refused("smtp://mail.example", "pörtal@portal.example").contains("before the @"));
        for good in [
            "smtp://mail.example",
            "smtp://mail.example:2525",
            "smtps://me:geheim@mail.example",
            "smtp://me:geheim@mail.example:587?tls=required",
        ] {
            Notices::new(good, FROM, "Musterland", links()).expect(good);
        }
    }
}
