//! Statements written once, for both engines.
//!
//! The text is the subset of SQL that SQLite and PostgreSQL share, with `$1`-style parameters. Text between
//! `/*pg` and `*/` is for PostgreSQL only; SQLite reads it as a comment.

use crate::{
    db::{Connection, Db, Tx},
    engine::Engine,
    error::Result,
};
use sqlx::{
    Arguments, AssertSqlSafe, Encode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};
use std::{borrow::Cow, future::Future, marker::PhantomData};

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

/// A row type that can be read from either engine; `#[derive(sqlx::FromRow)]` or a tuple is enough.
pub trait Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

/// A statement with its bound values that yields rows of type `T`, or none for `()`.
#[must_use = "a statement does nothing until it is run"]
pub struct Statement<T> {
    text: Cow<'static, str>,
    values: Vec<Box<dyn Bind>>,
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

    fn prepare(self, engine: Engine) -> (SqlStr, Args) {
        let mut args = match engine {
            Engine::Sqlite => Args::Sqlite(SqliteArguments::default()),
            Engine::Postgres => Args::Postgres(PgArguments::default()),
        };
        for value in self.values {
            value.bind(&mut args);
        }
        (for_engine(self.text, engine), args)
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
        let (text, args) = self.prepare(on.engine());
        Ok(match (on.connection(), args) {
            (Connection::Sqlite(tx), Args::Sqlite(args)) => {
                sqlx::query_with(text, args).execute(&mut **tx).await?.rows_affected()
            }
            (Connection::Postgres(tx), Args::Postgres(args)) => {
                sqlx::query_with(text, args).execute(&mut **tx).await?.rows_affected()
            }
            _ => unreachable!("arguments are made for the engine of the connection"),
        })
    }
}

/// Where a query can run: a transaction ([`Tx`]) or, for reading alone, a [`Reader`].
pub trait Executor: Send {
    /// Runs a query and returns its rows.
    fn fetch<T: Row>(&mut self, statement: Statement<T>) -> impl Future<Output = Result<Vec<T>>> + Send;
}

impl Executor for Tx {
    async fn fetch<T: Row>(&mut self, statement: Statement<T>) -> Result<Vec<T>> {
        let (text, args) = statement.prepare(self.engine());
        Ok(match (self.connection(), args) {
            (Connection::Sqlite(tx), Args::Sqlite(args)) => {
                sqlx::query_as_with(text, args).fetch_all(&mut **tx).await?
            }
            (Connection::Postgres(tx), Args::Postgres(args)) => {
                sqlx::query_as_with(text, args).fetch_all(&mut **tx).await?
            }
            _ => unreachable!("arguments are made for the engine of the connection"),
        })
    }
}

/// Reads outside a transaction, each query by itself.
#[derive(Clone, Debug)]
pub struct Reader(pub(crate) Db);

impl Executor for Reader {
    async fn fetch<T: Row>(&mut self, statement: Statement<T>) -> Result<Vec<T>> {
        let (text, args) = statement.prepare(self.0.engine());
        Ok(match (&self.0, args) {
            (Db::Sqlite { read, .. }, Args::Sqlite(args)) => {
                sqlx::query_as_with(text, args).fetch_all(read).await?
            }
            (Db::Postgres(pool), Args::Postgres(args)) => {
                sqlx::query_as_with(text, args).fetch_all(pool).await?
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
    use super::postgres_text;

    #[test]
    fn only_marked_comments_are_opened() {
        assert_eq!(postgres_text("a /*pg b */ c /* d */ e /*pg f*/"), "a  b  c /* d */ e  f");
    }
}
