//! What was moved by hand.

use plans::strategie::{Stueck, Umzug};
use store::At;

/// A move of a goal, an Etappenziel or an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschiebung {
    /// Its number: later ones have higher ones.
    pub nummer: i64,
    /// What was moved, and where to.
    pub umzug: Umzug,
    /// The id of the element below which it stood.
    pub von: String,
    /// Why.
    pub grund: String,
    /// When.
    pub at: At,
    /// Whether it holds in the edition that counts; in a later one what was moved may be right, or gone.
    pub gilt: bool,
}

impl Verschiebung {
    /// Whether it is about an element, or about what stands or stood below it.
    #[must_use]
    pub fn betrifft(&self, id: &str) -> bool {
        let was = match &self.umzug.was {
            Stueck::Element(element) | Stueck::Punkt { element, .. } => element,
        };
        was == id || self.von == id || self.umzug.nach.element() == id
    }
}
