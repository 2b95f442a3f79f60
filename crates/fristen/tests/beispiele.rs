//! Worked examples, each with where its result comes from: the text of the law, or a decision that computed it.

use fristen::{
    Anlass, Beginn, Dauer, Ergebnis, Error, Frist, Kalender, Land, Monatszeit, Norm, Oertlich, Ruhetag,
    Schritt, Uebersprungen, Verschiebung,
};
use jiff::civil::{Date, date};

use Dauer::{
    Arbeitstage, Halbjahre, Jahre, Monate, MonateUndEinHalber, Tage, Vierteljahre, Werktage, Wochen,
};

fn day(text: &str) -> Date {
    text.parse().expect("a test names a day")
}

fn in_land(land: Land) -> Kalender {
    Kalender::neu(land)
}

fn ende(frist: Frist, tag: &str, kalender: &Kalender) -> Ergebnis {
    frist.ende(day(tag), kalender).expect("the example has an end")
}

/// From an event, moving off days of rest.
#[test]
fn periods_from_an_event() {
    use Land::*;
    #[rustfmt::skip]
    let examples = [
        // § 187 Abs. 1, § 188 Abs. 1: fourteen days after a Monday is a Monday.
        (Thueringen, "2026-11-02", Tage(14), "2026-11-16"),
        (Thueringen, "2026-11-02", Tage(1), "2026-11-03"),
        // § 188 Abs. 2: a week from a Wednesday ends on a Wednesday, a month from the 20th on the 20th.
        (Thueringen, "2026-11-04", Wochen(1), "2026-11-11"),
        (Thueringen, "2026-01-20", Monate(1), "2026-02-20"),
        (Thueringen, "2026-03-12", Jahre(1), "2027-03-12"),
        // § 188 Abs. 3: February has no 31st. The end of February is not the end of March.
        (Thueringen, "2025-01-31", Monate(1), "2025-02-28"),
        (Thueringen, "2024-01-31", Monate(1), "2024-02-29"),
        (Thueringen, "2025-02-28", Monate(1), "2025-03-28"),
        (Thueringen, "2024-02-29", Jahre(1), "2025-02-28"),
        (Thueringen, "2024-02-29", Jahre(4), "2028-02-29"),
        // BGH, 7 November 2016, AnwZ (Brfg) 5/16: served on 30 December 2015, two months.
        (Berlin, "2015-12-30", Monate(2), "2016-02-29"),
        // § 189 Abs. 1: a half year is six months, a quarter three. Both end on Saturday 28 February 2026.
        (Thueringen, "2025-08-31", Halbjahre(1), "2026-03-02"),
        (Thueringen, "2025-11-30", Vierteljahre(1), "2026-03-02"),
        // § 189 Abs. 2: the month to 15 February first, then fifteen days.
        (Thueringen, "2026-01-15", MonateUndEinHalber(1), "2026-03-02"),
        (Thueringen, "2026-11-02", MonateUndEinHalber(0), "2026-11-17"),
        // § 193: Sunday 30 December 2012; the Monday is 31 December, which is no holiday.
        (Thueringen, "2012-11-30", Monate(1), "2012-12-31"),
        // 24 December is no holiday either; the 25th is a Friday, so it goes on to Monday 28.
        (Thueringen, "2026-11-24", Monate(1), "2026-12-24"),
        (Thueringen, "2026-11-25", Monate(1), "2026-12-28"),
        (Thueringen, "2026-12-01", Monate(1), "2027-01-04"),
        // Good Friday, 3 April 2026: over the Saturday, which is no way out, to the Tuesday after Easter.
        (Thueringen, "2026-03-03", Monate(1), "2026-04-07"),
        // 20 September 2027 is a Monday and a holiday in Thüringen only; before 2019 nowhere.
        (Thueringen, "2027-08-20", Monate(1), "2027-09-21"),
        (Bayern, "2027-08-20", Monate(1), "2027-09-20"),
        (Thueringen, "2018-08-20", Monate(1), "2018-09-20"),
        // 31 October 2017 was a holiday everywhere, 1 November is one in Bayern.
        (Hessen, "2017-08-31", Monate(2), "2017-11-01"),
        (Bayern, "2017-08-31", Monate(2), "2017-11-02"),
        (Hessen, "2018-08-31", Monate(2), "2018-10-31"),
        (Niedersachsen, "2018-08-31", Monate(2), "2018-11-01"),
        // Buss- und Bettag, Wednesday 18 November 2026.
        (Sachsen, "2026-10-18", Monate(1), "2026-11-19"),
        (Thueringen, "2026-10-18", Monate(1), "2026-11-18"),
        // 8 March: Berlin since 2019, Mecklenburg-Vorpommern since 2023.
        (Berlin, "2023-02-08", Monate(1), "2023-03-09"),
        (MecklenburgVorpommern, "2023-02-08", Monate(1), "2023-03-09"),
        (MecklenburgVorpommern, "2022-02-08", Monate(1), "2022-03-08"),
        (Brandenburg, "2023-02-08", Monate(1), "2023-03-08"),
        // 8 May 2025, a Thursday: once, in Berlin.
        (Berlin, "2025-04-08", Monate(1), "2025-05-09"),
        (Brandenburg, "2025-04-08", Monate(1), "2025-05-08"),
        (Berlin, "2026-04-08", Monate(1), "2026-05-08"),
        // Five Arbeitstage over 1 May (Friday) and a weekend; six Werktage with the Saturday.
        (Thueringen, "2026-04-30", Arbeitstage(5), "2026-05-08"),
        (Thueringen, "2026-04-30", Werktage(6), "2026-05-08"),
    ];
    for (land, event, dauer, expected) in examples {
        let found = ende(Frist::neu(dauer), event, &in_land(land)).ende;
        assert_eq!(found, day(expected), "{dauer} from {event} in {}", land.name());
    }
}

/// § 187 Abs. 2: the first day is counted. The ends stay where they are.
#[test]
fn periods_from_the_beginning_of_a_day() {
    #[rustfmt::skip]
    let examples = [
        // "From 1 March on, for a year" ends with the last of February, whichever that is.
        ("2023-03-01", Jahre(1), "2024-02-29"),
        ("2025-03-01", Monate(1), "2025-03-31"),
        ("2026-03-31", Monate(1), "2026-04-30"),
        // The day before a day that is missing: still the last of the month, not the day before that.
        ("2025-01-29", Monate(1), "2025-02-28"),
        ("2025-01-30", Monate(1), "2025-02-28"),
        ("2025-01-31", Monate(1), "2025-02-28"),
        ("2026-02-02", Tage(14), "2026-02-15"),
        ("2026-02-04", Wochen(1), "2026-02-10"),
        ("2026-02-01", MonateUndEinHalber(0), "2026-02-15"),
        ("2026-02-01", MonateUndEinHalber(1), "2026-03-15"),
        // The third Werktag of January 2027: 1 January is a holiday, Saturday 2 counts.
        ("2027-01-01", Werktage(3), "2027-01-05"),
    ];
    for (first, dauer, expected) in examples {
        let frist = Frist { dauer, beginn: Beginn::Tagesanfang, verschiebung: Verschiebung::OhneHandlung };
        let found = ende(frist, first, &in_land(Land::Thueringen));
        assert_eq!(found.ende, day(expected), "{dauer} from {first} on");
        assert_eq!(found.beginn, day(first));
    }
}

/// § 187 Abs. 2 Satz 2: a year of life ends with the day before the birthday. Nobody asks for holidays of 1969.
#[test]
fn ages() {
    for (born, years, last) in [
        ("1969-03-27", 50, "2019-03-26"),
        ("1969-04-01", 50, "2019-03-31"),
        ("2008-02-29", 18, "2026-02-28"), // the 18th year is over with 28 February, not with the 27th
        ("2008-02-29", 20, "2028-02-28"),
        ("2008-03-01", 20, "2028-02-29"),
    ] {
        assert_eq!(
            ende(Frist::alter(years), born, &in_land(Land::Thueringen)).ende,
            day(last),
            "born {born}"
        );
    }
}

/// Holidays that only some municipalities have.
#[test]
fn local_holidays() {
    let eichsfeld = in_land(Land::Thueringen).mit(Oertlich::Fronleichnam).unwrap();
    let month = Frist::neu(Monate(1));
    assert_eq!(ende(month, "2026-05-04", &eichsfeld).ende, day("2026-06-05"));
    assert_eq!(ende(month, "2026-05-04", &in_land(Land::Thueringen)).ende, day("2026-06-04"));

    let augsburg =
        in_land(Land::Bayern).mit(Oertlich::Friedensfest).unwrap().mit(Oertlich::MariaeHimmelfahrt).unwrap();
    assert_eq!(ende(month, "2025-07-08", &augsburg).ende, day("2025-08-11"));
    assert_eq!(ende(month, "2025-07-15", &augsburg).ende, day("2025-08-18"));
    assert_eq!(ende(month, "2025-07-15", &in_land(Land::Bayern)).ende, day("2025-08-15"));
    assert_eq!(ende(month, "2025-07-15", &in_land(Land::Saarland)).ende, day("2025-08-18"));

    let error = in_land(Land::Hessen).mit(Oertlich::Friedensfest).unwrap_err();
    assert_eq!(error, Error::Oertlich { oertlich: Oertlich::Friedensfest, land: Land::Hessen });
}

/// § 31 Abs. 3 Satz 2, Abs. 4 and 5 VwVfG: the end stays on Sunday 15 November 2026, and says why.
#[test]
fn ends_that_stay() {
    for (verschiebung, norm) in [
        (Verschiebung::BestimmterTag, Norm::Vwvfg31Abs3Satz2),
        (Verschiebung::Leistungszeitraum, Norm::Vwvfg31Abs4),
        (Verschiebung::Termin, Norm::Vwvfg31Abs5),
    ] {
        let found =
            ende(Frist { verschiebung, ..Frist::neu(Tage(10)) }, "2026-11-05", &in_land(Land::Thueringen));
        assert_eq!(found.ende, day("2026-11-15"));
        assert_eq!(found.wie.last().map(Schritt::norm), Some(norm));
    }
}

/// The same Sunday in the codes that move it, each with its own section.
#[test]
fn ends_that_move() {
    for (verschiebung, norm) in [
        (Verschiebung::Bgb193, Norm::Bgb193),
        (Verschiebung::Vwvfg31Abs3, Norm::Vwvfg31Abs3Satz1),
        (Verschiebung::Sgbx26Abs3, Norm::Sgbx26Abs3),
        (Verschiebung::Ao108Abs3, Norm::Ao108Abs3),
        (Verschiebung::Zpo222Abs2, Norm::Zpo222Abs2),
        (Verschiebung::Vwgo57Abs2, Norm::Vwgo57Abs2),
    ] {
        let found =
            ende(Frist { verschiebung, ..Frist::neu(Tage(10)) }, "2026-11-05", &in_land(Land::Thueringen));
        assert_eq!(found.ende, day("2026-11-16"));
        assert_eq!(found.wie.last().map(Schritt::norm), Some(norm));
    }
}

/// One explanation, whole: a month that ends on Good Friday.
#[test]
fn the_explanation_names_each_step() {
    let found = ende(Frist::RECHTSBEHELF, "2026-03-03", &in_land(Land::Thueringen));
    let easter = [
        ("2026-04-03", Ruhetag::Feiertag(Anlass::Karfreitag)),
        ("2026-04-04", Ruhetag::Samstag),
        ("2026-04-05", Ruhetag::Sonntag),
        ("2026-04-06", Ruhetag::Feiertag(Anlass::Ostermontag)),
    ];
    let expected = [
        Schritt::EreignisZaehltNicht { ereignis: day("2026-03-03") },
        Schritt::EndeNachMonaten { dauer: Monate(1), ende: day("2026-04-03") },
        Schritt::Verschoben {
            ruhetage: easter.map(|(tag, grund)| Uebersprungen { tag: day(tag), grund }).to_vec(),
            ende: day("2026-04-07"),
            verschiebung: Verschiebung::Vwgo57Abs2,
        },
    ];
    assert_eq!(found.wie, expected);
    assert_eq!(found.beginn, day("2026-03-04"));
    assert_eq!(found.rechnerisch, day("2026-04-03"));
    let cited: Vec<_> = found.wie.iter().map(|step| step.norm().text()).collect();
    assert_eq!(cited, ["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB", "§ 57 Abs. 2 VwGO, § 222 Abs. 2 ZPO"]);
}

/// The sections in the order of the steps.
#[test]
fn the_sections_of_the_steps() {
    #[rustfmt::skip]
    let examples = [
        (Tage(3), "2026-11-02", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 1 BGB"]),
        (Werktage(3), "2026-11-02", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 1 BGB"]),
        (Wochen(1), "2026-11-02", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB"]),
        // 30 March and 30 April both exist: no day is missing.
        (Monate(1), "2026-03-30", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB"]),
        (Monate(1), "2026-03-31", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB", "§ 188 Abs. 3 BGB"]),
        (Halbjahre(1), "2026-04-09", vec!["§ 187 Abs. 1 BGB", "§ 189 Abs. 1 BGB", "§ 188 Abs. 2 BGB"]),
        (MonateUndEinHalber(0), "2026-11-02", vec!["§ 187 Abs. 1 BGB", "§ 189 Abs. 2 BGB"]),
        (MonateUndEinHalber(1), "2026-11-02", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB", "§ 189 Abs. 2 BGB"]),
        (Monate(1), "2026-10-15", vec!["§ 187 Abs. 1 BGB", "§ 188 Abs. 2 BGB", "§ 31 Abs. 3 Satz 1 VwVfG"]),
    ];
    for (dauer, event, expected) in examples {
        let found = ende(Frist::neu(dauer), event, &in_land(Land::Thueringen));
        let cited: Vec<_> = found.wie.iter().map(|step| step.norm().text()).collect();
        assert_eq!(cited, expected, "{dauer} from {event}");
    }
    let counted = Frist { beginn: Beginn::Tagesanfang, ..Frist::neu(Tage(3)) };
    assert_eq!(ende(counted, "2026-11-02", &in_land(Land::Thueringen)).wie[0].norm(), Norm::Bgb187Abs2);
}

#[test]
fn steps_for_missing_days_quarters_and_skipped_holidays() {
    let land = in_land(Land::Thueringen);
    assert_eq!(
        ende(Frist::neu(Vierteljahre(1)), "2024-11-30", &land).wie[1..],
        [
            Schritt::AlsMonate { dauer: Vierteljahre(1), monate: 3 },
            Schritt::EndeNachMonaten { dauer: Vierteljahre(1), ende: day("2025-02-28") },
            Schritt::TagFehlt { gesucht: 30, ende: day("2025-02-28") },
        ]
    );
    let may = Uebersprungen { tag: day("2026-05-01"), grund: Ruhetag::Feiertag(Anlass::ErsterMai) };
    assert_eq!(
        ende(Frist::neu(Arbeitstage(1)), "2026-04-30", &land).wie[1..],
        [Schritt::EndeNachZaehltagen {
            dauer: Arbeitstage(1),
            feiertage: vec![may],
            ende: day("2026-05-04")
        }]
    );
}

/// § 190 BGB: from the end of the former period on; § 224 Abs. 3 ZPO and BGH, 14 December 2005, IX ZB 198/04, for
/// courts: from its end after it moved.
#[test]
fn extensions() {
    let land = in_land(Land::Thueringen);
    let longer = |dauer, from: Date| Frist::neu(dauer).verlaengert(from, &land).unwrap();
    assert_eq!(longer(Monate(1), day("2027-04-30")).ende, day("2027-05-31"));
    assert_eq!(longer(Tage(5), day("2027-04-30")).ende, day("2027-05-05"));

    let first = ende(Frist::RECHTSBEHELF, "2026-01-14", &land);
    assert_eq!((first.rechnerisch, first.ende), (day("2026-02-14"), day("2026-02-16"))); // Saturday, Monday
    assert_eq!(longer(Tage(3), first.rechnerisch).ende, day("2026-02-17"));
    let by_court = longer(Tage(3), first.ende);
    assert_eq!(by_court.ende, day("2026-02-19"));
    assert_eq!(by_court.wie[0], Schritt::Verlaengert { bisher: first.ende });
    assert_eq!(by_court.wie[0].norm(), Norm::Bgb190);
}

/// § 191 BGB.
#[test]
fn time_without_a_connection() {
    assert_eq!(Monate(2).tage_ohne_zusammenhang(), Some(60));
    assert_eq!(Jahre(2).tage_ohne_zusammenhang(), Some(730));
    assert_eq!(Vierteljahre(2).tage_ohne_zusammenhang(), Some(180));
    assert_eq!(Halbjahre(2).tage_ohne_zusammenhang(), Some(360));
    assert_eq!(Wochen(2).tage_ohne_zusammenhang(), Some(14));
    assert_eq!(Tage(2).tage_ohne_zusammenhang(), Some(2));
    assert_eq!(Arbeitstage(2).tage_ohne_zusammenhang(), None);
    assert_eq!(MonateUndEinHalber(1).tage_ohne_zusammenhang(), Some(45));
    assert_eq!(Werktage(2).tage_ohne_zusammenhang(), None);
}

/// § 192 BGB.
#[test]
fn places_in_a_month() {
    assert_eq!(Monatszeit::Anfang.tag(2026, 2), Ok(date(2026, 2, 1)));
    assert_eq!(Monatszeit::Mitte.tag(2026, 2), Ok(date(2026, 2, 15)));
    assert_eq!(Monatszeit::Ende.tag(2026, 2), Ok(date(2026, 2, 28)));
    assert_eq!(Monatszeit::Ende.tag(2028, 2), Ok(date(2028, 2, 29)));
    assert_eq!(Monatszeit::Ende.tag(2026, 13), Err(Error::Kalenderende));
}

/// What the table does not know is refused, not guessed; what needs no table is answered.
#[test]
fn refusals() {
    let land = in_land(Land::Thueringen);
    let month = Frist::neu(Monate(1));
    assert_eq!(month.ende(day("1994-11-01"), &land), Err(Error::Jahr { jahr: 1994 }));
    assert!(month.ende(day("1994-12-02"), &land).is_ok());
    assert_eq!(Frist::neu(Werktage(3)).ende(day("1990-01-01"), &land), Err(Error::Jahr { jahr: 1990 }));
    assert_eq!(land.feiertage(4100), Err(Error::Jahr { jahr: 4100 }));
    assert_eq!(Frist::neu(Tage(0)).ende(day("2026-01-01"), &land), Err(Error::Leer));
    assert_eq!(Frist::alter(18).ende(Date::MAX, &land), Err(Error::Kalenderende));
    assert_eq!(
        Error::Jahr { jahr: 1994 }.to_string(),
        "the holidays of 1994 are not known: the table holds 1995 to 4099; compute this period by hand"
    );
    assert_eq!(
        in_land(Land::Hessen).mit(Oertlich::Fronleichnam).unwrap_err().to_string(),
        "no municipality of Hessen has the local holiday Fronleichnam: take it out of the calendar"
    );
}
