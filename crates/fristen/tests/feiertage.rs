//! Holidays and Easter against lists that were not made by this crate.

use std::collections::BTreeSet;

use fristen::{
    Anlass, ERSTES_JAHR, Kalender, Land, OSTERN_BIS, OSTERN_VON, Oertlich, Ruhetag, feiertage, gesetz,
    ostersonntag,
};
use jiff::civil::{Date, Weekday, date};

/// Dates from almanacs: the earliest and the latest that are possible, and the years on which rules fail.
#[test]
fn easter_on_known_dates() {
    for (year, month, day) in [
        (1583, 4, 10),
        (1818, 3, 22), // the earliest
        (1943, 4, 25), // the latest
        (1954, 4, 18), // Gauss' rule without its exceptions says 25 April
        (1981, 4, 19), // and here 26 April
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2285, 3, 22),
    ] {
        assert_eq!(ostersonntag(year), Ok(date(year, month, day)));
    }
}

/// Gauss' rule with its two exceptions, which is another algorithm, for every year.
#[test]
fn easter_as_gauss_computes_it() {
    for year in OSTERN_VON..=OSTERN_BIS {
        let y = i32::from(year);
        let k = y / 100;
        let m = (15 - (13 + 8 * k) / 25 + k - k / 4) % 30;
        let n = (4 + k - k / 4) % 7;
        let d = (19 * (y % 19) + m) % 30;
        let e = (2 * (y % 4) + 4 * (y % 7) + 6 * d + n) % 7;
        let of_march = match (d, e) {
            (29, 6) => 50,
            (28, 6) if y % 19 > 10 => 49,
            _ => 22 + d + e,
        };
        let expected = date(year, 3, 1).checked_add(jiff::Span::new().days(of_march - 1)).unwrap();
        assert_eq!(ostersonntag(year), Ok(expected));
        assert_eq!(expected.weekday(), Weekday::Sunday);
    }
    assert!(ostersonntag(OSTERN_VON - 1).is_err());
    assert!(ostersonntag(OSTERN_BIS + 1).is_err());
}

fn days(kalender: &Kalender, year: i16) -> Vec<(String, Anlass)> {
    let all = kalender.feiertage(year).expect("the table holds these years");
    all.into_iter().map(|day| (day.tag.strftime("%m-%d").to_string(), day.anlass)).collect()
}

#[test]
fn thueringen_2026_whole() {
    let expected = [
        ("01-01", Anlass::Neujahr),
        ("04-03", Anlass::Karfreitag),
        ("04-06", Anlass::Ostermontag),
        ("05-01", Anlass::ErsterMai),
        ("05-14", Anlass::ChristiHimmelfahrt),
        ("05-25", Anlass::Pfingstmontag),
        ("09-20", Anlass::Weltkindertag),
        ("10-03", Anlass::TagDerDeutschenEinheit),
        ("10-31", Anlass::Reformationstag),
        ("12-25", Anlass::ErsterWeihnachtstag),
        ("12-26", Anlass::ZweiterWeihnachtstag),
    ]
    .map(|(day, anlass)| (day.to_owned(), anlass));
    assert_eq!(days(&Kalender::neu(Land::Thueringen), 2026), expected);
}

/// Which Land has which of the days that not all have, as of 2026, by the keys of the Laender.
#[test]
fn who_celebrates_what() {
    let everywhere = "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16";
    for (anlass, laender) in [
        (Anlass::Neujahr, everywhere),
        (Anlass::HeiligeDreiKoenige, "08 09 15"),
        (Anlass::Frauentag, "11 13"),
        (Anlass::Karfreitag, everywhere),
        (Anlass::Ostersonntag, "12"),
        (Anlass::Ostermontag, everywhere),
        (Anlass::ErsterMai, everywhere),
        (Anlass::TagDerBefreiung, ""),
        (Anlass::ChristiHimmelfahrt, everywhere),
        (Anlass::Pfingstsonntag, "12"),
        (Anlass::Pfingstmontag, everywhere),
        (Anlass::Fronleichnam, "05 06 07 08 09 10"),
        (Anlass::SiebzehnterJuni, ""),
        (Anlass::Friedensfest, ""),
        (Anlass::MariaeHimmelfahrt, "10"),
        (Anlass::Weltkindertag, "16"),
        (Anlass::TagDerDeutschenEinheit, everywhere),
        (Anlass::Reformationstag, "01 02 03 04 12 13 14 15 16"),
        (Anlass::Allerheiligen, "05 07 08 09 10"),
        (Anlass::BussUndBettag, "14"),
        (Anlass::ErsterWeihnachtstag, everywhere),
        (Anlass::ZweiterWeihnachtstag, everywhere),
    ] {
        let found: Vec<_> = Land::ALLE
            .into_iter()
            .filter(|land| feiertage(*land, 2026).unwrap().iter().any(|day| day.anlass == anlass))
            .map(Land::schluessel)
            .collect();
        assert_eq!(found.join(" "), laender, "{}", anlass.name());
    }
}

/// The numbers of holidays in 2018 and 2024, from lists in newspapers; Brandenburg has its two Sundays beside them.
#[test]
fn as_many_as_the_newspapers_count() {
    for (land, in_2018, in_2024) in [
        (Land::SchleswigHolstein, 10, 10),
        (Land::Hamburg, 10, 10),
        (Land::Niedersachsen, 10, 10),
        (Land::Bremen, 10, 10),
        (Land::NordrheinWestfalen, 11, 11),
        (Land::Hessen, 10, 10),
        (Land::RheinlandPfalz, 11, 11),
        (Land::BadenWuerttemberg, 12, 12),
        (Land::Bayern, 12, 12),
        (Land::Saarland, 12, 12),
        (Land::Berlin, 9, 10),
        (Land::Brandenburg, 10 + 2, 10 + 2),
        (Land::MecklenburgVorpommern, 10, 11),
        (Land::Sachsen, 11, 11),
        (Land::SachsenAnhalt, 11, 11),
        (Land::Thueringen, 10, 11),
    ] {
        assert_eq!(feiertage(land, 2018).unwrap().len(), in_2018, "{} 2018", land.name());
        assert_eq!(feiertage(land, 2024).unwrap().len(), in_2024, "{} 2024", land.name());
    }
}

#[test]
fn days_that_came_once() {
    let all = |anlass| -> Vec<(Land, Date)> {
        let years = ERSTES_JAHR..=2040;
        let places = years.flat_map(|year| Land::ALLE.map(|land| (land, year)));
        places
            .flat_map(|(land, year)| {
                let days = feiertage(land, year).unwrap().into_iter();
                days.filter(move |day| day.anlass == anlass).map(move |day| (land, day.tag))
            })
            .collect()
    };
    assert_eq!(
        all(Anlass::TagDerBefreiung),
        [(Land::Berlin, date(2020, 5, 8)), (Land::Berlin, date(2025, 5, 8))]
    );
    assert_eq!(all(Anlass::SiebzehnterJuni), [(Land::Berlin, date(2028, 6, 17))]);
    let reformation = all(Anlass::Reformationstag);
    let in_year = |year| reformation.iter().filter(|(_, day)| day.year() == year).count();
    assert_eq!([2016, 2017, 2018].map(in_year), [5, 16, 9]);
    assert!(all(Anlass::BussUndBettag).iter().all(|(land, _)| *land == Land::Sachsen));
}

/// 16 to 22 November, always a Wednesday, eleven days before the first Sunday of Advent.
#[test]
fn buss_und_bettag() {
    for year in ERSTES_JAHR..=2100 {
        let days = feiertage(Land::Sachsen, year).unwrap();
        let day = days.iter().find(|day| day.anlass == Anlass::BussUndBettag).unwrap().tag;
        assert_eq!(day.weekday(), Weekday::Wednesday);
        let christmas = date(year, 12, 25);
        let fourth_advent = (1..=7).map(|n| christmas - jiff::Span::new().days(n));
        let fourth_advent = fourth_advent.into_iter().find(|day| day.weekday() == Weekday::Sunday).unwrap();
        assert_eq!(day, fourth_advent - jiff::Span::new().days(21 + 11));
    }
}

#[test]
fn which_days_are_workdays() {
    let land = Kalender::neu(Land::Thueringen);
    for (day, werktag, arbeitstag, ruhetag) in [
        (date(2026, 11, 20), true, true, None),
        (date(2026, 11, 21), true, false, Some(Ruhetag::Samstag)),
        (date(2026, 11, 22), false, false, Some(Ruhetag::Sonntag)),
        (date(2026, 9, 20), false, false, Some(Ruhetag::Sonntag)), // and Weltkindertag
        (date(2026, 10, 3), false, false, Some(Ruhetag::Feiertag(Anlass::TagDerDeutschenEinheit))), // a Saturday
        (date(2026, 12, 24), true, true, None),
        (date(2026, 12, 31), true, true, None),
    ] {
        assert_eq!(land.ist_werktag(day), Ok(werktag), "{day}");
        assert_eq!(land.ist_arbeitstag(day), Ok(arbeitstag), "{day}");
        assert_eq!(land.ruhetag(day), Ok(ruhetag), "{day}");
    }
    assert_eq!(land.naechster_werktag(date(2026, 4, 3)), Ok(date(2026, 4, 7)));
    assert_eq!(land.naechster_werktag(date(2026, 4, 7)), Ok(date(2026, 4, 7)));
    let weltkindertag = land.ist_feiertag(date(2026, 9, 20)).unwrap().unwrap();
    assert_eq!(weltkindertag.rechtsgrundlage, "§ 2 Abs. 1 ThürFGtG");
    assert_eq!(weltkindertag.anlass.name(), "Weltkindertag");
}

/// Which local holidays each Land can have.
#[test]
fn local_holidays_of_the_right_land() {
    let all = [Oertlich::MariaeHimmelfahrt, Oertlich::Friedensfest, Oertlich::Fronleichnam];
    let found: BTreeSet<(Land, Oertlich)> = Land::ALLE
        .into_iter()
        .flat_map(|land| all.map(|one| (land, one)))
        .filter(|(land, one)| Kalender::neu(*land).mit(*one).is_ok())
        .collect();
    let expected = BTreeSet::from([
        (Land::Bayern, Oertlich::MariaeHimmelfahrt),
        (Land::Bayern, Oertlich::Friedensfest),
        (Land::Sachsen, Oertlich::Fronleichnam),
        (Land::Thueringen, Oertlich::Fronleichnam),
    ]);
    assert_eq!(found, expected);
}

/// The keys of the official statistics, and every Land names its law.
#[test]
fn laender_by_their_keys() {
    assert_eq!(Land::von_schluessel("16"), Some(Land::Thueringen));
    assert_eq!(Land::von_schluessel("160510000000"), Some(Land::Thueringen)); // Erfurt, ARS
    assert_eq!(Land::von_schluessel("09761000"), Some(Land::Bayern)); // Augsburg, AGS
    assert_eq!(Land::von_schluessel("17"), None);
    assert_eq!(Land::von_schluessel("1"), None);
    assert_eq!(Land::von_schluessel("ä6"), None);
    for (number, land) in (1..).zip(Land::ALLE) {
        assert_eq!(land.schluessel(), format!("{number:02}"));
        assert!(!gesetz(land).is_empty());
    }
    assert_eq!(Land::Thueringen.name(), "Thüringen");
}
