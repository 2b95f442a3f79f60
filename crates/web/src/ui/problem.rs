//! What a person reads about an answer that cannot be taken. The engine says what is wrong as data; here it gets its
//! wording: what is wrong and what to do, in plain language.

use form::{FieldError, FieldProblem};

use super::form::Problem;
use crate::locale::{Arg, Texts};

/// Something that is wrong with the field of a path.
#[must_use]
pub fn problem(path: &str, text: impl Into<String>) -> Problem {
    Problem { path: Some(path.to_owned()), text: text.into() }
}

/// What is wrong of all that can be, each with whether it is, the path of its field, and the key of its message.
#[must_use]
pub fn faults<'a>(t: Texts, all: impl IntoIterator<Item = (bool, &'a str, &'a str)>) -> Vec<Problem> {
    let wrong = all.into_iter().filter(|(is_wrong, ..)| *is_wrong);
    wrong.map(|(_, path, key)| problem(path, t.get(key))).collect()
}

/// What is wrong with a field, if anything is: the first of it.
#[must_use]
pub fn wrong<'a>(problems: &'a [Problem], path: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.path.as_deref() == Some(path)).map(|problem| problem.text.as_str())
}

/// All that is wrong with a field, where several things can be: with each of its files.
#[must_use]
pub fn all_wrong(problems: &[Problem], path: &str) -> Option<String> {
    let here = problems.iter().filter(|problem| problem.path.as_deref() == Some(path));
    let texts: Vec<_> = here.map(|problem| problem.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// The message beside a field.
#[must_use]
pub fn problem_text(t: Texts, problem: &FieldProblem) -> String {
    let count = |key: &str, name: &'static str, n: u32| t.with(key, &[(name, n.into())]);
    let text = |key: &str, name: &'static str, value: String| t.with(key, &[(name, value.into())]);
    let length = |key: &str, name: &'static str, limit: u32, actual: u32| {
        t.with(key, &[(name, limit.into()), ("actual", actual.into())])
    };
    let plain = |key: &str| t.get(key).into_owned();
    match problem {
        FieldProblem::Required => plain("problem-required"),
        FieldProblem::NowNeeded => plain("problem-now-needed"),
        FieldProblem::TooShort { min, actual } => length("problem-too-short", "min", *min, *actual),
        FieldProblem::TooLong { max, actual } => length("problem-too-long", "max", *max, *actual),
        FieldProblem::Character { code } => text("problem-character", "code", code.clone()),
        FieldProblem::Letter { character, .. } => text("problem-letter", "character", character.to_string()),
        FieldProblem::Pattern { text } => text.clone().unwrap_or_else(|| plain("problem-pattern")),
        FieldProblem::Email => plain("problem-email"),
        FieldProblem::Phone => plain("problem-phone"),
        FieldProblem::Number => plain("problem-number"),
        FieldProblem::Integer => plain("problem-integer"),
        FieldProblem::Decimals { max } => count("problem-decimals", "max", *max),
        FieldProblem::TooSmall { min } => text("problem-too-small", "min", t.number(min)),
        FieldProblem::TooLarge { max } => text("problem-too-large", "max", t.number(max)),
        FieldProblem::Date => plain("problem-date"),
        FieldProblem::TooEarly { min } => text("problem-too-early", "min", t.date(*min)),
        FieldProblem::TooLate { max } => text("problem-too-late", "max", t.date(*max)),
        FieldProblem::Time => plain("problem-time"),
        FieldProblem::DateTime => plain("problem-date-time"),
        FieldProblem::Choice => plain("problem-choice"),
        FieldProblem::YesNo => plain("problem-yes-no"),
        FieldProblem::FileUnknown => plain("problem-file-unknown"),
        FieldProblem::FileTooLarge { max, actual } => {
            let size = |bytes: u64| Arg::from(t.file_size(bytes));
            t.with("problem-file-too-large", &[("max", size(*max)), ("actual", size(*actual))])
        }
        FieldProblem::FileType { allowed, .. } => {
            text("problem-file-type", "allowed", media_names(t, allowed))
        }
        FieldProblem::TooFew { min } => count("problem-too-few", "min", *min),
        FieldProblem::TooMany { max } => count("problem-too-many", "max", *max),
        FieldProblem::NotComputed => plain("problem-not-computed"),
        FieldProblem::OneOf { filled } => count("problem-one-of", "filled", *filled),
        FieldProblem::Check { text: Some(text), .. } => text.clone(),
        FieldProblem::Check { message: Some(key), .. } => {
            t.find(key).unwrap_or_else(|| plain("problem-check"))
        }
        _ => plain("problem-check"),
    }
}

/// The lines of the error summary: each names its field, for it stands far from it.
#[must_use]
pub fn problems(t: Texts, errors: &[FieldError]) -> Vec<Problem> {
    let line = |error: &FieldError| {
        let text = problem_text(t, &error.problem);
        let args = [("label", error.label.as_str().into()), ("text", text.into())];
        let ends = error.label.ends_with(['?', '.', '!']);
        let key = if ends { "problem-line-question" } else { "problem-line" };
        Problem { path: Some(error.path.clone()), text: t.with(key, &args) }
    };
    errors.iter().map(line).collect()
}

/// A media type as people call it: by the ending that its files usually have.
#[must_use]
pub fn media_name(kind: &str) -> &str {
    match kind {
        "application/pdf" => "PDF",
        "image/jpeg" => "JPG",
        "image/png" => "PNG",
        "image/tiff" => "TIFF",
        "image/webp" => "WebP",
        "text/plain" => "TXT",
        "text/csv" => "CSV",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.oasis.opendocument.text" => "ODT",
        other => other,
    }
}

/// Media types as people call them: `PDF, JPG oder PNG`.
#[must_use]
pub fn media_names(t: Texts, types: &[String]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for kind in types {
        let name = media_name(kind);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => {
            t.with("list-or", &[("before", before.join(", ").into()), ("last", (*last).into())])
        }
    }
}

/// What a file dialog offers for media types: the endings as well, for some browsers know only those.
#[must_use]
pub fn file_endings(types: &[String]) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for kind in types {
        accept.push(kind);
        accept.extend(match kind.as_str() {
            "application/pdf" => &[".pdf"][..],
            "image/jpeg" => &[".jpg", ".jpeg"],
            "image/png" => &[".png"],
            _ => &[],
        });
    }
    accept.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;

    #[test]
    fn limits_are_written_as_the_language_does() {
        let date = FieldProblem::TooLate { max: jiff::civil::date(2026, 3, 2) };
        assert_eq!(
            problem_text(Texts::new(Locale::De), &date),
            "Das Datum darf nicht nach dem 2.\u{a0}März 2026 liegen."
        );
        let number = FieldProblem::TooLarge { max: "12500.5".into() };
        assert_eq!(problem_text(Texts::new(Locale::De), &number), "Die Zahl darf höchstens 12.500,5 sein.");
        assert_eq!(problem_text(Texts::new(Locale::En), &number), "The number must be 12,500.5 or less.");
        let rows = FieldProblem::TooMany { max: 1 };
        assert_eq!(problem_text(Texts::new(Locale::De), &rows), "Hier ist nur ein Eintrag möglich.");
    }

    #[test]
    fn a_package_has_its_own_wording() {
        let check = FieldProblem::Check { text: Some("Der Zeitraum ist zu lang.".into()), message: None };
        assert_eq!(problem_text(Texts::new(Locale::De), &check), "Der Zeitraum ist zu lang.");
        let unknown = FieldProblem::Check { text: None, message: Some("no-such-message".into()) };
        assert!(problem_text(Texts::new(Locale::De), &unknown).starts_with("Diese Angabe passt nicht"));
    }

    #[test]
    fn the_summary_names_the_field() {
        let error = FieldError {
            path: "fahrzeug[0].kennzeichen".into(),
            page: "fahrzeuge".into(),
            label: "Kennzeichen".into(),
            problem: FieldProblem::Required,
        };
        assert_eq!(
            problems(Texts::new(Locale::De), &[error])[0].text,
            "Kennzeichen: Diese Angabe fehlt noch."
        );
    }

    #[test]
    fn media_types_are_called_by_their_names() {
        let types: Vec<String> = ["application/pdf", "image/jpeg", "image/png"].map(Into::into).into();
        assert_eq!(media_names(Texts::new(Locale::De), &types), "PDF, JPG oder PNG");
        assert_eq!(media_names(Texts::new(Locale::En), &types[..1]), "PDF");
        assert_eq!(file_endings(&types[..1]), "application/pdf,.pdf");
    }
}
