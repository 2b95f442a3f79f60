//! The second wall: PostgreSQL shows a request the rows of its own Behoerde or person and no others, whatever the
//! statement says.
//!
//! The first wall are the conditions in the statements of the offices. Should one be missing, this one answers with
//! nothing. A [`Store`] carries a [`Wall`]; all its transactions and readers tell PostgreSQL so, in the setting
//! `rennsteig.wall`. Each office says for each of its tables who sees which rows ([`Walled`]); the store makes
//! row-level security of it. A connection that says nothing sees nothing. SQLite has no such means and no such wall.
//!
//! It stops mistakes of this program. It does not stop somebody who can run statements of their own on its connection:
//! they can change the setting (docs/decisions/0014).

use crate::{
    db::{Db, Store, Tx},
    error::{Error, Result},
    office::Office,
    sql::Executor,
};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, SqlSafeStr, SqlStr};
use uuid::Uuid;

/// Whose rows a store shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wall {
    /// All: the program itself, following its rules.
    House,
    /// Those of somebody who asks.
    Of(Viewer),
}

/// Somebody who asks. What is not named they do not see; the empty one sees nothing that belongs to anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Viewer {
    /// The Behoerde for which they work, in this session.
    pub behoerde: Option<Uuid>,
    /// Their account, in their own affairs.
    pub person: Option<Uuid>,
    /// Their session, signed in or not.
    pub visitor: Option<Uuid>,
}

impl Wall {
    /// The value of the setting: `house`, or `behoerde=…;person=…;visitor=…;` with what there is of it.
    fn setting(self) -> String {
        let Self::Of(viewer) = self else { return HOUSE.to_owned() };
        let parts = [("behoerde", viewer.behoerde), ("person", viewer.person), ("visitor", viewer.visitor)];
        parts.iter().filter_map(|(kind, id)| Some(format!("{kind}={};", (*id)?))).collect()
    }

    /// Begins a transaction behind this wall, in one round trip. Values of this type cannot hold a quote.
    fn begin(self, mode: &str) -> SqlStr {
        AssertSqlSafe(format!("BEGIN{mode}; SET LOCAL {SETTING} = '{}'", self.setting())).into_sql_str()
    }
}

/// Name of the setting that policies compare with.
pub(crate) const SETTING: &str = "rennsteig.wall";
/// Its value for the program itself; connections start with it.
pub(crate) const HOUSE: &str = "house";

const SOON: &str = "SET LOCAL synchronous_commit = off";

/// Who sees which rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct Walled {
    table: &'static str,
    rule: Rule,
}

#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Rows for which this holds can be seen and written.
    Behind(&'static str),
    /// The same for seeing; everybody adds rows.
    Added(&'static str),
    /// All rows, for this reason.
    Open,
}

impl Walled {
    /// Rows are seen and written where `condition` holds: SQL over the columns of the table, with `:behoerde`, `:person`
    /// and `:visitor` for the ids of the [`Viewer`] (null where there is none). The program itself sees all.
    #[must_use]
    pub const fn behind(table: &'static str, condition: &'static str) -> Self {
        Self { table, rule: Rule::Behind(condition) }
    }

    /// As [`Walled::behind`] for seeing, while everybody may add rows: what happened is recorded, whoever caused it.
    #[must_use]
    pub const fn added(table: &'static str, condition: &'static str) -> Self {
        Self { table, rule: Rule::Added(condition) }
    }

    /// Rows that everybody may see, for this reason.
    #[must_use]
    pub const fn open(table: &'static str, reason: &'static str) -> Self {
        assert!(!reason.is_empty(), "a table is open for a reason");
        Self { table, rule: Rule::Open }
    }

    /// The tables of the store itself.
    #[must_use]
    pub const fn of_the_store() -> &'static [Self] {
        STORE
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &'static str {
        self.table
    }

    /// Whether there is a wall before its rows.
    #[must_use]
    pub const fn is_walled(&self) -> bool {
        !matches!(self.rule, Rule::Open)
    }

    fn statements(&self) -> String {
        let table = self.table;
        let policy = |name: &str, how: &str| {
            format!("DROP POLICY IF EXISTS {name} ON {table};\nCREATE POLICY {name} ON {table} {how};\n")
        };
        let gone =
            format!("DROP POLICY IF EXISTS wall ON {table};\nDROP POLICY IF EXISTS wall_add ON {table};\n");
        let up = format!(
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        );
        match self.rule {
            Rule::Behind(condition) => {
                gone + &policy("wall", &format!("USING ({})", spelled(condition))) + &up
            }
            Rule::Added(condition) => {
                gone + &policy("wall", &format!("USING ({})", spelled(condition)))
                    + &policy("wall_add", "FOR INSERT WITH CHECK (true)")
                    + &up
            }
            Rule::Open => format!(
                "{gone}ALTER TABLE IF EXISTS {table} NO FORCE ROW LEVEL SECURITY;\nALTER TABLE IF EXISTS {table} DISABLE ROW LEVEL SECURITY;\n"
            ),
        }
    }
}

/// The condition in PostgreSQL's words. Selects without a table are worked out once a statement and not once a row.
fn spelled(condition: &str) -> String {
    let mut text = condition.to_owned();
    for kind in ["behoerde", "person", "visitor"] {
        text = text.replace(&format!(":{kind}"), &format!("(SELECT rennsteig_wall('{kind}'))"));
    }
    format!("(SELECT rennsteig_house()) OR {text}")
}

/// The tables of this room itself.
pub(crate) const STORE: &[Walled] = &[
    Walled::added(
        "journal",
        "EXISTS (SELECT 1 FROM journal_streams s WHERE s.id = stream AND s.behoerde = :behoerde)",
    ),
    Walled::open(
        "journal_streams",
        "heads and wrapped keys: nothing that they open can be reached without a row elsewhere",
    ),
    Walled::open("journal_log", "the size of the log and its wrapped key"),
    Walled::open("journal_log_runs", "places in the log"),
    Walled::open("journal_log_tiles", "hashes"),
    Walled::open("journal_checkpoints", "meant to be published"),
    Walled::open("store_walls", "the text of these walls"),
    Walled::open("commands", "ids that clients chose, outcomes without personal data"),
    Walled::open("jobs", "ids of what is to be done; operators of the installation see those that failed"),
];

const FUNCTIONS: &str = "
CREATE OR REPLACE FUNCTION rennsteig_house() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('rennsteig.wall', true) = 'house', false) $$;
CREATE OR REPLACE FUNCTION rennsteig_wall(kind text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN current_setting('rennsteig.wall', true) LIKE '%' || kind || '=____________________________________;%'
      THEN CAST(left(split_part(current_setting('rennsteig.wall', true), kind || '=', 2), 36) AS uuid) END $$;
";

/// Number of the lock under which the wall is raised, so that two processes that start at once do not get into each
/// other's way.
const LOCK: i64 = 0x5245_4e4e_5741_4c4c;

/// Makes the policies what the offices say, where they are not already.
pub(crate) async fn raise(db: &Db, offices: &[Office]) -> Result<()> {
    let Db::Postgres { pool, .. } = db else { return Ok(()) };
    let mut text = FUNCTIONS.to_owned();
    for table in STORE.iter().chain(offices.iter().flat_map(|office| office.walls)) {
        text.push_str(&table.statements());
    }
    if standing(pool).await?.as_deref() == Some(text.as_str()) {
        return Ok(());
    }
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *tx).await?;
    sqlx::raw_sql(AssertSqlSafe(text.clone())).execute(&mut *tx).await.map_err(|error| {
        Error::Settings(format!("row-level security cannot be set up, the role must own its tables: {error}"))
    })?;
    sqlx::query("DELETE FROM store_walls").execute(&mut *tx).await?;
    sqlx::query("INSERT INTO store_walls (statements) VALUES ($1)").bind(text).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the walls down within a transaction that brings rows in, which `COPY` refuses before a wall. Opening the store
/// raises them again.
pub(crate) async fn take_down(tx: &mut PgConnection, tables: impl Iterator<Item = &str>) -> Result<()> {
    for table in tables {
        let text = format!(
            "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        );
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *tx).await?;
    }
    // A database of before there were walls has no such table.
    let there: bool =
        sqlx::query_scalar("SELECT to_regclass('store_walls') IS NOT NULL").fetch_one(&mut *tx).await?;
    if there {
        sqlx::query("DELETE FROM store_walls").execute(tx).await?;
    }
    Ok(())
}

/// The statements that made the policies that there are.
async fn standing(pool: &PgPool) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("SELECT statements FROM store_walls").fetch_optional(pool).await?)
}

/// A transaction of PostgreSQL behind a wall.
pub(crate) async fn begin(pool: &PgPool, wall: Wall) -> Result<sqlx::Transaction<'static, sqlx::Postgres>> {
    // Its commit does not wait for the disk: whoever promises something does, after it (`lasting`).
    let text = match wall {
        Wall::House => format!("BEGIN; {SOON}"),
        wall => format!("{}; {SOON}", wall.begin("").as_str()),
    };
    Ok(pool.begin_with(AssertSqlSafe(text)).await?)
}

/// The same for reading alone.
pub(crate) async fn begin_reading(
    pool: &PgPool,
    wall: Wall,
) -> Result<sqlx::Transaction<'static, sqlx::Postgres>> {
    Ok(pool.begin_with(wall.begin(" READ ONLY")).await?)
}

/// All rows as of one moment, for reading.
pub(crate) async fn begin_snapshot(pool: &PgPool) -> Result<sqlx::Transaction<'static, sqlx::Postgres>> {
    Ok(pool.begin_with(Wall::House.begin(" ISOLATION LEVEL REPEATABLE READ READ ONLY")).await?)
}

impl Store {
    /// The same store behind a wall: what it begins and reads sees these rows alone, on PostgreSQL.
    #[must_use]
    pub fn behind(&self, wall: Wall) -> Self {
        self.with_wall(wall)
    }

    /// The same store for the program itself: what follows is decided by its rules and not by who asks. Each use is a
    /// place where the second wall is missing; check what the person may do before.
    #[must_use]
    pub fn as_house(&self) -> Self {
        self.with_wall(Wall::House)
    }

    /// Whether the second wall stands: there is none on SQLite, and PostgreSQL exempts superusers and roles with
    /// `BYPASSRLS`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn is_walled(&self) -> Result<bool> {
        let Db::Postgres { pool, .. } = self.db() else { return Ok(false) };
        let exempt: bool = sqlx::query_scalar(
            "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user",
        )
        .fetch_one(pool)
        .await?;
        Ok(!exempt)
    }
}

impl Tx {
    /// From here to its end the transaction acts for the program itself, as [`Store::as_house`] does.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn as_house(&mut self) -> Result<()> {
        if self.is_behind_wall() {
            let text = format!("SELECT set_config('{SETTING}', '{HOUSE}', true)");
            self.fetch::<(String,)>(crate::sql(text)).await?;
            self.lift_wall();
        }
        Ok(())
    }
}
