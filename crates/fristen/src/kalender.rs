//! The calendar of a place: which days are holidays, Werktage and Arbeitstage there.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::{Anlass, Error, Feiertag, Land, Result, feiertage};

/// A holiday that only some municipalities of a Land have. Which these are is decided by their inhabitants' faith or
/// by an ordinance and changes with the municipalities: whoever sets up a Behoerde says so in its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Oertlich {
    /// 15 August in municipalities of Bayern with more Catholic than Protestant inhabitants (Art. 1 Abs. 1 Nr. 2
    /// FTG). The Landesamt fuer Statistik publishes the list after each census (Abs. 3). In the Saarland the day is a
    /// holiday everywhere and needs no entry.
    MariaeHimmelfahrt,
    /// 8 August in the city of Augsburg (Art. 1 Abs. 2 FTG Bayern), which has [`Self::MariaeHimmelfahrt`] as well.
    Friedensfest,
    /// The second Thursday after Whitsun in parts of Thüringen and Sachsen. Thüringen: where it was a holiday in 1994,
    /// until an ordinance says otherwise (§ 10 Abs. 1 ThürFGtG): the Landkreis Eichsfeld and some places of the
    /// Unstrut-Hainich-Kreis and the Wartburgkreis. Sachsen: Catholic Sorbian places of the Landkreis Bautzen.
    Fronleichnam,
}

/// A day of rest: a period does not end on it (§ 193 BGB), unless the law says that it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruhetag {
    /// A Saturday ("Sonnabend") that is no holiday.
    Samstag,
    /// A Sunday, holiday or not.
    Sonntag,
    /// A holiday from Monday to Saturday.
    Feiertag(Anlass),
}

/// The days of a place.
///
/// In configuration: `{ land = "thueringen", oertlich = ["fronleichnam"] }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Kalender {
    land: Land,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    oertlich: BTreeSet<Oertlich>,
}

/// A calendar as it is read, before anybody knows whether the Land has these local holidays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    land: Land,
    #[serde(default)]
    oertlich: BTreeSet<Oertlich>,
}

impl TryFrom<Raw> for Kalender {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        raw.oertlich.into_iter().try_fold(Self::neu(raw.land), Self::mit)
    }
}

impl Kalender {
    /// A place with the holidays of its Land only.
    #[must_use]
    pub const fn neu(land: Land) -> Self {
        Self { land, oertlich: BTreeSet::new() }
    }

    /// The same place with a holiday that only some municipalities have.
    ///
    /// # Errors
    /// [`Error::Oertlich`] if no municipality of the Land has it.
    pub fn mit(mut self, oertlich: Oertlich) -> Result<Self> {
        if !feiertage::kennt(self.land, oertlich) {
            return Err(Error::Oertlich { oertlich, land: self.land });
        }
        self.oertlich.insert(oertlich);
        Ok(self)
    }

    /// The Land.
    #[must_use]
    pub const fn land(&self) -> Land {
        self.land
    }

    /// The holidays beside those of the Land.
    pub fn oertlich(&self) -> impl Iterator<Item = Oertlich> + '_ {
        self.oertlich.iter().copied()
    }

    /// All holidays of a year, in its order.
    ///
    /// # Errors
    /// [`Error::Jahr`] outside of the table, as for everything below.
    pub fn feiertage(&self, jahr: i16) -> Result<Vec<Feiertag>> {
        feiertage::im_jahr(self.land, &self.oertlich, jahr)
    }

    /// The holiday that a day is, if it is one.
    ///
    /// # Errors
    /// [`Error::Jahr`]
    pub fn ist_feiertag(&self, tag: Date) -> Result<Option<Feiertag>> {
        Ok(feiertage::alle(self.land, &self.oertlich, tag.year())?.find(|day| day.tag == tag))
    }

    /// Why a day is a day of rest (§ 193 BGB), if it is one.
    ///
    /// # Errors
    /// [`Error::Jahr`]
    pub fn ruhetag(&self, tag: Date) -> Result<Option<Ruhetag>> {
        let feiertag = self.ist_feiertag(tag)?;
        Ok(match (tag.weekday(), feiertag) {
            (Weekday::Sunday, _) => Some(Ruhetag::Sonntag),
            (_, Some(day)) => Some(Ruhetag::Feiertag(day.anlass)),
            (Weekday::Saturday, None) => Some(Ruhetag::Samstag),
            (_, None) => None,
        })
    }

    /// Whether a day is a Werktag: Monday to **Saturday**, no holiday (§ 3 Abs. 2 BUrlG; BGH NJW 2005, 2154 on
    /// § 573c BGB). That no period ends on a Saturday is another question: [`Self::naechster_werktag`].
    ///
    /// # Errors
    /// [`Error::Jahr`]
    pub fn ist_werktag(&self, tag: Date) -> Result<bool> {
        Ok(matches!(self.ruhetag(tag)?, None | Some(Ruhetag::Samstag)))
    }

    /// Whether a day is an Arbeitstag: Monday to Friday, no holiday.
    ///
    /// # Errors
    /// [`Error::Jahr`]
    pub fn ist_arbeitstag(&self, tag: Date) -> Result<bool> {
        Ok(self.ruhetag(tag)?.is_none())
    }

    /// The day on which a period ends that would end on `tag`: that day, or the next Werktag if it is a Saturday, a
    /// Sunday or a holiday (§ 193 BGB). "Werktag" is not a Saturday here, or the provision would send a
    /// Friday that is a holiday to a day that it sends on itself.
    ///
    /// # Errors
    /// [`Error::Jahr`]; [`Error::Kalenderende`].
    pub fn naechster_werktag(&self, tag: Date) -> Result<Date> {
        let mut tag = tag;
        while self.ruhetag(tag)?.is_some() {
            tag = tag.tomorrow().map_err(|_| Error::Kalenderende)?;
        }
        Ok(tag)
    }
}
