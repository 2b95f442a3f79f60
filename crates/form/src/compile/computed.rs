//! Tries out what is computed, with answers made up for all fields: a result of the wrong kind is the editor's to put right,
//! not the applicant's.

use feel::Warning;

use crate::error::FieldProblem;
use crate::layout::Layout;
use crate::model::{Form, NodeId};
use crate::problem::{LAYOUT_FILE, Problem};
use crate::sample::{self, Extent};
use crate::state::State;
use crate::{Setting, value};

/// A computed field with the value that made-up answers give it.
struct Tried {
    node: NodeId,
    fits: bool,
    kind: &'static str,
    warnings: Vec<Warning>,
}

pub(super) fn try_out(form: &mut Form, layout: &Layout, problems: &mut Vec<Problem>) {
    if form.nodes.iter().all(|node| node.computed.is_none()) {
        return;
    }
    let setting = Setting::new(jiff::civil::date(2026, 1, 15), "de");
    let answers = sample::answers(form, &setting, Extent::Everything);
    let tried = tried(&State::new(form, &answers, &setting));
    for found in tried {
        let node = &form.nodes[found.node];
        let (Some(rule), Some(field)) = (&node.computed, node.field()) else { continue };
        let problem = |message| Problem {
            file: LAYOUT_FILE,
            element: Some(node.path.clone()),
            line: layout.lines.field(&node.path).or(layout.lines.field(&node.id)),
            message,
        };
        let source = rule.source();
        if !found.fits {
            let kind = field.computed.map_or_else(String::new, |kind| format!("{kind:?}"));
            problems.push(problem(format!(
                "computed \"{source}\" gives a {} where the type of the field asks for {kind}",
                found.kind
            )));
        } else if let Some(warning) = found.warnings.first() {
            let note = problem(format!("computed \"{source}\" has no value for made-up answers: {warning}"));
            form.notes.push(note);
        }
    }
}

fn tried(state: &State<'_>) -> Vec<Tried> {
    let mut found = Vec::new();
    let wanted = (0..state.form.nodes.len()).filter(|node| state.form.nodes[*node].computed.is_some());
    let wanted = wanted.flat_map(|node| state.form.lineage(node)).collect();
    state.walk(&state.top, &state.root_scope(), &wanted, &mut |instance, scope| {
        let node = &state.form.nodes[instance.node];
        let (Some(rule), Some(field)) = (&node.computed, node.field()) else { return };
        let result = rule.evaluate(scope);
        let kind = result.value.kind();
        let null = result.value.is_null();
        let fits = value::computed(field, result.value, "de") != Err(FieldProblem::NotComputed);
        let warnings = if null { result.warnings } else { Vec::new() };
        found.push(Tried { node: instance.node, fits, kind, warnings });
    });
    found
}
