//! Words as they are compared: small letters, no marks, and one spelling for umlauts.
//!
//! People write Führerschein, Fuehrerschein and Fuhrerschein and mean the same. Folding maps all three to one form. It
//! is no spelling anybody should see, and it may merge words that differ; both sides of a comparison are folded.

/// Folds a German word in small letters: `ä`, `ae` and `a` become `a`, `ß` becomes `ss`, other marks go.
#[must_use]
pub fn fold_german(word: &str) -> String {
    let plain = fold_marks(word);
    let mut out = String::with_capacity(plain.len());
    let mut chars = plain.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        out.push(c);
        // "ue" after a vowel or q is no umlaut: neue, Bauer, Quelle.
        let umlaut = match c {
            'a' | 'o' => true,
            'u' => !matches!(before, Some('a' | 'e' | 'i' | 'o' | 'q' | 'u')),
            _ => false,
        };
        before = Some(c);
        if umlaut && chars.peek() == Some(&'e') {
            chars.next();
            before = Some('e');
        }
    }
    out
}

/// Takes the marks off Latin letters.
pub(crate) fn fold_marks(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'ő' | 'ō' => out.push('o'),
            'ü' | 'ú' | 'ù' | 'û' | 'ű' | 'ū' | 'ů' => out.push('u'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => out.push('i'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ý' | 'ÿ' => out.push('y'),
            'ď' | 'đ' => out.push('d'),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ř' => out.push('r'),
            'ğ' => out.push('g'),
            'ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            'æ' => out.push('a'),
            'œ' => out.push('o'),
            // Combining marks, where the text is not composed.
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A name of an area: its words, folded, with one space between: `Mühlhausen/Thüringen` becomes
/// `muhlhausen thuringen`.
pub(crate) fn fold_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(fold_german).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_an_umlaut_are_one() {
        for words in [
            ["führerschein", "fuehrerschein", "fuhrerschein"],
            ["gebühr", "gebuehr", "gebuhr"],
            ["straße", "strasse", "strasse"],
            ["behörde", "behoerde", "behorde"],
        ] {
            assert_eq!(words.map(fold_german), [words[2]; 3].map(String::from));
        }
        for (word, folded) in
            [("steuer", "steuer"), ("neue", "neue"), ("bauer", "bauer"), ("quelle", "quelle")]
        {
            assert_eq!(fold_german(word), folded);
        }
        assert_eq!(fold_name("Mühlhausen/Thüringen"), "muhlhausen thuringen");
    }
}
