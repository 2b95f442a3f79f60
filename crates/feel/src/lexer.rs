pub(crate) fn is_keyword(_: &str) -> bool {
    false
}
