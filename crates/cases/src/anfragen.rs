//! Questions to the applicant and to other Behoerden: Rueckfrage, Anhoerung (§ 28 VwVfG), Stellungnahme.
//!
//! The process asks and waits. What is asked stands in the journal at once; the letter is written by a job, which also
//! sets the end of the period. The process goes on with the answer, or when the time is over without one.

use crate::{
    Result, deadlines,
    entries::Event,
    jobs::{self, Schreiben, Verstrichen, Weiterfuehren},
    model::{Anfrage, AnfrageId, Beilage, Error, Vorgang},
    nachrichten, process, record,
    tables::{self, anfragen as rows},
    wording,
};
use bpmn::{ActivityId, Input};
use catalogue::LeistungKey;
use identity::{Ars, BehoerdeId, Permission, Scope, Sight, Vertrauensniveau};
use jiff::civil::Date;
use packages::{Antwort, Frage, FrageArt, Library};
use records::{AkteId, DokumentArt, NewDokument, Richtung, VorgangId};
use store::{Ended, Executor, Failure, StreamId, Tx};

/// Longest text of an answer or an objection, in characters.
pub const MAX_TEXT: usize = 20_000;

/// Where in a process something is asked.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub activity: u64,
    pub element: &'a str,
}

/// Records what a process asks and has the letter written. The inner error says in words why nobody can be asked.
pub(crate) async fn ask(
    tx: &mut Tx,
    vorgang: &Vorgang,
    place: Place<'_>,
    frage: &Frage<'_>,
) -> Result<Result<(), String>> {
    let an_behoerde = match frage.art {
        FrageArt::Stellungnahme => match competent(tx, frage.leistung, frage.ort.as_deref()).await? {
            Ok(behoerde) => Some(behoerde),
            Err(why) => return Ok(Err(why)),
        },
        FrageArt::Rueckfrage | FrageArt::Anhoerung => None,
    };
    let anfrage = AnfrageId(tx.new_id());
    let event = Event::Gefragt {
        anfrage,
        activity: place.activity,
        element: place.element.to_owned(),
        art: frage.art,
        an_behoerde,
        person: vorgang.person.filter(|_| an_behoerde.is_none()),
        text: frage.text.clone(),
    };
    record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    tx.enqueue(&Schreiben { anfrage }).await?;
    Ok(Ok(()))
}

/// The Behoerde that is competent for what an element names: `r:leistung` at `r:ort`, a FEEL text over its values.
pub(crate) async fn competent_of(
    tx: &mut Tx,
    node: &bpmn::Node,
    values: &feel::Context,
) -> Result<Result<BehoerdeId, String>> {
    match packages::ort(node, values) {
        Ok(ort) => competent(tx, node.extension("leistung"), ort.as_deref()).await,
        Err(why) => Ok(Err(why)),
    }
}

/// The Behoerde that the catalogue names for the Leistung at the place.
async fn competent(
    tx: &mut Tx,
    leistung: Option<&str>,
    ort: Option<&str>,
) -> Result<Result<BehoerdeId, String>> {
    let (Some(leistung), Some(ort)) = (leistung, ort) else {
        return Ok(Err("it names no Leistung (r:leistung) or no place (r:ort)".to_owned()));
    };
    let (leistung, place) = match (LeistungKey::parse(leistung), Ars::parse(ort)) {
        (Ok(leistung), Ok(place)) => (leistung, place),
        (Err(error), _) => return Ok(Err(error.to_string())),
        (_, Err(error)) => return Ok(Err(error.to_string())),
    };
    match catalogue::zustaendig(tx, &Scope::House, &leistung, &place).await? {
        Some(found) => Ok(Ok(found.einheit.behoerde)),
        None => Ok(Err(format!(
            "nobody is competent for Leistung {leistung} at {place}: add the Zustaendigkeit to the catalogue and try again"
        ))),
    }
}

/// Answers a question: the applicant, the Behoerde that was asked, or the Behoerde that asks, for an answer that came
/// another way. The process goes on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Settled`] when it is answered or the time is over, [`Error::TextMissing`],
/// [`Error::TextTooLong`].
pub async fn answer(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: AnfrageId,
    text: &str,
    beilagen: Vec<Beilage>,
) -> Result<()> {
    let text = written(text)?;
    let found = answerable(tx, scope, id).await?;
    // From here on the rules of the case act: the answer leads to tasks of a Behoerde that is not the answerer's.
    tx.as_house().await?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = rows::any(tx, id).await?.filter(Anfrage::is_open).ok_or(Error::Settled)?;
    let titel = wording::antwort(found.art());
    let mut dokumente = vec![file_text(tx, found.akte, found.vorgang, titel, text).await?];
    for beilage in beilagen {
        let new = NewDokument {
            vorgang: Some(found.vorgang),
            art: DokumentArt::Nachweis,
            richtung: Richtung::Eingang,
            titel: format!("{titel}: {}", beilage.file_name),
            file_name: beilage.file_name,
            media_type: beilage.media_type,
        };
        let dokument = records::add_dokument(tx, &Scope::House, found.akte, new, &beilage.content).await?;
        dokumente.push(dokument);
    }
    let event = Event::Beantwortet { anfrage: id, text: text.to_owned(), dokumente };
    record(tx, scope, found.akte, found.vorgang, event).await?;
    let antwort = Antwort { text: Some(text.to_owned()), am: Some(deadlines::day(tx.now())) };
    match go_on(tx, scope, library, &found, &antwort).await {
        // What comes in is taken at any time; the process has it when it is resumed.
        Err(Error::Angehalten) => Ok(tx.enqueue(&Weiterfuehren { anfrage: id }).await?),
        other => other,
    }
}

/// Carries out the job: the process goes on with an answer that came while it was suspended.
pub(crate) async fn take_up(tx: &mut Tx, library: &Library, job: &Weiterfuehren) -> Result<Ended, Failure> {
    let Some(found) = rows::any(tx, job.anfrage).await? else { return Ok(Ended::Nothing) };
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let am = found.beendet_at.map(|at| deadlines::day(at.timestamp()));
    let antwort = Antwort { text: found.antwort.clone(), am };
    match go_on(tx, &Scope::House, library, &found, &antwort).await {
        Ok(()) => Ok(Ended::Done),
        // It went another way in the meantime.
        Err(Error::Refused { reason: bpmn::Error::ActivityNotOpen(_) | bpmn::Error::Ended, .. }) => {
            Ok(Ended::Nothing)
        }
        Err(error) => jobs::later_while_suspended(tx, error),
    }
}

/// The text of somebody outside, as it is kept.
pub(crate) fn written(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::TextMissing);
    }
    if text.chars().count() > MAX_TEXT {
        return Err(Error::TextTooLong(MAX_TEXT));
    }
    Ok(text)
}

/// Puts what somebody wrote into the Akte.
pub(crate) async fn file_text(
    tx: &mut Tx,
    akte: AkteId,
    vorgang: VorgangId,
    titel: &str,
    text: &str,
) -> Result<records::DokumentId> {
    let new = NewDokument {
        vorgang: Some(vorgang),
        art: DokumentArt::Schreiben,
        richtung: Richtung::Eingang,
        titel: titel.to_owned(),
        file_name: format!("{titel}.txt"),
        media_type: "text/plain".to_owned(),
    };
    Ok(records::add_dokument(tx, &Scope::House, akte, new, text.as_bytes()).await?)
}

async fn answerable(tx: &mut Tx, scope: &Scope, id: AnfrageId) -> Result<Anfrage> {
    let found = match scope {
        Scope::Person { .. } => rows::for_person(tx, scope.person(Vertrauensniveau::Basis)?, id).await?,
        _ => {
            scope.staff(Permission::WorkCases)?;
            rows::for_staff(tx, &Sight::of(scope)?.1, id).await?
        }
    };
    let found = found.ok_or(Error::NotFound)?;
    if found.is_open() { Ok(found) } else { Err(Error::Settled) }
}

async fn go_on(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    anfrage: &Anfrage,
    antwort: &Antwort,
) -> Result<()> {
    let vorgang = tables::vorgang(tx, anfrage.vorgang).await?.ok_or(Error::NotFound)?;
    let package = library.get_in(tx, &vorgang.package()?).await?;
    let node = package.element(vorgang.verfahren(), &anfrage.element);
    let result = node.and_then(|node| node.extension("result"));
    let output = nachrichten::named(result, antwort.value());
    let activity = ActivityId(u64::try_from(anfrage.activity).unwrap_or(0));
    process::drive(tx, scope, &package, vorgang.id, Input::Complete { activity, output }).await
}

/// Gives the other side more time (§ 31 Abs. 7 VwVfG).
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Settled`] when it is answered or over, or was not sent yet, or when the new day is not
/// after the present one.
pub async fn extend(tx: &mut Tx, scope: &Scope, id: AnfrageId, until: Date) -> Result<()> {
    scope.staff(Permission::WorkCases)?;
    let sight = Sight::of(scope)?.1;
    let found = rows::for_staff(tx, &sight, id).await?.filter(|a| a.behoerde == sight.behoerde());
    let found = found.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = rows::any(tx, id).await?.filter(Anfrage::is_open).ok_or(Error::Settled)?;
    let Some(before) = found.frist().filter(|before| until > *before) else { return Err(Error::Settled) };
    debug_assert!(before < until);
    let event = Event::FristVerlaengert { anfrage: id, frist: until };
    record(tx, scope, found.akte, found.vorgang, event).await?;
    let job = Verstrichen { anfrage: id };
    tx.enqueue_at(&job, deadlines::over(until), Some(format!("frist {id} {until}"))).await?;
    Ok(())
}

/// The time is over: the process goes on without an answer. While there is time left, because there is more of it now or
/// because the clock was put back, this waits for its end.
pub(crate) async fn lapse(tx: &mut Tx, library: &Library, id: AnfrageId) -> Result<Ended> {
    let Some(found) = rows::any(tx, id).await? else { return Ok(Ended::Nothing) };
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = rows::any(tx, id).await?.filter(Anfrage::is_open);
    let Some(found) = found else { return Ok(Ended::Nothing) };
    let Some(last) = found.frist() else { return Ok(Ended::Nothing) };
    let over = deadlines::over(last);
    if tx.now() < over {
        return Ok(Ended::Later(over));
    }
    let scope = Scope::House;
    record(tx, &scope, found.akte, found.vorgang, Event::Unbeantwortet { anfrage: id }).await?;
    go_on(tx, &scope, library, &found, &Antwort::default()).await?;
    Ok(Ended::Done)
}

/// A question: one of a case that may be read, one that one's Behoerde is asked, or one to oneself.
pub async fn anfrage(on: &mut impl Executor, scope: &Scope, id: AnfrageId) -> Result<Anfrage> {
    let found = match scope {
        Scope::Person { .. } => rows::for_person(on, scope.person(Vertrauensniveau::Basis)?, id).await?,
        _ => rows::for_staff(on, &Sight::of(scope)?.1, id).await?,
    };
    found.ok_or(Error::NotFound)
}

/// The questions of a Vorgang, oldest first, for staff.
pub async fn anfragen(on: &mut impl Executor, scope: &Scope, id: VorgangId) -> Result<Vec<Anfrage>> {
    Ok(rows::of_vorgang(on, &Sight::of(scope)?.1, id).await?)
}

/// What other Behoerden ask the Behoerde of the scope: what is open first, `limit` at most.
pub async fn asked_of_us(on: &mut impl Executor, scope: &Scope, limit: i64) -> Result<Vec<Anfrage>> {
    let (_, behoerde) = scope.staff(Permission::ReadCases)?;
    Ok(rows::to_behoerde(on, behoerde, limit).await?)
}

/// What a person is asked in one of their matters, newest first.
pub async fn asked_of_person(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Vec<Anfrage>> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    Ok(rows::to_person(on, account, akte).await?)
}
