//! FEEL, the expression language of DMN 1.5: parsed once, evaluated many times.
#![expect(missing_docs)]
pub mod number;
mod temporal;
pub use temporal::*;
