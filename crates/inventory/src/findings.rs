//! What in the inventory wants a look, by rules that need nothing but what is said, and the day.

use crate::fields::Feld;
use crate::model::{Angaben, GegenstandId};
use identity::BehoerdeId;
use jiff::civil::Date;

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Befund {
    /// The Gegenstand.
    pub id: GegenstandId,
    /// Who keeps it.
    pub behoerde: BehoerdeId,
    /// What it is called.
    pub name: String,
    /// What was found.
    pub regel: Regel,
}

/// A rule, with what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regel {
    /// The vendor's support has ended.
    SupportAbgelaufen(Date),
    /// It ends within a year.
    SupportEndet(Date),
    /// The replacement is planned for a day after that.
    AbloesungNachSupport {
        /// End of support.
        support: Date,
        /// Planned replacement.
        abloesung: Date,
    },
    /// The planned replacement has not come.
    AbloesungUeberfaellig(Date),
    /// The contract has ended.
    VertragAbgelaufen(Date),
    /// It ends within a year.
    VertragEndet(Date),
    /// More licences are in use than were bought.
    Unterlizenziert {
        /// Bought.
        gekauft: i64,
        /// In use.
        genutzt: i64,
    },
    /// Many licences are not in use.
    Ueberlizenziert {
        /// Bought.
        gekauft: i64,
        /// In use.
        genutzt: i64,
    },
    /// Personal data, and nobody said how much protection they need.
    OhneSchutzbedarf,
    /// A register that nobody operates.
    OhneBetreiber,
    /// A Fachverfahren that serves no Leistung.
    OhneLeistung,
}

impl Regel {
    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SupportAbgelaufen(_) => "support-abgelaufen",
            Self::SupportEndet(_) => "support-endet",
            Self::AbloesungNachSupport { .. } => "abloesung-nach-support",
            Self::AbloesungUeberfaellig(_) => "abloesung-ueberfaellig",
            Self::VertragAbgelaufen(_) => "vertrag-abgelaufen",
            Self::VertragEndet(_) => "vertrag-endet",
            Self::Unterlizenziert { .. } => "unterlizenziert",
            Self::Ueberlizenziert { .. } => "ueberlizenziert",
            Self::OhneSchutzbedarf => "ohne-schutzbedarf",
            Self::OhneBetreiber => "ohne-betreiber",
            Self::OhneLeistung => "ohne-leistung",
        }
    }

    /// All words, in the order in which findings are shown: the most pressing first.
    pub const WORDS: [&'static str; 11] = [
        "support-abgelaufen",
        "unterlizenziert",
        "vertrag-abgelaufen",
        "abloesung-nach-support",
        "abloesung-ueberfaellig",
        "support-endet",
        "vertrag-endet",
        "ohne-schutzbedarf",
        "ohne-betreiber",
        "ohne-leistung",
        "ueberlizenziert",
    ];
}

/// Below so many of a hundred licences in use, the rest is worth a look.
const WELL_USED: i64 = 70;
/// With fewer licences than this, a spare one is no waste.
const FEW: i64 = 5;

/// What is known of a Gegenstand besides what is said of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Umstand {
    pub(crate) mit_leistung: bool,
    /// Licences in use by the last report, and the most within a year.
    pub(crate) zuletzt: Option<i64>,
    pub(crate) spitze: Option<i64>,
}

/// A year later, for what ends "within a year".
#[must_use]
pub fn in_a_year(today: Date) -> Date {
    today.checked_add(jiff::Span::new().years(1)).unwrap_or(today)
}

pub(crate) fn of(angaben: &Angaben, umstand: Umstand, today: Date) -> Vec<Regel> {
    let mut found = Vec::new();
    let soon = in_a_year(today);
    let day = |feld| angaben.tag(feld);
    let (support, abloesung) = (day(Feld::SupportBis), day(Feld::AbloesungAm));
    match support {
        Some(support) if support < today => found.push(Regel::SupportAbgelaufen(support)),
        Some(support) if support <= soon => found.push(Regel::SupportEndet(support)),
        _ => {}
    }
    match (support, abloesung) {
        (_, Some(abloesung)) if abloesung < today => found.push(Regel::AbloesungUeberfaellig(abloesung)),
        (Some(support), Some(abloesung)) if abloesung > support => {
            found.push(Regel::AbloesungNachSupport { support, abloesung });
        }
        _ => {}
    }
    match day(Feld::VertragBis) {
        Some(contract) if contract < today => found.push(Regel::VertragAbgelaufen(contract)),
        Some(contract) if contract <= soon => found.push(Regel::VertragEndet(contract)),
        _ => {}
    }
    found.extend(licences(angaben, umstand));
    if angaben.ja(Feld::Personenbezug) && angaben.get(Feld::Schutzbedarf).is_none() {
        found.push(Regel::OhneSchutzbedarf);
    }
    match angaben.get(Feld::Art) {
        Some("register") if angaben.get(Feld::Betreiber).is_none() => found.push(Regel::OhneBetreiber),
        Some("fachverfahren") if !umstand.mit_leistung => found.push(Regel::OhneLeistung),
        _ => {}
    }
    found
}

/// Licences that are used by turns are judged by their highest use within a year, all others by the last report. A licence
/// for a site has no number.
fn licences(angaben: &Angaben, umstand: Umstand) -> Option<Regel> {
    let gekauft = angaben.zahl(Feld::LizenzenGekauft)?;
    let genutzt = match angaben.get(Feld::Lizenzart) {
        Some("standort") => return None,
        Some("gleichzeitig") => umstand.spitze.or(umstand.zuletzt)?,
        _ => umstand.zuletzt?,
    };
    let barely = gekauft >= FEW && genutzt.saturating_mul(100) < gekauft.saturating_mul(WELL_USED);
    match () {
        () if genutzt > gekauft => Some(Regel::Unterlizenziert { gekauft, genutzt }),
        () if barely => Some(Regel::Ueberlizenziert { gekauft, genutzt }),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(fields: &[(Feld, &str)], umstand: Umstand) -> Vec<&'static str> {
        let angaben = Angaben(fields.iter().map(|(feld, value)| (*feld, (*value).to_owned())).collect());
        of(&angaben, umstand, date(2026, 11, 30)).into_iter().map(Regel::as_str).collect()
    }

    #[test]
    fn ends_are_seen_to_the_day() {
        for (day, expected) in [
            ("2026-11-29", vec!["support-abgelaufen"]),
            ("2026-11-30", vec!["support-endet"]),
            ("2027-11-30", vec!["support-endet"]),
            ("2027-12-01", vec![]),
        ] {
            assert_eq!(found(&[(Feld::SupportBis, day)], Umstand::default()), expected, "{day}");
        }
        let late = [(Feld::SupportBis, "2028-01-01"), (Feld::AbloesungAm, "2028-06-30")];
        assert_eq!(found(&late, Umstand::default()), ["abloesung-nach-support"]);
        let overdue = [(Feld::AbloesungAm, "2026-06-30"), (Feld::VertragBis, "2026-01-01")];
        assert_eq!(found(&overdue, Umstand::default()), ["abloesung-ueberfaellig", "vertrag-abgelaufen"]);
    }

    #[test]
    fn licences_are_judged_by_how_they_are_used() {
        let licence = |kind: &str, zuletzt, spitze| {
            let fields = [(Feld::Art, "lizenz"), (Feld::Lizenzart, kind), (Feld::LizenzenGekauft, "100")];
            found(&fields, Umstand { zuletzt, spitze, mit_leistung: false })
        };
        assert_eq!(licence("benannt", Some(101), Some(101)), ["unterlizenziert"]);
        assert_eq!(licence("benannt", Some(69), Some(100)), ["ueberlizenziert"]);
        assert_eq!(licence("benannt", Some(70), None), Vec::<&str>::new());
        // Used by turns: one quiet day is no waste.
        assert_eq!(licence("gleichzeitig", Some(10), Some(90)), Vec::<&str>::new());
        assert_eq!(licence("standort", Some(900), Some(900)), Vec::<&str>::new());
        assert_eq!(licence("benannt", None, None), Vec::<&str>::new());
    }

    #[test]
    fn what_is_missing_is_asked_for_where_it_matters() {
        let person = [(Feld::Art, "register"), (Feld::Personenbezug, "true")];
        assert_eq!(found(&person, Umstand::default()), ["ohne-schutzbedarf", "ohne-betreiber"]);
        assert_eq!(found(&[(Feld::Art, "fachverfahren")], Umstand::default()), ["ohne-leistung"]);
        let served = Umstand { mit_leistung: true, ..Umstand::default() };
        assert_eq!(found(&[(Feld::Art, "fachverfahren")], served), Vec::<&str>::new());
    }
}
