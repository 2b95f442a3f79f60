//! Which outcomes of a task need reasons. A decision does (§ 39 Abs. 1 VwVfG); whoever agrees with what somebody else has
//! drafted and reasoned adds none. The process says which is which.

use bpmn::Node;

/// The attribute of a user task that names the outcomes that need reasons.
pub(crate) const ATTRIBUTE: &str = "reasons";

/// Whether a task that ends with this outcome needs reasons: those that `r:reasons` names do, without it all.
#[must_use]
pub fn needs_reasons(task: &Node, outcome: &str) -> bool {
    task.extension(ATTRIBUTE).is_none_or(|named| named.split_whitespace().any(|word| word == outcome))
}
