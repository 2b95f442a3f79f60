//! What points elsewhere: footnote signs glued to words, former numbers, other measures.

use crate::model::{Verweis, Vormals, Zeile};
use crate::number::Nummer;

/// Reads the words of a footnote as a former number: "vormals Maßnahme A.21.", "vormals Maßnahmen A.7./A.8./A.22.".
pub(crate) fn vormals(text: &str, zeile: Zeile) -> Option<Vormals> {
    let rest = ["vormals", "ehemals", "bisher"].iter().find_map(|word| {
        let start = text.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start())
    })?;
    let rest = ["Maßnahmen", "Maßnahme", "Nummern", "Nummer", "Nrn.", "Nr."]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest)
        .trim();
    let nummern = numbers(rest)?;
    let wortlaut = rest.strip_suffix('.').unwrap_or(rest).trim_end().to_owned();
    Some(Vormals { wortlaut, nummern, zeile })
}

/// Numbers with separators and ranges between them; `None` where anything else stands there.
fn numbers(text: &str) -> Option<Vec<Nummer>> {
    let mut found: Vec<Nummer> = Vec::new();
    let mut rest = text;
    let mut range = false;
    while !rest.is_empty() {
        let (number, after) = Nummer::leading(rest)?;
        match found.last().filter(|_| range) {
            Some(first) => {
                let all = first.until(&number);
                if all.is_empty() { found.push(number) } else { found.extend(all.into_iter().skip(1)) }
            }
            None => found.push(number),
        }
        let after = after.trim_start_matches(['.', ' ']);
        let separator =
            ["–", "-", "bis ", "/", ",", ";", "und ", "sowie "].iter().position(|s| after.starts_with(s));
        range = separator.is_some_and(|index| index < 3);
        let bare = after.trim_start_matches(['–', '-', '/', ',', ';', ' ']);
        rest = ["bis ", "und ", "sowie "]
            .iter()
            .find_map(|word| bare.strip_prefix(word))
            .unwrap_or(bare)
            .trim_start();
        if separator.is_none() && !rest.is_empty() {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Finds footnote signs in the order of the text. Signs are counted from 1 in each plan, so that a digit is a sign
/// where it is the next number, and part of a word ("IPv6") elsewhere.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    last: u32,
    /// The signs found, with their lines.
    pub(crate) found: Vec<(u32, Zeile)>,
}

impl Signs {
    /// Takes a sign that stands on a line of its own.
    pub(crate) fn alone(&mut self, number: u32, line: Zeile) {
        self.last = self.last.max(number);
        self.found.push((number, line));
    }

    fn expects(&self, number: u32, notes: &[u32]) -> bool {
        let near = number > self.last && number <= self.last + 4;
        number == self.last + 1 || near && notes.contains(&number)
    }

    /// Takes the sign off the end of a title. `notes` are the footnotes on its page.
    ///
    /// Digits of their own ("zu 1153") are parted only where the next sign is among them, and a year never is.
    pub(crate) fn title<'t>(&mut self, title: &'t str, notes: &[u32], line: Zeile) -> (&'t str, Option<u32>) {
        let bare = title.trim_end_matches([' ', ',', ';', '.']);
        let stem = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &bare[stem.len()..];
        if digits.is_empty() || digits.len() > 6 {
            return (title.trim_end(), None);
        }
        let spaced = stem.ends_with(' ');
        let part_of_number = stem.ends_with(['/', '-']) || spaced && is_year(digits);
        let sign = (0..digits.len()).filter_map(|at| digits[at..].parse().ok().map(|number| (at, number)));
        let fits = |at: usize, number: u32| {
            let whole = at == 0;
            let on_page = notes.contains(&number);
            let next = self.expects(number, notes);
            // A page may have lost its footnotes: a number of two digits that is due is no accident.
            let due = number == self.last + 1 && number >= 10;
            let near = is_word(stem) && number > self.last && number <= self.last + 4;
            match (whole, spaced) {
                (true, true) => on_page || due,
                (true, false) => on_page || due || near || next && is_word(stem),
                (false, true) => next && (on_page || due),
                (false, false) => next && (on_page || number == self.last + 1),
            }
        };
        let chosen = sign
            .filter(|(at, number)| *number > 0 && !digits[*at..].starts_with('0') && fits(*at, *number))
            .min_by_key(|(_, number)| (*number != self.last + 1, std::cmp::Reverse(*number)));
        match chosen.filter(|_| !part_of_number) {
            Some((at, number)) => {
                self.alone(number, line);
                (bare[..stem.len() + at].trim_end(), Some(number))
            }
            None => (title.trim_end(), None),
        }
    }

    /// Takes the signs out of a line of running text.
    pub(crate) fn text(&mut self, text: &str, notes: &[u32], line: Zeile) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[..at]);
            let end = at + rest[at..].bytes().take_while(u8::is_ascii_digit).count();
            let (digits, after) = (&rest[at..end], &rest[end..]);
            match self.sign(&out, digits, after, notes) {
                Some(kept) => {
                    if let Ok(number) = digits[kept..].parse() {
                        self.alone(number, line);
                    }
                    out.push_str(&digits[..kept]);
                    if kept == 0 && out.ends_with(' ') && (after.is_empty() || after.starts_with(' ')) {
                        out.pop();
                    }
                }
                None => out.push_str(digits),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Where a sign begins in a group of digits, if one does.
    fn sign(&self, before: &str, digits: &str, after: &str, notes: &[u32]) -> Option<usize> {
        let number = |kept: usize| {
            digits[kept..].parse().ok().filter(|n| self.expects(*n, notes) && notes.contains(n))
        };
        let compound = after.strip_prefix('-').is_some_and(|after| after.starts_with(char::is_alphanumeric));
        let capitals = before.chars().rev().take(4).filter(|c| c.is_uppercase()).count() == 4;
        let goes_on = after.starts_with(|c: char| c.is_alphanumeric())
            || after.starts_with(['.', ',', '/']) && after[1..].starts_with(|c: char| c.is_ascii_digit())
            || compound && !capitals && !is_word(before);
        if goes_on || digits.len() > 7 {
            return None;
        }
        let year = digits.len() > 4 && is_year(&digits[..4]);
        if year {
            return number(4).map(|_| 4);
        }
        // The page may have lost its footnotes: the number that is due, right behind a word, is a sign all the same.
        let due = || digits.parse::<u32>().ok().filter(|number| *number == self.last + 1 && self.last > 0);
        let word = || is_word(before.trim_end_matches(['.', ',', '“', ')'])) && !before.ends_with(' ');
        number(0).or_else(|| due().filter(|_| word()))?;
        let last = before.chars().next_back()?;
        let beyond = before.trim_end().chars().next_back()?;
        let glued = last.is_alphabetic() || ")“”.,!".contains(last);
        let decimal =
            ".,".contains(last) && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
        // "Abs. 1" is no sign behind a sentence.
        let word = before.trim_end().trim_end_matches('.').rsplit(' ').next().unwrap_or("");
        let closed = ".“”)".contains(beyond) || beyond.is_ascii_digit();
        let ended = last == ' ' && closed && !crate::prose::is_short(word);
        let opens =
            after.is_empty() || after.trim_start().starts_with(|c: char| c.is_uppercase() || c == '(');
        (glued && !decimal || ended && opens).then_some(0)
    }
}

/// Whether a text ends with a word or a bracket that digits are no part of: "IPv" and "Q" are no words.
fn is_word(text: &str) -> bool {
    let mut letters = text.chars().rev().take(3);
    text.ends_with([')', '“', '"']) || letters.clone().count() == 3 && letters.all(char::is_lowercase)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// What stands before the number of another measure.
const CUES: [&str; 6] = ["Maßnahmen ", "Maßnahme ", "vgl. ", "Tz. ", "siehe ", "hierzu "];

/// The measures that a text names. Numbers without a letter count only behind the word Maßnahme: others are sections
/// of laws and reports.
pub(crate) fn verweise(text: &str, mut line: impl FnMut(usize) -> Zeile) -> Vec<Verweis> {
    let mut found: Vec<Verweis> = Vec::new();
    let mut end = 0;
    let mut cues: Vec<(usize, &str)> = CUES.iter().flat_map(|cue| text.match_indices(cue)).collect();
    cues.sort_unstable();
    for (at, cue) in cues {
        let mut from = at + cue.len();
        if from < end {
            continue;
        }
        let plan = plan_before(&text[..at]);
        while let Some((ziel, rest)) = Nummer::leading(&text[from..]) {
            let named = cue.starts_with("Maßnahme") || matches!(ziel.part(), crate::number::Part::Letter(_));
            let stops = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
            if !named || !stops {
                break;
            }
            found.push(Verweis { ziel, plan, zeile: line(from) });
            end = text.len() - rest.len();
            let next = rest.trim_start_matches([' ', '.']);
            let joined =
                ["und ", "bis ", "sowie ", ", ", "/"].iter().find_map(|word| next.strip_prefix(word));
            let Some(next) = joined else { break };
            from = text.len() - next.len();
        }
    }
    found
}

/// "Aktionsplan 2016" right before a place in a text.
fn plan_before(text: &str) -> Option<i16> {
    let (_, year) = text.trim_end().rsplit_once("Aktionsplan ")?;
    is_year(year.trim()).then(|| year.trim().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_numbers() {
        let read = |text| {
            vormals(text, 1).map(|v| (v.wortlaut, v.nummern.iter().map(ToString::to_string).collect()))
        };
        let some =
            |w: &str, n: &[&str]| Some((w.to_owned(), n.iter().map(ToString::to_string).collect::<Vec<_>>()));
        assert_eq!(read("vormals Maßnahme A.21."), some("A.21", &["A.21"]));
        assert_eq!(
            read("vormals Maßnahmen A.7./A.8./A.22."),
            some("A.7./A.8./A.22", &["A.7", "A.8", "A.22"])
        );
        assert_eq!(read("vormals Maßnahme A.29. – A.31."), some("A.29. – A.31", &["A.29", "A.30", "A.31"]));
        assert_eq!(read("vormals Maßnahme 5.6"), some("5.6", &["5.6"]));
        assert_eq!(read("vormals im TFM"), None);
        assert_eq!(read("ThürStAnz Nr. 33"), None);
    }

    #[test]
    fn signs_at_titles() {
        let mut signs = Signs::default();
        assert_eq!(signs.title("im Portalverbund1", &[1], 1), ("im Portalverbund", Some(1)));
        signs.alone(2, 2);
        assert_eq!(signs.title("Beitritt zu 1153", &[3], 3), ("Beitritt zu 115", Some(3)));
        assert_eq!(signs.title("Umstellung auf IPv6", &[], 4), ("Umstellung auf IPv6", None));
        assert_eq!(signs.title("Digitale Agenda 2024", &[4], 4), ("Digitale Agenda 2024", None));
        assert_eq!(signs.title("der Behördennummer 115 3", &[3], 4), ("der Behördennummer 115", Some(3)));
        assert_eq!(signs.title("Schulsystem 4", &[4], 4), ("Schulsystem", Some(4)));
        assert_eq!(signs.title("VoIP auf IPv65,", &[], 4), ("VoIP auf IPv6", Some(5)));
        assert_eq!(signs.title("c/s auf Web 2.0", &[], 4), ("c/s auf Web 2.0", None));
        assert_eq!(signs.title("Antrag5", &[5], 5), ("Antrag", Some(5)));
    }

    #[test]
    fn signs_in_running_text() {
        let mut signs = Signs::default();
        assert_eq!(signs.text("beschlossen. 1  Zur Erreichung", &[1, 2], 1), "beschlossen.  Zur Erreichung");
        assert_eq!(signs.text("soll.2 Das kostet 3.500 Euro", &[1, 2, 3], 2), "soll. Das kostet 3.500 Euro");
        assert_eq!(
            signs.text("vom 12. Juli 20113 (in der Stufe 4 = 4", &[3, 4], 3),
            "vom 12. Juli 2011 (in der Stufe 4 = 4"
        );
        assert_eq!(signs.text("die IPv4-Netze", &[4], 3), "die IPv4-Netze");
        assert_eq!(signs.found, [(1, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn other_measures() {
        let find = |text| {
            let found = verweise(text, |_| 1);
            found.iter().map(|v| (v.ziel.to_string(), v.plan)).collect::<Vec<_>>()
        };
        assert_eq!(
            find("untergliedert, vgl. A.4.1 und A.4.1."),
            [("A.4.1".into(), None), ("A.4.1".into(), None)]
        );
        assert_eq!(find("(vgl. Aktionsplan 2016 Tz. B.2.)"), [("B.2".into(), Some(2016))]);
        assert_eq!(find("Portal (Maßnahme 2.9) und Tz. 3.4"), [("2.9".into(), None)]);
        assert_eq!(find("angepasst, vgl. hierzu Tz. A.16."), [("A.16".into(), None)]);
        assert!(find("Maßnahme M 5.3.2, vgl. EU-DGVO").is_empty());
    }
}
