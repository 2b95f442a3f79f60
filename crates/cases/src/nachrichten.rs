//! Messages between Vorgaenge and from outside, and signals.
//!
//! A message is for one Vorgang: the one of the Behoerde that waits for its name and key (`r:correlation`). What a process
//! sends before anybody waits is kept and delivered as soon as somebody does; who sends from outside is told that nobody
//! waits. The receiver notes a message in its own Akte, and takes the same one once.

use crate::{
    Result,
    entries::Event,
    jobs,
    model::{Error, Nachricht, NachrichtId, Unzugestellt, Vorgang, Wartend},
    process, record,
    tables::{self, nachrichten as rows},
};
use bpmn::{Input, Variables, WaitId};
use feel::{Context, Value};
use identity::{BehoerdeId, Permission, Scope};
use jiff::{SignedDuration, Timestamp};
use packages::{Library, Package};
use records::VorgangId;
use store::{Ended, Executor, Failure, StreamId, Tx};

/// A correlation value as the tables hold it: JSON.
pub(crate) fn schluessel(value: &Value) -> String {
    value.to_json().to_string()
}

/// Gives a message from outside to the Vorgang that waits for it, and tells which; the same message again does nothing.
///
/// # Errors
/// [`Error::NobodyWaits`], [`Error::SeveralWait`]; [`Error::Denied`] for everybody but the program itself and staff of the
/// Behoerde who work on cases; [`Error::Angehalten`].
pub async fn deliver(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    nachricht: &Nachricht,
) -> Result<VorgangId> {
    match scope {
        Scope::House => {}
        _ => {
            let (_, behoerde) = scope.staff(Permission::WorkCases)?;
            if behoerde != nachricht.an {
                return Err(Error::NotFound);
            }
            tx.as_house().await?;
        }
    }
    if let Some(there) = rows::received(tx, nachricht.id).await? {
        return Ok(there);
    }
    let key = nachricht.schluessel.as_ref().map(schluessel);
    let wartend = the_one(tx, nachricht.an, &nachricht.name, key.as_deref()).await?;
    give(tx, scope, library, &wartend, nachricht.id, &nachricht.name, &nachricht.inhalt).await?;
    Ok(wartend.vorgang)
}

/// The one Vorgang that waits.
async fn the_one(tx: &mut Tx, an: BehoerdeId, name: &str, key: Option<&str>) -> Result<Wartend> {
    let mut found = rows::waiting(tx, an, name, key).await?;
    match found.len() {
        0 => Err(Error::NobodyWaits { name: name.to_owned() }),
        1 => Ok(found.remove(0)),
        count => Err(Error::SeveralWait { name: name.to_owned(), count }),
    }
}

/// Hands a message over to a Vorgang, under its lock.
async fn give(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    wartend: &Wartend,
    id: NachrichtId,
    name: &str,
    inhalt: &Context,
) -> Result<()> {
    let (vorgang, package) = locked(tx, library, wartend.vorgang).await?;
    // Once more under the lock: something may have been faster.
    if !rows::waits(tx, wartend).await? {
        return Err(Error::NobodyWaits { name: name.to_owned() });
    }
    let subscription = WaitId(u64::try_from(wartend.wait).unwrap_or(0));
    let (element, result) = receiver(tx, &package, &vorgang, subscription).await?;
    let event =
        Event::NachrichtErhalten { nachricht: id, element, name: name.to_owned(), inhalt: encode(inhalt)? };
    record(tx, scope, vorgang.akte, vorgang.id, event).await?;
    let payload = named(result.as_deref(), Value::Context(inhalt.clone()));
    let input = Input::Message { name: name.into(), subscription: Some(subscription), payload };
    process::drive(tx, scope, &package, vorgang.id, input).await
}

async fn locked(tx: &mut Tx, library: &Library, id: VorgangId) -> Result<(Vorgang, std::sync::Arc<Package>)> {
    let found = tables::vorgang(tx, id).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let package = library.get_in(tx, &found.package()?).await?;
    Ok((found, package))
}

/// The element that waits, and the variable that it names for what comes (`r:result`).
async fn receiver(
    tx: &mut Tx,
    package: &Package,
    vorgang: &Vorgang,
    wait: WaitId,
) -> Result<(String, Option<String>)> {
    let state = crate::letter::state(tx, vorgang.id).await?;
    let element = state.messages().find(|(id, ..)| *id == wait).map(|(_, element, ..)| element.to_string());
    let element = element.unwrap_or_default();
    let node = package.element(vorgang.verfahren(), &element);
    let result = node.and_then(|node| node.extension("result")).map(str::to_owned);
    Ok((element, result))
}

/// What comes in becomes the variable that the element names (`r:result`), or nothing.
pub(crate) fn named(result: Option<&str>, inhalt: Value) -> Context {
    result.map_or_else(Context::new, |name| Context::new().with(name, inhalt))
}

pub(crate) fn encode(values: &Context) -> Result<serde_json::Value> {
    serde_json::to_value(Variables(values.clone()))
        .map_err(|e| Error::Store(store::Error::Encode(e.to_string())))
}

pub(crate) fn decode(text: &str) -> Result<Context> {
    let values: Variables = serde_json::from_str(text)
        .map_err(|e| Error::Store(store::Error::Encode(format!("stored values: {e}"))))?;
    Ok(values.0)
}

/// When it is looked again for somebody who waits: after as long as the message is old, ten seconds at least and a day at
/// most. Whoever begins to wait fetches it at once; this is for the one who did so in the very moment in which it was sent.
fn again(sent: &rows::Sent, now: Timestamp) -> Ended {
    let age = now.duration_since(sent.at.timestamp());
    let pause = age.clamp(SignedDuration::from_secs(10), SignedDuration::from_hours(24));
    Ended::Later(now.checked_add(pause).unwrap_or(Timestamp::MAX))
}

/// Carries out the job: delivers what a process sent. While nobody waits it stays where it is.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    library: &Library,
    job: &jobs::Zustellen,
) -> Result<Ended, Failure> {
    let Some(sent) = rows::sent(tx, job.nachricht).await? else { return Ok(Ended::Nothing) };
    if rows::received(tx, job.nachricht).await?.is_some() {
        return Ok(Ended::Nothing);
    }
    let wartend = match the_one(tx, sent.behoerde, &sent.name, sent.schluessel.as_deref()).await {
        Ok(wartend) => wartend,
        Err(Error::NobodyWaits { .. }) => return Ok(again(&sent, tx.now())),
        Err(error) => return Err(error.into()),
    };
    let inhalt = decode(&sent.inhalt)?;
    match give(tx, &Scope::House, library, &wartend, job.nachricht, &sent.name, &inhalt).await {
        Ok(()) => Ok(Ended::Done),
        Err(Error::NobodyWaits { .. }) => Ok(again(&sent, tx.now())),
        Err(error) => jobs::later_while_suspended(tx, error),
    }
}

/// Carries out the job: sends a signal on to each Vorgang of the Behoerde that waits for it now.
pub(crate) async fn spread(tx: &mut Tx, job: &jobs::Signal) -> Result<Ended, Failure> {
    let Some(sent) = rows::sent(tx, job.signal).await? else { return Ok(Ended::Nothing) };
    for vorgang in rows::waiting_for_signal(tx, sent.behoerde, &sent.name).await? {
        // The sender has had it already.
        if vorgang != sent.vorgang {
            tx.enqueue(&jobs::SignalAn { signal: job.signal, vorgang }).await?;
        }
    }
    Ok(Ended::Done)
}

/// Carries out the job: a signal reaches one Vorgang.
pub(crate) async fn reach(tx: &mut Tx, library: &Library, job: &jobs::SignalAn) -> Result<Ended, Failure> {
    let Some(sent) = rows::sent(tx, job.signal).await? else { return Ok(Ended::Nothing) };
    let (vorgang, package) = locked(tx, library, job.vorgang).await?;
    if rows::has_received(tx, job.signal, job.vorgang).await? {
        return Ok(Ended::Nothing);
    }
    let state = crate::letter::state(tx, vorgang.id).await.map_err(Failure::from)?;
    let waiting = state.signals().find(|(_, _, name)| ***name == *sent.name);
    let Some((_, element, _)) = waiting else { return Ok(Ended::Nothing) };
    let node = package.element(vorgang.verfahren(), element);
    let result = node.and_then(|node| node.extension("result"));
    let inhalt = decode(&sent.inhalt)?;
    let payload = named(result, Value::Context(inhalt.clone()));
    let event =
        Event::SignalErhalten { signal: job.signal, name: sent.name.clone(), inhalt: encode(&inhalt)? };
    record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    let input = Input::Signal { name: sent.name.as_str().into(), payload };
    match process::drive(tx, &Scope::House, &package, vorgang.id, input).await {
        Ok(()) => Ok(Ended::Done),
        Err(error) => jobs::later_while_suspended(tx, error),
    }
}

/// Messages that processes sent and that nobody waits for yet, oldest first, `limit` at most: all for the program itself,
/// those for their Behoerde for staff who see to the operation.
///
/// # Errors
/// [`Error::Denied`].
pub async fn undelivered(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Unzugestellt>> {
    let behoerde = match scope {
        Scope::House => None,
        _ => Some(scope.staff(Permission::Operate)?.1),
    };
    Ok(rows::undelivered(on, behoerde, limit).await?)
}
