//! A plan that was approved becomes one of those that everybody can ask.

use crate::bedingungen::locked;
use crate::entries::{Entry, of_planung};
use crate::model::{Andere, Ergebnis, Error, Gefasst, Gegenstand, Planung, Stand, Vorschlag, VorschlagId};
use crate::planung::lock;
use crate::{Result, massnahmen, reads, steers, tables};
use identity::{BehoerdeId, Scope};
use jiff::Timestamp;
use jiff::civil::Date;
use plans::{
    Abgeschlossen, Abschnitt, Aktionsplan, Aufnahme, Belegart, Federfuehrung, GeplanterAbschluss, Id,
    Jahresbeleg, Massnahme, Nummer, Planjahr, Projektstatus, Prosa, Sicherheit, Vormals, Zeile,
};
use std::collections::BTreeMap;
use store::{Executor, StreamId, Tx, day_in_germany};

/// What still stands between a plan and its publication; nothing does where the list is empty.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
pub async fn hindrances(on: &mut impl Executor, scope: &Scope, jahr: i16) -> Result<Vec<Error>> {
    let viewer = reads(scope)?;
    let planung = tables::planung(on, jahr).await?.ok_or(Error::NotFound)?;
    let all = tables::vorschlaege(on, jahr, viewer).await?;
    hindering(on, &planung, &all).await
}

/// What stands between a plan with these proposals and its publication.
pub(crate) async fn hindering(
    on: &mut impl Executor,
    planung: &Planung,
    all: &[Vorschlag],
) -> Result<Vec<Error>> {
    let jahr = planung.jahr;
    let mut found = Vec::new();
    if planung.veroeffentlicht_at.is_some() {
        found.push(Error::Stand);
    }
    let open = all.iter().filter(|one| matches!(one.stand, Stand::Eingereicht | Stand::Geprueft)).count();
    if open > 0 {
        found.push(Error::Unentschieden(open));
    }
    let admitted: Vec<_> = all.iter().filter(|one| one.stand == Stand::Aufgenommen).collect();
    if admitted.is_empty() {
        found.push(Error::Leer);
    }
    let cost = |one: &&Vorschlag| one.angaben.kosten(jahr, planung.vorgabe.einzelplan);
    let (bedarf, budget) = (admitted.iter().map(cost).sum(), planung.vorgabe.budget);
    if bedarf > budget {
        found.push(Error::UeberBudget { bedarf, budget });
    }
    for (at, one) in admitted.iter().enumerate() {
        if admitted[..at].iter().any(|before| before.angaben.titel == one.angaben.titel) {
            found.push(Error::Doppelt(one.angaben.titel.clone()));
        }
    }
    found.extend(not_approved(on, planung, &admitted).await?);
    Ok(found)
}

/// Bodies that have not approved the plan, and admitted proposals that one of them did not approve. The last body has to have
/// seen the plan as it is.
async fn not_approved(
    on: &mut impl Executor,
    planung: &Planung,
    admitted: &[&Vorschlag],
) -> Result<Vec<Error>> {
    let whole = tables::beschluesse(on, &Gegenstand::Plan(planung.jahr)).await?;
    let mut found = Vec::new();
    for (at, gremium) in planung.vorgabe.gremien.iter().enumerate() {
        let last = whole.iter().rfind(|one| one.gremium == *gremium);
        let mut approves = last.is_some_and(|one| one.beschluss.ergebnis == Ergebnis::Zugestimmt);
        if at + 1 == planung.vorgabe.gremien.len() && approves {
            let changed = admitted.iter().map(|one| one.geaendert_at).max();
            approves = closed_at(on, last).await? >= changed;
        }
        if !approves {
            found.push(Error::BeschlussFehlt(gremium.clone()));
        }
    }
    let single = tables::beschluesse_zu_vorschlaegen(on, planung.jahr).await?;
    for one in admitted {
        let mut by_body: BTreeMap<&str, Ergebnis> = BTreeMap::new();
        for said in single.iter().filter(|said| said.gegenstand == Gegenstand::Vorschlag(one.id)) {
            by_body.insert(&said.gremium, said.beschluss.ergebnis);
        }
        let refused =
            by_body.iter().filter(|(_, one)| matches!(one, Ergebnis::Abgelehnt | Ergebnis::Vertagt));
        found.extend(refused.map(|(gremium, _)| Error::NichtGebilligt {
            titel: one.angaben.titel.clone(),
            gremium: (*gremium).to_owned(),
        }));
    }
    Ok(found)
}

async fn closed_at(on: &mut impl Executor, said: Option<&Gefasst>) -> Result<Option<Timestamp>> {
    let Some(said) = said else { return Ok(None) };
    Ok(tables::sitzung(on, said.sitzung).await?.and_then(|sitzung| sitzung.geschlossen_at))
}

/// Publishes the plan of a year: what was admitted gets its numbers and becomes an Aktionsplan; what it carries on is linked to
/// what it was; what is done stands in the list of completed measures; what proposals need, their measures need from here on.
/// What no Ressort has handed in, or handed in again, lapses. Returns how many measures the plan has.
///
/// # Errors
/// The first of the [`hindrances`]; [`Error::Stand`] once it is published, [`Error::Denied`].
pub async fn publish(tx: &mut Tx, scope: &Scope, jahr: i16) -> Result<usize> {
    let own = steers(scope)?;
    // Drafts of others end here as well, which their Behoerden alone may see.
    tx.as_house().await?;
    // As whoever changes a draft: first the proposal, then the plan.
    for one in open(tx, jahr).await? {
        tx.lock_stream(StreamId(one.id.0)).await?;
    }
    let planung = lock(tx, jahr).await?;
    let all = tables::vorschlaege(tx, jahr, None).await?;
    if let Some(first) = hindering(tx, &planung, &all).await?.into_iter().next() {
        return Err(first);
    }
    let admitted: Vec<_> = all.iter().filter(|one| one.stand == Stand::Aufgenommen).collect();
    let before = carried(tx, &admitted).await?;
    let (plan, places) = compose(jahr, day_in_germany(tx.now()), &admitted, &before);
    let count = plan.massnahmen.len();
    let goes_on: Vec<_> =
        places.iter().filter_map(|(one, place)| Some((one.massnahme.clone()?, *place))).collect();
    let places: Vec<_> = places.into_iter().map(|(one, place)| (one.id, place)).collect();
    steering::publish(tx, scope, plan, &goes_on).await?;
    let vorschlaege = admitted.iter().map(|one| one.id).collect();
    tx.record(of_planung(jahr), scope.actor(), &Entry::PlanVeroeffentlicht { jahr, vorschlaege }).await?;
    link(tx, scope, own, jahr, &all, &places).await?;
    for one in open(tx, jahr).await? {
        let entry = Entry::Verfallen { vorschlag: one.id, behoerde: own };
        tx.record(StreamId(one.id.0), scope.actor(), &entry).await?;
    }
    Ok(count)
}

/// What a Ressort still works on, in the order of ids.
async fn open(tx: &mut Tx, jahr: i16) -> Result<Vec<Vorschlag>> {
    let mut all = tables::vorschlaege(tx, jahr, None).await?;
    all.retain(|one| one.stand.is_open());
    all.sort_by_key(|one| one.id);
    Ok(all)
}

/// What the admitted proposals need becomes what their measures need. What is needed and is no measure, as it was set aside
/// and carries none on, is left out: the history of the proposal keeps it.
async fn link(
    tx: &mut Tx,
    scope: &Scope,
    own: BehoerdeId,
    jahr: i16,
    all: &[Vorschlag],
    places: &[(VorschlagId, usize)],
) -> Result<()> {
    let said = tables::bedingungen(tx, jahr, None).await?;
    if said.is_empty() {
        return Ok(());
    }
    let known = locked(tx).await?;
    let ids = steering::planseite(tx, jahr).await?.ids;
    let mut measures: BTreeMap<VorschlagId, Id> =
        all.iter().filter_map(|one| Some((one.id, one.massnahme.clone()?))).collect();
    measures.extend(places.iter().filter_map(|(id, place)| Some((*id, ids.get(*place)?.clone()))));
    let is_admitted = |id: VorschlagId| all.iter().any(|one| one.id == id && one.stand == Stand::Aufgenommen);
    let mut new = BTreeMap::new();
    for one in said.into_iter().filter(|one| is_admitted(one.vorschlag)) {
        let first = match one.andere {
            Andere::Massnahme(id) => Some(id),
            Andere::Vorschlag(id) => measures.get(&id).cloned(),
        };
        let Some((id, first)) = measures.get(&one.vorschlag).cloned().zip(first) else { continue };
        let is_there = |(a, b): &(Andere, Andere)| {
            *a == Andere::Massnahme(id.clone()) && *b == Andere::Massnahme(first.clone())
        };
        if !known.iter().any(is_there) {
            new.entry((id, first)).or_insert(one.grund);
        }
    }
    for ((id, first), grund) in new {
        massnahmen::record(tx, scope, own, (&id, &first), grund).await?;
    }
    Ok(())
}

/// What the last plan says of measures that are carried on.
async fn carried(tx: &mut Tx, admitted: &[&Vorschlag]) -> Result<BTreeMap<Id, Massnahme>> {
    let mut found = BTreeMap::new();
    for id in admitted.iter().filter_map(|one| one.massnahme.as_ref()) {
        let mut history = steering::massnahme(tx, id).await?;
        if let Some(last) = history.stationen.pop() {
            found.insert(id.clone(), last.massnahme);
        }
    }
    Ok(found)
}

/// A heading in the order of plans: "3.2" before "3.10", those without a number last.
type Heading = (Vec<u32>, String);

fn heading(abschnitt: &str) -> Heading {
    let (number, words) = abschnitt.split_once(' ').unwrap_or((abschnitt, ""));
    let parts: Option<Vec<u32>> =
        number.trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect();
    match parts.filter(|_| !words.trim().is_empty()) {
        Some(parts) => (parts, words.trim().to_owned()),
        None => (vec![u32::MAX], abschnitt.to_owned()),
    }
}

/// The plan, and which proposal became which of its measures, by place.
fn compose<'a>(
    jahr: i16,
    stand: Date,
    admitted: &[&'a Vorschlag],
    before: &BTreeMap<Id, Massnahme>,
) -> (Aktionsplan, Vec<(&'a Vorschlag, usize)>) {
    let mut sections: BTreeMap<Heading, Vec<&'a Vorschlag>> = BTreeMap::new();
    for &one in admitted {
        sections.entry(heading(&one.angaben.abschnitt)).or_default().push(one);
    }
    let used = sections.keys().filter(|(parts, _)| *parts != [u32::MAX]).map(|(parts, _)| parts[0]).max();
    let mut free = used.map_or(1, |last| last.saturating_add(1));
    let mut lines = Lines(0);
    let mut plan = Aktionsplan {
        jahr: Planjahr {
            jahr: Some(jahr),
            sicherheit: Sicherheit::Sicher,
            belege: vec![Jahresbeleg { jahr, art: Belegart::Kopf, zeile: lines.next() }],
        },
        stand: Some(stand),
        zeilen: (1, 1),
        abschnitte: Vec::new(),
        massnahmen: Vec::new(),
        oberpunkte: Vec::new(),
        abgeschlossen: Vec::new(),
        fussnoten: Vec::new(),
        fussnotenzeichen: Vec::new(),
    };
    let mut places = Vec::new();
    for ((parts, words), ours) in &sections {
        let number = if *parts == [u32::MAX] {
            free += 1;
            (free - 1).to_string()
        } else {
            parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
        };
        plan.abschnitte.push(Abschnitt { nummer: number.clone(), titel: words.clone(), zeile: lines.next() });
        let mut place = 0;
        for &one in ours {
            let old = one.massnahme.as_ref().and_then(|id| before.get(id));
            if one.angaben.status == Projektstatus::Abgeschlossen {
                plan.abgeschlossen.push(Abgeschlossen {
                    titel: one.angaben.titel.clone(),
                    vormals: old.and_then(|old| vormals(old, lines.0 + 1)),
                    fussnote: None,
                    zeile: lines.next(),
                });
                continue;
            }
            place += 1;
            let nummer = format!("{number}.{place}").parse().ok();
            places.push((one, plan.massnahmen.len()));
            plan.massnahmen.push(measure(&mut lines, jahr, one, old, nummer, words));
        }
    }
    plan.zeilen = (1, lines.0);
    (plan, places)
}

/// Counts the lines of a plan that was never printed: each heading, field and paragraph is one.
struct Lines(Zeile);

impl Lines {
    fn next(&mut self) -> Zeile {
        self.0 += 1;
        self.0
    }
}

fn vormals(old: &Massnahme, zeile: Zeile) -> Option<Vormals> {
    let nummer = old.nummer.clone()?;
    Some(Vormals { wortlaut: nummer.to_string(), nummern: vec![nummer], zeile })
}

fn measure(
    lines: &mut Lines,
    jahr: i16,
    one: &Vorschlag,
    old: Option<&Massnahme>,
    nummer: Option<Nummer>,
    section: &str,
) -> Massnahme {
    let zeile = lines.next();
    let angaben = &one.angaben;
    let since = old.and_then(|old| old.aufnahme.as_ref()).map(|aufnahme| aufnahme.wortlaut.clone());
    let admitted = since.unwrap_or_else(|| jahr.to_string());
    let (aufnahme, _) = Aufnahme::read(&admitted, lines.next());
    let federfuehrung = Federfuehrung::read(&angaben.federfuehrung, lines.next());
    let abschluss = GeplanterAbschluss::read(&angaben.abschluss, lines.next());
    lines.next(); // the status
    let text = Prosa::written(&angaben.text, lines.0 + 1);
    for _ in &text.absaetze {
        lines.next();
    }
    Massnahme {
        nummer,
        titel: angaben.titel.clone(),
        aufnahme: Some(aufnahme),
        neu: one.massnahme.is_none(),
        federfuehrung: Some(federfuehrung),
        abschluss: Some(abschluss),
        status: Some(angaben.status.clone()),
        strategie: old.map(|old| old.strategie.clone()).unwrap_or_default(),
        koalitionsvertrag: old.is_some_and(|old| old.koalitionsvertrag),
        vormals: old.and_then(|old| vormals(old, zeile)),
        fussnote: None,
        text,
        abschnitte: vec![section.to_owned()],
        verweise: Vec::new(),
        zeile,
        letzte_zeile: lines.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_in_their_order() {
        let mut all = ["Ohne Nummer", "3.10 Zehn", "3.2 Zwei", "4 Vier", "3. Drei", "2030"].map(heading);
        all.sort();
        let words: Vec<_> = all.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["Drei", "Zwei", "Zehn", "Vier", "2030", "Ohne Nummer"]);
    }
}
