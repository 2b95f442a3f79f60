//! The record of a meeting as a document: PDF/A and PDF/UA by the crate `documents`.

use crate::Result;
use crate::entries::SPACE;
use crate::model::{Beschluss, Ergebnis, Error, Gegenstand, Sitzung, Tagesordnungspunkt};
use documents::{Meta, Template};
use serde_json::{Value, json};
use store::day_in_germany;
use uuid::Uuid;

const TEMPLATE: &str = include_str!("templates/niederschrift.typ");

/// The closed record of a meeting as a document, in German. The same record gives the same document. Takes up to seconds of
/// CPU: call it outside the async executor.
///
/// # Errors
/// [`Error::Stand`] while the record is open, [`Error::TooLong`] for one that fills more pages than a document may have;
/// [`Error::Typeset`].
pub fn typeset(sitzung: &Sitzung) -> Result<Vec<u8>> {
    let closed = sitzung.geschlossen_at.ok_or(Error::Stand)?;
    let meta = Meta {
        title: format!("Niederschrift: {}, {}", sitzung.gremium, sitzung.tag.strftime("%d.%m.%Y")),
        // A record does not say who wrote it.
        author: String::new(),
        ident: format!(
            "urn:uuid:{}",
            Uuid::new_v5(&SPACE, format!("niederschrift {}", sitzung.id).as_bytes())
        ),
        at: closed,
        language: "de".to_owned(),
    };
    let data = json!({
        "gremium": sitzung.gremium,
        "tag": sitzung.tag.to_string(),
        "ort": Some(&sitzung.ort).filter(|ort| !ort.is_empty()),
        "abgeschlossen": day_in_germany(closed).to_string(),
        "anwesend": prose(sitzung.anwesend.as_deref().unwrap_or_default()),
        "punkte": sitzung.tagesordnung.iter().map(item).collect::<Vec<_>>(),
    });
    let template =
        Template::compile("niederschrift.typ", TEMPLATE).map_err(|e| Error::Typeset(e.to_string()))?;
    match template.render(&data, &meta) {
        Ok(pdf) => Ok(pdf.bytes),
        Err(documents::Error::TooLarge { .. } | documents::Error::TooManyPages { .. }) => Err(Error::TooLong),
        Err(error) => Err(Error::Typeset(error.to_string())),
    }
}

fn item(punkt: &Tagesordnungspunkt) -> Value {
    let about = match &punkt.gegenstand {
        Gegenstand::Plan(jahr) => Some(format!("Aktionsplan {jahr}")),
        Gegenstand::Vorschlag(_) => Some("Vorschlag zum Aktionsplan".to_owned()),
        Gegenstand::Massnahme(_) => Some("Maßnahme des Aktionsplans".to_owned()),
        Gegenstand::Sonstiges => None,
    };
    let beschluss = punkt.beschluss.as_ref();
    json!({
        "titel": punkt.titel,
        // What the title says already is not said twice.
        "gegenstand": about.filter(|about| *about != punkt.titel),
        "ergebnis": beschluss.map(|beschluss| result(beschluss.ergebnis)),
        "stimmen": beschluss.and_then(votes),
        "wortlaut": prose(beschluss.map_or("", |beschluss| &beschluss.wortlaut)),
    })
}

const fn result(ergebnis: Ergebnis) -> &'static str {
    match ergebnis {
        Ergebnis::Zugestimmt => "zugestimmt",
        Ergebnis::Abgelehnt => "abgelehnt",
        Ergebnis::Vertagt => "vertagt",
        Ergebnis::ZurKenntnis => "zur Kenntnis genommen",
    }
}

fn votes(beschluss: &Beschluss) -> Option<String> {
    let (ja, nein, enthalten) = beschluss.stimmen?;
    let withheld = if enthalten == 1 { "Enthaltung" } else { "Enthaltungen" };
    Some(format!("{ja} Ja, {nein} Nein, {enthalten} {withheld}"))
}

/// Each line is a paragraph, so that names stay apart.
fn prose(text: &str) -> Value {
    documents::absaetze(&plans::blocks(plans::written(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MAX_TEXT, SitzungId};

    fn sitzung(items: usize, wortlaut: &str) -> Sitzung {
        let beschluss = Beschluss {
            ergebnis: Ergebnis::Zugestimmt,
            wortlaut: wortlaut.to_owned(),
            stimmen: Some((7, 2, 1)),
        };
        let item = |number: usize| Tagesordnungspunkt {
            titel: format!("Punkt {number}"),
            gegenstand: if number == 0 { Gegenstand::Plan(2033) } else { Gegenstand::Sonstiges },
            beschluss: Some(beschluss.clone()),
        };
        Sitzung {
            id: SitzungId(Uuid::from_u128(1)),
            gremium: "Kabinett".to_owned(),
            tag: jiff::civil::date(2032, 11, 15),
            ort: String::new(),
            tagesordnung: (0..items).map(item).collect(),
            anwesend: Some("Alle Ressorts\n- TFM\n- TMIK".to_owned()),
            geschlossen_at: Some("2032-11-16T10:00:00Z".parse().unwrap()),
        }
    }

    #[test]
    fn the_same_record_gives_the_same_document() {
        let one = sitzung(3, "So wird es gemacht.\n- #let x = 1\n- $ und *Stern*");
        let pdf = typeset(&one).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(typeset(&one).unwrap(), pdf);
        assert!(typeset(&sitzung(0, "")).is_ok(), "an agenda can be empty");
    }

    #[test]
    fn what_is_open_or_too_long_is_no_document() {
        let open = Sitzung { geschlossen_at: None, ..sitzung(1, "x") };
        assert!(matches!(typeset(&open), Err(Error::Stand)));
        let long = "Wort\n".repeat(MAX_TEXT / 5);
        assert!(matches!(typeset(&sitzung(200, &long)), Err(Error::TooLong)));
    }

    #[test]
    fn lines_with_a_dash_are_a_list() {
        let blocks = prose("Eins\r\n\n- a\n- b\nZwei");
        let lists: Vec<_> =
            blocks.as_array().unwrap().iter().map(|block| block["liste"].as_bool().unwrap()).collect();
        assert_eq!((lists, blocks[1]["texte"][1].as_str()), (vec![false, true, false], Some("b")));
    }
}
