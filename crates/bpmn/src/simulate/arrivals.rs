//! When the cases of a run arrive.

use super::plan::{ArrivalPlan, Plan};
use super::random::Random;
use crate::calendar::MAX_SPAN_MS;

/// The times of all arrivals in order; none where working days run out before cases do.
pub(super) fn times(plan: &Plan<'_>, random: &mut Random) -> Option<Vec<i64>> {
    let count = plan.scenario.trigger_count as usize;
    match &plan.arrivals {
        ArrivalPlan::Gaps(gap) => {
            let mut at = plan.start;
            let last = plan.start.saturating_add(MAX_SPAN_MS);
            let times = (0..count).map(|_| {
                at = at.saturating_add(gap.draw(random));
                (at <= last).then_some(at)
            });
            times.collect()
        }
        ArrivalPlan::PerDay { count: per_day, hours } => {
            let mut hours = hours.clone();
            let mut times = Vec::with_capacity(count);
            for (begin, end) in hours.working_days(plan.start) {
                let length = hours.between(begin, end);
                let today = per_day.floor() + f64::from(u8::from(random.unit() < per_day.fract()));
                let mut today: Vec<f64> = (0..today as u64).map(|_| random.unit() * length as f64).collect();
                today.sort_unstable_by(f64::total_cmp);
                for at in today {
                    let at = hours.finish(begin, at as i64)?;
                    // On the first day, what comes before the start does not count.
                    if at >= plan.start {
                        times.push(at);
                    }
                    if times.len() == count {
                        return Some(times);
                    }
                }
            }
            None
        }
    }
}
