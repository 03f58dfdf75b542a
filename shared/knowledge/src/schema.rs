//! The SQL of the index, for whoever executes it.
//!
//! `passage` holds what a passage is, `passage_fts` its words; both share the row id. Replacing an article is
//! [`DELETE_ARTICLE`] and then one [`INSERT_PASSAGE`] and [`INSERT_WORDS`] per passage, in one transaction.

/// Statements that create the index; each is harmless when it exists already.
pub const CREATE: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS passage (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        title TEXT NOT NULL,
        headings TEXT NOT NULL,
        body TEXT NOT NULL,
        anchor TEXT NOT NULL,
        url TEXT NOT NULL,
        locale TEXT
    )",
    "CREATE INDEX IF NOT EXISTS passage_path ON passage (path)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_fts USING fts5(
        title, heading, body, tokenize = 'porter unicode61 remove_diacritics 2'
    )",
];

/// Removes the words of an article, then its passages; both take the path.
pub const DELETE_ARTICLE: [&str; 2] = [
    "DELETE FROM passage_fts WHERE rowid IN (SELECT rowid FROM passage WHERE path = ?)",
    "DELETE FROM passage WHERE path = ?",
];

/// Stores a passage: id, path, ordinal, title, headings (JSON array), body, anchor, url, locale. Returns the row id.
pub const INSERT_PASSAGE: &str =
    "INSERT INTO passage (id, path, ordinal, title, headings, body, anchor, url, locale)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING rowid";

/// Stores the words of a passage: row id, title, heading line, body.
pub const INSERT_WORDS: &str =
    "INSERT INTO passage_fts (rowid, title, heading, body) VALUES (?, ?, ?, ?)";

/// Merges what was written in many pieces, once all of it is there: a search then takes half as long.
pub const OPTIMIZE: &str = "INSERT INTO passage_fts (passage_fts) VALUES ('optimize')";

/// Whether any passage is of one language alone; no row: none is.
pub const ANY_LOCALE: &str = "SELECT 1 FROM passage WHERE locale IS NOT NULL LIMIT 1";

/// Finds the 24 best candidates for [`crate::rank`]: a MATCH expression of [`crate::query`] gives row ids and `bm25`, the
/// smaller the better. The limit is written out: SQLite prepares a statement with a bound one again for each call, which
/// takes longer than the search.
pub const SEARCH: &str = "SELECT rowid, bm25(passage_fts, 6.0, 4.0, 1.0) AS bm25
     FROM passage_fts WHERE passage_fts MATCH ?1 ORDER BY bm25 LIMIT 24";

/// The same among the passages of a locale. A passage without one fits every locale.
pub const SEARCH_IN_LOCALE: &str = "SELECT p.rowid, bm25(passage_fts, 6.0, 4.0, 1.0) AS bm25
     FROM passage_fts JOIN passage p ON p.rowid = passage_fts.rowid
     WHERE passage_fts MATCH ?1 AND (p.locale IS NULL OR p.locale = ?2)
     ORDER BY bm25 LIMIT 24";

/// Reads a passage by its row id: id, ordinal, title, headings, body, anchor, url, locale.
pub const READ_PASSAGE: &str =
    "SELECT id, ordinal, title, headings, body, anchor, url, locale FROM passage WHERE rowid = ?";
