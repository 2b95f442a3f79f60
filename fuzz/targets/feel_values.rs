//! Numbers, days, times and durations: what is read is shown so that it can be read again, as the same.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use feel::{Date, DateTime, DaysTimeDuration, Number, Time, YearsMonthsDuration};
use libfuzzer_sys::fuzz_target;

fn both_ways<T: FromStr + Display + Debug>(text: &str)
where
    T::Err: Debug,
{
    let Ok(value) = text.parse::<T>() else { return };
    let shown = value.to_string();
    let again: T =
        shown.parse().unwrap_or_else(|error| panic!("{text:?} -> {value:?} -> {shown:?}: {error:?}"));
    assert_eq!(again.to_string(), shown, "{text:?}");
}

fuzz_target!(|text: &str| {
    both_ways::<Number>(text);
    both_ways::<Date>(text);
    both_ways::<Time>(text);
    both_ways::<DateTime>(text);
    both_ways::<DaysTimeDuration>(text);
    both_ways::<YearsMonthsDuration>(text);
    if let Some((left, right)) = text.split_once('|')
        && let (Ok(left), Ok(right)) = (left.parse::<Number>(), right.parse::<Number>())
    {
        let _ = left.power(right);
        let _ = (left.sqrt(), left.exp(), right.ln());
    }
});
