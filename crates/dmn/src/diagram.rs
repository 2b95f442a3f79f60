//! Diagram interchange as typed data: where the elements of a model are drawn (DMN 1.5, 13; the same in 1.2 to 1.4).

use crate::{
    Problem,
    xml::{Element, Space},
};
use std::sync::Arc;

/// One diagram of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagram {
    /// The id of the element.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Width and height, where they are given.
    pub size: Option<(f64, f64)>,
    /// What is drawn as a figure, in the order of the file: later ones lie above.
    pub shapes: Vec<Shape>,
    /// What is drawn as a line.
    pub edges: Vec<Edge>,
}

/// A decision, an input or another element with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The id of the element.
    pub id: Option<String>,
    /// What it shows.
    pub shows: Shown,
    /// Where.
    pub bounds: Bounds,
    /// The place of its label, where it has one of its own.
    pub label: Option<Bounds>,
    /// A decision service that does not show what is inside.
    pub is_collapsed: bool,
    /// An input that is listed inside of the decision.
    pub is_listed_input_data: bool,
    /// The line between the output decisions of a decision service and the others.
    pub divider: Vec<Point>,
}

/// A requirement or an association with its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The id of the element.
    pub id: Option<String>,
    /// What it shows.
    pub shows: Shown,
    /// Two points or more.
    pub waypoints: Vec<Point>,
    /// The place of its label, where it has one of its own.
    pub label: Option<Bounds>,
}

/// The element of a model that a diagram shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The namespace of the model, if it is another one.
    pub namespace: Option<Arc<str>>,
    /// Its id.
    pub id: String,
}

/// A rectangle, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// Not negative.
    pub width: f64,
    /// Not negative.
    pub height: f64,
}

/// A point, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Reads all diagrams of a file.
pub(crate) fn read(root: &Element<'_>) -> Result<Vec<Diagram>, Vec<Problem>> {
    let mut reader = Reader {
        namespace: root.attribute("namespace").unwrap_or_default(),
        others: Vec::new(),
        problems: Vec::new(),
    };
    let mut diagrams = Vec::new();
    for interchange in all(root, Space::Dmndi, "DMNDI") {
        for diagram in all(interchange, Space::Dmndi, "DMNDiagram") {
            diagrams.push(reader.diagram(&[root, interchange, diagram]));
        }
    }
    if reader.problems.is_empty() { Ok(diagrams) } else { Err(reader.problems) }
}

fn all<'a>(element: &'a Element<'a>, space: Space, name: &'a str) -> impl Iterator<Item = &'a Element<'a>> {
    element.foreign.iter().filter(move |child| child.space == space && child.name == name)
}

struct Reader<'a> {
    /// The namespace of the model.
    namespace: &'a str,
    /// Those of other models that are shown; many shapes may be of one.
    others: Vec<Arc<str>>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// The last of `path`; the others are around it.
    fn diagram(&mut self, path: &[&Element<'_>; 3]) -> Diagram {
        let element = path[2];
        let size = all(element, Space::Dmndi, "Size").next();
        let mut diagram = Diagram {
            id: owned(element, "id"),
            name: owned(element, "name"),
            size: size.and_then(|size| self.numbers(size, ["width", "height"])).map(|[w, h]| (w, h)),
            ..Diagram::default()
        };
        for shape in all(element, Space::Dmndi, "DMNShape") {
            let shows = self.shows(path, shape);
            let bounds = self.bounds(shape);
            if bounds.is_none() {
                self.problem(
                    shape,
                    "the shape has no bounds; add <dc:Bounds x=\"…\" y=\"…\" width=\"…\" height=\"…\"/>",
                );
            }
            let (Some(shows), Some(bounds)) = (shows, bounds) else { continue };
            let divider = all(shape, Space::Dmndi, "DMNDecisionServiceDividerLine").next();
            diagram.shapes.push(Shape {
                id: owned(shape, "id"),
                shows,
                bounds,
                label: self.label(shape),
                is_collapsed: shape.attribute("isCollapsed") == Some("true"),
                is_listed_input_data: shape.attribute("isListedInputData") == Some("true"),
                divider: divider.map(|line| self.waypoints(line)).unwrap_or_default(),
            });
        }
        for edge in all(element, Space::Dmndi, "DMNEdge") {
            let waypoints = self.waypoints(edge);
            if waypoints.len() < 2 {
                self.problem(edge, "the edge has no way; add two <di:waypoint x=\"…\" y=\"…\"/> or more");
            }
            let Some(shows) = self.shows(path, edge) else { continue };
            diagram.edges.push(Edge { id: owned(edge, "id"), shows, waypoints, label: self.label(edge) });
        }
        diagram
    }

    fn problem(&mut self, element: &Element<'_>, message: impl Into<String>) {
        self.problems.push(element.problem(message));
    }

    /// The element that is shown: `id`, or `prefix:id` for one of another model.
    fn shows(&mut self, path: &[&Element<'_>; 3], element: &Element<'_>) -> Option<Shown> {
        let Some(name) = element.attribute("dmnElementRef").map(str::trim).filter(|name| !name.is_empty())
        else {
            self.problem(element, "the element does not say what it shows; add dmnElementRef=\"…\"");
            return None;
        };
        let Some((prefix, id)) = name.split_once(':') else {
            return Some(Shown { namespace: None, id: name.to_owned() });
        };
        let declaration = format!("xmlns:{prefix}");
        let around = std::iter::once(element).chain(path.iter().rev().copied());
        let Some(namespace) = around.filter_map(|around| around.attribute(&declaration)).next() else {
            self.problem(element, format!("the prefix of '{name}' is not declared; add {declaration}=\"…\""));
            return None;
        };
        let namespace = (namespace != self.namespace).then(|| self.other(namespace));
        Some(Shown { namespace, id: id.to_owned() })
    }

    fn other(&mut self, namespace: &str) -> Arc<str> {
        if let Some(known) = self.others.iter().find(|known| ***known == *namespace) {
            return known.clone();
        }
        let shared: Arc<str> = namespace.into();
        self.others.push(shared.clone());
        shared
    }

    fn bounds(&mut self, element: &Element<'_>) -> Option<Bounds> {
        let bounds = all(element, Space::Dc, "Bounds").next()?;
        let [x, y, width, height] = self.numbers(bounds, ["x", "y", "width", "height"])?;
        Some(Bounds { x, y, width, height })
    }

    fn label(&mut self, element: &Element<'_>) -> Option<Bounds> {
        let label = all(element, Space::Dmndi, "DMNLabel").next()?;
        self.bounds(label)
    }

    fn waypoints(&mut self, element: &Element<'_>) -> Vec<Point> {
        all(element, Space::Di, "waypoint")
            .filter_map(|point| self.numbers(point, ["x", "y"]).map(|[x, y]| Point { x, y }))
            .collect()
    }

    fn numbers<const N: usize>(&mut self, element: &Element<'_>, names: [&str; N]) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (number, name) in numbers.iter_mut().zip(names) {
            let text = element.attribute(name).unwrap_or_default().trim();
            match text.parse::<f64>() {
                Ok(value) if value.is_finite() => *number = value,
                _ => {
                    let message = format!("{name}=\"{text}\" of <{}> is not a number", element.name);
                    self.problem(element, message);
                    return None;
                }
            }
        }
        Some(numbers)
    }
}

fn owned(element: &Element<'_>, name: &str) -> Option<String> {
    element.attribute(name).map(str::to_owned)
}
