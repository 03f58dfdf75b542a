//! Which HTML the desk may be drawn from.
//!
//! For: the templates that Leptos makes of the elements of a view that never change. They are the one
//! text the desk hands to the browser's HTML parser, and this check stands between. Not for: text
//! that anyone wrote, which becomes text nodes.
//!
//! Invariant: what passes runs no script, loads nothing and leads nowhere outside the page. The
//! grammar is smaller than HTML's, so that there is one way to read what passes.

const ELEMENTS: [&str; 50] = [
    "a", "aside", "b", "bdi", "br", "button", "circle", "code", "dd", "details", "div", "dl", "dt",
    "em", "fieldset", "h1", "h2", "h3", "h4", "header", "input", "label", "legend", "li", "main",
    "mark", "nav", "ol", "option", "p", "path", "pre", "q", "rect", "s", "section", "select",
    "span", "strong", "summary", "svg", "table", "tbody", "td", "textarea", "th", "thead", "time",
    "tr", "ul",
];

const ATTRIBUTES: [&str; 32] = [
    "autocapitalize",
    "autocomplete",
    "class",
    "closedby",
    "colspan",
    "cx",
    "cy",
    "d",
    "dir",
    "focusable",
    "for",
    "height",
    "hidden",
    "id",
    "label",
    "lang",
    "name",
    "r",
    "role",
    "rows",
    "rx",
    "ry",
    "scope",
    "spellcheck",
    "tabindex",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "y",
];

/// Is it text and elements of a fixed set, with attributes of a fixed set?
pub fn is_inert(html: &str) -> bool {
    let mut rest = html;
    while let Some((_, from_tag)) = rest.split_once('<') {
        let Some((tag, after)) = from_tag.split_once('>') else {
            return false;
        };
        if !is_inert_tag(tag) {
            return false;
        }
        rest = after;
    }
    true
}

fn is_inert_tag(tag: &str) -> bool {
    if let Some(name) = tag.strip_prefix('/') {
        return ELEMENTS.contains(&name);
    }
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if !ELEMENTS.contains(&name.trim_end_matches('/')) {
        return false;
    }
    while !matches!(rest, "" | "/") {
        let end = rest.find(['=', ' ', '/']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let mut value = "";
        rest = after;
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let Some((inside, after)) = quoted.split_once('"') else {
                return false;
            };
            value = inside;
            rest = after;
        }
        if !is_inert_attribute(name, value) {
            return false;
        }
        rest = match rest.strip_prefix(' ') {
            Some(next) => next,
            None if matches!(rest, "" | "/") => rest,
            None => return false,
        };
    }
    true
}

fn is_inert_attribute(name: &str, value: &str) -> bool {
    let is_spoken = |prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    };
    ATTRIBUTES.contains(&name)
        || is_spoken("aria-")
        || is_spoken("data-")
        || (name == "href" && value.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{is_inert, is_inert_attribute};
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_desks_own_elements_pass() {
        for html in [
            "",
            "Loading",
            "<span>Waiting &amp; gone</span>",
            "<p class=\"fine\" dir=\"auto\">a<br>b</p>",
            "<a class=\"skip\" href=\"#conversation\">Skip</a>",
            "<div hidden><h2 id=\"a\" tabindex=\"-1\">x</h2></div>",
            "<path d=\"M1 2 L3 4\"/>",
            "<path d=\"M1 2 L3 4\" />",
            "<br/>",
            "<svg aria-hidden=\"true\" viewBox=\"0 0 8 8\"></svg>",
        ] {
            assert!(is_inert(html), "{html}");
        }
    }

    #[test]
    fn nothing_else_passes() {
        for html in [
            "<script>x</script>",
            "<SCRIPT>x</SCRIPT>",
            "<p><script src=\"/x.js\"></script></p>",
            "<img src=\"x\">",
            "<iframe></iframe>",
            "<object></object>",
            "<style>a{}</style>",
            "<form></form>",
            "<template></template>",
            "<math></math>",
            "<p onclick=\"x()\">",
            "<p ONCLICK=\"x()\">",
            "<p/onclick=\"x()\">",
            "<p\tonclick=\"x()\">",
            "<p class=\"a\"onclick=\"x()\">",
            "<p class=a onclick=\"x()\">",
            "<p class='a' onclick='x()'>",
            "<p class=\"a>b\" onclick=\"x()\">",
            "<p style=\"x\">",
            "<p  onfocus=\"x()\" tabindex=\"0\">",
            "<p aria-=x onclick>",
            "<a href=\"javascript:x()\">",
            "<a href=\"/desk\">",
            "<a href>",
            "<button formaction=\"javascript:x()\">",
            "<svg><use href=\"data:x\"></use></svg>",
            "<svg><animate attributeName=\"href\"></animate></svg>",
            "<!-- <p> -->",
            "<!doctype html>",
            "<p",
            "< p>",
            "<>",
            "</script>",
            "</ p>",
            "<p class=\"",
        ] {
            assert!(!is_inert(html), "{html}");
        }
    }

    /// What a view writes may become part of a template, so all of it has to pass.
    #[test]
    fn every_attribute_of_the_desks_views_passes() {
        let components = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components");
        let mut checked = 0;
        for file in fs::read_dir(components).expect("the components") {
            let text = fs::read_to_string(file.expect("a file").path()).expect("UTF-8");
            let tags = text
                .split('<')
                .filter(|tag| tag.starts_with(|c: char| c.is_lowercase()));
            for tag in tags {
                let tag = tag.split(['>', '{']).next().unwrap_or_default();
                for (before, value) in tag.split("=\"").zip(tag.split("=\"").skip(1)) {
                    let name = before.rsplit([' ', '\n', '"']).next().unwrap_or_default();
                    let value = value.split('"').next().unwrap_or_default();
                    assert!(
                        is_inert_attribute(name, value),
                        "{name}=\"{value}\" in <{tag}>"
                    );
                    checked += 1;
                }
            }
        }
        assert!(checked > 200, "{checked} attributes");
    }
}
