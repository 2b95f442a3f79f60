//! Footnotes and their signs. A line that begins with a number is a footnote if that number hangs on a word before it: so
//! "16 Fokusleistungen" at the beginning of a line stays in the text.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{self, Lines};
use crate::lines::{item, leading_number};

/// Takes the signs of the footnotes out of `texts` and says which lines are footnotes.
pub(super) fn take_out(lines: &Lines<'_>, texts: &mut [String]) -> BTreeSet<usize> {
    let mut notes = BTreeSet::new();
    let mut signs: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut inside = false;
    for place in 0..texts.len() {
        let line = &lines.all[place];
        let text = texts[place].clone();
        if text.is_empty() {
            inside = false;
            continue;
        }
        let sign = number_of_note(&text).and_then(|number| Some((number, *signs.get(&number)?)));
        let begins = line.after_blank || line.led || inside;
        if let Some((number, (at, offset))) = sign.filter(|_| begins) {
            let digits = number.to_string().len();
            texts[at].replace_range(offset..offset + digits, "");
            signs.remove(&number);
            let behind = signs.values_mut().filter(|(line, place)| *line == at && *place > offset);
            behind.for_each(|(_, place)| *place -= digits);
            inside = true;
        } else if line.led || item(&text).is_some() || headings::heading(&text).is_some() {
            inside = false;
        }
        if inside {
            notes.insert(place);
        } else {
            signs.extend(signs_in(&text).map(|(number, offset)| (number, (place, offset))));
        }
    }
    notes
}

/// The number of "13 Siehe Basisdienste."
fn number_of_note(text: &str) -> Option<u32> {
    let (number, rest) = leading_number(text)?;
    (number > 0 && number < 1_000 && rest.starts_with(char::is_whitespace)).then_some(number)
}

/// Numbers that hang on a word or the mark behind it: "eID14", "ab.2", "(DVC)3".
fn signs_in(text: &str) -> impl Iterator<Item = (u32, usize)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
    starts.filter_map(|(offset, _)| {
        let before = text[..offset].chars().next_back()?;
        let hangs = before.is_alphabetic()
            || matches!(before, '.' | ',' | ')' | '“' | '”' | '"')
                && text[..offset - before.len_utf8()].ends_with(|c: char| c.is_alphabetic() || c == ')');
        let (number, rest) = leading_number(&text[offset..])?;
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
        let decimal = rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        (hangs && !goes_on && !decimal && (1..1_000).contains(&number)).then_some((number, offset))
    })
}
