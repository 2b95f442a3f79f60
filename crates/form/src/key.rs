//! Keys: the names of form nodes in answers, expressions and HTML. ASCII snake_case made from the FIM name.

/// Longest key that is made from a name.
const LENGTH: usize = 48;

/// Words that FEEL reads as its own; a key must not be one of them.
const FEEL_WORDS: &[&str] = &[
    "and",
    "between",
    "else",
    "every",
    "external",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "not",
    "null",
    "of",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

/// The key of a name: `Anschrift Inland (Straße)` becomes `anschrift_inland_strasse`. Never empty.
pub fn slug(name: &str) -> String {
    let mut key = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => key.push(character),
            'ä' => key.push_str("ae"),
            'ö' => key.push_str("oe"),
            'ü' => key.push_str("ue"),
            'ß' => key.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => key.push('a'),
            'è' | 'é' | 'ê' | 'ë' => key.push('e'),
            'ç' | 'č' | 'ć' => key.push('c'),
            _ if !key.is_empty() && !key.ends_with('_') => key.push('_'),
            _ => {}
        }
    }
    if key.len() > LENGTH {
        let end = key[..=LENGTH].rfind('_').filter(|end| *end > LENGTH / 2).unwrap_or(LENGTH);
        key.truncate(end);
    }
    while key.ends_with('_') {
        key.pop();
    }
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        key.insert_str(0, "feld_");
        while key.ends_with('_') {
            key.pop();
        }
    }
    if FEEL_WORDS.contains(&key.as_str()) {
        key.push_str("_feld");
    }
    key
}

/// A key as it must be: snake_case, not a word of FEEL.
pub(crate) fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.len() <= 64
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !FEEL_WORDS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_keys() {
        assert_eq!(slug("Familienname"), "familienname");
        assert_eq!(slug("Anschrift Inland (Straße)"), "anschrift_inland_strasse");
        assert_eq!(slug("  Tag (ohne Monat und Jahr) "), "tag_ohne_monat_und_jahr");
        assert_eq!(slug("2. Wohnsitz"), "feld_2_wohnsitz");
        assert_eq!(slug("???"), "feld");
        assert_eq!(slug("In"), "in_feld");
        let long = slug("Antragsteller - Natürliche Person (mit GV-NP-JP, ohne Ausland) - zenBRed");
        assert_eq!(long, "antragsteller_natuerliche_person_mit_gv_np_jp");
        for name in ["", "Größe", "x".repeat(300).as_str(), "Ж", "9"] {
            assert!(is_key(&slug(name)), "{name}");
        }
    }
}
