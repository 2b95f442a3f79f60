//! Calls: a process asks that of another Behoerde, which has an Akte and a Vorgang of its own, and goes on with what comes
//! back. Both sides talk by messages: a job begins the other Vorgang, a job brings its answer.
//!
//! The other Behoerde runs its own package for the Leistung. It begins with what the caller names (`r:input`) as `antrag`,
//! and with `aufruf` = `{ behoerde, aktenzeichen }`. What goes back are its variables `ergebnis`, `begruendung` and
//! `antwort`, and nothing else.

use crate::{
    Result, anfragen,
    entries::Event,
    jobs,
    model::{AufrufId, Error, Vorgang},
    nachrichten, process, record,
    tables::{self, aufrufe as rows},
};
use bpmn::{ActivityId, Input};
use catalogue::LeistungKey;
use feel::{Context, Value};
use identity::{BehoerdeId, Scope};
use packages::{Digest, Library, Verfahren};
use records::{AkteId, VorgangId};
use store::{Ended, Failure, StreamId, Tx};

/// What comes back from a call.
const ANSWER: [&str; 3] = ["ergebnis", "begruendung", "antwort"];

/// Records a call and has it carried out. The inner error says in words why nobody can be called.
pub(crate) async fn call(
    tx: &mut Tx,
    vorgang: &Vorgang,
    node: &bpmn::Node,
    place: anfragen::Place<'_>,
    an_behoerde: BehoerdeId,
    inhalt: serde_json::Value,
) -> Result<Result<(), String>> {
    let leistung = node.extension("leistung").unwrap_or_default();
    if let Err(why) = offered(tx, an_behoerde, leistung).await? {
        return Ok(Err(why));
    }
    let aufruf = AufrufId(tx.new_id());
    let event = Event::Aufgerufen {
        aufruf,
        activity: place.activity,
        element: place.element.to_owned(),
        name: node.name().unwrap_or(place.element).to_owned(),
        leistung: leistung.to_owned(),
        an_behoerde,
        inhalt,
    };
    record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    tx.enqueue(&jobs::Aufrufen { aufruf }).await?;
    Ok(Ok(()))
}

/// The package with which a Behoerde offers a Leistung.
async fn offered(tx: &mut Tx, behoerde: BehoerdeId, leistung: &str) -> Result<Result<Digest, String>> {
    let key = match LeistungKey::parse(leistung) {
        Ok(key) => key,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let found = catalogue::onlinedienst(tx, &Scope::House, behoerde, &key).await?;
    let digest = found.and_then(|dienst| Digest::parse(&dienst.digest));
    Ok(digest.ok_or_else(|| {
        format!("the Behoerde that is competent offers no package for Leistung {leistung}: offer one there and try again")
    }))
}

/// A call that is open, with the Vorgang that made it, locked: nobody withdraws or answers it in the meantime.
async fn locked(tx: &mut Tx, id: AufrufId) -> Result<Option<(rows::Row, Vorgang)>> {
    let Some(aufruf) = rows::read(tx, id).await? else { return Ok(None) };
    let caller = tables::vorgang(tx, aufruf.vorgang).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(caller.akte.0)).await?;
    let aufruf = rows::read(tx, id).await?.filter(rows::Row::is_open);
    Ok(aufruf.map(|aufruf| (aufruf, caller)))
}

/// Carries out the job: begins the Vorgang of the other Behoerde.
pub(crate) async fn begin(tx: &mut Tx, library: &Library, job: &jobs::Aufrufen) -> Result<Ended, Failure> {
    let Some((aufruf, caller)) = locked(tx, job.aufruf).await? else { return Ok(Ended::Nothing) };
    if rows::called(tx, job.aufruf).await?.is_some() {
        return Ok(Ended::Nothing);
    }
    let digest = offered(tx, aufruf.an_behoerde, &aufruf.leistung).await.map_err(Failure::from)?;
    let digest = digest.map_err(Failure::Again)?;
    open(tx, library, &aufruf, &caller, &digest).await.map_err(Failure::from)?;
    Ok(Ended::Done)
}

async fn open(
    tx: &mut Tx,
    library: &Library,
    aufruf: &rows::Row,
    caller: &Vorgang,
    digest: &Digest,
) -> Result<VorgangId> {
    let scope = &Scope::House;
    let package = library.get_in(tx, digest).await?;
    let manifest = package.manifest();
    let asking = identity::behoerde(tx, scope, caller.behoerde).await?.ok_or(Error::NotFound)?;
    let akte = AkteId(tx.new_id());
    tx.open_stream(StreamId(akte.0), "akte", Some(aufruf.an_behoerde.0)).await?;
    let new = records::NewAkte {
        id: akte,
        behoerde: aufruf.an_behoerde,
        aktenplan: manifest.akte.aktenplan.clone(),
        dienst: manifest.id.clone(),
        betreff: manifest.akte.betreff.clone(),
        person: None,
    };
    let opened = records::open_akte(tx, scope, new).await?;
    let id = VorgangId(tx.new_id());
    let now = tx.now();
    let event = Event::Eroeffnet {
        behoerde: aufruf.an_behoerde,
        package: manifest.id.clone(),
        digest: digest.clone(),
        titel: manifest.titel.clone(),
        person: None,
        name: format!("{}: {}", asking.name, caller.aktenzeichen),
        aktenzeichen: opened.aktenzeichen.clone(),
        eingangsnummer: caller.aktenzeichen.clone(),
        received_at: now,
        verfahren: Verfahren::Antrag,
        vorgaenger: None,
        aufruf: Some(aufruf.id),
    };
    record(tx, scope, akte, id, event).await?;
    let antrag = nachrichten::decode(&aufruf.inhalt)?;
    let by = Context::new()
        .with("behoerde", asking.name.as_str())
        .with("aktenzeichen", caller.aktenzeichen.as_str());
    let variables = process::first_variables(tx, &package, &opened.aktenzeichen, now, antrag)
        .with("aufruf", Value::Context(by));
    process::drive(tx, scope, &package, id, Input::Start { variables }).await?;
    Ok(id)
}

/// Carries out the job: brings the answer to the caller.
pub(crate) async fn answer(tx: &mut Tx, library: &Library, job: &jobs::Antworten) -> Result<Ended, Failure> {
    let Some((aufruf, caller)) = locked(tx, job.aufruf).await? else { return Ok(Ended::Nothing) };
    let called = rows::called(tx, job.aufruf).await?;
    let Some(called) = called else { return Ok(Ended::Nothing) };
    match bring(tx, library, &aufruf, &caller, called).await {
        Ok(()) => Ok(Ended::Done),
        Err(error) => jobs::later_while_suspended(tx, error),
    }
}

async fn bring(
    tx: &mut Tx,
    library: &Library,
    aufruf: &rows::Row,
    caller: &Vorgang,
    called: VorgangId,
) -> Result<()> {
    let scope = &Scope::House;
    let package = library.get_in(tx, &caller.package()?).await?;
    let variables = crate::letter::variables(tx, called).await?;
    let mut answer = Context::new();
    for name in ANSWER {
        answer.insert(name, variables.get(name).cloned().unwrap_or(Value::Null));
    }
    // Where it was ended without a decision, no variable says so.
    if let Some(ergebnis) = tables::vorgang(tx, called).await?.and_then(|called| called.ergebnis) {
        answer.insert("ergebnis", Value::from(ergebnis.as_str()));
    }
    let ergebnis = nachrichten::encode(&answer)?;
    record(tx, scope, caller.akte, caller.id, Event::AufrufBeantwortet { aufruf: aufruf.id, ergebnis })
        .await?;
    let node = package.element(caller.verfahren(), &aufruf.element);
    let result = node.and_then(|node| node.extension("result"));
    let output = nachrichten::named(result, Value::Context(answer));
    let activity = ActivityId(u64::try_from(aufruf.activity).unwrap_or(0));
    process::drive(tx, scope, &package, caller.id, Input::Complete { activity, output }).await
}

/// The caller no longer needs the answer: the other Vorgang is to end.
pub(crate) async fn withdraw(tx: &mut Tx, vorgang: VorgangId, activity: u64) -> Result<()> {
    if let Some(aufruf) = rows::of_activity(tx, vorgang, activity).await? {
        tx.enqueue(&jobs::Abrufen { aufruf: aufruf.id }).await?;
    }
    Ok(())
}

/// Carries out the job: ends the Vorgang of the other Behoerde, where it was begun and has not ended by itself.
pub(crate) async fn end(tx: &mut Tx, library: &Library, job: &jobs::Abrufen) -> Result<Ended, Failure> {
    let Some(called) = rows::called(tx, job.aufruf).await? else { return Ok(Ended::Nothing) };
    let vorgang = tables::vorgang(tx, called).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    let vorgang = tables::vorgang(tx, called).await?.ok_or(Error::NotFound)?;
    if vorgang.closed_at.is_some() {
        return Ok(Ended::Nothing);
    }
    let grund = "Die anfragende Behörde braucht die Antwort nicht mehr.".to_owned();
    let event = Event::Eingestellt { grund: grund.clone() };
    record(tx, &Scope::House, vorgang.akte, called, event).await.map_err(Failure::from)?;
    let package = library.get_in(tx, &vorgang.package()?).await.map_err(Error::from)?;
    let input = Input::Cancel { reason: grund.into() };
    process::drive(tx, &Scope::House, &package, called, input).await.map_err(Failure::from)?;
    Ok(Ended::Done)
}
