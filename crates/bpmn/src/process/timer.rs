//! Timers (BPMN 2.0.2 section 10.5.5.10): a date, a duration or a cycle, as ISO 8601 text or as a FEEL expression.
//!
//! Durations are added on the calendar of Europe/Berlin: a day has 23 hours when the clocks change, a month
//! ends at its last day. Dates without a zone are read there as well.
//!
//! A period of the law is written `r:frist` at the `timerEventDefinition` instead: it ends with its last day by
//! §§ 187 to 193 BGB, with the holidays of the calendar that the step is given, and the timer is due when that day is
//! over. It is set off by the day on which the timer starts, or by the day that the FEEL of `r:ab` gives.

use feel::Context;
use feel::Value;
use fristen::{Dauer, Frist};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, civil};

use super::expression::{EvaluationError, Expression};
use crate::engine::Moment;
use crate::model::Element;
use crate::problem::Problem;

/// A timer definition of the model.
#[derive(Debug)]
pub(crate) enum Timer {
    Date(Source),
    Duration(Source),
    Cycle(Source),
    /// A period of the law, from the day of the expression or from today on.
    Frist {
        dauer: Dauer,
        ab: Option<Expression>,
    },
}

/// ISO 8601 text, read when the process is compiled, or an expression for it.
#[derive(Debug)]
pub(crate) enum Source {
    Literal(Schedule),
    Expression(Expression),
}

/// When a timer is due, relative to the moment at which it starts.
#[derive(Debug, Clone)]
pub(crate) enum Schedule {
    At(Timestamp),
    After(Span),
    Every { first: Option<Timestamp>, interval: Span, times: Option<u32> },
}

/// A timer that runs: when it is due, and for a cycle what follows.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    pub(crate) at: Timestamp,
    pub(crate) cycle: Option<Cycle>,
}

/// The rest of a cycle after the time that is due next.
#[derive(Debug, Clone)]
pub(crate) struct Cycle {
    pub(crate) interval: Span,
    /// How many times remain after the next one; none: for ever.
    pub(crate) times: Option<u32>,
}

/// The calendar of timers, from the tables inside the program (never from the machine's files).
pub(crate) fn zone() -> TimeZone {
    jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Berlin")
        .expect("the bundled time zone tables hold Europe/Berlin")
}

impl Timer {
    /// Reads a `timerEventDefinition`.
    pub(crate) fn of_element(definition: Element<'_>, zone: &TimeZone) -> Result<Self, Problem> {
        let parts: Vec<Element<'_>> = ["timeDate", "timeDuration", "timeCycle"]
            .into_iter()
            .flat_map(|kind| definition.children_of(kind))
            .collect();
        if let Some(frist) = definition.extension("frist") {
            if !parts.is_empty() {
                return Err(definition.problem("a timer with r:frist has no other time; remove one of them"));
            }
            return Self::of_frist(definition, frist);
        }
        let [part] = parts.as_slice() else {
            return Err(definition.problem(
                "a timer needs exactly one of timeDate, timeDuration, timeCycle and r:frist; add or remove one",
            ));
        };
        let source = |read: fn(&str, &TimeZone) -> Option<Schedule>| -> Result<Source, Problem> {
            let text = part.text();
            match read(&text, zone) {
                Some(schedule) => Ok(Source::Literal(schedule)),
                // Text that looks like ISO 8601 and is not valid must not be taken for an expression.
                None if looks_like_iso(&text) => Err(part.problem(format!(
                    "'{text}' is not a valid {}: {}",
                    part.kind(),
                    match part.kind() {
                        "timeDate" => "write a date such as 2026-12-31T12:00:00+01:00",
                        "timeDuration" => "write a duration such as P14D or PT1H30M",
                        _ => "write a cycle such as R3/P1D",
                    }
                ))),
                None if is_word(&text) && !names_data(definition, &text) => Err(part.problem(format!(
                    "'{text}' is neither an ISO 8601 time nor data that the model declares; correct it or declare a data object"
                ))),
                None => Expression::of_element(*part).map(Source::Expression),
            }
        };
        match part.kind() {
            "timeDate" => source(read_date).map(Self::Date),
            "timeDuration" => source(read_duration).map(Self::Duration),
            _ => source(read_cycle).map(Self::Cycle),
        }
    }

    fn of_frist(definition: Element<'_>, frist: &str) -> Result<Self, Problem> {
        let dauer = frist.trim().parse().map_err(|error| definition.problem(format!("r:frist: {error}")))?;
        let ab = definition.extension("ab").map(|source| Expression::of_source(definition, source));
        Ok(Self::Frist { dauer, ab: ab.transpose()? })
    }

    /// The first time at which the timer is due.
    pub(crate) fn start(
        &self,
        moment: Moment<'_>,
        zone: &TimeZone,
        scope: &Context,
    ) -> Result<Due, EvaluationError> {
        let now = moment.now;
        let (source, read): (_, fn(&str, &TimeZone) -> Option<Schedule>) = match self {
            Self::Frist { dauer, ab } => return over(*dauer, ab.as_ref(), moment, zone, scope),
            Self::Date(source) => (source, read_date),
            Self::Duration(source) => (source, read_duration),
            Self::Cycle(source) => (source, read_cycle),
        };
        let schedule = match source {
            Source::Literal(schedule) => schedule.clone(),
            Source::Expression(expression) => {
                let value = expression.value(scope)?;
                let text = time_text(&value);
                text.as_deref()
                    .and_then(|text| read(text, zone))
                    .or_else(|| text.as_deref().and_then(|text| read_date(text, zone)))
                    .ok_or_else(|| {
                        expression.error(format!("gives {value}, which is not a time for this timer"))
                    })?
            }
        };
        schedule.start(now, zone).ok_or_else(|| EvaluationError::time(&schedule))
    }
}

/// When the last day of a period is over.
fn over(
    dauer: Dauer,
    ab: Option<&Expression>,
    moment: Moment<'_>,
    zone: &TimeZone,
    scope: &Context,
) -> Result<Due, EvaluationError> {
    let wrong = |reason: String| EvaluationError::new(&dauer.to_string(), reason);
    let from = match ab {
        None => moment.now.to_zoned(zone.clone()).date(),
        Some(expression) => {
            let value = expression.value(scope)?;
            let text = time_text(&value).and_then(|text| text.get(..10)?.parse().ok());
            text.ok_or_else(|| expression.error(format!("gives {value}, which is not a day")))?
        }
    };
    let Some(calendar) = moment.calendar else {
        return Err(wrong("needs the holidays of a Land, and this step was given no calendar".to_owned()));
    };
    let last = Frist::neu(dauer).ende(from, calendar).map_err(|error| wrong(error.to_string()))?.ende;
    let next = last.tomorrow().and_then(|day| day.to_zoned(zone.clone()));
    let at = next.map_err(|_| wrong("ends outside of the calendar".to_owned()))?.timestamp();
    Ok(Due { at, cycle: None })
}

impl EvaluationError {
    fn time(schedule: &Schedule) -> Self {
        Self::new(&format!("{schedule:?}"), "lies outside of the calendar")
    }
}

impl Schedule {
    fn start(&self, now: Timestamp, zone: &TimeZone) -> Option<Due> {
        match self {
            Self::At(at) => Some(Due { at: *at, cycle: None }),
            Self::After(span) => Some(Due { at: add(now, span, zone)?, cycle: None }),
            Self::Every { first, interval, times } => {
                let at = match first {
                    Some(first) => *first,
                    None => add(now, interval, zone)?,
                };
                let times = times.map(|times| times.saturating_sub(1));
                Some(Due { at, cycle: Some(Cycle { interval: *interval, times }) })
            }
        }
    }
}

impl Cycle {
    /// The time after `last`, unless the cycle is over.
    pub(crate) fn next(&self, last: Timestamp, zone: &TimeZone) -> Option<Due> {
        if self.times == Some(0) {
            return None;
        }
        let times = self.times.map(|times| times - 1);
        let at = add(last, &self.interval, zone)?;
        Some(Due { at, cycle: Some(Self { interval: self.interval, times }) })
    }
}

fn add(at: Timestamp, span: &Span, zone: &TimeZone) -> Option<Timestamp> {
    at.to_zoned(zone.clone()).checked_add(*span).ok().map(|zoned| zoned.timestamp())
}

/// The ISO 8601 text of a FEEL value that can be a time.
fn time_text(value: &Value) -> Option<String> {
    crate::value::iso_text(value)
}

/// A bare word is more often a misspelt time than a variable, so that the model must know it.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether data, a property, or the result of an activity has this name.
fn names_data(definition: Element<'_>, name: &str) -> bool {
    definition.definitions().elements().any(|element| {
        let data = matches!(
            element.kind(),
            "dataObject"
                | "dataObjectReference"
                | "property"
                | "dataInput"
                | "dataOutput"
                | "output"
                | "input"
        );
        data && element.attribute("name") == Some(name) || element.extension("result") == Some(name)
    })
}

fn looks_like_iso(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('P' | 'R') => chars.next().is_some_and(|c| c.is_ascii_digit() || c == 'T' || c == '/'),
        Some(first) => first.is_ascii_digit() && text.len() > 8 && text.as_bytes().get(4) == Some(&b'-'),
        None => false,
    }
}

fn read_date(text: &str, zone: &TimeZone) -> Option<Schedule> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Schedule::At(at));
    }
    if let Ok(zoned) = text.parse::<jiff::Zoned>() {
        return Some(Schedule::At(zoned.timestamp()));
    }
    let at: civil::DateTime = text.parse().ok()?;
    at.to_zoned(zone.clone()).ok().map(|zoned| Schedule::At(zoned.timestamp()))
}

fn read_duration(text: &str, _: &TimeZone) -> Option<Schedule> {
    read_span(text).map(Schedule::After)
}

/// Only ISO 8601 durations; jiff would also read a friendly format that other engines do not know.
fn read_span(text: &str) -> Option<Span> {
    if !text.starts_with('P') {
        return None;
    }
    let span: Span = text.parse().ok()?;
    (!span.is_negative()).then_some(span)
}

/// `R3/PT5S`, `R/2026-01-01T00:00:00Z/P1M`; a duration alone repeats for ever.
fn read_cycle(text: &str, zone: &TimeZone) -> Option<Schedule> {
    let (times, rest) = match text.strip_prefix('R') {
        Some(rest) => {
            let (count, rest) = rest.split_once('/')?;
            let times = if count.is_empty() { None } else { Some(count.parse::<u32>().ok()?) };
            (times, rest)
        }
        None => (None, text),
    };
    if times == Some(0) {
        return None;
    }
    let (first, interval) = match rest.split_once('/') {
        Some((first, interval)) => match read_date(first, zone)? {
            Schedule::At(at) => (Some(at), interval),
            _ => return None,
        },
        None => (None, rest),
    };
    let interval = read_span(interval).filter(|span| span.is_positive())?;
    Some(Schedule::Every { first, interval, times })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(schedule: Option<Schedule>, now: &str) -> String {
        schedule.unwrap().start(now.parse().unwrap(), &zone()).unwrap().at.to_string()
    }

    #[test]
    fn durations_follow_the_calendar_of_berlin() {
        // 2026-03-29: clocks go forward. A day later is the same time of day; 24 hours later is not.
        assert_eq!(due(read_duration("P1D", &zone()), "2026-03-28T11:00:00Z"), "2026-03-29T10:00:00Z");
        assert_eq!(due(read_duration("PT24H", &zone()), "2026-03-28T11:00:00Z"), "2026-03-29T11:00:00Z");
        assert_eq!(due(read_duration("P1M", &zone()), "2026-01-31T11:00:00Z"), "2026-02-28T11:00:00Z");
    }

    #[test]
    fn dates_without_zone_are_local() {
        assert_eq!(due(read_date("2026-07-01", &zone()), "2026-01-01T00:00:00Z"), "2026-06-30T22:00:00Z");
        assert_eq!(
            due(read_date("2026-07-01T10:00:00Z", &zone()), "2026-01-01T00:00:00Z"),
            "2026-07-01T10:00:00Z"
        );
    }

    #[test]
    fn cycles_count_down() {
        let due =
            read_cycle("R3/PT5S", &zone()).unwrap().start("2026-01-01T00:00:00Z".parse().unwrap(), &zone());
        let first = due.unwrap();
        let second = first.cycle.as_ref().unwrap().next(first.at, &zone()).unwrap();
        let third = second.cycle.as_ref().unwrap().next(second.at, &zone()).unwrap();
        assert_eq!(third.at.to_string(), "2026-01-01T00:00:15Z");
        assert!(third.cycle.unwrap().next(third.at, &zone()).is_none());
        assert!(read_cycle("R3/PT0S", &zone()).is_none());
        assert!(read_duration("5 minutes", &zone()).is_none());
    }
}
