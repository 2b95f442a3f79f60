//! FIM building blocks: XDatenfelder 3.0 schemata and XÖV codelists (genericode).
//!
//! Pure codecs: bytes in, a model out, and back. XML is read with namespaces (the prefix is the author's choice),
//! without document types and without entities of its own, within limits on size, depth and number of elements.
//! Each error names the node and the line where it stood.
//!
//! - [`xdf3`]: data schemata and data groups, XDatenfelder 3.0.0
//! - [`genericode`]: codelists, OASIS genericode 1.0 with the XÖV profile

mod error;
pub mod genericode;
pub mod xdf3;
mod xml;

pub use error::Error;
