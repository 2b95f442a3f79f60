//! `GET /steuerung/bestand?q=…`: the inventory, to be searched.

use axum::extract::Query;
use axum::response::Response;
use identity::{BehoerdeId, Permission};
use inventory::{ARTEN, Feld, Gesucht, Kurz, SCHUTZBEDARF, Seite};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Offices, only_for, to, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    ConspicuousPath, InventoryCsvPath, InventoryEnergyPath, InventoryPath, InventoryXlsxPath, NewThingPath,
    ReadInventoryPath, SteeringPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Table, TextInput, Tone};

/// What the address says. A value that means nothing chooses nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    art: String,
    behoerde: String,
    schutzbedarf: String,
    frist: String,
    alle: String,
    seite: String,
}

impl Wanted {
    pub(super) fn gesucht(&self, today: Date) -> Gesucht {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Gesucht {
            worte: self.q.clone(),
            art: some(&self.art),
            behoerde: self.behoerde.parse().ok().map(BehoerdeId),
            frist_bis: (!self.frist.is_empty()).then(|| inventory::in_a_year(today)),
            schutzbedarf: some(&self.schutzbedarf),
            auch_ausgesonderte: !self.alle.is_empty(),
            seite: self.page() - 1,
        }
    }

    fn page(&self) -> u32 {
        self.seite.parse().unwrap_or(1).clamp(1, 10_000)
    }

    /// The same search at another address.
    fn at(&self, href: Href) -> Href {
        href.with_said([
            ("q", self.q.as_str()),
            ("art", self.art.as_str()),
            ("behoerde", self.behoerde.as_str()),
            ("schutzbedarf", self.schutzbedarf.as_str()),
            ("frist", self.frist.as_str()),
            ("alle", self.alle.as_str()),
        ])
    }

    fn is_narrow(&self) -> bool {
        [&self.art, &self.behoerde, &self.schutzbedarf, &self.frist, &self.alle]
            .iter()
            .any(|one| !one.is_empty())
    }
}

pub(super) async fn show(
    _: InventoryPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for(&colleague)?;
    let t = frame.t;
    let mut reader = house.store.reader();
    let today = store::day_in_germany(house.store.now());
    let seite = inventory::gegenstaende(&mut reader, &colleague.scope, &wanted.gesucht(today)).await?;
    let offices = Offices::read(&mut reader, &colleague).await?;
    let keeps = colleague.may(Permission::KeepInventory);
    let content = html! {
        (ui::heading(&t.get("stock-title")))
        (ui::lead(&t.get("stock-lead")))
        ul.rs-ways {
            @if keeps {
                li { (ui::link(&NewThingPath.into(), &t.get("stock-new"))) }
                li { (ui::link(&ReadInventoryPath.into(), &t.get("stock-read"))) }
            }
            li { (ui::link(&ConspicuousPath.into(), &t.get("stock-conspicuous"))) }
            li { (ui::link(&InventoryEnergyPath.into(), &t.get("stock-energy"))) }
        }
        (form(t, &wanted, &offices))
        (found(t, &wanted, &seite, &offices))
        @if !colleague.may(Permission::SteerPlans) { (ui::muted(&t.get("stock-sight"))) }
        p.kern-body {
            (ui::link(&wanted.at(InventoryCsvPath.into()), &t.get("stock-as-csv"))) " · "
            (ui::link(&wanted.at(InventoryXlsxPath.into()), &t.get("stock-as-xlsx")))
        }
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("stock-title"), content).below(above).wide().respond(&frame))
}

fn form(t: Texts, wanted: &Wanted, offices: &Offices) -> Markup {
    let choices = |all: &[&str]| -> Vec<Choice> {
        all.iter().map(|word| Choice::new(*word, words::choice(t, word))).collect()
    };
    let behoerden = offices.0.iter().map(|one| Choice::new(one.id.0.to_string(), one.name.clone())).collect();
    let selects: [(&str, &str, Vec<Choice>, &str); 5] = [
        ("art", "stock-art", choices(&ARTEN), &wanted.art),
        ("behoerde", "stock-behoerde", behoerden, &wanted.behoerde),
        ("frist", "stock-due", vec![Choice::new("jahr", t.get("stock-due-year"))], &wanted.frist),
        ("schutzbedarf", "stock-schutzbedarf", choices(&SCHUTZBEDARF), &wanted.schutzbedarf),
        ("alle", "stock-retired-too", vec![Choice::new("ja", t.get("stock-retired-shown"))], &wanted.alle),
    ];
    let search = t.get("stock-search");
    let input = TextInput { value: &wanted.q, ..TextInput::default() };
    let filters = html! {
        @for (name, key, choices, value) in &selects {
            @let label = t.get(key);
            (ui::select(t, &Field::new(name, &label), choices, value))
        }
        (ui::button(Emphasis::Secondary, &t.get("stock-search-button")))
    };
    let fields = html! {
        div role="search" {
            div.rs-filters {
                (ui::text_input(t, &Field::new("q", &search), &input))
                (ui::button(Emphasis::Primary, &t.get("stock-search-button")))
            }
            @if wanted.is_narrow() { (filters) } @else { (ui::details(&t.get("stock-filters"), filters)) }
        }
    };
    ui::get_form(&InventoryPath.into(), fields)
}

fn found(t: Texts, wanted: &Wanted, seite: &Seite, offices: &Offices) -> Markup {
    if seite.gegenstaende.is_empty() {
        return ui::empty_state(&t.get("stock-nothing"), &t.get("stock-nothing-what"), None);
    }
    let columns =
        ["stock-name", "stock-art", "stock-behoerde", "stock-product", "stock-ends", "stock-schutzbedarf"];
    let table = Table {
        caption: t.with("stock-count", &[("count", seite.anzahl.into())]),
        caption_hidden: false,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: seite.gegenstaende.iter().map(|kurz| row(t, kurz, offices)).collect(),
    };
    let last = u32::try_from(seite.anzahl).unwrap_or(u32::MAX).div_ceil(Seite::GROESSE).max(1);
    html! {
        (ui::table(&table))
        (ui::pagination(t, wanted.page().min(last), last, |page| {
            wanted.at(InventoryPath.into()).with("seite", &page.to_string())
        }))
    }
}

fn row(t: Texts, kurz: &Kurz, offices: &Offices) -> Vec<Markup> {
    let angaben = kurz.angaben();
    let product = [&kurz.hersteller, &kurz.produkt].into_iter().flatten().map(String::as_str);
    let product = product.collect::<Vec<_>>().join(" ");
    let first = angaben.as_ref().and_then(|angaben| {
        let ends = [Feld::SupportBis, Feld::AbloesungAm, Feld::VertragBis];
        ends.into_iter().filter_map(|feld| Some((angaben.tag(feld)?, feld))).min()
    });
    let need = angaben.as_ref().and_then(|angaben| angaben.get(Feld::Schutzbedarf));
    vec![
        html! {
            (ui::link(&to(kurz), &kurz.name))
            @if let Some(short) = &kurz.kurzname { " " span.rs-muted { (short) } }
            @if kurz.ausgesondert { " " (ui::badge(Tone::Warning, &t.get("stock-retired"))) }
        },
        html! { (words::choice(t, &kurz.art)) },
        html! { (offices.short(kurz.behoerde)) },
        html! { @if product.is_empty() { "–" } @else { (product) } },
        html! {
            @if let Some((day, feld)) = first {
                div { (t.date_short(day)) br; span.rs-muted { (words::label(t, feld)) } }
            } @else { "–" }
        },
        html! { @if let Some(need) = need { (words::choice(t, need)) } @else { "–" } },
    ]
}
