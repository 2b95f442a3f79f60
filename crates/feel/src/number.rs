//! FEEL numbers: decimals with 34 significant digits, after IEEE 754-2008 decimal128
//! (DMN 1.5, 10.3.2.3.1), rounded half to even. No infinities, no NaN: what does not fit is `None`.

mod functions;
mod text;
pub use text::NotANumber;
mod wide;

use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;
use wide::{POWERS, digits};

/// Significant digits of a number.
pub const PRECISION: u32 = 34;
const LIMIT: u128 = POWERS[PRECISION as usize];
const MAX_EXPONENT: i32 = 6111;
const MIN_EXPONENT: i32 = -6176;

/// A decimal number: `coefficient * 10^exponent` with at most 34 digits.
///
/// Equality and order are by value: `1.0 == 1`.
#[derive(Clone, Copy)]
pub struct Number {
    // The coefficient in two halves: an i128 would align every Value to 16 bytes.
    high: i64,
    low: u64,
    exponent: i32,
}

/// How [`Number::round`] treats the digits it drops (DMN 1.5, 10.3.4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties towards zero.
    HalfDown,
    /// To the nearest, ties to the even digit.
    HalfEven,
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number::raw(0, 0);
    /// One.
    pub const ONE: Number = Number::raw(1, 0);

    #[expect(clippy::cast_possible_truncation, reason = "splits an i128 into its halves")]
    const fn raw(coefficient: i128, exponent: i32) -> Number {
        Number { high: (coefficient >> 64) as i64, low: coefficient as u64, exponent }
    }

    pub(crate) const fn coefficient(self) -> i128 {
        ((self.high as i128) << 64) | self.low as i128
    }

    pub(crate) const fn exponent(self) -> i32 {
        self.exponent
    }

    /// `coefficient * 10^exponent`, rounded to 34 digits; `None` when it is too large.
    pub fn new(coefficient: i128, exponent: i32) -> Option<Number> {
        Self::finish(coefficient < 0, coefficient.unsigned_abs(), exponent, false)
    }

    /// Rounds to precision and range; `sticky` says that non-zero digits were cut off below.
    fn finish(negative: bool, mut magnitude: u128, mut exponent: i32, mut sticky: bool) -> Option<Number> {
        if magnitude >= LIMIT {
            let drop = digits(magnitude) - PRECISION;
            (magnitude, sticky) = shift_right(magnitude, drop, sticky);
            exponent = exponent.checked_add(i32::try_from(drop).ok()?)?;
            if magnitude == LIMIT {
                magnitude /= 10;
                exponent += 1;
            }
        }
        if exponent < MIN_EXPONENT {
            let drop = exponent.abs_diff(MIN_EXPONENT).min(39);
            (magnitude, _) = shift_right(magnitude, drop, sticky);
            exponent = MIN_EXPONENT;
        }
        if exponent > MAX_EXPONENT {
            if magnitude == 0 {
                return Some(Self::ZERO);
            }
            let room = PRECISION - digits(magnitude);
            let excess = exponent.abs_diff(MAX_EXPONENT);
            if excess > room {
                return None;
            }
            magnitude *= POWERS[excess as usize];
            exponent = MAX_EXPONENT;
        }
        let coefficient = magnitude.cast_signed();
        Some(Self::raw(if negative { -coefficient } else { coefficient }, exponent))
    }

    /// The exact big integer times a power of ten, rounded; `sticky` for a further non-zero rest.
    fn from_big(value: &BigInt, exponent: i32, sticky: bool) -> Option<Number> {
        let negative = value.sign() == Sign::Minus;
        let mut magnitude = value.magnitude().clone();
        let mut exponent = exponent;
        let mut sticky = sticky;
        if magnitude.bits() > 126 {
            // Keep 36 digits or more; the rest only matters as "not zero".
            let approximate = usize::try_from(magnitude.bits()).ok()? * 1233 / 4096;
            let drop = u32::try_from(approximate.checked_sub(36)?).ok()?;
            let power = BigUint::from(10u8).pow(drop);
            let quotient = &magnitude / &power;
            sticky |= &quotient * &power != magnitude;
            magnitude = quotient;
            exponent = exponent.checked_add(i32::try_from(drop).ok()?)?;
        }
        let small = u128::try_from(&magnitude).ok()?;
        Self::finish(negative, small, exponent, sticky)
    }

    fn to_big(self) -> BigInt {
        BigInt::from(self.coefficient())
    }

    /// Whether this is zero.
    pub const fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// Whether this is less than zero.
    pub const fn is_negative(self) -> bool {
        self.high < 0
    }

    /// The sum; `None` when it is too large.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        let (a, b) = (self.coefficient(), other.coefficient());
        if self.exponent == other.exponent {
            return Self::new(a + b, self.exponent);
        }
        let (high, low) = if self.exponent > other.exponent { (self, other) } else { (other, self) };
        if high.is_zero() {
            return Some(low);
        }
        let gap = high.exponent.abs_diff(low.exponent);
        if gap + digits(high.coefficient().unsigned_abs()) <= 37 {
            let scaled = high.coefficient() * POWERS[gap as usize].cast_signed();
            return Self::new(scaled + low.coefficient(), low.exponent);
        }
        if low.is_zero() {
            return Some(high);
        }
        if gap > 80 {
            // Far below the last digit: only its sign matters.
            let shifted = high.to_big() * BigInt::from(10u8).pow(40) + low.coefficient().signum();
            return Self::from_big(&shifted, high.exponent - 40, false);
        }
        Self::from_big(&(high.to_big() * BigInt::from(10u8).pow(gap) + low.to_big()), low.exponent, false)
    }

    /// The difference; `None` when it is too large.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(-other)
    }

    /// The product; `None` when it is too large.
    pub fn checked_mul(self, other: Number) -> Option<Number> {
        let exponent = self.exponent + other.exponent;
        let (a, b) = (self.coefficient(), other.coefficient());
        if let Some(product) = a.checked_mul(b) {
            return Self::new(product, exponent);
        }
        let negative = (a < 0) != (b < 0);
        let (high, low) = wide::multiply(a.unsigned_abs(), b.unsigned_abs());
        // The product has more than 38 digits; keep 35 or 36, so that `finish` always rounds.
        let drop = digits(a.unsigned_abs()) + digits(b.unsigned_abs()) - PRECISION - 2;
        let (quotient, remainder) = wide::divide(high, low, POWERS[drop as usize]);
        Self::finish(negative, quotient, exponent + drop.cast_signed(), remainder != 0)
    }

    /// The quotient; `None` when the divisor is zero or the result too large.
    pub fn checked_div(self, other: Number) -> Option<Number> {
        let (a, b) = (self.coefficient(), other.coefficient());
        if b == 0 {
            return None;
        }
        let exponent = self.exponent - other.exponent;
        if let (Ok(small), Ok(divisor)) = (i64::try_from(a), i64::try_from(b)) {
            // 128-bit division costs ten times as much.
            if small.checked_rem(divisor) == Some(0) {
                return Self::new(i128::from(small / divisor), exponent);
            }
        } else if a % b == 0 {
            return Self::new(a / b, exponent);
        }
        if let Some(quotient) = Self::short_quotient(a, b, exponent) {
            return Some(quotient);
        }
        let negative = (a < 0) != (b < 0);
        let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
        // 35 or 36 digits of the quotient, and whether something is left.
        let grow = PRECISION - digits(a);
        let extra = digits(b) + 1;
        let (high, low) = wide::multiply(a * POWERS[grow as usize], POWERS[extra as usize]);
        let (quotient, remainder) = wide::divide(high, low, b);
        let shift = (grow + extra).cast_signed();
        if remainder == 0 {
            let (quotient, stripped) = strip_zeros(quotient, shift);
            return Self::finish(negative, quotient, exponent - shift + stripped, false);
        }
        Self::finish(negative, quotient, exponent - shift, true)
    }

    /// A quotient that ends after at most 18 digits more, as most do that people write: found without 256 bits.
    fn short_quotient(a: i128, b: i128, exponent: i32) -> Option<Number> {
        let (magnitude, divisor) =
            (u64::try_from(a.unsigned_abs()).ok()?, u64::try_from(b.unsigned_abs()).ok()?);
        // A fraction ends only if its denominator has no prime factors but 2 and 5.
        let common = gcd(magnitude, divisor);
        let mut rest = divisor / common;
        let twos = rest.trailing_zeros();
        rest >>= twos;
        let mut fives = 0;
        while rest.is_multiple_of(5) {
            rest /= 5;
            fives += 1;
        }
        let digits = twos.max(fives);
        if rest != 1 || digits > 18 {
            return None;
        }
        let scaled = u128::from(magnitude / common) * POWERS[digits as usize] / u128::from(divisor / common);
        let quotient = scaled.cast_signed();
        Self::new(if (a < 0) == (b < 0) { quotient } else { -quotient }, exponent - digits.cast_signed())
    }

    /// The remainder with the sign of the divisor: `a - b * floor(a / b)`; `None` for a zero divisor.
    pub fn modulo(self, other: Number) -> Option<Number> {
        if other.is_zero() {
            return None;
        }
        let exponent = self.exponent.min(other.exponent);
        let (up, down) = (self.exponent.abs_diff(exponent), other.exponent.abs_diff(exponent));
        let a = self.to_big() * BigInt::from(10u8).pow(up);
        let b = other.to_big() * BigInt::from(10u8).pow(down);
        let mut rest = &a % &b;
        if rest.sign() != Sign::NoSign && rest.sign() != b.sign() {
            rest += b;
        }
        Self::from_big(&rest, exponent, false)
    }

    /// Rounds to `scale` digits after the point (negative: before it); `None` when too large.
    pub fn round(self, scale: i32, mode: Rounding) -> Option<Number> {
        let target = scale.checked_neg()?;
        if self.exponent >= target {
            return Some(self);
        }
        let drop = self.exponent.abs_diff(target);
        let magnitude = self.coefficient().unsigned_abs();
        let (quotient, remainder, half) = if drop > 38 {
            (0, magnitude, Ordering::Less)
        } else {
            let power = POWERS[drop as usize];
            let remainder = magnitude % power;
            (magnitude / power, remainder, remainder.cmp(&(power / 2)))
        };
        let negative = self.is_negative();
        let away = remainder != 0
            && match mode {
                Rounding::Up => true,
                Rounding::Down => false,
                Rounding::Ceiling => !negative,
                Rounding::Floor => negative,
                Rounding::HalfUp => half.is_ge(),
                Rounding::HalfDown => half.is_gt(),
                Rounding::HalfEven => half.is_gt() || (half.is_eq() && quotient % 2 == 1),
            };
        Self::finish(negative, quotient + u128::from(away), target, false)
    }

    /// The largest integer not above.
    pub fn floor(self) -> Number {
        self.round(0, Rounding::Floor).unwrap_or(self)
    }

    /// The smallest integer not below.
    pub fn ceiling(self) -> Number {
        self.round(0, Rounding::Ceiling).unwrap_or(self)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Number {
        if self.is_negative() { -self } else { self }
    }

    /// Whether there is nothing after the point.
    pub fn is_integer(self) -> bool {
        self.to_integer().is_some() || self.normalized().1 >= 0
    }

    /// The value as an integer; `None` when it has a fraction or does not fit.
    pub fn to_integer(self) -> Option<i128> {
        let (coefficient, exponent) = (self.coefficient(), self.exponent);
        match exponent {
            0 => Some(coefficient),
            1..=38 => coefficient.checked_mul(POWERS[exponent.unsigned_abs() as usize].cast_signed()),
            -38..0 => {
                let power = POWERS[exponent.unsigned_abs() as usize].cast_signed();
                (coefficient % power == 0).then_some(coefficient / power)
            }
            _ => (coefficient == 0).then_some(0),
        }
    }

    /// The value as `i64`; `None` when it has a fraction or does not fit.
    pub fn to_i64(self) -> Option<i64> {
        i64::try_from(self.to_integer()?).ok()
    }

    /// How many times `10^exponent` it is; `None` when that is no whole number or does not fit.
    pub fn to_multiple(self, exponent: i32) -> Option<i64> {
        let gap = self.exponent.checked_sub(exponent)?;
        if gap == 0 {
            return i64::try_from(self.coefficient()).ok();
        }
        if self.is_zero() {
            return Some(0);
        }
        let power = POWERS.get(gap.unsigned_abs() as usize)?.cast_signed();
        let coefficient = self.coefficient();
        let multiple = if gap > 0 {
            coefficient.checked_mul(power)?
        } else {
            (coefficient % power == 0).then_some(coefficient / power)?
        };
        i64::try_from(multiple).ok()
    }

    /// The nearest `f64`, for charts and JSON.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The coefficient without trailing zeros, and its exponent.
    fn normalized(self) -> (i128, i32) {
        let coefficient = self.coefficient();
        if coefficient == 0 {
            return (0, 0);
        }
        let (magnitude, stripped) = strip_zeros(coefficient.unsigned_abs(), i32::MAX);
        let magnitude = magnitude.cast_signed();
        (if coefficient < 0 { -magnitude } else { magnitude }, self.exponent + stripped)
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Divides by `10^drop`, rounding half to even; `sticky` is a rest below the lowest digit.
fn shift_right(magnitude: u128, drop: u32, sticky: bool) -> (u128, bool) {
    let Some(power) = POWERS.get(drop as usize).copied() else { return (0, magnitude != 0 || sticky) };
    let (quotient, remainder) = (magnitude / power, magnitude % power);
    let tie_broken = sticky && remainder == power / 2;
    let up = tie_broken || round_half_even(quotient, remainder, power);
    (quotient + u128::from(up), remainder != 0 || sticky)
}

fn round_half_even(quotient: u128, remainder: u128, divisor: u128) -> bool {
    match remainder.cmp(&(divisor - remainder)) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => quotient % 2 == 1,
    }
}

/// Takes off trailing decimal zeros, at most `limit`; returns how many.
fn strip_zeros(mut magnitude: u128, limit: i32) -> (u128, i32) {
    let mut stripped = 0;
    if magnitude == 0 {
        return (0, 0);
    }
    for step in [16, 8, 4, 2, 1] {
        let power = POWERS[step as usize];
        while stripped + step <= limit && magnitude.is_multiple_of(power) {
            magnitude /= power;
            stripped += step;
        }
    }
    (magnitude, stripped)
}

impl std::ops::Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number::raw(-self.coefficient(), self.exponent)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let (a, b) = (self.coefficient(), other.coefficient());
        if self.exponent == other.exponent {
            return a.cmp(&b);
        }
        if a.signum() != b.signum() || a == 0 {
            return a.signum().cmp(&b.signum());
        }
        // Same sign, neither zero: first by the position of the leading digit.
        let place = |n: &Number, c: i128| n.exponent + digits(c.unsigned_abs()).cast_signed();
        let by_place = place(self, a).cmp(&place(other, b));
        if by_place.is_ne() {
            return if a > 0 { by_place } else { by_place.reverse() };
        }
        let gap = self.exponent.abs_diff(other.exponent) as usize;
        if self.exponent > other.exponent {
            (a * POWERS[gap].cast_signed()).cmp(&b)
        } else {
            a.cmp(&(b * POWERS[gap].cast_signed()))
        }
    }
}

impl std::hash::Hash for Number {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.normalized().hash(state);
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

macro_rules! from_integers {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Number {
            fn from(n: $kind) -> Number {
                Number::raw(i128::from(n), 0)
            }
        }
    )* };
}
from_integers!(u8, i8, u16, i16, u32, i32, u64, i64);

impl From<usize> for Number {
    fn from(n: usize) -> Number {
        Number::raw(n as i128, 0)
    }
}

#[cfg(test)]
mod tests;
