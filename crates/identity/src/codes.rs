//! Codes that people read and type: made by chance, in groups, without letters and digits that look alike.

use store::Entropy;

/// Capital letters and digits without I and 1, O and 0.
const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A code of so many signs, five bits each.
pub(crate) fn draw(entropy: &dyn Entropy, length: usize) -> String {
    let mut random = vec![0; length];
    entropy.fill(&mut random);
    // 256 is a multiple of 32: each sign is as likely as any other.
    random.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// The code as it is shown.
pub(crate) fn grouped(code: &str, size: usize) -> String {
    let signs: Vec<char> = code.chars().collect();
    let groups: Vec<String> = signs.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The code that somebody typed: in small letters or large ones, with any blanks and hyphens. What is much too long is no
/// code and is not worth a hash.
pub(crate) fn typed(text: &str) -> String {
    const LONGEST: usize = 64;
    let signs = text.chars().filter(char::is_ascii_alphanumeric);
    signs.take(LONGEST).map(|sign| sign.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_is_read_however_it_is_typed() {
        let entropy = store::SeededEntropy::new(11);
        let codes: std::collections::BTreeSet<_> = (0..100).map(|_| draw(&entropy, 20)).collect();
        assert_eq!(codes.len(), 100);
        for code in codes {
            assert!(code.len() == 20 && !code.contains(['I', 'O', '0', '1']), "{code}");
            let shown = grouped(&code, 4);
            assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 5]);
            let small = shown.to_lowercase().replace('-', " ");
            for text in [shown, small, format!(" {code}\n")] {
                assert_eq!(typed(&text), code);
            }
        }
        assert_eq!(typed("äöü–—"), "");
        assert_eq!(typed(&"a".repeat(10_000)).len(), 64);
    }
}
