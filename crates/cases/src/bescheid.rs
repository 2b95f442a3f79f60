//! The Bescheid: typeset from the template of the package, filed, delivered.
//!
//! Rendering happens outside any transaction and gives the same bytes for the same Vorgang, so that a
//! repeated attempt makes no second Bescheid: filing, delivery and the step of the process are one transaction
//! with the end of the job.

use crate::{
    Result,
    entries::Event,
    jobs,
    model::{Error, TaskId, Vorgang},
    process, record, tables,
};
use bpmn::{ActivityId, Input, State};
use documents::{Meta, Pdf};
use feel::{Context, Value};
use identity::Scope;
use packages::{Library, Notice, Package};
use records::{DokumentArt, NewDokument, Richtung};
use serde_json::json;
use std::sync::Arc;
use store::{Outcome, Store, StreamId};

/// Carries out the job: renders, then files, delivers and lets the process go on.
pub(crate) async fn issue(
    store: &Store,
    library: &Library,
    job: &jobs::Bescheid,
) -> Result<Outcome, store::Failure> {
    let Some(vorgang) = tables::vorgang(&mut store.reader(), job.vorgang).await? else {
        return Ok(Outcome::Nothing);
    };
    let package = library.get(&vorgang.package()?).await.map_err(Error::from)?;
    let (data, antrag, titel) = data(store, &package, &vorgang).await?;
    let meta = Meta {
        title: titel.clone(),
        author: data["behoerde"]["name"].as_str().unwrap_or("Behörde").to_owned(),
        ident: format!("urn:uuid:{}:{}", vorgang.id, job.activity),
        at: vorgang.decided_at.map_or(store.now(), store::At::timestamp),
        language: "de".to_owned(),
    };
    let pdf = typeset(Arc::clone(&package), data, meta).await?;
    Ok(Outcome::Done(file_and_deliver(store, &package, &vorgang, job, &antrag, titel, &pdf).await?))
}

/// Rendering takes milliseconds of pure computation; it must not hold up the others.
async fn typeset(package: Arc<Package>, data: serde_json::Value, meta: Meta) -> Result<Pdf, store::Failure> {
    tokio::task::spawn_blocking(move || package.notice().render(&data, &meta))
        .await
        .map_err(|e| store::Failure::Again(format!("typesetting broke off: {e}")))?
        .map_err(|e| store::Failure::Again(format!("the notice could not be typeset: {e}")))
}

async fn file_and_deliver(
    store: &Store,
    package: &Package,
    vorgang: &Vorgang,
    job: &jobs::Bescheid,
    antrag: &Context,
    titel: String,
    pdf: &Pdf,
) -> Result<store::Tx> {
    let scope = Scope::House;
    let blob = store.put_blob(StreamId(vorgang.akte.0), &pdf.bytes).await?;
    let size = i64::try_from(pdf.bytes.len()).unwrap_or(i64::MAX);
    let mut tx = store.begin().await?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
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
        return Ok(tx);
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
    Ok(tx)
}

/// Electronic delivery needs the person's consent (§ 9 Abs. 1 OZG, § 41 Abs. 2a VwVfG). Without it a person
/// sends the Bescheid on paper and says so; the process waits for that.
fn by_post(tx: &store::Tx, job: &jobs::Bescheid) -> Event {
    Event::AufgabeAngelegt {
        task: TaskId(tx.new_id()),
        activity: job.activity,
        element: job.element.clone(),
        name: "Bescheid per Post senden: keine Einwilligung in die elektronische Bekanntgabe".to_owned(),
        role: "sachbearbeitung".to_owned(),
        outcomes: vec!["versendet".to_owned()],
    }
}

/// The rule that the package chose, as the post office applies it.
fn rule(rule: packages::Bekanntgabe) -> post::Bekanntgabe {
    match rule {
        packages::Bekanntgabe::Ozg9 { tage } => post::Bekanntgabe::Ozg9 { tage },
        packages::Bekanntgabe::Vwvfg41Abs2a { frist } => post::Bekanntgabe::Vwvfg41Abs2a { frist },
    }
}

/// What the template reads, and the title of the document.
async fn data(
    store: &Store,
    package: &Package,
    vorgang: &Vorgang,
) -> Result<(serde_json::Value, Context, String)> {
    let mut reader = store.reader();
    let scope = Scope::House;
    let (state, _) = tables::state(&mut reader, vorgang.id).await?;
    let state: State = state.and_then(|s| serde_json::from_value(s).ok()).unwrap_or_default();
    let variables = state.variables();
    let antrag = match variables.get("antrag") {
        Some(Value::Context(antrag)) => antrag.clone(),
        _ => Context::new(),
    };
    let mut empfaenger = package.manifest().antragsteller.anschrift(&antrag);
    if empfaenger.is_empty() {
        empfaenger.push(vorgang.name.clone());
    }
    let behoerde = identity::behoerde(&mut reader, &scope, vorgang.behoerde).await?;
    let decider = tables::decider(&mut reader, vorgang.id).await?;
    let signature = match decider {
        Some(account) => identity::account_name(&mut reader, &scope, account).await?,
        None => None,
    };
    let notice = Notice {
        behoerde: behoerde.map_or(json!({ "name": "Behörde" }), |b| letterhead(&b)),
        empfaenger,
        aktenzeichen: vorgang.aktenzeichen.clone(),
        eingangsnummer: Some(vorgang.eingangsnummer.clone()),
        datum: store::day_in_germany(vorgang.decided_at.map_or(store.now(), store::At::timestamp)),
        bearbeitung: signature.as_ref().map(|name| json!({ "name": name })),
        unterschrift: signature.map(|name| json!({ "auftrag": "Im Auftrag", "name": name })),
        gruende: tables::gruende(&mut reader, vorgang, package).await?,
        zahlung: None,
        gericht: None,
        entwurf: false,
    };
    let titel = format!("Bescheid: {}", vorgang.titel);
    Ok((notice.data(package.manifest(), &variables), antrag, titel))
}

fn letterhead(behoerde: &identity::Behoerde) -> serde_json::Value {
    let mut head = json!({
        "name": behoerde.name,
        "anschrift": [
            behoerde.address.street,
            format!("{} {}", behoerde.address.postal_code, behoerde.address.town),
        ],
    });
    for (key, value) in [("telefon", &behoerde.phone), ("email", &behoerde.mail), ("web", &behoerde.web)] {
        if let Some(value) = value {
            head[key] = json!(value);
        }
    }
    head
}
