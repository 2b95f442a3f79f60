//! Properties that hold for every period, and the slow way of counting as a reference.

use std::collections::BTreeSet;

use fristen::{Beginn, Dauer, Fiktion, Frist, Kalender, Land, Oertlich, Verschiebung};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

fn a_day() -> impl Strategy<Value = Date> {
    (0i64..40_000).prop_map(|days| date(1995, 1, 1).checked_add(days.days()).expect("before the year 2105"))
}

fn a_place() -> impl Strategy<Value = Kalender> {
    let oertlich = [Oertlich::MariaeHimmelfahrt, Oertlich::Friedensfest, Oertlich::Fronleichnam];
    (proptest::sample::select(Land::ALLE.to_vec()), proptest::sample::subsequence(oertlich.to_vec(), 0..=3))
        .prop_map(|(land, oertlich)| {
            oertlich.into_iter().fold(Kalender::neu(land), |place, one| {
                place.clone().mit(one).unwrap_or(place) // this Land has no such day
            })
        })
}

fn a_duration() -> impl Strategy<Value = Dauer> {
    prop_oneof![
        (1u16..800).prop_map(Dauer::Tage),
        (1u16..300).prop_map(Dauer::Werktage),
        (1u16..300).prop_map(Dauer::Arbeitstage),
        (1u16..100).prop_map(Dauer::Wochen),
        (1u16..50).prop_map(Dauer::Monate),
        (0u16..50).prop_map(Dauer::MonateUndEinHalber),
        (1u16..20).prop_map(Dauer::Vierteljahre),
        (1u16..10).prop_map(Dauer::Halbjahre),
        (1u16..30).prop_map(Dauer::Jahre),
    ]
}

fn a_verschiebung() -> impl Strategy<Value = Verschiebung> {
    use Verschiebung::*;
    proptest::sample::select(vec![
        Bgb193,
        Vwvfg31Abs3,
        Sgbx26Abs3,
        Ao108Abs3,
        Zpo222Abs2,
        Vwgo57Abs2,
        BestimmterTag,
        Leistungszeitraum,
        Termin,
        Fiktion,
        OhneHandlung,
    ])
}

fn a_period() -> impl Strategy<Value = Frist> {
    let beginn = proptest::sample::select(vec![Beginn::Ereignis, Beginn::Tagesanfang]);
    (a_duration(), beginn, a_verschiebung()).prop_map(|(dauer, beginn, verschiebung)| Frist {
        dauer,
        beginn,
        verschiebung,
    })
}

fn holiday(place: &Kalender, day: Date) -> bool {
    let all = place.feiertage(day.year()).expect("the table holds these years");
    all.iter().any(|holiday| holiday.tag == day)
}

fn rests(place: &Kalender, day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holiday(place, day)
}

/// The last day of a period from an event, found by walking through the days one by one.
fn walk(dauer: Dauer, event: Date, place: &Kalender) -> Option<Date> {
    let ends_month = |day: Date| day == day.last_of_month();
    let hit = |day: Date| match dauer {
        Dauer::Tage(_) => true,
        Dauer::Wochen(_) => day.weekday() == event.weekday(),
        Dauer::Monate(_) | Dauer::Vierteljahre(_) | Dauer::Halbjahre(_) | Dauer::Jahre(_) => {
            day.day() == event.day() || (ends_month(day) && day.day() < event.day())
        }
        Dauer::Werktage(_) => {
            !rests(place, day) || (day.weekday() == Weekday::Saturday && !holiday(place, day))
        }
        Dauer::Arbeitstage(_) => !rests(place, day),
        Dauer::MonateUndEinHalber(_) => false,
    };
    let hits = match dauer {
        Dauer::Tage(n) | Dauer::Wochen(n) | Dauer::Monate(n) | Dauer::Werktage(n) | Dauer::Arbeitstage(n) => {
            n
        }
        Dauer::Vierteljahre(n) => 3 * n,
        Dauer::Halbjahre(n) => 6 * n,
        Dauer::Jahre(n) => 12 * n,
        Dauer::MonateUndEinHalber(_) => return None,
    };
    event.series(1.day()).skip(1).filter(|day| hit(*day)).nth(usize::from(hits) - 1)
}

proptest! {
    /// No period ends before it begins, and moving only goes forward, over days of rest, to a day that is none.
    #[test]
    fn ends_lie_ahead(frist in a_period(), tag in a_day(), place in a_place()) {
        let found = frist.ende(tag, &place).unwrap();
        prop_assert!(found.beginn >= tag);
        prop_assert!(found.rechnerisch >= found.beginn);
        prop_assert!(found.ende >= found.rechnerisch);
        if frist.verschiebung.bewegt() {
            prop_assert!(!rests(&place, found.ende));
            let between = found.rechnerisch.series(1.day()).take_while(|day| *day < found.ende);
            for day in between {
                prop_assert!(rests(&place, day));
            }
        } else {
            prop_assert_eq!(found.ende, found.rechnerisch);
        }
    }

    /// Whoever is told later has no less time.
    #[test]
    fn a_later_event_ends_no_earlier(frist in a_period(), tag in a_day(), later in 0i64..70, place in a_place()) {
        let first = frist.ende(tag, &place).unwrap();
        let second = frist.ende(tag.checked_add(later.days()).unwrap(), &place).unwrap();
        prop_assert!(second.ende >= first.ende);
        prop_assert!(second.rechnerisch >= first.rechnerisch);
    }

    /// Counting in one go finds what walking day by day finds.
    #[test]
    fn counting_is_walking(dauer in a_duration(), tag in a_day(), place in a_place()) {
        let found = Frist::neu(dauer).ende(tag, &place).unwrap().rechnerisch;
        if let Some(walked) = walk(dauer, tag, &place) {
            prop_assert_eq!(found, walked);
        } else {
            let Dauer::MonateUndEinHalber(n) = dauer else { unreachable!("all others can be walked") };
            let months = if n == 0 { tag } else { walk(Dauer::Monate(n), tag, &place).unwrap() };
            prop_assert_eq!(found, walk(Dauer::Tage(15), months, &place).unwrap());
        }
    }

    /// § 187 Abs. 2 is § 187 Abs. 1 with the day before, but for months that begin on a first: they end with a last.
    #[test]
    fn a_counted_day_is_the_day_after_an_event(dauer in a_duration(), tag in a_day(), place in a_place()) {
        let from = |beginn, tag| Frist { beginn, ..Frist::neu(dauer) }.ende(tag, &place).unwrap().rechnerisch;
        let counted = from(Beginn::Tagesanfang, tag);
        let whole_months = matches!(
            dauer,
            Dauer::Monate(_) | Dauer::Jahre(_) | Dauer::Vierteljahre(_) | Dauer::Halbjahre(_)
        );
        if whole_months && tag.day() == 1 {
            prop_assert_eq!(counted, counted.last_of_month());
        } else if tag > date(1995, 1, 1) && !(matches!(dauer, Dauer::MonateUndEinHalber(_)) && tag.day() == 1) {
            prop_assert_eq!(counted, from(Beginn::Ereignis, tag.yesterday().unwrap()));
        }
    }

    /// An extension continues where the former period stopped: days and whole months add up.
    #[test]
    fn extensions_add_up(first in 1u16..400, more in 1u16..400, tag in a_day(), place in a_place()) {
        let stays = |dauer| Frist { verschiebung: Verschiebung::OhneHandlung, ..Frist::neu(dauer) };
        let end = stays(Dauer::Tage(first)).ende(tag, &place).unwrap().ende;
        let extended = stays(Dauer::Tage(more)).verlaengert(end, &place).unwrap().ende;
        prop_assert_eq!(extended, stays(Dauer::Tage(first + more)).ende(tag, &place).unwrap().ende);
    }

    /// The day of Bekanntgabe is never before the day of sending and never before the day on which it came.
    #[test]
    fn nothing_is_known_before_it_came(tag in a_day(), after in 0i64..60, place in a_place()) {
        let came = tag.checked_add(after.days()).unwrap();
        for fiktion in [Fiktion::Vwvfg41Abs2, Fiktion::Ozg9, Fiktion::Ao122Abs2, Fiktion::Ao122Abs2Ausland] {
            let presumed = fiktion.tag(tag, None, &place).unwrap().ende;
            let found = fiktion.tag(tag, Some(came), &place).unwrap().ende;
            prop_assert!(presumed > tag);
            prop_assert_eq!(found, presumed.max(came));
        }
    }

    /// Holidays stand in order, none twice, and each has its law.
    #[test]
    fn years_are_in_order(year in 1995i16..=4099, place in a_place()) {
        let days = place.feiertage(year).unwrap();
        prop_assert!(days.windows(2).all(|pair| pair[0].tag <= pair[1].tag));
        let names: BTreeSet<_> = days.iter().map(|day| day.anlass).collect();
        prop_assert_eq!(names.len(), days.len());
        prop_assert!(days.iter().all(|day| day.tag.year() == year && !day.rechtsgrundlage.is_empty()));
    }

    /// No text makes the reader panic, and what it reads it writes the same.
    #[test]
    fn any_text_is_read_or_refused(text in "P?[0-9DWMYT.,-]{0,8}|\\PC{0,12}") {
        if let Ok(dauer) = text.parse::<Dauer>() {
            prop_assert_eq!(dauer.to_string().parse::<Dauer>(), Ok(dauer));
        }
    }
}
