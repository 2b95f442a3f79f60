//! What became known with each plan, as a feed tells it.

use crate::entries::STREAM;
use crate::model::{Neuigkeit, Was};
use crate::{Result, overview, plan};
use plans::{Aktionsplan, Id};
use store::{At, Executor};
use uuid::Uuid;

/// The news of the newest plans, those that were taken in last first: whole plans, until there are `most` or more.
pub(crate) async fn news(on: &mut impl Executor, most: usize) -> Result<Vec<Neuigkeit>> {
    let heads = crate::plaene(on).await?;
    let mut found: Vec<Neuigkeit> = Vec::new();
    let mut later: Option<Aktionsplan> = None;
    for (at, head) in heads.iter().enumerate() {
        if found.len() >= most {
            break;
        }
        found.push(Neuigkeit {
            id: id(&format!("plan/{}", head.jahr)),
            jahr: head.jahr,
            at: head.aufgenommen_at,
            massnahme: None,
            was: Was::Plan { massnahmen: head.massnahmen },
        });
        let now = match later.take() {
            Some(plan) => plan,
            None => plan(on, head.jahr).await?,
        };
        let Some(before) = heads.get(at + 1) else { break };
        let earlier = plan(on, before.jahr).await?;
        let both = overview::compare(on, earlier, now).await?;
        found.extend(of_measures(&both, head.jahr, head.aufgenommen_at));
        later = Some(both.von);
    }
    // Stable: within a plan they stay in its order.
    found.sort_by(|a, b| b.at.cmp(&a.at).then(b.jahr.cmp(&a.jahr)));
    Ok(found)
}

fn of_measures(both: &crate::Gegenueberstellung, jahr: i16, at: At) -> Vec<Neuigkeit> {
    let vergleich = &both.vergleich;
    let one = |id: &Id, plan: &Aktionsplan, place: usize, was: Was| {
        let titel = plan.massnahmen.get(place)?.titel.clone();
        let own = self::id(&format!("massnahme/{}/{jahr}", id.0));
        Some(Neuigkeit { id: own, jahr, at, massnahme: Some((id.clone(), titel)), was })
    };
    let new = vergleich.neu.iter().filter_map(|(id, place)| one(id, &both.nach, *place, Was::Neu));
    let changed =
        vergleich.weiter.iter().filter(|weiter| !weiter.aenderungen.is_empty()).filter_map(|weiter| {
            one(&weiter.id, &both.nach, weiter.nach, Was::Geaendert(weiter.aenderungen.clone()))
        });
    let ended = [
        (&vergleich.abgeschlossen, Was::Abgeschlossen),
        (&vergleich.aufgegangen, Was::Aufgegangen),
        (&vergleich.verschwunden, Was::Verschwunden),
    ];
    let ended = ended.into_iter().flat_map(|(list, was)| {
        list.iter().filter_map(move |beendet| one(&beendet.id, &both.von, beendet.von, was.clone()))
    });
    new.chain(changed).chain(ended).collect()
}

/// An id that stays for ever, made from what the news is about: whoever saw it once knows it again.
fn id(about: &str) -> Uuid {
    Uuid::new_v5(&STREAM.0, about.as_bytes())
}
