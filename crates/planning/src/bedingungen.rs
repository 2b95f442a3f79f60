//! What a proposal needs first. Measures and proposals make one net: a proposal that carries a measure on is that measure, so
//! that circles are found over both kinds, and what a published measure needs is asked for in the next plan as well.

use crate::entries::{Entry, of_abhaengigkeiten};
use crate::massnahmen::{is_running, short};
use crate::model::{Andere, Bedingung, Error, Stand, Vorschlag, VorschlagId, grund};
use crate::planung::lock;
use crate::tables::{self, Abhaengigkeit, Bedarf};
use crate::vorschlaege::locked as locked_proposal;
use crate::{Result, plans, reads, steers};
use identity::{BehoerdeId, Denied, Scope};
use jiff::civil::Date;
use plans::{GeplanterAbschluss, Id, Massnahme, Projektstatus};
use std::collections::{BTreeMap, BTreeSet};
use steering::Kurz;
use store::{Executor, StreamId, Tx};

/// Says that a proposal cannot be done before another of its plan, or before a measure. Saying so again changes nothing.
///
/// # Errors
/// [`Error::Kreis`] where the other needs this one, however far, over proposals and measures together; [`Error::NotFound`]
/// for a proposal that one may not see, or where one neither steers nor works where it is from; [`Error::BadReference`]
/// for one of another plan or one that was withdrawn; [`Error::Steering`] where there is no such measure; [`Error::Stand`]
/// once the plan is published or the proposal withdrawn; [`Error::Angabe`] without a reason.
pub async fn need_for(tx: &mut Tx, scope: &Scope, id: VorschlagId, andere: &Andere, why: &str) -> Result<()> {
    let grund = grund(why)?;
    let (vorschlag, behoerde) = changeable(tx, scope, id).await?;
    let first = match andere {
        Andere::Vorschlag(other) => {
            let other = tables::visible(tx, *other, reads(scope)?).await?.ok_or(Error::NotFound)?;
            if other.jahr != vorschlag.jahr || other.stand == Stand::Zurueckgezogen {
                return Err(Error::BadReference);
            }
            node(&other)
        }
        Andere::Massnahme(other) => {
            steering::kurz(tx, other).await?;
            andere.clone()
        }
    };
    if is_known(&locked(tx).await?, &node(&vorschlag), &first)? {
        return Ok(());
    }
    let entry = Entry::VorschlagBraucht { vorschlag: id, andere: andere.clone(), behoerde, grund };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(())
}

/// Says that it can after all.
///
/// # Errors
/// [`Error::NotFound`] where nobody said otherwise of this proposal; as [`need_for`].
pub async fn need_not_for(
    tx: &mut Tx,
    scope: &Scope,
    id: VorschlagId,
    andere: &Andere,
    why: &str,
) -> Result<()> {
    let grund = grund(why)?;
    let (_, behoerde) = changeable(tx, scope, id).await?;
    let meant = same(tx, andere).await?;
    for said in tables::braucht(tx, id).await? {
        // A measure and the proposal that carries it on are the same.
        if same(tx, &said).await? == meant {
            let entry = Entry::VorschlagBrauchtNicht { vorschlag: id, andere: said, behoerde, grund };
            tx.record(StreamId(id.0), scope.actor(), &entry).await?;
            return Ok(());
        }
    }
    Err(Error::NotFound)
}

/// A proposal of which one may say what it needs, and where one works.
async fn changeable(tx: &mut Tx, scope: &Scope, id: VorschlagId) -> Result<(Vorschlag, BehoerdeId)> {
    let behoerde = reads(scope)?.ok_or(Denied::Kind)?;
    let vorschlag = locked_proposal(tx, scope, id).await?;
    if steers(scope).is_err() && plans(scope)? != vorschlag.behoerde {
        return Err(Error::NotFound);
    }
    lock(tx, vorschlag.jahr).await?;
    if vorschlag.stand == Stand::Zurueckgezogen { Err(Error::Stand) } else { Ok((vorschlag, behoerde)) }
}

/// What a proposal is in the net.
fn node(vorschlag: &Vorschlag) -> Andere {
    vorschlag.massnahme.clone().map_or(Andere::Vorschlag(vorschlag.id), Andere::Massnahme)
}

async fn same(tx: &mut Tx, andere: &Andere) -> Result<Andere> {
    let Andere::Vorschlag(id) = andere else { return Ok(andere.clone()) };
    Ok(tables::vorschlag(tx, *id).await?.map_or_else(|| andere.clone(), |other| node(&other)))
}

/// What needs what, measures and the proposals of plans in the making together. Nobody else adds to it until the transaction
/// ends, which acts for the program itself from here on: circles can lead over drafts of others.
pub(crate) async fn locked(tx: &mut Tx) -> Result<Vec<(Andere, Andere)>> {
    tx.as_house().await?;
    tx.open_stream(of_abhaengigkeiten(), "abhaengigkeiten", None).await?;
    tx.lock_stream(of_abhaengigkeiten()).await?;
    let planungen = tables::planungen(tx).await?;
    let open: BTreeSet<i16> =
        planungen.iter().filter(|one| one.veroeffentlicht_at.is_none()).map(|one| one.jahr).collect();
    let measures = tables::abhaengigkeiten(tx, None).await?;
    let mut all: Vec<_> = measures
        .into_iter()
        .map(|one| (Andere::Massnahme(one.massnahme), Andere::Massnahme(one.andere)))
        .collect();
    let proposals = tables::alle_bedingungen(tx).await?;
    all.extend(
        proposals.into_iter().filter(|(jahr, ..)| open.contains(jahr)).map(|(_, one, first)| (one, first)),
    );
    Ok(all)
}

/// Whether it is known already that one needs the other.
///
/// # Errors
/// [`Error::Kreis`] where the other needs the one, however far.
pub(crate) fn is_known(all: &[(Andere, Andere)], one: &Andere, first: &Andere) -> Result<bool> {
    if all.iter().any(|(a, b)| a == one && b == first) {
        return Ok(true);
    }
    if reaches(all, first, one) { Err(Error::Kreis) } else { Ok(false) }
}

/// Whether one needs another, however far; each needs itself.
fn reaches(all: &[(Andere, Andere)], from: &Andere, to: &Andere) -> bool {
    let mut next: BTreeMap<&Andere, Vec<&Andere>> = BTreeMap::new();
    for (one, other) in all {
        next.entry(one).or_default().push(other);
    }
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(one) = open.pop() {
        if one == to {
            return true;
        }
        if seen.insert(one) {
            open.extend(next.get(one).into_iter().flatten().copied());
        }
    }
    false
}

/// A plan in the making as a net: its proposals, and the measures that they need or that need them.
#[derive(Debug)]
pub(crate) struct Netz {
    enden: BTreeMap<Andere, Ende>,
    /// From, to, why, and whether it was said of the proposal.
    kanten: Vec<(Andere, Andere, String, bool)>,
}

/// What is known of a proposal or measure.
#[derive(Debug)]
struct Ende {
    titel: String,
    abschluss: Option<String>,
    faellig: Option<Date>,
    laeuft: bool,
    stand: Option<Stand>,
}

impl Netz {
    /// The net of the plan of a year, of whose proposals whoever asks sees `all`.
    pub(crate) async fn read(
        on: &mut impl Executor,
        jahr: i16,
        viewer: Option<BehoerdeId>,
        all: &[Vorschlag],
    ) -> Result<Self> {
        let said = tables::bedingungen(on, jahr, viewer).await?;
        let carried: BTreeSet<&Id> = all.iter().filter_map(|one| one.massnahme.as_ref()).collect();
        let mut measures = tables::abhaengigkeiten(on, None).await?;
        measures.retain(|one| carried.contains(&one.massnahme) || carried.contains(&one.andere));
        let mut known = short(on, &measures).await?;
        let named = said.iter().filter_map(|one| match &one.andere {
            Andere::Massnahme(id) if !known.contains_key(id) => Some(id),
            _ => None,
        });
        let named: BTreeSet<&Id> = named.collect();
        let more = steering::kurze(on, named).await?;
        known.extend(more.into_iter().map(|kurz| (Id(kurz.id.clone()), kurz)));
        Ok(Self::new(all, said, measures, &known))
    }

    fn new(
        all: &[Vorschlag],
        said: Vec<Bedarf>,
        measures: Vec<Abhaengigkeit>,
        known: &BTreeMap<Id, Kurz>,
    ) -> Self {
        let by_measure: BTreeMap<&Id, VorschlagId> =
            all.iter().filter_map(|one| Some((one.massnahme.as_ref()?, one.id))).collect();
        let shown = |id: Id| by_measure.get(&id).map_or(Andere::Massnahme(id), |one| Andere::Vorschlag(*one));
        let mut kanten: Vec<(Andere, Andere, String, bool)> = Vec::new();
        for one in said {
            let first = match one.andere {
                Andere::Massnahme(id) => shown(id),
                proposal => proposal,
            };
            kanten.push((Andere::Vorschlag(one.vorschlag), first, one.grund, true));
        }
        for one in measures {
            let (from, to) = (shown(one.massnahme), shown(one.andere));
            if !kanten.iter().any(|(a, b, ..)| *a == from && *b == to) {
                kanten.push((from, to, one.grund, false));
            }
        }
        let proposals = all.iter().map(|one| (Andere::Vorschlag(one.id), Ende::of_proposal(one)));
        let published =
            known.iter().map(|(id, kurz)| (Andere::Massnahme(id.clone()), Ende::of_measure(kurz)));
        Self { enden: proposals.chain(published).collect(), kanten }
    }

    /// What a proposal needs, and what needs it.
    pub(crate) fn of(&self, id: VorschlagId) -> (Vec<Bedingung>, Vec<Bedingung>) {
        let own = Andere::Vorschlag(id);
        let needs = self.kanten.iter().filter(|(from, ..)| *from == own).map(|one| self.seen(one, &one.1));
        let needed = self.kanten.iter().filter(|(_, to, ..)| *to == own).map(|one| self.seen(one, &one.0));
        (needs.collect(), needed.collect())
    }

    fn seen(&self, (from, to, grund, eigen): &(Andere, Andere, String, bool), other: &Andere) -> Bedingung {
        let ende = self.enden.get(other);
        let ends = self.enden.get(from).zip(self.enden.get(to));
        Bedingung {
            andere: other.clone(),
            titel: ende.map(|ende| ende.titel.clone()),
            abschluss: ende.and_then(|ende| ende.abschluss.clone()),
            stand: ende.and_then(|ende| ende.stand),
            grund: grund.clone(),
            zu_spaet: ends.is_some_and(|(one, first)| one.is_before(first)),
            eigen: *eigen,
        }
    }
}

impl Ende {
    fn of_proposal(vorschlag: &Vorschlag) -> Self {
        let angaben = &vorschlag.angaben;
        Self {
            titel: angaben.titel.clone(),
            abschluss: Some(angaben.abschluss.clone()).filter(|text| !text.is_empty()),
            faellig: GeplanterAbschluss::read(&angaben.abschluss, 0).faellig(),
            laeuft: angaben.status != Projektstatus::Abgeschlossen && !vorschlag.stand.is_out(),
            stand: Some(vorschlag.stand),
        }
    }

    fn of_measure(kurz: &Kurz) -> Self {
        Self {
            titel: kurz.titel.clone(),
            abschluss: kurz.abschluss.clone(),
            faellig: kurz.faellig.as_deref().and_then(|day| day.parse().ok()),
            laeuft: is_running(kurz),
            stand: None,
        }
    }

    /// Whether it is planned to be done before what it needs. What is done is never too late.
    fn is_before(&self, first: &Self) -> bool {
        let later = matches!((self.faellig, first.faellig), (Some(own), Some(first)) if first > own);
        self.laeuft && first.laeuft && later
    }
}

/// What a proposal needs first and what needs it, as far as whoever asks may see.
#[derive(Debug)]
pub struct Umfeld {
    /// What it needs.
    pub braucht: Vec<Bedingung>,
    /// What needs it.
    pub gebraucht: Vec<Bedingung>,
    vorschlag: Vorschlag,
    andere: Vec<Vorschlag>,
}

impl Umfeld {
    /// What it could need: other proposals of the plan, and of the running measures those that none of these carries on;
    /// each with its title.
    #[must_use]
    pub fn wahl(&self, running: &[(Id, Massnahme)]) -> Vec<(Andere, String)> {
        let others = || self.andere.iter().filter(|one| one.id != self.vorschlag.id);
        let proposals = others().filter(|one| one.stand != Stand::Zurueckgezogen);
        let is_carried = |id: &Id| self.andere.iter().any(|one| one.massnahme.as_ref() == Some(id));
        let measures = running.iter().filter(|(id, _)| !is_carried(id));
        proposals
            .map(|one| (Andere::Vorschlag(one.id), one.angaben.titel.clone()))
            .chain(measures.map(|(id, one)| (Andere::Massnahme(id.clone()), one.name())))
            .collect()
    }
}

/// What a proposal needs first and what needs it.
///
/// # Errors
/// [`Error::NotFound`] where there is no such proposal, or a draft of others; [`Error::Denied`].
pub async fn umfeld(on: &mut impl Executor, scope: &Scope, id: VorschlagId) -> Result<Umfeld> {
    let viewer = reads(scope)?;
    let vorschlag = tables::visible(on, id, viewer).await?.ok_or(Error::NotFound)?;
    let andere = tables::vorschlaege(on, vorschlag.jahr, viewer).await?;
    let netz = Netz::read(on, vorschlag.jahr, viewer, &andere).await?;
    let (braucht, gebraucht) = netz.of(id);
    Ok(Umfeld { braucht, gebraucht, vorschlag, andere })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn circles_are_found_however_long_and_over_both_kinds() {
        let one = |name: &str| match name.parse() {
            Ok(number) => Andere::Vorschlag(VorschlagId(Uuid::from_u128(number))),
            Err(_) => Andere::Massnahme(Id(name.to_owned())),
        };
        let all: Vec<_> =
            [("a", "1"), ("1", "c"), ("c", "2"), ("2", "1")].map(|(x, y)| (one(x), one(y))).into();
        assert!(reaches(&all, &one("a"), &one("2")) && reaches(&all, &one("a"), &one("a")));
        assert!(!reaches(&all, &one("2"), &one("a")));
        assert!(
            is_known(&all, &one("a"), &one("1")).unwrap() && !is_known(&all, &one("a"), &one("2")).unwrap()
        );
        assert!(matches!(is_known(&all, &one("2"), &one("a")), Err(Error::Kreis)));
    }
}
