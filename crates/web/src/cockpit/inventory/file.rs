//! `GET /steuerung/bestand/als/csv` and `…/xlsx`: what a search found, all pages of it. What a person may not see is empty.
//!
//! The headings are the words of the fields, the same in all languages: such a file can be read in again as it is, with links
//! and the last use of licences.

use axum::extract::Query;
use axum::response::Response;
use inventory::{Beiwerk, Feld, KENNUNG, Kurz, Spalte, Verweisart, Wertart, Ziel};
use std::collections::BTreeMap;
use steering::Gesucht;
use store::Executor;
use tabular::{FileType, Value};

use super::list::Wanted;
use super::{Offices, only_for, words};
use crate::cockpit::table_file::table_file;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{InventoryCsvPath, InventoryXlsxPath};
use crate::shell::{Failure, Frame};

/// More than any Land has; who asks for all of more asks in parts.
const MOST: u32 = 50_000;

pub(super) async fn csv(
    _: InventoryCsvPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    write(&house, &colleague, &wanted, &frame, FileType::Csv).await
}

pub(super) async fn xlsx(
    _: InventoryXlsxPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    write(&house, &colleague, &wanted, &frame, FileType::Xlsx).await
}

async fn write(
    house: &House,
    colleague: &Colleague,
    wanted: &Wanted,
    frame: &Frame,
    file: FileType,
) -> Result<Response, Failure> {
    only_for(colleague)?;
    let mut reader = house.store.reader();
    let today = store::day_in_germany(house.store.now());
    let found = inventory::alle(&mut reader, &colleague.scope, &wanted.gesucht(today), MOST).await?;
    let offices = Offices::read(&mut reader, colleague).await?;
    let beside = inventory::beiwerk(&mut reader, &colleague.scope).await?;
    let measures = measures(&mut reader).await?;
    let mut columns = vec![(KENNUNG, 38), ("behoerde", 14)];
    columns.extend(Feld::ALL.map(|feld| (feld.as_str(), if feld == Feld::Name { 40 } else { 18 })));
    columns.extend(Spalte::BESIDE.map(|spalte| (spalte.as_str(), 18)));
    let rows = found.iter().map(|kurz| {
        let mut row = row(kurz, &offices);
        row.extend(Spalte::BESIDE.map(|spalte| beside_cell(spalte, kurz, &beside, &measures)));
        row
    });
    table_file(file, &format!("bestand-{today}"), &frame.t.get("stock-title"), &columns, rows)
}

fn row(kurz: &Kurz, offices: &Offices) -> Vec<Value> {
    let mut row =
        vec![Value::Text(kurz.id.to_string()), Value::Text(offices.short(kurz.behoerde).to_owned())];
    let angaben = kurz.angaben();
    // Names are seen by all.
    let named = |feld: Feld| match feld {
        Feld::Art => Some(kurz.art.as_str()),
        Feld::Name => Some(kurz.name.as_str()),
        Feld::Kurzname => kurz.kurzname.as_deref(),
        Feld::Hersteller => kurz.hersteller.as_deref(),
        Feld::Produkt => kurz.produkt.as_deref(),
        _ => None,
    };
    row.extend(Feld::ALL.map(|feld| {
        let kept = angaben.as_ref().and_then(|angaben| angaben.get(feld)).or_else(|| named(feld));
        kept.map_or(Value::Empty, |kept| cell(feld, kept))
    }));
    row
}

/// How people name measures: by the latest plan that has them, and their number there.
async fn measures(on: &mut impl Executor) -> Result<BTreeMap<String, String>, Failure> {
    let all = steering::alle(on, &Gesucht::default(), Some(MOST)).await?;
    Ok(all.into_iter().filter_map(|one| Some((one.id, format!("{}:{}", one.bis, one.nummer?)))).collect())
}

/// What stands beside the fields: links, the last use of licences.
fn beside_cell(spalte: Spalte, kurz: &Kurz, beside: &Beiwerk, measures: &BTreeMap<String, String>) -> Value {
    let used = beside.genutzt.get(&kurz.id());
    match spalte {
        Spalte::Verknuepft(art) => {
            let all = beside.verknuepft.get(&kurz.id()).into_iter().flatten();
            let of_kind = all.filter(|ziel| ziel.art() == art.as_str());
            let words: Vec<_> = of_kind.map(|ziel| named(ziel, art, measures)).collect();
            if words.is_empty() { Value::Empty } else { Value::Text(words.join("; ")) }
        }
        Spalte::Genutzt => used.map_or(Value::Empty, |(_, count)| Value::Whole(*count)),
        Spalte::GenutztAm => used.map_or(Value::Empty, |(day, _)| Value::Day(*day)),
        Spalte::Kennung | Spalte::Feld(_) => Value::Empty,
    }
}

fn named(ziel: &Ziel, art: Verweisart, measures: &BTreeMap<String, String>) -> String {
    let id = ziel.ziel();
    match art {
        Verweisart::Massnahme => measures.get(&id).cloned().unwrap_or(id),
        Verweisart::Leistung | Verweisart::Nutzt | Verweisart::Ersetzt => id,
    }
}

fn cell(feld: Feld, kept: &str) -> Value {
    let text = || Value::Text(words::typed(feld, kept));
    match feld.wertart() {
        Wertart::Tag => kept.parse().map_or_else(|_| text(), Value::Day),
        Wertart::Zahl => kept.parse().map_or_else(|_| text(), Value::Whole),
        Wertart::Geld => kept.parse().map_or_else(|_| text(), Value::Cents),
        Wertart::JaNein => Value::Text(if kept == "true" { "ja" } else { "nein" }.to_owned()),
        // A year has no dot between its digits.
        Wertart::Jahr | Wertart::Wahl(_) | Wertart::Zeile(_) | Wertart::Absatz(_) => text(),
    }
}
