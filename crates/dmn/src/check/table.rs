//! The checks of one decision table.

use super::{
    CheckOptions, Finding, FindingKind, Severity,
    columns::{self, Analysis},
    cover::{Budget, Exhausted},
    finding::{Example, Outputs},
    outcomes,
    place::Place,
    set::Set,
};
use crate::{
    program::{Graph, RuleCode, TableCode},
    syntax::HitPolicy,
};
use feel::Value;

/// A table that is being checked.
pub(super) struct TableCheck<'a> {
    pub(super) table: &'a TableCode,
    /// The decision or knowledge model it is in.
    pub(super) decision: &'a str,
    pub(super) analysis: Analysis,
    /// For each rule its outputs as far as they are constant.
    pub(super) outputs: Vec<Vec<Option<Value>>>,
    pub(super) budget: Budget,
    pub(super) most: usize,
    pub(super) found: Vec<Finding>,
}

/// Checks a table.
pub(super) fn check(
    table: &TableCode,
    decision: &str,
    places: &[Place],
    graph: &Graph,
    options: &CheckOptions,
) -> Vec<Finding> {
    let analysis = columns::analyse(table, places, graph);
    let mut check = TableCheck {
        table,
        decision,
        analysis,
        outputs: table.rules.iter().map(|rule| constant_outputs(table, rule)).collect(),
        budget: Budget(options.steps),
        most: options.findings,
        found: Vec::new(),
    };
    check.cells();
    check.outputs();
    check.gaps();
    check.duplicates();
    match table.policy {
        HitPolicy::Unique | HitPolicy::Any => check.overlaps(),
        HitPolicy::First | HitPolicy::Priority => check.masked(),
        HitPolicy::Collect(_) | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {}
    }
    check.mergeable();
    check.found
}

fn constant_outputs(table: &TableCode, rule: &RuleCode) -> Vec<Option<Value>> {
    let cells = table.outputs.iter().zip(&rule.outputs);
    cells
        .map(|(output, (_, code))| match outcomes::of_cell(output, code)?.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        })
        .collect()
}

impl TableCheck<'_> {
    /// Adds a finding about rules, numbered from 0; it points to the last of them, or to the table.
    pub(super) fn find(
        &mut self,
        severity: Severity,
        kind: FindingKind,
        rules: &[usize],
        example: Vec<Example>,
    ) {
        let rule = rules.last().map(|rule| &self.table.rules[*rule]);
        let (element, line) = match rule {
            Some(rule) => (rule.id.clone(), rule.line),
            None => (self.table.id.clone(), self.table.line),
        };
        self.find_at(severity, kind, element, line, rules, example);
    }

    pub(super) fn find_at(
        &mut self,
        severity: Severity,
        kind: FindingKind,
        element: Option<String>,
        line: u32,
        rules: &[usize],
        example: Vec<Example>,
    ) {
        self.found.push(Finding {
            severity,
            kind,
            element,
            line: Some(line),
            decision: Some(self.decision.to_owned()),
            table: self.table.id.clone(),
            rules: rules.iter().map(|rule| rule + 1).collect(),
            example,
        });
    }

    /// Adds findings of one kind, as many as wanted; `counted` says whether these are all.
    pub(super) fn limited(
        &mut self,
        what: &str,
        found: Vec<(Severity, FindingKind, Vec<usize>, Vec<Example>)>,
        counted: bool,
    ) {
        let more = found.len().saturating_sub(self.most);
        for (severity, kind, rules, example) in found.into_iter().take(self.most) {
            self.find(severity, kind, &rules, example);
        }
        if more > 0 || !counted {
            let count = counted.then_some(more);
            self.find(Severity::Note, FindingKind::More { what: what.to_owned(), count }, &[], Vec::new());
        }
    }

    /// Says that so many more were left out.
    pub(super) fn more(&mut self, what: &str, count: usize) {
        if count > 0 {
            let kind = FindingKind::More { what: what.to_owned(), count: Some(count) };
            self.find(Severity::Note, kind, &[], Vec::new());
        }
    }

    pub(super) fn not_checked(&mut self, what: &str) {
        self.find(Severity::Note, FindingKind::NotChecked { what: what.to_owned() }, &[], Vec::new());
    }

    /// Whether the rules have the same outputs.
    pub(super) fn compare_outputs(&self, a: usize, b: usize) -> Outputs {
        let texts = |rule: usize| self.table.rules[rule].outputs.iter().map(|(text, _)| text.trim());
        let values = self.outputs[a].iter().zip(&self.outputs[b]);
        let mut all = Outputs::Same;
        for ((left, right), (left_text, right_text)) in values.zip(texts(a).zip(texts(b))) {
            match (left, right) {
                (Some(left), Some(right)) if left == right => {}
                (Some(_), Some(_)) => return Outputs::Different,
                _ if left_text == right_text => {}
                _ => all = Outputs::Unknown,
            }
        }
        all
    }

    /// An example of a region, with what all of it looks like.
    pub(super) fn example(&self, region: &[Set]) -> Vec<Example> {
        let columns = self.table.inputs.iter().zip(&self.analysis.columns);
        columns
            .map(|(column, facts)| {
                let axis = &self.analysis.grid.dimensions[facts.dimension].axis;
                let set = &region[facts.dimension];
                Example {
                    column: column.label.clone(),
                    value: (&axis.example(set)).into(),
                    tests: axis.show(set),
                }
            })
            .collect()
    }

    /// Whether a region can be reached for sure: what bounds it is given from outside, column by column.
    pub(super) fn is_reachable(&self, region: &[Set]) -> bool {
        self.analysis.grid.dimensions.iter().zip(region).all(|(known, set)| {
            known.axis.wanted.is_within(set) || known.free && set.intersects(&known.axis.wanted)
        })
    }

    /// The rules that can match at all.
    pub(super) fn live_rows(&self) -> Vec<usize> {
        let grid = &self.analysis.grid;
        (0..grid.rows.len()).filter(|row| !grid.is_empty(*row)).collect()
    }

    fn gaps(&mut self) {
        let severity = match self.table.policy {
            // No rule means an empty list, or a count of 0: both are results.
            HitPolicy::Collect(None | Some(crate::syntax::Aggregator::Count))
            | HitPolicy::RuleOrder
            | HitPolicy::OutputOrder => return,
            HitPolicy::Collect(Some(_)) => Severity::Warning,
            _ => Severity::Error,
        };
        if self.table.outputs.iter().any(|output| output.default.is_some()) {
            return;
        }
        let grid = &self.analysis.grid;
        let region: Vec<Set> = grid.dimensions.iter().map(|known| known.axis.wanted.clone()).collect();
        let rows: Vec<u32> = self.live_rows().into_iter().filter_map(|row| u32::try_from(row).ok()).collect();
        // One more tells whether there are more; some of them may be joined.
        let most = self.most.saturating_mul(4).saturating_add(1);
        let open = super::cover::Cover::search(grid, &region, &rows, most, &mut self.budget);
        let Ok(open) = open else { return self.not_checked("gaps") };
        let counted = open.len() < most;
        let found = super::cover::join(open).into_iter().map(|part| {
            let certain = self.is_reachable(&part);
            let severity = if certain { severity } else { severity.min(Severity::Warning) };
            (severity, FindingKind::Gap { certain }, Vec::new(), self.example(&part))
        });
        let found = found.collect();
        self.limited("gaps", found, counted);
    }

    fn overlaps(&mut self) {
        let live = self.live_rows();
        let grid = &self.analysis.grid;
        let certain: Vec<usize> = live.into_iter().filter(|row| grid.rows[*row].certain).collect();
        let (mut pairs, mut count, mut stopped) = (Vec::new(), 0usize, false);
        let budget = &mut self.budget;
        let most = self.most;
        grid.pairs(&certain, &mut |a, b| {
            stopped = budget.spend(0).is_err();
            // Rules with the same conditions are a finding of their own.
            if !stopped && grid.rows[a].sets != grid.rows[b].sets && grid.intersect(a, b) {
                count += 1;
                // Any of them will do, but always the same ones.
                if pairs.len() < most.saturating_mul(50) {
                    pairs.push((a, b));
                }
            }
            !stopped
        });
        pairs.sort_unstable();
        let left_out = count - pairs.len().min(most);
        let found: Vec<_> = pairs.into_iter().take(most).map(|(a, b)| self.overlap(a, b)).collect();
        self.limited("overlaps", found, true);
        self.more("overlaps", left_out);
        if stopped {
            self.not_checked("overlaps");
        }
    }

    fn overlap(&self, a: usize, b: usize) -> (Severity, FindingKind, Vec<usize>, Vec<Example>) {
        let outputs = self.compare_outputs(a, b);
        let grid = &self.analysis.grid;
        let region: Vec<Set> =
            (0..grid.dimensions.len()).map(|at| grid.set(a, at).intersection(grid.set(b, at))).collect();
        let certain = self.is_reachable(&region);
        let severity = match (self.table.policy, outputs) {
            (HitPolicy::Any, Outputs::Same | Outputs::Unknown) => Severity::Note,
            _ if certain => Severity::Error,
            _ => Severity::Warning,
        };
        (severity, FindingKind::Overlap { outputs, certain }, vec![a, b], self.example(&region))
    }

    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        self.budget.spend(steps)
    }
}
