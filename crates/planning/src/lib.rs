//! Planning: Aktionspläne in the making. Ressorts propose measures, whoever steers reviews and orders them under what the
//! budget has, bodies decide, the plan is published and becomes one of those that everybody can ask ([`steering`]); then its
//! leads report on it twice a year.
//!
//! | what | where |
//! | --- | --- |
//! | the work on the plan of a year: [`open`], [`change`], [`order`], [`publish`] | `planung`, `publish` |
//! | proposals: [`propose`], [`revise`], [`step`], [`comment`] | `vorschlaege` |
//! | measures that need others: [`need`], [`need_not`]; what is said of one: [`comment_on`] | `massnahmen` |
//! | proposals that need others: [`need_for`], [`need_not_for`], [`umfeld`] | `bedingungen` |
//! | files of proposals: [`attach`], [`detach`], [`anlagen`], [`anlage`] | `anlagen` |
//! | bodies: [`convene`], [`set_agenda`], [`decide`], [`close`] | `sitzungen` |
//! | the record of a meeting as a document: [`typeset`] | `typeset` |
//! | reports: [`set_calendar`], [`open_round`], [`report`], [`release`]; reminders | `berichte` |
//!
//! Who has [`Permission::PlanMeasures`] edits what their Behoerde leads and reads what all have handed in;
//! [`Permission::SteerPlans`] does the rest. Everybody reads reports that were released: [`released`].

mod anlagen;
mod bedingungen;
mod berichte;
mod entries;
mod massnahmen;
mod model;
mod planung;
mod publish;
mod sitzungen;
mod tables;
mod typeset;
mod vorschlaege;
mod walls;

pub use anlagen::{anlage, anlagen, attach, detach, store_file, stored_files};
pub use bedingungen::{Umfeld, need_for, need_not_for, umfeld};
pub use berichte::{due, next_round, open_round, release, released, report, reports, rounds, set_calendar};
pub use massnahmen::{Abhaengig, comment_on, need, need_not, needs, of_massnahme, too_late};
pub use model::{
    Andere, Angaben, Anlage, AnlageId, Bedingung, Bericht, Berichtskalender, Beschluss, Datei, Ereignis,
    Ergebnis, Error, Feld, GREMIEN, Gefasst, Gegenstand, Handlungsbedarf, MAX_ANLAGEN, MAX_GRUND, MAX_TEXT,
    MAX_TITEL, Mittel, MonatUndTag, Offen, Planung, Runde, Schritt, Sitzung, SitzungId, Stand,
    Tagesordnungspunkt, Umfang, Vorgabe, Vorschlag, VorschlagId,
};
pub use planung::{Gesamt, Zeile, change, open, order, overview, planung, planungen};
pub use publish::{hindrances, publish};
pub use sitzungen::{close, convene, decide, decided, move_to, set_agenda, sitzung, sitzungen};
pub use typeset::typeset;
pub use vorschlaege::{comment, history, propose, revise, step, vorschlaege, vorschlag};

use entries::Entry;
use identity::{BehoerdeId, Denied, Permission, Scope};
use std::collections::BTreeMap;
use store::{Executor, Jobs, Office, projector};

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "planning",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Registers the handlers of this office.
#[must_use]
pub fn register_jobs(jobs: Jobs) -> Jobs {
    anlagen::register_jobs(berichte::register_jobs(jobs))
}

/// For whoever works on plans, in whatever part; returns where they work, `None` for the program itself, which sees all.
fn reads(scope: &Scope) -> Result<Option<BehoerdeId>, Denied> {
    if *scope == Scope::House {
        return Ok(None);
    }
    let found = scope.staff(Permission::PlanMeasures).or_else(|_| scope.staff(Permission::SteerPlans));
    found.map(|(_, behoerde)| Some(behoerde))
}

/// For whoever steers.
fn steers(scope: &Scope) -> Result<BehoerdeId, Denied> {
    scope.staff(Permission::SteerPlans).map(|(_, behoerde)| behoerde)
}

/// For whoever proposes and reports.
fn plans(scope: &Scope) -> Result<BehoerdeId, Denied> {
    scope.staff(Permission::PlanMeasures).map(|(_, behoerde)| behoerde)
}

/// The Behoerden by id, with their short names.
async fn short_names(on: &mut impl Executor) -> Result<BTreeMap<BehoerdeId, String>> {
    let all = identity::behoerden(on, &Scope::House).await?;
    Ok(all.into_iter().map(|behoerde| (behoerde.id, behoerde.short_name)).collect())
}

/// Histories with the names of those who are in them. Whoever works on plans knows each other by name.
async fn with_names(on: &mut impl Executor, lines: Vec<tables::Zeile>) -> Result<Vec<Ereignis>> {
    let short = short_names(on).await?;
    let accounts = lines.iter().filter_map(|line| line.konto);
    let names = identity::account_names(on, &Scope::House, accounts).await?;
    let event = |line: tables::Zeile| Ereignis {
        at: line.at,
        konto: line.konto,
        name: line.konto.and_then(|account| names.get(&account).cloned()),
        behoerde: short.get(&line.behoerde).cloned(),
        art: line.art,
        text: line.text,
    };
    Ok(lines.into_iter().map(event).collect())
}
