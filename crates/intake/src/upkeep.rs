//! What whoever operates the installation needs to know and to do.

use crate::{
    Result, drafts,
    entries::Upload,
    model::{AntragId, DraftInfo},
};
use identity::{AccountId, Scope};
use store::{BlobId, Executor, Store, StreamId, Tx, sql};
use uuid::Uuid;

/// The files of all Antraege and of all drafts: what a backup must hold.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn stored_files(store: &Store, scope: &Scope) -> Result<Vec<BlobId>> {
    scope.house()?;
    let mut reader = store.reader();
    let mut files = Vec::new();
    let submitted: Vec<(String,)> =
        sql("SELECT uploads FROM intake_antraege WHERE uploads <> '[]'").all(&mut reader).await?;
    for (uploads,) in submitted {
        let uploads: Vec<Upload> =
            serde_json::from_str(&uploads).map_err(|e| store::Error::Encode(e.to_string()))?;
        files.extend(uploads.into_iter().map(|upload| upload.blob));
    }
    let begun: Vec<(AntragId, Vec<u8>)> =
        sql("SELECT id, content FROM intake_drafts").all(&mut reader).await?;
    for (id, content) in begun {
        files.extend(drafts::uploads_in(&store.unseal(StreamId(id.0), &content).await?)?);
    }
    Ok(files)
}

/// The Antraege of an account, whatever became of them.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn received_from(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Vec<Uuid>> {
    scope.house()?;
    let rows: Vec<(Uuid,)> =
        sql("SELECT id FROM intake_antraege WHERE person = $1").bind(account.0).all(on).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// All drafts of an account, expired ones too.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn drafts_of(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Vec<DraftInfo>> {
    scope.house()?;
    Ok(sql("SELECT id, titel, changed_at, expires_at FROM intake_drafts WHERE account = $1 ORDER BY changed_at, id")
        .bind(account)
        .all(on)
        .await?)
}

/// Erases all drafts of an account, keys included; returns how many.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn erase_drafts(tx: &mut Tx, scope: &Scope, account: AccountId) -> Result<usize> {
    let all = drafts_of(tx, scope, account).await?;
    for draft in &all {
        drafts::erase(tx, draft.id).await?;
    }
    Ok(all.len())
}

/// Removes the rows of an Akte that is destroyed; its stream is erased by whoever calls this.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn forget(tx: &mut Tx, scope: &Scope, akte: Uuid) -> Result<()> {
    scope.house()?;
    sql("DELETE FROM intake_antraege WHERE id = $1").bind(akte).execute(tx).await?;
    Ok(())
}
