/** Signals to a site's webhooks: signed, masked, delivered at least once, also over a restart. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { until } from "./support/expect.mjs";
import { siteFile, startEdge, startMock } from "./support/stack.mjs";

const SITE = "hooks";
const KEY = Buffer.from("a key of thirty-two bytes, at least");
const SECRET = `whsec_${KEY.toString("base64")}`;
let edge, mock;

before(async () => {
  mock = await startMock();
  edge = await startEdge({
    HANDRAIL_SECRETS: JSON.stringify({ HANDRAIL_HOOK_URL: `${mock.origin}/hook`, HANDRAIL_HOOK_SECRET: SECRET, HANDRAIL_SLACK_URL: `${mock.origin}/slack` }),
  });
  const hook = `
[[webhook]]
format = "standard"
url_env = "HANDRAIL_HOOK_URL"
secret_env = "HANDRAIL_HOOK_SECRET"
events = ["handoff_requested", "message_left"]

[[webhook]]
format = "slack"
url_env = "HANDRAIL_SLACK_URL"
events = ["handoff_requested"]
`;
  await edge.load(SITE, siteFile(SITE, ["http://localhost:9999"], hook));
});
after(async () => {
  await edge.stop();
  mock.stop();
});

async function askForPerson(text) {
  const json = { "content-type": "application/json" };
  const start = await fetch(`${edge.origin}/api/v1/sites/${SITE}/conversations`, { method: "POST", headers: json, body: "{}" });
  const { conversation, token } = await start.json();
  const sent = await fetch(`${edge.origin}/api/v1/conversations/${conversation}/messages`, {
    method: "POST",
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify({ client_id: "m1", text }),
  });
  assert.equal(sent.status, 200);
  return conversation;
}

const hooks = async () => (await mock.recorded()).filter(({ path }) => path === "/hook");
const header = (hook, name) => hook.headers.find(([key]) => key === name)?.[1];

/** Standard Webhooks, "Verifying webhook authenticity": HMAC-SHA256 of `id.timestamp.body`. */
function verify(hook) {
  const signed = `${header(hook, "webhook-id")}.${header(hook, "webhook-timestamp")}.${hook.body}`;
  const expected = createHmac("sha256", KEY).update(signed).digest("base64");
  assert.ok(header(hook, "webhook-signature").split(" ").includes(`v1,${expected}`));
  assert.ok(Math.abs(Date.now() / 1000 - Number(header(hook, "webhook-timestamp"))) < 300);
}

test("a hand-off is signalled, signed, and holds no personal data", async () => {
  await mock.set({ hook_status: 200 });
  const conversation = await askForPerson("I'm Sarah Miller, card 4242 4242 4242 4242, human please");
  const [hook] = await until(async () => (await hooks()).length && hooks(), "a signal");
  verify(hook);
  const body = JSON.parse(hook.body);
  assert.equal(body.type, "handoff_requested");
  assert.equal(body.data.conversation, conversation);
  for (const secret of ["Sarah", "4242"]) assert.ok(!hook.body.includes(secret), secret);
  assert.ok(hook.body.includes("[CARD_1]"));
});

test("what was not taken is sent again under the same id, also after a kill", async () => {
  await mock.forget();
  await mock.set({ hook_status: 503 });
  await askForPerson("human please");
  const [refused] = await until(async () => (await hooks()).length && hooks(), "a first try");
  await edge.kill();
  await mock.set({ hook_status: 204 });
  await edge.start();
  const again = await until(async () => {
    const all = await hooks();
    return all.length > 1 && all;
  }, "a second try", 60_000);
  verify(again.at(-1));
  assert.equal(header(again.at(-1), "webhook-id"), header(refused, "webhook-id"));
});

test("a channel of Slack reads the same hand-off once, masked and as plain text", async () => {
  await mock.forget();
  await mock.set({ hook_status: 200 });
  const conversation = await askForPerson("I'm Sarah Miller, <!channel> card 4242 4242 4242 4242, human please");
  const slack = async () => (await mock.recorded()).filter(({ path }) => path === "/slack");
  await until(async () => (await hooks()).length && (await slack()).length, "both channels");
  const [message, ...more] = await slack();
  assert.equal(more.length, 0);
  const { text, blocks } = JSON.parse(message.body);
  assert.equal(text, "A visitor asks for a person");
  const shown = blocks.map((block) => block.text ?? block.elements[0]);
  assert.ok(shown.every(({ type }) => type === "plain_text"));
  const words = shown.map(({ text }) => text).join("\n");
  assert.match(words, /Visitor: I'm \[NAME_1\], <!channel> card \[CARD_1\], human please/);
  assert.ok(words.includes(conversation));
  for (const secret of ["Sarah", "4242"]) assert.ok(!message.body.includes(secret), secret);
});
