//! Which measures need which, and what proposals need.

use super::vorschlaege::note;
use super::year;
use crate::entries::Entry;
use crate::model::{Andere, VorschlagId};
use identity::BehoerdeId;
use plans::Id;
use store::{Error, Executor, Meta, Result, Tx, sql};

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Braucht { massnahme, andere, behoerde, grund } => {
            sql("INSERT INTO planning_abhaengigkeiten (massnahme, andere, grund) VALUES ($1, $2, $3)")
                .bind(massnahme.0.clone())
                .bind(andere.0.clone())
                .bind(grund.clone())
                .write(tx)
                .await?;
            note(tx, meta, (None, Some(massnahme)), *behoerde, "braucht", grund).await
        }
        Entry::BrauchtNicht { massnahme, andere, behoerde, grund } => {
            sql("DELETE FROM planning_abhaengigkeiten WHERE massnahme = $1 AND andere = $2")
                .bind(massnahme.0.clone())
                .bind(andere.0.clone())
                .write(tx)
                .await?;
            note(tx, meta, (None, Some(massnahme)), *behoerde, "braucht-nicht", grund).await
        }
        Entry::VorschlagBraucht { vorschlag, andere, behoerde, grund } => {
            let proposal = match andere {
                Andere::Vorschlag(id) => Some(id.0),
                Andere::Massnahme(_) => None,
            };
            sql("INSERT INTO planning_bedingungen (vorschlag, andere, anderer_vorschlag, grund)
                 VALUES ($1, $2, $3, $4)")
            .bind(*vorschlag)
            .bind(andere.word())
            .bind(proposal)
            .bind(grund.clone())
            .write(tx)
            .await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "braucht", grund).await
        }
        Entry::VorschlagBrauchtNicht { vorschlag, andere, behoerde, grund } => {
            sql("DELETE FROM planning_bedingungen WHERE vorschlag = $1 AND andere = $2")
                .bind(*vorschlag)
                .bind(andere.word())
                .write(tx)
                .await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "braucht-nicht", grund).await
        }
        _ => Ok(()),
    }
}

/// A measure that needs another, with the reason.
pub(crate) struct Abhaengigkeit {
    pub(crate) massnahme: Id,
    pub(crate) andere: Id,
    pub(crate) grund: String,
}

/// Which measures need which: those of one measure, in both directions, or all.
pub(crate) async fn abhaengigkeiten(on: &mut impl Executor, of: Option<&Id>) -> Result<Vec<Abhaengigkeit>> {
    let rows: Vec<(String, String, String)> =
        sql("SELECT massnahme, andere, grund FROM planning_abhaengigkeiten
         WHERE $1 OR massnahme = $2 OR andere = $2 ORDER BY massnahme, andere")
        .bind(of.is_none())
        .bind(of.map(|id| id.0.clone()).unwrap_or_default())
        .all(on)
        .await?;
    let one =
        |(massnahme, andere, grund)| Abhaengigkeit { massnahme: Id(massnahme), andere: Id(andere), grund };
    Ok(rows.into_iter().map(one).collect())
}

/// A proposal that needs something, with the reason.
pub(crate) struct Bedarf {
    pub(crate) vorschlag: VorschlagId,
    pub(crate) andere: Andere,
    pub(crate) grund: String,
}

fn andere(word: &str) -> Result<Andere> {
    Andere::parse(word).ok_or_else(|| Error::Encode(format!("stored need of a proposal: {word:?}")))
}

/// What the proposals of a year need, as far as a Behoerde may see them.
pub(crate) async fn bedingungen(
    on: &mut impl Executor,
    jahr: i16,
    viewer: Option<BehoerdeId>,
) -> Result<Vec<Bedarf>> {
    let rows: Vec<(VorschlagId, String, String)> =
        sql("SELECT b.vorschlag, b.andere, b.grund FROM planning_bedingungen b
           JOIN planning_vorschlaege v ON v.id = b.vorschlag
         WHERE v.jahr = $1 AND ($2 OR v.behoerde = $3 OR v.eingereicht) ORDER BY b.vorschlag, b.andere")
        .bind(i64::from(jahr))
        .bind(viewer.is_none())
        .bind(viewer.map(|id| id.0))
        .all(on)
        .await?;
    rows.into_iter()
        .map(|(vorschlag, word, grund)| Ok(Bedarf { vorschlag, andere: andere(&word)?, grund }))
        .collect()
}

/// What a proposal needs, as it was said.
pub(crate) async fn braucht(on: &mut impl Executor, id: VorschlagId) -> Result<Vec<Andere>> {
    let rows: Vec<(String,)> =
        sql("SELECT andere FROM planning_bedingungen WHERE vorschlag = $1 ORDER BY andere")
            .bind(id)
            .all(on)
            .await?;
    rows.iter().map(|(word,)| andere(word)).collect()
}

/// What needs what among proposals of all years that are not withdrawn, with the year. Where a proposal carries a measure
/// on, the measure stands in its place.
pub(crate) async fn alle_bedingungen(on: &mut impl Executor) -> Result<Vec<(i16, Andere, Andere)>> {
    type Row = (i64, VorschlagId, Option<String>, String, Option<String>);
    let rows: Vec<Row> =
        sql("SELECT v.jahr, v.id, v.massnahme, b.andere, a.massnahme FROM planning_bedingungen b
           JOIN planning_vorschlaege v ON v.id = b.vorschlag
           LEFT JOIN planning_vorschlaege a ON a.id = b.anderer_vorschlag
         WHERE v.stand <> 'zurueckgezogen' ORDER BY b.vorschlag, b.andere")
        .all(on)
        .await?;
    let measure = |id: Option<String>| id.map(|id| Andere::Massnahme(Id(id)));
    rows.into_iter()
        .map(|(jahr, id, own, word, other)| {
            let first = match measure(other) {
                Some(other) => other,
                None => andere(&word)?,
            };
            Ok((year(jahr), measure(own).unwrap_or(Andere::Vorschlag(id)), first))
        })
        .collect()
}
