//! The benchmark `decisions` alone, without the rest of `bench`: for work on `feel` and `dmn`.
//!
//!     cargo run --release -p dmn --example decisions [SECONDS] [WORD OF A MODEL'S NAME]
//!
//! With `RENNSTEIG_DECISION_PEERS` (the folder that `dev/setup decision-peers` made) it runs the peers too.

#[path = "../../bench/src/decisions/models.rs"]
mod models;
#[path = "../../bench/src/decisions/ours.rs"]
mod ours;
#[path = "../../bench/src/decisions/peer.rs"]
mod peer;

use std::{path::Path, time::Duration};

#[expect(clippy::print_stdout, reason = "a command line tool")]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: f64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(0.5);
    let time = Duration::from_secs_f64(seconds.clamp(0.01, 600.0));
    let word = arguments.next().unwrap_or_default();
    let scripts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../bench/src/decisions"));
    let folder = std::env::var_os("RENNSTEIG_DECISION_PEERS");
    println!(
        "| model | engine | load µs | evaluation µs | by name µs | traced µs | allocations | ratio |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    let mut costs: Vec<(&str, f64)> = Vec::new();
    for case in models::all().iter().filter(|case| case.name.contains(&word)) {
        let count = |run: &mut dyn FnMut()| allocation_counter::measure(run).count_total;
        let ours = match ours::measure(case, time, count) {
            Ok(ours) => ours,
            Err(error) => {
                println!("| {} | Rennsteig | {error} | | | | | |", case.name);
                continue;
            }
        };
        println!(
            "| {} | Rennsteig | {:.0} | {:.3} | {:.3} | {:.2} | {:.1} | |",
            case.name, ours.load, ours.evaluation, ours.by_name, ours.traced, ours.allocations
        );
        if let Some(smaller) = case.tenfold_of
            && let Some((_, cost)) = costs.iter().find(|(name, _)| *name == smaller)
        {
            println!("| | | | {:.1} times as {smaller} | | | | |", ours.evaluation / cost);
        }
        costs.push((case.name, ours.evaluation));
        let Some(folder) = &folder else { continue };
        for peer in peer::all(Path::new(folder), scripts) {
            match peer.measure(case, Path::new(folder), time, &ours.results) {
                Ok(told) => println!(
                    "| | {} | {:.0} | {:.3} | | | {} | {:.0} |",
                    peer.name,
                    told.load,
                    told.evaluation,
                    told.allocations.map_or_else(String::new, |count| format!("{count:.1}")),
                    told.evaluation / ours.evaluation,
                ),
                Err(reason) => println!("| | {} | {reason} | | | | | |", peer.name),
            }
        }
    }
}
