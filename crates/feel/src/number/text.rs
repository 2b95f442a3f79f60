//! Numbers as text: the FEEL literal, and back.

use super::{Number, PRECISION, wide::digits};
use std::{fmt, str::FromStr};

/// The text is not a FEEL number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number: write digits with a point, for example 1234.56 or 1.5e3")]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads `-12.5`, `.5`, `1e3`; digits beyond the 34th are rounded half to even.
    fn from_str(text: &str) -> Result<Number, NotANumber> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().map_err(|_| NotANumber)?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() || mantissa.ends_with('.') {
            return Err(NotANumber);
        }
        let mut magnitude: u128 = 0;
        let mut sticky = false;
        let mut shift: i64 = 0;
        for (part, after_point) in [(whole, false), (fraction, true)] {
            for byte in part.bytes() {
                if !byte.is_ascii_digit() {
                    return Err(NotANumber);
                }
                // 37 digits are kept, later ones only break ties.
                if digits(magnitude) < 37 {
                    magnitude = magnitude * 10 + u128::from(byte - b'0');
                    shift -= i64::from(after_point);
                } else {
                    sticky |= byte != b'0';
                    shift += i64::from(!after_point);
                }
            }
        }
        let exponent = i32::try_from(i64::from(exponent) + shift).map_err(|_| NotANumber)?;
        Number::finish(negative && magnitude != 0, magnitude, exponent, sticky).ok_or(NotANumber)
    }
}

impl fmt::Display for Number {
    /// The shortest FEEL literal of the value; powers of ten only beyond 40 places.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (coefficient, exponent) = self.normalized();
        let text = coefficient.unsigned_abs().to_string();
        if coefficient < 0 {
            f.write_str("-")?;
        }
        let places = i64::from(exponent);
        let length = text.len() as i64;
        let limit = i64::from(PRECISION) + 6;
        if places >= 0 && length + places <= limit {
            write!(f, "{text}{:0<1$}", "", exponent.unsigned_abs() as usize)
        } else if places < 0 && length + places > 0 {
            let point = usize::try_from(length + places).unwrap_or(0);
            write!(f, "{}.{}", &text[..point], &text[point..])
        } else if places < 0 && -places <= limit {
            write!(f, "0.{:0<1$}{text}", "", usize::try_from(-places - length).unwrap_or(0))
        } else {
            let (first, rest) = text.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            write!(f, "{first}{point}{rest}e{}", places + length - 1)
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
