//! Rules that are never used, that say the same as another, or that could be one with another.

use super::{
    FindingKind, Severity,
    cover::{Cover, Exhausted},
    finding::Outputs,
    set::Set,
    table::TableCheck,
};
use crate::syntax::HitPolicy;
use std::collections::HashMap;

/// Rules that together mask another are looked through for those that are not needed, if there are not more.
const MOST_MASKING: usize = 32;

impl TableCheck<'_> {
    /// Rules whose conditions are the same, found by their sets, or by their texts where these are not understood.
    pub(super) fn duplicates(&mut self) {
        let mut first: HashMap<Vec<String>, usize> = HashMap::new();
        let mut first_sets: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut found = Vec::new();
        for rule in self.live_rows() {
            let row = &self.analysis.grid.rows[rule];
            let known = if row.certain {
                *first_sets.entry(row.sets.clone()).or_insert(rule)
            } else {
                *first.entry(self.cell_texts(rule)).or_insert(rule)
            };
            if known == rule {
                continue;
            }
            let outputs = self.compare_outputs(known, rule);
            let region = self.analysis.grid.region(rule);
            let certain = row.certain && self.is_reachable(&region);
            let severity = match (self.table.policy, outputs) {
                (HitPolicy::Unique, _) | (HitPolicy::Any, Outputs::Different) if certain => Severity::Error,
                (HitPolicy::Collect(_) | HitPolicy::RuleOrder | HitPolicy::OutputOrder, outputs)
                    if outputs != Outputs::Same =>
                {
                    Severity::Note
                }
                _ => Severity::Warning,
            };
            found.push((severity, FindingKind::Duplicate { outputs }, vec![known, rule], Vec::new()));
        }
        self.limited("duplicate rules", found, true);
    }

    fn cell_texts(&self, rule: usize) -> Vec<String> {
        let cells = self.table.rules[rule].cells.iter();
        cells.map(|cell| if cell.text.is_empty() { "-".to_owned() } else { cell.text.clone() }).collect()
    }

    /// Rules that are never used because those before them, or those of higher priority, match all they could.
    pub(super) fn masked(&mut self) {
        let order = self.precedence();
        let mut rows: Vec<usize> = self.live_rows().into_iter().filter(|row| order[*row].is_some()).collect();
        rows.sort_by(|a, b| order[*a].cmp(&order[*b]));
        let hulls = self.analysis.grid.hulls(&rows);
        let (mut found, mut stopped) = (Vec::new(), false);
        for (place, rule) in rows.iter().enumerate() {
            match self.masking(*rule, hulls[place], &rows[..place], &hulls[..place]) {
                Ok(Some(masking)) => {
                    let rules: Vec<usize> = masking.into_iter().chain([*rule]).collect();
                    found.push((Severity::Warning, FindingKind::Masked, rules, Vec::new()));
                }
                Ok(None) => {}
                Err(Exhausted) => {
                    stopped = true;
                    break;
                }
            }
        }
        found.sort_by_key(|(_, _, rules, _)| rules.last().copied());
        self.limited("masked rules", found, true);
        if stopped {
            self.not_checked("masked rules");
        }
    }

    /// For each rule its place in the order in which matching rules are used; `None` where it is not known.
    fn precedence(&self) -> Vec<Option<(Vec<usize>, usize)>> {
        let by_priority = self.table.policy == HitPolicy::Priority;
        let rules = self.outputs.iter().enumerate();
        rules
            .map(|(rule, outputs)| {
                if !by_priority {
                    return Some((Vec::new(), rule));
                }
                let ranks = self.table.outputs.iter().zip(outputs).map(|(output, value)| {
                    let value = value.as_ref()?;
                    let listed = output.priorities.iter().position(|listed| listed == value);
                    Some(listed.unwrap_or(output.priorities.len()))
                });
                Some((ranks.collect::<Option<Vec<usize>>>()?, rule))
            })
            .collect()
    }

    /// The rules that match all that this one could, as few as can be told; `None` if there is something left.
    /// `earlier` are used before it.
    fn masking(
        &mut self,
        rule: usize,
        hull: (u32, u32),
        earlier: &[usize],
        hulls: &[(u32, u32)],
    ) -> Result<Option<Vec<usize>>, Exhausted> {
        let grid = &self.analysis.grid;
        let mut candidates: Vec<usize> = Vec::new();
        self.budget.spend(earlier.len() / 16)?;
        for (other, (first, last)) in earlier.iter().zip(hulls) {
            if *first > hull.1 || *last < hull.0 || !grid.rows[*other].certain {
                continue;
            }
            self.budget.spend(0)?;
            if !grid.intersect(*other, rule) {
                continue;
            }
            if grid.is_within(rule, *other) {
                // The same conditions are a finding of their own.
                let same = grid.rows[rule].certain && grid.rows[*other].sets == grid.rows[rule].sets;
                return Ok((!same).then(|| vec![*other]));
            }
            candidates.push(*other);
        }
        // Most rules have a corner that none before them touches; then there is nothing to search.
        if grid.has_open_corner(rule, &candidates) || !self.covers(rule, &candidates)? {
            return Ok(None);
        }
        let mut masking = candidates.clone();
        if masking.len() <= MOST_MASKING {
            // The later ones first, so that those that stay are the first that do it.
            for other in candidates.iter().rev() {
                let fewer: Vec<usize> = masking.iter().copied().filter(|kept| kept != other).collect();
                if self.covers(rule, &fewer)? {
                    masking = fewer;
                }
            }
        }
        Ok(Some(masking))
    }

    fn covers(&mut self, rule: usize, others: &[usize]) -> Result<bool, Exhausted> {
        let grid = &self.analysis.grid;
        let region = grid.region(rule);
        let rows: Vec<u32> = others.iter().filter_map(|row| u32::try_from(*row).ok()).collect();
        Ok(Cover::search(grid, &region, &rows, 1, &mut self.budget)?.is_empty())
    }

    /// Rules with the same outputs and annotations that differ in one column, where their cells can be one.
    pub(super) fn mergeable(&mut self) {
        let certain: Vec<usize> =
            self.live_rows().into_iter().filter(|row| self.analysis.grid.rows[*row].certain).collect();
        let results = self.results();
        let mut found: Vec<(Vec<usize>, usize, Set)> = Vec::new();
        for dimension in 0..self.analysis.grid.dimensions.len() {
            if self.analysis.grid.dimensions[dimension].columns.len() != 1 {
                continue;
            }
            if self.spend(certain.len()).is_err() {
                return self.not_checked("rules that can be merged");
            }
            let mut groups: HashMap<(usize, Vec<u32>), Vec<usize>> = HashMap::new();
            for rule in &certain {
                let mut others = self.analysis.grid.rows[*rule].sets.clone();
                others[dimension] = u32::MAX;
                groups.entry((results[*rule], others)).or_default().push(*rule);
            }
            let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
            groups.sort_unstable();
            groups.into_iter().for_each(|group| self.chains(dimension, group, &mut found));
        }
        let found = found.into_iter().map(|(rules, dimension, set)| {
            let known = &self.analysis.grid.dimensions[dimension];
            let column = known.columns.first().map(|column| self.table.inputs[*column].label.clone());
            let (column, cell) = (column.unwrap_or_default(), known.axis.show_exactly(&set));
            (Severity::Note, FindingKind::Mergeable { column, cell }, rules, Vec::new())
        });
        let found = found.collect();
        self.limited("rules that can be merged", found, true);
    }

    /// A number for each rule; the same for those with the same outputs and annotations.
    fn results(&self) -> Vec<usize> {
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        let rules = self.table.rules.iter().zip(&self.outputs);
        rules
            .map(|(rule, values)| {
                let outputs = rule.outputs.iter().zip(values).map(|((text, _), value)| match value {
                    Some(value) => format!("={value}"),
                    None => text.trim().to_owned(),
                });
                let key: Vec<String> = outputs.chain(rule.annotations.iter().cloned()).collect();
                let next = known.len();
                *known.entry(key).or_insert(next)
            })
            .collect()
    }

    /// The runs of rules in a group whose sets on the one axis stand side by side.
    fn chains(&self, dimension: usize, mut group: Vec<usize>, found: &mut Vec<(Vec<usize>, usize, Set)>) {
        let grid = &self.analysis.grid;
        let ordered_rules = matches!(
            self.table.policy,
            HitPolicy::First | HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Priority
        );
        if !ordered_rules {
            group.sort_by_key(|rule| (grid.set(*rule, dimension).runs().first().copied(), *rule));
        }
        let axis = &grid.dimensions[dimension].axis;
        let mut chain: Option<(Vec<usize>, Set)> = None;
        let mut close = |chain: Option<(Vec<usize>, Set)>| {
            if let Some((mut rules, set)) = chain.filter(|(rules, _)| rules.len() > 1) {
                rules.sort_unstable();
                found.push((rules, dimension, set));
            }
        };
        for rule in group {
            let set = grid.set(rule, dimension);
            chain = match chain {
                Some((mut rules, whole))
                    if !whole.intersects(set)
                        && axis.adjoin(&whole, set)
                        // Where the order counts, no other rule may stand between.
                        && (!ordered_rules || rules.last().is_some_and(|last| last + 1 == rule)) =>
                {
                    rules.push(rule);
                    let whole = whole.union(set);
                    Some((rules, whole))
                }
                other => {
                    close(other);
                    Some((vec![rule], set.clone()))
                }
            };
        }
        close(chain);
    }
}
