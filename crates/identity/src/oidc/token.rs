//! ID tokens and names: what must hold before anything in them is believed.

use super::provider::Client;
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, Nonce, OAuth2TokenResponse, SignatureVerificationError,
    core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreTokenResponse},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How far the provider's clock may be off.
const SKEW: SignedDuration = SignedDuration::from_mins(2);
/// Most characters of a name.
const LONGEST_NAME: usize = 120;

/// How an ID token may be signed: with the provider's own key, never with the client's password, never not at all.
const SIGNED: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why an ID token does not hold.
pub(super) enum Unverified {
    /// It is signed with a key that we do not know (yet).
    Key,
    Claim(&'static str),
}

impl Unverified {
    fn of(error: &ClaimsVerificationError) -> Self {
        Self::Claim(match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                return Self::Key;
            }
            ClaimsVerificationError::SignatureVerification(_) => "the signature does not hold",
            ClaimsVerificationError::Expired(_) => "the ID token has expired or does not count yet",
            ClaimsVerificationError::InvalidAudience(_) => "the ID token is for somebody else",
            ClaimsVerificationError::InvalidIssuer(_) => "the ID token is from another provider",
            ClaimsVerificationError::InvalidNonce(_) => "the ID token belongs to another sign-in",
            _ => "the ID token does not hold",
        })
    }

    pub(super) const fn what(&self) -> &'static str {
        match self {
            Self::Key => "the ID token is signed with an unknown key",
            Self::Claim(what) => what,
        }
    }
}

/// The claims of an ID token, after all checks of OpenID Connect Core 1.0, section 3.1.3.7.
pub(super) fn verified<'t>(
    client: &Client,
    tokens: &CoreTokenResponse,
    token: &'t CoreIdToken,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<&'t CoreIdTokenClaims, Unverified> {
    let latest = seconds(now.checked_add(SKEW).unwrap_or(now));
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNED)
        .set_time_fn(move || at(seconds(now)).into())
        .set_issue_time_verifier_fn(move |issued| {
            if issued.timestamp() <= latest { Ok(()) } else { Err("issued in the future".into()) }
        });
    let claims = token.claims(&verifier, nonce).map_err(|error| Unverified::of(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|_| Unverified::Claim("signature"))?;
        let key = token.signing_key(&verifier).map_err(|_| Unverified::Key)?;
        let found = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
        if !found.is_ok_and(|found| found == *expected) {
            return Err(Unverified::Claim("the access token is another one"));
        }
    }
    Ok(claims)
}

fn seconds(at: Timestamp) -> i64 {
    at.as_second()
}

fn at(second: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second.try_into().unwrap_or(0))
}

type Said<'c, T> = Option<&'c openidconnect::LocalizedClaim<T>>;

/// The name of a person as claims have it; `None` where there is none.
pub(super) fn said(
    whole: Said<'_, openidconnect::EndUserName>,
    given: Said<'_, openidconnect::EndUserGivenName>,
    family: Said<'_, openidconnect::EndUserFamilyName>,
) -> Option<String> {
    let whole = whole.and_then(|claim| claim.iter().next()).map(|(_, name)| name.to_string());
    let given = given.and_then(|claim| claim.iter().next()).map(|(_, name)| name.to_string());
    let family = family.and_then(|claim| claim.iter().next()).map(|(_, name)| name.to_string());
    let parts = || [given, family].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = clean_name(&whole.unwrap_or_else(parts));
    (!name.is_empty()).then_some(name)
}

/// A name that looks like what it is: in NFC, without control characters and marks that turn the direction of writing,
/// single blanks, not endless.
fn clean_name(name: &str) -> String {
    let fit = |c: &char| c.is_whitespace() || latin::unfit(c.encode_utf8(&mut [0; 4])).is_none();
    let text: String = latin::nfc(name).chars().filter(fit).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_looks_like_what_it_is() {
        for (given, kept) in [
            ("  Jo\u{308}rdis\n Nová ková ", "Jördis Nová ková"),
            ("Anna \u{202E}tsiL\u{0}", "Anna tsiL"),
            ("\u{FEFF}\u{2066}", ""),
        ] {
            assert_eq!(clean_name(given), kept, "{given:?}");
        }
        assert_eq!(clean_name(&"ä".repeat(1000)).chars().count(), LONGEST_NAME);
    }
}
