//! Fields: how they are filled in, within which limits, from which list.

use std::collections::BTreeMap;
use std::sync::Arc;

use fim::xdf3::{Datentyp, Feld, Feldart};

use super::{Compiler, with_default};
use crate::layout::{InputKind, NodeLayout};
use crate::model::{Code, Codes, Field, Limits, NodeId};
use crate::problem::{LAYOUT_FILE, Problem};
use crate::text::Text;
use crate::{pattern, value};

/// Choices up to this number are shown as radio buttons, more as a list to pick from.
const FEW: usize = 7;
/// From this many characters on, a text gets several lines.
const LONG: u32 = 250;

impl Compiler<'_> {
    pub(super) fn field(&mut self, field: &Feld, id: NodeId, settings: &NodeLayout) -> Field {
        if settings.computed.is_some() {
            return self.computed(field, id, settings);
        }
        let codes = self.codes(field, settings);
        let input = self.input(field, id, settings, codes.as_deref());
        let limits = self.limits(field, input, settings);
        Field {
            input,
            computed: None,
            hidden: field.feldart == Feldart::Versteckt,
            content: with_default(field.inhalt.as_deref(), settings.content.as_ref()),
            autocomplete: settings.autocomplete.clone(),
            limits,
            codes,
        }
    }

    /// A field that nobody fills in; its type in the schema says what the value must be.
    fn computed(&mut self, field: &Feld, id: NodeId, settings: &NodeLayout) -> Field {
        let natural = input_of_type(field);
        let money = settings.input.filter(|wanted| {
            matches!(wanted, InputKind::Decimal | InputKind::Money)
                && matches!(natural, InputKind::Decimal | InputKind::Money)
        });
        let kind = money.unwrap_or(natural);
        let node = &self.form.nodes[id];
        let (path, line) =
            (node.path.clone(), self.layout.lines.field(&node.path).or(self.layout.lines.field(&node.id)));
        let wrong = [
            (node.repeats, "a repeated field cannot be computed; compute a field of a repeated group"),
            (field.feldart == Feldart::Statisch, "a text to read has no value that could be computed"),
            (
                field.feldart == Feldart::Auswahl,
                "a choice cannot be computed; its field must be a text or number",
            ),
            (kind == InputKind::File, "a file cannot be computed"),
        ];
        for (_, message) in wrong.into_iter().filter(|(is, _)| *is) {
            self.layout_problem(&path, line, message);
        }
        Field {
            input: None,
            computed: Some(kind),
            hidden: field.feldart == Feldart::Versteckt,
            content: None,
            autocomplete: None,
            limits: self.limits(field, Some(kind), settings),
            codes: None,
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
        // FIM's `text_latin` is `String.Latin+` of XOEV, and that is data type C.
        let letters = (field.datentyp == Datentyp::TextLatin).then_some(latin::Datatype::C);
        let mut limits = Limits {
            letters,
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
        if field.feldart != Feldart::Auswahl {
            return None;
        }
        if settings.input == Some(InputKind::Text) {
            self.note(
                field,
                "is chosen from a list in the schema, but free text here; add the codelist to the package",
            );
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

    /// Tells the editor about a field, once however often it occurs.
    fn note(&mut self, field: &Feld, message: &str) {
        let note = Problem {
            file: LAYOUT_FILE,
            element: Some(field.angaben.id.clone()),
            line: self.layout.lines.field(&field.angaben.id),
            message: message.to_owned(),
        };
        if !self.form.notes.contains(&note) {
            self.form.notes.push(note);
        }
    }

    fn codes_of_list(&mut self, field: &Feld, settings: &NodeLayout) -> Option<Arc<Codes>> {
        let reference = field.codeliste.as_ref();
        let wanted = settings.codelist.as_deref().or(reference?.canonical_version_uri.as_deref())?;
        let list = self.codelists.iter().find(|list| list.canonical_version_uri == wanted)?;
        let meant = reference
            .and_then(|reference| reference.canonical_version_uri.as_deref())
            .unwrap_or("no list by name");
        if meant != wanted {
            self.note(field, &format!("uses the codelist {wanted}; the schema means {meant}"));
        }
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
    Some(input_of_type(field))
}

/// How a value of the field's type is filled in.
fn input_of_type(field: &Feld) -> InputKind {
    let limits = field.praezisierung.as_ref();
    let cites = |standard: &str| field.angaben.bezug.iter().any(|bezug| bezug.text.contains(standard));
    match field.datentyp {
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
    }
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
