//! The SQL over questions.

use crate::model::{Anfrage, AnfrageId};
use identity::{AccountId, BehoerdeId, Columns, Sight};
use records::{AkteId, VorgangId};
use store::{Executor, Result, sql};

const COLUMNS: Columns = Columns { behoerde: "behoerde", dienst: "dienst", akte: "akte" };

const ANFRAGE: &str =
    "SELECT id, vorgang, akte, behoerde, activity, element, art, an_behoerde, person, text, stand,
       frist, per_post, gestellt_at, dokument, beendet_at, antwort, aktenzeichen, titel FROM cases_anfragen";

/// Without a scope: for jobs, and for commands that check it themselves.
pub(crate) async fn any(on: &mut impl Executor, id: AnfrageId) -> Result<Option<Anfrage>> {
    sql(format!("{ANFRAGE} WHERE id = $1")).bind(id).optional(on).await
}

/// A question of a Vorgang that staff may read, or one that their Behoerde is asked.
pub(crate) async fn for_staff(
    on: &mut impl Executor,
    sight: &Sight,
    id: AnfrageId,
) -> Result<Option<Anfrage>> {
    let rights = sight.condition(COLUMNS, 3);
    let statement = sql(format!(
        "{ANFRAGE} WHERE id = $1 AND ((an_behoerde = $2 AND stand <> 'vorbereitet') OR ({rights}))"
    ));
    sight.bind(statement.bind(id).bind(sight.behoerde())).optional(on).await
}

/// A question to a person.
pub(crate) async fn for_person(
    on: &mut impl Executor,
    person: AccountId,
    id: AnfrageId,
) -> Result<Option<Anfrage>> {
    sql(format!("{ANFRAGE} WHERE id = $1 AND person = $2 AND stand <> 'vorbereitet'"))
        .bind(id)
        .bind(person)
        .optional(on)
        .await
}

/// The questions of an Akte to a person, newest first.
pub(crate) async fn to_person(
    on: &mut impl Executor,
    person: AccountId,
    akte: AkteId,
) -> Result<Vec<Anfrage>> {
    sql(format!(
        "{ANFRAGE} WHERE person = $1 AND akte = $2 AND stand <> 'vorbereitet' ORDER BY gestellt_at DESC, id"
    ))
    .bind(person)
    .bind(akte)
    .all(on)
    .await
}

/// What other Behoerden ask: open ones first, the next end of a period first.
pub(crate) async fn to_behoerde(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    limit: i64,
) -> Result<Vec<Anfrage>> {
    sql(format!(
        "{ANFRAGE} WHERE an_behoerde = $1 AND stand <> 'vorbereitet'
         ORDER BY CASE WHEN stand = 'offen' THEN 0 ELSE 1 END, frist, gestellt_at DESC, id LIMIT $2"
    ))
    .bind(behoerde)
    .bind(limit)
    .all(on)
    .await
}

/// The questions of a Vorgang, oldest first.
pub(crate) async fn of_vorgang(
    on: &mut impl Executor,
    sight: &Sight,
    vorgang: VorgangId,
) -> Result<Vec<Anfrage>> {
    let rights = sight.condition(COLUMNS, 2);
    let statement = sql(format!("{ANFRAGE} WHERE vorgang = $1 AND {rights} ORDER BY activity, id"));
    sight.bind(statement.bind(vorgang)).all(on).await
}
