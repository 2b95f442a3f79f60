//! What people and the law do to a running instance: periods by law, jumps, another version of the process.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bpmn::{Effect, Error, Input, Migration, Moment, Process, State, migrate, step};
use feel::Context;
use fristen::{Kalender, Land};
use support::{Case, ENDS, flows, process, user};

fn ids(text: &str) -> Vec<std::sync::Arc<str>> {
    text.split(' ').map(Into::into).collect()
}

fn start(process: &Process, now: &str, variables: Context) -> (State, Vec<Effect>) {
    let calendar = Kalender::neu(Land::Thueringen);
    let moment = Moment { now: now.parse().unwrap(), calendar: Some(&calendar) };
    let first = step(process, State::new(), Input::Start { variables }, moment).unwrap();
    (first.state, first.effects)
}

fn due(effects: &[Effect]) -> String {
    let mut due = effects.iter().filter_map(|effect| match effect {
        Effect::SetTimer { due, .. } => Some(due.to_string()),
        _ => None,
    });
    due.next().unwrap()
}

fn waiting(definition: &str) -> Process {
    let body = format!(
        "{ENDS}<intermediateCatchEvent id='w'><timerEventDefinition {definition}/></intermediateCatchEvent>{}",
        flows("s>w; w>e")
    );
    process(&body)
}

#[test]
fn a_period_of_the_law_ends_with_its_last_day() {
    // From 20 March 2026, a Friday, on: the Saturday after two weeks is the day before Easter, so the first Werktag
    // after Easter Monday is the last day (§ 193 BGB), and the timer is due at its end.
    let (_, effects) = start(&waiting("r:frist='P15D'"), "2026-03-20T09:00:00Z", Context::new());
    assert_eq!(due(&effects), "2026-04-07T22:00:00Z");
    // Ten Arbeitstage from Maundy Thursday on, over Good Friday and Easter Monday.
    let (_, effects) = start(&waiting("r:frist='10 Arbeitstage'"), "2026-04-02T09:00:00Z", Context::new());
    assert_eq!(due(&effects), "2026-04-20T22:00:00Z");
    // A month from the last day of January on ends with that of February (§ 188 Abs. 3 BGB); 28 February 2026 is a
    // Saturday, so the Monday after.
    let variables = Context::new()
        .with("bescheid", feel::Value::Date("2026-01-31".parse::<jiff::civil::Date>().unwrap().into()));
    let process = waiting("r:frist='P1M' r:ab='bescheid'");
    let (_, effects) = start(&process, "2026-06-01T09:00:00Z", variables);
    assert_eq!(due(&effects), "2026-03-02T23:00:00Z");
}

#[test]
fn a_period_without_calendar_or_day_is_an_incident() {
    let process = waiting("r:frist='P1M'");
    let now: jiff::Timestamp = "2026-01-05T08:00:00Z".parse().unwrap();
    let first = step(&process, State::new(), Input::Start { variables: Context::new() }, now).unwrap();
    let said: Vec<_> = first.state.incidents().map(|(_, _, message)| message.to_string()).collect();
    assert_eq!(said, ["'P1M' needs the holidays of a Land, and this step was given no calendar"]);
    let variables = Context::new().with("tag", "bald");
    let (state, _) = start(&waiting("r:frist='P1M' r:ab='tag'"), "2026-01-05T08:00:00Z", variables);
    let said: Vec<_> = state.incidents().map(|(_, _, message)| message.to_string()).collect();
    assert_eq!(said, ["'tag' gives \"bald\", which is not a day"]);
}

#[test]
fn a_jump_takes_the_token_along() {
    let body = format!("{ENDS}{}{}", user("a b c"), flows("s>a; a>b; b>c; c>e"));
    let mut case = Case::start(&body, Context::new());
    let left = case.work("a");
    case.feed(Input::Jump { leave: ids("a"), to: "c".into() }).unwrap();
    assert_eq!(case.effects[0], Effect::CloseWork { activity: left });
    assert_eq!(case.open(), ["c"]);
    case.feed(Input::Jump { leave: ids("c"), to: "a".into() }).unwrap();
    for task in ["a", "b", "c"] {
        case.complete(task);
    }
    assert!(case.state.is_ended());
}

#[test]
fn a_jump_out_of_parallel_branches_merges_them() {
    let body = format!(
        "{ENDS}<parallelGateway id='f'/><parallelGateway id='j'/>{}{}",
        user("a b c"),
        flows("s>f; f>a; f>b; a>j; b>j; j>c; c>e")
    );
    let mut case = Case::start(&body, Context::new());
    case.complete("a");
    // One token waits at the join, one at b.
    case.feed(Input::Jump { leave: ids("j b"), to: "c".into() }).unwrap();
    assert_eq!(case.open(), ["c"]);
    case.complete("c");
    assert!(case.state.is_ended());
}

#[test]
fn a_jump_that_makes_no_sense_changes_nothing() {
    let body = format!(
        "{ENDS}<subProcess id='sub'><startEvent id='s2'/>{}<endEvent id='e2'/>{}</subProcess>{}{}",
        user("in"),
        flows("s2>in; in>e2"),
        user("a b"),
        flows("s>a; a>sub; sub>b; b>e")
    );
    let mut case = Case::start(&body, Context::new());
    let before = case.state.clone();
    let refused = |case: &mut Case, leave: &str, to: &str| {
        case.feed(Input::Jump { leave: ids(leave), to: to.into() }).unwrap_err()
    };
    assert_eq!(refused(&mut case, "b", "a"), Error::NothingWaits("b".into()));
    assert_eq!(refused(&mut case, "nirgends", "a"), Error::UnknownElement("nirgends".into()));
    assert!(matches!(refused(&mut case, "a", "in"), Error::NoTarget { .. }));
    assert!(matches!(refused(&mut case, "a", "s"), Error::NoTarget { .. }));
    assert_eq!(case.state, before);
    case.complete("a");
    // The whole sub-process can be left from outside, and its content moved within.
    case.feed(Input::Jump { leave: ids("in"), to: "e2".into() }).unwrap();
    assert_eq!(case.open(), ["b"]);
}

fn carried(case: &Case, to: &Process, plan: &[(&str, &str)]) -> Result<bpmn::Step, Vec<String>> {
    let ids = plan.iter().map(|(old, new)| ((*old).into(), (*new).into())).collect();
    migrate(&case.process, to, &case.state, &Migration { ids }, case.now)
        .map_err(|misfits| misfits.iter().map(ToString::to_string).collect())
}

#[test]
fn an_instance_goes_on_in_a_new_version() {
    let old = format!("{ENDS}{}{}", user("a b"), flows("s>a; a>b; b>e"));
    let mut case = Case::start(&old, Context::new());
    let new = process(&format!("{ENDS}{}{}", user("a pruefen b"), flows("s>a; a>pruefen; pruefen>b; b>e")));
    let step = carried(&case, &new, &[]).unwrap();
    assert_eq!((step.effects.as_slice(), step.visited.as_slice()), (&[][..], &[][..]));
    (case.process, case.state) = (new, step.state);
    for task in ["a", "pruefen", "b"] {
        case.complete(task);
    }
    assert!(case.state.is_ended());
}

#[test]
fn a_renamed_element_needs_to_be_said() {
    let old = format!("{ENDS}{}{}", user("a"), flows("s>a; a>e"));
    let case = Case::start(&old, Context::new());
    let new = process(&format!(
        "{ENDS}{}<receiveTask id='post' messageRef='brief' operationRef='op'/>{}",
        user("b"),
        flows("s>b; b>post; post>e")
    ));
    assert_eq!(
        carried(&case, &new, &[]).unwrap_err(),
        ["a: the new version has no such element; say which one stands for it"]
    );
    assert_eq!(carried(&case, &new, &[("a", "c")]).unwrap_err(), ["a: the new version has no element 'c'"]);
    assert_eq!(
        carried(&case, &new, &[("a", "post")]).unwrap_err(),
        ["a: it was a userTask and is a receiveTask"]
    );
    assert!(carried(&case, &new, &[("a", "b")]).is_ok());
}

#[test]
fn a_token_at_a_join_comes_over_a_flow_that_is_still_there() {
    let body = |flows_of: &str| {
        format!("{ENDS}<parallelGateway id='f'/><parallelGateway id='j'/>{}{}", user("a b"), flows(flows_of))
    };
    let mut case = Case::start(&body("s>f; f>a; f>b; a>j; b>j; j>e"), Context::new());
    case.complete("a");
    let same = process(&body("s>f; f>a; f>b; a>j; b>j; j>e"));
    let step = carried(&case, &same, &[]).unwrap();
    assert_eq!(step.state, case.state);
    // The ids of flows end with their place: these are others.
    let other = process(&body("s>f; f>b; f>a; b>j; a>j; j>e"));
    let misfits = carried(&case, &other, &[]).unwrap_err();
    assert_eq!(misfits, ["j: a token came over the flow 'a_j_3', which does not lead there any more"]);
    assert!(carried(&case, &other, &[("a_j_3", "a_j_4")]).is_ok());
}

#[test]
fn timers_keep_their_time_and_new_ones_begin() {
    let timer = |id: &str, time: &str| {
        format!(
            "<boundaryEvent id='{id}' attachedToRef='a' cancelActivity='false'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>{time}</timeDuration></timerEventDefinition></boundaryEvent>"
        )
    };
    let body = |events: &str, flows_of: &str| format!("{ENDS}{}{events}{}", user("a b"), flows(flows_of));
    let one = body(&timer("mahnen", "P7D"), "s>a; a>e; mahnen>b; b>e");
    let mut case = Case::start(&one, Context::new());
    let both = timer("mahnen", "P1D") + &timer("melden", "P2D");
    let two = process(&body(&both, "s>a; a>e; mahnen>b; melden>b; b>e"));
    let step = carried(&case, &two, &[]).unwrap();
    let times: Vec<_> = step.state.timers().map(|(_, event, due)| format!("{event} {due}")).collect();
    assert_eq!(times, ["mahnen 2026-01-12T08:00:00Z", "melden 2026-01-07T08:00:00Z"]);
    assert!(matches!(step.effects.as_slice(), [Effect::SetTimer { .. }]));
    // What has happened once does not begin anew.
    case.ring();
    let step = carried(&case, &two, &[]).unwrap();
    let times: Vec<_> = step.state.timers().map(|(_, event, _)| event.to_string()).collect();
    assert_eq!(times, ["melden"]);
    // What is gone is not waited for.
    let none = process(&body("", "s>a; a>e; b>e; s>b"));
    let step = carried(&Case::start(&one, Context::new()), &none, &[]).unwrap();
    assert_eq!(step.state.timers().count(), 0);
    assert!(matches!(step.effects.as_slice(), [Effect::CancelTimer { .. }]));
}

#[test]
fn a_level_that_moved_does_not_fit() {
    let old = format!("{ENDS}{}{}", user("a"), flows("s>a; a>e"));
    let case = Case::start(&old, Context::new());
    let new = process(&format!(
        "{ENDS}<subProcess id='sub'><startEvent id='s2'/>{}<endEvent id='e2'/>{}</subProcess>{}",
        user("a"),
        flows("s2>a; a>e2"),
        flows("s>sub; sub>e")
    ));
    assert_eq!(carried(&case, &new, &[]).unwrap_err(), ["a: it lies on another level in the new version"]);
}
