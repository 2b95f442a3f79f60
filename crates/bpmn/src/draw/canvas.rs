//! Writes SVG. Only presentation attributes are used, no styles, so that the strictest content security
//! policy shows the picture as it is and a style sheet can still change it by class.

use std::fmt::Write as _;

use super::geometry::{Bounds, Point, at};
use super::text::{self, Block};

/// What the inside of a line is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Nothing,
    /// The colour of the paper.
    Body,
    /// A light tone of the paper (non-initiating participants and messages).
    Shade,
    /// The colour of lines and text.
    Ink,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) fill: Fill,
    pub(super) width: f64,
    /// Lengths of strokes and gaps; empty for a solid line.
    pub(super) dash: &'static str,
}

impl Pen {
    /// A line around the colour of the paper.
    pub(super) const BODY: Self = Self { fill: Fill::Body, width: 1.5, dash: "" };
    /// A line and nothing inside.
    pub(super) const LINE: Self = Self { fill: Fill::Nothing, width: 1.5, dash: "" };
    /// A filled figure.
    pub(super) const INK: Self = Self { fill: Fill::Ink, width: 1.0, dash: "" };

    pub(super) fn wide(self, width: f64) -> Self {
        Self { width, ..self }
    }

    pub(super) fn dashed(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    pub(super) fn filled(self, fill: Fill) -> Self {
        Self { fill, ..self }
    }
}

/// How the lines of a text stand to the given place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// A picture that grows.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    out: String,
    extent: Option<Bounds>,
}

impl Canvas {
    /// The content written so far, and the rectangle that holds it.
    pub(super) fn finish(self) -> (String, Option<Bounds>) {
        (self.out, self.extent)
    }

    /// Says that a place is used, so that the picture is large enough.
    pub(super) fn cover(&mut self, bounds: Bounds) {
        self.extent = Some(self.extent.map_or(bounds, |extent| extent.union(&bounds)));
    }

    pub(super) fn open(&mut self, attributes: &[(&str, &str)]) {
        self.out.push_str("<g");
        for (name, value) in attributes {
            write_attribute(&mut self.out, name, value);
        }
        self.out.push('>');
    }

    pub(super) fn close(&mut self) {
        self.out.push_str("</g>\n");
    }

    pub(super) fn title(&mut self, text: &str) {
        write_element(&mut self.out, "title", None, text);
    }

    pub(super) fn circle(&mut self, centre: Point, radius: f64, pen: Pen) {
        let (x, y) = (number(centre.x), number(centre.y));
        let _ = write!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"", number(radius));
        self.pen(pen);
    }

    pub(super) fn rectangle(&mut self, bounds: Bounds, radius: f64, pen: Pen) {
        self.cover(bounds);
        let Bounds { x, y, width, height } = bounds;
        let (x, y, width, height) = (number(x), number(y), number(width), number(height));
        let _ = write!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{}\"", number(radius));
        }
        self.pen(pen);
    }

    /// A line through points, closed or open.
    pub(super) fn line(&mut self, points: &[Point], closed: bool, pen: Pen) {
        let mut path = String::new();
        for (ix, point) in points.iter().enumerate() {
            let command = if ix == 0 { "M" } else { " L" };
            let _ = write!(path, "{command}{} {}", number(point.x), number(point.y));
        }
        if closed {
            path.push('Z');
        }
        self.path(&path, pen);
    }

    /// A path in the language of SVG; numbers are written with [`number`].
    pub(super) fn path(&mut self, path: &str, pen: Pen) {
        let _ = write!(self.out, "<path d=\"{path}\"");
        self.pen(pen);
    }

    fn pen(&mut self, pen: Pen) {
        self.out.push_str(match pen.fill {
            Fill::Nothing => "",
            Fill::Body => " class=\"bpmn-body\" fill=\"#fff\"",
            Fill::Shade => " class=\"bpmn-shade\" fill=\"#ddd\"",
            Fill::Ink => " fill=\"currentColor\"",
        });
        if pen.width > 0.0 {
            let _ = write!(self.out, " stroke=\"currentColor\" stroke-width=\"{}\"", number(pen.width));
        }
        if !pen.dash.is_empty() {
            let _ = write!(self.out, " stroke-dasharray=\"{}\"", pen.dash);
        }
        self.out.push_str("/>");
    }

    /// Text whose first line has its upper edge at a height.
    pub(super) fn text(&mut self, block: &Block, place: Point, align: Align) {
        if block.lines.is_empty() {
            return;
        }
        let width = block.width();
        let left = match align {
            Align::Left => place.x,
            Align::Centre => place.x - width / 2.0,
            Align::Right => place.x - width,
        };
        self.cover(Bounds::new(left, place.y, width, block.height()));
        self.open_text(block.size, align, "");
        self.lines(block, place);
    }

    /// Text that may lie on lines: the paper shines around its letters.
    pub(super) fn label(&mut self, block: &Block, place: Point, align: Align) {
        if block.lines.is_empty() {
            return;
        }
        let halo = [("stroke", "#fff"), ("stroke-width", "3"), ("paint-order", "stroke")];
        self.open(&[("class", "bpmn-label"), halo[0], halo[1], halo[2]]);
        self.text(block, place, align);
        self.out.push_str("</g>");
    }

    /// Text that runs upwards, centred at a place.
    pub(super) fn upright(&mut self, block: &Block, centre: Point) {
        if block.lines.is_empty() {
            return;
        }
        let turn = format!(" transform=\"rotate(-90 {} {})\"", number(centre.x), number(centre.y));
        self.open_text(block.size, Align::Centre, &turn);
        self.lines(block, at(centre.x, centre.y - block.height() / 2.0));
    }

    fn open_text(&mut self, size: f64, align: Align, more: &str) {
        let anchor = match align {
            Align::Left => "start",
            Align::Centre => "middle",
            Align::Right => "end",
        };
        let _ = write!(
            self.out,
            "<text fill=\"currentColor\" font-size=\"{}\" text-anchor=\"{anchor}\"{more}>",
            number(size)
        );
    }

    /// The lines of an open text, and its end. Each begins with the baseline, a fifth below the middle of the
    /// line.
    fn lines(&mut self, block: &Block, place: Point) {
        let mut y = place.y + block.line_height() / 2.0 + block.size * 0.35;
        for line in &block.lines {
            let _ = write!(self.out, "<tspan x=\"{}\" y=\"{}\">", number(place.x), number(y));
            escape(&mut self.out, line);
            self.out.push_str("</tspan>");
            y += block.line_height();
        }
        self.out.push_str("</text>");
    }

    /// Text in the middle of a box, shrunk, broken and in need cut so that it stays inside.
    pub(super) fn boxed(&mut self, text: &str, bounds: Bounds) {
        let block = text::fit(text, bounds.width, bounds.height);
        let centre = bounds.centre();
        self.text(&block, at(centre.x, centre.y - block.height() / 2.0), Align::Centre);
    }
}

/// An element with text in it.
pub(super) fn write_element(out: &mut String, name: &str, id: Option<&str>, text: &str) {
    out.push('<');
    out.push_str(name);
    if let Some(id) = id {
        write_attribute(out, "id", id);
    }
    out.push('>');
    escape(out, text);
    let _ = write!(out, "</{name}>");
}

pub(super) fn write_attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape(out, value);
    out.push('"');
}

/// Characters that XML cannot hold are replaced; those that turn the direction of what follows are left out,
/// so that no name can make its surroundings read differently.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other if other.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

/// A number with at most two decimals: the same picture is the same text on every machine.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
