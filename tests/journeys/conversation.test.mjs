/**
 * The story of one conversation on a customer's page of another site: asked, answered with a source,
 * handed to a person, handed back, through reloads, cuts, failures and a second tab. What the model's
 * server received is looked through for originals at the end.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Agent, Visitor } from "./support/actors.mjs";
import { launch } from "./support/browser.mjs";
import { until } from "./support/expect.mjs";
import { model, siteFile, startEdge, startMock, startShop } from "./support/stack.mjs";

const QUESTION = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";
/** No byte of these may reach the model's server. */
const ORIGINALS = ["4242 4242", "4242424242424242", "Sarah", "Miller", "sarah@mail.example", "536-22-8726"];

let browser, edge, mock, shop, context, visitor, contexts, site;
let number = 0;

before(async () => {
  browser = await launch();
  mock = await startMock();
  edge = await startEdge();
});
after(async () => {
  const requests = await mock.recorded();
  await browser.close();
  await edge.stop();
  mock.stop();
  assert.ok(requests.length > 0, "the model was asked");
  const received = JSON.stringify(requests);
  for (const original of ORIGINALS) assert.ok(!received.includes(original), `${original} reached the model`);
});

/** Each journey has a site of its own, so that queues do not mix. */
async function open() {
  site = `shop${(number += 1)}`;
  shop = await startShop(edge, site);
  await edge.load(site, siteFile(site, [shop.origin], model(mock)));
}
const newVisitor = async (options) => {
  const own = await browser.newContext(options);
  contexts.push(own);
  return new Visitor(await own.newPage());
};
const newAgent = async (email) => {
  const own = await browser.newContext();
  contexts.push(own);
  const agent = new Agent(await own.newPage());
  await agent.signIn(edge, site, email);
  return agent;
};

beforeEach(async () => {
  contexts = [];
  await mock.set({});
  await open();
  context = await browser.newContext();
  contexts.push(context);
  visitor = new Visitor(await context.newPage());
});
afterEach(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await shop.close();
});

test("asked, answered with a source, handed to a person and back", async () => {
  const agent = await newAgent();
  await visitor.arrive(shop);
  await visitor.hasHuman();
  await visitor.sees("An AI reads your messages and may be wrong.");
  await visitor.say(QUESTION);
  const reply = await visitor.answer();
  assert.match(await reply.innerText(), /\bAI\b/, "the label is text");
  const source = reply.getByRole("link").first();
  assert.match(await source.getAttribute("href"), new RegExp(`^${shop.origin}/shop/help/[a-z-]+#`), "a source of the shop");
  const [article] = await Promise.all([context.waitForEvent("page"), source.click()]);
  await until(() => shop.seen.some((path) => path.startsWith("/shop/help/")), "the shop asked for the article");
  await article.close();
  await visitor.sees("We hid 1 card number and 1 name from the AI.");
  assert.ok((await visitor.messages()).some((text) => text.includes(QUESTION)), "their own words whole");
  await visitor.button("What the AI sees").click();
  const seen = visitor.panel.locator(".from-visitor .bubble mark");
  await until(async () => (await seen.first().innerText()).includes("[CARD_1]"), "what the AI sees");
  assert.match(await seen.nth(1).innerText(), /\[NAME_1\]/);

  await visitor.human.click();
  await visitor.sees("You're number 1 in line.");
  await agent.take("[CARD_1]");
  await visitor.sees("Dana, Customer support, joined. You're talking with a person now.");
  await agent.reply("Hello Sarah, I can help with that return.");
  await visitor.sees("Hello Sarah, I can help with that return.");
  const asked = (await mock.recorded()).length;
  await visitor.say("Are you a person?");
  await agent.sees("Are you a person?");
  assert.equal((await mock.recorded()).length, asked, "the AI is silent");
  assert.ok(!(await agent.page.content()).includes("4242 4242 4242 4242"), "the desk has placeholders");

  await agent.button("Hand back to AI").click();
  await visitor.sees("Dana left. You're talking with Mira, the AI assistant, again.");
  await visitor.say("How long does a refund take?");
  await visitor.answer(2);
});

test("a reload in mid-answer goes on to the same end", async () => {
  await mock.set({ token_ms: 60, text: "Returns are simple. Send the shoes back in their box. We will write to you then." });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("Returns are simple.");
  await visitor.page.reload();
  await visitor.sees("We will write to you then.");
  await visitor.answer();
  const texts = await visitor.messages();
  assert.equal(texts.filter((text) => text.includes("How do I return shoes?")).length, 1, "nothing twice");
});

test("a second tab shows the same conversation and writes into it", async () => {
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  const other = new Visitor(await context.newPage());
  // The panel was open, so it opens again by itself.
  await other.page.goto(shop.origin);
  await other.answer();
  await other.say("How long does a refund take?");
  await other.answer(2);
  await visitor.answer(2);
});

test("a cut connection is made again and nothing is lost", async () => {
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  await context.setOffline(true);
  await visitor.say("How long does a refund take?");
  await visitor.sees("You're offline. Your message will be sent when you're back.");
  await visitor.hasHuman();
  await context.setOffline(false);
  await visitor.answer(2);
  const texts = await visitor.messages();
  assert.equal(texts.filter((text) => text.includes("How long does a refund take?")).length, 1);
});

test("a server that is killed and comes back loses nothing", async () => {
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  await edge.kill();
  await visitor.say("How long does a refund take?");
  await visitor.sees("We can't reach the chat right now. Your message will be sent when it's back.");
  await visitor.sees("We'll ask for someone when the chat is back.");
  await visitor.hasHuman();
  await edge.start();
  await visitor.answer(2);
  const texts = await visitor.messages();
  assert.equal(texts.filter((text) => text.includes("How long does a refund take?")).length, 1);
});

test("a model that is down is said plainly, with a person beside it", async () => {
  await mock.set({ script: "down" });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("The AI assistant isn't working right now. Your message is saved.");
  await visitor.hasHuman();
  const page = await visitor.panel.locator("body").innerText();
  assert.ok(!page.includes("upstream secret"), "an upstream's error body reaches nobody");
});

test("a model that hangs ends in words and a person", async () => {
  await mock.set({ script: "hangs" });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees(/Mira \(AI\) is (looking this up|writing)…/);
  await visitor.sees("The AI assistant isn't working right now.");
  await visitor.hasHuman();
});

test("a model that is cut off half-way keeps what was checked and can be tried again", async () => {
  await mock.set({ script: "cuts", text: "Returns are simple. Send the shoes back in their own box please. We will write." });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("This answer broke off. What you see was checked.");
  await mock.set({});
  await visitor.button("Try again").click();
  await visitor.answer(2);
});

test("a false price never reaches the visitor", async () => {
  await mock.set({ script: "lies" });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("I left out part of this answer because I couldn't confirm it.");
  assert.ok(!(await visitor.panel.locator("body").innerText()).includes("1,234.56"));
});

test("an answer is stopped by its button, and the focus stays", async () => {
  await mock.set({ token_ms: 200, text: "Returns are simple. ".repeat(20) });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("Returns are simple.");
  await visitor.button("Stop answer").click();
  await visitor.sees("You stopped this answer.");
});

test("a model that asks for a person gets one", async () => {
  await mock.set({ script: "asks_for_person" });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("in line");
});

test("asked for in words, a person comes before any model", async () => {
  await mock.forget();
  await visitor.arrive(shop);
  await visitor.say("human please");
  await visitor.sees("in line");
  assert.equal((await mock.recorded()).length, 0);
});

test("with nobody there, an address is left that no model and no page of the desk's list shows", async () => {
  await visitor.arrive(shop);
  await visitor.human.click();
  await visitor.sees("Leave your email and we'll reply there. The AI doesn't see it.");
  await visitor.panel.getByRole("textbox", { name: "Email" }).fill("not an address");
  await visitor.button("Leave my email").click();
  await visitor.sees("This doesn't look like an email address.");
  await visitor.panel.getByRole("textbox", { name: "Email" }).fill("sarah@mail.example");
  await visitor.button("Leave my email").click();
  await visitor.sees("Thank you.");
});

test("two agents take at once: one has it, the other reads who was first", async () => {
  const dana = await newAgent();
  const sam = await newAgent("sam@acme.example");
  await visitor.arrive(shop);
  await visitor.say("human please");
  await Promise.all([dana.open("human please"), sam.open("human please")]);
  const takes = [dana, sam].map((agent) => agent.button("Take conversation"));
  await Promise.all(takes.map((take) => take.waitFor()));
  // Pressed without the wait for a button that moves: the first take replaces the other's button.
  await Promise.all(takes.map((take) => take.evaluate((button) => button.click())));
  const told = await until(async () => {
    const texts = await Promise.all([dana.page.innerText("body"), sam.page.innerText("body")]);
    return texts.find((text) => /(Dana|Sam) took this conversation|(Dana|Sam) has this conversation|(Dana|Sam) took/.test(text));
  }, "who was first");
  assert.ok(told);
  const notices = (await visitor.messages()).length;
  assert.ok(notices >= 1);
  await visitor.sees("joined. You're talking with a person now.");
});

test("an agent who vanishes frees the conversation, and the visitor is told", async () => {
  const agent = await newAgent();
  await visitor.arrive(shop);
  await visitor.say("human please");
  await agent.take("human please");
  await visitor.sees("joined.");
  await agent.page.context().close();
  contexts.splice(contexts.indexOf(agent.page.context()), 1);
  // The site file says 20 seconds.
  await until(
    async () => (await visitor.panel.locator("body").innerText()).includes("Dana was disconnected."),
    "word of the lost agent",
    60_000,
  );
  assert.match(await visitor.panel.locator("#live-alert").innerText(), /^Dana was disconnected\./, "it interrupts");
});

test("an agent who leaves the visitor waiting is told before the conversation is lost", async () => {
  const own = await browser.newContext();
  contexts.push(own);
  const agent = new Agent(await own.newPage());
  await agent.page.clock.install();
  await agent.signIn(edge, site);
  await visitor.arrive(shop);
  await visitor.say("human please");
  await agent.take("human please");
  const told = agent.page.getByText("The visitor has been waiting");
  assert.equal(await told.count(), 0);
  await agent.page.clock.fastForward(70_000);
  await told.waitFor();
  assert.match(await told.innerText(), /waiting 1:[01]\d\. Unless .* in 1:[45]\d\.$/);
  await agent.composer.pressSequentially("One moment");
  await told.waitFor({ state: "detached" });
});

test("by keyboard alone", async () => {
  const { page } = visitor;
  await page.goto(shop.origin);
  await page.getByRole("button", { name: /^Chat with us/ }).focus();
  await page.keyboard.press("Enter");
  await visitor.composer.waitFor();
  await until(() => visitor.composer.evaluate((node) => node === document.activeElement), "focus in the composer");
  await page.keyboard.type("How do I return shoes?");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Thank you");
  await page.keyboard.press("Enter");
  await visitor.answer();
  assert.equal(await visitor.composer.evaluate((node) => node === document.activeElement), true, "the focus never moved");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await visitor.human.evaluate((node) => node === document.activeElement), true);
  await page.keyboard.press("Enter");
  await visitor.sees("in line");
  await page.keyboard.press("Escape");
  const launcher = page.getByRole("button", { name: /^Chat with us/ });
  await until(
    () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement != null || document.activeElement?.tagName === "BUTTON"),
    "focus back on the launcher",
  );
  assert.equal(await launcher.getAttribute("aria-expanded"), "false");
});
