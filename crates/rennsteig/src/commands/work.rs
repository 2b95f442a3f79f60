//! `rennsteig work list|run`: work of a process that another program does (`r:operation="auftrag"`).

use crate::{config::Config, house};
use anyhow::{Context as _, Result, bail};
use cases::{Auftrag, Fehlschlag};
use clap::Subcommand;
use feel::Context;
use identity::Scope;
use jiff::SignedDuration;
use packages::Library;
use serde_json::{Map, Value, json};
use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use store::Store;

/// Exit code of a program that wants to be asked again later (`EX_TEMPFAIL` of sysexits.h).
const TRY_AGAIN: i32 = 75;
/// How often it is looked for work when there is none.
const POLL: Duration = Duration::from_secs(2);

/// What is done with work.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Lists what waits for programs, by topic.
    List,
    /// Does the work on a topic with a program, one after the other.
    ///
    /// The program gets a JSON object on standard input: "auftrag" (an id that is the same when it is tried again),
    /// "versuch", "aktenzeichen" and "inhalt". It ends with 0 and a JSON object on standard output: the result; an object
    /// with "fehler" (a code) is an error that the process may catch. It ends with 75 to be asked again later. Any other
    /// end is an incident, with the last line of standard error; staff repair it.
    Run {
        /// The kind of work (`r:topic`).
        #[arg(long)]
        topic: String,
        /// The name under which the work is taken; it stands in the file.
        #[arg(long, default_value = "rennsteig work")]
        worker: String,
        /// How long the program may take, in seconds, without a sign of life; it is prolonged while the program runs.
        #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(i64).range(5..=3600))]
        lease: i64,
        /// How long to wait before work is tried again, in seconds.
        #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(i64).range(0..=86400))]
        pause: i64,
        /// Ends when there is nothing left to do.
        #[arg(long)]
        once: bool,
        /// The program and its arguments.
        #[arg(last = true, required = true)]
        program: Vec<String>,
    },
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    match action {
        Action::List => {
            let waiting = cases::waiting_work(&mut store.reader(), &Scope::House).await?;
            for topic in &waiting {
                println!("{} {}: oldest since {}", topic.anzahl, topic.topic, topic.aelteste.timestamp());
            }
            if waiting.is_empty() {
                println!("nothing waits for programs");
            }
        }
        Action::Run { topic, worker, lease, pause, once, program } => {
            let hand = Hand {
                library: Library::new(store.clone()),
                store: store.clone(),
                topic,
                worker,
                lease: SignedDuration::from_secs(*lease),
                pause: SignedDuration::from_secs(*pause),
                program,
            };
            hand.work(*once).await?;
        }
    }
    store.close().await;
    Ok(())
}

/// Whoever works on a topic with a program.
struct Hand<'a> {
    store: Store,
    library: Library,
    topic: &'a str,
    worker: &'a str,
    lease: SignedDuration,
    pause: SignedDuration,
    program: &'a [String],
}

/// How the program ended.
enum Answer {
    Done(Context),
    Failed(Fehlschlag, String),
}

impl Hand<'_> {
    async fn work(&self, once: bool) -> Result<()> {
        loop {
            let mut tx = self.store.begin().await?;
            let house = &Scope::House;
            let taken =
                cases::lease(&mut tx, house, &self.library, self.topic, self.worker, 1, self.lease).await?;
            tx.commit().await?;
            match taken.into_iter().next() {
                Some(auftrag) => self.one(&auftrag).await?,
                None if once => return Ok(()),
                None => tokio::select! {
                    () = tokio::time::sleep(POLL) => {}
                    _ = tokio::signal::ctrl_c() => return Ok(()),
                },
            }
        }
    }

    async fn one(&self, auftrag: &Auftrag) -> Result<()> {
        let answer = self.ask(auftrag).await?;
        let mut tx = self.store.begin().await?;
        let (id, lease, house) = (auftrag.id, auftrag.lease, &Scope::House);
        let (told, said) = match answer {
            Answer::Done(result) => {
                (cases::complete(&mut tx, house, &self.library, id, lease, &result).await, "done".to_owned())
            }
            Answer::Failed(why, message) => {
                let told = cases::fail(&mut tx, house, &self.library, id, lease, &message, &why).await;
                (told, message)
            }
        };
        match told {
            Ok(()) => {
                tx.commit().await?;
                println!("{id} {}: {said}", auftrag.aktenzeichen);
            }
            // Whoever has it now does it again.
            Err(cases::Error::LeaseLost) => println!("{id} {}: came too late", auftrag.aktenzeichen),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Runs the program, and holds the work while it runs.
    async fn ask(&self, auftrag: &Auftrag) -> Result<Answer> {
        let input = json!({
            "auftrag": auftrag.id, "versuch": auftrag.versuch, "aktenzeichen": auftrag.aktenzeichen,
            "inhalt": Value::from_iter(auftrag.inhalt.0.iter().map(|(name, value)| (name.to_string(), value.to_json()))),
        });
        let (name, arguments) = self.program.split_first().context("name a program after \"--\"")?;
        let child = Command::new(name)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} cannot be run"))?;
        let mut output = tokio::task::spawn_blocking(move || converse(child, &input));
        let third = Duration::from_millis(u64::try_from(self.lease.as_millis() / 3).unwrap_or(1_000));
        loop {
            tokio::select! {
                output = &mut output => return Ok(self.read(&output??)),
                () = tokio::time::sleep(third) => {
                    let mut tx = self.store.begin().await?;
                    let held =
                        cases::extend_lease(&mut tx, &Scope::House, auftrag.id, auftrag.lease, self.lease).await;
                    match held {
                        Ok(()) => tx.commit().await?,
                        Err(error) => bail!("{}: {error}", auftrag.id),
                    }
                }
            }
        }
    }

    fn read(&self, output: &Output) -> Answer {
        let said = String::from_utf8_lossy(&output.stderr);
        let last =
            said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("the program said nothing");
        match output.status.code() {
            Some(0) => match serde_json::from_slice::<Map<String, Value>>(&output.stdout) {
                Ok(result) => match result.get("fehler").and_then(Value::as_str) {
                    Some(code) => Answer::Failed(Fehlschlag::Fachlich(code.to_owned()), last.to_owned()),
                    None => Answer::Done(Context::from_json(&result)),
                },
                Err(error) => Answer::Failed(
                    Fehlschlag::Endgueltig,
                    format!("the program gave no JSON object on standard output: {error}"),
                ),
            },
            Some(TRY_AGAIN) => Answer::Failed(Fehlschlag::Nochmals(self.pause), last.to_owned()),
            Some(code) => Answer::Failed(Fehlschlag::Endgueltig, format!("ended with {code}: {last}")),
            None => Answer::Failed(Fehlschlag::Nochmals(self.pause), "the program was killed".to_owned()),
        }
    }
}

/// Gives a program its input and waits for its end.
fn converse(mut child: Child, input: &Value) -> std::io::Result<Output> {
    if let Some(mut pipe) = child.stdin.take() {
        // A program that does not read its input has ended, and says how.
        let _ = pipe.write_all(input.to_string().as_bytes());
    }
    child.wait_with_output()
}
