//! Offsets of findings lie in order, apart and on character boundaries.

#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::detect_offsets(text));
