//! The remedy against the notice: which, within what time, and which process it starts.

use fristen::Dauer;
use serde::{Deserialize, Deserializer, Serialize};

/// The remedy against the notice, `[rechtsbehelf]` of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rechtsbehelf {
    /// Which remedy.
    pub art: RechtsbehelfArt,
    /// Within what time: `{ monate = 1 }` or `"P1M"`. Packages of older releases say `"eines Monats"`.
    #[serde(default = "one_month", deserialize_with = "period")]
    pub frist: Dauer,
    /// Id of the process in `process.bpmn` that a Widerspruch starts; without it none can be raised online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prozess: Option<String>,
}

impl Default for Rechtsbehelf {
    fn default() -> Self {
        Self { art: RechtsbehelfArt::Widerspruch, frist: one_month(), prozess: None }
    }
}

impl Rechtsbehelf {
    /// The time as it stands in the notice after "innerhalb": `eines Monats`, `von zwei Wochen`.
    #[must_use]
    pub fn innerhalb(&self) -> String {
        innerhalb(self.frist)
    }
}

/// Remedies of the VwGO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RechtsbehelfArt {
    /// §§ 68 to 70 VwGO.
    Widerspruch,
    /// § 74 VwGO.
    Klage,
}

/// § 70 Abs. 1 and § 74 Abs. 1 VwGO.
const fn one_month() -> Dauer {
    Dauer::Monate(1)
}

/// What packages said before the time had a type; the only text that was ever written there.
const ONE_MONTH: &str = "eines Monats";

fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Dauer, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    if value.as_str() == Some(ONE_MONTH) {
        return Ok(one_month());
    }
    Dauer::deserialize(value).map_err(serde::de::Error::custom)
}

/// A period in German after "innerhalb": the genitive where there is one, "von" and the dative for several.
fn innerhalb(dauer: Dauer) -> String {
    let (number, one, many) = match dauer {
        Dauer::Tage(n) => (n, "eines Tages", "Tagen"),
        Dauer::Werktage(n) => (n, "eines Werktages", "Werktagen"),
        Dauer::Arbeitstage(n) => (n, "eines Arbeitstages", "Arbeitstagen"),
        Dauer::Wochen(n) => (n, "einer Woche", "Wochen"),
        Dauer::Monate(n) => (n, "eines Monats", "Monaten"),
        Dauer::Vierteljahre(n) => (n, "eines Vierteljahres", "Vierteljahren"),
        Dauer::Halbjahre(n) => (n, "eines halben Jahres", "halben Jahren"),
        Dauer::Jahre(n) => (n, "eines Jahres", "Jahren"),
        Dauer::MonateUndEinHalber(0) => return "eines halben Monats".to_owned(),
        Dauer::MonateUndEinHalber(1) => return "von anderthalb Monaten".to_owned(),
        Dauer::MonateUndEinHalber(n) => return format!("von {n} und einem halben Monat"),
    };
    match number {
        1 => one.to_owned(),
        n => format!("von {} {many}", in_words(n)),
    }
}

/// Numbers up to twelve are written out.
fn in_words(number: u16) -> String {
    const WORDS: [&str; 11] =
        ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
    let word = usize::from(number).checked_sub(2).and_then(|place| WORDS.get(place));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Dauer, Rechtsbehelf, innerhalb};

    #[test]
    fn the_time_is_read_in_all_its_forms() {
        for (text, expected) in [
            ("art = \"widerspruch\"", Dauer::Monate(1)),
            ("art = \"widerspruch\"\nfrist = \"eines Monats\"", Dauer::Monate(1)),
            ("art = \"klage\"\nfrist = { wochen = 2 }", Dauer::Wochen(2)),
            ("art = \"klage\"\nfrist = \"P14D\"", Dauer::Tage(14)),
        ] {
            let read: Rechtsbehelf = toml::from_str(text).unwrap();
            assert_eq!(read.frist, expected, "{text}");
            let written = toml::to_string_pretty(&read).unwrap();
            assert_eq!(toml::from_str::<Rechtsbehelf>(&written).unwrap(), read, "{written}");
        }
        for text in ["frist = \"bald\"", "frist = { monde = 1 }", "frist = { monate = 0 }", "frist = 1"] {
            assert!(toml::from_str::<Rechtsbehelf>(&format!("art = \"klage\"\n{text}")).is_err(), "{text}");
        }
    }

    #[test]
    fn the_time_has_german_words() {
        for (dauer, words) in [
            (Dauer::Monate(1), "eines Monats"),
            (Dauer::Wochen(2), "von zwei Wochen"),
            (Dauer::Tage(14), "von 14 Tagen"),
            (Dauer::Tage(1), "eines Tages"),
            (Dauer::Jahre(12), "von zwölf Jahren"),
            (Dauer::MonateUndEinHalber(0), "eines halben Monats"),
            (Dauer::MonateUndEinHalber(1), "von anderthalb Monaten"),
        ] {
            assert_eq!(innerhalb(dauer), words);
        }
    }
}
