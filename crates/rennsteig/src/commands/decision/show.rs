//! An explanation as lines of text.

use dmn::{DecisionTrace, RuleTrace, TableTrace, Trace};
use std::fmt::Write as _;

/// All decisions on the way, each with its inputs and what its tables matched.
pub(super) fn explained(trace: &Trace) -> String {
    let mut text = String::new();
    for decision in &trace.decisions {
        let _ = writeln!(text, "\n{} = {}", decision.name, decision.output.text);
        about(&mut text, decision);
        for table in &decision.tables {
            rules(&mut text, table);
        }
    }
    text
}

fn about(text: &mut String, decision: &DecisionTrace) {
    if let Some(question) = &decision.question {
        let _ = writeln!(text, "  {question}");
    }
    for source in &decision.sources {
        let _ = writeln!(text, "  law: {}", source.name);
    }
    for input in &decision.inputs {
        let _ = writeln!(text, "  {} = {}", input.name, input.value.text);
    }
    for warning in &decision.warnings {
        let _ = writeln!(text, "  warning: {warning}");
    }
}

fn rules(text: &mut String, table: &TableTrace) {
    let _ = writeln!(text, "  table {} ({})", table.name, table.hit_policy);
    for rule in &table.rules {
        let _ = writeln!(text, "    rule {}: {}", rule.number, verdict(table, rule));
        if rule.used {
            for annotation in rule.annotations.iter().filter(|text| !text.trim().is_empty()) {
                let _ = writeln!(text, "      {}", annotation.trim());
            }
        }
    }
}

/// Why a rule gives the result, or at which cells it failed.
fn verdict(table: &TableTrace, rule: &RuleTrace) -> String {
    if rule.matched {
        let cells = table.columns.iter().zip(&rule.cells).filter(|(_, cell)| cell.text != "-");
        let met: Vec<String> =
            cells.map(|(column, cell)| format!("{} {}", column.label, cell.text)).collect();
        let met = if met.is_empty() { "always".to_owned() } else { met.join(", ") };
        let values: Vec<&str> = rule.values.iter().map(|value| value.text.as_str()).collect();
        let values = if values.is_empty() { rule.outputs.join(", ") } else { values.join(", ") };
        return format!(
            "{} ({met}) gives {values}",
            if rule.used { "matches" } else { "matches too, not used" }
        );
    }
    let failed = table.columns.iter().zip(&rule.cells).filter(|(_, cell)| !cell.matched);
    let failed: Vec<String> = failed
        .map(|(column, cell)| format!("{} = {} is not {}", column.label, column.value.text, cell.text))
        .collect();
    format!("no: {}", failed.join(", "))
}
