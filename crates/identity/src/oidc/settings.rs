//! What an operator says about a provider, and whether it can be right.

use crate::model::Vertrauensniveau;
use std::collections::BTreeMap;
use url::{Host, Url};

/// A provider as the configuration has it.
#[derive(Clone)]
pub struct OidcSettings {
    /// Its name in addresses: small letters, digits and hyphens.
    pub name: String,
    /// What people call it, on the button.
    pub label: String,
    /// Its address, under which `/.well-known/openid-configuration` lies.
    pub issuer: String,
    /// As what this installation is known there.
    pub client_id: String,
    /// The password to that; none for a public client.
    pub client_secret: Option<String>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Which value of the `acr` claim stands for which level. Any other stands for Basis.
    pub levels: BTreeMap<String, Vertrauensniveau>,
    /// The address of this site: `https://portal.example`.
    pub site: String,
}

impl std::fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcSettings")
            .field("name", &self.name)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// The settings of a provider cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOidcSettings {
    /// The name cannot stand in an address.
    #[error("{0:?} is no name for a provider: use small letters, digits and hyphens, 40 at most")]
    Name(String),
    /// Two have the same name.
    #[error("there are two providers {0:?}")]
    Twice(String),
    /// A value is empty.
    #[error("{provider}: {key} is missing")]
    Missing {
        /// Which provider.
        provider: String,
        /// What is missing.
        key: &'static str,
    },
    /// An address without https.
    #[error("{provider}: {key} = {address:?} must begin with https:// (http:// is for this machine only)")]
    Address {
        /// Which provider.
        provider: String,
        /// Which value.
        key: &'static str,
        /// What stands there.
        address: String,
    },
}

const LONGEST_NAME: usize = 40;

impl OidcSettings {
    /// Finds what cannot be right.
    pub(super) fn check(&self) -> Result<(), BadOidcSettings> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || self.name.len() > LONGEST_NAME || !self.name.chars().all(fits) {
            return Err(BadOidcSettings::Name(self.name.clone()));
        }
        for (key, value) in [("client_id", &self.client_id), ("label", &self.label)] {
            if value.trim().is_empty() {
                return Err(BadOidcSettings::Missing { provider: self.name.clone(), key });
            }
        }
        for (key, address) in [("issuer", &self.issuer), ("[site] address", &self.site)] {
            let good = Url::parse(address).is_ok_and(|url| is_guarded(&url));
            if !good {
                let (provider, address) = (self.name.clone(), address.clone());
                return Err(BadOidcSettings::Address { provider, key, address });
            }
        }
        Ok(())
    }

    /// Where the provider sends the browser back to.
    pub(super) fn callback(&self) -> String {
        format!("{}/anmelden/oidc/{}/zurueck", self.site.trim_end_matches('/'), self.name)
    }
}

/// Whether nobody on the way can read or change what is sent there.
pub(super) fn is_guarded(url: &Url) -> bool {
    let own = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (own && url.scheme() == "http")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> OidcSettings {
        OidcSettings {
            name: "bund-id".into(),
            label: "BundID".into(),
            issuer: "https://id.example".into(),
            client_id: "rennsteig".into(),
            client_secret: Some("geheim".into()),
            scopes: vec![],
            levels: BTreeMap::new(),
            site: "https://portal.example/".into(),
        }
    }

    #[test]
    fn settings_that_cannot_be_right_are_refused() {
        assert_eq!(settings().check(), Ok(()));
        assert_eq!(settings().callback(), "https://portal.example/anmelden/oidc/bund-id/zurueck");
        assert!(!format!("{:?}", settings()).contains("geheim"));
        let bad: [fn(&mut OidcSettings); 7] = [
            |s| s.name = "Bund ID".into(),
            |s| s.name = String::new(),
            |s| s.client_id = " ".into(),
            |s| s.label = String::new(),
            |s| s.issuer = "http://id.example".into(),
            |s| s.issuer = "id.example".into(),
            |s| s.site = "http://portal.example".into(),
        ];
        for change in bad {
            let mut changed = settings();
            change(&mut changed);
            assert!(changed.check().is_err(), "{changed:?}");
        }
        for own in ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"] {
            assert_eq!(OidcSettings { issuer: own.into(), ..settings() }.check(), Ok(()), "{own}");
        }
    }
}
