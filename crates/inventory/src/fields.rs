//! What can be said of a Gegenstand: one table of fields, from which forms, files and histories are made.
//!
//! A value is kept as a text in one spelling: days in ISO form, money in cents, numbers in digits, yes and no as `true` and
//! `false`. [`Feld::lesen`] makes it of what a person typed or a spreadsheet holds.

use crate::values::{YEARS, choice, day, whole, yes_no};
use serde::{Deserialize, Serialize};
use tabular::{MOST_CENTS, cents};

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feld {
    /// [`ARTEN`].
    Art,
    /// What it is called.
    Name,
    /// Its abbreviation.
    Kurzname,
    /// What it does.
    Beschreibung,
    /// Who makes or sells it.
    Hersteller,
    /// The product that is used.
    Produkt,
    /// Its version.
    Version,
    /// [`SCHUTZBEDARF`], as BSI-Standard 200-2 has it.
    Schutzbedarf,
    /// Whether personal data are processed.
    Personenbezug,
    /// Whether its name may be shown to the public.
    Oeffentlich,
    /// The data centre or firm that operates it.
    Betreiber,
    /// How many people use it.
    Nutzende,
    /// Standards it keeps to: XÖV, OSCI.
    Standards,
    /// To what it is connected, and how.
    Schnittstellen,
    /// Since when it is in use.
    InBetriebSeit,
    /// The last day of the vendor's support.
    SupportBis,
    /// When it is to be replaced.
    AbloesungAm,
    /// The last day of the contract.
    VertragBis,
    /// Cost of a year, in cents.
    KostenJahr,
    /// The Einzelplan that pays.
    Einzelplan,
    /// Electricity of a year, in kWh.
    EnergieKwh,
    /// The year of that figure.
    EnergieJahr,
    /// Where that figure is from.
    EnergieQuelle,
    /// [`LIZENZARTEN`].
    Lizenzart,
    /// How many licences were bought.
    LizenzenGekauft,
}

/// What a Gegenstand is.
pub const ARTEN: [&str; 4] = ["fachverfahren", "register", "projekt", "lizenz"];
/// How much protection it needs.
pub const SCHUTZBEDARF: [&str; 3] = ["normal", "hoch", "sehr-hoch"];
/// To what a licence is bound: people, devices, uses at a time, or nothing but the site.
pub const LIZENZARTEN: [&str; 4] = ["benannt", "geraet", "gleichzeitig", "standort"];

/// The fields that stand together on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thema {
    /// What it is.
    Grunddaten,
    /// Who operates and uses it.
    Betrieb,
    /// Since when and until when.
    Lebenszyklus,
    /// Money and electricity.
    Kosten,
    /// What was bought.
    Lizenz,
}

impl Thema {
    /// All of them, in the order of pages.
    pub const ALL: [Self; 5] =
        [Self::Grunddaten, Self::Betrieb, Self::Lebenszyklus, Self::Kosten, Self::Lizenz];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grunddaten => "grunddaten",
            Self::Betrieb => "betrieb",
            Self::Lebenszyklus => "lebenszyklus",
            Self::Kosten => "kosten",
            Self::Lizenz => "lizenz",
        }
    }

    /// The inverse of [`Thema::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thema| thema.as_str() == word)
    }

    /// Its fields, in order.
    pub fn felder(self) -> impl Iterator<Item = Feld> {
        Feld::ALL.into_iter().filter(move |feld| feld.thema() == self)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wertart {
    /// One line, of so many characters at most.
    Zeile(usize),
    /// Several lines.
    Absatz(usize),
    /// One of these words.
    Wahl(&'static [&'static str]),
    /// Yes or no.
    JaNein,
    /// A day.
    Tag,
    /// A whole number.
    Zahl,
    /// A year.
    Jahr,
    /// Money in cents.
    Geld,
}

/// Why a value was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unlesbar {
    /// It must be there.
    #[error("is missing")]
    Fehlt,
    /// More characters than fit.
    #[error("has more than {0} characters")]
    ZuLang(usize),
    /// None of the words.
    #[error("must be one of: {}", .0.join(", "))]
    Wahl(&'static [&'static str]),
    /// Neither yes nor no.
    #[error("must be yes or no (ja, nein)")]
    JaNein,
    /// No day, or none between 1950 and 2200.
    #[error("must be a day between 1950 and 2200, for example 31.12.2027")]
    Tag,
    /// No whole number, or a negative or too large one.
    #[error("must be a whole number from 0 to 1000000000")]
    Zahl,
    /// No year.
    #[error("must be a year between 1950 and 2200")]
    Jahr,
    /// No amount of money.
    #[error("must be an amount in euros, for example 1.234,50")]
    Geld,
    /// It needs this other field beside it.
    #[error("needs the field {} beside it", .0.as_str())]
    Braucht(Feld),
    /// It lies before the day of this other field.
    #[error("lies before the day of {}", .0.as_str())]
    Vor(Feld),
}

impl Feld {
    /// All of them, in the order of pages and files.
    pub const ALL: [Self; 25] = [
        Self::Art,
        Self::Name,
        Self::Kurzname,
        Self::Beschreibung,
        Self::Hersteller,
        Self::Produkt,
        Self::Version,
        Self::Schutzbedarf,
        Self::Personenbezug,
        Self::Oeffentlich,
        Self::Betreiber,
        Self::Nutzende,
        Self::Standards,
        Self::Schnittstellen,
        Self::InBetriebSeit,
        Self::SupportBis,
        Self::AbloesungAm,
        Self::VertragBis,
        Self::KostenJahr,
        Self::Einzelplan,
        Self::EnergieKwh,
        Self::EnergieJahr,
        Self::EnergieQuelle,
        Self::Lizenzart,
        Self::LizenzenGekauft,
    ];

    /// The word in forms, files and the journal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Art => "art",
            Self::Name => "name",
            Self::Kurzname => "kurzname",
            Self::Beschreibung => "beschreibung",
            Self::Hersteller => "hersteller",
            Self::Produkt => "produkt",
            Self::Version => "version",
            Self::Schutzbedarf => "schutzbedarf",
            Self::Personenbezug => "personenbezug",
            Self::Oeffentlich => "oeffentlich",
            Self::Betreiber => "betreiber",
            Self::Nutzende => "nutzende",
            Self::Standards => "standards",
            Self::Schnittstellen => "schnittstellen",
            Self::InBetriebSeit => "in-betrieb-seit",
            Self::SupportBis => "support-bis",
            Self::AbloesungAm => "abloesung-am",
            Self::VertragBis => "vertrag-bis",
            Self::KostenJahr => "kosten-jahr",
            Self::Einzelplan => "einzelplan",
            Self::EnergieKwh => "energie-kwh",
            Self::EnergieJahr => "energie-jahr",
            Self::EnergieQuelle => "energie-quelle",
            Self::Lizenzart => "lizenzart",
            Self::LizenzenGekauft => "lizenzen-gekauft",
        }
    }

    /// The inverse of [`Feld::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feld| feld.as_str() == word)
    }

    /// The page on which it stands.
    #[must_use]
    pub const fn thema(self) -> Thema {
        match self {
            Self::Art
            | Self::Name
            | Self::Kurzname
            | Self::Beschreibung
            | Self::Hersteller
            | Self::Produkt
            | Self::Version
            | Self::Schutzbedarf
            | Self::Personenbezug
            | Self::Oeffentlich => Thema::Grunddaten,
            Self::Betreiber | Self::Nutzende | Self::Standards | Self::Schnittstellen => Thema::Betrieb,
            Self::InBetriebSeit | Self::SupportBis | Self::AbloesungAm | Self::VertragBis => {
                Thema::Lebenszyklus
            }
            Self::KostenJahr
            | Self::Einzelplan
            | Self::EnergieKwh
            | Self::EnergieJahr
            | Self::EnergieQuelle => Thema::Kosten,
            Self::Lizenzart | Self::LizenzenGekauft => Thema::Lizenz,
        }
    }

    /// What it holds.
    #[must_use]
    pub const fn wertart(self) -> Wertart {
        match self {
            Self::Art => Wertart::Wahl(&ARTEN),
            Self::Schutzbedarf => Wertart::Wahl(&SCHUTZBEDARF),
            Self::Lizenzart => Wertart::Wahl(&LIZENZARTEN),
            Self::Personenbezug | Self::Oeffentlich => Wertart::JaNein,
            Self::Beschreibung | Self::Schnittstellen | Self::Standards => Wertart::Absatz(2_000),
            Self::Kurzname | Self::Version | Self::Einzelplan => Wertart::Zeile(40),
            Self::Name | Self::Hersteller | Self::Produkt | Self::Betreiber | Self::EnergieQuelle => {
                Wertart::Zeile(200)
            }
            Self::InBetriebSeit | Self::SupportBis | Self::AbloesungAm | Self::VertragBis => Wertart::Tag,
            Self::Nutzende | Self::EnergieKwh | Self::LizenzenGekauft => Wertart::Zahl,
            Self::EnergieJahr => Wertart::Jahr,
            Self::KostenJahr => Wertart::Geld,
        }
    }

    /// Whether every Gegenstand has it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Art | Self::Name)
    }

    /// Whether a text is a value in the one spelling in which it is kept.
    ///
    /// # Errors
    /// What it is not.
    pub(crate) fn kept(self, text: &str) -> Result<(), Unlesbar> {
        if self.wertart() == Wertart::Geld {
            let is_kept = text
                .parse::<i64>()
                .is_ok_and(|cents| (0..=MOST_CENTS).contains(&cents) && cents.to_string() == text);
            return if is_kept { Ok(()) } else { Err(Unlesbar::Geld) };
        }
        let read = self.lesen(text)?;
        let wrong = match self.wertart() {
            Wertart::Wahl(words) => Unlesbar::Wahl(words),
            Wertart::JaNein => Unlesbar::JaNein,
            Wertart::Tag => Unlesbar::Tag,
            Wertart::Jahr => Unlesbar::Jahr,
            Wertart::Zahl | Wertart::Geld => Unlesbar::Zahl,
            // Blanks and line breaks may stand as they came.
            Wertart::Zeile(_) | Wertart::Absatz(_) => return Ok(()),
        };
        if read.as_deref() == Some(text) { Ok(()) } else { Err(wrong) }
    }

    /// What a person typed, or a spreadsheet holds, as it is kept; nothing for an empty text.
    ///
    /// # Errors
    /// [`Unlesbar`].
    pub fn lesen(self, text: &str) -> Result<Option<String>, Unlesbar> {
        let text = text.trim();
        if text.is_empty() {
            return if self.is_required() { Err(Unlesbar::Fehlt) } else { Ok(None) };
        }
        let value = match self.wertart() {
            Wertart::Zeile(max) | Wertart::Absatz(max) if text.chars().count() > max => {
                return Err(Unlesbar::ZuLang(max));
            }
            Wertart::Zeile(_) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Wertart::Absatz(_) => text.replace("\r\n", "\n"),
            Wertart::Wahl(words) => choice(text, words).ok_or(Unlesbar::Wahl(words))?.to_owned(),
            Wertart::JaNein => yes_no(text).ok_or(Unlesbar::JaNein)?.to_string(),
            Wertart::Tag => day(text).ok_or(Unlesbar::Tag)?.to_string(),
            Wertart::Zahl => whole(text).ok_or(Unlesbar::Zahl)?.to_string(),
            Wertart::Jahr => {
                let year = text.parse::<i16>().ok().filter(|year| YEARS.contains(year));
                year.ok_or(Unlesbar::Jahr)?.to_string()
            }
            Wertart::Geld => cents(text).ok_or(Unlesbar::Geld)?.to_string(),
        };
        Ok(Some(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_word_and_its_page() {
        for feld in Feld::ALL {
            assert_eq!(Feld::parse(feld.as_str()), Some(feld));
            assert_eq!(serde_json::to_value(feld).unwrap(), feld.as_str());
        }
        assert_eq!(Thema::ALL.iter().flat_map(|thema| thema.felder()).count(), Feld::ALL.len());
    }
}
