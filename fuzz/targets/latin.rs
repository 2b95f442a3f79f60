//! DIN 91379 and what may stand in a text: making it visible is done once, and what is unfit stays so.
#![no_main]

use latin::Datatype;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clean = latin::visible(text).into_owned();
    assert_eq!(latin::visible(&clean), clean);
    assert_eq!(latin::unfit(&clean).is_some(), latin::unfit(text).is_some());
    let composed = latin::nfc(text).into_owned();
    assert_eq!(latin::nfc(&composed), composed);
    assert_eq!(latin::characters(text).collect::<String>(), text);
    assert_eq!(latin::length(text), latin::characters(text).count());
    for datatype in [Datatype::A, Datatype::B, Datatype::C, Datatype::D, Datatype::E] {
        let _ = latin::check(text, datatype);
    }
});
