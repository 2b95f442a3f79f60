//! What configuration and journal hold: durations, periods, calendars and steps as text.

use fristen::{
    Beginn, Dauer, Error, Fiktion, Frist, Kalender, Land, Monatszeit, Oertlich, Schritt, Verschiebung,
};
use jiff::civil::date;

#[test]
fn durations_in_iso_8601() {
    for (text, dauer) in [
        ("P14D", Dauer::Tage(14)),
        ("P2W", Dauer::Wochen(2)),
        ("P1M", Dauer::Monate(1)),
        ("P1Y", Dauer::Jahre(1)),
        ("P1Y6M", Dauer::Monate(18)),
    ] {
        assert_eq!(text.parse(), Ok(dauer));
    }
    for (text, reason) in [
        ("", "write ISO 8601, for example P1M, P2W or P14D, or 10 Werktage"),
        ("1M", "write ISO 8601, for example P1M, P2W or P14D, or 10 Werktage"),
        ("p1m", "write ISO 8601, for example P1M, P2W or P14D, or 10 Werktage"),
        ("-P1M", "write ISO 8601, for example P1M, P2W or P14D, or 10 Werktage"),
        ("P", "a number and a unit are missing"),
        ("P1", "a number needs a unit: D, W, M or Y"),
        ("P1M1", "a number needs a unit: D, W, M or Y"),
        ("PM", "write a whole number up to 65535 before each unit"),
        ("P-1M", "write whole numbers, each followed by D, W, M or Y"),
        ("P1.5M", "write whole numbers, each followed by D, W, M or Y"),
        ("P65536D", "write a whole number up to 65535 before each unit"),
        ("P0D", "a period is at least one day long"),
        ("P0Y0M", "a period is at least one day long"),
        ("P9999Y1M", "this is too long"),
        ("PT48H", "periods in hours are not supported; use days"),
        ("P1Y1M1D", "use one unit, or years and months"),
        (
            "P1M15D",
            "use one unit (D, W, M, Y), or years and months; a month and a half is { monate-und-ein-halber = 1 }",
        ),
    ] {
        assert_eq!(
            text.parse::<Dauer>(),
            Err(Error::Dauer { text: text.to_owned(), grund: reason }),
            "{text}"
        );
    }
}

#[test]
fn durations_without_a_unit_of_iso_8601_have_words() {
    assert_eq!(Dauer::Werktage(3).to_string(), "3 Werktage");
    assert_eq!(Dauer::MonateUndEinHalber(1).to_string(), "1 Monate und ein halber");
    assert_eq!("3 Werktage".parse(), Ok(Dauer::Werktage(3)));
    assert_eq!("1 Arbeitstag".parse(), Ok(Dauer::Arbeitstage(1)));
    for wrong in ["0 Werktage", "x Werktage", "-1 Arbeitstage", "3  Werktage", "3 Tage", "70000 Werktage"] {
        assert!(wrong.parse::<Dauer>().is_err(), "{wrong}");
    }
}

#[test]
fn periods_in_configuration() {
    let read = |text: &str| toml::from_str::<Frist>(text);
    assert_eq!(read("dauer = { monate = 1 }").unwrap(), Frist::neu(Dauer::Monate(1)));
    assert_eq!(
        read("dauer = 'P3W'\nbeginn = 'tagesanfang'\nverschiebung = 'ao108-abs3'").unwrap(),
        Frist { dauer: Dauer::Wochen(3), beginn: Beginn::Tagesanfang, verschiebung: Verschiebung::Ao108Abs3 }
    );
    assert_eq!(read("dauer = { monate-und-ein-halber = 1 }").unwrap().dauer, Dauer::MonateUndEinHalber(1));
    for (text, part) in [
        ("dauer = { tage = 0 }", "a period is at least one day long"),
        ("dauer = { minuten = 3 }", "unknown variant `minuten`"),
        ("dauer = { tage = -3 }", "-3"),
        ("dauer = 14", "a duration such as \"P1M\" or { monate = 1 }"),
        ("dauer = 'P1M'\nende = 'egal'", "unknown field `ende`"),
        ("beginn = 'ereignis'", "missing field `dauer`"),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn calendars_in_configuration() {
    let read = |text: &str| toml::from_str::<Kalender>(text);
    let eichsfeld = Kalender::neu(Land::Thueringen).mit(Oertlich::Fronleichnam).unwrap();
    assert_eq!(read("land = 'thueringen'\noertlich = ['fronleichnam']").unwrap(), eichsfeld);
    assert_eq!(read("land = 'mecklenburg-vorpommern'").unwrap(), Kalender::neu(Land::MecklenburgVorpommern));
    let error = read("land = 'hessen'\noertlich = ['friedensfest']").unwrap_err().to_string();
    assert!(error.contains("no municipality of Hessen has the local holiday Friedensfest"), "{error}");
    assert!(read("land = 'preussen'").is_err());
    assert_eq!(
        serde_json::to_string(&eichsfeld).unwrap(),
        r#"{"land":"thueringen","oertlich":["fronleichnam"]}"#
    );
}

/// Steps go into the journal and are read again years later: this is their shape.
#[test]
fn the_shape_of_an_explanation() {
    let place = Kalender::neu(Land::Thueringen);
    let found = Frist::RECHTSBEHELF.ende(date(2027, 8, 20), &place).unwrap();
    let expected = serde_json::json!({
        "beginn": "2027-08-21",
        "rechnerisch": "2027-09-20",
        "ende": "2027-09-21",
        "wie": [
            { "schritt": "ereignis-zaehlt-nicht", "ereignis": "2027-08-20" },
            { "schritt": "ende-nach-monaten", "dauer": { "monate": 1 }, "ende": "2027-09-20" },
            {
                "schritt": "verschoben",
                "ruhetage": [{ "tag": "2027-09-20", "grund": { "feiertag": "weltkindertag" } }],
                "ende": "2027-09-21",
                "verschiebung": "vwgo57-abs2"
            }
        ]
    });
    assert_eq!(serde_json::to_value(&found).unwrap(), expected);
    assert_eq!(serde_json::from_value::<fristen::Ergebnis>(expected).unwrap(), found);

    let letter = Fiktion::Ozg9.tag(date(2026, 11, 2), None, &place).unwrap();
    let last = letter.wie.last().unwrap();
    let text = serde_json::to_string(last).unwrap();
    assert_eq!(text, r#"{"schritt":"gilt-als-bekanntgegeben","tag":"2026-11-06","norm":"ozg9-abs1"}"#);
    assert_eq!(serde_json::from_str::<Schritt>(&text).unwrap(), *last);
}

#[test]
fn words_of_the_other_types() {
    let word = |value: serde_json::Value| value.as_str().map(str::to_owned);
    assert_eq!(word(serde_json::to_value(Monatszeit::Mitte).unwrap()), Some("mitte".to_owned()));
    assert_eq!(
        word(serde_json::to_value(Verschiebung::Vwvfg31Abs3).unwrap()),
        Some("vwvfg31-abs3".to_owned())
    );
    assert_eq!(
        word(serde_json::to_value(Fiktion::Ao122Abs2Ausland).unwrap()),
        Some("ao122-abs2-ausland".to_owned())
    );
    assert_eq!(
        serde_json::to_value(fristen::feiertage(Land::Thueringen, 2026).unwrap()[0]).unwrap(),
        serde_json::json!({ "tag": "2026-01-01", "anlass": "neujahr", "rechtsgrundlage": "§ 2 Abs. 1 ThürFGtG" })
    );
}
