//! `rennsteig process compare`: how like two processes are and why, which of many are like one, what a new version changes.

use super::figures::percent;
use super::{check, read};
use anyhow::{Context, Result, bail};
use bpmn::Definitions;
use bpmn::compare::{self, Aspect, Difference, Likeness, Profile, Reason, Why};
use clap::Args;
use std::path::{Path, PathBuf};

/// Which processes.
#[derive(Args, Debug)]
pub(crate) struct Comparison {
    /// The first BPMN file.
    first: PathBuf,
    /// The second one; or a folder, whose processes are ranked by their likeness to the first.
    second: PathBuf,
    /// The process of the first file, where it holds several.
    #[arg(long, value_name = "ID")]
    process: Option<String>,
    /// The process of the second file, where it holds several.
    #[arg(long, value_name = "ID")]
    with: Option<String>,
    /// Both are versions of one process: prints what changed, by the ids of the elements.
    #[arg(long)]
    versions: bool,
}

pub(super) fn run(comparison: &Comparison) -> Result<()> {
    let first = read(&comparison.first)?;
    let one = process(&first, &comparison.first, comparison.process.as_deref())?;
    if comparison.second.is_dir() {
        return library(&Profile::of(one), &comparison.second);
    }
    let second = read(&comparison.second)?;
    let other = process(&second, &comparison.second, comparison.with.as_deref())?;
    if comparison.versions {
        difference(&compare::difference(one, other));
    } else {
        likeness(&compare::compare(one, other));
    }
    Ok(())
}

fn process<'d>(definitions: &'d Definitions, file: &Path, which: Option<&str>) -> Result<bpmn::Element<'d>> {
    let all: Vec<_> = definitions.processes().collect();
    let ids: Vec<&str> = all.iter().filter_map(bpmn::Element::id).collect();
    let (place, ids) = (file.display(), ids.join(", "));
    match (which, all.as_slice()) {
        (Some(id), _) => {
            let found = all.iter().find(|process| process.id() == Some(id)).copied();
            found.with_context(|| format!("{place} has no process {id:?}; it has {ids}"))
        }
        (None, [only]) => Ok(*only),
        (None, []) => bail!("{place} holds no process"),
        (None, _) => bail!("{place} holds several processes ({ids}): name one with --process or --with"),
    }
}

fn library(profile: &Profile, folder: &Path) -> Result<()> {
    let mut names = Vec::new();
    let mut profiles = Vec::new();
    for file in check::files(folder)? {
        let Ok(definitions) = read(&file) else { continue };
        for process in definitions.processes() {
            names.push(format!("{} {}", file.display(), process.id().unwrap_or_default()));
            profiles.push(Profile::of(process));
        }
    }
    for (at, score) in compare::rank(profile, &profiles) {
        println!("{:>5}  {}", percent(score), names[at]);
    }
    Ok(())
}

fn likeness(likeness: &Likeness) {
    println!(
        "alike: {} (steps {}, flows {})",
        percent(likeness.score),
        percent(likeness.steps),
        percent(likeness.flows)
    );
    for reason in &likeness.reasons {
        println!("- {}", said(*reason));
    }
    for pair in &likeness.matched {
        let why = match pair.why {
            Why::SameName => "same name",
            Why::SameWords => "same words",
            Why::SimilarWords => "similar words",
            Why::SamePlace => "same place",
        };
        let kind = if pair.other_kind { ", of another kind" } else { "" };
        println!("  {} = {}: {}, {why}{kind}", pair.first, pair.second, percent(pair.score));
    }
    for (word, only) in [("first", &likeness.only_in_first), ("second", &likeness.only_in_second)] {
        if !only.is_empty() {
            println!("  only in the {word}: {}", only.join(", "));
        }
    }
}

fn said(reason: Reason) -> String {
    match reason {
        Reason::SameSteps(count) => format!("{count} steps say the same"),
        Reason::SimilarSteps(count) => format!("{count} steps say something similar"),
        Reason::SameFlows(count) => format!("{count} flows run between such steps"),
        Reason::OtherKinds(count) => format!("{count} of these steps are of different kinds"),
        Reason::OnlyInFirst(count) => format!("{count} named steps are only in the first"),
        Reason::OnlyInSecond(count) => format!("{count} named steps are only in the second"),
        Reason::Cut => format!("only the first {} elements were compared", compare::MAX_NODES),
    }
}

fn difference(difference: &Difference) {
    if difference.is_empty() {
        println!("nothing changed");
    }
    for (sign, parts) in [("+", &difference.added), ("-", &difference.removed)] {
        for part in parts {
            println!("{sign} {} {} {}", part.kind, part.id, part.name.as_deref().unwrap_or_default());
        }
    }
    for change in &difference.changed {
        println!("~ {} {}", change.part.kind, change.part.id);
        for aspect in &change.aspects {
            println!("    {}", changed(aspect));
        }
    }
}

fn changed(aspect: &Aspect) -> String {
    let from_to = |what: &str, old: &Option<String>, new: &Option<String>| {
        let word =
            |value: &Option<String>| value.as_ref().map_or("nothing".to_owned(), |text| format!("{text:?}"));
        format!("{what}: {} -> {}", word(old), word(new))
    };
    match aspect {
        Aspect::Kind(old, new) => format!("kind: {old} -> {new}"),
        Aspect::Name(old, new) => from_to("name", old, new),
        Aspect::Condition(old, new) => from_to("condition", old, new),
        Aspect::Documentation(old, new) => from_to("documentation", old, new),
        Aspect::Place(old, new) => from_to("inside of", old, new),
        Aspect::Attribute(name, old, new) => from_to(name, old, new),
        Aspect::Content => "its content".to_owned(),
    }
}
