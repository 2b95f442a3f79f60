//! A BPMN diagram as an accessible SVG picture (BPMN 2.0.2 chapters 7 to 12): from the diagram interchange of
//! the file, or laid out from left to right where a process has none.
//!
//! The picture carries no style sheet and no `style` attribute, so that it can stand in a page under a strict
//! content security policy. Its lines have the colour `currentColor`; its parts have classes (`bpmn-diagram`,
//! `bpmn-shape`, `bpmn-edge`, `bpmn-body`, `bpmn-label`, `bpmn-mark-here`, and the kind of each element, such
//! as `bpmn-userTask`). The same file and [`Drawing`] always give the same text.

mod activities;
mod canvas;
mod choose;
mod data;
mod diagram;
mod edges;
mod events;
mod gateways;
mod geometry;
mod glyphs;
mod labels;
mod layout;
mod marks;
mod names;
mod pools;
mod text;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::model::{Definitions, Element};
use crate::problem::Problem;
use canvas::{Canvas, number};
use diagram::{Diagram, Edge, Shape};
use geometry::Bounds;

/// What is shown beside the model itself.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Marks by the id of the element of the model.
    pub marks: BTreeMap<String, Mark>,
    /// The title of the picture; the name of the process where there is none.
    pub title: Option<String>,
    /// The long description of the picture; the documentation of the process where there is none.
    pub description: Option<String>,
    /// What the kinds of elements are called, such as `userTask`; the words of the standard where there is
    /// none.
    pub kinds: BTreeMap<String, String>,
    /// Begins every `id` in the picture, so that several can stand in one page.
    pub prefix: String,
}

impl Default for Drawing {
    fn default() -> Self {
        let (marks, kinds, prefix) = (BTreeMap::new(), BTreeMap::new(), "bpmn-".to_owned());
        Self { marks, title: None, description: None, kinds, prefix }
    }
}

/// A mark at an element. It differs in shape as well as in colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What the mark says.
    pub kind: MarkKind,
    /// A few characters to show beside the sign, such as `3` or `2,5 T.`.
    pub badge: Option<String>,
    /// What the mark means, for those who do not see it; follows the name in the title of the element.
    pub text: Option<String>,
}

/// What a [`Mark`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The case was here: a tick.
    Done,
    /// The case waits here: a thick frame and a token.
    Here,
    /// Something has to be put right here: a dashed frame and a warning triangle.
    Trouble,
    /// A figure only, without a sign.
    Figure,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// The file holds neither a diagram nor a process.
    #[error("the file holds no diagram and no process; nothing can be drawn")]
    Nothing,
    /// There is no diagram and no process with this id.
    #[error("the file holds no diagram and no process '{0}'; name one by its id")]
    Unknown(String),
    /// A place in the diagram is missing or is no number.
    #[error("{0}")]
    Geometry(Problem),
    /// A process without diagram is too large to be laid out readably.
    #[error(
        "'{0}' has no diagram and is too large or too entangled to be laid out (at most {limit} elements); \
         add a diagram",
        limit = layout::LIMIT
    )]
    TooLarge(String),
}

/// The ids of the title and the description, behind the prefix.
const TITLE: &str = "title";
const TEXT: &str = "text";

/// Draws a diagram: the one with this id, or of the element (process, collaboration, sub-process) with this
/// id, or the part of a collaboration that belongs to the process with this id. Without an id, the first
/// diagram. A process that no diagram shows is laid out.
pub fn svg(definitions: &Definitions, which: Option<&str>, drawing: &Drawing) -> Result<String, DrawError> {
    let diagram = choose::diagram(definitions, which)?;
    let ids = HashSet::from([TITLE.to_owned(), TEXT.to_owned()]);
    let mut painter = Painter { canvas: Canvas::default(), drawing, ids };
    painter.diagram(&diagram);
    let (content, extent) = painter.canvas.finish();
    Ok(document(&content, extent, &diagram, drawing))
}

/// The picture around its content.
fn document(content: &str, extent: Option<Bounds>, diagram: &Diagram<'_>, drawing: &Drawing) -> String {
    const MARGIN: f64 = 16.0;
    let Bounds { x, y, width, height } = extent.unwrap_or(Bounds::new(0.0, 0.0, 1.0, 1.0)).grown(MARGIN);
    let (x, y, width, height) = (number(x), number(y), number(width), number(height));
    let title = drawing.title.clone().or_else(|| diagram.subject.map(names::of_subject)).unwrap_or_default();
    let description = drawing.description.clone().or_else(|| diagram.subject?.documentation());
    let (title_id, text_id) = (format!("{}{TITLE}", drawing.prefix), format!("{}{TEXT}", drawing.prefix));
    let labelled = if description.is_some() { format!("{title_id} {text_id}") } else { title_id.clone() };
    let mut out = String::with_capacity(content.len() + 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\" \
         width=\"{width}\" height=\"{height}\""
    );
    for (name, value) in [
        ("class", "bpmn-diagram"),
        ("role", "img"),
        ("aria-labelledby", &labelled),
        ("color", "#1c1c1c"),
        ("fill", "none"),
        ("font-family", "Arial, Helvetica, sans-serif"),
        ("stroke-linejoin", "round"),
    ] {
        canvas::write_attribute(&mut out, name, value);
    }
    out.push_str(">\n");
    canvas::write_element(&mut out, "title", Some(&title_id), &title);
    if let Some(description) = description {
        canvas::write_element(&mut out, "desc", Some(&text_id), &description);
    }
    let _ = writeln!(
        out,
        "\n<rect class=\"bpmn-paper\" fill=\"#fff\" \
         x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    );
    out.push_str(content);
    out.push_str("</svg>\n");
    out
}

struct Painter<'p> {
    canvas: Canvas,
    drawing: &'p Drawing,
    /// Ids given so far: an element that is shown twice gives its id to the first place only.
    ids: HashSet<String>,
}

impl Painter<'_> {
    /// Containers lie below connections, those below nodes; boundary events on their hosts, labels on top.
    fn diagram(&mut self, diagram: &Diagram<'_>) {
        let mut shapes: Vec<(u8, f64, &Shape<'_>)> = Vec::with_capacity(diagram.shapes.len());
        for shape in &diagram.shapes {
            let rank = rank(shape, diagram);
            // Of containers the larger lies below; nodes keep their order.
            let area = if rank < NODES { shape.bounds.area() } else { 0.0 };
            shapes.push((rank, area, shape));
        }
        shapes.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let nodes = shapes.partition_point(|(rank, ..)| *rank < NODES);
        for (.., shape) in &shapes[..nodes] {
            self.shape(shape, diagram);
        }
        for edge in &diagram.edges {
            self.edge(edge);
        }
        for (.., shape) in &shapes[nodes..] {
            self.shape(shape, diagram);
        }
        for edge in &diagram.edges {
            labels::edge(&mut self.canvas, edge);
        }
        let sides = labels::Sides::of(diagram);
        for shape in &diagram.shapes {
            labels::shape(&mut self.canvas, shape, &sides);
        }
        self.marks(diagram);
    }

    fn shape(&mut self, shape: &Shape<'_>, diagram: &Diagram<'_>) {
        self.group("bpmn-shape", shape.kind(), shape.id, shape.element);
        let canvas = &mut self.canvas;
        canvas.cover(shape.bounds);
        match shape.kind() {
            "participant" if shape.band.is_some() => pools::band(canvas, shape),
            "participant" => pools::pool(canvas, shape, !pools::is_closed(shape, diagram)),
            "lane" => pools::lane(canvas, shape),
            "group" => pools::group(canvas, shape),
            "textAnnotation" => data::annotation(canvas, shape),
            "dataObject" | "dataObjectReference" | "dataInput" | "dataOutput" => data::object(canvas, shape),
            "dataStore" | "dataStoreReference" => data::store(canvas, shape),
            "message" => data::message(canvas, shape),
            kind if crate::model::names::is_event(kind) => events::draw(canvas, shape),
            kind if crate::model::names::is_gateway(kind) => gateways::draw(canvas, shape),
            kind if kind.ends_with("onversation") => pools::conversation(canvas, shape),
            _ => activities::draw(canvas, shape, is_expanded(shape, diagram)),
        }
        self.canvas.close();
    }

    fn edge(&mut self, edge: &Edge<'_>) {
        self.group("bpmn-edge", edge.kind(), edge.id, edge.element);
        edges::draw(&mut self.canvas, edge);
        self.canvas.close();
    }

    fn group(&mut self, class: &str, kind: &str, own_id: Option<&str>, element: Option<Element<'_>>) {
        let model_id = element.and_then(|element| element.id());
        let fresh = [model_id, own_id].into_iter().flatten().find(|id| !self.ids.contains(*id));
        let id = fresh.map(|id| format!("{}{id}", self.drawing.prefix));
        self.ids.extend(fresh.map(str::to_owned));
        let class = format!("{class} bpmn-{kind}");
        let mut attributes = vec![("class", class.as_str())];
        attributes.extend(id.as_deref().map(|id| ("id", id)));
        attributes.extend(model_id.map(|id| ("data-element", id)));
        self.canvas.open(&attributes);
        self.canvas.title(&names::title(element, self.drawing));
    }

    fn marks(&mut self, diagram: &Diagram<'_>) {
        let mark = |element: Option<Element<'_>>| self.drawing.marks.get(element?.id()?);
        for shape in &diagram.shapes {
            if let Some(mark) = mark(shape.element) {
                marks::shape(&mut self.canvas, shape, mark);
            }
        }
        for edge in &diagram.edges {
            if let Some(mark) = mark(edge.element) {
                marks::edge(&mut self.canvas, edge, mark);
            }
        }
    }
}

/// From here on shapes lie above connections.
const NODES: u8 = 3;

fn rank(shape: &Shape<'_>, diagram: &Diagram<'_>) -> u8 {
    match shape.kind() {
        "participant" if shape.band.is_none() => 0,
        "lane" => 1,
        _ if is_expanded(shape, diagram) => 2,
        "participant" | "boundaryEvent" => NODES + 1,
        "group" => NODES + 2,
        _ => NODES,
    }
}

/// Whether an activity shows what is in it. A diagram that does not say so shows it if it has shapes for it.
fn is_expanded(shape: &Shape<'_>, diagram: &Diagram<'_>) -> bool {
    let Some(element) = shape.element else { return false };
    match element.kind() {
        "callActivity" | "callChoreography" => shape.expanded == Some(true),
        "subProcess" | "transaction" | "adHocSubProcess" | "subChoreography" => {
            shape.expanded.unwrap_or_else(|| diagram.shows_inside(element))
        }
        _ => false,
    }
}
