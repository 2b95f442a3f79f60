//! Which texts speak of what a text speaks of: the words they share, the rare ones counting most (tf-idf, cosine). German
//! words are cut to their beginnings, so that "Verwaltungsleistung" and "Verwaltungsleistungen" are one.

use std::collections::BTreeMap;

/// So many letters of a word count.
const STEM: usize = 9;
/// Shorter words are articles and the like.
const SHORTEST: usize = 4;
/// Less than this is chance.
const LEAST: f64 = 0.04;

/// The places of those `texte` that have something in common with `frage`, each with how much, from 0 to 1; most first.
#[must_use]
pub fn aehnliche(frage: &str, texte: &[String]) -> Vec<(usize, f64)> {
    let counts: Vec<_> = texte.iter().map(|text| words(text)).collect();
    let mut documents: BTreeMap<&str, f64> = BTreeMap::new();
    for word in counts.iter().flat_map(|words| words.keys()) {
        *documents.entry(word).or_default() += 1.0;
    }
    let all = texte.len() as f64;
    let rarity = |word: &str| (1.0 + all / (1.0 + documents.get(word).copied().unwrap_or_default())).ln();
    let asked = words(frage);
    let asked = weigh(&asked, rarity);
    let mut found: Vec<_> = counts
        .iter()
        .map(|words| cosine(&asked, &weigh(words, rarity)))
        .enumerate()
        .filter(|(_, like)| *like >= LEAST)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

fn words(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST) {
        let stem: String = word.chars().flat_map(char::to_lowercase).take(STEM).collect();
        *counts.entry(stem).or_default() += 1.0;
    }
    counts
}

/// A word said ten times does not count ten times.
fn weigh(counts: &BTreeMap<String, f64>, rarity: impl Fn(&str) -> f64) -> BTreeMap<&str, f64> {
    counts.iter().map(|(word, count)| (word.as_str(), (1.0 + f64::ln(*count)) * rarity(word))).collect()
}

fn cosine(a: &BTreeMap<&str, f64>, b: &BTreeMap<&str, f64>) -> f64 {
    let dot: f64 = a.iter().filter_map(|(word, weight)| Some(weight * b.get(word)?)).sum();
    let length = |all: &BTreeMap<&str, f64>| all.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    let both = length(a) * length(b);
    if both > 0.0 { dot / both } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_comes_first_and_chance_does_not_count() {
        let texts = [
            "Das Landesnetz wird mit Glasfaser erneuert.",
            "Die elektronische Akte wird in allen Ressorts eingeführt.",
            "Einführung der elektronischen Akten (E-Akte) in den Ressorts",
        ]
        .map(ToOwned::to_owned);
        let found = aehnliche("Wir werden die elektronische Akte in allen Behörden ausrollen.", &texts);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 2]);
        assert!(aehnliche("", &texts).is_empty() && aehnliche("Akte", &[]).is_empty());
        let same = aehnliche(&texts[0], &texts);
        assert!(same[0].0 == 0 && same[0].1 > 0.999, "{same:?}");
    }
}
