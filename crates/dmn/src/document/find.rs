//! The decision tables of a file and their names.

use crate::{Problem, xml::Element};
use std::collections::{HashMap, HashSet};

/// Characters of a part of a name, and of a name to which more is added: many tables may have long ones.
const PART: usize = 100;
const NAME: usize = 300;

/// A decision table with the decision or knowledge model it is in.
#[derive(Debug)]
pub(super) struct Located<'a> {
    pub(super) name: String,
    pub(super) element: &'a Element<'a>,
    pub(super) owner: &'a Element<'a>,
}

/// All tables, in the order of the file, with names that are unique.
pub(super) fn tables<'a>(root: &'a Element<'a>) -> Vec<Located<'a>> {
    let mut found = Vec::new();
    for owner in &root.children {
        if matches!(owner.name, "decision" | "businessKnowledgeModel") {
            let name = normal(owner.attribute("name").or_else(|| owner.attribute("id")).unwrap_or_default());
            inside(owner, owner, &name, &mut found);
        }
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for table in &mut found {
        let plain = table.name.clone();
        let count = counts.entry(plain.clone()).or_insert(0);
        loop {
            *count += 1;
            if *count > 1 {
                table.name = format!("{plain} ({count})");
            }
            if taken.insert(table.name.clone()) {
                break;
            }
        }
    }
    found
}

/// Recursion is safe: reading limits the depth.
fn inside<'a>(element: &'a Element<'a>, owner: &'a Element<'a>, name: &str, found: &mut Vec<Located<'a>>) {
    for child in &element.children {
        match child.name {
            "decisionTable" => found.push(Located { name: name.to_owned(), element: child, owner }),
            "extensionElements" => {}
            "contextEntry" => match child.child("variable").and_then(|variable| variable.attribute("name")) {
                Some(entry) if name.len() < NAME => {
                    inside(child, owner, &format!("{name} / {}", normal(entry)), found);
                }
                _ => inside(child, owner, name, found),
            },
            _ => inside(child, owner, name, found),
        }
    }
}

/// The table of a name.
pub(super) fn named<'t, 'a>(tables: &'t [Located<'a>], name: &str) -> Result<&'t Located<'a>, Problem> {
    tables.iter().find(|table| table.name == name).ok_or_else(|| {
        let known: Vec<String> = tables.iter().map(|table| format!("'{}'", table.name)).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let message = format!("the model has no decision table '{name}'; it has {known}");
        Problem { element: None, line: None, message }
    })
}

/// A name with single spaces, not too long.
fn normal(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.char_indices().nth(PART) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    }
}
