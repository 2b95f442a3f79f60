use super::*;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn computes_with_34_digits_half_even() {
    let third = n("1").checked_div(n("3")).unwrap();
    assert_eq!(third.to_string(), format!("0.{}", "3".repeat(34)));
    assert_eq!(n("2").checked_div(n("3")).unwrap().to_string(), format!("0.{}7", "6".repeat(33)));
    assert_eq!(n("0.1").checked_add(n("0.2")).unwrap().to_string(), "0.3");
    assert_eq!(n("1e40").checked_add(n("1")).unwrap(), n("1e40"));
    assert_eq!(n("1e100").checked_sub(n("1e-100")).unwrap(), n("1e100"));
    assert_eq!(n("10").checked_div(n("4")).unwrap().to_string(), "2.5");
    assert_eq!(n("100").checked_div(n("10")).unwrap().to_string(), "10");
    let nines = n(&"9".repeat(34));
    assert_eq!(nines.checked_add(n("0.5")).unwrap(), n("1e34"));
    assert_eq!(nines.checked_add(n("0.49")).unwrap(), nines);
    assert_eq!(nines.checked_mul(nines).unwrap().to_string(), "9.999999999999999999999999999999998e67");
    assert_eq!(n("1").checked_div(n("0")), None);
    assert_eq!(n("9e6144").checked_mul(n("10")), None);
    assert_eq!(n("1e-6176").checked_div(n("10")).unwrap(), Number::ZERO);
}

#[test]
fn rounds_by_each_rule() {
    let cases = [
        ("2.5", Rounding::HalfEven, "2"),
        ("3.5", Rounding::HalfEven, "4"),
        ("-2.5", Rounding::HalfUp, "-3"),
        ("-2.5", Rounding::HalfDown, "-2"),
        ("2.1", Rounding::Up, "3"),
        ("-2.9", Rounding::Down, "-2"),
        ("-2.1", Rounding::Floor, "-3"),
        ("-2.1", Rounding::Ceiling, "-2"),
    ];
    for (from, mode, to) in cases {
        assert_eq!(n(from).round(0, mode), Some(n(to)), "{from} {mode:?}");
    }
    assert_eq!(n("1255").round(-1, Rounding::HalfEven), Some(n("1260")));
    assert_eq!(n("0.05").round(0, Rounding::Up), Some(n("1")));
}

#[test]
fn knows_the_transcendental_functions() {
    assert_eq!(n("1").exp().unwrap().to_string(), "2.718281828459045235360287471352662");
    assert_eq!(n("10").ln().unwrap().to_string(), "2.302585092994045684017991454684364");
    assert_eq!(n("-1").exp().unwrap().to_string(), "0.3678794411714423215955237701614609");
    assert_eq!(n("2").sqrt().unwrap().to_string(), "1.414213562373095048801688724209698");
    assert_eq!(n("16").sqrt().unwrap().to_string(), "4");
    assert_eq!(n("0.25").sqrt().unwrap().to_string(), "0.5");
    assert_eq!(n("2").power(n("10")).unwrap().to_string(), "1024");
    assert_eq!(n("2").power(n("-2")).unwrap().to_string(), "0.25");
    assert_eq!(n("2").power(n("0.5")).unwrap().to_string(), "1.414213562373095048801688724209698");
    assert_eq!(n("-1").sqrt(), None);
    assert_eq!(n("0").ln(), None);
    assert_eq!(n("1e9").exp(), None);
}

#[test]
fn takes_the_modulo_with_the_sign_of_the_divisor() {
    for (a, b, r) in [("12", "5", "2"), ("-12", "5", "3"), ("12", "-5", "-3"), ("10.1", "4.5", "1.1")] {
        assert_eq!(n(a).modulo(n(b)), Some(n(r)), "{a} mod {b}");
    }
}

fn any_number() -> impl Strategy<Value = Number> {
    (any::<i128>(), -60i32..60, 0u32..38)
        .prop_map(|(c, e, cut)| Number::new(c / POWERS[cut as usize].cast_signed(), e).unwrap())
}

/// The exact value as an integer at 10^-200.
fn exact(n: Number) -> BigInt {
    n.to_big() * BigInt::from(10u8).pow((n.exponent() + 200).unsigned_abs())
}

proptest! {
    #[test]
    fn reads_what_it_writes(a in any_number()) {
        prop_assert_eq!(n(&a.to_string()), a);
    }

    #[test]
    fn adds_like_exact_integers(a in any_number(), b in any_number()) {
        let expected = Number::from_big(&(exact(a) + exact(b)), -200, false);
        prop_assert_eq!(a.checked_add(b), expected);
    }

    #[test]
    fn multiplies_like_exact_integers(a in any_number(), b in any_number()) {
        let expected = Number::from_big(&(exact(a) * exact(b)), -400, false);
        prop_assert_eq!(a.checked_mul(b), expected);
    }

    #[test]
    fn divides_like_exact_integers(a in any_number(), b in any_number()) {
        prop_assume!(!b.is_zero());
        let dividend = exact(a) * BigInt::from(10u8).pow(400);
        let divisor = exact(b);
        let quotient = &dividend / &divisor;
        let inexact = &quotient * &divisor != dividend;
        prop_assert_eq!(a.checked_div(b), Number::from_big(&quotient, -400, inexact));
    }

    #[test]
    fn orders_like_exact_integers(a in any_number(), b in any_number()) {
        prop_assert_eq!(a.cmp(&b), exact(a).cmp(&exact(b)));
    }
}
