//! The journal entries of this office.
//!
//! Behoerden and accounts have a stream each, under their own id; roles share one. Credentials, sessions and
//! second factors are no matter for the journal: they are secrets, and they end.

use crate::{
    contact::{self, EmailAddress},
    model::{AccountId, BehoerdeId, Permission},
    people::{AccountKind, Behoerde},
    tables,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The stream of all roles.
pub(crate) const ROLES: StreamId = StreamId(Uuid::from_u128(0x5f0e_7d52_9a10_5b6c_8f4e_1d2c_3b4a_5968));

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A Behoerde takes part from now on.
    BehoerdeFounded(Behoerde),
    /// Its name, address or area changed.
    BehoerdeChanged(Behoerde),
    /// A person has an account.
    AccountOpened { account: AccountId, kind: AccountKind, display_name: String },
    /// Where they are written to, and in which language; or that they are not, any more.
    EmailSet { account: AccountId, email: Option<EmailAddress>, language: Option<String> },
    /// A role is defined anew.
    RoleDefined { name: String, permissions: BTreeSet<Permission> },
    /// A person works for a Behoerde in a role.
    RoleGranted { account: AccountId, behoerde: BehoerdeId, role: String },
    /// They no longer do.
    RoleWithdrawn { account: AccountId, behoerde: BehoerdeId, role: String },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::BehoerdeFounded(_) => "identity.behoerde-founded",
            Self::BehoerdeChanged(_) => "identity.behoerde-changed",
            Self::AccountOpened { .. } => "identity.account-opened",
            Self::EmailSet { .. } => "identity.email-set",
            Self::RoleDefined { .. } => "identity.role-defined",
            Self::RoleGranted { .. } => "identity.role-granted",
            Self::RoleWithdrawn { .. } => "identity.role-withdrawn",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        match self {
            Self::BehoerdeFounded(behoerde) | Self::BehoerdeChanged(behoerde) => {
                tables::put_behoerde(tx, behoerde).await
            }
            Self::AccountOpened { account, kind, display_name } => {
                tables::put_account(tx, *account, *kind, display_name, meta.at).await
            }
            Self::EmailSet { account, email, language } => {
                contact::project(tx, *account, email.as_ref(), language.as_deref()).await
            }
            Self::RoleDefined { name, permissions } => tables::put_role(tx, name, permissions).await,
            Self::RoleGranted { account, behoerde, role } => {
                tables::put_grant(tx, *account, *behoerde, role).await
            }
            Self::RoleWithdrawn { account, behoerde, role } => {
                tables::delete_grant(tx, *account, *behoerde, role).await
            }
        }
    }
}
