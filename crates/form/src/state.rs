//! A form together with one person's answers: every field that there is, its value, and whether it is shown.
//!
//! Built anew for each question that is asked (linear in the size of form and answers), so nothing can go stale.

use std::collections::{HashMap, HashSet};

use feel::{Context, Value};
use serde_json::Map;

use crate::answers::Answers;
use crate::error::FieldProblem;
use crate::model::{Bearer, Form, NodeId, Shape};
use crate::{Setting, value};

/// A node at a place: for a repeat one for the repeat itself and one for each row.
#[derive(Debug)]
pub(crate) struct Instance<'a> {
    pub(crate) node: NodeId,
    /// With row numbers.
    pub(crate) path: String,
    /// By its own `show_when`.
    own: bool,
    /// By its own, its page's and all above it.
    pub(crate) shown: bool,
    pub(crate) body: Body<'a>,
}

#[derive(Debug)]
pub(crate) enum Body<'a> {
    Field { raw: &'a str, value: Result<Option<Value>, FieldProblem> },
    Group(Vec<Instance<'a>>),
    Repeat { rows: Vec<Instance<'a>>, excess: bool },
}

/// Form and answers.
pub(crate) struct State<'a> {
    pub(crate) form: &'a Form,
    pub(crate) setting: &'a Setting,
    pub(crate) answers: &'a Answers,
    pub(crate) top: Vec<Instance<'a>>,
    pub(crate) pages: Vec<bool>,
}

impl<'a> State<'a> {
    pub(crate) fn new(form: &'a Form, answers: &'a Answers, setting: &'a Setting) -> Self {
        let builder = Builder { form, answers, lang: &setting.lang };
        let top = form.top.iter().map(|node| builder.instance(*node, "", Some(answers.values()))).collect();
        let pages = vec![true; form.pages.len()];
        let mut state = Self { form, setting, answers, top, pages };
        // Rules see only what is shown, so whoever has a rule counts as hidden until it is known.
        for bearer in form.order.iter().flatten() {
            state.decide(*bearer, &mut Results::default());
        }
        state.settle();
        for level in &form.order {
            let mut results = state.rules(level);
            for bearer in level {
                state.decide(*bearer, &mut results);
            }
            state.settle();
        }
        state
    }

    /// Applies results by path of instance (or page); what has none is hidden, or has no value.
    fn decide(&mut self, bearer: Bearer, results: &mut Results) {
        match bearer {
            Bearer::Page(page) => {
                self.pages[page] = results.shown.get(&page_name(page)).copied().unwrap_or(false);
            }
            Bearer::Node(node) => each_mut(&mut self.top, &mut |instance| {
                // A rule decides about a repeat as a whole, not about its rows.
                let row = instance.path.ends_with(']');
                if instance.node == node && !row {
                    instance.own = results.shown.get(&instance.path).copied().unwrap_or(false);
                }
            }),
            Bearer::Computed(node) => each_mut(&mut self.top, &mut |instance| {
                if instance.node == node
                    && let Body::Field { value, .. } = &mut instance.body
                {
                    *value = results.values.remove(&instance.path).unwrap_or(Ok(None));
                }
            }),
        }
    }

    fn settle(&mut self) {
        settle(&mut self.top, true, self.form, &self.pages);
    }

    /// What the rules of a level say, by path.
    fn rules(&self, level: &[Bearer]) -> Results {
        let mut results = Results::default();
        let bearers: HashSet<&Bearer> = level.iter().collect();
        let root = self.root_scope();
        let mut wanted = HashSet::new();
        for bearer in level {
            match bearer {
                Bearer::Page(page) => {
                    if let Some(rule) = &self.form.pages[*page].show_when {
                        let shown = rule.evaluate(&root).value == Value::Boolean(true);
                        results.shown.insert(page_name(*page), shown);
                    }
                }
                Bearer::Node(node) | Bearer::Computed(node) => wanted.extend(self.form.lineage(*node)),
            }
        }
        if !wanted.is_empty() {
            self.walk(&self.top, &root, &wanted, &mut |instance, scope| {
                let node = &self.form.nodes[instance.node];
                if let Some(rule) = &node.show_when
                    && bearers.contains(&Bearer::Node(instance.node))
                {
                    let shown = rule.evaluate(scope).value == Value::Boolean(true);
                    results.shown.insert(instance.path.clone(), shown);
                }
                if let (Some(rule), Some(field)) = (&node.computed, node.field())
                    && bearers.contains(&Bearer::Computed(instance.node))
                {
                    let value = value::computed(field, rule.evaluate(scope).value, &self.setting.lang);
                    results.values.insert(instance.path.clone(), value);
                }
            });
        }
        results
    }

    /// What expressions see at the top: all top-level values, `heute`, and what the form is given.
    pub(crate) fn root_scope(&self) -> Context {
        let mut scope = Context::new();
        scope.insert("heute", Value::Date(feel::Date::from(self.setting.today)));
        for name in &self.form.given {
            scope.insert(name.as_str(), self.setting.given.get(name).cloned().unwrap_or_default());
        }
        self.extend(&mut scope, &self.top);
        scope
    }

    /// Adds the values of a group; what has none is null, so that it hides an outer name.
    pub(crate) fn extend(&self, scope: &mut Context, children: &[Instance<'_>]) {
        for child in children {
            scope.insert(self.form.nodes[child.node].key.clone(), self.value(child).unwrap_or_default());
        }
    }

    /// Visits instances (not single rows of fields) with the scope beside them; only below nodes in `wanted`.
    pub(crate) fn walk(
        &self,
        instances: &[Instance<'a>],
        scope: &Context,
        wanted: &HashSet<NodeId>,
        seen: &mut impl FnMut(&Instance<'a>, &Context),
    ) {
        for instance in instances.iter().filter(|instance| wanted.contains(&instance.node)) {
            seen(instance, scope);
            match &instance.body {
                Body::Field { .. } => {}
                Body::Group(children) => {
                    self.walk(children, &self.inner_scope(scope, children), wanted, seen);
                }
                Body::Repeat { rows, .. } => {
                    for row in rows {
                        if let Body::Group(children) = &row.body {
                            self.walk(children, &self.inner_scope(scope, children), wanted, seen);
                        }
                    }
                }
            }
        }
    }

    pub(crate) fn inner_scope(&self, scope: &Context, children: &[Instance<'_>]) -> Context {
        let mut inner = scope.clone();
        self.extend(&mut inner, children);
        inner
    }

    /// The typed value: `None` if hidden, not answered, or wrong. A group that must be there is one even if empty.
    pub(crate) fn value(&self, instance: &Instance<'_>) -> Option<Value> {
        if !instance.shown {
            return None;
        }
        let node = &self.form.nodes[instance.node];
        match &instance.body {
            Body::Field { value, .. } => value.clone().ok().flatten(),
            Body::Group(children) => {
                let context: Context = children
                    .iter()
                    .filter_map(|child| Some((self.form.nodes[child.node].key.clone(), self.value(child)?)))
                    .collect();
                let counts = node.min > 0 || self.has_input(instance);
                counts.then_some(Value::Context(context))
            }
            Body::Repeat { rows, .. } => {
                let rows = rows.iter().filter(|row| self.has_input(row));
                let values: Vec<Value> = rows.filter_map(|row| self.value(row)).collect();
                // A list of files that nothing was asked for is empty, not missing.
                Some(values.into_iter().collect())
            }
        }
    }

    /// A person answered something here.
    pub(crate) fn has_input(&self, instance: &Instance<'_>) -> bool {
        instance.shown
            && match &instance.body {
                Body::Field { raw, .. } => !raw.trim().is_empty() && self.counts(instance.node, raw),
                Body::Group(children) => children.iter().any(|child| self.has_input(child)),
                Body::Repeat { rows, .. } => rows.iter().any(|row| self.has_input(row)),
            }
    }

    /// An empty box to tick says nothing about whether its group is filled in.
    fn counts(&self, node: NodeId, raw: &str) -> bool {
        let Some(field) = self.form.nodes[node].field() else { return false };
        match field.input {
            None => false,
            Some(crate::InputKind::Checkbox) => raw.trim() != "false",
            Some(_) => true,
        }
    }

    /// The instance of a node that stands in no repeat.
    pub(crate) fn single(&self, node: NodeId) -> Option<&Instance<'a>> {
        let mut instances = &self.top;
        let mut found = None;
        for step in self.form.lineage(node).into_iter().rev() {
            let instance = instances.iter().find(|instance| instance.node == step)?;
            if let Body::Group(children) = &instance.body {
                instances = children;
            }
            found = Some(instance);
        }
        found
    }
}

impl Form {
    /// A node and all above it, from the inside out.
    pub(crate) fn lineage(&self, node: NodeId) -> Vec<NodeId> {
        std::iter::successors(Some(node), |node| self.nodes[*node].parent).collect()
    }
}

/// What rules came to, by path.
#[derive(Default)]
struct Results {
    shown: HashMap<String, bool>,
    values: HashMap<String, Result<Option<Value>, FieldProblem>>,
}

/// No path looks like this.
fn page_name(page: usize) -> String {
    format!("#{page}")
}

struct Builder<'a> {
    form: &'a Form,
    answers: &'a Answers,
    lang: &'a str,
}

impl<'a> Builder<'a> {
    fn instance(
        &self,
        id: NodeId,
        before: &str,
        map: Option<&'a Map<String, serde_json::Value>>,
    ) -> Instance<'a> {
        let node = &self.form.nodes[id];
        let path = if before.is_empty() { node.key.to_string() } else { format!("{before}.{}", node.key) };
        let answer = map.and_then(|map| map.get(&*node.key));
        let body = if node.repeats { self.repeat(id, &path, answer) } else { self.body(id, &path, answer) };
        Instance { node: id, path, own: true, shown: true, body }
    }

    fn body(&self, id: NodeId, path: &str, answer: Option<&'a serde_json::Value>) -> Body<'a> {
        match &self.form.nodes[id].shape {
            Shape::Field(field) if field.computed.is_some() => Body::Field { raw: "", value: Ok(None) },
            Shape::Field(field) => {
                let raw = answer.and_then(serde_json::Value::as_str).unwrap_or_default();
                Body::Field { raw, value: value::read(field, raw, self.answers, self.lang) }
            }
            Shape::Group { children, .. } => {
                let map = answer.and_then(serde_json::Value::as_object);
                Body::Group(children.iter().map(|child| self.instance(*child, path, map)).collect())
            }
        }
    }

    fn repeat(&self, id: NodeId, path: &str, answer: Option<&'a serde_json::Value>) -> Body<'a> {
        let node = &self.form.nodes[id];
        let given = answer.and_then(serde_json::Value::as_array).map_or(&[][..], Vec::as_slice);
        // A field always has a line to write on; a group that may be missing is added by a button, and a row of a table is
        // there once it is written.
        let least = match (node.field(), &node.table) {
            (Some(_), _) => node.min.max(1),
            (None, Some(_)) => 0,
            (None, None) => node.min,
        };
        let most = node.max as usize;
        let count = given.len().min(most).max(least as usize);
        let rows = (0..count).map(|index| {
            let path = format!("{path}[{index}]");
            let body = self.body(id, &path, given.get(index));
            Instance { node: id, path, own: true, shown: true, body }
        });
        Body::Repeat { rows: rows.collect(), excess: given.len() > most }
    }
}

fn each_mut<'a>(instances: &mut [Instance<'a>], seen: &mut impl FnMut(&mut Instance<'a>)) {
    for instance in instances {
        seen(instance);
        match &mut instance.body {
            Body::Field { .. } => {}
            Body::Group(children) | Body::Repeat { rows: children, .. } => each_mut(children, seen),
        }
    }
}

fn settle(instances: &mut [Instance<'_>], above: bool, form: &Form, pages: &[bool]) {
    for instance in instances {
        let page = form.nodes[instance.node].page.is_none_or(|page| pages[page]);
        instance.shown = above && page && instance.own;
        let shown = instance.shown;
        match &mut instance.body {
            Body::Field { .. } => {}
            Body::Group(children) | Body::Repeat { rows: children, .. } => {
                settle(children, shown, form, pages);
            }
        }
    }
}
