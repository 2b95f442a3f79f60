//! Looking for measures: by words, who leads, how they stand, what was found.

use crate::model::{Gesucht, Kurz, Seite, Wahl};
use crate::tables::{KURZ, count};
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

/// What fewer measures have is looked up first. What as many or more have is asked of one measure after the other, in their order,
/// until a page is full.
const MANY: i64 = 1_000;
/// So many measures are looked through for how many fit, where it is asked of one after the other. It bounds the time; an
/// installation that has fewer counts them all.
const LOOKED_THROUGH: i64 = 2_000;
/// No limit, where a statement has to have one.
const ALL: i64 = i64::MAX;

/// The order of every list: the latest plans first.
const ORDER: &str = "bis DESC, platz, id";

/// A search as the database is asked it.
struct Search {
    /// Columns of a measure.
    columns: Vec<String>,
    /// What other tables say of a measure.
    rows: Vec<Rows>,
    values: Vec<Value>,
}

/// Rows of another table of which a measure needs one.
struct Rows {
    table: &'static str,
    /// A condition on a row `o`.
    fits: String,
    /// The column of the index that finds them, and by which they are read.
    by: &'static str,
    /// How many such rows there are, [`MANY`] where there are more.
    count: i64,
}

impl Rows {
    /// That the measure with this id has such a row. A value and not EXISTS: of that PostgreSQL would make a join, which looks at all
    /// rows first.
    fn of(&self, id: &str) -> String {
        let Self { table, fits, .. } = self;
        format!("(SELECT 1 FROM {table} o WHERE o.massnahme = {id} AND {fits} LIMIT 1) IS NOT NULL")
    }
}

enum Value {
    Text(String),
    Number(i64),
}

impl Search {
    async fn of(on: &mut impl Executor, gesucht: &Gesucht) -> Result<Self> {
        let mut found = Self { columns: Vec::new(), rows: Vec::new(), values: Vec::new() };
        let mut wanted = BTreeSet::new();
        words(&gesucht.worte, &mut wanted);
        for word in wanted.into_iter().take(WORDS) {
            let end = end_of(&word);
            let count = words_between(on, &word, &end).await?;
            let (from, to) = (found.bind(Value::Text(word)), found.bind(Value::Text(end)));
            found.rows.push(Rows {
                table: "steering_worte",
                fits: format!("o.wort >= ${from} AND o.wort < ${to}"),
                by: "wort",
                count,
            });
        }
        if let Some(jahr) = gesucht.jahr {
            let at = found.bind(Value::Number(i64::from(jahr)));
            found.columns.push(format!("von <= ${at} AND bis >= ${at}"));
            // A plan holds a good part of all measures.
            let fits = format!("o.jahr = ${at}");
            found.rows.push(Rows { table: "steering_stationen", fits, by: "jahr", count: MANY });
        }
        let columns = [
            ("federfuehrung", gesucht.federfuehrung.clone()),
            ("status", gesucht.status.clone()),
            ("lage", gesucht.lage.map(|lage| lage.as_str().to_owned())),
        ];
        for (column, wanted) in columns {
            if let Some(wanted) = wanted {
                let at = found.bind(Value::Text(wanted));
                found.columns.push(format!("{column} = ${at}"));
            }
        }
        let choices = [
            ("regel", "steering_befunde", gesucht.regel.clone()),
            ("ursache", "steering_ursachen", gesucht.ursache.map(|ursache| ursache.as_str().to_owned())),
        ];
        for (merkmal, table, wanted) in choices {
            if let Some(wanted) = wanted {
                let known = counts(on, merkmal).await?;
                let count = known.iter().find(|(wert, _)| *wert == wanted).map_or(0, |(_, count)| *count);
                let at = found.bind(Value::Text(wanted));
                let fits = format!("o.{merkmal} = ${at}");
                found.rows.push(Rows { table, fits, by: merkmal, count });
            }
        }
        Ok(found)
    }

    fn bind(&mut self, value: Value) -> usize {
        self.values.push(value);
        self.values.len()
    }

    /// The rows that are the fewest, where they are few enough to be looked up first, and the others.
    fn first(&self) -> (Option<&Rows>, Vec<&Rows>) {
        let first = self.rows.iter().filter(|rows| rows.count < MANY).min_by_key(|rows| rows.count);
        let others = self.rows.iter().filter(|rows| first.is_none_or(|first| !std::ptr::eq(first, *rows)));
        (first, others.collect())
    }

    /// `FROM … WHERE …`: the measures that fit.
    ///
    /// Where something is looked up first, its rows come before the measures. PostgreSQL would read all measures for it otherwise,
    /// as it cannot know how few there are: its plans are made once, for whatever is bound. The limit keeps it from making a
    /// join of what stands in `LATERAL`; of SQLite `CROSS JOIN` asks the same.
    fn source(&self) -> String {
        let (first, others) = self.first();
        let mut conditions = self.columns.clone();
        let Some(first) = first else {
            conditions.extend(others.iter().map(|rows| rows.of("steering_massnahmen.id")));
            return format!("FROM steering_massnahmen {}", all_of(&conditions));
        };
        let within: Vec<_> = others.iter().map(|rows| rows.of("f.massnahme")).collect();
        conditions.insert(0, "m.id = w.massnahme".to_owned());
        format!(
            "FROM (SELECT DISTINCT f.massnahme FROM
                (SELECT o.massnahme FROM {table} o WHERE {fits} ORDER BY o.{by} LIMIT {ALL}) AS f {within}) AS w
              CROSS JOIN /*pg LATERAL (SELECT * FROM */ steering_massnahmen /*pg t WHERE t.id = w.massnahme LIMIT 1) */ AS m {}",
            all_of(&conditions),
            table = first.table,
            fits = first.fits,
            by = first.by,
            within = all_of(&within),
        )
    }

    /// How many measures fit, as far as they are counted.
    async fn count(&self, on: &mut impl Executor) -> Result<(i64, bool)> {
        if self.first().0.is_some() {
            let (count,): (i64,) =
                self.bound(sql(format!("SELECT count(*) {}", self.source()))).one(on).await?;
            return Ok((count, true));
        }
        let fits: Vec<_> = self.rows.iter().map(|rows| rows.of("steering_massnahmen.id")).collect();
        let fits = if fits.is_empty() { "1 = 1".to_owned() } else { fits.join(" AND ") };
        let text = format!(
            "SELECT count(f.fits), count(*) FROM
               (SELECT CASE WHEN {fits} THEN 1 END AS fits FROM steering_massnahmen {} ORDER BY {ORDER} LIMIT {LOOKED_THROUGH}) AS f",
            all_of(&self.columns)
        );
        let (count, seen): (i64, i64) = self.bound(sql(text)).one(on).await?;
        Ok((count, seen < LOOKED_THROUGH))
    }

    /// At most so many measures, or all, after so many that are left out.
    async fn measures(&self, on: &mut impl Executor, most: Option<u32>, left_out: u32) -> Result<Vec<Kurz>> {
        let (limit, offset) = (self.values.len() + 1, self.values.len() + 2);
        let text =
            format!("SELECT {KURZ} {} ORDER BY {ORDER} LIMIT ${limit} OFFSET ${offset}", self.source());
        let statement = self.bound(sql(text)).bind(most.map_or(ALL, i64::from)).bind(i64::from(left_out));
        statement.all(on).await
    }

    /// Binds the values in their order.
    fn bound<T>(&self, statement: Statement<T>) -> Statement<T> {
        self.values.iter().fold(statement, |statement, value| match value {
            Value::Text(text) => statement.bind(text.clone()),
            Value::Number(number) => statement.bind(*number),
        })
    }
}

/// The conditions as a statement has them.
fn all_of(conditions: &[String]) -> String {
    match conditions.is_empty() {
        true => String::new(),
        false => format!("WHERE {}", conditions.join(" AND ")),
    }
}

pub(crate) async fn page(on: &mut impl Executor, gesucht: &Gesucht) -> Result<Seite> {
    let search = Search::of(on, gesucht).await?;
    let (counted, genau) = search.count(on).await?;
    let left_out = Seite::GROESSE.saturating_mul(gesucht.seite);
    let massnahmen = search.measures(on, Some(Seite::GROESSE), left_out).await?;
    // What is on the page fits, even where it stands behind all that was looked through.
    let shown = match massnahmen.len() {
        0 => 0,
        some => i64::from(left_out) + count(some),
    };
    Ok(Seite { massnahmen, anzahl: counted.max(shown), genau })
}

/// All measures that fit, the latest plans first; as many as `limit` says.
pub(crate) async fn rows(on: &mut impl Executor, gesucht: &Gesucht, limit: Option<u32>) -> Result<Vec<Kurz>> {
    Search::of(on, gesucht).await?.measures(on, limit, 0).await
}

/// How many words of measures there are from `word` up to `end`, [`MANY`] where there are more. In the order of the index, since
/// PostgreSQL would gather all of them first otherwise.
async fn words_between(on: &mut impl Executor, word: &str, end: &str) -> Result<i64> {
    let (count,): (i64,) = sql("SELECT count(*) FROM
         (SELECT 1 FROM steering_worte WHERE wort >= $1 AND wort < $2 ORDER BY wort LIMIT $3) AS f")
    .bind(word.to_owned())
    .bind(end.to_owned())
    .bind(MANY)
    .one(on)
    .await?;
    Ok(count)
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
