//! Reads the staff tables in a text from standard input and prints them, with what does not add up.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::stdout().lock();
    for table in plans::staff::einzelplaene(&text) {
        writeln!(out, "{:?}: {} rows", table.jahre, table.positionen.len())?;
        for row in &table.positionen {
            let numbers: Vec<_> = row.werte.iter().map(|wert| wert.map(|wert| wert.beschaeftigte)).collect();
            writeln!(out, "  {} {:?} {} {} {numbers:?}", row.zeile, row.haushalt, row.nummer, row.name)?;
        }
        for odd in &table.abweichungen {
            writeln!(out, "  {odd:?}")?;
        }
        for note in &table.notes {
            writeln!(out, "  {note}")?;
        }
    }
    let table = plans::staff::gemeinden(&text);
    writeln!(out, "{:?}: {} rows", table.gebietsstand, table.zeilen.len())?;
    for odd in &table.abweichungen {
        writeln!(out, "  {odd:?}")?;
    }
    Ok(())
}
