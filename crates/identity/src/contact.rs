//! How a person is told that something happened: their electronic mail address.

use crate::{
    confirmed,
    entries::Entry,
    error::Result,
    lock_account,
    model::{AccountId, Denied, Scope},
    operate,
};
use serde::{Deserialize, Serialize};
use store::{Actor, Executor, StreamId, Tx, sql};

/// Longest address, by RFC 5321 section 4.5.3.1.3 without its angle brackets.
const MAX: usize = 254;
/// Longest part before the `@`, by section 4.5.3.1.1.
const MAX_LOCAL: usize = 64;

/// An electronic mail address that every mail server can take: before the `@` the plain form of RFC 5321 section 4.1.2
/// (`Dot-string`), behind it a domain in ASCII. An international domain is kept in its ASCII form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is no address that we can write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    /// It has not the form `name@domain`.
    #[error("this is no e-mail address: it has the form name@example.de")]
    Shape,
    /// Umlauts and the like before the `@`: many mail servers refuse them.
    #[error(
        "the part before the @ has letters that many mail servers do not take (such as ä or é): use an address without"
    )]
    Local,
    /// Longer than an address can be.
    #[error("an e-mail address has {MAX} characters at most, {MAX_LOCAL} of them before the @")]
    Long,
}

impl EmailAddress {
    /// Reads an address. Blanks around it do not count.
    ///
    /// # Errors
    /// [`BadEmail`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, BadEmail> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(BadEmail::Shape)?;
        if !local.is_ascii() && local.chars().all(|c| c.is_alphanumeric() || is_atom(c) || c == '.') {
            return Err(BadEmail::Local);
        }
        if local.split('.').any(|atom| atom.is_empty() || !atom.chars().all(is_atom)) {
            return Err(BadEmail::Shape);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| BadEmail::Shape)?;
        if !domain.contains('.') || domain.ends_with('.') {
            return Err(BadEmail::Shape);
        }
        let address = format!("{local}@{domain}");
        if local.len() > MAX_LOCAL || address.len() > MAX { Err(BadEmail::Long) } else { Ok(Self(address)) }
    }

    /// The address, all ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `atext` of RFC 5322 section 3.2.3.
fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

impl TryFrom<String> for EmailAddress {
    type Error = BadEmail;
    fn try_from(text: String) -> Result<Self, BadEmail> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where and in which language a person is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Where.
    pub email: EmailAddress,
    /// The language tag with which they gave the address: `de`, `en`, …
    pub language: String,
}

/// One's own account, or the permission to operate.
pub(crate) fn own(scope: &Scope, account: AccountId) -> Result<(), Denied> {
    if scope.account() == Some(account) { Ok(()) } else { operate(scope) }
}

/// Sets the address of an account, or takes it away. One's own; else it needs the permission to operate. What is already
/// so is not recorded again; returns whether anything changed.
///
/// # Errors
/// [`Denied`]; [`Error::UnknownAccount`](crate::Error::UnknownAccount).
pub async fn set_contact(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    contact: Option<&Contact>,
) -> Result<bool> {
    own(scope, account)?;
    lock_account(tx, account).await?;
    confirmed::withdraw(tx, account).await?;
    set(tx, scope.actor(), account, contact).await
}

/// The same where it was found out already that they may. A new address is not confirmed.
pub(crate) async fn set(
    tx: &mut Tx,
    actor: Actor,
    account: AccountId,
    contact: Option<&Contact>,
) -> Result<bool> {
    if read(tx, account).await?.as_ref() == contact {
        return Ok(false);
    }
    let (email, language) = match contact {
        Some(contact) => (Some(contact.email.clone()), Some(contact.language.clone())),
        None => (None, None),
    };
    tx.record(StreamId(account.0), actor, &Entry::EmailSet { account, email, language }).await?;
    Ok(true)
}

/// Where a person is written to; `None` when they gave no address or there is no such account. One's own; else it needs
/// the permission to operate.
pub async fn contact(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Option<Contact>> {
    own(scope, account)?;
    Ok(read(on, account).await?)
}

async fn read(on: &mut impl Executor, account: AccountId) -> store::Result<Option<Contact>> {
    let row: Option<(Option<String>, Option<String>)> =
        sql("SELECT email, language FROM identity_accounts WHERE id = $1")
            .bind(account.0)
            .optional(on)
            .await?;
    let Some((Some(email), Some(language))) = row else { return Ok(None) };
    let email =
        EmailAddress::parse(&email).map_err(|e| store::Error::Encode(format!("account {account}: {e}")))?;
    Ok(Some(Contact { email, language }))
}

pub(crate) async fn project(
    tx: &mut Tx,
    account: AccountId,
    email: Option<&EmailAddress>,
    language: Option<&str>,
) -> store::Result<()> {
    sql("UPDATE identity_accounts SET email_confirmed = CASE WHEN email = $2 THEN email_confirmed ELSE FALSE END,
           email = $2, language = $3 WHERE id = $1")
        .bind(account.0)
        .bind(email.map(|email| email.0.clone()))
        .bind(language.map(str::to_owned))
        .execute(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_every_mail_server_takes_it() {
        for (given, kept) in [
            ("anna@buerger.example", "anna@buerger.example"),
            ("  Anna.O'Neil+amt@Buerger.Example ", "Anna.O'Neil+amt@buerger.example"),
            ("anna@müller.example", "anna@xn--mller-kva.example"),
        ] {
            assert_eq!(EmailAddress::parse(given).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said() {
        let local = format!("{}@b.example", "a".repeat(65));
        let long = format!("a@{}example", "abcdefghi.".repeat(25));
        for (given, wrong) in [
            ("jördis@buerger.example", BadEmail::Local),
            ("анна@buerger.example", BadEmail::Local),
            ("", BadEmail::Shape),
            ("anna", BadEmail::Shape),
            ("anna@", BadEmail::Shape),
            ("@buerger.example", BadEmail::Shape),
            ("anna@localhost", BadEmail::Shape),
            ("an na@buerger.example", BadEmail::Shape),
            ("anna.@buerger.example", BadEmail::Shape),
            ("anna@buerger..example", BadEmail::Shape),
            ("anna@buerger_.example", BadEmail::Shape),
            ("anna@buerger.example\r\nBcc: x@evil.example", BadEmail::Shape),
            ("a\r\nb@buerger.example", BadEmail::Shape),
            ("Anna <anna@buerger.example>", BadEmail::Shape),
            (&local, BadEmail::Long),
        ] {
            assert_eq!(EmailAddress::parse(given), Err(wrong), "{given:?}");
        }
        assert!(EmailAddress::parse(&long).is_err(), "more than a domain can have");
        assert!(BadEmail::Local.to_string().contains("before the @"));
    }
}
