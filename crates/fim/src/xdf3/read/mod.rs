//! From XML to the model. Strict on elements that the standard does not know, on missing, doubled and empty ones;
//! generous on the order of elements, which tools get wrong.

mod parts;

use super::*;
use crate::Error;
use crate::xml::{self, Element};
use parts::{
    AngabenLeser, DarstellungLeser, bezug, code, identifikation, known, maybe, need, once, stichwort, text,
    timestamp,
};

const SCHEMA: &str = "xdatenfelder.stammdatenschema.0102";
const GROUP: &str = "xdatenfelder.datenfeldgruppe.0103";

impl Schema {
    /// Reads a schema message (`xdatenfelder.stammdatenschema.0102`).
    ///
    /// # Errors
    /// The first fault with node and line, see [`Error`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let root = message(bytes, SCHEMA)?;
        let (header, content) = envelope(&root, "stammdatenschema")?;
        schema(content, header)
    }
}

impl GruppenNachricht {
    /// Reads a group message (`xdatenfelder.datenfeldgruppe.0103`).
    ///
    /// # Errors
    /// The first fault with node and line, see [`Error`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let root = message(bytes, GROUP)?;
        let (header, content) = envelope(&root, "datenfeldgruppe")?;
        Ok(Self { header, gruppe: gruppe(content)? })
    }
}

fn message(bytes: &[u8], expected: &'static str) -> Result<Element, Error> {
    let root = xml::parse(bytes)?;
    if root.namespace == NAMESPACE && root.local == expected {
        return Ok(root);
    }
    let expected = if expected == SCHEMA {
        "xdatenfelder.stammdatenschema.0102 of XDatenfelder 3.0.0 (urn:xoev-de:fim:standard:xdatenfelder_3.0.0)"
    } else {
        "xdatenfelder.datenfeldgruppe.0103 of XDatenfelder 3.0.0 (urn:xoev-de:fim:standard:xdatenfelder_3.0.0)"
    };
    Err(Error::Root { node: root.name, namespace: root.namespace, expected, line: root.line })
}

fn envelope<'a>(root: &'a Element, content: &'static str) -> Result<(Header, &'a Element), Error> {
    let (mut header, mut found) = (None, None);
    for child in known(root)? {
        match child.local.as_str() {
            "header" => once(&mut header, child, read_header)?,
            name if name == content => once(&mut found, child, Ok)?,
            _ => return Err(child.unexpected(root)),
        }
    }
    Ok((need(header, root, "header")?, need(found, root, content)?))
}

fn read_header(element: &Element) -> Result<Header, Error> {
    let (mut id, mut time) = (None, None);
    for child in known(element)? {
        match child.local.as_str() {
            "nachrichtID" => once(&mut id, child, text)?,
            "erstellungszeitpunkt" => once(&mut time, child, timestamp)?,
            // Sender and recipient of the XÖV envelope; they say nothing about the building block.
            "referenzID" | "autor" | "leser" => {}
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Header {
        nachricht_id: need(id, element, "nachrichtID")?,
        erstellungszeitpunkt: need(time, element, "erstellungszeitpunkt")?,
    })
}

fn schema(element: &Element, header: Header) -> Result<Schema, Error> {
    let mut angaben = AngabenLeser::default();
    let (mut bezeichnung, mut hilfetext, mut steckbrief) = (None, None, None);
    let (mut ableitung_struktur, mut ableitung_repraesentation) = (None, None);
    let (mut regeln, mut places) = (Vec::new(), Vec::new());
    for child in known(element)? {
        if angaben.take(child)? {
            continue;
        }
        match child.local.as_str() {
            "bezeichnung" => once(&mut bezeichnung, child, text)?,
            "hilfetext" => maybe(&mut hilfetext, child, text)?,
            "ableitungsmodifikationenStruktur" => maybe(&mut ableitung_struktur, child, code)?,
            "ableitungsmodifikationenRepraesentation" => maybe(&mut ableitung_repraesentation, child, code)?,
            "dokumentsteckbrief" => maybe(&mut steckbrief, child, identifikation)?,
            "regel" => regeln.push(regel(child)?),
            "struktur" => places.push(struktur(child)?),
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Schema {
        header,
        angaben: angaben.finish(element)?,
        bezeichnung: need(bezeichnung, element, "bezeichnung")?,
        hilfetext,
        ableitung_struktur,
        ableitung_repraesentation,
        dokumentsteckbrief: steckbrief,
        regeln,
        struktur: places,
    })
}

fn struktur(element: &Element) -> Result<Struktur, Error> {
    let (mut count, mut content, mut norms) = (None, None, Vec::new());
    for child in known(element)? {
        match child.local.as_str() {
            "anzahl" => once(&mut count, child, anzahl)?,
            "bezug" => bezug(child, &mut norms)?,
            "enthaelt" => once(&mut content, child, enthaelt)?,
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Struktur {
        anzahl: need(count, element, "anzahl")?,
        bezug: norms,
        enthaelt: need(content, element, "enthaelt")?,
    })
}

fn anzahl(element: &Element) -> Result<Anzahl, Error> {
    let written = text(element)?;
    let parsed = written.split_once(':').and_then(|(min, max)| {
        let min = min.parse().ok()?;
        let max = if max == "*" { None } else { Some(max.parse::<u32>().ok()?) };
        max.is_none_or(|max| max >= min && max > 0).then_some(Anzahl { min, max })
    });
    parsed.ok_or_else(|| element.invalid("a cardinality such as 0:1 or 1:*"))
}

fn enthaelt(element: &Element) -> Result<Inhalt, Error> {
    let mut found = None;
    for child in known(element)? {
        match child.local.as_str() {
            "datenfeldgruppe" => {
                once(&mut found, child, |child| Ok(Inhalt::Gruppe(Box::new(gruppe(child)?))))?;
            }
            "datenfeld" => once(&mut found, child, |child| Ok(Inhalt::Feld(Box::new(feld(child)?))))?,
            _ => return Err(child.unexpected(element)),
        }
    }
    need(found, element, "datenfeld or datenfeldgruppe")
}

fn gruppe(element: &Element) -> Result<Gruppe, Error> {
    let (mut angaben, mut darstellung) = (AngabenLeser::default(), DarstellungLeser::default());
    let (mut art, mut regeln, mut places) = (None, Vec::new(), Vec::new());
    for child in known(element)? {
        if angaben.take(child)? || darstellung.take(child)? {
            continue;
        }
        match child.local.as_str() {
            "art" => maybe(&mut art, child, code)?,
            "regel" => regeln.push(regel(child)?),
            "struktur" => places.push(struktur(child)?),
            _ => return Err(child.unexpected(element)),
        }
    }
    let (angaben, darstellung) = (angaben.finish(element)?, darstellung.finish(element)?);
    Ok(Gruppe { angaben, darstellung, art, regeln, struktur: places })
}

fn feld(element: &Element) -> Result<Feld, Error> {
    let (mut angaben, mut darstellung) = (AngabenLeser::default(), DarstellungLeser::default());
    let (mut feldart, mut datentyp, mut vorbefuellung, mut grenzen) = (None, None, None, None);
    let (mut inhalt, mut values, mut codeliste, mut max_size) = (None, None, None, None);
    let (mut code_key, mut name_key, mut help_key) = (None, None, None);
    let (mut regeln, mut media_types) = (Vec::new(), Vec::new());
    for child in known(element)? {
        if angaben.take(child)? || darstellung.take(child)? {
            continue;
        }
        match child.local.as_str() {
            "feldart" => once(&mut feldart, child, code)?,
            "datentyp" => once(&mut datentyp, child, code)?,
            "vorbefuellung" => once(&mut vorbefuellung, child, code)?,
            "praezisierung" => once(&mut grenzen, child, praezisierung)?,
            "inhalt" => maybe(&mut inhalt, child, text)?,
            "werte" => maybe(&mut values, child, werte)?,
            "codelisteReferenz" => once(&mut codeliste, child, codeliste_referenz)?,
            "codeKey" => maybe(&mut code_key, child, text)?,
            "nameKey" => maybe(&mut name_key, child, text)?,
            "helpKey" => maybe(&mut help_key, child, text)?,
            "maxSize" => maybe(&mut max_size, child, |child| {
                text(child)?.parse().map_err(|_| child.invalid("a number of bytes"))
            })?,
            "mediaType" if child.is_empty() => {}
            "mediaType" => media_types.push(text(child)?),
            "regel" => regeln.push(regel(child)?),
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(Feld {
        angaben: angaben.finish(element)?,
        darstellung: darstellung.finish(element)?,
        feldart: need(feldart, element, "feldart")?,
        datentyp: need(datentyp, element, "datentyp")?,
        praezisierung: grenzen.filter(|grenzen| *grenzen != Praezisierung::default()),
        inhalt,
        vorbefuellung: need(vorbefuellung, element, "vorbefuellung")?,
        werte: values.unwrap_or_default(),
        codeliste,
        code_key,
        name_key,
        help_key,
        regeln,
        max_size,
        media_types,
    })
}

fn praezisierung(element: &Element) -> Result<Praezisierung, Error> {
    if let Some(child) = element.children.first() {
        return Err(child.unexpected(element));
    }
    let length = |name: &'static str| match element.attribute(name) {
        None => Ok(None),
        Some(written) => written.trim().parse().map(Some).map_err(|_| Error::Invalid {
            node: format!("{}/@{name}", element.name),
            value: written.chars().take(80).collect(),
            expected: "a number of characters".into(),
            line: element.line,
        }),
    };
    let owned = |name| element.attribute(name).map(|value| value.trim().to_owned());
    Ok(Praezisierung {
        min_length: length("minLength")?,
        max_length: length("maxLength")?,
        min_value: owned("minValue"),
        max_value: owned("maxValue"),
        pattern: element.attribute("pattern").map(str::to_owned),
        text: Some(element.text.clone()).filter(|text| !text.is_empty()),
    })
}

fn werte(element: &Element) -> Result<Vec<Wert>, Error> {
    let mut list = Vec::new();
    for child in known(element)? {
        if child.local != "wert" {
            return Err(child.unexpected(element));
        }
        let (mut code, mut name, mut hilfe) = (None, None, None);
        for part in known(child)? {
            match part.local.as_str() {
                "code" => once(&mut code, part, text)?,
                "name" => once(&mut name, part, text)?,
                "hilfe" => maybe(&mut hilfe, part, text)?,
                _ => return Err(part.unexpected(child)),
            }
        }
        list.push(Wert { code: need(code, child, "code")?, name: need(name, child, "name")?, hilfe });
    }
    Ok(list)
}

fn codeliste_referenz(element: &Element) -> Result<CodelisteReferenz, Error> {
    let mut reference = CodelisteReferenz::default();
    for child in known(element)? {
        match child.local.as_str() {
            "canonicalIdentification" => maybe(&mut reference.canonical_identification, child, text)?,
            "version" => maybe(&mut reference.version, child, text)?,
            "canonicalVersionUri" => maybe(&mut reference.canonical_version_uri, child, text)?,
            _ => return Err(child.unexpected(element)),
        }
    }
    Ok(reference)
}

fn regel(element: &Element) -> Result<Regel, Error> {
    let (mut ident, mut name, mut beschreibung, mut freitext) = (None, None, None, None);
    let (mut ersteller, mut aenderung, mut typ, mut skript) = (None, None, None, None);
    let (mut norms, mut words) = (Vec::new(), Vec::new());
    for child in known(element)? {
        match child.local.as_str() {
            "identifikation" => once(&mut ident, child, identifikation)?,
            "name" => once(&mut name, child, text)?,
            "beschreibung" => maybe(&mut beschreibung, child, text)?,
            "freitextRegel" => maybe(&mut freitext, child, text)?,
            "bezug" => bezug(child, &mut norms)?,
            "stichwort" => stichwort(child, &mut words)?,
            "fachlicherErsteller" => maybe(&mut ersteller, child, text)?,
            "letzteAenderung" => once(&mut aenderung, child, timestamp)?,
            "typ" => once(&mut typ, child, code)?,
            "skript" => maybe(&mut skript, child, text)?,
            _ => return Err(child.unexpected(element)),
        }
    }
    let ident = need(ident, element, "identifikation")?;
    Ok(Regel {
        id: ident.id,
        version: ident.version,
        name: need(name, element, "name")?,
        beschreibung,
        freitext,
        bezug: norms,
        stichworte: words,
        fachlicher_ersteller: ersteller,
        letzte_aenderung: need(aenderung, element, "letzteAenderung")?,
        typ: need(typ, element, "typ")?,
        skript,
        line: Line(element.line),
    })
}
