//! Which addresses a link may have.
//!
//! For: every address that comes from outside (a reply, a site file, a source, the host page) and
//! becomes an `href`. Not for: addresses written in this program.
//!
//! Invariant: a [`Link`] holds an address that a browser reads as one of the schemes asked for, or
//! as a path of the page's own origin.

use std::fmt;

/// Longer addresses are refused.
const MAX_BYTES: usize = 2_048;

/// An address that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// A link in a reply: `https:`, `mailto:` or a path.
    pub fn in_reply(address: &str) -> Option<Self> {
        Self::with_scheme(address, &["https", "mailto"])
    }

    /// A link that the site or its page gives, such as a source or a contact: also `http:` and
    /// `tel:`.
    pub fn of_site(address: &str) -> Option<Self> {
        Self::with_scheme(address, &["https", "mailto", "http", "tel"])
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn with_scheme(address: &str, schemes: &[&str]) -> Option<Self> {
        has_scheme(address, schemes).then(|| Self(address.to_owned()))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn has_scheme(address: &str, schemes: &[&str]) -> bool {
    if address.is_empty() || address.len() > MAX_BYTES {
        return false;
    }
    crate::work::count(address.len());
    // Browsers drop control characters and treat a backslash as a slash.
    if address
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '<' | '"'))
    {
        return false;
    }
    // A scheme ends before the first slash, question mark or hash.
    let head = address.split(['/', '?', '#']).next().unwrap_or(address);
    let Some((scheme, _)) = head.split_once(':') else {
        return !address.starts_with("//");
    };
    let rest = &address[scheme.len() + 1..];
    let Some(scheme) = schemes
        .iter()
        .find(|allowed| allowed.eq_ignore_ascii_case(scheme))
    else {
        return false;
    };
    match *scheme {
        "mailto" => rest.contains('@'),
        "tel" => rest.starts_with(|c: char| c.is_ascii_digit() || c == '+'),
        _ => rest
            .strip_prefix("//")
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#'])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use url::Url;

    const PATHS: [&str; 5] = [
        "/shop/help/returns#:~:text=30%20days",
        "returns.html",
        "#label",
        "?q=a:b",
        "a/b:c",
    ];

    #[test]
    fn replies_link_to_https_mailto_and_paths() {
        for good in [
            "https://www.acme.com/returns?x=1#y",
            "HTTPS://acme.com",
            "mailto:help@acme.com",
        ]
        .iter()
        .chain(&PATHS)
        {
            assert!(Link::in_reply(good).is_some(), "{good}");
        }
        for bad in ["http://acme.com", "tel:+15550100", "HTTP://acme.com"] {
            assert!(Link::in_reply(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn sites_link_to_http_and_tel_too() {
        for good in [
            "https://acme.example/contact",
            "http://127.0.0.1:8790/contact",
            "Http://acme.example",
            "mailto:help@acme.example?subject=Hello",
            "tel:+1-555-0100",
            "TEL:5550100",
        ]
        .iter()
        .chain(&PATHS)
        {
            assert!(Link::of_site(good).is_some(), "{good}");
        }
    }

    /// Schemes that run code, read local data or leave the web.
    const SCHEMES: [&str; 16] = [
        "javascript",
        "vbscript",
        "livescript",
        "data",
        "blob",
        "file",
        "filesystem",
        "about",
        "view-source",
        "ftp",
        "ws",
        "wss",
        "intent",
        "jar",
        "sms",
        "x-custom+scheme.1",
    ];

    /// The ways to write a scheme that browsers, or careless checks, take for the same.
    fn spellings(scheme: &str) -> Vec<String> {
        let upper = scheme.to_uppercase();
        let mixed: String = scheme
            .chars()
            .enumerate()
            .map(|(index, c)| {
                if index % 2 == 0 {
                    c.to_ascii_uppercase()
                } else {
                    c
                }
            })
            .collect();
        let mut all = vec![scheme.to_owned(), upper, mixed];
        for odd in ["\t", "\n", "\r", "\r\n", "\0", "\u{1}", "\u{b}", "\u{1f}"] {
            let (first, last) = scheme.split_at(1);
            all.push([first, odd, last].concat());
            all.push([odd, scheme].concat());
            all.push([scheme, odd].concat());
        }
        for space in [" ", "   ", "\u{a0}", "\u{2003}", "\u{3000}", "\u{85}"] {
            all.push([space, scheme].concat());
        }
        all
    }

    #[test]
    fn no_other_scheme_passes_in_any_spelling() {
        for scheme in SCHEMES {
            for spelled in spellings(scheme) {
                for rest in [
                    ":alert(1)",
                    "://acme.example/%0aalert(1)",
                    ":text/html,<b>x</b>",
                    ":text/html;base64,PGI+",
                    ":https://acme.example/x",
                    ":",
                    ":/acme.example",
                    ":a@acme.example",
                ] {
                    let address = [&spelled, rest].concat();
                    assert!(Link::of_site(&address).is_none(), "{address:?}");
                    assert!(Link::in_reply(&address).is_none(), "{address:?}");
                }
            }
        }
    }

    #[test]
    fn addresses_of_another_host_in_disguise_are_refused() {
        let long = ["https://acme.example/", &"a".repeat(MAX_BYTES)].concat();
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "https:",
            "https:evil.example",
            "https:/evil.example",
            "https://",
            "https:///evil",
            "https://?x",
            "https://#x",
            "https:\\\\evil.example",
            "http:evil.example",
            "mailto:",
            "mailto:nobody",
            "tel:",
            "tel:javascript",
            ":https://acme.example",
            "https://acme.example/\"onclick=",
            "https://acme.example/<b>",
            "https://acme.example/a b",
            &long,
        ] {
            assert!(Link::of_site(bad).is_none(), "{bad:?}");
            assert!(Link::in_reply(bad).is_none(), "{bad:?}");
        }
    }

    /// Text with what browsers treat specially in an address.
    fn hostile() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            prop::sample::select(vec![
                "javascript",
                "https",
                "http",
                "mailto",
                "tel",
                "data",
                ":",
                ":",
                "/",
                "/",
                "\\",
                "?",
                "#",
                "@",
                ".",
                "%",
                "[",
                "]",
                "\t",
                "\n",
                " ",
                "\0",
                "\u{a0}",
                "\u{ff1a}",
                "\u{ff0f}",
                "\u{202e}",
                "\u{ad}",
                "a",
                "b.example",
                "1",
                "+",
                "&",
                ";",
                "|",
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        /// The address parser of browsers (WHATWG) agrees with what passed.
        #[test]
        fn what_passes_is_read_so_by_a_browser(address in hostile()) {
            let own = Url::parse("https://own.example/widget").expect("valid");
            for (link, schemes) in [
                (Link::in_reply(&address), ["https", "mailto"].as_slice()),
                (Link::of_site(&address), &["https", "mailto", "http", "tel"]),
            ] {
                let Some(link) = link else { continue };
                // What a browser cannot read leads nowhere.
                let Ok(read) = own.join(link.as_str()) else { continue };
                prop_assert!(schemes.contains(&read.scheme()), "{link} is {read}");
                let lower = address.to_ascii_lowercase();
                if !schemes.iter().any(|scheme| lower.starts_with(&[scheme, ":"].concat())) {
                    prop_assert_eq!(read.host_str(), own.host_str(), "{}", link);
                }
            }
        }
    }
}
