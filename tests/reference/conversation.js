/** One conversation: a message in, an acknowledgement and the answer out. */
import { DurableObject } from "cloudflare:workers";
import { Details, Restorer } from "./details.js";
import { events } from "./events.js";

const RULES = "You answer customers of Acme Store from the sources alone. Be short and friendly. Name your source by its mark.";

export class Conversation extends DurableObject {
  #sql = this.ctx.storage.sql;
  #details = new Details();

  constructor(ctx, env) {
    super(ctx, env);
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, author TEXT, text TEXT);
      CREATE TABLE IF NOT EXISTS details (id INTEGER PRIMARY KEY, kind TEXT, value TEXT);`);
    for (const { kind, value } of this.#sql.exec("SELECT kind, value FROM details ORDER BY id")) {
      this.#details.add(kind, value);
    }
  }

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  async webSocketMessage(socket, frame) {
    const { id, text } = JSON.parse(frame);
    const known = this.#details.size;
    const masked = this.#details.hide(text);
    this.#keep("visitor", masked);
    for (const { kind, value } of this.#details.after(known)) {
      this.#sql.exec("INSERT INTO details (kind, value) VALUES (?, ?)", kind, value);
    }
    socket.send(JSON.stringify({ type: "ack", id }));

    const knowledge = this.env.KNOWLEDGE.get(this.env.KNOWLEDGE.idFromName("articles"));
    const passages = await knowledge.search(masked);
    const restorer = new Restorer(this.#details);
    let answer = "";
    const tell = (text) => {
      if (text) socket.send(JSON.stringify({ type: "delta", text }));
    };
    for await (const piece of this.#ask(masked, passages)) {
      answer += piece;
      tell(restorer.push(piece));
    }
    tell(restorer.finish());
    this.#keep("assistant", answer);
    socket.send(JSON.stringify({ type: "end" }));
  }

  #keep(author, text) {
    this.#sql.exec("INSERT INTO messages (author, text) VALUES (?, ?)", author, text);
  }

  async *#ask(question, passages) {
    const sources = passages.map(({ title, text }, index) => `[[${index + 1}]] ${title}\n${text}\n`);
    const response = await fetch(`${this.env.UPSTREAM}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model: "mock",
        stream: true,
        messages: [
          { role: "system", content: `${RULES}\nSources:\n${sources.join("\n")}` },
          { role: "user", content: question },
        ],
      }),
    });
    if (!response.ok) throw new Error(`the model answered ${response.status}`);
    for await (const data of events(response.body)) {
      const piece = data === "[DONE]" ? undefined : JSON.parse(data).choices[0].delta.content;
      if (piece) yield piece;
    }
  }
}
