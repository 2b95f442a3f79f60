//! What those who work on plans say of measures: comments, and which one cannot be done before another.

use crate::bedingungen::{is_known, locked};
use crate::entries::{Entry, of_massnahme as stream_of};
use crate::model::{Andere, Ereignis, Error, Feld, MAX_TEXT, grund, kept};
use crate::{Result, reads, steers, tables, with_names};
use identity::{BehoerdeId, Denied, Scope};
use plans::Id;
use std::collections::{BTreeMap, BTreeSet};
use steering::Kurz;
use store::{Executor, Tx};

/// A measure that another needs or is needed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abhaengig {
    /// The other measure.
    pub andere: Kurz,
    /// Why.
    pub grund: String,
    /// Whether what comes first is planned to be done after what needs it.
    pub zu_spaet: bool,
}

/// Says something about a measure.
///
/// # Errors
/// [`Error::Steering`] where there is no such measure, [`Error::Angabe`] without words, [`Error::Denied`].
pub async fn comment_on(tx: &mut Tx, scope: &Scope, id: &Id, text: &str) -> Result<()> {
    let behoerde = reads(scope)?.ok_or(Denied::Kind)?;
    let text = kept(text, MAX_TEXT, true).ok_or(Error::Angabe(Feld::Text))?;
    begin(tx, id).await?;
    let entry = Entry::MassnahmeKommentiert { massnahme: id.clone(), behoerde, text };
    tx.record(stream_of(id), scope.actor(), &entry).await?;
    Ok(())
}

/// Says that a measure cannot be done before another. Saying so again changes nothing.
///
/// # Errors
/// [`Error::Kreis`] where the other needs this one, however far, over measures and proposals together; [`Error::Steering`]
/// where there is no such measure; [`Error::Angabe`] without a reason; [`Error::Denied`] unless one steers or works where
/// it is led.
pub async fn need(tx: &mut Tx, scope: &Scope, id: &Id, andere: &Id, why: &str) -> Result<()> {
    let grund = grund(why)?;
    let behoerde = leads(tx, scope, id).await?;
    steering::kurz(tx, andere).await?;
    let (own, first) = (Andere::Massnahme(id.clone()), Andere::Massnahme(andere.clone()));
    if is_known(&locked(tx).await?, &own, &first)? {
        return Ok(());
    }
    record(tx, scope, behoerde, (id, andere), grund).await
}

/// Notes that a measure needs another, in the stream of the one.
pub(crate) async fn record(
    tx: &mut Tx,
    scope: &Scope,
    behoerde: BehoerdeId,
    (id, andere): (&Id, &Id),
    grund: String,
) -> Result<()> {
    begin(tx, id).await?;
    let entry = Entry::Braucht { massnahme: id.clone(), andere: andere.clone(), behoerde, grund };
    tx.record(stream_of(id), scope.actor(), &entry).await?;
    Ok(())
}

/// Says that it can after all.
///
/// # Errors
/// [`Error::NotFound`] where nobody said otherwise; as [`need`].
pub async fn need_not(tx: &mut Tx, scope: &Scope, id: &Id, andere: &Id, why: &str) -> Result<()> {
    let grund = grund(why)?;
    let behoerde = leads(tx, scope, id).await?;
    begin(tx, id).await?;
    let there = tables::abhaengigkeiten(tx, Some(id)).await?;
    if !there.iter().any(|one| one.massnahme == *id && one.andere == *andere) {
        return Err(Error::NotFound);
    }
    let entry = Entry::BrauchtNicht { massnahme: id.clone(), andere: andere.clone(), behoerde, grund };
    tx.record(stream_of(id), scope.actor(), &entry).await?;
    Ok(())
}

/// Where whoever asks works, if they steer or their Behoerde leads the measure.
async fn leads(tx: &mut Tx, scope: &Scope, id: &Id) -> Result<BehoerdeId> {
    let kurz = steering::kurz(tx, id).await?;
    if let Ok(behoerde) = steers(scope) {
        return Ok(behoerde);
    }
    let own = reads(scope)?.ok_or(Denied::Kind)?;
    let name = identity::behoerde(tx, scope, own).await?.map(|behoerde| behoerde.short_name);
    if name.is_some() && name == kurz.federfuehrung { Ok(own) } else { Err(Error::NotFound) }
}

async fn begin(tx: &mut Tx, id: &Id) -> Result<()> {
    steering::kurz(tx, id).await?;
    tx.open_stream(stream_of(id), "massnahme", None).await?;
    tx.lock_stream(stream_of(id)).await?;
    Ok(())
}

/// What was said of a measure, oldest first.
///
/// # Errors
/// [`Error::Steering`] where there is no such measure, [`Error::Denied`].
pub async fn of_massnahme(on: &mut impl Executor, scope: &Scope, id: &Id) -> Result<Vec<Ereignis>> {
    reads(scope)?;
    steering::kurz(on, id).await?;
    let lines = tables::verlauf(on, None, Some(id)).await?;
    with_names(on, lines).await
}

/// Which measures one needs, and which need it.
///
/// # Errors
/// As [`of_massnahme`].
pub async fn needs(
    on: &mut impl Executor,
    scope: &Scope,
    id: &Id,
) -> Result<(Vec<Abhaengig>, Vec<Abhaengig>)> {
    reads(scope)?;
    let own = steering::kurz(on, id).await?;
    let pairs = tables::abhaengigkeiten(on, Some(id)).await?;
    let all = short(on, &pairs).await?;
    let mut found = (Vec::new(), Vec::new());
    for one in pairs {
        let (list, other) =
            if one.massnahme == *id { (&mut found.0, &one.andere) } else { (&mut found.1, &one.massnahme) };
        let Some(andere) = all.get(other).cloned() else { continue };
        let (needs, first) = if one.massnahme == *id { (&own, &andere) } else { (&andere, &own) };
        let zu_spaet = is_too_late(needs, first);
        list.push(Abhaengig { andere, grund: one.grund, zu_spaet });
    }
    Ok(found)
}

/// The measures that these pairs name.
pub(crate) async fn short(
    on: &mut impl Executor,
    pairs: &[tables::Abhaengigkeit],
) -> Result<BTreeMap<Id, Kurz>> {
    let ids: BTreeSet<&Id> = pairs.iter().flat_map(|one| [&one.massnahme, &one.andere]).collect();
    let all = steering::kurze(on, ids).await?;
    Ok(all.into_iter().map(|kurz| (Id(kurz.id.clone()), kurz)).collect())
}

/// Measures that need one which is planned to be done after them: pairs of it and what it needs.
pub async fn too_late(on: &mut impl Executor, scope: &Scope) -> Result<Vec<(Kurz, Kurz)>> {
    reads(scope)?;
    let pairs = tables::abhaengigkeiten(on, None).await?;
    let all = short(on, &pairs).await?;
    let both = pairs.iter().filter_map(|one| all.get(&one.massnahme).zip(all.get(&one.andere)));
    let late = both.filter(|(one, other)| is_too_late(one, other));
    Ok(late.map(|(one, other)| (one.clone(), other.clone())).collect())
}

/// Whether it goes on.
pub(crate) fn is_running(kurz: &Kurz) -> bool {
    kurz.lage == steering::Lage::Laeuft.as_str()
}

/// Days in ISO 8601 compare as text. What is done is never too late.
fn is_too_late(one: &Kurz, needs: &Kurz) -> bool {
    is_running(one)
        && is_running(needs)
        && matches!((&one.faellig, &needs.faellig), (Some(own), Some(first)) if first > own)
}
