/** The machine's settings, as the running edge heeds them. */
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { siteFile, startEdge } from "./support/stack.mjs";

test("a site file of the environment is one to start with: the administrator's stays over a restart", async (t) => {
  const file = (name) => siteFile("first", ["http://localhost:9999"]).replace("Acme Store", name);
  const edge = await startEdge({ HANDRAIL_SITE: file("From the environment") });
  t.after(() => edge.stop());
  const name = async () => (await (await fetch(`${edge.origin}/api/v1/sites/first`)).json()).site.name;
  assert.equal(await name(), "From the environment");
  await edge.admin("PUT", "first", file("From the administrator"), "text/plain");
  await edge.kill();
  await edge.start();
  assert.equal(await name(), "From the administrator");
});

test("a desk with an origin of its own is nowhere else", async (t) => {
  const edge = await startEdge({
    HANDRAIL_ORIGIN: "https://chat.acme.example",
    HANDRAIL_DESK_ORIGIN: "https://desk.acme.example/",
  });
  t.after(() => edge.stop());
  await edge.load("acme", siteFile("acme", ["http://localhost:9999"]));
  const answer = (host, path, headers = {}) =>
    new Promise((resolve, reject) => {
      const request = httpRequest(edge.origin + path, { headers: { host, ...headers } }, async (response) => {
        let text = "";
        for await (const piece of response) text += piece;
        resolve({ status: response.statusCode, code: text.startsWith("{") ? JSON.parse(text).error?.code : undefined });
      });
      request.on("error", reject);
      request.end();
    });
  const [desk, chat] = ["desk.acme.example", "chat.acme.example"];
  assert.equal((await answer(desk, "/desk")).status, 200);
  assert.equal((await answer(desk, "/api/v1/desk/queue")).code, "unauthorized");
  const own = { origin: "https://desk.acme.example" };
  assert.equal((await answer(desk, "/api/v1/desk/queue", own)).code, "unauthorized");
  assert.equal((await answer(chat, "/desk")).status, 404);
  assert.equal((await answer(chat, "/api/v1/desk/queue")).code, "not_found");
  const visitors = { origin: "https://chat.acme.example" };
  assert.equal((await answer(desk, "/api/v1/desk/queue", visitors)).code, "origin_not_allowed");
  assert.equal((await answer(chat, "/widget?site=acme")).status, 200);
});
