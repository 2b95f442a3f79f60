//! Tries the templates on what the scenarios come to: notices and letters.

use serde_json::Value as Json;

use crate::files;
use crate::model::Problem;
use crate::package::Package;
use crate::parts::notice_problem;
use crate::simulate::{self, Preview};

/// A template and the data that a scenario gives to it.
pub(super) fn check(package: &Package) -> Vec<Problem> {
    let mut samples: Vec<Preview> = simulate::previews(package);
    if !samples.iter().any(|sample| sample.template.as_deref() == Some(files::NOTICE)) {
        samples.extend(simulate::sample_notices(package));
    }
    let mut problems: Vec<Problem> = Vec::new();
    for sample in &samples {
        for found in tried(package, sample.template.as_deref(), &sample.data) {
            let problem = Problem { element: sample.file.clone(), ..found };
            let known = |p: &Problem| {
                (&p.file, p.line, &p.message) == (&problem.file, problem.line, &problem.message)
            };
            if !problems.iter().any(known) {
                problems.push(problem);
            }
        }
    }
    let untried = |path: &str| !samples.iter().any(|sample| sample.template.as_deref() == Some(path));
    let operations = || {
        let nodes = package.processes().flat_map(|(_, process)| process.elements());
        nodes.filter(|node| node.extension("operation").is_some())
    };
    let plain = operations()
        .any(|node| node.extension("operation") == Some("bescheid") && node.extension("template").is_none());
    if plain && untried(files::NOTICE) {
        let message =
            "neither a scenario nor made-up answers come to a notice: the template was only read, not tried";
        problems.push(Problem::hint(files::NOTICE, message));
    }
    for path in package.vorlagen.keys().filter(|path| untried(path)) {
        if operations().any(|node| node.extension("template") == Some(path)) {
            let message = "no scenario comes to this letter: the template was only read, not tried";
            problems.push(Problem::hint(path.clone(), message));
        }
    }
    problems
}

/// What is wrong with a template of the package on this data. The built-in letter is not the package's to try.
fn tried(package: &Package, template: Option<&str>, data: &Json) -> Vec<Problem> {
    let found = template.and_then(|path| package.template(Some(path)));
    found.map(|template| template.check(data)).unwrap_or_default().iter().map(notice_problem).collect()
}
