//! A first layout for a schema that has none: one thing a page, to be improved by an editor.

use std::collections::HashMap;

use fim::genericode::Codelist;
use fim::xdf3::{Feld, Feldart, Inhalt, Schema, Struktur};

use crate::key::slug;
use crate::layout::{InputKind, Layout, NodeLayout, PageLayout, RESERVED_PAGES};
use crate::text::Text;

/// A group with up to so many fields stands on one page.
const PAGE: usize = 8;

impl Layout {
    /// A layout that shows each field of a schema once: a page for each group at the top; groups with more than eight
    /// fields are spread over several pages, repeated groups never. Keys that would not be unique get a number. A codelist
    /// that is not at hand in the schema's version is replaced by another version of the same list, and a field whose list
    /// is not at hand at all becomes free text; both are written down in `fields`, for the editor to see.
    pub fn generate(schema: &Schema, codelists: &[Codelist]) -> Layout {
        // A group called "Prüfen" gets the page `pruefen-2`.
        let ids = RESERVED_PAGES.into_iter().map(|id| (id.to_owned(), 1)).collect();
        let mut generator = Generator { layout: Layout::default(), ids };
        generator.keys(&schema.struktur, "");
        generator.codelists(schema, codelists);
        generator.spread(&schema.struktur, "", &schema.bezeichnung, None);
        generator.layout
    }
}

struct Generator {
    layout: Layout,
    ids: HashMap<String, usize>,
}

impl Generator {
    /// Gives a number to keys that brothers and sisters share.
    fn keys(&mut self, places: &[Struktur], before: &str) {
        let mut taken: HashMap<String, usize> = HashMap::new();
        for place in places {
            let angaben = place.enthaelt.angaben();
            let key = self.key(place, before);
            let count = taken.entry(key.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                let numbered = format!("{key}_{count}");
                self.layout.keys.insert(angaben.id.clone(), numbered);
            }
            if let Inhalt::Gruppe(group) = &place.enthaelt {
                let path = join(before, &self.key(place, before));
                self.keys(&group.struktur, &path);
            }
        }
    }

    fn key(&self, place: &Struktur, before: &str) -> String {
        let angaben = place.enthaelt.angaben();
        let natural = slug(&angaben.name);
        let by_path = self.layout.keys.get(&join(before, &natural));
        by_path.or_else(|| self.layout.keys.get(&angaben.id)).cloned().unwrap_or(natural)
    }

    fn codelists(&mut self, schema: &Schema, codelists: &[Codelist]) {
        schema.visit(|_, place| {
            if let Inhalt::Feld(field) = &place.enthaelt
                && let Some(settings) = settings_for(field, codelists)
            {
                self.layout.fields.insert(field.angaben.id.clone(), settings);
            }
        });
    }

    /// Puts places on pages: groups that are small enough each on one of their own, fields between them together.
    fn spread(&mut self, places: &[Struktur], before: &str, title: &str, caption: Option<&str>) {
        let mut fields: Vec<String> = Vec::new();
        for place in places {
            let path = join(before, &self.key(place, before));
            match &place.enthaelt {
                Inhalt::Feld(field) => {
                    if field.feldart != Feldart::Versteckt {
                        fields.push(path);
                    }
                    if fields.len() == PAGE {
                        self.page(std::mem::take(&mut fields), before, title, caption);
                    }
                }
                Inhalt::Gruppe(group) => {
                    self.page(std::mem::take(&mut fields), before, title, caption);
                    let label = &group.darstellung.bezeichnung_eingabe;
                    let above = Some(title).filter(|_| !before.is_empty());
                    if place.anzahl.repeats() || count(&group.struktur) <= PAGE {
                        self.page(vec![path.clone()], &path, label, above);
                    } else {
                        self.spread(&group.struktur, &path, label, above);
                    }
                }
            }
        }
        self.page(fields, before, title, caption);
    }

    fn page(&mut self, fields: Vec<String>, path: &str, title: &str, caption: Option<&str>) {
        if fields.is_empty() {
            return;
        }
        let base = match path.rsplit('.').next() {
            Some(last) if !last.is_empty() => last.replace('_', "-"),
            _ => "angaben".to_owned(),
        };
        let count = self.ids.entry(base.clone()).or_insert(0);
        *count += 1;
        let id = if *count == 1 { base } else { format!("{base}-{count}") };
        let (title, caption) = (Text::from(title.trim()), caption.map(|caption| Text::from(caption.trim())));
        self.layout.pages.push(PageLayout { id, title, caption, fields, ..PageLayout::default() });
    }
}

fn join(before: &str, key: &str) -> String {
    if before.is_empty() { key.to_owned() } else { format!("{before}.{key}") }
}

fn count(places: &[Struktur]) -> usize {
    places
        .iter()
        .map(|place| match &place.enthaelt {
            Inhalt::Feld(_) => 1,
            Inhalt::Gruppe(group) => count(&group.struktur),
        })
        .sum()
}

/// What to do about the codelist of a field, if it is not at hand in its version.
fn settings_for(field: &Feld, codelists: &[Codelist]) -> Option<NodeLayout> {
    if field.feldart != Feldart::Auswahl || !field.werte.is_empty() {
        return None;
    }
    let reference = field.codeliste.clone().unwrap_or_default();
    let exact = reference.canonical_version_uri.as_deref();
    if codelists.iter().any(|list| Some(list.canonical_version_uri.as_str()) == exact) {
        return None;
    }
    let other = codelists
        .iter()
        .filter(|list| Some(list.canonical_uri.as_str()) == reference.canonical_identification.as_deref())
        .max_by(|a, b| a.version.cmp(&b.version));
    Some(match other {
        Some(list) => {
            NodeLayout { codelist: Some(list.canonical_version_uri.clone()), ..NodeLayout::default() }
        }
        None => NodeLayout { input: Some(InputKind::Text), ..NodeLayout::default() },
    })
}
