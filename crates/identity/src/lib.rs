//! Accounts, sessions, levels of assurance, offices, roles and permissions.
//!
//! | what | where |
//! | --- | --- |
//! | who may do what: [`Scope`], [`Permission`], [`Vertrauensniveau`] | `model` |
//! | whose business which cases are: [`Duty`], [`Remit`] | `remit` |
//! | [`Behoerde`], accounts, [`Role`] (journaled) | the commands of this page |
//! | the same in the SQL of each query: [`Sight`]; beyond it, with a reason: [`inspect`] (journaled) | `sight`, `inspections` |
//! | who stands in for whom: [`Deputy`] (journaled) | `deputies` |
//! | where a person is written to: [`Contact`], [`EmailAddress`] (journaled) | `contact` |
//! | whether that is theirs: [`ask_to_confirm`], [`confirm_email`] (journaled); codes sent there: [`forgotten`] | `confirmed` |
//! | passwords ([`HashedPassword`], [`set_password`], [`change_password`]) | `password`, `rules`, `credentials`, `own_password` |
//! | a new one for whoever has lost theirs ([`give_recovery`], [`recover`]) | `recovery` |
//! | sessions ([`sign_in`], [`step_up`], [`session`], [`sign_out`]) | `sessions` |
//! | signing in at another provider: [`begin_oidc`], [`complete_oidc`] | `oidc` |
//! | passkeys: [`begin_passkey`], [`begin_passkey_setup`] | `passkeys` |
//! | second factors ([`enrol_totp`]; [`DemoAusweis`] for demonstrations) | `totp`, `demo` |
//! | in place of one that is lost: [`first_spare_codes`], [`complete_with_spare_code`] | `spare_codes` |

mod attempts;
mod codes;
mod confirmed;
mod contact;
mod credentials;
mod demo;
mod deputies;
mod entries;
mod error;
mod exports;
mod factors;
mod inspections;
mod model;
mod oidc;
mod own_password;
mod passkeys;
mod password;
mod people;
mod recovery;
mod remit;
mod rules;
mod sessions;
mod sight;
mod spare_codes;
mod tables;
mod totp;
mod upkeep;
mod walls;

pub use confirmed::{
    ConfirmEmail, SendRecovery, ask_to_confirm, confirm_email, email_confirmed, email_to_confirm, forgotten,
    withdraw_recovery, write_confirmation, write_recovery,
};
pub use contact::{BadEmail, Contact, EmailAddress, contact, set_contact};
pub use credentials::set_password;
pub use demo::{DemoAusweis, DemoMode};
pub use deputies::{Deputy, deputies, name_deputy, release_deputy};
pub use error::{Error, Result};
pub use exports::note_export;
pub use factors::remove_second_factors;
pub use inspections::inspect;
pub use model::{AccountId, BehoerdeId, Denied, Permission, Scope, Vertrauensniveau};
pub use oidc::{
    BadOidcSettings, Callback, Completed, OidcError, OidcLink, OidcOffer, OidcProviders, OidcSettings,
    begin_oidc, complete_oidc, oidc_links, oidc_provider_of, oidc_sign_out_address, purge_oidc, unlink_oidc,
};
pub use own_password::{PasswordChanged, PasswordInfo, change_password, password_info};
pub use passkeys::{
    BadPasskeySite, PasskeyId, PasskeyInfo, PasskeySite, add_passkey, begin_passkey, begin_passkey_setup,
    complete_passkey, has_passkey_site, passkey_niveau, passkeys, remove_passkey,
};
pub use password::{HashedPassword, generated_password};
pub use people::{
    AccountKind, Address, Ars, BadArs, Behoerde, Change, Hat, HatChoice, Role, StaffAccount, StaffMember,
};
pub use recovery::{RecoveryCode, give_recovery, recover};
pub use remit::{Dienste, Duty, Remit};
pub use rules::BadPassword;
pub use sessions::{
    Opened, Proof, Session, SessionId, SessionInfo, SessionToken, anonymous_session, change_hat, end_session,
    hats, list_sessions, purge_sessions, session, sign_in, sign_out, sign_out_everywhere, step_up,
};
pub use sight::{Columns, Sight};
pub use spare_codes::{
    SpareCodes, complete_with_spare_code, first_spare_codes, new_spare_codes, spare_codes_left,
};
pub use totp::{NewTotp, Shown, confirm_totp, enrol_totp, has_totp, pending_totp, remove_totp, totp_niveau};
pub use upkeep::{Held, end_all_sessions, erase_contact, held};

use entries::{ERASED, Entry, ROLES};
use std::collections::{BTreeMap, BTreeSet};
use store::{Executor, Office, StreamId, Tx, projector, sql};
use uuid::Uuid;

/// This office as the store sees it.
pub const OFFICE: Office = Office {
    name: "identity",
    migrations: tables::MIGRATIONS,
    projections: tables::PROJECTIONS,
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// For the program itself and for staff with the permission to operate the installation.
fn operate(scope: &Scope) -> Result<(), Denied> {
    match scope {
        Scope::House => Ok(()),
        _ => scope.staff(Permission::Operate).map(|_| ()),
    }
}

/// For the program itself only.
fn house(scope: &Scope) -> Result<(), Denied> {
    scope.house()
}

/// Lets a Behoerde take part, or brings its name, address and area up to date. What is already so is not
/// recorded again. Needs the permission to operate.
///
/// # Errors
/// [`Denied`]; [`Error::ShortNameTaken`] when another Behoerde has the same short name.
pub async fn found_behoerde(tx: &mut Tx, scope: &Scope, behoerde: &Behoerde) -> Result<Change> {
    operate(scope)?;
    let stream = StreamId(behoerde.id.0);
    tx.open_stream(stream, "behoerde", Some(behoerde.id.0)).await?;
    tx.lock_stream(stream).await?;
    let (entry, change) = match tables::read_behoerde(tx, behoerde.id).await? {
        Some(known) if known == *behoerde => return Ok(Change::Unchanged),
        Some(_) => (Entry::BehoerdeChanged(behoerde.clone()), Change::Changed),
        None => (Entry::BehoerdeFounded(behoerde.clone()), Change::New),
    };
    if let Some(holder) = tables::holder_of_short_name(tx, &behoerde.short_name, behoerde.id).await? {
        return Err(Error::ShortNameTaken { short_name: behoerde.short_name.clone(), holder });
    }
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(change)
}

/// Opens an account and returns its id. Anybody may open one for a person (registration); accounts of staff
/// need the permission to operate. It cannot be used before [`set_password`].
pub async fn open_account(
    tx: &mut Tx,
    scope: &Scope,
    kind: AccountKind,
    display_name: &str,
) -> Result<AccountId> {
    let account = AccountId(tx.new_id());
    open_account_as(tx, scope, account, kind, display_name).await?;
    Ok(account)
}

/// Like [`open_account`], under an id that the caller chose; an account that exists is left as it is. For
/// data that are loaded again and again.
pub async fn open_account_as(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    kind: AccountKind,
    display_name: &str,
) -> Result<()> {
    if kind == AccountKind::Staff {
        operate(scope)?;
    }
    let stream = StreamId(account.0);
    tx.open_stream(stream, "account", None).await?;
    if tx.lock_stream(stream).await? > 0 {
        return Ok(());
    }
    let entry = Entry::AccountOpened { account, kind, display_name: display_name.trim().to_owned() };
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(())
}

/// Erases an account: destroys the key of its stream and removes its rows, credentials and sessions. A person
/// may erase their own; else it needs the permission to operate. That it was erased stays in the journal, by its id.
pub async fn erase_account(tx: &mut Tx, scope: &Scope, account: AccountId) -> Result<()> {
    if scope.account() != Some(account) {
        operate(scope)?;
    }
    tx.lock_stream(StreamId(account.0)).await?;
    tx.erase_stream(StreamId(account.0)).await?;
    tx.open_stream(ERASED, "erased-accounts", None).await?;
    tx.record(ERASED, scope.actor(), &Entry::AccountErased { account }).await?;
    for statement in [
        "DELETE FROM identity_accounts WHERE id = $1",
        "DELETE FROM identity_grants WHERE account = $1",
        "DELETE FROM identity_inspections WHERE account = $1",
        "DELETE FROM identity_deputies WHERE account = $1 OR deputy = $1",
        "DELETE FROM identity_credentials WHERE account = $1",
        "DELETE FROM identity_totp WHERE account = $1",
        "DELETE FROM identity_sessions WHERE account = $1",
        "DELETE FROM identity_oidc_links WHERE account = $1",
        "DELETE FROM identity_passkeys WHERE account = $1",
        "DELETE FROM identity_recoveries WHERE account = $1",
        "DELETE FROM identity_spare_codes WHERE account = $1",
        "DELETE FROM identity_email_codes WHERE account = $1",
    ] {
        sql(statement).bind(account.0).execute(tx).await?;
    }
    Ok(())
}

/// Defines a role, or changes what it allows: at once, for all who have it. Needs the permission to operate.
pub async fn define_role(tx: &mut Tx, scope: &Scope, role: &Role) -> Result<()> {
    operate(scope)?;
    tx.open_stream(ROLES, "roles", None).await?;
    tx.lock_stream(ROLES).await?;
    if tables::read_role(tx, &role.name).await? != role.permissions {
        let entry = Entry::RoleDefined { name: role.name.clone(), permissions: role.permissions.clone() };
        tx.record(ROLES, scope.actor(), &entry).await?;
    }
    Ok(())
}

/// Defines those of the [usual roles](Role::usual) that there are not yet; what an installation made of a role of
/// that name stays. Needs the permission to operate.
pub async fn define_usual_roles(tx: &mut Tx, scope: &Scope) -> Result<()> {
    operate(scope)?;
    for role in Role::usual() {
        if tables::read_role(tx, &role.name).await?.is_empty() {
            define_role(tx, scope, &role).await?;
        }
    }
    Ok(())
}

/// Lets an account work for a Behoerde in a role, for all services or for one. Needs the permission to operate. Returns whether anything changed.
///
/// # Errors
/// [`Error::UnknownRole`], [`Error::UnknownAccount`], [`Error::UnknownBehoerde`].
pub async fn grant_role(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    behoerde: BehoerdeId,
    duty: &Duty,
) -> Result<bool> {
    operate(scope)?;
    known_role(tx, &duty.role).await?;
    if tables::read_behoerde(tx, behoerde).await?.is_none() {
        return Err(Error::UnknownBehoerde(behoerde));
    }
    lock_account(tx, account).await?;
    if tables::has_grant(tx, account, behoerde, duty).await? {
        return Ok(false);
    }
    let entry = Entry::RoleGranted { account, behoerde, duty: duty.clone() };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(true)
}

/// Ends what [`grant_role`] began: at once, in open sessions too. Needs the permission to operate. Returns whether
/// anything changed.
///
/// # Errors
/// [`Error::UnknownRole`] for a role that the account does not have and that there is not; [`Error::UnknownAccount`].
pub async fn withdraw_role(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    behoerde: BehoerdeId,
    duty: &Duty,
) -> Result<bool> {
    operate(scope)?;
    lock_account(tx, account).await?;
    if !tables::has_grant(tx, account, behoerde, duty).await? {
        known_role(tx, &duty.role).await?;
        return Ok(false);
    }
    let entry = Entry::RoleWithdrawn { account, behoerde, duty: duty.clone() };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(true)
}

async fn known_role(tx: &mut Tx, role: &str) -> Result<()> {
    if !tables::read_role(tx, role).await?.is_empty() {
        return Ok(());
    }
    Err(Error::UnknownRole { role: role.to_owned(), known: tables::role_names(tx).await? })
}

async fn lock_account(tx: &mut Tx, account: AccountId) -> Result<()> {
    match tx.lock_stream(StreamId(account.0)).await {
        Ok(_) if tables::account_kind(tx, account).await?.is_some() => Ok(()),
        Ok(_) | Err(store::Error::NoStream(_) | store::Error::Erased(_)) => {
            Err(Error::UnknownAccount(account))
        }
        Err(error) => Err(error.into()),
    }
}

/// A Behoerde by its id. Behoerden are public.
pub async fn behoerde(on: &mut impl Executor, _scope: &Scope, id: BehoerdeId) -> Result<Option<Behoerde>> {
    Ok(tables::read_behoerde(on, id).await?)
}

/// All Behoerden, by name. They are public.
pub async fn behoerden(on: &mut impl Executor, _scope: &Scope) -> Result<Vec<Behoerde>> {
    Ok(tables::all_behoerden(on).await?)
}

/// The colleagues in the Behoerde of a member of staff, by name: to assign work, or to name who did it.
///
/// # Errors
/// [`Denied`] without the permission to read or inspect cases.
pub async fn staff(on: &mut impl Executor, scope: &Scope) -> Result<Vec<StaffMember>> {
    let read = scope.staff(Permission::ReadCases);
    let (_, behoerde) = read.or_else(|denied| scope.staff(Permission::InspectCases).map_err(|_| denied))?;
    let rows: Vec<(Uuid, String, String, String)> =
        sql("SELECT a.id, a.display_name, g.role, g.dienst FROM identity_grants g
         JOIN identity_accounts a ON a.id = g.account WHERE g.behoerde = $1")
        .bind(behoerde.0)
        .all(on)
        .await?;
    let mut members: BTreeMap<Uuid, (String, BTreeSet<Duty>)> = BTreeMap::new();
    for (account, name, role, dienst) in rows {
        members
            .entry(account)
            .or_insert_with(|| (name, BTreeSet::new()))
            .1
            .insert(tables::duty(role, dienst));
    }
    let mut members: Vec<_> = members
        .into_iter()
        .map(|(id, (display_name, duties))| StaffMember { account: AccountId(id), display_name, duties })
        .collect();
    members.sort_by(|a, b| (&a.display_name, a.account).cmp(&(&b.display_name, b.account)));
    Ok(members)
}

/// The accounts of staff with their login names, by name: those that work for a Behoerde, in their roles there; or all,
/// those included that work nowhere. For the program itself (command line).
///
/// # Errors
/// [`Denied`] for anybody else: login names are not to be probed.
pub async fn staff_accounts(
    on: &mut impl Executor,
    scope: &Scope,
    behoerde: Option<BehoerdeId>,
) -> Result<Vec<StaffAccount>> {
    house(scope)?;
    let mut accounts: Vec<StaffAccount> = Vec::new();
    for (account, display_name, login, grant) in tables::staff_accounts(on, behoerde).await? {
        if accounts.last().is_none_or(|last| last.account != account) {
            accounts.push(StaffAccount { account, display_name, login, duties: Vec::new() });
        }
        if let (Some(last), Some(grant)) = (accounts.last_mut(), grant) {
            last.duties.push(grant);
        }
    }
    Ok(accounts)
}

/// Who gives out the work of a service in a Behoerde, and who stands in for such a person today. For the program itself.
///
/// # Errors
/// [`Denied`] for anybody else: use [`staff`].
pub async fn assigners(
    tx: &mut Tx,
    scope: &Scope,
    behoerde: BehoerdeId,
    dienst: &str,
) -> Result<Vec<AccountId>> {
    house(scope)?;
    let today = store::day_in_germany(tx.now());
    Ok(tables::assigners(tx, behoerde, dienst, today).await?)
}

/// Who has a permission where, for the program itself: pairs of Behoerde and account, by Behoerde. Those who stand in for
/// somebody are not among them.
///
/// # Errors
/// [`Denied`] for anybody else.
pub async fn holders(
    on: &mut impl Executor,
    scope: &Scope,
    permission: Permission,
) -> Result<Vec<(BehoerdeId, AccountId)>> {
    house(scope)?;
    Ok(tables::holders(on, permission).await?)
}

/// The same, with those who stand in for such a person there today.
///
/// # Errors
/// [`Denied`] for anybody else.
pub async fn holders_and_deputies(
    tx: &mut Tx,
    scope: &Scope,
    permission: Permission,
) -> Result<Vec<(BehoerdeId, AccountId)>> {
    house(scope)?;
    let today = store::day_in_germany(tx.now());
    Ok(tables::holders_and_deputies(tx, permission, today).await?)
}

/// Which part of the cases of a Behoerde is an account's, today: for whoever gives out work there.
///
/// # Errors
/// [`Denied`] without the permission to assign work at that Behoerde.
pub async fn remit_of(tx: &mut Tx, scope: &Scope, account: AccountId, behoerde: BehoerdeId) -> Result<Remit> {
    if !scope.allows(Permission::AssignCases, behoerde) {
        return Err(Denied::Permission(Permission::AssignCases).into());
    }
    let now = tx.now();
    Ok(tables::granted(tx, account, behoerde, now).await?.remit)
}

/// The names of accounts, as [`account_name`] gives them; those that there are not in this scope are left out.
pub async fn account_names(
    on: &mut impl Executor,
    scope: &Scope,
    accounts: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, String>> {
    let accounts: BTreeSet<AccountId> = accounts.into_iter().collect();
    let mut names = BTreeMap::new();
    for account in accounts {
        names.extend(account_name(on, scope, account).await?.map(|name| (account, name)));
    }
    Ok(names)
}

/// The name of an account: one's own, or of somebody who works in the same Behoerde; the program itself may
/// ask for any. `None` when there is no such account in this scope.
pub async fn account_name(
    on: &mut impl Executor,
    scope: &Scope,
    account: AccountId,
) -> Result<Option<String>> {
    let (all, own, behoerde) = match scope {
        Scope::House => (true, None, None),
        Scope::Anonymous => return Ok(None),
        Scope::Person { account, .. } => (false, Some(account.0), None),
        Scope::Staff { account, behoerde, .. } => (false, Some(account.0), Some(behoerde.0)),
    };
    let row: Option<(String,)> = sql("SELECT a.display_name FROM identity_accounts a WHERE a.id = $1
         AND ($2 OR a.id = $3 OR EXISTS
           (SELECT 1 FROM identity_grants g WHERE g.account = a.id AND g.behoerde = $4))")
    .bind(account.0)
    .bind(all)
    .bind(own)
    .bind(behoerde)
    .optional(on)
    .await?;
    Ok(row.map(|(name,)| name))
}

/// The account with a login name, for the program itself (command line, sample data).
///
/// # Errors
/// [`Denied`] for anybody else: login names are not to be probed.
pub async fn account_of_login(
    on: &mut impl Executor,
    scope: &Scope,
    login: &str,
) -> Result<Option<AccountId>> {
    house(scope)?;
    Ok(credentials::of_login(on, login).await?.map(|(account, _)| account))
}
