//! The tables of this office and the SQL on its projections. Secrets and sessions are in `credentials`,
//! `attempts`, `totp`, `recovery`, `spare_codes` and `sessions`.

use crate::{
    inspections,
    model::{AccountId, BehoerdeId, Permission},
    people::{AccountKind, Address, Ars, Behoerde},
    remit::{Duty, Remit},
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeSet;
use store::{At, Executor, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 2_001,
        name: "behoerden, accounts, roles, credentials, sessions",
        sql: "
CREATE TABLE identity_behoerden (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  short_name text NOT NULL UNIQUE,
  ars text NOT NULL,
  street text NOT NULL,
  postal_code text NOT NULL,
  town text NOT NULL,
  phone text,
  mail text,
  web text
);
CREATE TABLE identity_accounts (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('person', 'staff')),
  display_name text NOT NULL,
  opened_at timestamptz NOT NULL
);
CREATE TABLE identity_role_permissions (
  role text NOT NULL,
  permission text NOT NULL,
  PRIMARY KEY (role, permission)
);
CREATE TABLE identity_grants (
  account uuid NOT NULL,
  behoerde uuid NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (account, behoerde, role)
);
CREATE INDEX identity_grants_behoerde ON identity_grants (behoerde);
CREATE TABLE identity_credentials (
  account uuid PRIMARY KEY,
  login text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE TABLE identity_totp (
  account uuid PRIMARY KEY,
  secret bytea NOT NULL,
  confirmed boolean NOT NULL,
  last_step bigint NOT NULL
);
CREATE TABLE identity_attempts (
  id uuid PRIMARY KEY,
  subject bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX identity_attempts_subject ON identity_attempts (subject, at);
CREATE INDEX identity_attempts_at ON identity_attempts (at);
CREATE TABLE identity_sessions (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  account uuid,
  behoerde uuid,
  niveau text CHECK (niveau IN ('basis', 'substantiell', 'hoch')),
  created_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX identity_sessions_account ON identity_sessions (account);
CREATE INDEX identity_sessions_expires ON identity_sessions (expires_at);
",
    },
    Migration {
        version: 2_002,
        name: "where accounts are written to",
        sql: "
ALTER TABLE identity_accounts ADD COLUMN email text;
ALTER TABLE identity_accounts ADD COLUMN language text;
",
    },
    Migration {
        version: 2_003,
        name: "what an authenticator app proves, and in which session it is set up",
        sql: "
ALTER TABLE identity_totp ADD COLUMN niveau text NOT NULL DEFAULT 'basis';
ALTER TABLE identity_totp ADD COLUMN session uuid;
",
    },
    crate::oidc::MIGRATION,
    crate::passkeys::MIGRATION,
    Migration {
        version: 2_010,
        name: "roles for one service, deputies",
        sql: "
CREATE TABLE identity_grants_new (
  account uuid NOT NULL,
  behoerde uuid NOT NULL,
  role text NOT NULL,
  dienst text NOT NULL,
  PRIMARY KEY (account, behoerde, role, dienst)
);
INSERT INTO identity_grants_new SELECT account, behoerde, role, '' FROM identity_grants;
DROP TABLE identity_grants;
ALTER TABLE identity_grants_new RENAME TO identity_grants;
CREATE INDEX identity_grants_behoerde ON identity_grants (behoerde);
CREATE TABLE identity_deputies (
  account uuid NOT NULL,
  behoerde uuid NOT NULL,
  deputy uuid NOT NULL,
  first_day text NOT NULL,
  last_day text NOT NULL,
  PRIMARY KEY (account, behoerde, deputy)
);
CREATE INDEX identity_deputies_deputy ON identity_deputies (deputy, behoerde);
CREATE TABLE identity_inspections (
  account uuid NOT NULL,
  behoerde uuid NOT NULL,
  matter uuid NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (account, behoerde, matter)
);
",
    },
    crate::recovery::MIGRATION,
    crate::confirmed::MIGRATION,
];

pub(crate) const PROJECTIONS: &[&str] = &[
    "identity_behoerden",
    "identity_accounts",
    "identity_role_permissions",
    "identity_grants",
    "identity_oidc_links",
    "identity_deputies",
    "identity_inspections",
];

pub(crate) async fn put_behoerde(tx: &mut Tx, behoerde: &Behoerde) -> Result<()> {
    let b = behoerde.clone();
    sql("INSERT INTO identity_behoerden
           (id, name, short_name, ars, street, postal_code, town, phone, mail, web)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name,
           ars = excluded.ars, street = excluded.street, postal_code = excluded.postal_code,
           town = excluded.town, phone = excluded.phone, mail = excluded.mail, web = excluded.web")
    .bind(b.id.0)
    .bind(b.name)
    .bind(b.short_name)
    .bind(String::from(b.ars))
    .bind(b.address.street)
    .bind(b.address.postal_code)
    .bind(b.address.town)
    .bind(b.phone)
    .bind(b.mail)
    .bind(b.web)
    .execute(tx)
    .await?;
    Ok(())
}

type BehoerdeRow =
    (Uuid, String, String, String, String, String, String, Option<String>, Option<String>, Option<String>);

fn behoerde(row: BehoerdeRow) -> Result<Behoerde> {
    let (id, name, short_name, ars, street, postal_code, town, phone, mail, web) = row;
    let ars = Ars::parse(&ars).map_err(|e| store::Error::Encode(format!("Behoerde {id}: {e}")))?;
    let address = Address { street, postal_code, town };
    Ok(Behoerde { id: BehoerdeId(id), name, short_name, ars, address, phone, mail, web })
}

const BEHOERDE: &str = "SELECT id, name, short_name, ars, street, postal_code, town, phone, mail, web
     FROM identity_behoerden";

pub(crate) async fn read_behoerde(on: &mut impl Executor, id: BehoerdeId) -> Result<Option<Behoerde>> {
    let row = sql(format!("{BEHOERDE} WHERE id = $1")).bind(id.0).optional(on).await?;
    row.map(behoerde).transpose()
}

pub(crate) async fn all_behoerden(on: &mut impl Executor) -> Result<Vec<Behoerde>> {
    let rows = sql(format!("{BEHOERDE} ORDER BY name, id")).all(on).await?;
    rows.into_iter().map(behoerde).collect()
}

/// The name of another Behoerde with this short name.
pub(crate) async fn holder_of_short_name(
    on: &mut impl Executor,
    short_name: &str,
    other_than: BehoerdeId,
) -> Result<Option<String>> {
    let row: Option<(String,)> =
        sql("SELECT name FROM identity_behoerden WHERE short_name = $1 AND id <> $2")
            .bind(short_name.to_owned())
            .bind(other_than.0)
            .optional(on)
            .await?;
    Ok(row.map(|(name,)| name))
}

pub(crate) async fn put_account(
    tx: &mut Tx,
    account: AccountId,
    kind: AccountKind,
    display_name: &str,
    at: Timestamp,
) -> Result<()> {
    sql("INSERT INTO identity_accounts (id, kind, display_name, opened_at) VALUES ($1, $2, $3, $4)")
        .bind(account.0)
        .bind(kind.as_str())
        .bind(display_name.to_owned())
        .bind(At::from(at))
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn account_kind(on: &mut impl Executor, account: AccountId) -> Result<Option<AccountKind>> {
    let row: Option<(String,)> =
        sql("SELECT kind FROM identity_accounts WHERE id = $1").bind(account.0).optional(on).await?;
    Ok(row.and_then(|(kind,)| AccountKind::from_word(&kind)))
}

/// The name of an account; empty when there is no such account.
pub(crate) async fn display_name(on: &mut impl Executor, account: AccountId) -> Result<String> {
    let row: Option<(String,)> =
        sql("SELECT display_name FROM identity_accounts WHERE id = $1").bind(account.0).optional(on).await?;
    Ok(row.map(|(name,)| name).unwrap_or_default())
}

/// Whether an account has an address to write to.
pub(crate) async fn has_email(on: &mut impl Executor, account: AccountId) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM identity_accounts WHERE id = $1 AND email IS NOT NULL")
        .bind(account.0)
        .one(on)
        .await?;
    Ok(count > 0)
}

pub(crate) async fn put_role(tx: &mut Tx, name: &str, permissions: &BTreeSet<Permission>) -> Result<()> {
    sql("DELETE FROM identity_role_permissions WHERE role = $1").bind(name.to_owned()).execute(tx).await?;
    for permission in permissions {
        sql("INSERT INTO identity_role_permissions (role, permission) VALUES ($1, $2)")
            .bind(name.to_owned())
            .bind(permission.as_str())
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// The permissions of a role; empty when there is no such role.
pub(crate) async fn read_role(on: &mut impl Executor, name: &str) -> Result<BTreeSet<Permission>> {
    let rows: Vec<(String,)> =
        sql("SELECT permission FROM identity_role_permissions WHERE role = $1 ORDER BY permission")
            .bind(name.to_owned())
            .all(on)
            .await?;
    Ok(rows.iter().filter_map(|(word,)| Permission::from_word(word)).collect())
}

/// All roles that are defined.
pub(crate) async fn role_names(on: &mut impl Executor) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        sql("SELECT DISTINCT role FROM identity_role_permissions ORDER BY role").all(on).await?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

type Staff = (AccountId, String, Option<String>, Option<(BehoerdeId, Duty)>);
type StaffRow = (Uuid, String, Option<String>, Option<Uuid>, Option<String>, Option<String>);

/// Id, name, login name and one role a row: of staff and of everybody who works for a Behoerde, by name.
pub(crate) async fn staff_accounts(
    on: &mut impl Executor,
    behoerde: Option<BehoerdeId>,
) -> Result<Vec<Staff>> {
    let rows: Vec<StaffRow> =
        sql("SELECT a.id, a.display_name, c.login, g.behoerde, g.role, g.dienst FROM identity_accounts a
         LEFT JOIN identity_credentials c ON c.account = a.id
         LEFT JOIN identity_grants g ON g.account = a.id
         LEFT JOIN identity_behoerden b ON b.id = g.behoerde
         WHERE (a.kind = 'staff' OR g.role IS NOT NULL) AND ($1 OR g.behoerde = $2)
         ORDER BY a.display_name, a.id, b.name, g.behoerde, g.role, g.dienst")
        .bind(behoerde.is_none())
        .bind(behoerde.map(|behoerde| behoerde.0))
        .all(on)
        .await?;
    let read = |(account, name, login, behoerde, role, dienst): StaffRow| {
        let grant = Option::zip(behoerde, role)
            .map(|(behoerde, role)| (BehoerdeId(behoerde), duty(role, dienst.unwrap_or_default())));
        (AccountId(account), name, login, grant)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// As the columns have it: an empty text for all services.
pub(crate) fn duty(role: String, dienst: String) -> Duty {
    Duty { role, dienst: Some(dienst).filter(|dienst| !dienst.is_empty()) }
}

fn dienst_column(duty: &Duty) -> String {
    duty.dienst.clone().unwrap_or_default()
}

pub(crate) async fn put_grant(
    tx: &mut Tx,
    account: AccountId,
    behoerde: BehoerdeId,
    duty: &Duty,
) -> Result<()> {
    sql("INSERT INTO identity_grants (account, behoerde, role, dienst) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING")
    .bind(account.0)
    .bind(behoerde.0)
    .bind(duty.role.clone())
    .bind(dienst_column(duty))
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_grant(
    tx: &mut Tx,
    account: AccountId,
    behoerde: BehoerdeId,
    duty: &Duty,
) -> Result<()> {
    sql("DELETE FROM identity_grants WHERE account = $1 AND behoerde = $2 AND role = $3 AND dienst = $4")
        .bind(account.0)
        .bind(behoerde.0)
        .bind(duty.role.clone())
        .bind(dienst_column(duty))
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn has_grant(
    on: &mut impl Executor,
    account: AccountId,
    behoerde: BehoerdeId,
    duty: &Duty,
) -> Result<bool> {
    let row: Option<(String,)> = sql("SELECT role FROM identity_grants
         WHERE account = $1 AND behoerde = $2 AND role = $3 AND dienst = $4")
    .bind(account.0)
    .bind(behoerde.0)
    .bind(duty.role.clone())
    .bind(dienst_column(duty))
    .optional(on)
    .await?;
    Ok(row.is_some())
}

/// What an account may do in a Behoerde on a day, by its own roles and by those of whom it stands in for.
#[derive(Debug, Default)]
pub(crate) struct Granted {
    /// The names of the roles.
    pub roles: BTreeSet<String>,
    pub permissions: BTreeSet<Permission>,
    pub remit: Remit,
}

pub(crate) async fn granted(
    on: &mut impl Executor,
    account: AccountId,
    behoerde: BehoerdeId,
    now: Timestamp,
) -> Result<Granted> {
    let rows: Vec<(Uuid, String, String, String)> =
        sql("SELECT g.account, g.role, g.dienst, p.permission FROM identity_grants g
         JOIN identity_role_permissions p ON p.role = g.role
         WHERE g.behoerde = $2 AND (g.account = $1 OR g.account IN (
           SELECT account FROM identity_deputies
           WHERE deputy = $1 AND behoerde = $2 AND first_day <= $3 AND last_day >= $3))")
        .bind(account.0)
        .bind(behoerde.0)
        .bind(store::day_in_germany(now).to_string())
        .all(on)
        .await?;
    // Who works there no more stands in for nobody there.
    if rows.iter().all(|(holder, ..)| *holder != account.0) {
        return Ok(Granted::default());
    }
    let mut granted = Granted::default();
    for (holder, role, dienst, word) in rows {
        if holder != account.0 {
            granted.remit.stands_in_for.insert(AccountId(holder));
        }
        granted.roles.insert(role.clone());
        let Some(permission) = Permission::from_word(&word) else { continue };
        granted.permissions.insert(permission);
        let duty = duty(role, dienst);
        match permission {
            Permission::ReadCases => granted.remit.reads.add(duty.dienst.as_deref()),
            Permission::WorkCases => {
                granted.remit.works.insert(duty);
            }
            _ => {}
        }
    }
    if granted.permissions.contains(&Permission::InspectCases) {
        granted.remit.inspects = inspections::open(on, account, behoerde, now).await?;
    }
    Ok(granted)
}

/// The accounts with the permission to assign the work of a service, and their deputies of the day.
pub(crate) async fn assigners(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    dienst: &str,
    today: Date,
) -> Result<Vec<AccountId>> {
    let rows: Vec<(Uuid,)> = sql("WITH assigners AS (
           SELECT g.account FROM identity_grants g JOIN identity_role_permissions p ON p.role = g.role
           WHERE g.behoerde = $1 AND g.dienst IN ('', $2) AND p.permission = $3)
         SELECT account FROM assigners UNION
         SELECT d.deputy FROM identity_deputies d JOIN assigners a ON a.account = d.account
         WHERE d.behoerde = $1 AND d.first_day <= $4 AND d.last_day >= $4
           AND EXISTS (SELECT 1 FROM identity_grants g WHERE g.account = d.deputy AND g.behoerde = $1)
         ORDER BY 1")
    .bind(behoerde.0)
    .bind(dienst.to_owned())
    .bind(Permission::AssignCases.as_str())
    .bind(today.to_string())
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(account,)| AccountId(account)).collect())
}

/// Who has a permission where.
pub(crate) async fn holders(
    on: &mut impl Executor,
    permission: Permission,
) -> Result<Vec<(BehoerdeId, AccountId)>> {
    let rows: Vec<(Uuid, Uuid)> = sql(
        "SELECT DISTINCT g.behoerde, g.account FROM identity_grants g JOIN identity_role_permissions p ON p.role = g.role
         WHERE p.permission = $1 ORDER BY g.behoerde, g.account",
    )
    .bind(permission.as_str())
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(behoerde, account)| (BehoerdeId(behoerde), AccountId(account))).collect())
}

/// The same with the deputies of the day, as in [`assigners`].
pub(crate) async fn holders_and_deputies(
    on: &mut impl Executor,
    permission: Permission,
    today: Date,
) -> Result<Vec<(BehoerdeId, AccountId)>> {
    let rows: Vec<(Uuid, Uuid)> = sql("WITH holders AS (
           SELECT g.behoerde, g.account FROM identity_grants g JOIN identity_role_permissions p ON p.role = g.role
           WHERE p.permission = $1)
         SELECT behoerde, account FROM holders UNION
         SELECT d.behoerde, d.deputy FROM identity_deputies d
           JOIN holders h ON h.account = d.account AND h.behoerde = d.behoerde
         WHERE d.first_day <= $2 AND d.last_day >= $2
           AND EXISTS (SELECT 1 FROM identity_grants g WHERE g.account = d.deputy AND g.behoerde = d.behoerde)
         ORDER BY 1, 2")
    .bind(permission.as_str())
    .bind(today.to_string())
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(behoerde, account)| (BehoerdeId(behoerde), AccountId(account))).collect())
}

/// The Behoerden an account works for, by name.
pub(crate) async fn workplaces(
    on: &mut impl Executor,
    account: AccountId,
) -> Result<Vec<(BehoerdeId, String)>> {
    let rows: Vec<(Uuid, String)> = sql(
        "SELECT DISTINCT b.id, b.name FROM identity_grants g JOIN identity_behoerden b ON b.id = g.behoerde
         WHERE g.account = $1 ORDER BY b.name, b.id",
    )
    .bind(account.0)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(id, name)| (BehoerdeId(id), name)).collect())
}
