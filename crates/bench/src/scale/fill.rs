//! Rows for many cases, through the columns that the office itself writes.
//!
//! A case is made from its number alone, so that each run and each engine has the same. Those of five years, a hundred
//! services of one office; of the newest twentieth most are open, of the others one in two hundred; one in fifty is an objection, one
//! in a thousand stands still. Every open one has a task, half of them in nobody's hands. As in operation they come in the order of
//! their days, and so do their ids.

use std::ops::Range;

use anyhow::Result;
use cases::{Cursor, Stand, VorgangId};
use jiff::{SignedDuration, Timestamp};
use sqlx::Connection;
use store::{At, Statement, sql};
use uuid::Uuid;

use crate::world::World;

/// The office that has all the cases.
pub(super) const OFFICE_OF_ALL: Uuid = Uuid::from_u128(0xE0);
/// The services of the caseworker, 3 of 100; the first is the package itself.
pub(super) const OWN_SERVICES: [&str; 3] = ["bewohnerparkausweis", "leistung-007", "leistung-042"];
/// The element of the process that tasks wait at; no process has it.
pub(super) const ELEMENT: &str = "Task_Bench";

const SERVICES: u64 = 100;
/// Rows of one statement: SQLite looks each `$7` up among those before it, so that ten times the rows cost a hundred times.
const ROWS: u64 = 40;
/// Cases of one transaction.
const COMMIT: u64 = 20_000;
/// Five years, seen from the day on which the world begins.
const SECONDS: u64 = 5 * 365 * 86_400;
const FIRST_NAMES: [&str; 20] = [
    "Anna", "Jonas", "Mia", "Paul", "Emma", "Ben", "Lena", "Finn", "Marie", "Elias", "Sophie", "Noah",
    "Clara", "Max", "Ida", "Emil", "Frieda", "Oskar", "Mathilda", "Jörg",
];
const LAST_NAMES: [&str; 20] = [
    "Müller",
    "Schmidt",
    "Schneider",
    "Fischer",
    "Weber",
    "Meyer",
    "Wagner",
    "Becker",
    "Schulz",
    "Hoffmann",
    "Koch",
    "Richter",
    "Klein",
    "Wolf",
    "Schröder",
    "Neumann",
    "Schwarz",
    "Zimmermann",
    "Braun",
    "Krüger",
];

/// Fills up to so many cases; those that are there stay.
pub(super) async fn up_to(world: &World, cases: u64) -> Result<()> {
    let (there,): (i64,) = sql("SELECT count(*) FROM cases_vorgaenge WHERE eingangsnummer LIKE 'RS-0%'")
        .one(&mut world.store.reader())
        .await?;
    let mut number = u64::try_from(there)?;
    let all = number..cases;
    while number < cases {
        let mut tx = world.store.begin().await?;
        let end = (number + COMMIT).min(cases);
        while number < end {
            let some: Vec<Row> =
                (number..(number + ROWS).min(end)).map(|n| Row::of(n, second(n, &all), world)).collect();
            number += some.len() as u64;
            insert(&mut tx, &some).await?;
        }
        tx.commit().await?;
    }
    settle(world).await
}

/// What the database does by itself in operation when much was written.
async fn settle(world: &World) -> Result<()> {
    if world.database.starts_with("sqlite") {
        return Ok(());
    }
    let mut connection = sqlx::PgConnection::connect(&world.database).await?;
    for table in ["cases_vorgaenge", "cases_words", "cases_tasks"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}"))).execute(&mut connection).await?;
    }
    Ok(())
}

/// Where a page begins that is far behind the first.
pub(super) fn in_the_middle() -> Cursor {
    Cursor { at: received(SECONDS / 2), id: VorgangId(Uuid::nil()) }
}

fn received(second: u64) -> At {
    let first = Timestamp::from_second(1_795_424_400 - SECONDS as i64).expect("five years before 2026");
    let since = SignedDuration::from_secs(i64::try_from(second).unwrap_or_default());
    first.checked_add(since).expect("before 2026").into()
}

/// When a case of those that are filled in now is received: they are spread over the five years.
fn second(number: u64, all: &Range<u64>) -> u64 {
    (number - all.start) * SECONDS / (all.end - all.start)
}

struct Row {
    id: Uuid,
    akte: Uuid,
    name: String,
    package: String,
    digest: String,
    aktenzeichen: String,
    eingangsnummer: String,
    received_at: At,
    stand: Stand,
    ended_at: Option<At>,
    objection: bool,
    held: bool,
}

/// Numbers without order, the same in each run (splitmix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Row {
    fn of(number: u64, second: u64, world: &World) -> Self {
        let random = mixed(number);
        let service = random % SERVICES;
        let package =
            if service == 0 { OWN_SERVICES[0].to_owned() } else { format!("leistung-{service:03}") };
        let is_new = second > SECONDS / 20 * 19;
        let stand = match (random >> 8) % 1000 {
            0 => Stand::Gestoert,
            1..=5 => Stand::Offen,
            6..=700 if is_new => Stand::Offen,
            6..=15 => Stand::Entschieden,
            _ => Stand::Erledigt,
        };
        let pick = |list: [&'static str; 20], bits: u32| list[(random >> bits) as usize % 20];
        let weeks = 1 + (random >> 40) % 20;
        let year = 2021 + second / (365 * 86_400);
        let ended = matches!(stand, Stand::Entschieden | Stand::Erledigt);
        Self {
            id: Uuid::from_u64_pair(second << 16, random),
            akte: Uuid::from_u64_pair((second << 16) | 1, random),
            // Twenty names a thousand times over: one in 1000 has this last name with this number.
            name: format!("{} {}{}", pick(FIRST_NAMES, 20), pick(LAST_NAMES, 25), (random >> 30) % 50),
            package,
            digest: world.digest().as_str().to_owned(),
            aktenzeichen: format!("33.{service}-{number:07}/{year}"),
            eingangsnummer: format!("RS-0{:03}-{:04}", number / 10_000, number % 10_000),
            received_at: received(second),
            stand,
            ended_at: ended.then(|| received(second + weeks * 7 * 86_400)),
            objection: (random >> 50).is_multiple_of(50),
            held: (random >> 52).is_multiple_of(2),
        }
    }
}

async fn insert(tx: &mut store::Tx, rows: &[Row]) -> Result<()> {
    let text = format!(
        "INSERT INTO cases_vorgaenge (behoerde, titel, abgelegt, person, state, id, akte, name, package, digest, aktenzeichen,
           eingangsnummer, received_at, stand, ergebnis, automatisch, decided_at, closed_at, verfahren)
         VALUES {}",
        values("$1, $2, $3, NULL, $4", 4, 14, rows.len())
    );
    // About as long as the state of a process with one task.
    let state = format!("{{\"padding\":\"{}\"}}", "x".repeat(400));
    let head = sql(text).bind(OFFICE_OF_ALL).bind("Leistung".to_owned()).bind(false).bind(state);
    let statement = rows.iter().fold(head, |statement: Statement<()>, row| {
        let ended = row.ended_at.is_some();
        statement
            .bind(row.id)
            .bind(row.akte)
            .bind(row.name.clone())
            .bind(row.package.clone())
            .bind(row.digest.clone())
            .bind(row.aktenzeichen.clone())
            .bind(row.eingangsnummer.clone())
            .bind(row.received_at)
            .bind(row.stand)
            .bind(ended.then(|| "erteilen".to_owned()))
            .bind(ended.then_some(!row.held))
            .bind(row.ended_at)
            .bind(row.ended_at.filter(|_| row.stand == Stand::Erledigt))
            .bind(if row.objection { "widerspruch" } else { "antrag" })
    });
    statement.execute(tx).await?;
    insert_words(tx, rows).await?;
    insert_tasks(tx, rows).await
}

async fn insert_words(tx: &mut store::Tx, rows: &[Row]) -> Result<()> {
    let words: Vec<(String, &Row)> = rows
        .iter()
        .flat_map(|row| {
            let words = cases::words_of(&row.aktenzeichen, &row.eingangsnummer, &row.name);
            words.into_iter().map(move |word| (word, row))
        })
        .collect();
    let text = format!(
        "INSERT INTO cases_words (behoerde, word, received_at, vorgang, package) VALUES {}",
        values("$1", 1, 4, words.len())
    );
    let statement =
        words.into_iter().fold(sql(text).bind(OFFICE_OF_ALL), |statement: Statement<()>, (word, row)| {
            statement.bind(word).bind(row.received_at).bind(row.id).bind(row.package.clone())
        });
    statement.execute(tx).await?;
    Ok(())
}

async fn insert_tasks(tx: &mut store::Tx, rows: &[Row]) -> Result<()> {
    let open: Vec<&Row> = rows.iter().filter(|row| row.stand == Stand::Offen).collect();
    if open.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO cases_tasks (behoerde, element, name, role, outcomes, activity, id, vorgang, akte, dienst, stand, assignee,
           created_at, received_at, due, overdue)
         VALUES {}",
        values("$1, $2, 'Antrag pruefen', 'sachbearbeitung', 'erteilen ablehnen', 1", 2, 10, open.len())
    );
    let head = sql(text).bind(OFFICE_OF_ALL).bind(ELEMENT.to_owned());
    let statement = open.iter().fold(head, |statement: Statement<()>, row| {
        let holder = row.held.then(|| Uuid::from_u64_pair(1, row.id.as_u64_pair().1 % 500));
        statement
            .bind(row.id)
            .bind(row.id)
            .bind(row.akte)
            .bind(row.package.clone())
            .bind(if row.held { "uebernommen" } else { "offen" })
            .bind(holder)
            .bind(row.received_at)
            .bind(row.received_at)
            .bind("2026-06-30")
            .bind(row.received_at < received(SECONDS / 20 * 19))
    });
    statement.execute(tx).await?;
    Ok(())
}

/// `(first, $5, $6), (first, $7, $8)`: rows that begin alike and have parameters of their own behind `shared` common ones.
fn values(first: &str, shared: usize, own: usize, rows: usize) -> String {
    let row = |row: usize| {
        let own: Vec<String> = (0..own).map(|n| format!("${}", shared + row * own + n + 1)).collect();
        format!("({first}, {})", own.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}
