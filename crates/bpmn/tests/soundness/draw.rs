//! Draws models. Shrinking takes branches, handlers and nesting away.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::{Activity, Block, Handler, Kind, Level, Model, On, Repeat, Thrown, Wait, What, Work};

pub(crate) fn model() -> impl Strategy<Value = Model> {
    let body = vec(block(), 1..6).prop_map(|blocks| Block::of(Kind::Sequence(blocks)));
    (body, handlers(block())).prop_map(|(body, handlers)| Model::new(body, handlers))
}

impl Block {
    fn of(kind: Kind) -> Self {
        Self { number: 0, kind }
    }
}

fn block() -> impl Strategy<Value = Block> + Clone {
    leaf().prop_recursive(4, 40, 3, nested).boxed()
}

fn leaf() -> impl Strategy<Value = Block> + Clone {
    prop_oneof![
        4 => work().prop_map(Kind::task),
        2 => Just(Kind::Script),
        2 => (work(), repeat()).prop_map(|(work, repeat)| {
            Kind::Activity(Activity { what: What::Task { work, undo: true }, repeat })
        }),
        1 => (work(), repeat()).prop_map(|(work, repeat)| {
            Kind::Activity(Activity { what: What::Task { work, undo: false }, repeat })
        }),
        1 => wait().prop_map(Kind::Catch),
        2 => thrown().prop_map(Kind::Throw),
        1 => Just(Kind::default()),
    ]
    .prop_map(Block::of)
}

fn nested(inner: BoxedStrategy<Block>) -> impl Strategy<Value = Block> + Clone {
    let some = |range| vec(inner.clone(), range);
    let level = (inner.clone(), any::<bool>(), handlers(inner.clone()))
        .prop_map(|(body, local, handlers)| Level { body: Box::new(body), local, handlers });
    let sub = (level, repeat())
        .prop_map(|(level, repeat)| Kind::Activity(Activity { what: What::Level(level), repeat }))
        .boxed();
    let task = (work(), any::<bool>(), repeat()).prop_map(|(work, undo, repeat)| {
        Kind::Activity(Activity { what: What::Task { work, undo }, repeat })
    });
    let host = prop_oneof![task, sub.clone()].prop_map(Block::of);
    prop_oneof![
        2 => some(0..4).prop_map(Kind::Sequence),
        2 => (0..3_usize, some(2..4)).prop_map(|(at, all)| Kind::Exclusive(at % all.len(), all)),
        3 => some(2..4).prop_map(Kind::Parallel),
        2 => vec((any::<bool>(), inner.clone()), 2..4).prop_map(Kind::Inclusive),
        1 => vec((wait(), inner.clone()), 2..4).prop_map(Kind::Events),
        1 => (1..4_u32, inner.clone()).prop_map(|(times, body)| Kind::Circle(times, Box::new(body))),
        3 => (host, handlers(inner)).prop_map(|(host, handlers)| Kind::Guarded(Box::new(host), handlers)),
        3 => sub,
    ]
    .prop_map(Block::of)
}

fn handlers(body: impl Strategy<Value = Block>) -> impl Strategy<Value = Vec<Handler>> {
    let handler = (on(), any::<bool>(), body).prop_map(|(on, interrupting, body)| Handler {
        number: 0,
        on,
        interrupting,
        body,
    });
    vec(handler, 0..3)
}

fn on() -> impl Strategy<Value = On> {
    let code = || prop::option::of(0..2_u8);
    prop_oneof![
        2 => wait().prop_map(On::Wait),
        2 => code().prop_map(On::Error),
        1 => code().prop_map(On::Escalation),
    ]
}

fn wait() -> impl Strategy<Value = Wait> + Clone {
    prop_oneof![Just(Wait::Message), Just(Wait::Timer)]
}

fn work() -> impl Strategy<Value = Work> + Clone {
    prop_oneof![Just(Work::User), Just(Work::Service), Just(Work::Call)]
}

fn thrown() -> impl Strategy<Value = Thrown> + Clone {
    prop_oneof![
        (0..2_u8, any::<bool>()).prop_map(|(code, happens)| Thrown::Error(code, happens)),
        any::<bool>().prop_map(Thrown::Terminate),
        (0..2_u8).prop_map(Thrown::Escalation),
        Just(Thrown::Compensation),
    ]
}

fn repeat() -> impl Strategy<Value = Repeat> + Clone {
    let many = (any::<bool>(), 0..4_u32, prop::option::of(1..3_u32), any::<bool>())
        .prop_map(|(sequential, total, enough, collect)| Repeat::Many { sequential, total, enough, collect });
    prop_oneof![3 => Just(Repeat::Once), 1 => (1..3_u32).prop_map(Repeat::Loop), 3 => many]
}
