//! From the model to XML, in the order of elements that the FIM portal uses.

use super::codes::Code;
use super::*;
use crate::xml::Writer;

impl Schema {
    /// The schema message as XML (UTF-8, indented). Reading it again gives an equal model.
    pub fn write(&self) -> String {
        message("xdatenfelder.stammdatenschema.0102", &self.header, |w| {
            w.element("xdf3:stammdatenschema", &[], |w| self.write_content(w));
        })
    }

    fn write_content(&self, w: &mut Writer) {
        angaben(w, &self.angaben);
        w.leaf("xdf3:bezeichnung", &[], &self.bezeichnung);
        w.optional("xdf3:hilfetext", self.hilfetext.as_deref());
        if let Some(value) = self.ableitung_struktur {
            code(w, "xdf3:ableitungsmodifikationenStruktur", value);
        }
        if let Some(value) = self.ableitung_repraesentation {
            code(w, "xdf3:ableitungsmodifikationenRepraesentation", value);
        }
        if let Some(reference) = &self.dokumentsteckbrief {
            verweis(w, "xdf3:dokumentsteckbrief", &reference.id, reference.version.as_deref());
        }
        content(w, &self.regeln, &self.struktur);
    }
}

impl GruppenNachricht {
    /// The group message as XML (UTF-8, indented). Reading it again gives an equal model.
    pub fn write(&self) -> String {
        message("xdatenfelder.datenfeldgruppe.0103", &self.header, |w| gruppe(w, &self.gruppe))
    }
}

fn message(root: &str, header: &Header, inner: impl FnOnce(&mut Writer)) -> String {
    let mut w = Writer::new();
    w.element(&format!("xdf3:{root}"), &[("xmlns:xdf3", NAMESPACE)], |w| {
        w.element("xdf3:header", &[], |w| {
            w.leaf("xdf3:nachrichtID", &[], &header.nachricht_id);
            w.leaf("xdf3:erstellungszeitpunkt", &[], &header.erstellungszeitpunkt);
        });
        inner(w);
    });
    w.finish()
}

fn code<T: Code + PartialEq>(w: &mut Writer, name: &str, value: T) {
    let (uri, version) = T::LIST;
    let written = T::ALL.iter().find(|(_, known)| *known == value).map_or("", |(code, _)| *code);
    w.element(name, &[("listURI", uri), ("listVersionID", version)], |w| w.leaf("code", &[], written));
}

fn verweis(w: &mut Writer, name: &str, id: &str, version: Option<&str>) {
    w.element(name, &[], |w| {
        w.leaf("xdf3:id", &[], id);
        w.optional("xdf3:version", version);
    });
}

fn bezug(w: &mut Writer, list: &[Bezug]) {
    for entry in list {
        match &entry.link {
            Some(link) => w.leaf("xdf3:bezug", &[("link", link)], &entry.text),
            None => w.leaf("xdf3:bezug", &[], &entry.text),
        }
    }
}

fn stichworte(w: &mut Writer, list: &[Stichwort]) {
    for entry in list {
        match &entry.uri {
            Some(uri) => w.leaf("xdf3:stichwort", &[("uri", uri)], &entry.text),
            None => w.leaf("xdf3:stichwort", &[], &entry.text),
        }
    }
}

fn date(w: &mut Writer, name: &str, date: Option<Date>) {
    if let Some(date) = date {
        w.leaf(name, &[], &date.to_string());
    }
}

fn angaben(w: &mut Writer, a: &Angaben) {
    verweis(w, "xdf3:identifikation", &a.id, a.version.as_deref());
    w.leaf("xdf3:name", &[], &a.name);
    w.optional("xdf3:beschreibung", a.beschreibung.as_deref());
    w.optional("xdf3:definition", a.definition.as_deref());
    bezug(w, &a.bezug);
    code(w, "xdf3:freigabestatus", a.freigabestatus);
    date(w, "xdf3:statusGesetztAm", a.status_gesetzt_am);
    w.optional("xdf3:statusGesetztDurch", a.status_gesetzt_durch.as_deref());
    date(w, "xdf3:gueltigAb", a.gueltig_ab);
    date(w, "xdf3:gueltigBis", a.gueltig_bis);
    w.optional("xdf3:versionshinweis", a.versionshinweis.as_deref());
    date(w, "xdf3:veroeffentlichungsdatum", a.veroeffentlichungsdatum);
    w.leaf("xdf3:letzteAenderung", &[], &a.letzte_aenderung);
    for relation in &a.relationen {
        w.element("xdf3:relation", &[], |w| {
            code(w, "xdf3:praedikat", relation.praedikat);
            verweis(w, "xdf3:objekt", &relation.objekt.id, relation.objekt.version.as_deref());
        });
    }
    stichworte(w, &a.stichworte);
}

fn darstellung(w: &mut Writer, d: &Darstellung) {
    w.leaf("xdf3:bezeichnungEingabe", &[], &d.bezeichnung_eingabe);
    w.optional("xdf3:bezeichnungAusgabe", d.bezeichnung_ausgabe.as_deref());
    code(w, "xdf3:schemaelementart", d.schemaelementart);
    w.optional("xdf3:hilfetextEingabe", d.hilfetext_eingabe.as_deref());
    w.optional("xdf3:hilfetextAusgabe", d.hilfetext_ausgabe.as_deref());
}

fn content(w: &mut Writer, rules: &[Regel], places: &[Struktur]) {
    for rule in rules {
        regel(w, rule);
    }
    for place in places {
        w.element("xdf3:struktur", &[], |w| {
            w.leaf("xdf3:anzahl", &[], &place.anzahl.to_string());
            bezug(w, &place.bezug);
            w.element("xdf3:enthaelt", &[], |w| match &place.enthaelt {
                Inhalt::Gruppe(inner) => gruppe(w, inner),
                Inhalt::Feld(inner) => feld(w, inner),
            });
        });
    }
}

fn gruppe(w: &mut Writer, gruppe: &Gruppe) {
    w.element("xdf3:datenfeldgruppe", &[], |w| {
        angaben(w, &gruppe.angaben);
        darstellung(w, &gruppe.darstellung);
        if let Some(art) = gruppe.art {
            code(w, "xdf3:art", art);
        }
        content(w, &gruppe.regeln, &gruppe.struktur);
    });
}

fn feld(w: &mut Writer, feld: &Feld) {
    w.element("xdf3:datenfeld", &[], |w| {
        angaben(w, &feld.angaben);
        darstellung(w, &feld.darstellung);
        code(w, "xdf3:feldart", feld.feldart);
        code(w, "xdf3:datentyp", feld.datentyp);
        if let Some(limits) = &feld.praezisierung {
            praezisierung(w, limits);
        }
        w.optional("xdf3:inhalt", feld.inhalt.as_deref());
        code(w, "xdf3:vorbefuellung", feld.vorbefuellung);
        if !feld.werte.is_empty() {
            w.element("xdf3:werte", &[], |w| feld.werte.iter().for_each(|wert| write_wert(w, wert)));
        }
        if let Some(reference) = &feld.codeliste {
            w.element("xdf3:codelisteReferenz", &[], |w| {
                w.optional("xdf3:canonicalIdentification", reference.canonical_identification.as_deref());
                w.optional("xdf3:version", reference.version.as_deref());
                w.optional("xdf3:canonicalVersionUri", reference.canonical_version_uri.as_deref());
            });
        }
        w.optional("xdf3:codeKey", feld.code_key.as_deref());
        w.optional("xdf3:nameKey", feld.name_key.as_deref());
        w.optional("xdf3:helpKey", feld.help_key.as_deref());
        for rule in &feld.regeln {
            regel(w, rule);
        }
        w.optional("xdf3:maxSize", feld.max_size.map(|size| size.to_string()).as_deref());
        for media_type in &feld.media_types {
            w.leaf("xdf3:mediaType", &[], media_type);
        }
    });
}

fn write_wert(w: &mut Writer, wert: &Wert) {
    w.element("xdf3:wert", &[], |w| {
        w.leaf("xdf3:code", &[], &wert.code);
        w.leaf("xdf3:name", &[], &wert.name);
        w.optional("xdf3:hilfe", wert.hilfe.as_deref());
    });
}

fn praezisierung(w: &mut Writer, limits: &Praezisierung) {
    let min_length = limits.min_length.map(|value| value.to_string());
    let max_length = limits.max_length.map(|value| value.to_string());
    let attributes: Vec<(&str, &str)> = [
        ("minLength", min_length.as_deref()),
        ("maxLength", max_length.as_deref()),
        ("minValue", limits.min_value.as_deref()),
        ("maxValue", limits.max_value.as_deref()),
        ("pattern", limits.pattern.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| (name, value)))
    .collect();
    w.leaf("xdf3:praezisierung", &attributes, limits.text.as_deref().unwrap_or_default());
}

fn regel(w: &mut Writer, regel: &Regel) {
    w.element("xdf3:regel", &[], |w| {
        verweis(w, "xdf3:identifikation", &regel.id, regel.version.as_deref());
        w.leaf("xdf3:name", &[], &regel.name);
        w.optional("xdf3:beschreibung", regel.beschreibung.as_deref());
        w.optional("xdf3:freitextRegel", regel.freitext.as_deref());
        bezug(w, &regel.bezug);
        stichworte(w, &regel.stichworte);
        w.optional("xdf3:fachlicherErsteller", regel.fachlicher_ersteller.as_deref());
        w.leaf("xdf3:letzteAenderung", &[], &regel.letzte_aenderung);
        code(w, "xdf3:typ", regel.typ);
        w.optional("xdf3:skript", regel.skript.as_deref());
    });
}
