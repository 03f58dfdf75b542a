//! An article as its author wrote it: what it is called, where it is read, and its parts.
//!
//! Front matter is a block of `key: value` lines between `---` lines (`+++` with `key = "value"` is read too); HTML says
//! the same in `<title>`, `<html lang>`, `<link rel=canonical>` and `<meta>`.

use handrail_mask::Published;

use crate::{blocks::Block, html, markdown};

/// An article larger than this many bytes is refused.
pub(crate) const MAX_ARTICLE_BYTES: usize = 1_000_000;
/// A title longer than this many characters is refused.
pub(crate) const MAX_TITLE_CHARS: usize = 200;

/// How the text of an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleFormat {
    /// CommonMark with tables.
    Markdown,
    /// HTML, whole pages or fragments.
    Html,
}

impl ArticleFormat {
    /// By the ending of a file name: `.md`, `.markdown`, `.html`, `.htm`.
    pub fn of_path(path: &str) -> Option<ArticleFormat> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(ArticleFormat::Markdown),
            "html" | "htm" => Some(ArticleFormat::Html),
            _ => None,
        }
    }
}

/// Why an article is refused. All are at the site's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KnowledgeError {
    /// There is nothing to read.
    #[error("{path}: the article has no text. Write at least one paragraph.")]
    Empty {
        /// The article's path.
        path: String,
    },
    /// Neither front matter nor a heading names it.
    #[error("{path}: the article has no title. Add `title:` at the top or a first heading.")]
    NoTitle {
        /// The article's path.
        path: String,
    },
    /// The title is too long to be one.
    #[error("{path}: the title has {chars} characters, the most is {MAX_TITLE_CHARS}.")]
    TitleTooLong {
        /// The article's path.
        path: String,
        /// Its length.
        chars: usize,
    },
    /// The file is too large.
    #[error("{path}: the article has {bytes} bytes, the most is {MAX_ARTICLE_BYTES}. Split it.")]
    TooLarge {
        /// The article's path.
        path: String,
        /// Its size.
        bytes: usize,
    },
    /// The front matter is never closed or a line of it is no `key: value`.
    #[error(
        "{path}: line {line} of the front matter can't be read. Write `key: value` and close it with `---`."
    )]
    BadFrontMatter {
        /// The article's path.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// The address is none a visitor can open.
    #[error("{path}: `url` must begin with https://, http:// or /, and have no spaces.")]
    BadUrl {
        /// The article's path.
        path: String,
    },
    /// The text holds a NUL or is no text at all.
    #[error("{path}: this is not a text file.")]
    NotText {
        /// The article's path.
        path: String,
    },
}

impl KnowledgeError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            KnowledgeError::Empty { .. } => "article_empty",
            KnowledgeError::NoTitle { .. } => "article_no_title",
            KnowledgeError::TitleTooLong { .. } => "article_title_too_long",
            KnowledgeError::TooLarge { .. } => "article_too_large",
            KnowledgeError::BadFrontMatter { .. } => "article_front_matter",
            KnowledgeError::BadUrl { .. } => "article_url",
            KnowledgeError::NotText { .. } => "article_not_text",
        }
    }
}

/// A reviewed article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Where the site keeps it; unique in the site.
    pub path: String,
    /// What it is called.
    pub title: Published,
    /// Where visitors read it: `url` of the front matter, or `/` and the slug.
    pub url: String,
    /// The last part of its address.
    pub slug: String,
    /// BCP 47 tag of its language.
    pub locale: Option<String>,
    /// When it was last changed, as the author wrote it.
    pub updated: Option<String>,
    pub(crate) blocks: Vec<Block>,
}

/// What an article says about itself, in either format.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) slug: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) updated: Option<String>,
}

impl Article {
    /// Reads an article. `path` is where the site keeps it (`kb/returns.md`); it names the article where the text gives
    /// no address.
    pub fn parse(path: &str, format: ArticleFormat, text: &str) -> Result<Article, KnowledgeError> {
        let here = || path.to_owned();
        if text.len() > MAX_ARTICLE_BYTES {
            return Err(KnowledgeError::TooLarge {
                path: here(),
                bytes: text.len(),
            });
        }
        if text.contains('\0') {
            return Err(KnowledgeError::NotText { path: here() });
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (head, body) = front_matter(text)
            .map_err(|line| KnowledgeError::BadFrontMatter { path: here(), line })?;
        let (mut head, mut blocks) = match format {
            ArticleFormat::Markdown => (head, markdown::blocks(body)),
            ArticleFormat::Html => {
                let (found, blocks) = html::read(body);
                (head.or(found), blocks)
            }
        };
        let title = title(&mut head, &mut blocks)
            .ok_or_else(|| KnowledgeError::NoTitle { path: here() })?;
        let chars = title.chars().count();
        if chars > MAX_TITLE_CHARS {
            return Err(KnowledgeError::TitleTooLong {
                path: here(),
                chars,
            });
        }
        if !blocks
            .iter()
            .any(|block| !matches!(block, Block::Heading { .. }))
        {
            return Err(KnowledgeError::Empty { path: here() });
        }
        let slug = head.slug.unwrap_or_else(|| slug_of_path(path));
        let url = head.url.unwrap_or_else(|| format!("/{slug}"));
        let opens = ["https://", "http://", "/"]
            .iter()
            .any(|start| url.starts_with(start));
        if !opens || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(KnowledgeError::BadUrl { path: here() });
        }
        Ok(Article {
            path: here(),
            title: Published::reviewed(title),
            url,
            slug,
            locale: head.locale,
            updated: head.updated,
            blocks,
        })
    }
}

impl Head {
    fn or(self, other: Head) -> Head {
        Head {
            title: self.title.or(other.title),
            url: self.url.or(other.url),
            slug: self.slug.or(other.slug),
            locale: self.locale.or(other.locale),
            updated: self.updated.or(other.updated),
        }
    }
}

/// The title of the head, or the first heading. A first heading that repeats the title is taken out: it would stand in
/// every heading path.
fn title(head: &mut Head, blocks: &mut Vec<Block>) -> Option<String> {
    let first = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading { .. }));
    let heading = first.and_then(|at| match &blocks[at] {
        Block::Heading { level, text, .. } => Some((at, *level, text.clone())),
        _ => None,
    });
    match (head.title.take().filter(|title| !title.is_empty()), heading) {
        (Some(title), Some((at, level, text))) => {
            if level == 1 || text == title {
                blocks.remove(at);
            }
            Some(title)
        }
        (Some(title), None) => Some(title),
        (None, Some((at, _, text))) => {
            blocks.remove(at);
            Some(text).filter(|text| !text.is_empty())
        }
        (None, None) => None,
    }
}

/// The head of a text and what follows it; the number of the line that can't be read.
fn front_matter(text: &str) -> Result<(Head, &str), usize> {
    let mut head = Head::default();
    let mut lines = text.split_inclusive('\n');
    let fence = match lines.next().map(str::trim_end) {
        Some(fence @ ("---" | "+++")) => fence,
        _ => return Ok((head, text)),
    };
    let mark = if fence == "---" { ':' } else { '=' };
    let mut read = text.find('\n').map_or(text.len(), |end| end + 1);
    for (index, line) in lines.enumerate() {
        read += line.len();
        let line = line.trim();
        if line == fence {
            return Ok((head, &text[read..]));
        }
        if line.is_empty() || line.starts_with(['#', '-', '[']) {
            continue;
        }
        let (key, value) = line.split_once(mark).ok_or(index + 2)?;
        let value = unquoted(value);
        let value = (!value.is_empty()).then(|| value.to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => head.title = value,
            "url" | "link" | "canonical" | "permalink" => head.url = value,
            "slug" => head.slug = value,
            "locale" | "lang" | "language" => head.locale = value,
            "updated" | "date" | "lastmod" | "last_updated" => head.updated = value,
            _ => {}
        }
    }
    Err(text.lines().count())
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote))
        {
            return inner.trim();
        }
    }
    value
}

/// `kb/en/returns.md` is `returns`; `kb/returns/index.md` too.
fn slug_of_path(path: &str) -> String {
    let mut parts = path.rsplit(['/', '\\']).filter(|part| !part.is_empty());
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = if matches!(stem, "index" | "README") {
        parts.next().unwrap_or(stem)
    } else {
        stem
    };
    let slug: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    if slug.is_empty() {
        "article".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
#[path = "article_tests.rs"]
mod tests;
