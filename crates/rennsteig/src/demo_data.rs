//! The sample data and packages that the demonstration brings along, embedded so that the program is enough.

use anyhow::{Context, Result};
use packages::Files;
use rust_embed::RustEmbed;
use std::{collections::BTreeMap, path::Path};

/// `data/thueringen`: sample offices, areas, accounts.
#[derive(RustEmbed)]
#[folder = "../../data/thueringen"]
struct Thueringen;

/// `services`: the sample packages.
#[derive(RustEmbed)]
#[folder = "../../services"]
struct Services;

/// Writes the sample offices into a folder, where editors can look at them and change them.
pub(crate) fn write_offices(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for name in Thueringen::iter() {
        if let Some(file) = Thueringen::get(&name) {
            let path = folder.join(name.as_ref());
            std::fs::write(&path, file.data)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    Ok(())
}

/// The files of the sample packages.
pub(crate) fn packages() -> Result<Vec<Files>> {
    let mut folders: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for name in Services::iter() {
        if let (Some((folder, path)), Some(file)) = (name.split_once('/'), Services::get(&name)) {
            folders.entry(folder.to_owned()).or_default().push((path.to_owned(), file.data.into_owned()));
        }
    }
    let read = |(folder, files)| {
        Files::new(files).map_err(|problems| {
            let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("sample package {folder}: {}", list.join("; "))
        })
    };
    folders.into_iter().map(read).collect()
}
