//! A date in three fields.
//!
//! Three fields for day, month and year: phones show digits only, no sign between them must be guessed, and a
//! date that is known by heart (a birthday) is typed faster than picked. The form engine knows one text, so
//! [`join_dates`] puts the three together after posting: `24.12.2026`. Nothing typed is lost on the way.

use jiff::civil::Date;
use maud::{Markup, html};

use super::field::Field;
use crate::locale::Texts;

const PARTS: [(&str, &str, u8); 3] =
    [("tag", "date-part-day", 2), ("monat", "date-part-month", 2), ("jahr", "date-part-year", 4)];

/// A date. `value` is what the engine keeps: `24.12.2026`, `2026-12-24`, or what was typed instead of a date.
#[must_use]
pub fn date_input(t: Texts, field: &Field<'_>, value: &str, is_birthday: bool) -> Markup {
    let id = field.id();
    let values = parted(value);
    let birthday = ["bday-day", "bday-month", "bday-year"];
    html! {
        fieldset.kern-fieldset.rs-field."kern-fieldset--error"[field.error.is_some()] aria-describedby=[field.described_by()] {
            legend.kern-label { (field.caption(t)) }
            (field.hint_text())
            div.kern-fieldset__body.kern-fieldset__body--horizontal.rs-date {
                @for (at, (part, label, length)) in PARTS.into_iter().enumerate() {
                    @let part_id = if at == 0 { id.clone() } else { format!("{id}-{part}") };
                    div.kern-form-input {
                        label.kern-label for=(part_id) { (t.get(label)) }
                        input.kern-form-input__input.rs-date__year[length == 4]."kern-form-input__input--error"[field.error.is_some()]
                            id=(part_id) name={ (field.name) "--" (part) } value=(values[at]) type="text" inputmode="numeric"
                            autocomplete=[is_birthday.then_some(birthday[at])] aria-invalid=[field.invalid()];
                    }
                }
            }
            (field.error_text(t))
        }
    }
}

/// A day as people type it, `24.12.2026`, or as a browser may send it, `2026-12-24`.
#[must_use]
pub fn typed_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts[..] {
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => text.parse().ok(),
    }
}

/// Day, month and year of a kept value. What is no date stays together in the first field.
fn parted(value: &str) -> [&str; 3] {
    let iso: Vec<&str> = value.split('-').collect();
    if let [year, month, day] = iso[..]
        && year.len() == 4
        && iso.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
    {
        return [day, month, year];
    }
    match value.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => [day, month, year],
        _ => [value, "", ""],
    }
}

/// Puts the three fields of each date of a posted form together, at the place of its first. Three empty fields are
/// an empty date.
#[must_use]
pub fn join_dates(posted: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::with_capacity(posted.len());
    let mut dates: Vec<(usize, [String; 3])> = Vec::new();
    for (name, value) in posted {
        let part = name.rsplit_once("--").and_then(|(path, part)| {
            PARTS.iter().position(|(known, _, _)| *known == part).map(|part| (path, part))
        });
        let Some((path, part)) = part else {
            out.push((name, value));
            continue;
        };
        let known = dates.iter_mut().find(|(at, _)| out[*at].0 == path);
        match known {
            Some((_, parts)) => value.trim().clone_into(&mut parts[part]),
            None => {
                let mut parts = [const { String::new() }; 3];
                value.trim().clone_into(&mut parts[part]);
                dates.push((out.len(), parts));
                out.push((path.to_owned(), String::new()));
            }
        }
    }
    for (at, parts) in dates {
        let [day, month, year] = &parts;
        out[at].1 = match (day.as_str(), month.as_str(), year.as_str()) {
            ("", "", "") => String::new(),
            // Not a date but something else, typed (or pasted) into the first field: a whole date, or a mistake.
            (whole, "", "") => whole.to_owned(),
            (day, month, year) => format!("{day}.{month}.{year}"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_in_german() {
        let day = Some(jiff::civil::date(2026, 12, 4));
        for good in ["4.12.2026", " 04. 12. 2026 ", "2026-12-04"] {
            assert_eq!(typed_day(good), day, "{good}");
        }
        for bad in ["", "..", "31.2.2026", "4.12.26", "morgen", "4.12.2026.1", "4.12.99999"] {
            assert_eq!(typed_day(bad), None, "{bad}");
        }
    }

    fn joined(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        join_dates(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
    }

    #[test]
    fn three_fields_become_one_at_their_place() {
        let out = joined(&[
            ("name", "A"),
            ("geburt--tag", " 2"),
            ("geburt--monat", "3"),
            ("geburt--jahr", "1990"),
            ("x[0].bis--tag", ""),
            ("x[0].bis--monat", ""),
            ("x[0].bis--jahr", ""),
            ("ort", "Erfurt--tag"),
        ]);
        let want = [("name", "A"), ("geburt", "2.3.1990"), ("x[0].bis", ""), ("ort", "Erfurt--tag")];
        assert_eq!(out, want.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn what_was_typed_comes_back() {
        for typed in
            [["2", "3", "1990"], ["31", "", "2026"], ["", "", "2026"], ["gestern", "", ""], ["", "", ""]]
        {
            let names = ["d--tag", "d--monat", "d--jahr"];
            let pairs: Vec<_> = names.into_iter().zip(typed).collect();
            let value = &joined(&pairs)[0].1;
            assert_eq!(parted(value), typed, "{value}");
        }
        assert_eq!(parted("2026-12-24"), ["24", "12", "2026"]);
        assert_eq!(joined(&[("d--tag", "24.12.2026"), ("d--monat", ""), ("d--jahr", "")])[0].1, "24.12.2026");
    }
}
