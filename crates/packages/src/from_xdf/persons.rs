//! Finds the fields with the applicant's name and address in a form made from a FIM schema, by the names that the
//! harmonised building blocks use. A guess for the address of the notice; the editor sees it in `package.toml`.

use form::{Form, Setting, SummaryItem, sample};

use crate::model::Antragsteller;

/// What can be told from the names of the fields. Fields in repeated groups belong to several people and are left out.
pub(crate) fn guess(form: &Form) -> Antragsteller {
    let setting = Setting::new(jiff::civil::date(2026, 1, 15), "de");
    let answers = sample::answers(form, &setting, sample::Extent::Everything);
    let mut paths = Vec::new();
    for section in form.summary(&answers, &setting) {
        collect(&section.items, &mut paths);
    }
    let name = find(&paths, "", &["familienname", "nachname"]);
    let organisation = match name {
        Some(_) => None,
        None => find(
            &paths,
            "",
            &["eingetragener_name_organisationsname", "name_der_organisation", "organisationsname"],
        ),
    };
    // The address of the same person: as near to the name as there is one.
    let near = |keys: &[&str]| {
        let mut scope = name.as_deref().or(organisation.as_deref()).unwrap_or_default();
        loop {
            scope = scope.rsplit_once('.').map_or("", |(parent, _)| parent);
            let found = find(&paths, scope, keys);
            if found.is_some() || scope.is_empty() {
                return found;
            }
        }
    };
    Antragsteller {
        vornamen: near(&["vornamen", "vorname"]),
        strasse: near(&["strasse"]),
        hausnummer: near(&["hausnummer"]),
        postleitzahl: near(&["postleitzahl", "plz"]),
        ort: near(&["ort", "wohnort"]),
        email: near(&["e_mail_adresse", "e_mail", "email"]),
        familienname: name.clone(),
        organisation: organisation.clone(),
        geburtsdatum: near(&["geburtsdatum"]),
        einwilligung: None,
    }
}

fn collect(items: &[SummaryItem], paths: &mut Vec<String>) {
    for item in items {
        match item {
            SummaryItem::Answer(answer) if !answer.path.contains('[') => paths.push(answer.path.clone()),
            // Fields of rows belong to several people.
            SummaryItem::Answer(_) | SummaryItem::Table(_) => {}
            SummaryItem::Group(group) => collect(&group.items, paths),
        }
    }
}

/// The first field below `scope` whose own name is one of `keys`.
fn find(paths: &[String], scope: &str, keys: &[&str]) -> Option<String> {
    let below =
        |path: &str| scope.is_empty() || path.strip_prefix(scope).is_some_and(|rest| rest.starts_with('.'));
    keys.iter().find_map(|key| {
        paths.iter().find(|path| below(path) && path.rsplit('.').next() == Some(key)).cloned()
    })
}
