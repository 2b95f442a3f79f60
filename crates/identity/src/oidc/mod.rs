//! Signing in elsewhere: at an OpenID Connect provider (OpenID Connect Core 1.0, authorization code with PKCE).
//!
//! | what | where |
//! | --- | --- |
//! | what an operator says about a provider: [`OidcSettings`] | `settings` |
//! | talking to it: discovery, keys, code against tokens, claims | `provider`, `token`, `http` |
//! | sign-ins that wait for somebody to come back | `pending` |
//! | whose account an identity is (journaled) | `links` |
//! | what goes wrong: [`OidcError`] | `error` |
//!
//! A sign-in begins with [`begin_oidc`], which hands out the address to go to, and ends with [`complete_oidc`], which
//! takes what the browser brings back. In between, a row says for which session it was begun: what another browser
//! brings, or the same one twice, counts for nothing. The level of assurance is that of the provider's `acr` claim as the
//! operator maps it, and Basis for everything else.

mod error;
mod http;
mod links;
mod pending;
mod provider;
mod settings;
mod token;

pub use error::OidcError;
pub use links::{OidcLink, oidc_links, unlink_oidc};
pub use provider::{OidcOffer, OidcProviders};
pub use settings::{BadOidcSettings, OidcSettings};

pub(crate) use links::{put_link, remove_link};

use crate::{
    AccountKind, Scope,
    error::{Error, Result},
    model::{AccountId, Denied, Vertrauensniveau},
    passkeys,
    sessions::{self, Opened, Session, SessionToken},
};
use std::sync::Arc;
use store::{Migration, Store, Tx};

/// The tables.
pub(crate) const MIGRATION: Migration = Migration {
    version: 2_004,
    name: "sign-in at OpenID Connect providers",
    sql: "
CREATE TABLE identity_oidc_links (
  issuer text NOT NULL,
  subject text NOT NULL,
  account uuid NOT NULL,
  niveau text NOT NULL,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_oidc_links_account ON identity_oidc_links (account);
CREATE TABLE identity_oidc_pending (
  state_hash bytea PRIMARY KEY,
  session uuid NOT NULL REFERENCES identity_sessions (id) ON DELETE CASCADE,
  provider text NOT NULL,
  account uuid,
  nonce text NOT NULL,
  verifier text NOT NULL,
  way text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX identity_oidc_pending_session ON identity_oidc_pending (session);
CREATE INDEX identity_oidc_pending_expires ON identity_oidc_pending (expires_at);
CREATE TABLE identity_oidc_sessions (
  session uuid PRIMARY KEY REFERENCES identity_sessions (id) ON DELETE CASCADE,
  provider text NOT NULL
);
",
};

/// What the browser brings back from the provider, as it stands in the address.
#[derive(Clone, Default)]
pub struct Callback {
    /// `state`: names the sign-in.
    pub state: String,
    /// `code`: to be exchanged for tokens.
    pub code: Option<String>,
    /// `error`: why there is no code.
    pub error: Option<String>,
    /// `iss`: who answered (RFC 9207).
    pub issuer: Option<String>,
}

impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Callback").field("error", &self.error).finish_non_exhaustive()
    }
}

/// A sign-in that came to its end.
#[derive(Debug)]
pub struct Completed {
    /// The session, with its new token.
    pub opened: Opened,
    /// What [`begin_oidc`] was given to go on with.
    pub way: String,
    /// The level that the provider has shown this time.
    pub shown: Vertrauensniveau,
}

/// Begins a sign-in at a provider for a session: of a visitor, or of somebody who is signed in and wants to show more
/// surely who they are; then the identity must be theirs, or becomes theirs. `needed` is the level that is wanted, and
/// `way` comes back from [`complete_oidc`]. Returns the address to send the browser to.
///
/// # Errors
/// [`OidcError::Unknown`], [`OidcError::Unavailable`], [`OidcError::TooMany`].
pub async fn begin_oidc(
    store: &Store,
    provider: &str,
    session: &Session,
    needed: Option<Vertrauensniveau>,
    way: &str,
) -> Result<String> {
    let providers = provided(store)?;
    let provider = providers.named(provider)?;
    let metadata = provider.metadata(store.now()).await?;
    let secrets = pending::Secrets::new(store);
    let address = provider.authorization(&metadata, &secrets, needed);
    let mut tx = store.begin().await?;
    pending::put(&mut tx, session, provider.name(), &secrets, way).await?;
    tx.commit().await?;
    Ok(address)
}

/// Ends a sign-in with what the browser brings back. Its state is used up, whatever comes of it. For somebody unknown an
/// account is opened; whoever is signed in gets the identity linked to their account.
///
/// # Errors
/// [`OidcError`] says what is wrong; [`Error::SessionEnded`].
pub async fn complete_oidc(
    store: &Store,
    provider: &str,
    token: &SessionToken,
    callback: &Callback,
) -> Result<Completed> {
    let providers = provided(store)?;
    let provider = providers.named(provider)?;
    let session = sessions::session(store, token).await?.ok_or(OidcError::Expired)?;
    let pending = pending::take(store, &session, provider.name(), &callback.state).await?;
    let code = provider.code_of(callback)?;
    let identity = provider.exchange(store, &pending, code).await?;
    let mut tx = store.begin().await?;
    let now = tx.now();
    let (session, _) = sessions::read(&mut tx, token, now).await?.ok_or(Error::SessionEnded)?;
    let opened = match pending.account {
        Some(account) if session.account() == Some(account) => {
            show_more(tx, token, &session, account, &identity).await?
        }
        // Signed out, or somebody else, since it began.
        Some(_) => return Err(OidcError::Expired.into()),
        None => sign_in(tx, provider.name(), token, &identity).await?,
    };
    Ok(Completed { opened, way: pending.way, shown: identity.niveau })
}

/// Where a session can be ended at the provider too, at which it was signed in; `None` when it was not, or the provider
/// has no such address. `back` is where the provider may send the browser afterwards.
pub async fn oidc_sign_out_address(store: &Store, provider: &str, back: &str) -> Option<String> {
    let providers = provided(store).ok()?;
    let provider = providers.named(provider).ok()?;
    let metadata = provider.metadata(store.now()).await.ok()?;
    provider.sign_out(&metadata, back)
}

/// The provider at which a session was signed in.
pub async fn oidc_provider_of(store: &Store, session: &Session) -> Result<Option<String>> {
    Ok(pending::provider_of(&mut store.reader(), session).await?)
}

/// Removes what nobody came back for; for a job that runs now and then.
pub async fn purge_oidc(tx: &mut Tx) -> Result<()> {
    Ok(pending::purge(tx).await?)
}

fn provided(store: &Store) -> Result<Arc<OidcProviders>> {
    Ok(store.provision::<OidcProviders>().ok_or(OidcError::Unknown)?)
}

/// Who somebody is at a provider.
pub(crate) struct Identity {
    pub issuer: String,
    pub subject: String,
    /// What the provider's `acr` claim stands for.
    pub niveau: Vertrauensniveau,
    /// The name that the provider knows; never empty.
    pub name: String,
}

async fn sign_in(mut tx: Tx, provider: &str, token: &SessionToken, who: &Identity) -> Result<Opened> {
    let (account, niveau) = match links::of_identity(&mut tx, who).await? {
        Some(link) => (link.account, who.niveau.min(link.niveau)),
        None => {
            let account =
                crate::open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, &who.name).await?;
            links::link(&mut tx, &Scope::Anonymous, account, who, Vertrauensniveau::Hoch).await?;
            (account, who.niveau)
        }
    };
    // The second factor guards the account; a provider that has checked two has done so already.
    if niveau == Vertrauensniveau::Basis && passkeys::guards(&mut tx, account).await? {
        return sessions::open_awaiting(tx, token, account).await;
    }
    let opened = sessions::open_for(&mut tx, Some(token), account, niveau).await?;
    pending::note_provider(&mut tx, &opened.session, provider).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn show_more(
    mut tx: Tx,
    token: &SessionToken,
    session: &Session,
    account: AccountId,
    who: &Identity,
) -> Result<Opened> {
    let most = match links::of_identity(&mut tx, who).await? {
        Some(link) if link.account == account => link.niveau,
        Some(_) => return Err(OidcError::OtherAccount.into()),
        None => links::link_more(&mut tx, session, account, who).await?,
    };
    let shown = who.niveau.min(most);
    let opened = sessions::raise(&mut tx, token, session, shown).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Somebody who is signed in.
fn signed_in(session: &Session) -> Result<AccountId, Denied> {
    session.account().ok_or(Denied::SignIn)
}
