//! Passages: pieces of an article that make sense alone.
//!
//! By heading, paragraphs brought together to 60 to 140 words, no sentence split; a list stays with the sentence that
//! opens it, and each row of a table names its columns.

use std::collections::HashMap;

use handrail_mask::Published;
use handrail_text::sentences;
use serde::Serialize;

use crate::{article::Article, blocks::Block};

/// A passage shorter than this many words takes the next paragraph in.
pub(crate) const MIN_WORDS: usize = 60;
/// A passage does not grow beyond this many words, unless one sentence is longer.
pub(crate) const MAX_WORDS: usize = 140;

/// The stable name of a passage: the same place and text of the same article give the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PassageId(String);

impl PassageId {
    /// An id as it was stored.
    pub fn from_stored(id: impl Into<String>) -> PassageId {
        PassageId(id.into())
    }

    /// The id as text: `p` and 16 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A piece of an article that makes sense alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its stable name.
    pub id: PassageId,
    /// Title of the article.
    pub title: Published,
    /// The headings above it, outermost first, without the title.
    pub heading_path: Vec<Published>,
    /// What it says, in plain Markdown: paragraphs, lists, links.
    pub text: Published,
    /// The heading's anchor in the article; empty before the first heading.
    pub anchor: String,
    /// Where the article is read, without the anchor.
    pub url: String,
    /// BCP 47 tag of its language, if the article says so.
    pub locale: Option<String>,
    /// Its place in the article, from 0.
    pub ordinal: u32,
}

impl Passage {
    /// The address that opens the article at this passage.
    pub fn link(&self) -> String {
        if self.anchor.is_empty() {
            self.url.clone()
        } else {
            format!("{}#{}", self.url, self.anchor)
        }
    }

    /// The headings above it in one line, for the index.
    pub fn heading(&self) -> String {
        let headings: Vec<&str> = self.heading_path.iter().map(Published::as_str).collect();
        headings.join(" › ")
    }

    /// All that a sentence quoting this passage may rest on: title, headings, text and address.
    pub fn source_text(&self) -> String {
        format!(
            "{}\n{}\n{}\n{}\n",
            self.title,
            self.heading(),
            self.text,
            self.link()
        )
    }
}

/// The passages of an article, in its order.
pub fn passages(article: &Article) -> Vec<Passage> {
    let mut cutter = Cutter::new(article);
    for block in &article.blocks {
        cutter.take(block);
    }
    cutter.flush();
    cutter.out
}

struct Cutter<'a> {
    article: &'a Article,
    headings: Vec<(u8, String)>,
    anchor: String,
    anchors_seen: HashMap<String, u32>,
    pending: Vec<String>,
    pending_words: usize,
    ids_seen: HashMap<u64, u32>,
    out: Vec<Passage>,
}

impl<'a> Cutter<'a> {
    fn new(article: &'a Article) -> Cutter<'a> {
        Cutter {
            article,
            headings: Vec::new(),
            anchor: String::new(),
            anchors_seen: HashMap::new(),
            pending: Vec::new(),
            pending_words: 0,
            ids_seen: HashMap::new(),
            out: Vec::new(),
        }
    }

    fn take(&mut self, block: &Block) {
        match block {
            Block::Heading {
                level,
                text,
                anchor,
            } => {
                self.flush();
                self.headings.retain(|(above, _)| above < level);
                self.headings.push((*level, text.clone()));
                self.anchor = self.unique_anchor(anchor.as_deref(), text);
            }
            Block::Paragraph(text) => self.add(text, "\n\n"),
            Block::Item {
                depth,
                number,
                text,
            } => {
                let indent = "  ".repeat(usize::from(*depth));
                let mark = number.map_or("-".to_owned(), |number| format!("{number}."));
                self.add_whole(format!("{indent}{mark} {text}"), "\n");
            }
            Block::Row { cells } => {
                let cells: Vec<String> = cells
                    .iter()
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(header, cell)| {
                        if header.is_empty() {
                            cell.clone()
                        } else {
                            format!("{header}: {cell}")
                        }
                    })
                    .collect();
                if !cells.is_empty() {
                    self.add_whole(format!("- {}", cells.join("; ")), "\n");
                }
            }
        }
    }

    /// GitHub's way: the heading in lower case with dashes, numbered when it repeats.
    fn unique_anchor(&mut self, given: Option<&str>, heading: &str) -> String {
        if let Some(given) = given {
            return given.to_owned();
        }
        let base = slug(heading);
        let seen = self.anchors_seen.entry(base.clone()).or_default();
        *seen += 1;
        if *seen == 1 {
            base
        } else {
            format!("{base}-{}", *seen - 1)
        }
    }

    /// A paragraph: whole if it fits, sentence by sentence if it alone is too long.
    fn add(&mut self, text: &str, separator: &str) {
        let words = count_words(text);
        if words <= MAX_WORDS {
            self.add_counted(text.to_owned(), words, separator);
            return;
        }
        for (index, sentence) in sentences::split(text).into_iter().enumerate() {
            let sentence = sentence.trim();
            if !sentence.is_empty() {
                let separator = if index == 0 { separator } else { " " };
                self.add_counted(sentence.to_owned(), count_words(sentence), separator);
            }
        }
    }

    fn add_whole(&mut self, text: String, separator: &str) {
        let words = count_words(&text);
        self.add_counted(text, words, separator);
    }

    fn add_counted(&mut self, text: String, words: usize, separator: &str) {
        let full = self.pending_words + words > MAX_WORDS;
        let starts_paragraph = separator == "\n\n";
        let enough = self.pending_words >= MIN_WORDS
            && starts_paragraph
            && self.pending_words + words > MIN_WORDS + 40;
        if self.pending_words > 0 && (full || enough) {
            // The sentence that opens a list goes with it.
            let opener = self
                .pending
                .last()
                .is_some_and(|last| last.trim_end().ends_with(':'));
            let carried = (opener && self.pending.len() > 1)
                .then(|| self.pending.pop())
                .flatten();
            self.flush();
            if let Some(opener) = carried {
                self.pending_words = count_words(&opener);
                self.pending.push(opener.trim_start().to_owned());
            }
        }
        let joined = if self.pending.is_empty() {
            text
        } else {
            let list_after_text =
                separator == "\n" && !is_list_line(self.pending.last().map_or("", String::as_str));
            let separator = if list_after_text { "\n\n" } else { separator };
            format!("{separator}{text}")
        };
        self.pending_words += words;
        self.pending.push(joined);
    }

    fn flush(&mut self) {
        self.pending_words = 0;
        let text = std::mem::take(&mut self.pending).concat();
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        let heading_path: Vec<Published> = self
            .headings
            .iter()
            .map(|(_, heading)| Published::reviewed(heading.as_str()))
            .collect();
        let id = self.id(text);
        self.out.push(Passage {
            id,
            title: self.article.title.clone(),
            heading_path,
            text: Published::reviewed(text),
            anchor: self.anchor.clone(),
            url: self.article.url.clone(),
            locale: self.article.locale.clone(),
            ordinal: u32::try_from(self.out.len()).unwrap_or(u32::MAX),
        });
    }

    fn id(&mut self, text: &str) -> PassageId {
        let hash = fnv1a(&[
            self.article.path.as_bytes(),
            self.anchor.as_bytes(),
            text.as_bytes(),
        ]);
        let seen = self.ids_seen.entry(hash).or_default();
        let hash = hash.wrapping_add(u64::from(*seen));
        *seen += 1;
        PassageId(format!("p{hash:016x}"))
    }
}

fn is_list_line(piece: &str) -> bool {
    let line = piece.trim_start();
    line.starts_with("- ")
        || line
            .split_once(". ")
            .is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()))
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn slug(heading: &str) -> String {
    let mut out = String::new();
    for c in heading.trim().chars() {
        if c.is_alphanumeric() || c == '_' {
            out.extend(c.to_lowercase());
        } else if c == ' ' || c == '-' {
            out.push('-');
        }
    }
    out
}

/// FNV-1a, 64 bits, over the parts with a separator no text holds.
fn fnv1a(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts
        .iter()
        .flat_map(|part| part.iter().copied().chain([0xff]))
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
#[path = "passage_tests.rs"]
mod tests;
