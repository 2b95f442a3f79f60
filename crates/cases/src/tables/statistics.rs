//! The SQL of figures. Each part of a period is a range of an index that holds all that is counted, so that no row of the
//! table is read; what many have in common is counted when somebody looks, not kept in rows that all would write to.

use super::{COLUMNS, search::OF_VORGANG};
use crate::statistics::Offen;
use identity::Sight;
use jiff::{ToSpan, civil::Date};
use store::{At, Executor, Migration, Result, Statement, sql};

/// The column `person` is there for the wall, which looks at it in every row (docs/decisions/0014).
pub(crate) const MIGRATION: Migration = Migration {
    version: 7_007,
    name: "figures from indexes alone",
    sql: "
DROP INDEX cases_vorgaenge_behoerde;
DROP INDEX cases_vorgaenge_dienst;
DROP INDEX cases_vorgaenge_entschieden;
DROP INDEX cases_vorgaenge_dienst_entschieden;
CREATE INDEX cases_vorgaenge_behoerde ON cases_vorgaenge (behoerde, received_at, id, package, verfahren, person);
CREATE INDEX cases_vorgaenge_dienst ON cases_vorgaenge (behoerde, package, received_at, id, verfahren, person);
CREATE INDEX cases_vorgaenge_entschieden ON cases_vorgaenge
  (behoerde, decided_at, id, package, verfahren, automatisch, received_at, person) WHERE decided_at IS NOT NULL;
CREATE INDEX cases_vorgaenge_dienst_entschieden ON cases_vorgaenge
  (behoerde, package, decided_at, id, verfahren, automatisch, received_at, person) WHERE decided_at IS NOT NULL;
CREATE INDEX cases_vorgaenge_unentschieden ON cases_vorgaenge
  (behoerde, package, received_at, verfahren, decided_at, closed_at, person)
  WHERE decided_at IS NULL AND closed_at IS NULL;
CREATE INDEX cases_vorgaenge_zurueckgenommen ON cases_vorgaenge
  (behoerde, closed_at, package, verfahren, ergebnis, person)
  WHERE ergebnis = 'zurueckgenommen';
",
};

/// Whole hours from receipt to decision. A difference of moments is a number of microseconds in SQLite and an interval in
/// PostgreSQL.
const HOURS: &str = "(/*pg CAST(date_part('epoch', */ v.decided_at - v.received_at /*pg ) * 1000000 AS bigint) */) \
                     / 3600000000";

/// Objections are counted for themselves.
const ANTRAG: &str = "verfahren = 'antrag'";

/// The service, as something to group by: SQLite would go through the cases of all times in the order of an index of
/// services otherwise, to save itself a little sorting.
const SERVICE: &str = "package || ''";

/// What is asked: whose figures, for which parts of the period, for which service. The parameters come in this order.
pub(crate) struct Asked<'a> {
    pub(crate) sight: &'a Sight,
    /// Where the parts begin, and where the last one ends.
    pub(crate) bounds: &'a [At],
    pub(crate) dienst: Option<&'a str>,
}

impl Asked<'_> {
    /// The rights, and the service where one is chosen.
    fn condition(&self, bounds: usize) -> String {
        let rights = self.sight.condition(COLUMNS, 1);
        match self.dienst {
            Some(_) => format!("{rights} AND package = ${}", self.sight.parameters() + bounds + 1),
            None => rights,
        }
    }

    fn bind<T>(&self, statement: Statement<T>, bounds: &[At]) -> Statement<T> {
        let statement = bounds.iter().fold(self.sight.bind(statement), |s, bound| s.bind(*bound));
        match self.dienst {
            Some(dienst) => statement.bind(dienst.to_owned()),
            None => statement,
        }
    }

    /// The same question to each part of the period, put together; `part` numbers them from 0. The rows of a part are those
    /// whose `column` lies in it.
    fn parts(&self, columns: &str, column: &str, and: &str, group: &str) -> String {
        let condition = self.condition(self.bounds.len());
        let first = self.sight.parameters() + 1;
        let part = |number: usize| {
            let (from, to) = (first + number, first + number + 1);
            format!(
                "SELECT CAST({number} AS bigint) AS part, {columns} FROM cases_vorgaenge v
                 WHERE {condition} AND {column} >= ${from} AND {column} < ${to} AND {and} GROUP BY {group}"
            )
        };
        let parts: Vec<String> = (0..self.bounds.len().saturating_sub(1)).map(part).collect();
        parts.join(" UNION ALL ")
    }
}

/// What was received in a part of the period, by service.
#[derive(sqlx::FromRow)]
pub(crate) struct Received {
    pub(crate) part: i64,
    pub(crate) package: String,
    pub(crate) antraege: i64,
    pub(crate) widersprueche: i64,
}

pub(crate) async fn received(on: &mut impl Executor, asked: &Asked<'_>) -> Result<Vec<Received>> {
    let columns = format!(
        "{SERVICE} AS package, count(CASE WHEN verfahren = 'antrag' THEN 1 END) AS antraege,
         count(CASE WHEN verfahren <> 'antrag' THEN 1 END) AS widersprueche"
    );
    let text = asked.parts(&columns, "received_at", "1 = 1", SERVICE);
    asked.bind(sql(text), asked.bounds).all(on).await
}

/// What was withdrawn in a part of the period, by service.
#[derive(sqlx::FromRow)]
pub(crate) struct Withdrawn {
    pub(crate) part: i64,
    pub(crate) package: String,
    pub(crate) count: i64,
}

pub(crate) async fn withdrawn(on: &mut impl Executor, asked: &Asked<'_>) -> Result<Vec<Withdrawn>> {
    let and = format!("ergebnis = 'zurueckgenommen' AND {ANTRAG}");
    let columns = format!("{SERVICE} AS package, count(*) AS count");
    let text = asked.parts(&columns, "closed_at", &and, SERVICE);
    asked.bind(sql(text), asked.bounds).all(on).await
}

/// Decisions of the whole period, of a service or of a part of it.
#[derive(sqlx::FromRow)]
pub(crate) struct Decided {
    /// Of a service.
    pub(crate) package: Option<String>,
    /// Of a part of the period.
    pub(crate) part: Option<i64>,
    pub(crate) count: i64,
    pub(crate) automatisch: i64,
    /// Hours within which half of them were made.
    pub(crate) half: i64,
    /// Hours within which nine of ten were made.
    pub(crate) nine_of_ten: i64,
}

/// The distribution of the hours that decisions took is made first: it has as many rows as there are different hours, not
/// as many as there are cases. A percentile is the least number of hours within which that share was decided.
pub(crate) async fn decided(on: &mut impl Executor, asked: &Asked<'_>) -> Result<Vec<Decided>> {
    let columns =
        format!("{HOURS} AS hours, count(*) AS n, count(CASE WHEN automatisch THEN 1 END) AS alone");
    let parts = asked.parts(&columns, "decided_at", ANTRAG, "hours");
    let condition = asked.condition(asked.bounds.len());
    let (from, to) = (asked.sight.parameters() + 1, asked.sight.parameters() + asked.bounds.len());
    let text = format!(
        "WITH parts AS MATERIALIZED ({parts}),
         services AS MATERIALIZED (
           SELECT {SERVICE} AS package, {columns} FROM cases_vorgaenge v
           WHERE {condition} AND decided_at >= ${from} AND decided_at < ${to} AND {ANTRAG}
           GROUP BY {SERVICE}, hours),
         kinds AS (
           SELECT NULL AS package, CAST(NULL AS bigint) AS part, hours, sum(n) AS n, sum(alone) AS alone
             FROM parts GROUP BY hours
           UNION ALL SELECT NULL, part, hours, n, alone FROM parts
           UNION ALL SELECT package, NULL, hours, n, alone FROM services),
         ranks AS (
           SELECT package, part, hours, alone, sum(n) OVER (PARTITION BY package, part) AS total,
                  sum(n) OVER (PARTITION BY package, part ORDER BY hours) AS so_far FROM kinds)
         SELECT package, part, CAST(max(total) AS bigint) AS count, CAST(sum(alone) AS bigint) AS automatisch,
                min(CASE WHEN so_far * 2 >= total THEN hours END) AS half,
                min(CASE WHEN so_far * 10 >= total * 9 THEN hours END) AS nine_of_ten
         FROM ranks GROUP BY package, part"
    );
    asked.bind(sql(text), asked.bounds).all(on).await
}

/// How many decisions of all Behoerden took how many hours, the fastest first; and how many of them no person made.
pub(crate) async fn distribution(on: &mut impl Executor, from: At, to: At) -> Result<Vec<(i64, i64, i64)>> {
    sql(format!(
        "SELECT {HOURS} AS hours, count(*), count(CASE WHEN automatisch THEN 1 END) FROM cases_vorgaenge v
         WHERE decided_at >= $1 AND decided_at < $2 AND {ANTRAG} GROUP BY hours ORDER BY hours"
    ))
    .bind(from)
    .bind(to)
    .all(on)
    .await
}

/// What is not decided yet, by service and by how long it has waited on the day `today`.
pub(crate) async fn open(
    on: &mut impl Executor,
    asked: &Asked<'_>,
    today: Date,
) -> Result<Vec<(String, Offen)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        package: String,
        #[sqlx(flatten)]
        offen: Offen,
    }
    let ages = [7, 30, 90].map(|days| {
        let first = today.saturating_sub(days.days());
        At::from(store::start_of_day_in_germany(first))
    });
    let [week, month, quarter] = [1, 2, 3].map(|n| asked.sight.parameters() + n);
    let condition = asked.condition(ages.len());
    let count = |when: String| format!("count(CASE WHEN verfahren = 'antrag'{when} THEN 1 END)");
    let text = format!(
        "SELECT package, {} AS gesamt, {} AS woche, {} AS monat, {} AS quartal, {} AS aelter,
                count(CASE WHEN verfahren <> 'antrag' THEN 1 END) AS widersprueche
         FROM cases_vorgaenge v WHERE {condition} AND decided_at IS NULL AND closed_at IS NULL GROUP BY package",
        count(String::new()),
        count(format!(" AND received_at >= ${week}")),
        count(format!(" AND received_at < ${week} AND received_at >= ${month}")),
        count(format!(" AND received_at < ${month} AND received_at >= ${quarter}")),
        count(format!(" AND received_at < ${quarter}")),
    );
    let rows: Vec<Row> = asked.bind(sql(text), &ages).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.package, row.offen)).collect())
}

/// The services of which there are cases, each with the name that its newest case has. Each is one step in the index, however
/// many cases it has.
pub(crate) async fn services(on: &mut impl Executor, sight: &Sight) -> Result<Vec<(String, String)>> {
    let rights = sight.condition(OF_VORGANG, 1);
    let text = format!(
        "WITH RECURSIVE s(package) AS (
           SELECT min(v.package) FROM cases_vorgaenge v WHERE {rights}
           UNION ALL
           SELECT (SELECT min(v.package) FROM cases_vorgaenge v WHERE {rights} AND v.package > s.package)
             FROM s WHERE s.package IS NOT NULL)
         SELECT s.package, (SELECT v.titel FROM cases_vorgaenge v WHERE v.behoerde = $1 AND v.package = s.package
                              ORDER BY v.received_at DESC, v.id DESC LIMIT 1) AS titel
         FROM s WHERE s.package IS NOT NULL ORDER BY 2, 1"
    );
    sight.bind(sql(text)).all(on).await
}
