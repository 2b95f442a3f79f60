//! The published plans of Thüringen, which lie outside the repository. Where they are missing, the tests say so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures, and why a test was skipped")]

mod damage;
mod findings;
mod links;
mod strategy;
mod tables;
mod traps;
mod vergleich;

use std::path::PathBuf;

/// The text of the plans, or `None` with a word on what is missing.
fn text() -> Option<String> {
    file("kleine-anfrage-8-710.txt")
}

fn file(name: &str) -> Option<String> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join("thueringen").join(name));
    if text.is_err() {
        println!("skipped: {name} of Thüringen is not there");
    }
    text.ok()
}
