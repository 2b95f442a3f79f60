//! Tables of staff in published papers, as data sets.

use crate::baum::lock;
use crate::entries::{Entry, STREAM};
use crate::model::{Datensatz, DatensatzKopf, Error, Spalte, Typ};
use crate::{Result, may, tables};
use aws_lc_rs::digest::{SHA256, digest};
use identity::Scope;
use plans::staff::{Einzelplantabelle, Gemeindetabelle, Haushalt, Position, Verwaltungsform, Wert};
use serde_json::{Value, json};
use store::Tx;

/// The data sets in the text of a paper. `quelle` says which paper it is, `lizenz` how it may be used.
#[must_use]
pub fn tabellen(text: &str, quelle: &str, lizenz: Option<&str>) -> Vec<Datensatz> {
    let mut found = Vec::new();
    let gemeinden = plans::staff::gemeinden(text);
    if !gemeinden.zeilen.is_empty() {
        found.push(of_gemeinden(gemeinden));
    }
    let einzelplaene = plans::staff::einzelplaene(text);
    if einzelplaene.iter().any(|table| !table.positionen.is_empty()) {
        found.push(of_einzelplaene(&einzelplaene));
    }
    for one in &mut found {
        quelle.clone_into(&mut one.kopf.quelle);
        one.kopf.lizenz = lizenz.map(ToOwned::to_owned);
        one.kopf.zeilen = one.zeilen.len();
    }
    found
}

/// Keeps data sets; one of the same name takes the place of the one before. Returns which of them were new or different.
///
/// # Errors
/// [`Error::NoTable`]; [`Error::Denied`]. Nothing is changed then.
pub async fn keep_data(tx: &mut Tx, scope: &Scope, all: &[Datensatz]) -> Result<Vec<bool>> {
    may(scope)?;
    if all.is_empty() {
        return Err(Error::NoTable);
    }
    lock(tx).await?;
    let mut changed = Vec::with_capacity(all.len());
    for datensatz in all {
        let pruefsumme = hex::encode(digest(&SHA256, tables::encode(datensatz)?.as_bytes()));
        let known = tables::pruefsumme_of_data(tx, &datensatz.kopf.id).await?;
        let is_new = known.as_ref() != Some(&pruefsumme);
        if is_new {
            let entry = Entry::DatensatzAufgenommen { pruefsumme, datensatz: Box::new(datensatz.clone()) };
            tx.record(STREAM, scope.actor(), &entry).await?;
        }
        changed.push(is_new);
    }
    Ok(changed)
}

fn kopf(id: &str, titel: &str, beschreibung: &str, spalten: &[(&str, &str, Typ)]) -> DatensatzKopf {
    let spalte = |(name, titel, typ): &(&str, &str, Typ)| Spalte {
        name: (*name).to_owned(),
        titel: (*titel).to_owned(),
        typ: *typ,
    };
    DatensatzKopf {
        id: id.to_owned(),
        titel: titel.to_owned(),
        beschreibung: beschreibung.to_owned(),
        quelle: String::new(),
        lizenz: None,
        spalten: spalten.iter().map(spalte).collect(),
        zeilen: 0,
        abweichungen: Vec::new(),
        hinweise: Vec::new(),
    }
}

fn of_gemeinden(table: Gemeindetabelle) -> Datensatz {
    let spalten = [
        ("schluessel", "Schlüssel", Typ::String),
        ("name", "Name", Typ::String),
        ("form", "Verwaltungsform", Typ::String),
        ("beschaeftigte", "Beschäftigte", Typ::Integer),
    ];
    let mut kopf = kopf(
        "gemeindepersonal",
        "Beschäftigte der Gemeinden und Landkreise",
        "Eine Zeile je Gemeinde, Verwaltungsgemeinschaft, Landkreis und Verwaltung. Jede Zahl ist für sich auf ein \
         Vielfaches von fünf gerundet, auch Summen. Wo die Quelle einen Strich hat, fehlt der Wert.",
        &spalten,
    );
    if let Some(day) = table.gebietsstand {
        kopf.beschreibung = format!("{} Gebietsstand: {}.", kopf.beschreibung, day.strftime("%d.%m.%Y"));
    }
    kopf.hinweise = table.notes.iter().map(ToString::to_string).collect();
    kopf.abweichungen = table.abweichungen;
    let row = |row: &plans::staff::Gemeindezeile| {
        vec![json!(row.schluessel), json!(row.name), json!(form(row.form)), json!(row.beschaeftigte)]
    };
    Datensatz { zeilen: table.zeilen.iter().map(row).collect(), kopf }
}

const fn form(form: Verwaltungsform) -> &'static str {
    match form {
        Verwaltungsform::Land => "Land",
        Verwaltungsform::KreisfreieStadt => "Kreisfreie Stadt",
        Verwaltungsform::Landkreis => "Landkreis",
        Verwaltungsform::Landratsamt => "Landratsamt",
        Verwaltungsform::Verwaltungsgemeinschaft => "Verwaltungsgemeinschaft",
        Verwaltungsform::VerwaltungDerVg => "Verwaltung der Verwaltungsgemeinschaft",
        Verwaltungsform::ErfuellendeGemeinde => "Erfüllende Gemeinde",
        Verwaltungsform::Gemeinde => "Gemeinde",
    }
}

/// The tables of some years each become one, with a row for each position and year.
fn of_einzelplaene(tables: &[Einzelplantabelle]) -> Datensatz {
    let spalten = [
        ("haushalt", "Haushalt", Typ::String),
        ("nummer", "Nummer", Typ::String),
        ("name", "Einzelplan oder Kapitel", Typ::String),
        ("jahr", "Jahr", Typ::Year),
        ("beschaeftigte", "Beschäftigte", Typ::Integer),
        ("je_10000_einwohner", "Je 10.000 Einwohner", Typ::Number),
        ("entwicklung_prozent", "Gegenüber Vorjahr in Prozent", Typ::Number),
    ];
    let mut kopf = kopf(
        "landespersonal",
        "Beschäftigte des Landes nach Einzelplänen",
        "Eine Zeile je Einzelplan oder Kapitel und Jahr; ohne Nummer ist es die Summe des Haushalts. Jede Zahl ist für sich \
         auf ein Vielfaches von fünf gerundet, auch Summen.",
        &spalten,
    );
    let mut rows = Vec::new();
    for table in tables {
        kopf.hinweise.extend(table.notes.iter().map(ToString::to_string));
        kopf.abweichungen.extend(table.abweichungen.iter().cloned());
        for position in &table.positionen {
            for (jahr, wert) in table.jahre.iter().zip(&position.werte) {
                if let Some(wert) = wert {
                    let key = (position.haushalt, position.nummer.as_str(), *jahr);
                    rows.push((key, cells(position, *jahr, wert)));
                }
            }
        }
    }
    rows.sort_by_key(|(key, _)| *key);
    Datensatz { zeilen: rows.into_iter().map(|(_, cells)| cells).collect(), kopf }
}

fn cells(position: &Position, jahr: i16, wert: &Wert) -> Vec<Value> {
    let haushalt = match position.haushalt {
        Haushalt::Kernhaushalt => "Kernhaushalt",
        Haushalt::Sonderrechnungen => "Sonderrechnungen",
    };
    vec![
        json!(haushalt),
        json!(position.nummer),
        json!(position.name),
        json!(jahr),
        json!(wert.beschaeftigte),
        json!(wert.je_10000),
        json!(wert.entwicklung),
    ]
}
