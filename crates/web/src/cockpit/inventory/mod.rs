//! The inventory: what the offices of the Land run and pay for. For those who keep it, and those who steer; for others there
//! are no such pages. What everybody may see of it is on the pages of measures, and in [`public`].
//!
//! [`list`] finds, [`thing`] shows one with its history, [`edit`] and [`enter`] ask for what is said of it, [`links`], [`usage`] and
//! [`retire`] for the rest. [`conspicuous`] says what wants a look, [`energy`] adds up electricity, [`upload`] reads files.

mod conspicuous;
mod edit;
mod energy;
mod enter;
mod file;
mod links;
mod list;
mod public;
mod retire;
mod thing;
mod upload;
mod usage;
mod words;

use std::collections::HashMap;

use axum::Router;
use axum_extra::routing::RouterExt;
use identity::{Behoerde, Permission};
use inventory::{Gegenstand, GegenstandId, Kurz};
use store::Executor;
use uuid::Uuid;

pub(super) use public::section;

use crate::house::{House, Whole};
use crate::required::Colleague;
use crate::shell::{Failure, Href};

pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(list::show)
        .typed_get(file::csv)
        .typed_get(file::xlsx)
        .typed_get(enter::ask)
        .typed_post(enter::enter)
        .typed_get(conspicuous::show)
        .typed_post(conspicuous::tell_apart)
        .typed_get(energy::show)
        .typed_get(upload::ask)
        .typed_post(upload::look)
        .typed_post(upload::take)
        .typed_get(thing::show)
        .typed_get(edit::ask)
        .typed_post(edit::change)
        .typed_get(links::show)
        .typed_post(links::change)
        .typed_get(usage::ask)
        .typed_post(usage::report)
        .typed_get(retire::ask)
        .typed_post(retire::retire)
        .typed_get(public::json)
}

/// Whether the pages of the inventory are for them.
pub(super) fn may_look(colleague: &Colleague) -> bool {
    colleague.may(Permission::KeepInventory) || colleague.may(Permission::SteerPlans)
}

/// For others there is no such page.
fn only_for(colleague: &Colleague) -> Result<(), Failure> {
    if may_look(colleague) { Ok(()) } else { Err(Failure::NotFound) }
}

/// The same for pages that enter something for the own Behoerde.
fn only_for_keepers(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::KeepInventory) { Ok(()) } else { Err(Failure::NotFound) }
}

/// Something that they may change and that is still in use; for others there is no such page.
async fn open(house: &House, colleague: &Colleague, id: GegenstandId) -> Result<Gegenstand, Failure> {
    only_for(colleague)?;
    let found = inventory::gegenstand(&mut house.store.reader(), &colleague.scope, id).await?;
    let is_open = inventory::may_change(&colleague.scope, &found.kurz) && !found.kurz.ausgesondert;
    if is_open { Ok(found) } else { Err(Failure::NotFound) }
}

/// The names of Behoerden.
struct Offices(Vec<Behoerde>, HashMap<Uuid, usize>);

impl Offices {
    async fn read(on: &mut impl Executor, colleague: &Colleague) -> Result<Self, Failure> {
        let all = identity::behoerden(on, &colleague.scope).await?;
        let by_id = all.iter().enumerate().map(|(at, one)| (one.id.0, at)).collect();
        Ok(Self(all, by_id))
    }

    /// The few letters that everybody calls it.
    fn short(&self, id: Uuid) -> &str {
        self.1.get(&id).map_or("–", |at| &self.0[*at].short_name)
    }

    fn name(&self, id: Uuid) -> &str {
        self.1.get(&id).map_or("–", |at| &self.0[*at].name)
    }
}

/// A link to something.
fn to(kurz: &Kurz) -> Href {
    Href::from(crate::routes::ThingPath { id: kurz.id() })
}
