//! Every link that the panel would show of a released reply stands in a source.

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

libfuzzer_sys::fuzz_target!(|text: &str| checks::shown_links_are_sourced(text, panel::links));
