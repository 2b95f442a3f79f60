//! Reads a text with several plans from standard input and prints which measure is which of the next plan, how sure and
//! why, and how each history ends.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let plans = plans::read_bytes(&bytes).plans;
    let found = plans::histories(&plans, &plans::Register::default(), &[]);
    let mut out = std::io::stdout().lock();
    let number = |place: &plans::Fundstelle| {
        let number = place.nummer.as_ref().map_or("NEU".to_owned(), ToString::to_string);
        format!("{} {number}", place.jahr)
    };
    for link in &found.verbindungen {
        let (von, nach) = (number(&link.von), number(&link.nach));
        writeln!(
            out,
            "{von} -> {nach} {:?} {:?} {:.2} {:?}",
            link.art, link.vertrauen, link.gewicht, link.gruende
        )?;
    }
    for history in &found.geschichten {
        let stations = history.stationen.iter().map(|station| {
            let massnahme = &plans[station.plan].massnahmen[station.massnahme];
            format!(
                "{}/{}",
                station.jahr,
                massnahme.nummer.as_ref().map_or("NEU".to_owned(), ToString::to_string)
            )
        });
        let stations = stations.collect::<Vec<_>>().join(" ");
        writeln!(out, "{} {stations} aus {:?}: {:?}", history.id.0, history.aus, history.ende)?;
    }
    Ok(())
}
