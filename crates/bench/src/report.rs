//! The report: Markdown that also reads well in a terminal, to be pasted into docs/performance.md.

use std::fmt;

/// Which figure is the better one.
#[derive(Clone, Copy)]
pub(crate) enum Better {
    /// Work per second.
    Higher,
    /// Seconds, bytes.
    Lower,
}

/// One figure of ours with the peer's.
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: String,
    /// How much work one unit is, such as `2 pages`.
    pub(crate) work: String,
    /// Of both figures, such as `/s`.
    pub(crate) unit: &'static str,
    /// Which figure is better.
    pub(crate) better: Better,
    /// Our figure.
    pub(crate) ours: f64,
    /// The peer's name, and its figure or why there is none.
    pub(crate) peer: (String, Result<f64, String>),
}

/// All rows, and how cost grows.
pub(crate) struct Report {
    rows: Vec<Row>,
    growth: Vec<(String, f64)>,
    notes: Vec<String>,
}

/// Above this factor, cost for ten times the work counts as growing faster than the work.
const LINEAR: f64 = 13.0;

impl Report {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new(), growth: Vec::new(), notes: Vec::new() }
    }

    /// Adds a figure.
    pub(crate) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds how many times the cost of one is the cost of ten times the work.
    pub(crate) fn growth(&mut self, name: impl Into<String>, factor: f64) {
        self.growth.push((name.into(), factor));
    }

    /// Adds a sentence below the figures, and says it at once: some benchmarks take minutes.
    #[expect(clippy::print_stderr, reason = "a command line tool")]
    pub(crate) fn note(&mut self, note: String) {
        eprintln!("{note}");
        self.notes.push(note);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", machine())?;
        let head = ["benchmark", "work", "Rennsteig", "peer", "ratio"].map(str::to_owned);
        let lines: Vec<[String; 5]> = std::iter::once(head).chain(self.rows.iter().map(line)).collect();
        let width = |column: usize| lines.iter().map(|l| l[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..5).map(width).collect();
        for (number, cells) in lines.iter().enumerate() {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            writeln!(f, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                writeln!(f, "| {} |", rules.join(" | "))?;
            }
        }
        writeln!(f)?;
        for (name, factor) in &self.growth {
            let verdict = if *factor > LINEAR { " - grows faster than the work" } else { "" };
            writeln!(f, "- {name}: ten times the work costs {factor:.1} times as much{verdict}")?;
        }
        for note in &self.notes {
            writeln!(f, "- {note}")?;
        }
        Ok(())
    }
}

fn line(row: &Row) -> [String; 5] {
    let (peer, ratio) = match &row.peer.1 {
        Ok(figure) => {
            let ratio = match row.better {
                Better::Higher => row.ours / figure,
                Better::Lower => figure / row.ours,
            };
            (format!("{} {} {}", row.peer.0, number(*figure), row.unit), format!("{} ×", number(ratio)))
        }
        Err(reason) => (format!("{}: {reason}", row.peer.0), "–".to_owned()),
    };
    [row.name.clone(), row.work.clone(), format!("{} {}", number(row.ours), row.unit), peer, ratio]
}

/// Three figures that count.
fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Processor and number of cores, as the kernel names them.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!("Machine: {model}, {cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}
