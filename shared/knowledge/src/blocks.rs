//! The parts of an article that both formats are read into.

/// One part, in the order of the article. Texts are one line, with Markdown links where the target is absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Heading {
        /// 1 to 6.
        level: u8,
        text: String,
        /// An anchor the article gives itself.
        anchor: Option<String>,
    },
    Paragraph(String),
    Item {
        depth: u8,
        number: Option<u64>,
        text: String,
    },
    /// Cells with the headers of their columns.
    Row {
        cells: Vec<(String, String)>,
    },
}

/// White space brought together, as a browser shows it.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// A link as it is kept: absolute web, mail and phone addresses keep their target, others are their words alone.
pub(crate) fn link(text: &str, target: &str) -> String {
    let text = text.trim();
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    let kept = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    let bare = target.split_once(':').is_some_and(|(_, rest)| rest == text);
    if text.is_empty() || !kept || bare || text == target {
        return text.to_owned();
    }
    format!("[{text}]({target})")
}

/// The rows of a table, each cell with its header.
pub(crate) fn rows(header: &[String], rows: Vec<Vec<String>>) -> impl Iterator<Item = Block> {
    rows.into_iter().map(move |row| Block::Row {
        cells: row
            .into_iter()
            .enumerate()
            .map(|(at, cell)| (header.get(at).cloned().unwrap_or_default(), cell))
            .collect(),
    })
}
