//! Points and rectangles; the y axis points down, as in diagram interchange and SVG.

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Shorthand for a [`Point`].
pub(super) fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    pub(super) fn distance(self, other: Self) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }

    /// The point a way along the line to another; at most the other itself.
    pub(super) fn towards(self, other: Self, way: f64) -> Self {
        let distance = self.distance(other);
        if distance <= f64::EPSILON {
            return self;
        }
        let share = (way / distance).min(1.0);
        at(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Bounds {
    pub(super) fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn centre(&self) -> Point {
        at(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn area(&self) -> f64 {
        self.width * self.height
    }

    /// The rectangle with its sides moved outwards (or inwards where negative).
    pub(super) fn grown(&self, by: f64) -> Self {
        let (width, height) = ((self.width + 2.0 * by).max(0.0), (self.height + 2.0 * by).max(0.0));
        Self::new(self.x - by, self.y - by, width, height)
    }

    pub(super) fn moved(&self, x: f64, y: f64) -> Self {
        Self::new(self.x + x, self.y + y, self.width, self.height)
    }

    /// The smallest rectangle around both.
    pub(super) fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }
}

/// The middle of a line of several segments, by length, and whether the segment there is rather horizontal.
pub(super) fn halfway(points: &[Point]) -> Option<(Point, bool)> {
    let length: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let mut rest = length / 2.0;
    for pair in points.windows(2) {
        let distance = pair[0].distance(pair[1]);
        if rest <= distance {
            let horizontal = (pair[1].x - pair[0].x).abs() >= (pair[1].y - pair[0].y).abs();
            return Some((pair[0].towards(pair[1], rest), horizontal));
        }
        rest -= distance;
    }
    points.last().map(|last| (*last, true))
}
