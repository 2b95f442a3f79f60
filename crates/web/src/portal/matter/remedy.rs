//! The remedy against a decision: whether there is one here, until when, and what else can be done.

use cases::{NoRemedy, Rechtsbehelfsfrist, VorgangId};
use identity::Scope;
use jiff::civil::Date;
use maud::{Markup, html};

use super::Matter;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::ObjectPath;
use crate::shell::{Failure, Href};
use crate::ui::{self, Emphasis};

/// What can be done against a decision.
pub(super) struct Remedy {
    pub(super) vorgang: VorgangId,
    /// Until when; `None` while the notice does not count as made known, or went by post.
    pub(super) period: Option<Rechtsbehelfsfrist>,
    /// Whether it can be done here.
    pub(super) possible: Result<(), NoRemedy>,
    pub(super) today: Date,
}

impl Remedy {
    pub(super) async fn load(house: &House, scope: &Scope, vorgang: VorgangId) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let possible = cases::can_object(&mut reader, scope, &house.library, vorgang).await?;
        let period = cases::remedy_period(&mut reader, scope, &house.library, vorgang).await?;
        Ok(Self { vorgang, period, possible, today: store::day_in_germany(house.store.now()) })
    }

    /// That against the last decision, where there is one: on the Antrag, or on the objection to it.
    pub(super) async fn of(house: &House, scope: &Scope, matter: &Matter) -> Result<Option<Self>, Failure> {
        match matter.vorgaenge.iter().rfind(|vorgang| vorgang.decided_at.is_some()) {
            Some(vorgang) => Ok(Some(Self::load(house, scope, vorgang.id).await?)),
            None => Ok(None),
        }
    }

    /// The last day, in a sentence.
    pub(super) fn last_day(&self, t: Texts) -> String {
        match &self.period {
            Some(period) => {
                let key = if self.is_late() { "remedy-late" } else { "remedy-until" };
                t.with(key, &[("day", t.date(period.ende()).into())])
            }
            None => t.get("remedy-no-day").into_owned(),
        }
    }

    pub(super) fn is_late(&self) -> bool {
        self.period.as_ref().is_some_and(|period| self.today > period.ende())
    }

    /// The section on the status page.
    pub(super) fn section(&self, t: Texts, matter: &Matter) -> Markup {
        let text = match self.possible {
            Ok(()) => "remedy-possible",
            // The letter with the decision is still being written; an objection has a timeline of its own.
            Err(NoRemedy::Undecided | NoRemedy::Raised) => return html! {},
            Err(reason) => why_not(reason),
        };
        let path = ObjectPath { id: matter.antrag.id.0, vorgang: self.vorgang };
        let has_time = matches!(self.possible, Ok(()) | Err(NoRemedy::NotOffered));
        ui::section(
            "rechtsbehelf",
            &t.get("remedy-title"),
            html! {
                (ui::paragraph(&t.get(text)))
                @if has_time { (ui::paragraph(&self.last_day(t))) }
                @if self.possible.is_ok() {
                    (ui::actions(ui::link_button(Emphasis::Secondary, &Href::from(path), &t.get("remedy-button"))))
                }
            },
        )
    }
}

/// The key of what to say where no objection can be raised here.
pub(super) const fn why_not(reason: NoRemedy) -> &'static str {
    match reason {
        NoRemedy::Undecided => "remedy-undecided",
        NoRemedy::NotOffered => "remedy-not-offered",
        NoRemedy::Raised => "remedy-raised",
        NoRemedy::Closed => "remedy-closed",
    }
}
