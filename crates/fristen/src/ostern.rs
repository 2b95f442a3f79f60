//! Easter, on which half of the holidays depend.

use jiff::civil::Date;

use crate::{Error, Result};

/// The first year with the Gregorian calendar from its first day on.
pub const OSTERN_VON: i16 = 1583;
/// The last year for which the rule is given.
pub const OSTERN_BIS: i16 = 4099;

/// Easter Sunday of a year of the Gregorian calendar: the first Sunday after the first ecclesiastical full moon on or
/// after 21 March.
///
/// The anonymous Gregorian computus of 1876 (Butcher, Meeus), which needs no table and none of the two exceptions of
/// Gauss' rule.
///
/// # Errors
/// [`Error::Ostern`] outside of [`OSTERN_VON`] to [`OSTERN_BIS`].
pub fn ostersonntag(jahr: i16) -> Result<Date> {
    if !(OSTERN_VON..=OSTERN_BIS).contains(&jahr) {
        return Err(Error::Ostern { jahr });
    }
    let year = i32::from(jahr);
    // The place in the cycle of 19 years after which the moon has the same phases, and the century.
    let (moon, century, rest) = (year % 19, year / 100, year % 100);
    // Days of the full moon after 21 March, with the leap days left out and the moon's drift since the reform.
    let drift = (century - (century + 8) / 25 + 1) / 3;
    let full = (19 * moon + century - century / 4 - drift + 15) % 30;
    // Days from there to the Sunday.
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full - rest % 4) % 7;
    // One week earlier where the full moon would come too late.
    let late = (moon + 11 * full + 22 * sunday) / 451;
    let days = full + sunday - 7 * late + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    let part = |number: i32| i8::try_from(number).map_err(|_| Error::Ostern { jahr });
    Date::new(jahr, part(month)?, part(day)?).map_err(|_| Error::Ostern { jahr })
}
