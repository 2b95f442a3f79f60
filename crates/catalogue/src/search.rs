//! Finding a Leistung by the words that people use, and a place in them.

use crate::{
    error::{Error, Result},
    fold::fold_name,
    index::Index,
    model::{Gebiet, LeistungKey, Zustaendig},
    snippet::Marker,
    tables,
    words::Group,
};
use identity::{Ars, Scope};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{Reader, Store};
use tokio::sync::{Mutex, RwLock};

/// Letters of a query that are read.
const LONGEST_QUERY: usize = 200;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct SearchQuery<'a> {
    /// The words as they were typed. A place among them is understood, unless `place` is given.
    pub text: &'a str,
    /// The place, if it is known.
    pub place: Option<&'a Ars>,
    /// Language of the page.
    pub language: &'a str,
    /// How many hits at most.
    pub limit: u16,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchResult {
    /// The place that was asked for, or found in the words.
    pub place: Option<Gebiet>,
    /// How well the hits match.
    pub matching: Matching,
    /// The hits, best first.
    pub hits: Vec<Hit>,
}

/// How well hits match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// All words were found.
    All,
    /// All words, or words that are spelled alike.
    Alike,
    /// Some of the words, or words that are spelled alike.
    Some,
    /// There were no words to look for: all that is served at the place, or nothing.
    Nothing,
}

/// A Leistung that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its key.
    pub leistung: LeistungKey,
    /// Language of title and snippet.
    pub language: String,
    /// Its title.
    pub title: String,
    /// What it is, in a sentence or two.
    pub short: String,
    /// The place in its texts that matches best.
    pub snippet: Vec<Fragment>,
    /// Who serves it at the place, if a place is known.
    pub zustaendig: Option<Zustaendig>,
    /// Whether it can be applied for online: at the place or, without one, anywhere.
    pub online: bool,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text, to be escaped like any other.
    pub text: String,
    /// Whether it is what was looked for.
    pub marked: bool,
}

/// The search: an index in memory that follows the database. One for the program; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Search(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// The newest index, and the revision of the catalogue that it shows.
    newest: RwLock<Option<(i64, Arc<Index>)>>,
    /// Held by the one who makes a newer one.
    making: Mutex<()>,
}

impl Search {
    /// A search that makes its index at first use; [`Search::refresh`] makes it before.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the index anew if the catalogue changed since.
    pub async fn refresh(&self, store: &Store) -> Result<()> {
        self.index(store).await.map(|_| ())
    }

    /// The index of the catalogue as it is now. While somebody else makes it, the one before has to do.
    async fn index(&self, store: &Store) -> Result<Arc<Index>> {
        let mut reader = store.reader();
        let revision = tables::revision(&mut reader).await?;
        let known = self.0.newest.read().await.clone();
        let _making = match known {
            Some((known, index)) if known == revision => return Ok(index),
            Some((_, older)) => match self.0.making.try_lock() {
                Ok(making) => making,
                Err(_) => return Ok(older),
            },
            None => self.0.making.lock().await,
        };
        // The revision is read before the texts: what changes meanwhile is seen next time.
        let revision = tables::revision(&mut reader).await?;
        if let Some((known, index)) = &*self.0.newest.read().await
            && *known == revision
        {
            return Ok(index.clone());
        }
        let texts = tables::all_texts(&mut reader).await?;
        let names = tables::place_words(&mut reader).await?;
        let index = tokio::task::spawn_blocking(move || Index::build(&texts, names))
            .await
            .map_err(|e| Error::Search(e.to_string()))??;
        let index = Arc::new(index);
        tracing::debug!(revision, leistungen = index.len(), "catalogue.indexed");
        *self.0.newest.write().await = Some((revision, index.clone()));
        Ok(index)
    }

    /// Looks for Leistungen.
    pub async fn find(&self, store: &Store, scope: &Scope, query: &SearchQuery<'_>) -> Result<SearchResult> {
        let index = self.index(store).await?;
        let mut reader = store.reader();
        // Nobody types more; and the work stays small.
        let text: String = query.text.chars().take(LONGEST_QUERY).collect();
        let (place, words) = match query.place {
            Some(place) => (Some(place.clone()), text.clone()),
            None => index.split_place(&text),
        };
        let place = match place {
            Some(ars) => tables::read_gebiet(&mut reader, &ars).await?,
            None => None,
        };
        let mut served = match &place {
            Some(place) => served_at(&mut reader, &place.ars).await?,
            None => BTreeMap::new(),
        };
        let mut terms = index.terms(&words, query.language);
        if terms.is_empty() && served.is_empty() {
            // A word that is also the name of a place where nothing is served.
            terms = index.terms(&text, query.language);
        }
        let (matching, keys) = if terms.is_empty() {
            (Matching::Nothing, served.keys().take(usize::from(query.limit)).cloned().collect())
        } else {
            let here: Vec<LeistungKey> = served.keys().cloned().collect();
            let (terms, language) = (terms.clone(), query.language.to_owned());
            let (index, limit) = (index.clone(), usize::from(query.limit));
            tokio::task::spawn_blocking(move || index.find(&terms, &language, &here, limit))
                .await
                .map_err(|e| Error::Search(e.to_string()))??
        };
        let online: BTreeSet<String> =
            tables::online(&mut reader).await?.into_iter().map(|(key,)| key).collect();
        let mut marker = Marker::new(index.analysis(), &terms);
        let mut hits = Vec::with_capacity(keys.len());
        for key in keys {
            // Removed since the index was made: passed over.
            let Some(found) = crate::leistung(&mut reader, scope, &key, query.language).await? else {
                continue;
            };
            let zustaendig = served.remove(&key);
            let online = match (&place, &zustaendig) {
                (Some(_), here) => here.as_ref().is_some_and(|z| z.onlinedienst.is_some()),
                (None, _) => online.contains(key.as_str()),
            };
            let snippet = marker.snippet(&found.texts, Group::of(&found.language));
            hits.push(Hit {
                leistung: key,
                language: found.language,
                title: found.texts.title,
                short: found.texts.short,
                snippet,
                zustaendig,
                online,
            });
        }
        if matching == Matching::Nothing {
            hits.sort_by_cached_key(|hit| fold_name(&hit.title));
        }
        Ok(SearchResult { place, matching, hits })
    }
}

/// What is served at a place, by the nearest unit.
async fn served_at(reader: &mut Reader, place: &Ars) -> Result<BTreeMap<LeistungKey, Zustaendig>> {
    let mut served = BTreeMap::new();
    for found in tables::found(reader, None, place).await? {
        let zustaendig =
            Zustaendig { einheit: found.einheit, gebiet: found.gebiet, onlinedienst: found.onlinedienst };
        served.entry(found.leistung).or_insert(zustaendig);
    }
    Ok(served)
}
