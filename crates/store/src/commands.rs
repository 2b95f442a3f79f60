//! Idempotent commands: what a client asked for twice happens once.

use crate::{
    At,
    db::Tx,
    error::{Error, Result},
    sql::sql,
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

impl Tx {
    /// Claims the command `id`, which the client chose. `None`: it is new, go on and end it with
    /// [`Tx::done`]. `Some`: it was carried out before, and this was its outcome. A second transaction
    /// with the same id waits until the first has ended.
    pub async fn once<T: DeserializeOwned>(&mut self, id: Uuid) -> Result<Option<T>> {
        let now = At::from(self.now());
        let new =
            sql("INSERT INTO commands (id, at, outcome) VALUES ($1, $2, '') ON CONFLICT (id) DO NOTHING")
                .bind(id)
                .bind(now)
                .execute(self)
                .await?;
        if new == 1 {
            return Ok(None);
        }
        let (outcome,): (String,) =
            sql("SELECT outcome FROM commands WHERE id = $1").bind(id).one(self).await?;
        serde_json::from_str(&outcome)
            .map(Some)
            .map_err(|_| Error::Conflict(format!("command {id} was used before for something else")))
    }

    /// Keeps the outcome of the command that [`Tx::once`] found new. It must not hold personal data.
    pub async fn done<T: Serialize + Sync>(&mut self, id: Uuid, outcome: &T) -> Result<()> {
        let outcome = serde_json::to_string(outcome).map_err(|e| Error::Encode(e.to_string()))?;
        sql("UPDATE commands SET outcome = $2 WHERE id = $1").bind(id).bind(outcome).execute(self).await?;
        Ok(())
    }
}
