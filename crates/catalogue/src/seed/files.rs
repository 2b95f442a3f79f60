//! The files of a folder: their rows, and what is wrong with them, by file and line.

use super::{Seed, named};
use crate::{
    error::Problem,
    model::{
        Gebiet, GebietKind, Kachel, LeistungKey, Organisationseinheit, WantedOnlinedienst, Zustaendigkeit,
    },
};
use identity::{Address, Ars, Behoerde};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use toml::Spanned;

const GEBIETE: &str = "gebiete.toml";
const BEHOERDEN: &str = "behoerden.toml";
const ZUSTAENDIGKEITEN: &str = "zustaendigkeiten.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GebieteFile {
    #[serde(default)]
    gebiet: Vec<GebietRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GebietRow {
    ars: Spanned<Ars>,
    ags: Option<Spanned<String>>,
    name: Spanned<String>,
    art: GebietKind,
    teil_von: Option<Spanned<Ars>>,
    #[serde(default)]
    plz: Vec<Spanned<String>>,
    kachel: Option<Spanned<Kachel>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BehoerdenFile {
    #[serde(default)]
    behoerde: Vec<BehoerdeRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BehoerdeRow {
    id: Spanned<String>,
    name: Spanned<String>,
    kurz: Spanned<String>,
    gebiet: Spanned<Ars>,
    einheit: Option<Spanned<String>>,
    anschrift: Address,
    telefon: Option<String>,
    email: Option<String>,
    web: Option<String>,
    oeffnungszeiten: Option<Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZustaendigkeitenFile {
    #[serde(default)]
    zustaendigkeit: Vec<ZustaendigkeitRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZustaendigkeitRow {
    leistung: Spanned<LeistungKey>,
    behoerde: Spanned<String>,
    gebiet: Spanned<Ars>,
    onlinedienst: Option<Spanned<String>>,
}

/// The text of a file, to find lines in.
#[derive(Default)]
pub(super) struct Source {
    file: &'static str,
    text: String,
}

impl Source {
    /// The line of a value, from 1.
    pub(super) fn line<T>(&self, value: &Spanned<T>) -> Option<u32> {
        self.line_at(value.span().start)
    }

    fn line_at(&self, offset: usize) -> Option<u32> {
        let before = self.text.as_bytes().get(..offset)?;
        u32::try_from(1 + before.iter().filter(|byte| **byte == b'\n').count()).ok()
    }

    fn problem<T>(&self, at: &Spanned<T>, message: String) -> Problem {
        Problem { file: self.file.into(), line: self.line(at), message }
    }
}

/// `None` where the file is not there.
pub(super) fn read_toml<T: DeserializeOwned>(
    dir: &Path,
    file: &'static str,
) -> Result<Option<(Source, T)>, Problem> {
    let text = match std::fs::read_to_string(dir.join(file)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("cannot be read: {error}");
            return Err(Problem { file: file.into(), line: None, message });
        }
    };
    let source = Source { file, text };
    match toml::from_str(&source.text) {
        Ok(read) => Ok(Some((source, read))),
        Err(error) => {
            let line = error.span().and_then(|span| source.line_at(span.start));
            let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            Err(Problem { file: file.into(), line, message })
        }
    }
}

/// Reads the folder.
pub(super) fn read(dir: &Path) -> Result<Seed, Vec<Problem>> {
    let mut problems = Vec::new();
    let gebiete = noted(read_toml::<GebieteFile>(dir, GEBIETE), &mut problems);
    let behoerden = noted(read_toml::<BehoerdenFile>(dir, BEHOERDEN), &mut problems);
    let zustaendigkeiten = noted(read_toml::<ZustaendigkeitenFile>(dir, ZUSTAENDIGKEITEN), &mut problems);
    if problems.is_empty() && gebiete.is_none() && behoerden.is_none() && zustaendigkeiten.is_none() {
        let message = format!("there is neither {GEBIETE} nor {BEHOERDEN} nor {ZUSTAENDIGKEITEN}");
        problems.push(Problem { file: dir.display().to_string(), line: None, message });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut reading = Reading::default();
    if let Some((source, file)) = gebiete {
        reading.gebiete(&source, file.gebiet);
    }
    if let Some((source, file)) = behoerden {
        reading.behoerden(&source, file.behoerde);
    }
    if let Some((source, file)) = zustaendigkeiten {
        reading.zustaendigkeiten(&source, file.zustaendigkeit);
    }
    if reading.problems.is_empty() { Ok(reading.seed) } else { Err(reading.problems) }
}

fn noted<T>(read: Result<Option<T>, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    })
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    seed: Seed,
    problems: Vec<Problem>,
    /// For each area the one of which it is part.
    parents: BTreeMap<Ars, Option<Ars>>,
    /// The words of Behoerden, and whether they have a unit that people turn to.
    words: BTreeMap<String, bool>,
}

impl Reading {
    fn gebiete(&mut self, source: &Source, rows: Vec<GebietRow>) {
        for row in &rows {
            let parent = row.teil_von.as_ref().map(|parent| parent.get_ref().clone());
            if self.parents.insert(row.ars.get_ref().clone(), parent).is_some() {
                let message = format!("gebiet {:?} is there twice: remove one", row.ars.get_ref().as_str());
                self.problems.push(source.problem(&row.ars, message));
            }
        }
        let mut taken = BTreeSet::new();
        for row in rows {
            self.problems.extend(row.problems(source, &self.parents));
            if let Some(at) = &row.kachel {
                let Kachel { spalte, zeile, .. } = *at.get_ref();
                if !taken.insert((spalte, zeile)) {
                    let message = format!(
                        "kachel: spalte {spalte}, zeile {zeile} has a gebiet already: choose another"
                    );
                    self.problems.push(source.problem(at, message));
                }
            }
            let mut postal_codes: Vec<_> = row.plz.into_iter().map(Spanned::into_inner).collect();
            postal_codes.sort_unstable();
            postal_codes.dedup();
            self.seed.gebiete.push(Gebiet {
                ars: row.ars.into_inner(),
                name: row.name.into_inner(),
                kind: row.art,
                parent: row.teil_von.map(Spanned::into_inner),
                postal_codes,
                kachel: row.kachel.map(Spanned::into_inner),
            });
        }
    }

    fn behoerden(&mut self, source: &Source, rows: Vec<BehoerdeRow>) {
        let mut short_names = BTreeSet::new();
        for row in rows {
            let has_unit = row.einheit.is_some();
            let word_taken = self.words.insert(row.id.get_ref().clone(), has_unit).is_some();
            let short_name_taken = !short_names.insert(row.kurz.get_ref().clone());
            for (taken, value, key) in [(word_taken, &row.id, "id"), (short_name_taken, &row.kurz, "kurz")] {
                if taken {
                    let message = format!("{key} = {:?} is there twice: choose another", value.get_ref());
                    self.problems.push(source.problem(value, message));
                }
            }
            self.problems.extend(row.problems(source));
            self.problems.extend(self.unknown_gebiet(source, &row.gebiet));
            let (behoerde, einheit) = row.split();
            self.seed.behoerden.push(behoerde);
            self.seed.einheiten.extend(einheit);
        }
    }

    fn zustaendigkeiten(&mut self, source: &Source, rows: Vec<ZustaendigkeitRow>) {
        let mut seen = BTreeSet::new();
        let mut online: BTreeMap<_, String> = BTreeMap::new();
        for row in rows {
            let behoerde = Seed::behoerde(row.behoerde.get_ref());
            self.problems.extend(self.unknown_behoerde(source, &row.behoerde));
            self.problems.extend(self.unknown_gebiet(source, &row.gebiet));
            let there = Zustaendigkeit {
                leistung: row.leistung.get_ref().clone(),
                gebiet: row.gebiet.get_ref().clone(),
                einheit: named("einheit", row.behoerde.get_ref()),
            };
            if !seen.insert(there.clone()) {
                let message = "the same zustaendigkeit is there twice: remove one".to_owned();
                self.problems.push(source.problem(&row.leistung, message));
            }
            self.seed.zustaendigkeiten.push(there);
            let Some(package) = row.onlinedienst else { continue };
            let leistung = row.leistung.into_inner();
            match online.get(&(behoerde, leistung.clone())) {
                Some(other) if other != package.get_ref() => {
                    let message =
                        format!("the behoerde offers {other:?} for this leistung: it can have one package");
                    self.problems.push(source.problem(&package, message));
                }
                Some(_) => {}
                None => {
                    let package = package.into_inner();
                    online.insert((behoerde, leistung.clone()), package.clone());
                    self.seed.onlinedienste.push(WantedOnlinedienst { behoerde, leistung, package });
                }
            }
        }
    }

    fn unknown_gebiet(&self, source: &Source, gebiet: &Spanned<Ars>) -> Option<Problem> {
        let message = || format!("gebiet = \"{}\" is not in {GEBIETE}", gebiet.get_ref());
        (!self.parents.contains_key(gebiet.get_ref())).then(|| source.problem(gebiet, message()))
    }

    fn unknown_behoerde(&self, source: &Source, word: &Spanned<String>) -> Option<Problem> {
        let message = match self.words.get(word.get_ref()) {
            Some(true) => return None,
            Some(false) => "has no einheit that people could turn to: name it in",
            None => "is not in",
        };
        let message = format!("behoerde = {:?} {message} {BEHOERDEN}", word.get_ref());
        Some(source.problem(word, message))
    }
}

impl GebietRow {
    fn problems(&self, source: &Source, parents: &BTreeMap<Ars, Option<Ars>>) -> Vec<Problem> {
        let mut out = Vec::new();
        out.extend(empty(source, &self.name, "name"));
        if let Some(ags) = self.ags.as_ref().filter(|ags| *ags.get_ref() != self.ars.get_ref().ags()) {
            let message =
                format!("ags = {:?} does not belong to ars = \"{}\"", ags.get_ref(), self.ars.get_ref());
            out.push(source.problem(ags, message));
        }
        for plz in &self.plz {
            if plz.get_ref().len() != 5 || !plz.get_ref().bytes().all(|b| b.is_ascii_digit()) {
                out.push(source.problem(plz, format!("plz = {:?} has not 5 digits", plz.get_ref())));
            }
        }
        if let Some(at) = &self.kachel {
            let Kachel { kuerzel, spalte, zeile } = at.get_ref();
            if kuerzel.trim().is_empty() || kuerzel.chars().count() > Kachel::LETTERS {
                let most = Kachel::LETTERS;
                out.push(
                    source.problem(at, format!("kachel: kuerzel = {kuerzel:?} has not 1 to {most} letters")),
                );
            }
            if ![spalte, zeile].into_iter().all(|place| (1..=Kachel::MOST).contains(place)) {
                let most = Kachel::MOST;
                out.push(source.problem(at, format!("kachel: spalte and zeile go from 1 to {most}")));
            }
        }
        if let Some(parent) = &self.teil_von {
            if !parents.contains_key(parent.get_ref()) {
                let message = format!("teil_von = \"{}\" is no gebiet of this file", parent.get_ref());
                out.push(source.problem(parent, message));
            } else if is_part_of_itself(self.ars.get_ref(), parents) {
                let message =
                    format!("gebiet {} becomes part of itself: correct teil_von", self.name.get_ref());
                out.push(source.problem(parent, message));
            }
        }
        out
    }
}

/// Whether the way up from an area comes back to it.
fn is_part_of_itself(start: &Ars, parents: &BTreeMap<Ars, Option<Ars>>) -> bool {
    let mut here = start;
    for _ in 0..parents.len() {
        match parents.get(here) {
            Some(Some(parent)) if parent == start => return true,
            Some(Some(parent)) => here = parent,
            _ => return false,
        }
    }
    false
}

impl BehoerdeRow {
    fn problems(&self, source: &Source) -> Vec<Problem> {
        let mut out = Vec::new();
        for (value, key) in [(&self.id, "id"), (&self.name, "name"), (&self.kurz, "kurz")] {
            out.extend(empty(source, value, key));
        }
        match (&self.einheit, &self.oeffnungszeiten) {
            (Some(einheit), _) => out.extend(empty(source, einheit, "einheit")),
            (None, Some(hours)) => {
                let message = "oeffnungszeiten are those of an einheit: name it".to_owned();
                out.push(source.problem(hours, message));
            }
            (None, None) => {}
        }
        out
    }

    fn split(self) -> (Behoerde, Option<Organisationseinheit>) {
        let word = self.id.into_inner();
        let id = Seed::behoerde(&word);
        let einheit = self.einheit.map(|name| Organisationseinheit {
            id: named("einheit", &word),
            behoerde: id,
            name: name.into_inner(),
            address: self.anschrift.clone(),
            opening_hours: self.oeffnungszeiten.map(Spanned::into_inner).unwrap_or_default(),
            phone: self.telefon.clone(),
            mail: self.email.clone(),
            web: self.web.clone(),
        });
        let behoerde = Behoerde {
            id,
            name: self.name.into_inner(),
            short_name: self.kurz.into_inner(),
            ars: self.gebiet.into_inner(),
            address: self.anschrift,
            phone: self.telefon,
            mail: self.email,
            web: self.web,
        };
        (behoerde, einheit)
    }
}

fn empty(source: &Source, value: &Spanned<String>, key: &str) -> Option<Problem> {
    let is_empty = value.get_ref().trim().is_empty();
    is_empty.then(|| source.problem(value, format!("{key} is empty")))
}
