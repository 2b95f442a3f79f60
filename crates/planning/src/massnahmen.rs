//! What those who work on plans say of measures: comments, and which one cannot be done before another.

use crate::entries::{Entry, of_massnahme as stream_of};
use crate::model::{Ereignis, Error, Feld, MAX_TEXT, grund, kept};
use crate::{Result, reads, steers, tables, with_names};
use identity::{Denied, Scope};
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
/// [`Error::Kreis`] where the other needs this one, however far; [`Error::Steering`] where there is no such measure;
/// [`Error::Angabe`] without a reason; [`Error::Denied`] unless one steers or works where it is led.
pub async fn need(tx: &mut Tx, scope: &Scope, id: &Id, andere: &Id, why: &str) -> Result<()> {
    let grund = grund(why)?;
    let behoerde = leads(tx, scope, id).await?;
    steering::kurz(tx, andere).await?;
    begin(tx, id).await?;
    let all = tables::alle_abhaengigkeiten(tx).await?;
    if all.iter().any(|(one, other)| one == id && other == andere) {
        return Ok(());
    }
    if reaches(&all, andere, id) {
        return Err(Error::Kreis);
    }
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
    if !tables::abhaengigkeiten(tx, id).await?.0.iter().any(|(other, _)| other == andere) {
        return Err(Error::NotFound);
    }
    let entry = Entry::BrauchtNicht { massnahme: id.clone(), andere: andere.clone(), behoerde, grund };
    tx.record(stream_of(id), scope.actor(), &entry).await?;
    Ok(())
}

/// Where whoever asks works, if they steer or their Behoerde leads the measure.
async fn leads(tx: &mut Tx, scope: &Scope, id: &Id) -> Result<identity::BehoerdeId> {
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

/// Whether one measure needs another, however far; each needs itself.
fn reaches(all: &[(Id, Id)], from: &Id, to: &Id) -> bool {
    let mut next: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (one, other) in all {
        next.entry(one).or_default().push(other);
    }
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(next.get(id).into_iter().flatten().copied());
        }
    }
    false
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
    let (needs, needed) = tables::abhaengigkeiten(on, id).await?;
    let mut found = (Vec::new(), Vec::new());
    for (andere, grund) in needs {
        let andere = steering::kurz(on, &andere).await?;
        let zu_spaet = is_too_late(&own, &andere);
        found.0.push(Abhaengig { andere, grund, zu_spaet });
    }
    for (andere, grund) in needed {
        let andere = steering::kurz(on, &andere).await?;
        let zu_spaet = is_too_late(&andere, &own);
        found.1.push(Abhaengig { andere, grund, zu_spaet });
    }
    Ok(found)
}

/// Measures that need one which is planned to be done after them: pairs of it and what it needs.
pub async fn too_late(on: &mut impl Executor, scope: &Scope) -> Result<Vec<(Kurz, Kurz)>> {
    reads(scope)?;
    let mut found = Vec::new();
    for (id, andere) in tables::alle_abhaengigkeiten(on).await? {
        let (one, other) = (steering::kurz(on, &id).await?, steering::kurz(on, &andere).await?);
        if is_too_late(&one, &other) {
            found.push((one, other));
        }
    }
    Ok(found)
}

/// Days in ISO 8601 compare as text. What is done is never too late.
fn is_too_late(one: &Kurz, needs: &Kurz) -> bool {
    let runs = |kurz: &Kurz| kurz.lage == steering::Lage::Laeuft.as_str();
    runs(one)
        && runs(needs)
        && matches!((&one.faellig, &needs.faellig), (Some(own), Some(first)) if first > own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_however_long() {
        let id = |name: &str| Id(name.to_owned());
        let all: Vec<_> =
            [("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")].map(|(x, y)| (id(x), id(y))).into();
        assert!(reaches(&all, &id("a"), &id("d")) && reaches(&all, &id("a"), &id("a")));
        assert!(!reaches(&all, &id("d"), &id("a")));
    }
}
