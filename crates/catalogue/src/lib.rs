//! The catalogue: Leistung, Organisationseinheit, Zustaendigkeit, Gebiet, Onlinedienst, and the search over them.
//!
//! It is public to read. Areas and Leistungen are the same for all Behoerden and are changed by the program itself
//! (imports); a Behoerde changes its own units, Zustaendigkeiten and Onlinedienste. Every change is a journal entry,
//! and what is already so is not recorded again, so that an import can run every night.
//!
//! What an installed package says about its Leistung comes in by [`install_package`]; [`offer_package`] offers it.
//! [`Search`] holds an index in memory that follows the database; [`Seed`] reads a folder of areas, Behoerden and
//! Zustaendigkeiten.

mod entries;
mod error;
mod fold;
mod import;
mod index;
mod lexicon;
mod model;
mod offer;
mod search;
mod seed;
mod snippet;
mod tables;
mod verbreitung;
mod walls;
mod words;

pub use error::{Error, Problem, Result};
pub use fold::fold_german;
pub use import::{Import, Imported, Tally, import};
pub use model::{
    Abdeckung, Auskunft, BadKey, DEFAULT_LANGUAGE, Gebiet, GebietKind, Kachel, Legal, Leistung,
    LeistungEntry, LeistungKey, Onlinedienst, Organisationseinheit, Texts, WantedOnlinedienst, Zustaendig,
    Zustaendigkeit,
};
pub use offer::{
    install_package, offer_onlinedienst, offer_package, want_onlinedienst, wanted_at, withdraw_onlinedienst,
};
pub use search::{Fragment, Hit, Matching, Search, SearchQuery, SearchResult};
pub use seed::{Konten, Konto, Seed};
pub use verbreitung::{
    Gemeinde, Kreis, Verbreitung, Verteilung, Zugang, verbreitung, verbreitung_of, verteilungen,
};

use entries::Entry;
use identity::{Ars, BehoerdeId, Change, Denied, Permission, Scope};
use model::fallbacks;
use std::collections::BTreeMap;
use store::{Executor, Office, StreamId, Tx, projector};
use uuid::Uuid;

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "catalogue",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

// Commands ----------------------------------------------------------------------------------------------------

/// Adds an area or describes it anew; for the program itself.
pub async fn set_gebiet(tx: &mut Tx, scope: &Scope, gebiet: &Gebiet) -> Result<Change> {
    house(scope)?;
    let mut gebiet = gebiet.clone();
    gebiet.postal_codes.sort_unstable();
    gebiet.postal_codes.dedup();
    lock(tx, entries::gebiete(), "gebiete", None).await?;
    let change = match tables::read_gebiet(tx, &gebiet.ars).await? {
        Some(known) if known == gebiet => return Ok(Change::Unchanged),
        known => new_or_changed(known.as_ref()),
    };
    tx.record(entries::gebiete(), scope.actor(), &Entry::GebietSet(gebiet)).await?;
    Ok(change)
}

/// Removes an area; for the program itself. Returns whether it was there.
pub async fn remove_gebiet(tx: &mut Tx, scope: &Scope, ars: &Ars) -> Result<bool> {
    house(scope)?;
    lock(tx, entries::gebiete(), "gebiete", None).await?;
    if tables::read_gebiet(tx, ars).await?.is_none() {
        return Ok(false);
    }
    tx.record(entries::gebiete(), scope.actor(), &Entry::GebietRemoved { ars: ars.clone() }).await?;
    Ok(true)
}

/// Adds a Leistung or describes it anew, in all its languages; for the program itself, and for staff who may install
/// packages, because a package brings its texts.
///
/// # Errors
/// [`Error::NoGerman`] when the German texts are missing.
pub async fn set_leistung(tx: &mut Tx, scope: &Scope, leistung: &LeistungEntry) -> Result<Change> {
    if *scope != Scope::House {
        scope.staff(Permission::InstallPackages)?;
    }
    if leistung.texts.get(DEFAULT_LANGUAGE).is_none_or(|texts| texts.title.trim().is_empty()) {
        return Err(Error::NoGerman(leistung.key.clone()));
    }
    lock(tx, entries::leistungen(), "leistungen", None).await?;
    let change = match tables::read_leistung(tx, &leistung.key).await? {
        Some((known, _)) if known == *leistung => return Ok(Change::Unchanged),
        known => new_or_changed(known.as_ref()),
    };
    tx.record(entries::leistungen(), scope.actor(), &Entry::LeistungSet(leistung.clone())).await?;
    Ok(change)
}

/// Removes a Leistung; for the program itself. Returns whether it was there.
pub async fn remove_leistung(tx: &mut Tx, scope: &Scope, key: &LeistungKey) -> Result<bool> {
    house(scope)?;
    lock(tx, entries::leistungen(), "leistungen", None).await?;
    if tables::read_leistung(tx, key).await?.is_none() {
        return Ok(false);
    }
    let entry = Entry::LeistungRemoved { key: key.clone() };
    tx.record(entries::leistungen(), scope.actor(), &entry).await?;
    Ok(true)
}

/// Adds a unit of a Behoerde or describes it anew. Needs the permission to manage the catalogue of that Behoerde.
///
/// # Errors
/// [`Error::OtherBehoerde`] when the unit belongs to another one.
pub async fn set_einheit(tx: &mut Tx, scope: &Scope, einheit: &Organisationseinheit) -> Result<Change> {
    manages(scope, Permission::ManageCatalogue, einheit.behoerde)?;
    let stream = lock_behoerde(tx, einheit.behoerde).await?;
    let change = match tables::read_einheit(tx, einheit.id).await? {
        Some(known) if known == *einheit => return Ok(Change::Unchanged),
        Some(known) if known.behoerde != einheit.behoerde => {
            return Err(Error::OtherBehoerde(einheit.id, known.behoerde));
        }
        known => new_or_changed(known.as_ref()),
    };
    tx.record(stream, scope.actor(), &Entry::EinheitSet(einheit.clone())).await?;
    Ok(change)
}

/// Removes a unit, and with it its Zustaendigkeiten. Returns whether it was there.
pub async fn remove_einheit(tx: &mut Tx, scope: &Scope, id: Uuid) -> Result<bool> {
    let Some(einheit) = tables::read_einheit(tx, id).await? else {
        signed_in(scope)?;
        return Ok(false);
    };
    manages(scope, Permission::ManageCatalogue, einheit.behoerde)?;
    let stream = lock_behoerde(tx, einheit.behoerde).await?;
    tx.record(stream, scope.actor(), &Entry::EinheitRemoved { id }).await?;
    Ok(true)
}

/// A unit serves a Leistung in an area from now on. Needs the permission to manage the catalogue of its Behoerde.
/// Returns whether anything changed. The Leistung need not be described yet.
///
/// # Errors
/// [`Error::UnknownEinheit`], [`Error::UnknownGebiet`].
pub async fn begin_zustaendigkeit(
    tx: &mut Tx,
    scope: &Scope,
    zustaendigkeit: &Zustaendigkeit,
) -> Result<bool> {
    let einheit = tables::read_einheit(tx, zustaendigkeit.einheit).await?;
    let behoerde = einheit.ok_or(Error::UnknownEinheit(zustaendigkeit.einheit))?.behoerde;
    manages(scope, Permission::ManageCatalogue, behoerde)?;
    if tables::read_gebiet(tx, &zustaendigkeit.gebiet).await?.is_none() {
        return Err(Error::UnknownGebiet(zustaendigkeit.gebiet.clone()));
    }
    let stream = lock_behoerde(tx, behoerde).await?;
    if tables::has_zustaendigkeit(tx, zustaendigkeit).await? {
        return Ok(false);
    }
    let entry = Entry::ZustaendigkeitBegan { behoerde, zustaendigkeit: zustaendigkeit.clone() };
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(true)
}

/// Ends what [`begin_zustaendigkeit`] began. Returns whether it was so.
pub async fn end_zustaendigkeit(tx: &mut Tx, scope: &Scope, zustaendigkeit: &Zustaendigkeit) -> Result<bool> {
    let einheit = tables::read_einheit(tx, zustaendigkeit.einheit).await?;
    let behoerde = einheit.ok_or(Error::UnknownEinheit(zustaendigkeit.einheit))?.behoerde;
    manages(scope, Permission::ManageCatalogue, behoerde)?;
    let stream = lock_behoerde(tx, behoerde).await?;
    if !tables::has_zustaendigkeit(tx, zustaendigkeit).await? {
        return Ok(false);
    }
    let entry = Entry::ZustaendigkeitEnded { zustaendigkeit: zustaendigkeit.clone() };
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(true)
}

fn house(scope: &Scope) -> Result<(), Denied> {
    match scope {
        Scope::House => Ok(()),
        Scope::Anonymous => Err(Denied::SignIn),
        Scope::Person { .. } | Scope::Staff { .. } => Err(Denied::Kind),
    }
}

fn manages(scope: &Scope, permission: Permission, behoerde: BehoerdeId) -> Result<(), Denied> {
    signed_in(scope)?;
    if scope.allows(permission, behoerde) { Ok(()) } else { Err(Denied::Permission(permission)) }
}

fn signed_in(scope: &Scope) -> Result<(), Denied> {
    if *scope == Scope::Anonymous { Err(Denied::SignIn) } else { Ok(()) }
}

const fn new_or_changed<T>(known: Option<&T>) -> Change {
    if known.is_some() { Change::Changed } else { Change::New }
}

async fn lock(tx: &mut Tx, stream: StreamId, kind: &'static str, behoerde: Option<Uuid>) -> Result<()> {
    tx.open_stream(stream, kind, behoerde).await?;
    tx.lock_stream(stream).await?;
    Ok(())
}

async fn lock_behoerde(tx: &mut Tx, behoerde: BehoerdeId) -> Result<StreamId> {
    let stream = entries::of_behoerde(behoerde);
    lock(tx, stream, "katalog", Some(behoerde.0)).await?;
    Ok(stream)
}

// Queries -----------------------------------------------------------------------------------------------------

/// A Leistung in the wanted language (`de`, `de-x-leicht`, `en`, ...), or the one that stands in for it.
pub async fn leistung(
    on: &mut impl Executor,
    _scope: &Scope,
    key: &LeistungKey,
    language: &str,
) -> Result<Option<Leistung>> {
    let Some((entry, changed)) = tables::read_leistung(on, key).await? else { return Ok(None) };
    let languages: Vec<String> = entry.texts.keys().cloned().collect();
    let mut texts = entry.texts;
    let found = fallbacks(language).into_iter().find_map(|tag| texts.remove_entry(tag));
    let (language, texts) = found.ok_or_else(|| Error::NoGerman(key.clone()))?;
    Ok(Some(Leistung { key: entry.key, source: entry.source, changed, language, languages, texts }))
}

/// Key and title of all Leistungen in the wanted language, by title: an index of services.
pub async fn leistungen(
    on: &mut impl Executor,
    _scope: &Scope,
    language: &str,
) -> Result<Vec<(LeistungKey, String)>> {
    let wanted = fallbacks(language);
    let rank = |tag: &str| wanted.iter().position(|w| *w == tag);
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (key, tag, title) in tables::all_titles(on).await? {
        let Some(rank) = rank(&tag) else { continue };
        match best.get(&key) {
            Some((known, _)) if *known <= rank => {}
            _ => {
                best.insert(key, (rank, title));
            }
        }
    }
    let mut out = Vec::with_capacity(best.len());
    for (key, (_, title)) in best {
        out.push((LeistungKey::parse(&key).map_err(|e| Error::Stored(e.to_string()))?, title));
    }
    out.sort_by_cached_key(|(key, title)| (fold::fold_name(title), key.clone()));
    Ok(out)
}

/// Places that somebody may mean: by the beginning of a postal code, or of a word of the name. Cities and
/// municipalities come before counties; at most `limit`.
pub async fn places(on: &mut impl Executor, _scope: &Scope, text: &str, limit: u16) -> Result<Vec<Gebiet>> {
    let text = text.trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(5).collect();
    if digits.len() >= 2 {
        return Ok(tables::gebiete_of_postal_code(on, &digits, i64::from(limit)).await?);
    }
    let folded = fold::fold_name(&text.chars().take(80).collect::<String>());
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tables::gebiete_named(on, &folded, i64::from(limit)).await?)
}

/// An area by its key.
pub async fn gebiet(on: &mut impl Executor, _scope: &Scope, ars: &Ars) -> Result<Option<Gebiet>> {
    Ok(tables::read_gebiet(on, ars).await?)
}

/// Who serves a Leistung at a place: looked up for the place itself, then for the areas around it. `None` when nobody
/// does; for a county or the Land that may mean that its municipalities do: ask for a smaller place.
pub async fn zustaendig(
    on: &mut impl Executor,
    _scope: &Scope,
    leistung: &LeistungKey,
    place: &Ars,
) -> Result<Option<Zustaendig>> {
    let found = tables::found(on, Some(leistung), place).await?.into_iter().next();
    Ok(found.map(|f| Zustaendig { einheit: f.einheit, gebiet: f.gebiet, onlinedienst: f.onlinedienst }))
}

/// What a Behoerde serves where.
pub async fn zustaendigkeiten(
    on: &mut impl Executor,
    _scope: &Scope,
    behoerde: BehoerdeId,
) -> Result<Vec<Zustaendigkeit>> {
    Ok(tables::zustaendigkeiten_of(on, behoerde).await?)
}

/// Whether a Behoerde serves a Leistung anywhere.
pub async fn serves(
    on: &mut impl Executor,
    _scope: &Scope,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<bool> {
    Ok(tables::serves(on, behoerde, leistung).await?)
}

/// What a Behoerde offers online for a Leistung.
pub async fn onlinedienst(
    on: &mut impl Executor,
    _scope: &Scope,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<Option<Onlinedienst>> {
    Ok(tables::read_onlinedienst(on, behoerde, leistung).await?)
}

/// Everybody who offers a Leistung online.
pub async fn onlinedienste(
    on: &mut impl Executor,
    _scope: &Scope,
    leistung: &LeistungKey,
) -> Result<Vec<Onlinedienst>> {
    Ok(tables::onlinedienste_of(on, leistung).await?)
}

/// How much of the catalogue is online, and in how many municipalities something is.
///
/// # Errors
/// [`Error::Denied`] for everybody but the program itself: it goes through the whole catalogue.
pub async fn abdeckung(on: &mut impl Executor, scope: &Scope) -> Result<Abdeckung> {
    scope.house()?;
    let (leistungen, online) = tables::counted(on).await?;
    let all = verbreitung(on, scope).await?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Abdeckung {
        leistungen,
        online,
        gemeinden: number(all.gemeinden().count()),
        erreicht: number(all.gemeinden().filter(|gemeinde| gemeinde.verteilung.online > 0).count()),
    })
}

/// Leistungen that somebody offers online, in the wanted language, by title; at most `limit`.
pub async fn online(
    on: &mut impl Executor,
    scope: &Scope,
    language: &str,
    limit: u16,
) -> Result<Vec<Leistung>> {
    let mut out = Vec::new();
    for (key,) in tables::online(on).await?.into_iter().take(usize::from(limit)) {
        let key = LeistungKey::parse(&key).map_err(|e| Error::Stored(e.to_string()))?;
        out.extend(leistung(on, scope, &key, language).await?);
    }
    out.sort_by_cached_key(|found| (fold::fold_name(&found.texts.title), found.key.clone()));
    Ok(out)
}

/// A unit by its id.
pub async fn einheit(
    on: &mut impl Executor,
    _scope: &Scope,
    id: Uuid,
) -> Result<Option<Organisationseinheit>> {
    Ok(tables::read_einheit(on, id).await?)
}

/// The units of a Behoerde, by name.
pub async fn einheiten(
    on: &mut impl Executor,
    _scope: &Scope,
    behoerde: BehoerdeId,
) -> Result<Vec<Organisationseinheit>> {
    Ok(tables::einheiten_of(on, behoerde).await?)
}

/// What the call centre (115) says on a Leistung, and where that comes from.
pub async fn auskunft(
    on: &mut impl Executor,
    scope: &Scope,
    key: &LeistungKey,
    place: Option<&Ars>,
    language: &str,
) -> Result<Option<Auskunft>> {
    let Some(leistung) = leistung(on, scope, key, language).await? else { return Ok(None) };
    let zustaendig = match place {
        Some(place) => zustaendig(on, scope, key, place).await?,
        None => None,
    };
    let mut sources = vec![Legal { text: leistung.source.clone(), link: None }];
    sources.extend(leistung.texts.legal.iter().cloned());
    Ok(Some(Auskunft { leistung, zustaendig, sources }))
}
