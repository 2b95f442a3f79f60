//! DMN 1.5 decisions: read, check, evaluate, explain.
//!
//! ```
//! let xml = br##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="fees" namespace="urn:fees">
//!   <inputData id="i" name="Monate"><variable name="Monate" typeRef="number"/></inputData>
//!   <decision id="d" name="Gebuehr">
//!     <variable name="Gebuehr" typeRef="number"/>
//!     <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
//!     <literalExpression><text>Monate * 2.50</text></literalExpression>
//!   </decision>
//! </definitions>"##;
//! let model = dmn::Model::read(xml).unwrap();
//! let outcome = model.evaluate("Gebuehr", &feel::Context::new().with("Monate", 12))?;
//! assert_eq!(outcome.value.to_string(), "30");
//! # Ok::<(), dmn::Error>(())
//! ```
//!
//! A file is read (`read`) into what it says (`syntax`), which is compiled (`compile`) with its imports into a
//! `program`: references resolved, types known, expressions compiled, each name a place in the scope. What is
//! not supported is a [`Problem`] with element and line, never left out. Evaluation (`evaluate`) computes just
//! the decisions that are asked for and notes down a [`Trace`].
//!
//! [`Model::check`] looks for what can go wrong in a model that reads well: gaps and overlaps in tables, rules that
//! are never used, types that do not fit (`check`). [`Coverage`] counts which rules a set of traces has used.
//!
//! A [`Document`] is the file itself, for editors: it is written back without loss, gives its diagrams, and its
//! decision tables as [`TableText`], Markdown or CSV that can be changed and applied.
//!
//! The crate is pure: no clock, no I/O. Follows DMN 1.5 (OMG formal/2024-01-01); reads 1.1 to 1.5.

mod check;
mod compile;
mod coverage;
mod diagram;
mod document;
mod evaluate;
mod evaluator;
mod index;
mod kinds;
mod model;
mod problem;
mod program;
mod read;
mod syntax;
mod text;
mod trace;
mod xml;

pub use check::{CheckOptions, Example, Finding, FindingKind, Outputs, Severity};
pub use coverage::{Coverage, DecisionCoverage, RuleCoverage, TableCoverage};
pub use diagram::{Bounds, Diagram, Edge, Point, Shape, Shown};
pub use document::Document;
pub use evaluator::Evaluator;
pub use model::{Decision, Input, Model, Options, Outcome, Reader, Warning};
pub use problem::{Error, Problem};
pub use text::{Aggregator, Column, HitPolicy, Role, TableText, TextError};
pub use trace::{
    CellTrace, ColumnTrace, DecisionTrace, NamedValue, RuleTrace, ShownValue, SourceTrace, TableTrace, Trace,
};
pub use xml::Version;
