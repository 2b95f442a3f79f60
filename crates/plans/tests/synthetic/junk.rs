//! What is no plan at all.

use plans::{NoteKind, read, read_bytes, staff};
use proptest::prelude::*;

fn noted(text: &str) -> Vec<NoteKind> {
    let reading = read(text);
    assert!(reading.plans.is_empty());
    reading.notes.into_iter().map(|note| note.was).collect()
}

#[test]
fn nothing_and_other_documents() {
    assert_eq!(noted(""), [NoteKind::Empty]);
    assert_eq!(noted(" \n\u{c}\n "), [NoteKind::Empty]);
    let english = "1. Introduction\n\nThe action plan 2024 lists measures.\n\n2.1 Portal network\n\nLead: Ministry of \
                   Finance\n\nPlanned completion: 2025\n\nStatus: on track\n\nThe portal is to be connected.\n";
    assert_eq!(noted(english), [NoteKind::NoPlan]);
    let law =
        "§ 1 Zweck\n\n1. Die Behörde hat\n2.1 bis 2.4 gelten entsprechend. Die Federführung liegt bei ihr.\n";
    assert_eq!(noted(law), [NoteKind::NoPlan]);
}

#[test]
fn other_kinds_of_files() {
    let binary: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let notes: Vec<_> = read_bytes(&binary).notes.into_iter().map(|note| note.was).collect();
    assert!(notes.contains(&NoteKind::NotText) && notes.contains(&NoteKind::NoPlan), "{notes:?}");
    assert!(read_bytes(b"%PDF-1.7\n\x00\x01\xff").plans.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Pieces of plans in any order: headings without fields, fields without headings, halves of words.
    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let reading = read(&text);
        let histories = plans::histories(&reading.plans, &plans::Register::default(), &[]);
        let _ = plans::befunde(&reading.plans, &histories);
        let _ = (staff::gemeinden(&text), staff::einzelplaene(&text));
        for massnahme in reading.plans.iter().flat_map(|plan| &plan.massnahmen) {
            let _ = plans::ursachen(massnahme);
        }
    }

    #[test]
    fn any_text(text in "\\PC*") {
        let _ = read(&text);
        let _ = plans::GeplanterAbschluss::read(&text, 1);
        let _ = plans::Federfuehrung::read(&text, 1);
        let _ = plans::Zeitangabe::read(&text);
        let _ = text.parse::<plans::Nummer>();
    }
}

fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "A.1. Titel der Maßnahme (M 1.1.)",
        "3.2.1 Anderer Titel12",
        "NEU: Neues",
        "Federführung: TFM",
        "Federführung:",
        "Geplanter Abschluss: 2023",
        "Geplanter Abschuss: ursprünglich 2020; aktuell",
        "Projektstatus: im Plan ●●●",
        "Aufnahme in den Aktionsplan: 2021 NEU!",
        "1. Allgemeines",
        "Aktionsplan 2024 zur Umsetzung der",
        "12",
        "7",
        "12 vormals Maßnahme A.3.",
        "13 ThürStAnz Nr. 1",
        "6. abgeschlossene Maßnahmen",
        "• Portal1,",
        "Inhaltsverzeichnis",
        "1.1 Titel ........ 4",
        "Ein Satz, der endet.",
        "ein Satz der weiter-",
        "geht „wie hier“ 3",
        "Kernhaushalt 1.200 2,00",
        "0101 Landtag",
        "5 0,10 0,00% 7",
        "16000000 Thüringen 34 030",
        "16061001 Ort -",
        "2020 je",
        "ä",
        "(",
        "\u{fffd}",
        "*",
        "vgl. A.1 und A.1",
        "Maßnahme0.))",
        "                                        ",
    ]);
    let ends = prop::sample::select(vec!["\n", "\n\n", "\n ", " ", "", "\u{c}", "\r\n", "\n\n\n "]);
    (words, ends).prop_map(|(words, end)| format!("{words}{end}"))
}

/// Time grows with the length of a text: none of these takes longer than a second or two, even unoptimised.
#[test]
fn lines_without_end_and_many_of_them() {
    let texts = [
        "A:".repeat(200_000),
        "5 Wort\n\n\n\n".repeat(30_000),
        "A.1. Titel\n\nFederführung: TFM\n\n".repeat(4000),
        "(".repeat(200_000),
        "1. (Abs. ".repeat(30_000),
        "Status: ".repeat(30_000),
        format!("A.1. T\nFederführung: TFM\n{}", "z. B. a. ".repeat(30_000)),
        "16000000 Land 1 000\n".repeat(20_000),
        "Kernhaushalt 1.000 2,00\n0101 Name\n5 0,10\n2020 je\n".repeat(300),
    ];
    for text in texts {
        let _ = (read(&text), staff::gemeinden(&text), staff::einzelplaene(&text));
        let _ = plans::GeplanterAbschluss::read(&text, 1);
        let _ = plans::Federfuehrung::read(&text, 1);
    }
}
