/** Personal details in a text: five regular expressions, placeholders, and the way back. */
const KINDS = {
  EMAIL: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  IBAN: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  CARD: /\b\d(?:[ -]?\d){12,18}\b/g,
  SSN: /\b\d{3}-\d{2}-\d{4}\b/g,
  PHONE: /\+?\d[\d ().-]{7,}\d/g,
};
const PLACEHOLDER = /\[[A-Z]+_\d+\]/g;
const PLACEHOLDER_MAX = 24;

export class Details {
  #placeholders = new Map();
  #values = new Map();
  #counts = {};

  /** A text without its details. */
  hide(text) {
    for (const [kind, pattern] of Object.entries(KINDS)) {
      text = text.replace(pattern, (value) => this.#placeholders.get(value) ?? this.add(kind, value));
    }
    return text;
  }

  add(kind, value) {
    const number = (this.#counts[kind] ?? 0) + 1;
    const placeholder = `[${kind}_${number}]`;
    this.#counts[kind] = number;
    this.#placeholders.set(value, placeholder);
    this.#values.set(placeholder, { kind, value });
    return placeholder;
  }

  /** The text with its details. */
  restore(text) {
    return text.replace(PLACEHOLDER, (placeholder) => this.#values.get(placeholder)?.value ?? placeholder);
  }

  /** Those after the first `count`, to be stored. */
  after(count) {
    return [...this.#values.values()].slice(count);
  }

  get size() {
    return this.#values.size;
  }
}

/** Restores a text that comes in pieces: what may be half a placeholder waits for the rest. */
export class Restorer {
  #details;
  #held = "";

  constructor(details) {
    this.#details = details;
  }

  push(piece) {
    const text = this.#held + piece;
    const open = text.lastIndexOf("[");
    const isHalf = open >= 0 && !text.includes("]", open) && text.length - open < PLACEHOLDER_MAX;
    const end = isHalf ? open : text.length;
    this.#held = text.slice(end);
    return this.#details.restore(text.slice(0, end));
  }

  finish() {
    return this.#held;
  }
}
