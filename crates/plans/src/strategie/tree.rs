//! Puts the tree together, line by line.

use std::collections::BTreeSet;

use super::footnotes;
use super::furniture::{self, year};
use super::headings::{self, Art, Heading, Lines};
use super::{Handlungsfeld, Hinweis, HinweisArt, Initiative, Punkt, Strategie, Ziel};
use crate::lines::{ends_sentence, is_bullet, item, join, lines};
use crate::read::MAX_BYTES;
use crate::{Zeile, lines::collapse};

/// Reads a strategy. Never fails; what was not understood is a [`Hinweis`].
#[must_use]
pub fn read(source: &str) -> Strategie {
    let mut builder = Builder::default();
    let mut end = source.len().min(MAX_BYTES);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    if end < source.len() {
        builder.note(0, HinweisArt::ZuGross);
    }
    let source = &source[..end];
    if source.trim().is_empty() {
        builder.note(0, HinweisArt::Leer);
        return builder.strategie;
    }
    if source.contains('\0') {
        builder.note(0, HinweisArt::KeinText);
    }
    let lines = Lines { all: lines(source) };
    let furniture = furniture::find(&lines.all);
    let mut texts: Vec<String> = lines.all.iter().map(|line| line.text.to_owned()).collect();
    for place in &furniture.lines {
        texts[*place].clear();
    }
    let footnotes = footnotes::take_out(&lines, &mut texts);
    let title = furniture.head.or_else(|| title(&texts));
    builder.strategie.jahr = title.as_deref().and_then(year);
    builder.strategie.titel = title;
    builder.begins(&lines, &texts);
    let mut gap = true;
    for (place, text) in texts.iter().enumerate() {
        let line = &lines.all[place];
        if text.is_empty() || footnotes.contains(&place) {
            gap = true;
            continue;
        }
        builder.line(&collapse(text), line.no, Before { gap: gap || line.after_blank, page: line.led });
        gap = false;
    }
    builder.finish()
}

/// Where no running head says the title: a short line at the beginning that says "Strategie" and a year.
fn title(texts: &[String]) -> Option<String> {
    let beginning = texts.iter().filter(|text| !text.is_empty()).take(40);
    let is_title = |text: &&String| {
        text.to_lowercase().contains("strategie")
            && year(text).is_some()
            && text.len() < 120
            && !ends_sentence(text)
    };
    beginning.filter(|text| headings::heading(text).is_none()).find(is_title).map(|text| collapse(text))
}

/// What stands before a line.
#[derive(Clone, Copy)]
struct Before {
    /// An empty line, or what is none of the text.
    gap: bool,
    /// Perhaps the end of a page.
    page: bool,
}

/// Where the reading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum At {
    /// In what is none of the tree.
    #[default]
    Outside,
    /// In the heading or the text of a field.
    Field(usize),
    /// In the goals of a field.
    Goals(usize),
    /// In the Etappenziele of a field.
    Stages(usize),
    /// In an Initiative.
    Initiative(usize),
}

/// What a line may go on with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Heading,
    Goal,
    Item,
    Name,
    Why,
    Should,
}

#[derive(Default)]
struct Builder {
    strategie: Strategie,
    at: At,
    open: Open,
    /// Numbers of chapters with goals.
    chapters: BTreeSet<String>,
    /// Whether sections have numbers; those without one are none then.
    numbered: bool,
    /// Whether items have bullets at all.
    bullets: bool,
    /// Whether the last item began with a dash.
    dashes: bool,
    /// Lines that go on over a page: the field they belong to, and their words.
    over_pages: Vec<(usize, Zeile, String)>,
    /// Fields in which pieces are out of place.
    mixed: BTreeSet<usize>,
}

impl Builder {
    fn note(&mut self, zeile: Zeile, was: HinweisArt) {
        let hinweis = Hinweis { zeile, was };
        if !self.strategie.hinweise.contains(&hinweis) {
            self.strategie.hinweise.push(hinweis);
        }
    }

    /// Looks through the whole text first: which chapters have goals, and whether items have bullets.
    fn begins(&mut self, lines: &Lines<'_>, texts: &[String]) {
        let begin = texts.iter().zip(&lines.all).filter(|(_, line)| line.after_blank || line.led);
        self.chapters = headings::chapters(begin.filter_map(|(text, _)| headings::heading(text)));
        self.numbered = !self.chapters.is_empty();
        self.bullets = texts.iter().any(|text| text.starts_with(is_bullet));
    }

    fn line(&mut self, text: &str, no: Zeile, before: Before) {
        let begins = before.gap || before.page;
        if begins && let Some(heading) = headings::heading(text) {
            return self.heading(heading, no);
        }
        if begins
            && !self.numbered
            && let Some(art) = headings::section(text)
        {
            return self.section(art, no);
        }
        if begins && let Some(name) = headings::initiative(text) {
            return self.initiative(name, no);
        }
        // A dash within a sentence can stand at the beginning of a line.
        let bullet = text.starts_with(is_bullet);
        let point = item(text).filter(|_| bullet || begins || self.dashes && self.open == Open::Item);
        self.dashes = point.map_or(self.dashes, |_| !bullet);
        match self.at {
            At::Outside => {}
            At::Field(field) => self.of_field(field, point.unwrap_or(text), before),
            At::Goals(field) | At::Stages(field) => {
                if let Some((stage, goal)) = headings::goal(text) {
                    self.goal(field, stage, goal, no);
                } else if let Some(point) = point {
                    self.point(field, point, no);
                } else {
                    self.goes_on(field, text, no, before);
                }
            }
            At::Initiative(one) => self.of_initiative(one, text, point, no, before),
        }
    }

    fn heading(&mut self, heading: Heading, no: Zeile) {
        match heading.art {
            Art::Ziele | Art::Etappenziele => {
                let Some(chapter) = heading.chapter() else { return self.section(heading.art, no) };
                let known = self.strategie.handlungsfelder.iter().position(|feld| feld.nummer == chapter);
                let field = known.unwrap_or_else(|| {
                    let nummer = chapter.to_owned();
                    self.note(no, HinweisArt::FeldOhneTitel(nummer.clone()));
                    self.new_field(Handlungsfeld { nummer, zeile: no, ..Handlungsfeld::default() })
                });
                self.enter_section(field, heading.art, no);
            }
            Art::Kapitel | Art::Handlungsfeld => {
                let is_field = heading.art == Art::Handlungsfeld && !self.numbered
                    || self.chapters.contains(&heading.nummer);
                self.end_item();
                (self.at, self.open) = (At::Outside, Open::Nothing);
                if is_field {
                    self.chapter(heading, no);
                }
            }
        }
    }

    fn chapter(&mut self, heading: Heading, no: Zeile) {
        let felder = &mut self.strategie.handlungsfelder;
        let known = felder.iter().position(|feld| feld.nummer == heading.nummer);
        let new = Handlungsfeld {
            nummer: heading.nummer,
            titel: heading.titel,
            zeile: no,
            ..Handlungsfeld::default()
        };
        let field = match known {
            None => self.new_field(new),
            // What was there so far was its line in the table of contents.
            Some(place) if felder[place].ziele.is_empty() && felder[place].etappenziele.is_empty() => {
                felder[place] = new;
                place
            }
            // Its sections came before its heading, as from another column.
            Some(place) if felder[place].titel.is_empty() => {
                (felder[place].titel, felder[place].zeile) = (new.titel, new.zeile);
                place
            }
            Some(_) => return self.note(no, HinweisArt::Wiederholt(format!("{} {}", new.nummer, new.titel))),
        };
        (self.at, self.open) = (At::Field(field), Open::Heading);
    }

    fn new_field(&mut self, feld: Handlungsfeld) -> usize {
        self.strategie.handlungsfelder.push(feld);
        self.strategie.handlungsfelder.len() - 1
    }

    /// A section without a number belongs to the field that was begun last.
    fn section(&mut self, art: Art, no: Zeile) {
        match self.strategie.handlungsfelder.len().checked_sub(1) {
            Some(field) if self.at != At::Outside => self.enter_section(field, art, no),
            _ => {}
        }
    }

    fn enter_section(&mut self, field: usize, art: Art, no: Zeile) {
        self.end_item();
        let feld = &self.strategie.handlungsfelder[field];
        let (at, filled) = match art {
            Art::Etappenziele => (At::Stages(field), !feld.etappenziele.is_empty()),
            _ => (At::Goals(field), !feld.ziele.is_empty()),
        };
        (self.at, self.open) = (at, Open::Nothing);
        if filled {
            let which = if matches!(at, At::Goals(_)) { "Strategische Ziele" } else { "Etappenziele" };
            let name = format!("{}: {which}", name(feld));
            self.at = At::Outside;
            self.note(no, HinweisArt::Wiederholt(name));
        }
    }

    fn of_field(&mut self, field: usize, text: &str, before: Before) {
        let feld = &mut self.strategie.handlungsfelder[field];
        let goes_on = feld.titel.ends_with(['-', ',']) || text.starts_with(char::is_lowercase);
        if self.open == Open::Heading && !before.gap && goes_on {
            return join(&mut feld.titel, text);
        }
        self.open = Open::Nothing;
        if before.gap && ends_sentence(&feld.text) {
            feld.text.push('\n');
            feld.text.push_str(text);
        } else {
            join(&mut feld.text, text);
        }
    }

    fn goal(&mut self, field: usize, stage: bool, goal: &str, no: Zeile) {
        self.end_item();
        let feld = &mut self.strategie.handlungsfelder[field];
        if stage {
            feld.etappenziele.push(Punkt { text: goal.to_owned(), zeile: no });
            (self.at, self.open) = (At::Stages(field), Open::Item);
            return;
        }
        feld.ziele.push(Ziel { titel: goal.to_owned(), zeile: no, ..Ziel::default() });
        self.open = Open::Goal;
        if self.at == At::Stages(field) {
            self.at = At::Goals(field);
            self.note(no, HinweisArt::ZielUnterEtappen(beginning(goal)));
        }
    }

    fn point(&mut self, field: usize, text: &str, no: Zeile) {
        self.end_item();
        let punkt = Punkt { text: text.to_owned(), zeile: no };
        let feld = &mut self.strategie.handlungsfelder[field];
        self.open = Open::Item;
        if matches!(self.at, At::Stages(_)) {
            feld.etappenziele.push(punkt);
        } else if let Some(ziel) = feld.ziele.last_mut().filter(|ziel| !ziel.titel.is_empty()) {
            ziel.punkte.push(punkt);
        } else {
            // Goals without "Ziel:" have no title until all are read.
            feld.ziele.push(Ziel { punkte: vec![punkt], zeile: no, ..Ziel::default() });
            let name = name(feld);
            self.note(feld_line(&self.strategie, field), HinweisArt::PunkteAlsZiele(name));
        }
    }

    /// A line that begins nothing: it goes on with what is open, or stands there without a beginning.
    fn goes_on(&mut self, field: usize, text: &str, no: Zeile, before: Before) {
        let stages = matches!(self.at, At::Stages(_));
        let feld = &mut self.strategie.handlungsfelder[field];
        if self.open == Open::Goal
            && !before.gap
            && let Some(ziel) = feld.ziele.last_mut()
        {
            return join(&mut ziel.titel, text);
        }
        let last = if stages {
            feld.etappenziele.last_mut()
        } else {
            feld.ziele.last_mut().and_then(|ziel| ziel.punkte.last_mut())
        };
        if self.open == Open::Item
            && let Some(punkt) = last.filter(|punkt| !before.gap || !ends_sentence(&punkt.text))
        {
            if before.page {
                self.over_pages.push((field, no, beginning(text)));
            }
            return join(&mut punkt.text, text);
        }
        self.point(field, text, no);
        if self.bullets {
            self.mixed.insert(field);
            self.note(no, HinweisArt::OhneAnfang(beginning(text)));
        }
    }

    /// Whether the item that was read ends as one does.
    fn end_item(&mut self) {
        let (At::Goals(field) | At::Stages(field)) = self.at else { return };
        if self.open != Open::Item {
            return;
        }
        let feld = &self.strategie.handlungsfelder[field];
        let last = match self.at {
            At::Stages(_) => feld.etappenziele.last(),
            _ => feld.ziele.last().and_then(|ziel| ziel.punkte.last()),
        };
        let open = last.filter(|punkt| self.bullets && !ends_sentence(&punkt.text));
        if let Some((zeile, text)) = open.map(|punkt| (punkt.zeile, end(&punkt.text))) {
            self.mixed.insert(field);
            self.note(zeile, HinweisArt::OhneEnde(text));
        }
    }

    fn initiative(&mut self, titel: &str, no: Zeile) {
        self.end_item();
        let titel = titel.to_owned();
        self.strategie.initiativen.push(Initiative { titel, zeile: no, ..Initiative::default() });
        (self.at, self.open) = (At::Initiative(self.strategie.initiativen.len() - 1), Open::Name);
    }

    fn of_initiative(&mut self, one: usize, text: &str, point: Option<&str>, no: Zeile, before: Before) {
        let initiative = &mut self.strategie.initiativen[one];
        let question =
            text.split_once('?').filter(|(question, _)| before.gap && !question.contains(['.', '!']));
        if let (Some((question, rest)), None) = (question, point) {
            let why = question.starts_with("Warum") || question.starts_with("Wozu");
            self.open = if why { Open::Why } else { Open::Should };
            let into = if why { &mut initiative.warum } else { &mut initiative.soll };
            return join(into, rest.trim_start());
        }
        if let Some(point) = point {
            self.open = Open::Item;
            return initiative.punkte.push(Punkt { text: point.to_owned(), zeile: no });
        }
        match self.open {
            Open::Name if initiative.titel.is_empty() || !before.gap => join(&mut initiative.titel, text),
            Open::Item => {
                let last = initiative.punkte.last_mut();
                match last.filter(|punkt| !before.gap || !ends_sentence(&punkt.text)) {
                    Some(punkt) => join(&mut punkt.text, text),
                    None => {
                        initiative.punkte.push(Punkt { text: text.to_owned(), zeile: no });
                        self.note(no, HinweisArt::OhneAnfang(beginning(text)));
                    }
                }
            }
            Open::Should => join(&mut initiative.soll, text),
            _ => {
                self.open = Open::Why;
                join(&mut initiative.warum, text);
            }
        }
    }

    fn finish(mut self) -> Strategie {
        self.end_item();
        for (field, zeile, text) in std::mem::take(&mut self.over_pages) {
            if self.mixed.contains(&field) {
                self.note(zeile, HinweisArt::UeberSeite(text));
            }
        }
        self.name_goals();
        self.check_initiatives();
        self.check_fields();
        let strategie = &mut self.strategie;
        strategie.hinweise.sort();
        strategie.handlungsfelder.sort_by_key(|feld| number_key(&feld.nummer));
        self.strategie
    }

    /// An item that was taken as a goal is its title.
    fn name_goals(&mut self) {
        for feld in &mut self.strategie.handlungsfelder {
            for ziel in feld.ziele.iter_mut().filter(|ziel| ziel.titel.is_empty()) {
                ziel.titel = std::mem::take(&mut ziel.punkte).into_iter().map(|punkt| punkt.text).collect();
            }
        }
    }

    fn check_initiatives(&mut self) {
        let mut kept: Vec<Initiative> = Vec::new();
        for mut one in std::mem::take(&mut self.strategie.initiativen) {
            let quotes = |c: char| matches!(c, '„' | '“' | '”' | '"' | '»' | '«') || c.is_whitespace();
            one.titel = one.titel.trim_matches(quotes).to_owned();
            if kept.iter().any(|other| other.titel == one.titel) {
                self.note(one.zeile, HinweisArt::Wiederholt(one.titel));
            } else if !one.titel.is_empty() {
                kept.push(one);
            }
        }
        let cut = kept.last().and_then(|one| one.punkte.last()).filter(|punkt| !ends_sentence(&punkt.text));
        let cut = cut.map(|punkt| (punkt.zeile, end(&punkt.text)));
        if let Some((zeile, text)) = cut {
            self.note(zeile, HinweisArt::OhneEnde(text));
        }
        self.strategie.initiativen = kept;
    }

    fn check_fields(&mut self) {
        let mut found = Vec::new();
        for feld in &self.strategie.handlungsfelder {
            if feld.ziele.is_empty() || feld.etappenziele.is_empty() {
                found.push((feld.zeile, HinweisArt::FeldUnvollstaendig(name(feld))));
            }
            let with_points = feld.ziele.iter().any(|ziel| !ziel.punkte.is_empty());
            for ziel in feld.ziele.iter().filter(|ziel| with_points && ziel.punkte.is_empty()) {
                found.push((ziel.zeile, HinweisArt::ZielOhnePunkte(beginning(&ziel.titel))));
            }
        }
        let strategie = &self.strategie;
        let empty = strategie
            .handlungsfelder
            .iter()
            .all(|feld| feld.ziele.is_empty() && feld.etappenziele.is_empty());
        if empty {
            found = vec![(0, HinweisArt::KeineStrategie)];
            self.strategie.handlungsfelder.clear();
        } else if strategie.titel.is_none() {
            found.push((0, HinweisArt::OhneTitel));
        } else if strategie.jahr.is_none() {
            found.push((0, HinweisArt::OhneJahr));
        }
        for (zeile, was) in found {
            self.note(zeile, was);
        }
    }
}

fn feld_line(strategie: &Strategie, field: usize) -> Zeile {
    strategie.handlungsfelder[field].zeile
}

fn name(feld: &Handlungsfeld) -> String {
    format!("{} {}", feld.nummer, feld.titel).trim().to_owned()
}

/// "3.10" comes after "3.9".
fn number_key(nummer: &str) -> Vec<(u32, String)> {
    nummer.split('.').map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect()
}

/// The first words of a text, for messages.
fn beginning(text: &str) -> String {
    let words: Vec<_> = text.split(' ').take(8).collect();
    words.join(" ")
}

/// The last words.
fn end(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    words[words.len().saturating_sub(8)..].join(" ")
}
