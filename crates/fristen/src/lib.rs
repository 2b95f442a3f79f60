//! Deadlines (Fristen) of German law: when does a period begin, when does it end, and why.
//!
//! ```
//! use fristen::{Dauer, Frist, Kalender, Land};
//! use jiff::civil::date;
//!
//! // Made known on 20 August 2027; the remedy may be taken within one month. In Thüringen 20 September is a
//! // holiday.
//! let ergebnis = Frist::RECHTSBEHELF.ende(date(2027, 8, 20), &Kalender::neu(Land::Thueringen))?;
//! assert_eq!(ergebnis.ende, date(2027, 9, 21));
//! for schritt in &ergebnis.wie {
//!     println!("{}: {schritt:?}", schritt.norm());
//! }
//! # Ok::<(), fristen::Error>(())
//! ```
//!
//! | what | law | where |
//! | --- | --- | --- |
//! | where a period begins: [`Beginn`] | § 187 BGB | `frist` |
//! | where it ends: [`Frist::ende`], [`Frist::verlaengert`] | §§ 188-190 BGB | `frist` |
//! | how long it is: [`Dauer`] | §§ 188, 189, 191 BGB | `dauer` |
//! | beginning, middle and end of a month: [`Monatszeit`] | § 192 BGB | `monat` |
//! | whether the end moves off a day of rest: [`Verschiebung`] | § 193 BGB, § 31 VwVfG and others | `verschiebung` |
//! | holidays: [`feiertage`], [`Kalender`] | the Feiertagsgesetz of each [`Land`] | `feiertage`, `kalender` |
//! | when a letter counts as made known: [`Fiktion`], [`abruf`] | § 41 VwVfG, § 9 OZG, § 122 AO and others | `bekanntgabe` |
//!
//! A result carries its explanation as data ([`Schritt`]), not as wording: each step has the section it follows
//! ([`Norm`]) and its dates. Who shows it to people finds the words.
//!
//! # Which holidays count
//!
//! Those of the place where the act is to be done: the seat of the Behoerde or court that is to receive it, not the
//! place where its sender lives (§ 193 BGB: "am Erklärungs- oder Leistungsort"). That place has a [`Land`] and,
//! in Bayern, Sachsen and Thüringen, perhaps a holiday that only some of its municipalities have ([`Oertlich`]). 24
//! and 31 December are no holidays anywhere.
//!
//! # From when on the table is right
//!
//! From [`ERSTES_JAHR`] on, the year from which the Buss- und Bettag is a holiday in Sachsen only. For an earlier
//! year every question about holidays is an [`Error::Jahr`], not a guess. A year to come is answered by the law as it
//! was known on [`STAND`]; who keeps this crate looks for new law once a year. A period whose end does not move
//! ([`Verschiebung::bewegt`]) and that counts no Werktage asks no calendar, so that ages can be computed for any
//! year.
//!
//! The days of the table were compared with version 0.109 of the Python package `holidays`, for all 16 Laender and
//! the years 1995 to 2040 (7,834 days), then with the holidays of municipalities and for Augsburg: no difference.
//! Both hold what is easily missed: 31 October 2017 everywhere, 8 May 2020 and 2025 and 17 June 2028 in Berlin,
//! Easter Sunday and Whit Sunday in Brandenburg only. Other Sundays are in neither, though Hessen calls every
//! Sunday a holiday (§ 1 Abs. 1 HFeiertagsG): for a period it comes to the same. Easter agrees with the `easter`
//! of `dateutil` in every year of its range.
//!
//! The text of the law was read for Brandenburg, Bremen (of 2017), Hessen, Saarland, Sachsen-Anhalt,
//! Schleswig-Holstein and Thüringen; for the others the section is cited from secondary sources
//! ([`Feiertag::rechtsgrundlage`]).
//!
//! # What this crate does not do
//!
//! - Periods in hours (§ 222 Abs. 3 ZPO, § 31 Abs. 6 VwVfG) and periods counted backwards from a date.
//! - Formal service (VwZG and the laws of the Laender on it): there the day of receipt is on record.
//! - Wiedereinsetzung, Hemmung, and whether a Rechtsbehelfsbelehrung was right (§ 58 VwGO).
//! - Law of the European Union (Verordnung 1182/71), which has rules of its own.

mod bekanntgabe;
mod dauer;
mod error;
mod feiertage;
mod frist;
mod kalender;
mod land;
mod monat;
mod norm;
mod ostern;
mod schritt;
mod verschiebung;

pub use bekanntgabe::{Fiktion, abruf};
pub use dauer::Dauer;
pub use error::{Error, Result};
pub use feiertage::{Anlass, ERSTES_JAHR, Feiertag, LETZTES_JAHR, STAND, feiertage, gesetz};
pub use frist::{Beginn, Ergebnis, Frist};
pub use kalender::{Kalender, Oertlich, Ruhetag};
pub use land::Land;
pub use monat::Monatszeit;
pub use norm::Norm;
pub use ostern::{OSTERN_BIS, OSTERN_VON, ostersonntag};
pub use schritt::{Schritt, Uebersprungen};
pub use verschiebung::Verschiebung;
