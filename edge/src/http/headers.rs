//! Security headers and who may call from where.
//!
//! For: what a browser may do with our pages (CSP, framing, sniffing) and which origins the API
//! answers. Not for: tokens. Pure.
//!
//! Invariants: a page of a customer's site is framed by that site's origins alone; the API accepts
//! the edge's own origins and the list of the site that is asked, exactly; no origin is a wildcard.

use crate::settings::Settings;

/// Which page a response is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// The panel in its iframe.
    Widget,
    /// The agents' desk.
    Desk,
    /// The sandbox.
    Sandbox,
    /// The sample shop.
    Shop,
    /// Scripts, styles, pictures.
    File,
    /// JSON.
    Api,
}

/// Where browsers report what breaks a page's policy.
const REPORTS: &str = "/csp-reports";

/// The origins that are the edge's own: what it is called, and in the demo both names of this machine.
pub(crate) fn own_origins(settings: &Settings, request_origin: &str) -> Vec<String> {
    let mut own = Vec::new();
    match &settings.origin {
        Some(origin) => own.push(origin.clone()),
        None => own.push(request_origin.to_owned()),
    }
    own.extend(settings.desk_origin.clone());
    if settings.is_demo() {
        let port = own[0]
            .rsplit_once(':')
            .map_or("", |(_, port)| port)
            .to_owned();
        if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) {
            for host in ["localhost", "127.0.0.1"] {
                let origin = format!("http://{host}:{port}");
                if !own.contains(&origin) {
                    own.push(origin);
                }
            }
        }
    }
    own
}

/// Do two origins name the same host? Behind a reverse proxy that ends TLS the scheme is another.
pub(crate) fn is_same_host(a: &str, b: &str) -> bool {
    let host = |origin: &str| {
        origin
            .split_once("://")
            .map(|(_, host)| host.to_lowercase())
    };
    host(a).is_some() && host(a) == host(b)
}

/// May a page of this origin call about the site whose list is given?
pub(crate) fn may_call(origin: &str, own: &[String], site_origins: &[String]) -> bool {
    own.iter()
        .chain(site_origins)
        .any(|allowed| allowed == origin)
}

/// All security headers of a response. `framed_by` are the origins that may frame a [`Page::Widget`].
pub(crate) fn security(
    page: Page,
    own: &[String],
    framed_by: &[String],
    is_production: bool,
) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("x-content-type-options", "nosniff".to_owned()),
        (
            "referrer-policy",
            "strict-origin-when-cross-origin".to_owned(),
        ),
        (
            "permissions-policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()".to_owned(),
        ),
    ];
    if is_production {
        headers.push((
            "strict-transport-security",
            "max-age=31536000; includeSubDomains".to_owned(),
        ));
    }
    let sockets: Vec<String> = own
        .iter()
        .map(|origin| origin.replacen("http", "ws", 1))
        .collect();
    let sockets = sockets.join(" ");
    let own_list = own.join(" ");
    let program = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; media-src 'self' data:; connect-src 'self' {sockets}; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         report-uri {REPORTS}; report-to csp"
    );
    if matches!(page, Page::Widget | Page::Desk | Page::Sandbox) {
        headers.push(("reporting-endpoints", format!("csp=\"{REPORTS}\"")));
    }
    match page {
        Page::Widget => {
            let framed_by = if framed_by.is_empty() {
                "'none'".to_owned()
            } else {
                format!("'self' {}", framed_by.join(" "))
            };
            headers.push((
                "content-security-policy",
                format!("{program}; trusted-types 'none'; frame-ancestors {framed_by}"),
            ));
        }
        Page::Desk => {
            // The sandbox shows the desk in a frame of its own origin.
            let framed_by = if is_production { "'none'" } else { "'self'" };
            headers.push((
                "content-security-policy",
                format!("{program}; trusted-types default; frame-ancestors {framed_by}"),
            ));
            if is_production {
                headers.push(("cross-origin-opener-policy", "same-origin".to_owned()));
            }
        }
        Page::Sandbox => {
            headers.push((
                "content-security-policy",
                format!(
                    "{program}; trusted-types 'none'; frame-src 'self' {own_list}; \
                     frame-ancestors 'none'"
                ),
            ));
            headers.push(("cross-origin-opener-policy", "same-origin".to_owned()));
        }
        Page::Shop => {
            // As strict as a customer's page can be: the loader's script and frame, nothing else.
            headers.push((
                "content-security-policy",
                format!(
                    "default-src 'none'; script-src 'self' {own_list}; style-src 'self'; \
                     img-src 'self' data:; connect-src 'self'; frame-src 'self' {own_list}; \
                     base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
                ),
            ));
        }
        Page::File => {
            // The loader runs on customers' pages, whatever their embedder policy.
            headers.push(("cross-origin-resource-policy", "cross-origin".to_owned()));
        }
        Page::Api => {
            headers.push((
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'".to_owned(),
            ));
            headers.push(("cross-origin-resource-policy", "cross-origin".to_owned()));
        }
    }
    headers
}

/// The headers that let a page of another origin read the answer.
pub(crate) fn cors(origin: &str) -> Vec<(&'static str, String)> {
    vec![
        ("access-control-allow-origin", origin.to_owned()),
        (
            "access-control-expose-headers",
            "retry-after, x-request-id".to_owned(),
        ),
        ("vary", "Origin".to_owned()),
    ]
}

/// The answer to a preflight.
pub(crate) fn preflight() -> Vec<(&'static str, String)> {
    vec![
        (
            "access-control-allow-methods",
            "GET, POST, PUT, PATCH, DELETE".to_owned(),
        ),
        (
            "access-control-allow-headers",
            "authorization, content-type, idempotency-key".to_owned(),
        ),
        ("access-control-max-age", "600".to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn settings(mode: &'static str, origin: Option<&'static str>) -> Settings {
        Settings::read(|name| match name {
            "HANDRAIL_VAULT_KEY" | "HANDRAIL_TOKEN_KEY" => Some(KEY.to_owned()),
            "HANDRAIL_MODE" => Some(mode.to_owned()),
            "HANDRAIL_ORIGIN" => origin.map(str::to_owned),
            _ => None,
        })
        .unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    fn csp(page: Page, framed_by: &[String], is_production: bool) -> String {
        let own = ["https://chat.acme.example".to_owned()];
        security(page, &own, framed_by, is_production)
            .into_iter()
            .find(|(name, _)| *name == "content-security-policy")
            .map(|(_, value)| value)
            .unwrap_or_default()
    }

    #[test]
    fn the_demo_goes_by_both_names_of_this_machine() {
        let own = own_origins(&settings("demo", Some("http://127.0.0.1:8790")), "http://x");
        assert_eq!(own, ["http://127.0.0.1:8790", "http://localhost:8790"]);
        let own = own_origins(
            &settings("production", Some("https://chat.acme.example")),
            "http://x",
        );
        assert_eq!(own, ["https://chat.acme.example"]);
        assert_eq!(
            own_origins(&settings("production", None), "https://y"),
            ["https://y"]
        );
    }

    #[test]
    fn origins_are_compared_whole() {
        let own = ["https://chat.acme.example".to_owned()];
        let site = ["https://www.acme.example".to_owned()];
        for good in ["https://chat.acme.example", "https://www.acme.example"] {
            assert!(may_call(good, &own, &site), "{good}");
        }
        for bad in [
            "null",
            "",
            "http://www.acme.example",
            "https://www.acme.example.evil.example",
            "https://evil.example",
            "https://www.acme.example:444",
        ] {
            assert!(!may_call(bad, &own, &site), "{bad}");
        }
    }

    #[test]
    fn the_panel_is_framed_by_its_site_alone() {
        let framed_by = ["https://www.acme.example".to_owned()];
        let policy = csp(Page::Widget, &framed_by, true);
        assert!(
            policy.ends_with("frame-ancestors 'self' https://www.acme.example"),
            "{policy}"
        );
        assert!(
            policy.contains("connect-src 'self' wss://chat.acme.example"),
            "{policy}"
        );
        assert!(csp(Page::Widget, &[], true).ends_with("frame-ancestors 'none'"));
    }

    #[test]
    fn no_page_runs_inline_scripts_or_styles() {
        for page in [Page::Widget, Page::Desk, Page::Sandbox, Page::Shop] {
            for is_production in [true, false] {
                let policy = csp(page, &[], is_production);
                assert!(policy.starts_with("default-src 'none'"));
                assert!(!policy.contains("unsafe-inline"), "{policy}");
                assert!(!policy.contains("'unsafe-eval'"), "{policy}");
                assert!(policy.contains("frame-ancestors"));
            }
        }
        assert!(csp(Page::Desk, &[], true).ends_with("frame-ancestors 'none'"));
        assert!(csp(Page::Desk, &[], false).ends_with("frame-ancestors 'self'"));
    }

    #[test]
    fn programs_of_ours_report_what_breaks_their_policy() {
        for page in [Page::Widget, Page::Desk, Page::Sandbox] {
            let policy = csp(page, &[], true);
            assert!(
                policy.contains("; report-uri /csp-reports; report-to csp;"),
                "{policy}"
            );
            let endpoints = security(page, &[], &[], true)
                .into_iter()
                .find(|(name, _)| *name == "reporting-endpoints");
            let endpoints = endpoints.map(|(_, value)| value);
            assert_eq!(endpoints.as_deref(), Some("csp=\"/csp-reports\""));
        }
        // A customer's page has its own.
        assert!(!csp(Page::Shop, &[], true).contains("report"));
    }

    #[test]
    fn our_pages_hand_no_unchecked_text_to_a_parser() {
        // The desk's one policy checks each text (`desk/src/js/trusted_types.rs`).
        for (page, types) in [
            (Page::Widget, "trusted-types 'none';"),
            (Page::Desk, "trusted-types default;"),
            (Page::Sandbox, "trusted-types 'none';"),
        ] {
            for is_production in [true, false] {
                let policy = csp(page, &[], is_production);
                assert!(
                    policy.contains("; require-trusted-types-for 'script';"),
                    "{policy}"
                );
                assert!(policy.contains(types), "{policy}");
            }
        }
    }

    #[test]
    fn a_host_is_the_same_over_any_scheme() {
        let same = is_same_host;
        assert!(same(
            "https://desk.acme.example",
            "http://desk.acme.example"
        ));
        assert!(same(
            "https://Desk.acme.example",
            "https://desk.acme.example"
        ));
        assert!(!same(
            "https://desk.acme.example",
            "https://chat.acme.example"
        ));
        assert!(!same("http://localhost:1", "http://localhost:2"));
        assert!(!same("desk", "desk"));
    }

    #[test]
    fn only_production_asks_for_https() {
        let has = |is_production| {
            security(Page::Api, &[], &[], is_production)
                .iter()
                .any(|(name, _)| *name == "strict-transport-security")
        };
        assert!(has(true));
        assert!(!has(false));
    }
}
