//! Looking for measures: by words, who leads, how they stand, what was found.

use crate::model::{Gesucht, Kurz, Seite, Wahl};
use crate::tables::KURZ;
use plans::Id;
use std::collections::BTreeSet;
use store::{Executor, Result, Statement, Tx, sql};

/// Words that are compared begin with so many letters at most.
const LETTERS: usize = 40;
/// More words than this do not make a search narrower.
const WORDS: usize = 6;

/// The words of a text as they are compared: folded, without signs, two letters at least.
pub(crate) fn words(text: &str, to: &mut BTreeSet<String>) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word: String = word.to_lowercase().chars().take(LETTERS).collect();
        if word.chars().count() >= 2 {
            to.insert(catalogue::fold_german(&word));
        }
    }
}

pub(crate) async fn insert_words(tx: &mut Tx, id: &Id, words: BTreeSet<String>) -> Result<()> {
    let words: Vec<String> = words.into_iter().collect();
    for some in words.chunks(50) {
        let rows: Vec<_> = (0..some.len()).map(|at| format!("(${}, $1)", at + 2)).collect();
        let mut insert =
            sql(format!("INSERT INTO steering_worte (wort, massnahme) VALUES {}", rows.join(", ")))
                .bind(id.0.clone());
        for word in some {
            insert = insert.bind(word.clone());
        }
        insert.write(tx).await?;
    }
    Ok(())
}

/// The least text behind all that begin with `word`; words are compared by their bytes.
fn end_of(word: &str) -> String {
    format!("{word}{}", char::MAX)
}

/// What more measures than this have is asked of one measure after the other, in their order, until a page is full. What fewer
/// have is looked up first.
const MANY: i64 = 10_000;

/// Conditions of a search and the values they bind, in order.
struct Conditions {
    all: Vec<String>,
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Number(i64),
}

impl Conditions {
    async fn of(on: &mut impl Executor, gesucht: &Gesucht) -> Result<Self> {
        let mut found = Self { all: Vec::new(), values: Vec::new() };
        let mut wanted = BTreeSet::new();
        words(&gesucht.worte, &mut wanted);
        for word in wanted.into_iter().take(WORDS) {
            let end = end_of(&word);
            let is_common = is_common(on, &word, &end).await?;
            let (from, to) = (found.bind(Value::Text(word)), found.bind(Value::Text(end)));
            found.measures_in("steering_worte", &format!("o.wort >= ${from} AND o.wort < ${to}"), is_common);
        }
        if let Some(jahr) = gesucht.jahr {
            let at = found.bind(Value::Number(i64::from(jahr)));
            // A plan holds a good part of all measures.
            found.all.push(format!("von <= ${at} AND bis >= ${at}"));
            found.measures_in("steering_stationen", &format!("o.jahr = ${at}"), true);
        }
        let columns = [
            ("federfuehrung", gesucht.federfuehrung.clone()),
            ("status", gesucht.status.clone()),
            ("lage", gesucht.lage.map(|lage| lage.as_str().to_owned())),
        ];
        for (column, wanted) in columns {
            if let Some(wanted) = wanted {
                let at = found.bind(Value::Text(wanted));
                found.all.push(format!("{column} = ${at}"));
            }
        }
        if let Some(regel) = &gesucht.regel {
            let is_common = counts(on, "regel").await?.iter().any(|(word, n)| word == regel && *n >= MANY);
            let at = found.bind(Value::Text(regel.clone()));
            found.measures_in("steering_befunde", &format!("o.regel = ${at}"), is_common);
        }
        if let Some(ursache) = gesucht.ursache {
            let ursache = ursache.as_str();
            let is_common =
                counts(on, "ursache").await?.iter().any(|(word, n)| word == ursache && *n >= MANY);
            let at = found.bind(Value::Text(ursache.to_owned()));
            found.measures_in("steering_ursachen", &format!("o.ursache = ${at}"), is_common);
        }
        Ok(found)
    }

    /// Only measures of which `table` has a row that fits.
    fn measures_in(&mut self, table: &str, fits: &str, is_common: bool) {
        self.all.push(if is_common {
            // A value and not EXISTS: of that PostgreSQL would make a join, which looks at all rows first. Of what is not
            // null it expects much, so that it neither reads all nor compiles the plan.
            format!("(SELECT 1 FROM {table} o WHERE o.massnahme = steering_massnahmen.id AND {fits} LIMIT 1) IS NOT NULL")
        } else {
            format!("id IN (SELECT o.massnahme FROM {table} o WHERE {fits})")
        });
    }

    /// The conditions as a statement has them.
    fn filter(&self) -> String {
        match self.all.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", self.all.join(" AND ")),
        }
    }

    /// Binds the values in their order.
    fn bound<T>(&self, statement: Statement<T>) -> Statement<T> {
        self.values.iter().fold(statement, |statement, value| match value {
            Value::Text(text) => statement.bind(text.clone()),
            Value::Number(number) => statement.bind(*number),
        })
    }

    fn bind(&mut self, value: Value) -> usize {
        self.values.push(value);
        self.values.len()
    }
}

pub(crate) async fn page(on: &mut impl Executor, gesucht: &Gesucht) -> Result<Seite> {
    let mut conditions = Conditions::of(on, gesucht).await?;
    let filter = conditions.filter();
    let most = conditions.bind(Value::Number(Seite::MEHR));
    let counted =
        format!("SELECT count(*) FROM (SELECT 1 FROM steering_massnahmen {filter} LIMIT ${most}) AS f");
    let (anzahl,): (i64,) = conditions.bound(sql(counted)).one(on).await?;
    let massnahmen =
        rows(on, gesucht, Some(Seite::GROESSE), Seite::GROESSE.saturating_mul(gesucht.seite)).await?;
    Ok(Seite { massnahmen, anzahl })
}

/// Measures that fit, the latest plans first: as many as `limit` says or all, after so many that are left out.
pub(crate) async fn rows(
    on: &mut impl Executor,
    gesucht: &Gesucht,
    limit: Option<u32>,
    left_out: u32,
) -> Result<Vec<Kurz>> {
    let mut conditions = Conditions::of(on, gesucht).await?;
    let filter = conditions.filter();
    let limit = conditions.bind(Value::Number(limit.map_or(i64::MAX, i64::from)));
    let offset = conditions.bind(Value::Number(i64::from(left_out)));
    let text = format!(
        "SELECT {KURZ} FROM steering_massnahmen {filter} ORDER BY bis DESC, platz, id LIMIT ${limit} OFFSET ${offset}"
    );
    conditions.bound(sql(text)).all(on).await
}

/// Whether many measures have words from `word` up to `end`.
async fn is_common(on: &mut impl Executor, word: &str, end: &str) -> Result<bool> {
    let (count,): (i64,) = sql(
        "SELECT count(*) FROM (SELECT 1 FROM steering_worte WHERE wort >= $1 AND wort < $2 LIMIT $3) AS f",
    )
    .bind(word.to_owned())
    .bind(end.to_owned())
    .bind(MANY)
    .one(on)
    .await?;
    Ok(count >= MANY)
}

pub(crate) async fn choices(on: &mut impl Executor) -> Result<Wahl> {
    Ok(Wahl {
        federfuehrung: counts(on, "federfuehrung").await?,
        status: counts(on, "status").await?,
        lage: counts(on, "lage").await?,
        regel: counts(on, "regel").await?,
        ursache: counts(on, "ursache").await?,
    })
}

/// What there is to choose from, with how many measures; written with the measures themselves.
async fn counts(on: &mut impl Executor, merkmal: &'static str) -> Result<Vec<(String, i64)>> {
    sql("SELECT wert, anzahl FROM steering_zahlen WHERE merkmal = $1 ORDER BY wert")
        .bind(merkmal)
        .all(on)
        .await
}
