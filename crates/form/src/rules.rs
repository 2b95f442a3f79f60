//! The expressions of a form: compiled, checked for names that are no fields, and put in the order of evaluation.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use feel::{Expression, Names, Type};

use crate::key;
use crate::layout::{CheckLayout, Layout};
use crate::model::{Bearer, Check, Form, Node, NodeId, Shape};
use crate::problem::{LAYOUT_FILE, Problem};

/// Compiles `show_when`, `check` and `computed` of the layout into the form.
pub(crate) fn compile(form: &mut Form, layout: &Layout, problems: &mut Vec<Problem>) {
    let mut rules = Rules { form, layout, problems, depends: HashMap::new() };
    rules.pages();
    rules.nodes();
    rules.order();
}

/// An expression with the nodes that it reads.
struct Compiled {
    expression: Expression,
    reads: Vec<NodeId>,
}

struct Rules<'a> {
    form: &'a mut Form,
    layout: &'a Layout,
    problems: &'a mut Vec<Problem>,
    depends: HashMap<Bearer, Vec<NodeId>>,
}

impl Rules<'_> {
    fn problem(&mut self, element: &str, line: Option<u32>, message: String) {
        let element = Some(element.to_owned());
        self.problems.push(Problem { file: LAYOUT_FILE, element, line, message });
    }

    fn pages(&mut self) {
        let layout = self.layout;
        for (index, page) in layout.pages.iter().enumerate() {
            let line = layout.lines.page(index);
            if let Some(source) = &page.show_when
                && let Some(rule) = self.expression(source, None, &page.id, line, "show_when")
            {
                self.depends.insert(Bearer::Page(index), rule.reads);
                self.form.pages[index].show_when = Some(rule.expression);
            }
            let first = self.form.pages[index].roots.first().map(|root| self.first_input(*root));
            let checks = page
                .check
                .iter()
                .filter_map(|check| self.check(check, None, first, &page.id, line))
                .collect();
            self.form.pages[index].checks = checks;
        }
    }

    fn nodes(&mut self) {
        for id in 0..self.form.nodes.len() {
            let (path, fim, parent) = {
                let node = &self.form.nodes[id];
                (node.path.clone(), node.id.clone(), node.parent)
            };
            let layout = self.layout;
            // A condition for the path replaces one for the id; checks add up.
            let found =
                [path.as_str(), fim.as_str()].map(|reference| (reference, layout.fields.get(reference)));
            let condition =
                found.iter().find_map(|(name, found)| Some((*name, found.as_ref()?.show_when.as_ref()?)));
            if let Some((name, source)) = condition
                && let Some(rule) =
                    self.expression(source, parent, &path, layout.lines.field(name), "show_when")
            {
                self.depends.insert(Bearer::Node(id), rule.reads);
                self.form.nodes[id].show_when = Some(rule.expression);
            }
            let formula =
                found.iter().find_map(|(name, found)| Some((*name, found.as_ref()?.computed.as_ref()?)));
            if let Some((name, source)) = formula {
                self.computed(id, source, layout.lines.field(name));
            }
            let is_group = self.form.nodes[id].field().is_none();
            let inside = if is_group { Some(id) } else { parent };
            let first = Some(self.first_input(id));
            let mut checks = Vec::new();
            for (name, found) in &found {
                let line = layout.lines.field(name);
                let listed = found.map_or(&[][..], |found| &found.check);
                checks
                    .extend(listed.iter().filter_map(|check| self.check(check, inside, first, &path, line)));
            }
            self.form.nodes[id].checks = checks;
        }
    }

    fn computed(&mut self, id: NodeId, source: &str, line: Option<u32>) {
        let node = &self.form.nodes[id];
        let (path, parent, is_group) = (node.path.clone(), node.parent, node.field().is_none());
        if is_group {
            self.problem(
                &path,
                line,
                "computed: a group has no value of its own; compute a field".to_owned(),
            );
        } else if let Some(rule) = self.expression(source, parent, &path, line, "computed") {
            self.depends.insert(Bearer::Computed(id), rule.reads);
            self.form.nodes[id].computed = Some(rule.expression);
        }
    }

    fn check(
        &mut self,
        check: &CheckLayout,
        inside: Option<NodeId>,
        first: Option<NodeId>,
        element: &str,
        line: Option<u32>,
    ) -> Option<Check> {
        if check.message.is_some() == check.message_id.is_some() {
            let message = format!("check \"{}\" needs either a message or a message_id", check.rule);
            self.problem(element, line, message);
        }
        let at = match &check.at {
            None => first,
            Some(name) => match self.resolve(name, inside) {
                Some(node) => Some(node),
                None => {
                    self.problem(
                        element,
                        line,
                        format!("check: at = \"{name}\" is no field that can be seen from here"),
                    );
                    None
                }
            },
        };
        let rule = self.expression(&check.rule, inside, element, line, "check")?;
        let (message, message_id) = (check.message.clone(), check.message_id.clone());
        Some(Check { rule: rule.expression, message, message_id, at })
    }

    /// The first field that can be filled in; a repeat that comes before it stands for its rows.
    fn first_input(&self, node: NodeId) -> NodeId {
        let mut node = node;
        loop {
            let children = self.form.nodes[node].children();
            let fillable =
                |child: &&NodeId| self.form.nodes[**child].field().is_none_or(|field| field.input.is_some());
            match children.iter().find(fillable) {
                Some(child) => node = *child,
                None => return node,
            }
            if self.form.nodes[node].repeats {
                return node;
            }
        }
    }

    fn expression(
        &mut self,
        source: &str,
        inside: Option<NodeId>,
        element: &str,
        line: Option<u32>,
        what: &str,
    ) -> Option<Compiled> {
        let expression = match Expression::parse(source, &self.names(inside)) {
            Ok(expression) => expression,
            Err(error) => {
                let message = format!(
                    "{what} \"{source}\": {error}; names are the keys of fields, beside it or from the top"
                );
                self.problem(element, line, message);
                return None;
            }
        };
        let globals: Vec<&str> = expression.names_used().iter().map(|name| &**name).collect();
        let mut reads = BTreeSet::new();
        for chain in chains(source) {
            if !globals.contains(&chain[0].as_str()) || self.comes_from_elsewhere(&chain[0], inside) {
                continue;
            }
            match self.follow(&chain, inside) {
                Ok(node) => {
                    reads.insert(node);
                }
                Err(message) => self.problem(element, line, format!("{what} \"{source}\": {message}")),
            }
        }
        Some(Compiled { expression, reads: reads.into_iter().collect() })
    }

    /// The names in scope beside the children of `inside`.
    fn names(&self, inside: Option<NodeId>) -> Names {
        let mut names = Names::new();
        names.insert_typed("heute", Type::Date);
        for name in &self.form.given {
            names.insert_typed(name, Type::Any);
        }
        // From the outside in, so that inner names hide outer ones.
        let mut levels: Vec<&[NodeId]> = Vec::new();
        if let Some(inside) = inside {
            levels.extend(self.form.lineage(inside).into_iter().map(|node| self.form.nodes[node].children()));
        }
        levels.push(&self.form.top);
        for level in levels.into_iter().rev() {
            for id in level {
                let node = &self.form.nodes[*id];
                names.insert_typed(&node.key, self.type_of(node));
            }
        }
        names
    }

    /// Whether a name is no field: today's date, or a value that the form is given. Fields hide those.
    fn comes_from_elsewhere(&self, name: &str, inside: Option<NodeId>) -> bool {
        name == "heute"
            || (self.form.given.iter().any(|given| given == name) && self.resolve(name, inside).is_none())
    }

    fn type_of(&self, node: &Node) -> Type {
        let single = match &node.shape {
            Shape::Field(_) => Type::Any,
            Shape::Group { children, .. } => {
                let entries = children.iter().map(|child| {
                    let child = &self.form.nodes[*child];
                    (Arc::clone(&child.key), self.type_of(child))
                });
                Type::Context(entries.collect())
            }
        };
        if node.repeats { Type::List(Arc::new(single)) } else { single }
    }

    fn resolve(&self, path: &str, inside: Option<NodeId>) -> Option<NodeId> {
        let chain: Vec<String> = path.split('.').map(str::to_owned).collect();
        self.follow(&chain, inside).ok()
    }

    /// The node that a chain of names leads to. Behind a field there may be properties of its value, such as `.year`.
    fn follow(&self, chain: &[String], inside: Option<NodeId>) -> Result<NodeId, String> {
        let mut above = inside.map(|inside| self.form.lineage(inside)).unwrap_or_default().into_iter();
        let first = above
            .find_map(|group| self.form.child(Some(group), &chain[0]))
            .or_else(|| self.form.child(None, &chain[0]))
            .ok_or_else(|| format!("\"{}\" is no field", chain[0]))?;
        let mut node = first;
        for name in &chain[1..] {
            if self.form.nodes[node].field().is_some() {
                break;
            }
            node = self
                .form
                .child(Some(node), name)
                .ok_or_else(|| format!("\"{name}\" is no field of \"{}\"", self.form.nodes[node].path))?;
        }
        Ok(node)
    }

    /// Sorts all who have a condition or are computed so that each comes after those it depends on.
    fn order(&mut self) {
        let mut waits: HashMap<Bearer, BTreeSet<Bearer>> = HashMap::new();
        for (bearer, reads) in &self.depends {
            let needs = reads.iter().flat_map(|node| self.bearers_of(*node)).collect();
            waits.insert(*bearer, needs);
        }
        let mut levels: Vec<Vec<Bearer>> = Vec::new();
        let mut done: BTreeSet<Bearer> = BTreeSet::new();
        while done.len() < waits.len() {
            let mut ready: Vec<Bearer> = waits
                .iter()
                .filter(|(bearer, needs)| !done.contains(bearer) && needs.is_subset(&done))
                .map(|(bearer, _)| *bearer)
                .collect();
            if ready.is_empty() {
                self.cycle(&waits, &done);
                return;
            }
            ready.sort();
            done.extend(&ready);
            levels.push(ready);
        }
        self.form.order = levels;
    }

    /// All who decide about the value of a node: itself, what is above and below it, and their pages.
    fn bearers_of(&self, node: NodeId) -> Vec<Bearer> {
        let mut touched = self.form.lineage(node);
        let mut open = self.form.nodes[node].children().to_vec();
        while let Some(next) = open.pop() {
            open.extend(self.form.nodes[next].children());
            touched.push(next);
        }
        let pages = touched.iter().filter_map(|node| self.form.nodes[*node].page).map(Bearer::Page);
        let nodes = touched.iter().flat_map(|node| [Bearer::Node(*node), Bearer::Computed(*node)]);
        let all: BTreeSet<Bearer> = pages.chain(nodes).collect();
        all.into_iter().filter(|bearer| self.depends.contains_key(bearer)).collect()
    }

    fn cycle(&mut self, waits: &HashMap<Bearer, BTreeSet<Bearer>>, done: &BTreeSet<Bearer>) {
        let mut stuck: Vec<Bearer> = waits.keys().filter(|bearer| !done.contains(bearer)).copied().collect();
        stuck.sort();
        // Who only waits for the cycle is not part of it: follow the waiting until it comes round.
        let mut walk = vec![stuck[0]];
        let around = loop {
            let last = walk[walk.len() - 1];
            let Some(next) = waits[&last].iter().find(|need| !done.contains(need)) else { break &walk[..] };
            if let Some(start) = walk.iter().position(|bearer| bearer == next) {
                break &walk[start..];
            }
            walk.push(*next);
        };
        let names: Vec<String> = around
            .iter()
            .map(|bearer| match bearer {
                Bearer::Page(page) => format!("page {}", self.form.pages[*page].id),
                Bearer::Node(node) | Bearer::Computed(node) => self.form.nodes[*node].path.clone(),
            })
            .collect();
        let computed = around.iter().any(|bearer| matches!(bearer, Bearer::Computed(_)));
        let what = if computed { "a computed value" } else { "show_when" };
        let message = format!("{what} depends on itself: {} → {}", names.join(" → "), names[0]);
        let (element, line) = match around[0] {
            Bearer::Page(page) => (self.form.pages[page].id.clone(), self.layout.lines.page(page)),
            Bearer::Node(node) | Bearer::Computed(node) => {
                let node = &self.form.nodes[node];
                (node.path.clone(), self.layout.lines.field(&node.path).or(self.layout.lines.field(&node.id)))
            }
        };
        self.problem(&element, line, message);
    }
}

/// The chains of names in an expression, such as `halter.wohnsitz`; texts and comments are passed over.
fn chains(source: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let chars: Vec<char> = source.chars().collect();
    let (mut at, mut dotted) = (0, false);
    while at < chars.len() {
        match chars[at] {
            '"' => {
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    at += if chars[at] == '\\' { 2 } else { 1 };
                }
                (at, dotted) = (at + 1, false);
            }
            '/' if chars.get(at + 1) == Some(&'/') => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
            }
            '/' if chars.get(at + 1) == Some(&'*') => {
                while at < chars.len() && !(chars[at] == '*' && chars.get(at + 1) == Some(&'/')) {
                    at += 1;
                }
                at += 2;
            }
            c if c.is_alphabetic() || c == '_' => {
                let start = at;
                while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                    at += 1;
                }
                let name: String = chars[start..at].iter().collect();
                match found.last_mut() {
                    Some(chain) if dotted => chain.push(name),
                    _ => found.push(vec![name]),
                }
                dotted = false;
            }
            '.' => {
                // A dot after a name goes on with it; after a bracket it goes on with something unknown.
                let before = chars[..at].iter().rev().find(|c| !c.is_whitespace());
                if before.is_some_and(|c| c.is_alphanumeric() || *c == '_') {
                    dotted = true;
                } else {
                    found.push(vec![String::new()]);
                    dotted = true;
                }
                at += 1;
            }
            c if c.is_whitespace() => at += 1,
            _ => (at, dotted) = (at + 1, false),
        }
    }
    found.retain(|chain| key::is_key(&chain[0]));
    found
}

#[cfg(test)]
mod tests {
    use super::chains;

    #[test]
    fn chains_of_names_are_found() {
        let found = |source: &str| chains(source).iter().map(|chain| chain.join(".")).collect::<Vec<_>>();
        assert_eq!(found("halter.wohnsitz = \"a.b\" and x > 1.5"), ["halter.wohnsitz", "x"]);
        assert_eq!(found("count(fahrzeug[laenge > 5].kennzeichen) // zahl"), ["count", "fahrzeug", "laenge"]);
        assert_eq!(found("geburt.year < 2000 /* alt */ or a . b"), ["geburt.year", "a.b"]);
        assert_eq!(found("\"unbeendet \\\" x"), Vec::<String>::new());
    }
}
