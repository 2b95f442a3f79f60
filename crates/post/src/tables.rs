//! Projections of this office and the SQL over them.

use crate::model::{Letter, Message, MessageId, rule_to_text};
use identity::{AccountId, BehoerdeId};
use jiff::civil::Date;
use records::{AkteId, DokumentId, VorgangId};
use store::{At, Executor, Meta, Migration, Result, Tx, sql};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 6_001,
        name: "mailbox",
        sql: "
CREATE TABLE post_messages (
  id uuid PRIMARY KEY,
  account uuid NOT NULL,
  behoerde uuid NOT NULL,
  akte uuid NOT NULL,
  vorgang uuid NOT NULL,
  aktenzeichen text NOT NULL,
  betreff text NOT NULL,
  regel text,
  delivered_at timestamptz NOT NULL,
  read_at timestamptz,
  bekanntgabe text
);
CREATE INDEX post_messages_account ON post_messages (account, delivered_at);
CREATE INDEX post_messages_vorgang ON post_messages (vorgang);
CREATE TABLE post_attachments (
  message uuid NOT NULL REFERENCES post_messages (id),
  number bigint NOT NULL,
  dokument uuid NOT NULL,
  PRIMARY KEY (message, number)
);
",
    },
    Migration {
        version: 6_002,
        name: "letters by their Dokumente",
        sql: "CREATE INDEX post_attachments_dokument ON post_attachments (dokument);",
    },
];

pub(crate) async fn insert(
    tx: &mut Tx,
    meta: &Meta,
    id: MessageId,
    letter: &Letter,
    bekanntgabe: Option<Date>,
) -> Result<()> {
    sql("INSERT INTO post_messages
           (id, account, behoerde, akte, vorgang, aktenzeichen, betreff, regel, delivered_at, bekanntgabe)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(id)
    .bind(letter.account)
    .bind(letter.behoerde)
    .bind(letter.akte)
    .bind(letter.vorgang)
    .bind(letter.aktenzeichen.clone())
    .bind(letter.betreff.clone())
    .bind(letter.regel.map(rule_to_text))
    .bind(At::from(meta.at))
    .bind(bekanntgabe.map(|day| day.to_string()))
    .write(tx)
    .await?;
    for (number, dokument) in (1_i64..).zip(&letter.dokumente) {
        sql("INSERT INTO post_attachments (message, number, dokument) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(number)
            .bind(*dokument)
            .write(tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn mark_read(
    tx: &mut Tx,
    meta: &Meta,
    id: MessageId,
    bekanntgabe: Option<Date>,
) -> Result<()> {
    sql("UPDATE post_messages SET read_at = $2, bekanntgabe = coalesce(bekanntgabe, $3) WHERE id = $1")
        .bind(id)
        .bind(At::from(meta.at))
        .bind(bekanntgabe.map(|day| day.to_string()))
        .write(tx)
        .await?;
    Ok(())
}

const MESSAGE: &str =
    "SELECT id, behoerde, akte, vorgang, aktenzeichen, betreff, regel, delivered_at, read_at,
                              bekanntgabe FROM post_messages";

pub(crate) async fn akte_of(
    on: &mut impl Executor,
    account: AccountId,
    id: MessageId,
) -> Result<Option<AkteId>> {
    let row: Option<(AkteId,)> = sql("SELECT akte FROM post_messages WHERE account = $1 AND id = $2")
        .bind(account)
        .bind(id)
        .optional(on)
        .await?;
    Ok(row.map(|(akte,)| akte))
}

pub(crate) async fn message(
    on: &mut impl Executor,
    account: AccountId,
    id: MessageId,
) -> Result<Option<Message>> {
    let found =
        sql(format!("{MESSAGE} WHERE account = $1 AND id = $2")).bind(account).bind(id).optional(on).await?;
    let Some(mut message): Option<Message> = found else { return Ok(None) };
    let dokumente: Vec<(DokumentId,)> =
        sql("SELECT dokument FROM post_attachments WHERE message = $1 ORDER BY number")
            .bind(id)
            .all(on)
            .await?;
    message.dokumente = dokumente.into_iter().map(|(id,)| id).collect();
    Ok(Some(message))
}

pub(crate) async fn letter_with(
    on: &mut impl Executor,
    account: AccountId,
    dokument: DokumentId,
) -> Result<Option<MessageId>> {
    let row: Option<(MessageId,)> = sql("SELECT m.id FROM post_attachments a
         JOIN post_messages m ON m.id = a.message
         WHERE a.dokument = $1 AND m.account = $2 ORDER BY m.delivered_at, m.id LIMIT 1")
    .bind(dokument)
    .bind(account)
    .optional(on)
    .await?;
    Ok(row.map(|(id,)| id))
}

/// A letter that nobody has opened, as far as its notice needs it.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Announced {
    pub id: MessageId,
    pub account: AccountId,
    pub delivered_at: At,
}

pub(crate) async fn announced(on: &mut impl Executor, id: MessageId) -> Result<Option<Announced>> {
    sql("SELECT id, account, delivered_at FROM post_messages WHERE id = $1 AND read_at IS NULL")
        .bind(id)
        .optional(on)
        .await
}

pub(crate) async fn mailbox(on: &mut impl Executor, account: AccountId, limit: i64) -> Result<Vec<Message>> {
    sql(format!("{MESSAGE} WHERE account = $1 ORDER BY delivered_at DESC, id DESC LIMIT $2"))
        .bind(account)
        .bind(limit)
        .all(on)
        .await
}

pub(crate) async fn unread(on: &mut impl Executor, account: AccountId) -> Result<i64> {
    let (count,): (i64,) = sql("SELECT count(*) FROM post_messages WHERE account = $1 AND read_at IS NULL")
        .bind(account)
        .one(on)
        .await?;
    Ok(count)
}

/// The newest letter of a Vorgang that has legal effect.
pub(crate) async fn bescheid_of(on: &mut impl Executor, vorgang: VorgangId) -> Result<Option<Message>> {
    sql(format!(
        "{MESSAGE} WHERE vorgang = $1 AND regel IS NOT NULL ORDER BY delivered_at DESC, id DESC LIMIT 1"
    ))
    .bind(vorgang)
    .optional(on)
    .await
}

pub(crate) async fn of_vorgang(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    vorgang: VorgangId,
) -> Result<Vec<Message>> {
    sql(format!("{MESSAGE} WHERE behoerde = $1 AND vorgang = $2 ORDER BY delivered_at, id"))
        .bind(behoerde)
        .bind(vorgang)
        .all(on)
        .await
}
