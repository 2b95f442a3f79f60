//! The day on which a letter counts as made known, and the period that runs from it.

use fristen::{Dauer, Fiktion, Frist, Kalender, Land, Norm, Schritt, abruf};
use jiff::civil::Date;

fn day(text: &str) -> Date {
    text.parse().expect("a test names a day")
}

fn in_land(land: Land) -> Kalender {
    Kalender::neu(land)
}

#[test]
fn letters_that_count_as_made_known() {
    use Fiktion::*;
    #[rustfmt::skip]
    let examples = [
        // Three days until the end of 2024, four from 2025 on.
        (Vwvfg41Abs2, "2024-12-30", "2025-01-02"),
        (Vwvfg41Abs2, "2024-12-31", "2025-01-03"),
        (Vwvfg41Abs2, "2025-01-01", "2025-01-05"),
        (Vwvfg41Abs2, "2026-11-02", "2026-11-06"),
        // A Sunday stays a Sunday in administrative and social law, not in tax law.
        (Vwvfg41Abs2, "2026-11-04", "2026-11-08"),
        (Ozg9, "2026-11-04", "2026-11-08"),
        (Sgbx37Abs2, "2026-11-04", "2026-11-08"),
        (Ao122Abs2, "2026-11-04", "2026-11-09"),
        (Ao122Abs2a, "2026-11-04", "2026-11-09"),
        (Ao122a, "2026-11-04", "2026-11-09"),
        (Ao122Abs2Ausland, "2026-11-04", "2026-12-04"),
        (Vwvfg41Abs4, "2026-11-04", "2026-11-18"),
        // BSG, 6 May 2010, B 14 AS 12/09 R: posted on 26 September 2007, the third day is a Saturday and stays.
        (Sgbx37Abs2, "2007-09-26", "2007-09-29"),
        // BFH, 14 October 2003, IX R 68/98: posted on Thursday 18 December 1997, the third day is a Sunday.
        (Ao122Abs2, "1997-12-18", "1997-12-22"),
    ];
    for (fiktion, sent, expected) in examples {
        let found = fiktion.tag(day(sent), None, &in_land(Land::Thueringen)).unwrap();
        assert_eq!(found.ende, day(expected), "{fiktion:?}, sent on {sent}");
        let last = Schritt::GiltAlsBekanntgegeben { tag: found.ende, norm: fiktion.norm() };
        assert_eq!(found.wie.last(), Some(&last));
    }
}

/// The two decisions went on to the period of the remedy: 29 October 2007 and 22 January 1998.
#[test]
fn from_the_letter_to_the_end_of_the_remedy() {
    let social = Fiktion::Sgbx37Abs2.tag(day("2007-09-26"), None, &in_land(Land::Berlin)).unwrap().ende;
    assert_eq!(Frist::RECHTSBEHELF.ende(social, &in_land(Land::Berlin)).unwrap().ende, day("2007-10-29"));
    let tax =
        Fiktion::Ao122Abs2.tag(day("1997-12-18"), None, &in_land(Land::SchleswigHolstein)).unwrap().ende;
    assert_eq!(
        Frist::RECHTSBEHELF.ende(tax, &in_land(Land::SchleswigHolstein)).unwrap().ende,
        day("1998-01-22")
    );
}

#[test]
fn what_came_later_counts_what_came_earlier_does_not() {
    let land = in_land(Land::Thueringen);
    let tag = |came: &str| Fiktion::Vwvfg41Abs2.tag(day("2026-11-02"), Some(day(came)), &land).unwrap();
    assert_eq!(tag("2026-11-03").ende, day("2026-11-06"));
    let on_the_day = tag("2026-11-06");
    assert_eq!(on_the_day.ende, day("2026-11-06"));
    let step = Schritt::GiltAlsBekanntgegeben { tag: day("2026-11-06"), norm: Norm::Vwvfg41Abs2 };
    assert_eq!(on_the_day.wie.last(), Some(&step));
    let later = tag("2026-11-08");
    assert_eq!(later.ende, day("2026-11-08"));
    let step = Schritt::SpaeterZugegangen { tag: day("2026-11-08"), norm: Norm::Vwvfg41Abs2 };
    assert_eq!(later.wie.last(), Some(&step));
    // A public announcement is made to everybody: it does not matter who reads it when.
    let public = Fiktion::Vwvfg41Abs4.tag(day("2026-11-02"), Some(day("2026-12-24")), &land).unwrap();
    assert_eq!(public.ende, day("2026-11-16"));
}

/// A package states the number of days itself; a Land may have kept three.
#[test]
fn another_number_of_days() {
    let land = in_land(Land::Bayern);
    let found = Fiktion::Ozg9.nach(Dauer::Tage(3), day("2026-11-02"), None, &land).unwrap();
    assert_eq!(found.ende, day("2026-11-05"));
    assert_eq!(
        found.wie.iter().map(Schritt::norm).collect::<Vec<_>>(),
        [Norm::Bgb187Abs1, Norm::Bgb188Abs1, Norm::Ozg9Abs1]
    );
}

/// § 41 Abs. 2a VwVfG: the day after the retrieval; ten days to retrieve.
#[test]
fn retrieval() {
    assert_eq!(abruf::bekanntgabe(day("2026-11-07")), Ok(day("2026-11-08")));
    assert_eq!(abruf::bis(day("2026-11-05"), abruf::TAGE), Ok(day("2026-11-15")));
}
