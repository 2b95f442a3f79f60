//! What columns of a file are called, spelled right or nearly so.

use crate::fields::Feld;
use crate::sheet::Spalte;
use crate::tables::compact;

/// The columns of a row of headings.
pub(crate) fn columns(headings: &[String]) -> Vec<(usize, String, Spalte)> {
    let mut found: Vec<(usize, String, Spalte)> = Vec::new();
    let named: Vec<(usize, String)> = headings.iter().map(|heading| bare(heading)).enumerate().collect();
    // What is spelled right goes first, so that no slip takes its place.
    for slips in [false, true] {
        for (at, heading) in &named {
            let there = |found: &[(usize, String, Spalte)], spalte| {
                found.iter().any(|(other, _, taken)| other == at || *taken == spalte)
            };
            if let Some(spalte) = meant(heading, slips).filter(|spalte| !there(&found, *spalte)) {
                found.push((*at, headings[*at].clone(), spalte));
            }
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    found
}

/// A heading without what stands in brackets, folded into one word.
fn bare(heading: &str) -> String {
    let before = heading.split(['(', '[', '\n']).next().unwrap_or_default();
    let text = if before.trim().is_empty() { heading } else { before };
    compact(text)
}

/// What a heading means; with `slips`, also where a letter or two are wrong, if it can mean one thing only.
fn meant(heading: &str, slips: bool) -> Option<Spalte> {
    let spellings =
        || NAMES.iter().flat_map(|(spalte, names)| names.iter().map(move |name| (*spalte, *name)));
    if !slips {
        return spellings().find(|(_, name)| *name == heading).map(|(spalte, _)| spalte);
    }
    let most = match heading.len() {
        0..=4 => return None,
        5..=8 => 1,
        _ => 2,
    };
    let mut like: Vec<(usize, Spalte)> = spellings()
        .filter_map(|(spalte, name)| Some((distance(heading.as_bytes(), name.as_bytes(), most)?, spalte)))
        .collect();
    like.sort_by_key(|(edits, _)| *edits);
    let (least, best) = *like.first()?;
    let rival = like.iter().any(|(edits, spalte)| *edits == least && *spalte != best);
    (!rival).then_some(best)
}

/// How many letters to insert, delete or replace (Levenshtein 1966); none if more than `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

/// What columns are called, folded: first the heading of exports, then what else people write.
const NAMES: &[(Spalte, &[&str])] = &[
    (Spalte::Kennung, &["kennung", "id"]),
    (Spalte::Feld(Feld::Art), &["art", "kategorie", "typ", "type", "objektart"]),
    (
        Spalte::Feld(Feld::Name),
        &["name", "bezeichnung", "verfahrensname", "titel", "fachverfahren", "verfahren", "anwendung"],
    ),
    (Spalte::Feld(Feld::Kurzname), &["kurzname", "kurzbezeichnung", "abkurzung", "kurzel"]),
    (Spalte::Feld(Feld::Beschreibung), &["beschreibung", "kurzbeschreibung", "zweck", "bemerkung"]),
    (Spalte::Feld(Feld::Hersteller), &["hersteller", "anbieter", "lieferant", "vendor"]),
    (Spalte::Feld(Feld::Produkt), &["produkt", "produktname", "product"]),
    (Spalte::Feld(Feld::Version), &["version", "release", "produktversion"]),
    (Spalte::Feld(Feld::Schutzbedarf), &["schutzbedarf", "schutzbedarfskategorie"]),
    (
        Spalte::Feld(Feld::Personenbezug),
        &["personenbezug", "personenbezogenedaten", "personenbezogen", "pbd"],
    ),
    (Spalte::Feld(Feld::Oeffentlich), &["offentlich", "veroffentlichen", "namedarfveroffentlichtwerden"]),
    (Spalte::Feld(Feld::Betreiber), &["betreiber", "rechenzentrum", "betriebdurch", "hoster"]),
    (Spalte::Feld(Feld::Nutzende), &["nutzende", "anzahlnutzende", "nutzer", "anzahlnutzer", "user"]),
    (Spalte::Feld(Feld::Standards), &["standards", "standard"]),
    (Spalte::Feld(Feld::Schnittstellen), &["schnittstellen", "schnittstelle"]),
    (Spalte::Feld(Feld::InBetriebSeit), &["inbetriebseit", "produktivseit", "einfuhrung", "inbetriebnahme"]),
    (Spalte::Feld(Feld::SupportBis), &["supportbis", "supportende", "endeoflife", "endesupport", "eol"]),
    (Spalte::Feld(Feld::AbloesungAm), &["ablosungam", "ablosung", "geplanteablosung"]),
    (Spalte::Feld(Feld::VertragBis), &["vertragbis", "vertragsende", "endevertrag", "laufzeitbis"]),
    (
        Spalte::Feld(Feld::KostenJahr),
        &["kostenjahr", "kostenimjahr", "kostenprojahr", "jahreskosten", "kosten"],
    ),
    (Spalte::Feld(Feld::Einzelplan), &["einzelplan", "epl"]),
    (
        Spalte::Feld(Feld::EnergieKwh),
        &["energiekwh", "stromverbrauch", "kwh", "kwhimjahr", "energieverbrauch"],
    ),
    (Spalte::Feld(Feld::EnergieJahr), &["energiejahr", "jahrderenergieangabe"]),
    (Spalte::Feld(Feld::EnergieQuelle), &["energiequelle", "quellederenergieangabe"]),
    (Spalte::Feld(Feld::Lizenzart), &["lizenzart", "lizenzmodell", "lizenztyp"]),
    (
        Spalte::Feld(Feld::LizenzenGekauft),
        &["lizenzengekauft", "gekauftelizenzen", "anzahllizenzen", "lizenzanzahl", "lizenzen"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_heading_and_no_heading_means_two() {
        for feld in Feld::ALL {
            let heading = bare(feld.as_str());
            assert_eq!(meant(&heading, false), Some(Spalte::Feld(feld)), "{heading}");
        }
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
