//! From schema, layout and codelists to a [`Form`], with everything that is wrong with them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use fim::genericode::Codelist;
use fim::xdf3::{Datentyp, Feld, Feldart, Gruppe, Inhalt, Schema, Struktur};

use crate::layout::{InputKind, Layout, NodeLayout};
use crate::model::{Code, Codes, Field, Form, Limits, MAX_ROWS, Node, NodeId, Page, Shape};
use crate::problem::{LAYOUT_FILE, Problem, SCHEMA_FILE};
use crate::text::Text;
use crate::{key, pattern, rules, value};

/// Choices up to this number are shown as radio buttons, more as a list to pick from.
const FEW: usize = 7;
/// From this many characters on, a text gets several lines.
const LONG: u32 = 250;

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
        compiler.notes();
        let Compiler { mut form, mut problems, .. } = compiler;
        rules::compile(&mut form, layout, &mut problems);
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
        let id = self.form.nodes.len();
        self.form.nodes.push(Node {
            id: angaben.id.clone(),
            key: key.into(),
            parent,
            line: angaben.line.0,
            min: place.anzahl.min.max(u32::from(settings.required == Some(true))),
            max: declared.min(settings.rows_max.unwrap_or(MAX_ROWS)).max(1),
            repeats: place.anzahl.repeats(),
            label: Text::from(darstellung.bezeichnung_eingabe.as_str())
                .overridden_by(settings.label.as_ref()),
            hint: with_default(darstellung.hilfetext_eingabe.as_deref(), settings.hint.as_ref()),
            row_label: settings.row_label.clone(),
            page: None,
            show_when: None,
            checks: Vec::new(),
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
    fn settings(&mut self, path: &str, id: &str) -> NodeLayout {
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

    fn field(&mut self, field: &Feld, id: NodeId, settings: &NodeLayout) -> Field {
        let codes = self.codes(field, settings);
        let input = self.input(field, id, settings, codes.as_deref());
        let limits = self.limits(field, input, settings);
        Field {
            input,
            hidden: field.feldart == Feldart::Versteckt,
            content: with_default(field.inhalt.as_deref(), settings.content.as_ref()),
            autocomplete: settings.autocomplete.clone(),
            limits,
            codes,
        }
    }

    fn input(
        &mut self,
        field: &Feld,
        id: NodeId,
        settings: &NodeLayout,
        codes: Option<&Codes>,
    ) -> Option<InputKind> {
        let natural = natural_input(field, codes)?;
        let Some(wanted) = settings.input else { return Some(natural) };
        let fits = match wanted {
            InputKind::Text | InputKind::Textarea | InputKind::Email | InputKind::Phone => {
                matches!(natural, InputKind::Text | InputKind::Textarea | InputKind::Email | InputKind::Phone)
            }
            InputKind::YesNo | InputKind::Checkbox => natural == InputKind::YesNo,
            InputKind::Radio | InputKind::Select => matches!(natural, InputKind::Radio | InputKind::Select),
            InputKind::Checkboxes => {
                matches!(natural, InputKind::Radio | InputKind::Select) && self.form.nodes[id].repeats
            }
            InputKind::Decimal | InputKind::Money => matches!(natural, InputKind::Decimal | InputKind::Money),
            other => other == natural,
        };
        // A list that is not at hand is replaced by free text only where the layout says so.
        if fits || (wanted == InputKind::Text && codes.is_none() && field.feldart == Feldart::Auswahl) {
            return Some(wanted);
        }
        let node = &self.form.nodes[id];
        let (path, line) =
            (node.path.clone(), self.layout.lines.field(&node.path).or(self.layout.lines.field(&node.id)));
        let message = format!(
            "the input {wanted:?} does not fit the field; its type in the schema asks for {natural:?}"
        );
        self.layout_problem(&path, line, message);
        Some(natural)
    }

    fn limits(&mut self, field: &Feld, input: Option<InputKind>, settings: &NodeLayout) -> Limits {
        let mut limits = Limits {
            max_size: field.max_size,
            media_types: field.media_types.clone(),
            pattern_hint: settings.pattern_hint.clone(),
            ..Limits::default()
        };
        let (Some(given), Some(input)) = (&field.praezisierung, input) else { return limits };
        let (id, line) = (&field.angaben.id, field.angaben.line.0);
        let is_text =
            matches!(input, InputKind::Text | InputKind::Textarea | InputKind::Email | InputKind::Phone);
        if is_text {
            limits.min_length = given.min_length;
            limits.max_length = given.max_length;
            if let Some(source) = &given.pattern {
                match pattern::compile(source) {
                    Ok(regex) => limits.pattern = Some((regex, source.clone())),
                    Err(message) => self.schema_problem(id, line, format!("pattern \"{source}\": {message}")),
                }
            }
            if let (Some(min), Some(max)) = (given.min_length, given.max_length)
                && min > max
            {
                self.schema_problem(id, line, format!("minLength {min} is more than maxLength {max}"));
            }
        }
        for (bound, is_min) in [(&given.min_value, true), (&given.max_value, false)] {
            if let Some(written) = bound
                && !set_bound(&mut limits, input, written, is_min)
            {
                let name = if is_min { "minValue" } else { "maxValue" };
                self.schema_problem(
                    id,
                    line,
                    format!("{name} \"{written}\" does not fit the type of the field"),
                );
            }
        }
        limits
    }

    /// The choices of a field that is chosen; a missing codelist is a problem unless the layout makes it free text.
    fn codes(&mut self, field: &Feld, settings: &NodeLayout) -> Option<Arc<Codes>> {
        if field.feldart != Feldart::Auswahl || settings.input == Some(InputKind::Text) {
            return None;
        }
        let (id, line) = (&field.angaben.id, field.angaben.line.0);
        let base = if field.werte.is_empty() {
            self.codes_of_list(field, settings)
        } else {
            let entries = field.werte.iter().map(|wert| Code {
                code: wert.code.clone(),
                label: Text::from(wert.name.as_str()),
                hint: wert.hilfe.as_deref().map(Text::from),
            });
            Some(Arc::new(index(entries.collect())))
        };
        let Some(base) = base else {
            let wanted = field.codeliste.as_ref().and_then(|list| list.canonical_version_uri.as_deref());
            let message = format!(
                "the codelist {} is not in the package; add it to codelists/, or name another one in [fields.{id}] with \
                 codelist, or make it free text with input = \"text\"",
                settings.codelist.as_deref().or(wanted).unwrap_or("without a name")
            );
            self.schema_problem(id, line, message);
            return None;
        };
        if base.by_code.len() != base.entries.len() {
            self.schema_problem(id, line, "the list has a code twice; make its codes unique");
        }
        self.relabel(base, id, &settings.codes)
    }

    /// Puts the layout's labels over those of the list.
    fn relabel(&mut self, base: Arc<Codes>, id: &str, labels: &BTreeMap<String, Text>) -> Option<Arc<Codes>> {
        if labels.is_empty() {
            return Some(base);
        }
        let mut codes = (*base).clone();
        for (code, label) in labels {
            match codes.by_code.get(code) {
                Some(index) => {
                    let entry = &mut codes.entries[*index];
                    entry.label = std::mem::take(&mut entry.label).overridden_by(Some(label));
                }
                None => {
                    let message = format!("codes: \"{code}\" is not in the list of this field");
                    self.layout_problem(id, self.layout.lines.field(id), message);
                }
            }
        }
        Some(Arc::new(codes))
    }

    fn codes_of_list(&mut self, field: &Feld, settings: &NodeLayout) -> Option<Arc<Codes>> {
        let reference = field.codeliste.as_ref();
        let wanted = settings.codelist.as_deref().or(reference?.canonical_version_uri.as_deref())?;
        let list = self.codelists.iter().find(|list| list.canonical_version_uri == wanted)?;
        let code = list.code_column(field.code_key.as_deref());
        let name = list.name_column(settings.codelist_name.as_deref().or(field.name_key.as_deref()));
        if let Some(wanted) = &settings.codelist_name
            && list.column(wanted).is_none()
        {
            let message =
                format!("codelist_name: the list {} has no column \"{wanted}\"", list.canonical_version_uri);
            self.layout_problem(&field.angaben.id, self.layout.lines.field(&field.angaben.id), message);
        }
        let place = (wanted.to_owned(), code, name);
        if let Some(codes) = self.cache.get(&place) {
            return Some(Arc::clone(codes));
        }
        let rows = list.rows.iter().filter_map(|row| {
            let code = row.get(code)?.clone()?;
            let label = row.get(name).cloned().flatten().unwrap_or_else(|| code.clone());
            Some(Code { code, label: Text::from(label), hint: None })
        });
        let codes = Arc::new(index(rows.collect()));
        self.cache.insert(place, Arc::clone(&codes));
        Some(codes)
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

    fn pages(&mut self) {
        let mut ids = HashSet::new();
        for (index, page) in self.layout.pages.iter().enumerate() {
            let line = self.layout.lines.page(index);
            let well = page.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !well || page.id.is_empty() || page.id.len() > 64 {
                self.layout_problem(&page.id, line, "a page id is made of lower case letters, digits and -");
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
    fn notes(&mut self) {
        for rule in self.schema.regeln() {
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

fn with_default(german: Option<&str>, given: Option<&Text>) -> Option<Text> {
    match german {
        Some(german) => Some(Text::from(german).overridden_by(given)),
        None => given.cloned(),
    }
}

fn index(entries: Vec<Code>) -> Codes {
    let by_code = entries.iter().enumerate().map(|(index, entry)| (entry.code.clone(), index)).collect();
    Codes { entries, by_code }
}

/// How a field is filled in if the layout says nothing. `None`: it is only read.
fn natural_input(field: &Feld, codes: Option<&Codes>) -> Option<InputKind> {
    match field.feldart {
        Feldart::Statisch | Feldart::Gesperrt | Feldart::Versteckt => return None,
        Feldart::Auswahl => {
            let few = codes.is_some_and(|codes| codes.entries.len() <= FEW);
            return Some(if few { InputKind::Radio } else { InputKind::Select });
        }
        Feldart::Eingabe => {}
    }
    let limits = field.praezisierung.as_ref();
    let cites = |standard: &str| field.angaben.bezug.iter().any(|bezug| bezug.text.contains(standard));
    Some(match field.datentyp {
        Datentyp::Text | Datentyp::TextLatin if cites("RFC 5322") => InputKind::Email,
        Datentyp::Text | Datentyp::TextLatin if cites("ITU E.123") => InputKind::Phone,
        Datentyp::Text | Datentyp::TextLatin => {
            let long = limits.and_then(|limits| limits.max_length).is_some_and(|max| max > LONG);
            if long { InputKind::Textarea } else { InputKind::Text }
        }
        Datentyp::Datum => InputKind::Date,
        Datentyp::Zeit => InputKind::Time,
        Datentyp::Zeitpunkt => InputKind::Datetime,
        Datentyp::Wahrheitswert => InputKind::YesNo,
        Datentyp::Zahl => InputKind::Decimal,
        Datentyp::Ganzzahl => InputKind::Integer,
        Datentyp::Geldbetrag => InputKind::Money,
        Datentyp::Anlage | Datentyp::Objekt => InputKind::File,
    })
}

/// Sets a bound if it fits the type. On texts, choices and files FIM editors sometimes leave bounds that mean nothing.
fn set_bound(limits: &mut Limits, input: InputKind, written: &str, is_min: bool) -> bool {
    match input {
        InputKind::Integer | InputKind::Decimal | InputKind::Money => {
            let Ok(number) = written.replace(',', ".").parse() else { return false };
            *(if is_min { &mut limits.min } else { &mut limits.max }) = Some(number);
            true
        }
        InputKind::Date => {
            let Some(date) = value::date(written) else { return false };
            *(if is_min { &mut limits.min_date } else { &mut limits.max_date }) = Some(date);
            true
        }
        _ => true,
    }
}
