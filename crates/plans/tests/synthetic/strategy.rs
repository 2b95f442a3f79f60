//! Strategies that nobody has published: other numbers, other shapes, and what is none.

use plans::strategie::{HinweisArt, Strategie, read};
use proptest::prelude::*;

fn kinds(strategie: &Strategie) -> Vec<&HinweisArt> {
    strategie.hinweise.iter().map(|one| &one.was).collect()
}

#[test]
fn other_numbers() {
    let text = "Digitalstrategie 2031\n\nI. Netze\nSchnell und sicher.\n\nI.1 Strategische Ziele\n\nZiel 1: Wir erneuern das \
                Netz.\n\n– Zuerst die Knoten,\ndann die Leitungen.\n\nZiel 2: Wir sichern es.\n\n- Mit Wachen.\n\nI.2 \
                Etappenziele\n\n- Die Knoten stehen.\n- Die Hälfte\nder Leitungen liegt.\n\nII. Menschen\nSie lernen.\n\n\
                II.1 Strategische Ziele\n\nZiel: Alle können es.\n\n- Durch Schulung.\n\nII.2 Etappenziele\n\n- Hundert \
                haben es gelernt.\n";
    let strategie = read(text);
    assert_eq!((strategie.titel.as_deref(), strategie.jahr), (Some("Digitalstrategie 2031"), Some(2031)));
    assert_eq!(strategie.anzahl(), (2, 3, 3, 0));
    let netze = &strategie.handlungsfelder[0];
    assert_eq!((netze.nummer.as_str(), netze.text.as_str()), ("I", "Schnell und sicher."));
    assert_eq!(netze.ziele[0].punkte[0].text, "Zuerst die Knoten, dann die Leitungen.");
    assert_eq!(netze.etappenziele[1].text, "Die Hälfte der Leitungen liegt.");
    assert_eq!(kinds(&strategie), Vec::<&HinweisArt>::new());
}

#[test]
fn no_numbers() {
    let text = "Strategie Digitales Land 2040\n\nHandlungsfeld 1: Netze\n\nEs geht um Netze.\n\nStrategische Ziele\n\n• Das \
                Netz ist schnell.\n• Das Netz ist sicher.\n\nEtappenziele\n\n• Die Hälfte liegt.\n\nHandlungsfeld 2: \
                Menschen\n\nEtappenziele\n\n• Hundert haben gelernt.\n\nStrategische Initiative: „Labor“\n\nWarum?\n\nWeil \
                wir lernen.\n\nWas soll sie? Sie soll…\n\n• …wachsen.\n";
    let strategie = read(text);
    assert_eq!(strategie.anzahl(), (2, 2, 2, 1));
    assert_eq!(strategie.handlungsfelder[0].ziele[1].titel, "Das Netz ist sicher.");
    let labor = &strategie.initiativen[0];
    assert_eq!((labor.titel.as_str(), labor.warum.as_str()), ("Labor", "Weil wir lernen."));
    assert_eq!((labor.soll.as_str(), labor.punkte[0].text.as_str()), ("Sie soll…", "…wachsen."));
    assert_eq!(
        kinds(&strategie),
        [&HinweisArt::PunkteAlsZiele("1 Netze".into()), &HinweisArt::FeldUnvollstaendig("2 Menschen".into())]
    );
}

#[test]
fn a_table_of_contents_is_no_second_field() {
    let text = "Inhalt\n\n2.1 Netze ..... 4\n\n2.1.1 Strategische Ziele ..... 4\n\n2.1.2 Etappenziele ..... 5\n\n2.1 \
                Netze\n\nUm Netze geht es.\n\n2.1.1 Strategische Ziele\n\nZiel: Schnell.\n\n• So.\n\n2.1.2 \
                Etappenziele\n\n• Bald.\n";
    let strategie = read(text);
    assert_eq!(strategie.anzahl(), (1, 1, 1, 0));
    assert_eq!(strategie.handlungsfelder[0].text, "Um Netze geht es.");
    assert_eq!(kinds(&strategie), [&HinweisArt::OhneTitel]);
}

#[test]
fn what_is_none() {
    assert_eq!(kinds(&read("")), [&HinweisArt::Leer]);
    assert_eq!(kinds(&read(" \n\u{c}\n")), [&HinweisArt::Leer]);
    let english =
        "3.1. Networks\n\n3.1.1. Strategic goals\n\nGoal: We renew them.\n\n3.1.2. Milestones\n\n• Half.\n";
    assert_eq!(kinds(&read(english)), [&HinweisArt::KeineStrategie]);
    let plan = "Aktionsplan 2031\n\n3.1 Portal\n\nFederführung: TFM\nGeplanter Abschluss: 2032\n";
    assert_eq!(kinds(&read(plan)), [&HinweisArt::KeineStrategie]);
    assert!(kinds(&read("PK\0\u{3}\u{4}")).contains(&&HinweisArt::KeinText));
}

#[test]
fn the_end_is_missing() {
    let strategie = read("1.1 Netze\n\n1.1.1 Strategische Ziele\n\nZiel: Schnell.\n\n• Wir legen die");
    assert_eq!(strategie.anzahl(), (1, 1, 0, 0));
    assert!(kinds(&strategie).contains(&&HinweisArt::OhneEnde("Wir legen die".into())));
    assert!(kinds(&strategie).contains(&&HinweisArt::FeldUnvollstaendig("1.1 Netze".into())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever stands there, nothing panics, and every element has a line of the text.
    #[test]
    fn anything(lines in proptest::collection::vec(
        "(3\\.[1-3]\\. [A-Z][a-z ]{0,12}|3\\.[1-3]\\.1\\. Strategische Ziele|3\\.[1-3]\\.2\\. Etappenziele|Ziel: .{0,20}|• .{0,20}|\
         Strategische Initiative|„.{0,9}“|Warum\\? .{0,9}|[0-9]{1,2} .{0,9}|.{0,30}|)", 0..60)
    ) {
        let text = lines.join("\n");
        let last = u32::try_from(text.split(['\n', '\r']).count()).unwrap();
        let strategie = read(&text);
        for feld in &strategie.handlungsfelder {
            prop_assert!((1..=last).contains(&feld.zeile));
            for ziel in &feld.ziele {
                prop_assert!((1..=last).contains(&ziel.zeile));
            }
        }
        let once = plans::strategie::elemente(&strategie, &[]);
        prop_assert_eq!(&plans::strategie::elemente(&strategie, &once), &once);
    }
}
