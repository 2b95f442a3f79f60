//! Soundness of the token engine: random block-structured processes, run side by side with a reference that walks
//! the blocks. No token is lost or doubled, whatever the order in which open work is answered.
//!
//! `RENNSTEIG_CASES` says how many models are drawn; the default takes a few seconds.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod draw;
mod model;
mod reference;
mod run;
mod write;

use proptest::prelude::*;

fn cases() -> u32 {
    std::env::var("RENNSTEIG_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engine_and_reference_agree(model in draw::model(), choices in prop::collection::vec(any::<u16>(), 1..40)) {
        run::run(&model, &choices);
    }
}
