/**
 * This visit: a site, a desk session and switches of its own, made by the edge and kept for the tab.
 *
 * For: the calls of the sandbox's API. Not for: drawing. The owner's token travels in the Authorization
 * header only, and is kept in the tab's session storage so that a reload goes on with the same visit.
 */

const KEY = "handrail-sandbox";
/** As long as the edge holds a trace call. */
const WAIT_SECONDS = 25;

/** A refusal by the edge, with its code. */
export class Refused extends Error {
  constructor(status, error) {
    super(error?.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error?.code ?? "unknown";
  }
}

async function call(method, path, { token, body, signal } = {}) {
  const headers = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const response = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, answer?.error);
  return answer;
}

function kept() {
  try {
    const visit = JSON.parse(sessionStorage.getItem(KEY));
    return visit && visit.expires_at > Date.now() ? visit : null;
  } catch {
    return null;
  }
}

function keep(visit) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // Without storage a reload makes a new visit.
  }
}

async function make() {
  const made = await call("POST", "/api/v1/sandbox", { body: {} });
  const desk = await call("POST", "/api/v1/desk/session", { body: { site: made.site, code: made.desk_code } });
  return { ...made, desk_code: undefined, desk, switches: {}, done: [] };
}

/** The tab's visit if it still stands, or a new one. */
export async function arrive() {
  let data = kept();
  if (data) {
    try {
      await call("GET", tracePath(data.site, 0, 0), { token: data.owner_token });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      data = null;
    }
  }
  data ??= await make();
  keep(data);
  return new Visit(data);
}

/** The next arrival makes a new visit. */
export function leave() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

const tracePath = (site, after, wait) =>
  `/api/v1/sandbox/${encodeURIComponent(site)}/trace?after=${after}&wait=${wait}`;

class Visit {
  #data;

  constructor(data) {
    this.#data = data;
  }

  get site() {
    return this.#data.site;
  }
  /** `extractive`, or the model's name. */
  get model() {
    return this.#data.model;
  }
  /** When its site ends, in milliseconds since 1970. */
  get expiresAt() {
    return this.#data.expires_at;
  }
  get deskSession() {
    return this.#data.desk;
  }
  get switches() {
    return this.#data.switches;
  }
  /** Ids of the steps done before a reload. */
  get done() {
    return this.#data.done;
  }

  markDone(step) {
    if (this.#data.done.includes(step)) return;
    this.#data.done.push(step);
    keep(this.#data);
  }

  async flip(changes) {
    await call("PATCH", `/api/v1/sandbox/${encodeURIComponent(this.site)}/switches`, {
      token: this.#data.owner_token,
      body: changes,
    });
    Object.assign(this.#data.switches, changes);
    keep(this.#data);
  }

  /** Entries after `after`; with `hold` as soon as there are some, holding the call meanwhile. */
  trace(after, { hold }) {
    const path = tracePath(this.site, after, hold ? WAIT_SECONDS : 0);
    return call("GET", path, { token: this.#data.owner_token });
  }
}
