//! The letter frame: standards, tags, places on the sheet, long names, every letter of DIN 91379.

use crate::common::{conformance, letter, meta, sample, sample_data, tool};
use documents::Template;
use serde_json::json;

#[test]
fn a_letter_is_sound_and_declares_both_standards() {
    for data in ["parkausweis.json", "lang.json"] {
        let pdf = letter(data);
        if let Some(report) = tool(&pdf.bytes, "qpdf", &["--check"], &[]) {
            assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
        }
        if let Some(report) = tool(&pdf.bytes, "pdfinfo", &[], &[]) {
            for line in
                ["Tagged:          yes", "Title:           Bescheid über einen Bewohnerparkausweis", "A4"]
            {
                assert!(report.contains(line), "{line}\n{report}");
            }
        }
        if let Some(xmp) = tool(&pdf.bytes, "pdfinfo", &["-meta"], &[]) {
            for element in [
                "<pdfaid:part>2</pdfaid:part>",
                "<pdfaid:conformance>A</pdfaid:conformance>",
                "<pdfuaid:part>1</pdfuaid:part>",
                "<dc:language><rdf:Bag><rdf:li>de</rdf:li></rdf:Bag></dc:language>",
            ] {
                assert!(xmp.contains(element), "{element}\n{xmp}");
            }
        }
    }
}

#[test]
fn every_font_is_embedded_with_its_characters() {
    let Some(report) = tool(&letter("lang.json").bytes, "pdffonts", &[], &[]) else { return };
    let fonts: Vec<&str> = report.lines().skip(2).collect();
    assert!(!fonts.is_empty(), "{report}");
    for font in fonts {
        assert!(font.contains("FiraSans") && font.contains("yes yes yes"), "{font}");
    }
}

#[test]
fn the_structure_reads_in_order() {
    let Some(tree) = tool(&letter("parkausweis.json").bytes, "pdfinfo", &["-struct-text"], &[]) else {
        return;
    };
    let mut rest = tree.as_str();
    for part in
        ["Landeshauptstadt Erfurt", "Großmüller-Öztürk", "66.3-1402/2026-000417", "H1", "H2 \"Entscheidung\""]
    {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} missing or out of order:\n{tree}"));
        rest = &rest[at + part.len()..];
    }
    for part in ["/Scope /Row", "/Scope /Column", "LBody", "Table"] {
        assert!(rest.contains(part), "{part}\n{tree}");
    }
}

/// Left and top of the first word that starts with `word`, in millimetres from the sheet's corner.
fn place(boxes: &str, word: &str) -> (f64, f64) {
    let line =
        boxes.lines().find(|line| line.contains(&format!(">{word}"))).unwrap_or_else(|| panic!("no {word}"));
    let number = |name: &str| {
        let start = line.find(name).unwrap() + name.len() + 2;
        line[start..].split('"').next().unwrap().parse::<f64>().unwrap() * 25.4 / 72.0
    };
    (number("xMin"), number("yMin"))
}

#[test]
fn address_and_subject_stand_where_din_5008_wants_them() {
    let Some(boxes) = tool(&letter("parkausweis.json").bytes, "pdftotext", &["-bbox", "-l", "1"], &["-"])
    else {
        return;
    };
    let (x, y) = place(&boxes, "Frau<");
    assert!((24.9..25.6).contains(&x) && (62.7..67.0).contains(&y), "address at {x}, {y} mm");
    let (x, y) = place(&boxes, "Aktenzeichen:");
    assert!((124.9..125.6).contains(&x) && (48.5..51.0).contains(&y), "information block at {x}, {y} mm");
    let (x, y) = place(&boxes, "Bescheid<");
    assert!((24.9..25.6).contains(&x) && (97.0..100.0).contains(&y), "subject at {x}, {y} mm");
}

#[test]
fn long_names_stay_in_the_window_and_push_nothing_off_the_sheet() {
    let pdf = letter("lang.json");
    assert_eq!(pdf.pages, 3);
    let Some(boxes) = tool(&pdf.bytes, "pdftotext", &["-bbox"], &["-"]) else { return };
    let (_, y) = place(&boxes, "Gemeinschaftspraxis<");
    assert!(y > 62.7, "address starts at {y} mm");
    let (_, last) = place(&boxes, "ÖSTERREICH<");
    assert!(last < 98.0, "the country stands at {last} mm");
    let (_, subject) = place(&boxes, "Bescheid<");
    assert!(subject > last + 8.0, "subject at {subject} mm, address to {last} mm");
    for line in boxes.lines().filter(|line| line.contains("xMax")) {
        let right: f64 = line.split("xMax=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert!(right * 25.4 / 72.0 <= 200.5, "{line}");
    }
}

/// The lines of the return address: what stands above the address field in small letters.
fn sender(behoerde: &serde_json::Value) -> Option<Vec<String>> {
    let mut data = sample_data("parkausweis.json");
    data["behoerde"]["name"] = behoerde["name"].clone();
    data["behoerde"]["anschrift"] = behoerde["anschrift"].clone();
    let template = Template::compile("parkausweis.typ", &sample("parkausweis.typ")).unwrap();
    let pdf = template.render(&data, &meta()).unwrap();
    assert_eq!(pdf.warnings, []);
    // In points from the corner of the sheet: the window above the 27.3 mm of the address.
    let window = ["-l", "1", "-x", "70", "-y", "127", "-W", "230", "-H", "51", "-layout"];
    let text = tool(&pdf.bytes, "pdftotext", &window, &["-"])?;
    Some(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
}

#[test]
fn the_return_address_breaks_between_its_parts_and_evenly() {
    let behoerde = |name: &str| json!({ "name": name, "anschrift": ["Johannesstraße 173", "99084 Erfurt"] });
    let short = sender(&behoerde("Landeshauptstadt Erfurt"));
    let Some(short) = short else { return };
    assert_eq!(short, ["Landeshauptstadt Erfurt · Johannesstraße 173 · 99084 Erfurt"]);
    let long = sender(&behoerde("Thüringisches Landesamt für Denkmalpflege und Archäologie")).unwrap();
    let place = "Johannesstraße 173 · 99084 Erfurt";
    assert_eq!(long, ["Thüringisches Landesamt für Denkmalpflege und Archäologie", place]);
    let longer = sender(&sample_data("lang.json")["behoerde"]).unwrap();
    let (last, name) = longer.split_last().unwrap();
    assert_eq!(last, place, "{longer:?}");
    assert_eq!(name.join(" "), sample_data("lang.json")["behoerde"]["name"].as_str().unwrap());
    let lengths: Vec<usize> = name.iter().map(|line| line.chars().count()).collect();
    let (least, most) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
    assert!(most - least <= most / 2, "no line is left with a word or two: {longer:?}");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = letter("parkausweis.json").bytes;
    let _ = letter("lang.json");
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(|| letter("parkausweis.json").bytes)).collect();
    for thread in threads {
        assert!(thread.join().unwrap() == first);
    }
    let template = Template::compile("parkausweis.typ", &sample("parkausweis.typ")).unwrap();
    let mut other = meta();
    other.ident = "urn:uuid:0193a1b2-4711-7000-8000-000000000002".into();
    let second = template.render(&sample_data("parkausweis.json"), &other).unwrap().bytes;
    assert!(second != first, "another document has another identifier");
}

#[test]
fn a_letter_of_a_person_and_a_complaint_to_a_court() {
    let source = r#"
#import "/rennsteig.typ": bescheid, rechtsbehelf
#let daten = json("/data.json")
#show: bescheid.with(daten, betreff: [Ablehnung], anlagen: ([Merkblatt],))
Ihrem Antrag können wir nicht entsprechen.
== Rechtsbehelfsbelehrung
#rechtsbehelf(daten.behoerde, art: "klage", gericht: (name: "Verwaltungsgericht Weimar", anschrift: ("Jenaer Straße 2a", "99425 Weimar")))
"#;
    let data = json!({
        "behoerde": { "name": "Stadt Suhl" }, "empfaenger": { "anschrift": ["Änne Groß"] },
        "aktenzeichen": "1/2026", "datum": "2026-02-28",
        "unterschrift": { "auftrag": "Im Auftrag", "name": "Jürgen Weiß" },
    });
    let pdf = Template::compile("ablehnung.typ", source).unwrap().render(&data, &meta()).unwrap();
    let Some(text) = tool(&pdf.bytes, "pdftotext", &[], &["-"]) else { return };
    for part in
        ["28. Februar 2026", "Guten Tag,", "Verwaltungsgericht Weimar", "Im Auftrag", "Jürgen Weiß", "Anlage"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("automatischer Einrichtungen"), "{text}");
}

#[test]
fn every_character_of_din_91379_is_printed_and_can_be_copied() {
    let Some(folder) = conformance("din91379") else { return };
    let xml = std::fs::read_to_string(folder.join("latinchars.xml")).unwrap();
    let mut names = Vec::new();
    for part in xml.split("<cp>").skip(1) {
        let points = part.split('<').next().unwrap();
        let name: String =
            points.split(' ').map(|p| char::from_u32(u32::from_str_radix(p, 16).unwrap()).unwrap()).collect();
        if !name.chars().any(|c| c.is_control() || c.is_whitespace()) {
            names.push(name);
        }
    }
    assert!(names.len() > 890, "{}", names.len());
    let source = "#for name in json(\"/data.json\").names [X#(name)X \\ ]";
    let template = Template::compile("namen.typ", source).unwrap();
    let pdf = template.render(&json!({ "names": names }), &meta()).unwrap();
    assert_eq!(pdf.warnings, []);
    let Some(text) = tool(&pdf.bytes, "pdftotext", &["-raw"], &["-"]) else { return };
    let lost: Vec<&String> = names.iter().filter(|name| !text.contains(name.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), names.len());
}

#[test]
fn a_receipt_holds_every_answer() {
    let source = "#import \"/rennsteig.typ\": eingangsbestaetigung\n#show: eingangsbestaetigung.with(json(\"/data.json\"))\n";
    let rows: Vec<_> =
        (1..60).map(|n| json!([format!("Frage {n}"), format!("Antwort Nr. {n} mit Umlaut ÄÖÜß")])).collect();
    let data = json!({
        "behoerde": sample_data("parkausweis.json")["behoerde"], "eingangsnummer": "RS-7KQ2-94XM",
        "eingang": "2026-11-20T14:03:00+01:00", "leistung": "Bewohnerparkausweis",
        "abschnitte": [{ "titel": "Person", "angaben": rows }, { "titel": "Leer", "angaben": [] }],
    });
    let pdf = Template::compile("quittung.typ", source).unwrap().render(&data, &meta()).unwrap();
    assert_eq!(pdf.warnings, []);
    let Some(text) = tool(&pdf.bytes, "pdftotext", &["-raw"], &["-"]) else { return };
    assert!(text.contains("20. November 2026, 14:03 Uhr"), "{text}");
    for n in 1..60 {
        assert!(text.contains(&format!("Frage {n} Antwort Nr. {n} mit Umlaut ÄÖÜß")), "{n}\n{text}");
    }
}

#[test]
fn a_draft_says_so_on_each_page_and_has_no_signature() {
    let template = Template::compile("parkausweis.typ", &sample("parkausweis.typ")).unwrap();
    let mut data = sample_data("lang.json");
    let text = |data: &serde_json::Value| {
        let pdf = template.render(data, &meta()).unwrap();
        assert_eq!(pdf.warnings, []);
        tool(&pdf.bytes, "pdftotext", &[], &["-"]).map(|text| (pdf.pages, text))
    };
    let Some((_, issued)) = text(&data) else { return };
    assert!(!issued.contains("Entwurf") && !issued.contains("nicht erlassen"), "{issued}");
    data["entwurf"] = json!(true);
    let Some((pages, draft)) = text(&data) else { return };
    assert!(pages > 1);
    assert_eq!(draft.matches("Entwurf · Seite").count(), pages, "{draft}");
    assert!(draft.contains("Entwurf, nicht erlassen"), "{draft}");
    let signature = data["unterschrift"]["name"].as_str().unwrap_or("§ 37 Absatz 5");
    assert!(issued.contains(signature) && !draft.contains(signature), "{signature}: {draft}");
}
