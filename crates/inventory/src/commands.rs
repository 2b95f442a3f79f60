//! Keeping the inventory: enter, change, link, report use, retire, tell apart.

use crate::entries::{COMPARED, Entry};
use crate::fields::Feld;
use crate::model::{Aenderung, Angaben, Error, GegenstandId, Ziel};
use crate::stand::{self, Stand};
use crate::{Result, search::Sight};
use catalogue::LeistungKey;
use identity::{BehoerdeId, Denied, Permission, Scope};
use jiff::civil::Date;
use store::{Executor, StreamId, Tx};

/// Longest reason, in characters.
const MAX_REASON: usize = 1_000;

/// Enters a Gegenstand that a Behoerde keeps. `id` is chosen by who asks: the same one again enters nothing.
///
/// # Errors
/// [`Error::Unstimmig`], [`Error::Denied`].
pub async fn enter(
    tx: &mut Tx,
    scope: &Scope,
    behoerde: BehoerdeId,
    id: GegenstandId,
    angaben: &Angaben,
) -> Result<()> {
    may_keep(scope, behoerde)?;
    fit(angaben)?;
    if stand::there_is(tx, id.0).await? {
        // The same form sent twice; what is somebody else's does not exist.
        let own = stand::stand(tx, id.0).await?.is_some_and(|stand| stand.behoerde == behoerde);
        return if own { Ok(()) } else { Err(Error::NotFound) };
    }
    tx.open_stream(StreamId(id.0), "gegenstand", Some(behoerde.0)).await?;
    let entry = Entry::Erfasst { behoerde, angaben: angaben.clone() };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(())
}

/// Changes fields. `read` is the version that whoever asks has seen: fields that somebody else has changed since are not
/// overwritten. Values that are the same change nothing; returns whether something changed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ausgesondert`], [`Error::Veraltet`], [`Error::Unstimmig`], [`Error::Denied`].
pub async fn change(
    tx: &mut Tx,
    scope: &Scope,
    id: GegenstandId,
    read: i64,
    felder: &Aenderung,
) -> Result<bool> {
    let stand = open(tx, scope, id).await?;
    let felder: Aenderung = felder
        .iter()
        .filter(|(feld, value)| stand.angaben.get(**feld) != value.as_deref())
        .map(|(feld, value)| (*feld, value.clone()))
        .collect();
    if felder.is_empty() {
        return Ok(false);
    }
    if stand.version != read {
        let changed = stand::changed_since(tx, id.0, read).await?;
        let both: Vec<Feld> = felder.keys().copied().filter(|feld| changed.contains(feld)).collect();
        if !both.is_empty() {
            return Err(Error::Veraltet(both));
        }
    }
    let mut after = stand.angaben;
    after.apply(&felder);
    fit(&after)?;
    tx.record(StreamId(id.0), scope.actor(), &Entry::Geaendert { felder }).await?;
    Ok(true)
}

/// Links a Gegenstand; what is linked already stays so. Returns whether something changed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ausgesondert`], [`Error::ZielFehlt`], [`Error::MitSichSelbst`], [`Error::Denied`].
pub async fn link(tx: &mut Tx, scope: &Scope, id: GegenstandId, ziel: &Ziel) -> Result<bool> {
    open(tx, scope, id).await?;
    if matches!(ziel, Ziel::Nutzt(other) | Ziel::Ersetzt(other) if *other == id) {
        return Err(Error::MitSichSelbst);
    }
    if !leads_somewhere(tx, scope, ziel).await? {
        return Err(Error::ZielFehlt);
    }
    if stand::is_linked(tx, id.0, ziel).await? {
        return Ok(false);
    }
    tx.record(StreamId(id.0), scope.actor(), &Entry::Verknuepft { ziel: ziel.clone() }).await?;
    Ok(true)
}

/// Takes a link away, where there is one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ausgesondert`], [`Error::Denied`].
pub async fn unlink(tx: &mut Tx, scope: &Scope, id: GegenstandId, ziel: &Ziel) -> Result<bool> {
    open(tx, scope, id).await?;
    if !stand::is_linked(tx, id.0, ziel).await? {
        return Ok(false);
    }
    tx.record(StreamId(id.0), scope.actor(), &Entry::Geloest { ziel: ziel.clone() }).await?;
    Ok(true)
}

/// Reports how many licences were in use on a day: for those that are used by turns, the most at a time. A later report of
/// the same day takes the place of the earlier one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ausgesondert`], [`Error::KeineLizenz`], [`Error::Zukunft`], [`Error::Unstimmig`],
/// [`Error::Denied`].
pub async fn report_use(tx: &mut Tx, scope: &Scope, id: GegenstandId, tag: Date, anzahl: i64) -> Result<()> {
    let stand = open(tx, scope, id).await?;
    if stand.angaben.get(Feld::Art) != Some("lizenz") {
        return Err(Error::KeineLizenz);
    }
    if tag > store::day_in_germany(tx.now()) {
        return Err(Error::Zukunft);
    }
    Feld::LizenzenGekauft
        .kept(&anzahl.to_string())
        .map_err(|problem| Error::Unstimmig(vec![(Feld::LizenzenGekauft, problem)]))?;
    tx.record(StreamId(id.0), scope.actor(), &Entry::NutzungGemeldet { tag, anzahl }).await?;
    Ok(())
}

/// Says that a Gegenstand is no longer in use. It stays, with its history, and is not changed any more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ausgesondert`], [`Error::GrundMissing`], [`Error::Denied`].
pub async fn retire(tx: &mut Tx, scope: &Scope, id: GegenstandId, grund: &str) -> Result<()> {
    open(tx, scope, id).await?;
    let grund = reason(grund)?;
    tx.record(StreamId(id.0), scope.actor(), &Entry::Ausgesondert { grund }).await?;
    Ok(())
}

/// Says that two Gegenstaende that look the same are not. It stays said. Whoever keeps one of them may say so, and who
/// steers.
///
/// # Errors
/// [`Error::NotFound`], [`Error::MitSichSelbst`], [`Error::GrundMissing`], [`Error::Denied`].
pub async fn tell_apart(
    tx: &mut Tx,
    scope: &Scope,
    one: GegenstandId,
    other: GegenstandId,
    grund: &str,
) -> Result<()> {
    let sight = Sight::of(scope)?;
    if one == other {
        return Err(Error::MitSichSelbst);
    }
    let mut own = sight == Sight::All;
    for id in [one, other] {
        if !stand::there_is(tx, id.0).await? {
            return Err(Error::NotFound);
        }
        let stand = stand::stand(tx, id.0).await?;
        own |= stand.is_some_and(|stand| sight == Sight::Own(stand.behoerde));
    }
    if !own {
        return Err(Error::NotFound);
    }
    let grund = reason(grund)?;
    tx.open_stream(COMPARED, "bestandsvergleich", None).await?;
    let entry = Entry::Unterschieden { a: one.min(other), b: one.max(other), grund };
    tx.record(COMPARED, scope.actor(), &entry).await?;
    Ok(())
}

/// Whether there is something to link to.
pub(crate) async fn leads_somewhere(on: &mut impl Executor, scope: &Scope, ziel: &Ziel) -> Result<bool> {
    Ok(match ziel {
        Ziel::Massnahme(massnahme) => match steering::massnahme(on, &steering::Id(massnahme.clone())).await {
            Ok(_) => true,
            Err(steering::Error::NotFound) => false,
            Err(error) => return Err(error.into()),
        },
        Ziel::Leistung(key) => match LeistungKey::parse(key) {
            Ok(key) => catalogue::leistung(on, scope, &key, catalogue::DEFAULT_LANGUAGE).await?.is_some(),
            Err(_) => false,
        },
        Ziel::Nutzt(other) | Ziel::Ersetzt(other) => stand::there_is(on, other.0).await?,
    })
}

/// Whether somebody keeps the inventory of a Behoerde.
pub(crate) fn may_keep(scope: &Scope, behoerde: BehoerdeId) -> Result<(), Denied> {
    if scope.allows(Permission::KeepInventory, behoerde) {
        return Ok(());
    }
    scope.staff(Permission::KeepInventory)?;
    Err(Denied::Permission(Permission::KeepInventory))
}

/// A Gegenstand that is to be changed, locked. Somebody else's does not exist.
async fn open(tx: &mut Tx, scope: &Scope, id: GegenstandId) -> Result<Stand> {
    if scope.house().is_err() {
        scope.staff(Permission::KeepInventory)?;
    }
    if !stand::there_is(tx, id.0).await? {
        return Err(Error::NotFound);
    }
    tx.lock_stream(StreamId(id.0)).await?;
    let stand = stand::stand(tx, id.0).await?.ok_or(Error::NotFound)?;
    if !scope.allows(Permission::KeepInventory, stand.behoerde) {
        return Err(Error::NotFound);
    }
    if stand.ausgesondert.is_some() {
        return Err(Error::Ausgesondert);
    }
    Ok(stand)
}

fn fit(angaben: &Angaben) -> Result<()> {
    let problems = angaben.pruefen();
    if problems.is_empty() { Ok(()) } else { Err(Error::Unstimmig(problems)) }
}

fn reason(grund: &str) -> Result<String> {
    let grund = grund.trim();
    if grund.is_empty() || grund.chars().count() > MAX_REASON {
        return Err(Error::GrundMissing);
    }
    Ok(grund.to_owned())
}
