//! From schema, layout and codelists to a [`Form`], with everything that is wrong with them.

mod computed;
mod field;
mod pages;
mod table;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use fim::genericode::Codelist;
use fim::xdf3::{Gruppe, Inhalt, Schema, Struktur};

use crate::layout::{Layout, NodeLayout};
use crate::model::{Codes, Form, MAX_ROWS, MAX_TABLE_ROWS, Node, NodeId, Shape};
use crate::problem::{LAYOUT_FILE, Problem, SCHEMA_FILE};
use crate::text::Text;
use crate::{key, rules};

impl Form {
    /// Compiles a form.
    ///
    /// # Errors
    /// Everything that is wrong, with file, element and, where known, line: settings for fields that do not exist, fields
    /// on no page or on two, keys that are not unique, expressions that do not parse or refer to no field, conditions
    /// that depend on themselves, patterns and limits that cannot be understood, codelists that are missing.
    pub fn compile(schema: &Schema, layout: &Layout, codelists: &[Codelist]) -> Result<Form, Vec<Problem>> {
        let mut compiler = Compiler::new(schema, layout, codelists);
        compiler.nodes();
        compiler.unused_settings();
        compiler.pages();
        compiler.tables();
        compiler.notes();
        let Compiler { mut form, mut problems, .. } = compiler;
        rules::compile(&mut form, layout, &mut problems);
        if problems.is_empty() {
            computed::try_out(&mut form, layout, &mut problems);
        }
        if problems.is_empty() { Ok(form) } else { Err(problems) }
    }
}

struct Compiler<'a> {
    schema: &'a Schema,
    layout: &'a Layout,
    codelists: &'a [Codelist],
    form: Form,
    problems: Vec<Problem>,
    /// Settings and keys that were applied.
    used: HashSet<String>,
    /// Codes of a list (by version URI and column), shared by all fields that use it.
    cache: HashMap<(String, usize, usize), Arc<Codes>>,
}

impl<'a> Compiler<'a> {
    fn new(schema: &'a Schema, layout: &'a Layout, codelists: &'a [Codelist]) -> Self {
        let form = Form {
            id: schema.angaben.id.clone(),
            title: Text::from(schema.bezeichnung.as_str()),
            hint: schema.hilfetext.as_deref().map(Text::from),
            languages: layout.languages.clone(),
            nodes: Vec::new(),
            top: Vec::new(),
            top_by_key: HashMap::new(),
            pages: Vec::new(),
            given: layout.given.clone(),
            order: Vec::new(),
            notes: Vec::new(),
        };
        Self {
            schema,
            layout,
            codelists,
            form,
            problems: Vec::new(),
            used: HashSet::new(),
            cache: HashMap::new(),
        }
    }

    fn schema_problem(&mut self, element: &str, line: u32, message: impl Into<String>) {
        self.problems.push(Problem {
            file: SCHEMA_FILE,
            element: Some(element.to_owned()),
            line: Some(line),
            message: message.into(),
        });
    }

    fn layout_problem(&mut self, element: &str, line: Option<u32>, message: impl Into<String>) {
        self.problems.push(Problem {
            file: LAYOUT_FILE,
            element: Some(element.to_owned()),
            line,
            message: message.into(),
        });
    }

    fn nodes(&mut self) {
        if self.layout.languages.first().map(String::as_str) != Some("de") {
            self.layout_problem(
                "languages",
                None,
                "the first language must be \"de\": all others fall back to it",
            );
        }
        let places = &self.schema.struktur;
        self.form.top = places.iter().map(|place| self.node(place, None)).collect();
        self.form.top_by_key = self.by_key(&self.form.top.clone(), "the schema");
    }

    fn by_key(&mut self, children: &[NodeId], parent: &str) -> HashMap<String, NodeId> {
        let mut by_key = HashMap::new();
        for child in children {
            let node = &self.form.nodes[*child];
            let (key, id, line) = (node.key.to_string(), node.id.clone(), node.line);
            if let Some(other) = by_key.insert(key.clone(), *child) {
                let other = self.form.nodes[other].id.clone();
                let message = format!(
                    "the key \"{key}\" in {parent} also belongs to {other}; give one of them another key under [keys]"
                );
                self.schema_problem(&id, line, message);
            }
        }
        by_key
    }

    fn node(&mut self, place: &Struktur, parent: Option<NodeId>) -> NodeId {
        let (angaben, darstellung) = (place.enthaelt.angaben(), place.enthaelt.darstellung());
        let before = parent.map(|parent| self.form.nodes[parent].path.clone());
        let key = self.key(&angaben.id, &angaben.name, before.as_deref());
        let path = before.map_or_else(|| key.clone(), |before| format!("{before}.{key}"));
        let settings = self.settings(&path, &angaben.id);
        let declared = place.anzahl.max.unwrap_or(u32::MAX);
        let most = if settings.table.is_some() {
            settings.rows_max.unwrap_or(MAX_TABLE_ROWS).min(MAX_TABLE_ROWS)
        } else {
            settings.rows_max.unwrap_or(MAX_ROWS)
        };
        let id = self.form.nodes.len();
        self.form.nodes.push(Node {
            id: angaben.id.clone(),
            key: key.into(),
            parent,
            line: angaben.line.0,
            min: place.anzahl.min.max(u32::from(settings.required == Some(true))),
            max: declared.min(most).max(1),
            repeats: place.anzahl.repeats(),
            label: Text::from(darstellung.bezeichnung_eingabe.as_str())
                .overridden_by(settings.label.as_ref()),
            hint: with_default(darstellung.hilfetext_eingabe.as_deref(), settings.hint.as_ref()),
            row_label: settings.row_label.clone(),
            page: None,
            show_when: None,
            checks: Vec::new(),
            computed: None,
            table: None,
            shape: Shape::Group { children: Vec::new(), by_key: HashMap::new(), choice: false },
            path,
        });
        self.check_counts(id, &settings);
        let shape = match &place.enthaelt {
            Inhalt::Gruppe(group) => self.group(group, id),
            Inhalt::Feld(field) => Shape::Field(Box::new(self.field(field, id, &settings))),
        };
        self.form.nodes[id].shape = shape;
        id
    }

    fn check_counts(&mut self, id: NodeId, settings: &NodeLayout) {
        let node = &self.form.nodes[id];
        let (path, line) = (node.path.clone(), self.layout.lines.field(&node.path));
        if node.min > node.max {
            let message =
                format!("at least {} rows are needed, but at most {} are allowed", node.min, node.max);
            self.layout_problem(&path, line, message);
        }
        if settings.required == Some(false) && self.form.nodes[id].min > 0 {
            self.layout_problem(
                &path,
                line,
                "the schema requires it; \"required = false\" cannot take that back",
            );
        }
    }

    fn key(&mut self, id: &str, name: &str, before: Option<&str>) -> String {
        let slug = key::slug(name);
        let path = before.map_or_else(|| slug.clone(), |before| format!("{before}.{slug}"));
        let chosen =
            [path.as_str(), id].into_iter().find(|reference| self.layout.keys.contains_key(*reference));
        let Some(reference) = chosen else { return slug };
        self.used.insert(reference.to_owned());
        let chosen = &self.layout.keys[reference];
        if !key::is_key(chosen) {
            let message =
                format!("\"{chosen}\" is no key: use lower case letters, digits and _, and no word of FEEL");
            self.layout_problem(reference, self.layout.lines.key(reference), message);
            return slug;
        }
        chosen.clone()
    }

    /// The settings for a node: those for its path, and what they leave open from those for its id.
    pub(super) fn settings(&mut self, path: &str, id: &str) -> NodeLayout {
        let mut settings = NodeLayout::default();
        for reference in [id, path] {
            let Some(found) = self.layout.fields.get(reference) else { continue };
            self.used.insert(reference.to_owned());
            let found = found.clone();
            settings = NodeLayout {
                label: found.label.or(settings.label),
                hint: found.hint.or(settings.hint),
                content: found.content.or(settings.content),
                input: found.input.or(settings.input),
                show_when: found.show_when.or(settings.show_when),
                required: found.required.or(settings.required),
                rows_max: found.rows_max.or(settings.rows_max),
                row_label: found.row_label.or(settings.row_label),
                table: found.table.or(settings.table),
                computed: found.computed.or(settings.computed),
                codelist: found.codelist.or(settings.codelist),
                codelist_name: found.codelist_name.or(settings.codelist_name),
                codes: if found.codes.is_empty() { settings.codes } else { found.codes },
                pattern_hint: found.pattern_hint.or(settings.pattern_hint),
                autocomplete: found.autocomplete.or(settings.autocomplete),
                check: Vec::new(),
            };
        }
        settings
    }

    fn group(&mut self, group: &Gruppe, id: NodeId) -> Shape {
        if group.struktur.is_empty() {
            let angaben = &group.angaben;
            self.schema_problem(
                &angaben.id,
                angaben.line.0,
                "the group contains nothing; give it fields or remove it",
            );
        }
        let children: Vec<NodeId> = group.struktur.iter().map(|place| self.node(place, Some(id))).collect();
        let by_key = self.by_key(&children, &group.angaben.id);
        Shape::Group { children, by_key, choice: group.art.is_some() }
    }

    fn unused_settings(&mut self) {
        let layout = self.layout;
        for reference in
            layout.fields.keys().filter(|reference| !self.used.contains(*reference)).collect::<Vec<_>>()
        {
            let message =
                "there is no such field or group; use a path such as fahrzeug.kennzeichen or a FIM id";
            self.layout_problem(reference, layout.lines.field(reference), message);
        }
        for reference in
            layout.keys.keys().filter(|reference| !self.used.contains(*reference)).collect::<Vec<_>>()
        {
            let message =
                "[keys]: there is no such field or group; use a FIM id, or the path that its name gives";
            self.layout_problem(reference, layout.lines.key(reference), message);
        }
    }
}

fn with_default(german: Option<&str>, given: Option<&Text>) -> Option<Text> {
    match german {
        Some(german) => Some(Text::from(german).overridden_by(given)),
        None => given.cloned(),
    }
}
