//! FEEL, the expression language of DMN 1.5: parsed once, evaluated many times.
//!
//! ```
//! use feel::{Context, Expression, Names};
//!
//! let names: Names = ["Gebuehr je Monat", "Monate"].into_iter().collect();
//! let expression = Expression::parse("Gebuehr je Monat * Monate", &names)?;
//! let scope = Context::new().with("Gebuehr je Monat", 7).with("Monate", 12);
//! assert_eq!(expression.evaluate(&scope).value.to_string(), "84");
//! # Ok::<(), feel::Error>(())
//! ```
//!
//! A text goes through the `lexer` and the `parser`, which resolves names as it reads them (only the names in
//! scope tell where a name with spaces ends) and emits a `program`: nodes in one arena, variables as slots.
//! The [`Machine`] (`eval`) walks it. Errors of evaluation are null and a [`Warning`] (three-valued logic,
//! DMN 1.5, 10.3.2); reaching a limit stops the evaluation with a [`Limit`].
//!
//! # Where the specification leaves room
//!
//! As the DMN TCK reads it: `=` compares times to the second, `<` exactly; a range that is written with `null` as
//! an end has no answer to `in`, one without that end (`< 10`) has; a context fits a type only if it has all of
//! its entries, null allowed; `years and months duration` does not look at times of day. Not done:
//! functions in Java or PMML are refused; back-references work in `matches` only.
//!
//! The crate is pure: no clock, no I/O. `now()` and `today()` are what the host gave the machine.

mod builtins;
mod context;
mod display;
mod error;
mod eval;
mod expression;
mod function;
mod infer;
mod json;
mod lexer;
mod list;
mod names;
mod number;
mod operators;
mod outline;
mod parser;
mod program;
mod range;
mod temporal;
mod types;
mod value;

pub use context::Context;
pub use error::{Error, Limit, Limits, Position, Warning};
pub use eval::{Deadline, Machine, members};
pub use expression::{ConstantTest, ConstantTests, Evaluation, Expression, UnaryTests};
pub use function::{Callable, Function, Parameter};
pub use infer::Mismatch;
pub use list::List;
pub use names::Names;
pub use number::{NotANumber, Number, PRECISION, Rounding};
pub use outline::{Comparison, Test};
pub use range::{Ends, Range};
pub use temporal::{Date, DateTime, DaysTimeDuration, NotTemporal, Time, YearsMonthsDuration, Zone};
pub use types::Type;
pub use value::Value;

/// Levels of brackets and operators that an expression may have.
pub const MAX_NESTING: u32 = 200;

/// Bytes that an expression may have.
pub const MAX_SOURCE: usize = 1 << 20;
