//! Ends of periods: §§ 187 to 193 BGB with the holidays at the seat of the Behoerde (crate `fristen`).

use crate::{Error, Result};
use fristen::{Dauer, Ergebnis, Fiktion, Frist, Kalender, Land};
use identity::{BehoerdeId, Scope};
use jiff::{Timestamp, civil::Date};
use store::{Executor, day_in_germany, start_of_day_in_germany};

/// The calendar of a Behoerde: the holidays of its Land.
pub(crate) async fn calendar(on: &mut impl Executor, behoerde: BehoerdeId) -> Result<Kalender> {
    let found = identity::behoerde(on, &Scope::House, behoerde).await?.ok_or(Error::NotFound)?;
    // Who administers more than one Land has its seat somewhere all the same; Berlin is the seat of the Bund.
    let land = Land::von_schluessel(found.ars.as_str()).unwrap_or(Land::Berlin);
    Ok(Kalender::neu(land))
}

/// The last day of a period that a Behoerde sets (§ 31 Abs. 2 and 3 VwVfG), set off by what happens on `from`.
pub(crate) fn end(dauer: Dauer, from: Date, calendar: &Kalender) -> Result<Date> {
    Ok(Frist::neu(dauer).ende(from, calendar)?.ende)
}

/// The day on which a letter by post counts as made known (§ 41 Abs. 2 VwVfG).
pub(crate) fn known_by_post(sent: Date, calendar: &Kalender) -> Result<Date> {
    Ok(Fiktion::Vwvfg41Abs2.tag(sent, None, calendar)?.ende)
}

/// The time for the remedy (§ 70 Abs. 1, § 74 VwGO): from the Bekanntgabe on.
pub(crate) fn remedy(dauer: Dauer, known: Date, calendar: &Kalender) -> Result<Ergebnis> {
    let frist = Frist { dauer, ..Frist::RECHTSBEHELF };
    Ok(frist.ende(known, calendar)?)
}

/// The moment at which the day is over.
pub(crate) fn over(day: Date) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, start_of_day_in_germany)
}

/// The moment at which to remind somebody: in the morning, `before` the last day.
pub(crate) fn reminder(last: Date, before: Dauer) -> Option<Timestamp> {
    let days = i64::from(before.tage_ohne_zusammenhang()?);
    let day = last.checked_sub(jiff::Span::new().try_days(days).ok()?).ok()?;
    let hour = jiff::SignedDuration::from_hours(8);
    start_of_day_in_germany(day).checked_add(hour).ok()
}

/// The day in Germany of a moment.
pub(crate) fn day(at: Timestamp) -> Date {
    day_in_germany(at)
}
