/**
 * The middle pane: what happens inside a conversation, as the AI's side sees it.
 *
 * For: drawing trace entries. Invariant: text becomes text nodes only; an entry can hold anything a
 * visitor typed or a model wrote.
 */

const PLACEHOLDER = /\[[A-Z][A-Z_]*_\d+\]/g;
const SECTION = /^\[(system|user|assistant)\]$/;
const SOURCES = "\nSources:\n";
const SOURCE = /^\[\[(\d+)\]\] (.*)$/;

const element = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

/** Text with its placeholders marked. */
function marked(text) {
  const parts = document.createDocumentFragment();
  let from = 0;
  for (const { 0: placeholder, index } of text.matchAll(PLACEHOLDER)) {
    parts.append(text.slice(from, index), element("mark", "", placeholder));
    from = index + placeholder.length;
  }
  parts.append(text.slice(from));
  return parts;
}

const block = (text) => {
  const made = element("pre", "bytes");
  made.append(marked(text));
  return made;
};

const WITHHELD_BECAUSE = {
  too_long: "It is too long to be checked.",
  claims_person: "The AI may not pass for a person.",
  asks_secret: "It asks for what is never kept.",
};

const bytes = (text) => new TextEncoder().encode(text).length.toLocaleString("en");

/** A prompt's parts, in order: `{ name, text }`. Text before the first heading has no name. */
export function sections(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const heading = SECTION.exec(line);
    if (heading) found.push({ name: heading[1], lines: [] });
    else if (found.length > 0) found.at(-1).lines.push(line);
    else if (line) found.push({ name: "", lines: [line] });
  }
  return found.map(({ name, lines }) => ({ name, text: lines.join("\n").trim() }));
}

/** What the model is told, apart from the passages it may answer from. */
export function instructions(system) {
  const [told, ...rest] = system.split(SOURCES);
  const passages = [];
  for (const line of rest.join(SOURCES).split("\n")) {
    const heading = SOURCE.exec(line);
    // Passages are counted up: a line inside one that looks like a heading is not the next number.
    if (heading && Number(heading[1]) === passages.length + 1) passages.push({ title: heading[2], lines: [] });
    else passages.at(-1)?.lines.push(line);
  }
  return { told, passages: passages.map(({ title, lines }) => ({ title, text: lines.join("\n").trim() })) };
}

/** What was decided, on which scores: from a note in JSON, or a plain sentence. */
export function decision(text) {
  try {
    const note = JSON.parse(text);
    if (typeof note?.outcome === "string") {
      const thresholds = new Map(note.thresholds ?? []);
      const rounded = (value) => (value === undefined ? null : Math.round(value * 100) / 100);
      const scores = (note.scores ?? [])
        .map(([name, value]) => ({
          name: name.replaceAll("_", " "),
          value: rounded(value),
          most: rounded(thresholds.get(name)),
          least: rounded(thresholds.get(`min_${name}`)),
        }))
        // What was not there and has no limit says nothing.
        .filter(({ value, most }) => value !== 0 || most !== null);
      return { outcome: note.outcome, reason: note.reason ?? "", scores };
    }
  } catch {
    // Not JSON: a sentence.
  }
  const [outcome, ...reason] = text.split(": ");
  return reason.length > 0
    ? { outcome, reason: reason.join(": "), scores: [] }
    : { outcome: "", reason: text, scores: [] };
}

const OUTCOMES = {
  answer: "Answer",
  offer: "Offer a person",
  handoff: "Hand over to a person",
  withhold: "Withhold",
  decline: "Decline",
};

const fold = (title, inside) => {
  // It scrolls by itself when it is long: the keyboard has to reach it.
  inside.tabIndex = 0;
  return element("details", "part", element("summary", "", title), inside);
};

function promptBody(entry) {
  const body = element("div", "prompt-parts");
  for (const { name, text } of sections(entry.text)) {
    if (name !== "system") {
      body.append(element("div", "part said", element("p", "who", name), block(text)));
      continue;
    }
    const { told, passages } = instructions(text);
    body.append(fold("Instructions", block(told)));
    if (passages.length === 0) continue;
    const sources = element("div", "sources");
    passages.forEach(({ title, text }, at) =>
      sources.append(
        element("div", "source", element("p", "who", `[[${at + 1}]] ${title}`), block(text)),
      ),
    );
    const count = passages.length === 1 ? "1 passage" : `${passages.length} passages`;
    body.append(fold(`${count} of the help pages`, sources));
  }
  return body;
}

const DRAW = {
  prompt: (entry) => ["sent", "Sent to the model", `${bytes(entry.text)} bytes`, promptBody(entry)],
  would_send: (entry) => [
    "sent",
    "Would be sent to a model",
    `${bytes(entry.text)} bytes`,
    promptBody(entry),
  ],
  search: (entry) => ["search", "Searched the help pages for", "", block(entry.text)],
  released: (entry) => ["released", "Released", "checked against the sources", block(entry.text.trimStart())],
  withheld: (entry) => {
    const struck = element("pre", "bytes");
    const cut = element("del", "");
    cut.append(marked(entry.text));
    struck.append(cut);
    const why = WITHHELD_BECAUSE[entry.reason]
      ? element("p", "why", WITHHELD_BECAUSE[entry.reason])
      : entry.fact
        ? element("p", "why", "No source says ", element("strong", "", entry.fact), ".")
        : element("p", "why", "No source says this.");
    return ["withheld", "Withheld", "the visitor never sees this", element("div", "", struck, why)];
  },
  decision: (entry) => {
    const { outcome, reason, scores } = decision(entry.text);
    const body = element("div", "decided", element("p", "", reason.replaceAll("_", " ")));
    if (scores.length > 0) {
      const table = element("dl", "scores");
      for (const { name, value, most, least } of scores) {
        const limit = least !== null ? ` (needs ${least})` : most !== null ? ` (limit ${most})` : "";
        const number = element("dd", "", String(value), element("span", "", limit));
        table.append(element("div", "", element("dt", "", name), number));
      }
      body.append(table);
    }
    const name = OUTCOMES[outcome] ?? outcome.replaceAll("_", " ");
    return ["decision", name ? `Decided: ${name}` : "Decided", "", body];
  },
  reply: (entry) => [
    "reply",
    "Reply kept on record",
    "masked",
    element("details", "fold", element("summary", "", "Show it"), block(entry.text)),
  ],
};

/** Draws entries as they come and keeps the newest in view while the reader is at the end. */
export class Trace {
  #list;
  #scroller;
  #empty;
  /** The released block that pieces of one answer are added to. */
  #open = null;

  constructor({ list, scroller, empty }) {
    this.#list = list;
    this.#scroller = scroller;
    this.#empty = empty;
  }

  add(entries) {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight < 48;
    for (const entry of entries) this.#draw(entry);
    this.#empty.hidden = this.#list.childElementCount > 0;
    if (atEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #draw(entry) {
    if (entry.kind === "released" && this.#open?.conversation === entry.conversation) {
      this.#open.text += entry.text;
      this.#open.block.replaceChildren(marked(this.#open.text.trimStart()));
      return;
    }
    const draw = DRAW[entry.kind];
    if (!draw) return;
    const [kind, title, aside, body] = draw(entry);
    const time = element("time", "", new Date(entry.at).toLocaleTimeString("en", { hour12: false }));
    time.dateTime = new Date(entry.at).toISOString();
    const head = element("header", "", element("h3", "", title), element("p", "", aside), time);
    this.#list.append(element("li", `entry entry-${kind}`, head, body));
    this.#open =
      entry.kind === "released"
        ? { conversation: entry.conversation, text: entry.text, block: body }
        : null;
  }
}
