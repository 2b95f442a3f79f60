//! Times as plans write them: "2023", "1. Quartal 2017", "Q4/2022", "Ende 2021", "31. Dezember 2022".

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A span of days named in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zeitangabe {
    /// "2023".
    Jahr(i16),
    /// "2022/23", "2021 bis 2023": from the first year to the last.
    Jahre(i16, i16),
    /// "1. Halbjahr 2023", 1 or 2.
    Halbjahr(i16, i8),
    /// "Q4/2022", 1 to 4.
    Quartal(i16, i8),
    /// "Juni 2022", 1 to 12.
    Monat(i16, i8),
    /// "Anfang 2021", "Frühjahr 2021", "Mitte 2020", "Ende 2021": months from and to, both counted.
    Abschnitt(i16, i8, i8),
    /// "31. Dezember 2022", "31.12.2022".
    Tag(Date),
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Parts of a year by name, with their months.
const SEASONS: [(&str, i8, i8); 13] = [
    ("anfang", 1, 3),
    ("jahresanfang", 1, 3),
    ("frühjahr", 3, 5),
    ("frühling", 3, 5),
    ("mitte", 6, 7),
    ("jahresmitte", 6, 7),
    ("sommer", 6, 8),
    ("spätsommer", 8, 9),
    ("herbst", 9, 11),
    ("spätherbst", 10, 11),
    ("winter", 12, 12),
    ("ende", 10, 12),
    ("jahresende", 10, 12),
];

/// Bytes of a time at most.
const LONGEST: usize = 80;

/// Years that are taken for years. Others are misprints.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

impl Zeitangabe {
    /// Reads a time; `None` where the words are anything else, or a time that cannot be (31 February, 2202).
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let lower = text.trim().to_lowercase();
        let words: Vec<&str> = lower.split([' ', '/']).filter(|word| !word.is_empty()).collect();
        let filler =
            |word: &&&str| !["des", "jahres", "im", "kalenderjahr", "kalenderjahres", "jahr"].contains(*word);
        let words: Vec<&str> = words.iter().filter(filler).copied().collect();
        match words.as_slice() {
            [one] => Self::one(one),
            [first, "-" | "–" | "bis" | "und", last] => Self::years(first, last),
            [first, last] if is_year(first) => Self::years(first, last),
            [quarter, year] => Self::two(quarter, year),
            [count, unit, year] => Self::three(count, unit, year),
            _ => None,
        }
    }

    fn one(word: &str) -> Option<Self> {
        if is_year(word) {
            return year(word).map(Self::Jahr);
        }
        if let Some((first, last)) = word.split_once(['-', '–']).filter(|(first, _)| is_year(first)) {
            return Self::years(first, last);
        }
        let parts: Vec<&str> = word.split('.').collect();
        match parts.as_slice() {
            [day, month, years] if is_year(years) => {
                Date::new(year(years)?, small(month)?, small(day)?).ok().map(Self::Tag)
            }
            [month, years] if is_year(years) => month_of(year(years)?, small(month)?),
            _ => None,
        }
    }

    /// "2022/23", "2021 bis 2023".
    fn years(first: &str, last: &str) -> Option<Self> {
        let from = year(first)?;
        let to = if last.len() == 2 { from / 100 * 100 + i16::from(small(last)?) } else { year(last)? };
        (from < to && to - from <= 20).then_some(Self::Jahre(from, to))
    }

    fn two(word: &str, years: &str) -> Option<Self> {
        let jahr = year(years)?;
        if let Some(month) = MONTHS.iter().position(|name| *name == word) {
            return month_of(jahr, i8::try_from(month + 1).ok()?);
        }
        if let Some((_, from, to)) = SEASONS.iter().find(|(name, ..)| *name == word) {
            return Some(Self::Abschnitt(jahr, *from, *to));
        }
        if let Some(quarter) = word.strip_prefix('q').or_else(|| word.strip_suffix(".quartal")) {
            return count(quarter, 4).map(|quarter| Self::Quartal(jahr, quarter));
        }
        if let Some(half) = word.strip_prefix('h') {
            return count(half, 2).map(|half| Self::Halbjahr(jahr, half));
        }
        word.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| small(word))
            .flatten()
            .and_then(|month| month_of(jahr, month))
    }

    fn three(number: &str, unit: &str, years: &str) -> Option<Self> {
        let jahr = year(years)?;
        match unit {
            "quartal" | "quartals" => count(number, 4).map(|quarter| Self::Quartal(jahr, quarter)),
            "halbjahr" | "halbjahres" | "hälfte" | "jahreshälfte" => {
                count(number, 2).map(|half| Self::Halbjahr(jahr, half))
            }
            _ if number == "q" => count(unit, 4).map(|quarter| Self::Quartal(jahr, quarter)),
            _ => {
                let month = i8::try_from(MONTHS.iter().position(|name| *name == unit)? + 1).ok()?;
                if ["anfang", "mitte", "ende"].contains(&number) {
                    return month_of(jahr, month);
                }
                Date::new(jahr, month, small(number.strip_suffix('.')?)?).ok().map(Self::Tag)
            }
        }
    }

    /// Its first day.
    pub fn beginn(self) -> Date {
        match self {
            Self::Jahr(jahr) | Self::Jahre(jahr, _) => day(jahr, 1),
            Self::Halbjahr(jahr, half) => day(jahr, half * 6 - 5),
            Self::Quartal(jahr, quarter) => day(jahr, quarter * 3 - 2),
            Self::Monat(jahr, month) | Self::Abschnitt(jahr, month, _) => day(jahr, month),
            Self::Tag(date) => date,
        }
    }

    /// Its last day: what is planned for 2023 is due on 31 December 2023.
    pub fn ende(self) -> Date {
        match self {
            Self::Jahr(jahr) | Self::Jahre(_, jahr) => day(jahr, 12).last_of_month(),
            Self::Halbjahr(jahr, half) => day(jahr, half * 6).last_of_month(),
            Self::Quartal(jahr, quarter) => day(jahr, quarter * 3).last_of_month(),
            Self::Monat(jahr, month) | Self::Abschnitt(jahr, _, month) => day(jahr, month).last_of_month(),
            Self::Tag(date) => date,
        }
    }
}

/// The first of a month; months and years are in range wherever they were read.
fn day(year: i16, month: i8) -> Date {
    date(year.clamp(1, 9999), month.clamp(1, 12), 1)
}

fn month_of(year: i16, month: i8) -> Option<Zeitangabe> {
    (1..=12).contains(&month).then_some(Zeitangabe::Monat(year, month))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn year(word: &str) -> Option<i16> {
    if is_year(word) { word.parse().ok().filter(|year| YEARS.contains(year)) } else { None }
}

fn small(word: &str) -> Option<i8> {
    if word.len() <= 2 { word.parse().ok() } else { None }
}

/// "1.", "1", "I.", "ersten", "erstes".
fn count(word: &str, max: i8) -> Option<i8> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let names = ["erst", "zweit", "dritt", "viert"];
    let named = names.iter().position(|name| bare.strip_prefix(name).is_some_and(|end| end.len() <= 2));
    let roman = ["i", "ii", "iii", "iv"].iter().position(|name| *name == bare);
    let index = named.or(roman).and_then(|index| i8::try_from(index + 1).ok());
    index.or_else(|| small(bare)).filter(|number| (1..=max).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let read = |text: &str| Zeitangabe::read(text).map(Zeitangabe::ende);
        for (text, end) in [
            ("2023", date(2023, 12, 31)),
            ("1. Quartal 2017", date(2017, 3, 31)),
            ("I. Quartal 2017", date(2017, 3, 31)),
            ("Q1/2021", date(2021, 3, 31)),
            ("Q 4 2022", date(2022, 12, 31)),
            ("1. Halbjahr 2023", date(2023, 6, 30)),
            ("zweiten Hälfte 2020", date(2020, 12, 31)),
            ("Mitte des Jahres 2018", date(2018, 7, 31)),
            ("Mitte 2020", date(2020, 7, 31)),
            ("Ende 2021", date(2021, 12, 31)),
            ("Spätherbst 2020", date(2020, 11, 30)),
            ("Juni 2022", date(2022, 6, 30)),
            ("06/2022", date(2022, 6, 30)),
            ("Ende Juni 2022", date(2022, 6, 30)),
            ("31. Dezember 2022", date(2022, 12, 31)),
            ("18.06.2020", date(2020, 6, 18)),
            ("2022/23", date(2023, 12, 31)),
            ("2021 bis 2023", date(2023, 12, 31)),
            ("2021-2023", date(2023, 12, 31)),
        ] {
            assert_eq!(read(text), Some(end), "{text}");
        }
        assert_eq!(Zeitangabe::read("Q3/2021").map(Zeitangabe::beginn), Some(date(2021, 7, 1)));
    }

    #[test]
    fn times_that_cannot_be() {
        for text in [
            "31.02.2022",
            "30. Februar 2022",
            "Q5/2021",
            "13/2021",
            "2202",
            "0000",
            "",
            "offen",
            "2023/2021",
            "Ende",
            "2/20/2020",
            "3. Halbjahr 2020",
        ] {
            assert_eq!(Zeitangabe::read(text), None, "{text}");
        }
    }
}
