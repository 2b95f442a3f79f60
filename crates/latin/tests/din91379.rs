//! The data base of the standard ("String.Latin+ 1.2", KoSIT) against the tables, and properties of every text.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and talk")]

use std::path::PathBuf;

use latin::{Datatype, Wrong, characters, check, length, nfc};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

const ALL: [Datatype; 5] = [Datatype::A, Datatype::B, Datatype::C, Datatype::D, Datatype::E];

/// The characters and sequences of the data base with their groups; `None` where the data are not there.
fn entries() -> Option<Vec<(String, String)>> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let Ok(xml) = std::fs::read_to_string(root.join("din91379/latinchars.xml")) else {
        println!("skipped: no conformance data at {}", root.display());
        return None;
    };
    let mut reader = Reader::from_str(&xml);
    let (mut group, mut in_code_points, mut found) = (String::new(), false, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if matches!(tag.name().as_ref(), "char" | "sequence") => {
                let attribute = tag.try_get_attribute("group").unwrap().unwrap();
                group = attribute.value.into_owned();
            }
            Event::Start(tag) => in_code_points = tag.name().as_ref() == "cp",
            Event::End(_) => in_code_points = false,
            Event::Text(text) if in_code_points => {
                let code_point = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
                found.push((group.clone(), text.split_whitespace().map(code_point).collect()));
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

/// The data types whose set holds a group (DIN 91379, section 6).
fn datatypes_of(group: &str) -> &'static [Datatype] {
    use Datatype::{A, B, C, D, E};
    match group {
        "bll" | "bnlreq" => &[A, B, C, D, E],
        "bnl" => &[B, C, D, E],
        "bnlopt" => &[C, D, E],
        "bnlnot" => &[C, E],
        "gl" | "enl" => &[D, E],
        "cl" => &[E],
        "dc" => &[],
        other => panic!("unknown group {other}"),
    }
}

#[test]
fn every_entry_is_part_of_the_data_types_that_hold_its_group_and_of_no_other() {
    let Some(entries) = entries() else { return };
    assert_eq!(entries.len(), 924);
    let mut counted = 0;
    for (group, text) in &entries {
        let wanted = datatypes_of(group);
        for datatype in ALL {
            let is_part = check(text, datatype).is_ok();
            assert_eq!(is_part, wanted.contains(&datatype), "{text:?} ({group}) in {datatype:?}");
        }
        if !wanted.is_empty() {
            counted += 1;
            assert_eq!(nfc(text), text.as_str(), "{text:?} is in NFC");
            assert_eq!(length(text), 1, "{text:?} is one character");
            // Between others too, and as the decomposed form that some systems send.
            let decomposed: String =
                unicode_normalization::UnicodeNormalization::nfd(format!("x{text}x{text}").chars()).collect();
            let line = nfc(&decomposed).into_owned();
            assert_eq!(length(&line), 4, "{line:?}");
            assert!(check(&line, wanted[wanted.len() - 1]).is_ok(), "{line:?}");
        }
    }
    assert_eq!(counted, 905);
}

#[test]
fn no_other_code_point_is_part_of_any_data_type() {
    let Some(entries) = entries() else { return };
    // What DIN 91379:2022-08 added to the data base of 2020.
    let added = ['\u{1E17}', '\u{2032}', '\u{2033}'];
    let known =
        |c: char| added.contains(&c) || entries.iter().any(|(g, text)| g != "dc" && text.chars().eq([c]));
    let mut refused = 0;
    for c in (0..0x3000).filter_map(char::from_u32).chain([
        '日',
        '한',
        '\u{FB01}',
        '\u{1D400}',
        '👍',
        '\u{10FFFF}',
    ]) {
        let text = c.to_string();
        if check(&text, Datatype::E).is_err() {
            refused += 1;
            assert_eq!(check(&text, Datatype::E), Err(Wrong { index: 0, character: c }));
            assert!(!known(c), "{c:?} is missing in the tables");
        } else {
            assert!(known(c), "{c:?} is in no group");
        }
    }
    assert!(refused > 11_000, "{refused}");
}

#[test]
fn letters_that_the_standard_added_in_2022_are_letters() {
    for text in ["ē\u{30D}", "ō\u{30D}", "ḗ"] {
        assert!(ALL.iter().all(|datatype| check(text, *datatype).is_ok()), "{text}");
        assert_eq!(length(text), 1, "{text}");
    }
    assert!(check("Typ 5′ 3″", Datatype::D).is_ok() && check("5′", Datatype::C).is_err());
}

#[test]
fn the_message_names_place_and_character() {
    for (text, datatype, index, character) in [
        ("Anna Иванова", Datatype::C, 5, 'И'),
        ("Řehoř №1", Datatype::E, 6, '№'),
        // Sequences count as one character; a mark on a letter that does not bear it is what is wrong.
        ("M\u{300}a\u{31B}", Datatype::A, 2, '\u{31B}'),
        ("K\u{35F}hK\u{35F}i", Datatype::A, 2, '\u{35F}'),
        ("\u{300}", Datatype::E, 0, '\u{300}'),
        ("Haus 7", Datatype::A, 5, '7'),
        ("Zeile\nzwei", Datatype::B, 5, '\n'),
    ] {
        assert_eq!(check(text, datatype), Err(Wrong { index, character }), "{text:?}");
    }
    for name in ["René Müller", "Nœl Schmidt-Strauß", "Đặng Thị Hương", "O’Neill", "Ḫalīl ʾAsʿad"]
    {
        assert_eq!(check(name, Datatype::A), Ok(()), "{name}");
    }
}

proptest! {
    #[test]
    fn a_text_is_its_characters_in_order(text in any::<String>()) {
        let text = nfc(&text).into_owned();
        prop_assert_eq!(characters(&text).collect::<String>(), text.clone());
        prop_assert_eq!(characters(&text).count(), length(&text));
        prop_assert_eq!(nfc(&text), text.as_str());
    }

    #[test]
    fn what_is_wrong_stands_where_it_is_said_to(text in "[ -~À-žΑ-ωА-я\u{300}-\u{36F}日№]{0,12}") {
        let text = nfc(&text).into_owned();
        for datatype in ALL {
            if let Err(wrong) = check(&text, datatype) {
                let at: Vec<&str> = characters(&text).collect();
                prop_assert_eq!(at[wrong.index], wrong.character.to_string());
                prop_assert!(check(&at[..wrong.index].concat(), datatype).is_ok());
            }
        }
    }
}
