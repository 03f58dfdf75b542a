//! Which targets a link may have.

/// May a link go there? `https:`, `mailto:` and relative addresses; nothing a browser could read
/// as another scheme or another host.
pub fn is_safe_link(target: &str) -> bool {
    if target.is_empty() || target.len() > 2_048 {
        return false;
    }
    // Browsers drop control characters and treat a backslash as a slash.
    if target
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\' || c == '<' || c == '"')
    {
        return false;
    }
    let lower = target.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("https://") {
        return !rest.is_empty() && !rest.starts_with('/');
    }
    if let Some(rest) = lower.strip_prefix("mailto:") {
        return rest.contains('@');
    }
    if target.starts_with("//") {
        return false;
    }
    // Relative: no scheme before the first slash, question mark or hash.
    let head = target.split(['/', '?', '#']).next().unwrap_or(target);
    !head.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_mailto_and_relative_addresses_pass() {
        for good in [
            "https://www.acme.com/returns?x=1#y",
            "HTTPS://acme.com",
            "mailto:help@acme.com",
            "/shop/help/returns#:~:text=30%20days",
            "returns.html",
            "#label",
            "?q=a:b",
            "a/b:c",
        ] {
            assert!(is_safe_link(good), "{good}");
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "http://acme.com",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://",
            "https:///evil",
            "mailto:",
            "vbscript:x",
            "blob:https://acme.com/x",
        ] {
            assert!(!is_safe_link(bad), "{bad}");
        }
    }
}
