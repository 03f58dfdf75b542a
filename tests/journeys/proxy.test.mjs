/** The masking proxy, as SDKs use it: the model's server never sees a value, the caller reads them all. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { until } from "./support/expect.mjs";
import { siteFile, startEdge } from "./support/stack.mjs";
import { chat, chunk, chunks, events, json, startUpstream, stream } from "./support/upstream.mjs";

const SITE = "proxy";
const CARD = "4242 4242 4242 4242";
const EMAIL = "ann.lee@example.com";
const SECRETS = [CARD, "4242", EMAIL, "ann.lee", "Sarah", "Miller"];
const GAP_MILLIS = 1_500;
let edge, upstream, key, openai;

const proxyTable = (more = "") => `
[proxy]
upstream = "${upstream.origin}/v1"
key_env = "HANDRAIL_UPSTREAM_KEY"
anthropic_url = "${upstream.origin}/v1"
anthropic_key_env = "HANDRAIL_ANTHROPIC_KEY"
connect_ms = 1000
first_token_ms = 1500
gap_ms = ${GAP_MILLIS}
answer_ms = 1500
${more}`;

before(async () => {
  upstream = await startUpstream();
  edge = await startEdge({
    HANDRAIL_SECRETS: JSON.stringify({ HANDRAIL_UPSTREAM_KEY: "sk-upstream", HANDRAIL_ANTHROPIC_KEY: "sk-ant" }),
  });
  await edge.admin("PUT", SITE, siteFile(SITE, ["http://localhost:9999"], proxyTable()), "text/plain");
  key = (await newKey({ label: "tests" })).key;
  openai = client(key);
});
beforeEach(() => {
  upstream.seen.length = 0;
});
after(async () => {
  await edge.stop();
  await upstream.close();
});

const newKey = (body = {}, site = SITE) => edge.admin("POST", `${site}/proxy-keys`, JSON.stringify(body), "application/json");
const client = (apiKey, headers = {}) => new OpenAI({ apiKey, baseURL: `${edge.origin}/v1`, maxRetries: 0, defaultHeaders: headers });
const user = (content) => [{ role: "user", content }];
const ask = (content, more = {}) => openai.chat.completions.create({ model: "mock", messages: user(content), ...more });

/** No original value in any byte the model's server was ever sent, nor the key of the caller. */
function nothingLeaked() {
  assert.ok(upstream.seen.length > 0, "the model's server was asked");
  for (const { raw } of upstream.seen) {
    for (const secret of [...SECRETS, "hrp_"]) assert.ok(!raw.includes(secret), `${secret} in ${raw}`);
  }
}

test("a chat is masked on the way there and restored on the way back", async () => {
  upstream.answer = json(chat({ content: "Dear [NAME_1], we wrote to [EMAIL_1] about [CARD_1]." }));
  const { data, response } = await openai.chat.completions
    .create({
      model: "mock",
      user: "customer-of-Sarah",
      messages: [
        { role: "system", content: `Mails go to ${EMAIL}.` },
        { role: "user", content: [{ type: "text", text: `I'm Sarah Miller, my card is ${CARD}` }, { type: "image_url", image_url: { url: "https://shop.example/a.png" } }] },
      ],
    })
    .withResponse();
  assert.equal(data.choices[0].message.content, `Dear Sarah Miller, we wrote to ${EMAIL} about •••• 4242.`);
  assert.equal(response.headers.get("x-handrail-masked"), "CARD=1,EMAIL=1,NAME=1");
  assert.ok(response.headers.get("x-request-id"));
  const [{ path, headers, json: sent }] = upstream.seen;
  assert.equal(path, "/v1/chat/completions");
  assert.equal(headers.authorization, "Bearer sk-upstream");
  assert.deepEqual(sent.messages[1].content[1], { type: "image_url", image_url: { url: "https://shop.example/a.png" } });
  assert.equal(sent.messages[0].content, "Mails go to [EMAIL_1].");
  nothingLeaked();
});

test("a streamed chat resolves placeholders that are cut anywhere", async () => {
  upstream.answer = events(chunks(["Dear ", "[", "NA", "ME_", "1]", ", see [EMA", "IL_1", "] [end"].map((content) => ({ content }))), 5);
  const reply = await ask(`I'm Sarah Miller, ${EMAIL}`, { stream: true, stream_options: { include_usage: true } });
  let text = "";
  let usage;
  for await (const part of reply) {
    text += part.choices[0]?.delta?.content ?? "";
    usage = part.usage ?? usage;
  }
  assert.equal(text, `Dear Sarah Miller, see ${EMAIL} [end`);
  assert.equal(usage.total_tokens, 15);
  nothingLeaked();
});

test("streamed arguments of tool calls reach the tool whole, and go back masked", async () => {
  const call = (delta) => ({ tool_calls: [{ index: 0, ...delta }] });
  upstream.answer = events(
    chunks(
      [
        { role: "assistant", content: null },
        call({ id: "call_1", type: "function", function: { name: "find_orders", arguments: "" } }),
        ...['{"em', 'ail":"[EM', "AIL", '_1]","n":', "2}"].map((text) => call({ function: { arguments: text } })),
      ],
      "tool_calls",
    ),
  );
  const runner = openai.chat.completions.stream({
    model: "mock",
    messages: user(`Where are my orders? ${EMAIL}`),
    tools: [{ type: "function", function: { name: "find_orders", parameters: { type: "object", properties: { email: { type: "string" } } } } }],
  });
  const { choices } = await runner.finalChatCompletion();
  const [{ function: called, id }] = choices[0].message.tool_calls;
  assert.deepEqual(JSON.parse(called.arguments), { email: EMAIL, n: 2 });

  upstream.answer = json(chat({ content: "Two orders, [NAME_1]." }));
  const reply = await openai.chat.completions.create({
    model: "mock",
    messages: [
      ...user(`Where are my orders? ${EMAIL}`),
      choices[0].message,
      { role: "tool", tool_call_id: id, content: JSON.stringify({ customerName: "Sarah Miller", email: EMAIL, card: 4242424242424242 }) },
    ],
  });
  assert.equal(reply.choices[0].message.content, "Two orders, Sarah Miller.");
  assert.equal(upstream.seen[1].json.messages[1].tool_calls[0].function.arguments, '{"email":"[EMAIL_1]","n":2}');
  nothingLeaked();
});

test("the responses API, whole and streamed", async () => {
  const output = [{ type: "message", id: "msg_1", role: "assistant", status: "completed", content: [{ type: "output_text", text: "Hello [NAME_1].", annotations: [] }] }];
  const response = { id: "resp_1", object: "response", created_at: 1, status: "completed", model: "mock", output, usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 } };
  upstream.answer = json(response);
  const whole = await openai.responses.create({ model: "mock", instructions: `Write to ${EMAIL}`, input: "I'm Sarah Miller" });
  assert.equal(whole.output_text, "Hello Sarah Miller.");

  const at = { item_id: "msg_1", output_index: 0, content_index: 0 };
  upstream.answer = events([
    { type: "response.created", sequence_number: 0, response: { ...response, status: "in_progress", output: [] } },
    { type: "response.output_item.added", sequence_number: 1, output_index: 0, item: { ...output[0], content: [] } },
    { type: "response.content_part.added", sequence_number: 2, ...at, part: { type: "output_text", text: "", annotations: [] } },
    { type: "response.output_text.delta", sequence_number: 3, ...at, delta: "Hello [NA", logprobs: [] },
    { type: "response.output_text.delta", sequence_number: 4, ...at, delta: "ME_1].", logprobs: [] },
    { type: "response.output_text.done", sequence_number: 5, ...at, text: "Hello [NAME_1].", logprobs: [] },
    { type: "response.content_part.done", sequence_number: 6, ...at, part: output[0].content[0] },
    { type: "response.output_item.done", sequence_number: 7, output_index: 0, item: output[0] },
    { type: "response.completed", sequence_number: 8, response },
  ]);
  const streamed = openai.responses.stream({ model: "mock", input: [{ role: "user", content: "I'm Sarah Miller" }] });
  let text = "";
  streamed.on("response.output_text.delta", ({ delta }) => (text += delta));
  const final = await streamed.finalResponse();
  assert.equal(text, "Hello Sarah Miller.");
  assert.equal(final.output[0].content[0].text, "Hello Sarah Miller.");
  nothingLeaked();
});

test("vectors are made of what is left", async () => {
  upstream.answer = json({ object: "list", model: "mock", data: [{ object: "embedding", index: 0, embedding: [0.5, 0.25] }], usage: { prompt_tokens: 4, total_tokens: 4 } });
  const { data } = await openai.embeddings.create({ model: "mock", input: [`Refund for ${EMAIL} please`], encoding_format: "float" });
  assert.deepEqual(data[0].embedding, [0.5, 0.25]);
  assert.deepEqual(upstream.seen[0].json.input, ["Refund for please"]);
  nothingLeaked();
  await assert.rejects(openai.embeddings.create({ model: "mock", input: [1, 2, 3] }), (error) => error.status === 422 && error.code === "invalid_field");
});

test("models are listed", async () => {
  upstream.answer = json({ object: "list", data: [{ id: "mock", object: "model", created: 1, owned_by: "us" }] });
  assert.equal((await openai.models.list()).data[0].id, "mock");
  upstream.answer = json({ id: "org/mock", object: "model", created: 1, owned_by: "us" });
  assert.equal((await openai.models.retrieve("mock")).id, "org/mock");
  assert.equal(upstream.seen[1].path, "/v1/models/mock");
});

test("Anthropic's SDK, whole and streamed, with its own key header", async () => {
  const anthropic = new Anthropic({ apiKey: key, baseURL: edge.origin, maxRetries: 0 });
  const message = { id: "msg_1", type: "message", role: "assistant", model: "mock", stop_reason: "tool_use", stop_sequence: null, usage: { input_tokens: 5, output_tokens: 6 } };
  const content = [{ type: "text", text: "Hello [NAME_1]" }, { type: "tool_use", id: "toolu_1", name: "find", input: { email: "[EMAIL_1]" } }];
  const request = {
    model: "mock",
    max_tokens: 100,
    system: `Mail ${EMAIL}`,
    messages: user("I'm Sarah Miller"),
    tools: [{ name: "find", input_schema: { type: "object", properties: { email: { type: "string" } } } }],
    metadata: { user_id: "Sarah" },
  };
  upstream.answer = json({ ...message, content });
  const whole = await anthropic.messages.create(request);
  assert.deepEqual([whole.content[0].text, whole.content[1].input], ["Hello Sarah Miller", { email: EMAIL }]);
  assert.equal(upstream.seen[0].headers["x-api-key"], "sk-ant");

  const delta = (index, it) => ({ type: "content_block_delta", index, delta: it });
  upstream.answer = events([
    { type: "message_start", message: { ...message, content: [], stop_reason: null } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    delta(0, { type: "text_delta", text: "Hello [NAM" }),
    delta(0, { type: "text_delta", text: "E_1] [x" }),
    { type: "content_block_stop", index: 0 },
    { type: "content_block_start", index: 1, content_block: { ...content[1], input: {} } },
    delta(1, { type: "input_json_delta", partial_json: '{"email":"[EMA' }),
    delta(1, { type: "input_json_delta", partial_json: 'IL_1]"}' }),
    { type: "content_block_stop", index: 1 },
    { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null }, usage: { output_tokens: 9 } },
    { type: "message_stop" },
  ]);
  const final = await anthropic.messages.stream(request).finalMessage();
  assert.deepEqual([final.content[0].text, final.content[1].input], ["Hello Sarah Miller [x", { email: EMAIL }]);
  assert.equal(final.usage.output_tokens, 9);
  nothingLeaked();

  const stranger = new Anthropic({ apiKey: "sk-no", baseURL: edge.origin, maxRetries: 0 });
  await assert.rejects(stranger.messages.create(request), (error) => error instanceof Anthropic.AuthenticationError && error.error.error.type === "authentication_error");
});

test("the Vercel AI SDK calls tools through the proxy", async () => {
  const vercel = createOpenAI({ apiKey: key, baseURL: `${edge.origin}/v1` });
  let asked;
  const tools = {
    findOrders: tool({
      description: "Finds orders",
      inputSchema: jsonSchema({ type: "object", properties: { email: { type: "string" } }, required: ["email"] }),
      execute: async ({ email }) => {
        asked = email;
        return { customerName: "Sarah Miller", email };
      },
    }),
  };
  upstream.answer = (request, response) => {
    const isSecond = request.json.messages.length > 1;
    const calls = { content: null, tool_calls: [{ id: "call_1", type: "function", function: { name: "findOrders", arguments: '{"email":"[EMAIL_1]"}' } }] };
    return json(chat(isSecond ? { content: "Yes, [NAME_1]." } : calls))(request, response);
  };
  const { text } = await generateText({ model: vercel.chat("mock"), tools, stopWhen: stepCountIs(2), maxRetries: 0, prompt: `My orders? ${EMAIL}` });
  assert.equal(asked, EMAIL);
  assert.equal(text, "Yes, Sarah Miller.");

  upstream.answer = events(chunks(["Hi [EM", "AIL_1]"].map((content) => ({ content }))));
  const streamed = streamText({ model: vercel.chat("mock"), maxRetries: 0, prompt: `Say hi to ${EMAIL}` });
  let said = "";
  for await (const part of streamed.textStream) said += part;
  assert.equal(said, `Hi ${EMAIL}`);
  nothingLeaked();
});

test("a conversation keeps its placeholders over requests, for its own key alone", async () => {
  upstream.answer = json(chat({ content: "To [EMAIL_1] and [EMAIL_2]." }));
  const mine = client(key, { "x-handrail-conversation": "chat-7" });
  const say = async (it, content) => (await it.chat.completions.create({ model: "mock", messages: user(content) })).choices[0].message.content;
  assert.equal(await say(mine, `I am ${EMAIL}`), `To ${EMAIL} and [EMAIL_2].`);
  assert.equal(await say(mine, "And bob@example.com"), `To ${EMAIL} and bob@example.com.`);
  assert.equal(upstream.seen[1].json.messages[0].content, "And [EMAIL_2]");
  const other = client((await newKey()).key, { "x-handrail-conversation": "chat-7" });
  assert.equal(await say(other, "And bob@example.com"), "To bob@example.com and [EMAIL_2].");
  // Two at once get two numbers.
  const both = await Promise.all(["x@example.com", "y@example.com"].map((it) => say(mine, `And ${it}`)));
  assert.equal(both.length, 2);
  const sent = upstream.seen.slice(3).map(({ json: it }) => it.messages[0].content).sort();
  assert.deepEqual(sent, ["And [EMAIL_3]", "And [EMAIL_4]"]);
  nothingLeaked();
});

test("keys that are none, revoked, or of a site without a proxy open nothing", async () => {
  const refused = async (apiKey, status, code) =>
    assert.rejects(client(apiKey).chat.completions.create({ model: "mock", messages: user("hi") }), (error) => {
      assert.deepEqual([error.status, error.code], [status, code], error.message);
      assert.ok(error.requestID);
      return true;
    });
  await refused("sk-123", 401, "unauthorized");
  await refused(key.slice(0, -1) + (key.endsWith("a") ? "b" : "a"), 401, "unauthorized");
  await refused(key.replace("hrp_proxy.", "hrp_nobody."), 401, "unauthorized");
  const second = await newKey({ label: "second" });
  upstream.answer = json(chat({ content: "ok" }));
  await client(second.key).chat.completions.create({ model: "mock", messages: user("hi") });
  const listed = await edge.admin("GET", `${SITE}/proxy-keys`);
  assert.ok(listed.keys.some(({ id, label }) => id === second.id && label === "second"));
  assert.ok(!JSON.stringify(listed).includes("hrp_"), "a key is shown once");
  await edge.admin("DELETE", `${SITE}/proxy-keys/${second.id}`);
  await refused(second.key, 401, "unauthorized");
  await edge.admin("PUT", "plain", siteFile("plain", ["http://localhost:9999"]), "text/plain");
  await refused((await newKey({}, "plain")).key, 404, "proxy_disabled");
  assert.equal(upstream.seen.length, 1);
});

test("neither a guessed key nor a request without a conversation leaves anything behind", async () => {
  const objects = async () => (await readdir(join(edge.state, "objects"), { recursive: true })).filter((file) => file.endsWith(".sqlite")).sort();
  upstream.answer = json(chat({ content: "ok" }));
  await ask(EMAIL);
  const before = await objects();
  for (const site of ["nobody", "guess", SITE]) {
    const guess = client(`hrp_${site}.${"a".repeat(32)}`).chat.completions.create({ model: "mock", messages: user("hi") });
    await assert.rejects(guess, (error) => error.status === 401);
  }
  await ask(`I'm Sarah Miller, ${EMAIL}`);
  assert.deepEqual(await objects(), before);
});

test("budgets end with 429 and the time to wait", async () => {
  upstream.answer = json(chat({ content: "ok" }));
  const slow = client((await newKey({ requests_per_minute: 1 })).key);
  const say = (it) => it.chat.completions.create({ model: "mock", messages: user("hi") });
  await say(slow);
  await assert.rejects(say(slow), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.deepEqual([error.code, error.type], ["rate_limited", "rate_limit_error"]);
    assert.ok(Number(error.headers.get("retry-after")) > 0);
    return true;
  });
  const small = await newKey({ tokens_per_day: 20 });
  await say(client(small.key));
  await say(client(small.key));
  await assert.rejects(say(client(small.key)), (error) => error.status === 429 && error.code === "budget_spent");
  const today = await until(async () => {
    const { keys } = await edge.admin("GET", `${SITE}/proxy-keys`);
    return keys.find(({ id }) => id === small.id).tokens_today;
  }, "the tokens are told to the site");
  assert.equal(today, 30);
});

test("an upstream's failures have their status, and none of its words", async () => {
  for (const [status, kind] of [[401, OpenAI.AuthenticationError], [429, OpenAI.RateLimitError], [500, OpenAI.InternalServerError], [400, OpenAI.BadRequestError]]) {
    upstream.answer = json({ error: { message: `${EMAIL} and sk-upstream`, type: "some_type", code: "some_code", param: null } }, status, { "retry-after": "7" });
    await assert.rejects(ask(EMAIL), (error) => {
      assert.ok(error instanceof kind, `${status}`);
      assert.deepEqual([error.code, error.type, error.headers.get("retry-after")], ["some_code", "some_type", "7"]);
      assert.ok(!/example|sk-/.test(JSON.stringify(error.error)), error.message);
      return true;
    });
  }
  upstream.answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>");
  await assert.rejects(ask("hi"), (error) => error.status === 502 && error.code === "model_unavailable");
  upstream.answer = (_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end();
  await assert.rejects(ask("hi"), (error) => error.status === 502);
  upstream.answer = (_, response) => response.destroy();
  await assert.rejects(ask("hi"), (error) => error.status === 502 && error.code === "model_unavailable");
});

test("an upstream that hangs is given up, before its reply and within it", async () => {
  upstream.answer = () => {};
  await assert.rejects(ask("hi"), (error) => error.status === 504 && error.code === "timeout");
  await assert.rejects(ask("hi", { stream: true }), (error) => error.status === 504);
  await upstream.seen[0].closed;
  await upstream.seen[1].closed;
  const failsWith = async (code) => {
    const reply = await ask(`I'm Sarah Miller`, { stream: true });
    let text = "";
    await assert.rejects(
      async () => {
        for await (const part of reply) text += part.choices[0]?.delta?.content ?? "";
      },
      (error) => error.code === code,
    );
    assert.equal(text, "Hi Sarah Miller");
  };
  upstream.answer = (_, response) => stream(response)(chunk({ content: "Hi [NAME_1]" }), "");
  await failsWith("timeout");
  await upstream.seen[2].closed;
  upstream.answer = (_, response) => {
    stream(response)(chunk({ content: "Hi [NAME_1]" }), "");
    setTimeout(() => response.destroy(), 20);
  };
  await failsWith("model_unavailable");
  upstream.answer = (_, response) => {
    stream(response)(chunk({ content: "Hi [NAME_1]" }), "");
    response.end();
  };
  await failsWith("model_unavailable");
});

test("a caller who goes away stops the model", async () => {
  upstream.answer = (_, response) => stream(response)(chunk({ content: "Hi" }), "");
  const reply = await ask("hi", { stream: true });
  for await (const _ of reply) break;
  const began = performance.now();
  reply.controller.abort();
  await upstream.seen[0].closed;
  const took = performance.now() - began;
  assert.ok(took < GAP_MILLIS, `the upstream was stopped after ${took} ms, not by its own silence`);

  // A connection that was reset is seen without a write, also before the reply begins.
  upstream.answer = () => {};
  const sent = httpRequest(`${edge.origin}/v1/chat/completions`, { method: "POST", headers: { authorization: `Bearer ${key}` } });
  sent.on("error", () => {});
  sent.end(JSON.stringify({ model: "mock", messages: user("hi") }));
  await until(() => upstream.seen.length === 2, "the model's server was asked");
  sent.socket.resetAndDestroy();
  await upstream.seen[1].closed;
});

test("what is no call of the proxy is refused in the caller's dialect", async () => {
  const call = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${edge.origin}/v1${path}`, { method, body, headers: { authorization: `Bearer ${key}`, ...headers } });
    return [answer.status, (await answer.json()).error];
  };
  for (const [method, path, body, status, code] of [
    ["POST", "/completions", "{}", 404, "not_found"],
    ["GET", "/chat/completions", undefined, 405, "method_not_allowed"],
    ["POST", "/chat/completions", "{", 400, "malformed"],
    ["POST", "/chat/completions", "[]", 400, "malformed"],
    ["POST", "/responses", new Uint8Array([0x7b, 0xff]), 400, "invalid_utf8"],
  ]) {
    const [got, error] = await call(method, path, body);
    assert.deepEqual([got, error.code], [status, code], path);
    assert.ok(error.request_id && error.type && error.message);
  }
  const [status, error] = await call("POST", "/messages", "{", { "anthropic-version": "2023-06-01" });
  assert.deepEqual([status, error.type, error.code], [400, "invalid_request_error", "malformed"]);
  assert.equal(upstream.seen.length, 0);
});
