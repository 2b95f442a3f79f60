//! How entries become rows.

use super::{as_i64, aufrufe, auftraege, nachrichten, stoerungen, words};
use crate::{
    entries::{Entry, Event, Neufassung},
    model::{AnfrageStand, EINGESTELLT, Erwartet, TaskId, TaskStand, ZURUECKGENOMMEN},
};
use identity::AccountId;
use store::{Actor, At, Meta, Result, Tx, sql};

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    project_state(entry, meta, tx).await?;
    let Some(detail) = detail(&entry.event) else { return Ok(()) };
    let actor = match meta.actor {
        Actor::House => None,
        Actor::Account(id) => Some(id),
    };
    sql("INSERT INTO cases_steps (vorgang, sequence, at, actor, kind, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(entry.vorgang)
        .bind(meta.sequence)
        .bind(At::from(meta.at))
        .bind(actor)
        .bind(meta.kind.to_string())
        .bind(detail)
        .write(tx)
        .await?;
    Ok(())
}

/// What the history shows; the mere state of the process is no step of its own.
fn detail(event: &Event) -> Option<String> {
    Some(match event {
        Event::Fortgeschritten { .. } => return None,
        Event::Abgelegt => String::new(),
        Event::Eroeffnet { aktenzeichen, .. } => aktenzeichen.clone(),
        Event::Ausgewertet { decision, .. } => decision.clone(),
        Event::AufgabeAngelegt { name, .. } => name.clone(),
        Event::AufgabeUebernommen { .. }
        | Event::AufgabeZurueckgegeben { .. }
        | Event::AufgabeEntfallen { .. }
        | Event::Behoben { .. } => String::new(),
        Event::AufgabeErledigt { name, ergebnis, .. } => format!("{name}: {ergebnis}"),
        Event::AufgabeUeberfaellig { .. } | Event::AufgabeEskaliert { .. } => String::new(),
        Event::Angefragt { .. } | Event::Erinnert { .. } => String::new(),
        Event::Zurueckgeholt { name, .. } => name.clone(),
        Event::Gefragt { art, .. } => art.as_str().to_owned(),
        Event::FristVerlaengert { frist, .. } => frist.to_string(),
        Event::Beantwortet { .. } | Event::Unbeantwortet { .. } => String::new(),
        Event::Zurueckgenommen { grund } | Event::Eingesehen { grund, .. } => grund.clone(),
        Event::Entschieden { ergebnis, .. } => ergebnis.clone(),
        Event::BescheidErlassen { titel, .. } => titel.clone(),
        Event::Gestoert { element, message, .. } => format!("{element}: {message}"),
        Event::Erledigt { how } => how.clone(),
        Event::NachrichtGesendet { name, .. }
        | Event::NachrichtErhalten { name, .. }
        | Event::SignalGesendet { name, .. }
        | Event::SignalErhalten { name, .. }
        | Event::AuftragErteilt { name, .. }
        | Event::Aufgerufen { name, .. } => name.clone(),
        Event::AuftragErledigt { worker, .. } => worker.clone(),
        Event::AuftragGescheitert { worker, message, .. } => format!("{worker}: {message}"),
        Event::AufrufBeantwortet { .. } => String::new(),
        Event::Angehalten { grund }
        | Event::Fortgesetzt { grund }
        | Event::Eingestellt { grund }
        | Event::Berichtigt { grund, .. } => grund.clone(),
        Event::Versetzt { von, nach, grund } => format!("{} → {nach}: {grund}", von.join(", ")),
        Event::Umgestellt { version, grund, .. } => format!("{version}: {grund}"),
    })
}

async fn project_state(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let vorgang = entry.vorgang;
    match &entry.event {
        Event::Eroeffnet { .. } => insert_vorgang(entry, meta, tx).await,
        Event::Ausgewertet { decision, value, trace, gruende, stichtag, fassung, .. } => {
            let gruende = serde_json::to_string(gruende).map_err(|e| store::Error::Encode(e.to_string()))?;
            sql("INSERT INTO cases_decisions
                   (vorgang, sequence, decision, at, value, trace, gruende, stichtag, fassung)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            .bind(vorgang)
            .bind(meta.sequence)
            .bind(decision.clone())
            .bind(At::from(meta.at))
            .bind(value.to_string())
            .bind(trace.to_string())
            .bind(gruende)
            .bind(stichtag.map(|day| day.to_string()))
            .bind(fassung.map(|day| day.to_string()))
            .write(tx)
            .await
        }
        Event::AufgabeAngelegt { .. } => insert_task(entry, meta, tx).await,
        Event::AufgabeUebernommen { task, account } => {
            set_task(tx, *task, TaskStand::Uebernommen, Some(*account)).await
        }
        Event::AufgabeZurueckgegeben { task } => set_task(tx, *task, TaskStand::Offen, None).await,
        Event::AufgabeErledigt { task, ergebnis, begruendung, angaben, sammlung, .. } => {
            sql("UPDATE cases_tasks SET stand = 'erledigt', done_at = $2, ergebnis = $3, begruendung = $4, angaben = $5,
                   sammlung = $6, state_before = CASE WHEN $6 IS NULL THEN NULL
                     ELSE (SELECT v.state FROM cases_vorgaenge v WHERE v.id = cases_tasks.vorgang) END
                 WHERE id = $1")
                .bind(*task)
                .bind(At::from(meta.at))
                .bind(ergebnis.clone())
                .bind(begruendung.clone())
                .bind(angaben.as_ref().map(ToString::to_string))
                .bind(*sammlung)
                .write(tx)
                .await
        }
        Event::AufgabeEntfallen { activity } => {
            sql("UPDATE cases_tasks SET stand = 'entfallen', done_at = $3
                 WHERE vorgang = $1 AND activity = $2 AND stand IN ('offen', 'uebernommen')")
            .bind(vorgang)
            .bind(as_i64(*activity))
            .bind(At::from(meta.at))
            .write(tx)
            .await?;
            sql("UPDATE cases_anfragen SET stand = 'entfallen', beendet_at = $3
                 WHERE vorgang = $1 AND activity = $2 AND stand IN ('vorbereitet', 'offen')")
            .bind(vorgang)
            .bind(as_i64(*activity))
            .bind(At::from(meta.at))
            .write(tx)
            .await?;
            for table in ["cases_auftraege", "cases_aufrufe"] {
                sql(format!(
                    "UPDATE {table} SET stand = 'entfallen', done_at = $3
                     WHERE vorgang = $1 AND activity = $2 AND stand = 'offen'"
                ))
                .bind(vorgang)
                .bind(as_i64(*activity))
                .bind(At::from(meta.at))
                .write(tx)
                .await?;
            }
            Ok(())
        }
        Event::AufgabeUeberfaellig { task } => {
            sql("UPDATE cases_tasks SET overdue = $2 WHERE id = $1").bind(*task).bind(true).write(tx).await
        }
        Event::AufgabeEskaliert { task } => {
            sql("UPDATE cases_tasks SET escalated_at = $2 WHERE id = $1")
                .bind(*task)
                .bind(At::from(meta.at))
                .write(tx)
                .await
        }
        Event::Zurueckgeholt { .. } => take_back(entry, meta, tx).await,
        Event::Gefragt { .. } => insert_anfrage(entry, tx).await,
        Event::Angefragt { anfrage, dokument, frist, per_post } => {
            sql("UPDATE cases_anfragen SET stand = 'offen', dokument = $2, frist = $3, per_post = $4, gestellt_at = $5
                 WHERE id = $1")
                .bind(*anfrage)
                .bind(*dokument)
                .bind(frist.map(|day| day.to_string()))
                .bind(*per_post)
                .bind(At::from(meta.at))
                .write(tx)
                .await
        }
        Event::Erinnert { .. } | Event::Eingesehen { .. } => Ok(()),
        Event::FristVerlaengert { anfrage, frist } => {
            sql("UPDATE cases_anfragen SET frist = $2 WHERE id = $1")
                .bind(*anfrage)
                .bind(frist.to_string())
                .write(tx)
                .await
        }
        Event::Beantwortet { anfrage, text, .. } => {
            end_anfrage(meta, tx, *anfrage, AnfrageStand::Beantwortet, Some(text.clone())).await
        }
        Event::Unbeantwortet { anfrage } => {
            end_anfrage(meta, tx, *anfrage, AnfrageStand::Abgelaufen, None).await
        }
        Event::Zurueckgenommen { .. } => {
            sql("UPDATE cases_vorgaenge SET ergebnis = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(ZURUECKGENOMMEN)
                .write(tx)
                .await
        }
        Event::Entschieden { ergebnis, automatisch, .. } => {
            sql("UPDATE cases_vorgaenge SET stand = 'entschieden', ergebnis = $2, automatisch = $3, decided_at = $4
                 WHERE id = $1")
            .bind(vorgang)
            .bind(ergebnis.clone())
            .bind(*automatisch)
            .bind(At::from(meta.at))
            .write(tx)
            .await
        }
        Event::BescheidErlassen { .. } => Ok(()),
        Event::Gestoert { incident, element, message } => {
            stoerungen::begin(tx, meta, vorgang, *incident, format!("{element}: {message}")).await
        }
        Event::Behoben { incident } => stoerungen::end(tx, vorgang, *incident).await,
        Event::Fortgeschritten { state, erwartet, .. } => {
            sql("UPDATE cases_vorgaenge SET state = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(state.to_string())
                .write(tx)
                .await?;
            match erwartet {
                Some(erwartet) => nachrichten::await_all(tx, vorgang, erwartet).await,
                None => Ok(()),
            }
        }
        Event::NachrichtGesendet { .. }
        | Event::NachrichtErhalten { .. }
        | Event::SignalGesendet { .. }
        | Event::SignalErhalten { .. } => insert_nachricht(entry, meta, tx).await,
        Event::AuftragErteilt { .. } => auftraege::insert(entry, meta, tx).await,
        Event::AuftragErledigt { auftrag, .. } => auftraege::end(tx, meta, *auftrag, "erledigt").await,
        Event::AuftragGescheitert { auftrag, .. } => auftraege::end(tx, meta, *auftrag, "gescheitert").await,
        Event::Aufgerufen { .. } => aufrufe::insert(entry, meta, tx).await,
        Event::AufrufBeantwortet { aufruf, .. } => aufrufe::answer(tx, meta, *aufruf).await,
        Event::Angehalten { .. } => set_angehalten(tx, entry, Some(At::from(meta.at))).await,
        Event::Fortgesetzt { .. } => set_angehalten(tx, entry, None).await,
        Event::Versetzt { .. } | Event::Berichtigt { .. } => Ok(()),
        Event::Eingestellt { .. } => {
            set_angehalten(tx, entry, None).await?;
            sql("UPDATE cases_vorgaenge SET ergebnis = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(EINGESTELLT)
                .write(tx)
                .await
        }
        Event::Umgestellt { auf, aufgaben, .. } => {
            sql("UPDATE cases_vorgaenge SET digest = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(auf.as_str().to_owned())
                .write(tx)
                .await?;
            for aufgabe in aufgaben {
                rewrite_task(tx, aufgabe).await?;
            }
            Ok(())
        }
        Event::Abgelegt => {
            sql("UPDATE cases_vorgaenge SET abgelegt = $2 WHERE id = $1").bind(vorgang).bind(true).write(tx).await
        }
        Event::Erledigt { .. } => {
            sql("UPDATE cases_vorgaenge SET stand = 'erledigt', closed_at = $2 WHERE id = $1")
                .bind(vorgang)
                .bind(At::from(meta.at))
                .write(tx)
                .await
        }
    }
}

async fn insert_vorgang(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::Eroeffnet {
        behoerde,
        package,
        digest,
        titel,
        person,
        name,
        aktenzeichen,
        eingangsnummer,
        received_at,
        verfahren,
        vorgaenger,
        aufruf,
    } = &entry.event
    else {
        return Ok(());
    };
    sql("INSERT INTO cases_vorgaenge
           (id, akte, behoerde, person, name, package, digest, titel, aktenzeichen, eingangsnummer, received_at, stand,
            abgelegt, verfahren, vorgaenger, aufruf)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'offen', $12, $13, $14, $15)")
    .bind(entry.vorgang)
    .bind(meta.stream.0)
    .bind(*behoerde)
    .bind(*person)
    .bind(name.clone())
    .bind(package.clone())
    .bind(digest.as_str().to_owned())
    .bind(titel.clone())
    .bind(aktenzeichen.clone())
    .bind(eingangsnummer.clone())
    .bind(At::from(*received_at))
    .bind(false)
    .bind(verfahren.as_str())
    .bind(*vorgaenger)
    .bind(*aufruf)
    .write(tx)
    .await?;
    let words = words::of_vorgang(aktenzeichen, eingangsnummer, name);
    words::insert(tx, entry.vorgang, *behoerde, package, At::from(*received_at), words).await
}

async fn insert_task(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::AufgabeAngelegt { task, activity, element, name, role, outcomes, other_than, due } =
        &entry.event
    else {
        return Ok(());
    };
    sql("INSERT INTO cases_tasks (id, vorgang, akte, behoerde, dienst, person, received_at, activity, element, name, role,
           outcomes, stand, created_at, other_than, due)
         SELECT $1, id, akte, behoerde, package, person, received_at, $3, $4, $5, $6, $7, 'offen', $8, $9, $10
         FROM cases_vorgaenge WHERE id = $2")
    .bind(*task)
    .bind(entry.vorgang)
    .bind(as_i64(*activity))
    .bind(element.clone())
    .bind(name.clone())
    .bind(role.clone())
    .bind(outcomes.join(" "))
    .bind(At::from(meta.at))
    .bind(padded(other_than))
    .bind(due.map(|day| day.to_string()))
    .write(tx)
    .await?;
    Ok(())
}

async fn set_task(tx: &mut Tx, task: TaskId, stand: TaskStand, assignee: Option<AccountId>) -> Result<()> {
    sql("UPDATE cases_tasks SET stand = $2, assignee = $3 WHERE id = $1")
        .bind(task)
        .bind(stand)
        .bind(assignee)
        .write(tx)
        .await?;
    Ok(())
}

/// How an open task reads in the version of the package that the Vorgang goes on by.
async fn rewrite_task(tx: &mut Tx, new: &Neufassung) -> Result<()> {
    sql("UPDATE cases_tasks SET element = $2, name = $3, role = $4, outcomes = $5, other_than = $6 WHERE id = $1")
        .bind(new.task)
        .bind(new.element.clone())
        .bind(new.name.clone())
        .bind(new.role.clone())
        .bind(new.outcomes.join(" "))
        .bind(padded(&new.other_than))
        .write(tx)
        .await
}

async fn set_angehalten(tx: &mut Tx, entry: &Entry, at: Option<At>) -> Result<()> {
    sql("UPDATE cases_vorgaenge SET angehalten_at = $2 WHERE id = $1")
        .bind(entry.vorgang)
        .bind(at)
        .write(tx)
        .await
}

async fn insert_nachricht(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let row = |id, art, name, inhalt| nachrichten::Row {
        id,
        vorgang: entry.vorgang,
        art,
        name,
        schluessel: None,
        an: None,
        inhalt,
    };
    let row = match &entry.event {
        Event::NachrichtGesendet { nachricht, name, schluessel, an_behoerde, inhalt, .. } => {
            nachrichten::Row {
                schluessel: schluessel.as_ref(),
                an: Some(*an_behoerde),
                ..row(*nachricht, Erwartet::Nachricht, name.as_str(), inhalt)
            }
        }
        Event::NachrichtErhalten { nachricht, name, inhalt, .. } => {
            row(*nachricht, Erwartet::Nachricht, name.as_str(), inhalt)
        }
        Event::SignalErhalten { signal, name, inhalt } => {
            row(*signal, Erwartet::Signal, name.as_str(), inhalt)
        }
        Event::SignalGesendet { signal, name, inhalt, .. } => {
            let sent = row(*signal, Erwartet::Signal, name.as_str(), inhalt);
            return nachrichten::insert_signal(tx, meta, &sent).await;
        }
        _ => return Ok(()),
    };
    nachrichten::insert(tx, meta, &row).await
}

/// Ids with a space on both sides of each, so that SQL finds whole ones.
fn padded(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!(" {} ", ids.join(" ")) }
}

async fn insert_anfrage(entry: &Entry, tx: &mut Tx) -> Result<()> {
    let Event::Gefragt { anfrage, activity, element, art, an_behoerde, person, text } = &entry.event else {
        return Ok(());
    };
    sql("INSERT INTO cases_anfragen (id, vorgang, akte, behoerde, dienst, aktenzeichen, titel, activity, element, art,
           an_behoerde, person, text, stand, per_post)
         SELECT $1, id, akte, behoerde, package, aktenzeichen, titel, $3, $4, $5, $6, $7, $8, 'vorbereitet', $9
         FROM cases_vorgaenge WHERE id = $2")
    .bind(*anfrage)
    .bind(entry.vorgang)
    .bind(as_i64(*activity))
    .bind(element.clone())
    .bind(art.as_str())
    .bind(*an_behoerde)
    .bind(*person)
    .bind(text.clone())
    .bind(false)
    .write(tx)
    .await
}

async fn end_anfrage(
    meta: &Meta,
    tx: &mut Tx,
    anfrage: crate::model::AnfrageId,
    stand: AnfrageStand,
    antwort: Option<String>,
) -> Result<()> {
    sql("UPDATE cases_anfragen SET stand = $2, beendet_at = $3, antwort = $4 WHERE id = $1")
        .bind(anfrage)
        .bind(stand)
        .bind(At::from(meta.at))
        .bind(antwort)
        .write(tx)
        .await
}

/// All is as it was before a decision of a bulk action: what it led to is no longer needed, what it ended waits again.
async fn take_back(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    const THEN: &str = "(SELECT d.done_at FROM cases_tasks d WHERE d.id = $2)";
    let Event::Zurueckgeholt { task, state, erwartet, .. } = &entry.event else { return Ok(()) };
    sql(format!(
        "UPDATE cases_tasks SET stand = 'entfallen', done_at = $3
         WHERE vorgang = $1 AND stand IN ('offen', 'uebernommen') AND created_at >= {THEN}"
    ))
    .bind(entry.vorgang)
    .bind(*task)
    .bind(At::from(meta.at))
    .write(tx)
    .await?;
    sql(format!(
        "UPDATE cases_tasks SET stand = CASE WHEN assignee IS NULL THEN 'offen' ELSE 'uebernommen' END, done_at = NULL
         WHERE vorgang = $1 AND stand = 'entfallen' AND done_at = {THEN} AND created_at < {THEN}"
    ))
    .bind(entry.vorgang)
    .bind(*task)
    .write(tx)
    .await?;
    sql("UPDATE cases_anfragen SET stand = 'entfallen', beendet_at = $2 WHERE vorgang = $1 AND stand = 'vorbereitet'")
        .bind(entry.vorgang)
        .bind(At::from(meta.at))
        .write(tx)
        .await?;
    sql(format!(
        "UPDATE cases_auftraege SET stand = 'entfallen', done_at = $3
         WHERE vorgang = $1 AND stand = 'offen' AND created_at >= {THEN}"
    ))
    .bind(entry.vorgang)
    .bind(*task)
    .bind(At::from(meta.at))
    .write(tx)
    .await?;
    sql("UPDATE cases_tasks SET stand = 'uebernommen', done_at = NULL, ergebnis = NULL, begruendung = NULL,
           angaben = NULL, sammlung = NULL, state_before = NULL WHERE id = $1")
    .bind(*task)
    .write(tx)
    .await?;
    sql("UPDATE cases_vorgaenge SET state = $2, stand = 'offen', ergebnis = NULL, automatisch = NULL, decided_at = NULL
         WHERE id = $1")
    .bind(entry.vorgang)
    .bind(state.to_string())
    .write(tx)
    .await?;
    match erwartet {
        Some(erwartet) => nachrichten::await_all(tx, entry.vorgang, erwartet).await,
        None => Ok(()),
    }
}
