//! The SQL of a search: which range of which index it begins with.
//!
//! | asked for | begins with |
//! | --- | --- |
//! | words | `cases_words`, at the longest word, the newest first |
//! | tasks: nobody's | `cases_tasks` in the order of cases |
//! | tasks: whose, late | `cases_tasks`, the newest first |
//! | neither | `cases_vorgaenge` by Stand and day |
//!
//! Where duties are for some services only, each service has a range of its own; they are put together in order.
//!
//! How many rows are wanted stands in the text and is not bound: PostgreSQL plans a statement once, and would take a bound
//! number for a tenth of the table.

use super::{COLUMNS, tasks, words};
use crate::{
    model::{Stand, Vorgang},
    search::{Cursor, Days, Hand, LOOKED_THROUGH, Search},
};
use identity::{AccountId, Columns, Sight};
use packages::Verfahren;
use records::VorgangId;
use store::{At, Executor, Migration, Result, Statement, sql};
use uuid::Uuid;

pub(crate) const MIGRATION: Migration = Migration {
    version: 7_004,
    name: "words to search for, indexes in the order of pages",
    sql: "
CREATE TABLE cases_words (
  behoerde uuid NOT NULL,
  word text /*pg COLLATE \"C\" */ NOT NULL,
  received_at timestamptz NOT NULL,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  package text NOT NULL,
  PRIMARY KEY (behoerde, word, received_at, vorgang, package)
);
CREATE INDEX cases_words_vorgang ON cases_words (vorgang, word);
ALTER TABLE cases_vorgaenge DROP COLUMN suchtext;
DROP INDEX cases_vorgaenge_behoerde;
DROP INDEX cases_vorgaenge_dienst;
CREATE INDEX cases_vorgaenge_behoerde ON cases_vorgaenge (behoerde, received_at, id);
CREATE INDEX cases_vorgaenge_dienst ON cases_vorgaenge (behoerde, package, received_at, id);
CREATE INDEX cases_vorgaenge_stand ON cases_vorgaenge (behoerde, stand, received_at, id);
CREATE INDEX cases_vorgaenge_dienst_stand ON cases_vorgaenge (behoerde, package, stand, received_at, id);
CREATE INDEX cases_vorgaenge_entschieden ON cases_vorgaenge (behoerde, decided_at, id) WHERE decided_at IS NOT NULL;
CREATE INDEX cases_vorgaenge_dienst_entschieden ON cases_vorgaenge (behoerde, package, decided_at, id)
  WHERE decided_at IS NOT NULL;
CREATE INDEX cases_vorgaenge_weitere ON cases_vorgaenge (behoerde, received_at, id) WHERE verfahren <> 'antrag';
CREATE INDEX cases_tasks_nobodys ON cases_tasks (behoerde, created_at) WHERE stand = 'offen';
CREATE INDEX cases_tasks_overdue ON cases_tasks (behoerde, created_at) WHERE overdue AND stand IN ('offen', 'uebernommen');
",
};

/// What is counted of many cases is in the indexes that put them in order; so is the column `person`, for the wall, which
/// looks at it in every row (docs/decisions/0014). Tasks have the day and the person of their case themselves: nobody's are found
/// in the order of cases, and no row of a case is looked at for the wall.
pub(crate) const COUNTED_FROM_INDEXES: Migration = Migration {
    version: 7_010,
    name: "cases counted from indexes, whose tasks they are",
    sql: "
ALTER TABLE cases_tasks ADD COLUMN person uuid;
ALTER TABLE cases_tasks ADD COLUMN received_at timestamptz;
UPDATE cases_tasks SET
  person = (SELECT v.person FROM cases_vorgaenge v WHERE v.id = cases_tasks.vorgang),
  received_at = (SELECT v.received_at FROM cases_vorgaenge v WHERE v.id = cases_tasks.vorgang);
DROP INDEX cases_tasks_nobodys;
DROP INDEX cases_tasks_nobodys_dienst;
DROP INDEX cases_tasks_vorgang;
CREATE INDEX cases_tasks_nobodys ON cases_tasks (behoerde, received_at, vorgang, id, person) WHERE stand = 'offen';
CREATE INDEX cases_tasks_nobodys_dienst ON cases_tasks (behoerde, dienst, received_at, vorgang, id, person)
  WHERE stand = 'offen';
CREATE INDEX cases_tasks_vorgang ON cases_tasks (vorgang, stand, id, behoerde, person);
DROP INDEX cases_vorgaenge_behoerde;
DROP INDEX cases_vorgaenge_dienst;
DROP INDEX cases_vorgaenge_stand;
DROP INDEX cases_vorgaenge_dienst_stand;
DROP INDEX cases_vorgaenge_entschieden;
DROP INDEX cases_vorgaenge_dienst_entschieden;
CREATE INDEX cases_vorgaenge_behoerde ON cases_vorgaenge
  (behoerde, received_at, id, package, stand, verfahren, person);
CREATE INDEX cases_vorgaenge_dienst ON cases_vorgaenge
  (behoerde, package, received_at, id, stand, verfahren, person);
CREATE INDEX cases_vorgaenge_stand ON cases_vorgaenge
  (behoerde, stand, received_at, id, package, verfahren, person);
CREATE INDEX cases_vorgaenge_dienst_stand ON cases_vorgaenge
  (behoerde, package, stand, received_at, id, verfahren, person);
CREATE INDEX cases_vorgaenge_entschieden ON cases_vorgaenge
  (behoerde, decided_at, id, package, stand, verfahren, automatisch, received_at, person)
  WHERE decided_at IS NOT NULL;
CREATE INDEX cases_vorgaenge_dienst_entschieden ON cases_vorgaenge
  (behoerde, package, decided_at, id, stand, verfahren, automatisch, received_at, person)
  WHERE decided_at IS NOT NULL;
",
};

/// The columns of a [`Vorgang`] of the table `v`.
const PAGE: &str = "v.id, v.akte, v.behoerde, v.person, v.name, v.package, v.digest, v.titel, v.aktenzeichen,
  v.eingangsnummer, v.received_at, v.stand, v.ergebnis, v.automatisch, v.decided_at, v.closed_at, v.stoerung, v.verfahren,
  v.vorgaenger, v.angehalten_at, v.aufruf";

/// Where the rights look in the table of Vorgaenge, under the name `v`.
pub(crate) const OF_VORGANG: Columns =
    Columns { behoerde: "v.behoerde", dienst: "v.package", akte: "v.akte" };
/// And in the table of words, under the name `w`.
const OF_WORD: Columns = Columns {
    behoerde: "w.behoerde",
    dienst: "w.package",
    akte: "(SELECT i.akte FROM cases_vorgaenge i WHERE i.id = w.vorgang)",
};

/// From how many characters on the beginning of a word is enough.
const BEGINNING: usize = 3;

/// By what a search is sorted.
pub(crate) fn sorted_by(search: &Search, vorgang: &Vorgang) -> Option<At> {
    if search.decided.is_open() { Some(vorgang.received_at) } else { vorgang.decided_at }
}

/// A page.
pub(crate) async fn page(
    on: &mut impl Executor,
    sight: &Sight,
    search: &Search,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Vorgang>> {
    let mut ask = Ask::new(sight, search, after);
    let Some(page) = ask.page(limit) else { return Ok(Vec::new()) };
    ask.bind(sql(page)).all(on).await
}

/// So many cases that fit have these values, and the newest of them is from then. Or, where there is an id, a case of the first
/// page; or, where there is neither, so many have the words or tasks.
#[derive(sqlx::FromRow)]
pub(crate) struct Spread {
    pub(crate) id: Option<VorgangId>,
    pub(crate) stand: Option<Stand>,
    pub(crate) package: Option<String>,
    pub(crate) titel: Option<String>,
    pub(crate) verfahren: Option<String>,
    pub(crate) newest: Option<At>,
    pub(crate) count: i64,
}

/// How the first `limit` cases that fit are spread, which are the first `page` of them, and how many were looked through:
/// all is looked for once.
pub(crate) async fn spread(
    on: &mut impl Executor,
    sight: &Sight,
    search: &Search,
    limit: i64,
    page: i64,
) -> Result<Vec<Spread>> {
    let mut ask = Ask::new(sight, search, None);
    if ask.is_void() {
        return Ok(Vec::new());
    }
    let (_, direction, _) = ask.order();
    // Where cases are looked at one by one, their titles are at hand; the indexes that are counted from have none.
    let (first, titel, by_titel, looked_through) = match ask.candidates(ask.most_candidates(limit)) {
        Some(candidates) => (
            format!("k AS MATERIALIZED ({candidates}), f AS MATERIALIZED ({})", ask.fitting_of("k", limit)),
            "g.titel",
            ", f.titel",
            !ask.lead_says_all(),
        ),
        None => (
            format!("f AS MATERIALIZED ({})", ask.ranges(limit)),
            "(SELECT v.titel FROM cases_vorgaenge v WHERE v.behoerde = $1 AND v.package = g.package
              ORDER BY v.received_at DESC, v.id DESC LIMIT 1)",
            "",
            false,
        ),
    };
    let looked_through = if looked_through {
        " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, count(*) FROM k"
    } else {
        ""
    };
    let text = format!(
        "WITH {first}
         SELECT p.vorgang AS id, NULL AS stand, NULL AS package, NULL AS titel, NULL AS verfahren, NULL AS newest, 1 AS count
         FROM (SELECT f.vorgang FROM f ORDER BY f.at {direction}, f.vorgang {direction} LIMIT {page}) p
         UNION ALL
         SELECT NULL, g.stand, g.package, {titel}, g.verfahren, g.newest, g.count
         FROM (SELECT f.stand, f.package, f.verfahren, max(f.at) AS newest, count(*) AS count{by_titel} FROM f
               GROUP BY f.stand, f.package, f.verfahren{by_titel}) g{looked_through}"
    );
    ask.bind(sql(text)).all(on).await
}

/// These cases, in the order of the search.
pub(crate) async fn these(
    on: &mut impl Executor,
    sight: &Sight,
    search: &Search,
    ids: &[VorgangId],
) -> Result<Vec<Vorgang>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ask = Ask::new(sight, search, None);
    let (by, direction, _) = ask.order();
    let rights = looked_at(&sight.condition(OF_VORGANG, 1));
    let first = 1 + sight.parameters();
    let numbers: Vec<String> = (first..first + ids.len()).map(|number| format!("${number}")).collect();
    // The CROSS JOIN keeps SQLite from going through all cases of the office for the rights.
    let text = format!(
        "SELECT {PAGE} FROM (SELECT i.id FROM cases_vorgaenge i WHERE i.id IN ({})) c CROSS JOIN cases_vorgaenge v
         WHERE v.id = c.id AND {rights} ORDER BY v.{by} {direction}, v.id {direction}",
        numbers.join(", ")
    );
    let statement = ids.iter().fold(sight.bind(sql(text)), |statement, id| statement.bind(*id));
    statement.all(on).await
}

/// How many Vorgaenge stand where, of each `limit` at most.
pub(crate) async fn counts(on: &mut impl Executor, sight: &Sight, limit: i64) -> Result<Vec<(Stand, i64)>> {
    let rights = sight.condition(COLUMNS, 1);
    let each = [Stand::Offen, Stand::Entschieden, Stand::Erledigt, Stand::Gestoert].map(|stand| {
        let stand = stand.as_str();
        format!(
            "SELECT '{stand}' AS stand, count(*) AS count FROM
               (SELECT 1 AS one FROM cases_vorgaenge WHERE {rights} AND stand = '{stand}' LIMIT {limit}) s_{stand}"
        )
    });
    let text = format!("SELECT stand, count FROM ({}) s WHERE count > 0", each.join(" UNION ALL "));
    sight.bind(sql(text)).all(on).await
}

enum Value {
    Id(Uuid),
    Text(String),
    At(At),
}

/// A search being put into SQL. The rights come first among the parameters.
struct Ask<'a> {
    sight: &'a Sight,
    search: &'a Search,
    after: Option<Cursor>,
    words: Vec<String>,
    values: Vec<Value>,
}

impl<'a> Ask<'a> {
    fn new(sight: &'a Sight, search: &'a Search, after: Option<Cursor>) -> Self {
        Self { sight, search, after, words: words::searched(&search.text), values: Vec::new() }
    }

    /// The next parameter.
    fn arg(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.sight.parameters() + self.values.len())
    }

    fn bind<T>(self, statement: Statement<T>) -> Statement<T> {
        let statement = self.sight.bind(statement);
        self.values.into_iter().fold(statement, |statement, value| match value {
            Value::Id(id) => statement.bind(id),
            Value::Text(text) => statement.bind(text),
            Value::At(at) => statement.bind(at),
        })
    }

    /// Column, direction and the sign of what comes behind a [`Cursor`].
    fn order(&self) -> (&'static str, &'static str, char) {
        let column = if self.search.decided.is_open() { "received_at" } else { "decided_at" };
        if self.search.oldest_first { (column, "ASC", '>') } else { (column, "DESC", '<') }
    }

    /// Whether nothing can fit: something is asked for, and there is no word in it.
    fn is_void(&self) -> bool {
        self.words.is_empty() && !self.search.text.trim().is_empty()
    }

    /// Selects the page, `limit` at most; `None` when nothing can fit.
    fn page(&mut self, limit: i64) -> Option<String> {
        if self.is_void() {
            return None;
        }
        let (by, direction, _) = self.order();
        let rights = self.sight.condition(OF_VORGANG, 1);
        let chosen = match self.candidates(self.most_candidates(limit)) {
            Some(candidates) => self.fitting_of(&format!("({candidates})"), limit),
            None => self.ranges(limit),
        };
        // On SQLite the order of a CROSS JOIN is the order of work.
        Some(format!(
            "SELECT {PAGE} FROM ({chosen}) c CROSS JOIN cases_vorgaenge v WHERE v.id = c.vorgang AND {}
             ORDER BY v.{by} {direction}, v.id {direction}",
            looked_at(&rights)
        ))
    }

    /// How many cases with the words or tasks are looked through.
    fn most_candidates(&self, limit: i64) -> i64 {
        if self.lead_says_all() { limit } else { LOOKED_THROUGH }
    }

    /// Selects those of `candidates` that fit, in order, `limit` at most, with what is counted of them and their titles.
    fn fitting_of(&mut self, candidates: &str, limit: i64) -> String {
        let (by, direction, _) = self.order();
        let (rights, fits) = (self.sight.condition(OF_VORGANG, 1), self.fits());
        format!(
            "SELECT {}, v.titel FROM {candidates} n CROSS JOIN cases_vorgaenge v WHERE v.id = n.vorgang AND {}
             ORDER BY v.{by} {direction}, v.id {direction} LIMIT {limit}",
            counted(by),
            looked_at(&format!("{rights}{fits}"))
        )
    }

    /// What a case must be besides having the words and tasks, each beginning with ` AND`.
    fn fits(&mut self) -> String {
        let mut fits = String::new();
        if let Some(stand) = self.search.stand {
            fits += &format!(" AND v.stand = {}", self.arg(Value::Text(stand.as_str().to_owned())));
        }
        if let Some(dienst) = self.search.dienst.clone() {
            fits += &format!(" AND v.package = {}", self.arg(Value::Text(dienst)));
        }
        match self.search.verfahren {
            Some(Verfahren::Antrag) => fits += " AND v.verfahren = 'antrag'",
            // In these words the index of them can be used.
            Some(Verfahren::Widerspruch) => fits += " AND v.verfahren <> 'antrag'",
            None => {}
        }
        fits += &self.days("v.received_at", self.search.received);
        if !self.search.decided.is_open() {
            fits += " AND v.decided_at IS NOT NULL";
            fits += &self.days("v.decided_at", self.search.decided);
        }
        if !self.words.is_empty()
            && let Some(wanted) = self.wanted_tasks()
        {
            fits += &format!(
                " AND EXISTS (SELECT 1 FROM cases_tasks t WHERE t.vorgang = v.id AND {})",
                wanted.of("t")
            );
        }
        let (by, _, _) = self.order();
        fits + &self.behind(&format!("v.{by}"), "v.id")
    }

    /// What comes behind the page before.
    fn behind(&mut self, at: &str, id: &str) -> String {
        let Some(Cursor { at: last, id: last_id }) = self.after else { return String::new() };
        let (_, _, sign) = self.order();
        let (last, last_id) = (self.arg(Value::At(last)), self.arg(Value::Id(last_id.0)));
        format!(" AND ({at}, {id}) {sign} ({last}, {last_id})")
    }

    fn days(&mut self, column: &str, days: Days) -> String {
        let mut condition = String::new();
        if let Some(from) = days.from.map(store::start_of_day_in_germany) {
            condition += &format!(" AND {column} >= {}", self.arg(Value::At(from.into())));
        }
        let end = days.to.and_then(|day| day.tomorrow().ok()).map(store::start_of_day_in_germany);
        if let Some(end) = end {
            condition += &format!(" AND {column} < {}", self.arg(Value::At(end.into())));
        }
        condition
    }

    /// Selects the first cases of the ranges of the table of Vorgaenge, of each no more than a page, with what is counted of
    /// them.
    fn ranges(&mut self, limit: i64) -> String {
        let (by, direction, _) = self.order();
        let fits = self.fits();
        // Of objections there are few: the range of all of them is short.
        let all = self.search.dienst.is_some() || self.search.verfahren == Some(Verfahren::Widerspruch);
        let ranges =
            if all { vec![self.sight.condition(OF_VORGANG, 1)] } else { self.sight.ranges(OF_VORGANG, 1) };
        let range = |(number, condition): (usize, &String)| {
            format!(
                "SELECT * FROM (SELECT {} FROM cases_vorgaenge v WHERE {condition}{fits}
                   ORDER BY v.{by} {direction}, v.id {direction} LIMIT {limit}) r{number}",
                counted(by)
            )
        };
        let each: Vec<String> = ranges.iter().enumerate().map(range).collect();
        format!(
            "SELECT r.* FROM ({}) r ORDER BY r.at {direction}, r.vorgang {direction} LIMIT {limit}",
            each.join(" UNION ALL ")
        )
    }

    /// Selects the ids of the cases to look at; `None` when neither words nor tasks are asked for.
    fn candidates(&mut self, limit: i64) -> Option<String> {
        if !self.words.is_empty() {
            return Some(self.with_words(limit));
        }
        let wanted = self.wanted_tasks()?;
        Some(self.with_tasks(&wanted, limit))
    }

    /// Whether what leads, words or nobody's tasks, knows the order, and no more than days of receipt and a service is asked for
    /// beside it. Words are known the newest first.
    fn lead_says_all(&self) -> bool {
        let Search { stand, verfahren, hand, overdue, decided, oldest_first, .. } = self.search;
        let leads = if self.words.is_empty() {
            self.is_nobodys()
        } else {
            hand.is_none() && !overdue && !oldest_first
        };
        leads && stand.is_none() && verfahren.is_none() && decided.is_open()
    }

    /// Whether tasks are asked for that nobody has, late or not.
    fn is_nobodys(&self) -> bool {
        self.search.hand == Some(Hand::Nobody) && !self.search.overdue
    }

    /// A case with several of these tasks is there once: for the one with the least id.
    fn with_tasks(&mut self, wanted: &OnTasks, limit: i64) -> String {
        let at = if self.is_nobodys() { "received_at" } else { "created_at" };
        let (mut fits, mut direction) = (String::new(), "DESC");
        if self.lead_says_all() {
            if let Some(dienst) = self.search.dienst.clone() {
                fits += &format!(" AND t.dienst = {}", self.arg(Value::Text(dienst)));
            }
            fits += &self.days("t.received_at", self.search.received);
            fits += &self.behind("t.received_at", "t.vorgang");
            (_, direction, _) = self.order();
        }
        let (these, others) = (wanted.of("t"), wanted.of("o"));
        let range = |(number, condition): (usize, &String)| {
            format!(
                "SELECT * FROM (SELECT t.vorgang, t.{at} AS at FROM cases_tasks t WHERE {these}{fits} AND {condition}
                   AND NOT EXISTS (SELECT 1 FROM cases_tasks o WHERE o.vorgang = t.vorgang AND {others} AND o.id < t.id)
                   ORDER BY t.{at} {direction}, t.vorgang {direction} LIMIT {limit}) t{number}"
            )
        };
        let ranges = self.sight.ranges(tasks::COLUMNS, 1);
        let each: Vec<String> = ranges.iter().enumerate().map(range).collect();
        format!(
            "SELECT a.vorgang FROM ({}) a ORDER BY a.at {direction}, a.vorgang {direction} LIMIT {limit}",
            each.join(" UNION ALL ")
        )
    }

    fn with_words(&mut self, limit: i64) -> String {
        let words = self.words.clone();
        let mut fits = String::new();
        if let Some(dienst) = self.search.dienst.clone() {
            fits += &format!(" AND w.package = {}", self.arg(Value::Text(dienst)));
        }
        for word in words.iter().skip(1) {
            let same = self.begins("o.word", word);
            fits +=
                &format!(" AND EXISTS (SELECT 1 FROM cases_words o WHERE o.vorgang = w.vorgang AND {same})");
        }
        fits += &self.days("w.received_at", self.search.received);
        if self.lead_says_all() {
            fits += &self.behind("w.received_at", "w.vorgang");
        }
        let first = words.first().cloned().unwrap_or_default();
        let whole = self.arg(Value::Text(first.clone()));
        let beginning = (first.chars().count() >= BEGINNING).then(|| self.arg(Value::Text(end_of(&first))));
        let mut found = Vec::new();
        for (number, range) in self.sight.ranges(OF_WORD, 1).iter().enumerate() {
            let from = format!("SELECT w.vorgang, w.received_at FROM cases_words w WHERE {range}");
            found.push(format!(
                "SELECT * FROM ({from} AND w.word = {whole}{fits}
                   ORDER BY w.received_at DESC, w.vorgang DESC LIMIT {limit}) w{number}"
            ));
            if let Some(end) = &beginning {
                found.push(format!(
                    "SELECT * FROM ({from} AND w.word > {whole} AND w.word < {end}{fits} LIMIT {LOOKED_THROUGH}) b{number}"
                ));
            }
        }
        format!(
            "SELECT n.vorgang FROM ({}) n GROUP BY n.vorgang, n.received_at
             ORDER BY n.received_at DESC, n.vorgang DESC LIMIT {limit}",
            found.join(" UNION ALL ")
        )
    }

    fn begins(&mut self, column: &str, word: &str) -> String {
        let start = self.arg(Value::Text(word.to_owned()));
        if word.chars().count() < BEGINNING {
            return format!("{column} = {start}");
        }
        let end = self.arg(Value::Text(end_of(word)));
        format!("({column} >= {start} AND {column} < {end})")
    }

    /// The condition on an open task, where one is asked for.
    fn wanted_tasks(&mut self) -> Option<OnTasks> {
        let mut parts = Vec::new();
        match self.search.hand {
            Some(Hand::Nobody) => parts.push(("stand", "= 'offen'".to_owned())),
            Some(Hand::Of(AccountId(account))) => {
                parts.push(("stand", "= 'uebernommen'".to_owned()));
                parts.push(("assignee", format!("= {}", self.arg(Value::Id(account)))));
            }
            None => {}
        }
        if self.search.overdue {
            parts.push(("overdue", "= TRUE".to_owned()));
            parts.push(("stand", "IN ('offen', 'uebernommen')".to_owned()));
        }
        (!parts.is_empty()).then_some(OnTasks(parts))
    }
}

/// What columns of a task must be.
struct OnTasks(Vec<(&'static str, String)>);

impl OnTasks {
    /// The condition, for the table under this name.
    fn of(&self, table: &str) -> String {
        let parts: Vec<String> = self.0.iter().map(|(column, is)| format!("{table}.{column} {is}")).collect();
        parts.join(" AND ")
    }
}

/// A condition on rows that were found by their ids. No index serves it: PostgreSQL would go through all cases of a service
/// to save itself the way to some hundred.
fn looked_at(condition: &str) -> String {
    format!("({condition}) IS TRUE")
}

/// The columns of a case that is put in its place and counted, all of which the indexes of [`COUNTED_FROM_INDEXES`] have.
fn counted(by: &str) -> String {
    format!("v.id AS vorgang, v.{by} AS at, v.stand, v.package, v.verfahren")
}

/// The least text behind all that begin with `word`; words are compared by their bytes.
fn end_of(word: &str) -> String {
    format!("{word}{}", char::MAX)
}
