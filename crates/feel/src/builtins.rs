//! The built-in functions of FEEL (DMN 1.5, 10.3.4): one table, and a module for each group.

mod contexts;
mod conversion;
mod lists;
mod numbers;
pub(crate) mod patterns;
mod ranges;
mod statistics;
mod strings;
mod temporal;

use crate::{
    Context, Function, Machine, Number, Value, error::Fault, function::Kind, lexer::Composed,
    names::is_simple_name,
};
use std::{collections::HashMap, fmt, sync::LazyLock};

type Result<T = Value, E = Fault> = std::result::Result<T, E>;

/// A built-in function.
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
    /// The forms of its parameters: `name`, `name?` if optional, `name...` if any number may follow.
    forms: &'static [&'static [&'static str]],
    pub(crate) run: fn(&mut Machine, &[Value]) -> Result,
    /// Whether the result depends on the arguments alone.
    pure: bool,
    /// What is called with the parameter names of the first form, where that form accepts less.
    first: Option<&'static Builtin>,
}

const fn builtin(
    name: &'static str,
    forms: &'static [&'static [&'static str]],
    run: fn(&mut Machine, &[Value]) -> Result,
) -> Builtin {
    Builtin { name, forms, run, pure: true, first: None }
}

static BY_NAME: LazyLock<HashMap<&'static str, &'static Builtin>> = LazyLock::new(|| {
    let groups: [&'static [Builtin]; 9] = [
        contexts::TABLE,
        conversion::TABLE,
        lists::TABLE,
        numbers::TABLE,
        ranges::TABLE,
        statistics::TABLE,
        strings::TABLE,
        temporal::TABLE,
        patterns::TABLE,
    ];
    groups.into_iter().flatten().map(|builtin| (builtin.name, builtin)).collect()
});

/// The function of a name.
pub(crate) fn find(name: &str) -> Option<&'static Builtin> {
    BY_NAME.get(name).copied()
}

/// The names with spaces that are always known: functions, types and properties.
pub(crate) fn composed_names() -> &'static Composed {
    static NAMES: LazyLock<Composed> = LazyLock::new(|| {
        let mut composed = Composed::default();
        let others = [
            "date and time",
            "years and months duration",
            "days and time duration",
            "time offset",
            "start included",
            "end included",
        ];
        for name in BY_NAME.keys().copied().filter(|name| !is_simple_name(name)).chain(others) {
            composed.add(&name.into());
        }
        composed
    });
    &NAMES
}

impl Builtin {
    pub(crate) fn value(&'static self) -> Value {
        Value::Function(Function(Kind::Builtin(self)))
    }

    /// Whether it can take so many arguments.
    pub(crate) fn check_count(&self, count: usize) -> Result<(), String> {
        let fits = self.forms.iter().any(|form| {
            let required = form.iter().filter(|name| !name.ends_with('?')).count();
            let open = form.last().is_some_and(|name| name.ends_with("..."));
            count >= required && (open || count <= form.len())
        });
        if fits { Ok(()) } else { Err(format!("{count} arguments do not fit; {}", self.usage())) }
    }

    /// For arguments by name: which of them stands at each place of the form that fits.
    pub(crate) fn order(&self, names: &[impl AsRef<str>]) -> Result<Vec<Option<usize>>, String> {
        let plain = |name: &'static str| name.trim_end_matches('?').trim_end_matches("...");
        for form in self.forms {
            let known = names.iter().all(|name| form.iter().any(|own| plain(own) == name.as_ref()));
            let order: Vec<Option<usize>> =
                form.iter().map(|own| names.iter().position(|name| name.as_ref() == plain(own))).collect();
            let complete = form.iter().zip(&order).all(|(own, at)| own.ends_with('?') || at.is_some());
            if known && complete {
                let given = order.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
                return Ok(order[..given].to_vec());
            }
        }
        Err(format!("no form has these parameter names; {}", self.usage()))
    }

    fn usage(&self) -> String {
        let forms: Vec<String> =
            self.forms.iter().map(|form| format!("{}({})", self.name, form.join(", "))).collect();
        format!("use {}", forms.join(" or "))
    }

    /// The function that is called with these parameter names.
    pub(crate) fn named(&'static self, names: &[impl AsRef<str>]) -> &'static Builtin {
        match self.first {
            Some(first) if first.order(names).is_ok() => first,
            _ => self,
        }
    }

    /// The result for constant arguments, if it is one and raises no fault.
    pub(crate) fn fold(&self, arguments: &[Value]) -> Option<Value> {
        if !self.pure {
            return None;
        }
        let mut machine = Machine::new();
        let value = (self.run)(&mut machine, arguments).ok()?;
        (machine.warnings().is_empty() && machine.stopped().is_none()).then_some(value)
    }
}

impl fmt::Debug for Builtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Function {
    /// For arguments by name: which of them stands at each place.
    pub(crate) fn order(&self, names: &[&str]) -> Result<Vec<Option<usize>>, String> {
        if let Kind::Builtin(builtin) = &self.0 {
            return builtin.order(names);
        }
        let parameters = self.parameters();
        if let Some(unknown) = names.iter().find(|name| parameters.iter().all(|own| *own.name != ***name)) {
            return Err(format!("there is no parameter '{unknown}'"));
        }
        let order: Vec<Option<usize>> =
            parameters.iter().map(|own| names.iter().position(|name| **name == *own.name)).collect();
        match parameters.iter().zip(&order).find(|(_, at)| at.is_none()) {
            Some((missing, _)) => Err(format!("the argument '{}' is missing", missing.name)),
            None => Ok(order),
        }
    }
}

// What functions read from their arguments.

fn wrong(place: usize, wanted: &str, found: &Value) -> Fault {
    format!("argument {} must be a {wanted}, not a {}", place + 1, found.kind()).into()
}

fn at(arguments: &[Value], place: usize) -> &Value {
    arguments.get(place).unwrap_or(&Value::Null)
}

/// A list of one stands for its item where no list is wanted.
fn single(value: &Value) -> &Value {
    match value {
        Value::List(items) if items.len() == 1 => &items[0],
        other => other,
    }
}

fn number(arguments: &[Value], place: usize) -> Result<Number> {
    let value = at(arguments, place);
    single(value).as_number().ok_or_else(|| wrong(place, "number", value))
}

fn integer(arguments: &[Value], place: usize) -> Result<i64> {
    let n = number(arguments, place)?;
    n.round(0, crate::Rounding::Down)
        .and_then(Number::to_i64)
        .ok_or_else(|| format!("argument {} is out of range", place + 1).into())
}

fn string(arguments: &[Value], place: usize) -> Result<&str> {
    let value = at(arguments, place);
    single(value).as_str().ok_or_else(|| wrong(place, "string", value))
}

fn context(arguments: &[Value], place: usize) -> Result<&Context> {
    let value = at(arguments, place);
    single(value).as_context().ok_or_else(|| wrong(place, "context", value))
}

/// A list; a single value counts as a list of one, null does not.
fn list(arguments: &[Value], place: usize) -> Result<&[Value]> {
    match at(arguments, place) {
        Value::List(items) => Ok(items),
        value @ Value::Null => Err(wrong(place, "list", value)),
        value => Ok(std::slice::from_ref(value)),
    }
}

/// The items of `f(list)` or `f(a, b, ...)`.
fn items(arguments: &[Value]) -> Result<&[Value]> {
    if arguments.len() == 1 { list(arguments, 0) } else { Ok(arguments) }
}

fn out_of_range() -> Fault {
    Fault::Borrowed("the result is out of range")
}
