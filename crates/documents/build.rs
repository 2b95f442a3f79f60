//! Stops the build with a clear message when the fonts that the crate embeds are not installed.

use std::path::Path;

/// Where npm puts the package of `assets/package.json`.
const FONTS: &str = "assets/node_modules/@expo-google-fonts/fira-sans";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets/package-lock.json");
    println!("cargo::rerun-if-changed={FONTS}");
    if !Path::new(FONTS).join("400Regular/FiraSans_400Regular.ttf").is_file() {
        println!(
            "cargo::error=crates/documents/{FONTS} is missing: run `make assets` (it installs the embedded fonts by lock file from npm)"
        );
    }
}
