//! `rennsteig process send|messages`: gives a message from outside to the case that waits for it, lists what nobody
//! waits for.

use crate::{config::Config, house};
use anyhow::{Context as _, Result};
use cases::{Nachricht, NachrichtId};
use clap::Args;
use feel::{Context, Value};
use identity::Scope;
use packages::Library;
use serde_json::Map;
use std::io::Read as _;
use std::path::PathBuf;
use uuid::Uuid;

/// A message.
#[derive(Args, Debug)]
pub(crate) struct Message {
    /// The Behoerde whose case it is for: id in behoerden.toml, or short name.
    #[arg(long, value_name = "BEHOERDE")]
    to: String,
    /// The name of the message in the model.
    #[arg(long)]
    name: String,
    /// The value that tells the case among several (`r:correlation`), such as an Aktenzeichen.
    #[arg(long)]
    key: Option<String>,
    /// An id of the sender's choice: the same message sent again is not delivered again. Without it, each is a new one.
    #[arg(long)]
    id: Option<Uuid>,
    /// What it says: a file with a JSON object; "-" reads standard input. Without it the message is empty.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) async fn run(config: Result<Config>, message: &Message) -> Result<()> {
    let content = match &message.file {
        None => Map::new(),
        Some(path) => read(path)?,
    };
    let store = house::open_existing(&config?).await?;
    let library = Library::new(store.clone());
    let mut tx = store.begin().await?;
    let nachricht = Nachricht {
        id: NachrichtId(message.id.unwrap_or_else(|| tx.new_id())),
        an: house::behoerde(&mut tx, &message.to).await?.id,
        name: message.name.clone(),
        schluessel: message.key.as_deref().map(Value::from),
        inhalt: Context::from_json(&content),
    };
    let to = cases::deliver(&mut tx, &Scope::House, &library, &nachricht).await?;
    tx.commit().await?;
    println!("message {} was delivered to the case {to}", nachricht.id);
    store.close().await;
    Ok(())
}

/// How many messages are listed.
const LISTED: i64 = 1_000;

/// Lists what nobody waits for yet.
pub(super) async fn list(config: Result<Config>) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    let kept = cases::undelivered(&mut store.reader(), &Scope::House, LISTED).await?;
    for message in &kept {
        println!(
            "{} {:?} of the case {}, sent {}",
            message.id,
            message.name,
            message.vorgang,
            message.at.timestamp()
        );
    }
    println!("{} messages wait for somebody who waits for them", kept.len());
    store.close().await;
    Ok(())
}

fn read(path: &std::path::Path) -> Result<Map<String, serde_json::Value>> {
    let place = path.display();
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input cannot be read")?;
        text
    } else {
        std::fs::read_to_string(path).with_context(|| format!("{place} cannot be read"))?
    };
    serde_json::from_str(&text).with_context(|| format!("{place} holds no JSON object"))
}
