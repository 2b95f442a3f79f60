//! That a Kennzahl is not kept any more.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The end of a Kennzahl. Its values stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ende {
    /// The last day for which it has values.
    pub tag: Date,
    /// Why.
    pub grund: String,
    /// When that was said.
    pub at: Timestamp,
}
