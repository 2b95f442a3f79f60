//! A provider: what it says about itself, the way there, and what it says about a person.

use super::{
    BadOidcSettings, Callback, Identity, OidcError, OidcSettings,
    http::{Http, HttpError},
    pending::{Pending, Secrets},
    settings::is_guarded,
    token::{self, Unverified, said},
};
use crate::{error::Result, model::Vertrauensniveau};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, StandardErrorResponse, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdTokenClaims, CoreResponseType,
        CoreTokenResponse, CoreUserInfoClaims,
    },
};
use std::sync::Arc;
use store::Store;
use tokio::sync::RwLock;

/// After so long a provider is asked again what it is like.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// No sooner than this because of a key that we do not know: strangers must not make us ask all the time.
const SOON: SignedDuration = SignedDuration::from_mins(1);
/// Most characters of a subject (OpenID Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;

pub(super) type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The providers at which people may sign in; to be provided to the store.
#[derive(Debug)]
pub struct OidcProviders(Vec<Provider>);

/// What a page shows of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcOffer {
    /// Its name in addresses.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its address.
    pub issuer: String,
    /// The highest level that it can show.
    pub highest: Vertrauensniveau,
}

impl OidcProviders {
    /// Providers of these settings. Nothing is asked of them before somebody wants to sign in.
    ///
    /// # Errors
    /// [`BadOidcSettings`] names what cannot be right.
    pub fn new(settings: Vec<OidcSettings>) -> Result<Self, BadOidcSettings> {
        let http = Http::new().expect("a client without files of its own can always be made");
        let mut providers: Vec<Provider> = Vec::new();
        for settings in settings {
            settings.check()?;
            if providers.iter().any(|known| known.settings.name == settings.name) {
                return Err(BadOidcSettings::Twice(settings.name));
            }
            providers.push(Provider { settings, http: http.clone(), known: RwLock::default() });
        }
        Ok(Self(providers))
    }

    /// What pages show, in the order of the settings.
    #[must_use]
    pub fn offers(&self) -> Vec<OidcOffer> {
        let offer = |provider: &Provider| OidcOffer {
            name: provider.settings.name.clone(),
            label: provider.settings.label.clone(),
            issuer: provider.settings.issuer.clone(),
            highest: provider.settings.levels.values().copied().max().unwrap_or(Vertrauensniveau::Basis),
        };
        self.0.iter().map(offer).collect()
    }

    /// Asks each provider for what it says about itself, for whoever operates the installation: its address, and why it
    /// cannot be used.
    pub async fn reach(&self) -> Vec<(String, Result<()>)> {
        let mut reached = Vec::new();
        for provider in &self.0 {
            reached.push((provider.settings.issuer.clone(), provider.discover().await.map(|_| ())));
        }
        reached
    }

    pub(super) fn named(&self, name: &str) -> Result<&Provider> {
        Ok(self.0.iter().find(|provider| provider.settings.name == name).ok_or(OidcError::Unknown)?)
    }
}

/// What a provider said about itself, and when.
#[derive(Debug)]
struct Known {
    at: Timestamp,
    metadata: Arc<ProviderMetadataWithLogout>,
}

#[derive(Debug)]
pub(super) struct Provider {
    settings: OidcSettings,
    http: Http,
    known: RwLock<Option<Known>>,
}

impl Provider {
    pub(super) fn name(&self) -> &str {
        &self.settings.name
    }

    /// What the provider says about itself, not older than an hour.
    pub(super) async fn metadata(&self, now: Timestamp) -> Result<Arc<ProviderMetadataWithLogout>> {
        self.metadata_since(now, FRESH).await
    }

    async fn metadata_since(
        &self,
        now: Timestamp,
        age: SignedDuration,
    ) -> Result<Arc<ProviderMetadataWithLogout>> {
        if let Some(known) = &*self.known.read().await
            && known.at.duration_until(now) < age
        {
            return Ok(known.metadata.clone());
        }
        let metadata = Arc::new(self.discover().await?);
        *self.known.write().await = Some(Known { at: now, metadata: metadata.clone() });
        Ok(metadata)
    }

    async fn discover(&self) -> Result<ProviderMetadataWithLogout> {
        let issuer =
            IssuerUrl::new(self.settings.issuer.clone()).map_err(|error| self.unavailable(&error))?;
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &self.http)
            .await
            .map_err(|error| self.unavailable(&error))?;
        let token = metadata.token_endpoint().map(openidconnect::TokenUrl::url);
        let endpoints = [Some(metadata.authorization_endpoint().url()), token];
        if token.is_none() || !endpoints.into_iter().flatten().all(is_guarded) {
            return Err(self.unavailable(&"its addresses do not begin with https://"));
        }
        Ok(metadata)
    }

    fn client(&self, metadata: &ProviderMetadataWithLogout) -> Client {
        let settings = &self.settings;
        let secret = settings.client_secret.clone().map(ClientSecret::new);
        let back = RedirectUrl::new(settings.callback()).expect("the site's address was checked to be one");
        let methods = metadata.token_endpoint_auth_methods_supported();
        let by_body = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let kind = if by_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(settings.client_id.clone()),
            secret,
        )
        .set_redirect_uri(back)
        .set_auth_type(kind)
    }

    /// The address to send the browser to.
    pub(super) fn authorization(
        &self,
        metadata: &ProviderMetadataWithLogout,
        secrets: &Secrets,
        needed: Option<Vertrauensniveau>,
    ) -> String {
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let client = self.client(metadata);
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if let Some(needed) = needed.filter(|needed| *needed > Vertrauensniveau::Basis) {
            let enough = self.settings.levels.iter().filter(|(_, niveau)| **niveau >= needed);
            for (acr, _) in enough {
                request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
            }
        }
        request.url().0.to_string()
    }

    /// The code that came back, where one did and the right provider sent it.
    pub(super) fn code_of(&self, callback: &Callback) -> Result<String> {
        if callback.issuer.as_ref().is_some_and(|issuer| *issuer != self.settings.issuer) {
            return Err(OidcError::Invalid("another provider has answered".into()).into());
        }
        match (&callback.error, &callback.code) {
            (Some(error), _) => Err(self.refused(error).into()),
            (None, Some(code)) if !code.is_empty() => Ok(code.clone()),
            (None, _) => Err(OidcError::Invalid("there is no code".into()).into()),
        }
    }

    fn refused(&self, error: &str) -> OidcError {
        match error {
            "access_denied"
            | "login_required"
            | "interaction_required"
            | "consent_required"
            | "account_selection_required" => OidcError::Cancelled,
            "server_error" | "temporarily_unavailable" => self.down(&error),
            other => {
                let code: String =
                    other.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
                tracing::warn!(provider = self.name(), error = code, "oidc.refused");
                OidcError::Refused(code)
            }
        }
    }

    /// Exchanges the code and finds out who it is.
    pub(super) async fn exchange(&self, store: &Store, pending: &Pending, code: String) -> Result<Identity> {
        let now = store.now();
        let metadata = self.metadata(now).await?;
        let client = self.client(&metadata);
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| self.unavailable(&error))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|error| self.no_tokens(error))?;
        let nonce = Nonce::new(pending.nonce.clone());
        let id_token = tokens.id_token().ok_or_else(|| self.invalid("there is no ID token"))?;
        let claims = match token::verified(&client, &tokens, id_token, &nonce, now) {
            // The provider may have new keys.
            Err(Unverified::Key) => {
                let metadata = self.metadata_since(now, SOON).await?;
                let client = self.client(&metadata);
                token::verified(&client, &tokens, id_token, &nonce, now).cloned()
            }
            claims => claims.cloned(),
        };
        let claims = claims.map_err(|error| self.invalid(error.what()))?;
        self.identity(&client, &tokens, &claims).await
    }

    async fn identity(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<Identity> {
        let subject = claims.subject().as_str();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT || latin::unfit(subject).is_some() {
            return Err(self.invalid("the subject cannot be kept").into());
        }
        let mut name = said(claims.name(), claims.given_name(), claims.family_name());
        if name.is_none()
            && let Ok(request) =
                client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
        {
            let more: CoreUserInfoClaims =
                request.request_async(&self.http).await.map_err(|error| match error {
                    openidconnect::UserInfoError::Request(error) => self.unavailable(&error),
                    _ => self.invalid("the user info does not hold").into(),
                })?;
            name = said(more.name(), more.given_name(), more.family_name());
        }
        let acr = claims.auth_context_ref().map(|acr| acr.as_str());
        let niveau = acr.and_then(|acr| self.settings.levels.get(acr)).copied();
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject: subject.to_owned(),
            niveau: niveau.unwrap_or(Vertrauensniveau::Basis),
            name: name.unwrap_or_else(|| self.settings.label.clone()),
        })
    }

    /// Where the session ends at the provider.
    pub(super) fn sign_out(&self, metadata: &ProviderMetadataWithLogout, back: &str) -> Option<String> {
        let endpoint = metadata.additional_metadata().end_session_endpoint.clone()?;
        if !is_guarded(endpoint.url()) {
            return None;
        }
        let back = format!("{}{back}", self.settings.site.trim_end_matches('/'));
        let request = LogoutRequest::from(endpoint)
            .set_client_id(ClientId::new(self.settings.client_id.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back).ok()?);
        Some(request.http_get_url().to_string())
    }

    fn no_tokens(&self, error: TokenError) -> crate::Error {
        match error {
            // What the browser brought is not, or no longer, a code of this client.
            RequestTokenError::ServerResponse(answer)
                if *answer.error() == CoreErrorResponseType::InvalidGrant =>
            {
                self.invalid("the code was refused").into()
            }
            RequestTokenError::ServerResponse(answer) => self.refused(answer.error().as_ref()).into(),
            RequestTokenError::Parse(..) => self.invalid("the tokens cannot be read").into(),
            error => self.unavailable(&error),
        }
    }

    fn down(&self, error: &dyn std::fmt::Display) -> OidcError {
        tracing::warn!(provider = self.name(), %error, "oidc.unavailable");
        OidcError::Unavailable(error.to_string())
    }

    fn unavailable(&self, error: &dyn std::fmt::Display) -> crate::Error {
        self.down(error).into()
    }

    fn invalid(&self, what: &'static str) -> OidcError {
        tracing::warn!(provider = self.name(), what, "oidc.invalid");
        OidcError::Invalid(what.to_owned())
    }
}

type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;
