//! A small OpenID Connect provider that says what a test wants it to say, right or wrong.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use identity::{Callback, OidcProviders, OidcSettings, Vertrauensniveau};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

pub(crate) const CLIENT: &str = "rennsteig";
pub(crate) const SECRET: &str = "geheim";

/// The provider.
#[derive(Clone)]
pub(crate) struct Provider {
    pub(crate) origin: String,
    inside: Arc<Inside>,
}

struct Inside {
    key: EcdsaKeyPair,
    /// Signs nothing that counts.
    other_key: EcdsaKeyPair,
    codes: Mutex<HashMap<String, Issued>>,
    /// What `/userinfo` says.
    person: Mutex<Value>,
    asked: Mutex<Vec<&'static str>>,
}

/// What a code is exchanged for.
struct Issued {
    id_token: String,
    challenge: String,
}

/// The address that the browser is sent to, read.
pub(crate) struct Asked(HashMap<String, String>);

impl Asked {
    pub(crate) fn of(address: &str) -> Self {
        let address = url::Url::parse(address).unwrap();
        Self(address.query_pairs().into_owned().collect())
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// How an ID token is made wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Signed {
    Rightly,
    WithAnotherKey,
    WithThePassword,
    NotAtAll,
    AndChanged,
}

impl Provider {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let key = || EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let inside = Inside {
            key: key(),
            other_key: key(),
            codes: Mutex::default(),
            person: Mutex::new(json!({})),
            asked: Mutex::default(),
        };
        let provider = Self { origin, inside: Arc::new(inside) };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        provider
    }

    pub(crate) fn settings(&self) -> OidcSettings {
        let level = |acr: &str, niveau| (acr.to_owned(), niveau);
        OidcSettings {
            name: "amt".into(),
            label: "Musterkonto".into(),
            issuer: self.origin.clone(),
            client_id: CLIENT.into(),
            client_secret: Some(SECRET.into()),
            scopes: vec!["profile".into()],
            levels: BTreeMap::from([
                level("urn:sub", Vertrauensniveau::Substantiell),
                level("urn:hoch", Vertrauensniveau::Hoch),
            ]),
            site: "https://portal.example".into(),
        }
    }

    pub(crate) fn providers(&self) -> OidcProviders {
        OidcProviders::new(vec![self.settings()]).unwrap()
    }

    /// How often the keys were asked for.
    pub(crate) fn asked(&self, what: &str) -> usize {
        self.inside.asked.lock().unwrap().iter().filter(|asked| **asked == what).count()
    }

    pub(crate) fn set_person(&self, person: Value) {
        *self.inside.person.lock().unwrap() = person;
    }

    /// The claims of somebody who has just signed in here.
    pub(crate) fn claims(&self, asked: &Asked, subject: &str, now: i64) -> Value {
        json!({
            "iss": self.origin, "aud": CLIENT, "sub": subject, "nonce": asked.get("nonce"),
            "iat": now, "exp": now + 300, "name": "Jördis Nováková",
        })
    }

    /// Signs somebody in; what the browser brings back.
    pub(crate) fn signs_in(&self, asked: &Asked, claims: &Value, signed: Signed) -> Callback {
        let code = format!("code-{}", self.inside.codes.lock().unwrap().len());
        let id_token = self.jwt(claims, signed);
        let issued = Issued { id_token, challenge: asked.get("code_challenge").to_owned() };
        self.inside.codes.lock().unwrap().insert(code.clone(), issued);
        Callback { state: asked.get("state").to_owned(), code: Some(code), ..Callback::default() }
    }

    fn jwt(&self, claims: &Value, signed: Signed) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = match signed {
            Signed::NotAtAll => json!({ "alg": "none" }),
            Signed::WithThePassword => json!({ "alg": "HS256" }),
            _ => json!({ "alg": "ES256", "kid": "1" }),
        };
        let text = format!("{}.{}", part(&header), part(claims));
        let sign =
            |key: &EcdsaKeyPair| key.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref().to_vec();
        let signature = match signed {
            Signed::Rightly | Signed::AndChanged => sign(&self.inside.key),
            Signed::WithAnotherKey => sign(&self.inside.other_key),
            Signed::WithThePassword => {
                let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes());
                aws_lc_rs::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
            Signed::NotAtAll => Vec::new(),
        };
        let text = match signed {
            Signed::AndChanged => {
                let mut changed = claims.clone();
                changed["sub"] = json!("somebody-else");
                format!("{}.{}", part(&header), part(&changed))
            }
            _ => text,
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn configuration(State(provider): State<Provider>) -> Json<Value> {
    provider.inside.asked.lock().unwrap().push("configuration");
    let at = |path: &str| format!("{}{path}", provider.origin);
    Json(json!({
        "issuer": provider.origin,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/jwks"),
        "end_session_endpoint": at("/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }))
}

async fn jwks(State(provider): State<Provider>) -> Json<Value> {
    provider.inside.asked.lock().unwrap().push("keys");
    let point = provider.inside.key.public_key().as_ref()[1..].to_vec();
    let (x, y) = point.split_at(32);
    let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1", "x": coordinate(x), "y": coordinate(y),
    }] }))
}

/// Checks the client's password, the code, which counts once, and the PKCE verifier.
async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    if headers.get("authorization").is_none_or(|value| value != &basic) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let issued = provider.inside.codes.lock().unwrap().remove(&form["code"]);
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, form["code_verifier"].as_bytes()));
    match issued {
        Some(issued) if issued.challenge == challenge => Json(json!({
            "access_token": "access", "token_type": "Bearer", "id_token": issued.id_token,
        }))
        .into_response(),
        _ => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}

async fn userinfo(State(provider): State<Provider>) -> Json<Value> {
    Json(provider.inside.person.lock().unwrap().clone())
}
