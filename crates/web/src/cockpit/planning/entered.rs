//! What somebody has typed into a form of these pages, and what is wrong with it.

use jiff::civil::Date;
use planning::Feld;

use crate::locale::Texts;
use crate::shell::Posted;
use crate::ui::{Problem, typed_day};

/// What was posted, by name.
#[derive(Debug, Default)]
pub(super) struct Entered(Posted);

impl Entered {
    pub(super) const fn new(posted: Posted) -> Self {
        Self(posted)
    }

    /// A form as it is when nobody has typed yet.
    pub(super) fn of(pairs: &[(&str, String)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    /// What was typed into a field; nothing where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
    }

    /// All values under one name: boxes that were ticked.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn day(&self, name: &str) -> Option<Date> {
        typed_day(self.get(name))
    }

    /// An amount of euros in cents: `1.234,50`, `1234,5`, `1 234`. Nothing typed is nothing.
    pub(super) fn cents(&self, name: &str) -> Option<i64> {
        cents(self.get(name))
    }
}

fn cents(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    if text.is_empty() {
        return Some(0);
    }
    let (euros, rest) = text.split_once(',').unwrap_or((&text, ""));
    let groups: Vec<&str> = euros.split('.').collect();
    let is_grouped = groups.len() == 1
        || (groups[0].len() <= 3
            && !groups[0].is_empty()
            && groups[1..].iter().all(|group| group.len() == 3));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits =
        is_grouped && groups.iter().all(|group| is_number(group)) && is_number(rest) && rest.len() <= 2;
    if !fits {
        return None;
    }
    let euros: i64 = groups.concat().parse().ok()?;
    let cents: i64 = format!("{rest:0<2}").parse().ok()?;
    euros.checked_mul(100)?.checked_add(cents)
}

/// Something that is wrong with a field.
pub(super) fn problem(t: Texts, path: &str, key: &str) -> Problem {
    Problem { path: Some(path.to_owned()), text: t.get(key).into_owned() }
}

/// What is wrong with a field, if anything is.
pub(super) fn wrong<'a>(problems: &'a [Problem], path: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.path.as_deref() == Some(path)).map(|problem| problem.text.as_str())
}

/// What is said where something that has to be said is missing or cannot be.
pub(super) const fn complaint(feld: Feld) -> &'static str {
    match feld {
        Feld::Titel => "planning-wrong-title",
        Feld::Text => "planning-wrong-text",
        Feld::Abschnitt => "planning-wrong-section",
        Feld::Federfuehrung => "planning-wrong-lead",
        Feld::Abschluss => "planning-wrong-completion",
        Feld::Begruendung => "planning-wrong-why",
        Feld::Mittel => "planning-wrong-money",
        Feld::Grund => "planning-wrong-reason",
        Feld::Tag => "planning-wrong-day",
        Feld::Gremium => "planning-wrong-body",
        Feld::Beschluss => "planning-wrong-decision",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_typed_in_german() {
        let good = [
            ("", 0),
            ("12", 1_200),
            ("1.234,50 €", 123_450),
            ("1234,5", 123_450),
            ("1 000 000", 100_000_000),
        ];
        for (text, wanted) in good {
            assert_eq!(cents(text), Some(wanted), "{text}");
        }
        for bad in ["12,345", "1.23", "1,2,3", "zwölf", "-5", "1..000", ".5", "99999999999999999999"] {
            assert_eq!(cents(bad), None, "{bad}");
        }
    }
}
