//! The small symbols inside events, tasks and at the foot of activities (BPMN 2.0.2 tables 10.3, 10.84 and
//! 7.2), as lines on a square of 20 by 20 around its middle.

use std::sync::LazyLock;

use super::canvas::{Canvas, Fill, Pen};
use super::geometry::{Point, at};

type Place = (f64, f64);

/// One line of a symbol.
pub(super) enum Part {
    /// A closed figure; filled where the symbol throws.
    Figure(&'static [Place]),
    /// A closed figure that is always filled.
    Solid(&'static [Place]),
    /// An open line; in the colour of the paper where the symbol is filled.
    Line(&'static [Place]),
    Ring(Place, f64),
    Disc(Place, f64),
}

use Part::{Disc, Figure, Line, Ring, Solid};

pub(super) type Glyph = &'static [Part];

pub(super) const MESSAGE: Glyph = &[
    Figure(&[(-9.0, -6.0), (9.0, -6.0), (9.0, 6.0), (-9.0, 6.0)]),
    Line(&[(-9.0, -6.0), (0.0, 1.0), (9.0, -6.0)]),
];
pub(super) const TIMER: Glyph = &[
    Ring((0.0, 0.0), 9.0),
    Line(&[(0.0, -9.0), (0.0, -7.0)]),
    Line(&[(9.0, 0.0), (7.0, 0.0)]),
    Line(&[(0.0, 9.0), (0.0, 7.0)]),
    Line(&[(-9.0, 0.0), (-7.0, 0.0)]),
    Line(&[(1.5, -6.0), (0.0, 0.5), (4.5, 0.5)]),
];
pub(super) const CONDITIONAL: Glyph = &[
    Figure(&[(-6.5, -8.5), (6.5, -8.5), (6.5, 8.5), (-6.5, 8.5)]),
    Line(&[(-4.5, -5.5), (4.5, -5.5)]),
    Line(&[(-4.5, -1.8), (4.5, -1.8)]),
    Line(&[(-4.5, 1.9), (4.5, 1.9)]),
    Line(&[(-4.5, 5.6), (4.5, 5.6)]),
];
pub(super) const SIGNAL: Glyph = &[Figure(&[(0.0, -8.5), (8.5, 6.0), (-8.5, 6.0)])];
pub(super) const ERROR: Glyph =
    &[Figure(&[(-8.0, 8.0), (-3.5, -7.5), (2.5, 0.5), (8.0, -8.0), (4.0, 8.0), (-2.5, 0.0)])];
pub(super) const ESCALATION: Glyph = &[Figure(&[(0.0, -9.0), (6.5, 8.0), (0.0, 1.5), (-6.5, 8.0)])];
pub(super) const COMPENSATION: Glyph =
    &[Figure(&[(-0.5, -6.0), (-0.5, 6.0), (-9.0, 0.0)]), Figure(&[(8.0, -6.0), (8.0, 6.0), (-0.5, 0.0)])];
pub(super) const CANCEL: Glyph = &[Figure(&[
    (-8.0, -5.2),
    (-5.2, -8.0),
    (0.0, -2.8),
    (5.2, -8.0),
    (8.0, -5.2),
    (2.8, 0.0),
    (8.0, 5.2),
    (5.2, 8.0),
    (0.0, 2.8),
    (-5.2, 8.0),
    (-8.0, 5.2),
    (-2.8, 0.0),
])];
pub(super) const LINK: Glyph =
    &[Figure(&[(-8.5, -3.5), (1.5, -3.5), (1.5, -7.5), (9.0, 0.0), (1.5, 7.5), (1.5, 3.5), (-8.5, 3.5)])];
pub(super) const TERMINATE: Glyph = &[Disc((0.0, 0.0), 9.0)];
pub(super) const MULTIPLE: Glyph =
    &[Figure(&[(0.0, -9.0), (9.0, -2.4), (5.6, 7.6), (-5.6, 7.6), (-9.0, -2.4)])];
pub(super) const PLUS: Glyph = &[Figure(&[
    (-2.5, -8.5),
    (2.5, -8.5),
    (2.5, -2.5),
    (8.5, -2.5),
    (8.5, 2.5),
    (2.5, 2.5),
    (2.5, 8.5),
    (-2.5, 8.5),
    (-2.5, 2.5),
    (-8.5, 2.5),
    (-8.5, -2.5),
    (-2.5, -2.5),
])];

pub(super) const USER: Glyph = &[
    Figure(&[
        (-8.5, 9.0),
        (-8.5, 4.5),
        (-7.0, 1.5),
        (-3.5, 0.0),
        (3.5, 0.0),
        (7.0, 1.5),
        (8.5, 4.5),
        (8.5, 9.0),
    ]),
    Ring((0.0, -4.5), 4.5),
    Line(&[(-4.8, 9.0), (-4.8, 5.0)]),
    Line(&[(4.8, 9.0), (4.8, 5.0)]),
];
pub(super) const SCRIPT: Glyph = &[
    Figure(&[
        (-4.0, -9.0),
        (8.0, -9.0),
        (5.0, -5.5),
        (4.5, -2.5),
        (6.5, 1.5),
        (7.0, 4.5),
        (4.0, 9.0),
        (-8.0, 9.0),
        (-5.0, 5.5),
        (-4.5, 2.5),
        (-6.5, -1.5),
        (-7.0, -4.5),
    ]),
    Line(&[(-4.0, -5.0), (2.5, -5.0)]),
    Line(&[(-4.0, -1.5), (2.5, -1.5)]),
    Line(&[(-2.5, 2.0), (4.0, 2.0)]),
    Line(&[(-2.5, 5.5), (4.0, 5.5)]),
];
pub(super) const MANUAL: Glyph = &[
    Figure(&[
        (-9.0, -1.0),
        (-4.0, -6.5),
        (3.0, -6.5),
        (3.0, -4.0),
        (-1.5, -3.5),
        (8.0, -3.5),
        (9.0, -2.2),
        (8.0, -1.0),
        (8.5, 0.3),
        (7.5, 1.5),
        (7.5, 2.8),
        (6.5, 4.0),
        (6.0, 5.2),
        (4.5, 6.5),
        (-6.0, 6.5),
        (-9.0, 4.0),
    ]),
    Line(&[(1.5, -1.0), (8.0, -1.0)]),
    Line(&[(1.5, 1.5), (7.5, 1.5)]),
    Line(&[(1.5, 4.0), (6.5, 4.0)]),
];
pub(super) const BUSINESS_RULE: Glyph = &[
    Solid(&[(-9.0, -7.0), (9.0, -7.0), (9.0, -3.0), (-9.0, -3.0)]),
    Figure(&[(-9.0, -3.0), (9.0, -3.0), (9.0, 7.0), (-9.0, 7.0)]),
    Line(&[(-9.0, 2.0), (9.0, 2.0)]),
    Line(&[(-3.5, -3.0), (-3.5, 7.0)]),
];

pub(super) const PARALLEL_INSTANCES: Glyph = &[
    Solid(&[(-6.5, -8.0), (-3.5, -8.0), (-3.5, 8.0), (-6.5, 8.0)]),
    Solid(&[(-1.5, -8.0), (1.5, -8.0), (1.5, 8.0), (-1.5, 8.0)]),
    Solid(&[(3.5, -8.0), (6.5, -8.0), (6.5, 8.0), (3.5, 8.0)]),
];
pub(super) const SEQUENTIAL_INSTANCES: Glyph = &[
    Solid(&[(-8.0, -6.5), (8.0, -6.5), (8.0, -3.5), (-8.0, -3.5)]),
    Solid(&[(-8.0, -1.5), (8.0, -1.5), (8.0, 1.5), (-8.0, 1.5)]),
    Solid(&[(-8.0, 3.5), (8.0, 3.5), (8.0, 6.5), (-8.0, 6.5)]),
];
pub(super) const LOOP: Glyph = &[
    Line(&[
        (-3.5, 7.4),
        (-7.0, 4.0),
        (-8.0, 0.0),
        (-6.8, -4.2),
        (-3.6, -7.2),
        (0.5, -8.0),
        (4.6, -6.6),
        (7.3, -3.4),
        (8.0, 0.6),
        (6.6, 4.6),
        (3.4, 7.3),
    ]),
    Line(&[(-9.0, 7.6), (-3.3, 7.6), (-3.6, 2.0)]),
];
pub(super) const AD_HOC: Glyph = &[Solid(&[
    (-9.0, 3.0),
    (-7.5, -1.5),
    (-4.5, -3.5),
    (-1.0, -2.5),
    (2.0, 0.0),
    (4.5, 1.0),
    (7.0, -0.5),
    (9.0, -3.5),
    (8.0, 1.0),
    (5.0, 4.0),
    (1.5, 3.0),
    (-2.0, 0.5),
    (-4.5, -0.5),
    (-7.0, 0.8),
])];
pub(super) const COLLAPSED: Glyph = &[
    Figure(&[(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)]),
    Line(&[(-5.5, 0.0), (5.5, 0.0)]),
    Line(&[(0.0, -5.5), (0.0, 5.5)]),
];

/// A wheel with eight teeth.
pub(super) static SERVICE: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let corner = |step: u8| {
        let (radius, turn) = match step % 4 {
            0 => (9.0, -0.19),
            1 => (9.0, 0.19),
            2 => (6.6, 0.28),
            _ => (6.6, 0.5),
        };
        let angle = (f64::from(step / 4) + turn) * std::f64::consts::FRAC_PI_4;
        (radius * angle.cos(), radius * angle.sin())
    };
    (0..32).map(corner).collect()
});

/// Draws a symbol with its middle at a point; `size` is the side of its square.
pub(super) fn draw(canvas: &mut Canvas, glyph: Glyph, centre: Point, size: f64, filled: bool) {
    let scale = size / 20.0;
    let place = |(x, y): Place| at(centre.x + x * scale, centre.y + y * scale);
    let places = |points: &[Place]| points.iter().map(|point| place(*point)).collect::<Vec<_>>();
    let pen = if filled { Pen::INK } else { Pen::BODY.wide(1.2) };
    for part in glyph {
        match part {
            Figure(points) => canvas.line(&places(points), true, pen),
            Solid(points) => canvas.line(&places(points), true, Pen::INK.wide(0.0)),
            Line(points) if filled => {
                canvas.open(&[("color", "#fff"), ("class", "bpmn-inverse")]);
                canvas.line(&places(points), false, Pen::LINE.wide(1.2));
                canvas.close();
            }
            Line(points) => canvas.line(&places(points), false, Pen::LINE.wide(1.2)),
            Ring(middle, radius) => canvas.circle(place(*middle), radius * scale, pen),
            Disc(middle, radius) => canvas.circle(place(*middle), radius * scale, Pen::INK),
        }
    }
}

/// Draws the wheels of a service task.
pub(super) fn wheels(canvas: &mut Canvas, centre: Point, size: f64) {
    for (x, y, share) in [(-2.5, -2.5, 0.75), (3.0, 3.0, 0.75)] {
        let scale = size / 20.0 * share;
        let middle = at(centre.x + x * size / 20.0, centre.y + y * size / 20.0);
        let corners: Vec<Point> =
            SERVICE.iter().map(|(x, y)| at(middle.x + x * scale, middle.y + y * scale)).collect();
        canvas.line(&corners, true, Pen::BODY.wide(1.0));
        canvas.circle(middle, 3.2 * scale, Pen::BODY.wide(1.0).filled(Fill::Body));
    }
}
