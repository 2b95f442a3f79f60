//! What expressions of FEEL give, as FEEL.

use dsntk_feel::{FeelScope, values::Value};
use std::io::{self, BufRead, Write};

/// Answers each line with a literal of FEEL, or with `!` and the reason why there is none.
pub fn answer() -> io::Result<()> {
    // A panic is an answer, too; it is not told twice.
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let source = line?;
        let answer = std::panic::catch_unwind(|| evaluated(&source)).unwrap_or_else(|_| "! it panics".to_owned());
        writeln!(out, "{}", answer.replace('\n', " "))?;
        out.flush()?;
    }
    Ok(())
}

fn evaluated(source: &str) -> String {
    let scope = FeelScope::default();
    match dsntk_feel_parser::parse_expression(&scope, source, false) {
        Ok(node) => literal(&dsntk_feel_evaluator::evaluate(&scope, &node)),
        Err(error) => format!("! {error}"),
    }
}

fn literal(value: &Value) -> String {
    let all = |items: &[Value]| items.iter().map(literal).collect::<Vec<_>>().join(", ");
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(_) => value.to_string(),
        Value::Number(number) => plain(&number.to_string()),
        Value::String(text) => quoted(text),
        Value::Date(date) => format!("date(\"{date}\")"),
        Value::Time(time) => format!("time(\"{time}\")"),
        Value::DateTime(moment) => format!("date and time(\"{moment}\")"),
        Value::YearsAndMonthsDuration(_) | Value::DaysAndTimeDuration(_) => format!("duration(\"{value}\")"),
        Value::List(items) => format!("[{}]", all(items.as_slice())),
        Value::Context(context) => {
            let entries: Vec<String> =
                context.iter().map(|(name, value)| format!("{}: {}", quoted(&name.to_string()), literal(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Range(start, start_type, end, end_type) => format!(
            "{}{}..{}{}",
            if start_type.closed() { '[' } else { '(' },
            literal(start),
            literal(end),
            if end_type.closed() { ']' } else { ')' },
        ),
        other => format!("! a {}", other.type_of()),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Without an exponent, which FEEL's literals of older versions do not have.
fn plain(number: &str) -> String {
    let Some((digits, exponent)) = number.split_once(['e', 'E']) else { return number.to_owned() };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    let point = whole.len() as i64 + exponent.parse::<i64>().unwrap_or(0);
    match usize::try_from(point) {
        Ok(point) if point >= all.len() => format!("{sign}{all}{}", "0".repeat(point - all.len())),
        Ok(point) if point > 0 => format!("{sign}{}.{}", &all[..point], &all[point..]),
        _ => format!("{sign}0.{}{all}", "0".repeat(usize::try_from(-point).unwrap_or(0))),
    }
}
