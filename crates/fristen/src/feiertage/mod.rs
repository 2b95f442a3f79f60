//! The holidays of a Land and a year, with the law that makes them so.

mod recht;

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

use crate::{Error, Land, OSTERN_BIS, Oertlich, Result, ostersonntag};

/// The first year of the table.
pub const ERSTES_JAHR: i16 = 1995;
/// The last year of the table: as far as Easter is known.
pub const LETZTES_JAHR: i16 = OSTERN_BIS;
/// The day as of which the law was looked up.
pub const STAND: Date = date(2026, 11, 22);

/// What is celebrated. Its word in data is in kebab case (`tag-der-deutschen-einheit`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anlass {
    /// 1 January.
    Neujahr,
    /// 6 January; "Erscheinungsfest" in the law of Baden-Württemberg.
    HeiligeDreiKoenige,
    /// 8 March.
    Frauentag,
    /// Two days before Easter Sunday.
    Karfreitag,
    /// Easter Sunday. A holiday by name in Brandenburg only.
    Ostersonntag,
    /// The day after Easter Sunday.
    Ostermontag,
    /// 1 May.
    ErsterMai,
    /// 8 May: liberation from National Socialism and end of the war in Europe.
    TagDerBefreiung,
    /// 39 days after Easter Sunday, a Thursday.
    ChristiHimmelfahrt,
    /// 49 days after Easter Sunday. A holiday by name in Brandenburg only.
    Pfingstsonntag,
    /// 50 days after Easter Sunday.
    Pfingstmontag,
    /// 60 days after Easter Sunday, a Thursday.
    Fronleichnam,
    /// 17 June: 75 years of the rising of 1953.
    SiebzehnterJuni,
    /// 8 August, in the city of Augsburg.
    Friedensfest,
    /// 15 August.
    MariaeHimmelfahrt,
    /// 20 September.
    Weltkindertag,
    /// 3 October.
    TagDerDeutschenEinheit,
    /// 31 October.
    Reformationstag,
    /// 1 November.
    Allerheiligen,
    /// The Wednesday before 23 November, eleven days before the first Sunday of Advent.
    BussUndBettag,
    /// 25 December.
    ErsterWeihnachtstag,
    /// 26 December.
    ZweiterWeihnachtstag,
}

impl Anlass {
    /// The name as it is usually written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neujahr => "Neujahr",
            Self::HeiligeDreiKoenige => "Heilige Drei Könige",
            Self::Frauentag => "Internationaler Frauentag",
            Self::Karfreitag => "Karfreitag",
            Self::Ostersonntag => "Ostersonntag",
            Self::Ostermontag => "Ostermontag",
            Self::ErsterMai => "1. Mai",
            Self::TagDerBefreiung => "Tag der Befreiung",
            Self::ChristiHimmelfahrt => "Christi Himmelfahrt",
            Self::Pfingstsonntag => "Pfingstsonntag",
            Self::Pfingstmontag => "Pfingstmontag",
            Self::Fronleichnam => "Fronleichnam",
            Self::SiebzehnterJuni => "75. Jahrestag des Aufstandes vom 17. Juni 1953",
            Self::Friedensfest => "Augsburger Hohes Friedensfest",
            Self::MariaeHimmelfahrt => "Mariä Himmelfahrt",
            Self::Weltkindertag => "Weltkindertag",
            Self::TagDerDeutschenEinheit => "Tag der Deutschen Einheit",
            Self::Reformationstag => "Reformationstag",
            Self::Allerheiligen => "Allerheiligen",
            Self::BussUndBettag => "Buß- und Bettag",
            Self::ErsterWeihnachtstag => "1. Weihnachtstag",
            Self::ZweiterWeihnachtstag => "2. Weihnachtstag",
        }
    }

    /// Its day in a year, whether or not it is a holiday anywhere in that year.
    fn tag(self, jahr: i16, ostern: Date) -> Date {
        let nach_ostern = |tage: i64| {
            ostern.checked_add(tage.days()).expect("Easter is before the end of April, years end with 4099")
        };
        match self {
            Self::Neujahr => date(jahr, 1, 1),
            Self::HeiligeDreiKoenige => date(jahr, 1, 6),
            Self::Frauentag => date(jahr, 3, 8),
            Self::Karfreitag => nach_ostern(-2),
            Self::Ostersonntag => ostern,
            Self::Ostermontag => nach_ostern(1),
            Self::ErsterMai => date(jahr, 5, 1),
            Self::TagDerBefreiung => date(jahr, 5, 8),
            Self::ChristiHimmelfahrt => nach_ostern(39),
            Self::Pfingstsonntag => nach_ostern(49),
            Self::Pfingstmontag => nach_ostern(50),
            Self::Fronleichnam => nach_ostern(60),
            Self::SiebzehnterJuni => date(jahr, 6, 17),
            Self::Friedensfest => date(jahr, 8, 8),
            Self::MariaeHimmelfahrt => date(jahr, 8, 15),
            Self::Weltkindertag => date(jahr, 9, 20),
            Self::TagDerDeutschenEinheit => date(jahr, 10, 3),
            Self::Reformationstag => date(jahr, 10, 31),
            Self::Allerheiligen => date(jahr, 11, 1),
            Self::BussUndBettag => buss_und_bettag(jahr),
            Self::ErsterWeihnachtstag => date(jahr, 12, 25),
            Self::ZweiterWeihnachtstag => date(jahr, 12, 26),
        }
    }
}

/// The Wednesday from 16 to 22 November.
fn buss_und_bettag(jahr: i16) -> Date {
    let first = date(jahr, 11, 16);
    let days = first.weekday().until(Weekday::Wednesday);
    first.checked_add(i64::from(days).days()).expect("at most six days later is still November")
}

/// A holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Feiertag {
    /// The day.
    pub tag: Date,
    /// What is celebrated.
    pub anlass: Anlass,
    /// What makes it a holiday there and then, as it is cited.
    pub rechtsgrundlage: &'static str,
}

/// The name of the law that lists the holidays of a Land.
#[must_use]
pub const fn gesetz(land: Land) -> &'static str {
    recht::von(land).name
}

/// The holidays of the whole Land in a year, in the order of the year. Those of some municipalities only are in
/// [`Kalender::feiertage`](crate::Kalender::feiertage).
///
/// # Errors
/// [`Error::Jahr`] before [`ERSTES_JAHR`] and after [`LETZTES_JAHR`].
pub fn feiertage(land: Land, jahr: i16) -> Result<Vec<Feiertag>> {
    im_jahr(land, &BTreeSet::new(), jahr)
}

/// The holidays of a place in a year, in the order of the year.
pub(crate) fn im_jahr(land: Land, oertlich: &BTreeSet<Oertlich>, jahr: i16) -> Result<Vec<Feiertag>> {
    let mut days: Vec<Feiertag> = alle(land, oertlich, jahr)?.collect();
    days.sort_unstable();
    Ok(days)
}

/// The holidays of a place in a year, in the order of the table.
pub(crate) fn alle(
    land: Land,
    oertlich: &BTreeSet<Oertlich>,
    jahr: i16,
) -> Result<impl Iterator<Item = Feiertag>> {
    if !(ERSTES_JAHR..=LETZTES_JAHR).contains(&jahr) {
        return Err(Error::Jahr { jahr });
    }
    let ostern = ostersonntag(jahr)?;
    let gesetz = recht::von(land);
    let immer = recht::UEBERALL.iter().chain(gesetz.auch).map(|anlass| (*anlass, gesetz.grundlage));
    let einheit = [(Anlass::TagDerDeutschenEinheit, recht::EINIGUNGSVERTRAG)];
    let besonders = gesetz
        .besonders
        .iter()
        .filter(move |day| (day.von..=day.bis).contains(&jahr))
        .filter(|day| day.oertlich.is_none_or(|only| oertlich.contains(&only)))
        .map(|day| (day.anlass, day.norm));
    Ok(immer.chain(einheit).chain(besonders).map(move |(anlass, rechtsgrundlage)| Feiertag {
        tag: anlass.tag(jahr, ostern),
        anlass,
        rechtsgrundlage,
    }))
}

/// Whether some municipalities of the Land have this holiday of their own.
pub(crate) fn kennt(land: Land, oertlich: Oertlich) -> bool {
    recht::von(land).besonders.iter().any(|day| day.oertlich == Some(oertlich))
}
