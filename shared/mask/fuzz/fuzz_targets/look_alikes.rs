//! Nothing that was typed or stands in an article resolves.

#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::look_alikes(text));
