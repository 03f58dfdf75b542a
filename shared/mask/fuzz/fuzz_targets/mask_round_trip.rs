//! Masked and unmasked, a text is what it was.

#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::mask_round_trip(text));
