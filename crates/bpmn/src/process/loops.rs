//! Loop and multi-instance markers (BPMN 2.0.2 sections 10.3.8 and 10.3.9).

use super::compile::{Compiler, is_true};
use super::expression::Expression;
use super::nodes::variable_name;
use super::{Count, Many, ManyBehaviour, Repeat, Throw, events};
use crate::model::Element;

pub(super) fn repeat(compiler: &mut Compiler<'_, '_>, activity: Element<'_>) -> Option<Repeat> {
    if let Some(element) = activity.child("standardLoopCharacteristics") {
        return standard(compiler, element);
    }
    activity
        .child("multiInstanceLoopCharacteristics")
        .and_then(|element| many(compiler, element).map(Repeat::Many))
}

fn standard(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Repeat> {
    let condition = match element.child("loopCondition") {
        Some(condition) => Some(compiler.take(Expression::of_element(condition))?),
        None => None,
    };
    let maximum = match element.attribute("loopMaximum") {
        Some(text) => match text.trim().parse::<u32>() {
            Ok(maximum) => Some(maximum),
            Err(_) => {
                compiler
                    .problem(element, format!("loopMaximum is '{text}'; it must be a whole number from 0"));
                return None;
            }
        },
        None => None,
    };
    if condition.is_none() && maximum.is_none() {
        compiler.problem(element, "the loop never ends; add a loopCondition or loopMaximum");
        return None;
    }
    Some(Repeat::Loop { test_before: is_true(element, "testBefore", false), condition, maximum })
}

fn many(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Many> {
    let completion = match element.child("completionCondition") {
        Some(condition) => Some(compiler.take(Expression::of_element(condition))?),
        None => None,
    };
    Some(Many {
        sequential: is_true(element, "isSequential", false),
        count: count(compiler, element)?,
        item: item(element),
        completion,
        collect: collect(compiler, element)?,
        behaviour: behaviour(compiler, element)?,
    })
}

/// `r:collection="FEEL"`, the data of `loopDataInputRef`, or `loopCardinality`.
fn count(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Count> {
    if let Some(source) = element.extension("collection") {
        return compiler.take(Expression::of_source(element, source)).map(Count::Collection);
    }
    if let Some(data) = element.reference("loopDataInputRef") {
        let source = data_source(element, data);
        return compiler.take(Expression::of_source(element, &source)).map(Count::Collection);
    }
    if let Some(cardinality) = element.child("loopCardinality") {
        return compiler.take(Expression::of_element(cardinality)).map(Count::Cardinality);
    }
    compiler.problem(element, "how many instances? Add loopCardinality, loopDataInputRef or r:collection");
    None
}

/// A data input of the activity stands for the data that flows into it.
fn data_source(element: Element<'_>, data: Element<'_>) -> String {
    let source = data.is("dataInput").then(|| {
        let activity = element.parent()?;
        let association = activity
            .children_of("dataInputAssociation")
            .find(|association| association.reference("targetRef") == Some(data))?;
        association.reference("sourceRef")
    });
    variable_name(source.flatten().unwrap_or(data)).to_string()
}

fn item(element: Element<'_>) -> Option<std::sync::Arc<str>> {
    element.extension("item").map(Into::into).or_else(|| element.child("inputDataItem").map(variable_name))
}

/// `r:collect="FEEL"` of each instance into the list `r:into="name"`.
#[expect(clippy::option_option, reason = "the outer one says that a problem was noted")]
fn collect(
    compiler: &mut Compiler<'_, '_>,
    element: Element<'_>,
) -> Option<Option<(std::sync::Arc<str>, Expression)>> {
    match (element.extension("collect"), element.extension("into")) {
        (Some(source), Some(name)) => {
            let expression = compiler.take(Expression::of_source(element, source))?;
            Some(Some((name.into(), expression)))
        }
        (None, None) => {
            let (Some(item), Some(into)) =
                (element.child("outputDataItem"), element.reference("loopDataOutputRef"))
            else {
                return Some(None);
            };
            let expression = compiler.take(Expression::of_source(item, &variable_name(item)))?;
            Some(Some((variable_name(into), expression)))
        }
        _ => {
            compiler.problem(element, "r:collect and r:into belong together; give both or none");
            None
        }
    }
}

fn behaviour(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<ManyBehaviour> {
    match element.attribute("behavior").unwrap_or("All") {
        "All" => Some(ManyBehaviour::All),
        "One" => event(compiler, element, "oneBehaviorEventRef").map(ManyBehaviour::One),
        "None" => event(compiler, element, "noneBehaviorEventRef").map(ManyBehaviour::None),
        "Complex" => complex(compiler, element).map(ManyBehaviour::Complex),
        other => {
            compiler.problem(element, format!("behavior is '{other}'; it must be All, One, None or Complex"));
            None
        }
    }
}

fn event(compiler: &mut Compiler<'_, '_>, element: Element<'_>, name: &str) -> Option<Throw> {
    let Some(definition) = element.reference(name) else {
        compiler.problem(element, format!("the event to throw is not named; add {name}=\"…\""));
        return None;
    };
    events::thrown(compiler, definition)
}

fn complex(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Vec<(Expression, Throw)>> {
    let mut all = Vec::new();
    for definition in element.children_of("complexBehaviorDefinition") {
        let (Some(condition), Some(event)) = (definition.child("condition"), definition.child("event"))
        else {
            compiler.problem(definition, "a complexBehaviorDefinition needs a 'condition' and an 'event'");
            return None;
        };
        let condition = compiler.take(Expression::of_element(condition))?;
        for thrown in events::definitions(event) {
            let throw = events::thrown(compiler, thrown)?;
            all.push((condition.clone(), throw));
        }
    }
    Some(all)
}
