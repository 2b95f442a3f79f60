//! Reads a text from standard input and prints what was understood: `pdftotext plan.pdf - | cargo run -p plans
//! --example read`. With an argument, everything as JSON.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let reading = plans::read_bytes(&bytes);
    let mut out = std::io::stdout().lock();
    if std::env::args().nth(1).is_some() {
        return writeln!(out, "{}", serde_json::to_string_pretty(&reading).map_err(std::io::Error::other)?);
    }
    for plan in &reading.plans {
        let (from, to) = plan.zeilen;
        writeln!(out, "lines {from} to {to}: {:?}", plan.jahr)?;
        for massnahme in &plan.massnahmen {
            writeln!(out, "  {}: {}", massnahme.zeile, massnahme.name())?;
        }
        writeln!(out, "  {} completed, {} footnotes", plan.abgeschlossen.len(), plan.fussnoten.len())?;
    }
    for note in &reading.notes {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "{:?}", reading.lines)
}
