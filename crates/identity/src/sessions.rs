//! Sessions: from a visitor nobody knows to a person at the level of assurance that a service asks for.
//!
//! The browser holds a random token of 256 bits; the database only its SHA-256. Everything else about the session is
//! in the table. The token is new after every step that raises what the session may do: sign-in, step-up, another
//! hat (session fixation, OWASP ASVS 3.2.1). A session ends after an hour without use, and after twelve in any case.
//!
//! Whoever has set up an app signs in in two steps: after the password the session is still that of a visitor
//! ([`Session::awaits_code`]), and [`step_up`] with a code of the app completes the sign-in.

use crate::{
    attempts::{self, Subject},
    credentials,
    demo::DemoAusweis,
    error::{Error, Result},
    model::{AccountId, BehoerdeId, Denied, Scope, Vertrauensniveau},
    passkeys,
    password::{self, HashedPassword},
    people::{AccountKind, Hat, HatChoice},
    tables, totp,
};
use aws_lc_rs::{digest, hmac};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::{At, Executor, Store, Tx, sql};
use uuid::Uuid;

/// After so long it ends in any case.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// After so long without use it ends.
const IDLE: SignedDuration = SignedDuration::from_hours(1);
/// Use is written down no more often than this.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);
const TOKEN_LENGTH: usize = 32;

/// Names a session; it gives no access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub Uuid);

/// What the browser holds: 64 hexadecimal digits. Whoever has it has the session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; TOKEN_LENGTH]);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    /// Reads the value of a cookie; `None` when it cannot be a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The value for the cookie. Never to be logged.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    fn new(store: &Store) -> Self {
        let mut bytes = [0; TOKEN_LENGTH];
        store.entropy().fill(&mut bytes);
        Self(bytes)
    }

    fn hash(&self) -> Vec<u8> {
        digest::digest(&digest::SHA256, &self.0).as_ref().to_vec()
    }

    /// Follows from the token, so that it lies nowhere and changes with it.
    fn csrf(&self) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let tag = hmac::sign(&key, b"rennsteig csrf v1");
        tag.as_ref().try_into().expect("HMAC-SHA256 has 32 bytes")
    }
}

/// A session as a request sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its name. It stays the same at step-up and change of hat, and is new at sign-in.
    pub id: SessionId,
    /// Who acts, with today's permissions.
    pub scope: Scope,
    /// As what; `None` for a visitor.
    pub hat: Option<Hat>,
    /// How surely we know them; `None` for a visitor.
    pub niveau: Option<Vertrauensniveau>,
    /// Roles at the Behoerde of the hat.
    pub roles: BTreeSet<String>,
    /// Name of the person; `None` for a visitor.
    pub display_name: Option<String>,
    /// Name of the Behoerde of the hat.
    pub behoerde_name: Option<String>,
    /// Secret from which form tokens are made.
    pub csrf: [u8; 32],
    /// When it began.
    pub created: Timestamp,
    /// When it ends in any case; earlier without use.
    pub expires: Timestamp,
    account: Option<AccountId>,
}

impl Session {
    /// Who is signed in, whatever the hat.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        if self.awaits_code() { None } else { self.account }
    }

    /// Whether the password was right and the code of the person's app is still missing. Until it comes nobody is
    /// signed in.
    #[must_use]
    pub const fn awaits_code(&self) -> bool {
        self.account.is_some() && self.niveau.is_none()
    }

    /// Whose password was given, at least.
    pub(crate) const fn claimed(&self) -> Option<AccountId> {
        self.account
    }
}

/// A session that was opened, or whose token was changed: the cookie is to be set anew.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The new token.
    pub token: SessionToken,
    /// The session.
    pub session: Session,
    /// The anonymous session that ended with this sign-in: what belonged to it (drafts) is to be handed over.
    pub previous: Option<SessionId>,
}

/// What a person shows for a higher level of assurance.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    /// A code of their authenticator app: what they had shown when they set it up, [`Vertrauensniveau::Substantiell`] at
    /// most.
    Totp(&'a str),
    /// A click, in demonstrations only: [`Vertrauensniveau::Hoch`].
    DemoAusweis(&'a DemoAusweis),
}

/// A session in a person's list of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// Its name, for [`end_session`].
    pub id: SessionId,
    /// How surely the person was known.
    pub niveau: Option<Vertrauensniveau>,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to the minute.
    pub used: Timestamp,
}

/// Opens a session for a visitor: so that they can begin a draft, and forms can be told from forged ones.
pub async fn anonymous_session(store: &Store) -> Result<Opened> {
    let mut tx = store.begin().await?;
    let token = insert(&mut tx, None, None, None).await?;
    opened(tx, token, None).await
}

/// The session of a token, or `None` when it does not exist, has expired or was ended. Permissions are those of
/// this moment.
pub async fn session(store: &Store, token: &SessionToken) -> Result<Option<Session>> {
    let Some((session, used)) = read(&mut store.reader(), token, store.now()).await? else { return Ok(None) };
    if used.duration_until(store.now()) >= TOUCH {
        let mut tx = store.begin().await?;
        let now = At::from(tx.now());
        sql("UPDATE identity_sessions SET used_at = $2 WHERE id = $1 AND used_at < $2")
            .bind(session.id.0)
            .bind(now)
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Some(session))
}

/// Signs a person in at level basis. `before` is the session of the request, if it has one; it ends here.
/// Staff begin in their first Behoerde by name, see [`change_hat`]. Who has set up an app is not signed in before
/// [`step_up`], see [`Session::awaits_code`]; their session from before stays until then.
///
/// # Errors
/// [`Error::WrongCredentials`] for an unknown login name as for a wrong password, after the same time;
/// [`Error::TooManyAttempts`].
pub async fn sign_in(
    store: &Store,
    login: &str,
    password: &str,
    before: Option<&SessionToken>,
) -> Result<Opened> {
    let login = password::login_name(login).map_err(|_| Error::WrongCredentials)?;
    let subject = Subject::new("password", login.as_bytes());
    attempts::admit(store, &subject).await?;
    let known = credentials::of_login(&mut store.reader(), &login).await?;
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let right = password::verify(password, hash).await;
    let Some((account, hash)) = known.filter(|_| right) else { return Err(Error::WrongCredentials) };
    let renewed = match password::is_outdated(&hash) {
        // An old password may be shorter than today's rules ask; then its hash stays as it is.
        true => HashedPassword::of(password, store.entropy()).await.ok(),
        false => None,
    };

    let mut tx = store.begin().await?;
    attempts::forgive(&mut tx, &subject).await?;
    if let Some(renewed) = renewed {
        credentials::renew_hash(&mut tx, account, &hash, &renewed).await?;
    }
    if passkeys::guards(&mut tx, account).await? {
        let token = await_code(&mut tx, before, account).await?;
        return opened(tx, token, None).await;
    }
    let previous = match before {
        Some(token) => end_before(&mut tx, token).await?,
        None => None,
    };
    let behoerde = first_workplace(&mut tx, account).await?;
    let token = insert(&mut tx, Some(account), behoerde, Some(Vertrauensniveau::Basis)).await?;
    opened(tx, token, previous).await
}

/// Whether this is the password of the account; the attempt counts like one to sign in. Returns what to forgive then.
pub(crate) async fn check_password(store: &Store, account: AccountId, password: &str) -> Result<Subject> {
    let known = credentials::of_account(&mut store.reader(), account).await?;
    let (login, hash) = known.ok_or(Error::WrongCredentials)?;
    let subject = Subject::new("password", login.as_bytes());
    attempts::admit(store, &subject).await?;
    if password::verify(password, Some(hash)).await { Ok(subject) } else { Err(Error::WrongCredentials) }
}

/// Raises the level of assurance of a session, or completes a sign-in that awaits a code; it never lowers it. The token
/// changes.
///
/// # Errors
/// [`Error::SessionEnded`], [`Denied::SignIn`], [`Error::WrongCode`], [`Error::NoSecondFactor`],
/// [`Error::TooManyAttempts`].
pub async fn step_up(store: &Store, token: &SessionToken, proof: Proof<'_>) -> Result<Opened> {
    let (session, _) = read(&mut store.reader(), token, store.now()).await?.ok_or(Error::SessionEnded)?;
    let account = session.account.ok_or(Denied::SignIn)?;
    let (shown, code) = match proof {
        Proof::DemoAusweis(_) => (Vertrauensniveau::Hoch, None),
        Proof::Totp(code) => {
            let subject = Subject::new("totp", account.0.as_bytes());
            attempts::admit(store, &subject).await?;
            let (step, proven) = totp::check(store, account, code).await?;
            (proven, Some((subject, step)))
        }
    };
    let mut tx = store.begin().await?;
    if let Some((subject, step)) = code {
        totp::use_step(&mut tx, account, step).await?;
        attempts::forgive(&mut tx, &subject).await?;
    }
    if session.awaits_code() {
        return complete(tx, token, &session, account, shown).await;
    }
    let opened = raise(&mut tx, token, &session, shown).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Completes a sign-in that awaited a code, in a new session.
pub(crate) async fn complete(
    mut tx: Tx,
    token: &SessionToken,
    session: &Session,
    account: AccountId,
    shown: Vertrauensniveau,
) -> Result<Opened> {
    sql("DELETE FROM identity_sessions WHERE token_hash = $1").bind(token.hash()).execute(&mut tx).await?;
    let behoerde = first_workplace(&mut tx, account).await?;
    let token = insert(&mut tx, Some(account), behoerde, Some(shown)).await?;
    opened(tx, token, Some(session.id)).await
}

/// The hats that the session's account may put on.
pub async fn hats(on: &mut impl Executor, session: &Session) -> Result<Vec<HatChoice>> {
    let Some(account) = session.account() else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    if tables::account_kind(on, account).await? == Some(AccountKind::Person) {
        out.push(HatChoice { hat: Hat::Person, behoerde: None });
    }
    let workplaces = tables::workplaces(on, account).await?;
    out.extend(
        workplaces.into_iter().map(|(id, name)| HatChoice { hat: Hat::Staff(id), behoerde: Some(name) }),
    );
    Ok(out)
}

/// Goes on as another: in one's own affairs, or for another Behoerde. The token changes.
///
/// # Errors
/// [`Error::SessionEnded`]; [`Denied::Kind`] for a hat that [`hats`] does not offer.
pub async fn change_hat(store: &Store, token: &SessionToken, hat: Hat) -> Result<Opened> {
    let mut tx = store.begin().await?;
    let now = tx.now();
    let (session, _) = read(&mut tx, token, now).await?.ok_or(Error::SessionEnded)?;
    if !hats(&mut tx, &session).await?.iter().any(|choice| choice.hat == hat) {
        return Err(Denied::Kind.into());
    }
    let behoerde = match hat {
        Hat::Person => None,
        Hat::Staff(behoerde) => Some(behoerde),
    };
    let token = rotate(&mut tx, token, behoerde, session.niveau).await?;
    opened(tx, token, None).await
}

/// Ends the session of a token. One that has ended already is no error.
pub async fn sign_out(store: &Store, token: &SessionToken) -> Result<()> {
    let mut tx = store.begin().await?;
    sql("DELETE FROM identity_sessions WHERE token_hash = $1").bind(token.hash()).execute(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Ends all sessions of the person who asks, on all devices. Returns how many.
pub async fn sign_out_everywhere(tx: &mut Tx, scope: &Scope) -> Result<u64> {
    let account = scope.account().ok_or(Denied::SignIn)?;
    Ok(sql("DELETE FROM identity_sessions WHERE account = $1").bind(account.0).execute(tx).await?)
}

/// Ends one session of the person who asks.
///
/// # Errors
/// [`Error::SessionEnded`] when they have no such session.
pub async fn end_session(tx: &mut Tx, scope: &Scope, id: SessionId) -> Result<()> {
    let account = scope.account().ok_or(Denied::SignIn)?;
    let ended = sql("DELETE FROM identity_sessions WHERE id = $1 AND account = $2")
        .bind(id.0)
        .bind(account.0)
        .execute(tx)
        .await?;
    if ended == 1 { Ok(()) } else { Err(Error::SessionEnded) }
}

/// The open sessions of the person who asks, newest use first. `now` is the present moment.
pub async fn list_sessions(
    on: &mut impl Executor,
    scope: &Scope,
    now: Timestamp,
) -> Result<Vec<SessionInfo>> {
    let account = scope.account().ok_or(Denied::SignIn)?;
    let rows: Vec<(Uuid, Option<String>, At, At)> =
        sql("SELECT id, niveau, created_at, used_at FROM identity_sessions
         WHERE account = $1 AND niveau IS NOT NULL AND expires_at > $2 AND used_at > $3
         ORDER BY used_at DESC, id")
        .bind(account.0)
        .bind(At::from(now))
        .bind(idle_since(now))
        .all(on)
        .await?;
    let info = |(id, niveau, created, used): (Uuid, Option<String>, At, At)| SessionInfo {
        id: SessionId(id),
        niveau: niveau.as_deref().and_then(Vertrauensniveau::from_word),
        created: created.timestamp(),
        used: used.timestamp(),
    };
    Ok(rows.into_iter().map(info).collect())
}

/// Removes what has expired, codes for a new password too; for a job that runs now and then. Returns how many sessions.
pub async fn purge_sessions(tx: &mut Tx) -> Result<u64> {
    crate::recovery::purge(tx).await?;
    crate::confirmed::purge(tx).await?;
    let now = tx.now();
    Ok(sql("DELETE FROM identity_sessions WHERE expires_at <= $1 OR used_at <= $2")
        .bind(At::from(now))
        .bind(idle_since(now))
        .execute(tx)
        .await?)
}

fn idle_since(now: Timestamp) -> At {
    At::from(now.checked_sub(IDLE).unwrap_or(Timestamp::MIN))
}

async fn first_workplace(tx: &mut Tx, account: AccountId) -> Result<Option<BehoerdeId>> {
    match tables::account_kind(tx, account).await? {
        Some(AccountKind::Staff) => {
            Ok(tables::workplaces(tx, account).await?.into_iter().next().map(|(id, _)| id))
        }
        _ => Ok(None),
    }
}

/// Notes whose password was right. The visitor's session keeps its name: what was begun in it is handed over as soon as
/// the code has come.
async fn await_code(tx: &mut Tx, before: Option<&SessionToken>, account: AccountId) -> Result<SessionToken> {
    let now = tx.now();
    let Some(before) = before else { return insert(tx, Some(account), None, None).await };
    match read(tx, before, now).await? {
        Some((visitor, _)) if visitor.niveau.is_none() => {
            let token = SessionToken::new(tx.store());
            sql("UPDATE identity_sessions SET token_hash = $2, account = $3, used_at = $4 WHERE id = $1")
                .bind(visitor.id.0)
                .bind(token.hash())
                .bind(account.0)
                .bind(At::from(now))
                .execute(tx)
                .await?;
            Ok(token)
        }
        _ => {
            end_before(tx, before).await?;
            insert(tx, Some(account), None, None).await
        }
    }
}

/// Ends the session that a browser had before it signed in; its name, when nobody was signed in.
async fn end_before(tx: &mut Tx, token: &SessionToken) -> Result<Option<SessionId>> {
    let now = tx.now();
    let Some((before, _)) = read(tx, token, now).await? else { return Ok(None) };
    sql("DELETE FROM identity_sessions WHERE id = $1").bind(before.id.0).execute(tx).await?;
    Ok(before.niveau.is_none().then_some(before.id))
}

/// Ends all sessions of an account but this one.
pub(crate) async fn end_others(tx: &mut Tx, account: AccountId, own: SessionId) -> Result<()> {
    sql("DELETE FROM identity_sessions WHERE account = $1 AND id <> $2")
        .bind(account.0)
        .bind(own.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether somebody could sign in to the account: with a password, a passkey, or at a provider other than `without`.
pub(crate) async fn can_sign_in(
    on: &mut impl Executor,
    account: AccountId,
    without: Option<&str>,
) -> Result<bool> {
    let row: (i64,) = sql("SELECT (SELECT count(*) FROM identity_credentials WHERE account = $1)
           + (SELECT count(*) FROM identity_passkeys WHERE account = $1)
           + (SELECT count(*) FROM identity_oidc_links WHERE account = $1 AND issuer <> $2)")
    .bind(account.0)
    .bind(without.unwrap_or_default().to_owned())
    .one(on)
    .await?;
    Ok(row.0 > 0)
}

/// Signs an account in that has shown who it is elsewhere, and ends the session from before.
pub(crate) async fn open_for(
    tx: &mut Tx,
    before: Option<&SessionToken>,
    account: AccountId,
    niveau: Vertrauensniveau,
) -> Result<Opened> {
    let previous = match before {
        Some(token) => end_before(tx, token).await?,
        None => None,
    };
    let behoerde = first_workplace(tx, account).await?;
    let token = insert(tx, Some(account), behoerde, Some(niveau)).await?;
    reopened(tx, token, previous).await
}

/// The same for an account whose second factor is still to be asked for.
pub(crate) async fn open_awaiting(mut tx: Tx, before: &SessionToken, account: AccountId) -> Result<Opened> {
    let token = await_code(&mut tx, Some(before), account).await?;
    opened(tx, token, None).await
}

/// Raises the level of a session whose account has shown more elsewhere; it never lowers it.
pub(crate) async fn raise(
    tx: &mut Tx,
    token: &SessionToken,
    session: &Session,
    shown: Vertrauensniveau,
) -> Result<Opened> {
    let behoerde = match session.hat {
        Some(Hat::Staff(behoerde)) => Some(behoerde),
        _ => None,
    };
    let token = rotate(tx, token, behoerde, session.niveau.max(Some(shown))).await?;
    reopened(tx, token, None).await
}

/// Gives a session a new token after its person has shown anew who they are; all else stays.
pub(crate) async fn renew(mut tx: Tx, token: &SessionToken, session: &Session) -> Result<Opened> {
    let opened = raise(&mut tx, token, session, session.niveau.unwrap_or(Vertrauensniveau::Basis)).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn insert(
    tx: &mut Tx,
    account: Option<AccountId>,
    behoerde: Option<BehoerdeId>,
    niveau: Option<Vertrauensniveau>,
) -> Result<SessionToken> {
    let (id, now) = (tx.new_id(), tx.now());
    let token = SessionToken::new(tx.store());
    sql("INSERT INTO identity_sessions
           (id, token_hash, account, behoerde, niveau, created_at, used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)")
    .bind(id)
    .bind(token.hash())
    .bind(account.map(|a| a.0))
    .bind(behoerde.map(|b| b.0))
    .bind(niveau.map(Vertrauensniveau::as_str))
    .bind(At::from(now))
    .bind(At::from(now.checked_add(LONGEST).unwrap_or(Timestamp::MAX)))
    .execute(tx)
    .await?;
    Ok(token)
}

/// Gives a session a new token; the old one is worth nothing from then on.
async fn rotate(
    tx: &mut Tx,
    old: &SessionToken,
    behoerde: Option<BehoerdeId>,
    niveau: Option<Vertrauensniveau>,
) -> Result<SessionToken> {
    let (token, now) = (SessionToken::new(tx.store()), At::from(tx.now()));
    let changed =
        sql("UPDATE identity_sessions SET token_hash = $2, behoerde = $3, niveau = $4, used_at = $5
         WHERE token_hash = $1")
        .bind(old.hash())
        .bind(token.hash())
        .bind(behoerde.map(|b| b.0))
        .bind(niveau.map(Vertrauensniveau::as_str))
        .bind(now)
        .execute(tx)
        .await?;
    if changed == 1 { Ok(token) } else { Err(Error::SessionEnded) }
}

async fn opened(mut tx: Tx, token: SessionToken, previous: Option<SessionId>) -> Result<Opened> {
    let opened = reopened(&mut tx, token, previous).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn reopened(tx: &mut Tx, token: SessionToken, previous: Option<SessionId>) -> Result<Opened> {
    let now = tx.now();
    let (session, _) = read(tx, &token, now).await?.ok_or(Error::SessionEnded)?;
    Ok(Opened { token, session, previous })
}

type Row = (
    Uuid,
    Option<Uuid>,
    Option<Uuid>,
    Option<String>,
    At,
    At,
    At,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// The live session of a token, and when it was last used.
pub(crate) async fn read(
    on: &mut impl Executor,
    token: &SessionToken,
    now: Timestamp,
) -> Result<Option<(Session, Timestamp)>> {
    let row: Option<Row> =
        sql("SELECT s.id, s.account, s.behoerde, s.niveau, s.created_at, s.used_at, s.expires_at,
           a.kind, a.display_name, b.name
         FROM identity_sessions s
         LEFT JOIN identity_accounts a ON a.id = s.account
         LEFT JOIN identity_behoerden b ON b.id = s.behoerde
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.used_at > $3
           AND (s.account IS NULL OR a.id IS NOT NULL)")
        .bind(token.hash())
        .bind(At::from(now))
        .bind(idle_since(now))
        .optional(on)
        .await?;
    let Some((id, account, behoerde, niveau, created, used, expires, kind, display_name, behoerde_name)) =
        row
    else {
        return Ok(None);
    };
    let account = account.map(AccountId);
    let niveau = niveau.as_deref().and_then(Vertrauensniveau::from_word);
    let kind = kind.as_deref().and_then(AccountKind::from_word);
    let mut roles = BTreeSet::new();
    let (scope, hat) = match (account, niveau, behoerde.map(BehoerdeId)) {
        (Some(account), Some(_), Some(behoerde)) => {
            let granted = tables::granted(on, account, behoerde, now).await?;
            roles = granted.roles;
            let scope =
                Scope::Staff { account, behoerde, permissions: granted.permissions, remit: granted.remit };
            (scope, Some(Hat::Staff(behoerde)))
        }
        (Some(account), Some(niveau), None) if kind == Some(AccountKind::Person) => {
            (Scope::Person { account, niveau }, Some(Hat::Person))
        }
        // Visitors, and staff who work nowhere (any more).
        _ => (Scope::Anonymous, None),
    };
    let session = Session {
        id: SessionId(id),
        scope,
        hat,
        niveau,
        roles,
        display_name: display_name.filter(|_| niveau.is_some()),
        behoerde_name,
        csrf: token.csrf(),
        created: created.timestamp(),
        expires: expires.timestamp(),
        account,
    };
    Ok(Some((session, used.timestamp())))
}
