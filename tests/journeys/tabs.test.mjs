/** Bad networks, several tabs and several pages: what was written stays, is sent once, and nobody else's is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Visitor } from "./support/actors.mjs";
import { until } from "./support/expect.mjs";
import { panelOf, stage } from "./support/stage.mjs";

const on = stage();
const launcher = (visitor, name = "Chat with us") => visitor.page.getByRole("button", { name, exact: true });
const unsent = (visitor) => visitor.panel.locator(".unsent");

/** The messages on record, as the visitor sees their own. */
const sent = async (visitor) => {
  const own = visitor.panel.locator(".from-visitor:not(.unsent) .bubble");
  return own.allInnerTexts();
};

/** Two tabs with the panel open on one conversation. */
async function twoTabs() {
  await on.open(undefined, "127.0.0.1");
  const context = await on.newContext();
  const tabs = [new Visitor(await context.newPage()), new Visitor(await context.newPage())];
  await tabs[0].arrive(on.shop);
  await tabs[0].say("How do I return shoes?");
  await tabs[0].answer();
  // The panel was open, so it opens again by itself.
  await tabs[1].page.goto(on.shop.origin);
  await tabs[1].answer();
  return { context, tabs };
}

test("a start that hangs is given up and tried again under the same key", async () => {
  await on.open();
  const visitor = await on.newVisitor();
  // The limit of a call, twenty times as fast.
  await visitor.page.addInitScript(() => {
    const whole = AbortSignal.timeout;
    AbortSignal.timeout = (millis) => whole.call(AbortSignal, millis / 20);
  });
  const keys = [];
  await visitor.page.route("**/api/v1/sites/*/conversations", (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
  });
  await visitor.arrive(on.shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  assert.match(keys[0], /^\w{32}$/);
  assert.deepEqual(keys, [keys[0], keys[0]]);
});

test("a first message written offline goes out as soon as the network is back", async () => {
  await on.open();
  const visitor = await on.newVisitor();
  await visitor.page.addInitScript(() => {
    if (window === window.top) return;
    const start = window.setTimeout;
    // No pause between two tries ever ends by itself.
    window.setTimeout = (run, millis = 0, ...values) => (millis < 200 ? start(run, millis, ...values) : 0);
  });
  await visitor.arrive(on.shop);
  await visitor.page.context().setOffline(true);
  await visitor.say("How do I return shoes?");
  await visitor.sees("You're offline. Your message will be sent when you're back.");
  await visitor.page.context().setOffline(false);
  await visitor.answer();
});

test("where sockets are blocked, a message that failed once is sent again", async () => {
  await on.open();
  const visitor = await on.newVisitor();
  await visitor.page.routeWebSocket(/\/socket$/, (socket) => socket.close());
  let posts = 0;
  await visitor.page.route("**/messages", (route) => ((posts += 1) === 1 ? route.abort() : route.continue()));
  await visitor.arrive(on.shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  assert.equal(posts, 2);
  assert.deepEqual(await sent(visitor), ["How do I return shoes?"]);
});

test("where a socket takes over from a call that hangs, messages keep their order", async () => {
  await on.open();
  const visitor = await on.newVisitor();
  let isBlocked = true;
  await visitor.page.routeWebSocket(/\/socket$/, (socket) => (isBlocked ? socket.close() : socket.connectToServer()));
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  let posts = 0;
  await visitor.page.route("**/messages", async (route) => {
    posts += 1;
    await held;
    await route.continue();
  });
  await visitor.arrive(on.shop);
  const said = ["How do I return shoes?", "And boots?", "How long does a refund take?"];
  for (const text of said) await visitor.say(text);
  await until(() => posts > 0, "a call with the first message");
  isBlocked = false;
  const panel = await panelOf(visitor);
  // As the browser says once there is a network again: the socket is tried at once.
  await panel.evaluate(() => dispatchEvent(new Event("online")));
  await until(async () => (await sent(visitor)).includes(said[2]), "the last message on record");
  letGo();
  await until(async () => (await sent(visitor)).length === said.length, "all on record");
  assert.deepEqual(await sent(visitor), said);
});

test("the badge counts what came while the panel was closed, on later pages too", async () => {
  await on.open();
  const agent = await on.newAgent();
  const visitor = await on.newVisitor();
  await visitor.arrive(on.shop);
  await visitor.say("human please");
  await agent.take("human please");
  await visitor.sees("joined.");
  await launcher(visitor).click();
  await visitor.composer.waitFor({ state: "hidden" });
  await agent.reply("Hello, I can help.");
  await launcher(visitor, "Chat with us, 1 new message").waitFor();
  await visitor.page.goto(`${on.shop.origin}/next`);
  await launcher(visitor, "Chat with us, 1 new message").waitFor();
  // What comes while no page is open counts as well.
  await visitor.page.goto("about:blank");
  await agent.reply("Which order is it?");
  await visitor.page.goto(on.shop.origin);
  await launcher(visitor, "Chat with us, 2 new messages").click();
  await visitor.sees("Which order is it?");
  await launcher(visitor).click();
  await visitor.composer.waitFor({ state: "hidden" });
  await visitor.page.goto(`${on.shop.origin}/next`);
  const frame = await until(() => panelOf(visitor).catch(() => null), "the panel in the background");
  await frame.getByText("Which order is it?").waitFor({ state: "attached" });
  assert.equal(await launcher(visitor).count(), 1, "read is read");
});

test("what two tabs write offline is kept and sent once each", async () => {
  const { context, tabs } = await twoTabs();
  await context.setOffline(true);
  await tabs[0].say("The first is blue.");
  await tabs[1].say("The second is red.");
  for (const tab of tabs) await unsent(tab).waitFor();
  for (const tab of tabs) await tab.page.close();
  await context.setOffline(false);
  const later = new Visitor(await context.newPage());
  await later.page.goto(on.shop.origin);
  await until(async () => (await sent(later)).length === 3, "all messages on record");
  assert.deepEqual((await sent(later)).sort(), ["How do I return shoes?", "The first is blue.", "The second is red."]);
  assert.equal(await unsent(later).count(), 0);
});

test("a visitor who signs out in one tab leaves nothing in the other", async () => {
  const { context, tabs } = await twoTabs();
  await context.setOffline(true);
  await tabs[1].say("For the first visitor alone.");
  await unsent(tabs[1]).waitFor();
  await tabs[1].composer.fill("A draft.");
  await tabs[0].page.evaluate(() => window.Handrail.shutdown());
  await unsent(tabs[1]).waitFor({ state: "detached" });
  assert.equal(await tabs[1].composer.inputValue(), "");
  assert.deepEqual(await sent(tabs[1]), []);
  await context.setOffline(false);
  await tabs[1].say("How long does a refund take?");
  await tabs[1].answer();
  assert.deepEqual(await sent(tabs[1]), ["How long does a refund take?"]);
  const kept = await (await panelOf(tabs[1])).evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  assert.ok(!kept.includes("first visitor"), kept);
});
