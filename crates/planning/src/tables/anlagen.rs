//! Files of proposals.

use super::vorschlaege::note;
use crate::entries::Entry;
use crate::model::{Anlage, AnlageId, Datei, VorschlagId};
use store::{BlobId, Executor, Meta, Result, Tx, sql};

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::AnlageHinzugefuegt { vorschlag, anlage, behoerde, datei } => {
            sql("INSERT INTO planning_anlagen (id, vorschlag, name, media_type, size, blob)
                 VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(*anlage)
            .bind(*vorschlag)
            .bind(datei.name.clone())
            .bind(datei.media_type.clone())
            .bind(datei.size)
            .bind(String::from(datei.blob.clone()))
            .write(tx)
            .await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "anlage", &datei.name).await
        }
        Entry::AnlageEntfernt { vorschlag, anlage, behoerde, name } => {
            sql("DELETE FROM planning_anlagen WHERE id = $1").bind(*anlage).write(tx).await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "anlage-entfernt", name).await
        }
        _ => Ok(()),
    }
}

/// The files of a proposal, as they came.
pub(crate) async fn anlagen(on: &mut impl Executor, vorschlag: VorschlagId) -> Result<Vec<Anlage>> {
    let rows: Vec<(AnlageId, String, String, i64, String)> =
        sql("SELECT id, name, media_type, size, blob FROM planning_anlagen WHERE vorschlag = $1 ORDER BY id")
            .bind(vorschlag)
            .all(on)
            .await?;
    rows.into_iter()
        .map(|(id, name, media_type, size, blob)| {
            Ok(Anlage { id, datei: Datei { name, media_type, size, blob: BlobId::try_from(blob)? } })
        })
        .collect()
}

/// All of them.
pub(crate) async fn stored_files(on: &mut impl Executor) -> Result<Vec<BlobId>> {
    let rows: Vec<(String,)> = sql("SELECT blob FROM planning_anlagen").all(on).await?;
    rows.into_iter().map(|(blob,)| BlobId::try_from(blob)).collect()
}

/// Whether a proposal has this file.
pub(crate) async fn is_stored(on: &mut impl Executor, blob: &BlobId) -> Result<bool> {
    let row: Option<(String,)> =
        sql("SELECT blob FROM planning_anlagen WHERE blob = $1").bind(blob.to_string()).optional(on).await?;
    Ok(row.is_some())
}
