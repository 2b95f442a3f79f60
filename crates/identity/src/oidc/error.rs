//! What can go wrong when somebody signs in elsewhere.

/// Why a sign-in at a provider came to nothing. What the provider sent is never part of a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// No provider of that name is configured.
    #[error("there is no such provider")]
    Unknown,
    /// The provider does not answer, or not as a provider does.
    #[error("the provider does not answer: {0}")]
    Unavailable(String),
    /// The person said no there, or could not sign in.
    #[error("the sign-in was cancelled at the provider")]
    Cancelled,
    /// The provider refused for another reason: its error code.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The sign-in was begun too long ago, in another browser, or is over already.
    #[error("the sign-in has expired or was used already")]
    Expired,
    /// What came back does not hold: a forged, old or foreign token.
    #[error("the provider's answer does not hold: {0}")]
    Invalid(String),
    /// The identity belongs to another account here.
    #[error("this identity belongs to another account")]
    OtherAccount,
    /// Too many sign-ins were begun and not ended in this session.
    #[error("too many sign-ins were begun; wait a few minutes")]
    TooMany,
}
