//! Values of cells as a person in Germany would have typed them.

/// A number: `1234,5`. Spreadsheets show 15 digits, so what stands behind them (0.1 + 0.2) is rounding.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // No "-0", which a formula may leave.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    format!("{rounded}").replace('.', ",")
}

/// Yes or no.
pub(crate) fn yes_no(value: bool) -> &'static str {
    if value { "ja" } else { "nein" }
}

/// A date, or a date with a time: `2026-04-03`, `2026-04-03 14:30`. Midnight is a date alone.
pub(crate) fn iso_date(written: &str) -> String {
    match written.split_once('T') {
        Some((day, clock)) if clock.starts_with("00:00:00") || clock.is_empty() => day.to_owned(),
        Some((day, clock)) => format!("{day} {}", clock.get(..5).unwrap_or(clock)),
        None => written.to_owned(),
    }
}

/// `PT14H30M00S` as `14:30:00`; anything else as it is.
pub(crate) fn duration(written: &str) -> String {
    let parts = || {
        let rest = written.strip_prefix("PT")?.strip_suffix('S')?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, seconds) = rest.split_once('M')?;
        let seconds = seconds.split(['.', ',']).next()?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let all = [hours, minutes, seconds].into_iter().all(digits);
        all.then(|| format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"))
    };
    parts().unwrap_or_else(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_look_as_people_type_them() {
        for (value, text) in [
            (1500.0, "1500"),
            (0.1 + 0.2, "0,3"),
            (-12.5, "-12,5"),
            (-0.0, "0"),
            (1234567.89, "1234567,89"),
            (1e21, "1000000000000000000000"),
            (f64::NAN, ""),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(iso_date("2026-04-03T00:00:00"), "2026-04-03");
        assert_eq!(iso_date("2026-04-03T14:30:00"), "2026-04-03 14:30");
        assert_eq!(iso_date("2026-04-03"), "2026-04-03");
        assert_eq!(duration("PT4H05M00S"), "04:05:00");
        assert_eq!(duration("P1Y"), "P1Y");
    }
}
