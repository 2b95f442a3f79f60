//! After submitting: a person's matter, with everything that the authority asks and decides in it.
//!
//! [`status`] is receipt and status; [`question`] and [`check`] answer a question, [`withdraw`], [`object`] and [`rate`] do
//! what their names say. The cases office decides what is possible; here it is explained.

mod asked;
mod check;
mod object;
mod question;
mod rate;
mod remedy;
mod status;
mod timeline;
mod withdraw;

use axum::Router;
use axum_extra::routing::RouterExt;
use cases::{AkteId, Anfrage, AnfrageId, Stand, Verfahren, Vorgang, VorgangId};
use identity::{Behoerde, Scope};
use intake::{Antrag, AntragId};
use maud::{Markup, html};
use uuid::Uuid;

use crate::house::{House, Whole};
use crate::locale::Texts;
use crate::routes::{ApplicationPath, ApplicationsPath};
use crate::shell::{Failure, Href};
use crate::ui::{self, Crumb};

pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(status::show)
        .typed_get(question::show)
        .typed_post(question::take)
        .typed_get(check::show)
        .typed_post(check::send)
        .typed_get(rate::show)
        .typed_post(rate::vote)
        .typed_get(withdraw::show)
        .typed_post(withdraw::withdraw)
        .typed_get(object::show)
        .typed_post(object::object)
}

/// A submitted Antrag of the visitor, with its Vorgaenge: that of the Antrag first, then that of a Widerspruch.
struct Matter {
    antrag: Antrag,
    vorgaenge: Vec<Vorgang>,
    office: Option<Behoerde>,
}

impl Matter {
    /// The matter; one of somebody else is not there.
    async fn load(house: &House, scope: &Scope, id: Uuid) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let antrag = intake::antrag(&mut reader, scope, AntragId(id)).await?;
        let vorgaenge = cases::all_of_person(&mut reader, scope, AkteId(id)).await?;
        let office = identity::behoerde(&mut reader, scope, antrag.behoerde).await?;
        Ok(Self { antrag, vorgaenge, office })
    }

    fn akte(&self) -> AkteId {
        AkteId(self.antrag.id.0)
    }

    /// One of its Vorgaenge.
    fn vorgang(&self, id: VorgangId) -> Result<&Vorgang, Failure> {
        self.vorgaenge.iter().find(|vorgang| vorgang.id == id).ok_or(Failure::NotFound)
    }

    /// A question that is asked in it.
    async fn question(&self, house: &House, scope: &Scope, id: AnfrageId) -> Result<Anfrage, Failure> {
        let found = cases::anfrage(&mut house.store.reader(), scope, id).await?;
        if found.akte == self.akte() { Ok(found) } else { Err(Failure::NotFound) }
    }

    /// Name of the office.
    fn office(&self) -> &str {
        self.office.as_ref().map(|office| office.name.as_str()).unwrap_or_default()
    }

    /// The page about it.
    fn href(&self) -> Href {
        Href::from(ApplicationPath { id: self.antrag.id.0 })
    }

    /// The ways back from a page below the status page.
    fn above(&self, t: Texts) -> Vec<Crumb> {
        vec![
            Crumb::new(ApplicationsPath, t.get("antraege-title")),
            Crumb::new(ApplicationPath { id: self.antrag.id.0 }, self.antrag.titel.clone()),
        ]
    }

    /// How to reach the office without this site.
    fn contact(&self, t: Texts) -> Markup {
        let Some(office) = &self.office else { return html! {} };
        let place = &office.address;
        let address = html! { (office.name) br; (place.street) br; (place.postal_code) " " (place.town) };
        let mut facts = vec![(t.get("office-address").into_owned(), address)];
        if let Some(phone) = &office.phone {
            facts.push((t.get("office-phone").into_owned(), ui::link(&Href::phone(phone), phone)));
        }
        if let Some(mail) = &office.mail {
            facts.push((t.get("office-mail").into_owned(), ui::link(&Href::mail(mail), mail)));
        }
        ui::description_list(&facts)
    }
}

/// Whether a Vorgang is decided or ended otherwise.
fn is_over(vorgang: &Vorgang) -> bool {
    vorgang.decided_at.is_some() || vorgang.stand == Stand::Erledigt
}

/// Whether a Vorgang is that of an objection.
fn is_objection(vorgang: &Vorgang) -> bool {
    vorgang.verfahren() == Verfahren::Widerspruch
}
