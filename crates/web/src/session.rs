//! Who is visiting: the session behind the cookie, put into each request before a page is made.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use identity::{Opened, Permission, Scope, Session, SessionToken, Vertrauensniveau};
use intake::Owner;
use store::{Store, Viewer, Wall};

use crate::house::Whole;
use crate::required::STEERING;
use crate::shell::cookies::{self, Lifetime};
use crate::shell::{CsrfSecret, Failure, Recognised, Site, Visitor};

/// Name of the cookie that holds the token of the session.
const COOKIE: &str = "sitzung";

/// The visit that a request belongs to. An extractor; a visitor without a session has an empty one.
#[derive(Debug, Clone, Default)]
pub struct Visit(Option<Arc<(SessionToken, Session)>>);

impl Visit {
    /// Who acts, with which permissions.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.session().map_or(Scope::Anonymous, |session| session.scope.clone())
    }

    /// The session, signed in or not.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.0.as_deref().map(|(_, session)| session)
    }

    /// The token of the session, to change it.
    #[must_use]
    pub fn token(&self) -> Option<&SessionToken> {
        self.0.as_deref().map(|(token, _)| token)
    }

    /// Whether somebody is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.session().is_some_and(|session| session.account().is_some())
    }

    /// Whether the person is known at least at `niveau`.
    #[must_use]
    pub fn reaches(&self, niveau: Vertrauensniveau) -> bool {
        self.scope().person(niveau).is_ok()
    }

    /// Whose rows the database shows for this visit.
    #[must_use]
    pub fn wall(&self) -> Wall {
        self.session().map_or(Wall::Of(Viewer::default()), wall)
    }

    /// Whose drafts the visitor sees: the account's, or those of the session; none without a session.
    #[must_use]
    pub fn owner(&self) -> Option<Owner> {
        let session = self.session()?;
        Some(match &session.scope {
            Scope::Person { account, .. } => Owner::Account(*account),
            _ => Owner::Session(session.id),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

/// Whose rows the database shows in a session.
pub(crate) fn wall(session: &Session) -> Wall {
    let (behoerde, person) = match &session.scope {
        Scope::Staff { behoerde, .. } => (Some(behoerde.0), None),
        Scope::Person { account, .. } => (None, Some(account.0)),
        Scope::Anonymous | Scope::House => (None, None),
    };
    Wall::Of(Viewer { behoerde, person, visitor: Some(session.id.0) })
}

/// Looks up the session of each request. The site (for the name of the cookie) was put there by the shell.
pub(crate) async fn recognise(
    State(whole): State<Whole>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let secure = request.extensions().get::<Arc<Site>>().is_none_or(|site| site.secure);
    let token =
        cookies::read(request.headers(), &cookies::host_name(COOKIE, secure)).and_then(SessionToken::parse);
    if let Some(token) = token
        && let Some(session) = identity::session(&whole.before_the_visit().store, &token).await?
    {
        let visit = Visit(Some(Arc::new((token, session.clone()))));
        let visitor = visitor(&whole.before_the_visit().store.behind(visit.wall()), &session).await?;
        let csrf = CsrfSecret::from_bytes(session.csrf);
        let extensions = request.extensions_mut();
        if let Some(recognised) = extensions.get::<Recognised>() {
            recognised.note(visitor.clone(), csrf.clone());
        }
        extensions.insert(csrf);
        extensions.insert(visitor);
        extensions.insert(visit);
    }
    Ok(next.run(request).await)
}

/// What the header shows of them.
async fn visitor(store: &Store, session: &Session) -> Result<Visitor, Failure> {
    let name = session.display_name.clone().unwrap_or_default();
    Ok(match &session.scope {
        Scope::Person { .. } => {
            let unread = post::unread(&mut store.reader(), &session.scope).await?;
            Visitor::Citizen { name, unread: u32::try_from(unread).unwrap_or(u32::MAX) }
        }
        Scope::Staff { permissions, .. } => Visitor::Staff {
            name,
            office: session.behoerde_name.clone().unwrap_or_default(),
            cases: permissions.contains(&Permission::ReadCases),
            inspects: permissions.contains(&Permission::InspectCases),
            operation: permissions.contains(&Permission::Operate),
            steering: STEERING.iter().any(|permission| permissions.contains(permission)),
        },
        Scope::Anonymous | Scope::House => Visitor::Anonymous,
    })
}

/// Gives the browser the token of a session that was opened or changed.
#[must_use]
pub fn keep(mut response: Response, opened: &Opened, site: &Site) -> Response {
    let name = cookies::host_name(COOKIE, site.secure);
    let cookie = cookies::set(&name, &opened.token.reveal(), Lifetime::Session, site.secure);
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// Takes the token from the browser.
#[must_use]
pub fn forget(mut response: Response, site: &Site) -> Response {
    let name = cookies::host_name(COOKIE, site.secure);
    response.headers_mut().append(SET_COOKIE, cookies::set(&name, "", Lifetime::Gone, site.secure));
    response
}
