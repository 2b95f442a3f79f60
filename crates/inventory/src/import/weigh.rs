//! Holding the rows of a file against what a Behoerde keeps.

use super::{Verweis, Vorhaben, Vorschau, Wirkung, said};
use crate::commands::leads_somewhere;
use crate::fields::Feld;
use crate::model::{Aenderung, Angaben, GegenstandId, Ziel};
use crate::sheet::{Fehler, Mangel, Verweisart, Zeile, key};
use crate::tables::compact;
use crate::{Result, stand};
use catalogue::LeistungKey;
use identity::{BehoerdeId, Scope};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::Executor;
use uuid::Uuid;

/// Says what would become of rows, and which do not fit.
pub(super) async fn weigh(
    on: &mut impl Executor,
    scope: &Scope,
    behoerde: BehoerdeId,
    zeilen: &[Zeile],
    today: Date,
) -> Result<Vorschau> {
    let there = stand::of_behoerde(on, behoerde).await?;
    let links = stand::links(on, Some(behoerde)).await?;
    let used = stand::use_of(on, behoerde).await?;
    let by_id: HashMap<Uuid, &Angaben> = there.iter().map(|(id, angaben)| (*id, angaben)).collect();
    let by_key: HashMap<String, Uuid> = there.iter().map(|(id, angaben)| (key_of(angaben), *id)).collect();
    let mut ways = Ways { scope, names: Names::of(&there, zeilen), known: HashMap::new() };
    let mut vorschau = Vorschau::default();
    let mut taken: HashSet<String> = HashSet::new();
    for zeile in zeilen {
        let mut bad = |mangel| {
            let (nummer, wert) = (zeile.nummer, text(&said(&zeile.felder), Feld::Name));
            vorschau.fehler.push(Fehler { zeile: nummer, spalte: None, wert, mangel });
        };
        let found = match zeile.kennung {
            Some(id) => Some(id.0),
            None => by_key.get(&key_of(&said(&zeile.felder))).copied(),
        };
        let old = match found.map(|id| by_id.get(&id)) {
            Some(None) => {
                bad(Mangel::Kennung);
                continue;
            }
            old => old.flatten().copied(),
        };
        let mut after = old.cloned().unwrap_or_default();
        after.apply(&zeile.felder);
        if let Some((feld, problem)) = after.pruefen().into_iter().next() {
            bad(Mangel::Wert(feld, problem));
            continue;
        }
        // By id here and by name there, or under one name: it is the same thing twice.
        if !taken.insert(found.map_or_else(|| key_of(&after), |id| id.to_string())) {
            bad(Mangel::Doppelt(zeile.nummer));
            continue;
        }
        let before = found.and_then(|id| links.get(&GegenstandId(id)));
        let (verknuepft, geloest) = match ways.of_row(on, zeile, found, before).await? {
            Ok(links) => links,
            Err(art) => {
                bad(Mangel::Verweis(art));
                continue;
            }
        };
        let genutzt = match reported(zeile, &after, found.and_then(|id| used.get(&id)), today) {
            Ok(genutzt) => genutzt,
            Err(mangel) => {
                bad(mangel);
                continue;
            }
        };
        let beside = !verknuepft.is_empty() || !geloest.is_empty() || genutzt.is_some();
        let wirkung = match (found.map(GegenstandId), old) {
            (Some(id), Some(old)) => {
                let changed = |(feld, value): &(&Feld, &Option<String>)| old.get(**feld) != value.as_deref();
                let felder: Aenderung =
                    zeile.felder.iter().filter(changed).map(|(feld, value)| (*feld, value.clone())).collect();
                if felder.is_empty() && !beside { Wirkung::Bekannt(id) } else { Wirkung::Aendert(id, felder) }
            }
            _ => Wirkung::Neu,
        };
        let name = text(&after, Feld::Name);
        vorschau.vorhaben.push(Vorhaben {
            zeile: zeile.clone(),
            name,
            wirkung,
            verknuepft,
            geloest,
            genutzt,
        });
    }
    // Whoever leads to a row that is not taken leads nowhere.
    let good: HashSet<u32> = vorschau.vorhaben.iter().map(|one| one.zeile.nummer).collect();
    let lost = |one: &Vorhaben| {
        one.verknuepft.iter().find_map(|verweis| match verweis {
            Verweis::Zeile { nummer, ersetzt } if !good.contains(nummer) => {
                Some(if *ersetzt { Verweisart::Ersetzt } else { Verweisart::Nutzt })
            }
            _ => None,
        })
    };
    let fehler = &mut vorschau.fehler;
    vorschau.vorhaben.retain(|one| {
        let lost = lost(one);
        fehler.extend(lost.map(|art| Fehler {
            zeile: one.zeile.nummer,
            spalte: None,
            wert: one.name.clone(),
            mangel: Mangel::Verweis(art),
        }));
        lost.is_none()
    });
    Ok(vorschau)
}

fn text(angaben: &Angaben, feld: Feld) -> String {
    angaben.get(feld).unwrap_or_default().to_owned()
}

fn key_of(angaben: &Angaben) -> String {
    key(&text(angaben, Feld::Art), &text(angaben, Feld::Name))
}

/// The use that a row reports, where it is another than what is known: of its day, or else the last.
fn reported(
    zeile: &Zeile,
    after: &Angaben,
    known: Option<&BTreeMap<Date, i64>>,
    today: Date,
) -> Result<Option<(Option<Date>, i64)>, Mangel> {
    let Some(count) = zeile.genutzt else { return Ok(None) };
    if after.get(Feld::Art) != Some("lizenz") {
        return Err(Mangel::KeineLizenz);
    }
    if zeile.genutzt_am.is_some_and(|day| day > today) {
        return Err(Mangel::Stichtag);
    }
    let there = known.and_then(|days| match zeile.genutzt_am {
        Some(day) => days.get(&day),
        None => days.last_key_value().map(|(_, count)| count),
    });
    Ok((there != Some(&count)).then_some((zeile.genutzt_am, count)))
}

/// Who is called so, in the Behoerde and in the file; nobody where several are.
struct Names(HashMap<String, Option<Called>>);

#[derive(Clone, Copy)]
enum Called {
    There(GegenstandId),
    Row(u32),
}

impl Names {
    fn of(there: &[(Uuid, Angaben)], zeilen: &[Zeile]) -> Self {
        let mut names: HashMap<String, Option<Called>> = HashMap::new();
        for (id, angaben) in there {
            let called = Called::There(GegenstandId(*id));
            names
                .entry(compact(&text(angaben, Feld::Name)))
                .and_modify(|one| *one = None)
                .or_insert(Some(called));
        }
        for zeile in zeilen.iter().filter(|zeile| zeile.kennung.is_none()) {
            let name = text(&said(&zeile.felder), Feld::Name);
            // What is there already is meant where both are called so.
            names.entry(compact(&name)).or_insert(Some(Called::Row(zeile.nummer)));
        }
        Self(names)
    }
}

/// Where words of links lead to.
struct Ways<'a> {
    scope: &'a Scope,
    names: Names,
    /// What was looked up.
    known: HashMap<(Verweisart, String), Option<Verweis>>,
}

impl Ways<'_> {
    /// The links that a row makes and takes away, or the kind of one that leads nowhere.
    async fn of_row(
        &mut self,
        on: &mut impl Executor,
        zeile: &Zeile,
        id: Option<Uuid>,
        before: Option<&BTreeSet<Ziel>>,
    ) -> Result<Result<(Vec<Verweis>, Vec<Ziel>), Verweisart>> {
        let (mut made, mut taken) = (Vec::new(), Vec::new());
        for (art, words) in &zeile.verknuepft {
            let mut wanted = BTreeSet::new();
            for word in words {
                let to_itself = |verweis: &Verweis| match verweis {
                    Verweis::Da(Ziel::Nutzt(other) | Ziel::Ersetzt(other)) => Some(other.0) == id,
                    Verweis::Zeile { nummer, .. } => *nummer == zeile.nummer,
                    Verweis::Da(_) => false,
                };
                let found = self.way(on, *art, word).await?.filter(|verweis| !to_itself(verweis));
                let Some(verweis) = found else { return Ok(Err(*art)) };
                wanted.insert(verweis);
            }
            let before = || before.into_iter().flatten().filter(|ziel| ziel.art() == art.as_str());
            let is_wanted = |ziel: &Ziel| wanted.contains(&Verweis::Da(ziel.clone()));
            taken.extend(before().filter(|ziel| !is_wanted(ziel)).cloned());
            let is_there = |verweis: &Verweis| before().any(|ziel| Verweis::Da(ziel.clone()) == *verweis);
            made.extend(wanted.iter().filter(|verweis| !is_there(verweis)).cloned());
        }
        Ok(Ok((made, taken)))
    }

    async fn way(&mut self, on: &mut impl Executor, art: Verweisart, word: &str) -> Result<Option<Verweis>> {
        let asked = (art, word.to_owned());
        if let Some(known) = self.known.get(&asked) {
            return Ok(known.clone());
        }
        let ziel = match art {
            Verweisart::Massnahme if word.contains(':') => named_measure(on, word).await?,
            Verweisart::Massnahme => Some(Ziel::Massnahme(word.to_owned())),
            Verweisart::Leistung => LeistungKey::parse(word).ok().map(|key| Ziel::Leistung(key.to_string())),
            Verweisart::Nutzt | Verweisart::Ersetzt => {
                let ersetzt = art == Verweisart::Ersetzt;
                let to = |id| if ersetzt { Ziel::Ersetzt(id) } else { Ziel::Nutzt(id) };
                let called = self.names.0.get(&compact(word)).copied().flatten();
                match (word.parse().ok().map(GegenstandId), called) {
                    (Some(id), _) | (None, Some(Called::There(id))) => Some(to(id)),
                    (None, Some(Called::Row(nummer))) => {
                        let way = Some(Verweis::Zeile { nummer, ersetzt });
                        self.known.insert(asked, way.clone());
                        return Ok(way);
                    }
                    (None, None) => None,
                }
            }
        };
        let way = match ziel {
            Some(ziel) if leads_somewhere(on, self.scope, &ziel).await? => Some(Verweis::Da(ziel)),
            _ => None,
        };
        self.known.insert(asked, way.clone());
        Ok(way)
    }
}

/// The measure that is named `YEAR:NUMBER`.
async fn named_measure(on: &mut impl Executor, word: &str) -> Result<Option<Ziel>> {
    let place = match steering::fundstelle(on, word).await {
        Ok(place) => place,
        Err(steering::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match steering::an_der_stelle(on, &place).await {
        Ok(id) => Ok(Some(Ziel::Massnahme(id.0))),
        Err(steering::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
