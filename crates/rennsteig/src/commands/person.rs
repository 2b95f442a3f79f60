//! `rennsteig person report|erase`: what is held about a person in all offices, and its end (Art. 15 and 17 DSGVO).

use crate::{config::Config, house};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use identity::{AccountId, Held, Scope};
use intake::DraftInfo;
use jiff::{Timestamp, civil::Date};
use records::{AkteId, KeptAkte};
use serde::Serialize;
use std::collections::HashMap;
use store::{Store, Tx};
use uuid::Uuid;

/// What is done about a person.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Says what is held about a person, what the law keeps, why, and until when. Changes nothing.
    Report(Whom),
    /// Erases what the law does not keep: account, contact, sessions, drafts. Says what stays, why, and until when.
    Erase {
        #[command(flatten)]
        whom: Whom,
        /// Also destroys the Akten whose retention is over. They must have been offered to the archive before.
        #[arg(long)]
        destroy_akten: bool,
    },
}

/// A person.
#[derive(Args, Debug)]
pub(crate) struct Whom {
    /// Login name, or id of the account; by its id also once the account is erased.
    person: String,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// What becomes of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Fate {
    /// It is there and can be erased.
    Erasable,
    /// It was erased just now.
    Erased,
    /// The law keeps it.
    Kept,
}

/// Something that is held.
#[derive(Debug, Serialize)]
struct Item {
    what: String,
    fate: Fate,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}

/// All that is held about a person.
#[derive(Debug, Serialize)]
struct Report {
    account: Uuid,
    at: Timestamp,
    items: Vec<Item>,
}

/// What the offices say.
struct Found {
    account: AccountId,
    held: Option<Held>,
    drafts: Vec<DraftInfo>,
    letters: (i64, i64),
    akten: Vec<KeptAkte>,
    unfinished: Vec<Uuid>,
    behoerden: HashMap<Uuid, String>,
}

const HOUSE: Scope = Scope::House;

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    let (whom, erase) = match action {
        Action::Report(whom) => (whom, None),
        Action::Erase { whom, destroy_akten } => (whom, Some(*destroy_akten)),
    };
    // Nobody writes in between what was found and what is erased.
    let mut tx = store.begin().await?;
    let found = Found::about(&mut tx, &whom.person).await?;
    let report = found.report(
        tx.now(),
        if erase.is_some() { Fate::Erased } else { Fate::Erasable },
        erase.unwrap_or(true),
    );
    match erase {
        None => drop(tx),
        Some(destroy) => {
            found.erase(&mut tx, destroy).await?;
            tx.commit().await?;
        }
    }
    print(&store, &report, whom.json);
    store.close().await;
    Ok(())
}

impl Found {
    async fn about(tx: &mut Tx, person: &str) -> Result<Self> {
        let account = match person.parse::<Uuid>() {
            Ok(id) => Some(AccountId(id)),
            Err(_) => identity::account_of_login(tx, &HOUSE, person).await?,
        };
        let Some(account) = account else {
            bail!("nobody signs in as {person:?}; an id of an account will do too")
        };
        let akten = records::akten_of(tx, &HOUSE, account).await?;
        let mut unfinished = cases::unfinished_of(tx, &HOUSE, account).await?;
        // Received, and no Akte was opened for it yet.
        let received = intake::received_from(tx, &HOUSE, account).await?;
        unfinished.extend(received.into_iter().filter(|id| !akten.iter().any(|akte| akte.id == *id)));
        let found = Self {
            account,
            held: identity::held(tx, &HOUSE, account).await?,
            drafts: intake::drafts_of(tx, &HOUSE, account).await?,
            letters: post::letters_of(tx, &HOUSE, account).await?,
            akten,
            unfinished,
            behoerden: identity::behoerden(tx, &HOUSE).await?.into_iter().map(|b| (b.id.0, b.name)).collect(),
        };
        let nothing = found.akten.is_empty() && found.drafts.is_empty() && found.unfinished.is_empty();
        if found.held.is_none() && nothing {
            bail!("nothing is held about the account {}", account.0);
        }
        Ok(found)
    }

    async fn erase(&self, tx: &mut Tx, destroy: bool) -> Result<()> {
        if self.held.as_ref().is_some_and(|held| held.roles > 0) {
            bail!("this account works for a Behoerde: take its roles first (rennsteig account withdraw)");
        }
        intake::erase_drafts(tx, &HOUSE, self.account).await?;
        if self.held.is_some() {
            if self.unfinished.is_empty() {
                identity::erase_account(tx, &HOUSE, self.account).await?;
            } else {
                identity::erase_contact(tx, &HOUSE, self.account).await?;
            }
        }
        let now = tx.now();
        for akte in self.akten.iter().filter(|akte| destroy && akte.is_due(now)) {
            intake::forget(tx, &HOUSE, akte.id).await?;
            post::forget(tx, &HOUSE, akte.id).await?;
            cases::forget(tx, &HOUSE, akte.id).await?;
            records::destroy(tx, &HOUSE, AkteId(akte.id)).await?;
        }
        Ok(())
    }

    fn report(&self, now: Timestamp, gone: Fate, destroy: bool) -> Report {
        let mut items = Vec::new();
        let mut add =
            |what: String, fate, why: Option<String>, until| items.push(Item { what, fate, why, until });
        if let Some(held) = &self.held {
            let login =
                held.login.as_deref().map_or("without a password".to_owned(), |l| format!("signs in as {l}"));
            let what = format!("account of {} ({login}), opened {}", held.display_name, day(held.opened_at));
            if self.unfinished.is_empty() {
                add(what, gone, None, None);
            } else {
                let why = format!(
                    "{} Antraege or Vorgaenge are under way: letters go to this account (Art. 17 Abs. 3 lit. b DSGVO); repeat this when \
                     they have ended",
                    self.unfinished.len()
                );
                add(what, Fate::Kept, Some(why), None);
            }
            if let Some(email) = &held.email {
                add(format!("e-mail address {email}"), gone, None, None);
            }
            add(format!("{} sessions", held.sessions), gone, None, None);
            let others = held.providers + held.passkeys + i64::from(held.second_factor);
            let fate = if self.unfinished.is_empty() { gone } else { Fate::Kept };
            for what in [
                format!("{others} other ways to sign in"),
                format!("{} codes that open or confirm something", held.codes),
            ] {
                add(what, fate, (fate == Fate::Kept).then(|| "part of the account".into()), None);
            }
        }
        for draft in &self.drafts {
            let what = format!("draft {:?}, last changed {}", draft.titel, day(draft.changed_at.timestamp()));
            add(what, gone, None, None);
        }
        if self.letters.0 > 0 {
            let what = format!("{} letters in the mailbox, {} never opened", self.letters.0, self.letters.1);
            add(what, Fate::Kept, Some("part of their Akten".into()), None);
        }
        for akte in &self.akten {
            let behoerde = self.behoerden.get(&akte.behoerde).map_or("a Behoerde", String::as_str);
            let what = format!("Akte {} at {behoerde}, opened {}", akte.aktenzeichen, day(akte.opened_at));
            let (fate, why, until) = self.fate(akte, now, gone, destroy);
            add(what, fate, why, until);
        }
        Report { account: self.account.0, at: now, items }
    }

    fn fate(
        &self,
        akte: &KeptAkte,
        now: Timestamp,
        gone: Fate,
        destroy: bool,
    ) -> (Fate, Option<String>, Option<Date>) {
        let kept = |why: &str, until| (Fate::Kept, Some(why.to_owned()), until);
        match (akte.closed_at, akte.keep_until) {
            _ if self.unfinished.contains(&akte.id) => {
                kept("the Vorgang is under way (Art. 17 Abs. 3 lit. b DSGVO)", None)
            }
            (None, _) | (_, None) => {
                kept("not closed yet; its retention begins then (Art. 17 Abs. 3 lit. b DSGVO)", None)
            }
            (_, until) if !akte.is_due(now) => {
                kept("retention of the service (Art. 17 Abs. 3 lit. b DSGVO)", until)
            }
            _ if destroy => (gone, Some("its retention is over".into()), None),
            (_, until) => kept(
                "its retention is over: offer it to the archive, then repeat with --destroy-akten (Art. 17 Abs. 3 lit. d DSGVO)",
                until,
            ),
        }
    }
}

fn day(at: Timestamp) -> Date {
    store::day_in_germany(at)
}

fn print(store: &Store, report: &Report, json: bool) {
    match serde_json::to_string_pretty(report) {
        Ok(text) if json => println!("{text}"),
        _ => {
            println!("account {}, {}", report.account, day(store.now()));
            for (fate, title) in
                [(Fate::Erased, "erased"), (Fate::Erasable, "can be erased"), (Fate::Kept, "stays")]
            {
                let items: Vec<_> = report.items.iter().filter(|item| item.fate == fate).collect();
                if !items.is_empty() {
                    println!("{title}:");
                }
                for item in items {
                    println!("  {}", item.what);
                    match (&item.why, item.until) {
                        (Some(why), Some(until)) => println!("    until {until}: {why}"),
                        (Some(why), None) => println!("    {why}"),
                        (None, _) => {}
                    }
                }
            }
        }
    }
}
