//! Square root, exponential, logarithm and powers, computed with spare digits and rounded once.

use super::{Number, digits};
use num_bigint::{BigInt, Sign};
use std::sync::LazyLock;

/// Digits after the point of intermediate results.
const SCALE: u32 = 80;
static UNIT: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(10u8).pow(SCALE));
static LN_10: LazyLock<BigInt> = LazyLock::new(|| {
    // ln 10 = 3 ln 2 + ln 1.25, each by its quick atanh series.
    let ln_2 = atanh_inverse(3) * 2;
    ln_2 * 3 + atanh_inverse(9) * 2
});

/// `atanh(1/n)` at [`SCALE`].
fn atanh_inverse(n: u32) -> BigInt {
    let mut power = &*UNIT / n;
    let square = n * n;
    let mut sum = power.clone();
    let mut k = 1u32;
    while power.sign() != Sign::NoSign {
        power /= square;
        k += 2;
        sum += &power / k;
    }
    sum
}

fn multiply(a: &BigInt, b: &BigInt) -> BigInt {
    a * b / &*UNIT
}

/// `e^x` for a small `x` (at most a few units) at [`SCALE`].
fn exp_small(x: &BigInt) -> BigInt {
    const HALVINGS: u32 = 16;
    let x = x >> HALVINGS;
    let mut term = UNIT.clone();
    let mut sum = UNIT.clone();
    let mut k = 1u32;
    while term.sign() != Sign::NoSign {
        term = multiply(&term, &x) / k;
        sum += &term;
        k += 1;
    }
    for _ in 0..HALVINGS {
        sum = multiply(&sum, &sum);
    }
    sum
}

/// `e^x` as a scaled integer and a power of ten.
fn exp_scaled(x: &BigInt) -> Option<(BigInt, i32)> {
    let tens = x / &*LN_10;
    let rest = x - &tens * &*LN_10;
    Some((exp_small(&rest), i32::try_from(&tens).ok()?))
}

impl Number {
    /// At [`SCALE`] digits after the point, cut off below; `None` beyond 10^6.
    fn fixed(self) -> Option<BigInt> {
        if self.exponent() + digits(self.coefficient().unsigned_abs()).cast_signed() > 6 {
            return None;
        }
        let shift = self.exponent() + SCALE.cast_signed();
        let big = self.to_big();
        let power = BigInt::from(10u8).pow(shift.unsigned_abs().min(7000));
        Some(if shift >= 0 { big * power } else { big / power })
    }

    /// The square root; `None` for a negative number.
    pub fn sqrt(self) -> Option<Number> {
        if self.is_negative() {
            return None;
        }
        // An even exponent, and enough digits that the root has at least 36.
        let odd = u32::from(self.exponent() % 2 != 0);
        let grow = 76 + odd;
        let square = self.to_big() * BigInt::from(10u8).pow(grow);
        let root = square.sqrt();
        let inexact = &root * &root != square;
        let exponent = (self.exponent() - grow.cast_signed()) / 2;
        Number::from_big(&root, exponent, inexact)
    }

    /// `e` to this power; `None` when the result is too large.
    pub fn exp(self) -> Option<Number> {
        if self.is_zero() {
            return Some(Number::ONE);
        }
        let Some(fixed) = self.fixed() else {
            return self.is_negative().then_some(Number::ZERO);
        };
        let (value, tens) = exp_scaled(&fixed)?;
        Number::from_big(&value, tens - SCALE.cast_signed(), true)
    }

    /// The natural logarithm; `None` unless positive.
    pub fn ln(self) -> Option<Number> {
        if self == Number::ONE {
            return Some(Number::ZERO);
        }
        Number::from_big(&self.ln_fixed()?, -SCALE.cast_signed(), true)
    }

    fn ln_fixed(self) -> Option<BigInt> {
        let coefficient = self.coefficient();
        if coefficient <= 0 {
            return None;
        }
        // A mantissa in [1, 10) near which a float gives the first 15 digits.
        let length = digits(coefficient.unsigned_abs()).cast_signed();
        let tens = self.exponent() + length - 1;
        let mantissa =
            self.to_big() * BigInt::from(10u8).pow((SCALE.cast_signed() - length + 1).unsigned_abs());
        let guess = (coefficient as f64 / 10f64.powi(length - 1)).ln();
        let mut y = BigInt::from((guess * 1e15) as i64) * BigInt::from(10u8).pow(SCALE - 15);
        for _ in 0..3 {
            // Halley's step for exp(y) = m triples the digits.
            let e = exp_small(&y);
            y += (&mantissa - &e) * 2 * &*UNIT / (&mantissa + &e);
        }
        Some(y + &*LN_10 * tens)
    }

    /// This number to the power of `exponent`; `None` when undefined or too large.
    pub fn power(self, exponent: Number) -> Option<Number> {
        if let Some(n) = exponent.to_integer() {
            if let Some(exact) = self.integer_power(n) {
                return Some(exact);
            }
            if self.is_zero() {
                return (n > 0).then_some(Number::ZERO);
            }
        } else if self.is_zero() {
            return (!exponent.is_negative()).then_some(Number::ZERO);
        }
        if self.is_negative() {
            let n = exponent.to_integer()?;
            let positive = (-self).power(exponent)?;
            return Some(if n % 2 == 0 { positive } else { -positive });
        }
        let product = self.ln_fixed()? * exponent.to_big();
        let shift = exponent.exponent();
        let power = BigInt::from(10u8).pow(shift.unsigned_abs());
        let product = if shift >= 0 { product * power } else { product / power };
        if product.magnitude() > &(UNIT.magnitude() * 1_000_000u32) {
            return (product.sign() == Sign::Minus).then_some(Number::ZERO);
        }
        let (value, tens) = exp_scaled(&product)?;
        Number::from_big(&value, tens - SCALE.cast_signed(), true)
    }

    /// Exact for small integer powers, rounded once.
    fn integer_power(self, n: i128) -> Option<Number> {
        if n == 0 {
            return Some(Number::ONE);
        }
        let count = u32::try_from(n.unsigned_abs()).ok().filter(|n| *n <= 512)?;
        let (coefficient, exponent) = self.normalized();
        let big = BigInt::from(coefficient).pow(count);
        let exponent = exponent.checked_mul(i32::try_from(count).ok()?)?;
        if n > 0 {
            return Number::from_big(&big, exponent, false);
        }
        if coefficient == 0 {
            return None;
        }
        let numerator = BigInt::from(10u8).pow(u32::try_from(big.bits() / 3 + 40).ok()?);
        let shift = i32::try_from(big.bits() / 3 + 40).ok()?;
        let quotient = &numerator / &big;
        let inexact = &quotient * &big != numerator;
        Number::from_big(&quotient, -exponent - shift, inexact)
    }
}
