//! BPMN 2.0.2 processes: the model and its XML without loss ([`Definitions`]), compiling with all problems named
//! ([`Process`]), and the token engine as a pure function ([`step`]).
//!
//! Models are drawn as SVG ([`draw`]), also those that no engine can run.
//! They are read out as numbered steps ([`procedure`]), and compared with each other ([`compare`]).
//!
//! The crate reads no clock, files or network and makes no random numbers. What has to happen outside is
//! returned as [`Effect`]s; what happened outside comes in as [`Input`].
//!
//! Conditions, scripts, mappings and computed timers are FEEL (DMN 1.5). Attributes of the namespace
//! `urn:rennsteig:bpmn:1` (prefix `r`) that the engine itself reads: `r:result` at FEEL script tasks,
//! `r:correlation` at messages, `r:collection`, `r:item`, `r:collect` and `r:into` at multi-instance markers, and
//! the elements `r:input` and `r:output`. All others (`r:role`, `r:decision`, `r:operation` …) are for the shell.
//!
//! Around the engine: [`simulate`] runs many cases on a simulated clock with staff, hours and chance;
//! [`mine`] finds in the events of real cases how long they take, where they wait and which ways they go.

mod calendar;
mod check;
pub mod compare;
pub mod draw;
mod effects;
mod engine;
mod error;
mod graph;
pub mod mine;
mod model;
mod problem;
pub mod procedure;
mod process;
pub mod simulate;
mod statistics;
mod value;
mod xml;

pub use effects::{ActivityId, Effect, Failure, IncidentId, Input, Outcome, Subscription, WaitId, WorkKind};
pub use engine::state::{OpenActivity, State, Status};
pub use engine::{Migration, Misfit, Moment, Step, migrate, step};
pub use error::Error;
pub use model::{BPMN, BPMNDI, DC, DI, Definitions, Element, RENNSTEIG};
pub use problem::Problem;
pub use process::{Node, NodeKind, Options, Process, ScriptLanguage, Start, StartTrigger};
pub use value::Variables;
