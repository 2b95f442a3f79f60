//! Reads a text with several plans from standard input and prints the findings and the causes of delay, each with line
//! and sentence.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let plans = plans::read_bytes(&bytes).plans;
    let histories = plans::histories(&plans, &plans::Register::default(), &[]);
    let mut out = std::io::stdout().lock();
    for befund in plans::befunde(&plans, &histories) {
        let number = befund.massnahme.as_ref().and_then(|place| place.nummer.as_ref());
        let number = number.map(ToString::to_string).unwrap_or_default();
        writeln!(out, "{} {number} {:?}", befund.jahr, befund.regel)?;
        for beleg in &befund.belege {
            writeln!(out, "    {} line {}: {}", beleg.jahr, beleg.zeile, beleg.text)?;
        }
    }
    for massnahme in plans.iter().flat_map(|plan| &plan.massnahmen) {
        for fund in plans::ursachen(massnahme) {
            writeln!(out, "{} | {:?} | line {}: {}", massnahme.name(), fund.ursache, fund.zeile, fund.satz)?;
        }
    }
    Ok(())
}
