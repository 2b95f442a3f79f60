//! The passkeys of accounts. Not journaled: they are credentials, and only those that there are count.

use super::{PasskeyId, PasskeyInfo};
use crate::{
    error::{Error, Result},
    model::{AccountId, Vertrauensniveau},
};
use store::{At, Executor, Tx, sql};
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, Passkey};

/// A passkey with its public key and counter.
pub(super) struct Key {
    id: PasskeyId,
    pub account: AccountId,
    name: String,
    pub passkey: Passkey,
    pub niveau: Vertrauensniveau,
    created: At,
    used: Option<At>,
}

impl Key {
    pub(super) fn info(self) -> PasskeyInfo {
        let (created, used) = (self.created.timestamp(), self.used.map(At::timestamp));
        PasskeyInfo { id: self.id, name: self.name, created, used }
    }
}

type Row = (Uuid, Uuid, String, String, String, At, Option<At>);

const KEY: &str = "SELECT id, account, name, passkey, niveau, created_at, used_at FROM identity_passkeys";

fn key((id, account, name, passkey, niveau, created, used): Row) -> Result<Key> {
    let passkey = serde_json::from_str(&passkey).map_err(|_| Error::Stored("a passkey"))?;
    let niveau = Vertrauensniveau::from_word(&niveau).ok_or(Error::Stored("the level of a passkey"))?;
    Ok(Key { id: PasskeyId(id), account: AccountId(account), name, passkey, niveau, created, used })
}

pub(super) async fn of_account(on: &mut impl Executor, account: AccountId) -> Result<Vec<Key>> {
    let rows: Vec<Row> =
        sql(format!("{KEY} WHERE account = $1 ORDER BY created_at, id")).bind(account.0).all(on).await?;
    rows.into_iter().map(key).collect()
}

pub(super) async fn of_credential(on: &mut impl Executor, credential: &[u8]) -> Result<Option<Key>> {
    let row: Option<Row> =
        sql(format!("{KEY} WHERE credential = $1")).bind(credential.to_vec()).optional(on).await?;
    row.map(key).transpose()
}

/// The highest level that a passkey of the account proves; `None` without one.
pub(crate) async fn niveau_of(
    on: &mut impl Executor,
    account: AccountId,
) -> Result<Option<Vertrauensniveau>> {
    let rows: Vec<(String,)> =
        sql("SELECT niveau FROM identity_passkeys WHERE account = $1").bind(account.0).all(on).await?;
    Ok(rows.iter().filter_map(|(niveau,)| Vertrauensniveau::from_word(niveau)).max())
}

pub(super) async fn put(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    passkey: &Passkey,
    niveau: Vertrauensniveau,
) -> Result<PasskeyId> {
    let (id, now) = (tx.new_id(), At::from(tx.now()));
    sql("INSERT INTO identity_passkeys (id, account, credential, name, passkey, niveau, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(account.0)
    .bind(passkey.cred_id().to_vec())
    .bind(name.to_owned())
    .bind(written(passkey)?)
    .bind(niveau.as_str())
    .bind(now)
    .execute(tx)
    .await
    .map_err(|error| match error {
        // The device gave a key that somebody has already.
        store::Error::Conflict(_) => Error::WrongPasskey,
        error => error.into(),
    })?;
    Ok(PasskeyId(id))
}

/// Notes the use and the device's counter. Somebody else's use of the same key at the same moment is refused: the row must be
/// as it was read.
pub(super) async fn used(tx: &mut Tx, mut key: Key, result: &AuthenticationResult) -> Result<()> {
    let before = written(&key.passkey)?;
    key.passkey.update_credential(result);
    let now = At::from(tx.now());
    let changed =
        sql("UPDATE identity_passkeys SET passkey = $2, used_at = $3 WHERE id = $1 AND passkey = $4")
            .bind(key.id.0)
            .bind(written(&key.passkey)?)
            .bind(now)
            .bind(before)
            .execute(tx)
            .await?;
    if changed == 1 { Ok(()) } else { Err(Error::WrongPasskey) }
}

pub(super) async fn remove(tx: &mut Tx, account: AccountId, id: PasskeyId) -> Result<bool> {
    let removed = sql("DELETE FROM identity_passkeys WHERE id = $1 AND account = $2")
        .bind(id.0)
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(removed == 1)
}

fn written(passkey: &Passkey) -> Result<String> {
    serde_json::to_string(passkey).map_err(|_| Error::Stored("a passkey"))
}
