//! Any cut of a stream gives the same, little is held, and JSON stays JSON.

#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::unmask_chunks(text));
