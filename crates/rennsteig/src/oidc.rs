//! `[oidc.NAME]`: the OpenID Connect providers at which people may sign in.

use anyhow::{Context, Result, bail};
use identity::{OidcProviders, OidcSettings, Vertrauensniveau};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One provider.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Oidc {
    /// What people call it.
    pub label: String,
    /// Its address, under which `/.well-known/openid-configuration` lies.
    pub issuer: String,
    /// As what this installation is known there.
    pub client_id: String,
    /// The password to that.
    pub client_secret: Option<String>,
    /// File with that password in its only line.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for beside `openid`; without it `profile`.
    pub scopes: Option<Vec<String>>,
    /// Which value of the `acr` claim stands for which Vertrauensniveau. All others stand for `basis`.
    pub levels: BTreeMap<String, String>,
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oidc")
            .field("label", &self.label)
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret.as_ref().map(|_| "***"))
            .field("client_secret_file", &self.client_secret_file)
            .field("scopes", &self.scopes)
            .field("levels", &self.levels)
            .finish()
    }
}

/// The keys that the environment may set: `RENNSTEIG_OIDC_BUNDID_CLIENT_SECRET` is `[oidc.bundid] client_secret`.
const IN_ENVIRONMENT: [&str; 5] = ["client_secret_file", "client_secret", "client_id", "issuer", "label"];

/// Provider and key of a variable's name, behind `RENNSTEIG_OIDC_`.
pub(crate) fn variable(rest: &str) -> Option<(&str, &'static str)> {
    IN_ENVIRONMENT.into_iter().find_map(|key| {
        let name = rest.strip_suffix(key)?.strip_suffix('_')?;
        (!name.is_empty()).then_some((name, key))
    })
}

/// What people are offered; `None` without a provider. `site` is `[site] address`.
pub(crate) fn providers(
    configured: &BTreeMap<String, Oidc>,
    site: Option<&str>,
) -> Result<Option<OidcProviders>> {
    if configured.is_empty() {
        return Ok(None);
    }
    let site = site.context(
        "[oidc] needs [site] address, at which people reach the site: providers send them back to it",
    )?;
    let settings = configured
        .iter()
        .map(|(name, oidc)| oidc.settings(name, site).with_context(|| format!("[oidc.{name}]")))
        .collect::<Result<Vec<_>>>()?;
    Ok(Some(OidcProviders::new(settings).context("[oidc]")?))
}

impl Oidc {
    fn settings(&self, name: &str, site: &str) -> Result<OidcSettings> {
        let mut levels = BTreeMap::new();
        for (acr, word) in &self.levels {
            let Some(niveau) = Vertrauensniveau::from_word(word) else {
                bail!("levels: {acr:?} = {word:?}: there are basis, substantiell and hoch");
            };
            levels.insert(acr.clone(), niveau);
        }
        Ok(OidcSettings {
            name: name.to_owned(),
            label: self.label.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.secret()?,
            scopes: self.scopes.clone().unwrap_or_else(|| vec!["profile".into()]),
            levels,
            site: site.to_owned(),
        })
    }

    fn secret(&self) -> Result<Option<String>> {
        match (&self.client_secret, &self.client_secret_file) {
            (Some(_), Some(_)) => bail!("client_secret and client_secret_file: take one of them out"),
            (secret, None) => Ok(secret.clone()),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("client_secret_file {} cannot be read", file.display()))?;
                Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider() -> Oidc {
        Oidc {
            label: "BundID".into(),
            issuer: "https://id.example".into(),
            client_id: "rennsteig".into(),
            client_secret: Some("geheim".into()),
            levels: BTreeMap::from([("urn:x".into(), "substantiell".into())]),
            ..Oidc::default()
        }
    }

    fn all(oidc: Oidc, site: Option<&str>) -> Result<Option<OidcProviders>> {
        providers(&BTreeMap::from([("bundid".into(), oidc)]), site)
    }

    #[test]
    fn providers_need_the_address_of_the_site_and_known_levels() {
        let site = Some("https://portal.example");
        assert!(providers(&BTreeMap::new(), None).unwrap().is_none());
        let offers = all(provider(), site).unwrap().unwrap().offers();
        assert_eq!((offers[0].label.as_str(), offers[0].highest), ("BundID", Vertrauensniveau::Substantiell));
        let error = |oidc, site| format!("{:#}", all(oidc, site).unwrap_err());
        assert!(error(provider(), None).contains("needs [site] address"));
        let levels = BTreeMap::from([("urn:x".into(), "sehr-hoch".into())]);
        let wrong = error(Oidc { levels, ..provider() }, site);
        assert!(wrong.contains("[oidc.bundid]") && wrong.contains("sehr-hoch"), "{wrong}");
        let both = Oidc { client_secret_file: Some("/x".into()), ..provider() };
        assert!(error(both, site).contains("take one of them out"));
        let missing =
            Oidc { client_secret: None, client_secret_file: Some("/gibt/es/nicht".into()), ..provider() };
        assert!(error(missing, site).contains("/gibt/es/nicht cannot be read"));
        let plain = Oidc { issuer: "http://id.example".into(), ..provider() };
        assert!(error(plain, site).contains("must begin with https://"));
        assert!(!format!("{:?}", provider()).contains("geheim"));
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("secret");
        std::fs::write(&file, "geheim\n").unwrap();
        let oidc = Oidc { client_secret: None, client_secret_file: Some(file), ..provider() };
        assert_eq!(oidc.secret().unwrap().as_deref(), Some("geheim"));
    }

    #[test]
    fn variables_name_provider_and_key() {
        assert_eq!(variable("bundid_client_secret"), Some(("bundid", "client_secret")));
        assert_eq!(variable("bund_id_issuer"), Some(("bund_id", "issuer")));
        for other in ["bundid_levels", "client_secret", "issuer", "_issuer", ""] {
            assert_eq!(variable(other), None, "{other}");
        }
    }
}
