//! A decision table in the file and what a text shows of it.

use super::find::Located;
use crate::{
    Problem,
    text::{Column, HitPolicy, Role, TableText},
    xml::Element,
};

/// The elements of a table, beside its text.
pub(super) struct Layout<'a> {
    pub(super) element: &'a Element<'a>,
    pub(super) owner: &'a Element<'a>,
    /// Those of inputs, outputs and annotations.
    pub(super) clauses: [Vec<&'a Element<'a>>; 3],
    pub(super) rules: Vec<Rule<'a>>,
    pub(super) text: TableText,
}

/// The elements of a rule.
pub(super) struct Rule<'a> {
    pub(super) element: &'a Element<'a>,
    /// Cells of inputs, outputs and annotations. Of the last there may be fewer than columns.
    pub(super) cells: [Vec<&'a Element<'a>>; 3],
}

pub(super) const ROLES: [Role; 3] = [Role::Input, Role::Output, Role::Annotation];
pub(super) const CLAUSES: [&str; 3] = ["input", "output", "annotation"];
pub(super) const CELLS: [&str; 3] = ["inputEntry", "outputEntry", "annotationEntry"];

impl<'a> Layout<'a> {
    pub(super) fn of(table: &Located<'a>) -> Result<Layout<'a>, Problem> {
        let element = table.element;
        let clauses = groups(element, CLAUSES)?;
        if clauses[1].is_empty() {
            return Err(element.problem("the decision table has no output"));
        }
        let counts = clauses.each_ref().map(Vec::len);
        let rules: Vec<Rule<'a>> =
            element.all("rule").map(|rule| Rule::of(rule, counts)).collect::<Result<_, _>>()?;
        let ends = clauses.iter().flatten().map(|clause| clause.span.end).max();
        if let Some(early) = rules.iter().find(|rule| Some(rule.element.span.start) < ends) {
            return Err(early.element.problem("the rule stands above a column; put it below"));
        }
        let columns = ROLES.iter().zip(&clauses);
        let columns = columns.flat_map(|(role, clauses)| clauses.iter().map(|clause| column(*role, clause)));
        let text = TableText {
            name: table.name.clone(),
            hit_policy: policy(element)?,
            output_label: attribute(element, "outputLabel"),
            columns: columns.collect(),
            rules: rules.iter().map(|rule| rule.texts(counts)).collect(),
        };
        Ok(Layout { element, owner: table.owner, clauses, rules, text })
    }
}

impl<'a> Rule<'a> {
    fn of(element: &'a Element<'a>, counts: [usize; 3]) -> Result<Rule<'a>, Problem> {
        let cells = groups(element, CELLS)?;
        for ((cells, count), name) in cells.iter().zip(counts).zip(CELLS) {
            let enough = cells.len() == count || name == "annotationEntry" && cells.len() < count;
            if !enough {
                let message =
                    format!("the rule has {} cells <{name}>, the table {count} columns", cells.len());
                return Err(element.problem(message));
            }
        }
        Ok(Rule { element, cells })
    }

    fn texts(&self, counts: [usize; 3]) -> Vec<String> {
        let cells = self.cells.iter().zip(counts).flat_map(|(cells, count)| {
            (0..count).map(move |place| cells.get(place).map_or("", |cell| shown(cell)).to_owned())
        });
        cells.collect()
    }
}

/// The children of three names, which must stand in this order as the schema says.
fn groups<'a>(element: &'a Element<'a>, names: [&str; 3]) -> Result<[Vec<&'a Element<'a>>; 3], Problem> {
    let mut groups: [Vec<&Element<'_>>; 3] = Default::default();
    let mut last = 0;
    for child in &element.children {
        let Some(group) = names.iter().position(|name| *name == child.name) else { continue };
        if group < last {
            let message = format!("<{}> stands behind <{}>; put it before", child.name, names[last]);
            return Err(child.problem(message));
        }
        last = group;
        groups[group].push(child);
    }
    Ok(groups)
}

/// What a text shows of an element with a text inside.
pub(super) fn shown<'a>(element: &'a Element<'_>) -> &'a str {
    element.text_of("text").unwrap_or_default()
}

fn attribute(element: &Element<'_>, name: &str) -> String {
    element.attribute(name).map(str::trim).unwrap_or_default().to_owned()
}

fn column(role: Role, element: &Element<'_>) -> Column {
    let text = |name: &str| element.child(name).map(shown).unwrap_or_default().to_owned();
    match role {
        Role::Input => Column {
            role,
            name: text("inputExpression"),
            label: attribute(element, "label"),
            type_ref: element.child("inputExpression").map(|e| attribute(e, "typeRef")).unwrap_or_default(),
            values: text("inputValues"),
            default: String::new(),
        },
        Role::Output => Column {
            role,
            name: attribute(element, "name"),
            label: attribute(element, "label"),
            type_ref: attribute(element, "typeRef"),
            values: text("outputValues"),
            default: text("defaultOutputEntry"),
        },
        Role::Annotation => Column { role, name: attribute(element, "name"), ..Column::default() },
    }
}

fn policy(element: &Element<'_>) -> Result<HitPolicy, Problem> {
    let policy = element.attribute("hitPolicy").unwrap_or("UNIQUE");
    let name = match element.attribute("aggregation") {
        Some(aggregation) if policy == "COLLECT" => format!("{policy} {aggregation}"),
        _ => policy.to_owned(),
    };
    HitPolicy::named(&name).ok_or_else(|| element.problem(format!("the hit policy '{name}' is not known")))
}
