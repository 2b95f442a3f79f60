//! Taking what a browser posts. Names and values are anybody's: unknown names are passed over, row numbers are bounded.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::answers::Answers;
use crate::error::{FieldError, FieldProblem};
use crate::model::{Fit, Form, NodeId};
use crate::path::Path;
use crate::state::{Body, Instance, State};
use crate::{InputKind, Setting};

impl Form {
    /// Stores what was posted for a page and returns the errors of this page. Input is stored whether right or wrong, in
    /// NFC, with a visible sign in place of control characters ([`latin::visible`]), which are refused.
    ///
    /// Names that belong to no input of this page are passed over. A row number beyond the most rows is refused
    /// (`TooMany`). Of several values for one field the last counts; for check boxes each is a row. A box to tick that is
    /// shown and not posted is "false". A file field takes only ids of uploads that are noted in the answers; an empty
    /// value leaves it as it is (see [`Form::detach`]).
    pub fn accept(
        &self,
        page: &str,
        posted: &[(String, String)],
        answers: &mut Answers,
        setting: &Setting,
    ) -> Vec<FieldError> {
        let Some(number) = self.pages.iter().position(|found| found.id == page) else { return Vec::new() };
        let place = Place { page: number, row: None };
        let before = Before::of(&place, &State::new(self, answers, setting));
        let refused = self.store(&place, posted, &before.boxes, answers, setting);
        let mut errors = State::new(self, answers, setting).errors();
        errors.retain(|error| error.page == page);
        before.say_what_is_new(&mut errors, posted);
        errors.extend(refused);
        errors
    }

    /// As [`Form::accept`], for one row of the table on a page: of a row that there is, or of one more behind the last.
    /// Returns the errors of this row. If nothing is answered in it, these are those of a row that is there.
    ///
    /// A row number beyond the most rows is refused (`TooMany`), and nothing is stored.
    pub fn accept_row(
        &self,
        page: &str,
        row: usize,
        posted: &[(String, String)],
        answers: &mut Answers,
        setting: &Setting,
    ) -> Vec<FieldError> {
        let Some(number) = self.pages.iter().position(|found| found.id == page) else { return Vec::new() };
        let Some(table) = self.table_of_page(number) else { return Vec::new() };
        let (path, max) = (self.nodes[table].path.clone(), self.nodes[table].max);
        let Some(rows) = Path::parse(&path).and_then(|path| answers.rows_mut(&path)) else {
            return Vec::new();
        };
        let row = row.min(rows.len());
        if row >= max as usize {
            return vec![self.too_many(table, page, setting)];
        }
        if row == rows.len() {
            rows.push(Value::Object(Map::new()));
        }
        let place = Place { page: number, row: Some((table, row)) };
        let before = Before::of(&place, &State::new(self, answers, setting));
        self.store(&place, posted, &before.boxes, answers, setting);
        let mut errors = self.check_row(page, row, answers, setting);
        before.say_what_is_new(&mut errors, posted);
        errors
    }

    /// The errors of one row of the table on a page. If nothing is answered in it, those of a row that is there.
    pub fn check_row(&self, page: &str, row: usize, answers: &Answers, setting: &Setting) -> Vec<FieldError> {
        let Some(number) = self.pages.iter().position(|found| found.id == page) else { return Vec::new() };
        let Some(table) = self.table_of_page(number) else { return Vec::new() };
        let state = State::new(self, answers, setting);
        let Some(instance) = state.row_instance(table, row) else { return Vec::new() };
        let mut errors =
            if state.has_input(instance) { state.errors() } else { state.errors_of_row(instance) };
        errors.retain(|error| within(&error.path, &instance.path));
        for error in &mut errors {
            if let Some((node, _)) = Path::parse(&error.path).and_then(|path| self.resolve(&path)) {
                error.label = state.label(node);
            }
        }
        errors
    }

    /// As [`Form::revealed`], for one row of the table on a page.
    pub fn revealed_in_row(
        &self,
        page: &str,
        row: usize,
        before: &Answers,
        after: &Answers,
        setting: &Setting,
    ) -> Vec<String> {
        let Some(number) = self.pages.iter().position(|found| found.id == page) else { return Vec::new() };
        let Some(table) = self.table_of_page(number) else { return Vec::new() };
        let place = Place { page: number, row: Some((table, row)) };
        self.revealed_in(&place, before, after, setting)
    }

    /// Fields of a page that these answers show and the ones before did not, by path. If there are any, show the page once
    /// more: a person without scripts has not seen them.
    pub fn revealed(&self, page: &str, before: &Answers, after: &Answers, setting: &Setting) -> Vec<String> {
        let Some(page) = self.pages.iter().position(|found| found.id == page) else { return Vec::new() };
        self.revealed_in(&Place { page, row: None }, before, after, setting)
    }

    fn revealed_in(
        &self,
        place: &Place,
        before: &Answers,
        after: &Answers,
        setting: &Setting,
    ) -> Vec<String> {
        let old: HashSet<String> = State::new(self, before, setting).shown_paths(place).into_iter().collect();
        let new = State::new(self, after, setting).shown_paths(place);
        new.into_iter().filter(|path| !old.contains(path)).collect()
    }

    fn too_many(&self, repeat: NodeId, page: &str, setting: &Setting) -> FieldError {
        FieldError {
            path: self.nodes[repeat].path.clone(),
            page: page.to_owned(),
            label: self.nodes[repeat].label.get(&setting.lang).to_owned(),
            problem: FieldProblem::TooMany { max: self.nodes[repeat].max },
        }
    }

    /// Adds an empty row to the repeat at a path (`fahrzeug`) and returns its number.
    ///
    /// # Errors
    /// `TooMany` if there are as many rows as allowed; `None` inside if there is no such repeat.
    pub fn add_row(&self, path: &str, answers: &mut Answers) -> Result<usize, Option<FieldProblem>> {
        let (path, node) = self.repeat_at(path).ok_or(None)?;
        let least = if self.nodes[node].field().is_some() {
            self.nodes[node].min.max(1)
        } else {
            self.nodes[node].min
        };
        let max = self.nodes[node].max;
        let rows = answers.rows_mut(&path).ok_or(None)?;
        // Rows that are shown because there must be some count, though nothing was typed yet.
        let next = rows.len().max(least as usize);
        if next >= max as usize {
            return Err(Some(FieldProblem::TooMany { max }));
        }
        rows.resize(next + 1, Value::Null);
        Ok(next)
    }

    /// Removes a row (`fahrzeug[1]`) with all that was typed in it. `false` if there is no such row.
    pub fn remove_row(&self, path: &str, answers: &mut Answers) -> bool {
        let Some((base, Some(index))) = row(path) else { return false };
        let Some((base, _)) = self.repeat_at(&base) else { return false };
        if answers.at(&base).is_none() {
            return false;
        }
        match answers.rows_mut(&base) {
            Some(rows) if index < rows.len() => {
                rows.remove(index);
                true
            }
            _ => false,
        }
    }

    /// Puts a noted upload into a file field; into a repeated one as a further row if the path has no row number.
    ///
    /// # Errors
    /// `FileUnknown` if the upload is not noted, `TooMany` if there are as many as allowed; `None` inside if there is no
    /// such file field. Type and size are checked where all answers are.
    pub fn attach(
        &self,
        path: &str,
        upload: &str,
        answers: &mut Answers,
    ) -> Result<(), Option<FieldProblem>> {
        let mut path = Path::parse(path).ok_or(None)?;
        let (node, fit) = self.resolve(&path).ok_or(None)?;
        if self.nodes[node].field().is_none_or(|field| field.input != Some(InputKind::File)) {
            return Err(None);
        }
        if answers.upload(upload).is_none() {
            return Err(Some(FieldProblem::FileUnknown));
        }
        match fit {
            Fit::Exact => {}
            Fit::TooFar(repeat) => return Err(Some(FieldProblem::TooMany { max: self.nodes[repeat].max })),
            Fit::Unnumbered(repeat) if repeat == node => {
                let max = self.nodes[node].max;
                let rows = answers.rows_mut(&path).ok_or(None)?;
                let blank = |row: &Value| row.as_str().is_none_or(str::is_empty);
                let free = rows.iter().position(blank).unwrap_or(rows.len());
                if free >= max as usize {
                    return Err(Some(FieldProblem::TooMany { max }));
                }
                if let Some(last) = path.0.last_mut() {
                    last.index = Some(free);
                }
            }
            Fit::Unnumbered(_) => return Err(None),
        }
        answers.put(&path, upload.to_owned());
        Ok(())
    }

    /// Takes the upload out of a file field (a row of a repeated one goes away). Returns its id, if there was one.
    pub fn detach(&self, path: &str, answers: &mut Answers) -> Option<String> {
        let parsed = Path::parse(path)?;
        let (node, fit) = self.resolve(&parsed)?;
        if fit != Fit::Exact || self.nodes[node].field()?.input != Some(InputKind::File) {
            return None;
        }
        let id = answers.get(path).filter(|id| !id.is_empty())?.to_owned();
        if !self.remove_row(path, answers) {
            answers.put(&parsed, String::new());
        }
        Some(id)
    }

    /// The repeat at a path without a last row number.
    fn repeat_at(&self, path: &str) -> Option<(Path, NodeId)> {
        let path = Path::parse(path)?;
        let (node, fit) = self.resolve(&path)?;
        (fit == Fit::Unnumbered(node) && self.nodes[node].repeats).then_some((path, node))
    }

    fn store(
        &self,
        place: &Place,
        posted: &[(String, String)],
        boxes: &[String],
        answers: &mut Answers,
        setting: &Setting,
    ) -> Vec<FieldError> {
        let mut refused = Vec::new();
        let mut ticked: HashMap<String, Vec<String>> = HashMap::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for (name, value) in posted {
            let Some(path) = Path::parse(name) else { continue };
            let Some((node, fit)) = self.resolve(&path) else { continue };
            let Some(input) = self.nodes[node].field().and_then(|field| field.input) else { continue };
            if self.nodes[node].page != Some(place.page) || !place.holds(self, node, &path) {
                continue;
            }
            seen.insert(name);
            match fit {
                Fit::Unnumbered(repeat) if repeat == node && input == InputKind::Checkboxes => {
                    ticked.entry(name.clone()).or_default().push(latin::visible(value).into_owned());
                }
                Fit::Unnumbered(_) => {}
                Fit::TooFar(repeat) => {
                    refused.push(self.too_many(repeat, &self.pages[place.page].id, setting));
                }
                Fit::Exact if input == InputKind::File && answers.upload(value).is_none() => {}
                Fit::Exact => answers.put(&path, latin::visible(value).into_owned()),
            }
        }
        refused.dedup();
        for name in boxes {
            let values = ticked.remove(name);
            if let Some(path) = Path::parse(name)
                && let Some((node, _)) = self.resolve(&path)
            {
                if !self.nodes[node].repeats {
                    if !seen.contains(name.as_str()) {
                        answers.put(&path, "false".to_owned());
                    }
                } else if let Some(rows) = answers.rows_mut(&path) {
                    // Empty values come from hidden inputs that say "nothing ticked".
                    let values = values.unwrap_or_default().into_iter().filter(|value| !value.is_empty());
                    *rows = values.take(self.nodes[node].max as usize + 1).map(Value::String).collect();
                }
            }
        }
        refused
    }
}

/// Splits off the last row number.
fn row(path: &str) -> Option<(String, Option<usize>)> {
    let mut parsed = Path::parse(path)?;
    let index = parsed.0.last_mut()?.index.take();
    Some((parsed.to_string(), index))
}

/// What is posted as one: a page without the rows of its table, or one of these rows.
struct Place {
    page: usize,
    /// Table, and number of the row.
    row: Option<(NodeId, usize)>,
}

impl Place {
    /// A field of the page stands here.
    fn holds(&self, form: &Form, node: NodeId, path: &Path) -> bool {
        match (self.row, form.table_around(node)) {
            (None, None) => true,
            (Some((table, row)), Some(around)) if around == table => {
                path.0.get(form.lineage(table).len() - 1).is_some_and(|step| step.index == Some(row))
            }
            _ => false,
        }
    }
}

/// A path is that of a row, or lies in it.
fn within(path: &str, row: &str) -> bool {
    path.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// How deep a visit goes where rows have pages of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OfTables {
    Rows,
    NoRows,
}

struct Before {
    /// Boxes to tick that were shown: what is not posted of them is not ticked.
    boxes: Vec<String>,
    shown: HashSet<String>,
}

impl Before {
    fn of(place: &Place, state: &State<'_>) -> Self {
        Self { boxes: state.boxes(place), shown: state.shown_paths(place).into_iter().collect() }
    }

    /// Nobody forgot what was not asked yet.
    fn say_what_is_new(&self, errors: &mut [FieldError], posted: &[(String, String)]) {
        let posted: HashSet<&str> = posted.iter().map(|(name, _)| name.as_str()).collect();
        for error in errors {
            let new = !self.shown.contains(&error.path) && !posted.contains(error.path.as_str());
            if error.problem == FieldProblem::Required && new {
                error.problem = FieldProblem::NowNeeded;
            }
        }
    }
}

impl State<'_> {
    fn at_place(&self, place: &Place, of_tables: OfTables, seen: &mut impl FnMut(&Instance<'_>)) {
        if let Some((table, row)) = place.row {
            if let Some(instance) = self.row_instance(table, row) {
                self.each(instance, of_tables, seen);
            }
            return;
        }
        for root in &self.form.pages[place.page].roots {
            if let Some(instance) = self.single(*root) {
                self.each(instance, of_tables, seen);
            }
        }
    }

    /// Visits what is shown.
    fn each(&self, instance: &Instance<'_>, of_tables: OfTables, seen: &mut impl FnMut(&Instance<'_>)) {
        if !instance.shown {
            return;
        }
        seen(instance);
        let is_table = self.form.nodes[instance.node].table.is_some();
        match &instance.body {
            Body::Field { .. } => {}
            Body::Repeat { .. } if is_table && of_tables == OfTables::NoRows => {}
            Body::Group(children) | Body::Repeat { rows: children, .. } => {
                children.iter().for_each(|child| self.each(child, of_tables, seen));
            }
        }
    }

    /// What was asked before this, be it in a row on a page of its own.
    fn shown_paths(&self, place: &Place) -> Vec<String> {
        let mut paths = Vec::new();
        self.at_place(place, OfTables::Rows, &mut |instance| {
            let field = self.form.nodes[instance.node].field();
            if matches!(instance.body, Body::Field { .. })
                && field.is_some_and(|field| field.computed.is_none())
            {
                paths.push(instance.path.clone());
            }
        });
        paths
    }

    fn boxes(&self, place: &Place) -> Vec<String> {
        let mut paths = Vec::new();
        self.at_place(place, OfTables::NoRows, &mut |instance| {
            let field = self.form.nodes[instance.node].field();
            let row = instance.path.ends_with(']');
            match field.and_then(|field| field.input) {
                Some(InputKind::Checkbox) if matches!(instance.body, Body::Field { .. }) && !row => {
                    paths.push(instance.path.clone());
                }
                Some(InputKind::Checkboxes) if matches!(instance.body, Body::Repeat { .. }) => {
                    paths.push(instance.path.clone());
                }
                _ => {}
            }
        });
        paths
    }
}
