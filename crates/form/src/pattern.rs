//! Patterns of the schema: regular expressions of XML Schema (XSD 1.1 part 2, appendix G), which match the whole text.
//!
//! They are turned into the syntax of the crate `regex`, which runs in linear time, so that no pattern can hang the
//! server. Differences of FIM practice that are taken over: a leading `^` and a trailing `$` are anchors, as authors
//! mean them, not characters.

use regex::{Regex, RegexBuilder};

/// Bytes a compiled pattern may take.
const SIZE: usize = 1 << 20;

/// Compiles an XSD pattern.
///
/// # Errors
/// What of the pattern is not understood, for its author.
pub(crate) fn compile(pattern: &str) -> Result<Regex, String> {
    let source = format!("^(?:{})$", translate(pattern)?);
    RegexBuilder::new(&source).size_limit(SIZE).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
        other => other.to_string(),
    })
}

/// The pattern in the syntax of `regex`, without anchors.
pub(crate) fn translate(pattern: &str) -> Result<String, String> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = match pattern.strip_suffix('$') {
        Some(rest) if !ends_in_escape(rest) => rest,
        _ => pattern,
    };
    let mut chars = pattern.chars().peekable();
    let mut out = String::new();
    while let Some(character) = chars.next() {
        match character {
            '\\' => escape(chars.next(), false, &mut out, &mut chars)?,
            '[' => class(&mut chars, &mut out, 0)?,
            // Not special in XSD.
            '^' | '$' => {
                out.push('\\');
                out.push(character);
            }
            // XSD has no lazy quantifiers, no flags and no named groups.
            '(' if chars.peek() == Some(&'?') => {
                return Err("\"(?\" is not allowed in XSD patterns".to_owned());
            }
            other => out.push(other),
        }
    }
    Ok(out)
}

fn ends_in_escape(text: &str) -> bool {
    text.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// What follows a backslash.
fn escape(next: Option<char>, inside: bool, out: &mut String, chars: &mut Chars<'_>) -> Result<(), String> {
    // Name characters of XML 1.0; close enough to the letters, digits and joiners that forms use.
    const INITIAL: &str = r"\p{L}_:";
    const NAME: &str = r"\p{L}\p{M}\p{N}_:.\-\u{B7}";
    match next {
        Some('i') if inside => out.push_str(INITIAL),
        Some('c') if inside => out.push_str(NAME),
        Some('i') => out.push_str(&format!("[{INITIAL}]")),
        Some('c') => out.push_str(&format!("[{NAME}]")),
        Some(negated @ ('I' | 'C')) if inside => {
            return Err(format!("\\{negated} inside of [ ] is not supported"));
        }
        Some('I') => out.push_str(&format!("[^{INITIAL}]")),
        Some('C') => out.push_str(&format!("[^{NAME}]")),
        Some(c @ ('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't')) => {
            out.push('\\');
            out.push(c);
        }
        Some(c @ ('p' | 'P')) => {
            let name: String = chars.by_ref().skip_while(|c| *c == '{').take_while(|c| *c != '}').collect();
            if name.starts_with("Is") {
                return Err(format!(
                    "the block \\{c}{{{name}}} is not supported; use categories such as \\p{{L}}"
                ));
            }
            out.push_str(&format!("\\{c}{{{name}}}"));
        }
        Some(c) if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
        }
        Some(c) => return Err(format!("\\{c} is no escape of XSD patterns")),
        None => return Err("it ends with a single backslash".to_owned()),
    }
    Ok(())
}

/// A character class; the opening bracket has been read.
fn class(chars: &mut Chars<'_>, out: &mut String, depth: u32) -> Result<(), String> {
    if depth > 10 {
        return Err("character classes are nested too deeply".to_owned());
    }
    out.push('[');
    if chars.peek() == Some(&'^') {
        out.push('^');
        chars.next();
    }
    while let Some(character) = chars.next() {
        match character {
            ']' => {
                out.push(']');
                return Ok(());
            }
            '\\' => escape(chars.next(), true, out, chars)?,
            // Subtraction: [a-z-[aeiou]] is [a-z--[aeiou]].
            '-' if chars.peek() == Some(&'[') => {
                chars.next();
                out.push_str("--");
                class(chars, out, depth + 1)?;
            }
            '[' => return Err("\"[\" inside of [ ] must be written \\[".to_owned()),
            // These would be set operations or anchors in the other syntax.
            '&' | '~' | '^' | '$' => {
                out.push('\\');
                out.push(character);
            }
            '-' if chars.peek() == Some(&']') || out.ends_with('[') => out.push_str("\\-"),
            other => out.push(other),
        }
    }
    Err("\"[\" without \"]\"".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        compile(pattern).unwrap().is_match(text)
    }

    #[test]
    fn patterns_match_the_whole_text() {
        assert!(fits("([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", "99084"));
        assert!(!fits("([0]{1}[1-9]{1}|[1-9]{1}[0-9]{1})[0-9]{3}", "990845"));
        assert!(!fits("[0-9]{5}", "x99084"));
        assert!(!fits("a|b", "ab"), "alternatives are anchored as a whole");
        let email = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{1,63}$";
        assert!(fits(email, "a.b@example.org"));
        assert!(!fits(email, "a.b@example"));
    }

    #[test]
    fn xsd_differs_from_other_syntaxes() {
        assert!(fits(r"a\$", "a$"));
        assert!(fits("a$b", "a$b"));
        assert!(fits("[a-z-[aeiou]]+", "xyz") && !fits("[a-z-[aeiou]]+", "xaz"));
        assert!(fits("[&&a]", "&"));
        assert!(fits("[+-]?[0-9]", "-1"));
        assert!(fits(r"\i\c*", "Name1") && !fits(r"\i\c*", "1Name"));
        assert!(fits(r"\p{Lu}\p{Ll}+", "Ähre"));
        for wrong in [r"\p{IsBasicLatin}", "a\\", "[a", "(?i)a", "[[:alpha:]]", "(", "a{1000000}"] {
            assert!(compile(wrong).is_err(), "{wrong}");
        }
    }
}
