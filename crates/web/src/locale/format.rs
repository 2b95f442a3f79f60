//! Numbers, money, dates and sizes as a language writes them.
//!
//! German follows DIN 5008: comma before decimals, points between thousands, the sign of the currency after the amount.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{Locale, Texts};

/// A space at which a line does not break.
const NO_BREAK: char = '\u{a0}';
/// The minus sign, as wide as a plus; a hyphen is too short, and a screen reader may leave it out.
const MINUS: &str = "\u{2212}";

impl Texts {
    /// A date in words: `22. November 2026`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let month = self.with("date-month", &[("month", i32::from(date.month()).into())]);
        match self.locale() {
            Locale::De | Locale::DeLeicht => {
                format!("{}.{NO_BREAK}{month} {}", date.day(), date.year())
            }
            Locale::En => format!("{}{NO_BREAK}{month} {}", date.day(), date.year()),
        }
    }

    /// A date in figures, for tables: `22.11.2026`, in English `22/11/2026`.
    #[must_use]
    pub fn date_short(self, date: Date) -> String {
        let sign = if self.locale() == Locale::En { '/' } else { '.' };
        format!("{:02}{sign}{:02}{sign}{:04}", date.day(), date.month(), date.year())
    }

    /// A time of day: `14:05 Uhr`.
    #[must_use]
    pub fn time(self, time: Time) -> String {
        let clock = format!("{:02}:{:02}", time.hour(), time.minute());
        self.with("date-clock", &[("clock", clock.into())])
    }

    /// A moment, as the clock in Thüringen shows it: `22. November 2026, 14:05 Uhr`.
    #[must_use]
    pub fn moment(self, moment: Timestamp) -> String {
        let local = store::in_germany(moment);
        format!("{}, {}", self.date(local.date()), self.time(local.time()))
    }

    /// The day of a moment in Thüringen.
    #[must_use]
    pub fn day(self, moment: Timestamp) -> String {
        self.date(store::in_germany(moment).date())
    }

    /// An amount of money in cents: `1.234,50 €`, in English `€1,234.50`.
    #[must_use]
    pub fn money(self, cents: i64) -> String {
        let sign = if cents < 0 { MINUS } else { "" };
        let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        match self.locale() {
            Locale::De | Locale::DeLeicht => {
                format!("{sign}{},{rest:02}{NO_BREAK}€", grouped(&whole.to_string(), '.'))
            }
            Locale::En => format!("{sign}€{}.{rest:02}", grouped(&whole.to_string(), ',')),
        }
    }

    /// An amount of euros in plain notation (`30.7`) as money; what has more than two decimals keeps them.
    #[must_use]
    pub fn euros(self, plain: &str) -> String {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let cents = (fraction.len() <= 2).then(|| format!("{whole}{fraction:0<2}").parse().ok()).flatten();
        cents.map_or_else(|| format!("{}{NO_BREAK}€", self.number(plain)), |cents| self.money(cents))
    }

    /// A decimal number in plain notation (`-1234.5`) as the language writes it; anything else stays as it is.
    #[must_use]
    pub fn number(self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return plain.to_owned();
        }
        let (thousands, decimals) = if self.locale() == Locale::En { (',', '.') } else { ('.', ',') };
        // Four figures stay together: they are often years or postcodes.
        let whole = if whole.len() > 4 { grouped(whole, thousands) } else { whole.to_owned() };
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{decimals}{fraction}")
        }
    }

    /// The size of a file: `340 KB`, `2,4 MB`.
    #[must_use]
    pub fn file_size(self, bytes: u64) -> String {
        if bytes < 1_000_000 {
            return format!("{}{NO_BREAK}KB", bytes.div_ceil(1000));
        }
        let tenths = bytes / 100_000;
        let plain = if tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        format!("{}{NO_BREAK}MB", self.number(&plain))
    }
}

/// Puts a sign between groups of three figures.
fn grouped(digits: &str, sign: char) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DE: Texts = Texts::new(Locale::De);
    const EN: Texts = Texts::new(Locale::En);

    #[test]
    fn dates_are_written_as_the_language_does() {
        assert_eq!(DE.date(date(2026, 3, 2)), "2.\u{a0}März 2026");
        assert_eq!(EN.date(date(2026, 3, 2)), "2\u{a0}March 2026");
        assert_eq!(DE.date_short(date(2026, 3, 2)), "02.03.2026");
        assert_eq!(EN.date_short(date(2026, 3, 2)), "02/03/2026");
    }

    #[test]
    fn a_moment_is_shown_in_local_time_on_both_sides_of_summer_time() {
        let winter = "2026-01-15T23:30:00Z".parse().unwrap();
        assert_eq!(DE.moment(winter), "16.\u{a0}Januar 2026, 00:30\u{a0}Uhr");
        let summer = "2026-07-15T12:05:00Z".parse().unwrap();
        assert_eq!(EN.moment(summer), "15\u{a0}July 2026, 14:05");
        assert_eq!(DE.day(summer), "15.\u{a0}Juli 2026");
    }

    #[test]
    fn money_has_two_decimals_and_groups() {
        assert_eq!(DE.money(3070), "30,70\u{a0}€");
        assert_eq!(DE.money(123_456_789), "1.234.567,89\u{a0}€");
        assert_eq!(DE.money(-5), "\u{2212}0,05\u{a0}€");
        assert_eq!(EN.money(123_450), "€1,234.50");
        assert_eq!(DE.euros("30.7"), "30,70\u{a0}€");
        assert_eq!(DE.euros("-1234"), "\u{2212}1.234,00\u{a0}€");
        assert_eq!(DE.euros("0.125"), "0,125\u{a0}€");
        assert_eq!(EN.money(i64::MIN), "\u{2212}€92,233,720,368,547,758.08");
    }

    #[test]
    fn numbers_keep_their_digits_and_other_text_stays() {
        assert_eq!(DE.number("1234567.50"), "1.234.567,50");
        assert_eq!(DE.number("-2026"), "-2026");
        assert_eq!(EN.number("12345.6"), "12,345.6");
        assert_eq!(DE.number("12a"), "12a");
        assert_eq!(DE.number(""), "");
    }

    #[test]
    fn file_sizes_round_up_to_what_people_know() {
        assert_eq!(DE.file_size(1), "1\u{a0}KB");
        assert_eq!(DE.file_size(2_450_000), "2,4\u{a0}MB");
        assert_eq!(DE.file_size(10_000_000), "10\u{a0}MB");
    }
}
