//! BPMN 2.0.2 processes: the model and its XML without loss ([`Definitions`]), compiling with all problems named
//! ([`Process`]), and the token engine as a pure function ([`step`]).
//!
//! The crate reads no clock, files or network and makes no random numbers. What has to happen outside is
//! returned as [`Effect`]s; what happened outside comes in as [`Input`].
//!
//! Conditions, scripts, mappings and computed timers are FEEL (DMN 1.5). Attributes of the namespace
//! `urn:rennsteig:bpmn:1` (prefix `r`) that the engine itself reads: `r:result` at FEEL script tasks,
//! `r:correlation` at messages, `r:collection`, `r:item`, `r:collect` and `r:into` at multi-instance markers, and
//! the elements `r:input` and `r:output`. All others (`r:role`, `r:decision`, `r:operation` …) are for the shell.

mod check;
mod effects;
mod engine;
mod error;
mod model;
mod problem;
mod process;
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
