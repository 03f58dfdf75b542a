/** The articles, found by their words. */
import { DurableObject } from "cloudflare:workers";

const PASSAGES = 4;

export class Knowledge extends DurableObject {
  #sql = this.ctx.storage.sql;

  constructor(ctx, env) {
    super(ctx, env);
    this.#sql.exec("CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(title, text, tokenize = 'porter unicode61')");
  }

  /** Takes articles in, cut at their headings. */
  replace(articles) {
    this.#sql.exec("DELETE FROM passages");
    for (const { title, text } of articles) {
      for (const passage of text.split(/^#+ .*$/m).map((part) => part.trim()).filter(Boolean)) {
        this.#sql.exec("INSERT INTO passages (title, text) VALUES (?, ?)", title, passage);
      }
    }
  }

  /** The passages that fit a question best. */
  search(question) {
    const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    return this.#sql
      .exec(
        "SELECT title, text FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?",
        words.map((word) => `"${word}"`).join(" OR "),
        PASSAGES,
      )
      .toArray();
  }
}
