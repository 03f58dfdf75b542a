/** The vault's key is changed, lost and found again, on the running edge. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { siteFile, startEdge } from "./support/stack.mjs";

const SITE = "vault";
const CARD = "Refund it to 4242 4242 4242 4242";
const key = (byte) => Buffer.alloc(32, byte).toString("base64");
const idOf = (text) => createHash("sha256").update(Buffer.from(text, "base64")).digest("hex").slice(0, 8);
let edge, first, visitors;

before(async () => {
  edge = await startEdge();
  first = edge.vaultKey;
  await edge.load(SITE, siteFile(SITE, ["http://localhost:9999"]));
  visitors = [];
  // More than one page of the walk.
  for (let number = 0; number < 27; number += 1) {
    const visitor = (await call("POST", `/sites/${SITE}/conversations`, {})).body;
    const said = await as(visitor, "POST", "messages", { client_id: "m1", text: CARD });
    assert.equal(said.status, 200, JSON.stringify(said.body));
    visitors.push(visitor);
  }
});
after(() => edge.stop());

async function call(method, path, body, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${edge.origin}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}
const as = ({ conversation, token }, method, what, body) =>
  call(method, `/conversations/${conversation}/${what}`, body, token);
const desk = ({ conversation }, agent, what, body) =>
  call("POST", `/desk/conversations/${conversation}/${what}`, body, agent.token);

async function textOf(visitor) {
  const { status, body } = await as(visitor, "GET", "events?after=0");
  assert.equal(status, 200, JSON.stringify(body));
  return body.events.find((event) => event.kind === "visitor_said").text;
}

async function restart(variables) {
  await edge.kill();
  await edge.start(variables);
}

/** Walks until it says so: the desk hears of a conversation a moment after its message. */
async function rotated(expected) {
  for (const until = Date.now() + 10_000; ; ) {
    const { code, said } = await edge.xtask("vault", "rotate", "--edge", edge.origin);
    if (expected.count.test(said) || Date.now() > until) {
      assert.match(said, expected.count);
      assert.equal(code, expected.code, said);
      return said;
    }
  }
}

test("a walk brings all conversations under the new key, and then the old one can go", async () => {
  await restart({ HANDRAIL_VAULT_KEY: key(2), HANDRAIL_VAULT_KEY_PREVIOUS: first });
  // One that is opened brings itself up to date.
  assert.equal(await textOf(visitors[0]), CARD);
  // Others may be opened by their alarms meanwhile.
  let said = await rotated({ count: /27 checked, \d+ rewrapped, 0 remaining/, code: 0 });
  assert.ok(said.includes(`all 27 are under key ${idOf(key(2))}`), said);
  said = await rotated({ count: /27 checked, 0 rewrapped, 0 remaining/, code: 0 });
  assert.match(said, /Earlier keys are not needed any more/);

  await restart({ HANDRAIL_VAULT_KEY_PREVIOUS: undefined });
  for (const visitor of [visitors[0], visitors[1], visitors.at(-1)]) assert.equal(await textOf(visitor), CARD);
});

test("with a key that is missing nothing is shown or lost, and a person is asked for", async () => {
  await restart({ HANDRAIL_VAULT_KEY: key(3), HANDRAIL_VAULT_KEY_PREVIOUS: key(4) });
  const said = await rotated({ count: /27 checked, 0 rewrapped, 27 remaining/, code: 1 });
  assert.ok(said.includes(idOf(key(2))), `it names the missing key: ${said}`);

  const [visitor] = visitors;
  const before = await as(visitor, "GET", "events?after=0");
  assert.ok(JSON.stringify(before.body).includes("[CARD_1]"));
  assert.ok(!JSON.stringify(before.body).includes("4242"));
  const refused = await as(visitor, "POST", "messages", { client_id: "m2", text: "My mail is sarah@example.com" });
  assert.deepEqual([refused.status, refused.body.error.code], [500, "vault_unreadable"]);
  assert.equal((await as(visitor, "GET", "events?after=0")).body.next, before.body.next, "nothing was stored");

  assert.equal((await as(visitor, "POST", "handoff")).status, 200);
  const agent = await edge.signIn(SITE);
  assert.equal((await desk(visitor, agent, "take", {})).status, 200);
  const reveal = await desk(visitor, agent, "reveal", { placeholder: "[CARD_1]", reason: "refund" });
  assert.deepEqual([reveal.status, reveal.body.error.code], [500, "vault_unreadable"]);
  assert.equal((await desk(visitor, agent, "messages", { client_id: "a1", text: "I'm here." })).status, 200);

  await restart({ HANDRAIL_VAULT_KEY_PREVIOUS: `${key(4)},${key(2)}` });
  assert.equal(await textOf(visitor), CARD);
  const again = await as(visitor, "POST", "messages", { client_id: "m2", text: "My mail is sarah@example.com" });
  assert.equal(again.status, 200, "the same message is taken now");
});

test("a reveal needs a reason, and the owner or a lead", async () => {
  const visitor = visitors[2];
  const [lead, agent] = [await edge.signIn(SITE), await edge.signIn(SITE, "sam@acme.example")];
  const ask = (who, reason) => desk(visitor, who, "reveal", { placeholder: "[CARD_1]", reason });
  assert.equal((await ask(agent, "refund")).body.error.code, "not_owner");
  assert.equal((await ask(lead, undefined)).body.error.code, "invalid_field");
  assert.equal((await ask(lead, " ")).body.error.code, "invalid_field");
  const shown = await ask(lead, "Review a complaint of sarah@example.com");
  assert.equal(shown.body.value, "4242 4242 4242 4242");
  const record = await call("GET", `/desk/conversations/${visitor.conversation}/events?after=0`, undefined, lead.token);
  const { role, placeholder, value_kind, reason } = record.body.events.find((event) => event.kind === "revealed");
  assert.deepEqual(
    [role, placeholder, value_kind, reason],
    ["lead", "[CARD_1]", "card", "Review a complaint of [EMAIL_1]"],
  );
});
