//! Times as logs hold them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::process::timer::zone;

/// Reads RFC 3339 and ISO 8601 with an offset; without one, as local time of Europe/Berlin, and so the German
/// form `05.01.2026 08:30`, with or without seconds.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    thread_local! {
        // Looking the zone up costs more than reading the time.
        static BERLIN: TimeZone = zone();
    }
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    let local: DateTime = text.parse().ok().or_else(|| german(text))?;
    BERLIN.with(|berlin| berlin.to_timestamp(local).ok())
}

fn german(text: &str) -> Option<DateTime> {
    let (date, time) =
        text.split_once([' ', ',']).map_or((text, "00:00"), |(date, time)| (date, time.trim()));
    let [day, month, year] = numbers(date, '.')?;
    let [hour, minute, second] = numbers(time, ':').or_else(|| numbers(&format!("{time}:0"), ':'))?;
    let small = |number: i16| i8::try_from(number).ok();
    DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()
}

fn numbers(text: &str, separator: char) -> Option<[i16; 3]> {
    let mut parts = text.split(separator).map(|part| part.trim().parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_with_and_without_offset() {
        let parse = |text| super::parse(text).map(|time| time.to_string());
        let expected = Some("2026-07-01T06:30:00Z".to_owned());
        for text in [
            "2026-07-01T08:30:00+02:00",
            "2026-07-01T06:30:00.000Z",
            "2026-07-01T08:30:00",
            "2026-07-01 08:30",
            "01.07.2026 08:30",
            "1.7.2026, 08:30:00",
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for text in ["", "soon", "2026-07", "32.07.2026 08:30", "01.07.2026 08:30:00:00", "01.07.99999"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("05.01.2026"), Some("2026-01-04T23:00:00Z".into()));
    }
}
