//! Passkeys (W3C Web Authentication): a key pair in a person's device, which signs what this site asks it to.
//!
//! | what | where |
//! | --- | --- |
//! | to sign in, as the only step or the second one: [`begin_passkey`], [`complete_passkey`] | this page |
//! | to set one up, list and remove them: [`begin_passkey_setup`], [`add_passkey`], [`passkeys`], [`remove_passkey`] | this page |
//! | what waits for the device to answer | `ceremony` |
//! | the table | `keys` |
//!
//! The device checks the person (PIN, finger, face): so a passkey is two factors at once. Like an app it proves no more
//! about who somebody is than they had shown when they set it up (docs/decisions/0012), and like an app it guards the
//! account: whoever has one is asked for it after the password. What the device signs counts once, in the session that
//! asked for it, for five minutes. A device whose counter goes back is refused: it may have been copied.

mod ceremony;
mod keys;

pub(crate) use keys::niveau_of;

use crate::{
    attempts::{self, Subject},
    error::{Error, Result},
    model::{AccountId, Denied, Vertrauensniveau},
    sessions::{self, Opened, Session, SessionToken},
    totp::{self, Shown},
};
use ceremony::Kind;
use jiff::Timestamp;
use keys::Key;
use serde::Serialize;
use std::sync::Arc;
use store::{Executor, Migration, Store};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// The tables.
pub(crate) const MIGRATION: Migration = Migration {
    version: 2_005,
    name: "passkeys",
    sql: "
CREATE TABLE identity_passkeys (
  id uuid PRIMARY KEY,
  account uuid NOT NULL,
  credential bytea NOT NULL UNIQUE,
  name text NOT NULL,
  passkey text NOT NULL,
  niveau text NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX identity_passkeys_account ON identity_passkeys (account);
CREATE TABLE identity_passkey_ceremonies (
  session uuid PRIMARY KEY REFERENCES identity_sessions (id) ON DELETE CASCADE,
  kind text NOT NULL,
  state text NOT NULL,
  expires_at timestamptz NOT NULL
);
",
};

/// How many passkeys an account may have.
pub(crate) const MOST: usize = 20;
/// Most characters of a passkey's name.
pub(crate) const LONGEST_NAME: usize = 60;

/// Names a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PasskeyId(pub Uuid);

/// The site for which passkeys are made; to be provided to the store. Without it there are none.
#[derive(Debug)]
pub struct PasskeySite(Webauthn);

/// The address of a site for which no passkeys can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address for which a browser makes passkeys: it takes https:// and a name, or http://localhost"
)]
pub struct BadPasskeySite(pub String);

impl PasskeySite {
    /// Passkeys for the site at this address, which people know by this name.
    ///
    /// # Errors
    /// [`BadPasskeySite`]: browsers make passkeys for names only, over https, and for `localhost`.
    pub fn new(address: &str, name: &str) -> Result<Self, BadPasskeySite> {
        let bad = || BadPasskeySite(address.to_owned());
        let origin = Url::parse(address).map_err(|_| bad())?;
        let host = origin.domain().ok_or_else(bad)?.to_owned();
        if origin.scheme() != "https" && host != "localhost" {
            return Err(bad());
        }
        let builder = WebauthnBuilder::new(&host, &origin).map_err(|_| bad())?;
        Ok(Self(builder.rp_name(name).build().map_err(|_| bad())?))
    }
}

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyInfo {
    /// For [`remove_passkey`].
    pub id: PasskeyId,
    /// What the person called it.
    pub name: String,
    /// Since when.
    pub created: Timestamp,
    /// When it was last used to sign in.
    pub used: Option<Timestamp>,
}

/// Whether passkeys can be used at this site.
#[must_use]
pub fn has_passkey_site(store: &Store) -> bool {
    store.provision::<PasskeySite>().is_some()
}

fn site(store: &Store) -> Result<Arc<PasskeySite>> {
    store.provision::<PasskeySite>().ok_or(Error::NoPasskeys)
}

/// Begins to set up a passkey for whoever is signed in. Returns what the browser's `navigator.credentials.create` is given,
/// as JSON.
///
/// # Errors
/// [`Denied`], [`Error::NoPasskeys`], [`Error::TooManyPasskeys`].
pub async fn begin_passkey_setup(store: &Store, session: &Session) -> Result<String> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let site = site(store)?;
    let known = keys::of_account(&mut store.reader(), account).await?;
    if known.len() >= MOST {
        return Err(Error::TooManyPasskeys);
    }
    let name = session.display_name.as_deref().unwrap_or("Konto");
    let known = known.iter().map(|key| key.passkey.cred_id().clone()).collect();
    let (options, state) =
        site.0.start_passkey_registration(account.0, name, name, Some(known)).map_err(refused)?;
    let mut options = json(&options)?;
    // Found by the device itself, so that nobody needs to type a name.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
    options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
    ceremony::put(store, session, Kind::SetUp, &state).await?;
    Ok(options.to_string())
}

/// Adds the passkey that the device has made; `answer` is the JSON of the browser's credential. Other sessions of the account
/// end: none was asked for it.
///
/// # Errors
/// [`Error::WrongPasskey`], [`Denied`].
pub async fn add_passkey(store: &Store, session: &Session, name: &str, answer: &str) -> Result<PasskeyId> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let site = site(store)?;
    let state: PasskeyRegistration = ceremony::take(store, session, Kind::SetUp).await?;
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| Error::WrongPasskey)?;
    let passkey = site.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
    let niveau = session.niveau.unwrap_or(Vertrauensniveau::Basis).min(Vertrauensniveau::Substantiell);
    let mut tx = store.begin().await?;
    let id = keys::put(&mut tx, account, &clean_name(name), &passkey, niveau).await?;
    sessions::end_others(&mut tx, account, session.id).await?;
    tx.commit().await?;
    Ok(id)
}

/// What a passkey is called: visible letters, not endless.
fn clean_name(name: &str) -> String {
    let fit = |c: &char| latin::unfit(c.encode_utf8(&mut [0; 4])).is_none();
    let text: String = latin::nfc(name).chars().filter(fit).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_NAME).collect()
}

/// The passkeys of whoever is signed in, the oldest first.
pub async fn passkeys(on: &mut impl Executor, session: &Session) -> Result<Vec<PasskeyInfo>> {
    let account = session.account().ok_or(Denied::SignIn)?;
    Ok(keys::of_account(on, account).await?.into_iter().map(Key::info).collect())
}

/// What the passkeys of the session's account prove; `None` without one. Whoever has given the password so far may ask as
/// well.
pub async fn passkey_niveau(on: &mut impl Executor, session: &Session) -> Result<Option<Vertrauensniveau>> {
    match session.claimed() {
        Some(account) => niveau_of(on, account).await,
        None => Ok(None),
    }
}

/// Removes a passkey; with a code or the password, where the account has them. Returns whether there was one.
///
/// # Errors
/// [`Denied`], [`Error::WrongCode`], [`Error::WrongCredentials`], [`Error::TooManyAttempts`]; [`Error::LastWay`] where
/// nobody could sign in to the account afterwards.
pub async fn remove_passkey(
    store: &Store,
    session: &Session,
    id: PasskeyId,
    shown: Shown<'_>,
) -> Result<bool> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let passed = totp::check_shown(store, account, shown).await?;
    let mut tx = store.begin().await?;
    if let Some(subject) = passed {
        attempts::forgive(&mut tx, &subject).await?;
    }
    let removed = keys::remove(&mut tx, account, id).await?;
    if removed && !sessions::can_sign_in(&mut tx, account, None).await? {
        return Err(Error::LastWay);
    }
    crate::spare_codes::withdraw_without_factor(&mut tx, account).await?;
    tx.commit().await?;
    Ok(removed)
}

/// Begins to sign in with a passkey: of a visitor, as the second step after the password, or of somebody who is signed in
/// and shows more. Returns what the browser's `navigator.credentials.get` is given, as JSON.
///
/// # Errors
/// [`Error::NoPasskeys`].
pub async fn begin_passkey(store: &Store, session: &Session) -> Result<String> {
    let site = site(store)?;
    let (options, state) = site.0.start_discoverable_authentication().map_err(refused)?;
    let mut options = json(&options)?;
    // A button asks for it; the browser need not wait for a field.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    ceremony::put(store, session, Kind::SignIn, &state).await?;
    Ok(options.to_string())
}

/// Ends it with what the device has signed; `answer` is the JSON of the browser's credential. The token changes.
///
/// # Errors
/// [`Error::WrongPasskey`], which does not say why; [`Error::SessionEnded`], [`Error::TooManyAttempts`].
pub async fn complete_passkey(store: &Store, token: &SessionToken, answer: &str) -> Result<Opened> {
    let site = site(store)?;
    let session = sessions::session(store, token).await?.ok_or(Error::SessionEnded)?;
    let state: DiscoverableAuthentication = ceremony::take(store, &session, Kind::SignIn).await?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Error::WrongPasskey)?;
    let (handle, credential) =
        site.0.identify_discoverable_authentication(&answer).map_err(|_| Error::WrongPasskey)?;
    let key = keys::of_credential(&mut store.reader(), credential).await?.ok_or(Error::WrongPasskey)?;
    let expected = session.claimed().unwrap_or(key.account);
    if key.account.0 != handle || key.account != expected {
        return Err(Error::WrongPasskey);
    }
    let subject = Subject::new("passkey", key.account.0.as_bytes());
    attempts::admit(store, &subject).await?;
    let result = site
        .0
        .finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&key.passkey))
        .map_err(refused)?;
    let mut tx = store.begin().await?;
    attempts::forgive(&mut tx, &subject).await?;
    let (account, niveau) = (key.account, key.niveau);
    keys::used(&mut tx, key, &result).await?;
    let opened = if session.account().is_some() {
        sessions::raise(&mut tx, token, &session, niveau).await?
    } else {
        sessions::open_for(&mut tx, Some(token), account, niveau).await?
    };
    tx.commit().await?;
    Ok(opened)
}

fn json(value: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|_| Error::Stored("a passkey ceremony"))
}

/// What does not hold is logged by its kind, without data of the person.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn refused(error: WebauthnError) -> Error {
    tracing::warn!(%error, "passkey.refused");
    Error::WrongPasskey
}

/// Whether an account has anything that must be shown beside the password.
pub(crate) async fn guards(on: &mut impl Executor, account: AccountId) -> Result<bool> {
    Ok(totp::niveau_of(on, account).await?.is_some() || niveau_of(on, account).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_made_for_names_over_https() {
        for good in ["https://portal.example", "https://portal.example:8443/", "http://localhost:8080"] {
            assert!(PasskeySite::new(good, "Portal").is_ok(), "{good}");
        }
        for bad in
            ["http://portal.example", "https://127.0.0.1", "http://127.0.0.1:8080", "portal.example", ""]
        {
            assert!(PasskeySite::new(bad, "Portal").is_err(), "{bad}");
        }
    }

    #[test]
    fn a_name_is_cleaned() {
        assert_eq!(clean_name("  Mein\u{202E} Telefon\u{0}\n "), "Mein Telefon");
        assert_eq!(clean_name(&"x".repeat(200)).len(), LONGEST_NAME);
    }
}
