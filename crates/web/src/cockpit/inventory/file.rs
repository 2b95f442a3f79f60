//! `GET /steuerung/bestand/als/csv` and `…/xlsx`: what a search found, all pages of it. What a person may not see is empty.
//!
//! The headings are the words of the fields, the same in all languages: such a file can be read in again as it is.

use axum::extract::Query;
use axum::response::Response;
use inventory::{Feld, KENNUNG, Kurz, Wertart};
use tabular::{FileType, Heading, Value, Writer};

use super::list::Wanted;
use super::{Offices, only_for, words};
use crate::account::attachment;
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
    let heading = |label: &str, width| Heading { label: label.to_owned(), width };
    let mut headings = vec![heading(KENNUNG, 38), heading("behoerde", 14)];
    headings.extend(Feld::ALL.map(|feld| heading(feld.as_str(), if feld == Feld::Name { 40 } else { 18 })));
    let mut table = Writer::new(file, &frame.t.get("stock-title"), &headings).map_err(Failure::internal)?;
    for kurz in &found {
        table.row(&row(kurz, &offices)).map_err(Failure::internal)?;
    }
    let content = table.finish().map_err(Failure::internal)?;
    Ok(attachment(&format!("bestand-{today}.{}", file.ending()), file.media_type(), content))
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

fn cell(feld: Feld, kept: &str) -> Value {
    let text = || Value::Text(words::typed(feld, kept));
    match feld.wertart() {
        Wertart::Tag => kept.parse().map_or_else(|_| text(), Value::Day),
        Wertart::Zahl | Wertart::Jahr => kept.parse().map_or_else(|_| text(), Value::Whole),
        Wertart::JaNein => Value::Text(if kept == "true" { "ja" } else { "nein" }.to_owned()),
        Wertart::Geld | Wertart::Wahl(_) | Wertart::Zeile(_) | Wertart::Absatz(_) => text(),
    }
}
