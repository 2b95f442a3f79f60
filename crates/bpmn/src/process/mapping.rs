//! Which values go into an activity and which come out: `r:input` and `r:output` elements with FEEL, or the
//! data associations of the standard (BPMN 2.0.2 section 10.4.2).
//!
//! ```xml
//! <extensionElements>
//!   <r:input name="betrag" value="gebuehr.summe"/>
//!   <r:output name="bezahlt" value="status = &quot;ok&quot;"/>
//! </extensionElements>
//! ```

use std::sync::Arc;

use feel::{Context, Value};

use super::compile::Compiler;
use super::expression::{EvaluationError, Expression};
use super::nodes::variable_name;
use crate::model::{Element, RENNSTEIG};

/// Names with the source of their values.
#[derive(Debug)]
pub(crate) struct Mapping(Vec<(Arc<str>, Source)>);

#[derive(Debug)]
enum Source {
    Variable(Arc<str>),
    Expression(Expression),
}

impl Mapping {
    /// Evaluates all sources; variables that do not exist are null.
    pub(crate) fn apply(&self, scope: &Context) -> Result<Context, EvaluationError> {
        self.0
            .iter()
            .map(|(name, source)| {
                let value = match source {
                    Source::Variable(variable) => scope.get(variable).cloned().unwrap_or(Value::Null),
                    Source::Expression(expression) => expression.value(scope)?,
                };
                Ok((name.clone(), value))
            })
            .collect()
    }
}

/// The input and output mapping of a node.
pub(super) fn of_element(
    compiler: &mut Compiler<'_, '_>,
    element: Element<'_>,
) -> (Option<Mapping>, Option<Mapping>) {
    let mut input = Vec::new();
    let mut output = Vec::new();
    for extension in element.extension_elements().filter(|e| e.namespace() == Some(RENNSTEIG)) {
        let target = match extension.kind() {
            "input" => &mut input,
            "output" => &mut output,
            _ => continue,
        };
        let (Some(name), Some(value)) = (extension.attribute("name"), extension.attribute("value")) else {
            compiler
                .problem(extension, format!("r:{} needs the attributes name and value", extension.kind()));
            continue;
        };
        if let Some(expression) = compiler.take(Expression::of_source(extension, value)) {
            target.push((name.into(), Source::Expression(expression)));
        }
    }
    for association in element.children_of("dataInputAssociation") {
        associate(compiler, association, &mut input);
    }
    for association in element.children_of("dataOutputAssociation") {
        associate(compiler, association, &mut output);
    }
    let some = |list: Vec<_>| (!list.is_empty()).then_some(Mapping(list));
    (some(input), some(output))
}

fn associate(compiler: &mut Compiler<'_, '_>, association: Element<'_>, list: &mut Vec<(Arc<str>, Source)>) {
    let Some(target) = association.reference("targetRef") else { return };
    let name = variable_name(target);
    if let Some(transformation) = association.child("transformation") {
        if let Some(expression) = compiler.take(Expression::of_element(transformation)) {
            list.push((name, Source::Expression(expression)));
        }
        return;
    }
    if association.child("assignment").is_some() {
        compiler.problem(
            association,
            "assignments are not supported; use a transformation or r:input and r:output",
        );
        return;
    }
    let sources: Vec<Element<'_>> = association.references("sourceRef").collect();
    if let [source] = sources.as_slice() {
        list.push((name, Source::Variable(variable_name(*source))));
    }
}
