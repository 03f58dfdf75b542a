use super::*;

fn parse(path: &str, text: &str) -> Result<Article, KnowledgeError> {
    Article::parse(
        path,
        ArticleFormat::of_path(path).expect("the ending is known"),
        text,
    )
}

#[test]
fn the_head_is_read_from_either_format() {
    let cases = [
        (
            "kb/returns.md",
            "---\ntitle: \"Returns\"\nurl: https://a.example/help/returns\nlocale: en\nupdated: 2026-11-01\ntags: [a]\n---\nText.",
            "Returns",
            "https://a.example/help/returns",
        ),
        (
            "kb/returns.md",
            "# Returning *things*\n\nText.",
            "Returning things",
            "/returns",
        ),
        (
            "kb/returns/index.md",
            "# Returns\n\nText.",
            "Returns",
            "/returns",
        ),
        (
            "kb/a b.md",
            "+++\ntitle = 'Toml'\nslug = \"toml\"\n+++\nText.",
            "Toml",
            "/toml",
        ),
        (
            "kb/x.html",
            "<title>Page</title><h1>Heading</h1><p>Text.",
            "Page",
            "/x",
        ),
        ("kb/x.html", "<h1>Heading</h1><p>Text.", "Heading", "/x"),
        ("kb/x.md", "\u{feff}# Marked\n\nText.", "Marked", "/x"),
    ];
    for (path, text, title, url) in cases {
        let article = parse(path, text).expect(text);
        assert_eq!(
            (article.title.as_str(), article.url.as_str()),
            (title, url),
            "{text}"
        );
    }
    let article = parse(
        "a.md",
        "---\ntitle: T\nlocale: de\nupdated: 2026-11-01\n---\n# T\n\nText.",
    )
    .expect("it is good");
    assert_eq!(
        (article.locale.as_deref(), article.updated.as_deref()),
        (Some("de"), Some("2026-11-01"))
    );
    assert_eq!(article.blocks, [Block::Paragraph("Text.".to_owned())]);
}

#[test]
fn bad_articles_are_refused_by_name() {
    let long = format!("# {}\n\nText.", "x".repeat(201));
    let large = "x".repeat(MAX_ARTICLE_BYTES + 1);
    let cases: &[(&str, &str)] = &[
        ("", "article_no_title"),
        ("Just text.", "article_no_title"),
        ("# Title alone", "article_empty"),
        (&long, "article_title_too_long"),
        (&large, "article_too_large"),
        ("---\ntitle: T\nText.", "article_front_matter"),
        ("---\nno colon\n---\nText.", "article_front_matter"),
        (
            "---\ntitle: T\nurl: javascript:alert(1)\n---\nText.",
            "article_url",
        ),
        ("---\ntitle: T\nurl: /a b\n---\nText.", "article_url"),
        ("# T\n\n\0", "article_not_text"),
    ];
    for (text, code) in cases {
        let error = parse("kb/a.md", text).expect_err(code);
        assert_eq!(error.code(), *code);
        assert!(error.to_string().starts_with("kb/a.md: "), "{error}");
    }
    assert_eq!(ArticleFormat::of_path("a.pdf"), None);
}

#[test]
fn placeholders_of_an_article_are_plain_words() {
    let article = parse("a.md", "# About [CARD_1]\n\nText.").expect("it is good");
    assert_eq!(article.title.as_str(), "About (CARD 1)");
}
