//! Values of Kennzahlen: decimal numbers with two places, kept as whole hundredths, so that nothing is rounded on the way.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number with two decimal places at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zahl(i64);

impl Zahl {
    /// A number of hundredths.
    #[must_use]
    pub const fn hundertstel(number: i64) -> Self {
        Self(number)
    }

    /// The same as a number of hundredths.
    #[must_use]
    pub const fn als_hundertstel(self) -> i64 {
        self.0
    }

    /// The share of a part, in percent, rounded to hundredths; `None` of nothing.
    #[must_use]
    pub fn prozent(part: i64, of: i64) -> Option<Self> {
        (of > 0)
            .then(|| Self((i128::from(part) * 10_000 + i128::from(of) / 2).div_euclid(i128::from(of)) as i64))
    }

    /// The mean of numbers with this sum, rounded to hundredths; `None` of nothing.
    #[must_use]
    pub fn mittel(sum: i64, count: i64) -> Option<Self> {
        (count > 0).then(|| Self((sum * 100 + count / 2).div_euclid(count)))
    }

    /// Reads `1.234,5`, `1234.50`, `-3`; dots are taken for thousands where a comma follows or three digits do.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let groups = |whole: &str| {
            let mut parts = whole.split('.');
            let first = parts.next().unwrap_or_default();
            (1..4).contains(&first.len()) && parts.all(|part| part.len() == 3)
        };
        let (whole, decimals) = match digits.split_once(',') {
            Some((whole, decimals)) if !whole.contains('.') || groups(whole) => {
                (whole.replace('.', ""), decimals)
            }
            Some(_) => return None,
            None if digits.contains('.') && groups(digits) => (digits.replace('.', ""), ""),
            None => digits.split_once('.').map_or((digits.to_owned(), ""), |(w, d)| (w.to_owned(), d)),
        };
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = (1..13).contains(&whole.len())
            && decimals.len() < 3
            && all_digits(&whole)
            && all_digits(decimals);
        let hundredths: i64 = fits.then(|| format!("{whole}{decimals:0<2}").parse().ok())??;
        Some(Self(if negative { -hundredths } else { hundredths }))
    }
}

/// Plain notation: `1234.5`.
impl fmt::Display for Zahl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, shown) in [
            ("37,5", "37.5"),
            ("1.234,50", "1234.5"),
            ("1234.05", "1234.05"),
            ("-3", "-3"),
            ("12.345", "12345"),
            (" 1 234 ", "1234"),
            ("0,07", "0.07"),
            ("-0,5", "-0.5"),
            ("0", "0"),
        ] {
            assert_eq!(Zahl::parse(text).map(|number| number.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in
            ["", "viel", "1,234", "1.2.3", "1,2,3", "12.34,5", "--1", "1e3", ",5", "9999999999999", "٣"]
        {
            assert_eq!(Zahl::parse(text), None, "{text}");
        }
    }

    #[test]
    fn shares() {
        let share = |part, of| Zahl::prozent(part, of).map(|share| share.to_string());
        assert_eq!(share(1, 3).as_deref(), Some("33.33"));
        assert_eq!(share(2, 3).as_deref(), Some("66.67"));
        assert_eq!(share(5, 5).as_deref(), Some("100"));
        assert_eq!(share(0, 0), None);
        assert_eq!(Zahl::mittel(17, 5).map(|mean| mean.to_string()).as_deref(), Some("3.4"));
        assert_eq!(Zahl::mittel(0, 0), None);
    }
}
