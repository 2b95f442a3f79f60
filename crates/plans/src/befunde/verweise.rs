//! What points into nothing, or to two places at once.

use std::collections::BTreeMap;

use super::{At, Befund, Beleg, Regel};
use crate::{Aktionsplan, Fundstelle, Geschichten, Id, Massnahme, Nummer};

/// The references of a plan: footnotes, former numbers, other measures.
pub(super) fn plan(
    plans: &[Aktionsplan],
    plan: &Aktionsplan,
    jahr: i16,
    geschichten: &Geschichten,
    found: &mut Vec<Befund>,
) {
    footnotes(plan, jahr, found);
    let mut named: BTreeMap<&Nummer, &Massnahme> = BTreeMap::new();
    for massnahme in &plan.massnahmen {
        let at = At { plan, jahr, massnahme, geschichten };
        if let Some(vormals) = &massnahme.vormals {
            for nummer in &vormals.nummern {
                if !repeated(plans, &at) {
                    former(plans, &at, nummer, found);
                }
                if let Some(other) = named.insert(nummer, massnahme) {
                    let text = format!("{} und {}", other.name(), massnahme.name());
                    found.push(at.befund(Regel::VormalsDoppelt(nummer.clone()), vormals.zeile, &text));
                }
            }
        }
        texts(plans, &at, found);
    }
}

fn footnotes(plan: &Aktionsplan, jahr: i16, found: &mut Vec<Befund>) {
    let befund = |regel, zeile, text| {
        let belege = vec![Beleg { jahr, zeile, text }];
        Befund { regel, jahr, massnahme: None, id: None, belege }
    };
    let there = |sign: u32| plan.fussnoten.iter().any(|footnote| footnote.nummer == sign);
    let missing: Vec<(u32, u32)> =
        plan.fussnotenzeichen.iter().copied().filter(|(sign, _)| !there(*sign)).collect();
    if let Some((_, zeile)) = missing.first() {
        let numbers: Vec<u32> = missing.iter().map(|(sign, _)| *sign).collect();
        let words = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        found.push(befund(Regel::FussnoteFehlt(numbers), *zeile, words));
    }
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    for (sign, zeile) in &plan.fussnotenzeichen {
        if seen.insert(*sign, *zeile).is_some() {
            let text = plan.fussnoten.iter().find(|footnote| footnote.nummer == *sign);
            let text = text.map(|footnote| footnote.text.clone()).unwrap_or_default();
            found.push(befund(Regel::FussnoteMehrfach(*sign), *zeile, text));
        }
    }
}

/// Whether the same history names the same former number in an earlier plan: it was reported there.
fn repeated(plans: &[Aktionsplan], at: &At<'_>) -> bool {
    let id = at.geschichten.register.0.get(&Fundstelle::new(at.jahr, at.massnahme));
    let histories = at.geschichten.geschichten.iter().filter(|geschichte| Some(&geschichte.id) == id);
    let earlier =
        histories.flat_map(|geschichte| &geschichte.stationen).filter(|station| station.jahr < at.jahr);
    let vormals = |massnahme: &Massnahme| massnahme.vormals.as_ref().map(|vormals| vormals.nummern.clone());
    earlier
        .into_iter()
        .any(|station| vormals(&plans[station.plan].massnahmen[station.massnahme]) == vormals(at.massnahme))
}

/// The former number against the last plan that has it.
fn former(plans: &[Aktionsplan], at: &At<'_>, nummer: &Nummer, found: &mut Vec<Befund>) {
    let year = |plan: &Aktionsplan| plan.jahr.jahr.filter(|year| *year < at.jahr);
    let before = plans.iter().filter_map(|plan| {
        let massnahme = plan.massnahmen.iter().find(|massnahme| massnahme.nummer.as_ref() == Some(nummer))?;
        Some((year(plan)?, massnahme))
    });
    let Some((jahr, other)) = before.max_by_key(|(year, _)| *year) else { return };
    let register = &at.geschichten.register.0;
    let own = register.get(&Fundstelle::new(at.jahr, at.massnahme));
    let id = register.get(&Fundstelle::new(jahr, other));
    let (Some(own), Some(id)) = (own, id) else { return };
    if own != id && !went_into(at.geschichten, id, own) && !went_into(at.geschichten, own, id) {
        let zeile = at.massnahme.vormals.as_ref().map_or(0, |vormals| vormals.zeile);
        let mut befund =
            at.befund(Regel::VormalsAndereMassnahme(nummer.clone()), zeile, &at.massnahme.name());
        befund.belege.push(Beleg { jahr, zeile: other.zeile, text: other.name() });
        found.push(befund);
    }
}

/// Whether one history went into another, or the other came out of it.
fn went_into(geschichten: &Geschichten, one: &Id, other: &Id) -> bool {
    geschichten.geschichten.iter().any(|geschichte| {
        geschichte.id == *one && matches!(&geschichte.ende, crate::Ende::AufgegangenIn(id) if id == other)
            || geschichte.id == *other && geschichte.aus.as_ref() == Some(one)
    })
}

/// Measures that the text names.
fn texts(plans: &[Aktionsplan], at: &At<'_>, found: &mut Vec<Befund>) {
    let knows = |plan: &Aktionsplan, nummer: &Nummer| {
        plan.massnahmen.iter().any(|massnahme| massnahme.nummer.as_ref() == Some(nummer))
            || plan.oberpunkte.iter().any(|punkt| punkt.nummer == *nummer)
            || plan.abschnitte.iter().any(|abschnitt| abschnitt.nummer == nummer.to_string())
    };
    let line = |zeile| {
        let satz = at.massnahme.text.saetze().filter(|satz| satz.zeile <= zeile).last();
        satz.map(|satz| satz.text.to_owned()).unwrap_or_default()
    };
    for verweis in &at.massnahme.verweise {
        let plan =
            verweis.plan.map_or(Some(at.plan), |year| plans.iter().find(|plan| plan.jahr.jahr == Some(year)));
        if plan.is_some_and(|plan| !knows(plan, &verweis.ziel)) {
            let rule = Regel::VerweisOhneZiel(verweis.ziel.clone());
            found.push(at.befund(rule, verweis.zeile, &line(verweis.zeile)));
        }
    }
    twice(&at.massnahme.verweise, |verweis| {
        found.push(at.befund(
            Regel::VerweisDoppelt(verweis.ziel.clone()),
            verweis.zeile,
            &line(verweis.zeile),
        ));
    });
    let divided = at
        .plan
        .oberpunkte
        .iter()
        .filter(|_| at.plan.massnahmen.first().is_some_and(|first| std::ptr::eq(first, at.massnahme)));
    for punkt in divided {
        twice(&punkt.verweise, |verweis| {
            let belege = vec![Beleg { jahr: at.jahr, zeile: verweis.zeile, text: punkt.text.text() }];
            let regel = Regel::VerweisDoppelt(verweis.ziel.clone());
            found.push(Befund { regel, jahr: at.jahr, massnahme: None, id: None, belege });
        });
    }
    for satz in at.massnahme.text.saetze() {
        let lost = satz
            .text
            .match_indices("Maßnahme")
            .any(|(at, word)| satz.text[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()));
        if lost {
            found.push(at.befund(Regel::VerweisUnlesbar, satz.zeile, satz.text));
        }
    }
}

/// The same target named twice on one line.
fn twice(verweise: &[crate::Verweis], mut found: impl FnMut(&crate::Verweis)) {
    for pair in verweise.windows(2) {
        if pair[0].ziel == pair[1].ziel && pair[0].zeile == pair[1].zeile {
            found(&pair[1]);
        }
    }
}
