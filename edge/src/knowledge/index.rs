//! One site's passages in a database: replacing them, and searching.
//!
//! The schema, the query and the rank are those of [`handrail_knowledge`]; this runs them. Queries
//! come in masked and without placeholders. The index is the database's; passages that were found
//! are kept in memory, taken apart for the rank, until the articles change.

use crate::error::{Refusal, Result};
use crate::storage::schema::{Migration, Schema, knowledge::MIGRATIONS};
use crate::storage::sql::{Columns, Row, Sql, SqlError, Value};
use handrail_knowledge::schema::{
    ANY_LOCALE, INSERT_PASSAGE, INSERT_WORDS, OPTIMIZE, READ_PASSAGE, SEARCH, SEARCH_IN_LOCALE,
};
use handrail_knowledge::{
    Article, ArticleFormat, Candidate, Passage, PassageId, Prepared, Ranked, passages, query, rank,
};
use handrail_mask::Published;
use handrail_protocol::api::{ArticleFormat as UploadFormat, ArticleUpload, ArticlesResponse};
use handrail_protocol::{ErrorCode, SiteId};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// So many passages are kept in memory, some kilobytes each; then all are forgotten and read again.
const KEPT_MAX: usize = 1_000;
/// So many passages go into a prompt at most.
const PASSAGES_MAX: usize = 5;
/// Below this, articles in the site's other languages are looked at as well.
const OTHER_LANGUAGES_BELOW: f32 = 0.35;

/// The name of a site's first (and so far only) index.
pub(crate) fn object_name(site: &SiteId) -> String {
    format!("{site}/k/0")
}

/// What is asked of an index.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KnowledgeCall {
    /// The passages for a question; answers [`SearchAnswer`].
    Search { query: String, locale: String },
    /// All articles anew; answers `ArticlesResponse`.
    Replace { articles: Vec<ArticleUpload> },
}

/// Passages, best first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct SearchAnswer {
    /// As found.
    pub(crate) passages: Vec<FoundPassage>,
}

/// A passage as it travels between objects.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FoundPassage {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) headings: Vec<String>,
    pub(crate) text: String,
    pub(crate) anchor: String,
    pub(crate) url: String,
    pub(crate) locale: Option<String>,
    pub(crate) ordinal: u32,
    pub(crate) score: f32,
    pub(crate) coverage: f32,
}

impl SearchAnswer {
    /// For the conversation.
    pub(crate) fn into_ranked(self) -> Vec<Ranked> {
        self.passages
            .into_iter()
            .map(FoundPassage::into_ranked)
            .collect()
    }
}

impl FoundPassage {
    fn of(ranked: Ranked) -> Self {
        let Ranked {
            passage,
            score,
            coverage,
        } = ranked;
        Self {
            id: passage.id.as_str().to_owned(),
            title: passage.title.to_string(),
            headings: passage
                .heading_path
                .iter()
                .map(ToString::to_string)
                .collect(),
            text: passage.text.to_string(),
            anchor: passage.anchor,
            url: passage.url,
            locale: passage.locale,
            ordinal: passage.ordinal,
            score,
            coverage,
        }
    }

    fn into_ranked(self) -> Ranked {
        Ranked {
            passage: Passage {
                id: PassageId::from_stored(self.id),
                title: Published::reviewed(self.title),
                heading_path: self.headings.into_iter().map(Published::reviewed).collect(),
                text: Published::reviewed(self.text),
                anchor: self.anchor,
                url: self.url,
                locale: self.locale,
                ordinal: self.ordinal,
            },
            score: self.score,
            coverage: self.coverage,
        }
    }
}

/// One site's passages.
pub(crate) struct Index<S> {
    sql: S,
    schema: Schema,
    has_locales: Cell<Option<bool>>,
    kept: RefCell<HashMap<i64, Rc<Prepared>>>,
}

impl<S: Sql> Index<S> {
    /// On this database, which nothing else writes to.
    pub(crate) fn new(sql: S) -> Self {
        Self::of(sql, MIGRATIONS)
    }

    /// On this database, in the schema that these steps make.
    fn of(sql: S, migrations: &'static [Migration]) -> Self {
        Self {
            sql,
            schema: Schema::new(migrations),
            has_locales: Cell::default(),
            kept: RefCell::default(),
        }
    }

    /// The passages for a question, best first.
    pub(crate) fn search(&self, question: &str, locale: &str) -> Result<SearchAnswer> {
        let query = query(question);
        let Some(expression) = query.expression() else {
            return Ok(SearchAnswer::default());
        };
        if !self.exists()? {
            return Ok(SearchAnswer::default());
        }
        let language = locale.split('-').next().unwrap_or(locale);
        let language = self.has_locales()?.then_some(language);
        let mut ranked = self.ranked(question, expression, language)?;
        let best = |ranked: &[Ranked]| ranked.first().map_or(0.0, |best| best.score);
        if language.is_some() && best(&ranked) < OTHER_LANGUAGES_BELOW {
            let all = self.ranked(question, expression, None)?;
            if best(&all) > best(&ranked) {
                ranked = all;
            }
        }
        Ok(SearchAnswer {
            passages: ranked.into_iter().map(FoundPassage::of).collect(),
        })
    }

    /// Takes all articles anew: what was there before goes.
    pub(crate) fn replace(&self, uploads: &[ArticleUpload]) -> Result<ArticlesResponse> {
        let replaced = replace(&self.sql, &self.schema, uploads);
        // Row ids are given out again.
        self.kept.take();
        self.has_locales.take();
        replaced
    }

    /// Was anything ever written? The first builds counted no version.
    fn exists(&self) -> std::result::Result<bool, SqlError> {
        if self.schema.exists(&self.sql)? {
            return Ok(true);
        }
        let table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'passage'";
        if self.sql.run(table, &[])?.is_empty() {
            return Ok(false);
        }
        self.schema.create(&self.sql).map(|_| true)
    }

    /// Where all passages are for everybody, no search needs to look at each one's locale.
    fn has_locales(&self) -> std::result::Result<bool, SqlError> {
        if let Some(has) = self.has_locales.get() {
            return Ok(has);
        }
        let has = !self.sql.run(ANY_LOCALE, &[])?.is_empty();
        self.has_locales.set(Some(has));
        Ok(has)
    }

    fn ranked(
        &self,
        question: &str,
        expression: &str,
        locale: Option<&str>,
    ) -> std::result::Result<Vec<Ranked>, SqlError> {
        let rows = match locale {
            Some(locale) => {
                let arguments = [expression.into(), locale.into()];
                self.sql.run(SEARCH_IN_LOCALE, &arguments)?
            }
            None => self.sql.run(SEARCH, &[expression.into()])?,
        };
        let found = rows
            .iter()
            .map(|row| {
                let id = row.int(0).ok_or(SqlError)?;
                Ok((self.passage(id)?, row.real(1).ok_or(SqlError)?))
            })
            .collect::<std::result::Result<Vec<(Rc<Prepared>, f64)>, SqlError>>()?;
        let candidates: Vec<Candidate<'_>> = found
            .iter()
            .map(|(passage, bm25)| Candidate {
                passage,
                bm25: *bm25,
            })
            .collect();
        Ok(rank(question, &candidates, PASSAGES_MAX))
    }

    fn passage(&self, id: i64) -> std::result::Result<Rc<Prepared>, SqlError> {
        if let Some(passage) = self.kept.borrow().get(&id) {
            return Ok(Rc::clone(passage));
        }
        let rows = self.sql.run(READ_PASSAGE, &[Value::Int(id)])?;
        let passage = rows.first().and_then(passage).ok_or(SqlError)?;
        let passage = Rc::new(Prepared::new(passage));
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(id, Rc::clone(&passage));
        Ok(passage)
    }
}

fn replace(sql: &dyn Sql, schema: &Schema, uploads: &[ArticleUpload]) -> Result<ArticlesResponse> {
    let mut all = Vec::new();
    for upload in uploads {
        let format = match upload.format {
            UploadFormat::Markdown => ArticleFormat::Markdown,
            UploadFormat::Html => ArticleFormat::Html,
            UploadFormat::Unknown => {
                let message = format!(
                    "`{}`: the format is neither markdown nor html.",
                    upload.path
                );
                return Err(Refusal::new(ErrorCode::ArticleInvalid, message));
            }
        };
        let article = Article::parse(&upload.path, format, &upload.text)
            .map_err(|error| Refusal::new(ErrorCode::ArticleInvalid, error.to_string()))?;
        all.push(article);
    }
    schema.create(sql)?;
    let mut count = 0;
    sql.atomically(&mut || {
        sql.run("DELETE FROM passage_fts", &[])?;
        sql.run("DELETE FROM passage", &[])?;
        count = 0;
        for article in &all {
            for passage in passages(article) {
                insert(sql, &article.path, &passage)?;
                count += 1;
            }
        }
        sql.run(OPTIMIZE, &[])?;
        Ok(())
    })?;
    Ok(ArticlesResponse {
        articles: u32::try_from(all.len()).unwrap_or(u32::MAX),
        passages: count,
    })
}

fn passage(row: &Row) -> Option<Passage> {
    let headings: Vec<String> = serde_json::from_str(row.text(3)?).ok()?;
    Some(Passage {
        id: PassageId::from_stored(row.text(0)?),
        ordinal: crate::storage::sql::number(row, 1),
        title: Published::reviewed(row.text(2)?),
        heading_path: headings.into_iter().map(Published::reviewed).collect(),
        text: Published::reviewed(row.text(4)?),
        anchor: row.text(5)?.to_owned(),
        url: row.text(6)?.to_owned(),
        locale: row.text(7).map(str::to_owned),
    })
}

fn insert(sql: &dyn Sql, path: &str, passage: &Passage) -> std::result::Result<(), SqlError> {
    let headings: Vec<&str> = passage.heading_path.iter().map(Published::as_str).collect();
    let headings = serde_json::to_string(&headings).map_err(|_| SqlError)?;
    let rows = sql.run(
        INSERT_PASSAGE,
        &[
            passage.id.as_str().into(),
            path.into(),
            passage.ordinal.into(),
            passage.title.as_str().into(),
            headings.into(),
            passage.text.as_str().into(),
            passage.anchor.as_str().into(),
            passage.url.as_str().into(),
            passage.locale.as_deref().map_or(Value::Null, Value::from),
        ],
    )?;
    let row = rows.first().and_then(|row| row.int(0)).ok_or(SqlError)?;
    sql.run(
        INSERT_WORDS,
        &[
            Value::Int(row),
            passage.title.as_str().into(),
            passage.heading().into(),
            passage.text.as_str().into(),
        ],
    )
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema::{self, later};
    use crate::storage::sql::memory::MemorySql;

    fn upload(path: &str, text: &str) -> ArticleUpload {
        ArticleUpload {
            path: path.into(),
            format: UploadFormat::Markdown,
            text: text.into(),
        }
    }

    #[test]
    fn what_was_uploaded_is_found_and_what_was_replaced_is_not() {
        let index = Index::new(MemorySql::new());
        assert!(
            index
                .search("returns", "en")
                .expect("an empty index")
                .passages
                .is_empty()
        );
        let returns = upload(
            "returns.md",
            "# Returns\n\nYou can return shoes within 60 days.\n",
        );
        let shipping = upload(
            "shipping.md",
            "# Shipping\n\nWe ship to all countries of Europe.\n",
        );
        let loaded = index.replace(&[returns, shipping.clone()]).expect("valid");
        assert_eq!((loaded.articles, loaded.passages), (2, 2));
        let answer = index
            .search("can I return my shoes?", "en")
            .expect("searched");
        assert_eq!(answer.passages[0].title, "Returns");
        index.replace(&[shipping]).expect("valid");
        let answer = index
            .search("can I return my shoes?", "en")
            .expect("searched");
        assert!(
            answer
                .passages
                .iter()
                .all(|passage| passage.title != "Returns")
        );
    }

    #[test]
    fn passages_of_the_visitors_language_come_first_also_after_a_site_got_languages() {
        let first = |index: &Index<MemorySql>, locale| {
            let answer = index.search("express delivery", locale).expect("searched");
            answer.passages[0].url.clone()
        };
        let article = |path: &str, locale: &str| {
            let text = "# Express delivery\n\nExpress delivery takes one day.\n";
            let head = format!("---\nurl: /{path}\n{locale}---\n\n{text}");
            upload(path, &head)
        };
        let index = Index::new(MemorySql::new());
        index.replace(&[article("all.md", "")]).expect("valid");
        assert_eq!(first(&index, "de"), "/all.md");
        index
            .replace(&[
                article("en.md", "locale: en\n"),
                article("de.md", "locale: de\n"),
            ])
            .expect("valid");
        assert_eq!(first(&index, "en-GB"), "/en.md");
        assert_eq!(first(&index, "de"), "/de.md");
        // Nothing is there in French: what there is in another language is better than nothing.
        assert!(["/en.md", "/de.md"].contains(&first(&index, "fr").as_str()));
    }

    #[test]
    fn an_index_of_an_older_build_is_brought_up_to_date_when_it_is_searched() {
        let title = |index: &Index<MemorySql>| {
            let answer = index.search("return shoes", "en").expect("searched");
            answer.passages.first().map(|passage| passage.title.clone())
        };
        let returns = upload("r.md", "# Returns\n\nYou can return shoes.\n");
        let older = Index::new(MemorySql::new());
        assert_eq!(title(&older), None);
        assert_eq!(
            schema::version(&older.sql),
            Ok(0),
            "looking creates nothing"
        );
        older.replace(&[returns]).expect("valid");
        let steps = later::than(MIGRATIONS);
        let newer = Index::of(older.sql, steps);
        assert_eq!(title(&newer).as_deref(), Some("Returns"));
        assert_eq!(schema::version(&newer.sql), Ok(steps.len()));

        newer
            .sql
            .run("DROP TABLE schema_version", &[])
            .expect("dropped");
        newer
            .sql
            .run("DROP TABLE added_later", &[])
            .expect("dropped");
        let of_the_first_build = Index::of(newer.sql, steps);
        assert_eq!(title(&of_the_first_build).as_deref(), Some("Returns"));
        assert_eq!(schema::version(&of_the_first_build.sql), Ok(steps.len()));
    }

    #[test]
    fn a_wrong_article_names_itself_and_changes_nothing() {
        let index = Index::new(MemorySql::new());
        index
            .replace(&[upload("a.md", "# A\n\nThe first text.\n")])
            .expect("valid");
        let refusal = index.replace(&[upload("b.md", "")]).expect_err("empty");
        assert_eq!(refusal.code(), ErrorCode::ArticleInvalid);
        assert!(refusal.report.message.contains("b.md"));
        let odd = ArticleUpload {
            format: UploadFormat::Unknown,
            ..upload("c.pdf", "x")
        };
        assert!(index.replace(&[odd]).is_err());
        assert_eq!(
            index
                .search("first text", "en")
                .expect("searched")
                .passages
                .len(),
            1
        );
    }
}
