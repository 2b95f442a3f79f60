//! The journal entries of this office.
//!
//! Areas and Leistungen, which belong to nobody, have a stream each for all of them. What belongs to a Behoerde (units,
//! Zustaendigkeiten, Onlinedienste) lies in a stream of its own for each.

use crate::{
    model::{
        Gebiet, LeistungEntry, LeistungKey, Onlinedienst, Organisationseinheit, WantedOnlinedienst,
        Zustaendigkeit,
    },
    tables,
};
use identity::{Ars, BehoerdeId};
use serde::{Deserialize, Serialize};
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The space of the stream names, so that they follow from what they hold.
const NAMES: Uuid = Uuid::from_u128(0x1b7a_64c2_0f3d_5e8a_9c51_7d20_46fe_a903);

/// The stream of all areas.
pub(crate) fn gebiete() -> StreamId {
    StreamId(Uuid::new_v5(&NAMES, b"gebiete"))
}

/// The stream of all Leistungen.
pub(crate) fn leistungen() -> StreamId {
    StreamId(Uuid::new_v5(&NAMES, b"leistungen"))
}

/// The stream of a Behoerde.
pub(crate) fn of_behoerde(behoerde: BehoerdeId) -> StreamId {
    StreamId(Uuid::new_v5(&NAMES, behoerde.0.as_bytes()))
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// An area is there, or is described anew.
    GebietSet(Gebiet),
    /// An area is no more (areas are merged now and then).
    GebietRemoved { ars: Ars },
    /// A Leistung is there, or is described anew, in all its languages.
    LeistungSet(LeistungEntry),
    /// A Leistung is no more.
    LeistungRemoved { key: LeistungKey },
    /// A unit is there, or is described anew.
    EinheitSet(Organisationseinheit),
    /// A unit is no more; its Zustaendigkeiten end with it.
    EinheitRemoved { id: Uuid },
    /// A unit serves a Leistung in an area.
    ZustaendigkeitBegan { behoerde: BehoerdeId, zustaendigkeit: Zustaendigkeit },
    /// It no longer does.
    ZustaendigkeitEnded { zustaendigkeit: Zustaendigkeit },
    /// A Behoerde is to offer a package for a Leistung, instead of what it wanted before.
    OnlinedienstWanted(WantedOnlinedienst),
    /// A Behoerde offers a package for a Leistung, or another version of it.
    OnlinedienstOffered(Onlinedienst),
    /// It no longer does, nor wants to.
    OnlinedienstWithdrawn { behoerde: BehoerdeId, leistung: LeistungKey },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::GebietSet(_) => "catalogue.gebiet-set",
            Self::GebietRemoved { .. } => "catalogue.gebiet-removed",
            Self::LeistungSet(_) => "catalogue.leistung-set",
            Self::LeistungRemoved { .. } => "catalogue.leistung-removed",
            Self::EinheitSet(_) => "catalogue.einheit-set",
            Self::EinheitRemoved { .. } => "catalogue.einheit-removed",
            Self::ZustaendigkeitBegan { .. } => "catalogue.zustaendigkeit-began",
            Self::ZustaendigkeitEnded { .. } => "catalogue.zustaendigkeit-ended",
            Self::OnlinedienstWanted(_) => "catalogue.onlinedienst-wanted",
            Self::OnlinedienstOffered(_) => "catalogue.onlinedienst-offered",
            Self::OnlinedienstWithdrawn { .. } => "catalogue.onlinedienst-withdrawn",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        match self {
            Self::GebietSet(gebiet) => tables::put_gebiet(tx, gebiet).await?,
            Self::GebietRemoved { ars } => tables::delete_gebiet(tx, ars).await?,
            Self::LeistungSet(leistung) => tables::put_leistung(tx, leistung, meta.at).await?,
            Self::LeistungRemoved { key } => tables::delete_leistung(tx, key).await?,
            Self::EinheitSet(einheit) => tables::put_einheit(tx, einheit).await?,
            Self::EinheitRemoved { id } => tables::delete_einheit(tx, *id).await?,
            Self::ZustaendigkeitBegan { behoerde, zustaendigkeit } => {
                tables::put_zustaendigkeit(tx, *behoerde, zustaendigkeit).await?;
            }
            Self::ZustaendigkeitEnded { zustaendigkeit } => {
                tables::delete_zustaendigkeit(tx, zustaendigkeit).await?;
            }
            Self::OnlinedienstWanted(wanted) => tables::put_wanted(tx, wanted).await?,
            Self::OnlinedienstOffered(dienst) => tables::put_onlinedienst(tx, dienst).await?,
            Self::OnlinedienstWithdrawn { behoerde, leistung } => {
                tables::delete_onlinedienst(tx, *behoerde, leistung).await?;
                tables::delete_wanted(tx, *behoerde, leistung).await?;
            }
        }
        tables::count_change(tx).await
    }
}
