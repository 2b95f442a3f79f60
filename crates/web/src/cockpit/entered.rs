//! What somebody has typed into a form of these pages.

use jiff::civil::Date;

use crate::shell::Posted;
use crate::ui::typed_day;

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

    /// An amount of euros in cents, as [`tabular::cents`] reads it. Nothing typed is nothing.
    pub(super) fn cents(&self, name: &str) -> Option<i64> {
        let text = self.get(name).trim();
        if text.is_empty() { Some(0) } else { tabular::cents(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_nothing() {
        let typed = |text: &str| Entered::of(&[("betrag", text.to_owned())]).cents("betrag");
        assert_eq!(
            [typed(""), typed(" "), typed("1.234,50 €"), typed("zwölf")],
            [Some(0), Some(0), Some(123_450), None]
        );
    }
}
