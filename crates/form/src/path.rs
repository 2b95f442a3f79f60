//! Paths into a form: `fahrzeug[0].kennzeichen`. They are also the names of HTML inputs, so anybody may send any.

use std::fmt;

/// Longest path that is read.
const LENGTH: usize = 1000;
/// Deepest path that is read.
const DEPTH: usize = 30;
/// More digits than any allowed row has.
const DIGITS: usize = 6;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) key: String,
    pub(crate) index: Option<usize>,
}

/// A path, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    /// Reads a path; `None` if it is none. Indices that are longer than any row number read as the largest number.
    pub(crate) fn parse(source: &str) -> Option<Path> {
        if source.len() > LENGTH {
            return None;
        }
        let steps: Vec<Step> = source.split('.').map(step).collect::<Option<_>>()?;
        (steps.len() <= DEPTH).then_some(Path(steps))
    }
}

fn step(source: &str) -> Option<Step> {
    let (key, index) = match source.split_once('[') {
        None => (source, None),
        Some((key, rest)) => {
            let digits = rest.strip_suffix(']')?;
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let index = if digits.len() > DIGITS { usize::MAX } else { digits.parse().ok()? };
            (key, Some(index))
        }
    };
    crate::key::is_key(key).then(|| Step { key: key.to_owned(), index })
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str(".")?;
            }
            f.write_str(&step.key)?;
            if let Some(index) = step.index {
                write!(f, "[{index}]")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_and_written() {
        for path in
            ["a", "a.b", "fahrzeug[0].kennzeichen", "a[12][", "a[]", "a[-1]", "a..b", "", "a[1]b", "A", "a b"]
        {
            match Path::parse(path) {
                Some(read) => assert_eq!(read.to_string(), path),
                None => assert!(!["a", "a.b", "fahrzeug[0].kennzeichen"].contains(&path), "{path}"),
            }
        }
        assert_eq!(Path::parse("a[999999999999999999999999]").unwrap().0[0].index, Some(usize::MAX));
        assert_eq!(Path::parse(&"a.".repeat(10_000)), None);
    }
}
