//! `rennsteig plan import|export|list|check|findings|link|part|year`

use super::plan_table as table;
use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use identity::Scope;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use steering::{Fundstelle, Geschehen, Korrektur, Reading};
use tabular::FileType;

/// What is done with Aktionspläne.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Takes in all plans of a file: text, PDF where pdftotext is installed, or a table (CSV, XLSX, ODS) with columns as
    /// "plan export" writes them. Says what was understood and what was not.
    /// The same plan again changes nothing.
    Import {
        /// The file. Several plans may follow one another in it.
        file: PathBuf,
        /// The year of the only plan in the file, where the file itself does not say it.
        #[arg(long, value_name = "YEAR")]
        year: Option<i16>,
        /// Only reads it and says what would be taken in. Needs no installation.
        #[arg(long)]
        dry_run: bool,
    },
    /// Writes a plan as a table, which "plan import" takes in again.
    Export {
        /// The year of the plan.
        year: i16,
        /// As what: csv or xlsx.
        #[arg(long = "as", value_name = "TYPE", value_parser = table::kind)]
        kind: FileType,
        /// The file to write, which must not be there yet; Aktionsplan-YEAR.csv or .xlsx where nothing is said.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Lists the plans that were taken in.
    List,
    /// Lists links between plans that a person should make sure of.
    Check,
    /// Lists what does not fit, with its source.
    Findings,
    /// Says that two measures of two plans are the same.
    Link(Pair),
    /// Says that two measures of two plans are not the same.
    Part(Pair),
    /// Says that a plan is of another year than it was taken for.
    Year {
        /// The year it was taken for.
        from: i16,
        /// The year it is of.
        to: i16,
        /// Why. It is kept with the correction.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Two measures, each as `YEAR:NUMBER`, for example 2018:A.3.1.
#[derive(Args, Debug)]
pub(crate) struct Pair {
    /// The measure of the earlier plan.
    earlier: String,
    /// That of the later plan.
    later: String,
    /// Why. It is kept with the correction.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) async fn run(config: impl FnOnce() -> Result<Config>, action: &Action) -> Result<()> {
    match action {
        Action::Import { file, year, dry_run } => {
            let reading = read(file)?;
            tell(&reading);
            if *dry_run { Ok(()) } else { import(config()?, &reading, file, *year).await }
        }
        Action::Export { year, kind, to } => export(config()?, *year, *kind, to.as_deref()).await,
        Action::List => list(config()?).await,
        Action::Check => check(config()?).await,
        Action::Findings => findings(config()?).await,
        Action::Link(pair) => correct(config()?, pair, |von, nach| Korrektur::Verbinden { von, nach }).await,
        Action::Part(pair) => correct(config()?, pair, |von, nach| Korrektur::Trennen { von, nach }).await,
        Action::Year { from, to, reason } => redate(config()?, *from, *to, reason).await,
    }
}

/// Reads a file: a table, a text, or a PDF by way of its text.
fn read(file: &Path) -> Result<Reading> {
    let bytes = bytes_of(file)?;
    if table::is_table(file, &bytes) {
        return table::read(&bytes).with_context(|| file.display().to_string());
    }
    Ok(plans::read_bytes(&text_in(file, bytes, &["-layout"])?))
}

fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Reads a file; a PDF by way of its text, with these options of pdftotext.
pub(super) fn text_of(file: &Path, options: &[&str]) -> Result<Vec<u8>> {
    text_in(file, bytes_of(file)?, options)
}

fn text_in(file: &Path, bytes: Vec<u8>, options: &[&str]) -> Result<Vec<u8>> {
    if !bytes.starts_with(b"%PDF-") {
        return Ok(bytes);
    }
    let output = Command::new("pdftotext").args(options).args(["-enc", "UTF-8"]).arg(file).arg("-").output();
    let output = output.with_context(|| {
        format!(
            "{} is a PDF, and pdftotext is missing: install poppler-utils, or hand in the text",
            file.display()
        )
    })?;
    if !output.status.success() {
        bail!("{}: pdftotext failed: {}", file.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}

/// What was understood, and what was not.
fn tell(reading: &Reading) {
    for plan in &reading.plans {
        let year = plan.jahr.jahr.map_or("without a year".to_owned(), |year| format!("of {year}"));
        let (first, last) = plan.zeilen;
        println!(
            "plan {year}, lines {first} to {last}: {} measures, {} completed ones listed",
            plan.massnahmen.len(),
            plan.abgeschlossen.len()
        );
    }
    let count = reading.lines;
    println!(
        "{} lines: {} in plans, {} footnotes, {} page numbers and the like, {} on stray pages, {} elsewhere, {} empty",
        count.all, count.plan, count.footnotes, count.furniture, count.stray, count.outside, count.blank
    );
    for note in &reading.notes {
        println!("  to look at: {note}");
    }
}

async fn import(config: Config, reading: &Reading, file: &Path, year: Option<i16>) -> Result<()> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let store = house::open(&config).await?;
    let mut tx = store.begin().await?;
    let done = steering::take_in(&mut tx, &Scope::House, reading, &name, year)
        .await
        .with_context(|| file.display().to_string())?;
    tx.commit().await?;
    for (year, geschehen) in &done.plaene {
        let what = match geschehen {
            Geschehen::Neu => "taken in",
            Geschehen::Ersetzt => "taken in, in the place of another text of that year",
            Geschehen::Bekannt => "known already",
        };
        println!("plan of {year}: {what}");
    }
    for line in &done.ohne_jahr {
        println!(
            "the plan at line {line} has no year and was left out; say it with --year and a file of this plan alone"
        );
    }
    for (kept, given_up) in &done.doppelte_ids {
        println!("two ids belong to one measure: {kept} is kept, {given_up} given up");
    }
    println!("{} measures over all years, {} findings", done.massnahmen, done.befunde);
    store.close().await;
    Ok(())
}

async fn export(config: Config, year: i16, kind: FileType, to: Option<&Path>) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let plan = steering::plan(&mut store.reader(), year).await.with_context(|| format!("plan of {year}"))?;
    store.close().await;
    let name = || PathBuf::from(format!("Aktionsplan-{year}.{}", kind.ending()));
    let file = to.map_or_else(name, Path::to_path_buf);
    let content = steering::tabelle(&plan, kind)?;
    // What somebody keeps there is not written over.
    let created = File::create_new(&file).with_context(|| format!("{} cannot be written", file.display()));
    created?.write_all(&content).with_context(|| file.display().to_string())?;
    println!("{}: the plan of {year}, {} measures", file.display(), plan.massnahmen.len());
    Ok(())
}

async fn redate(config: Config, from: i16, to: i16, reason: &str) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut tx = store.begin().await?;
    steering::redate(&mut tx, &Scope::House, from, to, reason)
        .await
        .with_context(|| format!("plan of {from}"))?;
    tx.commit().await?;
    println!("the plan of {from} is now that of {to}; the histories were made anew");
    store.close().await;
    Ok(())
}

async fn list(config: Config) -> Result<()> {
    let store = house::open_existing(&config).await?;
    for plan in steering::plaene(&mut store.reader()).await? {
        println!(
            "{}: {} measures, from {}, taken in {}",
            plan.jahr,
            plan.massnahmen,
            plan.datei,
            plan.aufgenommen_at.timestamp()
        );
        for note in &plan.hinweise {
            println!("  to look at: {note}");
        }
    }
    store.close().await;
    Ok(())
}

async fn check(config: Config) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let unsure = steering::verbindungen(&mut store.reader()).await?;
    for one in &unsure {
        let link = &one.verbindung;
        println!(
            "{} {} (line {}) -> {} {} (line {}): {:?}, weight {:.2}",
            link.von.jahr,
            one.von.1,
            one.von.0,
            link.nach.jahr,
            one.nach.1,
            one.nach.0,
            link.vertrauen,
            link.gewicht
        );
    }
    println!("{} links to make sure of: \"plan link\" and \"plan part\" settle them", unsure.len());
    store.close().await;
    Ok(())
}

async fn findings(config: Config) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let found = steering::befunde(&mut store.reader()).await?;
    for one in &found {
        println!("{}: {}", one.jahr, steering::regel_word(&one.regel));
        for beleg in &one.belege {
            println!("  {}, line {}: {}", beleg.jahr, beleg.zeile, beleg.text);
        }
    }
    println!("{} findings", found.len());
    store.close().await;
    Ok(())
}

async fn correct(
    config: Config,
    pair: &Pair,
    what: impl FnOnce(Fundstelle, Fundstelle) -> Korrektur,
) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut tx = store.begin().await?;
    let earlier = steering::fundstelle(&mut tx, &pair.earlier).await.with_context(|| pair.earlier.clone())?;
    let later = steering::fundstelle(&mut tx, &pair.later).await.with_context(|| pair.later.clone())?;
    steering::correct(&mut tx, &Scope::House, what(earlier, later), &pair.reason).await?;
    tx.commit().await?;
    println!("kept; the histories were made anew");
    store.close().await;
    Ok(())
}
