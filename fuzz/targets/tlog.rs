//! Keys, checkpoints, notes and proofs from somebody else: read or refused, never believed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{Checkpoint, Proof, Signer, Verifier, leaf_hash};

fuzz_target!(|text: &str| {
    if let Ok(verifier) = Verifier::parse(text) {
        assert_eq!(Verifier::parse(&verifier.to_string()).unwrap(), verifier);
    }
    let trusted = [Signer::new("rennsteig.example/log", &[7; 32]).unwrap().verifier()];
    // A seed that the fuzzer does not know: no note can be signed with it.
    assert!(Checkpoint::open(text, &trusted).is_err());
    let _ = Checkpoint::parse(text);
    if let Ok(proof) = Proof::parse(text) {
        assert!(proof.verify(leaf_hash(b"x"), &trusted).is_err());
    }
});
