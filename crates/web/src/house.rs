//! What all pages share: the store, the packages, the search. A context instead of globals.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use catalogue::Search;
use identity::DemoAusweis;
use packages::Library;
use store::Store;

use crate::session::Visit;
use crate::shell::Failure;

/// The offices behind the pages. Cheap to clone. A handler takes it as an argument (`house: House`) and gets it behind
/// the wall of the visit: the database then shows what belongs to the visitor, even where a statement forgot to ask.
#[derive(Debug, Clone)]
pub struct House {
    /// Database, journal, files. [`Store::as_house`] for what the program does by its own rules.
    pub store: Store,
    /// The installed packages, compiled.
    pub library: Library,
    /// The search over the catalogue.
    pub search: Arc<Search>,
    /// In demonstrations: the identity card at a click.
    pub demo: Option<DemoAusweis>,
}

impl House {
    /// Puts the parts together and builds the search index.
    ///
    /// # Errors
    /// The catalogue cannot be read.
    pub async fn open(
        store: Store,
        library: Library,
        demo: Option<DemoAusweis>,
    ) -> Result<Self, catalogue::Error> {
        let search = Search::new();
        search.refresh(&store).await?;
        Ok(Self { store, library, search: Arc::new(search), demo })
    }
}

/// The house without a wall: the state of the router, of which no handler gets hold.
#[derive(Debug, Clone)]
pub(crate) struct Whole(House);

impl Whole {
    pub(crate) const fn new(house: House) -> Self {
        Self(house)
    }

    /// For finding out who visits, which comes before there is a wall for them.
    pub(crate) const fn before_the_visit(&self) -> &House {
        &self.0
    }
}

impl FromRequestParts<Whole> for House {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &Whole) -> Result<Self, Infallible> {
        let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
        let house = state.0.clone();
        Ok(Self { store: house.store.behind(visit.wall()), ..house })
    }
}

/// What an office refuses becomes the page that a person gets: what is not theirs does not exist.
macro_rules! failures {
    ($($office:ident: $($missing:ident)|*;)*) => {$(
        impl From<$office::Error> for Failure {
            fn from(error: $office::Error) -> Self {
                match error {
                    $($office::Error::$missing => Self::NotFound,)*
                    $office::Error::Denied(_) => Self::Forbidden,
                    $office::Error::Store(error) => Self::from(error),
                    error => Self::internal(error),
                }
            }
        }
    )*};
}

failures! {
    records: NotFound;
    post: NotFound;
    cases: NotFound;
    steering: NotFound;
    strategy: NotFound;
    inventory: NotFound;
    intake: NotFound;
    packages: ;
    catalogue: ;
    identity: ;
}

impl From<planning::Error> for Failure {
    fn from(error: planning::Error) -> Self {
        match error {
            planning::Error::NotFound | planning::Error::Steering(steering::Error::NotFound) => {
                Self::NotFound
            }
            planning::Error::Denied(_) => Self::Forbidden,
            planning::Error::Store(error) => Self::from(error),
            error => Self::internal(error),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            error if error.is_transient() => {
                tracing::warn!(%error, "store.unavailable");
                Self::Unavailable
            }
            error => Self::internal(error),
        }
    }
}
