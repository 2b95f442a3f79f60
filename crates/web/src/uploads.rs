//! Files that come with a form of staff: each is looked into, and what is not taken is said with its name.

use axum::body::Bytes;
use form::Upload;
use intake::UploadError;
use maud::Markup;

use crate::house::House;
use crate::locale::Texts;
use crate::shell::PostedFile;
use crate::ui::{self, Field, Problem, problem};

/// What is known of each file, and its content. Of more than `most` none is taken. What is wrong is said beside the field of
/// that path.
pub(crate) async fn examine(
    house: &House,
    t: Texts,
    path: &str,
    files: Vec<PostedFile>,
    most: usize,
    problems: &mut Vec<Problem>,
) -> Vec<(Upload, Bytes)> {
    if files.len() > most {
        problems.push(problem(path, t.with("inquiry-files-many", &[("max", most.into())])));
        return Vec::new();
    }
    let mut taken = Vec::new();
    for file in files {
        match intake::check_file(&house.store, &file.name, &file.bytes).await {
            Ok(found) => taken.push((found, file.bytes)),
            Err(error) => {
                let args = [("name", file.name.into()), ("why", refused(t, error).into())];
                problems.push(problem(path, t.with("inquiry-file-refused", &args)));
            }
        }
    }
    taken
}

fn refused(t: Texts, error: UploadError) -> String {
    match error {
        UploadError::Empty => t.get("upload-empty").into_owned(),
        UploadError::TooLarge => t.with("inquiry-file-large", &[("size", largest(t).into())]),
        UploadError::Infected => t.get("upload-infected").into_owned(),
        UploadError::Unchecked => t.get("upload-unchecked").into_owned(),
        UploadError::Type | UploadError::TooMany => t.get("inquiry-file-type").into_owned(),
    }
}

fn largest(t: Texts) -> String {
    t.file_size(u64::try_from(intake::MAX_BYTES).unwrap_or(u64::MAX))
}

/// A field for several files at once, `most` together; what is taken is said with it.
pub(crate) fn field(t: Texts, field: &Field<'_>, most: usize) -> Markup {
    let hint = t.with("inquiry-files-hint", &[("max", most.into()), ("size", largest(t).into())]);
    ui::files_input(t, &field.hint(&hint), ".pdf,.jpg,.jpeg,.png")
}
