//! The sample shop's help centre as pages: `sample/help/*` in the frame of `sample/help.html`.
//!
//! For: a citation that opens its article at the sentence. Not for: what the assistant knows; the
//! edge reads the same files by itself. Invariant: a heading's id is the anchor that the index gives it.

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::{collections::HashMap, fs, path::Path};

/// Writes a page for each article of `sample/help` into `to`.
pub(crate) fn make(sample: &Path, to: &Path) -> Result<()> {
    let frame = read(&sample.join("help.html"))?;
    let folder = sample.join("help");
    for entry in
        fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))?
    {
        let path = entry?.path();
        let text = read(&path)?;
        let article = match path.extension().and_then(|end| end.to_str()) {
            Some("md") => of_markdown(&text),
            Some("html") => of_html(&text),
            _ => continue,
        };
        let article = article.with_context(|| format!("{} is no article", path.display()))?;
        let name = path
            .file_stem()
            .expect("a file with an extension has a stem");
        let page = to.join(name).with_extension("html");
        fs::write(&page, article.in_frame(&frame))
            .with_context(|| format!("can't write {}", page.display()))?;
    }
    Ok(())
}

/// An article, ready for the frame.
#[derive(Debug)]
struct Article {
    title: String,
    updated: String,
    locale: String,
    /// HTML.
    body: String,
}

impl Article {
    fn in_frame(&self, frame: &str) -> String {
        // The body comes last: what it says is no place to fill.
        frame
            .replace("{{title}}", &escaped(&self.title))
            .replace("{{updated}}", &escaped(&self.updated))
            .replace("{{locale}}", &escaped(&self.locale))
            .replace("{{body}}", &self.body)
    }
}

fn of_markdown(text: &str) -> Result<Article> {
    let (head, body) = text
        .strip_prefix("---\n")
        .and_then(|text| text.split_once("\n---\n"))
        .context("it does not begin with front matter between lines of ---")?;
    let field = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
            .with_context(|| format!("its front matter has no `{name}`"))
    };
    Ok(Article {
        title: field("title")?,
        updated: field("updated")?,
        locale: field("locale")?,
        body: rendered(body),
    })
}

/// Headings of an HTML article carry their own ids.
fn of_html(text: &str) -> Result<Article> {
    let between = |from: &str, to: &str| {
        text.split_once(from)
            .and_then(|(_, rest)| rest.split_once(to))
            .map(|(found, _)| found.to_owned())
            .with_context(|| format!("it has no {from}"))
    };
    let body = between("<main>", "</main>")?;
    ensure!(
        !body.contains("<h2>"),
        "each <h2> needs an id, for citations to point at"
    );
    Ok(Article {
        title: between("<title>", "</title>")?,
        updated: between("<meta name=\"updated\" content=\"", "\"")?,
        locale: between("<html lang=\"", "\"")?,
        body,
    })
}

fn rendered(markdown: &str) -> String {
    let mut events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for at in 0..events.len() {
        let heading = matches!(&events[at], Event::Start(Tag::Heading { level, .. }) if *level != HeadingLevel::H1);
        if !heading {
            continue;
        }
        let text: String = events[at..]
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let base = anchor(&text);
        let before = seen.entry(base.clone()).or_default();
        let name = if *before == 0 {
            base
        } else {
            format!("{base}-{before}")
        };
        *before += 1;
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(name.into());
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    body
}

/// As the index names it.
fn anchor(heading: &str) -> String {
    let mut name = String::new();
    for letter in heading.trim().chars() {
        if letter.is_alphanumeric() || letter == '_' {
            name.extend(letter.to_lowercase());
        } else if letter == ' ' || letter == '-' {
            name.push('-');
        }
    }
    name
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(letter),
        }
    }
    safe
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;
    use handrail_knowledge::{ArticleFormat, passages};

    #[test]
    fn an_article_fills_the_frame() {
        let article = of_markdown(
            "---\ntitle: A & B\nupdated: 2026-11-02\nlocale: en\n---\n\n# A & B\n\n## How long?\n\n- 1 {{title}}\n\n## How long?\n",
        )
        .expect("an article");
        assert_eq!(
            article.in_frame("<html lang={{locale}}><title>{{title}}</title>{{body}}{{updated}}"),
            "<html lang=en><title>A &amp; B</title><h1>A &amp; B</h1>\n<h2 id=\"how-long\">How long?</h2>\n\
             <ul>\n<li>1 {{title}}</li>\n</ul>\n<h2 id=\"how-long-1\">How long?</h2>\n2026-11-02"
        );
        assert!(of_markdown("# No front matter").is_err());
    }

    #[test]
    fn every_anchor_of_the_index_stands_in_its_page() {
        let sample = workspace::root().join("sample");
        let to = std::env::temp_dir().join(format!("handrail-articles-{}", std::process::id()));
        fs::create_dir_all(&to).expect("a folder");
        make(&sample, &to).expect("all are articles");
        let mut count = 0;
        for entry in fs::read_dir(sample.join("help")).expect("articles") {
            let path = entry.expect("an article").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let format = ArticleFormat::of_path(&name).expect("known");
            let text = read(&path).expect("text");
            let article =
                handrail_knowledge::Article::parse(&name, format, &text).expect("an article");
            let page = read(&to.join(&article.slug).with_extension("html")).expect("a page");
            assert_eq!(article.url, format!("/shop/help/{}", article.slug));
            for passage in passages(&article) {
                let id = format!("id=\"{}\"", passage.anchor);
                assert!(
                    passage.anchor.is_empty() || page.contains(&id),
                    "{name} {id}"
                );
                count += 1;
            }
        }
        fs::remove_dir_all(&to).expect("removed");
        assert!(count > 100);
    }
}
