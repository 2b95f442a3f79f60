//! What the applicant can do by themselves: withdraw the Antrag, object to the decision.

use crate::{
    Result, anfragen, deadlines,
    entries::Event,
    model::{Error, NoRemedy, Stand, Vorgang},
    process, record, tables, wording,
};
use bpmn::Input;
use feel::{Context, Value};
use fristen::Ergebnis;
use identity::{Scope, Sight, Vertrauensniveau};
use jiff::civil::Date;
use packages::{Library, Package, RechtsbehelfArt, Verfahren};
use records::{AkteId, VorgangId};
use store::{Executor, StreamId, Tx};

/// The applicant withdraws the Antrag: the process ends, nobody works on it any more. The file stays.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Decided`] once it is decided; [`Error::Settled`] when it ended otherwise.
pub async fn withdraw(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    grund: &str,
) -> Result<()> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    let found = tables::vorgang(tx, id).await?.filter(|vorgang| vorgang.person == Some(account));
    let found = found.ok_or(Error::NotFound)?;
    tx.as_house().await?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = tables::vorgang(tx, id).await?.ok_or(Error::NotFound)?;
    if found.decided_at.is_some() {
        return Err(Error::Decided);
    }
    if found.stand == Stand::Erledigt {
        return Err(Error::Settled);
    }
    let package = library.get_in(tx, &found.package()?).await?;
    let grund: String = grund.trim().chars().take(anfragen::MAX_TEXT).collect();
    record(tx, scope, found.akte, id, Event::Zurueckgenommen { grund }).await?;
    let reason = crate::ZURUECKGENOMMEN.into();
    process::drive(tx, scope, &package, id, Input::Cancel { reason }).await
}

/// When the notice of a Vorgang counts as made known, and until when there is a remedy. `None` while it is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rechtsbehelfsfrist {
    /// The day of Bekanntgabe.
    pub bekanntgabe: Date,
    /// How the last day was found.
    pub ergebnis: Ergebnis,
}

impl Rechtsbehelfsfrist {
    /// The last day.
    #[must_use]
    pub const fn ende(&self) -> Date {
        self.ergebnis.ende
    }
}

/// The time for the remedy against the decision of a Vorgang, for whoever may read it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remedy_period(
    on: &mut impl Executor,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
) -> Result<Option<Rechtsbehelfsfrist>> {
    let found = match scope {
        Scope::Person { account, .. } => {
            tables::vorgang(on, id).await?.filter(|vorgang| vorgang.person == Some(*account))
        }
        _ => tables::vorgang_in(on, &Sight::of(scope)?.1, id).await?,
    };
    let found = found.ok_or(Error::NotFound)?;
    let package = library.get_in(on, &found.package()?).await?;
    period(on, &package, &found).await
}

async fn period(
    on: &mut impl Executor,
    package: &Package,
    vorgang: &Vorgang,
) -> Result<Option<Rechtsbehelfsfrist>> {
    let letter = post::bescheid(on, &Scope::House, vorgang.id).await?;
    let Some(bekanntgabe) = letter.and_then(|letter| letter.bekanntgabe()) else { return Ok(None) };
    let calendar = deadlines::calendar(on, vorgang.behoerde).await?;
    let ergebnis = deadlines::remedy(package.manifest().rechtsbehelf.frist, bekanntgabe, &calendar)?;
    Ok(Some(Rechtsbehelfsfrist { bekanntgabe, ergebnis }))
}

/// Whether the person can object to the decision of a Vorgang here, and why not.
pub async fn can_object(
    on: &mut impl Executor,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
) -> Result<Result<(), NoRemedy>> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    let found = tables::vorgang(on, id).await?.filter(|vorgang| vorgang.person == Some(account));
    let found = found.ok_or(Error::NotFound)?;
    let package = library.get_in(on, &found.package()?).await?;
    admissible(on, &package, &found).await
}

async fn admissible(
    on: &mut impl Executor,
    package: &Package,
    vorgang: &Vorgang,
) -> Result<Result<(), NoRemedy>> {
    let offered = package.manifest().rechtsbehelf.art == RechtsbehelfArt::Widerspruch
        && vorgang.verfahren() == Verfahren::Antrag
        && package.process_of(Verfahren::Widerspruch).is_some();
    if !offered {
        return Ok(Err(NoRemedy::NotOffered));
    }
    // A Bescheid on paper has no letter in the mailbox; it was sent when the process has ended.
    let sent =
        vorgang.stand == Stand::Erledigt || post::bescheid(on, &Scope::House, vorgang.id).await?.is_some();
    if vorgang.decided_at.is_none() || !sent {
        return Ok(Err(NoRemedy::Undecided));
    }
    if tables::is_objected_to(on, vorgang.id).await? {
        return Ok(Err(NoRemedy::Raised));
    }
    let akte = records::akte(on, &Scope::House, vorgang.akte).await?;
    Ok(if akte.closed_at.is_some() { Err(NoRemedy::Closed) } else { Ok(()) })
}

/// The person objects to a decision (§§ 68 to 70 VwGO): a new Vorgang in the same Akte, with the process that the
/// package has for it. An objection that comes too late is taken as well; whether it is too late is known to the
/// process, and a person decides.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TextTooLong`], [`Error::NoRemedy`]; [`Error::Denied`] below the level of assurance that
/// the service asks for.
pub async fn object(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: VorgangId,
    text: &str,
) -> Result<VorgangId> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    // Reasons help, but the law asks for none (§ 70 Abs. 1 VwGO).
    let text = if text.trim().is_empty() { wording::OHNE_GRUENDE } else { anfragen::written(text)? };
    let found = tables::vorgang(tx, id).await?.filter(|vorgang| vorgang.person == Some(account));
    let found = found.ok_or(Error::NotFound)?;
    tx.as_house().await?;
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let package = library.get_in(tx, &found.package()?).await?;
    // Who objects is known as surely as who applied: that stands for the form (§ 70 Abs. 1 VwGO, § 3a VwVfG).
    scope.person(package.manifest().vertrauensniveau)?;
    admissible(tx, &package, &found).await?.map_err(Error::NoRemedy)?;
    let period = period(tx, &package, &found).await?;
    let new = VorgangId(tx.new_id());
    let now = tx.now();
    let opened = Event::Eroeffnet {
        behoerde: found.behoerde,
        package: found.package.clone(),
        digest: found.package()?,
        titel: found.titel.clone(),
        person: found.person,
        name: found.name.clone(),
        aktenzeichen: found.aktenzeichen.clone(),
        eingangsnummer: found.eingangsnummer.clone(),
        received_at: now,
        verfahren: Verfahren::Widerspruch,
        vorgaenger: Some(found.id),
        aufruf: None,
    };
    record(tx, scope, found.akte, new, opened).await?;
    anfragen::file_text(tx, found.akte, new, wording::WIDERSPRUCH, text).await?;
    let antrag = antrag(tx, found.id).await?;
    let variables = process::first_variables(tx, &package, &found.aktenzeichen, now, antrag)
        .with("widerspruch", objection(text, deadlines::day(now), period.as_ref()))
        .with("bescheid", decision(&found));
    process::drive(tx, scope, &package, new, Input::Start { variables }).await?;
    Ok(new)
}

/// What was applied for, as the first process knows it.
async fn antrag(on: &mut impl Executor, id: VorgangId) -> Result<Context> {
    let state = tables::state(on, id).await?;
    let state: bpmn::State = state.and_then(|s| serde_json::from_value(s).ok()).unwrap_or_default();
    Ok(match state.variables().get("antrag") {
        Some(Value::Context(antrag)) => antrag.clone(),
        _ => Context::new(),
    })
}

/// `widerspruch`: in time while the day of Bekanntgabe is open too, because then the time has not begun.
fn objection(text: &str, today: Date, period: Option<&Rechtsbehelfsfrist>) -> Value {
    let day = |day: Date| Value::Date(day.into());
    let ende = period.map(Rechtsbehelfsfrist::ende);
    Value::Context(
        Context::new()
            .with("text", text)
            .with("eingang", day(today))
            .with("fristgerecht", ende.is_none_or(|ende| today <= ende))
            .with("frist_ende", ende.map_or(Value::Null, day)),
    )
}

fn decision(vorgang: &Vorgang) -> Value {
    let datum =
        vorgang.decided_at.map_or(Value::Null, |at| Value::Date(deadlines::day(at.timestamp()).into()));
    let ergebnis = vorgang.ergebnis.as_deref().map_or(Value::Null, Value::from);
    Value::Context(Context::new().with("ergebnis", ergebnis).with("datum", datum))
}

/// The Vorgaenge of an Akte, oldest first, for the person whose matter it is.
pub async fn all_of_person(on: &mut impl Executor, scope: &Scope, akte: AkteId) -> Result<Vec<Vorgang>> {
    let account = scope.person(Vertrauensniveau::Basis)?;
    Ok(tables::vorgaenge_of_person(on, account, akte).await?)
}
