//! The plans of Thüringen as published (`conformance/thueringen/README.md` of the data): each measure of each plan, each
//! of its fields. One case a plan's count, one a measure, one a field of a measure. And the staff tables: one case a row of
//! the municipalities, one a kind of rows, and one each for the arithmetic of the tables by Einzelplan; and four
//! counts of the strategy.
//!
//! Titles are compared without white space, hyphens and a footnote number at the end that the expected title still
//! has; other fields with blanks made one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use plans::staff::Gemeindezeile;
use plans::{Aktionsplan, Massnahme, Reading};
use serde_json::Value;

use crate::Report;

/// What was run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All cases.
    pub report: Report,
    /// For each plan: measures expected, found, and found rightly.
    pub measures: BTreeMap<i64, (usize, usize, usize)>,
    /// For each field: values expected (of measures that were found), read, and read rightly.
    pub fields: BTreeMap<&'static str, (usize, usize, usize)>,
    /// Time of reading, and bytes.
    pub speed: (std::time::Duration, usize),
}

impl Outcome {
    /// Precision and recall per plan and per field, and the time.
    pub fn summary(&self) -> String {
        let mut out = String::new();
        let mut line = |name: String, (expected, found, right): (usize, usize, usize)| {
            let part = |of: usize| if of == 0 { 1.0 } else { right as f64 / of as f64 };
            out += &format!(
                "{name}: {expected} expected, {found} found, precision {:.3}, recall {:.3}\n",
                part(found),
                part(expected)
            );
        };
        for (year, counts) in &self.measures {
            line(format!("plan {year}"), *counts);
        }
        for (field, counts) in &self.fields {
            line(format!("field {field}"), *counts);
        }
        let (time, bytes) = self.speed;
        out + &format!("{bytes} bytes read in {time:.1?}")
    }
}

/// Runs all cases.
pub fn run(folder: &Path) -> anyhow::Result<Outcome> {
    let text = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| name.to_owned());
    let expected: Value = serde_json::from_str(&text("measures-expected.json")?)?;
    let source = text("kleine-anfrage-8-710.txt")?;
    let start = std::time::Instant::now();
    let reading = plans::read(&source);
    let speed = start.elapsed();
    let mut outcome = Outcome { speed: (speed, source.len()), ..Outcome::default() };
    measures(&expected, &reading, &mut outcome);
    municipalities(&serde_json::from_str(&text("gemeinden-expected.json")?)?, &source, &mut outcome.report);
    einzelplaene(&source, &mut outcome.report);
    strategy(&text("strategie-2024.txt")?, &mut outcome.report);
    Ok(outcome)
}

/// How many fields, goals, Etappenziele and Initiativen the strategy has, as counted by reading it.
fn strategy(source: &str, report: &mut Report) {
    let found = plans::strategie::read(source);
    let (felder, ziele, etappen, initiativen) = found.anzahl();
    for (what, found, wanted) in [
        ("Handlungsfelder", felder, 6),
        ("Ziele", ziele, 16),
        ("Etappenziele", etappen, 25),
        ("Initiativen", initiativen, 4),
    ] {
        report.count(format!("strategy: {what}"), equal(&wanted.to_string(), &found.to_string()));
    }
}

/// Each row of the table of municipalities, and how many there are of each kind.
fn municipalities(expected: &Value, source: &str, report: &mut Report) {
    let table = plans::staff::gemeinden(source);
    let found: BTreeMap<&str, &Gemeindezeile> =
        table.zeilen.iter().map(|row| (row.schluessel.as_str(), row)).collect();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for wanted in list(expected, "entries") {
        let key = wanted["schluessel"].as_str().unwrap_or_default();
        let kind = wanted["art"].as_str().unwrap_or_default();
        kinds.entry(kind.to_owned()).or_default().0 += 1;
        let shown = |name: &str, kind: &str, number: Option<u64>, line: Option<u64>| {
            format!("{name}, {kind}, {number:?}, line {line:?}")
        };
        let right = shown(
            wanted["name"].as_str().unwrap_or_default(),
            kind,
            wanted["beschaeftigte"].as_u64(),
            wanted["line_in_file"].as_u64(),
        );
        let read = found.get(key).map_or("nothing".to_owned(), |row| {
            let number = row.beschaeftigte.map(u64::from);
            shown(&row.name, &form(row), number, Some(u64::from(row.zeile)))
        });
        report.count(format!("municipality {key}"), equal(&right, &read));
    }
    for row in &table.zeilen {
        kinds.entry(form(row)).or_default().1 += 1;
    }
    for (kind, (wanted, found)) in kinds {
        report.count(format!("municipalities: {kind}"), equal(&wanted.to_string(), &found.to_string()));
    }
    let wrong = table.abweichungen.iter().filter(|odd| !odd.erklaerbar).count();
    report.count("municipalities: totals within rounding".to_owned(), equal("0", &wrong.to_string()));
}

/// The kind of a row as the expected file names it.
fn form(row: &Gemeindezeile) -> String {
    serde_json::to_value(row.form)
        .ok()
        .and_then(|form| form.as_str().map(ToOwned::to_owned))
        .unwrap_or_default()
}

/// The tables by Einzelplan: three, with the same rows, and each change and rate as printed.
fn einzelplaene(source: &str, report: &mut Report) {
    let tables = plans::staff::einzelplaene(source);
    report.count("tables by Einzelplan".to_owned(), equal("3", &tables.len().to_string()));
    for table in &tables {
        let rows = |table: &plans::staff::Einzelplantabelle| -> Vec<(plans::staff::Haushalt, String)> {
            table.positionen.iter().map(|row| (row.haushalt, row.nummer.clone())).collect()
        };
        let name = format!("Einzelplan {:?}", table.jahre);
        let same = rows(table) == rows(&tables[0]);
        report.count(format!("{name}: rows"), if same { Ok(()) } else { Err("other rows".to_owned()) });
        let odd = table.abweichungen.iter().filter(|odd| odd.was != plans::staff::Rechnung::Summe).count();
        report.count(format!("{name}: changes and rates"), equal("0", &odd.to_string()));
        report.count(format!("{name}: all values placed"), equal("[]", &format!("{:?}", table.notes)));
    }
}

fn measures(expected: &Value, reading: &Reading, outcome: &mut Outcome) {
    let plans = list(expected, "plans");
    let years: Vec<i64> = plans.iter().filter_map(|plan| plan["plan_year"].as_i64()).collect();
    let found: Vec<i64> = reading.plans.iter().map(|plan| plan.jahr.jahr.map_or(0, i64::from)).collect();
    outcome.report.count("plans".to_owned(), equal(&format!("{years:?}"), &format!("{found:?}")));
    for plan in plans {
        let year = plan["plan_year"].as_i64().unwrap_or_default();
        let read = reading.plans.iter().find(|read| read.jahr.jahr.map(i64::from) == Some(year));
        let empty = [];
        let read_measures = read.map_or(&empty[..], |plan| &plan.massnahmen[..]);
        counts(year, plan, read, &mut outcome.report);
        let wanted: Vec<&Value> = list(expected, "measures")
            .iter()
            .filter(|measure| measure["plan_year"].as_i64() == Some(year))
            .collect();
        let mut taken = vec![false; read_measures.len()];
        let mut right = 0;
        for measure in &wanted {
            let case = format!("{year} {} line {}", measure["number"], measure["line_in_file"]);
            let same = |index: &usize| !taken[*index] && is_same(measure, &read_measures[*index]);
            let place = (0..read_measures.len()).find(same);
            let result = place.map(|_| ()).ok_or_else(|| format!("not found: {}", measure["title"]));
            outcome.report.count(case.clone(), result);
            if let Some(place) = place {
                taken[place] = true;
                right += 1;
                fields(&case, measure, &read_measures[place], outcome);
            }
        }
        for (measure, _) in read_measures.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let case = format!("{year} line {}", measure.zeile);
            outcome.report.count(case, Err(format!("not expected: {}", measure.name())));
        }
        outcome.measures.insert(year, (wanted.len(), read_measures.len(), right));
        parents(expected, year, read, &mut outcome.report);
    }
}

fn counts(year: i64, plan: &Value, read: Option<&Aktionsplan>, report: &mut Report) {
    let Some(read) = read else {
        report.count(format!("{year}"), Err("the plan was not found".to_owned()));
        return;
    };
    let mut status: BTreeMap<&str, u64> = BTreeMap::new();
    for found in read.massnahmen.iter().filter_map(|measure| measure.status.as_ref()) {
        *status.entry(found.words()).or_default() += 1;
    }
    let wanted: BTreeMap<&str, u64> = plan["status_counts"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(words, count)| (words.as_str(), count.as_u64().unwrap_or_default()))
        .collect();
    report.count(
        format!("{year} measures"),
        equal(&plan["measures"].to_string(), &read.massnahmen.len().to_string()),
    );
    report.count(format!("{year} status"), equal(&format!("{wanted:?}"), &format!("{status:?}")));
    let divided = plan["parents_without_fields"].to_string();
    report.count(format!("{year} divided"), equal(&divided, &read.oberpunkte.len().to_string()));
}

fn parents(expected: &Value, year: i64, read: Option<&Aktionsplan>, report: &mut Report) {
    for parent in list(expected, "parents").iter().filter(|parent| parent["plan_year"].as_i64() == Some(year))
    {
        let case = format!("{year} {} divided", parent["number"]);
        let found = read.into_iter().flat_map(|plan| &plan.oberpunkte).find(|punkt| {
            Some(punkt.nummer.to_string().as_str()) == parent["number"].as_str()
                && same_title(parent["title"].as_str().unwrap_or_default(), &punkt.titel)
                && Some(u64::from(punkt.zeile)) == parent["line_in_file"].as_u64()
        });
        report.count(case, found.map(|_| ()).ok_or_else(|| "not found".to_owned()));
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn equal(wanted: &str, found: &str) -> Result<(), String> {
    if wanted == found { Ok(()) } else { Err(format!("expected {wanted}, found {found}")) }
}

fn is_same(wanted: &Value, found: &Massnahme) -> bool {
    let number = found.nummer.as_ref().map_or("NEU".to_owned(), ToString::to_string);
    let line = wanted["line_in_file"].as_u64().is_none_or(|line| line == u64::from(found.zeile));
    wanted["number"].as_str() == Some(&number)
        && line
        && same_title(wanted["title"].as_str().unwrap_or_default(), &found.titel)
}

/// The expected title may still have its footnote number; the one that was read may not.
fn same_title(wanted: &str, found: &str) -> bool {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    let (wanted, found) = (squeeze(wanted), squeeze(found));
    wanted == found || wanted.trim_end_matches(|c: char| c.is_ascii_digit()) == found
}

fn fields(case: &str, wanted: &Value, found: &Massnahme, outcome: &mut Outcome) {
    let text = |name: &str| match &wanted[name] {
        Value::String(text) => Some(squeeze_blanks(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let mut field = |name: &'static str, wanted: Option<String>, found: Option<String>| {
        let right = wanted == found;
        let counts = outcome.fields.entry(name).or_default();
        counts.0 += usize::from(wanted.is_some());
        counts.1 += usize::from(found.is_some());
        counts.2 += usize::from(right && wanted.is_some());
        let result = if right { Ok(()) } else { Err(format!("expected {wanted:?}, found {found:?}")) };
        outcome.report.count(format!("{case} {name}"), result);
    };
    field("aufnahme", text("aufnahme"), found.aufnahme.as_ref().map(|value| value.wortlaut.clone()));
    field(
        "federfuehrung",
        text("federfuehrung"),
        found.federfuehrung.as_ref().map(|value| value.wortlaut.clone()),
    );
    field(
        "abschluss",
        text("geplanter_abschluss"),
        found.abschluss.as_ref().map(|value| value.wortlaut.clone()),
    );
    field(
        "projektstatus",
        text("projektstatus"),
        found.status.as_ref().map(|value| value.words().to_owned()),
    );
    field("vormals", text("vormals"), found.vormals.as_ref().map(|value| value.wortlaut.clone()));
    let flag = |value: bool| value.then(|| "yes".to_owned());
    field("neu", flag(wanted["neu"] == true), flag(found.neu));
    field("koalitionsvertrag", flag(wanted["koalitionsvertrag"] == true), flag(found.koalitionsvertrag));
    let codes =
        list(wanted, "strategie_codes").iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
    let some = |codes: String| (!codes.is_empty()).then_some(codes);
    field("strategie", some(codes), some(found.strategie.join(" ")));
}

fn squeeze_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
