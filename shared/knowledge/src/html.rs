//! HTML to blocks: the text a reader of the page sees, without navigation, scripts and forms.

use crate::{
    article::Head,
    blocks::{Block, link, one_line, rows},
    tags::{Markup, Tag, markup},
};

/// What the page says about itself, and its blocks.
pub(crate) fn read(text: &str) -> (Head, Vec<Block>) {
    let mut reader = Reader::default();
    for piece in markup(text) {
        match piece {
            Markup::Start(tag) => reader.start(&tag),
            Markup::End(name) => reader.end(&name),
            Markup::Text(text) => reader.text(&text),
        }
    }
    reader.close_text();
    reader.close_table();
    (reader.head, reader.out)
}

#[derive(Default)]
struct Reader {
    head: Head,
    out: Vec<Block>,
    text: String,
    /// Open elements whose content is not read.
    hidden: Vec<String>,
    heading: Option<(u8, Option<String>)>,
    lists: Vec<Option<u64>>,
    item: Option<(u8, Option<u64>)>,
    link: Option<(usize, String)>,
    title: Option<String>,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    all_header: bool,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if !self.hidden.is_empty() || is_hidden(name, tag) {
            if !tag.self_closing && !is_void(name) {
                self.hidden.push(name.to_owned());
            }
            return;
        }
        match name {
            "html" => self.head.locale = attribute(tag, "lang").filter(|lang| !lang.is_empty()),
            "title" => self.title = Some(String::new()),
            "link" if attribute(tag, "rel").as_deref() == Some("canonical") => {
                self.head.url = attribute(tag, "href")
            }
            "meta" => self.meta(tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close_text();
                let level = name.as_bytes()[1] - b'0';
                self.heading = Some((level, attribute(tag, "id").filter(|id| !id.is_empty())));
            }
            "ul" => self.open_list(None),
            "ol" => {
                let first = attribute(tag, "start")
                    .and_then(|start| start.parse().ok())
                    .unwrap_or(1);
                self.open_list(Some(first));
            }
            "li" => {
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
            "a" => {
                if let Some(target) = attribute(tag, "href") {
                    self.link = Some((self.text.len(), target));
                }
            }
            "img" => {
                if let Some(alt) = attribute(tag, "alt") {
                    self.text.push_str(&alt);
                }
            }
            "table" => {
                self.close_text();
                self.close_table();
                self.table = Some(Table::default());
            }
            "tr" => self.close_row(),
            "td" | "th" => self.open_cell(name == "th"),
            "br" => self.text.push(' '),
            "hr" => self.close_text(),
            name if is_block(name) => self.close_text(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.hidden.iter().rposition(|open| open == name) {
            self.hidden.truncate(at);
            return;
        }
        if !self.hidden.is_empty() {
            return;
        }
        match name {
            "title" => {
                let title = self
                    .title
                    .take()
                    .map(|title| one_line(&title))
                    .filter(|title| !title.is_empty());
                self.head.title = self.head.title.take().or(title);
            }
            "a" => {
                if let Some((from, target)) = self.link.take() {
                    let words = self.text.split_off(from.min(self.text.len()));
                    self.text.push_str(&link(&one_line(&words), &target));
                }
            }
            "ul" | "ol" => {
                self.close_text();
                self.lists.pop();
            }
            "td" | "th" => self.close_cell(),
            "tr" => self.close_row(),
            "table" => self.close_table(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.close_text(),
            name if is_block(name) => self.close_text(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(title) = &mut self.title {
            title.push_str(text);
        } else if self.hidden.is_empty() {
            self.text.push_str(text);
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let name = attribute(tag, "name")
            .or_else(|| attribute(tag, "property"))
            .unwrap_or_default();
        let content = attribute(tag, "content").filter(|content| !content.is_empty());
        match name.to_ascii_lowercase().as_str() {
            "og:url" => self.head.url = self.head.url.take().or(content),
            "article:modified_time" | "last-modified" | "updated" => self.head.updated = content,
            _ => {}
        }
    }

    fn open_list(&mut self, first: Option<u64>) {
        self.close_text();
        self.lists.push(first);
    }

    fn open_cell(&mut self, is_header: bool) {
        self.close_cell();
        self.text.clear();
        let table = self.table.get_or_insert_default();
        if table.row.is_empty() {
            table.all_header = true;
        }
        table.all_header &= is_header;
    }

    fn close_cell(&mut self) {
        if let Some(table) = &mut self.table {
            let text = one_line(&std::mem::take(&mut self.text));
            if !text.is_empty() {
                table.row.push(text);
            }
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = &mut self.table {
            let row = std::mem::take(&mut table.row);
            if row.is_empty() {
                return;
            }
            if table.all_header && table.header.is_empty() && table.rows.is_empty() {
                table.header = row;
            } else {
                table.rows.push(row);
            }
        }
    }

    fn close_table(&mut self) {
        self.close_row();
        if let Some(table) = self.table.take() {
            self.out.extend(rows(&table.header, table.rows));
        }
    }

    fn close_text(&mut self) {
        if self.table.is_some() {
            // A paragraph inside a cell belongs to the cell.
            self.text.push(' ');
            return;
        }
        self.link = None;
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

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attribute(name).map(|value| value.trim().to_owned())
}

/// Parts of a page that say nothing about its subject, or that no reader sees.
fn is_hidden(name: &str, tag: &Tag) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "nav"
            | "footer"
            | "header"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "dialog"
    ) || (tag.attribute("hidden").is_some() && name != "html" && name != "body")
        || attribute(tag, "aria-hidden").as_deref() == Some("true")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "body"
            | "blockquote"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "address"
            | "fieldset"
            | "caption"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_becomes_blocks() {
        let (head, blocks) = read(
            "<!doctype html><html lang=de><head><title>Rückgabe &amp; Umtausch</title>\
             <link rel=canonical href=https://a.example/r><style>p{}</style></head><body><nav><p>Menu</nav>\
             <h2 id=frist>Frist</h2><p>30 Tage,<br>siehe <a href='https://a.example/x'>hier</a>.<script>alert(1)</script>\
             <ol start=2><li>Packen<ul><li>Papier</ul><li>Senden</ol>\
             <table><tr><th>Land<th>Preis<tr><td>DE<td><p>5 €</p></table><p hidden>weg</p><p>Ende",
        );
        assert_eq!(head.title.as_deref(), Some("Rückgabe & Umtausch"));
        assert_eq!(head.locale.as_deref(), Some("de"));
        assert_eq!(head.url.as_deref(), Some("https://a.example/r"));
        let item = |depth, number, text: &str| Block::Item {
            depth,
            number,
            text: text.to_owned(),
        };
        assert_eq!(
            blocks,
            [
                Block::Heading {
                    level: 2,
                    text: "Frist".to_owned(),
                    anchor: Some("frist".to_owned())
                },
                Block::Paragraph("30 Tage, siehe [hier](https://a.example/x).".to_owned()),
                item(0, Some(2), "Packen"),
                item(1, None, "Papier"),
                item(0, Some(3), "Senden"),
                Block::Row {
                    cells: vec![
                        ("Land".to_owned(), "DE".to_owned()),
                        ("Preis".to_owned(), "5 €".to_owned())
                    ]
                },
                Block::Paragraph("Ende".to_owned()),
            ]
        );
    }

    proptest! {
        #[test]
        fn tag_soup_never_panics(text in "(<(/?(a|p|li|ul|ol|td|tr|table|h1|nav|title|script))( href=x)?>|[a-z &<\\n]{0,6}){0,40}") {
            let _ = read(&text);
        }
    }
}
