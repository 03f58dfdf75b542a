/** Bad input against the running edge: each has its named error, and nothing is lost by it. */
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, before, test } from "node:test";
import { siteFile, startEdge } from "./support/stack.mjs";

const SITE = "wire";
let edge, visitor;

before(async () => {
  edge = await startEdge({ HANDRAIL_SECURITY_CONTACT: "mailto:security@acme.example" });
  await edge.load(SITE, siteFile(SITE, ["http://localhost:9999"]));
  await edge.load("other", siteFile("other", ["http://localhost:9998"]));
  visitor = await start();
});
after(() => edge.stop());

const json = { "content-type": "application/json" };
const start = async (site = SITE, headers = {}) => {
  const answer = await post(`/sites/${site}/conversations`, "{}", { ...json, ...headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};
const bearer = (token) => ({ authorization: `Bearer ${token}` });

async function call(method, path, body, headers = {}) {
  const answer = await fetch(`${edge.origin}/api/v1${path}`, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers };
}
const post = (path, body, headers) => call("POST", path, body, headers);
const messages = (body, headers = {}) =>
  post(`/conversations/${visitor.conversation}/messages`, body, { ...json, ...bearer(visitor.token), ...headers });

/** Names the refusal: status, code, a sentence and a request id. */
function refused(answer, status, code) {
  assert.equal(answer.body?.error?.code, code, JSON.stringify(answer.body));
  assert.equal(answer.status, status);
  assert.ok(answer.body.error.message, "it says what happened");
  assert.ok(answer.body.error.request_id, "a request id finds the line in the log");
}

/** A socket that keeps what it hears. */
function open(conversation, path = `/conversations/${conversation}/socket`) {
  const socket = new WebSocket(`${edge.origin.replace("http", "ws")}/api/v1${path}`);
  const heard = [];
  const waiting = [];
  const tell = () => {
    for (const look of [...waiting]) look();
  };
  socket.addEventListener("message", (event) => {
    heard.push(event.data === "pong" ? { type: "pong" } : JSON.parse(event.data));
    tell();
  });
  socket.addEventListener("close", () => {
    heard.push({ type: "closed" });
    tell();
  });
  return {
    send: (frame) => socket.send(typeof frame === "string" || frame instanceof Uint8Array ? frame : JSON.stringify(frame)),
    opened: new Promise((resolve) => socket.addEventListener("open", resolve)),
    hears: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find(fits);
          if (!found) return;
          waiting.splice(waiting.indexOf(look), 1);
          heard.splice(heard.indexOf(found), 1);
          resolve(found);
        };
        waiting.push(look);
        look();
      }),
    close: () => socket.close(),
  };
}

async function welcomed(session = visitor, after = 0) {
  const socket = open(session.conversation);
  await socket.opened;
  socket.send({ type: "hello", v: 1, token: session.token, after });
  await socket.hears((frame) => frame.type === "welcome");
  return socket;
}

test("a body that is no JSON, of another shape or no text is named", async () => {
  refused(await messages("{"), 400, "malformed");
  refused(await messages("[]"), 422, "invalid_field");
  refused(await messages('{"client_id":"a"}'), 422, "invalid_field");
  refused(await messages(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), 400, "invalid_utf8");
  refused(await messages('{"client_id":"a b","text":"x"}'), 422, "invalid_field");
  refused(await messages('{"client_id":"a","text":7}'), 422, "invalid_field");
  refused(await messages('{"client_id":"a","text":"x"}', { "content-type": "text/plain" }), 415, "unsupported_media_type");
});

test("texts that are empty or too long are named, and 1 MB is refused before it is read", async () => {
  refused(await messages('{"client_id":"a","text":" "}'), 422, "empty_message");
  refused(await messages(JSON.stringify({ client_id: "a", text: "ä".repeat(2001) })), 413, "message_too_long");
  refused(await messages(JSON.stringify({ client_id: "a", text: "x".repeat(1_000_000) })), 413, "too_large");
});

test("an unknown field is ignored", async () => {
  const answer = await messages('{"client_id":"f1","text":"human please","mood":"good"}');
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
});

test("the same name with the same text is the same message, with another one a conflict", async () => {
  const first = await messages('{"client_id":"r1","text":"My card is 4242 4242 4242 4242"}');
  assert.deepEqual(first.body.masked, [{ kind: "card", placeholder: "[CARD_1]", start: 11, end: 30 }]);
  const again = await messages('{"client_id":"r1","text":"My card is 4242 4242 4242 4242"}');
  assert.deepEqual(again.body, first.body);
  refused(await messages('{"client_id":"r1","text":"Another text"}'), 409, "client_id_reused");
});

test("tokens that are absent, broken or for something else open nothing", async () => {
  const path = `/conversations/${visitor.conversation}/events?after=0`;
  refused(await call("GET", path), 401, "unauthorized");
  refused(await call("GET", path, undefined, bearer("nonsense")), 401, "unauthorized");
  refused(await call("GET", path, undefined, bearer(`${visitor.token}x`)), 401, "unauthorized");
  const other = await start("other");
  refused(await call("GET", path, undefined, bearer(other.token)), 403, "forbidden");
  const madeUp = visitor.conversation.replace(/.{6}$/, "abcdef");
  refused(await call("GET", `/conversations/${madeUp}/events`, undefined, bearer(visitor.token)), 403, "forbidden");
  refused(await call("GET", "/desk/queue", undefined, bearer(visitor.token)), 403, "forbidden");
});

test("an agent of another site sees nothing of this one", async () => {
  const agent = await edge.signIn("other");
  const path = `/desk/conversations/${visitor.conversation}`;
  refused(await call("GET", `${path}/events`, undefined, bearer(agent.token)), 403, "forbidden");
  refused(await post(`${path}/take`, "{}", { ...json, ...bearer(agent.token) }), 403, "forbidden");
});

test("a sign-in code works once", async () => {
  const code = await edge.code(SITE);
  const body = JSON.stringify({ site: SITE, code });
  assert.equal((await post("/desk/session", body, json)).status, 200);
  refused(await post("/desk/session", body, json), 401, "code_invalid");
  refused(await post("/desk/session", JSON.stringify({ site: SITE, code: "guess" }), json), 401, "code_invalid");
});

test("a session that was ended is refused at once", async () => {
  const { token } = await edge.signIn(SITE);
  assert.equal((await call("GET", "/desk/queue", undefined, bearer(token))).status, 200);
  assert.ok((await call("DELETE", "/desk/session", undefined, bearer(token))).status < 300);
  const answer = await call("GET", "/desk/queue", undefined, bearer(token));
  refused(answer, 401, "token_revoked");
});

test("an agent the administrator signs out loses the queue and the session at once", async () => {
  const agent = await edge.signIn(SITE, "sam@acme.example");
  const socket = open("", `/desk/socket?site=${SITE}`);
  await socket.opened;
  socket.send({ type: "hello", v: 2, token: agent.token });
  await socket.hears((frame) => frame.type === "welcome");
  const code = await edge.code(SITE, "sam@acme.example");
  await edge.admin("DELETE", `${SITE}/agents/sam@acme.example/sessions`);
  await socket.hears((frame) => frame.type === "error" && frame.error.code === "token_revoked");
  await socket.hears((frame) => frame.type === "closed");
  refused(await call("GET", "/desk/queue", undefined, bearer(agent.token)), 401, "token_revoked");
  refused(await post("/desk/session", JSON.stringify({ site: SITE, code }), json), 401, "code_invalid");
});

test("a desk is sent what changed, asks for what it missed, and reads the rest by page", async () => {
  const agent = await edge.signIn("other");
  const socket = open("", "/desk/socket?site=other");
  await socket.opened;
  socket.send({ type: "hello", v: 2, token: agent.token });
  const first = await socket.hears((frame) => frame.type === "queue_snapshot");
  assert.deepEqual([first.items, first.counts], [[], { waiting: 0, person: 0, assistant: 0, closed: 0 }]);

  const { conversation, token } = await start("other");
  const ask = post(`/conversations/${conversation}/messages`, JSON.stringify({ client_id: "q1", text: "Hello" }), { ...json, ...bearer(token) });
  assert.equal((await ask).status, 200);
  const line = (frame) => frame.type === "queue_changed" && frame.items?.find((item) => item.conversation === conversation);
  const changed = await socket.hears(line);
  assert.ok(changed.after >= first.version && changed.version > changed.after);
  assert.equal(changed.counts.assistant, 1);

  socket.send({ type: "more", page: "assistant" });
  const page = await socket.hears((frame) => frame.type === "queue_page");
  assert.deepEqual([page.items.map((item) => item.conversation), page.next], [[conversation], undefined]);
  const read = (query) => call("GET", `/desk/queue${query}`, undefined, bearer(agent.token));
  assert.deepEqual((await read("?page=assistant")).body.items, page.items);
  assert.deepEqual((await read("")).body.items, [], "the AI's are not among those that wait or are mine");
  refused(await read("?page=robots"), 422, "invalid_field");

  socket.send({ type: "refresh" });
  const again = await socket.hears((frame) => frame.type === "queue_snapshot");
  assert.equal(again.counts.assistant, 1);
  assert.ok(again.version >= changed.version);
  socket.close();
});

test("a desk of the version before is told to reload", async () => {
  const agent = await edge.signIn("other");
  const socket = open("", "/desk/socket?site=other");
  await socket.opened;
  socket.send({ type: "hello", v: 1, token: agent.token });
  const { error } = await socket.hears((frame) => frame.type === "error");
  assert.equal(error.code, "unsupported_version");
  assert.match(error.message, /Reload/);
  await socket.hears((frame) => frame.type === "closed");
});

test("an agent who was taken out of the site file has no session, also when they come back", async () => {
  const file = siteFile("other", ["http://localhost:9998"]);
  const agent = await edge.signIn("other", "sam@acme.example");
  await edge.admin("PUT", "other", file.replace(/\[\[agent\]\]\nemail = "sam[^[]*/, ""), "text/plain");
  await edge.admin("PUT", "other", file, "text/plain");
  refused(await call("GET", "/desk/queue", undefined, bearer(agent.token)), 401, "token_revoked");
});

test("a page that is not on the list is refused, the edge's own and the site's are not", async () => {
  refused(await post(`/sites/${SITE}/conversations`, "{}", { ...json, origin: "https://evil.example" }), 403, "origin_not_allowed");
  for (const origin of ["http://localhost:9999", edge.origin]) {
    const answer = await post(`/sites/${SITE}/conversations`, "{}", { ...json, origin });
    assert.ok(answer.status < 300, origin);
  }
});

test("what does not exist is named", async () => {
  refused(await post("/sites/nobody/conversations", "{}", json), 404, "unknown_site");
  refused(await call("GET", "/nothing"), 404, "not_found");
  refused(await call("PATCH", `/sites/${SITE}/conversations`), 405, "method_not_allowed");
  refused(await post("/desk/session", "{}", json), 422, "invalid_field");
});

test("the admin's calls open with the secret alone", async () => {
  refused(await call("GET", `/admin/sites/${SITE}`), 401, "unauthorized");
  refused(await call("GET", `/admin/sites/${SITE}`, undefined, bearer("guess")), 401, "unauthorized");
  const wrong = siteFile("wire", ["http://localhost:9999"], "[handoff2]\nx = 1\n");
  const answer = await call("PUT", `/admin/sites/${SITE}`, wrong, { ...bearer(edge.secret), "content-type": "text/plain" });
  refused(answer, 422, "site_invalid");
  assert.match(answer.body.error.message, /handoff2/);
});

test("revoking a conversation's tokens ends its socket and the call that waits, at once", async () => {
  const session = await start();
  const socket = await welcomed(session);
  const path = `/conversations/${session.conversation}/events?after=900&wait=25`;
  const waiting = call("GET", path, undefined, bearer(session.token));
  await edge.admin("POST", `${SITE}/conversations/${session.conversation}/revoke-tokens`);
  await socket.hears((frame) => frame.type === "error" && frame.error.code === "token_revoked");
  await socket.hears((frame) => frame.type === "closed");
  refused(await waiting, 401, "token_revoked");
});

test("a start is another conversation once the site's tokens were revoked", async () => {
  const key = { ...json, "idempotency-key": "again-and-again-and-again" };
  const first = await post("/sites/other/conversations", "{}", key);
  assert.equal(first.status, 200);
  await edge.admin("POST", "other/revoke-tokens");
  const second = await post("/sites/other/conversations", "{}", key);
  assert.equal(second.status, 200);
  assert.notEqual(second.body.conversation, first.body.conversation);
});

test("starting again with the same key is the same conversation", async () => {
  const headers = { "idempotency-key": "6f0c9f52-1b7e-4c1e-9a51-0d4f3a7be2c8" };
  const first = await start(SITE, headers);
  assert.match(first.conversation, /\.c_[a-z2-7]+$/);
  const second = await start(SITE, headers);
  assert.equal(second.conversation, first.conversation);
  assert.notEqual((await start(SITE)).conversation, first.conversation);
});

test("frames that are unknown, wrong or too large are named, and the socket lives on", async () => {
  const socket = await welcomed();
  const names = async (frame, code) => {
    socket.send(frame);
    const answer = await socket.hears((heard) => heard.type === "error");
    assert.equal(answer.error.code, code, JSON.stringify(answer));
  };
  await names("{", "malformed");
  await names({ type: "sing" }, "unknown_frame");
  await names({ type: "say", client_id: "a", text: 7 }, "invalid_field");
  await names({ type: "say", client_id: "s0", text: " " }, "empty_message");
  await names(new Uint8Array([0xff, 0xfe]), "malformed");
  await names(JSON.stringify({ type: "say", client_id: "s2", text: "x".repeat(60_000) }), "too_large");
  socket.send("ping");
  await socket.hears((frame) => frame.type === "pong");
  socket.send({ type: "say", client_id: "s1", text: "Still here", later: true });
  const ack = await socket.hears((frame) => frame.type === "ack");
  assert.equal(ack.client_id, "s1");
  socket.close();
});

test("a socket says hello first, with its own token", async () => {
  const early = open(visitor.conversation);
  await early.opened;
  early.send({ type: "stop" });
  assert.equal((await early.hears((frame) => frame.type === "error")).error.code, "hello_expected");
  const stale = open(visitor.conversation);
  await stale.opened;
  stale.send({ type: "hello", v: 1, token: "old", after: 0 });
  assert.equal((await stale.hears((frame) => frame.type === "error")).error.code, "unauthorized");
  await stale.hears((frame) => frame.type === "closed");
  const old = open(visitor.conversation);
  await old.opened;
  old.send({ type: "hello", v: 99, token: visitor.token, after: 0 });
  assert.equal((await old.hears((frame) => frame.type === "error")).error.code, "unsupported_version");
});

test("events come gapless, in pages, and wait for news", async () => {
  const session = await start();
  const events = (query) => call("GET", `/conversations/${session.conversation}/events?${query}`, undefined, bearer(session.token));
  const first = await events("after=0");
  const waiting = events(`after=${first.body.next}&wait=20`);
  const socket = await welcomed(session);
  socket.send({ type: "say", client_id: "n1", text: "human please" });
  const news = await waiting;
  assert.ok(news.body.events.length > 0);
  const all = (await events("after=0")).body.events.map((event) => event.seq);
  assert.deepEqual(all, all.map((_, index) => index + 1));
  refused(await events("after=x"), 422, "invalid_field");
  socket.close();
});

test("the description of the interface is served, and every call in it exists", async () => {
  const served = await fetch(`${edge.origin}/api/v1/openapi.json`);
  assert.equal(served.headers.get("content-type"), "application/json; charset=utf-8");
  const description = await served.json();
  assert.match(description.openapi, /^3\.1\./);
  const names = { site: SITE, id: visitor.conversation, email: "dana@acme.example" };
  let calls = 0;
  for (const [path, methods] of Object.entries(description.paths)) {
    const url = edge.origin + path.replace(/\{(\w+)\}/g, (_, name) => names[name]);
    for (const method of Object.keys(methods).filter((name) => name !== "parameters")) {
      const answer = await fetch(url, { method: method.toUpperCase() });
      const code = answer.ok ? "" : (await answer.json()).error.code;
      assert.ok(!["not_found", "method_not_allowed", "internal"].includes(code), `${method} ${path}: ${code}`);
      calls += 1;
    }
  }
  assert.ok(calls > 20);
});

test("every answer carries its security headers", async () => {
  const widget = await fetch(`${edge.origin}/widget?site=${SITE}`);
  const policy = widget.headers.get("content-security-policy");
  assert.match(policy, /frame-ancestors [^;]*http:\/\/localhost:9999/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
  const desk = await fetch(`${edge.origin}/desk`);
  assert.match(desk.headers.get("content-security-policy"), /frame-ancestors 'self'|frame-ancestors 'none'/);
  for (const answer of [widget, desk]) {
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.ok(answer.headers.get("referrer-policy"));
  }
});

test("a page comes with the headers that say who may frame it, or not at all", async () => {
  const paths = [
    "/assets/widget/index.html",
    "/assets/desk/index.html",
    "/assets/widget/%09../widget/index.html",
    "/assets/widget/%252e%252e/widget/index.html",
    "/assets/widget/%2e%2e/desk/index.html",
  ];
  for (const path of paths) assert.equal((await fetch(edge.origin + path)).status, 404, path);
  const panel = await fetch(`${edge.origin}/widget?site=${SITE}`);
  assert.match(panel.headers.get("content-security-policy"), /frame-ancestors 'self' http:\/\/localhost:9999/);
});

test("sockets that say nothing make room for one that does", async () => {
  const session = await start();
  const silent = [];
  for (let n = 0; n < 40; n += 1) {
    silent.push(open(session.conversation));
    await silent.at(-1).opened;
  }
  const own = await welcomed(session);
  await silent[0].hears((frame) => frame.type === "closed");
  for (const socket of [own, ...silent]) socket.close();
});

test("a socket too many is refused like any call", async () => {
  const session = await start();
  const sockets = [];
  for (let n = 0; n < 32; n += 1) {
    sockets.push(await welcomed(session));
  }
  const answer = await new Promise((resolve, reject) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.alloc(16).toString("base64"),
    };
    const path = `${edge.origin}/api/v1/conversations/${session.conversation}/socket`;
    const request = httpRequest(path, { headers }, async (response) => {
      let text = "";
      for await (const piece of response) text += piece;
      resolve({ status: response.statusCode, body: JSON.parse(text), headers: response.headers });
    });
    request.on("upgrade", () => reject(new Error("it was opened")));
    request.on("error", reject);
    request.end();
  });
  refused(answer, 503, "overloaded");
  assert.equal(answer.headers["x-request-id"], answer.body.error.request_id);
  assert.equal(answer.headers["x-content-type-options"], "nosniff");
  for (const socket of sockets) socket.close();
});

test("a first frame that is too large or binary closes the socket", async () => {
  for (const frame of ["x".repeat(20_000), new Uint8Array([1, 2, 3])]) {
    const socket = open(visitor.conversation);
    await socket.opened;
    socket.send(frame);
    await socket.hears((heard) => heard.type === "error");
    await socket.hears((heard) => heard.type === "closed");
  }
});

test("a request that lies about its length or breaks off does no harm", async () => {
  await new Promise((resolve) => {
    const request = httpRequest(
      `${edge.origin}/api/v1/conversations/${visitor.conversation}/messages`,
      { method: "POST", headers: { ...json, ...bearer(visitor.token), "content-length": "500" } },
      resolve,
    );
    request.on("error", resolve);
    request.write('{"client_id":"half"');
    request.destroy();
  });
  assert.equal((await fetch(`${edge.origin}/healthz`)).status, 200);
});

test("the licences of what is inside are served, whole and small", async () => {
  const notices = await fetch(`${edge.origin}/THIRD-PARTY-NOTICES.txt`);
  assert.equal(notices.status, 200);
  assert.equal(notices.headers.get("content-type"), "text/plain; charset=utf-8");
  const text = await notices.text();
  for (const inside of ["leptos 0.", "worker 0.", "wasm-bindgen 0.", "Permission is hereby granted", "Apache License"]) {
    assert.ok(text.includes(inside), inside);
  }
});

test("whom to tell about a weakness stands where it is looked for, and only where it is set", async () => {
  const file = await fetch(`${edge.origin}/.well-known/security.txt`);
  assert.equal(file.status, 200);
  const lines = (await file.text()).split("\n");
  assert.equal(lines[0], "Contact: mailto:security@acme.example");
  const [, expires] = lines.find((line) => line.startsWith("Expires: ")).split(": ");
  const days = (Date.parse(expires) - Date.now()) / 86_400_000;
  assert.ok(days > 90 && days < 366, `${days} days`);
});

test("what breaks a page's policy is reported to us, counted, and not kept", async () => {
  const desk = await fetch(`${edge.origin}/desk?site=${SITE}`);
  const policy = desk.headers.get("content-security-policy");
  assert.match(policy, /; report-uri \/csp-reports; report-to csp;/);
  assert.equal(desk.headers.get("reporting-endpoints"), 'csp="/csp-reports"');

  const report = (body) => fetch(`${edge.origin}/csp-reports`, { method: "POST", headers: { "content-type": "application/csp-report" }, body });
  const secret = { authorization: `Bearer ${edge.secret}` };
  const counted = async () => {
    const text = await (await fetch(`${edge.origin}/metrics`, { headers: secret })).text();
    assert.ok(!text.includes("evil"), text);
    return Number(text.match(/directive="script-src-elem"} (\d+)/)[1]);
  };
  const before = await counted();
  const violation = { "csp-report": { "effective-directive": "script-src-elem", "blocked-uri": "https://evil.example/x.js" } };
  assert.equal((await report(JSON.stringify(violation))).status, 204);
  assert.equal(await counted(), before + 1);
  assert.equal((await report("x".repeat(20_000))).status, 413);
  const answers = await Promise.all(Array.from({ length: 40 }, () => report("{}")));
  assert.ok(answers.some((answer) => answer.status === 429), "a flood is refused");
  assert.equal((await fetch(`${edge.origin}/metrics`)).status, 401);
});
