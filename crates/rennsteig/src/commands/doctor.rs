//! `rennsteig doctor`: looks at everything that an installation needs and says what is wrong, where, and what to do. It
//! changes nothing, and does not upgrade a database.

mod checks;
mod disk;

use crate::config::Config;
use anyhow::Result;
use serde::Serialize;
use std::process::ExitCode;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Good,
    Warning,
    Error,
}

/// What a check found.
#[derive(Debug, Clone, Serialize)]
struct Finding {
    /// What was looked at.
    check: &'static str,
    level: Level,
    /// What it is like, and where.
    what: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
}

/// All findings so far.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn good(&mut self, check: &'static str, what: impl Into<String>) {
        self.0.push(Finding { check, level: Level::Good, what: what.into(), action: None });
    }

    fn bad(&mut self, check: &'static str, level: Level, what: impl Into<String>, action: impl Into<String>) {
        self.0.push(Finding { check, level, what: what.into(), action: Some(action.into()) });
    }

    fn worst(&self) -> Level {
        self.0.iter().map(|finding| finding.level).max().unwrap_or(Level::Good)
    }
}

/// Looks at everything. Ends with 0 when all is well, 1 with warnings, 2 with errors.
pub(crate) async fn run(config: Result<Config>, json: bool) -> ExitCode {
    let mut findings = Findings::default();
    match config {
        Ok(config) => checks::all(&config, &mut findings).await,
        Err(error) => {
            let action =
                "correct the file or the variable; docs/operations/configuration.md lists all values";
            findings.bad("configuration", Level::Error, format!("{error:#}"), action);
        }
    }
    match serde_json::to_string_pretty(&findings.0) {
        Ok(text) if json => println!("{text}"),
        _ => show(&findings),
    }
    match findings.worst() {
        Level::Good => ExitCode::SUCCESS,
        Level::Warning => ExitCode::from(1),
        Level::Error => ExitCode::from(2),
    }
}

fn show(findings: &Findings) {
    for finding in &findings.0 {
        let word = match finding.level {
            Level::Good => "ok",
            Level::Warning => "WARNING",
            Level::Error => "ERROR",
        };
        println!("{word:<8} {}: {}", finding.check, finding.what);
        if let Some(action) = &finding.action {
            println!("         -> {action}");
        }
    }
    let count = |level| findings.0.iter().filter(|finding| finding.level == level).count();
    println!("{} errors, {} warnings", count(Level::Error), count(Level::Warning));
}
