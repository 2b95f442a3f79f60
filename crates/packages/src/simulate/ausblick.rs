//! What a notice would be made of if a task ended so: for the draft that a caseworker looks at.

use bpmn::{ActivityId, Input, State};
use feel::Context;
use jiff::Timestamp;

use super::run::{Paper, Run};
use crate::package::Package;
use crate::verfahren::Verfahren;

/// The notice that a case would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Ausblick {
    /// Its template, for [`Package::template`].
    pub template: Option<String>,
    /// The variables of the process by then: fee, sums and results included.
    pub variables: Context,
}

/// Runs a case on from a task that ends with this output, as a pure function: decisions are evaluated, scripts
/// computed, questions stay without an answer, and people after this one choose the first of their outcomes, which is the
/// one that leads on. `None` where that comes to no notice, and where the notice would be made of a form that nobody has
/// filled in yet.
#[must_use]
pub fn ausblick(
    package: &Package,
    verfahren: Verfahren,
    state: State,
    activity: ActivityId,
    output: Context,
    now: Timestamp,
) -> Option<Ausblick> {
    let process = package.process_of(verfahren)?;
    let run = Run::on(package, process, state, Input::Complete { activity, output }, now);
    run.papers.into_iter().find_map(|paper| match paper {
        Paper::Notice { template, variables, .. } => Some(Ausblick { template, variables }),
        Paper::Letter { .. } => None,
    })
}
