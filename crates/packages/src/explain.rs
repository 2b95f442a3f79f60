//! The reasons of a decision, from its trace, as they stand in the notice.

use crate::notice::Grund;

/// Annotation column with the reason, in German that a citizen reads.
const BEGRUENDUNG: &str = "Begründung";
/// Annotation column with the section of law.
const RECHTSGRUNDLAGE: &str = "Rechtsgrundlage";

/// Reasons of the rules that matched in the table that was asked for: the annotation `Begründung`, with the
/// annotation `Rechtsgrundlage` as its source. Rules without such an annotation give none.
#[must_use]
pub fn gruende(outcome: &dmn::Outcome) -> Vec<Grund> {
    let tables = outcome.trace.asked().into_iter().flat_map(|decision| &decision.tables);
    tables.flat_map(|table| table.used_rules().filter_map(|rule| grund(&table.annotations, rule))).collect()
}

fn grund(names: &[String], rule: &dmn::RuleTrace) -> Option<Grund> {
    let annotation = |name: &str| {
        let place = names.iter().position(|known| known == name)?;
        rule.annotations.get(place).map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    Some(Grund { text: annotation(BEGRUENDUNG)?, quelle: annotation(RECHTSGRUNDLAGE) })
}
