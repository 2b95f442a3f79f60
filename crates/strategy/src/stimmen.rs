//! How content people are: one vote an Antrag, with nothing that leads to the person.
//!
//! A vote is kept with its service and its month, under an id of chance; that an Antrag has had its vote is kept apart, as a
//! digest that nobody can turn back. Both are no journal matter: an entry would have a moment and a place beside others. So
//! a vote cannot be changed or taken back, and what is told of votes needs [`FEWEST`] of them. They are forgotten after a
//! while (`loeschen`).

use crate::loeschen::Loeschen;
use crate::messen::FEWEST;
use crate::model::{DienstStimmen, Error, Feld, Note, Zahl};
use crate::{Result, tables};
use aws_lc_rs::digest::{SHA256, digest};
use identity::{Permission, Scope};
use intake::{Antrag, AntragId};
use jiff::civil::Date;
use store::{Executor, Tx, day_in_germany};
use uuid::Uuid;

/// Whether an Antrag of the person has had its vote.
///
/// # Errors
/// [`Error::Intake`] for an Antrag of somebody else.
pub async fn has_voted(on: &mut impl Executor, scope: &Scope, antrag: AntragId) -> Result<bool> {
    let antrag = intake::antrag(on, scope, antrag).await?;
    Ok(tables::has_voted(on, &mark(&antrag)).await?)
}

/// Takes the vote of a person on how their Antrag went.
///
/// # Errors
/// [`Error::Intake`] for an Antrag of somebody else, [`Error::Unchanged`] where it has had its vote, [`Error::TooLong`].
pub async fn vote(tx: &mut Tx, scope: &Scope, antrag: AntragId, note: Note, kommentar: &str) -> Result<()> {
    let kommentar = Feld::Kommentar.check(kommentar)?;
    let antrag = intake::antrag(tx, scope, antrag).await?;
    if !tables::put_mark(tx, &mark(&antrag)).await? {
        return Err(Error::Unchanged);
    }
    let day = day_in_germany(tx.now());
    let mut id = [0; 16];
    tx.store().entropy().fill(&mut id);
    let month = monat(day);
    let kommentar = Some(kommentar).filter(|text| !text.is_empty());
    Loeschen::next_month(tx).await?;
    Ok(tables::put_stimme(
        tx,
        Uuid::from_bytes(id),
        (&antrag.package, &antrag.titel),
        &month,
        note,
        kommentar,
    )
    .await?)
}

/// What people say of each service, for whoever steers. Where fewer than five have voted, nothing is told but that.
///
/// # Errors
/// [`Error::Denied`].
pub async fn stimmen(on: &mut impl Executor, scope: &Scope) -> Result<Vec<DienstStimmen>> {
    scope.staff(Permission::SteerPlans)?;
    let mut all = tables::stimmen(on).await?;
    for one in &mut all {
        if one.anzahl.is_some_and(|count| count < FEWEST) {
            (one.anzahl, one.mittel, one.kommentare) = (None, None, Vec::new());
        }
    }
    Ok(all)
}

/// The mean of the votes of a month, over all services.
pub(crate) async fn of_month(on: &mut impl Executor, month: &str) -> Result<Option<Zahl>> {
    let (count, sum) = tables::votes_of(on, month).await?;
    Ok(if count < FEWEST { None } else { Zahl::mittel(sum, count) })
}

/// A month as votes have it.
pub(crate) fn monat(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn mark(antrag: &Antrag) -> String {
    hex::encode(digest(&SHA256, format!("stimme {}", antrag.id.0).as_bytes()))
}
