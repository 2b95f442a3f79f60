//! `GET /steuerung/bestand/energie`: electricity a year by Behoerde and operator, with how many give a figure.

use std::collections::BTreeMap;

use axum::response::Response;
use inventory::Energie;
use maud::{Markup, html};

use super::{Offices, only_for};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{InventoryEnergyPath, InventoryPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Bars, Column, Crumb, Page, Table};

/// Bars of a chart; the table beside it has all.
const MOST: usize = 12;

/// A sum: kWh, how many give a figure, how many there are.
type Sum = (i64, i64, i64);

pub(super) async fn show(
    _: InventoryEnergyPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for(&colleague)?;
    let t = frame.t;
    let mut reader = house.store.reader();
    let all = inventory::energy(&mut reader, &colleague.scope).await?;
    let offices = Offices::read(&mut reader, &colleague).await?;
    let title = t.get("stock-energy");
    let by_office = sums(&all, |one| offices.name(one.behoerde).to_owned());
    let by_operator =
        sums(&all, |one| one.betreiber.clone().unwrap_or_else(|| t.get("stock-no-operator").into_owned()));
    let (given, count) = all.iter().fold((0, 0), |(a, b), one| (a + one.mit_angabe, b + one.anzahl));
    let content = html! {
        (ui::heading(&title))
        @if count == 0 {
            (ui::empty_state(&t.get("stock-energy-none"), &t.get("stock-energy-none-what"), None))
        } @else {
            (ui::lead(&t.with("stock-energy-lead", &[("given", given.into()), ("count", count.into())])))
            (ui::section("behoerden", &t.get("stock-energy-by-office"), part(t, "stock-behoerde", &by_office)))
            (ui::section("betreiber", &t.get("stock-energy-by-operator"), part(t, "stock-betreiber", &by_operator)))
        }
    };
    let above = vec![Crumb::new(InventoryPath, t.get("stock-title"))];
    Ok(Page::new(title, content).below(above).wide().respond(&frame))
}

/// Sums by name, the most first.
fn sums(all: &[Energie], name: impl Fn(&Energie) -> String) -> Vec<(String, Sum)> {
    let mut by_name: BTreeMap<String, Sum> = BTreeMap::new();
    for one in all {
        let (kwh, given, count) = by_name.entry(name(one)).or_default();
        *kwh = kwh.saturating_add(one.kwh);
        *given += one.mit_angabe;
        *count += one.anzahl;
    }
    let mut sums: Vec<_> = by_name.into_iter().collect();
    sums.sort_by_key(|(_, (kwh, ..))| std::cmp::Reverse(*kwh));
    sums
}

fn part(t: Texts, named: &str, sums: &[(String, Sum)]) -> Markup {
    let known: Vec<_> = sums.iter().filter(|(_, (_, given, _))| *given > 0).collect();
    let row = |(name, (kwh, given, count)): &(String, Sum)| {
        let share = given.saturating_mul(100) / (*count).max(1);
        let sum = if *given == 0 { "–".to_owned() } else { t.number(&kwh.to_string()) };
        let of = [("given", (*given).into()), ("count", (*count).into()), ("share", share.into())];
        vec![html! { (name) }, html! { (sum) }, html! { (t.with("stock-energy-given", &of)) }]
    };
    let table = Table {
        caption: t.get("stock-energy-table").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get(named)),
            Column::numeric(t.get("stock-energie-kwh")),
            Column::new(t.get("stock-energy-share")),
        ],
        rows: sums.iter().map(row).collect(),
    };
    html! {
        @if !known.is_empty() {
            (ui::bars(t, &Bars {
                title: t.get("stock-energie-kwh").into_owned(),
                kinds: vec!["kWh".to_owned()],
                rows: known.iter().take(MOST).map(|(name, (kwh, ..))| (name.clone(), vec![*kwh])).collect(),
            }))
        }
        (ui::table(&table))
    }
}
