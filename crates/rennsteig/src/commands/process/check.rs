//! `rennsteig process check`: whether the processes of a file can run.

use anyhow::{Context, Result, bail};
use bpmn::Process;
use std::path::{Path, PathBuf};

pub(super) fn run(path: &Path) -> Result<()> {
    let (mut good, mut bad) = (0, 0);
    for file in files(path)? {
        let place = file.display();
        let Ok(definitions) = super::read(&file) else {
            bad += 1;
            continue;
        };
        let processes: Vec<String> =
            definitions.processes().filter_map(|process| process.id().map(str::to_owned)).collect();
        if processes.is_empty() {
            println!("{place}: it holds no process, only what is drawn");
        }
        for id in processes {
            match Process::compile(&definitions, Some(&id)) {
                Ok(process) => {
                    good += 1;
                    println!("{place}: {id}: can run, {} elements", process.elements().count());
                }
                Err(problems) => {
                    bad += 1;
                    for problem in &problems {
                        println!("{place}: {id}: {problem}");
                    }
                }
            }
        }
    }
    println!("{good} processes can run, {bad} cannot");
    if bad > 0 { bail!("{}: {bad} processes cannot run", path.display()) } else { Ok(()) }
}

/// The file, or all models in the folder and those below, in order of their paths.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        let place = folder.display();
        for entry in std::fs::read_dir(&folder).with_context(|| format!("{place} cannot be read"))? {
            let entry = entry.with_context(|| format!("{place} cannot be read"))?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "bpmn") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        bail!("{} holds no file *.bpmn", path.display());
    }
    Ok(found)
}
