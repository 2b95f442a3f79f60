//! The Bescheid: typeset from the template of the package, filed, delivered.
//!
//! Rendering happens outside any transaction and gives the same bytes for the same Vorgang, so that a
//! repeated attempt makes no second Bescheid: filing, delivery and the step of the process are one transaction
//! with the end of the job.

use crate::{
    Result,
    entries::Event,
    jobs, letter,
    model::{Error, TaskId, Vorgang},
    process, record,
    tables::{self, tasks},
    wording,
};
use bpmn::{ActivityId, Input};
use documents::{Meta, Pdf};
use feel::Context;
use identity::Scope;
use packages::{Library, Notice, Package};
use records::{DokumentArt, NewDokument, Richtung};
use serde_json::json;
use std::sync::Arc;
use store::{Executor, Outcome, Store, StreamId};

/// Carries out the job: renders, then files, delivers and lets the process go on.
pub(crate) async fn issue(
    store: &Store,
    library: &Library,
    job: &jobs::Bescheid,
) -> Result<Outcome, store::Failure> {
    let Some(vorgang) = tables::vorgang(&mut store.reader(), job.vorgang).await? else {
        return Ok(Outcome::Nothing);
    };
    if vorgang.angehalten_at.is_some() {
        return Ok(Outcome::Later(jobs::after_a_pause(store.now())));
    }
    let package = library.get(&vorgang.package()?).await.map_err(Error::from)?;
    let (data, antrag) = data(store, &package, &vorgang, None).await?;
    let titel = wording::bescheid(&vorgang);
    let meta = Meta {
        title: titel.clone(),
        author: letter::author(&data),
        ident: format!("urn:uuid:{}:{}", vorgang.id, job.activity),
        at: vorgang.decided_at.map_or(store.now(), store::At::timestamp),
        language: "de".to_owned(),
    };
    let template = template(&package, &vorgang, &job.element);
    let pdf = letter::typeset(Arc::clone(&package), template, data, meta).await?;
    Ok(file_and_deliver(store, &package, &vorgang, job, &antrag, titel, &pdf).await?)
}

/// The template that the element of the process names; `None` for that of the package.
fn template(package: &Package, vorgang: &Vorgang, element: &str) -> letter::Which {
    let node = package.element(vorgang.verfahren(), element);
    letter::Which::Bescheid(node.and_then(|node| node.extension("template")).map(str::to_owned))
}

/// How the Bescheid would look if a task ended with this outcome for these reasons and all that follows led on to it:
/// marked as a draft on every page, not signed, and filed nowhere.
pub(crate) async fn preview(
    store: &Store,
    package: &Arc<Package>,
    vorgang: &Vorgang,
    task: TaskId,
    assumed: Context,
    gruende: &str,
) -> Result<Pdf> {
    let (template, assumed) = lead_on(store, package, vorgang, task, assumed).await?;
    let (data, _) = data(store, package, vorgang, Some((assumed, gruende))).await?;
    let meta = Meta {
        title: format!("Entwurf. {}", wording::bescheid(vorgang)),
        author: letter::author(&data),
        ident: format!("urn:uuid:{}:entwurf", vorgang.id),
        at: store.now(),
        language: "de".to_owned(),
    };
    let which = letter::Which::Bescheid(template);
    letter::typeset(Arc::clone(package), which, data, meta).await.map_err(|failure| Error::Process {
        package: package.manifest().id.clone(),
        message: failure.to_string(),
    })
}

/// Whether a case would come to a notice if a task ended in one of these ways.
pub(crate) async fn leads_to_notice(
    on: &mut impl Executor,
    package: &Package,
    vorgang: &Vorgang,
    task: TaskId,
    ends: Vec<Context>,
    now: jiff::Timestamp,
) -> Result<bool> {
    let state = letter::state(on, vorgang.id).await?;
    let activity = ActivityId(tasks::activity(on, task).await?);
    let leads = |end| packages::ausblick(package, vorgang.verfahren(), state.clone(), activity, end, now);
    Ok(ends.into_iter().any(|end| leads(end).is_some()))
}

/// The template of the notice that the case would come to, and the variables by then, such as the fee.
async fn lead_on(
    store: &Store,
    package: &Package,
    vorgang: &Vorgang,
    task: TaskId,
    assumed: Context,
) -> Result<(Option<String>, Context)> {
    let mut reader = store.reader();
    let state = letter::state(&mut reader, vorgang.id).await?;
    let activity = ActivityId(tasks::activity(&mut reader, task).await?);
    let verfahren = vorgang.verfahren();
    let found = packages::ausblick(package, verfahren, state, activity, assumed, store.now());
    found.map(|found| (found.template, found.variables)).ok_or(Error::NoNotice)
}

async fn file_and_deliver(
    store: &Store,
    package: &Package,
    vorgang: &Vorgang,
    job: &jobs::Bescheid,
    antrag: &Context,
    titel: String,
    pdf: &Pdf,
) -> Result<Outcome> {
    let scope = Scope::House;
    let blob = store.put_blob(StreamId(vorgang.akte.0), &pdf.bytes).await?;
    let size = i64::try_from(pdf.bytes.len()).unwrap_or(i64::MAX);
    let mut tx = store.begin().await?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    // In the meantime somebody may have suspended the Vorgang, or moved it elsewhere.
    let now = tables::vorgang(&mut tx, vorgang.id).await?.ok_or(Error::NotFound)?;
    if now.angehalten_at.is_some() {
        return Ok(Outcome::Later(jobs::after_a_pause(tx.now())));
    }
    let state = letter::state(&mut tx, vorgang.id).await?;
    if !state.activities().any(|open| open.works && open.id.0 == job.activity) {
        return Ok(Outcome::Nothing);
    }
    let dokument = NewDokument {
        vorgang: Some(vorgang.id),
        art: DokumentArt::Bescheid,
        richtung: Richtung::Ausgang,
        titel: titel.clone(),
        file_name: format!("Bescheid {}.pdf", vorgang.aktenzeichen.replace('/', "-")),
        media_type: "application/pdf".to_owned(),
    };
    let dokument = records::file_dokument(&mut tx, &scope, vorgang.akte, dokument, blob, size).await?;
    let issued = Event::BescheidErlassen { dokument, titel: titel.clone() };
    record(&mut tx, &scope, vorgang.akte, vorgang.id, issued).await?;
    let agreed = package.manifest().antragsteller.eingewilligt(antrag) != Some(false);
    let Some(account) = vorgang.person.filter(|_| agreed) else {
        let task = by_post(&tx, job);
        record(&mut tx, &scope, vorgang.akte, vorgang.id, task).await?;
        return Ok(Outcome::Done(tx));
    };
    let letter = post::Letter {
        account,
        behoerde: vorgang.behoerde,
        akte: vorgang.akte,
        vorgang: vorgang.id,
        aktenzeichen: vorgang.aktenzeichen.clone(),
        betreff: titel,
        dokumente: vec![dokument],
        regel: Some(rule(package.manifest().bekanntgabe)),
    };
    post::deliver(&mut tx, &scope, letter).await?;
    let input = Input::Complete { activity: ActivityId(job.activity), output: Context::new() };
    process::drive(&mut tx, &scope, package, vorgang.id, input).await?;
    Ok(Outcome::Done(tx))
}

/// Electronic delivery needs the person's consent (§ 9 Abs. 1 OZG, § 41 Abs. 2a VwVfG). Without it a person
/// sends the Bescheid on paper and says so; the process waits for that.
fn by_post(tx: &store::Tx, job: &jobs::Bescheid) -> Event {
    Event::AufgabeAngelegt {
        task: TaskId(tx.new_id()),
        activity: job.activity,
        element: job.element.clone(),
        name: wording::PER_POST.to_owned(),
        role: "sachbearbeitung".to_owned(),
        outcomes: vec!["versendet".to_owned()],
        other_than: Vec::new(),
        due: None,
    }
}

/// The rule that the package chose, as the post office applies it.
pub(crate) fn rule(rule: packages::Bekanntgabe) -> post::Bekanntgabe {
    match rule {
        packages::Bekanntgabe::Ozg9 { tage } => post::Bekanntgabe::Ozg9 { tage },
        packages::Bekanntgabe::Vwvfg41Abs2a { frist } => post::Bekanntgabe::Vwvfg41Abs2a { frist },
    }
}

/// What the template reads, and what was applied for. For a draft: variables over those of the process, and the reasons.
async fn data(
    store: &Store,
    package: &Package,
    vorgang: &Vorgang,
    draft: Option<(Context, &str)>,
) -> Result<(serde_json::Value, Context)> {
    let mut reader = store.reader();
    let mut variables = letter::variables(&mut reader, vorgang.id).await?;
    let entwurf = draft.is_some();
    let gruende = match draft {
        Some((assumed, gruende)) => {
            for (name, value) in &assumed {
                variables.insert(name.clone(), value.clone());
            }
            vec![packages::Grund { text: gruende.to_owned(), quelle: None }]
        }
        None => tables::gruende(&mut reader, vorgang, package).await?,
    };
    let antrag = letter::antrag(&variables);
    let signature = match tasks::decider(&mut reader, vorgang.id).await? {
        Some(account) if !entwurf => identity::account_name(&mut reader, &Scope::House, account).await?,
        _ => None,
    };
    let notice = Notice {
        behoerde: letter::letterhead_of(&mut reader, vorgang.behoerde).await?,
        empfaenger: letter::recipient(package, vorgang, &antrag),
        aktenzeichen: vorgang.aktenzeichen.clone(),
        eingangsnummer: Some(vorgang.eingangsnummer.clone()),
        datum: store::day_in_germany(vorgang.decided_at.map_or(store.now(), store::At::timestamp)),
        bearbeitung: signature.as_ref().map(|name| json!({ "name": name })),
        unterschrift: signature.map(|name| json!({ "auftrag": "Im Auftrag", "name": name })),
        gruende,
        zahlung: None,
        gericht: None,
        entwurf,
    };
    Ok((notice.data(package.manifest(), &variables), antrag))
}
