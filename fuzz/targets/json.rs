//! Values of FEEL from JSON and back: what went out comes in as the same.
#![no_main]

use feel::Value;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    let once = Value::from_json(&json).to_json();
    assert_eq!(Value::from_json(&once).to_json(), once);
});
