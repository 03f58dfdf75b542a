//! Markdown to blocks.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::{
    blocks::{Block, link, one_line, rows},
    html,
};

/// The blocks of a Markdown text. Images are their alternative text; HTML in it is read as HTML.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.close_text();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Block>,
    text: String,
    heading: Option<(u8, Option<String>)>,
    /// The number the next item has, per open list.
    lists: Vec<Option<u64>>,
    /// Depth and number of the item whose first text comes next.
    item: Option<(u8, Option<u64>)>,
    links: Vec<(usize, String)>,
    header: Vec<String>,
    row: Vec<String>,
    table: Vec<Vec<String>>,
    html: String,
    in_code: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code_lines(&text),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text.push(' '),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.close_text();
                self.heading = Some((level_number(level), id.map(|id| id.to_string())));
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock => self.close_text(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.close_text();
                self.in_code = true;
            }
            Tag::List(first) => {
                self.close_text();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close_text();
                let depth = u8::try_from(self.lists.len().saturating_sub(1))
                    .unwrap_or(u8::MAX)
                    .min(8);
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    let number = *next;
                    *next = next.saturating_add(1);
                    number
                });
                self.item = Some((depth, number));
            }
            Tag::Link { dest_url, .. } => self.links.push((self.text.len(), dest_url.to_string())),
            Tag::Table(_) => {
                self.close_text();
                self.header.clear();
                self.table.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item => self.close_text(),
            TagEnd::List(_) => {
                self.close_text();
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                self.close_text();
                self.in_code = false;
            }
            TagEnd::HtmlBlock => {
                let (_, blocks) = html::read(&std::mem::take(&mut self.html));
                self.out.extend(blocks);
            }
            TagEnd::Link => {
                if let Some((from, target)) = self.links.pop() {
                    let words = self.text.split_off(from.min(self.text.len()));
                    self.text.push_str(&link(&words, &target));
                }
            }
            TagEnd::TableCell => self.row.push(one_line(&std::mem::take(&mut self.text))),
            TagEnd::TableHead => self.header = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.table.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let (header, table) = (
                    std::mem::take(&mut self.header),
                    std::mem::take(&mut self.table),
                );
                self.out.extend(rows(&header, table));
            }
            _ => {}
        }
    }

    /// Each line of code is a line of its own.
    fn code_lines(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(line);
            self.close_text();
        }
    }

    fn close_text(&mut self) {
        let text = one_line(&std::mem::take(&mut self.text));
        if let Some((level, anchor)) = self.heading.take() {
            if !text.is_empty() {
                self.out.push(Block::Heading {
                    level,
                    text,
                    anchor,
                });
            }
        } else if !text.is_empty() {
            self.out.push(match self.item.take() {
                Some((depth, number)) => Block::Item {
                    depth,
                    number,
                    text,
                },
                None => Block::Paragraph(text),
            });
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_blocks() {
        let text = "# Returns {#ret}\n\nSend it *back*\nwithin 30 days, see [here](https://a.example/x) or [there](b.md).\n\n\
                    1. Pack it\n   - in paper\n2. Send it\n\n| Country | Price |\n|---|---|\n| DE | 5 € |\n\n```\nline one\nline two\n```\n\n<p>Raw <b>html</b></p>\n";
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let item = |depth, number, text: &str| Block::Item {
            depth,
            number,
            text: text.to_owned(),
        };
        assert_eq!(
            blocks(text),
            [
                Block::Heading {
                    level: 1,
                    text: "Returns".to_owned(),
                    anchor: Some("ret".to_owned())
                },
                paragraph("Send it back within 30 days, see [here](https://a.example/x) or there."),
                item(0, Some(1), "Pack it"),
                item(1, None, "in paper"),
                item(0, Some(2), "Send it"),
                Block::Row {
                    cells: vec![
                        ("Country".to_owned(), "DE".to_owned()),
                        ("Price".to_owned(), "5 €".to_owned())
                    ]
                },
                paragraph("line one"),
                paragraph("line two"),
                paragraph("Raw html"),
            ]
        );
    }
}
