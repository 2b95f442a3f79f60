//! Projections and drafts of this office and the SQL over them.

use crate::{
    entries::Entry,
    model::{Antrag, AntragId, DraftInfo, Owner, eingangsnummer},
};
use identity::{AccountId, BehoerdeId, Columns, SessionId, Sight};
use packages::Digest;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { version: 8_001, name: "drafts and Antraege", sql: FIRST },
    Migration {
        version: 8_002,
        name: "drafts of replies",
        sql: "
ALTER TABLE intake_drafts ADD COLUMN reply_to uuid;
CREATE INDEX intake_drafts_reply ON intake_drafts (reply_to);
",
    },
];

const FIRST: &str = "
CREATE TABLE intake_drafts (
  id uuid PRIMARY KEY,
  session uuid,
  account uuid,
  behoerde uuid NOT NULL,
  digest text NOT NULL,
  titel text NOT NULL,
  language text NOT NULL,
  content bytea NOT NULL,
  changed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK ((session IS NULL) <> (account IS NULL))
);
CREATE INDEX intake_drafts_session ON intake_drafts (session);
CREATE INDEX intake_drafts_account ON intake_drafts (account, changed_at);
CREATE INDEX intake_drafts_expires ON intake_drafts (expires_at);
CREATE TABLE intake_antraege (
  id uuid PRIMARY KEY,
  package text NOT NULL,
  digest text NOT NULL,
  titel text NOT NULL,
  behoerde uuid NOT NULL,
  person uuid NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  eingangsnummer text NOT NULL UNIQUE,
  received_at timestamptz NOT NULL,
  answers text NOT NULL,
  uploads text NOT NULL
);
CREATE INDEX intake_antraege_person ON intake_antraege (person, received_at);
";

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Entry::Eingereicht {
        id,
        package,
        digest,
        titel,
        behoerde,
        person,
        name,
        language,
        eingangsnummer,
        answers,
        uploads,
    } = entry;
    let json = |e: serde_json::Error| store::Error::Encode(e.to_string());
    sql("INSERT INTO intake_antraege (id, package, digest, titel, behoerde, person, name, language, eingangsnummer,
                                      received_at, answers, uploads)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(*id)
    .bind(package.clone())
    .bind(digest.as_str().to_owned())
    .bind(titel.clone())
    .bind(*behoerde)
    .bind(*person)
    .bind(name.clone())
    .bind(language.clone())
    .bind(eingangsnummer.clone())
    .bind(At::from(meta.at))
    .bind(serde_json::to_string(answers).map_err(json)?)
    .bind(serde_json::to_string(uploads).map_err(json)?)
    .write(tx)
    .await?;
    Ok(())
}

/// A number that no Antrag has.
pub(crate) async fn new_eingangsnummer(tx: &mut Tx) -> Result<String> {
    loop {
        let number = eingangsnummer(tx.store().entropy());
        let taken: Option<(AntragId,)> = sql("SELECT id FROM intake_antraege WHERE eingangsnummer = $1")
            .bind(number.clone())
            .optional(tx)
            .await?;
        if taken.is_none() {
            return Ok(number);
        }
    }
}

const ANTRAG: &str =
    "SELECT id, package, digest, titel, behoerde, person, name, language, eingangsnummer, received_at,
       answers, uploads FROM intake_antraege";

pub(crate) async fn antrag(on: &mut impl Executor, id: AntragId) -> Result<Option<Antrag>> {
    sql(format!("{ANTRAG} WHERE id = $1")).bind(id).optional(on).await
}

pub(crate) async fn antrag_of_person(
    on: &mut impl Executor,
    person: AccountId,
    id: AntragId,
) -> Result<Option<Antrag>> {
    sql(format!("{ANTRAG} WHERE id = $1 AND person = $2")).bind(id).bind(person).optional(on).await
}

/// Where the rights of staff look: an Antrag and its Akte are one matter with one id.
const COLUMNS: Columns = Columns { behoerde: "behoerde", dienst: "package", akte: "id" };

pub(crate) async fn antrag_of_behoerde(
    on: &mut impl Executor,
    sight: &Sight,
    id: AntragId,
) -> Result<Option<Antrag>> {
    let rights = sight.condition(COLUMNS, 2);
    sight.bind(sql(format!("{ANTRAG} WHERE id = $1 AND {rights}")).bind(id)).optional(on).await
}

pub(crate) async fn antraege_of_person(
    on: &mut impl Executor,
    person: AccountId,
    limit: i64,
) -> Result<Vec<Antrag>> {
    sql(format!("{ANTRAG} WHERE person = $1 ORDER BY received_at DESC, id LIMIT $2"))
        .bind(person)
        .bind(limit)
        .all(on)
        .await
}

/// A draft as it lies in its table.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct DraftRow {
    pub id: AntragId,
    pub behoerde: BehoerdeId,
    pub digest: String,
    pub language: String,
    pub content: Vec<u8>,
    pub changed_at: At,
    pub expires_at: At,
}

/// Rows of an owner: `$1` the session, `$2` the account; the other one is null.
const OWNED: &str = "(session = $1 OR account = $2)";

#[expect(clippy::too_many_arguments, reason = "one column each")]
pub(crate) async fn insert_draft(
    tx: &mut Tx,
    owner: Owner,
    id: AntragId,
    behoerde: BehoerdeId,
    digest: &Digest,
    titel: &str,
    language: &str,
    content: Vec<u8>,
    expires_at: At,
) -> Result<()> {
    let (session, account) = owner.columns();
    let now = At::from(tx.now());
    sql("INSERT INTO intake_drafts
           (id, session, account, behoerde, digest, titel, language, content, changed_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(id)
    .bind(session)
    .bind(account)
    .bind(behoerde)
    .bind(digest.as_str().to_owned())
    .bind(titel.to_owned())
    .bind(language.to_owned())
    .bind(content)
    .bind(now)
    .bind(expires_at)
    .write(tx)
    .await?;
    Ok(())
}

/// Replaces the content of a draft; how many rows it changed tells whether it is the owner's.
pub(crate) async fn update_draft(
    tx: &mut Tx,
    owner: Owner,
    id: AntragId,
    language: &str,
    content: Vec<u8>,
    expires_at: At,
) -> Result<u64> {
    let (session, account) = owner.columns();
    let now = At::from(tx.now());
    sql(format!(
        "UPDATE intake_drafts SET content = $4, language = $5, changed_at = $6, expires_at = $7
         WHERE id = $3 AND {OWNED}"
    ))
    .bind(session)
    .bind(account)
    .bind(id)
    .bind(content)
    .bind(language.to_owned())
    .bind(now)
    .bind(expires_at)
    .execute(tx)
    .await
}

/// A draft of the owner that has not expired.
pub(crate) async fn draft(
    on: &mut impl Executor,
    owner: Owner,
    id: AntragId,
    now: At,
) -> Result<Option<DraftRow>> {
    let (session, account) = owner.columns();
    sql(format!(
        "SELECT id, behoerde, digest, language, content, changed_at, expires_at FROM intake_drafts
         WHERE id = $3 AND reply_to IS NULL AND expires_at > $4 AND {OWNED}"
    ))
    .bind(session)
    .bind(account)
    .bind(id)
    .bind(now)
    .optional(on)
    .await
}

/// What the owner has begun to reply to something. Two tabs may have begun one each: the first counts.
pub(crate) async fn reply(
    on: &mut impl Executor,
    owner: Owner,
    to: Uuid,
    now: At,
) -> Result<Option<DraftRow>> {
    let (session, account) = owner.columns();
    sql(format!(
        "SELECT id, behoerde, digest, language, content, changed_at, expires_at FROM intake_drafts
         WHERE reply_to = $3 AND expires_at > $4 AND {OWNED} ORDER BY id LIMIT 1"
    ))
    .bind(session)
    .bind(account)
    .bind(to)
    .bind(now)
    .optional(on)
    .await
}

/// Makes a draft a reply.
pub(crate) async fn set_reply_to(tx: &mut Tx, id: AntragId, to: Uuid) -> Result<()> {
    sql("UPDATE intake_drafts SET reply_to = $2 WHERE id = $1").bind(id).bind(to).write(tx).await?;
    Ok(())
}

/// The sealed content of a draft, whoever's it is.
pub(crate) async fn draft_content(on: &mut impl Executor, id: AntragId) -> Result<Option<Vec<u8>>> {
    let row: Option<(Vec<u8>,)> =
        sql("SELECT content FROM intake_drafts WHERE id = $1").bind(id).optional(on).await?;
    Ok(row.map(|(content,)| content))
}

pub(crate) async fn drafts(on: &mut impl Executor, owner: Owner, now: At) -> Result<Vec<DraftInfo>> {
    let (session, account) = owner.columns();
    sql(format!(
        "SELECT id, titel, changed_at, expires_at FROM intake_drafts
         WHERE reply_to IS NULL AND expires_at > $3 AND {OWNED} ORDER BY changed_at DESC, id LIMIT 100"
    ))
    .bind(session)
    .bind(account)
    .bind(now)
    .all(on)
    .await
}

/// Drafts of a session become the account's.
pub(crate) async fn take_over(tx: &mut Tx, from: SessionId, to: AccountId) -> Result<u64> {
    sql("UPDATE intake_drafts SET session = NULL, account = $2 WHERE session = $1")
        .bind(from.0)
        .bind(to)
        .execute(tx)
        .await
}

pub(crate) async fn delete_draft(tx: &mut Tx, id: AntragId) -> Result<()> {
    sql("DELETE FROM intake_drafts WHERE id = $1").bind(id).write(tx).await?;
    Ok(())
}

/// Drafts that nobody changed in time, `limit` at most.
pub(crate) async fn expired(tx: &mut Tx, limit: i64) -> Result<Vec<AntragId>> {
    let now = At::from(tx.now());
    let rows: Vec<(AntragId,)> =
        sql("SELECT id FROM intake_drafts WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2")
            .bind(now)
            .bind(limit)
            .all(tx)
            .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
