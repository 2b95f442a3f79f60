//! The SQL of a search: which range of which index it begins with.
//!
//! | asked for | begins with |
//! | --- | --- |
//! | words | `cases_words`, at the longest word, the newest first |
//! | tasks: whose, nobody's, late | `cases_tasks`, the newest first |
//! | neither | `cases_vorgaenge` by Stand and day |
//!
//! Where duties are for some services only, each service has a range of its own; they are put together in order.

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

/// The columns of a [`Vorgang`] of the table `v`.
const PAGE: &str = "v.id, v.akte, v.behoerde, v.person, v.name, v.package, v.digest, v.titel, v.aktenzeichen,
  v.eingangsnummer, v.received_at, v.stand, v.ergebnis, v.automatisch, v.decided_at, v.closed_at, v.stoerung, v.verfahren,
  v.vorgaenger";

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
    let Some(found) = ask.found(PAGE, limit) else { return Ok(Vec::new()) };
    ask.bind(sql(found)).all(on).await
}

/// So many cases that fit have these values; or, where there is an id, a case of the first page.
#[derive(sqlx::FromRow)]
pub(crate) struct Spread {
    pub(crate) id: Option<VorgangId>,
    pub(crate) stand: Option<Stand>,
    pub(crate) package: Option<String>,
    pub(crate) titel: Option<String>,
    pub(crate) verfahren: Option<String>,
    pub(crate) count: i64,
}

/// How the first `limit` cases that fit are spread, and which are the first `page` of them: both are looked for once.
pub(crate) async fn spread(
    on: &mut impl Executor,
    sight: &Sight,
    search: &Search,
    limit: i64,
    page: i64,
) -> Result<Vec<Spread>> {
    let mut ask = Ask::new(sight, search, None);
    let (by, direction, _) = ask.order();
    let columns = format!("v.id, v.{by} AS at, v.stand, v.package, v.titel, v.verfahren");
    let Some(found) = ask.found(&columns, limit) else { return Ok(Vec::new()) };
    let page = ask.arg(Value::Count(page));
    let text = format!(
        "WITH f AS MATERIALIZED ({found})
         SELECT p.id, NULL AS stand, NULL AS package, NULL AS titel, NULL AS verfahren, 1 AS count
         FROM (SELECT f.id FROM f ORDER BY f.at {direction}, f.id {direction} LIMIT {page}) p
         UNION ALL
         SELECT NULL, f.stand, f.package, max(f.titel), f.verfahren, count(*) FROM f
         GROUP BY f.stand, f.package, f.verfahren"
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
    let rights = sight.condition(OF_VORGANG, 1);
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

/// Whether there are more cases with the words or tasks than are looked through.
pub(crate) async fn is_cut(on: &mut impl Executor, sight: &Sight, search: &Search) -> Result<bool> {
    let mut ask = Ask::new(sight, search, None);
    let Some(candidates) = ask.candidates(LOOKED_THROUGH) else { return Ok(false) };
    if ask.words_say_all() {
        return Ok(false);
    }
    let text = format!("SELECT count(*) FROM ({candidates}) k");
    let (count,): (i64,) = ask.bind(sql(text)).one(on).await?;
    Ok(count >= LOOKED_THROUGH)
}

/// How many Vorgaenge stand where, of each `limit` at most.
pub(crate) async fn counts(on: &mut impl Executor, sight: &Sight, limit: i64) -> Result<Vec<(Stand, i64)>> {
    let rights = sight.condition(COLUMNS, 1);
    let limited = 1 + sight.parameters();
    let each = [Stand::Offen, Stand::Entschieden, Stand::Erledigt, Stand::Gestoert].map(|stand| {
        let stand = stand.as_str();
        format!(
            "SELECT '{stand}' AS stand, count(*) AS count FROM
               (SELECT 1 AS one FROM cases_vorgaenge WHERE {rights} AND stand = '{stand}' LIMIT ${limited}) s_{stand}"
        )
    });
    let text = format!("SELECT stand, count FROM ({}) s WHERE count > 0", each.join(" UNION ALL "));
    sight.bind(sql(text)).bind(limit).all(on).await
}

enum Value {
    Id(Uuid),
    Text(String),
    At(At),
    Count(i64),
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
            Value::Count(count) => statement.bind(count),
        })
    }

    /// Column, direction and the sign of what comes behind a [`Cursor`].
    fn order(&self) -> (&'static str, &'static str, char) {
        let column = if self.search.decided.is_open() { "received_at" } else { "decided_at" };
        if self.search.oldest_first { (column, "ASC", '>') } else { (column, "DESC", '<') }
    }

    /// Selects these columns of the cases that fit, in order, `limit` at most; `None` when nothing can fit.
    fn found(&mut self, columns: &str, limit: i64) -> Option<String> {
        if self.words.is_empty() && !self.search.text.trim().is_empty() {
            return None;
        }
        let (by, direction, _) = self.order();
        let rights = self.sight.condition(OF_VORGANG, 1);
        let candidates = if self.words_say_all() { limit } else { LOOKED_THROUGH };
        let (chosen, fits, limited) = match self.candidates(candidates) {
            Some(candidates) => {
                let fits = self.fits();
                (candidates, fits, format!(" LIMIT {}", self.arg(Value::Count(limit))))
            }
            None => (self.ranges(limit), String::new(), String::new()),
        };
        // On SQLite the order of a CROSS JOIN is the order of work.
        Some(format!(
            "SELECT {columns} FROM ({chosen}) c CROSS JOIN cases_vorgaenge v WHERE v.id = c.vorgang{fits} AND {rights}
             ORDER BY v.{by} {direction}, v.id {direction}{limited}"
        ))
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
            fits += &format!(" AND EXISTS (SELECT 1 FROM cases_tasks t WHERE t.vorgang = v.id AND {wanted})");
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

    /// Selects the ids of the first cases of the ranges of the table of Vorgaenge, of each no more than a page.
    fn ranges(&mut self, limit: i64) -> String {
        let (by, direction, _) = self.order();
        let fits = self.fits();
        let limit = self.arg(Value::Count(limit));
        // Of objections there are few: the range of all of them is short.
        let all = self.search.dienst.is_some() || self.search.verfahren == Some(Verfahren::Widerspruch);
        let ranges =
            if all { vec![self.sight.condition(OF_VORGANG, 1)] } else { self.sight.ranges(OF_VORGANG, 1) };
        let range = |(number, condition): (usize, &String)| {
            format!(
                "SELECT * FROM (SELECT v.id AS vorgang, v.{by} AS at FROM cases_vorgaenge v WHERE {condition}{fits}
                   ORDER BY v.{by} {direction}, v.id {direction} LIMIT {limit}) r{number}"
            )
        };
        let each: Vec<String> = ranges.iter().enumerate().map(range).collect();
        // The ranges need no more than their indexes.
        format!(
            "SELECT r.vorgang FROM ({}) r ORDER BY r.at {direction}, r.vorgang {direction} LIMIT {limit}",
            each.join(" UNION ALL ")
        )
    }

    /// Selects the ids of the cases to look at; `None` when neither words nor tasks are asked for.
    fn candidates(&mut self, limit: i64) -> Option<String> {
        if !self.words.is_empty() {
            return Some(self.with_words(limit));
        }
        let wanted = self.wanted_tasks()?;
        let limit = self.arg(Value::Count(limit));
        let range = |(number, condition): (usize, &String)| {
            format!(
                "SELECT * FROM (SELECT t.vorgang, t.created_at FROM cases_tasks t WHERE {wanted} AND {condition}
                   ORDER BY t.created_at DESC LIMIT {limit}) t{number}"
            )
        };
        let ranges = self.sight.ranges(tasks::COLUMNS, 1);
        let each: Vec<String> = ranges.iter().enumerate().map(range).collect();
        Some(format!(
            "SELECT DISTINCT n.vorgang FROM (SELECT a.vorgang FROM ({}) a ORDER BY a.created_at DESC LIMIT {limit}) n",
            each.join(" UNION ALL ")
        ))
    }

    /// Whether no more than words, days of receipt and the newest first are asked for: then the words know the order.
    fn words_say_all(&self) -> bool {
        let Search { stand, verfahren, hand, overdue, decided, oldest_first, .. } = self.search;
        let more = stand.is_some() || verfahren.is_some() || hand.is_some() || *overdue || !decided.is_open();
        !self.words.is_empty() && !more && !oldest_first
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
        if self.words_say_all() {
            fits += &self.behind("w.received_at", "w.vorgang");
        }
        let first = words.first().cloned().unwrap_or_default();
        let whole = self.arg(Value::Text(first.clone()));
        let most = self.arg(Value::Count(limit));
        let beginning = (first.chars().count() >= BEGINNING).then(|| {
            let end = self.arg(Value::Text(end_of(&first)));
            (end, self.arg(Value::Count(LOOKED_THROUGH)))
        });
        let mut found = Vec::new();
        for (number, range) in self.sight.ranges(OF_WORD, 1).iter().enumerate() {
            let from = format!("SELECT w.vorgang, w.received_at FROM cases_words w WHERE {range}");
            found.push(format!(
                "SELECT * FROM ({from} AND w.word = {whole}{fits}
                   ORDER BY w.received_at DESC, w.vorgang DESC LIMIT {most}) w{number}"
            ));
            if let Some((end, bound)) = &beginning {
                found.push(format!(
                    "SELECT * FROM ({from} AND w.word > {whole} AND w.word < {end}{fits} LIMIT {bound}) b{number}"
                ));
            }
        }
        format!(
            "SELECT n.vorgang FROM ({}) n GROUP BY n.vorgang, n.received_at
             ORDER BY n.received_at DESC, n.vorgang DESC LIMIT {most}",
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

    /// The condition on an open task `t`, where one is asked for.
    fn wanted_tasks(&mut self) -> Option<String> {
        let hand = match self.search.hand {
            Some(Hand::Nobody) => Some("t.stand = 'offen'".to_owned()),
            Some(Hand::Of(AccountId(account))) => {
                Some(format!("t.stand = 'uebernommen' AND t.assignee = {}", self.arg(Value::Id(account))))
            }
            None => None,
        };
        let late = self
            .search
            .overdue
            .then(|| "t.overdue = TRUE AND t.stand IN ('offen', 'uebernommen')".to_owned());
        let parts: Vec<String> = hand.into_iter().chain(late).collect();
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }
}

/// The least text behind all that begin with `word`; words are compared by their bytes.
fn end_of(word: &str) -> String {
    format!("{word}{}", char::MAX)
}
