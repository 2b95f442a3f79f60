//! The parts that all building blocks are made of.

use jiff::civil::Date;

use crate::Error;
use crate::xdf3::codes::Code;
use crate::xdf3::{
    Angaben, Bezug, Darstellung, Freigabestatus, Line, NAMESPACE, Relation, Schemaelementart, Stichwort,
    Verweis,
};
use crate::xml::Element;

/// The children, all of which must be of the standard's namespace.
pub(super) fn known(element: &Element) -> Result<&[Element], Error> {
    match element.children.iter().find(|child| child.namespace != NAMESPACE) {
        Some(stranger) => Err(stranger.unexpected(element)),
        None => Ok(&element.children),
    }
}

/// Fills a slot that may be filled once.
pub(super) fn once<'a, T>(
    slot: &mut Option<T>,
    child: &'a Element,
    read: impl FnOnce(&'a Element) -> Result<T, Error>,
) -> Result<(), Error> {
    if slot.is_some() {
        return Err(Error::Duplicate { node: child.name.clone(), line: child.line });
    }
    *slot = Some(read(child)?);
    Ok(())
}

/// Like [`once`], but an empty element is as good as none (tools write `<inhalt/>` and then the content).
pub(super) fn maybe<T>(
    slot: &mut Option<T>,
    child: &Element,
    read: impl FnOnce(&Element) -> Result<T, Error>,
) -> Result<(), Error> {
    if child.is_empty() { Ok(()) } else { once(slot, child, read) }
}

pub(super) fn need<T>(slot: Option<T>, element: &Element, child: &'static str) -> Result<T, Error> {
    slot.ok_or_else(|| Error::Missing { node: element.name.clone(), child, line: element.end })
}

pub(super) fn text(element: &Element) -> Result<String, Error> {
    if let Some(child) = element.children.first() {
        return Err(child.unexpected(element));
    }
    if element.text.is_empty() {
        return Err(Error::Empty { node: element.name.clone(), line: element.line });
    }
    Ok(element.text.clone())
}

/// The letter and digits of an id. Drafts of some editors have fewer than the eleven digits, so their number is free.
pub(super) fn id(element: &Element) -> Result<String, Error> {
    let id = text(element)?;
    let well = id.chars().next().is_some_and(|c| c.is_ascii_uppercase())
        && id.len() > 1
        && id.len() <= 32
        && id.chars().skip(1).all(|c| c.is_ascii_digit());
    if well { Ok(id) } else { Err(element.invalid("an upper case letter and digits, such as F60000000227")) }
}

pub(super) fn date(element: &Element) -> Result<Date, Error> {
    text(element)?.parse().map_err(|_| element.invalid("a date such as 2026-01-31"))
}

pub(super) fn timestamp(element: &Element) -> Result<String, Error> {
    let written = text(element)?;
    let well = written.parse::<jiff::Timestamp>().is_ok() || written.parse::<jiff::civil::DateTime>().is_ok();
    if well { Ok(written) } else { Err(element.invalid("a time such as 2026-01-31T12:00:00Z")) }
}

/// `<x listURI=… listVersionID=…><code>…</code></x>`; `code` has no namespace by the XÖV handbook.
pub(super) fn code<T: Code>(element: &Element) -> Result<T, Error> {
    let mut found = None;
    for child in &element.children {
        match child.local.as_str() {
            "code" => once(&mut found, child, |child| {
                let written = text(child)?;
                let code = T::ALL.iter().find(|(code, _)| *code == written).map(|(_, value)| *value);
                code.ok_or_else(|| {
                    let codes: Vec<_> = T::ALL.iter().map(|(code, _)| *code).collect();
                    child.invalid(format!("a code of {} ({})", T::LIST.0, codes.join(", ")))
                })
            })?,
            // The XÖV code type may carry the name beside the code.
            "name" => {}
            _ => return Err(child.unexpected(element)),
        }
    }
    need(found, element, "code")
}

pub(super) fn bezug(element: &Element, list: &mut Vec<Bezug>) -> Result<(), Error> {
    if !element.is_empty() {
        list.push(Bezug { text: text(element)?, link: element.attribute("link").map(str::to_owned) });
    }
    Ok(())
}

pub(super) fn stichwort(element: &Element, list: &mut Vec<Stichwort>) -> Result<(), Error> {
    if !element.is_empty() {
        list.push(Stichwort { text: text(element)?, uri: element.attribute("uri").map(str::to_owned) });
    }
    Ok(())
}

pub(super) fn identifikation(element: &Element) -> Result<Verweis, Error> {
    let (mut found, mut version) = (None, None);
    for child in known(element)? {
        match child.local.as_str() {
            "id" => once(&mut found, child, id)?,
            "version" => maybe(&mut version, child, text)?,
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Verweis { id: need(found, element, "id")?, version })
}

pub(super) fn relation(element: &Element) -> Result<Relation, Error> {
    let (mut praedikat, mut objekt) = (None, None);
    for child in known(element)? {
        match child.local.as_str() {
            "praedikat" => once(&mut praedikat, child, code)?,
            "objekt" => once(&mut objekt, child, identifikation)?,
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Relation {
        praedikat: need(praedikat, element, "praedikat")?,
        objekt: need(objekt, element, "objekt")?,
    })
}

/// Collects the [`Angaben`] while the caller walks the children.
#[derive(Default)]
pub(super) struct AngabenLeser {
    identifikation: Option<Verweis>,
    name: Option<String>,
    beschreibung: Option<String>,
    definition: Option<String>,
    bezug: Vec<Bezug>,
    freigabestatus: Option<Freigabestatus>,
    status_gesetzt_am: Option<Date>,
    status_gesetzt_durch: Option<String>,
    gueltig_ab: Option<Date>,
    gueltig_bis: Option<Date>,
    versionshinweis: Option<String>,
    veroeffentlichungsdatum: Option<Date>,
    letzte_aenderung: Option<String>,
    relationen: Vec<Relation>,
    stichworte: Vec<Stichwort>,
}

impl AngabenLeser {
    /// Takes the child if it is one of these; `false` if it is not.
    pub(super) fn take(&mut self, child: &Element) -> Result<bool, Error> {
        match child.local.as_str() {
            "identifikation" => once(&mut self.identifikation, child, identifikation)?,
            "name" => once(&mut self.name, child, text)?,
            "beschreibung" => maybe(&mut self.beschreibung, child, text)?,
            "definition" => maybe(&mut self.definition, child, text)?,
            "bezug" => bezug(child, &mut self.bezug)?,
            "freigabestatus" => once(&mut self.freigabestatus, child, code)?,
            "statusGesetztAm" => maybe(&mut self.status_gesetzt_am, child, date)?,
            "statusGesetztDurch" => maybe(&mut self.status_gesetzt_durch, child, text)?,
            "gueltigAb" => maybe(&mut self.gueltig_ab, child, date)?,
            "gueltigBis" => maybe(&mut self.gueltig_bis, child, date)?,
            "versionshinweis" => maybe(&mut self.versionshinweis, child, text)?,
            "veroeffentlichungsdatum" => maybe(&mut self.veroeffentlichungsdatum, child, date)?,
            "letzteAenderung" => once(&mut self.letzte_aenderung, child, timestamp)?,
            "relation" => self.relationen.push(relation(child)?),
            "stichwort" => stichwort(child, &mut self.stichworte)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn finish(self, element: &Element) -> Result<Angaben, Error> {
        let identifikation = need(self.identifikation, element, "identifikation")?;
        Ok(Angaben {
            id: identifikation.id,
            version: identifikation.version,
            name: need(self.name, element, "name")?,
            beschreibung: self.beschreibung,
            definition: self.definition,
            bezug: self.bezug,
            freigabestatus: need(self.freigabestatus, element, "freigabestatus")?,
            status_gesetzt_am: self.status_gesetzt_am,
            status_gesetzt_durch: self.status_gesetzt_durch,
            gueltig_ab: self.gueltig_ab,
            gueltig_bis: self.gueltig_bis,
            versionshinweis: self.versionshinweis,
            veroeffentlichungsdatum: self.veroeffentlichungsdatum,
            letzte_aenderung: need(self.letzte_aenderung, element, "letzteAenderung")?,
            relationen: self.relationen,
            stichworte: self.stichworte,
            line: Line(element.line),
        })
    }
}

/// Collects the [`Darstellung`] while the caller walks the children.
#[derive(Default)]
pub(super) struct DarstellungLeser {
    eingabe: Option<String>,
    ausgabe: Option<String>,
    art: Option<Schemaelementart>,
    hilfe_eingabe: Option<String>,
    hilfe_ausgabe: Option<String>,
}

impl DarstellungLeser {
    pub(super) fn take(&mut self, child: &Element) -> Result<bool, Error> {
        match child.local.as_str() {
            "bezeichnungEingabe" => once(&mut self.eingabe, child, text)?,
            "bezeichnungAusgabe" => maybe(&mut self.ausgabe, child, text)?,
            "schemaelementart" => once(&mut self.art, child, code)?,
            "hilfetextEingabe" => maybe(&mut self.hilfe_eingabe, child, text)?,
            "hilfetextAusgabe" => maybe(&mut self.hilfe_ausgabe, child, text)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn finish(self, element: &Element) -> Result<Darstellung, Error> {
        Ok(Darstellung {
            bezeichnung_eingabe: need(self.eingabe, element, "bezeichnungEingabe")?,
            bezeichnung_ausgabe: self.ausgabe,
            schemaelementart: need(self.art, element, "schemaelementart")?,
            hilfetext_eingabe: self.hilfe_eingabe,
            hilfetext_ausgabe: self.hilfe_ausgabe,
        })
    }
}
