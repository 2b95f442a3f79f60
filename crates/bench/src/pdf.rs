//! Bescheid PDFs per second on one core, beside WeasyPrint making the same letter from HTML.
//!
//! Both sides are warm (templates parsed, fonts known) and every letter differs in name, Aktenzeichen and amounts, so
//! that no cache can answer. We write PDF/A-2a and PDF/UA-1 in one; WeasyPrint can do one at a time and writes PDF/A-2a.

use documents::{Meta, Pdf, Template};
use serde_json::{Value, json};

use crate::Options;
use crate::measure::{alternate, rate};
use crate::report::{Better, Report, Row};

mod peer;

use peer::WeasyPrint;

const TEMPLATE: &str = include_str!("pdf/letter.typ");

/// Measures a letter of two pages and one with ten times the text.
pub(crate) fn run(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    // An error means that the pool is there already; only this function makes it.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    let template = Template::compile("letter.typ", TEMPLATE)?;
    let mut peer = WeasyPrint::start();
    let mut costs = Vec::new();
    for (size, name) in [(1, "Bescheid PDF"), (10, "Bescheid PDF, ten times the text")] {
        let row = compare(options, &template, &mut peer, size)?;
        costs.push(1.0 / row.ours);
        report.row(Row { name: name.to_owned(), ..row });
    }
    report.growth("Bescheid PDF", costs[1] / costs[0]);
    Ok(())
}

fn compare(
    options: &Options,
    template: &Template,
    peer: &mut Result<WeasyPrint, String>,
    size: usize,
) -> anyhow::Result<Row> {
    let first = letter(template, 0, size)?;
    let mut work = format!("{} pages, {} KB", first.pages, first.bytes.len() / 1000);
    if let Some(folder) = &options.keep {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(format!("rennsteig-{size}.pdf")), &first.bytes)?;
    }
    if let Ok(peer) = peer {
        let file = options.keep.as_ref().map(|folder| folder.join(format!("weasyprint-{size}.pdf")));
        let made = peer.letter(&data(0, size), file.as_deref())?;
        work.push_str(&format!("; peer {} pages, {} KB", made.pages, made.bytes / 1000));
    }

    let (mut own_number, mut peer_number) = (1, 1);
    let own_rate =
        || rate(options.time(), &mut own_number, |number| letter(template, number, size).map(drop));
    let peer_rate = peer.as_mut().ok().map(|peer| {
        || {
            peer.rate(options.time(), || {
                peer_number += 1;
                data(peer_number, size)
            })
        }
    });
    let (ours, theirs) = alternate(own_rate, peer_rate)?;
    let figure = match peer {
        Ok(_) => theirs.ok_or_else(|| "not measured".to_owned()),
        Err(reason) => Err(reason.clone()),
    };
    Ok(Row {
        name: String::new(),
        work,
        unit: "/s per core",
        better: Better::Higher,
        ours,
        peer: ("WeasyPrint".to_owned(), figure),
    })
}

fn letter(template: &Template, number: u64, size: usize) -> anyhow::Result<Pdf> {
    let meta = Meta {
        title: "Bescheid über einen Bewohnerparkausweis".to_owned(),
        author: "Landeshauptstadt Erfurt".to_owned(),
        ident: format!("bench-{size}-{number}"),
        at: jiff::Timestamp::UNIX_EPOCH,
        language: "de".to_owned(),
    };
    Ok(template.render(&data(number, size), &meta)?)
}

/// The data of the letter with this number; no two are alike. `size` multiplies reasons and fees.
fn data(number: u64, size: usize) -> Value {
    let reasons: Vec<String> = (0..4 * size)
        .map(|reason| {
            format!(
                "Sie sind seit dem {}. März 2024 mit alleiniger Wohnung im Bewohnerparkbereich {number} gemeldet und \
                 wohnen dort tatsächlich. Das Fahrzeug ist auf Sie zugelassen oder wird von Ihnen nachweislich \
                 dauerhaft genutzt. Gründe, die gegen die Erteilung sprechen, liegen zu Nummer {reason} nicht vor.",
                reason % 28 + 1
            )
        })
        .collect();
    let fees: Vec<Value> = (0..3 * size)
        .map(|fee| {
            json!({
                "bezeichnung": format!("Bewohnerparkausweis für Fahrzeug {fee} von Vorgang {number}"),
                "rechtsgrundlage": "Nr. 265 der Anlage zu § 1 GebOSt",
                "betrag": 1000 + number % 5000 + fee as u64,
            })
        })
        .collect();
    json!({
        "behoerde": {
            "name": "Landeshauptstadt Erfurt", "einheit": "Tiefbau- und Verkehrsamt",
            "anschrift": ["Johannesstraße 173", "99084 Erfurt"], "telefon": "0361 655-0",
            "email": "verkehr@erfurt.example", "web": "www.erfurt.example",
            "oeffnungszeiten": ["Di 9–12 und 14–18 Uhr", "Do 9–12 Uhr"],
        },
        "empfaenger": {
            "anschrift": [format!("Frau Dr. Änne Großmüller-{number}"), format!("Bürgerstraße {}", number % 300), "99084 Erfurt"],
            "anrede": format!("Sehr geehrte Frau Dr. Großmüller-{number},"),
        },
        "aktenzeichen": format!("36.45-1402/2026-{number:06}"),
        "datum": "2026-11-22",
        "kennzeichen": format!("EF-AB {}", number % 10_000),
        "gruende": reasons,
        "gebuehren": fees,
    })
}
