//! Checks models: `cargo run --release -p dmn --example check -- FILE.dmn ...` prints what it finds in each, with the
//! models beside a file as its imports. `-- generate` times the checks of made-up tables of 10 to 10,000 rules.
#![expect(clippy::print_stdout, reason = "an example talks on standard output")]

use dmn::Reader;
use std::{fmt::Write, fs, path::Path, time::Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "generate") {
        for rules in [10, 100, 1_000, 10_000] {
            for (name, table) in [("a grid", grid(rules)), ("a list", list(rules)), ("random", random(rules))]
            {
                time(name, rules, &table)?;
            }
        }
        return Ok(());
    }
    for file in &arguments {
        check(Path::new(file))?;
    }
    Ok(())
}

fn check(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut others = Vec::new();
    for entry in
        fs::read_dir(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
    {
        let path = entry?.path();
        if path != file && path.extension().is_some_and(|extension| extension == "dmn") {
            others.push(fs::read(path)?);
        }
    }
    let reader = others.iter().fold(Reader::new(), |reader, other| reader.import(other));
    let (model, problems) = reader.read_tolerant(&fs::read(file)?);
    println!("{}: {} problems", file.display(), problems.len());
    let Some(model) = model else { return Ok(()) };
    let start = Instant::now();
    let found = model.check();
    println!("  {} findings in {:.1} ms", found.len(), start.elapsed().as_secs_f64() * 1e3);
    found.iter().for_each(|finding| println!("  {finding}"));
    Ok(())
}

fn time(name: &str, rules: usize, table: &str) -> Result<(), Box<dyn std::error::Error>> {
    let model = dmn::Model::read(table.as_bytes()).map_err(|problems| format!("{problems:?}"))?;
    let start = Instant::now();
    let found = model.check();
    let millis = start.elapsed().as_secs_f64() * 1e3;
    let unfinished =
        found.iter().filter(|finding| matches!(finding.kind, dmn::FindingKind::NotChecked { .. }));
    let unfinished: Vec<String> = unfinished.map(dmn::Finding::message).collect();
    println!(
        "{name}, {rules} rules, 5 columns: {millis:.1} ms, {} findings {}",
        found.len(),
        unfinished.join("; ")
    );
    Ok(())
}

/// A model with a table over three numbers, a text and a boolean.
fn model(policy: &str, rules: &[[String; 5]]) -> String {
    let mut xml =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">"
            .to_owned();
    let kinds = ["number", "number", "number", "string", "boolean"];
    let (mut needs, mut columns) = (String::new(), String::new());
    for (at, kind) in kinds.iter().enumerate() {
        let _ = write!(
            xml,
            "<inputData id=\"i{at}\" name=\"i{at}\"><variable name=\"i{at}\" typeRef=\"{kind}\"/></inputData>"
        );
        let _ = write!(
            needs,
            "<informationRequirement><requiredInput href=\"#i{at}\"/></informationRequirement>"
        );
        let _ = write!(
            columns,
            "<input><inputExpression typeRef=\"{kind}\"><text>i{at}</text></inputExpression></input>"
        );
    }
    let _ = write!(
        xml,
        "<decision id=\"d\" name=\"d\">{needs}<decisionTable id=\"t\" hitPolicy=\"{policy}\">{columns}<output/>"
    );
    for (number, cells) in rules.iter().enumerate() {
        xml += "<rule>";
        for cell in cells {
            let _ = write!(xml, "<inputEntry><text>{}</text></inputEntry>", cell.replace('<', "&lt;"));
        }
        let _ = write!(xml, "<outputEntry><text>{number}</text></outputEntry></rule>");
    }
    xml + "</decisionTable></decision></definitions>"
}

/// A part of the number line cut into so many ranges without gaps.
fn part(at: usize, parts: usize) -> String {
    match at {
        0 if parts == 1 => "-".to_owned(),
        0 => "< 10".to_owned(),
        _ if at + 1 == parts => format!(">= {}", at * 10),
        _ => format!("[{}..{})", at * 10, at * 10 + 10),
    }
}

/// Every combination of ranges once: complete and without overlaps.
fn grid(rules: usize) -> String {
    let side = ((rules / 10) as f64).cbrt().round().max(1.0) as usize;
    let texts = ["\"a\"", "\"b\"", "\"c\"", "\"d\"", "not(\"a\", \"b\", \"c\", \"d\")"];
    let all = (0..rules).map(|rule| {
        let (text, rest) = (texts[rule / 2 % 5], rule / 10);
        let last = (rules / 10).div_ceil(side * side).max(1);
        [
            part(rest % side, side),
            part(rest / side % side, side),
            part(rest / side / side, last),
            text.to_owned(),
            (rule % 2 == 0).to_string(),
        ]
    });
    model("UNIQUE", &all.collect::<Vec<_>>())
}

/// Thresholds in one column with exceptions before them, as in lists of fees: the first rule that fits.
fn list(rules: usize) -> String {
    let all = (0..rules).map(|rule| {
        let limit = format!("< {}", (rule / 2 + 1) * 10);
        let dash = || "-".to_owned();
        match rule {
            _ if rule + 1 == rules => [dash(), dash(), dash(), dash(), dash()],
            _ if rule % 2 == 0 => [limit, dash(), dash(), "\"a\"".to_owned(), "true".to_owned()],
            _ => [limit, dash(), dash(), dash(), dash()],
        }
    });
    model("FIRST", &all.collect::<Vec<_>>())
}

/// Ranges without any order, full of gaps and overlaps.
fn random(rules: usize) -> String {
    let mut state = 88_172_645_463_325_252u64;
    let mut next = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let all = (0..rules).map(|_| {
        let mut range = || {
            let low = next(1_000);
            if next(4) == 0 { "-".to_owned() } else { format!("[{low}..{}]", low + next(100)) }
        };
        let numbers = [range(), range(), range()];
        let text = ["-", "\"a\"", "\"b\"", "not(\"a\")"][next(4) as usize].to_owned();
        let truth = ["-", "true", "false"][next(3) as usize].to_owned();
        let [a, b, c] = numbers;
        [a, b, c, text, truth]
    });
    model("UNIQUE", &all.collect::<Vec<_>>())
}
