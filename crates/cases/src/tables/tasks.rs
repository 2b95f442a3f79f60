//! The SQL over tasks and work lists.

use crate::bulk::Recent;
use crate::model::{Filter, Holder, Load, Task, TaskId, Vorgang, WorkItem};
use identity::{AccountId, Columns, Duty, Remit, Sight};
use records::VorgangId;
use serde_json::Value;
use std::collections::HashSet;
use store::{At, Executor, Result, Statement, sql};
use uuid::Uuid;

/// Where the rights of staff look in the table of tasks, under the name `t`.
pub(crate) const COLUMNS: Columns = Columns { behoerde: "t.behoerde", dienst: "t.dienst", akte: "t.akte" };

const TASK: &str =
    "SELECT t.id, t.vorgang, t.element, t.name, t.role, t.outcomes, t.stand, t.assignee, t.created_at,
       t.ergebnis, t.begruendung, t.other_than, t.due, t.overdue, t.escalated_at, t.angaben FROM cases_tasks t";

/// A task of a Vorgang that staff may read.
pub(crate) async fn task(on: &mut impl Executor, sight: &Sight, id: TaskId) -> Result<Option<Task>> {
    let rights = sight.condition(COLUMNS, 2);
    sight.bind(sql(format!("{TASK} WHERE t.id = $1 AND {rights}")).bind(id)).optional(on).await
}

/// These tasks in the order of their Akten, as far as they may be read; then the others.
pub(crate) async fn by_akte(on: &mut impl Executor, sight: &Sight, tasks: &[TaskId]) -> Result<Vec<TaskId>> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let rights = sight.condition(COLUMNS, 1);
    let wanted = numbers(1 + sight.parameters(), tasks.len());
    let statement = sql(format!(
        "SELECT t.id FROM (SELECT i.id FROM cases_tasks i WHERE i.id IN ({wanted})) c CROSS JOIN cases_tasks t
         WHERE t.id = c.id AND {rights} ORDER BY t.akte, t.id"
    ));
    let statement = tasks.iter().fold(sight.bind(statement), |statement, task| statement.bind(*task));
    let found: Vec<(TaskId,)> = statement.all(on).await?;
    let known: HashSet<TaskId> = found.iter().map(|(task,)| *task).collect();
    let others = tasks.iter().copied().filter(|task| !known.contains(task));
    Ok(found.into_iter().map(|(task,)| task).chain(others).collect())
}

/// Without a scope: for jobs.
pub(crate) async fn any_task(on: &mut impl Executor, id: TaskId) -> Result<Option<Task>> {
    sql(format!("{TASK} WHERE t.id = $1")).bind(id).optional(on).await
}

/// The open tasks of a Vorgang. Without a scope: for commands that check it themselves.
pub(crate) async fn open_of(on: &mut impl Executor, vorgang: VorgangId) -> Result<Vec<Task>> {
    sql(format!("{TASK} WHERE t.vorgang = $1 AND t.stand IN ('offen', 'uebernommen') ORDER BY t.id"))
        .bind(vorgang)
        .all(on)
        .await
}

pub(crate) async fn activity(on: &mut impl Executor, id: TaskId) -> Result<u64> {
    let (activity,): (i64,) = sql("SELECT activity FROM cases_tasks WHERE id = $1").bind(id).one(on).await?;
    Ok(u64::try_from(activity).unwrap_or(0))
}

pub(crate) async fn of_vorgang(
    on: &mut impl Executor,
    sight: &Sight,
    vorgang: VorgangId,
) -> Result<Vec<Task>> {
    let rights = sight.condition(COLUMNS, 2);
    let statement =
        sql(format!("{TASK} WHERE t.vorgang = $1 AND {rights} ORDER BY t.activity, t.created_at, t.id"));
    sight.bind(statement.bind(vorgang)).all(on).await
}

/// Whether an account has done one of the steps that `task` must not be done by the same person as.
pub(crate) async fn did_before(on: &mut impl Executor, task: TaskId, account: AccountId) -> Result<bool> {
    let (count,): (i64,) =
        sql("SELECT count(*) FROM cases_tasks t JOIN cases_tasks d ON d.vorgang = t.vorgang
         WHERE t.id = $1 AND d.assignee = $2 AND d.stand = 'erledigt'
           AND t.other_than LIKE '% ' || d.element || ' %'")
        .bind(task)
        .bind(account)
        .one(on)
        .await?;
    Ok(count > 0)
}

/// The tasks of a Vorgang that are done, with their step in its history.
const DONE: &str = "cases_tasks t JOIN cases_steps s ON s.vorgang = t.vorgang AND s.at = t.done_at AND s.kind = 'cases.aufgabe_erledigt'
     WHERE t.vorgang = $1 AND t.stand = 'erledigt'";

/// Of those the one in which a person decided last: it had more than one outcome ([`Task::decides`]). Last by its place
/// in the journal: the clock may have been put back in between.
const DECIDED: &str = "AND t.outcomes LIKE '_% _%' ORDER BY s.sequence DESC, t.id DESC LIMIT 1";

/// Whether a person has had a hand in a Vorgang, be it without deciding.
pub(crate) async fn is_touched(on: &mut impl Executor, vorgang: VorgangId) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM cases_tasks WHERE vorgang = $1 AND stand = 'erledigt'")
        .bind(vorgang)
        .one(on)
        .await?;
    Ok(count > 0)
}

/// The reasons of the person who decided; where they had nothing to add, those of what they agreed with.
pub(crate) async fn last_reason(on: &mut impl Executor, vorgang: VorgangId) -> Result<Option<String>> {
    let row: Option<(Option<String>, String)> =
        sql(format!("SELECT t.begruendung, t.other_than FROM {DONE} {DECIDED}"))
            .bind(vorgang)
            .optional(on)
            .await?;
    let Some((own, other_than)) = row else { return Ok(None) };
    match own.filter(|text| !text.is_empty()) {
        Some(own) => Ok(Some(own)),
        None => {
            let others: Vec<String> = other_than.split_whitespace().map(str::to_owned).collect();
            reason_of(on, vorgang, &others).await
        }
    }
}

/// The reasons that were given last in one of these steps.
pub(crate) async fn reason_of(
    on: &mut impl Executor,
    vorgang: VorgangId,
    elements: &[String],
) -> Result<Option<String>> {
    if elements.is_empty() {
        return Ok(None);
    }
    let statement = sql(format!(
        "SELECT t.begruendung FROM {DONE} AND t.begruendung <> '' AND t.element IN ({})
         ORDER BY s.sequence DESC, t.id DESC LIMIT 1",
        numbers(2, elements.len())
    ));
    let statement =
        elements.iter().fold(statement.bind(vorgang), |statement, one| statement.bind(one.clone()));
    let row: Option<(String,)> = statement.optional(on).await?;
    Ok(row.map(|(reason,)| reason))
}

/// The account whose reasons the decision rests on; `None` when the rules decided.
pub(crate) async fn decider(on: &mut impl Executor, vorgang: VorgangId) -> Result<Option<AccountId>> {
    let row: Option<(Option<AccountId>,)> =
        sql(format!("SELECT t.assignee FROM {DONE} {DECIDED}")).bind(vorgang).optional(on).await?;
    Ok(row.and_then(|(account,)| account))
}

/// Which open tasks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) filter: Filter,
    pub(crate) holder: Holder,
    /// Without those that are before the head of unit.
    pub(crate) but_escalated: bool,
}

/// What waits: tasks of cases that may be read, oldest first.
///
/// Each list is put together of ranges of indexes, of each no more than the list: so its cost does not grow with what waits.
pub(crate) async fn work_list(
    on: &mut impl Executor,
    sight: &Sight,
    account: AccountId,
    remit: &Remit,
    wanted: Wanted,
    limit: i64,
) -> Result<Vec<WorkItem>> {
    let waiting = Waiting::of(sight, account, remit, wanted);
    let range = |(number, condition): (usize, &String)| {
        format!(
            "SELECT * FROM (SELECT t.id, t.created_at FROM cases_tasks t WHERE {condition}
               ORDER BY t.created_at, t.id LIMIT {limit}) t{number}"
        )
    };
    // Two duties can be for the same task: UNION names it once.
    let ranges: Vec<String> = waiting.conditions.iter().enumerate().map(range).collect();
    let rights = sight.condition(COLUMNS, 1);
    // On SQLite the order of a CROSS JOIN is the order of work.
    let statement = sql(format!(
        "SELECT t.id AS task, t.name AS task_name, t.stand, t.assignee, v.id AS vorgang, v.aktenzeichen, v.titel,
                v.name, v.received_at, t.due, t.escalated_at, t.created_at, t.element, t.dienst, t.role
         FROM (SELECT a.id FROM ({}) a ORDER BY a.created_at, a.id LIMIT {limit}) c
           CROSS JOIN cases_tasks t CROSS JOIN cases_vorgaenge v
         WHERE t.id = c.id AND v.id = t.vorgang AND {rights} ORDER BY t.created_at, t.id",
        ranges.join(" UNION ")
    ));
    waiting.bind(sight.bind(statement)).all(on).await
}

/// The tasks of a work list as conditions that begin with a range of an index. The rights come first among the parameters.
struct Waiting {
    conditions: Vec<String>,
    hands: Vec<AccountId>,
    duties: Vec<Duty>,
    holder: Option<AccountId>,
}

impl Waiting {
    fn of(sight: &Sight, account: AccountId, remit: &Remit, wanted: Wanted) -> Self {
        let mut waiting =
            Self { conditions: Vec::new(), hands: Vec::new(), duties: Vec::new(), holder: None };
        match wanted.filter {
            Filter::Mine => waiting.in_hands(sight, hands(account, remit)),
            Filter::Todo => {
                waiting.in_hands(sight, hands(account, remit));
                waiting.free_for(sight, remit);
            }
            // As an equation, so that SQLite takes it for the index.
            Filter::Overdue => waiting.of_all(sight, "t.overdue = TRUE AND "),
            Filter::Escalated => waiting.of_all(sight, "t.escalated_at IS NOT NULL AND "),
            Filter::All => waiting.of_all(sight, ""),
        }
        waiting.narrow(sight, wanted);
        waiting
    }

    fn of_all(&mut self, sight: &Sight, wanted: &str) {
        let open = "t.stand IN ('offen', 'uebernommen')";
        let ranges = sight.ranges(COLUMNS, 1).into_iter();
        self.conditions.extend(ranges.map(|range| format!("{wanted}{open} AND {range}")));
    }

    /// To one holder, and to what is not before the head of unit.
    fn narrow(&mut self, sight: &Sight, wanted: Wanted) {
        let number = 1 + sight.parameters() + self.parameters();
        let mut more = match wanted.holder {
            Holder::Anybody => String::new(),
            Holder::Nobody => " AND t.stand = 'offen'".to_owned(),
            Holder::One(holder) => {
                self.holder = Some(holder);
                format!(" AND t.stand = 'uebernommen' AND t.assignee = ${number}")
            }
        };
        if wanted.but_escalated {
            more += " AND t.escalated_at IS NULL";
        }
        self.conditions.iter_mut().for_each(|condition| condition.push_str(&more));
    }

    /// Those that these people have taken, the account itself first.
    fn in_hands(&mut self, sight: &Sight, hands: Vec<AccountId>) {
        let (first, rights) = (1 + sight.parameters(), sight.condition(COLUMNS, 1));
        let each = (first..first + hands.len())
            .map(|number| format!("t.stand = 'uebernommen' AND t.assignee = ${number} AND {rights}"));
        self.conditions.extend(each);
        self.hands = hands;
    }

    /// Those that nobody has taken, for each duty; nobody is offered what others must do.
    fn free_for(&mut self, sight: &Sight, remit: &Remit) {
        let account = 1 + sight.parameters();
        for duty in &remit.works {
            let mine = duty.condition("t.role", "t.dienst", account + self.parameters());
            let rights = sight.condition_in(COLUMNS, 1, duty.dienst.as_deref());
            self.conditions.push(format!(
                "t.stand = 'offen' AND {mine} AND {rights} AND (t.other_than = '' OR NOT EXISTS (SELECT 1
                   FROM cases_tasks d WHERE d.vorgang = t.vorgang AND d.assignee = ${account}
                     AND d.stand = 'erledigt' AND t.other_than LIKE '% ' || d.element || ' %'))"
            ));
            self.duties.push(duty.clone());
        }
    }

    fn parameters(&self) -> usize {
        self.hands.len()
            + self.duties.iter().map(Duty::parameters).sum::<usize>()
            + usize::from(self.holder.is_some())
    }

    /// Binds the values of the conditions behind those of the rights.
    fn bind<T>(self, statement: Statement<T>) -> Statement<T> {
        let statement = self.hands.into_iter().fold(statement, Statement::bind);
        let statement = self.duties.iter().fold(statement, |statement, duty| duty.bind(statement));
        self.holder.into_iter().fold(statement, Statement::bind)
    }
}

/// In whose hands work is that somebody does: their own first, then of those they stand in for.
fn hands(account: AccountId, remit: &Remit) -> Vec<AccountId> {
    std::iter::once(account).chain(remit.stands_in_for.iter().copied()).collect()
}

fn numbers(first: usize, count: usize) -> String {
    let numbers: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    numbers.join(", ")
}

/// Open tasks by who has them; nobody's first, then those who have most.
pub(crate) async fn load(on: &mut impl Executor, sight: &Sight) -> Result<Vec<Load>> {
    let rights = sight.condition(COLUMNS, 1);
    sight
        .bind(sql(format!(
            "SELECT t.assignee, count(*) AS offen,
                    count(CASE WHEN t.overdue THEN 1 END) AS ueberfaellig, count(t.escalated_at) AS eskaliert,
                    min(t.created_at) AS aelteste
             FROM cases_tasks t WHERE t.stand IN ('offen', 'uebernommen') AND {rights}
             GROUP BY t.assignee ORDER BY t.assignee IS NOT NULL, 2 DESC, t.assignee"
        )))
        .all(on)
        .await
}

/// A decision of a bulk action that might be taken back.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Done {
    #[sqlx(flatten)]
    pub(crate) vorgang: Vorgang,
    pub(crate) task: TaskId,
    pub(crate) task_name: String,
    pub(crate) assignee: Option<AccountId>,
    pub(crate) done_at: At,
    pub(crate) state_before: String,
}

impl Done {
    pub(crate) fn state(&self) -> Option<Value> {
        serde_json::from_str(&self.state_before).ok()
    }
}

/// What a bulk action did, as far as it was not taken back: by Akte, since all transactions lock them in this order.
pub(crate) async fn of_sammlung(on: &mut impl Executor, sight: &Sight, sammlung: Uuid) -> Result<Vec<Done>> {
    let rights = sight.condition(COLUMNS, 2);
    let statement = sql(format!(
        "SELECT v.id, v.akte, v.behoerde, v.person, v.name, v.package, v.digest, v.titel, v.aktenzeichen,
                v.eingangsnummer, v.received_at, v.stand, v.ergebnis, v.automatisch, v.decided_at, v.closed_at,
                v.stoerung, v.verfahren, v.vorgaenger, v.angehalten_at, v.aufruf, t.id AS task, t.name AS task_name, t.assignee, t.done_at,
                t.state_before
         FROM cases_tasks t JOIN cases_vorgaenge v ON v.id = t.vorgang
         WHERE t.sammlung = $1 AND t.state_before IS NOT NULL AND {rights} ORDER BY v.akte, t.id"
    ));
    sight.bind(statement.bind(sammlung)).all(on).await
}

/// What somebody did to many at once since a moment, as far as it was not taken back; newest first.
pub(crate) async fn recent(
    on: &mut impl Executor,
    sight: &Sight,
    account: AccountId,
    since: At,
) -> Result<Vec<Recent>> {
    let rights = sight.condition(COLUMNS, 3);
    let statement = sql(format!(
        "SELECT t.sammlung AS id, min(t.name) AS name, count(*) AS anzahl, max(t.done_at) AS done_at
         FROM cases_tasks t
         WHERE t.sammlung IS NOT NULL AND t.state_before IS NOT NULL AND t.assignee = $1 AND t.done_at > $2 AND {rights}
         GROUP BY t.sammlung ORDER BY 4 DESC, 1"
    ));
    sight.bind(statement.bind(account).bind(since)).all(on).await
}

/// Whether something happened in a Vorgang after a moment at which it was changed: by the order of its steps, since the
/// clock may have been put back. What happened at that very moment belongs to the change.
pub(crate) async fn has_gone_on(on: &mut impl Executor, vorgang: VorgangId, since: At) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM cases_steps WHERE vorgang = $1 AND at <> $2
         AND sequence > (SELECT max(d.sequence) FROM cases_steps d WHERE d.vorgang = $1 AND d.at = $2)")
    .bind(vorgang)
    .bind(since)
    .one(on)
    .await?;
    Ok(count > 0)
}

/// Whether a task was ended by this bulk action.
pub(crate) async fn is_of_sammlung(on: &mut impl Executor, task: TaskId, sammlung: Uuid) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM cases_tasks WHERE id = $1 AND sammlung = $2")
        .bind(task)
        .bind(sammlung)
        .one(on)
        .await?;
    Ok(count > 0)
}
