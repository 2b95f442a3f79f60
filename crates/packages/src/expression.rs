//! FEEL that stands in attributes of a process.

use feel::{Context, Error, Expression, Names, Value};

/// The value of an expression among these variables. A variable that no task has given yet is null, as in the conditions of
/// the process.
///
/// # Errors
/// The expression cannot be read.
pub(crate) fn evaluated(source: &str, variables: &Context) -> Result<Value, Error> {
    let mut names = Names::from(variables);
    let expression = loop {
        match Expression::parse(source, &names) {
            Err(Error::UnknownName { name, .. }) if !names.contains(&name) => names.insert(&name),
            other => break other?,
        }
    };
    Ok(expression.evaluate(variables).value)
}
