//! Paragraphs, headings, lists and code.

use super::{Block, Inline, inline};
use crate::work;

/// Opens and closes lines of code.
const CODE: &str = "```";

/// Reads a reply. Any text gives a tree; a reply that is still being written gives the tree of
/// what there is.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        work::count(line.len());
        if opens_code(trimmed) {
            close(&mut paragraph, &mut blocks);
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !closes_code(line.trim()))
                .collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if trimmed.is_empty() {
            close(&mut paragraph, &mut blocks);
        } else if let Some(heading) = heading(trimmed) {
            close(&mut paragraph, &mut blocks);
            blocks.push(Block::Heading(inline::parse(heading)));
        } else if let Some((start, item)) = list_item(trimmed) {
            close(&mut paragraph, &mut blocks);
            push_item(&mut blocks, start, inline::parse(item));
        } else {
            paragraph.push(trimmed);
        }
    }
    close(&mut paragraph, &mut blocks);
    blocks
}

fn close(paragraph: &mut Vec<&str>, blocks: &mut Vec<Block>) {
    if !paragraph.is_empty() {
        blocks.push(Block::Paragraph(inline::parse(&paragraph.join("\n"))));
        paragraph.clear();
    }
}

/// A fence and at most the name of a language: other words on the line would be lost.
fn opens_code(line: &str) -> bool {
    line.strip_prefix(CODE).is_some_and(|rest| {
        let name = rest.trim_start_matches('`').trim_start();
        !name.contains(|c: char| c == '`' || c.is_whitespace())
    })
}

fn closes_code(line: &str) -> bool {
    line.starts_with(CODE) && line.trim_start_matches('`').is_empty()
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    (1..=6)
        .contains(&level)
        .then(|| text.strip_prefix(' '))
        .flatten()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// An item and its number; `None` as number for bullets.
fn list_item(line: &str) -> Option<(Option<u32>, &str)> {
    for bullet in ["- ", "* ", "• ", "+ "] {
        if let Some(item) = line.strip_prefix(bullet) {
            return Some((None, item.trim_start()));
        }
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let item = line[digits..]
        .strip_prefix(". ")
        .or_else(|| line[digits..].strip_prefix(") "))?;
    Some((line[..digits].parse().ok(), item.trim_start()))
}

fn push_item(blocks: &mut Vec<Block>, number: Option<u32>, item: Vec<Inline>) {
    if let Some(Block::List { start, items }) = blocks.last_mut()
        && start.is_some() == number.is_some()
    {
        items.push(item);
        return;
    }
    blocks.push(Block::List {
        start: number,
        items: vec![item],
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        parse(text)
            .iter()
            .map(|block| match block {
                Block::Paragraph(_) => "p".to_owned(),
                Block::Heading(_) => "h".to_owned(),
                Block::List { start: None, items } => format!("ul{}", items.len()),
                Block::List {
                    start: Some(start),
                    items,
                } => format!("ol{start}:{}", items.len()),
                Block::Code(code) => format!("code({code})"),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn blocks_are_read() {
        for (text, expected) in [
            ("", ""),
            ("one\ntwo\n\nthree", "p p"),
            ("# Title\ntext", "h p"),
            ("#hashtag", "p"),
            ("Do this:\n- a\n- b\n\n- c", "p ul3"),
            ("2. a\n3. b\n- c", "ol2:2 ul1"),
            ("- a\ntext", "ul1 p"),
            (
                "```rust\nlet a = *b;\n\nend\n```\nafter",
                "code(let a = *b;\n\nend) p",
            ),
            ("```\nstill open", "code(still open)"),
            ("```` text\na\n````\nb", "code(a) p"),
            ("``` sh\n```ls``` ok\n```\nb", "code(```ls``` ok) p"),
            ("```two words\nb", "p"),
            ("```code``` and text\nb", "p"),
            ("3.5 litres", "p"),
            ("2026. That year", "p"),
            ("**bold** start", "p"),
        ] {
            assert_eq!(shape(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_growing_reply_keeps_its_finished_blocks() {
        let whole = "First **part**.\n\n- one\n- two\n\nLast `code` [here](/x).";
        let last = parse(whole);
        for (at, _) in whole.char_indices() {
            let blocks = parse(&whole[..at]);
            if blocks.len() > 1 {
                assert_eq!(blocks[0], last[0]);
            }
        }
    }
}
