//! What holds for every text that comes from outside, whatever its letters.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Stands for a character that nobody can see, print or store (Unicode, "replacement character").
const REPLACEMENT: char = '\u{FFFD}';

/// The text in Unicode Normalization Form C (UAX #15), in which administration exchanges texts (DIN 91379, section 4):
/// equal letters have equal code points. It costs nothing where the text is so already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The text as it can be shown to the person who typed it: in NFC, each character in it that has no width or is a control
/// character replaced by `�`, so that it is seen where it stood. [`unfit`] still finds it.
pub fn visible(text: &str) -> Cow<'_, str> {
    let text = nfc(text);
    if text.chars().any(is_invisible) {
        return Cow::Owned(text.chars().map(|c| if is_invisible(c) { REPLACEMENT } else { c }).collect());
    }
    text
}

/// The first character that cannot be part of a text: a control character other than tab and line break (NUL cannot be
/// stored in PostgreSQL, and none can be printed), one without width, by which two names look alike that are not, a
/// noncharacter, the sign that a wrong encoding leaves, or a mark that turns the direction of writing, by which a text looks
/// different from what it is.
pub fn unfit(text: &str) -> Option<char> {
    text.chars().find(|c| {
        is_invisible(*c)
            || matches!(c, '\u{FFFD}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{FDD0}'..='\u{FDEF}')
            || u32::from(*c) & 0xFFFE == 0xFFFE
    })
}

/// Control characters (C0, DEL, C1) that are no white space of a text, and characters without width that no writing needs.
/// The joiners U+200C and U+200D are letters' business (Persian, Indic scripts, emoji) and stay.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(
            c,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{180E}' | '\u{2060}'..='\u{2064}'
        )
        || matches!(c, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_letters_have_equal_code_points() {
        assert_eq!(nfc("Mu\u{308}ller, Nova\u{301}kova\u{301}"), "Müller, Nováková");
        assert!(matches!(nfc("Müller"), Cow::Borrowed(_)));
        // A sequence of DIN 91379 has no composed form and stays what it is.
        assert_eq!(nfc("M\u{300}"), "M\u{300}");
        // Marks come into their canonical order.
        assert_eq!(nfc("Z\u{30C}\u{327}"), "\u{17D}\u{327}");
    }

    #[test]
    fn what_cannot_be_seen_is_found_and_shown() {
        for (bad, code) in [
            ("a\u{0}b", 0),
            ("a\u{7}b", 7),
            ("a\u{B}b", 0xB),
            ("\u{7F}", 0x7F),
            ("\u{85}", 0x85),
            ("\u{9F}", 0x9F),
            ("a\u{FFFD}", 0xFFFD),
            ("a\u{202E}b", 0x202E),
            ("\u{FEFF}a", 0xFEFF),
            ("\u{FDD0}", 0xFDD0),
            ("a\u{1FFFF}", 0x1_FFFF),
            // Names that look like others.
            ("Mül\u{200B}ler", 0x200B),
            ("\u{200E}Müller", 0x200E),
            ("Müller\u{2060}", 0x2060),
            ("Müller\u{E0041}", 0xE_0041),
        ] {
            assert_eq!(unfit(bad).map(u32::from), Some(code), "{bad:?}");
            assert!(unfit(&visible(bad)).is_some(), "{bad:?} is still refused when it comes back");
        }
        for good in ["", "Zeile\r\nZeile\tSpalte", "Łukasz Ďuriš\u{301}", "日本", "👍🏽", "\u{200D}"]
        {
            assert_eq!(unfit(good), None, "{good:?}");
            assert_eq!(visible(good), good);
        }
        assert_eq!(visible("e\u{301}\u{0}\u{1F}\n"), "é\u{FFFD}\u{FFFD}\n");
        assert_eq!(visible("Mül\u{200B}ler"), "Mül\u{FFFD}ler");
    }
}
