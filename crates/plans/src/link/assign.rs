//! Which measure of a plan is which of a later one: pairs, then what was put together and divided.

use super::{Art, Candidate, Evidence, Grund, Pieces, Vertrauen, percent};
use crate::Oberpunkt;

/// A link between the measures of two plans, by their places there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) art: Art,
    pub(crate) vertrauen: Vertrauen,
    pub(crate) evidence: Evidence,
}

/// What a person said of two measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Same,
    Other,
}

/// Least weight of a pair, and from where on it is likely and sure.
const LEAST: f64 = 0.42;
const LIKELY: f64 = 0.55;
const SURE: f64 = 0.70;

/// How much of a text must be in another one that it went into.
const INSIDE: f64 = 0.40;
/// The same for a title.
const TITLE_INSIDE: f64 = 0.85;
/// How much less of a part there must be in what it left.
const GAIN: f64 = 0.25;
/// How alike the titles of a divided measure and of its origin are at least.
const SAME: f64 = 0.85;
/// Texts with fewer pieces prove nothing.
const SHORT: usize = 12;

/// Pairs the measures of two plans. `said` is what a person said of a pair.
pub(crate) fn assign(
    from: &[Candidate<'_>],
    to: &[Candidate<'_>],
    divided: &[Oberpunkt],
    said: impl Fn(usize, usize) -> Option<Said>,
) -> Vec<Pair> {
    let mut pairs = best_first(from, to, &said, LEAST);
    let mut more = parts(from, to, divided, &pairs);
    more.retain(|pair| said(pair.from, pair.to) != Some(Said::Other));
    for (index, gone) in
        from.iter().enumerate().filter(|(index, _)| pairs.iter().all(|pair| pair.from != *index))
    {
        let into = |place: usize| {
            let allowed = said(index, place) != Some(Said::Other);
            allowed.then(|| inside(gone, &to[place], &to[place])).flatten()
        };
        if let Some((place, mut evidence)) = best(to.len(), into) {
            let before = pairs.iter().find(|pair| pair.to == place).map(|pair| &from[pair.from]);
            let doubtful = doubts(gone, &to[place], before, &mut evidence);
            more.push(partial(index, place, Art::Zusammenfuehrung, evidence, doubtful));
        }
    }
    let linked = |index: &usize| pairs.iter().chain(&more).any(|pair| pair.to == *index);
    let unlinked: Vec<usize> = (0..to.len()).filter(|index| !linked(index)).collect();
    for index in unlinked {
        let new = &to[index];
        let out_of = |place: usize| {
            let after = pairs.iter().find(|pair| pair.from == place).map(|pair| &to[pair.to]);
            let allowed = said(place, index) != Some(Said::Other) && !new.newer_than(&from[place]);
            let parted = after.is_none_or(|after| parted(new, &from[place], after));
            (allowed && parted).then(|| inside(new, &from[place], new)).flatten()
        };
        let best = best(from.len(), out_of);
        more.extend(best.map(|(place, evidence)| partial(place, index, Art::Teilung, evidence, false)));
    }
    for pair in more {
        if pair.art == Art::Teilung {
            pairs
                .iter_mut()
                .filter(|other| other.from == pair.from)
                .for_each(|other| other.art = Art::Teilung);
        } else {
            let joined = pairs.iter_mut().filter(|other| other.to == pair.to);
            joined.for_each(|other| other.art = Art::Zusammenfuehrung);
        }
        pairs.push(pair);
    }
    pairs
}

/// Pairs measures that both plans have left over, which must be sure: they were missing in a plan between.
pub(crate) fn assign_sure(
    from: &[Candidate<'_>],
    to: &[Candidate<'_>],
    said: impl Fn(usize, usize) -> Option<Said>,
) -> Vec<Pair> {
    best_first(from, to, &said, SURE)
}

fn best_first(
    from: &[Candidate<'_>],
    to: &[Candidate<'_>],
    said: &impl Fn(usize, usize) -> Option<Said>,
    least: f64,
) -> Vec<Pair> {
    let mut all: Vec<(usize, usize, bool, Evidence)> = Vec::new();
    for (left, earlier) in from.iter().enumerate() {
        for (right, later) in to.iter().enumerate() {
            let said = said(left, right);
            let mut evidence = earlier.evidence(later);
            let confirmed = said == Some(Said::Same);
            if confirmed {
                evidence.reasons.push(Grund::Korrektur);
            }
            if confirmed || said.is_none() && evidence.weight >= least {
                all.push((left, right, confirmed, evidence));
            }
        }
    }
    all.sort_by(|a, b| {
        b.2.cmp(&a.2).then(b.3.weight.total_cmp(&a.3.weight)).then((a.0, a.1).cmp(&(b.0, b.1)))
    });
    let (mut left, mut right) = (vec![false; from.len()], vec![false; to.len()]);
    let mut pairs: Vec<Pair> = Vec::new();
    for (a, b, confirmed, evidence) in all {
        if !confirmed && (left[a] || right[b]) {
            continue;
        }
        let art = match (left[a], right[b]) {
            (false, false) => Art::Fortfuehrung,
            (true, _) => Art::Teilung,
            (false, true) => Art::Zusammenfuehrung,
        };
        (left[a], right[b]) = (true, true);
        let mut pair = pair(a, b, art, evidence);
        if confirmed {
            pair.vertrauen = Vertrauen::Bestaetigt;
        }
        pairs.push(pair);
    }
    pairs
}

/// The parts of measures that the later plan itself calls divided, and that have no other origin.
fn parts(from: &[Candidate<'_>], to: &[Candidate<'_>], divided: &[Oberpunkt], pairs: &[Pair]) -> Vec<Pair> {
    let mut parts = Vec::new();
    for punkt in divided {
        let title = Pieces::of_letters(&punkt.titel);
        let like = from.iter().enumerate().map(|(place, earlier)| (place, title.like(&earlier.title)));
        let Some((place, weight)) = like.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, like)| *like >= SAME)
        else {
            continue;
        };
        for (index, part) in to.iter().enumerate() {
            let below = part.massnahme.nummer.as_ref().is_some_and(|number| number.below(&punkt.nummer));
            let free = pairs.iter().all(|pair| pair.to != index);
            if below && free && !part.newer_than(&from[place]) {
                let evidence =
                    Evidence { weight, reasons: vec![Grund::Untergliedert, Grund::Titel(percent(weight))] };
                parts.push(pair(place, index, Art::Teilung, evidence));
            }
        }
    }
    parts
}

fn pair(from: usize, to: usize, art: Art, evidence: Evidence) -> Pair {
    let vertrauen = match evidence.weight {
        weight if weight >= SURE => Vertrauen::Hoch,
        weight if weight >= LIKELY => Vertrauen::Mittel,
        _ => Vertrauen::Gering,
    };
    Pair { from, to, art, vertrauen, evidence }
}

/// A link to what a measure went into or came out of: never sure by likeness alone.
fn partial(from: usize, to: usize, art: Art, evidence: Evidence, doubtful: bool) -> Pair {
    let pair = pair(from, to, art, evidence);
    let most = if doubtful { Vertrauen::Gering } else { Vertrauen::Mittel };
    Pair { vertrauen: pair.vertrauen.min(most), ..pair }
}

/// Whether a part left the measure that it came out of: what goes on there has less of it. Two measures that share the
/// words of a law do not come out of one another.
fn parted(part: &Candidate<'_>, whole: &Candidate<'_>, after: &Candidate<'_>) -> bool {
    let text = part.text.within(&whole.text) - part.text.within(&after.text);
    let title = part.title.within(&whole.title) - part.title.within(&after.title);
    text >= GAIN || part.text.len() < SHORT && title >= GAIN
}

/// What speaks against a measure having gone into another: that one had its words before, or was admitted later.
fn doubts(
    gone: &Candidate<'_>,
    into: &Candidate<'_>,
    before: Option<&Candidate<'_>>,
    evidence: &mut Evidence,
) -> bool {
    let had = before.map_or(0.0, |before| gone.text.within(&before.text));
    let common = had * 10.0 >= gone.text.within(&into.text) * 9.0 && before.is_some();
    if common {
        evidence.reasons.push(Grund::SchonVorher(percent(had)));
    }
    let newer = into.newer_than(gone);
    if newer {
        evidence.reasons.push(Grund::SpaeterAufgenommen);
    }
    common || newer
}

/// How much of one measure is in another; `later` is the one of the later plan.
fn inside(part: &Candidate<'_>, whole: &Candidate<'_>, later: &Candidate<'_>) -> Option<Evidence> {
    let text = if part.text.len() < SHORT { 0.0 } else { part.text.within(&whole.text) };
    let title = if part.title.len() < SHORT { 0.0 } else { part.title.within(&whole.title) };
    let several = later.massnahme.vormals.as_ref().is_some_and(|vormals| vormals.nummern.len() > 1);
    let least = if several { INSIDE * 0.75 } else { INSIDE };
    if text < least && title < TITLE_INSIDE {
        return None;
    }
    let weight = text.max(title * 0.75);
    Some(Evidence { weight, reasons: vec![Grund::Enthalten(percent(text)), Grund::Titel(percent(title))] })
}

fn best(count: usize, evidence: impl Fn(usize) -> Option<Evidence>) -> Option<(usize, Evidence)> {
    let found = (0..count).filter_map(|place| Some((place, evidence(place)?)));
    found.max_by(|(a, one), (b, other)| one.weight.total_cmp(&other.weight).then(b.cmp(a)))
}
