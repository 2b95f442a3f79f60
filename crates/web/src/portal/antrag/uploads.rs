//! Files that come with a page: taken, refused with a reason, forgotten when no answer names them any more.

use std::collections::HashSet;

use form::{FieldError, FieldProblem, Item, PageView};
use intake::{Draft, MAX_BYTES, MAX_FILES, UploadError};
use packages::Package;
use serde_json::Value;
use store::Store;

use super::Stop;
use crate::locale::Texts;
use crate::shell::PostedFile;

/// Takes files into a draft. Returns what was refused.
pub(super) async fn take(
    store: &Store,
    t: Texts,
    draft: &mut Draft,
    package: &Package,
    view: &PageView,
    files: &[PostedFile],
) -> Result<Vec<FieldError>, Stop> {
    let form = package.form();
    let mut refused = Vec::new();
    for file in files {
        // Names are anybody's: only fields of this page count.
        if form.page_of(&file.path).is_none_or(|page| page.id() != view.id) {
            continue;
        }
        let problem = match intake::add_upload(store, draft, &file.name, &file.bytes).await {
            Ok(id) => match form.attach(&file.path, &id, &mut draft.answers) {
                Ok(()) => continue,
                Err(problem) => {
                    intake::remove_upload(draft, &id);
                    let Some(problem) = problem else { continue };
                    problem
                }
            },
            Err(intake::Error::Upload(error)) => problem(t, error, file.bytes.len()),
            Err(error) => return Err(error.into()),
        };
        let label = label(&view.items, &file.path).unwrap_or(&view.title).to_owned();
        refused.push(FieldError { path: file.path.clone(), page: view.id.clone(), label, problem });
    }
    Ok(refused)
}

/// A file that came just now and that its field cannot take goes away again; the message stays.
pub(super) fn drop_unfit(draft: &mut Draft, package: &Package, files: &[PostedFile], errors: &[FieldError]) {
    let unfit = |path: &str| {
        errors.iter().any(|error| {
            error.path == path
                && matches!(error.problem, FieldProblem::FileType { .. } | FieldProblem::FileTooLarge { .. })
        })
    };
    for file in files.iter().filter(|file| unfit(&file.path)) {
        if let Some(id) = package.form().detach(&file.path, &mut draft.answers) {
            intake::remove_upload(draft, &id);
        }
    }
}

/// Files of rows that were removed, or that another file took the place of, are not sent to anybody.
pub(super) fn forget_unused(draft: &mut Draft) {
    let mut used = HashSet::new();
    draft.answers.values().values().for_each(|value| collect(value, &mut used));
    let unused: Vec<String> =
        draft.uploads.keys().filter(|id| !used.contains(id.as_str())).cloned().collect();
    for id in unused {
        intake::remove_upload(draft, &id);
    }
}

fn collect<'a>(value: &'a Value, used: &mut HashSet<&'a str>) {
    match value {
        Value::String(text) => {
            used.insert(text);
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, used)),
        Value::Object(values) => values.values().for_each(|value| collect(value, used)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Why a file was not taken, as the form says such things.
pub(in crate::portal) fn problem(t: Texts, error: UploadError, size: usize) -> FieldProblem {
    let own = |text: String| FieldProblem::Check { text: Some(text), message: None };
    match error {
        UploadError::Empty => own(t.get("upload-empty").into_owned()),
        UploadError::TooLarge => FieldProblem::FileTooLarge {
            max: u64::try_from(MAX_BYTES).unwrap_or(u64::MAX),
            actual: u64::try_from(size).unwrap_or(u64::MAX),
        },
        UploadError::Type => FieldProblem::FileType {
            allowed: intake::ACCEPTED.map(str::to_owned).to_vec(),
            actual: String::new(),
        },
        UploadError::Infected => own(t.get("upload-infected").into_owned()),
        UploadError::Unchecked => own(t.get("upload-unchecked").into_owned()),
        UploadError::TooMany => own(t.with("upload-too-many", &[("max", MAX_FILES.into())])),
    }
}

/// What a field of the page is called.
fn label<'v>(items: &'v [Item], path: &str) -> Option<&'v str> {
    items.iter().find_map(|item| match item {
        Item::Field(field) => (field.path == path).then_some(field.label.as_str()),
        Item::Note(_) | Item::Table(_) => None,
        Item::Group(group) => label(&group.items, path),
        Item::Repeat(repeat) => repeat.rows.iter().find_map(|row| label(&row.items, path)),
    })
}
