//! Projections of this office and the SQL over them.

pub(crate) mod anfragen;
pub(crate) mod aufrufe;
pub(crate) mod auftraege;
pub(crate) mod nachrichten;
mod project;
pub(crate) mod search;
pub(crate) mod statistics;
pub(crate) mod stoerungen;
pub(crate) mod tasks;
pub(crate) mod words;

pub(crate) use project::project;

use crate::model::{Explained, Step, Vorgang};
use identity::{AccountId, Columns, Sight};
use packages::{Grund, Package};
use records::{AkteId, VorgangId};
use serde_json::Value;
use store::{At, Executor, Migration, Result, sql};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 7_001,
        name: "Vorgaenge, tasks, decisions, history",
        sql: "
CREATE TABLE cases_vorgaenge (
  id uuid PRIMARY KEY,
  akte uuid NOT NULL,
  behoerde uuid NOT NULL,
  person uuid,
  name text NOT NULL,
  package text NOT NULL,
  digest text NOT NULL,
  titel text NOT NULL,
  aktenzeichen text NOT NULL,
  eingangsnummer text NOT NULL,
  received_at timestamptz NOT NULL,
  stand text NOT NULL CHECK (stand IN ('offen', 'entschieden', 'erledigt', 'gestoert')),
  ergebnis text,
  automatisch boolean,
  decided_at timestamptz,
  closed_at timestamptz,
  stoerung text,
  incident bigint,
  state text,
  abgelegt boolean NOT NULL
);
CREATE INDEX cases_vorgaenge_abzulegen ON cases_vorgaenge (closed_at) WHERE stand = 'erledigt' AND NOT abgelegt;
CREATE INDEX cases_vorgaenge_akte ON cases_vorgaenge (akte);
CREATE INDEX cases_vorgaenge_behoerde ON cases_vorgaenge (behoerde, received_at);
CREATE INDEX cases_vorgaenge_person ON cases_vorgaenge (person);
CREATE TABLE cases_tasks (
  id uuid PRIMARY KEY,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  behoerde uuid NOT NULL,
  activity bigint NOT NULL,
  element text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  outcomes text NOT NULL,
  stand text NOT NULL CHECK (stand IN ('offen', 'uebernommen', 'erledigt', 'entfallen')),
  assignee uuid,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  ergebnis text,
  begruendung text
);
CREATE INDEX cases_tasks_open ON cases_tasks (behoerde, created_at) WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_tasks_vorgang ON cases_tasks (vorgang);
CREATE TABLE cases_decisions (
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  sequence bigint NOT NULL,
  decision text NOT NULL,
  at timestamptz NOT NULL,
  value text NOT NULL,
  trace text NOT NULL,
  gruende text NOT NULL,
  PRIMARY KEY (vorgang, sequence)
);
CREATE TABLE cases_steps (
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  actor uuid,
  kind text NOT NULL,
  detail text NOT NULL,
  PRIMARY KEY (vorgang, sequence)
);
",
    },
    Migration {
        version: 7_002,
        name: "search for Vorgaenge",
        sql: "ALTER TABLE cases_vorgaenge ADD COLUMN suchtext text NOT NULL DEFAULT '';",
    },
    Migration {
        version: 7_003,
        name: "objections, four eyes, due days, forms of tasks, bulk actions, questions",
        sql: "
ALTER TABLE cases_vorgaenge ADD COLUMN verfahren text NOT NULL DEFAULT 'antrag';
ALTER TABLE cases_vorgaenge ADD COLUMN vorgaenger uuid;
ALTER TABLE cases_tasks ADD COLUMN dienst text NOT NULL DEFAULT '';
UPDATE cases_tasks SET dienst = (SELECT v.package FROM cases_vorgaenge v WHERE v.id = cases_tasks.vorgang);
ALTER TABLE cases_tasks ADD COLUMN akte uuid;
UPDATE cases_tasks SET akte = (SELECT v.akte FROM cases_vorgaenge v WHERE v.id = cases_tasks.vorgang);
ALTER TABLE cases_tasks ADD COLUMN other_than text NOT NULL DEFAULT '';
ALTER TABLE cases_tasks ADD COLUMN due text;
ALTER TABLE cases_tasks ADD COLUMN overdue boolean NOT NULL DEFAULT false;
ALTER TABLE cases_tasks ADD COLUMN angaben text;
ALTER TABLE cases_tasks ADD COLUMN sammlung uuid;
ALTER TABLE cases_tasks ADD COLUMN state_before text;
CREATE INDEX cases_tasks_sammlung ON cases_tasks (sammlung) WHERE sammlung IS NOT NULL;
CREATE INDEX cases_tasks_assignee ON cases_tasks (behoerde, assignee, created_at) WHERE stand = 'uebernommen';
CREATE INDEX cases_tasks_duty ON cases_tasks (behoerde, role, dienst, created_at) WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_vorgaenge_vorgaenger ON cases_vorgaenge (vorgaenger) WHERE vorgaenger IS NOT NULL;
CREATE INDEX cases_vorgaenge_dienst ON cases_vorgaenge (behoerde, package, received_at);
CREATE TABLE cases_anfragen (
  id uuid PRIMARY KEY,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  akte uuid NOT NULL,
  behoerde uuid NOT NULL,
  dienst text NOT NULL,
  aktenzeichen text NOT NULL,
  titel text NOT NULL,
  activity bigint NOT NULL,
  element text NOT NULL,
  art text NOT NULL CHECK (art IN ('rueckfrage', 'anhoerung', 'stellungnahme')),
  an_behoerde uuid,
  person uuid,
  text text NOT NULL,
  stand text NOT NULL CHECK (stand IN ('vorbereitet', 'offen', 'beantwortet', 'abgelaufen', 'entfallen')),
  frist text,
  per_post boolean NOT NULL,
  dokument uuid,
  gestellt_at timestamptz,
  beendet_at timestamptz,
  antwort text
);
CREATE INDEX cases_anfragen_vorgang ON cases_anfragen (vorgang);
CREATE INDEX cases_anfragen_person ON cases_anfragen (person, akte);
CREATE INDEX cases_anfragen_an ON cases_anfragen (an_behoerde, stand, gestellt_at);
",
    },
    search::MIGRATION,
    Migration {
        version: 7_005,
        name: "bulk actions by their maker",
        sql: "CREATE INDEX cases_tasks_done_together ON cases_tasks (assignee, done_at) WHERE sammlung IS NOT NULL;",
    },
    Migration {
        version: 7_006,
        name: "tasks before the head of unit",
        sql: "
ALTER TABLE cases_tasks ADD COLUMN escalated_at timestamptz;
CREATE INDEX cases_tasks_escalated ON cases_tasks (behoerde, created_at)
  WHERE escalated_at IS NOT NULL AND stand IN ('offen', 'uebernommen');
",
    },
    statistics::MIGRATION,
    Migration {
        version: 7_008,
        name: "open tasks and words by service",
        sql: "
DROP INDEX cases_tasks_duty;
DROP INDEX cases_tasks_nobodys;
DROP INDEX cases_tasks_overdue;
CREATE INDEX cases_tasks_nobodys ON cases_tasks (behoerde, created_at, vorgang) WHERE stand = 'offen';
CREATE INDEX cases_tasks_nobodys_dienst ON cases_tasks (behoerde, dienst, created_at, vorgang) WHERE stand = 'offen';
CREATE INDEX cases_tasks_role ON cases_tasks (behoerde, role, created_at, id) WHERE stand = 'offen';
CREATE INDEX cases_tasks_duty ON cases_tasks (behoerde, role, dienst, created_at, id) WHERE stand = 'offen';
CREATE INDEX cases_tasks_dienst ON cases_tasks (behoerde, dienst, created_at, id) WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_tasks_overdue ON cases_tasks (behoerde, overdue, created_at, vorgang)
  WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_tasks_overdue_dienst ON cases_tasks (behoerde, dienst, overdue, created_at, vorgang)
  WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_tasks_akte ON cases_tasks (akte) WHERE stand IN ('offen', 'uebernommen');
CREATE INDEX cases_words_dienst ON cases_words (behoerde, package, word, received_at, vorgang);
",
    },
    Migration {
        version: 7_009,
        name: "which version of a decision",
        sql: "
ALTER TABLE cases_decisions ADD COLUMN stichtag text;
ALTER TABLE cases_decisions ADD COLUMN fassung text;
",
    },
    search::COUNTED_FROM_INDEXES,
    Migration {
        version: 7_011,
        name: "suspended and called Vorgaenge",
        sql: "
ALTER TABLE cases_vorgaenge ADD COLUMN angehalten_at timestamptz;
ALTER TABLE cases_vorgaenge ADD COLUMN aufruf uuid;
CREATE INDEX cases_vorgaenge_version ON cases_vorgaenge (digest, id) WHERE stand <> 'erledigt';
",
    },
    stoerungen::MIGRATION,
    nachrichten::MIGRATION,
    auftraege::MIGRATION,
    aufrufe::MIGRATION,
];

pub(crate) const PROJECTIONS: &[&str] = &[
    "cases_stoerungen",
    "cases_erwartungen",
    "cases_nachrichten",
    "cases_auftraege",
    "cases_aufrufe",
    "cases_words",
    "cases_anfragen",
    "cases_steps",
    "cases_decisions",
    "cases_tasks",
    "cases_vorgaenge",
];

/// Where the rights of staff look in the table of Vorgaenge.
pub(crate) const COLUMNS: Columns = Columns { behoerde: "behoerde", dienst: "package", akte: "akte" };

/// Counters of an instance stay far below 2^63.
pub(crate) fn as_i64(counter: u64) -> i64 {
    i64::try_from(counter).unwrap_or(i64::MAX)
}

/// The columns of a [`Vorgang`]; a statement goes on with `FROM`, or with further columns.
const VORGANG: &str =
    "SELECT id, akte, behoerde, person, name, package, digest, titel, aktenzeichen, eingangsnummer,
       received_at, stand, ergebnis, automatisch, decided_at, closed_at, stoerung, verfahren, vorgaenger, angehalten_at, aufruf";

/// What followed on another Vorgang comes after it, even where the clock was put back in between.
const OLDEST: &str = "vorgaenger IS NOT NULL, received_at, id";

/// Without a scope: for the commands of this office, which check it themselves.
pub(crate) async fn vorgang(on: &mut impl Executor, id: VorgangId) -> Result<Option<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE id = $1")).bind(id).optional(on).await
}

/// A Vorgang that staff may read.
pub(crate) async fn vorgang_in(
    on: &mut impl Executor,
    sight: &Sight,
    id: VorgangId,
) -> Result<Option<Vorgang>> {
    let rights = sight.condition(COLUMNS, 2);
    let statement = sql(format!("{VORGANG} FROM cases_vorgaenge WHERE id = $1 AND {rights}")).bind(id);
    sight.bind(statement).optional(on).await
}

/// The Vorgang with which an Akte began. Without a scope.
pub(crate) async fn vorgang_of_akte(on: &mut impl Executor, akte: AkteId) -> Result<Option<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE akte = $1 ORDER BY {OLDEST} LIMIT 1"))
        .bind(akte)
        .optional(on)
        .await
}

/// The Vorgaenge of an Akte, oldest first, as far as staff may read them.
pub(crate) async fn vorgaenge_of_akte(
    on: &mut impl Executor,
    sight: &Sight,
    akte: AkteId,
) -> Result<Vec<Vorgang>> {
    let rights = sight.condition(COLUMNS, 2);
    let statement =
        sql(format!("{VORGANG} FROM cases_vorgaenge WHERE akte = $1 AND {rights} ORDER BY {OLDEST}"));
    sight.bind(statement.bind(akte)).all(on).await
}

/// The Vorgaenge of an Akte, oldest first, for the person whose matter it is.
pub(crate) async fn vorgaenge_of_person(
    on: &mut impl Executor,
    person: AccountId,
    akte: AkteId,
) -> Result<Vec<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE akte = $1 AND person = $2 ORDER BY {OLDEST}"))
        .bind(akte)
        .bind(person)
        .all(on)
        .await
}

/// Whether there is a Widerspruch against the decision of a Vorgang.
pub(crate) async fn is_objected_to(on: &mut impl Executor, id: VorgangId) -> Result<bool> {
    let (count,): (i64,) =
        sql("SELECT count(*) FROM cases_vorgaenge WHERE vorgaenger = $1").bind(id).one(on).await?;
    Ok(count > 0)
}

/// The state of the process.
pub(crate) async fn state(on: &mut impl Executor, id: VorgangId) -> Result<Option<Value>> {
    let (text,): (Option<String>,) =
        sql("SELECT state FROM cases_vorgaenge WHERE id = $1").bind(id).one(on).await?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}

/// A Vorgang with the state of its process, for the one who drives it on.
#[derive(sqlx::FromRow)]
pub(crate) struct Driven {
    #[sqlx(flatten)]
    pub(crate) vorgang: Vorgang,
    /// JSON; nothing before the first step.
    pub(crate) state: Option<String>,
}

pub(crate) async fn driven(on: &mut impl Executor, id: VorgangId) -> Result<Option<Driven>> {
    sql(format!("{VORGANG}, state FROM cases_vorgaenge WHERE id = $1")).bind(id).optional(on).await
}

/// Vorgaenge that run by a version of a package, in order of their ids.
pub(crate) async fn running(
    on: &mut impl Executor,
    version: &packages::Digest,
    after: Option<VorgangId>,
    limit: i64,
) -> Result<Vec<Vorgang>> {
    sql(format!(
        "{VORGANG} FROM cases_vorgaenge WHERE digest = $1 AND stand <> 'erledigt' AND ($2 IS NULL OR id > $2)
         ORDER BY id LIMIT $3"
    ))
    .bind(version.as_str().to_owned())
    .bind(after)
    .bind(limit)
    .all(on)
    .await
}

/// Vorgaenge that ended before `until` and whose Akten are still open, `limit` at most.
pub(crate) async fn to_file_away(on: &mut impl Executor, until: At, limit: i64) -> Result<Vec<Vorgang>> {
    sql(format!(
        "{VORGANG} FROM cases_vorgaenge WHERE stand = 'erledigt' AND NOT abgelegt AND closed_at <= $1 ORDER BY closed_at LIMIT $2"
    ))
    .bind(until)
    .bind(limit)
    .all(on)
    .await
}

/// The reasons for the Bescheid: those of the person who decided, else those of the rules of the package's
/// main decision.
pub(crate) async fn gruende(
    on: &mut impl Executor,
    vorgang: &Vorgang,
    package: &Package,
) -> Result<Vec<Grund>> {
    if let Some(text) = tasks::last_reason(on, vorgang.id).await? {
        return Ok(vec![Grund { text, quelle: None }]);
    }
    let Some(main) = package.manifest().entscheidungen.haupt.clone() else { return Ok(Vec::new()) };
    let row: Option<(String,)> = sql(
        "SELECT gruende FROM cases_decisions WHERE vorgang = $1 AND decision = $2 ORDER BY sequence DESC LIMIT 1",
    )
    .bind(vorgang.id)
    .bind(main)
    .optional(on)
    .await?;
    Ok(row.and_then(|(json,)| serde_json::from_str(&json).ok()).unwrap_or_default())
}

pub(crate) async fn decisions(on: &mut impl Executor, vorgang: VorgangId) -> Result<Vec<Explained>> {
    sql("SELECT decision, at, value, trace, stichtag, fassung FROM cases_decisions WHERE vorgang = $1 ORDER BY sequence")
        .bind(vorgang)
        .all(on)
        .await
}

pub(crate) async fn steps(on: &mut impl Executor, vorgang: VorgangId) -> Result<Vec<Step>> {
    sql("SELECT at, actor, kind, detail FROM cases_steps WHERE vorgang = $1 ORDER BY sequence")
        .bind(vorgang)
        .all(on)
        .await
}
