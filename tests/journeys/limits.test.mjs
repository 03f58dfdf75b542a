/** What one visitor, one guesser or one model's server can't do to the others. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { until } from "./support/expect.mjs";
import { siteFile, startEdge } from "./support/stack.mjs";
import { chat, chunks, events, json, startUpstream } from "./support/upstream.mjs";

const SITE = "limits";
const MESSAGES_PER_MINUTE = 3;
let edge, upstream, proxyKey;

before(async () => {
  upstream = await startUpstream();
  edge = await startEdge({ HANDRAIL_TRUST_FORWARDED: "1", HANDRAIL_MESSAGES_PER_MINUTE: String(MESSAGES_PER_MINUTE) });
  const proxy = `[proxy]\nupstream = "${upstream.origin}/v1"\nanswer_ms = 20000\n`;
  const model = `[[model]]\nprovider = "openai_compatible"\nurl = "${upstream.origin}/v1"\nname = "m"\nconnect_ms = 300\nfirst_token_ms = 300\ngap_ms = 5000\n`;
  await edge.load(SITE, siteFile(SITE, ["http://localhost:9999", "http://localhost:9998"], proxy + model));
  proxyKey = (await edge.admin("POST", `${SITE}/proxy-keys`, "{}", "application/json")).key;
});
after(async () => {
  await edge.stop();
  await upstream.close();
});

/** A call from an address: `{status, body, headers}`. */
async function call(method, path, { from = "203.0.113.1", body, headers = {} } = {}) {
  const answer = await fetch(edge.origin + path, {
    method,
    headers: { "x-forwarded-for": from, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text && JSON.parse(text) };
}
const bearer = (token) => ({ authorization: `Bearer ${token}` });
const start = async (options = {}) => {
  const answer = await call("POST", `/api/v1/sites/${SITE}/conversations`, { body: {}, ...options });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};
const say = (session, text, options = {}) =>
  call("POST", `/api/v1/conversations/${session.conversation}/messages`, {
    body: { client_id: randomBytes(8).toString("hex"), text },
    headers: bearer(session.token),
    ...options,
  });
const complete = (content) =>
  call("POST", "/v1/chat/completions", { body: { model: "m", messages: [{ role: "user", content }] }, headers: bearer(proxyKey) });

test("a reply that is far longer than it looks is given up, and so is one that has no end", async () => {
  const huge = Buffer.alloc(40 << 20, " ");
  for (const [headers, bytes] of [[{ "content-encoding": "gzip" }, gzipSync(huge)], [{}, huge]]) {
    upstream.seen.length = 0;
    upstream.answer = (_request, response) => response.writeHead(200, { "content-type": "application/json", ...headers }).end(bytes);
    const refused = await complete("hello");
    assert.equal(refused.status, 502, refused.text);
    assert.match(refused.body.error.message, /more than 16 MiB/);
    assert.equal(upstream.seen[0].headers["accept-encoding"], "identity");
  }
  upstream.answer = json(chat({ content: "x".repeat(4 << 20) }));
  assert.equal((await complete("hello")).body.choices[0].message.content.length, 4 << 20);
});

test("of a refusal no more is read than a beginning", async () => {
  upstream.seen.length = 0;
  upstream.answer = (_request, response) => {
    response.writeHead(500, { "content-type": "application/json" });
    const more = () => response.destroyed || response.write("x".repeat(64 * 1024), more);
    more();
  };
  assert.equal((await complete("hello")).status, 500);
  await upstream.seen[0].closed;
});

test("others don't wait for a large body to be masked", async () => {
  upstream.answer = json(chat({ content: "ok" }));
  const began = performance.now();
  const masking = complete("4 ".repeat(1 << 19));
  let [ended, longest, looks] = [false, 0, 0];
  masking.finally(() => (ended = true));
  while (!ended) {
    const asked = performance.now();
    assert.equal((await call("GET", `/api/v1/sites/${SITE}`)).status, 200);
    longest = Math.max(longest, performance.now() - asked);
    looks += 1;
  }
  assert.equal((await masking).status, 200);
  // A share of the whole: how long that takes is the machine's business. Masked at once, one call waits for all of it.
  const whole = performance.now() - began;
  assert.ok(looks >= 20 && longest < whole / 5, `${looks} calls in ${Math.round(whole)} ms, the longest ${Math.round(longest)} ms`);
});

test("more text than is masked for one request is refused in words", async () => {
  const refused = await complete("word ".repeat(900_000));
  assert.equal(refused.status, 413);
  assert.match(refused.body.error.message, /more than 4 MiB of text/);
});

test("a model's try that timed out is over before the next one answers", async () => {
  upstream.seen.length = 0;
  let wasClosed = false;
  upstream.answer = (request, response) => {
    if (upstream.seen.length > 1) return events(chunks([{ content: "Hello." }]), 1_000)(request, response);
    request.closed.then(() => (wasClosed = true));
  };
  const session = await start({ from: "203.0.113.20" });
  assert.equal((await say(session, "How do I return shoes?", { from: "203.0.113.20" })).status, 200);
  await until(() => upstream.seen.length > 1, "a second try");
  await until(() => wasClosed, "the first try is closed");
});

test("messages are counted by address, over all conversations, and the next address is not concerned", async () => {
  const from = "203.0.113.30";
  const refusals = [];
  for (let conversation = 0; conversation < 30; conversation += 1) {
    const session = await start({ from });
    for (let number = 0; number < MESSAGES_PER_MINUTE; number += 1) {
      const answer = await say(session, "Thanks", { from });
      if (answer.status === 429) refusals.push(answer);
    }
  }
  assert.ok(refusals.length >= 20, `${refusals.length} of 90 refused`);
  assert.ok(Number(refusals[0].headers.get("retry-after")) > 0);
  const other = await start({ from: "203.0.113.31" });
  assert.equal((await say(other, "Thanks", { from: "203.0.113.31" })).status, 200);
});

test("a key that begins a conversation is its client's alone", async () => {
  const key = randomBytes(16).toString("base64url");
  const options = { from: "203.0.113.40", headers: { "idempotency-key": key, origin: "http://localhost:9999" } };
  const first = await start(options);
  assert.equal((await start(options)).conversation, first.conversation);
  for (const other of [
    { ...options, from: "203.0.113.41" },
    { ...options, headers: { ...options.headers, origin: "http://localhost:9998" } },
    { ...options, headers: { "idempotency-key": key } },
  ]) {
    assert.notEqual((await start(other)).conversation, first.conversation);
  }
  const short = await call("POST", `/api/v1/sites/${SITE}/conversations`, { body: {}, headers: { "idempotency-key": "k".repeat(21) } });
  assert.equal(short.status, 422);
});

test("guesses of the admin secret are slowed, and whoever knows it is not concerned", async () => {
  const guess = (secret, from) => call("GET", "/api/v1/admin/sites", { from, headers: bearer(secret) });
  const statuses = [];
  for (let number = 0; number < 15; number += 1) statuses.push((await guess(`guess ${number}`, "203.0.113.50")).status);
  assert.equal(statuses.filter((status) => status === 401).length, 10, `${statuses}`);
  assert.equal(statuses.at(-1), 429);
  assert.equal((await guess(edge.secret, "203.0.113.51")).status, 200);
  for (let number = 0; number < 15; number += 1) assert.equal((await guess(edge.secret, "203.0.113.52")).status, 200);
});

test("wrong codes count against who guesses, and the right one is taken however many guess", async () => {
  const code = await edge.code(SITE);
  const enter = (code, from) => call("POST", "/api/v1/desk/session", { from, body: { site: SITE, code } });
  const one = [];
  for (let number = 0; number < 12; number += 1) one.push((await enter("AAAA-BBBB", "203.0.113.60")).status);
  assert.equal(one.at(-1), 429, `${one}`);
  for (let number = 0; number < 700; number += 1) {
    const from = `198.51.${100 + (number >> 8)}.${number & 255}`;
    assert.equal((await enter("AAAA-BBBB", from)).body.error.code, "code_invalid");
  }
  assert.equal((await enter(code, "203.0.113.61")).status, 200);
});

test("many networks of one site of IPv6 are counted together", async () => {
  const statuses = new Set();
  for (let number = 0; number < 200; number += 1) {
    const from = `2001:db8:77:${number.toString(16)}::1`;
    const answer = await call("POST", "/api/v1/desk/session", { from, body: { site: SITE, code: "AAAA-BBBB" } });
    statuses.add(answer.status);
  }
  assert.ok(statuses.has(429), `${[...statuses]}`);
});

test("a refusal repeats nothing of what was sent", async () => {
  const session = await start({ from: "203.0.113.70" });
  const path = `/api/v1/conversations/${session.conversation}/messages`;
  for (const body of ['"My card is 4242 4242 4242 4242"', '{"client_id":"4242 4242 4242 4242","text":"x"}', '{"client_id":"a","text":{"4242 4242":1}}']) {
    const refused = await call("POST", path, { body, headers: bearer(session.token), from: "203.0.113.70" });
    assert.equal(refused.status, 422, refused.text);
    assert.ok(!refused.text.includes("4242"), refused.text);
  }
});

test("the id of a person tells visitors nothing of an e-mail address", async () => {
  const { agent } = await edge.signIn(SITE);
  const digest = createHash("sha256").update(`${SITE}\ndana@acme.example`).digest().subarray(0, 10);
  const letters = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("").match(/.{5}/g);
  const guess = letters.map((bits) => "abcdefghijklmnopqrstuvwxyz234567"[parseInt(bits, 2)]).join("");
  assert.match(agent.id, new RegExp(`^${SITE}\\.a_[a-z2-7]{16}$`));
  assert.notEqual(agent.id, `${SITE}.a_${guess}`);
});

test("an edge for customers doesn't start with a short admin secret, and says so", async () => {
  const { secret } = edge;
  await edge.kill();
  // It is never well, so this goes on until the one below is.
  const never = edge.start({ HANDRAIL_MODE: "production", HANDRAIL_ADMIN_SECRET: "one-letter" });
  const health = await until(() => call("GET", "/healthz").catch(() => undefined), "an answer");
  assert.equal(health.status, 503);
  assert.match(health.body.problem, /HANDRAIL_ADMIN_SECRET has fewer than 32/);
  assert.ok(!health.text.includes("one-letter"));
  await edge.kill();
  await edge.start({ HANDRAIL_MODE: "production", HANDRAIL_ADMIN_SECRET: secret });
  await never;
});
