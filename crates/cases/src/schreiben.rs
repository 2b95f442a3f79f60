//! The letter that asks: typeset, filed, delivered; from then on the period runs.

use crate::{
    Result, deadlines,
    entries::Event,
    jobs::{self, Erinnern, Verstrichen},
    letter::{self, Which},
    model::{Anfrage, AnfrageStand, Error, Vorgang},
    record,
    tables::{self, anfragen as rows, tasks},
    wording,
};
use documents::{Meta, Pdf};
use feel::Context;
use fristen::Dauer;
use identity::{AccountId, Scope};
use jiff::civil::Date;
use packages::{Library, Package, Schreiben};
use records::{DokumentArt, DokumentId, NewDokument, Richtung};
use serde_json::json;
use std::sync::Arc;
use store::{Ended, Executor, Outcome, Store, StreamId, Tx};

/// What is asked, with all that the letter needs.
struct Asked {
    anfrage: Anfrage,
    vorgang: Vorgang,
    package: Arc<Package>,
    antrag: Context,
    frist: Option<Dauer>,
    erinnerung: Option<Dauer>,
    template: Option<String>,
}

impl Asked {
    async fn read(store: &Store, library: &Library, anfrage: Anfrage) -> Result<Self> {
        let mut reader = store.reader();
        let vorgang = tables::vorgang(&mut reader, anfrage.vorgang).await?.ok_or(Error::NotFound)?;
        let package = library.get(&vorgang.package()?).await?;
        let node = package.element(vorgang.verfahren(), &anfrage.element);
        let attribute = |name: &str| node.and_then(|node| node.extension(name));
        let (frist, erinnerung) = (period(attribute("frist"))?, period(attribute("erinnerung"))?);
        let template = attribute("template").map(str::to_owned);
        let antrag = letter::antrag(&letter::variables(&mut reader, vorgang.id).await?);
        Ok(Self { anfrage, vorgang, package, antrag, frist, erinnerung, template })
    }

    /// The account into whose mailbox the letter goes; nobody's for another Behoerde, and without consent.
    fn mailbox(&self) -> Option<AccountId> {
        let agreed = self.package.manifest().antragsteller.eingewilligt(&self.antrag) != Some(false);
        self.anfrage.person.filter(|_| agreed)
    }

    fn is_per_post(&self) -> bool {
        self.anfrage.an_behoerde.is_none() && self.mailbox().is_none()
    }

    /// The last day for the answer: the period begins when the letter counts as made known.
    async fn last_day(&self, on: &mut impl Executor, now: jiff::Timestamp) -> Result<Option<Date>> {
        let Some(frist) = self.frist else { return Ok(None) };
        let calendar = deadlines::calendar(on, self.vorgang.behoerde).await?;
        let today = deadlines::day(now);
        let known = if self.anfrage.an_behoerde.is_some() {
            today
        } else if self.is_per_post() {
            deadlines::known_by_post(today, &calendar)?
        } else {
            let rule = crate::bescheid::rule(self.package.manifest().bekanntgabe);
            rule.on_delivery(now).unwrap_or(today)
        };
        Ok(Some(deadlines::end(frist, known, &calendar)?))
    }

    fn betreff(&self) -> String {
        wording::frage(self.anfrage.art(), &self.vorgang.titel)
    }
}

fn period(text: Option<&str>) -> Result<Option<Dauer>> {
    Ok(text.map(packages::dauer).transpose()?)
}

/// Carries out the job: the letter of a question that is still wanted.
pub(crate) async fn send(
    store: &Store,
    library: &Library,
    job: &jobs::Schreiben,
) -> Result<Outcome, store::Failure> {
    let found = rows::any(&mut store.reader(), job.anfrage).await?;
    let Some(anfrage) = found.filter(|a| a.stand == AnfrageStand::Vorbereitet) else {
        return Ok(Outcome::Nothing);
    };
    let asked = Asked::read(store, library, anfrage).await?;
    if asked.vorgang.angehalten_at.is_some() {
        return Ok(Outcome::Later(jobs::after_a_pause(store.now())));
    }
    let last = asked.last_day(&mut store.reader(), store.now()).await?;
    let pdf = typeset(store, &asked, last).await?;
    Ok(match file_and_deliver(store, &asked, last, &pdf).await? {
        Some(tx) => Outcome::Done(tx),
        None => Outcome::Nothing,
    })
}

async fn typeset(store: &Store, asked: &Asked, last: Option<Date>) -> Result<Pdf, store::Failure> {
    let mut reader = store.reader();
    let vorgang = &asked.vorgang;
    let empfaenger = match asked.anfrage.an_behoerde {
        Some(id) => {
            let behoerde = identity::behoerde(&mut reader, &Scope::House, id).await.map_err(Error::from)?;
            behoerde.map_or_else(Vec::new, |b| [vec![b.name.clone()], letter::address(&b)].concat())
        }
        None => letter::recipient(&asked.package, vorgang, &asked.antrag),
    };
    let name = match tasks::decider(&mut reader, vorgang.id).await? {
        Some(account) => {
            identity::account_name(&mut reader, &Scope::House, account).await.map_err(Error::from)?
        }
        None => None,
    };
    let schreiben = Schreiben {
        behoerde: letter::letterhead_of(&mut reader, vorgang.behoerde).await?,
        empfaenger,
        aktenzeichen: vorgang.aktenzeichen.clone(),
        datum: deadlines::day(store.now()),
        betreff: asked.betreff(),
        text: asked.anfrage.text.clone(),
        frist: last,
        unterschrift: name.as_ref().map(|name| json!({ "auftrag": "Im Auftrag", "name": name })),
        bearbeitung: name.map(|name| json!({ "name": name })),
        entwurf: false,
    };
    let data = schreiben.data();
    let meta = Meta {
        title: asked.betreff(),
        author: letter::author(&data),
        ident: format!("urn:uuid:{}", asked.anfrage.id),
        at: store.now(),
        language: "de".to_owned(),
    };
    letter::typeset(Arc::clone(&asked.package), Which::Schreiben(asked.template.clone()), data, meta).await
}

/// `None` when the question was settled in the meantime.
async fn file_and_deliver(store: &Store, asked: &Asked, last: Option<Date>, pdf: &Pdf) -> Result<Option<Tx>> {
    let scope = Scope::House;
    let (anfrage, vorgang) = (&asked.anfrage, &asked.vorgang);
    let blob = store.put_blob(StreamId(vorgang.akte.0), &pdf.bytes).await?;
    let mut tx = store.begin().await?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    let still = rows::any(&mut tx, anfrage.id).await?;
    if still.is_none_or(|a| a.stand != AnfrageStand::Vorbereitet) {
        return Ok(None);
    }
    let new = NewDokument {
        vorgang: Some(vorgang.id),
        art: DokumentArt::Schreiben,
        richtung: if anfrage.an_behoerde.is_some() { Richtung::Intern } else { Richtung::Ausgang },
        titel: asked.betreff(),
        file_name: format!("{} {}.pdf", anfrage.art().as_str(), vorgang.aktenzeichen.replace('/', "-")),
        media_type: "application/pdf".to_owned(),
    };
    let size = i64::try_from(pdf.bytes.len()).unwrap_or(i64::MAX);
    let dokument = records::file_dokument(&mut tx, &scope, vorgang.akte, new, blob, size).await?;
    let sent = Event::Angefragt { anfrage: anfrage.id, dokument, frist: last, per_post: asked.is_per_post() };
    record(&mut tx, &scope, vorgang.akte, vorgang.id, sent).await?;
    if let Some(behoerde) = anfrage.an_behoerde {
        records::share(&mut tx, &scope, vorgang.akte, vorgang.id, behoerde).await?;
    }
    if let Some(account) = asked.mailbox() {
        deliver(&mut tx, vorgang, account, asked.betreff(), dokument).await?;
    }
    if let Some(last) = last {
        let id = anfrage.id;
        let over = Verstrichen { anfrage: id };
        tx.enqueue_at(&over, deadlines::over(last), Some(format!("frist {id} {last}"))).await?;
        if let Some(at) = asked.erinnerung.and_then(|before| deadlines::reminder(last, before)) {
            tx.enqueue_at(&Erinnern { anfrage: id }, at, Some(format!("erinnern {id}"))).await?;
        }
    }
    Ok(Some(tx))
}

async fn deliver(
    tx: &mut Tx,
    vorgang: &Vorgang,
    account: AccountId,
    betreff: String,
    dokument: DokumentId,
) -> Result<()> {
    let letter = post::Letter {
        account,
        behoerde: vorgang.behoerde,
        akte: vorgang.akte,
        vorgang: vorgang.id,
        aktenzeichen: vorgang.aktenzeichen.clone(),
        betreff,
        dokumente: vec![dokument],
        // A question is no Verwaltungsakt; its period was computed from the same rule.
        regel: None,
    };
    post::deliver(tx, &Scope::House, letter).await?;
    Ok(())
}

/// Carries out the job: reminds of a question that is still open.
pub(crate) async fn remind(tx: &mut Tx, job: &Erinnern) -> Result<Ended, store::Failure> {
    let Some(found) = rows::any(tx, job.anfrage).await? else { return Ok(Ended::Nothing) };
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = rows::any(tx, job.anfrage).await?;
    let Some(found) = found.filter(|a| a.stand == AnfrageStand::Offen) else { return Ok(Ended::Nothing) };
    let vorgang = tables::vorgang(tx, found.vorgang).await?.ok_or(store::Error::NotFound)?;
    let event = Event::Erinnert { anfrage: found.id };
    record(tx, &Scope::House, vorgang.akte, vorgang.id, event).await?;
    if let (Some(account), Some(dokument), false) = (found.person, found.dokument, found.per_post) {
        let betreff = wording::erinnerung(found.art(), &found.titel);
        deliver(tx, &vorgang, account, betreff, dokument).await?;
    }
    Ok(Ended::Done)
}
