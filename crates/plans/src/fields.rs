//! The fields under a title: "Aufnahme in den Aktionsplan", "Federführung", "Geplanter Abschluss", "Projektstatus".
//!
//! Fields stand on lines of their own or beside one another, are glued to the value before them
//! ("TFMGeplanter Abschluss"), are misspelt ("Geplanter Abschuss"), and their values wrap.

use crate::lines::{Line, join};
use crate::model::Zeile;
use crate::number::{Head, head};
use crate::status::Projektstatus;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Aufnahme,
    Federfuehrung,
    Abschluss,
    Status,
}

/// The names of each field, in plans seen so far and as other editions may have them.
const LABELS: [(Field, &str); 18] = [
    (Field::Aufnahme, "Aufnahme in den Aktionsplan"),
    (Field::Aufnahme, "Aufnahme in den Plan"),
    (Field::Aufnahme, "Jahr der Aufnahme"),
    (Field::Federfuehrung, "Federführung"),
    (Field::Federfuehrung, "Federführendes Ressort"),
    (Field::Federfuehrung, "Federführende Stelle"),
    (Field::Federfuehrung, "Verantwortliches Ressort"),
    (Field::Abschluss, "Geplanter Abschluss"),
    (Field::Abschluss, "Geplante Umsetzung"),
    (Field::Abschluss, "Geplante Fertigstellung"),
    (Field::Abschluss, "Geplanter Projektabschluss"),
    (Field::Abschluss, "Geplantes Ende"),
    (Field::Abschluss, "Voraussichtlicher Abschluss"),
    (Field::Status, "Projektstatus"),
    (Field::Status, "Umsetzungsstatus"),
    (Field::Status, "Status der Maßnahme"),
    (Field::Status, "Maßnahmenstatus"),
    (Field::Status, "Status"),
];

/// The name that also heads paragraphs; it is a field only before a status that is known.
const AMBIGUOUS: &str = "Status";

/// Bytes of a line with fields at most.
const LINE: usize = 1000;
/// Bytes before a colon in which its name stands.
const NAME: usize = 80;

/// Shortest name that may be misspelt, and how many letters may differ.
const FUZZY_LEN: usize = 12;
const FUZZY: usize = 2;

/// A field in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    field: Field,
    /// Where its name begins, and where its value does.
    start: usize,
    value: usize,
}

/// The fields in a line. `open` says that a field stands shortly before: only then may the colon be missing.
fn labels(text: &str, open: bool) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    if text.len() > LINE {
        return found;
    }
    for (colon, _) in text.match_indices(':') {
        let from = found.last().map_or(0, |label| label.value);
        // No name is longer; lines without end do not take time without end.
        let mut near = colon.saturating_sub(NAME).max(from);
        while !text.is_char_boundary(near) {
            near += 1;
        }
        if let Some((field, start)) = label_before(&text[near..colon], &text[colon + 1..]) {
            found.push(Label { field, start: near + start, value: colon + 1 });
        }
    }
    if found.is_empty() && open {
        let name = |(_, name): &&(Field, &str)| *name != AMBIGUOUS && text.starts_with(*name);
        let field = LABELS.iter().filter(name).max_by_key(|(_, name)| name.len());
        let value = |name: &str| text[name.len()..].strip_prefix(' ').is_some_and(begins_value);
        if let Some((field, name)) = field.filter(|(_, name)| text.len() == name.len() || value(name)) {
            found.push(Label { field: *field, start: 0, value: name.len() });
        }
    }
    found
}

/// A value of a field whose colon is lost: an abbreviation, a year, a status.
fn begins_value(rest: &str) -> bool {
    let word = rest.split([' ', ',', '/']).next().unwrap_or("");
    let letters = word.chars().filter(|c| c.is_uppercase()).count();
    rest.chars().count() < 60 && (letters >= 2 || word.starts_with(|c: char| c.is_ascii_digit()))
        || Projektstatus::is_known(rest)
}

/// Whether a line holds a field.
pub(crate) fn has_label(text: &str) -> bool {
    text.contains(':') && !labels(text, false).is_empty()
}

fn label_before(prefix: &str, value: &str) -> Option<(Field, usize)> {
    let clear = |name: &str| name != AMBIGUOUS || Projektstatus::is_known(value);
    let exact = LABELS
        .iter()
        .filter(|(_, name)| clear(name))
        .filter_map(|(field, name)| ends_with(prefix, name).map(|start| (*field, start, name.len())))
        .max_by_key(|(.., length)| *length);
    if let Some((field, start, _)) = exact {
        let whole = prefix[start..].trim() != AMBIGUOUS || prefix[..start].trim().is_empty();
        return whole.then_some((field, start));
    }
    LABELS.iter().filter(|(_, name)| name.len() >= FUZZY_LEN).find_map(|(field, name)| {
        let words = name.split(' ').count();
        let word = prefix.rmatch_indices(' ').nth(words - 1).map_or(0, |(index, _)| index + 1);
        // The name may be glued to the value before it: it begins with a capital.
        let capitals =
            prefix[word..].char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| word + at);
        let starts = std::iter::once(word)
            .chain(capitals)
            .filter_map(|start| Some((unlike(prefix[start..].trim(), name)?, start)));
        starts
            .min_by_key(|(distance, start)| (*distance, std::cmp::Reverse(*start)))
            .map(|(_, start)| (*field, start))
    })
}

/// How many letters of a name are wrong in a text, if they are few.
fn unlike(text: &str, name: &str) -> Option<usize> {
    let close = text.len().abs_diff(name.len()) <= FUZZY;
    let distance = close.then(|| strsim::osa_distance(&text.to_lowercase(), &name.to_lowercase()));
    distance.filter(|distance| *distance <= FUZZY)
}

/// Where a name begins that a text ends with, whatever its blanks and its case: extraction splits words.
fn ends_with(text: &str, name: &str) -> Option<usize> {
    let mut wanted = name.chars().rev().filter(|c| *c != ' ');
    let mut next = wanted.next()?;
    for (index, c) in text.char_indices().rev().filter(|(_, c)| !c.is_whitespace()) {
        if !c.to_lowercase().eq(next.to_lowercase()) {
            return None;
        }
        match wanted.next() {
            Some(c) => next = c,
            None => return Some(index),
        }
    }
    None
}

/// The fields of one measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Indices of the first and last line.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) aufnahme: Option<Value>,
    pub(crate) federfuehrung: Option<Value>,
    pub(crate) abschluss: Option<Value>,
    pub(crate) status: Option<Value>,
}

/// A value as written, lines joined, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) line: Zeile,
}

impl Block {
    fn slot(&mut self, field: Field) -> &mut Option<Value> {
        match field {
            Field::Aufnahme => &mut self.aufnahme,
            Field::Federfuehrung => &mut self.federfuehrung,
            Field::Abschluss => &mut self.abschluss,
            Field::Status => &mut self.status,
        }
    }

    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        [&self.aufnahme, &self.federfuehrung, &self.abschluss, &self.status]
            .iter()
            .flat_map(|f| f.iter())
            .count()
    }
}

/// Lines between two fields of one block at most: wrapped values.
const GAP: usize = 4;

/// The blocks of fields among the lines of a text. `lines` are those that hold the plan's own words, in order.
pub(crate) fn blocks(lines: &[Line<'_>]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(Block, Field)> = None;
    for (index, line) in lines.iter().enumerate() {
        let gap = open.as_ref().map_or(usize::MAX, |(block, _)| index - block.last);
        let near = gap <= GAP + 1;
        let found = labels(line.text, near);
        if found.is_empty() {
            let ends = matches!(head(line.text), Some(Head::Measure(..) | Head::New(_)));
            if open.is_some() && (ends || gap > GAP) {
                blocks.extend(open.take().map(|(block, _)| block));
            }
            continue;
        }
        for (place, label) in found.iter().enumerate() {
            if open
                .as_mut()
                .is_some_and(|(block, _)| place == 0 && !near || block.slot(label.field).is_some())
            {
                blocks.extend(open.take().map(|(block, _)| block));
            }
            let (block, last) = open.get_or_insert_with(|| {
                (Block { first: index, last: index, ..Block::default() }, label.field)
            });
            if block.len() > 0 && place == 0 {
                let between = &lines[block.last + 1..index];
                let before = line.text[..label.start].trim();
                continue_value(block.slot(*last), between.iter().map(|line| line.text).chain([before]));
            }
            let end = found.get(place + 1).map_or(line.text.len(), |next| next.start);
            let text = crate::lines::collapse(&line.text[label.value.min(end)..end]);
            *block.slot(label.field) = Some(Value { text, line: line.no });
            *last = label.field;
            block.last = index;
        }
    }
    blocks.extend(open.map(|(block, _)| block));
    for block in &mut blocks {
        last_value(block, lines);
    }
    blocks
}

fn continue_value<'a>(slot: &mut Option<Value>, more: impl Iterator<Item = &'a str>) {
    if let Some(value) = slot {
        for text in more.filter(|text| !text.is_empty()) {
            join(&mut value.text, text);
        }
    }
}

/// The value of the last field goes on where it is empty, leaves a bracket open or ends with a separator.
fn last_value(block: &mut Block, lines: &[Line<'_>]) {
    for _ in 0..GAP {
        let Some(next) = lines.get(block.last + 1) else { return };
        let fields = [&mut block.status, &mut block.abschluss, &mut block.federfuehrung, &mut block.aufnahme];
        let Some(value) = fields.into_iter().flatten().max_by_key(|value| value.line) else { return };
        let opened = value.text.matches('(').count() > value.text.matches(')').count();
        let unfinished = value.text.is_empty() || opened || value.text.ends_with([',', '/', ';', '-', '–']);
        let short = next.text.chars().count() < 100 && head(next.text).is_none();
        if !unfinished || !short {
            return;
        }
        join(&mut value.text, next.text);
        block.last += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    fn read(text: &str) -> Vec<Block> {
        let lines: Vec<_> = lines(text).into_iter().filter(|line| !line.text.is_empty()).collect();
        blocks(&lines)
    }

    fn text(value: &Option<Value>) -> &str {
        value.as_ref().map_or("-", |value| &value.text)
    }

    #[test]
    fn fields_beside_one_another_glued_misspelt_and_wrapped() {
        let source = "Aufnahme in den Aktionsplan: 2018 NEU!  Federführung: TFMGeplanter Abschuss: k. A.\n\nText.\n\n\
                      Aufnahme in den Aktionsplan: 2019 Federführung: TMIK, \n\nAbteilung 4 \n\nGeplanter Abschluss: \
                      2020; aktuell 2021\n(ggf. später)\nProjektstatus: Verzug droht �\n\nText";
        let blocks = read(source);
        assert_eq!(blocks.len(), 2);
        assert_eq!(text(&blocks[0].aufnahme), "2018 NEU!");
        assert_eq!(text(&blocks[0].federfuehrung), "TFM");
        assert_eq!(text(&blocks[0].abschluss), "k. A.");
        assert_eq!(text(&blocks[1].federfuehrung), "TMIK, Abteilung 4");
        assert_eq!(text(&blocks[1].abschluss), "2020; aktuell 2021 (ggf. später)");
        assert_eq!(text(&blocks[1].status), "Verzug droht");
    }

    #[test]
    fn split_words_lost_colons_and_what_is_no_field() {
        let blocks =
            read("Federfü hrung: TFM\nGeplanter Abschluss 2016\n\nDer Text. Status:\nDie Kategorien");
        assert_eq!((text(&blocks[0].federfuehrung), text(&blocks[0].abschluss)), ("TFM", "2016"));
        assert_eq!(blocks.len(), 1);
        assert!(read("Federführung unter Beteiligung des TFM.\nDer Status der Projekte: unklar").is_empty());
        assert_eq!(text(&read("Status: im Plan")[0].status), "im Plan");
    }
}
