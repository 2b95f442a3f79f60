//! Taking an inventory in from a file that was read ([`crate::read_sheet`]).
//!
//! A row finds its Gegenstand by the id that an export wrote, or by kind and folded name among those of the Behoerde. What the
//! row says changes it, empty cells change nothing, so the same file again changes nothing.

use crate::commands::{change, enter, may_keep};
use crate::fields::Feld;
use crate::model::{Aenderung, Angaben, Error, GegenstandId};
use crate::sheet::{Fehler, Gelesen, Mangel, Zeile, key};
use crate::{Result, stand};
use identity::{BehoerdeId, Scope};
use std::collections::{HashMap, HashSet};
use store::{Executor, Tx};
use uuid::Uuid;

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
}

/// What a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wirkung {
    /// It enters a Gegenstand.
    Neu,
    /// It changes fields of one.
    Aendert(GegenstandId, Aenderung),
    /// All that it says is there.
    Bekannt,
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
) -> Result<Vorschau> {
    may_keep(scope, behoerde)?;
    let mut vorschau = weigh(on, behoerde, &read.zeilen).await?;
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
    let vorschau = weigh(tx, behoerde, zeilen).await?;
    if let Some(fehler) = vorschau.fehler.into_iter().next() {
        return Err(Error::Zeile(fehler));
    }
    let mut done = Getan::default();
    for vorhaben in vorschau.vorhaben {
        match vorhaben.wirkung {
            Wirkung::Neu => {
                let id = GegenstandId(tx.new_id());
                enter(tx, scope, behoerde, id, &said(&vorhaben.zeile.felder)).await?;
                done.neu += 1;
            }
            Wirkung::Aendert(id, felder) => {
                let read = stand::stand(tx, id.0).await?.ok_or(Error::NotFound)?.version;
                change(tx, scope, id, read, &felder).await?;
                done.geaendert += 1;
            }
            Wirkung::Bekannt => done.bekannt += 1,
        }
    }
    Ok(done)
}

fn said(felder: &Aenderung) -> Angaben {
    let mut angaben = Angaben::default();
    angaben.apply(felder);
    angaben
}

/// Holds rows against what the Behoerde keeps.
async fn weigh(on: &mut impl Executor, behoerde: BehoerdeId, zeilen: &[Zeile]) -> Result<Vorschau> {
    let there = stand::of_behoerde(on, behoerde).await?;
    let by_id: HashMap<Uuid, &Angaben> = there.iter().map(|(id, angaben)| (*id, angaben)).collect();
    let text = |angaben: &Angaben, feld| angaben.get(feld).unwrap_or_default().to_owned();
    let name_of = |angaben: &Angaben| key(&text(angaben, Feld::Art), &text(angaben, Feld::Name));
    let by_name: HashMap<String, Uuid> = there.iter().map(|(id, angaben)| (name_of(angaben), *id)).collect();
    let mut vorschau = Vorschau::default();
    let mut taken: HashSet<String> = HashSet::new();
    for zeile in zeilen {
        let mut bad = |mangel| {
            let (nummer, wert) = (zeile.nummer, text(&said(&zeile.felder), Feld::Name));
            vorschau.fehler.push(Fehler { zeile: nummer, spalte: None, wert, mangel });
        };
        let found = match zeile.kennung {
            Some(id) => Some(id.0),
            None => by_name.get(&name_of(&said(&zeile.felder))).copied(),
        };
        let old = match found.map(|id| by_id.get(&id)) {
            Some(None) => {
                bad(Mangel::Kennung);
                continue;
            }
            old => old.flatten(),
        };
        let mut after = old.map_or_else(Angaben::default, |old| (*old).clone());
        after.apply(&zeile.felder);
        if let Some((feld, problem)) = after.pruefen().into_iter().next() {
            bad(Mangel::Wert(feld, problem));
            continue;
        }
        // By id here and by name there, or under one name: it is the same thing twice.
        if !taken.insert(found.map_or_else(|| name_of(&after), |id| id.to_string())) {
            bad(Mangel::Doppelt(zeile.nummer));
            continue;
        }
        let wirkung = match (found, old) {
            (Some(id), Some(old)) => {
                let changed = |(feld, value): &(&Feld, &Option<String>)| old.get(**feld) != value.as_deref();
                let felder: Aenderung =
                    zeile.felder.iter().filter(changed).map(|(feld, value)| (*feld, value.clone())).collect();
                if felder.is_empty() { Wirkung::Bekannt } else { Wirkung::Aendert(GegenstandId(id), felder) }
            }
            _ => Wirkung::Neu,
        };
        let name = text(&after, Feld::Name);
        vorschau.vorhaben.push(Vorhaben { zeile: zeile.clone(), name, wirkung });
    }
    Ok(vorschau)
}
