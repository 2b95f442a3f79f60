//! How far online services have come: in which municipalities whoever is competent for a Leistung offers it online.
//!
//! Competent for a municipality is who serves the Leistung in the nearest area around it, as in the search for the competent
//! office. Where several are competent in the same area, one who offers it online is enough.

use crate::Result;
use crate::fold::fold_name;
use crate::model::{GebietKind, Kachel, LeistungKey};
use crate::tables;
use identity::{Ars, Scope};
use std::collections::BTreeMap;
use store::Executor;

/// How the people of a municipality come to a Leistung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zugang {
    /// Whoever is competent offers it online.
    Online,
    /// Somebody is competent and offers it on paper or in person only.
    VorOrt,
    /// Nobody is known to be competent.
    Ungeklaert,
}

impl Zugang {
    /// The word used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::VorOrt => "vor_ort",
            Self::Ungeklaert => "ungeklaert",
        }
    }
}

/// Municipalities by [`Zugang`]; for several Leistungen each municipality once for each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verteilung {
    /// Where it is online.
    pub online: u32,
    /// Where it is not.
    pub vor_ort: u32,
    /// Where nobody is known to be competent.
    pub ungeklaert: u32,
}

impl Verteilung {
    fn count(&mut self, zugang: Zugang) {
        match zugang {
            Zugang::Online => self.online += 1,
            Zugang::VorOrt => self.vor_ort += 1,
            Zugang::Ungeklaert => self.ungeklaert += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.online += other.online;
        self.vor_ort += other.vor_ort;
        self.ungeklaert += other.ungeklaert;
    }

    /// Of one municipality and one Leistung: how its people come to it.
    #[must_use]
    pub const fn zugang(self) -> Zugang {
        match self {
            Self { online: 1.., .. } => Zugang::Online,
            Self { vor_ort: 1.., .. } => Zugang::VorOrt,
            _ => Zugang::Ungeklaert,
        }
    }

    /// Those of whom it is known who is competent.
    #[must_use]
    pub const fn geklaert(self) -> u32 {
        self.online + self.vor_ort
    }

    /// All of them.
    #[must_use]
    pub const fn alle(self) -> u32 {
        self.geklaert() + self.ungeklaert
    }

    /// How many in a hundred of [`alle`](Self::alle) are online, rounded, but 0 is none and 100 are all. `None` of nothing,
    /// and where nobody is known to be competent anywhere.
    #[must_use]
    pub fn prozent(self) -> Option<u32> {
        match (self.online, self.alle()) {
            _ if self.geklaert() == 0 => None,
            (0, _) => Some(0),
            (online, alle) if online == alle => Some(100),
            (online, alle) => Some(((online * 200 + alle) / (alle * 2)).clamp(1, 99)),
        }
    }
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeinde {
    /// Its key.
    pub ars: Ars,
    /// Its name.
    pub name: String,
    /// Of it alone.
    pub verteilung: Verteilung,
}

/// A county with its municipalities, or a city that is one. Municipalities of no county stand below the outermost area
/// around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kreis {
    /// Its key.
    pub ars: Ars,
    /// Its name.
    pub name: String,
    /// Where it stands on the map, if that is known.
    pub kachel: Option<Kachel>,
    /// Of all its municipalities.
    pub verteilung: Verteilung,
    /// Its municipalities, by name.
    pub gemeinden: Vec<Gemeinde>,
}

/// How far the online services have come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verbreitung {
    /// Counties and their municipalities, by name.
    pub kreise: Vec<Kreis>,
    /// Leistungen that somebody serves, by key.
    pub leistungen: Vec<(LeistungKey, Verteilung)>,
}

impl Verbreitung {
    /// All municipalities together.
    #[must_use]
    pub fn gesamt(&self) -> Verteilung {
        let mut all = Verteilung::default();
        self.kreise.iter().for_each(|kreis| all.add(kreis.verteilung));
        all
    }

    /// The municipalities.
    pub fn gemeinden(&self) -> impl Iterator<Item = &Gemeinde> {
        self.kreise.iter().flat_map(|kreis| &kreis.gemeinden)
    }
}

/// How far one Leistung has come.
pub async fn verbreitung_of(
    on: &mut impl Executor,
    _scope: &Scope,
    leistung: &LeistungKey,
) -> Result<Verbreitung> {
    let served = tables::served(on, Some(std::slice::from_ref(leistung))).await?;
    Ok(spread(&tables::areas(on).await?, &served, true))
}

/// How far some Leistungen have come, each by itself. One that nobody serves is left out.
pub async fn verteilungen(
    on: &mut impl Executor,
    _scope: &Scope,
    leistungen: &[LeistungKey],
) -> Result<BTreeMap<LeistungKey, Verteilung>> {
    if leistungen.is_empty() {
        return Ok(BTreeMap::new());
    }
    let served = tables::served(on, Some(leistungen)).await?;
    Ok(spread(&tables::areas(on).await?, &served, false).leistungen.into_iter().collect())
}

/// How far all Leistungen have come that somebody serves. A municipality counts once for each Leistung of which it is known who
/// is competent there: not everything is done everywhere.
pub async fn verbreitung(on: &mut impl Executor, _scope: &Scope) -> Result<Verbreitung> {
    let served = tables::served(on, None).await?;
    Ok(spread(&tables::areas(on).await?, &served, false))
}

/// An area as far as it matters here.
pub(crate) struct Area {
    pub(crate) ars: Ars,
    pub(crate) name: String,
    pub(crate) kind: GebietKind,
    pub(crate) parent: Option<Ars>,
    pub(crate) kachel: Option<Kachel>,
}

/// That a Leistung is served in an area, and whether online.
pub(crate) struct Served {
    pub(crate) leistung: LeistungKey,
    pub(crate) gebiet: Ars,
    pub(crate) online: bool,
}

/// A municipality with the areas around it, itself first, by their places in the list of areas.
struct Place {
    way: Vec<usize>,
    kreis: usize,
    verteilung: Verteilung,
}

/// Counts, for each Leistung, how the people of each municipality come to it; those of whom nothing is known only where `unknown`
/// says so.
fn spread(areas: &[Area], served: &[Served], unknown: bool) -> Verbreitung {
    let index: BTreeMap<&Ars, usize> = areas.iter().enumerate().map(|(at, area)| (&area.ars, at)).collect();
    let mut places: Vec<Place> = (0..areas.len())
        .filter(|at| areas[*at].kind.is_municipality())
        .map(|at| place(areas, &index, at))
        .collect();
    let mut of: BTreeMap<&LeistungKey, Vec<(usize, bool)>> = BTreeMap::new();
    for one in served {
        let at = index.get(&one.gebiet).map(|at| (*at, one.online));
        of.entry(&one.leistung).or_default().extend(at);
    }
    if of.is_empty() && unknown {
        places.iter_mut().for_each(|place| place.verteilung.count(Zugang::Ungeklaert));
    }
    let mut leistungen = Vec::with_capacity(of.len());
    let mut known = vec![None; areas.len()];
    for (leistung, rows) in of {
        for (at, online) in &rows {
            known[*at] = Some(known[*at].unwrap_or(false) || *online);
        }
        let mut all = Verteilung::default();
        for place in &mut places {
            let zugang = match place.way.iter().find_map(|at| known[*at]) {
                Some(true) => Zugang::Online,
                Some(false) => Zugang::VorOrt,
                None => Zugang::Ungeklaert,
            };
            all.count(zugang);
            if unknown || zugang != Zugang::Ungeklaert {
                place.verteilung.count(zugang);
            }
        }
        leistungen.push((leistung.clone(), all));
        rows.iter().for_each(|(at, _)| known[*at] = None);
    }
    Verbreitung { kreise: kreise(areas, places), leistungen }
}

fn place(areas: &[Area], index: &BTreeMap<&Ars, usize>, at: usize) -> Place {
    let mut way = vec![at];
    let mut here = at;
    while let Some(next) = areas[here].parent.as_ref().and_then(|parent| index.get(parent)) {
        // Nothing is part of itself; whatever the tables say, the way ends.
        if way.contains(next) {
            break;
        }
        way.push(*next);
        here = *next;
    }
    let kreis = way.iter().copied().find(|at| areas[*at].kind.is_district()).unwrap_or(here);
    Place { way, kreis, verteilung: Verteilung::default() }
}

fn kreise(areas: &[Area], places: Vec<Place>) -> Vec<Kreis> {
    let mut kreise: BTreeMap<usize, Kreis> = BTreeMap::new();
    for place in places {
        let area = &areas[place.kreis];
        let kreis = kreise.entry(place.kreis).or_insert_with(|| Kreis {
            ars: area.ars.clone(),
            name: area.name.clone(),
            kachel: area.kachel.clone(),
            verteilung: Verteilung::default(),
            gemeinden: Vec::new(),
        });
        kreis.verteilung.add(place.verteilung);
        let Some(own) = place.way.first().map(|at| &areas[*at]) else { continue };
        let (ars, name) = (own.ars.clone(), own.name.clone());
        kreis.gemeinden.push(Gemeinde { ars, name, verteilung: place.verteilung });
    }
    let mut kreise: Vec<_> = kreise.into_values().collect();
    kreise.sort_by_cached_key(|kreis| (fold_name(&kreis.name), kreis.ars.clone()));
    for kreis in &mut kreise {
        kreis.gemeinden.sort_by_cached_key(|gemeinde| (fold_name(&gemeinde.name), gemeinde.ars.clone()));
    }
    kreise
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAND: &str = "160000000000";
    const ERFURT: &str = "160510000000";
    const ILM: &str = "160700000000";
    const VG: &str = "160705013000";
    const ARNSTADT: &str = "160700004004";
    const ILMENAU: &str = "160700029029";
    const DORF: &str = "160705013001";

    fn ars(text: &str) -> Ars {
        Ars::parse(text).unwrap()
    }

    fn areas() -> Vec<Area> {
        use GebietKind::{Gemeinde, Gemeindeverband, KreisfreieStadt, Land, Landkreis};
        let area = |key, kind, parent: Option<&str>| Area {
            ars: ars(key),
            name: key.to_owned(),
            kind,
            parent: parent.map(ars),
            kachel: None,
        };
        vec![
            area(LAND, Land, None),
            area(ERFURT, KreisfreieStadt, Some(LAND)),
            area(ILM, Landkreis, Some(LAND)),
            area(VG, Gemeindeverband, Some(ILM)),
            area(ARNSTADT, Gemeinde, Some(ILM)),
            area(ILMENAU, Gemeinde, Some(ILM)),
            area(DORF, Gemeinde, Some(VG)),
        ]
    }

    fn served(leistung: &str, gebiet: &str, online: bool) -> Served {
        Served { leistung: LeistungKey::parse(leistung).unwrap(), gebiet: ars(gebiet), online }
    }

    const ONE: &str = "99108001001000";
    const OTHER: &str = "99108001001001";

    fn of(found: &Verbreitung, gemeinde: &str) -> Verteilung {
        found.gemeinden().find(|one| one.ars == ars(gemeinde)).unwrap().verteilung
    }

    const ONLINE: Verteilung = Verteilung { online: 1, vor_ort: 0, ungeklaert: 0 };
    const VOR_ORT: Verteilung = Verteilung { online: 0, vor_ort: 1, ungeklaert: 0 };

    #[test]
    fn the_nearest_who_is_competent_counts() {
        // The Land offers it online, Ilmenau serves it itself and does not; the Verwaltungsgemeinschaft does for its villages.
        let rows = [
            served(ONE, LAND, true),
            served(ONE, ILMENAU, false),
            served(ONE, VG, false),
            served(ONE, VG, true),
        ];
        let found = spread(&areas(), &rows, true);
        assert_eq!((of(&found, ERFURT), of(&found, ILMENAU)), (ONLINE, VOR_ORT));
        assert_eq!((of(&found, ARNSTADT), of(&found, DORF)), (ONLINE, ONLINE));
        let ilm = found.kreise.iter().find(|kreis| kreis.ars == ars(ILM)).unwrap();
        assert_eq!(ilm.verteilung, Verteilung { online: 2, vor_ort: 1, ungeklaert: 0 });
        assert_eq!((ilm.gemeinden.len(), found.gesamt().prozent()), (3, Some(75)));
    }

    #[test]
    fn what_nobody_serves_is_unknown_and_no_percentage() {
        let found = spread(&areas(), &[served(ONE, ERFURT, true)], true);
        assert_eq!(found.gesamt(), Verteilung { online: 1, vor_ort: 0, ungeklaert: 3 });
        let ilm = found.kreise.iter().find(|kreis| kreis.ars == ars(ILM)).unwrap();
        assert_eq!((ilm.verteilung.prozent(), found.gesamt().prozent()), (None, Some(25)));
        let nothing = spread(&areas(), &[], true);
        assert_eq!((nothing.gesamt().ungeklaert, nothing.gesamt().prozent()), (4, None));
    }

    #[test]
    fn none_and_all_are_not_rounded_to() {
        let of = |online, vor_ort| Verteilung { online, vor_ort, ungeklaert: 0 }.prozent();
        assert_eq!([of(2, 1), of(1, 2), of(1, 1)], [Some(67), Some(33), Some(50)]);
        assert_eq!([of(0, 400), of(1, 400), of(400, 1), of(400, 0)], [Some(0), Some(1), Some(99), Some(100)]);
    }

    #[test]
    fn of_all_leistungen_those_that_are_served_count() {
        let rows = [served(ONE, LAND, false), served(OTHER, ERFURT, true)];
        let found = spread(&areas(), &rows, false);
        assert_eq!(of(&found, ERFURT), Verteilung { online: 1, vor_ort: 1, ungeklaert: 0 });
        assert_eq!(of(&found, DORF), VOR_ORT);
        let other = found.leistungen.iter().find(|(key, _)| key.as_str() == OTHER).unwrap().1;
        assert_eq!(other, Verteilung { online: 1, vor_ort: 0, ungeklaert: 3 });
        assert_eq!(found.leistungen.len(), 2);
    }

    #[test]
    fn an_area_that_is_part_of_itself_ends() {
        let mut areas = areas();
        areas[0].parent = Some(ars(ILM));
        assert_eq!(spread(&areas, &[served(ONE, LAND, true)], true).gesamt().online, 4);
    }
}
