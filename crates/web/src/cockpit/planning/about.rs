//! What those talk about who work on plans: a proposal, or a measure of a published plan. Both can be commented on, and both
//! can need something first.

use axum::response::{IntoResponse, Redirect, Response};
use identity::Scope;
use planning::{Andere, Error, VorschlagId};
use steering::Id;
use store::Tx;

use crate::routes::{
    MeasureCommentPath, MeasureNeedPath, ProposalCommentPath, ProposalNeedPath, ProposalPath,
    SteeredMeasurePath,
};
use crate::shell::Href;

#[derive(Debug, Clone)]
pub(super) enum About {
    Proposal(VorschlagId),
    Measure(Id),
}

impl About {
    /// Its page.
    pub(super) fn page(&self) -> Href {
        match self {
            Self::Proposal(id) => ProposalPath { id: *id }.into(),
            Self::Measure(id) => SteeredMeasurePath { id: id.0.clone() }.into(),
        }
    }

    /// To a section of its page.
    pub(super) fn back(&self, section: &str) -> Response {
        Redirect::to(self.page().at(section).as_str()).into_response()
    }

    /// Where comments go.
    pub(super) fn comments(&self) -> Href {
        match self {
            Self::Proposal(id) => ProposalCommentPath { id: *id }.into(),
            Self::Measure(id) => MeasureCommentPath { id: id.0.clone() }.into(),
        }
    }

    /// Where it goes what it needs.
    pub(super) fn needs(&self) -> Href {
        match self {
            Self::Proposal(id) => ProposalNeedPath { id: *id }.into(),
            Self::Measure(id) => MeasureNeedPath { id: id.0.clone() }.into(),
        }
    }

    /// Says something about it.
    pub(super) async fn comment(&self, tx: &mut Tx, scope: &Scope, text: &str) -> planning::Result<()> {
        match self {
            Self::Proposal(id) => planning::comment(tx, scope, *id, text).await,
            Self::Measure(id) => planning::comment_on(tx, scope, id, text).await,
        }
    }

    /// Says that it needs something first, or that it does not.
    pub(super) async fn need(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        other: &str,
        does: bool,
        reason: &str,
    ) -> planning::Result<()> {
        let other = Andere::parse(other).ok_or(Error::BadReference)?;
        match (self, &other, does) {
            (Self::Proposal(id), other, true) => planning::need_for(tx, scope, *id, other, reason).await,
            (Self::Proposal(id), other, false) => planning::need_not_for(tx, scope, *id, other, reason).await,
            (Self::Measure(id), Andere::Massnahme(other), true) => {
                planning::need(tx, scope, id, other, reason).await
            }
            (Self::Measure(id), Andere::Massnahme(other), false) => {
                planning::need_not(tx, scope, id, other, reason).await
            }
            (Self::Measure(_), Andere::Vorschlag(_), _) => Err(Error::BadReference),
        }
    }
}
