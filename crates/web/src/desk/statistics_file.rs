//! `/desk/statistik/export`: the figures as a file, a row each for the whole, every service and every month, with the days
//! and the service that it is about.

use axum::extract::Query;
use axum::response::Response;
use cases::{Figures, Hours, Offen, Period, Statistics};
use jiff::civil::Date;
use tabular::{Heading, Value};

use super::export::{As, download};
use super::statistics::{Wanted, may_lead, page};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::ExportStatisticsPath;
use crate::shell::{Failure, Frame, Guarded, Posted};

/// The columns with their widths.
const COLUMNS: [(&str, u8); 16] = [
    ("stat-from", 12),
    ("stat-to", 12),
    ("desk-service", 36),
    ("stat-received", 12),
    ("stat-decided", 12),
    ("stat-automatic", 12),
    ("stat-rate-percent", 12),
    ("stat-withdrawn", 12),
    ("stat-objections", 12),
    ("stat-median-days", 12),
    ("stat-nine-days", 12),
    ("stat-open-now", 12),
    ("stat-open-week", 12),
    ("stat-open-month", 12),
    ("stat-open-quarter", 12),
    ("stat-open-older", 12),
];

/// The file; with days that are none, the page that says so.
pub(super) async fn figures(
    _: ExportStatisticsPath,
    house: House,
    colleague: Colleague,
    Query(pairs): Query<Posted>,
    frame: Frame,
    posted: Guarded<As>,
) -> Result<Response, Failure> {
    may_lead(&colleague)?;
    let t = frame.t;
    let wanted = Wanted::of(pairs);
    let services = cases::services(&mut house.store.reader(), &colleague.scope).await?;
    let today = store::day_in_germany(house.store.now());
    let period = match wanted.period(t, today) {
        Ok(period) => period,
        Err(problems) => {
            return Ok(page(&frame, &wanted, &services, &Err(problems)).respond(&frame));
        }
    };
    let dienst = wanted.dienst(&services);
    let found =
        cases::export_statistics(&house.store, &colleague.scope, period, dienst.as_deref(), today).await?;
    let name = services.into_iter().find(|(id, _)| Some(id) == dienst.as_ref()).map(|(_, name)| name);
    let all = name.unwrap_or_else(|| t.get("stat-all-services").into_owned());
    let file = posted.into_inner().file();
    let headings = COLUMNS.map(|(key, width)| Heading { label: t.get(key).into_owned(), width });
    let rows = rows(&found, period, &all);
    let content = tabular::table(file, &t.get("stat-title"), &headings, rows).map_err(Failure::internal)?;
    Ok(download(&t.get("stat-export-name"), today, file, content))
}

fn rows(found: &Statistics, period: Period, all: &str) -> Vec<Vec<Value>> {
    let whole = (period.from(), period.to());
    let mut rows = vec![row(whole, all, &found.total, Some(&found.offen))];
    rows.extend(found.dienste.iter().map(|of| row(whole, &of.titel, &of.figures, Some(&of.offen))));
    rows.extend(found.months.iter().map(|of| row((of.from, of.to), all, &of.figures, None)));
    rows
}

fn row((from, to): (Date, Date), service: &str, figures: &Figures, offen: Option<&Offen>) -> Vec<Value> {
    let days = |time: Option<Hours>| time.map_or(Value::Empty, |time| Value::Tenths(time.days()));
    let open = |count: fn(&Offen) -> i64| offen.map_or(Value::Empty, |offen| Value::Whole(count(offen)));
    vec![
        Value::Day(from),
        Value::Day(to),
        Value::Text(service.to_owned()),
        Value::Whole(figures.eingegangen),
        Value::Whole(figures.entschieden),
        Value::Whole(figures.automatisch),
        figures.automation().map_or(Value::Empty, Value::Tenths),
        Value::Whole(figures.zurueckgenommen),
        Value::Whole(figures.widersprueche),
        days(figures.median),
        days(figures.neun_von_zehn),
        open(|offen| offen.gesamt),
        open(|offen| offen.woche),
        open(|offen| offen.monat),
        open(|offen| offen.quartal),
        open(|offen| offen.aelter),
    ]
}
