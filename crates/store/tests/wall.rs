//! The second wall: statements without any condition, run for somebody who may see little.

use store::{Engine, Migration, Office, Store, Viewer, Wall, Walled, sql, testing::TestStore};
use uuid::Uuid;

/// Files of two authorities, with sheets in them.
const OFFICE: Office = Office {
    name: "files",
    migrations: &[Migration {
        version: 99_001,
        name: "files",
        sql: "
CREATE TABLE files (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  person uuid,
  number text NOT NULL UNIQUE
);
CREATE TABLE sheets (
  file uuid NOT NULL,
  text text NOT NULL
);
CREATE TABLE notes (
  visitor uuid NOT NULL,
  text text NOT NULL
);
",
    }],
    projections: &[],
    walls: &[
        Walled::behind("files", "behoerde = :behoerde OR person = :person"),
        Walled::behind("sheets", "EXISTS (SELECT 1 FROM files f WHERE f.id = file)"),
        Walled::behind("notes", "visitor = :visitor"),
    ],
    project: None,
};

const ERFURT: Uuid = Uuid::from_u128(1);
const JENA: Uuid = Uuid::from_u128(2);
const KIM: Uuid = Uuid::from_u128(3);
const LOU: Uuid = Uuid::from_u128(4);

fn staff(behoerde: Uuid) -> Wall {
    Wall::Of(Viewer { behoerde: Some(behoerde), ..Viewer::default() })
}

fn person(person: Uuid) -> Wall {
    Wall::Of(Viewer { person: Some(person), ..Viewer::default() })
}

fn visitor(visitor: Uuid) -> Wall {
    Wall::Of(Viewer { visitor: Some(visitor), ..Viewer::default() })
}

/// Kim's file in Erfurt, Lou's in Jena, one sheet in each, a note of each one's session. `None` where there is no
/// PostgreSQL: SQLite has no second wall.
async fn two_offices() -> Option<TestStore> {
    let test = TestStore::open(Engine::Postgres, &[OFFICE]).await?;
    assert!(test.store.is_walled().await.unwrap(), "the role of the tests is exempt from row-level security");
    let mut tx = test.store.begin().await.unwrap();
    for (n, behoerde, owner) in [(11, ERFURT, KIM), (12, JENA, LOU)] {
        let id = Uuid::from_u128(n);
        sql("INSERT INTO files (id, behoerde, person, number) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(behoerde)
            .bind(owner)
            .bind(n.to_string())
            .execute(&mut tx)
            .await
            .unwrap();
        sql("INSERT INTO sheets (file, text) VALUES ($1, $2)")
            .bind(id)
            .bind(n.to_string())
            .execute(&mut tx)
            .await
            .unwrap();
        sql("INSERT INTO notes (visitor, text) VALUES ($1, $2)")
            .bind(owner)
            .bind(n.to_string())
            .execute(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    Some(test)
}

/// What a statement without a condition finds, in a reader and in a transaction.
async fn found(store: &Store, table: &str, column: &str) -> Vec<String> {
    let text = format!("SELECT {column} FROM {table} ORDER BY {column}");
    let read: Vec<(String,)> = sql(text.clone()).all(&mut store.reader()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let in_tx: Vec<(String,)> = sql(text).all(&mut tx).await.unwrap();
    assert_eq!(read, in_tx, "a reader and a transaction stand behind the same wall");
    read.into_iter().map(|(text,)| text).collect()
}

#[tokio::test]
async fn a_statement_that_asks_for_everything_gets_what_is_theirs() {
    let Some(test) = two_offices().await else { return };
    let everything = ["11", "12"];
    for (wall, files, notes) in [
        (Wall::House, &everything[..], &everything[..]),
        (staff(ERFURT), &["11"], &[]),
        (staff(JENA), &["12"], &[]),
        (person(KIM), &["11"], &[]),
        (visitor(LOU), &[], &["12"]),
        (Wall::Of(Viewer { behoerde: Some(JENA), person: Some(KIM), visitor: None }), &everything, &[]),
        (Wall::Of(Viewer::default()), &[], &[]),
        (staff(Uuid::nil()), &[], &[]),
    ] {
        let store = test.store.behind(wall);
        assert_eq!(found(&store, "files", "number").await, files, "{wall:?}");
        assert_eq!(found(&store, "sheets", "text").await, files, "{wall:?}");
        assert_eq!(found(&store, "notes", "text").await, notes, "{wall:?}");
    }
    // The connections that have served them show the program everything again.
    assert_eq!(found(&test.store, "files", "number").await, everything);
}

#[tokio::test]
async fn what_is_foreign_cannot_be_changed_taken_or_planted() {
    let Some(test) = two_offices().await else { return };
    let erfurt = test.store.behind(staff(ERFURT));
    for statement in [
        "UPDATE files SET number = 'x' WHERE id = $1",
        "DELETE FROM files WHERE id = $1",
        "UPDATE sheets SET text = 'x' WHERE file = $1",
        "DELETE FROM sheets WHERE file = $1",
    ] {
        let mut tx = erfurt.begin().await.unwrap();
        let changed = sql(statement).bind(Uuid::from_u128(12)).execute(&mut tx).await.unwrap();
        assert_eq!(changed, 0, "{statement}");
        tx.commit().await.unwrap();
    }
    for statement in [
        "INSERT INTO files (id, behoerde, number) VALUES ($1, '00000000-0000-0000-0000-000000000002', '13')",
        "INSERT INTO sheets (file, text) VALUES ('00000000-0000-0000-0000-00000000000c', CAST($1 AS text))",
        // Given away.
        "UPDATE files SET behoerde = '00000000-0000-0000-0000-000000000002', person = $1 WHERE number = '11'",
    ] {
        let mut tx = erfurt.begin().await.unwrap();
        let refused = sql(statement).bind(Uuid::from_u128(13)).execute(&mut tx).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{statement}: {refused}");
    }
    assert_eq!(found(&test.store, "files", "number").await, ["11", "12"]);
    assert_eq!(found(&test.store, "sheets", "text").await, ["11", "12"]);
}

#[tokio::test]
async fn the_program_itself_sees_everything_from_where_it_takes_over() {
    let Some(test) = two_offices().await else { return };
    let store = test.store.behind(person(KIM));
    assert_eq!(found(&store.as_house(), "files", "number").await, ["11", "12"]);
    let mut tx = store.begin().await.unwrap();
    let count = "SELECT count(*) FROM files";
    assert_eq!(sql::<(i64,)>(count).one(&mut tx).await.unwrap(), (1,));
    tx.as_house().await.unwrap();
    assert_eq!(sql::<(i64,)>(count).one(&mut tx).await.unwrap(), (2,));
    assert_eq!(sql::<(i64,)>(count).one(&mut tx.store().reader()).await.unwrap(), (2,));
    tx.commit().await.unwrap();
    assert_eq!(found(&store, "files", "number").await, ["11"], "it ends with the transaction");
}

#[tokio::test]
async fn a_connection_that_says_nothing_sees_nothing() {
    let Some(test) = two_offices().await else { return };
    let mut tx = test.store.begin().await.unwrap();
    for setting in
        ["", "x", "HOUSE", "behoerde=", "behoerde=1;", "person=00000000-0000-0000-0000-000000000003"]
    {
        let set = format!("SELECT set_config('rennsteig.wall', '{setting}', true)");
        sql::<(String,)>(set).one(&mut tx).await.unwrap();
        let (count,): (i64,) = sql("SELECT count(*) FROM files").one(&mut tx).await.unwrap();
        assert_eq!(count, 0, "{setting:?}");
    }
}

#[tokio::test]
async fn a_reader_reads() {
    let Some(test) = two_offices().await else { return };
    let mut reader = test.store.behind(staff(ERFURT)).reader();
    let text = "UPDATE files SET number = 'x' RETURNING number";
    let refused = sql::<(String,)>(text).all(&mut reader).await.unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
    assert_eq!(found(&test.store, "files", "number").await, ["11", "12"]);
}

#[tokio::test]
async fn walls_follow_what_the_offices_say() {
    const OTHER: Office = Office {
        walls: &[
            Walled::open("files", "a test"),
            Walled::behind("sheets", "text = '12' AND :person IS NOT NULL"),
            Walled::behind("notes", "visitor = :visitor"),
        ],
        ..OFFICE
    };
    let Some(test) = two_offices().await else { return };
    let again = test.reopen(&[OTHER]).await.behind(person(KIM));
    assert_eq!(found(&again, "files", "number").await, ["11", "12"]);
    assert_eq!(found(&again, "sheets", "text").await, ["12"]);
    let back = test.reopen(&[OFFICE]).await.behind(person(KIM));
    assert_eq!(found(&back, "files", "number").await, ["11"]);
    assert_eq!(found(&back, "sheets", "text").await, ["11"]);
}
