//! Statements written once, for both engines.
//!
//! The text is the subset of SQL that SQLite and PostgreSQL share, with `$1`-style parameters. Text between
//! `/*pg` and `*/` is for PostgreSQL only; SQLite reads it as a comment.

use crate::{
    db::{Connection, Db, Tx},
    engine::Engine,
    error::Result,
    wall::{self, Wall},
};
use sqlx::{
    Arguments, AssertSqlSafe, Encode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};
use std::{borrow::Cow, future::Future, marker::PhantomData};
use tracing::{Instrument, Span};

/// A value that can be bound in either engine.
pub trait Bind: Send + 'static {
    #[doc(hidden)]
    fn bind(self: Box<Self>, to: &mut Args);
}

#[doc(hidden)]
pub enum Args {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

impl<T> Bind for T
where
    T: Send
        + 'static
        + for<'q> Encode<'q, Sqlite>
        + Type<Sqlite>
        + for<'q> Encode<'q, Postgres>
        + Type<Postgres>,
{
    fn bind(self: Box<Self>, to: &mut Args) {
        match to {
            Args::Sqlite(arguments) => arguments.add(*self),
            Args::Postgres(arguments) => arguments.add(*self),
        }
        .expect("the values bound here are in memory and below 1 GB, which always encodes");
    }
}

impl std::fmt::Debug for dyn Bind {
    /// Values are nobody's business.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The values of a row, in the order of its columns.
pub(crate) type Values = Vec<Box<dyn Bind>>;

/// The [`Values`] of a row: `values![id, name]`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn crate::sql::Bind>),*] };
}
pub(crate) use values;

/// Most rows in one statement. What there is goes by powers of two, so that there are few texts to prepare.
const ROWS: usize = 16;

/// A row type that can be read from either engine; `#[derive(sqlx::FromRow)]` or a tuple is enough.
pub trait Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

/// A statement with its bound values that yields rows of type `T`, or none for `()`.
#[must_use = "a statement does nothing until it is run"]
pub struct Statement<T> {
    text: Cow<'static, str>,
    values: Values,
    row: PhantomData<fn() -> T>,
}

/// A statement from its text. Text that is put together at run time must never contain values that came
/// from outside: those are bound.
pub fn sql<T>(text: impl Into<Cow<'static, str>>) -> Statement<T> {
    Statement { text: text.into(), values: Vec::new(), row: PhantomData }
}

impl<T> Statement<T> {
    /// Binds the next parameter.
    pub fn bind(mut self, value: impl Bind) -> Self {
        self.values.push(Box::new(value));
        self
    }

    /// The text in the words of the engine and the bound values, after those statements that wait in `before`.
    fn prepare(self, engine: Engine, before: Vec<Write>) -> (SqlStr, Args) {
        let mut args = match engine {
            Engine::Sqlite => Args::Sqlite(SqliteArguments::default()),
            Engine::Postgres => Args::Postgres(PgArguments::default()),
        };
        let mut bound = 0;
        let mut bind = |values: Values| {
            let first = bound;
            bound += values.len();
            for value in values {
                value.bind(&mut args);
            }
            first
        };
        if before.is_empty() {
            bind(self.values);
            return (for_engine(self.text, engine), args);
        }
        let mut text = String::new();
        for write in before {
            renumber(&write.text, bind(write.values), &mut text);
            text.push_str(";\n");
        }
        renumber(&self.text, bind(self.values), &mut text);
        (for_engine(text.into(), engine), args)
    }
}

/// A statement that waits to be run; see [`Statement::write`].
pub(crate) struct Write {
    text: Cow<'static, str>,
    values: Values,
}

impl std::fmt::Debug for Write {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Appends a statement whose parameters come after `first` others: `$1` becomes `$4` after three.
fn renumber(text: &str, first: usize, to: &mut String) {
    let mut parts = text.split('$');
    to.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        to.push('$');
        match number.parse::<usize>() {
            Ok(number) => to.push_str(&(number + first).to_string()),
            Err(_) => to.push_str(number),
        }
        to.push_str(rest);
    }
}

impl<T: Row> Statement<T> {
    /// All rows.
    pub async fn all(self, on: &mut impl Executor) -> Result<Vec<T>> {
        on.fetch(self).await
    }

    /// The first row, if there is one.
    pub async fn optional(self, on: &mut impl Executor) -> Result<Option<T>> {
        Ok(on.fetch(self).await?.into_iter().next())
    }

    /// The first row; [`Error::NotFound`](crate::Error::NotFound) when there is none.
    pub async fn one(self, on: &mut impl Executor) -> Result<T> {
        self.optional(on).await?.ok_or(crate::Error::NotFound)
    }
}

impl Statement<()> {
    /// Runs the statement; returns how many rows it changed.
    pub async fn execute(self, on: &mut Tx) -> Result<u64> {
        on.changes += 1;
        on.write_all().await?;
        run(self, Vec::new(), on).await
    }

    /// Runs the statement at the latest before the transaction reads again or ends, and says no more than that: for
    /// what cannot fail but by a defect. SQLite lives in a thread of its own, and what waits is handed over in one go:
    /// most of what a statement costs there is the way to that thread and back.
    pub async fn write(self, on: &mut Tx) -> Result<()> {
        on.changes += 1;
        match on.engine() {
            Engine::Sqlite => on.waiting.push(Write { text: self.text, values: self.values }),
            Engine::Postgres => {
                run(self, Vec::new(), on).await?;
            }
        }
        Ok(())
    }
}

/// One statement as traces show it: its text, which holds no values, and never what is bound.
fn traced(engine: Engine, text: &SqlStr) -> Span {
    let system = match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgresql",
    };
    tracing::debug_span!("statement", db.system.name = system, db.query.text = text.as_str())
}

async fn run(statement: Statement<()>, before: Vec<Write>, on: &mut Tx) -> Result<u64> {
    let (text, args) = statement.prepare(on.engine(), before);
    let span = traced(on.engine(), &text);
    on.broken = true;
    let changed = match (on.connection(), args) {
        (Connection::Sqlite(tx), Args::Sqlite(args)) => {
            sqlx::query_with(text, args).execute(&mut **tx).instrument(span).await?.rows_affected()
        }
        (Connection::Postgres(tx), Args::Postgres(args)) => {
            sqlx::query_with(text, args).execute(&mut **tx).instrument(span).await?.rows_affected()
        }
        _ => unreachable!("arguments are made for the engine of the connection"),
    };
    on.broken = false;
    Ok(changed)
}

impl Tx {
    /// Runs the statements that wait; see [`Statement::write`].
    pub(crate) async fn write_all(&mut self) -> Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let Some(last) = waiting.pop() else { return Ok(()) };
        let last = Statement { text: last.text, values: last.values, row: PhantomData };
        run(last, waiting, self).await.map(|_| ())
    }
}

impl Tx {
    /// Runs one statement for many rows: `before`, the rows as `VALUES (…), (…)`, and `after`.
    pub(crate) async fn write_rows(
        &mut self,
        before: &'static str,
        after: &'static str,
        rows: Vec<Values>,
    ) -> Result<()> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let count = at_once(rows.len());
            let chunk: Vec<Values> = rows.by_ref().take(count).collect();
            let text = format!("{before}{}{after}", placeholders(count, chunk[0].len()));
            let values = chunk.into_iter().flatten().collect();
            Statement { text: text.into(), values, row: PhantomData }.write(self).await?;
        }
        Ok(())
    }
}

/// How many of so many rows, one at least, go into the next statement.
pub(crate) fn at_once(rows: usize) -> usize {
    ROWS.min(1 << rows.ilog2())
}

/// `VALUES ($1, $2), ($3, $4)` for two rows of two columns.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let numbers: Vec<_> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", numbers.join(", "))
    };
    format!("VALUES {}", (0..rows).map(row).collect::<Vec<_>>().join(", "))
}

/// Where a query can run: a transaction ([`Tx`]) or, for reading alone, a [`Reader`].
pub trait Executor: Send {
    /// Runs a query and returns its rows.
    fn fetch<T: Row>(&mut self, statement: Statement<T>) -> impl Future<Output = Result<Vec<T>>> + Send;
}

impl Executor for Tx {
    async fn fetch<T: Row>(&mut self, statement: Statement<T>) -> Result<Vec<T>> {
        if !statement.text.starts_with("SELECT") {
            self.changes += 1;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let (text, args) = statement.prepare(self.engine(), waiting);
        let span = traced(self.engine(), &text);
        self.broken = true;
        let rows = match (self.connection(), args) {
            (Connection::Sqlite(tx), Args::Sqlite(args)) => {
                sqlx::query_as_with(text, args).fetch_all(&mut **tx).instrument(span).await?
            }
            (Connection::Postgres(tx), Args::Postgres(args)) => {
                sqlx::query_as_with(text, args).fetch_all(&mut **tx).instrument(span).await?
            }
            _ => unreachable!("arguments are made for the engine of the connection"),
        };
        self.broken = false;
        Ok(rows)
    }
}

/// Reads outside a transaction, each query by itself.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(crate) db: Db,
    pub(crate) wall: Wall,
}

impl Executor for Reader {
    async fn fetch<T: Row>(&mut self, statement: Statement<T>) -> Result<Vec<T>> {
        let (text, args) = statement.prepare(self.db.engine(), Vec::new());
        let span = traced(self.db.engine(), &text);
        Ok(match (&self.db, args) {
            (Db::Sqlite { read, .. }, Args::Sqlite(args)) => {
                sqlx::query_as_with(text, args).fetch_all(read).instrument(span).await?
            }
            (Db::Postgres { pool, .. }, Args::Postgres(args)) if self.wall == Wall::House => {
                sqlx::query_as_with(text, args).fetch_all(pool).instrument(span).await?
            }
            (Db::Postgres { pool, .. }, Args::Postgres(args)) => {
                // Rolled back when it is dropped, which nobody waits for.
                let mut tx = wall::begin_reading(pool, self.wall).await?;
                sqlx::query_as_with(text, args).fetch_all(&mut *tx).instrument(span).await?
            }
            _ => unreachable!("arguments are made for the engine of the connection"),
        })
    }
}

/// Opens the comments that are meant for PostgreSQL.
fn for_engine(text: Cow<'static, str>, engine: Engine) -> SqlStr {
    match text {
        Cow::Borrowed(text) if engine == Engine::Sqlite || !text.contains("/*pg") => text.into_sql_str(),
        text if engine == Engine::Sqlite => AssertSqlSafe(text.into_owned()).into_sql_str(),
        text => AssertSqlSafe(postgres_text(&text)).into_sql_str(),
    }
}

/// `a /*pg b */ c` becomes `a  b  c`; other comments stay.
pub(crate) fn postgres_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*pg") {
        let (inside, behind) = after.split_once("*/").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(inside);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{postgres_text, renumber};

    #[test]
    fn only_marked_comments_are_opened() {
        assert_eq!(postgres_text("a /*pg b */ c /* d */ e /*pg f*/"), "a  b  c /* d */ e  f");
    }

    #[test]
    fn parameters_move_behind_those_before() {
        let mut text = String::new();
        renumber("UPDATE t SET a = $2, b = '5 $' WHERE id = $10", 3, &mut text);
        assert_eq!(text, "UPDATE t SET a = $5, b = '5 $' WHERE id = $13");
    }
}
