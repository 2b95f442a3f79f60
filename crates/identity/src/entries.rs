//! The journal entries of this office.
//!
//! Behoerden and accounts have a stream each, under their own id; roles share one. Credentials, sessions and
//! second factors are no matter for the journal: they are secrets, and they end. That somebody got at an account with another
//! password than before is.

use crate::{
    confirmed,
    contact::{self, EmailAddress},
    deputies, inspections,
    model::{AccountId, BehoerdeId, Permission, Vertrauensniveau},
    oidc,
    people::{AccountKind, Behoerde},
    remit::Duty,
    tables,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The stream of all roles.
pub(crate) const ROLES: StreamId = StreamId(Uuid::from_u128(0x5f0e_7d52_9a10_5b6c_8f4e_1d2c_3b4a_5968));

/// The stream of accounts that were erased.
pub(crate) const ERASED: StreamId = StreamId(Uuid::from_u128(0x0d1c_94a7_63be_5f20_a81e_7b3c_5d2f_4e61));

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A Behoerde takes part from now on.
    BehoerdeFounded(Behoerde),
    /// Its name, address or area changed.
    BehoerdeChanged(Behoerde),
    /// A person has an account.
    AccountOpened { account: AccountId, kind: AccountKind, display_name: String },
    /// It is no more, nor is what was known about the person.
    AccountErased { account: AccountId },
    /// Where they are written to, and in which language; or that they are not, any more.
    EmailSet { account: AccountId, email: Option<EmailAddress>, language: Option<String> },
    /// They have typed a code that was sent to this address.
    EmailConfirmed { account: AccountId, email: EmailAddress },
    /// They may sign in as somebody whom a provider knows; at that level at most.
    OidcLinked { account: AccountId, issuer: String, subject: String, niveau: Vertrauensniveau },
    /// They no longer may.
    OidcUnlinked { account: AccountId, issuer: String, subject: String },
    /// They know a new password: they changed the one they knew, or had a code for whoever knows none.
    PasswordChanged { account: AccountId, recovered: bool },
    /// Whoever operates the installation gave them such a code.
    RecoveryGiven { account: AccountId, second_factor_too: bool },
    /// A role is defined anew.
    RoleDefined { name: String, permissions: BTreeSet<Permission> },
    /// A person works for a Behoerde in a role.
    RoleGranted {
        account: AccountId,
        behoerde: BehoerdeId,
        #[serde(flatten)]
        duty: Duty,
    },
    /// They no longer do.
    RoleWithdrawn {
        account: AccountId,
        behoerde: BehoerdeId,
        #[serde(flatten)]
        duty: Duty,
    },
    /// Somebody stands in for a person, from the first to the last day.
    DeputyNamed { account: AccountId, behoerde: BehoerdeId, deputy: AccountId, from: Date, until: Date },
    /// They no longer do.
    DeputyReleased { account: AccountId, behoerde: BehoerdeId, deputy: AccountId },
    /// Somebody may look into a matter outside their own duties, for a time and for a reason.
    Inspects { account: AccountId, behoerde: BehoerdeId, matter: Uuid, reason: String, until: Timestamp },
    /// Somebody took lines out as a file.
    Exported { behoerde: BehoerdeId, what: String, filter: String, count: u64 },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::BehoerdeFounded(_) => "identity.behoerde-founded",
            Self::BehoerdeChanged(_) => "identity.behoerde-changed",
            Self::AccountOpened { .. } => "identity.account-opened",
            Self::AccountErased { .. } => "identity.account-erased",
            Self::EmailSet { .. } => "identity.email-set",
            Self::EmailConfirmed { .. } => "identity.email-confirmed",
            Self::OidcLinked { .. } => "identity.oidc-linked",
            Self::OidcUnlinked { .. } => "identity.oidc-unlinked",
            Self::PasswordChanged { .. } => "identity.password-changed",
            Self::RecoveryGiven { .. } => "identity.recovery-given",
            Self::RoleDefined { .. } => "identity.role-defined",
            Self::RoleGranted { .. } => "identity.role-granted",
            Self::RoleWithdrawn { .. } => "identity.role-withdrawn",
            Self::DeputyNamed { .. } => "identity.deputy-named",
            Self::DeputyReleased { .. } => "identity.deputy-released",
            Self::Inspects { .. } => "identity.inspects",
            Self::Exported { .. } => "identity.exported",
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
            // Its stream is erased and replays nothing.
            Self::AccountErased { .. } => Ok(()),
            // That it happened is kept; the secrets themselves are no matter for the journal.
            Self::PasswordChanged { .. } | Self::RecoveryGiven { .. } => Ok(()),
            Self::EmailSet { account, email, language } => {
                contact::project(tx, *account, email.as_ref(), language.as_deref()).await
            }
            Self::EmailConfirmed { account, email } => confirmed::project(tx, *account, email).await,
            Self::OidcLinked { account, issuer, subject, niveau } => {
                oidc::put_link(tx, *account, issuer, subject, *niveau, meta.at).await
            }
            Self::OidcUnlinked { issuer, subject, .. } => oidc::remove_link(tx, issuer, subject).await,
            Self::RoleDefined { name, permissions } => tables::put_role(tx, name, permissions).await,
            Self::RoleGranted { account, behoerde, duty } => {
                tables::put_grant(tx, *account, *behoerde, duty).await
            }
            Self::RoleWithdrawn { account, behoerde, duty } => {
                tables::delete_grant(tx, *account, *behoerde, duty).await
            }
            Self::DeputyNamed { account, behoerde, deputy, from, until } => {
                deputies::put(tx, *account, *behoerde, *deputy, (*from, *until)).await
            }
            Self::DeputyReleased { account, behoerde, deputy } => {
                deputies::delete(tx, *account, *behoerde, *deputy).await
            }
            Self::Exported { .. } => Ok(()),
            Self::Inspects { account, behoerde, matter, until, .. } => {
                inspections::put(tx, *account, *behoerde, *matter, *until).await
            }
        }
    }
}
