//! `rennsteig strategy import|show|move|suggest|link|unlink|measure|data import|data list`

use super::plan::text_of;
use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use identity::Scope;
use plans::strategie::{Element, Elementart, Ort, Strategie, Stueck, Umzug};
use std::path::{Path, PathBuf};
use steering::Id;
use store::{Executor, Store};
use strategy::{Knoten, Verschiebung};

/// What is done with the strategy.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Takes in an edition of the strategy: text, or PDF where pdftotext is installed. Says what was understood and what was
    /// not. Goals keep their ids where they say the same or nearly; the same edition again changes nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Only reads it and says what would be taken in. Needs no installation.
        #[arg(long)]
        dry_run: bool,
    },
    /// Shows the tree with the ids of its elements, how many measures serve each, and what was moved by hand.
    Show {
        /// With the items of goals and Initiativen, each with its line in the source.
        #[arg(long)]
        items: bool,
    },
    /// Moves below its right parent what came out of a PDF below a wrong one.
    Move(Move),
    /// Lists measures of the latest plan that speak of what an element speaks of.
    Suggest {
        /// Id of the element, or its beginning.
        element: String,
    },
    /// Says that a measure serves an element.
    Link(Pair),
    /// Says that it does not, or no longer.
    Unlink(Pair),
    /// Measures now what the program measures every night.
    Measure,
    /// Tables of staff in published papers, as data sets.
    #[command(subcommand)]
    Data(Data),
}

/// What is done with data sets.
#[derive(Subcommand, Debug)]
pub(crate) enum Data {
    /// Takes in the tables of staff of a file and says what in them does not add up.
    Import {
        /// The file.
        file: PathBuf,
        /// Which paper it is: its title, number and date. Without it, the name of the file.
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
        /// Under which terms the data may be used.
        #[arg(long, value_name = "TEXT")]
        licence: Option<String>,
        /// Only reads it. Needs no installation.
        #[arg(long)]
        dry_run: bool,
    },
    /// Lists the data sets.
    List,
}

/// What is moved, and where to.
#[derive(Args, Debug)]
pub(crate) struct Move {
    /// A goal or Etappenziel by its id or its beginning; or an item by the line in which it begins: line:1102.
    what: String,
    /// Where it belongs: the id of a Handlungsfeld, goal or Initiative, or its beginning; line:905 for an item that goes on
    /// with it.
    to: String,
    /// Only the end of the item, from these words on.
    #[arg(long, value_name = "WORDS")]
    from: Option<String>,
    /// Why. It is published.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// A measure and an element.
#[derive(Args, Debug)]
pub(crate) struct Pair {
    /// The measure: its id, or YEAR:NUMBER, for example 2022:3.2.4.
    measure: String,
    /// Id of the element, or its beginning.
    element: String,
    /// Why. It is published.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) async fn run(config: impl FnOnce() -> Result<Config>, action: &Action) -> Result<()> {
    match action {
        Action::Import { file, dry_run } => {
            let bytes = text_of(file, &[])?;
            let strategie = plans::strategie::read(&String::from_utf8_lossy(&bytes));
            tell(&strategie);
            if *dry_run { Ok(()) } else { import(config()?, &strategie, file).await }
        }
        Action::Show { items } => show(config()?, *items).await,
        Action::Move(moved) => relocate(config()?, moved).await,
        Action::Suggest { element } => suggest(config()?, element).await,
        Action::Link(pair) => link(config()?, pair, true).await,
        Action::Unlink(pair) => link(config()?, pair, false).await,
        Action::Measure => measure(config()?).await,
        Action::Data(Data::Import { file, source, licence, dry_run }) => {
            let bytes = text_of(file, &["-layout"])?;
            let name = source.clone().unwrap_or_else(|| name_of(file));
            let found = strategy::tabellen(&String::from_utf8_lossy(&bytes), &name, licence.as_deref());
            tell_data(&found);
            if *dry_run { Ok(()) } else { keep(config()?, &found, file).await }
        }
        Action::Data(Data::List) => list(config()?).await,
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What was understood, and what was not.
fn tell(strategie: &Strategie) {
    println!("{}", strategie.titel.as_deref().unwrap_or("without a title"));
    for feld in &strategie.handlungsfelder {
        let (goals, stages) = (feld.ziele.len(), feld.etappenziele.len());
        println!("line {}: {} {}: {goals} goals, {stages} Etappenziele", feld.zeile, feld.nummer, feld.titel);
    }
    for one in &strategie.initiativen {
        println!("line {}: Initiative {}, {} items", one.zeile, one.titel, one.punkte.len());
    }
    for hinweis in &strategie.hinweise {
        println!("  to look at: {hinweis}");
    }
}

async fn import(config: Config, strategie: &Strategie, file: &Path) -> Result<()> {
    let store = house::open(&config).await?;
    let mut tx = store.begin().await?;
    let done = strategy::take_in(&mut tx, &Scope::House, strategie, &name_of(file))
        .await
        .with_context(|| file.display().to_string())?;
    tx.commit().await?;
    if done.bekannt {
        println!("known already; nothing was changed");
    } else {
        println!("{} elements are new, {} go on, {} are gone", done.neu, done.fortgefuehrt, done.entfallen);
    }
    store.close().await;
    Ok(())
}

async fn show(config: Config, items: bool) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut reader = store.reader();
    match strategy::edition(&mut reader).await? {
        None => println!("no strategy was taken in yet: \"rennsteig strategy import FILE\" does"),
        Some(edition) => {
            println!("{}, from {}", edition.titel.as_deref().unwrap_or("without a title"), edition.datei);
            let all = strategy::baum(&mut reader).await?;
            for knoten in &all {
                let indent = if knoten.element.eltern.is_some() { "  " } else { "" };
                println!("{indent}{}{}", in_a_line(&knoten.element), served(knoten.zuordnungen.len()));
                for punkt in knoten.element.punkte.iter().filter(|_| items) {
                    println!("{indent}    line:{} {}", punkt.zeile, punkt.text);
                }
            }
            for moved in strategy::verschiebungen(&mut reader).await? {
                println!("{}", moved_in_a_line(&all, &moved));
            }
        }
    }
    store.close().await;
    Ok(())
}

/// How many measures serve an element.
fn served(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "  (1 measure)".to_owned(),
        count => format!("  ({count} measures)"),
    }
}

fn moved_in_a_line(all: &[Knoten], moved: &Verschiebung) -> String {
    let title = |id: &str| {
        let found = all.iter().find(|knoten| knoten.element.id == id);
        found.map_or_else(|| id.to_owned(), |knoten| short(&knoten.element.titel))
    };
    let what = match &moved.umzug.was {
        Stueck::Element(id) => title(id),
        Stueck::Punkt { text, ab, .. } => short(ab.as_ref().unwrap_or(text)),
    };
    let held = if moved.gilt { "" } else { " (not in this edition)" };
    let to = title(moved.umzug.nach.element());
    format!("moved by hand{held}: \"{what}\" from \"{}\" to \"{to}\": {}", title(&moved.von), moved.grund)
}

/// The first words of a text.
fn short(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    let more = if words.len() > 8 { " …" } else { "" };
    format!("{}{more}", words[..words.len().min(8)].join(" "))
}

fn in_a_line(element: &Element) -> String {
    let kind = match element.art {
        Elementart::Handlungsfeld => &element.nummer,
        Elementart::Ziel => "Ziel:",
        Elementart::Etappenziel => "Etappenziel:",
        Elementart::Initiative => "Initiative:",
    };
    format!("{} {kind} {}", element.id, element.titel)
}

async fn relocate(config: Config, moved: &Move) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut tx = store.begin().await?;
    let all = strategy::baum(&mut tx).await?;
    let was = match line_of(&moved.what)? {
        Some(line) => {
            let (element, text) = item_of(&all, line)?;
            Stueck::Punkt { element, text, ab: moved.from.clone() }
        }
        None if moved.from.is_some() => bail!("--from is for an item: give its line, for example line:1102"),
        None => Stueck::Element(element_of(&mut tx, &moved.what).await?.id),
    };
    let nach = match line_of(&moved.to)? {
        Some(line) => {
            let (element, text) = item_of(&all, line)?;
            Ort::Punkt { element, text }
        }
        None => Ort::Element(element_of(&mut tx, &moved.to).await?.id),
    };
    strategy::relocate(&mut tx, &Scope::House, &Umzug { was, nach }, &moved.reason).await?;
    let all = strategy::baum(&mut tx).await?;
    if let Some(done) = strategy::verschiebungen(&mut tx).await?.last() {
        println!("{}", moved_in_a_line(&all, done));
    }
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// The number in `line:1102`.
fn line_of(word: &str) -> Result<Option<u32>> {
    let line = word.strip_prefix("line:").map(str::parse);
    line.transpose().with_context(|| format!("{word:?} is no line: write it as line:1102"))
}

/// The item that begins in a line, with the id of its element.
fn item_of(all: &[Knoten], line: u32) -> Result<(String, String)> {
    let found = strategy::punkt_in_zeile(all, line);
    let (element, punkt) = found.with_context(|| {
        format!("no item begins in line {line}: \"rennsteig strategy show --items\" lists them")
    })?;
    Ok((element.id.clone(), punkt.text.clone()))
}

/// The only element whose id begins so.
async fn element_of(on: &mut impl Executor, beginning: &str) -> Result<Element> {
    let all = strategy::baum(on).await?.into_iter().map(|knoten| knoten.element);
    let mut fitting = all.filter(|element| !beginning.is_empty() && element.id.starts_with(beginning));
    match (fitting.next(), fitting.next()) {
        (Some(element), None) => Ok(element),
        (None, _) => bail!("no element has the id {beginning:?}: \"rennsteig strategy show\" lists them"),
        (Some(_), Some(_)) => bail!("several elements begin with {beginning:?}: give more of the id"),
    }
}

async fn suggest(config: Config, beginning: &str) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut reader = store.reader();
    let element = element_of(&mut reader, beginning).await?;
    println!("{}", in_a_line(&element));
    let found = strategy::vorschlaege(&mut reader, &Scope::House, &element.id).await?;
    for one in &found {
        println!("  {} {} (likeness {:.2})", one.massnahme.0, one.titel, one.naehe);
    }
    if found.is_empty() {
        println!("no measure of the latest plan that is not linked yet speaks of it");
    } else {
        println!("to link one that serves it: rennsteig strategy link MEASURE {beginning} --reason TEXT");
    }
    store.close().await;
    Ok(())
}

async fn link(config: Config, pair: &Pair, serves: bool) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut tx = store.begin().await?;
    let element = element_of(&mut tx, &pair.element).await?;
    let massnahme = measure_of(&mut tx, &pair.measure).await?;
    let done = if serves {
        strategy::link(&mut tx, &Scope::House, &element.id, &massnahme, &pair.reason).await
    } else {
        strategy::unlink(&mut tx, &Scope::House, &element.id, &massnahme, &pair.reason).await
    };
    let how = if serves { "serves" } else { "does not serve" };
    match done {
        Ok(()) => {}
        Err(strategy::Error::Unchanged) if serves => bail!("the measure is linked to it already"),
        Err(strategy::Error::Unchanged) => bail!("the measure is not linked to it"),
        Err(strategy::Error::NoSuchMassnahme) => {
            bail!("there is no measure {:?}: give its id, or YEAR:NUMBER as in 2022:3.2.4", pair.measure)
        }
        Err(error) => return Err(error.into()),
    }
    let titel = steering::massnahme(&mut tx, &massnahme).await?.kurz.titel;
    tx.commit().await?;
    println!("\"{titel}\" {how} \"{}\"", element.titel);
    store.close().await;
    Ok(())
}

/// A measure by its id, or by the year of a plan and its number there.
pub(super) async fn measure_of(on: &mut impl Executor, named: &str) -> Result<Id> {
    if !named.contains(':') {
        return Ok(Id(named.to_owned()));
    }
    let place = steering::fundstelle(on, named).await.with_context(|| named.to_owned())?;
    steering::an_der_stelle(on, &place).await.with_context(|| named.to_owned())
}

async fn measure(config: Config) -> Result<()> {
    let store = house::open_existing(&config).await?;
    let mut tx = store.begin().await?;
    match strategy::measure_all(&mut tx, &Scope::House).await? {
        None => {
            println!("no Kennzahl is measured by the program: define one on the page \"Kennzahlen pflegen\"");
        }
        Some(0) => println!("nothing was due: what can be measured was measured already"),
        Some(1) => println!("1 value was recorded"),
        Some(values) => println!("{values} values were recorded"),
    }
    tx.commit().await?;
    store.close().await;
    Ok(())
}

fn tell_data(found: &[strategy::Datensatz]) {
    for one in found {
        println!("{}: {}, {} rows", one.kopf.id, one.kopf.titel, one.kopf.zeilen);
        for odd in &one.kopf.abweichungen {
            let why = if odd.erklaerbar { ", which rounding explains" } else { "" };
            println!("  line {}: printed {}, computed {}{why}", odd.zeile, odd.gedruckt, odd.gerechnet);
        }
        for hinweis in &one.kopf.hinweise {
            println!("  to look at: {hinweis}");
        }
    }
}

async fn keep(config: Config, found: &[strategy::Datensatz], file: &Path) -> Result<()> {
    let store: Store = house::open(&config).await?;
    let mut tx = store.begin().await?;
    let changed = strategy::keep_data(&mut tx, &Scope::House, found)
        .await
        .with_context(|| file.display().to_string())?;
    tx.commit().await?;
    for (one, changed) in found.iter().zip(changed) {
        println!("{}: {}", one.kopf.id, if changed { "taken in" } else { "known already" });
    }
    store.close().await;
    Ok(())
}

async fn list(config: Config) -> Result<()> {
    let store = house::open_existing(&config).await?;
    for one in strategy::datensaetze(&mut store.reader()).await? {
        println!("{}: {}, {} rows, from {}", one.id, one.titel, one.zeilen, one.quelle);
    }
    store.close().await;
    Ok(())
}
