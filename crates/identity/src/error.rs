//! What can go wrong with accounts, sign-ins and sessions.

use crate::model::{AccountId, BehoerdeId, Denied};

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Login name or password is wrong. It does not say which, and takes as long for either.
    #[error("login name or password is wrong")]
    WrongCredentials,
    /// The code or proof of the second step is wrong, or was used before.
    #[error("the code is wrong, too old, or was used before")]
    WrongCode,
    /// Too many failed attempts lately. The account is not locked: waiting helps.
    #[error("too many failed attempts; wait {seconds} seconds")]
    TooManyAttempts {
        /// How long to wait.
        seconds: u32,
    },
    /// The account has no (confirmed) second factor of that kind.
    #[error("no second factor is set up for this account; set one up first")]
    NoSecondFactor,
    /// An app counts already: it is removed before another is set up.
    #[error("a second factor is set up already; remove it first")]
    HasSecondFactor,
    /// The session does not exist, has expired or was ended.
    #[error("the session has ended; sign in again")]
    SessionEnded,
    /// The password does not meet the rules.
    #[error(transparent)]
    Password(#[from] crate::rules::BadPassword),
    /// The account has no password: its person signs in elsewhere, or with a passkey.
    #[error("this account has no password; its person signs in without one")]
    NoPassword,
    /// The code for a new password does not count, or there is no such login name. It does not say which.
    #[error("login name or code is wrong, or the code does not count any more")]
    WrongRecovery,
    /// The login name is empty, too long, or holds control characters.
    #[error("a login name has 1 to {} characters and no control characters", crate::password::MAX_LOGIN)]
    LoginName,
    /// Another account has that login name.
    #[error("this login name is taken")]
    LoginTaken,
    /// There is no such role.
    #[error("there is no role {role:?}; there are: {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") })]
    UnknownRole {
        /// What was asked for.
        role: String,
        /// The roles that are defined.
        known: Vec<String>,
    },
    /// Another Behoerde has that short name, which stands in reference numbers.
    #[error("the short name {short_name:?} belongs to {holder}; choose another")]
    ShortNameTaken {
        /// The short name.
        short_name: String,
        /// Whose it is.
        holder: String,
    },
    /// There is no such account.
    #[error("there is no account {0}")]
    UnknownAccount(AccountId),
    /// There is no such Behoerde.
    #[error("there is no Behoerde {0}; found it first")]
    UnknownBehoerde(BehoerdeId),
    /// Whoever looks into a matter that is not theirs says why.
    #[error("say why you look into this case: the reason is recorded")]
    ReasonMissing,
    /// This deputy cannot be named; what is wrong and what to do.
    #[error("{0}")]
    Deputy(&'static str),
    /// What the device has signed does not hold, came too late, or was used before.
    #[error("the passkey does not hold, came too late, or was used before")]
    WrongPasskey,
    /// This site has no address for which passkeys could be made.
    #[error("passkeys need [site] address")]
    NoPasskeys,
    /// The account has as many passkeys as it may have.
    #[error("an account has {} passkeys at most; remove one first", crate::passkeys::MOST)]
    TooManyPasskeys,
    /// Nobody could sign in to the account afterwards.
    #[error("this is the only way to sign in to the account; set up another first")]
    LastWay,
    /// Signing in at another provider came to nothing.
    #[error(transparent)]
    Oidc(#[from] crate::oidc::OidcError),
    /// A stored value cannot be read: the database was altered by hand.
    #[error("{0} in the database cannot be read: it was altered by hand or written by another release")]
    Stored(&'static str),
}
