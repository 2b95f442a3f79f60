//! Projections of this office and the SQL over them.

use crate::{
    entries::{Entry, Event},
    model::{Explained, Filter, Stand, Step, Task, TaskId, TaskStand, Vorgang, WorkItem},
};
use identity::{AccountId, BehoerdeId};
use packages::{Grund, Package};
use records::{AkteId, VorgangId};
use serde_json::Value;
use store::{Actor, At, Executor, Meta, Migration, Result, Tx, sql};

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
];

pub(crate) const PROJECTIONS: &[&str] = &["cases_steps", "cases_decisions", "cases_tasks", "cases_vorgaenge"];

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    project_state(entry, meta, tx).await?;
    let Some(detail) = detail(&entry.event) else { return Ok(()) };
    let actor = match meta.actor {
        Actor::House => None,
        Actor::Account(id) => Some(id),
    };
    sql("INSERT INTO cases_steps (vorgang, sequence, at, actor, kind, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(entry.vorgang)
        .bind(meta.sequence)
        .bind(At::from(meta.at))
        .bind(actor)
        .bind(meta.kind.to_string())
        .bind(detail)
        .write(tx)
        .await?;
    Ok(())
}

/// What the history shows; the mere state of the process is no step of its own.
fn detail(event: &Event) -> Option<String> {
    Some(match event {
        Event::Fortgeschritten { .. } => return None,
        Event::Abgelegt => String::new(),
        Event::Eroeffnet { aktenzeichen, .. } => aktenzeichen.clone(),
        Event::Ausgewertet { decision, .. } => decision.clone(),
        Event::AufgabeAngelegt { name, .. } => name.clone(),
        Event::AufgabeUebernommen { .. }
        | Event::AufgabeZurueckgegeben { .. }
        | Event::AufgabeEntfallen { .. }
        | Event::Behoben => String::new(),
        Event::AufgabeErledigt { name, ergebnis, .. } => format!("{name}: {ergebnis}"),
        Event::Entschieden { ergebnis, .. } => ergebnis.clone(),
        Event::BescheidErlassen { titel, .. } => titel.clone(),
        Event::Gestoert { element, message, .. } => format!("{element}: {message}"),
        Event::Erledigt { how } => how.clone(),
    })
}

async fn project_state(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let vorgang = entry.vorgang;
    match &entry.event {
        Event::Eroeffnet { .. } => insert_vorgang(entry, meta, tx).await,
        Event::Ausgewertet { decision, value, trace, gruende, .. } => {
            let gruende = serde_json::to_string(gruende).map_err(|e| store::Error::Encode(e.to_string()))?;
            sql("INSERT INTO cases_decisions (vorgang, sequence, decision, at, value, trace, gruende)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(vorgang)
            .bind(meta.sequence)
            .bind(decision.clone())
            .bind(At::from(meta.at))
            .bind(value.to_string())
            .bind(trace.to_string())
            .bind(gruende)
            .write(tx)
            .await
        }
        Event::AufgabeAngelegt { .. } => insert_task(entry, meta, tx).await,
        Event::AufgabeUebernommen { task, account } => {
            set_task(tx, *task, TaskStand::Uebernommen, Some(*account)).await
        }
        Event::AufgabeZurueckgegeben { task } => set_task(tx, *task, TaskStand::Offen, None).await,
        Event::AufgabeErledigt { task, ergebnis, begruendung, .. } => {
            sql("UPDATE cases_tasks SET stand = 'erledigt', done_at = $2, ergebnis = $3, begruendung = $4 WHERE id = $1")
                .bind(*task)
                .bind(At::from(meta.at))
                .bind(ergebnis.clone())
                .bind(begruendung.clone())
                .write(tx)
                .await
        }
        Event::AufgabeEntfallen { activity } => {
            sql("UPDATE cases_tasks SET stand = 'entfallen', done_at = $3
                 WHERE vorgang = $1 AND activity = $2 AND stand IN ('offen', 'uebernommen')")
            .bind(vorgang)
            .bind(as_i64(*activity))
            .bind(At::from(meta.at))
            .write(tx)
            .await
        }
        Event::Entschieden { ergebnis, automatisch, .. } => {
            sql("UPDATE cases_vorgaenge SET stand = 'entschieden', ergebnis = $2, automatisch = $3, decided_at = $4
                 WHERE id = $1")
            .bind(vorgang)
            .bind(ergebnis.clone())
            .bind(*automatisch)
            .bind(At::from(meta.at))
            .write(tx)
            .await
        }
        Event::BescheidErlassen { .. } => Ok(()),
        Event::Gestoert { incident, element, message } => {
            sql("UPDATE cases_vorgaenge SET stand = 'gestoert', stoerung = $2, incident = $3 WHERE id = $1")
                .bind(vorgang)
                .bind(format!("{element}: {message}"))
                .bind(incident.map(as_i64))
                .write(tx)
                .await
        }
        Event::Behoben => {
            sql("UPDATE cases_vorgaenge SET stand = CASE WHEN ergebnis IS NULL THEN 'offen' ELSE 'entschieden' END,
                                            stoerung = NULL, incident = NULL WHERE id = $1")
                .bind(vorgang)
                .write(tx)
                .await
        }
        Event::Fortgeschritten { state, .. } => {
            sql("UPDATE cases_vorgaenge SET state = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(state.to_string())
                .write(tx)
                .await
        }
        Event::Abgelegt => {
            sql("UPDATE cases_vorgaenge SET abgelegt = $2 WHERE id = $1").bind(vorgang).bind(true).write(tx).await
        }
        Event::Erledigt { .. } => {
            sql("UPDATE cases_vorgaenge SET stand = 'erledigt', closed_at = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(At::from(meta.at))
                .write(tx)
                .await
        }
    }
}

async fn insert_vorgang(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::Eroeffnet {
        behoerde,
        package,
        digest,
        titel,
        person,
        name,
        aktenzeichen,
        eingangsnummer,
        received_at,
    } = &entry.event
    else {
        return Ok(());
    };
    sql("INSERT INTO cases_vorgaenge
           (id, akte, behoerde, person, name, package, digest, titel, aktenzeichen, eingangsnummer, received_at, stand,
            abgelegt, suchtext)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'offen', $12, $13)")
    .bind(entry.vorgang)
    .bind(meta.stream.0)
    .bind(*behoerde)
    .bind(*person)
    .bind(name.clone())
    .bind(package.clone())
    .bind(digest.as_str().to_owned())
    .bind(titel.clone())
    .bind(aktenzeichen.clone())
    .bind(eingangsnummer.clone())
    .bind(At::from(*received_at))
    .bind(false)
    .bind(folded(&format!("{aktenzeichen} {eingangsnummer} {name}")))
    .write(tx)
    .await?;
    Ok(())
}

/// As texts are compared in a search: the engines' own `lower` differ beyond ASCII.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

async fn insert_task(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::AufgabeAngelegt { task, activity, element, name, role, outcomes } = &entry.event else {
        return Ok(());
    };
    sql("INSERT INTO cases_tasks (id, vorgang, behoerde, activity, element, name, role, outcomes, stand, created_at)
         SELECT $1, id, behoerde, $3, $4, $5, $6, $7, 'offen', $8 FROM cases_vorgaenge WHERE id = $2")
    .bind(*task)
    .bind(entry.vorgang)
    .bind(as_i64(*activity))
    .bind(element.clone())
    .bind(name.clone())
    .bind(role.clone())
    .bind(outcomes.join(" "))
    .bind(At::from(meta.at))
    .write(tx)
    .await?;
    Ok(())
}

async fn set_task(tx: &mut Tx, task: TaskId, stand: TaskStand, assignee: Option<AccountId>) -> Result<()> {
    sql("UPDATE cases_tasks SET stand = $2, assignee = $3 WHERE id = $1")
        .bind(task)
        .bind(stand)
        .bind(assignee)
        .write(tx)
        .await?;
    Ok(())
}

/// Counters of an instance stay far below 2^63.
fn as_i64(counter: u64) -> i64 {
    i64::try_from(counter).unwrap_or(i64::MAX)
}

/// The columns of a [`Vorgang`]; a statement goes on with `FROM`, or with further columns.
const VORGANG: &str =
    "SELECT id, akte, behoerde, person, name, package, digest, titel, aktenzeichen, eingangsnummer,
       received_at, stand, ergebnis, automatisch, decided_at, closed_at, stoerung";

/// Without a scope: for the commands of this office, which check it themselves.
pub(crate) async fn vorgang(on: &mut impl Executor, id: VorgangId) -> Result<Option<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE id = $1")).bind(id).optional(on).await
}

pub(crate) async fn vorgang_of_behoerde(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    id: VorgangId,
) -> Result<Option<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE id = $1 AND behoerde = $2"))
        .bind(id)
        .bind(behoerde)
        .optional(on)
        .await
}

pub(crate) async fn vorgang_of_akte(on: &mut impl Executor, akte: AkteId) -> Result<Option<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE akte = $1 ORDER BY received_at LIMIT 1"))
        .bind(akte)
        .optional(on)
        .await
}

pub(crate) async fn vorgang_of_person(
    on: &mut impl Executor,
    person: AccountId,
    akte: AkteId,
) -> Result<Option<Vorgang>> {
    sql(format!(
        "{VORGANG} FROM cases_vorgaenge WHERE akte = $1 AND person = $2 ORDER BY received_at LIMIT 1"
    ))
    .bind(akte)
    .bind(person)
    .optional(on)
    .await
}

pub(crate) async fn latest(on: &mut impl Executor, behoerde: BehoerdeId, limit: i64) -> Result<Vec<Vorgang>> {
    sql(format!("{VORGANG} FROM cases_vorgaenge WHERE behoerde = $1 ORDER BY received_at DESC, id LIMIT $2"))
        .bind(behoerde)
        .bind(limit)
        .all(on)
        .await
}

pub(crate) async fn search(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    text: &str,
    stand: Option<Stand>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Vorgang>> {
    // As many words as anybody types; each is a parameter of its own.
    let words: Vec<String> = folded(text).split_whitespace().take(8).map(pattern).collect();
    let conditions: String =
        (5..).zip(&words).map(|(n, _)| format!(" AND suchtext LIKE ${n} ESCAPE '!'")).collect();
    let statement = sql(format!(
        "{VORGANG} FROM cases_vorgaenge WHERE behoerde = $1 AND ($4 = '' OR stand = $4){conditions} ORDER BY received_at DESC, id LIMIT $2 OFFSET $3"
    ));
    let stand = stand.map_or("", Stand::as_str).to_owned();
    let statement = statement.bind(behoerde).bind(limit).bind(offset).bind(stand);
    words.into_iter().fold(statement, store::Statement::bind).all(on).await
}

/// A word anywhere in a text; signs that mean something to `LIKE` mean themselves.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The state of the process and the open incident.
pub(crate) async fn state(on: &mut impl Executor, id: VorgangId) -> Result<(Option<Value>, Option<u64>)> {
    let (text, incident): (Option<String>, Option<i64>) =
        sql("SELECT state, incident FROM cases_vorgaenge WHERE id = $1").bind(id).one(on).await?;
    Ok((text.and_then(|t| serde_json::from_str(&t).ok()), incident.and_then(|i| u64::try_from(i).ok())))
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

const TASK: &str = "SELECT id, vorgang, element, name, role, outcomes, stand, assignee, created_at, ergebnis,
       begruendung FROM cases_tasks";

pub(crate) async fn task(on: &mut impl Executor, behoerde: BehoerdeId, id: TaskId) -> Result<Option<Task>> {
    sql(format!("{TASK} WHERE id = $1 AND behoerde = $2")).bind(id).bind(behoerde).optional(on).await
}

pub(crate) async fn task_activity(on: &mut impl Executor, id: TaskId) -> Result<u64> {
    let (activity,): (i64,) = sql("SELECT activity FROM cases_tasks WHERE id = $1").bind(id).one(on).await?;
    Ok(u64::try_from(activity).unwrap_or(0))
}

pub(crate) async fn tasks(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    vorgang: VorgangId,
) -> Result<Vec<Task>> {
    sql(format!("{TASK} WHERE vorgang = $1 AND behoerde = $2 ORDER BY created_at, id"))
        .bind(vorgang)
        .bind(behoerde)
        .all(on)
        .await
}

/// Tasks in which a person decided: those that are done and had more than one outcome ([`Task::decides`]).
const DECIDED: &str =
    "vorgang = $1 AND stand = 'erledigt' AND outcomes LIKE '_% _%' ORDER BY done_at DESC LIMIT 1";

/// Whether a person has had a hand in a Vorgang, be it without deciding.
pub(crate) async fn is_touched(on: &mut impl Executor, vorgang: VorgangId) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM cases_tasks WHERE vorgang = $1 AND stand = 'erledigt'")
        .bind(vorgang)
        .one(on)
        .await?;
    Ok(count > 0)
}

/// The reasons of the person who decided.
pub(crate) async fn last_reason(on: &mut impl Executor, vorgang: VorgangId) -> Result<Option<String>> {
    let row: Option<(Option<String>,)> = sql(format!("SELECT begruendung FROM cases_tasks WHERE {DECIDED}"))
        .bind(vorgang)
        .optional(on)
        .await?;
    Ok(row.and_then(|(reason,)| reason))
}

/// The account whose reasons the decision rests on; `None` when the rules decided.
pub(crate) async fn decider(on: &mut impl Executor, vorgang: VorgangId) -> Result<Option<AccountId>> {
    let row: Option<(Option<AccountId>,)> =
        sql(format!("SELECT assignee FROM cases_tasks WHERE {DECIDED}")).bind(vorgang).optional(on).await?;
    Ok(row.and_then(|(account,)| account))
}

/// The reasons for the Bescheid: those of the person who decided, else those of the rules of the package's
/// main decision.
pub(crate) async fn gruende(
    on: &mut impl Executor,
    vorgang: &Vorgang,
    package: &Package,
) -> Result<Vec<Grund>> {
    if let Some(text) = last_reason(on, vorgang.id).await? {
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

pub(crate) async fn work_list(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    account: AccountId,
    filter: Filter,
    limit: i64,
) -> Result<Vec<WorkItem>> {
    let condition = match filter {
        Filter::Todo => "(t.stand = 'offen' OR t.assignee = $2)",
        Filter::Mine => "t.assignee = $2",
        Filter::All => "(t.assignee = $2 OR t.id IS NOT NULL)",
    };
    sql(format!(
        "SELECT t.id AS task, t.name AS task_name, t.stand, t.assignee, v.id AS vorgang, v.aktenzeichen, v.titel,
                v.name, v.received_at
         FROM cases_tasks t JOIN cases_vorgaenge v ON v.id = t.vorgang
         WHERE t.behoerde = $1 AND t.stand IN ('offen', 'uebernommen') AND {condition}
         ORDER BY t.created_at, t.id LIMIT $3"
    ))
    .bind(behoerde)
    .bind(account)
    .bind(limit)
    .all(on)
    .await
}

pub(crate) async fn decisions(on: &mut impl Executor, vorgang: VorgangId) -> Result<Vec<Explained>> {
    sql("SELECT decision, at, value, trace FROM cases_decisions WHERE vorgang = $1 ORDER BY sequence")
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

/// Vorgaenge of a Behoerde by where they stand.
pub(crate) async fn counts(on: &mut impl Executor, behoerde: BehoerdeId) -> Result<Vec<(Stand, i64)>> {
    sql("SELECT stand, count(*) FROM cases_vorgaenge WHERE behoerde = $1 GROUP BY stand")
        .bind(behoerde)
        .all(on)
        .await
}
