//! Queues whose figures are known in closed form.

use bpmn::simulate::{Arrivals, Distribution, Scenario, simulate};

use super::{line, people, run, scenario, takes, time};

fn exponential(mean: &str) -> Distribution {
    serde_json::from_value(serde_json::json!({ "exponential": { "mean": mean } })).unwrap()
}

/// One queue, `servers` people, exponential service with mean 10 minutes, arrivals at the given mean
/// distance.
fn queue(servers: u32, gap: &str, cases: u32) -> (bpmn::Process, Scenario) {
    let process = line(&[("start", "<startEvent />"), ("work", "<userTask />"), ("end", "<endEvent />")]);
    let mut scenario = scenario(cases);
    scenario.arrivals = Arrivals::InterTriggerTimer(exponential(gap));
    scenario.seed = 20_260_105;
    takes(&mut scenario, "work", exponential("PT10M"), Some("staff"));
    people(&mut scenario, "staff", servers);
    (process, scenario)
}

/// The probability that a customer waits (A. K. Erlang, 1917), with the load in Erlang.
fn erlang_c(servers: u32, load: f64) -> f64 {
    let blocked = (1..=servers).fold(1.0, |b, n| load * b / (f64::from(n) + load * b));
    let idle = f64::from(servers) - load;
    f64::from(servers) * blocked / (idle + load * blocked)
}

#[track_caller]
fn near(what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected, "{what}: {found}, expected {expected}");
}

#[test]
fn one_server_queues_as_m_m_1_says() {
    let (process, mut scenario) = queue(1, "PT12M30S", 40_000);
    scenario.replications = 4;
    let report = run(&process, &scenario);
    // ρ = 0.8, W = 1/(µ−λ) = 50 minutes, Wq = 40 minutes, Lq = ρ²/(1−ρ) = 3.2
    near("cycle", report.cases.mean_cycle_ms.mean / 60_000.0, 50.0, 0.06);
    near("waiting", report.activities[0].waiting.mean_ms as f64 / 60_000.0, 40.0, 0.07);
    near("utilisation", report.pools[0].utilisation.mean, 0.8, 0.02);
    near("queue", report.pools[0].mean_queue.mean, 3.2, 0.08);
    let cycle = report.cases.mean_cycle_ms;
    assert!(cycle.low < 3_000_000.0 && 3_000_000.0 < cycle.high, "the interval holds the truth: {cycle:?}");
    // The time in an M/M/1 system is exponential: its median is ln 2 times its mean, its 90th percentile ln
    // 10 times.
    near("median", report.cases.cycle_time.median_ms as f64, 3_000_000.0 * 2_f64.ln(), 0.06);
    near("p90", report.cases.cycle_time.p90_ms as f64, 3_000_000.0 * 10_f64.ln(), 0.08);
}

#[test]
fn several_servers_queue_as_erlang_says() {
    for (servers, gap, load) in [(2, "PT6M15S", 1.6), (5, "PT2M30S", 4.0), (10, "PT1M15S", 8.0)] {
        let (process, mut scenario) = queue(servers, gap, 60_000);
        scenario.replications = 3;
        let report = run(&process, &scenario);
        let waiting = erlang_c(servers, load) * 10.0 / (f64::from(servers) - load);
        near("waiting", report.activities[0].waiting.mean_ms as f64 / 60_000.0, waiting, 0.08);
        near("utilisation", report.pools[0].utilisation.mean, load / f64::from(servers), 0.02);
    }
    // The table: 5 servers, 4 Erlang.
    near("Erlang C", erlang_c(5, 4.0), 0.5541, 0.001);
}

#[test]
fn littles_law_holds_exactly_for_what_was_observed() {
    let (process, scenario) = queue(2, "PT6M", 5_000);
    let report = run(&process, &scenario);
    // The time integral of the queue is the sum of all waiting, as all cases finish.
    let rate_per_ms = report.cases.throughput_per_day.mean / 86_400_000.0;
    let waiting = report.activities[0].waiting;
    let mean = waiting.total_ms as f64 / waiting.count as f64;
    near("L = λW", report.pools[0].mean_queue.mean, rate_per_ms * mean, 1e-9);
}

#[test]
fn constant_service_halves_the_queue() {
    // Pollaczek and Khinchine: M/D/1 waits half as long as M/M/1, Wq = ρ/(2µ(1−ρ)) = 20 minutes.
    let (process, mut scenario) = queue(1, "PT12M30S", 40_000);
    takes(&mut scenario, "work", time("PT10M"), Some("staff"));
    scenario.replications = 4;
    let report = run(&process, &scenario);
    near("waiting", report.activities[0].waiting.mean_ms as f64 / 60_000.0, 20.0, 0.06);
}

#[test]
fn a_seed_says_all_and_more_people_meet_the_same_cases() {
    let (process, mut scenario) = queue(1, "PT11M", 2_000);
    let first = run(&process, &scenario);
    assert_eq!(first, run(&process, &scenario), "the same seed");
    people(&mut scenario, "staff", 2);
    let second = run(&process, &scenario);
    assert_eq!(first.cases.working, second.cases.working, "the same work");
    assert!(second.cases.cycle_time.mean_ms < first.cases.cycle_time.mean_ms / 2);
    scenario.seed += 1;
    assert_ne!(simulate(&process, &scenario).unwrap().cases.working, second.cases.working);
}

#[test]
fn arrivals_of_a_working_day_are_as_many_as_said_and_within_the_hours() {
    let process = line(&[("start", "<startEvent />"), ("end", "<endEvent />")]);
    let mut scenario = scenario(2_500);
    scenario.arrivals = serde_json::from_value(serde_json::json!({ "per_working_day": {
        "count": 12.5,
        "working_hours": [{ "days": ["monday", "wednesday"], "from": "08:00", "to": "12:00" }] } }))
    .unwrap();
    let report = run(&process, &scenario);
    // 2,500 cases at 25 a week are 100 weeks.
    near("a day", report.cases.throughput_per_day.mean, 25.0 / 7.0, 0.03);
}
