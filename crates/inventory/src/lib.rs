//! Inventory (Bestand): what the offices of a Land run and pay for, until when, and what in it wants a look.
//!
//! A Gegenstand is a Fachverfahren, a register, a project or a licence that a Behoerde keeps. Each has a stream of its own. The
//! Behoerde that keeps it changes it; those who steer see all. Names, kinds, vendors, products and links are seen by all who
//! keep an inventory anywhere: without them nobody finds what exists twice. Cost, versions, protection, contracts and the
//! use of licences are seen by the own Behoerde and those who steer. The public sees the names that a Behoerde lets it see.
//!
//! Commands: [`enter`], [`change`], [`link`], [`unlink`], [`report_use`], [`retire`], [`tell_apart`], [`import`].
//! Queries: [`gegenstaende`], [`alle`], [`gegenstand`], [`names`], [`befunde`], [`duplicates`], [`energy`], [`preview`], [`look_at`],
//! [`beiwerk`]; for everybody: [`public`], [`public_of`].

mod commands;
mod compare;
mod entries;
mod fields;
mod findings;
mod headings;
mod import;
mod model;
mod people;
mod search;
mod sheet;
mod stand;
mod tables;
mod values;
mod walls;

pub use commands::{change, enter, link, report_use, retire, tell_apart, unlink};
pub use compare::{Gleich, Paar};
pub use fields::{ARTEN, Feld, LIZENZARTEN, SCHUTZBEDARF, Thema, Unlesbar, Wertart};
pub use findings::{Befund, Regel, in_a_year};
pub use import::{Getan, Verweis, Vorhaben, Vorschau, Wirkung, import, preview};
pub use model::{
    Aenderung, Angaben, Beiwerk, Einzelheiten, Energie, Ereignis, Error, Gegenstand, GegenstandId, Geschehen,
    Gesucht, Kurz, Oeffentlich, Seite, Ziel,
};
pub use sheet::{Fehler, Gelesen, KENNUNG, Mangel, Spalte, Unbrauchbar, Verweisart, Zeile, read_sheet};

use entries::Entry;
use identity::{Permission, Scope};
use jiff::civil::Date;
use search::Sight;
use store::{Executor, Office, projector};

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "inventory",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Those that fit, [`Seite::GROESSE`] at a time, by name. Of those of others there are names alone.
///
/// # Errors
/// [`Error::Denied`].
pub async fn gegenstaende(on: &mut impl Executor, scope: &Scope, gesucht: &Gesucht) -> Result<Seite> {
    Ok(search::page(on, Sight::of(scope)?, gesucht).await?)
}

/// The first `most` that fit, whatever page is asked for; in the order of [`gegenstaende`].
///
/// # Errors
/// [`Error::Denied`].
pub async fn alle(on: &mut impl Executor, scope: &Scope, gesucht: &Gesucht, most: u32) -> Result<Vec<Kurz>> {
    Ok(search::rows(on, Sight::of(scope)?, gesucht, most, 0).await?)
}

/// A Gegenstand; of one of others the name and the links.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
pub async fn gegenstand(on: &mut impl Executor, scope: &Scope, id: GegenstandId) -> Result<Gegenstand> {
    let mut found = search::gegenstand(on, Sight::of(scope)?, id).await?.ok_or(Error::NotFound)?;
    people::name(on, &mut found).await?;
    Ok(found)
}

/// What files hold of all of them beside their fields: links, and the last use of licences.
///
/// # Errors
/// [`Error::Denied`].
pub async fn beiwerk(on: &mut impl Executor, scope: &Scope) -> Result<Beiwerk> {
    let sight = Sight::of(scope)?;
    Ok(Beiwerk { verknuepft: stand::links(on, None).await?, genutzt: search::last_use(on, sight).await? })
}

/// The names of some, in their order; those that there are not are left out.
///
/// # Errors
/// [`Error::Denied`].
pub async fn names(
    on: &mut impl Executor,
    scope: &Scope,
    ids: &[GegenstandId],
) -> Result<Vec<(GegenstandId, String)>> {
    Sight::of(scope)?;
    Ok(search::names(on, ids).await?)
}

/// What wants a look among those whose details one sees, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn befunde(on: &mut impl Executor, scope: &Scope, today: Date) -> Result<Vec<Befund>> {
    let sight = Sight::of(scope)?;
    let mut found = Vec::new();
    for look in search::looks(on, sight, a_year_ago(today)).await? {
        let angaben = tables::decode(&look.inhalt)?;
        let umstand =
            findings::Umstand { mit_leistung: look.mit_leistung, zuletzt: look.zuletzt, spitze: look.spitze };
        found.extend(findings::of(&angaben, umstand, today).into_iter().map(|regel| Befund {
            id: GegenstandId(look.id),
            behoerde: identity::BehoerdeId(look.behoerde),
            name: look.name.clone(),
            regel,
        }));
    }
    Ok(found)
}

/// What wants a look in one of them, as [`gegenstand`] gives it; nothing where its details are not seen, or it was retired.
#[must_use]
pub fn look_at(gegenstand: &Gegenstand, today: Date) -> Vec<Regel> {
    let Some(details) = gegenstand.einzelheiten.as_ref().filter(|details| details.ausgesondert.is_none())
    else {
        return Vec::new();
    };
    let since = a_year_ago(today);
    let recent = details.nutzung.iter().filter(|(day, _)| *day >= since);
    let umstand = findings::Umstand {
        mit_leistung: gegenstand.verknuepft.iter().any(|ziel| matches!(ziel, Ziel::Leistung(_))),
        zuletzt: details.nutzung.first().map(|(_, count)| *count),
        spitze: recent.map(|(_, count)| *count).max(),
    };
    findings::of(&details.angaben, umstand, today)
}

fn a_year_ago(today: Date) -> Date {
    today.checked_sub(jiff::Span::new().years(1)).unwrap_or(today)
}

/// Which may be the same, the surest first. Who does not steer gets the pairs of which one is their own.
///
/// # Errors
/// [`Error::Denied`].
pub async fn duplicates(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Paar>> {
    let sight = Sight::of(scope)?;
    let (all, apart) = search::to_compare(on).await?;
    let mut pairs = compare::pairs(&all, &apart);
    if let Sight::Own(behoerde) = sight {
        pairs.retain(|pair| [pair.a.behoerde, pair.b.behoerde].contains(&behoerde.0));
    }
    Ok(pairs)
}

/// Electricity by Behoerde and operator, the most first, of all but licences.
///
/// # Errors
/// [`Error::Denied`].
pub async fn energy(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Energie>> {
    Ok(search::energy(on, Sight::of(scope)?).await?)
}

/// All that the public may see, by name.
pub async fn public(on: &mut impl Executor) -> Result<Vec<Oeffentlich>> {
    Ok(search::public(on, None).await?)
}

/// What of it belongs to a Massnahme.
pub async fn public_of(on: &mut impl Executor, massnahme: &steering::Id) -> Result<Vec<Oeffentlich>> {
    Ok(search::public(on, Some(&massnahme.0)).await?)
}

/// Whether somebody may change a Gegenstand: who keeps the inventory of its Behoerde.
#[must_use]
pub fn may_change(scope: &Scope, kurz: &Kurz) -> bool {
    scope.allows(Permission::KeepInventory, identity::BehoerdeId(kurz.behoerde))
}
