//! Tables per kind: what is masked, what is not, and what comes near. A value stands in braces
//! with its kind (`{card|4242 4242 4242 4242}`); text without braces must stay as it is.

mod address;
mod answers;
mod credentials;
mod email;
mod encoded;
mod identifiers;
mod name;
mod name_list;
mod national;
mod numbers;
mod phone;

use handrail_mask::{Context, Masker};

/// The text without its marks, and the values marked: kind and byte range.
fn parse(marked: &str) -> (String, Vec<(String, usize, usize)>) {
    let mut text = String::new();
    let mut expected = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}').expect("marks close");
        let (kind, value) = rest[open + 1..close]
            .split_once('|')
            .expect("marks name a kind");
        text.push_str(&rest[..open]);
        expected.push((kind.to_owned(), text.len(), text.len() + value.len()));
        text.push_str(value);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, expected)
}

fn mark(text: &str, previous: &[&str]) -> String {
    let mut marked = String::new();
    let mut from = 0;
    for span in Masker::default().detect(
        text,
        &Context {
            previous,
            ..Context::default()
        },
    ) {
        marked.push_str(&text[from..span.start]);
        marked.push_str(&format!(
            "{{{}|{}}}",
            span.kind,
            &text[span.start..span.end]
        ));
        from = span.end;
    }
    marked + &text[from..]
}

fn check_after(previous: &[&str], table: &[&str]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|marked| {
            let found = mark(&parse(marked).0, previous);
            (found != *marked).then(|| format!("expected {marked}\n   found {found}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

fn check(table: &[&str]) {
    check_after(&[], table);
}
