//! One history a measure.

/// A title reduced to what stays the same when it is set anew: letters and digits, in lower case.
pub(crate) fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
