//! Taking an inventory in from a file that was read ([`crate::read_sheet`]).
//!
//! A row finds its Gegenstand by the id that an export wrote, or by kind and folded name among those of the Behoerde. What the
//! row says changes it, empty cells change nothing, so the same file again changes nothing. A cell of links says all of its
//! kind: others of that kind are taken away.

mod weigh;

use crate::Result;
use crate::commands::{change, enter, link, may_keep, report_use, unlink};
use crate::model::{Aenderung, Angaben, Error, GegenstandId, Ziel};
use crate::sheet::{Fehler, Gelesen, Zeile};
use crate::stand;
use identity::{BehoerdeId, Scope};
use jiff::civil::Date;
use std::collections::HashMap;
use store::{Executor, Tx, day_in_germany};
use weigh::weigh;

/// What would become of the rows of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vorschau {
    /// The good rows.
    pub vorhaben: Vec<Vorhaben>,
    /// What keeps others from being taken.
    pub fehler: Vec<Fehler>,
}

/// What would become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vorhaben {
    /// The row.
    pub zeile: Zeile,
    /// What it is called.
    pub name: String,
    /// What it would do.
    pub wirkung: Wirkung,
    /// Links that it would make.
    pub verknuepft: Vec<Verweis>,
    /// Links that it would take away.
    pub geloest: Vec<Ziel>,
    /// The use of licences that it would report; today where no day is said.
    pub genutzt: Option<(Option<Date>, i64)>,
}

/// Where a link of a row leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verweis {
    /// To something that is there.
    Da(Ziel),
    /// To what another row enters: the number of that row, and whether its place is taken or it is needed.
    Zeile {
        /// The row.
        nummer: u32,
        /// Whether it is replaced; else it is needed.
        ersetzt: bool,
    },
}

/// What a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wirkung {
    /// It enters a Gegenstand.
    Neu,
    /// It changes one: fields, links or the use of licences.
    Aendert(GegenstandId, Aenderung),
    /// All that it says of one is there.
    Bekannt(GegenstandId),
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Getan {
    /// Entered.
    pub neu: usize,
    /// Changed.
    pub geaendert: usize,
    /// Left as they were.
    pub bekannt: usize,
}

/// Says what would become of the rows of a file, and stores nothing.
///
/// # Errors
/// [`Error::Denied`].
pub async fn preview(
    on: &mut impl Executor,
    scope: &Scope,
    behoerde: BehoerdeId,
    read: &Gelesen,
    today: Date,
) -> Result<Vorschau> {
    may_keep(scope, behoerde)?;
    let mut vorschau = weigh(on, scope, behoerde, &read.zeilen, today).await?;
    vorschau.fehler.extend(read.fehler.iter().cloned());
    vorschau.fehler.sort_by_key(|one| (one.zeile, one.spalte));
    Ok(vorschau)
}

/// Takes rows in: all of them, or none.
///
/// # Errors
/// [`Error::Zeile`] where one does not fit any more; [`Error::Denied`].
pub async fn import(tx: &mut Tx, scope: &Scope, behoerde: BehoerdeId, zeilen: &[Zeile]) -> Result<Getan> {
    may_keep(scope, behoerde)?;
    let today = day_in_germany(tx.now());
    let vorschau = weigh(tx, scope, behoerde, zeilen, today).await?;
    if let Some(fehler) = vorschau.fehler.into_iter().next() {
        return Err(Error::Zeile(fehler));
    }
    let mut done = Getan::default();
    let mut ids: HashMap<u32, GegenstandId> = HashMap::new();
    for Vorhaben { zeile, wirkung, .. } in &vorschau.vorhaben {
        let id = match wirkung {
            Wirkung::Neu => {
                let id = GegenstandId(tx.new_id());
                enter(tx, scope, behoerde, id, &said(&zeile.felder)).await?;
                done.neu += 1;
                id
            }
            Wirkung::Aendert(id, felder) => {
                let read = stand::stand(tx, id.0).await?.ok_or(Error::NotFound)?.version;
                change(tx, scope, *id, read, felder).await?;
                done.geaendert += 1;
                *id
            }
            Wirkung::Bekannt(id) => {
                done.bekannt += 1;
                *id
            }
        };
        ids.insert(zeile.nummer, id);
    }
    // Now that all are there, one row can lead to another.
    for vorhaben in &vorschau.vorhaben {
        beside(tx, scope, vorhaben, &ids, today).await?;
    }
    Ok(done)
}

/// Links and the use of licences of a row.
async fn beside(
    tx: &mut Tx,
    scope: &Scope,
    vorhaben: &Vorhaben,
    ids: &HashMap<u32, GegenstandId>,
    today: Date,
) -> Result<()> {
    let id = *ids.get(&vorhaben.zeile.nummer).ok_or(Error::NotFound)?;
    for ziel in &vorhaben.geloest {
        unlink(tx, scope, id, ziel).await?;
    }
    for verweis in &vorhaben.verknuepft {
        let ziel = match verweis {
            Verweis::Da(ziel) => ziel.clone(),
            Verweis::Zeile { nummer, ersetzt } => {
                let other = *ids.get(nummer).ok_or(Error::ZielFehlt)?;
                if *ersetzt { Ziel::Ersetzt(other) } else { Ziel::Nutzt(other) }
            }
        };
        link(tx, scope, id, &ziel).await?;
    }
    if let Some((day, count)) = vorhaben.genutzt {
        report_use(tx, scope, id, day.unwrap_or(today), count).await?;
    }
    Ok(())
}

fn said(felder: &Aenderung) -> Angaben {
    let mut angaben = Angaben::default();
    angaben.apply(felder);
    angaben
}
