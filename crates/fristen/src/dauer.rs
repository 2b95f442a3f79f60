//! How long a period is.

use std::fmt;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Error, Result};

/// The length of a period, in the unit in which the law or the Behoerde set it. Thirty days are not a month, four
/// weeks neither: [`crate::Frist::ende`] counts each by its own rule.
///
/// In configuration `{ monate = 1 }`, or ISO 8601 for the units that it has: `"P1M"`, `"P14D"`, `"P2W"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dauer {
    /// Calendar days (§ 188 Abs. 1 BGB).
    Tage(u16),
    /// Days from Monday to Saturday that are no holidays.
    Werktage(u16),
    /// Days from Monday to Friday that are no holidays.
    Arbeitstage(u16),
    /// Weeks (§ 188 Abs. 2 BGB).
    Wochen(u16),
    /// Months (§ 188 Abs. 2 and 3 BGB).
    Monate(u16),
    /// That many months and a half (§ 189 BGB): the half month is 15 days, counted last. `0` is a half month.
    MonateUndEinHalber(u16),
    /// Quarters, of three months each (§ 189 Abs. 1 BGB).
    Vierteljahre(u16),
    /// Half years, of six months each (§ 189 Abs. 1 BGB).
    Halbjahre(u16),
    /// Years (§ 188 Abs. 2 and 3 BGB).
    Jahre(u16),
}

impl Dauer {
    /// Its days where it need not run without a break: a month is 30 days, a year 365 (§ 191 BGB). `None` for Werktage
    /// and Arbeitstage, which have no fixed number of calendar days.
    #[must_use]
    pub fn tage_ohne_zusammenhang(self) -> Option<u32> {
        Some(match self {
            Self::Tage(n) => u32::from(n),
            Self::Wochen(n) => 7 * u32::from(n),
            Self::Monate(n) => 30 * u32::from(n),
            Self::MonateUndEinHalber(n) => 30 * u32::from(n) + 15,
            Self::Vierteljahre(n) => 90 * u32::from(n),
            Self::Halbjahre(n) => 180 * u32::from(n),
            Self::Jahre(n) => 365 * u32::from(n),
            Self::Werktage(_) | Self::Arbeitstage(_) => return None,
        })
    }

    /// Whether it is no time at all.
    pub(crate) const fn ist_leer(self) -> bool {
        matches!(
            self,
            Self::Tage(0)
                | Self::Werktage(0)
                | Self::Arbeitstage(0)
                | Self::Wochen(0)
                | Self::Monate(0)
                | Self::Vierteljahre(0)
                | Self::Halbjahre(0)
                | Self::Jahre(0)
        )
    }
}

/// What to write instead of a mixture that the law does not know.
const MIXED: &str = "use one unit (D, W, M, Y), or years and months; a month and a half is \
                     { monate-und-ein-halber = 1 }";

/// ISO 8601 where it has the unit, the German words otherwise. For logs and tests.
impl fmt::Display for Dauer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Tage(n) => write!(f, "P{n}D"),
            Self::Wochen(n) => write!(f, "P{n}W"),
            Self::Monate(n) => write!(f, "P{n}M"),
            Self::Jahre(n) => write!(f, "P{n}Y"),
            Self::Werktage(n) => write!(f, "{n} Werktage"),
            Self::Arbeitstage(n) => write!(f, "{n} Arbeitstage"),
            Self::MonateUndEinHalber(n) => write!(f, "{n} Monate und ein halber"),
            Self::Vierteljahre(n) => write!(f, "{n} Vierteljahre"),
            Self::Halbjahre(n) => write!(f, "{n} Halbjahre"),
        }
    }
}

/// Reads an ISO 8601 duration: whole days, weeks, months or years, or years and months together (`P1Y6M` is 18
/// months). Months and days together are refused: the law knows a month and a half ([`Dauer::MonateUndEinHalber`])
/// and nothing else of the kind. ISO 8601 has no working days: they are written as the law says them, `10 Werktage` or
/// `10 Arbeitstage`.
impl FromStr for Dauer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |grund| Error::Dauer { text: text.to_owned(), grund };
        if let Some((number, unit)) = text.split_once(' ')
            && let Some(unit) = working_days(unit)
        {
            let number =
                number.parse().map_err(|_| wrong("write a whole number up to 65535 before the unit"))?;
            let dauer = unit(number);
            return if dauer.ist_leer() {
                Err(wrong("a period is at least one day long"))
            } else {
                Ok(dauer)
            };
        }
        let parts = text
            .strip_prefix('P')
            .ok_or_else(|| wrong("write ISO 8601, for example P1M, P2W or P14D, or 10 Werktage"))?;
        if parts.contains('T') {
            return Err(wrong("periods in hours are not supported; use days"));
        }
        let mut numbers = parts.split_inclusive(|sign: char| !sign.is_ascii_digit()).map(|part| {
            let unit = part.chars().last().filter(|sign| !sign.is_ascii_digit());
            let unit = unit.ok_or_else(|| wrong("a number needs a unit: D, W, M or Y"))?;
            if !matches!(unit, 'D' | 'W' | 'M' | 'Y') {
                return Err(wrong("write whole numbers, each followed by D, W, M or Y"));
            }
            let number = part.strip_suffix(unit).unwrap_or(part);
            let number: u16 =
                number.parse().map_err(|_| wrong("write a whole number up to 65535 before each unit"))?;
            Ok((number, unit))
        });
        let first = numbers.next().ok_or_else(|| wrong("a number and a unit are missing"))??;
        let second = numbers.next().transpose()?;
        if numbers.next().is_some() {
            return Err(wrong("use one unit, or years and months"));
        }
        let dauer = match (first, second) {
            ((n, 'D'), None) => Self::Tage(n),
            ((n, 'W'), None) => Self::Wochen(n),
            ((n, 'M'), None) => Self::Monate(n),
            ((n, 'Y'), None) => Self::Jahre(n),
            ((years, 'Y'), Some((months, 'M'))) => years
                .checked_mul(12)
                .and_then(|months_of_years| months_of_years.checked_add(months))
                .map(Self::Monate)
                .ok_or_else(|| wrong("this is too long"))?,
            _ => {
                return Err(wrong(MIXED));
            }
        };
        if dauer.ist_leer() { Err(wrong("a period is at least one day long")) } else { Ok(dauer) }
    }
}

/// The unit of days that are not all days of the calendar.
fn working_days(word: &str) -> Option<fn(u16) -> Dauer> {
    match word {
        "Werktag" | "Werktage" => Some(Dauer::Werktage),
        "Arbeitstag" | "Arbeitstage" => Some(Dauer::Arbeitstage),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Dauer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable)
    }
}

/// Reads `"P1M"` and `{ monate = 1 }`.
struct TextOrTable;

/// The table form; the variants of [`Dauer`] in the same order.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", remote = "Dauer")]
enum Table {
    Tage(u16),
    Werktage(u16),
    Arbeitstage(u16),
    Wochen(u16),
    Monate(u16),
    MonateUndEinHalber(u16),
    Vierteljahre(u16),
    Halbjahre(u16),
    Jahre(u16),
}

impl<'de> Visitor<'de> for TextOrTable {
    type Value = Dauer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a duration such as \"P1M\" or { monate = 1 }")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Dauer, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Dauer, A::Error> {
        let dauer = Table::deserialize(MapAccessDeserializer::new(map))?;
        if dauer.ist_leer() { Err(serde::de::Error::custom(Error::Leer)) } else { Ok(dauer) }
    }
}
