//! What all pages share: the store, the packages, the search. A context instead of globals.

use std::sync::Arc;

use catalogue::Search;
use identity::DemoAusweis;
use packages::Library;
use store::Store;

use crate::shell::Failure;

/// The offices behind the pages. Cheap to clone; the state of the router.
#[derive(Debug, Clone)]
pub struct House {
    /// Database, journal, files.
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
    intake: NotFound;
    packages: ;
    catalogue: ;
    identity: ;
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
