//! What columns of a file are called, spelled right or nearly so.

use crate::fields::Feld;
use crate::sheet::{Spalte, Verweisart};
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
        .filter(|(_, name)| heading.len().abs_diff(name.len()) <= most)
        .map(|(spalte, name)| (strsim::levenshtein(heading, name), spalte))
        .filter(|(edits, _)| *edits <= most)
        .collect();
    like.sort_by_key(|(edits, _)| *edits);
    let (least, best) = *like.first()?;
    let rival = like.iter().any(|(edits, spalte)| *edits == least && *spalte != best);
    (!rival).then_some(best)
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
    (Spalte::Verknuepft(Verweisart::Massnahme), &["massnahmen", "massnahme", "aktionsplan"]),
    (Spalte::Verknuepft(Verweisart::Leistung), &["leistungen", "leistung", "leika", "leikaschlussel"]),
    (Spalte::Verknuepft(Verweisart::Nutzt), &["nutzt", "verwendet", "benotigt"]),
    (Spalte::Verknuepft(Verweisart::Ersetzt), &["ersetzt", "lostab", "ablosungvon"]),
    (Spalte::Genutzt, &["lizenzengenutzt", "genutztelizenzen", "lizenzeninnutzung"]),
    (Spalte::GenutztAm, &["lizenzengenutztam", "nutzungam", "stichtagnutzung"]),
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
        for spalte in Spalte::BESIDE {
            assert_eq!(meant(&bare(spalte.as_str()), false), Some(spalte));
        }
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
