//! Validation: cardinalities, values, checks of the package; and the typed values at last.

use std::collections::{HashMap, HashSet};

use feel::{Context, Value};

use crate::answers::Answers;
use crate::error::{FieldError, FieldProblem};
use crate::model::{Check, Form, NodeId, Page, Shape};
use crate::state::{Body, Instance, State};
use crate::{InputKind, Setting};

impl Form {
    /// Checks the whole form. The values are those that are shown and answered: groups are contexts, repeats are lists,
    /// dates FEEL dates, codes and ids of uploads strings. Optional fields without an answer are missing.
    ///
    /// # Errors
    /// All errors, in the order of the pages.
    pub fn check(&self, answers: &Answers, setting: &Setting) -> Result<Context, Vec<FieldError>> {
        let state = State::new(self, answers, setting);
        let errors = state.errors();
        if errors.is_empty() { Ok(state.values()) } else { Err(errors) }
    }

    /// What is shown, answered and valid so far, whatever is missing: for previews and prefilled texts.
    pub fn values_so_far(&self, answers: &Answers, setting: &Setting) -> Context {
        State::new(self, answers, setting).values()
    }

    /// The errors of one page; none if there is no such page.
    pub fn check_page(&self, page: &str, answers: &Answers, setting: &Setting) -> Vec<FieldError> {
        let mut errors = State::new(self, answers, setting).errors();
        errors.retain(|error| error.page == page);
        errors
    }

    /// The pages that are shown with these answers, in order. A page on which nothing is shown is not.
    pub fn visible_pages(&self, answers: &Answers, setting: &Setting) -> Vec<&Page> {
        let state = State::new(self, answers, setting);
        self.pages
            .iter()
            .enumerate()
            .filter(|(index, _)| state.page_shown(*index))
            .map(|(_, page)| page)
            .collect()
    }

    /// The page after this one that is shown; `None` after the last, or if there is no such page.
    pub fn next(&self, page: &str, answers: &Answers, setting: &Setting) -> Option<&Page> {
        let state = State::new(self, answers, setting);
        let at = self.pages.iter().position(|found| found.id == page)?;
        (at + 1..self.pages.len()).find(|index| state.page_shown(*index)).map(|index| &self.pages[index])
    }

    /// The page before this one that is shown; `None` before the first, or if there is no such page.
    pub fn previous(&self, page: &str, answers: &Answers, setting: &Setting) -> Option<&Page> {
        let state = State::new(self, answers, setting);
        let at = self.pages.iter().position(|found| found.id == page)?;
        (0..at).rev().find(|index| state.page_shown(*index)).map(|index| &self.pages[index])
    }

    /// The first page that is shown.
    pub fn first(&self, answers: &Answers, setting: &Setting) -> Option<&Page> {
        self.visible_pages(answers, setting).first().copied()
    }
}

impl State<'_> {
    pub(crate) fn page_shown(&self, page: usize) -> bool {
        self.pages[page]
            && self.form.pages[page]
                .roots
                .iter()
                .any(|root| self.single(*root).is_some_and(|instance| self.anything_shown(instance)))
    }

    fn anything_shown(&self, instance: &Instance<'_>) -> bool {
        instance.shown
            && match &instance.body {
                Body::Field { .. } => {
                    self.form.nodes[instance.node].field().is_some_and(|field| !field.hidden)
                }
                Body::Group(children) => children.iter().any(|child| self.anything_shown(child)),
                Body::Repeat { .. } => true,
            }
    }

    pub(crate) fn values(&self) -> Context {
        let entries = self.top.iter();
        entries.filter_map(|top| Some((self.form.nodes[top.node].key.clone(), self.value(top)?))).collect()
    }

    /// All errors, in the order of the pages and on a page in the order of the schema.
    pub(crate) fn errors(&self) -> Vec<FieldError> {
        let mut found = Found::new(self);
        for instance in &self.top {
            found.instance(instance, true);
        }
        found.checks();
        // While something else is missing, so may be what this is made of.
        if found.errors.is_empty() {
            for (node, path) in std::mem::take(&mut found.uncomputed) {
                found.push(node, path, FieldProblem::NotComputed);
            }
        }
        found.sorted()
    }

    /// What is wrong with a row as if it were there, though nothing may be answered in it.
    pub(crate) fn errors_of_row(&self, row: &Instance<'_>) -> Vec<FieldError> {
        let mut found = Found::new(self);
        if row.shown {
            found.body(row, &row.body, true);
        }
        // No checks, so they are in order.
        found.errors.into_iter().map(|(_, error)| error).collect()
    }
}

struct Found<'s, 'a> {
    state: &'s State<'a>,
    errors: Vec<(usize, FieldError)>,
    /// Computed fields that need a value and have none.
    uncomputed: Vec<(NodeId, String)>,
}

/// A group that is there, and where: for paths of checks.
type Chain = Vec<(NodeId, String)>;

impl<'s, 'a> Found<'s, 'a> {
    fn new(state: &'s State<'a>) -> Self {
        Self { state, errors: Vec::new(), uncomputed: Vec::new() }
    }

    /// In the order in which people meet the fields: what is missing and what a check found stand side by side.
    fn sorted(mut self) -> Vec<FieldError> {
        if self.errors.len() < 2 {
            return self.errors.into_iter().map(|(_, error)| error).collect();
        }
        let mut places = HashMap::new();
        self.state.top.iter().for_each(|top| number(top, &mut places));
        let place = |error: &FieldError| places.get(error.path.as_str()).copied().unwrap_or(usize::MAX);
        self.errors.sort_by_cached_key(|(page, error)| (*page, place(error)));
        self.errors.into_iter().map(|(_, error)| error).collect()
    }
}

/// Counts what is there from the top.
fn number<'i>(instance: &'i Instance<'_>, places: &mut HashMap<&'i str, usize>) {
    places.insert(&instance.path, places.len());
    if let Body::Group(children) | Body::Repeat { rows: children, .. } = &instance.body {
        children.iter().for_each(|child| number(child, places));
    }
}

impl Found<'_, '_> {
    fn push(&mut self, node: NodeId, path: String, problem: FieldProblem) {
        let form = self.state.form;
        // A group that is spread over several pages reports on the page of its first field.
        let page = std::iter::successors(Some(node), |node| form.nodes[*node].children().first().copied())
            .find_map(|node| form.nodes[node].page)
            .unwrap_or(0);
        self.push_at(page, node, path, problem);
    }

    fn push_at(&mut self, page: usize, node: NodeId, path: String, problem: FieldProblem) {
        let form = self.state.form;
        let label = self.state.label_at(node, &path);
        let id = form.pages.get(page).map(|page| page.id.clone()).unwrap_or_default();
        self.errors.push((page, FieldError { path, page: id, label, problem }));
    }

    /// `needed`: what is above is there, so that its required parts are missed.
    fn instance(&mut self, instance: &Instance<'_>, needed: bool) {
        if !instance.shown {
            return;
        }
        let node = &self.state.form.nodes[instance.node];
        match &instance.body {
            Body::Repeat { rows, excess } => self.repeat(instance, rows, *excess, needed),
            body => self.body(instance, body, needed && node.min > 0),
        }
    }

    fn body(&mut self, instance: &Instance<'_>, body: &Body<'_>, needed: bool) {
        match body {
            Body::Field { value: Err(problem), .. } => {
                self.push(instance.node, instance.path.clone(), problem.clone());
            }
            Body::Field { value: Ok(value), .. } => {
                let field = self.state.form.nodes[instance.node].field();
                if needed && value.is_none() && field.is_some_and(|field| field.input.is_some()) {
                    self.push(instance.node, instance.path.clone(), FieldProblem::Required);
                } else if needed && value.is_none() && field.is_some_and(|field| field.computed.is_some()) {
                    self.uncomputed.push((instance.node, instance.path.clone()));
                }
            }
            Body::Group(children) => {
                let there = needed || self.state.has_input(instance);
                if self.is_choice(instance.node) {
                    self.choice(instance, children, there);
                } else {
                    children.iter().for_each(|child| self.instance(child, there));
                }
            }
            // A row is a field or a group; repeats of repeats do not exist.
            Body::Repeat { .. } => {}
        }
    }

    fn is_choice(&self, node: NodeId) -> bool {
        matches!(self.state.form.nodes[node].shape, Shape::Group { choice: true, .. })
    }

    /// Exactly one part of a choice, whatever the cardinalities of the parts say.
    fn choice(&mut self, instance: &Instance<'_>, children: &[Instance<'_>], there: bool) {
        let filled: Vec<_> = children.iter().filter(|child| self.state.has_input(child)).collect();
        if there && filled.len() != 1 {
            let count = u32::try_from(filled.len()).unwrap_or(u32::MAX);
            self.push(instance.node, instance.path.clone(), FieldProblem::OneOf { filled: count });
        }
        for child in filled {
            self.instance(child, true);
        }
    }

    fn repeat(&mut self, instance: &Instance<'_>, rows: &[Instance<'_>], excess: bool, needed: bool) {
        let node = &self.state.form.nodes[instance.node];
        if excess {
            self.push(instance.node, instance.path.clone(), FieldProblem::TooMany { max: node.max });
        }
        let filled = rows.iter().filter(|row| self.state.has_input(row)).count();
        let mut missing = (node.min as usize).saturating_sub(filled);
        let boxes = node.field().is_some_and(|field| field.input == Some(InputKind::Checkboxes));
        if (boxes || node.table.is_some()) && needed && missing > 0 {
            let one = boxes && node.min == 1;
            let problem = if one { FieldProblem::Required } else { FieldProblem::TooFew { min: node.min } };
            self.push(instance.node, instance.path.clone(), problem);
            missing = 0;
        }
        for row in rows {
            let blank = !self.state.has_input(row);
            // The first blank rows are the ones to fill in; further blank ones are just left over.
            let wanted = blank && needed && missing > 0;
            missing -= usize::from(wanted);
            if wanted || !blank {
                self.body(row, &row.body, true);
            }
        }
    }

    /// Evaluates the checks of the package.
    fn checks(&mut self) {
        let (state, form) = (self.state, self.state.form);
        let wanted: HashSet<NodeId> = (0..form.nodes.len())
            .filter(|node| !form.nodes[*node].checks.is_empty())
            .flat_map(|node| form.lineage(node))
            .collect();
        if wanted.is_empty() && form.pages.iter().all(|page| page.checks.is_empty()) {
            return;
        }
        let root = state.root_scope();
        for (index, page) in form.pages.iter().enumerate() {
            if state.pages[index] {
                self.evaluate(&page.checks, &root, &Chain::new(), index);
            }
        }
        let mut chain = Chain::new();
        self.below(&state.top, &root, &wanted, &mut chain);
    }

    fn below(
        &mut self,
        instances: &[Instance<'_>],
        scope: &Context,
        wanted: &HashSet<NodeId>,
        chain: &mut Chain,
    ) {
        for instance in instances.iter().filter(|instance| instance.shown && wanted.contains(&instance.node))
        {
            let node = &self.state.form.nodes[instance.node];
            match &instance.body {
                Body::Field { .. } => self.evaluate(&node.checks, scope, chain, node.page.unwrap_or(0)),
                Body::Group(children) => self.group(instance, children, scope, wanted, chain),
                Body::Repeat { rows, .. } => {
                    if node.field().is_some() {
                        self.evaluate(&node.checks, scope, chain, node.page.unwrap_or(0));
                    }
                    for row in rows {
                        if let Body::Group(children) = &row.body {
                            self.group(row, children, scope, wanted, chain);
                        }
                    }
                }
            }
        }
    }

    fn group(
        &mut self,
        instance: &Instance<'_>,
        children: &[Instance<'_>],
        scope: &Context,
        wanted: &HashSet<NodeId>,
        chain: &mut Chain,
    ) {
        let node = &self.state.form.nodes[instance.node];
        // Nobody is told that a group is wrong that is not there.
        if !self.state.has_input(instance) {
            return;
        }
        let inner = self.state.inner_scope(scope, children);
        chain.push((instance.node, instance.path.clone()));
        self.evaluate(&node.checks, &inner, chain, node.page.unwrap_or(0));
        self.below(children, &inner, wanted, chain);
        chain.pop();
    }

    fn evaluate(&mut self, checks: &[Check], scope: &Context, chain: &Chain, page: usize) {
        for check in checks {
            if matches!(check.rule.evaluate(scope).value, Value::Null | Value::Boolean(true)) {
                continue;
            }
            let lang = &self.state.setting.lang;
            let text = check.message.as_ref().map(|text| text.get(lang).to_owned());
            let problem = FieldProblem::Check { text, message: check.message_id.clone() };
            if let Some(at) = check.at {
                let page = self.state.form.nodes[at].page.unwrap_or(page);
                self.push_at(page, at, path_from(self.state.form, chain, at), problem);
            }
        }
    }
}

/// The path of a node as seen from the innermost group that holds it.
fn path_from(form: &Form, chain: &Chain, node: NodeId) -> String {
    let lineage = form.lineage(node);
    for (group, path) in chain.iter().rev() {
        if let Some(depth) = lineage.iter().position(|above| above == group) {
            let keys: Vec<&str> = lineage[..depth].iter().rev().map(|node| &*form.nodes[*node].key).collect();
            return if keys.is_empty() { path.clone() } else { format!("{path}.{}", keys.join(".")) };
        }
    }
    form.nodes[node].path.clone()
}
