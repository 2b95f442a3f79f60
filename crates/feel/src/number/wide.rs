//! 256-bit helpers for exact intermediate results of multiplication and division.

const HALF: u32 = 64;
const MASK: u128 = (1 << HALF) - 1;

/// Powers of ten that fit 128 bits: `POWERS[k] == 10^k`, k up to 38.
pub(super) const POWERS: [u128; 39] = {
    let mut table = [1u128; 39];
    let mut k = 1;
    while k < 39 {
        table[k] = table[k - 1] * 10;
        k += 1;
    }
    table
};

/// The number of decimal digits of `n`; one for zero.
pub(super) fn digits(n: u128) -> u32 {
    // log10(2) as 1233/4096 is exact enough for 128 bits; the table settles the edge.
    let bits = 128 - n.leading_zeros();
    let guess = (bits * 1233) >> 12;
    if guess < 39 && n >= POWERS[guess as usize] { guess + 1 } else { guess.max(1) }
}

/// The full product as (high, low) halves.
pub(super) fn multiply(a: u128, b: u128) -> (u128, u128) {
    let (a1, a0) = (a >> HALF, a & MASK);
    let (b1, b0) = (b >> HALF, b & MASK);
    let low = a0 * b0;
    let middle = a1 * b0 + (low >> HALF);
    let (carry, middle) = (middle >> HALF, (middle & MASK) + a0 * b1);
    (a1 * b1 + carry + (middle >> HALF), (middle << HALF) | (low & MASK))
}

/// Divides `(high, low)` by `divisor`; needs `high < divisor`, so that the quotient fits.
///
/// Knuth's algorithm D for two digits of 64 bits (Hacker's Delight, `divlu`).
pub(super) fn divide(high: u128, low: u128, divisor: u128) -> (u128, u128) {
    debug_assert!(high < divisor, "the quotient must fit 128 bits");
    if high == 0 {
        return (low / divisor, low % divisor);
    }
    let shift = divisor.leading_zeros();
    let divisor = divisor << shift;
    let (d1, d0) = (divisor >> HALF, divisor & MASK);
    let top = if shift == 0 { high } else { (high << shift) | (low >> (128 - shift)) };
    let rest = low << shift;
    let (q1, remainder) = step(top, rest >> HALF, divisor, d1, d0);
    let (q0, remainder) = step(remainder, rest & MASK, divisor, d1, d0);
    ((q1 << HALF) | q0, remainder >> shift)
}

fn step(top: u128, next: u128, divisor: u128, d1: u128, d0: u128) -> (u128, u128) {
    let mut q = top / d1;
    let mut r = top - q * d1;
    while q > MASK || q * d0 > ((r << HALF) | next) {
        q -= 1;
        r += d1;
        if r > MASK {
            break;
        }
    }
    (q, (top << HALF).wrapping_add(next).wrapping_sub(q.wrapping_mul(divisor)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn multiplies_and_divides_like_big_integers(a: u128, b in 1u128.., c: u128) {
            let (high, low) = multiply(a, b);
            prop_assert_eq!((BigUint::from(high) << 128) + low, BigUint::from(a) * b);
            let high = c % b;
            let (q, r) = divide(high, low, b);
            prop_assert_eq!(BigUint::from(q) * b + r, (BigUint::from(high) << 128) + low);
            prop_assert!(r < b);
        }

        #[test]
        fn counts_digits(n: u128) {
            prop_assert_eq!(digits(n) as usize, n.to_string().len());
        }
    }

    #[test]
    fn counts_digits_at_powers() {
        for (k, power) in POWERS.into_iter().enumerate() {
            assert_eq!(digits(power) as usize, k + 1);
            assert_eq!(digits(power - 1) as usize, k.max(1));
        }
    }
}
