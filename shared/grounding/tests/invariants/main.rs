//! The invariants of the crate over a small corpus and seeded mixtures of its pieces; the fuzz targets in
//! `shared/grounding/fuzz` check the same over whatever a fuzzer comes up with.
//!
//! Links are read here by a simple reader of what the panel shows (`ui/src/markdown`); the fuzz targets use the panel's.

#![allow(clippy::unwrap_used)]

mod checks;

const CORPUS: [&str; 2] = [
    include_str!("corpus/links.txt"),
    include_str!("corpus/pieces.txt"),
];

/// Whatever the panel may show as a link: each target in brackets without white space, and each bare https address.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for (at, _) in text.match_indices("](") {
        if let Some((target, _)) = text[at + 2..].split_once(')')
            && is_safe(target)
        {
            links.push(target.to_owned());
        }
    }
    for (at, _) in text.char_indices() {
        let rest = &text[at..];
        let begins = rest
            .get(..8)
            .is_some_and(|head| head.eq_ignore_ascii_case("https://"));
        if !begins || text[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let end = rest.find(ends_address).unwrap_or(rest.len());
        let address =
            rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '_']);
        if is_safe(address) {
            links.push(address.to_owned());
        }
    }
    links
}

fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || "<>\"`*()[]{}|".contains(c)
        || !(c.is_ascii() || c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c))
}

fn is_safe(target: &str) -> bool {
    if target.is_empty()
        || target
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || "\\<\"".contains(c))
    {
        return false;
    }
    let head = target.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        None => !target.starts_with("//"),
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("mailto") => target.contains('@'),
        Some((scheme, _)) => {
            let rest = &target[scheme.len() + 1..];
            scheme.eq_ignore_ascii_case("https")
                && rest
                    .strip_prefix("//")
                    .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
        }
    }
}

/// A deterministic stream of numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

fn each_text(seed: u64, count: usize, check: impl Fn(&str)) {
    let lines: Vec<&str> = CORPUS.iter().flat_map(|file| file.lines()).collect();
    let pieces: Vec<String> = CORPUS[1]
        .lines()
        .map(|line| {
            line.replace("⏎", "\n")
                .replace('␣', " ")
                .replace("␀", "\u{200b}")
        })
        .collect();
    lines.iter().for_each(|line| check(line));
    let mut random = Random(seed);
    for _ in 0..count {
        let length = 1 + random.below(9);
        let text: String = (0..length)
            .map(|_| pieces[random.below(pieces.len())].as_str())
            .collect();
        check(&text);
    }
}

#[test]
fn shown_links_are_sourced() {
    each_text(0x5eed, 2_500, |text| {
        checks::shown_links_are_sourced(text, links)
    });
}

#[test]
fn restored_links_hold_no_value() {
    each_text(0x5eee, 2_000, |text| {
        checks::restored_links_hold_no_value(text, links)
    });
}

#[test]
fn the_simple_reader_reads_links() {
    let cases: &[(&str, &[&str])] = &[
        (
            "[a](/b) and https://c.example.",
            &["/b", "https://c.example"],
        ),
        ("(HTTPS://c.example/d—e)", &["HTTPS://c.example/d"]),
        (
            "[a](javascript:b) [a](//b) [a](b c) xhttps://d.example http://e.example",
            &[],
        ),
        ("[a](mailto:b@c.example)", &["mailto:b@c.example"]),
    ];
    for (text, expected) in cases {
        assert_eq!(links(text), *expected, "{text}");
    }
}
