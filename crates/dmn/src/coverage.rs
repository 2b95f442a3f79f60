//! Which rules of which tables a set of evaluations has used: what scenario tests have tried, and what not.

use crate::{Trace, trace::TableTrace};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts decisions and rules over many traces.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// By name of the decision.
    pub decisions: BTreeMap<String, DecisionCoverage>,
}

/// How a decision was used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DecisionCoverage {
    /// How often it was evaluated.
    pub evaluations: u64,
    /// Its tables, and those of the knowledge models that it called, in the order of their first evaluation.
    pub tables: Vec<TableCoverage>,
}

/// How a table was used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableCoverage {
    /// The id of the element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it decides.
    pub name: String,
    /// How often it was evaluated.
    pub evaluations: u64,
    /// How often no rule was used: none matched, or they contradicted each other.
    pub without_rule: u64,
    /// Its rules in order.
    pub rules: Vec<RuleCoverage>,
}

/// How a rule was used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RuleCoverage {
    /// Its number from 1.
    pub number: usize,
    /// The id of the element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How often all its cells matched.
    pub matched: u64,
    /// How often its outputs were part of the result.
    pub used: u64,
}

impl Coverage {
    /// With nothing evaluated.
    pub fn new() -> Coverage {
        Coverage::default()
    }

    /// Counts what one evaluation did.
    pub fn add(&mut self, trace: &Trace) {
        for decision in &trace.decisions {
            let known = self.decisions.entry(decision.name.clone()).or_default();
            known.evaluations += 1;
            decision.tables.iter().for_each(|table| known.add(table));
        }
    }

    /// The tables with rules that were never used, with the name of their decision.
    pub fn unused(&self) -> impl Iterator<Item = (&str, &TableCoverage)> {
        let tables = self
            .decisions
            .iter()
            .flat_map(|(name, decision)| decision.tables.iter().map(move |table| (name.as_str(), table)));
        tables.filter(|(_, table)| table.unused_rules().next().is_some())
    }
}

impl DecisionCoverage {
    fn add(&mut self, table: &TableTrace) {
        let same = |known: &TableCoverage| {
            known.id == table.id && known.name == table.name && known.rules.len() == table.rules.len()
        };
        let place = self.tables.iter().position(same).unwrap_or_else(|| {
            let (id, name) = (table.id.clone(), table.name.clone());
            let rules = table.rules.iter().map(|rule| RuleCoverage {
                number: rule.number,
                id: rule.id.clone(),
                ..RuleCoverage::default()
            });
            let rules = rules.collect();
            self.tables.push(TableCoverage { id, name, rules, ..TableCoverage::default() });
            self.tables.len() - 1
        });
        self.tables[place].add(table);
    }
}

impl TableCoverage {
    fn add(&mut self, table: &TableTrace) {
        self.evaluations += 1;
        self.without_rule += u64::from(table.used_rules().next().is_none());
        for (known, rule) in self.rules.iter_mut().zip(&table.rules) {
            known.matched += u64::from(rule.matched);
            known.used += u64::from(rule.used);
        }
    }

    /// The rules whose outputs were never part of a result.
    pub fn unused_rules(&self) -> impl Iterator<Item = &RuleCoverage> {
        self.rules.iter().filter(|rule| rule.used == 0)
    }
}
