//! Text without a font at hand: widths are estimated from those of Helvetica (Adobe Font Metrics), which the
//! common sans-serif faces follow, and lines are broken between words, in need inside long German compounds.

/// Widths of the characters from space to tilde in thousandths of the font size.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Faces differ; a little room keeps words inside their box.
const SLACK: f64 = 1.06;
/// Longer names are cut in the picture; the whole name is in the title of the element.
const MAX_CHARACTERS: usize = 1000;
/// The usual size of text.
pub(super) const SIZE: f64 = 12.0;
/// Sizes to try before a word is broken, and then.
const WHOLE: [f64; 3] = [SIZE, 11.0, 10.0];
const BROKEN: [f64; 3] = [11.0, 10.0, 9.0];

/// Broken text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
}

impl Block {
    pub(super) fn line_height(&self) -> f64 {
        self.size * 1.2
    }

    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.line_height()
    }

    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, self.size)).fold(0.0, f64::max)
    }
}

/// The estimated width of a line.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(thousandths(c))).sum();
    f64::from(thousandths) * size * SLACK / 1000.0
}

fn thousandths(character: char) -> u16 {
    match u32::from(character) {
        code @ 0x20..=0x7e => WIDTHS[code as usize - 0x20],
        0..0x20 | 0xad | 0x300..=0x36f | 0x200b..=0x200f => 0,
        // Chinese, Japanese, Korean, emoji
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xff00..=0xff60
        | 0x1f000.. => 1000,
        _ if character.is_uppercase() => 700,
        _ => 556,
    }
}

/// Text for a box: the largest size at which no word is broken and all lines fit; in the smallest, words are
/// broken and what is too much is cut.
pub(super) fn fit(text: &str, max_width: f64, max_height: f64) -> Block {
    for size in WHOLE {
        let (lines, broken) = wrap(text, max_width, size);
        let block = Block { lines, size };
        if !broken && block.height() <= max_height {
            return block;
        }
    }
    for size in BROKEN {
        let block = Block { lines: wrap(text, max_width, size).0, size };
        if block.height() <= max_height {
            return block;
        }
    }
    let size = BROKEN[BROKEN.len() - 1];
    cut(Block { lines: wrap(text, max_width, size).0, size }, max_width, max_height)
}

/// Text beside a symbol, at the usual size.
pub(super) fn free(text: &str, max_width: f64) -> Block {
    at_size(text, max_width, SIZE)
}

/// Text at a given size, as wide as its longest word where that is not much wider than the width given.
pub(super) fn at_size(text: &str, max_width: f64, size: f64) -> Block {
    let longest = text.split_whitespace().map(|word| width(word, size)).fold(0.0, f64::max);
    Block { lines: wrap(text, max_width.max(longest.min(130.0)), size).0, size }
}

fn cut(mut block: Block, max_width: f64, max_height: f64) -> Block {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number of lines of a box is small and not negative"
    )]
    let room = ((max_height / block.line_height()).max(1.0)) as usize;
    if block.lines.len() > room {
        block.lines.truncate(room);
        if let Some(last) = block.lines.last_mut() {
            while !last.is_empty() && width(last, block.size) + width("…", block.size) > max_width {
                last.pop();
            }
            last.push('…');
        }
    }
    block
}

/// Breaks a text into lines, and says whether a word had to be broken. Line breaks of the text stay.
fn wrap(text: &str, max_width: f64, size: f64) -> (Vec<String>, bool) {
    let short: String = text.chars().take(MAX_CHARACTERS).collect();
    let short = if short.len() < text.len() { short + "…" } else { short };
    let (mut lines, mut broken) = (Vec::new(), false);
    for paragraph in short.lines() {
        let mut line = String::new();
        for word in paragraph.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
            let together = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if width(&together, size) <= max_width {
                line = together;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word;
            while width(rest, size) > max_width {
                let Some((head, tail, hyphen)) = split(rest, max_width, size) else { break };
                broken |= hyphen;
                lines.push(if hyphen { format!("{head}-") } else { head.to_owned() });
                rest = tail;
            }
            rest.clone_into(&mut line);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    (lines, broken)
}

/// Breaks a word so that its head fits: after a sign such as `-` or `/`, else between syllables, else
/// anywhere. The flag says whether a hyphen is to be written.
fn split(word: &str, max_width: f64, size: f64) -> Option<(&str, &str, bool)> {
    let characters: Vec<(usize, char)> = word.char_indices().collect();
    let (mut used, mut fitting, mut fitting_plain) = (0.0, 0, 0);
    let hyphen = width("-", size);
    for (place, (_, character)) in characters.iter().enumerate() {
        used += f64::from(thousandths(*character)) * size * SLACK / 1000.0;
        if used + hyphen <= max_width {
            fitting = place + 1;
        }
        if used <= max_width {
            fitting_plain = place + 1;
        }
    }
    if characters.len() < 2 {
        return None;
    }
    let cut = |place: usize, hyphen: bool| {
        let (head, tail) = word.split_at(characters[place].0);
        Some((head, tail, hyphen))
    };
    let signs = (2..=fitting_plain.min(characters.len() - 1)).rev();
    if let Some(place) = signs.into_iter().find(|place| "-/_.:;,".contains(characters[place - 1].1)) {
        return cut(place, false);
    }
    let last = characters.len() - 1;
    let syllable =
        (3..=fitting.min(last.saturating_sub(2))).rev().find(|place| is_syllable(&characters, *place));
    cut(syllable.unwrap_or(fitting.clamp(1, last)), true)
}

/// German words break before the last consonant ahead of a vowel; `ch`, `sch`, `ck`, `ph` and `th` stay
/// together.
fn is_syllable(characters: &[(usize, char)], place: usize) -> bool {
    let vowel = |at: usize| characters.get(at).is_some_and(|(_, c)| "aeiouyäöüAEIOUYÄÖÜ".contains(*c));
    if vowel(place)
        || !vowel(place + 1)
        || !characters[..place].iter().any(|(_, c)| "aeiouyäöüAEIOUÄÖÜ".contains(*c))
    {
        return false;
    }
    let pair = (characters[place - 1].1, characters[place].1);
    !matches!(pair, ('c' | 's' | 'p' | 't', 'h') | ('c', 'k'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_their_width() {
        let text =
            "Voraussetzungen der Bewohnerparkausweisverordnung Straßenverkehrsordnung/Landesrecht prüfen";
        for max in [30.0, 60.0, 90.0, 140.0] {
            for line in wrap(text, max, 12.0).0 {
                assert!(width(&line, 12.0) <= max, "'{line}' is wider than {max}");
            }
        }
    }

    #[test]
    fn no_letter_is_lost() {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let text = "Straßenverkehrszulassungsbehörde entscheidet über Ausnahmegenehmigung";
        for max in [1.0, 25.0, 70.0, 400.0] {
            assert_eq!(letters(&wrap(text, max, 12.0).0.concat()), letters(text), "{max}");
        }
    }

    #[test]
    fn words_shrink_before_they_break() {
        let block = fit("Bewohnerparkausweis", 110.0, 60.0);
        assert_eq!((block.lines.len(), block.size), (1, 10.0), "{block:?}");
        assert_eq!(wrap("Verpflichtungserklärung", 80.0, 12.0).0, ["Verpflichtung-", "serklärung"]);
    }

    #[test]
    fn what_is_too_much_is_cut() {
        let block = fit(&"Wort ".repeat(500), 90.0, 60.0);
        assert!(block.height() <= 60.0 && block.lines.last().unwrap().ends_with('…'), "{block:?}");
        assert_eq!(fit("", 90.0, 60.0).lines, Vec::<String>::new());
    }
}
