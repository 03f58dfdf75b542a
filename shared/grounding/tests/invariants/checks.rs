//! What holds for every text, as functions that panic where it does not.
//!
//! For: the deterministic run beside this file, and the fuzz targets in `shared/grounding/fuzz`, which call the same
//! functions with texts of their own and with the panel's own reader of Markdown. Not for: examples; those are in the
//! tables of the crate.

use handrail_grounding::{Grounder, Verdict};
use handrail_mask::{Entry, Lens, Masker, Restore, Vault};

const SOURCES: [&str; 2] = [
    "Returns\nSend it within 30 days. See https://acme.example/returns or [the form](/form?a=1). It costs $12.50.",
    "Help\nWrite to help@acme.example, [by mail](mailto:help@acme.example), or call +1 555 0100.\n/help/contact",
];

/// Where the links of [`SOURCES`] lead, without scheme and "www.".
const SOURCED: [&str; 6] = [
    "acme.example/returns",
    "acme.example",
    "/form?a=1",
    "/help/contact",
    "mailto:help@acme.example",
    "help@acme.example",
];

/// A value that only the vault has.
const VALUE: &str = "Zqxv7";

/// Every link that a reader of the released text gets stands in a source, however the stream was cut. `links` reads
/// the links of a text.
pub(crate) fn shown_links_are_sourced(text: &str, links: impl Fn(&str) -> Vec<String>) {
    let whole = released(text, usize::MAX);
    for size in [1, 7] {
        assert_eq!(released(text, size), whole, "chunks change {text:?}");
    }
    for link in links(&whole) {
        assert!(
            is_sourced(&link),
            "{link:?} is shown of {text:?}, as {whole:?}"
        );
    }
}

/// No value stands in a link of the restored text.
pub(crate) fn restored_links_hold_no_value(text: &str, links: impl Fn(&str) -> Vec<String>) {
    let masker = Masker::builder()
        .restore_all(Restore::Full)
        .build()
        .expect("nothing is switched off");
    let entries = ["[NAME_1]", "[EMAIL_2]", "[CARD_12]"].map(|placeholder| {
        Entry::new(
            placeholder.parse().expect("a placeholder"),
            VALUE.to_owned(),
        )
    });
    let vault = Vault::restore(entries).expect("no two entries conflict");
    let restored = masker.unmask(text, &vault, Lens::VisitorOfAi);
    for link in links(&restored) {
        let stood_there = text.contains(VALUE);
        assert!(stood_there || !link.contains(VALUE), "{link:?} of {text:?}");
    }
}

/// What is shown of a stream in chunks of so many characters.
fn released(text: &str, size: usize) -> String {
    let mut grounder = Grounder::new(SOURCES);
    let chars: Vec<char> = text.chars().collect();
    let mut verdicts: Vec<Verdict> = Vec::new();
    for chunk in chars.chunks(size.min(chars.len().max(1))) {
        verdicts.extend(grounder.push(&chunk.iter().collect::<String>()));
    }
    verdicts.extend(grounder.finish());
    verdicts.iter().filter_map(Verdict::released).collect()
}

fn is_sourced(link: &str) -> bool {
    let scheme_end = if link
        .get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case("https://"))
    {
        8
    } else {
        0
    };
    let rest = link[scheme_end..].trim_end_matches('/');
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..host_end].to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let bare = format!("{host}{}", &rest[host_end..]);
    // A subject of a message is the writer's own.
    let bare = bare.split("?subject=").next().unwrap_or(&bare);
    SOURCED.contains(&bare)
}
