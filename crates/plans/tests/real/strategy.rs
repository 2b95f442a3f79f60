//! The strategy that the plans carry out.

use plans::strategie::{Elementart, HinweisArt, Ort, Stueck, Umzug, elemente, read, umziehen};

fn text() -> Option<String> {
    crate::file("strategie-2024.txt")
}

#[test]
fn six_fields_with_their_goals() {
    let Some(text) = text() else { return };
    let strategie = read(&text);
    assert_eq!(strategie.titel.as_deref(), Some("E-Government und IT Strategie 2024"));
    assert_eq!(strategie.jahr, Some(2024));
    assert_eq!(strategie.anzahl(), (6, 16, 25, 4));
    let counts: Vec<_> = strategie
        .handlungsfelder
        .iter()
        .map(|feld| (feld.nummer.as_str(), feld.zeile, feld.ziele.len(), feld.etappenziele.len()))
        .collect();
    assert_eq!(
        counts,
        [
            ("3.1", 432, 3, 6),
            ("3.2", 583, 3, 3),
            ("3.3", 798, 3, 5),
            ("3.4", 967, 2, 2),
            ("3.5", 1064, 2, 4),
            ("3.6", 1175, 3, 5),
        ]
    );
    // A heading over two lines, the end of a line in a word, footnotes and their signs in between, a section before the
    // heading of the next field.
    let [leistungen, prozesse, kultur, strukturen, ..] = &strategie.handlungsfelder[..] else { panic!() };
    assert_eq!(
        kultur.titel,
        "Verwaltungsarbeit und -kultur: Zusammenarbeit, Kompetenzaufbau und Attraktivität"
    );
    assert_eq!(
        prozesse.ziele[0].titel,
        "Verwaltungsprozesse gestalten wir nach einem klaren Soll-Bild: digital, organisatorisch effizient und – \
         insbesondere bei gebundenen Entscheidungen – weitgehend automatisiert."
    );
    assert_eq!(
        leistungen.etappenziele[0].text,
        "Wir bauen unsere Online-Leistungen flächendeckend und Ende-zu-Ende in Zusammenarbeit mit den Kommunen aus. \
         Dabei priorisieren wir die 16 Fokusleistungen und weitere, häufig nachgefragte Dienste."
    );
    assert!(leistungen.etappenziele[1].text.contains("Basiskomponenten in unsere digitalen Angebote"));
    assert!(leistungen.etappenziele[1].text.contains("Bürgerkonto mit eID und Postfach"));
    assert!(
        leistungen.ziele[0].punkte[0]
            .text
            .contains("der EfA-Leistungen als auch der Thüringer Basisdienste zu")
    );
    assert_eq!(strukturen.etappenziele[0].zeile, 1052);
    // A footnote in the middle of a sentence.
    assert!(
        strukturen.ziele[1].punkte[0]
            .text
            .contains("im Sinne der Dresdner Forderungen zentrale IT-Verfahren für")
    );
    assert_eq!(strukturen.ziele[1].punkte[0].text.matches("17").count(), 0);
}

#[test]
fn what_goes_across() {
    let Some(text) = text() else { return };
    let strategie = read(&text);
    let names: Vec<_> =
        strategie.initiativen.iter().map(|one| (one.titel.as_str(), one.punkte.len())).collect();
    assert_eq!(
        names,
        [
            ("Nutzerorientierte Leistungen", 5),
            ("Kompetenzaufbau", 4),
            ("Datenlabore", 6),
            ("Digitaler Arbeitsplatz der Zukunft", 5)
        ]
    );
    let labore = &strategie.initiativen[2];
    assert_eq!(
        labore.warum,
        "Der gezielte Umgang mit Daten ist wichtig für die Förderung der Wirksamkeit von Verwaltungshandeln und die \
         Nutzung von Automatisierungspotenzialen."
    );
    assert_eq!(labore.soll, "Die Datenlabore sollen…");
}

#[test]
fn what_came_out_mixed_is_said() {
    let Some(text) = text() else { return };
    let strategie = read(&text);
    let kinds: Vec<_> = strategie
        .hinweise
        .iter()
        .map(|hinweis| {
            let kind = match hinweis.was {
                HinweisArt::OhneAnfang(_) => "no beginning",
                HinweisArt::UeberSeite(_) => "over a page",
                HinweisArt::ZielOhnePunkte(_) => "nothing below",
                HinweisArt::OhneEnde(_) => "no end",
                _ => "other",
            };
            (hinweis.zeile, kind)
        })
        .collect();
    assert_eq!(kinds, [(811, "no beginning"), (853, "over a page"), (880, "nothing below"), (910, "no end")]);
}

#[test]
fn what_came_out_mixed_can_be_moved() {
    let Some(text) = text() else { return };
    let mut all = elemente(&read(&text), &[]);
    let of_line = |all: &[plans::strategie::Element], line: u32| {
        let found = all.iter().find_map(|element| {
            let punkt = element.punkte.iter().find(|punkt| punkt.zeile == line)?;
            Some((element.id.clone(), punkt.text.clone()))
        });
        found.unwrap()
    };
    // What the KIV offers stands in the column of goals on data.
    let (common, _) = of_line(&all, 1043);
    for line in [1103, 1108] {
        let (element, text) = of_line(&all, line);
        assert_ne!(element, common, "{text}");
        let was = Stueck::Punkt { element, text, ab: None };
        umziehen(&mut all, &Umzug { was, nach: Ort::Element(common.clone()) }).unwrap();
        assert_eq!(of_line(&all, line).0, common);
    }
    // A sentence that two pages share.
    let (element, text) = of_line(&all, 851);
    let was = Stueck::Punkt { element, text, ab: Some("Verantwortung für den Erfolg".to_owned()) };
    let (element, cut) = of_line(&all, 910);
    umziehen(&mut all, &Umzug { was, nach: Ort::Punkt { element, text: cut } }).unwrap();
    assert!(
        of_line(&all, 910)
            .1
            .contains("aktiv Verantwortung für den Erfolg der Digitalisierung. Wir unterstützen")
    );
    assert!(of_line(&all, 851).1.ends_with("begreifen Fehler als Chance und"));
}

#[test]
fn cut_anywhere_it_never_says_more_than_before() {
    let Some(text) = text() else { return };
    let whole = read(&text);
    let lines: Vec<_> = text.lines().collect();
    for end in (0..lines.len()).step_by(23) {
        let cut = read(&lines[..end].join("\n"));
        let ((a, b, c, d), (w, x, y, z)) = (cut.anzahl(), whole.anzahl());
        assert!(a <= w && b <= x && c <= y && d <= z, "{end}: {:?}", cut.anzahl());
    }
    let twice = read(&format!("{text}\n\n{text}"));
    assert_eq!(twice.anzahl(), whole.anzahl());
    assert_eq!(twice.handlungsfelder, whole.handlungsfelder);
    assert!(twice.hinweise.iter().any(|one| matches!(one.was, HinweisArt::Wiederholt(_))));
}

#[test]
fn ids_last_over_editions() {
    let Some(text) = text() else { return };
    let first = elemente(&read(&text), &[]);
    let kinds = |art| first.iter().filter(|one| one.art == art).count();
    assert_eq!((first.len(), kinds(Elementart::Ziel), kinds(Elementart::Etappenziel)), (51, 16, 25));
    let ids: std::collections::BTreeSet<_> = first.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), first.len(), "no id twice");
    assert_eq!(elemente(&read(&text), &first), first);
    // One goal is reworded, one Etappenziel gone.
    let next = text
        .replace(
            "mit klarem Fokus auf die \nwichtigsten Leistungen",
            "mit Blick auf die \nwichtigsten Leistungen",
        )
        .replace("• Die kommunale Ebene wird in die CERT-Infrastruktur\ndes Landes eingebunden.\n", "");
    assert_ne!(next, text);
    let second = elemente(&read(&next), &first);
    assert_eq!(second.len(), first.len() - 1);
    assert_eq!(second[1].id, first[1].id);
    assert!(second[1].titel.contains("mit Blick auf") && first[1].titel.contains("mit klarem Fokus"));
}
