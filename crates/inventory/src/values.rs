//! Values as people write them: numbers, days, yes and no, words of a choice.

use jiff::civil::Date;

/// Largest number that is taken.
const MOST: i64 = 1_000_000_000;

pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1950..=2200;

/// One of the words, however it is written: `Sehr hoch`, `sehr-hoch`.
pub(crate) fn choice(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let folded = |text: &str| -> String {
        catalogue::fold_german(&text.to_lowercase()).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let wanted = folded(text);
    // What else people call it.
    let wanted = match wanted.as_str() {
        "verfahren" | "fachanwendung" | "anwendung" | "software" | "itverfahren" => "fachverfahren",
        "registry" => "register",
        "vorhaben" | "project" => "projekt",
        "lizenzen" | "license" | "licence" => "lizenz",
        "named" | "nameduser" | "nutzer" | "user" | "jeperson" => "benannt",
        "device" | "perdevice" | "gerate" | "jegerat" => "gerat",
        "floating" | "concurrent" | "jegleichzeitigernutzung" => "gleichzeitig",
        "site" | "pauschal" | "furdenganzenstandort" => "standort",
        other => other,
    };
    words.iter().copied().find(|word| folded(word) == wanted)
}

pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "yes" | "y" | "true" | "wahr" | "x" | "1" => Some(true),
        "nein" | "n" | "no" | "false" | "falsch" | "0" => Some(false),
        _ => None,
    }
}

/// `31.12.2027`, `1.2.27`, `2027-12-31`, with or without a time of day behind it.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    let found = match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => {
            let number: i16 = year.parse().ok()?;
            let year = if year.len() == 2 { 2000 + number } else { number };
            Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => text.parse().ok(),
    };
    found.filter(|day| YEARS.contains(&day.year()))
}

/// `1.234`, `1234`, `1 234`, `1234,0`.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let hundredths = tabular::hundredths(text)?;
    (hundredths % 100 == 0).then_some(hundredths / 100).filter(|number| *number <= MOST)
}

#[cfg(test)]
mod tests {
    use crate::fields::{Feld, Unlesbar};

    fn kept(feld: Feld, text: &str) -> Option<String> {
        feld.lesen(text).unwrap_or(None)
    }

    #[test]
    fn values_are_understood_as_people_write_them() {
        for (feld, text, expected) in [
            (Feld::KostenJahr, "1.234,50 €", "123450"),
            (Feld::KostenJahr, "1234.5", "123450"),
            (Feld::KostenJahr, "EUR 1.200,-", "120000"),
            (Feld::KostenJahr, "1.200", "120000"),
            (Feld::KostenJahr, "1,200.50", "120050"),
            (Feld::KostenJahr, "1 200 000", "120000000"),
            (Feld::KostenJahr, "0,5", "50"),
            (Feld::Nutzende, "1.234", "1234"),
            (Feld::Nutzende, "12,0", "12"),
            (Feld::SupportBis, "31.12.2027", "2027-12-31"),
            (Feld::SupportBis, "1.2.27", "2027-02-01"),
            (Feld::SupportBis, "2027-12-31T00:00:00", "2027-12-31"),
            (Feld::Schutzbedarf, "Sehr hoch", "sehr-hoch"),
            (Feld::Lizenzart, "Floating", "gleichzeitig"),
            (Feld::Lizenzart, "Gerät", "geraet"),
            (Feld::Lizenzart, "je Person", "benannt"),
            (Feld::Art, "IT-Verfahren", "fachverfahren"),
            (Feld::Personenbezug, "X", "true"),
            (Feld::EnergieJahr, "2025", "2025"),
            (Feld::Name, "  zwei \t Worte ", "zwei Worte"),
        ] {
            assert_eq!(kept(feld, text).as_deref(), Some(expected), "{feld:?} {text}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for (feld, text) in [
            (Feld::KostenJahr, "viel"),
            (Feld::KostenJahr, "-5"),
            (Feld::KostenJahr, "1.23.4"),
            (Feld::KostenJahr, "12 Tsd."),
            (Feld::KostenJahr, "9999999999999999999999"),
            (Feld::KostenJahr, "1,005.1234"),
            (Feld::Nutzende, "2,5"),
            (Feld::Nutzende, "1000000001"),
            (Feld::SupportBis, "31.02.2027"),
            (Feld::SupportBis, "2027"),
            (Feld::SupportBis, "01.01.0207"),
            (Feld::Schutzbedarf, "mittel"),
            (Feld::Personenbezug, "vielleicht"),
            (Feld::EnergieJahr, "25"),
            (Feld::Name, " "),
        ] {
            assert!(feld.lesen(text).is_err(), "{feld:?} {text}");
        }
        assert_eq!(Feld::Kurzname.lesen(&"x".repeat(41)), Err(Unlesbar::ZuLang(40)));
        assert_eq!(Feld::Kurzname.lesen("  "), Ok(None));
    }
}
