//! The work on the plan of a year: what is set for it, what is proposed, and in which order.

use crate::bedingungen::Netz;
use crate::entries::{Entry, of_planung};
use crate::model::{
    Angaben, Bedingung, Error, Handlungsbedarf, Planung, Stand, Vorgabe, Vorschlag, VorschlagId,
};
use crate::publish::hindering;
use crate::{Result, reads, short_names, steers, tables};
use identity::{BehoerdeId, Scope};
use plans::{Abschnitt, Federfuehrung, Id, Massnahme, Projektstatus};
use std::collections::BTreeMap;
use store::{Executor, StreamId, Tx};

/// Begins the work on the plan of a year. Each measure that still runs comes in as a draft of the Behoerde that leads it; where
/// none of that name takes part, of the one that steers. Returns how many.
///
/// # Errors
/// [`Error::PlanExists`], [`Error::BadYear`], [`Error::Angabe`]; [`Error::Denied`] unless whoever asks steers.
pub async fn open(tx: &mut Tx, scope: &Scope, jahr: i16, vorgabe: Vorgabe) -> Result<usize> {
    let own = steers(scope)?;
    let vorgabe = vorgabe.checked()?;
    if !(2000..=2099).contains(&jahr) {
        return Err(Error::BadYear(jahr));
    }
    // Drafts of others are made here, which their Behoerden alone may see.
    tx.as_house().await?;
    let stream = of_planung(jahr);
    tx.open_stream(stream, "planung", None).await?;
    tx.lock_stream(stream).await?;
    let published = steering::plaene(tx).await?.iter().any(|plan| plan.jahr == jahr);
    if published || tables::planung(tx, jahr).await?.is_some() {
        return Err(Error::PlanExists(jahr));
    }
    tx.record(stream, scope.actor(), &Entry::PlanungEroeffnet { jahr, vorgabe }).await?;
    let offices: BTreeMap<String, BehoerdeId> =
        short_names(tx).await?.into_iter().map(|(id, name)| (name, id)).collect();
    let running = steering::laufende(tx).await?;
    let sections = match steering::plaene(tx).await?.first() {
        Some(latest) => steering::plan(tx, latest.jahr).await?.abschnitte,
        None => Vec::new(),
    };
    let count = running.len();
    for (place, (massnahme, stands)) in running.into_iter().enumerate() {
        let lead = stands.federfuehrung.as_ref().and_then(Federfuehrung::erste);
        let behoerde = lead.and_then(|lead| offices.get(&lead.kuerzel)).copied().unwrap_or(own);
        let angaben = said_before(&sections, &stands);
        carry_on(tx, scope, jahr, (behoerde, own), (massnahme, tables::place(place + 1)), angaben).await?;
    }
    Ok(count)
}

/// A draft that carries a measure on.
async fn carry_on(
    tx: &mut Tx,
    scope: &Scope,
    jahr: i16,
    (behoerde, von): (BehoerdeId, BehoerdeId),
    (massnahme, folge): (Id, i64),
    angaben: Angaben,
) -> Result<()> {
    let id = VorschlagId(tx.new_id());
    tx.open_stream(StreamId(id.0), "vorschlag", Some(behoerde.0)).await?;
    let (massnahme, folge) = (Some(massnahme), Some(folge));
    let entry = Entry::Vorgeschlagen { vorschlag: id, jahr, behoerde, von, massnahme, folge, angaben };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(())
}

/// What the last plan says of a measure. What plans do not say is left for the Ressort.
fn said_before(sections: &[Abschnitt], stands: &Massnahme) -> Angaben {
    let title = stands.abschnitte.last().cloned().unwrap_or_default();
    let number = stands.nummer.as_ref().map(ToString::to_string).unwrap_or_default();
    let is_around = |section: &&Abschnitt| {
        section.titel == title
            && number.strip_prefix(&section.nummer).is_some_and(|rest| rest.starts_with('.'))
    };
    let section = sections.iter().find(is_around);
    Angaben {
        titel: stands.titel.clone(),
        text: stands.text.to_written(),
        abschnitt: section.map_or(title.clone(), |section| format!("{} {title}", section.nummer)),
        federfuehrung: stands.federfuehrung.as_ref().map(|lead| lead.wortlaut.clone()).unwrap_or_default(),
        abschluss: stands.abschluss.as_ref().map(|end| end.wortlaut.clone()).unwrap_or_default(),
        status: stands.status.clone().unwrap_or(Projektstatus::ImPlan),
        bedarf: Handlungsbedarf::Mittel,
        begruendung: String::new(),
        mittel: Vec::new(),
    }
}

/// Sets other days, money or bodies.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stand`] once it is published, [`Error::Angabe`], [`Error::Denied`].
pub async fn change(tx: &mut Tx, scope: &Scope, jahr: i16, vorgabe: Vorgabe) -> Result<()> {
    steers(scope)?;
    let vorgabe = vorgabe.checked()?;
    let planung = lock(tx, jahr).await?;
    if planung.vorgabe != vorgabe {
        tx.record(of_planung(jahr), scope.actor(), &Entry::PlanungGeaendert { jahr, vorgabe }).await?;
    }
    Ok(())
}

/// Puts the proposals that were reviewed in an order, the most important first. Those that are not named come behind.
///
/// # Errors
/// [`Error::BadReference`] for a proposal that is not one of this plan, or is named twice; as [`change`].
pub async fn order(tx: &mut Tx, scope: &Scope, jahr: i16, reihenfolge: Vec<VorschlagId>) -> Result<()> {
    let own = steers(scope)?;
    lock(tx, jahr).await?;
    let all = tables::vorschlaege(tx, jahr, Some(own)).await?;
    let mut seen = std::collections::BTreeSet::new();
    let is_one = |id: &VorschlagId| all.iter().any(|one| one.id == *id && is_ordered(one.stand));
    if !reihenfolge.iter().all(|id| is_one(id) && seen.insert(*id)) {
        return Err(Error::BadReference);
    }
    let before: Vec<_> = all.iter().filter(|one| one.rang.is_some()).map(|one| one.id).collect();
    if before != reihenfolge {
        tx.record(of_planung(jahr), scope.actor(), &Entry::Gereiht { jahr, reihenfolge }).await?;
    }
    Ok(())
}

/// Whether proposals that stand so are put in an order.
pub(crate) const fn is_ordered(stand: Stand) -> bool {
    matches!(stand, Stand::Geprueft | Stand::Aufgenommen | Stand::Zurueckgestellt)
}

/// The work on a plan that is not published; nobody else changes it until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx, jahr: i16) -> Result<Planung> {
    if tables::planung(tx, jahr).await?.is_none() {
        return Err(Error::NotFound);
    }
    tx.lock_stream(of_planung(jahr)).await?;
    let planung = tables::planung(tx, jahr).await?.ok_or(Error::NotFound)?;
    if planung.veroeffentlicht_at.is_some() { Err(Error::Stand) } else { Ok(planung) }
}

/// The plans in the making and those made here, the latest first.
pub async fn planungen(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Planung>> {
    reads(scope)?;
    Ok(tables::planungen(on).await?)
}

/// The work on the plan of a year.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
pub async fn planung(on: &mut impl Executor, scope: &Scope, jahr: i16) -> Result<Planung> {
    reads(scope)?;
    tables::planung(on, jahr).await?.ok_or(Error::NotFound)
}

/// A plan in the making with its proposals.
#[derive(Debug)]
pub struct Gesamt {
    /// What is set.
    pub planung: Planung,
    /// What whoever asks may see, in its order.
    pub zeilen: Vec<Zeile>,
    /// What the admitted ones cost in the year of the plan out of its Einzelplan, in cents.
    pub aufgenommen: i64,
    /// The same with those of which that is not decided.
    pub beantragt: i64,
    /// What still stands between the plan and its publication, as [`hindrances`](crate::hindrances) says it; nothing once it
    /// is published.
    pub hindernisse: Vec<Error>,
}

/// A proposal of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zeile {
    /// The proposal.
    pub vorschlag: Vorschlag,
    /// Short name of whose it is.
    pub kurz: String,
    /// What it costs in the year of the plan out of its Einzelplan, in cents.
    pub kosten: i64,
    /// What it costs with all that come before it, in cents; only for what is reviewed and not set aside.
    pub bis_hier: Option<i64>,
    /// What it needs first.
    pub braucht: Vec<Bedingung>,
}

/// A plan in the making as whoever asks may see it: in the order they were put in, then duties first, then what is needed
/// most.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
pub async fn overview(on: &mut impl Executor, scope: &Scope, jahr: i16) -> Result<Gesamt> {
    let viewer = reads(scope)?;
    let planung = tables::planung(on, jahr).await?.ok_or(Error::NotFound)?;
    let names = short_names(on).await?;
    let mut all = tables::vorschlaege(on, jahr, viewer).await?;
    let netz = Netz::read(on, jahr, viewer, &all).await?;
    let hindernisse =
        if planung.veroeffentlicht_at.is_none() { hindering(on, &planung, &all).await? } else { Vec::new() };
    // Those of the same need stay as they come.
    all.sort_by_key(|one| (one.rang.is_none(), one.rang, one.angaben.bedarf));
    let einzelplan = planung.vorgabe.einzelplan;
    let (mut sum, mut aufgenommen, mut beantragt) = (0, 0, 0);
    let mut zeilen = Vec::with_capacity(all.len());
    for vorschlag in all {
        let kosten = vorschlag.angaben.kosten(jahr, einzelplan);
        let stand = vorschlag.stand;
        let counts = matches!(stand, Stand::Geprueft | Stand::Aufgenommen | Stand::Veroeffentlicht);
        if counts {
            sum += kosten;
        }
        if matches!(stand, Stand::Aufgenommen | Stand::Veroeffentlicht) {
            aufgenommen += kosten;
        }
        if counts || matches!(stand, Stand::Eingereicht) {
            beantragt += kosten;
        }
        let kurz = names.get(&vorschlag.behoerde).cloned().unwrap_or_default();
        let (braucht, _) = netz.of(vorschlag.id);
        zeilen.push(Zeile { vorschlag, kurz, kosten, bis_hier: counts.then_some(sum), braucht });
    }
    Ok(Gesamt { planung, zeilen, aufgenommen, beantragt, hindernisse })
}
