//! Reads a strategy from standard input and prints its tree, with what a person should look at.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let strategie = plans::strategie::read(&text);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:?} {:?}", strategie.titel, strategie.jahr)?;
    for feld in &strategie.handlungsfelder {
        writeln!(out, "{} {} {}\n  {}", feld.zeile, feld.nummer, feld.titel, feld.text)?;
        for ziel in &feld.ziele {
            writeln!(out, "  {} Ziel: {}", ziel.zeile, ziel.titel)?;
            for punkt in &ziel.punkte {
                writeln!(out, "    {} {}", punkt.zeile, punkt.text)?;
            }
        }
        for punkt in &feld.etappenziele {
            writeln!(out, "  {} Etappenziel: {}", punkt.zeile, punkt.text)?;
        }
    }
    for one in &strategie.initiativen {
        writeln!(out, "{} {}\n  {}\n  {}", one.zeile, one.titel, one.warum, one.soll)?;
        for punkt in &one.punkte {
            writeln!(out, "    {} {}", punkt.zeile, punkt.text)?;
        }
    }
    for hinweis in &strategie.hinweise {
        writeln!(out, "{hinweis}")?;
    }
    Ok(())
}
