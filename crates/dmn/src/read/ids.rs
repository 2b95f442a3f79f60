//! Ids are unique in a file (type `xsd:ID` of the schema), and references would be ambiguous if they were not.

use super::Reader;
use crate::xml::Element;
use std::collections::HashMap;

impl Reader<'_> {
    /// Refuses ids that are used twice.
    pub(super) fn ids(&mut self, root: &Element<'_>) {
        let mut lines: HashMap<&str, u32> = HashMap::new();
        let mut next = vec![root];
        while let Some(element) = next.pop() {
            if let Some(id) = element.attribute("id")
                && let Some(line) = lines.insert(id, element.line)
            {
                let message = format!("the id '{id}' is used twice, first in line {line}; give another one");
                self.problem(element, message);
            }
            next.extend(element.children.iter().filter(|child| child.name != "extensionElements").rev());
        }
    }
}
