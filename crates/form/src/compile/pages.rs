//! Pages: which node stands on which; and notes to the editor.

use std::collections::HashSet;

use super::Compiler;
use crate::layout::RESERVED_PAGES;
use crate::model::{NodeId, Page};
use crate::problem::{LAYOUT_FILE, Problem, SCHEMA_FILE};
use crate::text::Text;

impl Compiler<'_> {
    pub(super) fn pages(&mut self) {
        let mut ids = HashSet::new();
        for (index, page) in self.layout.pages.iter().enumerate() {
            let line = self.layout.lines.page(index);
            let well = page.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !well || page.id.is_empty() || page.id.len() > 64 {
                self.layout_problem(&page.id, line, "a page id is made of lower case letters, digits and -");
            }
            if RESERVED_PAGES.contains(&page.id.as_str()) {
                let message = format!(
                    "the address of another page of every Antrag ends in \"{0}\", so this page could not be reached; give \
                     it another id, such as \"{0}-angaben\"",
                    page.id
                );
                self.layout_problem(&page.id, line, message);
            }
            if !ids.insert(page.id.as_str()) {
                self.layout_problem(&page.id, line, "two pages have this id");
            }
            if page.fields.is_empty() {
                self.layout_problem(&page.id, line, "the page shows nothing; give it fields or remove it");
            }
            let roots: Vec<NodeId> = page
                .fields
                .iter()
                .filter_map(|reference| self.place(index, &page.id, reference, line))
                .collect();
            self.form.pages.push(Page {
                id: page.id.clone(),
                title: page.title.clone(),
                caption: page.caption.clone(),
                hint: page.hint.clone(),
                roots,
                show_when: None,
                checks: Vec::new(),
            });
        }
        for node in 0..self.form.nodes.len() {
            let found = &self.form.nodes[node];
            if found.page.is_none() && found.field().is_some_and(|field| !field.hidden) {
                let (id, line) = (found.id.clone(), found.line);
                let message =
                    format!("the field stands on no page; add \"{}\" to a page of {LAYOUT_FILE}", found.path);
                self.schema_problem(&id, line, message);
            }
        }
    }

    /// Puts a node and all below it on a page.
    fn place(&mut self, page: usize, page_id: &str, reference: &str, line: Option<u32>) -> Option<NodeId> {
        let node = match self.find(reference) {
            Ok(node) => node,
            Err(message) => {
                self.layout_problem(page_id, line, format!("fields: \"{reference}\" {message}"));
                return None;
            }
        };
        let above = self.form.lineage(node);
        if let Some(repeat) = above[1..].iter().find(|above| self.form.nodes[**above].repeats) {
            let message = format!(
                "fields: \"{reference}\" is part of the repeated {}; show it whole",
                self.form.nodes[*repeat].path
            );
            self.layout_problem(page_id, line, message);
            return None;
        }
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            if let Some(other) = self.form.nodes[next].page {
                let other = if other == page { "this page twice" } else { "two pages" };
                let path = self.form.nodes[next].path.clone();
                self.layout_problem(page_id, line, format!("fields: \"{path}\" stands on {other}"));
                return None;
            }
            self.form.nodes[next].page = Some(page);
            open.extend(self.form.nodes[next].children());
        }
        Some(node)
    }

    /// A node by path, or by FIM id if it occurs once.
    fn find(&self, reference: &str) -> Result<NodeId, String> {
        if let Some(node) = self.form.nodes.iter().position(|node| node.path == reference) {
            return Ok(node);
        }
        let mut found = self.form.nodes.iter().enumerate().filter(|(_, node)| node.id == reference);
        match (found.next(), found.count()) {
            (None, _) => Err("is no field or group of the schema".to_owned()),
            (Some((node, _)), 0) => Ok(node),
            (Some((_, node)), more) => {
                Err(format!("occurs {} times; name one by its path, such as {}", more + 1, node.path))
            }
        }
    }

    /// What an editor should know though the form works.
    pub(super) fn notes(&mut self) {
        let mut told = HashSet::new();
        for rule in self.schema.regeln() {
            // A group at several places has the same rules at each.
            if !told.insert((&rule.regel.id, rule.element)) {
                continue;
            }
            let words =
                rule.regel.freitext.as_deref().or(rule.regel.beschreibung.as_deref()).unwrap_or_default();
            self.form.notes.push(Problem {
                file: SCHEMA_FILE,
                element: Some(format!("{} at {}", rule.regel.id, rule.element)),
                line: Some(rule.regel.line.0),
                message: format!("rule in prose, not enforced unless a check says the same: {words}"),
            });
        }
        for page in &self.layout.pages {
            let texts = [
                ("title", Some(&page.title)),
                ("caption", page.caption.as_ref()),
                ("hint", page.hint.as_ref()),
            ];
            missing(&self.layout.languages, &page.id, &texts, &mut self.form.notes);
        }
        let mut seen = HashSet::new();
        for node in &self.form.nodes {
            if seen.insert((&node.id, &node.label)) {
                let texts = [("label", Some(&node.label)), ("hint", node.hint.as_ref())];
                missing(&self.layout.languages, &node.path, &texts, &mut self.form.notes);
            }
        }
    }
}

fn missing(languages: &[String], element: &str, texts: &[(&str, Option<&Text>)], notes: &mut Vec<Problem>) {
    for (name, text) in texts {
        let lacking: Vec<&str> = languages
            .iter()
            .map(String::as_str)
            .filter(|lang| text.is_some_and(|text| !text.has(lang)))
            .collect();
        if !lacking.is_empty() {
            notes.push(Problem {
                file: LAYOUT_FILE,
                element: Some(element.to_owned()),
                line: None,
                message: format!("{name} is missing in {}; German is shown instead", lacking.join(", ")),
            });
        }
    }
}
