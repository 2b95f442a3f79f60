//! The law of each Land on its holidays, as a table.
//!
//! Eight days are holidays in every Land by its own law ([`UEBERALL`]), 3 October by the law of the Bund
//! ([`EINIGUNGSVERTRAG`]). What a Land has beside them stands in its [`Feiertagsgesetz`]: days of the same provision
//! (`auch`), and days that came later, came once, or are holidays in some municipalities only (`besonders`).

use super::Anlass::{self, *};
use crate::{Land, Oertlich};

/// Holidays in every Land, each by the provision of its own law.
pub(super) const UEBERALL: [Anlass; 8] = [
    Neujahr,
    Karfreitag,
    Ostermontag,
    ErsterMai,
    ChristiHimmelfahrt,
    Pfingstmontag,
    ErsterWeihnachtstag,
    ZweiterWeihnachtstag,
];

/// What makes 3 October a holiday in every Land.
pub(super) const EINIGUNGSVERTRAG: &str = "Art. 2 Abs. 2 des Einigungsvertrags";

/// The law of a Land.
pub(super) struct Feiertagsgesetz {
    /// Whose it is.
    land: Land,
    /// Its name.
    pub(super) name: &'static str,
    /// The provision that lists the holidays.
    pub(super) grundlage: &'static str,
    /// Holidays of that provision beside [`UEBERALL`], since before the table begins.
    pub(super) auch: &'static [Anlass],
    /// The others.
    pub(super) besonders: &'static [Besonders],
}

/// A holiday that came later, came once, or is a holiday in some municipalities only.
pub(super) struct Besonders {
    pub(super) anlass: Anlass,
    pub(super) norm: &'static str,
    /// First and last year.
    pub(super) von: i16,
    pub(super) bis: i16,
    /// Only where the calendar names it.
    pub(super) oertlich: Option<Oertlich>,
}

const fn seit(von: i16, anlass: Anlass, norm: &'static str) -> Besonders {
    Besonders { anlass, norm, von, bis: i16::MAX, oertlich: None }
}

const fn einmal(jahr: i16, anlass: Anlass, norm: &'static str) -> Besonders {
    Besonders { anlass, norm, von: jahr, bis: jahr, oertlich: None }
}

const fn oertlich(oertlich: Oertlich, anlass: Anlass, norm: &'static str) -> Besonders {
    Besonders { anlass, norm, von: i16::MIN, bis: i16::MAX, oertlich: Some(oertlich) }
}

/// 500 years of the Reformation: every Land that had no Reformationstag made it a holiday once. Where the act was
/// not read for this table it says just that.
const REFORMATION_2017: &str = "einmalig für 2017 durch Landesrecht (500 Jahre Reformation)";

/// Two days that Berlin gave itself once.
const BERLIN_2024: &str = "Viertes Gesetz zur Änderung des Gesetzes über die Sonn- und Feiertage vom 10. Juli 2024 \
                           (GVBl. S. 460)";

/// The law of a Land.
pub(super) const fn von(land: Land) -> &'static Feiertagsgesetz {
    let gesetz = &GESETZE[land as usize];
    assert!(gesetz.land as usize == land as usize, "GESETZE stands in the order of the keys");
    gesetz
}

/// One entry a Land, in the order of their keys.
static GESETZE: [Feiertagsgesetz; 16] = [
    Feiertagsgesetz {
        land: Land::SchleswigHolstein,
        name: "Gesetz über Sonn- und Feiertage (SFTG)",
        grundlage: "§ 2 Abs. 1 SFTG",
        auch: &[],
        besonders: &[
            einmal(
                2017,
                Reformationstag,
                "Landesverordnung über den Reformationstag 2017 vom 24. November 2014 (GVOBl. Schl.-H. S. 380)",
            ),
            seit(2018, Reformationstag, "§ 2 Abs. 1 SFTG"),
        ],
    },
    Feiertagsgesetz {
        land: Land::Hamburg,
        name: "Feiertagsgesetz vom 16. Oktober 1953 (Hamburg)",
        grundlage: "§ 1 Feiertagsgesetz (Hamburg)",
        auch: &[],
        besonders: &[
            einmal(
                2017,
                Reformationstag,
                "Fünfte Verordnung zum Feiertagsgesetz vom 30. April 2013 (HmbGVBl. S. 192)",
            ),
            seit(2018, Reformationstag, "§ 1 Feiertagsgesetz (Hamburg)"),
        ],
    },
    Feiertagsgesetz {
        land: Land::Niedersachsen,
        name: "Niedersächsisches Gesetz über die Feiertage (NFeiertagsG)",
        grundlage: "§ 2 Abs. 1 NFeiertagsG",
        auch: &[],
        besonders: &[
            einmal(2017, Reformationstag, REFORMATION_2017),
            seit(2018, Reformationstag, "§ 2 Abs. 1 NFeiertagsG"),
        ],
    },
    Feiertagsgesetz {
        land: Land::Bremen,
        name: "Gesetz über die Sonn-, Gedenk- und Feiertage vom 12. November 1954 (Bremen)",
        grundlage: "§ 2 Abs. 1 FTG (Bremen)",
        auch: &[],
        besonders: &[seit(2017, Reformationstag, "§ 2 Abs. 1 FTG (Bremen)")], // 2017 once, by a letter of its own
    },
    Feiertagsgesetz {
        land: Land::NordrheinWestfalen,
        name: "Gesetz über die Sonn- und Feiertage (Feiertagsgesetz NW)",
        grundlage: "§ 2 Abs. 1 Feiertagsgesetz NW",
        auch: &[Fronleichnam, Allerheiligen],
        besonders: &[einmal(2017, Reformationstag, REFORMATION_2017)],
    },
    Feiertagsgesetz {
        land: Land::Hessen,
        name: "Hessisches Feiertagsgesetz (HFeiertagsG)",
        grundlage: "§ 1 Abs. 1 HFeiertagsG",
        auch: &[Fronleichnam],
        besonders: &[einmal(2017, Reformationstag, REFORMATION_2017)],
    },
    Feiertagsgesetz {
        land: Land::RheinlandPfalz,
        name: "Landesgesetz über den Schutz der Sonn- und Feiertage (LFtG)",
        grundlage: "§ 2 Abs. 1 LFtG",
        auch: &[Fronleichnam, Allerheiligen],
        besonders: &[einmal(2017, Reformationstag, REFORMATION_2017)],
    },
    Feiertagsgesetz {
        land: Land::BadenWuerttemberg,
        name: "Gesetz über die Sonntage und Feiertage (FTG) in der Fassung vom 8. Mai 1995 (Baden-Württemberg)",
        grundlage: "§ 1 FTG (Baden-Württemberg)",
        auch: &[HeiligeDreiKoenige, Fronleichnam, Allerheiligen],
        besonders: &[einmal(2017, Reformationstag, REFORMATION_2017)],
    },
    Feiertagsgesetz {
        land: Land::Bayern,
        name: "Gesetz über den Schutz der Sonn- und Feiertage (FTG, Bayern)",
        grundlage: "Art. 1 Abs. 1 Nr. 1 FTG (Bayern)",
        auch: &[HeiligeDreiKoenige, Fronleichnam, Allerheiligen],
        besonders: &[
            oertlich(Oertlich::MariaeHimmelfahrt, MariaeHimmelfahrt, "Art. 1 Abs. 1 Nr. 2 FTG (Bayern)"),
            oertlich(Oertlich::Friedensfest, Friedensfest, "Art. 1 Abs. 2 FTG (Bayern)"),
            einmal(
                2017,
                Reformationstag,
                "Gesetz zur Änderung des Feiertagsgesetzes vom 12. April 2016 (GVBl. S. 50)",
            ),
        ],
    },
    Feiertagsgesetz {
        land: Land::Saarland,
        name: "Gesetz über die Sonn- und Feiertage (SFG, Saarland)",
        grundlage: "§ 2 Abs. 1 SFG (Saarland)",
        auch: &[Fronleichnam, MariaeHimmelfahrt, Allerheiligen],
        besonders: &[einmal(2017, Reformationstag, REFORMATION_2017)],
    },
    Feiertagsgesetz {
        land: Land::Berlin,
        name: "Gesetz über die Sonn- und Feiertage (Berlin)",
        grundlage: "§ 1 Abs. 1 des Gesetzes über die Sonn- und Feiertage (Berlin)",
        auch: &[],
        besonders: &[
            einmal(2017, Reformationstag, REFORMATION_2017),
            seit(2019, Frauentag, "§ 1 Abs. 1 des Gesetzes über die Sonn- und Feiertage (Berlin)"),
            einmal(2020, TagDerBefreiung, "§ 1 des Gesetzes über die Sonn- und Feiertage (Berlin)"),
            einmal(2025, TagDerBefreiung, BERLIN_2024),
            einmal(2028, SiebzehnterJuni, BERLIN_2024),
        ],
    },
    Feiertagsgesetz {
        land: Land::Brandenburg,
        name: "Gesetz über die Sonn- und Feiertage vom 21. März 1991 (FTG, Brandenburg)",
        grundlage: "§ 2 Abs. 1 FTG (Brandenburg)",
        auch: &[Ostersonntag, Pfingstsonntag, Reformationstag],
        besonders: &[],
    },
    Feiertagsgesetz {
        land: Land::MecklenburgVorpommern,
        name: "Feiertagsgesetz Mecklenburg-Vorpommern (FTG M-V)",
        grundlage: "§ 2 Abs. 1 FTG M-V",
        auch: &[Reformationstag],
        besonders: &[seit(2023, Frauentag, "§ 2 Abs. 1 FTG M-V")],
    },
    Feiertagsgesetz {
        land: Land::Sachsen,
        name: "Gesetz über Sonn- und Feiertage im Freistaat Sachsen (SächsSFG)",
        grundlage: "§ 1 Abs. 1 SächsSFG",
        auch: &[Reformationstag, BussUndBettag],
        besonders: &[oertlich(
            Oertlich::Fronleichnam,
            Fronleichnam,
            "Fronleichnamsverordnung von 1993 nach dem SächsSFG",
        )],
    },
    Feiertagsgesetz {
        land: Land::SachsenAnhalt,
        name: "Gesetz über die Sonn- und Feiertage (FeiertG LSA)",
        grundlage: "§ 2 FeiertG LSA",
        auch: &[HeiligeDreiKoenige, Reformationstag],
        besonders: &[],
    },
    Feiertagsgesetz {
        land: Land::Thueringen,
        name: "Thüringer Feier- und Gedenktagsgesetz (ThürFGtG) vom 21. Dezember 1994 (GVBl. S. 1221)",
        grundlage: "§ 2 Abs. 1 ThürFGtG",
        auch: &[Reformationstag],
        besonders: &[
            seit(2019, Weltkindertag, "§ 2 Abs. 1 ThürFGtG"), // law of 19 March 2019 (GVBl. S. 22)
            oertlich(Oertlich::Fronleichnam, Fronleichnam, "§ 2 Abs. 2, § 10 Abs. 1 ThürFGtG"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_land_has_its_own_law() {
        for (land, gesetz) in Land::ALLE.into_iter().zip(&GESETZE) {
            assert_eq!(gesetz.land, land);
        }
    }

    #[test]
    fn no_day_stands_in_two_lists() {
        for gesetz in &GESETZE {
            for day in gesetz.auch {
                assert!(!UEBERALL.contains(day), "{:?}: {day:?} is a holiday everywhere", gesetz.land);
                assert!(
                    gesetz.besonders.iter().all(|other| other.anlass != *day),
                    "{:?}: {day:?} stands in both lists",
                    gesetz.land
                );
            }
        }
    }
}
