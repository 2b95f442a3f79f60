//! Numbers and amounts as people type them, in a table or a form.

/// Largest amount, in cents: more than the budget of any Land.
pub const MOST_CENTS: i64 = 10_000_000_000_000;

/// An amount of euros in cents: `1.234,50 €`, `1234.5`, `EUR 1.200,-`.
#[must_use]
pub fn cents(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = ["€", "EUR", "Euro"].iter().fold(text, |text, unit| {
        text.strip_prefix(unit).or_else(|| text.strip_suffix(unit)).unwrap_or(text).trim()
    });
    let text = text.strip_suffix(",-").or_else(|| text.strip_suffix(",--")).unwrap_or(text);
    hundredths(text).filter(|cents| *cents <= MOST_CENTS)
}

/// A number without a sign in hundredths, of two decimals at most, in German or English notation. A single point or comma
/// before three figures parts thousands: nobody writes three decimals of an amount.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let last = text.rfind([',', '.']);
    let decimals = last.map_or(0, |at| text.len() - at - 1);
    let sign = last.map(|at| &text[at..=at]);
    let both = text.contains(',') && text.contains('.');
    let often = sign.is_some_and(|sign| text.matches(sign).count() > 1);
    let is_fraction = last.is_some() && !often && (both || decimals != 3);
    let (whole, fraction) = match last {
        Some(at) if is_fraction => (&text[..at], &text[at + 1..]),
        _ => (text.as_str(), ""),
    };
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 2 || !fraction.bytes().all(|b| b.is_ascii_digit()) || !is_grouped(whole) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{whole}{fraction:0<2}").parse().ok()
}

/// Digits, in groups of three where they are parted.
fn is_grouped(text: &str) -> bool {
    let groups: Vec<&str> = text.split([',', '.']).collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    groups.iter().all(|group| digits(group))
        && (groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, wanted) in [
            ("12", 1_200),
            ("1.234,50 €", 123_450),
            ("1234,5", 123_450),
            ("1234.5", 123_450),
            ("1 000 000", 100_000_000),
            ("EUR 1.200,-", 120_000),
            ("1.200", 120_000),
            ("1,200.50", 120_050),
            ("0,5", 50),
        ] {
            assert_eq!(cents(text), Some(wanted), "{text}");
        }
        assert_eq!(cents("100.000.000.000"), Some(MOST_CENTS));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in [
            "",
            "€",
            "zwölf",
            "-5",
            "1,2,3",
            "1..000",
            ".5",
            "1.23.4",
            "12 Tsd.",
            "1,005.1234",
            "100.000.000.000,01",
            "99999999999999999999",
        ] {
            assert_eq!(cents(bad), None, "{bad}");
        }
    }
}
