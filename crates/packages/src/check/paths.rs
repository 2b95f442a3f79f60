//! Finds the places of a form that a FEEL text speaks of, so that a rule about a field that does not exist is
//! found when the package is checked, not when a citizen waits.
//!
//! This is a scan of the text, not an evaluation: `antrag.person.email`, `antrag.fahrzeug[1].halter` and the
//! variables of `some f in antrag.fahrzeug satisfies f.halter`. What it cannot follow it leaves alone.

use std::collections::HashMap;

/// Paths below the variable `root`, without row numbers, in the order of the text.
pub(crate) fn below(root: &str, source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let mut aliases: HashMap<String, Vec<String>> = HashMap::from([(root.to_owned(), Vec::new())]);
    let mut found = Vec::new();
    let mut pending: Vec<String> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '"' => at = after_string(&chars, at),
            '/' if chars.get(at + 1) == Some(&'/') => at = after(&chars, at, |c| c != '\n'),
            c if c.is_alphabetic() || c == '_' => {
                let (path, end) = dotted(&chars, at);
                at = end;
                step(&path, &mut aliases, &mut pending, &mut found);
            }
            c if c.is_ascii_digit() => at = after(&chars, at, |c| c.is_alphanumeric() || c == '.'),
            _ => at += 1,
        }
    }
    found
}

fn step(
    path: &[String],
    aliases: &mut HashMap<String, Vec<String>>,
    pending: &mut Vec<String>,
    found: &mut Vec<String>,
) {
    let full = aliases.get(&path[0]).map(|base| [base.as_slice(), &path[1..]].concat());
    if let Some(full) = &full
        && !full.is_empty()
    {
        found.push(full.join("."));
    }
    // `some f in antrag.fahrzeug`: three words in a row.
    match pending.as_slice() {
        [] if path.len() == 1 && matches!(path[0].as_str(), "for" | "some" | "every") => {
            pending.push(path[0].clone());
        }
        [_] if path.len() == 1 => pending.push(path[0].clone()),
        [_, _] if path.len() == 1 && path[0] == "in" => pending.push("in".to_owned()),
        [_, name, _] => {
            match full {
                Some(full) => aliases.insert(name.clone(), full),
                None => aliases.remove(name),
            };
            pending.clear();
        }
        _ => pending.clear(),
    }
}

/// `a.b[1].c` from `start`, with what stands in brackets left out.
fn dotted(chars: &[char], start: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    let mut at = start;
    loop {
        let end = after(chars, at, |c| c.is_alphanumeric() || c == '_');
        path.push(chars[at..end].iter().collect());
        at = end;
        let mut next = at;
        if chars.get(next) == Some(&'[') {
            let inner = after(chars, next + 1, |c| c.is_ascii_digit());
            if inner == next + 1 || chars.get(inner) != Some(&']') {
                return (path, at);
            }
            next = inner + 1;
        }
        match (chars.get(next), chars.get(next + 1)) {
            (Some('.'), Some(c)) if c.is_alphabetic() || *c == '_' => at = next + 1,
            _ => return (path, next),
        }
    }
}

fn after(chars: &[char], from: usize, more: impl Fn(char) -> bool) -> usize {
    let mut at = from;
    while at < chars.len() && more(chars[at]) {
        at += 1;
    }
    at
}

fn after_string(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn places_of_the_form_are_found() {
        let cases: &[(&str, &[&str])] = &[
            ("antrag.person.email = \"antrag.nein\"", &["person.email"]),
            ("count(antrag.fahrzeug) > 1 and antrag.fahrzeug[1].halter", &["fahrzeug", "fahrzeug.halter"]),
            ("every f in antrag.fahrzeug satisfies f.halter = true", &["fahrzeug", "fahrzeug.halter"]),
            ("some f in andere satisfies f.halter", &[]),
            ("antrag.fahrzeug[halter = true]", &["fahrzeug"]),
            ("entscheidung.ergebnis // antrag.x", &[]),
            ("1.5 + antrag.zahl", &["zahl"]),
            ("antrag", &[]),
            ("\"ungeschlossen antrag.x", &[]),
        ];
        for (source, paths) in cases {
            assert_eq!(&below("antrag", source), paths, "{source}");
        }
    }
}
