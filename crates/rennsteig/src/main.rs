//! The program: command line, configuration, composition; nothing else.

// A command line speaks on standard output and ends with an exit code.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a command line")]

mod commands;
mod config;
mod demo_data;
mod house;
mod oidc;
mod operations;
#[cfg(feature = "otel")]
mod telemetry;

use clap::{Args, Parser, Subcommand};
use config::Config;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs administrative services end to end: catalogue, forms, cases, decisions, notices, files.
#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the installation is.
#[derive(Args, Clone, Debug, Default)]
struct Place {
    /// Configuration file (TOML). Every value can also come from the environment: [database] url is
    /// RENNSTEIG_DATABASE_URL.
    #[arg(long, value_name = "FILE", env = "RENNSTEIG_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Directory for database, files and key, where the configuration does not say otherwise.
    #[arg(long, value_name = "DIR", env = "RENNSTEIG_DATA", global = true)]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves all pages and does the work behind them.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Address and port, for example 127.0.0.1:8080.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Like `serve`, with sample offices of Thueringen, sample accounts and the sample packages. For trying out.
    Demo {
        #[command(flatten)]
        place: Place,
        /// Address and port.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
        listen: String,
        #[command(flatten)]
        brought: commands::demo::Brought,
    },
    /// Checks and repairs the journal and what is derived from it.
    Journal {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::journal::Action,
    },
    /// Brings in who there is: Gebiete, Behoerden, Zustaendigkeiten.
    Catalogue {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::catalogue::Action,
    },
    /// Opens accounts and says who works where.
    Account {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::account::Action,
    },
    /// Makes, checks, tests, installs and offers service packages.
    Package {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::package::Action,
    },
    /// Decides by a DMN model, and tests it. Needs no installation.
    Decision {
        #[command(subcommand)]
        action: commands::decision::Action,
    },
    /// Checks processes, migrates running cases, gives messages to them.
    Process {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::process::Action,
    },
    /// Does the work of processes that is for other programs.
    Work {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::work::Action,
    },
    /// Shows and revives jobs that were given up.
    Jobs {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::jobs::Action,
    },
    /// Says what is held about a person in all offices, and erases what the law does not keep.
    Person {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::person::Action,
    },
    /// Looks at everything that an installation needs; says what is wrong, where, and what to do. Changes nothing. Ends
    /// with 0 when all is well, 1 with warnings, 2 with errors.
    Doctor {
        #[command(flatten)]
        place: Place,
        /// Prints the findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows and renews the master keys.
    Keys {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::keys::Action,
    },
    /// Copies the whole installation as of one moment into a directory, while it works, and verifies the copy.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Backup {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        taking: commands::backup::Taking,
        #[command(subcommand)]
        action: Option<commands::backup::Action>,
    },
    /// Brings a backup into an installation where nothing is yet, on either engine, and verifies it.
    Restore {
        #[command(flatten)]
        place: Place,
        /// Directory of the backup.
        directory: PathBuf,
    },
    /// Takes in the yearly Aktionspläne, and says what in them does not fit.
    Plan {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::plan::Action,
    },
    /// Takes in the strategy of the Land and tables of staff, and says which measures serve which goal.
    Strategy {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::strategy::Action,
    },
    /// Takes in what a Behoerde runs and pays for: Fachverfahren, registers, projects, licences.
    Inventory {
        #[command(flatten)]
        place: Place,
        #[command(subcommand)]
        action: commands::inventory::Action,
    },
    /// Shows the configuration in effect, without secrets, and says what is wrong with it.
    Config {
        #[command(flatten)]
        place: Place,
    },
}

/// Whoever reads what we print may stop in the middle (`| head`). `println!` panics then; that is no reason for alarm, and
/// nobody is there to read the rest.
#[expect(clippy::exit, reason = "there is no other way out of println!")]
fn end_quietly_when_nobody_reads() {
    let alarm = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to std") && said.contains("Broken pipe") {
            // What a shell reports of a program that was ended by this signal.
            std::process::exit(128 + SIGPIPE);
        }
        alarm(panic);
    }));
}

/// The signal of a pipe that nobody reads.
const SIGPIPE: i32 = 13;

#[tokio::main]
async fn main() -> ExitCode {
    end_quietly_when_nobody_reads();
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve { place, listen } => commands::serve::run(load(&place, listen)).await,
        Command::Demo { place, listen, brought } => {
            commands::demo::run(load(&place, Some(listen)), &brought).await
        }
        Command::Journal { place, action } => commands::journal::run(load(&place, None), &action).await,
        Command::Catalogue { place, action } => commands::catalogue::run(load(&place, None), &action).await,
        Command::Account { place, action } => commands::account::run(load(&place, None), &action).await,
        Command::Package { place, action } => commands::package::run(|| load(&place, None), &action).await,
        Command::Decision { action } => commands::decision::run(&action),
        Command::Process { place, action } => commands::process::run(|| load(&place, None), &action).await,
        Command::Plan { place, action } => commands::plan::run(|| load(&place, None), &action).await,
        Command::Strategy { place, action } => commands::strategy::run(|| load(&place, None), &action).await,
        Command::Inventory { place, action } => commands::inventory::run(load(&place, None), &action).await,
        Command::Work { place, action } => commands::work::run(load(&place, None), &action).await,
        Command::Jobs { place, action } => commands::jobs::run(load(&place, None), &action).await,
        Command::Person { place, action } => commands::person::run(load(&place, None), &action).await,
        Command::Doctor { place, json } => return commands::doctor::run(load(&place, None), json).await,
        Command::Keys { place, action } => commands::keys::run(load(&place, None), &action).await,
        Command::Backup { place, taking, action } => {
            commands::backup::run(load(&place, None), &taking, action.as_ref()).await
        }
        Command::Restore { place, directory } => {
            commands::backup::restore(load(&place, None), &directory).await
        }
        Command::Config { place } => {
            load(&place, None).map(|config| println!("{}", config.without_secrets()))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rennsteig: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn load(place: &Place, listen: Option<String>) -> anyhow::Result<Config> {
    let mut config = Config::load(place.config.as_deref(), place.data.as_deref(), std::env::vars())?;
    if let Some(listen) = listen {
        config.server.listen = listen;
    }
    Ok(config)
}
