//! A reply of the assistant as an agent reads it: CommonMark, brought into the panel's few blocks.
//!
//! Not for: which links there are. Those are the ones that the visitor's panel shows
//! ([`handrail_ui::markdown`]), each in its place and no other, so that an agent never sees a link that
//! the visitor doesn't have, or misses one.
//!
//! Invariant: no text is read as HTML, and none is lost; what is not of the subset stays text.

use handrail_ui::link::Link;
use handrail_ui::markdown::{Block, Inline, parse as panel_parse, plain_run};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::collections::VecDeque;
use std::ops::Range;

/// A link with what it says.
type LabelledLink = (Link, Vec<Inline>);

/// Reads a reply. One that is still being written gives the blocks of what there is.
pub fn parse(text: &str) -> Vec<Block> {
    let links = links(&panel_parse(text));
    let marks = Marks::absent_from(text);
    let source = prepare(&without_links(text, &links, marks.link), marks);
    let parser = Parser::new_ext(&source, Options::empty()).into_offset_iter();
    let mut reader = Reader {
        source: &source,
        marks,
        links: links.into(),
        blocks: Vec::new(),
        open: Vec::new(),
        list: None,
    };
    // How deep in something that was taken as a whole.
    let mut taken = 0_u32;
    for (event, range) in TextMergeWithOffset::new(parser) {
        match (&event, taken) {
            (_, 0) => taken = u32::from(reader.read(&event, range)),
            (Event::Start(_), _) => taken += 1,
            (Event::End(_), _) => taken -= 1,
            _ => {}
        }
    }
    reader.close_paragraph();
    reader.blocks
}

/// The links of a reply, in order.
pub fn links(blocks: &[Block]) -> Vec<LabelledLink> {
    fn walk(inlines: &[Inline], found: &mut Vec<LabelledLink>) {
        for inline in inlines {
            match inline {
                Inline::Link { link, label } => found.push((link.clone(), label.clone())),
                Inline::Strong(children) | Inline::Emphasis(children) => walk(children, found),
                Inline::Text(_) | Inline::Break | Inline::Code(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => walk(inlines, &mut found),
            Block::List { items, .. } => items.iter().for_each(|item| walk(item, &mut found)),
            Block::Code(_) => {}
        }
    }
    found
}

/// What stands for something while the rest is read: characters for private use, which CommonMark takes
/// for letters, and which the text hasn't.
#[derive(Clone, Copy)]
struct Marks {
    link: char,
    /// A colon behind a bracket: there it would define a reference, which is shown nowhere.
    colon: char,
}

impl Marks {
    fn absent_from(text: &str) -> Self {
        let mut absent = ('\u{e000}'..='\u{f8ff}').filter(|mark| !text.contains(*mark));
        Self {
            link: absent.next().unwrap_or('\u{f8fe}'),
            colon: absent.next().unwrap_or('\u{f8ff}'),
        }
    }

    fn restored(self, text: &str) -> String {
        text.replace(self.colon, ":")
    }
}

/// The text with a mark for each of its links.
fn without_links(text: &str, links: &[LabelledLink], mark: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for (link, label) in links {
        let address = link.as_str();
        let Some(Range { start, end }) = place(rest, address, label) else {
            continue;
        };
        out.push_str(&rest[..start]);
        out.push(mark);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where a link first stands: with its label, or as an address by itself.
fn place(text: &str, address: &str, label: &[Inline]) -> Option<Range<usize>> {
    let is_bare = matches!(label, [Inline::Text(label)] if label == address);
    if is_bare {
        let at = text.find(address)?;
        let labelled = ["[", address, "](", address, ")"].concat();
        return Some(match text.find(&labelled) {
            Some(start) if start + 1 == at => start..start + labelled.len(),
            _ => at..at + address.len(),
        });
    }
    let target = ["](", address, ")"].concat();
    let said: String = letters(&plain_run(label)).collect();
    text.match_indices(&target).find_map(|(at, _)| {
        // A label holds neither an opening bracket nor the end of its own.
        let start = text[..at].rfind('[')?;
        let raw = &text[start..at];
        let is_label = !raw.contains("](") && !raw.contains('\n') && letters(raw).eq(said.chars());
        is_label.then(|| start..at + target.len())
    })
}

/// What is left of a text without its marks.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|char| char.is_alphanumeric())
}

/// Takes away what CommonMark reads and the subset doesn't: indentation, references, other fences.
fn prepare(text: &str, marks: Marks) -> String {
    let text = text.replace("]:", &format!("]{}", marks.colon));
    let mut out = String::with_capacity(text.len());
    let mut is_code = false;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            is_code = !is_code;
            out.push_str("```");
        } else if is_code {
            out.push_str(line);
        } else if let Some(item) = trimmed.strip_prefix("• ") {
            out.push_str("- ");
            out.push_str(item);
        } else {
            // A line that begins so would open a fence or quote.
            if trimmed.starts_with(['~', '>']) {
                out.push('\\');
            }
            out.push_str(trimmed);
        }
        out.push('\n');
    }
    out
}

/// What is open around the text that is read.
enum Open {
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Paragraph(Vec<Inline>),
    Heading(Vec<Inline>),
}

struct Reader<'a> {
    source: &'a str,
    marks: Marks,
    links: VecDeque<LabelledLink>,
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// The list whose item is open: lists within lists go on in the outer one.
    list: Option<List>,
}

struct List {
    start: Option<u32>,
    items: Vec<Vec<Inline>>,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// Takes an event in; says whether what it begins was taken as a whole.
    fn read(&mut self, event: &Event<'_>, range: Range<usize>) -> bool {
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(code) => self.code(code),
            Event::SoftBreak | Event::HardBreak => self.push(Inline::Break),
            Event::Start(Tag::Strong) => self.open.push(Open::Strong(Vec::new())),
            Event::Start(Tag::Emphasis) => self.open.push(Open::Emphasis(Vec::new())),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.close_mark(),
            Event::Start(Tag::Heading { .. }) => {
                self.close_paragraph();
                self.open.push(Open::Heading(Vec::new()));
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::HtmlBlock) => {
                self.close_paragraph();
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.close_paragraph();
                self.code_block(range);
                return true;
            }
            Event::Start(Tag::List(start)) => self.open_list(*start),
            Event::End(TagEnd::List(_)) => self.close_list(),
            Event::Start(Tag::Item) => {
                self.close_paragraph();
                if let Some(list) = &mut self.list {
                    list.items.push(Vec::new());
                }
            }
            Event::End(TagEnd::Item) => self.close_paragraph(),
            // A link of its own, an image, markup or a rule: as it is written.
            Event::Start(Tag::Link { .. } | Tag::Image { .. })
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule => {
                self.text(&self.source[range]);
                if matches!(event, Event::Rule) {
                    self.close_paragraph();
                }
                return matches!(event, Event::Start(_));
            }
            _ => {}
        }
        false
    }

    fn push(&mut self, inline: Inline) {
        if self.open.is_empty() {
            self.open.push(Open::Paragraph(Vec::new()));
        }
        let (Open::Strong(into)
        | Open::Emphasis(into)
        | Open::Paragraph(into)
        | Open::Heading(into)) = self.open.last_mut().expect("something was just opened");
        into.push(inline);
    }

    /// A text with its links.
    fn text(&mut self, text: &str) {
        self.pieces(text, |piece| {
            let lines = piece.split('\n').map(|line| Inline::Text(line.to_owned()));
            lines
                .flat_map(|line| [Inline::Break, line])
                .skip(1)
                .filter(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()))
                .collect()
        });
    }

    fn code(&mut self, code: &str) {
        self.pieces(code, |piece| vec![Inline::Code(piece.to_owned())]);
    }

    fn pieces(&mut self, text: &str, inline: impl Fn(&str) -> Vec<Inline>) {
        for (index, piece) in text.split(self.marks.link).enumerate() {
            if index > 0
                && let Some((link, label)) = self.links.pop_front()
            {
                self.push(Inline::Link { link, label });
            }
            if !piece.is_empty() {
                for inline in inline(&self.marks.restored(piece)) {
                    self.push(inline);
                }
            }
        }
    }

    /// A block of code; its lines are those of the source between the fences.
    fn code_block(&mut self, range: Range<usize>) {
        let raw = self.source[range].trim_end_matches('\n');
        let code = raw.strip_prefix("```").map_or(raw, |fenced| {
            let fenced = fenced.strip_prefix('\n').unwrap_or(fenced);
            fenced.strip_suffix("```").unwrap_or(fenced)
        });
        let code = code.strip_suffix('\n').unwrap_or(code).to_owned();
        if code.contains(self.marks.link) || self.list.is_some() {
            self.code(&code);
            self.close_paragraph();
        } else {
            self.blocks.push(Block::Code(self.marks.restored(&code)));
        }
    }

    fn close_mark(&mut self) {
        let inline = match self.open.pop() {
            Some(Open::Strong(children)) => Inline::Strong(children),
            Some(Open::Emphasis(children)) => Inline::Emphasis(children),
            Some(block) => {
                self.open.push(block);
                return;
            }
            None => return,
        };
        self.push(inline);
    }

    /// Ends what runs: as an item's text within a list, else as a block.
    fn close_paragraph(&mut self) {
        while matches!(self.open.last(), Some(Open::Strong(_) | Open::Emphasis(_)))
            && self.open.len() > 1
        {
            self.close_mark();
        }
        let (mut inlines, is_heading) = match self.open.pop() {
            Some(Open::Heading(inlines)) => (inlines, true),
            Some(Open::Paragraph(inlines) | Open::Strong(inlines) | Open::Emphasis(inlines)) => {
                (inlines, false)
            }
            None => return,
        };
        while matches!(inlines.last(), Some(Inline::Break)) {
            inlines.pop();
        }
        if inlines.is_empty() {
            return;
        }
        match self.list.as_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => {
                if !item.is_empty() {
                    item.push(Inline::Break);
                }
                item.extend(inlines);
            }
            None if is_heading => self.blocks.push(Block::Heading(inlines)),
            None => self.blocks.push(Block::Paragraph(inlines)),
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        self.close_paragraph();
        match &mut self.list {
            Some(list) => list.depth += 1,
            None => {
                self.list = Some(List {
                    start: start.and_then(|start| u32::try_from(start).ok()),
                    items: Vec::new(),
                    depth: 0,
                });
            }
        }
    }

    fn close_list(&mut self) {
        self.close_paragraph();
        match self.list.take() {
            Some(List {
                depth: 0,
                start,
                items,
            }) => {
                self.blocks.push(Block::List { start, items });
            }
            Some(list) => {
                self.list = Some(List {
                    depth: list.depth - 1,
                    ..list
                });
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.clone(),
                Inline::Break => "⏎".into(),
                Inline::Code(code) => format!("<c {code}>"),
                Inline::Strong(children) => format!("<b {}>", show(children)),
                Inline::Emphasis(children) => format!("<i {}>", show(children)),
                Inline::Link { link, label } => format!("<a {link} {}>", show(label)),
            })
            .collect()
    }

    fn shape(text: &str) -> String {
        let blocks = parse(text);
        let block = |block: &Block| match block {
            Block::Paragraph(inlines) => format!("p({})", show(inlines)),
            Block::Heading(inlines) => format!("h({})", show(inlines)),
            Block::List { start, items } => {
                let items: Vec<String> = items.iter().map(|item| show(item)).collect();
                let start = start.map_or_else(String::new, |start| start.to_string());
                format!("l{start}({})", items.join("|"))
            }
            Block::Code(code) => format!("c({code})"),
        };
        blocks.iter().map(block).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_subset_is_read_and_the_rest_is_text() {
        for (text, expected) in [
            ("", ""),
            ("one\ntwo\n\nthree", "p(one⏎two) p(three)"),
            ("\u{e000} [x](/y)", "p(\u{e000} <a /y x>)"),
            ("> quoted", "p(> quoted)"),
            ("# Title\ntext", "h(Title) p(text)"),
            ("a **bold *both*** `c`", "p(a <b bold <i both>> <c c>)"),
            ("- a\n- b\n\ntext", "l(a|b) p(text)"),
            ("2. a\n3. b", "l2(a|b)"),
            ("• a\n  - b", "l(a|b)"),
            (
                "```rust\nlet a = *b;\n\n<end>\n```\nafter",
                "c(let a = *b;\n\n<end>) p(after)",
            ),
            ("```\nstill open", "c(still open)"),
            ("    no code", "p(no code)"),
            ("snake_case_name 2 * 3", "p(snake_case_name 2 * 3)"),
            ("<b>no</b>", "p(<b>no</b>)"),
            ("<div>\nno\n</div>", "p(<div>⏎no⏎</div>)"),
            ("[note]: /x", "p([note]: /x)"),
            ("a\n\n---\n\nb", "p(a) p(---) p(b)"),
            ("[CARD_1] stays", "p([CARD_1] stays)"),
            (
                "[here](/x) and **[there](/y)**",
                "p(<a /x here> and <b <a /y there>>)",
            ),
            (
                "See https://acme.com/__a__?b=[1].",
                "p(See <a https://acme.com/__a__?b= https://acme.com/__a__?b=>[1].)",
            ),
            ("[x](javascript:alert(1))", "p([x](javascript:alert(1)))"),
            (
                "[x](</y>) ![x](ftp://a/t.png)",
                "p([x](</y>) ![x](ftp://a/t.png))",
            ),
        ] {
            assert_eq!(shape(text), expected, "{text:?}");
        }
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "a",
            "b c",
            " ",
            "\n",
            "\n\n",
            "    ",
            "- ",
            "1. ",
            "# ",
            "> ",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "~~~\n",
            "[",
            "]",
            "(",
            ")",
            "](",
            "!",
            "\\",
            "<",
            ">",
            "\"",
            ":",
            "]: ",
            "https://a.example/x_y",
            "https://",
            "/p",
            "[l](/p)",
            "[l](https://a.example/(b))",
            "[l](</p>)",
            "[l](/p \"t\")",
            "[r]: /p\n",
            "[r]",
            "<https://a.example>",
            "[a `b](/p)`",
            "mailto:a@b.example",
            "[m](mailto:a@b.example)",
            "[j](javascript:x)",
            "---\n",
            "===\n",
            "<div>\n",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn an_agent_sees_the_links_that_the_visitor_sees(
            pieces in proptest::collection::vec(piece(), 0..14),
        ) {
            let text = pieces.concat();
            let of_panel = links(&panel_parse(&text));
            prop_assert_eq!(links(&parse(&text)), of_panel, "{:?}", text);
        }

        #[test]
        fn no_word_is_lost(pieces in proptest::collection::vec(piece(), 0..14)) {
            let text = pieces.concat();
            let letters = |text: &str| -> Vec<char> {
                let mut letters: Vec<char> = text.chars().filter(char::is_ascii_alphabetic).collect();
                letters.sort_unstable();
                letters
            };
            prop_assume!(!text.contains("```"));
            let shown = shape_text(&parse(&text));
            prop_assert_eq!(letters(&shown), letters(&panel_shown(&text)), "{:?}", text);
        }
    }

    fn shape_text(blocks: &[Block]) -> String {
        fn walk(inlines: &[Inline], out: &mut String) {
            for inline in inlines {
                match inline {
                    Inline::Text(text) | Inline::Code(text) => out.push_str(text),
                    Inline::Break => {}
                    Inline::Strong(children) | Inline::Emphasis(children) => walk(children, out),
                    Inline::Link { label, .. } => walk(label, out),
                }
            }
        }
        let mut out = String::new();
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Heading(inlines) => walk(inlines, &mut out),
                Block::List { items, .. } => items.iter().for_each(|item| walk(item, &mut out)),
                Block::Code(code) => out.push_str(code),
            }
        }
        out
    }

    fn panel_shown(text: &str) -> String {
        shape_text(&panel_parse(text))
    }
}
