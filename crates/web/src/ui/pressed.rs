//! Which button of a form's page was pressed. Buttons beside "go on" send the whole form with a name of their own.

/// Name of the button that adds a row; its value is the path of the repeat.
pub const ADD_ROW: &str = "_zeile_hinzufuegen";
/// Name of the button that removes a row; its value is the path of the row.
pub const REMOVE_ROW: &str = "_zeile_entfernen";
/// Name of the button that removes a file; its value is the path of the field.
pub const REMOVE_FILE: &str = "_datei_entfernen";
/// Name of the button that saves, to go on another day.
pub const SAVE: &str = "_speichern";
/// Name of the button that takes a row of a table and goes on with one more.
pub const ANOTHER: &str = "_weitere";
/// Name of the hidden field that says how many rows a table had when it was shown. Where it has another number since,
/// rows have other numbers, and none is removed: so a button pressed twice removes one.
pub const ROW_COUNT: &str = "_anzahl";

/// What a person wants to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// The next page: the main button, or the Enter key.
    Next,
    /// One more row of this repeat.
    AddRow(String),
    /// Without this row.
    RemoveRow(String),
    /// Without this file.
    RemoveFile(String),
    /// Kept for another day.
    Save,
    /// Another row after this one.
    Another,
}

impl Pressed {
    /// Takes the button out of a posted form.
    #[must_use]
    pub fn take(posted: &mut Vec<(String, String)>) -> Self {
        let names = [ADD_ROW, REMOVE_ROW, REMOVE_FILE, SAVE, ANOTHER];
        let Some(at) = posted.iter().position(|(name, _)| names.contains(&name.as_str())) else {
            return Self::Next;
        };
        let (name, path) = posted.remove(at);
        match name.as_str() {
            ADD_ROW => Self::AddRow(path),
            REMOVE_ROW => Self::RemoveRow(path),
            REMOVE_FILE => Self::RemoveFile(path),
            ANOTHER => Self::Another,
            _ => Self::Save,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_is_taken_out_of_the_answers() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut posted = vec![pair("a", "1"), pair(REMOVE_ROW, "fahrzeug[1]"), pair("b", "2")];
        assert_eq!(Pressed::take(&mut posted), Pressed::RemoveRow("fahrzeug[1]".into()));
        assert_eq!(posted, [pair("a", "1"), pair("b", "2")]);
        assert_eq!(Pressed::take(&mut posted), Pressed::Next);
    }
}
