//! The body of a plan: its measures in the order of the text, and the list of completed ones.
//!
//! Footnote signs are counted along the way, so everything is read in order.

use crate::edition::Edition;
use crate::lines::item;
use crate::model::{Abgeschlossen, Abschnitt, Fussnote, Massnahme, Oberpunkt, Vormals, Zeile};
use crate::note::{Note, NoteKind};
use crate::number::{Head, Nummer, head};
use crate::outline::{Entry, Heading, is_completed_list};
use crate::prose::{Builder, Prosa};
use crate::read::Own;
use crate::references::{Signs, verweise, vormals};
use crate::{Aufnahme, Federfuehrung, GeplanterAbschluss, Projektstatus};

/// What a plan holds.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) abschnitte: Vec<Abschnitt>,
    pub(crate) massnahmen: Vec<Massnahme>,
    pub(crate) oberpunkte: Vec<Oberpunkt>,
    pub(crate) abgeschlossen: Vec<Abgeschlossen>,
    pub(crate) signs: Vec<(u32, Zeile)>,
}

/// Reads the body of a plan.
pub(crate) fn body(
    own: &Own<'_>,
    entries: &[Entry],
    edition: &Edition,
    fussnoten: &[Fussnote],
    notes: &mut Vec<Note>,
) -> Body {
    let mut reader =
        Reader { own, fussnoten, signs: Signs::default(), body: Body::default(), sections: Vec::new() };
    let mut end = edition.start;
    for (place, entry) in entries.iter().enumerate() {
        let start = entry.start().max(end);
        if place == 0 {
            reader.skip(end, start);
        }
        reader.headings(entry);
        let next = entries.get(place + 1).map_or(edition.end, Entry::start);
        let after = entry.block.last + 1;
        let list = (after..next.max(after)).find(|index| is_completed_list(&own.lines[*index]));
        end = list.unwrap_or(next).max(after);
        reader.entry(entry, after, end, notes);
        if let Some(list) = list {
            reader.completed(list + 1, next);
            end = next;
        }
    }
    let mut body = reader.body;
    body.signs = reader.signs.found;
    crate::check::check(&body, notes);
    body
}

struct Reader<'o, 'a> {
    own: &'o Own<'a>,
    fussnoten: &'o [Fussnote],
    signs: Signs,
    body: Body,
    /// The headings above the next measure: number and words.
    sections: Vec<(String, String)>,
}

impl Reader<'_, '_> {
    /// Text that belongs to no measure: only its signs are counted.
    fn skip(&mut self, from: usize, to: usize) {
        for index in from..to {
            self.lone_signs(index);
            let line = self.own.lines[index];
            self.signs.text(line.text, self.own.notes_at(index), line.no);
        }
    }

    /// Signs on lines of their own that stand before a line.
    fn lone_signs(&mut self, index: usize) {
        let from = self.own.signs.partition_point(|(at, ..)| *at < index);
        for (_, number, line) in self.own.signs[from..].iter().take_while(|(at, ..)| *at == index) {
            self.signs.alone(*number, *line);
        }
    }

    fn headings(&mut self, entry: &Entry) {
        for (place, heading) in entry.headings.iter().enumerate() {
            let next = entry.headings.get(place + 1).map_or(entry.head, |next| next.line);
            self.heading(heading, next);
        }
        let parts = |number: &str| number.chars().filter(|c| *c == '.').count();
        if let Some(number) = &entry.number {
            let own = number.to_string();
            let over = |number: &str| own.starts_with(&format!("{number}.")) && parts(number) < parts(&own);
            self.sections.retain(|(number, _)| over(number));
        }
    }

    /// A heading: a section, or a measure that was divided, which has a text of its own.
    fn heading(&mut self, heading: &Heading, next: usize) {
        let line = self.own.lines[heading.line];
        let end = title_end(self.own, heading.line, next);
        let divided = heading.number.as_ref().filter(|_| end < next);
        let (title, sign) = self.title(heading.line, end);
        let _ = sign;
        if let Some(number) = divided {
            let text = self.prose(end, next);
            let verweise = named(&text);
            let (nummer, strategie, titel) = (number.clone(), title.codes, title.words.clone());
            self.body.oberpunkte.push(Oberpunkt { nummer, titel, strategie, text, verweise, zeile: line.no });
        } else {
            let nummer = match (&heading.number, head(line.text)) {
                (Some(number), _) => number.to_string(),
                (None, Some(Head::Section(number, _))) => number.to_owned(),
                _ => String::new(),
            };
            self.body.abschnitte.push(Abschnitt { nummer, titel: title.words.clone(), zeile: line.no });
        }
        let number = heading.number.as_ref().map(Nummer::to_string);
        let number = number.or_else(|| match head(line.text) {
            Some(Head::Section(number, _)) => Some(number.to_owned()),
            _ => None,
        });
        self.sections.push((number.unwrap_or_default(), title.words));
    }

    /// A title taken apart, and its footnote sign.
    fn title(&mut self, from: usize, to: usize) -> (crate::title::Title, Option<u32>) {
        let line = self.own.lines[from].no;
        let mut title = crate::title::title(&self.own.heading(from, to));
        let mut pages: Vec<u32> = self.own.notes_at(from).to_vec();
        pages.extend_from_slice(self.own.notes_at(to.saturating_sub(1)));
        let (words, sign) = self.signs.title(&title.words, &pages, line);
        let words = words.to_owned();
        if let Some(mark) = &title.koalition {
            self.signs.title(mark, &pages, line);
        }
        title.words = words;
        (title, sign)
    }

    fn entry(&mut self, entry: &Entry, from: usize, to: usize, notes: &mut Vec<Note>) {
        let zeile = self.own.lines[entry.head].no;
        let (title, fussnote) = self.title(entry.head, entry.block.first);
        let block = &entry.block;
        let (aufnahme, neu) = match &block.aufnahme {
            Some(value) => {
                let (aufnahme, neu) = Aufnahme::read(&value.text, value.line);
                (Some(aufnahme), neu)
            }
            None => (None, false),
        };
        let text = self.prose(from, to);
        let mut abschluss =
            block.abschluss.as_ref().map(|value| GeplanterAbschluss::read(&value.text, value.line));
        if let Some(abschluss) = abschluss.as_mut().filter(|abschluss| abschluss.wortlaut.ends_with('*')) {
            abschluss.bedingung = abschluss.bedingung.take().or_else(|| star(&text));
        }
        let massnahme = Massnahme {
            nummer: entry.number.clone(),
            titel: title.words,
            aufnahme,
            neu,
            federfuehrung: block
                .federfuehrung
                .as_ref()
                .map(|value| Federfuehrung::read(&value.text, value.line)),
            abschluss,
            status: block.status.as_ref().map(|value| Projektstatus::read(&value.text)),
            strategie: title.codes,
            koalitionsvertrag: title.koalition.is_some(),
            vormals: fussnote.and_then(|sign| self.vormals(sign, entry.head)),
            fussnote,
            verweise: named(&text),
            text,
            abschnitte: self.sections.iter().map(|(_, words)| words.clone()).collect(),
            zeile,
            letzte_zeile: self.own.lines[to.max(block.last + 1) - 1].no,
        };
        let same = |other: &&Massnahme| {
            other.nummer == massnahme.nummer
                && crate::link::key(&other.titel) == crate::link::key(&massnahme.titel)
        };
        if let Some(first) = self.body.massnahmen.iter().find(same) {
            notes.push(Note { zeile, was: NoteKind::Repeated(first.name()) });
        } else {
            self.body.massnahmen.push(massnahme);
        }
    }

    /// The former number in a footnote: the one on the page of the sign, or the only one with its number.
    fn vormals(&self, sign: u32, line: usize) -> Option<Vormals> {
        let page = self.own.pages.get(line).copied();
        let numbered = || self.fussnoten.iter().filter(|footnote| footnote.nummer == sign);
        let footnote =
            numbered().find(|footnote| Some(footnote.seite) == page).or_else(|| numbered().next())?;
        vormals(&footnote.text, footnote.zeile)
    }

    fn prose(&mut self, from: usize, to: usize) -> Prosa {
        let lines = &self.own.lines[from..to.max(from)];
        let double = lines.iter().filter(|line| line.after_blank).count() * 4 > lines.len() * 3;
        let mut text = Builder::default();
        let mut led = false;
        for index in from..to {
            self.lone_signs(index);
            let line = self.own.lines[index];
            let words = item(line.text);
            let lost = line.led && (line.after_blank || led);
            led = line.led;
            let read = self.signs.text(words.unwrap_or(line.text), self.own.notes_at(index), line.no);
            let read = crate::lines::collapse(&read);
            text.line(&read, line.no, words.is_some() || lost, line.after_blank, double);
        }
        text.finish()
    }

    /// The items of the list of completed measures. Bullets may be lost, and then items begin with a blank or after a
    /// comma. What follows a full stop and is no item is no part of the list.
    fn completed(&mut self, from: usize, to: usize) {
        let lines = &self.own.lines[from..to.max(from)];
        let first =
            lines.iter().find(|line| item(line.text).is_some() || line.led || !line.text.ends_with(':'));
        let bulleted = first.is_some_and(|line| item(line.text).is_some());
        let by_blank = !bulleted && first.is_some_and(|line| line.led);
        let mut open: Option<(String, usize)> = None;
        for index in from..to {
            self.lone_signs(index);
            let line = self.own.lines[index];
            let words = item(line.text).map(str::trim_start);
            let ends =
                |marks: &[char]| open.as_ref().is_some_and(|(text, _)| text.trim_end().ends_with(marks));
            let led = by_blank && line.led && (line.after_blank || ends(&[',', ';'])) && !ends(&['.']);
            // Without any mark an item begins after a comma, unless the line goes on in small letters.
            let capital = line.text.starts_with(|c: char| c.is_uppercase() || c == '(');
            let after_comma = !bulleted && !by_blank && ends(&[',', ';']) && capital;
            let begins = words.is_some() || led || after_comma;
            let long = open.as_ref().is_some_and(|(text, _)| text.len() > 400);
            if !begins && (ends(&['.']) || long) {
                break;
            }
            if begins || open.is_none() && !bulleted && !line.text.ends_with(':') {
                self.finish(open.take());
                open = Some((words.unwrap_or(line.text).to_owned(), index));
            } else if let Some((text, _)) = open.as_mut() {
                crate::lines::join(text, line.text);
            }
        }
        self.finish(open);
    }

    fn finish(&mut self, open: Option<(String, usize)>) {
        let Some((text, index)) = open else { return };
        let zeile = self.own.lines[index].no;
        let text = crate::lines::collapse(&text);
        let words = text.trim_end_matches([' ', ',', ';', '.']);
        let (titel, fussnote) = self.signs.title(words, self.own.notes_at(index), zeile);
        let titel = titel.to_owned();
        let vormals = fussnote.and_then(|sign| self.vormals(sign, index));
        if titel.chars().any(char::is_alphabetic) {
            self.body.abgeschlossen.push(Abgeschlossen { titel, vormals, fussnote, zeile });
        }
    }
}

/// Where the title of a heading ends: at its code, at the first line after an empty one, or before a sentence.
fn title_end(own: &Own<'_>, from: usize, to: usize) -> usize {
    for index in from + 1..=to {
        let title = own.heading(from, index);
        if !crate::title::title(&title).codes.is_empty() {
            return index;
        }
        if index < to && crate::outline::is_sentence(own.lines[index].text) {
            return index;
        }
    }
    to
}

/// The remark to which a star behind a date points: the text begins with it.
fn star(text: &Prosa) -> Option<String> {
    let first = text.absaetze.first()?.text.strip_prefix('*')?.trim_start();
    Some(first.trim_end().to_owned())
}

/// The measures that a text names.
pub(crate) fn named(text: &Prosa) -> Vec<crate::Verweis> {
    text.absaetze.iter().flat_map(|absatz| verweise(&absatz.text, |at| absatz.zeile(at))).collect()
}
