//! `rennsteig account add|password|recover|remove-second-factor|grant|withdraw|list`

use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use identity::{AccountId, AccountKind, Duty, HashedPassword, RecoveryCode, Scope};
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use store::{Executor, Store};

/// What is done with accounts.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Opens an account: of a member of staff where a Behoerde is named, else of a citizen.
    Add {
        /// With what the person signs in.
        login: String,
        /// Given names and family name.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Where the person works: the id in behoerden.toml, or the short name.
        #[arg(long, value_name = "BEHOERDE", requires = "role")]
        behoerde: Option<String>,
        /// As what: a role, or a role for one service (sachbearbeitung:bewohnerparkausweis); may be repeated.
        #[arg(long, value_name = "ROLE", requires = "behoerde")]
        role: Vec<String>,
        #[command(flatten)]
        password: NewPassword,
    },
    /// Sets a new password and ends all sessions of the account.
    Password {
        /// With what the person signs in.
        login: String,
        #[command(flatten)]
        password: NewPassword,
    },
    /// Prints a code with which somebody who forgot their password sets a new one themselves, once, within a day. Make sure
    /// first with whom you speak.
    Recover {
        /// With what the person signs in.
        login: String,
        /// With the new password, authenticator app, passkeys and spare codes are removed too: they are lost as well.
        #[arg(long)]
        second_factor_too: bool,
    },
    /// Removes the authenticator app, the passkeys and the spare codes of somebody who has lost them, and ends all sessions of the account.
    RemoveSecondFactor {
        /// With what the person signs in.
        login: String,
    },
    /// Lets a person work for a Behoerde in a role.
    Grant(Work),
    /// Ends what grant began, at once.
    Withdraw(Work),
    /// Lists the accounts of staff.
    List {
        /// Only of this Behoerde: its id in behoerden.toml, or its short name.
        #[arg(long, value_name = "BEHOERDE")]
        behoerde: Option<String>,
    },
}

/// Who works where as what.
#[derive(Args, Debug)]
pub(crate) struct Work {
    /// With what the person signs in.
    login: String,
    /// Where: the id in behoerden.toml, or the short name.
    #[arg(long, value_name = "BEHOERDE")]
    behoerde: String,
    /// As what: a role, or a role for one service (sachbearbeitung:bewohnerparkausweis); may be repeated.
    #[arg(long, value_name = "ROLE", required = true)]
    role: Vec<String>,
}

/// Where a password comes from: never from the command line, which others can see. Without an option from standard
/// input, or, at a terminal, by chance.
#[derive(Args, Debug)]
pub(crate) struct NewPassword {
    /// File with the password in its only line.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Makes one by chance and prints it once.
    #[arg(long, conflicts_with = "password_file")]
    generate_password: bool,
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let config = config?;
    let store = house::open_existing(&config).await?;
    match action {
        Action::Add { login, name, behoerde, role, password } => {
            add(&store, login, name, behoerde.as_deref(), role, password).await?;
        }
        Action::Password { login, password } => set_password(&store, login, password).await?,
        Action::Recover { login, second_factor_too } => {
            recover(&store, config.site.address.as_deref(), login, *second_factor_too).await?;
        }
        Action::RemoveSecondFactor { login } => remove_second_factor(&store, login).await?,
        Action::Grant(work) => grant(&store, work).await?,
        Action::Withdraw(work) => withdraw(&store, work).await?,
        Action::List { behoerde } => list(&store, behoerde.as_deref()).await?,
    }
    store.close().await;
    Ok(())
}

async fn add(
    store: &Store,
    login: &str,
    name: &str,
    behoerde: Option<&str>,
    roles: &[String],
    password: &NewPassword,
) -> Result<()> {
    if name.trim().is_empty() {
        bail!("--name is empty: give the person's name");
    }
    let given = password.get(store)?;
    // Hashing takes its time, and no transaction should wait for it.
    let hashed = HashedPassword::of(given.text(), store.entropy()).await?;
    let kind = if behoerde.is_some() { AccountKind::Staff } else { AccountKind::Person };
    let mut tx = store.begin().await?;
    let account = identity::open_account(&mut tx, &Scope::House, kind, name).await?;
    identity::set_password(&mut tx, &Scope::House, account, login, &hashed)
        .await
        .with_context(|| format!("{login:?}"))?;
    let mut works = String::from("citizen");
    if let Some(word) = behoerde {
        identity::define_usual_roles(&mut tx, &Scope::House).await?;
        let behoerde = house::behoerde(&mut tx, word).await?;
        for role in roles {
            identity::grant_role(&mut tx, &Scope::House, account, behoerde.id, &Duty::from_word(role))
                .await?;
        }
        works = format!("{} at {}", roles.join(", "), behoerde.name);
    }
    tx.commit().await?;
    println!("{} can sign in as {}: {works}", name.trim(), login.trim());
    given.show();
    Ok(())
}

async fn set_password(store: &Store, login: &str, password: &NewPassword) -> Result<()> {
    let account = account_of(&mut store.reader(), login).await?;
    let given = password.get(store)?;
    let hashed = HashedPassword::of(given.text(), store.entropy()).await?;
    let mut tx = store.begin().await?;
    identity::set_password(&mut tx, &Scope::House, account, login, &hashed).await?;
    tx.commit().await?;
    println!("{login} has a new password; all sessions of the account are ended");
    given.show();
    Ok(())
}

async fn recover(store: &Store, site: Option<&str>, login: &str, second_factor_too: bool) -> Result<()> {
    let code = RecoveryCode::draw(store.entropy()).await?;
    let mut tx = store.begin().await?;
    let account = account_of(&mut tx, login).await?;
    let until = identity::give_recovery(&mut tx, &Scope::House, account, &code, second_factor_too).await?;
    tx.commit().await?;
    let site = site.unwrap_or_default().trim_end_matches('/');
    println!("code: {}", code.reveal());
    println!("With it {login} sets a new password at {site}{}", web::routes::RecoverPath);
    println!(
        "until {}, once. It is not shown again.",
        store::in_germany(until).strftime("%Y-%m-%d %H:%M %Z")
    );
    if second_factor_too {
        println!("Authenticator app, passkeys and spare codes are removed then.");
    }
    Ok(())
}

async fn remove_second_factor(store: &Store, login: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    let account = account_of(&mut tx, login).await?;
    match identity::remove_second_factors(&mut tx, &Scope::House, account).await? {
        0 => println!("{login} has no authenticator app and no passkey"),
        _ => {
            tx.commit().await?;
            println!("{login} signs in with the password alone again; all sessions of the account are ended");
        }
    }
    Ok(())
}

async fn grant(store: &Store, work: &Work) -> Result<()> {
    let mut tx = store.begin().await?;
    identity::define_usual_roles(&mut tx, &Scope::House).await?;
    let account = account_of(&mut tx, &work.login).await?;
    let behoerde = house::behoerde(&mut tx, &work.behoerde).await?;
    let mut lines = Vec::new();
    for role in &work.role {
        let new = identity::grant_role(&mut tx, &Scope::House, account, behoerde.id, &Duty::from_word(role))
            .await?;
        let word = if new { "is" } else { "was already" };
        lines.push(format!("{} {word} {role} at {}", work.login, behoerde.name));
    }
    tx.commit().await?;
    println!("{}", lines.join("\n"));
    Ok(())
}

async fn withdraw(store: &Store, work: &Work) -> Result<()> {
    let mut tx = store.begin().await?;
    let account = account_of(&mut tx, &work.login).await?;
    let behoerde = house::behoerde(&mut tx, &work.behoerde).await?;
    let mut lines = Vec::new();
    for role in &work.role {
        let was =
            identity::withdraw_role(&mut tx, &Scope::House, account, behoerde.id, &Duty::from_word(role))
                .await?;
        let word = if was { "is no longer" } else { "was not" };
        lines.push(format!("{} {word} {role} at {}", work.login, behoerde.name));
    }
    tx.commit().await?;
    println!("{}", lines.join("\n"));
    Ok(())
}

async fn list(store: &Store, behoerde: Option<&str>) -> Result<()> {
    let mut reader = store.reader();
    let behoerde = match behoerde {
        Some(word) => Some(house::behoerde(&mut reader, word).await?.id),
        None => None,
    };
    let known = identity::behoerden(&mut reader, &Scope::House).await?;
    let accounts = identity::staff_accounts(&mut reader, &Scope::House, behoerde).await?;
    for account in &accounts {
        let role = |(at, duty): &(_, Duty)| {
            let at = known.iter().find(|b| b.id == *at).map_or("?", |b| b.short_name.as_str());
            format!("{duty} at {at}")
        };
        let roles: Vec<_> = account.duties.iter().map(role).collect();
        let roles = if roles.is_empty() { "no role".to_owned() } else { roles.join(", ") };
        println!("{:<20} {} ({roles})", account.login.as_deref().unwrap_or("-"), account.display_name);
    }
    println!("{} accounts of staff", accounts.len());
    Ok(())
}

async fn account_of(on: &mut impl Executor, login: &str) -> Result<AccountId> {
    let found = identity::account_of_login(on, &Scope::House, login).await?;
    found.with_context(|| format!("nobody signs in as {login:?}: \"rennsteig account list\" shows the staff"))
}

/// A password on its way.
enum Given {
    ByPerson(String),
    ByChance(String),
}

impl Given {
    fn text(&self) -> &str {
        match self {
            Self::ByPerson(password) | Self::ByChance(password) => password,
        }
    }

    /// Prints what nobody knows yet. Only after it was stored.
    fn show(&self) {
        if let Self::ByChance(password) = self {
            println!("password: {password}");
            println!("It is not shown again. A new one: rennsteig account password LOGIN");
        }
    }
}

impl NewPassword {
    fn get(&self, store: &Store) -> Result<Given> {
        if let Some(file) = &self.password_file {
            let name = file.display().to_string();
            let file = std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?;
            return one_line(file, &name).map(Given::ByPerson);
        }
        if self.generate_password || std::io::stdin().is_terminal() {
            return Ok(Given::ByChance(identity::generated_password(store.entropy())));
        }
        one_line(std::io::stdin(), "standard input").map(Given::ByPerson)
    }
}

/// The only line of a source.
fn one_line(source: impl Read, name: &str) -> Result<String> {
    /// More than any password that is taken.
    const MOST: u64 = 4096;
    let mut text = String::new();
    source.take(MOST).read_to_string(&mut text).with_context(|| format!("{name} cannot be read as text"))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() {
        bail!("{name} holds no password: put one there, or let one be made with --generate-password");
    }
    if line.contains(['\n', '\r']) {
        bail!("{name} has more than one line: a password has one");
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_only_line() {
        for good in ["ein langes Kennwort", "ein langes Kennwort\n", "ein langes Kennwort\r\n"] {
            assert_eq!(one_line(good.as_bytes(), "x").unwrap(), "ein langes Kennwort");
        }
        assert_eq!(one_line(&b" mit Rand \n"[..], "x").unwrap(), " mit Rand ", "spaces are part of it");
        for (bad, why) in [("", "no password"), ("\n", "no password"), ("a\nb\n", "more than one line")] {
            let error = one_line(bad.as_bytes(), "die Datei").unwrap_err().to_string();
            assert!(error.contains("die Datei") && error.contains(why), "{error}");
        }
        assert!(one_line(&b"\xff\xfe"[..], "x").is_err());
    }
}
