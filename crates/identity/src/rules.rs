//! What a password must be: long enough, and not among the first that anybody would try (NIST SP 800-63B-4 section
//! 3.1.1.2, OWASP ASVS 5.0 section 6.2). Nothing is said about kinds of characters: such rules make passwords worse.

use crate::password::{MAX_LENGTH, MIN_LENGTH};

/// Words that everybody knows here, beside those of the person and the site.
const WORDS: [&str; 8] =
    ["rennsteig", "kennwort", "passwort", "password", "verwaltung", "willkommen", "behörde", "portal"];
/// Shorter words of a name or login are no help to whoever guesses.
const SHORTEST_WORD: usize = 4;
/// So many letters and digits must be left when known words are taken out.
const OF_ONES_OWN: usize = 8;
/// So many different characters, and steps that are not just the next one, at least.
const VARIETY: usize = 5;

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Too short or too long.
    #[error("a password has {MIN_LENGTH} to {MAX_LENGTH} characters")]
    Length,
    /// Hardly more than the person's name or login, the name of the site, or words such as "Kennwort".
    #[error(
        "the password is hardly more than a name or word that everybody would try first: add words of your own"
    )]
    Known,
    /// The same characters over and over, or a row such as 123456.
    #[error("the password repeats itself or counts on: choose words that have nothing to do with each other")]
    Simple,
}

/// Looks at a password that somebody has chosen. `about` is what is known about the person and the place: login, name, site.
pub(crate) fn examine(password: &str, about: &[&str]) -> Result<(), BadPassword> {
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&password.chars().count()) {
        return Err(BadPassword::Length);
    }
    let password = password.to_lowercase();
    if is_simple(&password) {
        return Err(BadPassword::Simple);
    }
    let mut rest = password;
    for word in words(about) {
        rest = rest.replace(&word, " ");
    }
    if rest.chars().filter(|c| c.is_alphanumeric()).count() < OF_ONES_OWN {
        return Err(BadPassword::Known);
    }
    Ok(())
}

/// Known words in small letters, the longest first, so that none is taken apart by another.
fn words(about: &[&str]) -> Vec<String> {
    let parts = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = parts.chain(WORDS).map(str::to_lowercase).collect();
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

fn is_simple(password: &str) -> bool {
    let signs: Vec<u32> = password.chars().map(u32::from).collect();
    let different: std::collections::BTreeSet<_> = signs.iter().collect();
    let steps = signs.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) > 1).count();
    let repeats = (1..=signs.len() / 2).any(|period| signs[period..] == signs[..signs.len() - period]);
    different.len() < VARIETY || steps < VARIETY || repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_first_is_refused_and_nothing_else() {
        let about = ["joerdis.novakova", "Jördis Amélie Nováková-Weiß", "Portal Musterland"];
        for (password, verdict) in [
            ("kurz", Err(BadPassword::Length)),
            (&"lang ".repeat(60), Err(BadPassword::Length)),
            ("aaaaaaaaaaaaaaa", Err(BadPassword::Simple)),
            ("123456789012", Err(BadPassword::Simple)),
            ("abcdefghijklmnop", Err(BadPassword::Simple)),
            ("qwertzqwertz", Err(BadPassword::Simple)),
            ("Joerdis.Novakova1988", Err(BadPassword::Known)),
            ("NovákováJördis!", Err(BadPassword::Known)),
            ("Musterland2026!", Err(BadPassword::Known)),
            ("Passwort-Kennwort-1", Err(BadPassword::Known)),
            ("rennsteig-demo", Err(BadPassword::Known)),
            ("Grüße vom Inselsberg", Ok(())),
            ("ein langes Kennwort", Ok(())),
            ("jördis mag grüne Birnen", Ok(())),
            ("7f3k-9qzt-m2xw", Ok(())),
            ("ünüblîch-gewählt", Ok(())),
        ] {
            assert_eq!(examine(password, &about), verdict, "{password}");
        }
    }

    #[test]
    fn a_name_of_three_letters_forbids_nothing() {
        assert_eq!(examine("Eva Eva Eva und Otto", &["eva", "Eva Ott"]), Ok(()));
    }
}
