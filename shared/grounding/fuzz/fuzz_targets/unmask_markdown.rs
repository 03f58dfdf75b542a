//! No value stands in a link that the panel would show of a restored reply.

#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code)]
mod checks;
#[path = "../../../../ui/src/link.rs"]
#[allow(dead_code)]
mod link;
#[path = "../../../../ui/src/markdown/mod.rs"]
#[allow(dead_code)]
mod markdown;
mod panel;
#[path = "../../../../ui/src/work.rs"]
mod work;

libfuzzer_sys::fuzz_target!(|text: &str| checks::restored_links_hold_no_value(text, panel::links));
