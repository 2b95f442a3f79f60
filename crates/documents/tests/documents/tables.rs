//! Tables of answers in a receipt.

use documents::Template;
use serde_json::{Value, json};

use crate::common::{meta, sample_data, tool};

/// A table of invoices with a sum, as intake gives it.
fn invoices(count: usize) -> Value {
    let row = |n: usize| {
        json!({
            "nummer": n.to_string(),
            "werte": [format!("Zimmerei Beispielmann {n}"), "03.04.2026", "1.234,50 €"],
            "weiteres": if n.is_multiple_of(2) { json!([["Gewerk", "Dach"], ["Grund", format!("Grund Nr. {n}")]]) } else { json!([]) },
        })
    };
    json!({
        "titel": "Rechnungen",
        "spalten": [
            { "titel": "Lieferant", "zahl": false }, { "titel": "Datum", "zahl": false }, { "titel": "Betrag", "zahl": true },
        ],
        "zeilen": (1..=count).map(row).collect::<Vec<_>>(),
        "summen": [null, null, "246.900,00 €"],
    })
}

#[test]
fn a_long_table_has_every_answer_its_sum_and_its_headings_on_each_page() {
    let source = "#import \"/rennsteig.typ\": eingangsbestaetigung\n#show: eingangsbestaetigung.with(json(\"/data.json\"))\n";
    let data = json!({
        "behoerde": sample_data("parkausweis.json")["behoerde"], "eingangsnummer": "RS-7KQ2-94XM",
        "eingang": "2026-11-20T14:03:00+01:00", "leistung": "Steuerbescheinigung",
        "abschnitte": [{
            "titel": "Ihre Rechnungen", "angaben": [["Gesamtbetrag", "246.900,00 €"]], "tabellen": [invoices(200)],
        }],
    });
    let pdf = Template::compile("quittung.typ", source).unwrap().render(&data, &meta()).unwrap();
    assert_eq!(pdf.warnings, []);
    assert!(pdf.pages > 3, "{} pages", pdf.pages);
    let Some(text) = tool(&pdf.bytes, "pdftotext", &["-layout"], &["-"]) else { return };
    for n in 1..=200 {
        assert!(text.contains(&format!("Zimmerei Beispielmann {n} ")), "{n}\n{text}");
    }
    assert!(text.contains("Grund: Grund Nr. 200") && text.contains("Summe"), "{text}");
    assert!(text.matches("Lieferant").count() > 3, "the headings stand on each page: {text}");
}
