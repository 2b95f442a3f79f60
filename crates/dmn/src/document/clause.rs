//! Columns: changed in place, or new.

use super::{
    edit::{Splice, before, gap, insert, set_attribute, set_text, spliced},
    new::Style,
};
use crate::{
    text::{Column, Role},
    xml::{Element, Span},
};

/// A column with its changes; `None` if there are none.
pub(super) fn changed(
    text: &str,
    element: &Element<'_>,
    old: &Column,
    new: &Column,
    style: &Style,
) -> Option<String> {
    if old == new {
        return None;
    }
    let mut edit = Edit { text, element, style, splices: Vec::new(), added: Vec::new() };
    match new.role {
        Role::Input => {
            edit.attribute(element, "label", &old.label, &new.label);
            edit.expression(old, new);
            edit.part("inputValues", &old.values, &new.values, edit.end());
        }
        Role::Output => {
            edit.attribute(element, "name", &old.name, &new.name);
            edit.attribute(element, "label", &old.label, &new.label);
            edit.attribute(element, "typeRef", &old.type_ref, &new.type_ref);
            let default = element.child("defaultOutputEntry");
            let place = default.map_or(edit.end(), |default| before(element, default));
            edit.part("outputValues", &old.values, &new.values, place);
            edit.part("defaultOutputEntry", &old.default, &new.default, edit.end());
        }
        Role::Annotation => edit.attribute(element, "name", &old.name, &new.name),
    }
    edit.finish()
}

struct Edit<'a> {
    text: &'a str,
    element: &'a Element<'a>,
    style: &'a Style,
    splices: Vec<Splice>,
    /// New elements inside and their places.
    added: Vec<(usize, String)>,
}

impl Edit<'_> {
    /// Behind the last element inside.
    fn end(&self) -> usize {
        let inside = self.element.children.iter().chain(&self.element.foreign).map(|child| child.span.end);
        let start = self.element.content.as_ref().map_or(self.element.span.end, |content| content.start);
        inside.max().unwrap_or(start)
    }

    fn attribute(&mut self, element: &Element<'_>, name: &str, old: &str, new: &str) {
        if old != new {
            self.splices.extend(set_attribute(self.text, element, name, new));
        }
    }

    fn expression(&mut self, old: &Column, new: &Column) {
        let Some(expression) = self.element.child("inputExpression") else {
            if !new.name.is_empty() || !new.type_ref.is_empty() {
                let values = self.element.child("inputValues");
                let place = values.map_or(self.end(), |values| before(self.element, values));
                let attributes = [("typeRef", new.type_ref.as_str())];
                let added = self.style.part("inputExpression", &attributes, &new.name, &self.gap());
                self.added.push((place, added));
            }
            return;
        };
        self.attribute(expression, "typeRef", &old.type_ref, &new.type_ref);
        if old.name != new.name {
            self.splices.push(set_text(self.text, expression, &new.name));
        }
    }

    /// An element with a text; it goes where the text is empty.
    fn part(&mut self, name: &str, old: &str, new: &str, place: usize) {
        if old == new {
            return;
        }
        match self.element.child(name) {
            Some(part) if new.is_empty() => {
                let blanks = gap(self.text, self.element, part).len();
                self.splices.push((part.span.start - blanks..part.span.end, String::new()));
            }
            Some(part) => self.splices.push(set_text(self.text, part, new)),
            None => self.added.push((place, self.style.part(name, &[], new, &self.gap()))),
        }
    }

    /// The blanks before the elements inside.
    fn gap(&self) -> String {
        match self.element.children.first() {
            Some(first) => gap(self.text, self.element, first).to_owned(),
            None => self.style.part_gap(),
        }
    }

    fn finish(mut self) -> Option<String> {
        if self.element.content.is_some() {
            self.splices.extend(self.added.into_iter().map(|(place, new)| (place..place, new)));
        } else if !self.added.is_empty() {
            // All at once, as `<x/>` is opened once.
            let new: String = self.added.into_iter().map(|(_, new)| new).collect();
            self.splices.push(insert(self.text, self.element, 0, &(new + &self.style.gap)));
        }
        let span: Span = self.element.span.clone();
        (!self.splices.is_empty()).then(|| spliced(self.text, span, self.splices))
    }
}

/// A new column.
pub(super) fn new(column: &Column, id: &str, style: &Style) -> String {
    let gap = style.part_gap();
    let mut inside = String::new();
    let attributes: Vec<(&str, &str)> = match column.role {
        Role::Input => {
            let own = if id.is_empty() { String::new() } else { format!("{id}_expression") };
            let attributes = [("id", own.as_str()), ("typeRef", &column.type_ref)];
            inside += &style.part("inputExpression", &attributes, &column.name, &gap);
            vec![("id", id), ("label", &column.label)]
        }
        Role::Output => {
            vec![("id", id), ("label", &column.label), ("name", &column.name), ("typeRef", &column.type_ref)]
        }
        Role::Annotation => vec![("name", &column.name)],
    };
    let values = if column.role == Role::Input { "inputValues" } else { "outputValues" };
    for (name, text) in [(values, &column.values), ("defaultOutputEntry", &column.default)] {
        if !text.is_empty() {
            inside += &style.part(name, &[], text, &gap);
        }
    }
    if !inside.is_empty() && gap.contains('\n') {
        inside += &style.gap;
    }
    let name = super::layout::CLAUSES[column.role as usize];
    style.element(name, &attributes, &inside)
}
