//! What happens to an Antrag after it was received: it is handed over to the cases office. And what happens to files
//! that a draft no longer refers to: they are removed.

use crate::antrag_pdf::{self, AntragPdf};
use crate::{
    Error, drafts,
    model::{AntragId, setting},
    tables,
};
use cases::{Anlage, NewVorgang};
use identity::Scope;
use packages::Library;
use records::AkteId;
use serde::{Deserialize, Serialize};
use store::{BlobId, Claimed, Failure, Job, Jobs, Outcome, Store};

/// Hand an Antrag over to the cases office.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Uebergabe {
    pub antrag: AntragId,
}

impl Job for Uebergabe {
    const KIND: &'static str = "intake.uebergabe";
}

/// Remove files of a draft that it no longer refers to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Unused {
    pub antrag: AntragId,
    pub blobs: Vec<BlobId>,
}

impl Job for Unused {
    const KIND: &'static str = "intake.unbenutzt";
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => Self::from(error),
            Error::Cases(error) => Self::from(error),
            // Answers were complete when they were submitted; that they are not now is no matter of waiting.
            Error::Incomplete(_) => Self::Never(error.to_string()),
            error => Self::Again(error.to_string()),
        }
    }
}

/// Registers the handlers of this office.
#[must_use]
pub fn register_jobs(jobs: Jobs, library: &Library) -> Jobs {
    let (library, second) = (library.clone(), library.clone());
    let jobs = jobs.on(move |store: Store, _: Claimed, job: AntragPdf| {
        let library = second.clone();
        async move { antrag_pdf::file(&store, &library, job.antrag).await }
    });
    let jobs = jobs.on(move |store: Store, _: Claimed, job: Unused| async move {
        Ok(remove_unused(&store, &job).await?)
    });
    jobs.on(move |store: Store, _: Claimed, job: Uebergabe| {
        let library = library.clone();
        async move { Ok(hand_over(&store, &library, job.antrag).await?) }
    })
}

async fn hand_over(store: &Store, library: &Library, id: AntragId) -> Result<Outcome, Error> {
    // What was submitted never changes: it is read and checked before the transaction begins.
    let Some(antrag) = tables::antrag(&mut store.reader(), id).await? else { return Ok(Outcome::Nothing) };
    let digest = antrag.digest().ok_or(Error::NotFound)?;
    let package = library.get(&digest).await?;
    let answers = antrag.answers();
    let setting = setting(antrag.received_at.timestamp(), &antrag.language);
    let values = package.form().check(&answers, &setting).map_err(Error::Incomplete)?;
    let dokumente = antrag
        .uploads()
        .into_iter()
        .filter_map(|stored| {
            let upload = answers.upload(&stored.id)?;
            Some(Anlage {
                titel: upload.name.clone(),
                file_name: upload.name.clone(),
                media_type: upload.media_type.clone(),
                size: i64::try_from(upload.size).unwrap_or(i64::MAX),
                blob: stored.blob,
                is_antrag: false,
            })
        })
        .collect();
    let new = NewVorgang {
        akte: AkteId(id.0),
        behoerde: antrag.behoerde,
        package: digest,
        person: Some(antrag.person),
        name: antrag.name.clone(),
        eingangsnummer: antrag.eingangsnummer.clone(),
        received_at: antrag.received_at.timestamp(),
        antrag: values,
        dokumente,
    };
    let mut tx = store.begin().await?;
    cases::open(&mut tx, &Scope::House, library, new).await?;
    tx.enqueue(&AntragPdf { antrag: id }).await?;
    Ok(Outcome::Done(tx))
}

/// Nothing but the draft and the Antrag that it becomes can refer to a blob in its stream that was uploaded: the Akte
/// takes over what the Antrag has. Both are asked again, in case two pages were saved at the same time.
async fn remove_unused(store: &Store, job: &Unused) -> Result<Outcome, Error> {
    let antrag = tables::antrag(&mut store.reader(), job.antrag).await?;
    let submitted = antrag.map(|antrag| antrag.uploads()).unwrap_or_default();
    for blob in &job.blobs {
        let used = submitted.iter().any(|upload| upload.blob == *blob)
            || drafts::refers(store, job.antrag, blob).await?;
        if !used {
            store.remove_blob(blob).await?;
        }
    }
    Ok(Outcome::Nothing)
}
