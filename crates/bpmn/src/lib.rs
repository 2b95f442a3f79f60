//! BPMN 2.0 processes: model, XML and the token engine as a pure function.

mod model;
mod problem;
mod xml;

pub use model::{BPMN, BPMNDI, DC, DI, Definitions, Element, RENNSTEIG};
pub use problem::Problem;
