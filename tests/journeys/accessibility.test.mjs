/**
 * The accessibility promises of docs/accessibility.md, as far as a browser can hold them: axe-core over
 * every state of widget, desk and sandbox, light and dark, then a test per promise, named by its number.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { Agent, Visitor } from "./support/actors.mjs";
import { launch } from "./support/browser.mjs";
import { until } from "./support/expect.mjs";
import { isClean, listen, place, pressable, ringOfFocus, targets } from "./support/looks.mjs";
import { loadSample, model, siteFile, startEdge, startMock, startShop } from "./support/stack.mjs";

const QUESTION = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";

let browser, edge, mock, shop, site, visitor, contexts;
let number = 0;

before(async () => {
  browser = await launch();
  mock = await startMock();
  edge = await startEdge();
});
after(async () => {
  await browser.close();
  await edge.stop();
  mock.stop();
});
beforeEach(async () => {
  contexts = [];
  await mock.set({});
  site = `shop${(number += 1)}`;
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await shop?.close();
  shop = undefined;
});

const newPage = async (options) => {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
};
/** A visitor of a shop of its own; `attributes` go to the snippet. */
const newVisitor = async (options, attributes) => {
  shop = await startShop(edge, site, attributes);
  await edge.load(site, siteFile(site, [shop.origin], model(mock)));
  visitor = new Visitor(await newPage(options));
  return visitor;
};
const newAgent = async (options) => {
  const agent = new Agent(await newPage(options));
  await agent.signIn(edge, site, "dana@acme.example");
  return agent;
};
/** The panel's own document. */
const panel = async () => {
  const frame = await visitor.page.locator('iframe[src*="/widget"]').elementHandle();
  return frame.contentFrame();
};
const launcher = () => visitor.page.getByRole("button", { name: /^Chat with us/ });
const hasFocus = (locator) => locator.evaluate((node) => node === document.activeElement && document.hasFocus());
const gotFocus = (locator, what) => until(() => hasFocus(locator), `focus on ${what}`);

describe("axe-core reports nothing", () => {
  const calm = { reducedMotion: "reduce" };

  test("on the widget: introduction, answered, what the AI sees, waiting", async () => {
    await newVisitor(calm);
    await visitor.arrive(shop);
    await isClean(visitor.page, "introduction");
    await visitor.say(QUESTION);
    await visitor.answer();
    await isClean(visitor.page, "answered");
    await visitor.button("What the AI sees").click();
    await isClean(visitor.page, "what the AI sees");
    await visitor.human.click();
    await visitor.button("Leave my email").click();
    await visitor.sees("This doesn't look like an email address.");
    await isClean(visitor.page, "waiting, with the form");
  });

  test("on the widget: being answered, failed, offline", async () => {
    await mock.set({ token_ms: 300, text: "Returns are simple. ".repeat(20) });
    await newVisitor(calm);
    await visitor.arrive(shop);
    await visitor.say("How do I return shoes?");
    await visitor.sees("Returns are simple.");
    await isClean(visitor.page, "being answered");
    await visitor.button("Stop answer").click();
    await visitor.sees("You stopped this answer.");
    await mock.set({ script: "down" });
    await visitor.say("How long does a refund take?");
    await visitor.sees("The AI assistant isn't working right now.");
    await isClean(visitor.page, "model down");
    await visitor.page.context().setOffline(true);
    await visitor.say("Hello?");
    await visitor.sees("You're offline.");
    await isClean(visitor.page, "offline");
  });

  for (const colorScheme of ["light", "dark"]) test(`on the widget that could not begin, ${colorScheme}`, async () => {
    await newVisitor({ ...calm, colorScheme });
    await visitor.page.route("**/api/v1/sites/**", (route) => route.fulfill({ status: 404, json: { error: { code: "unknown_site", message: "" } } }));
    await visitor.page.goto(shop.origin);
    await launcher().click();
    await visitor.sees("Chat couldn't load.");
    await isClean(visitor.page, "failure");
  });

  test("on the desk: sign-in, queue, conversation, and on the widget with a person", async () => {
    await newVisitor(calm);
    const stranger = await newPage(calm);
    await stranger.goto(`${edge.origin}/desk`);
    await stranger.getByRole("button", { name: "Sign in" }).click();
    await stranger.getByText("Enter the site, for example acme.").waitFor();
    await isClean(stranger, "sign-in");
    const agent = await newAgent(calm);
    await isClean(agent.page, "empty queue");
    await visitor.arrive(shop);
    await visitor.say(QUESTION);
    await visitor.answer();
    await visitor.human.click();
    await agent.sees("Number 1 in line");
    await isClean(agent.page, "queue");
    await agent.open("[CARD_1]");
    await agent.sees("Take conversation");
    await isClean(agent.page, "conversation before it is taken");
    await agent.button("Take conversation").click();
    await agent.composer.waitFor();
    await agent.reply("Hello, I can help with that return.");
    await visitor.sees("Hello, I can help with that return.");
    await agent.sees("Contact details");
    await isClean(agent.page, "conversation");
    await isClean(visitor.page, "with a person");
  });

  test("on the sandbox, its frames and its card", async () => {
    await loadSample(edge);
    const page = await newPage({ ...calm, viewport: { width: 1680, height: 1000 } });
    await page.goto(`${edge.origin}/sandbox`);
    const inShop = new Visitor(page.frameLocator("#shop"));
    await inShop.composer.waitFor();
    await page.locator('[data-do="ask"]').click();
    await inShop.answer();
    await page.locator("#trace .entry-sent").first().waitFor();
    await isClean(page, "sandbox");
    await page.locator('[data-do="yours"]').click();
    await page.getByRole("dialog", { name: "Make it yours" }).waitFor();
    await isClean(page, "card");
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 390, height: 800 });
    await isClean(page, "narrow sandbox");
  });
});

test("1: the launcher is a button of 44 px that says whether it is open, and the frame has a title", async () => {
  await newVisitor();
  await visitor.page.goto(shop.origin);
  assert.equal(await launcher().evaluate((node) => node.tagName), "BUTTON");
  assert.equal(await launcher().getAttribute("aria-expanded"), "false");
  const { width, height } = await launcher().boundingBox();
  assert.ok(width >= 44 && height >= 44, `${width} x ${height}`);
  await launcher().click();
  await visitor.composer.waitFor();
  assert.equal(await launcher().getAttribute("aria-expanded"), "true");
  assert.match(await visitor.page.locator("iframe").getAttribute("title"), /\w/);
});

test("2: opening focuses the composer, Escape gives the focus back, and the page stays usable", async () => {
  await newVisitor();
  await visitor.page.goto(shop.origin);
  await launcher().focus();
  await visitor.page.keyboard.press("Enter");
  await gotFocus(visitor.composer, "the composer");
  assert.equal(await visitor.page.evaluate(() => document.body.inert), false);
  assert.notEqual(await visitor.page.getByRole("dialog").getAttribute("aria-modal"), "true");
  await visitor.page.keyboard.press("Escape");
  await until(() => launcher().evaluate((node) => node.getRootNode().activeElement === node), "focus on the launcher");
  assert.equal(await launcher().getAttribute("aria-expanded"), "false");
});

test("2: a panel that can't begin says so once, with the contact, and Escape leaves it", async () => {
  await newVisitor();
  let tries = 0;
  await visitor.page.route("**/api/v1/sites/*", (route) => {
    tries += 1;
    return route.abort();
  });
  await visitor.page.goto(shop.origin);
  await launcher().click();
  await visitor.sees("Chat couldn't load. Contact us:");
  const said = visitor.panel.getByRole("alert");
  await said.evaluate((node) => (node.isFirst = true));
  const before = tries;
  await until(() => tries >= before + 3, "three more tries");
  assert.equal(await said.evaluate((node) => node.isFirst), true, "it is said once");
  assert.equal(await said.getByRole("link").getAttribute("href"), `${shop.origin}/contact`);
  await visitor.panel.getByRole("button", { name: "Try again" }).focus();
  await visitor.page.keyboard.press("Escape");
  await until(async () => (await launcher().getAttribute("aria-expanded")) === "false", "the panel closed");
});

test("2: on a phone the page is inert and Close comes first", async () => {
  await newVisitor({ viewport: { width: 375, height: 700 }, hasTouch: true });
  await visitor.arrive(shop);
  assert.equal(await visitor.page.evaluate(() => document.body.inert), true);
  const first = await (await panel()).evaluate(
    () => document.querySelector("a[href], button:not([hidden]), textarea, [tabindex='0']").getAttribute("aria-label"),
  );
  assert.equal(first, "Close");
  await visitor.panel.getByRole("button", { name: "Close" }).click();
  await until(() => visitor.page.evaluate(() => !document.body.inert), "the page back");
});

for (const [direction, attributes] of [
  ["left to right", ""],
  ["right to left", 'data-locale="ar"'],
])
  test(`3: Close, transcript, message actions, Talk to a human, composer, Send, ${direction}`, async () => {
    await newVisitor({}, attributes);
    await visitor.arrive(shop);
    await visitor.say(QUESTION);
    await visitor.panel.locator(".from-ai .sources a").first().waitFor();
    const frame = await panel();
    assert.equal(await frame.evaluate(() => document.documentElement.dir), attributes ? "rtl" : "ltr");
    await visitor.panel.locator(".close").focus();
    const order = [];
    for (let presses = 0; order.at(-1) !== "send" && presses < 40; presses += 1) {
      const now = await frame.evaluate(place);
      if (order.at(-1) !== now) order.push(now);
      await visitor.page.keyboard.press("Tab");
    }
    assert.deepEqual(order, ["close", "transcript", "message", "human", "composer", "send"]);
    const [close, title] = await Promise.all(
      [".close", ".head-text"].map((part) => visitor.panel.locator(part).boundingBox()),
    );
    assert.equal(close.x < title.x, Boolean(attributes), "Close stands at the end of the line");
  });

test("4: whole sentences are told once, 2 s apart, beside the streaming text; history is silent", async () => {
  const sentences = ["Returns are simple.", "Send the shoes back in their box.", "We will write to you then."];
  await mock.set({ token_ms: 40, text: sentences.join(" ") });
  await newVisitor();
  await visitor.arrive(shop);
  const said = await listen(await panel());
  await visitor.say("How do I return shoes?");
  await visitor.sees(sentences[0]);
  const live = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]';
  assert.equal(
    await visitor.panel.locator(".running, #transcript").evaluateAll((nodes, regions) => nodes.some((n) => n.closest(regions)), live),
    false,
    "the streaming text is in no live region",
  );
  await visitor.answer();
  const told = await until(async () => {
    const found = await said("live-messages");
    return found.length >= sentences.length && found;
  }, "all sentences");
  assert.deepEqual(
    told.map(({ text }) => text),
    [`Mira, AI assistant: ${sentences[0]}`, ...sentences.slice(1)],
  );
  const gaps = told.slice(1).map(({ at }, index) => at - told[index].at);
  assert.ok(gaps.every((gap) => gap >= 1990), `${gaps}`);

  await visitor.page.reload();
  await visitor.answer();
  for (const region of ["#live-messages", "#live-status", "#live-alert"])
    assert.equal(await visitor.panel.locator(region).innerText(), "", `${region} after a reload`);
});

test("5: owner and place in the queue are told apart from messages, and politely", async () => {
  await newVisitor();
  const agent = await newAgent();
  await visitor.arrive(shop);
  const said = await listen(await panel());
  const heard = async (words) =>
    until(async () => (await said("live-status")).some(({ text }) => words.test(text)), `word of ${words}`);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  await visitor.human.click();
  await heard(/number 1 in line/);
  await agent.take("How do I return shoes?");
  await heard(/^Dana, Customer support, joined/);
  await agent.button("Hand back to AI").click();
  await heard(/^Dana left\./);
  assert.deepEqual(await said("live-alert"), [], "nothing interrupts");
  assert.deepEqual(
    (await said("live-messages")).filter(({ text }) => /in line|joined|Dana left/.test(text)),
    [],
    "nothing is told twice",
  );
  const regions = await (await panel()).evaluate(() =>
    [...document.querySelectorAll("[aria-live], [role=alert], [role=status], [role=log]")].map((node) => [
      node.id,
      node.getAttribute("aria-live"),
    ]),
  );
  assert.deepEqual(regions, [
    ["live-messages", "polite"],
    ["live-status", "polite"],
    ["live-alert", "assertive"],
  ]);
});

test("5: a failed send interrupts", async () => {
  await newVisitor();
  await visitor.page.route("**/api/v1/sites/*/conversations", (route) =>
    route.fulfill({ status: 422, json: { error: { code: "invalid_field", message: "No." } } }),
  );
  await visitor.arrive(shop);
  const said = await listen(await panel());
  await visitor.say("How do I return shoes?");
  await visitor.sees("Not sent. Your text is still here.");
  assert.deepEqual((await said("live-alert")).map(({ text }) => text), ["Not sent. Your text is still here."]);
  await visitor.sees("How do I return shoes?");
});

test("6: each message is an article named by author and time, and \"AI\" is text", async () => {
  await newVisitor();
  const agent = await newAgent();
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  const reply = await visitor.answer();
  const tag = reply.getByText("AI", { exact: true });
  assert.equal(await tag.isVisible(), true);
  const drawn = await tag.evaluate((node) => ["::before", "::after"].map((part) => getComputedStyle(node, part).content));
  assert.deepEqual(drawn, ["none", "none"]);
  await visitor.human.click();
  await agent.take("How do I return shoes?");
  await agent.reply("Hello, I can help.");
  await visitor.sees("Hello, I can help.");
  const names = await visitor.panel
    .getByRole("article")
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label")));
  for (const pattern of [/^Mira, AI assistant, \d?\d:\d\d/, /^You, \d?\d:\d\d/, /^Dana, person, \d?\d:\d\d/])
    assert.ok(names.some((name) => pattern.test(name)), `${pattern} in ${names}`);
  const authors = await visitor.panel.locator(".rail .row:not(.notice)").count();
  assert.equal(names.length, authors, "no message is without a name");
});

/** The way to a person is on screen whole and can be pressed where it stands. */
async function humanIsThere(what) {
  const seen = await visitor.human.evaluate(pressable);
  assert.deepEqual(seen, { native: true, enabled: true, visible: true, described: true }, what);
}

for (const [what, viewport] of [
  ["at 320 px", { width: 320, height: 568 }],
  ["at 400 % zoom", { width: 320, height: 256 }],
  ["with the on-screen keyboard open", { width: 375, height: 320 }],
])
  test(`7: Talk to a human is there ${what}, in every state`, async () => {
    await mock.set({ token_ms: 250, text: "Returns are simple. ".repeat(10) });
    await newVisitor({ viewport });
    await visitor.arrive(shop);
    await humanIsThere("introduction");
    await visitor.composer.fill("A long draft. ".repeat(60));
    await humanIsThere("a long draft");
    await visitor.say("How do I return shoes?");
    await visitor.button("Stop answer").waitFor();
    await humanIsThere("being answered");
    await visitor.button("Stop answer").click();
    await visitor.sees("You stopped this answer.");
    await visitor.page.context().setOffline(true);
    await visitor.say("Are you there?");
    await visitor.panel.locator(".banner").waitFor();
    await humanIsThere("offline");
    await visitor.page.context().setOffline(false);
    await visitor.panel.locator(".banner").waitFor({ state: "hidden" });
    await visitor.human.click();
    await visitor.panel.getByRole("textbox", { name: "Email" }).waitFor();
    await humanIsThere("waiting");
  });

test("8: Stop is one Shift+Tab from the composer; stop, retry and take-over leave the focus", async () => {
  await mock.set({ token_ms: 200, text: "Returns are simple. ".repeat(20) });
  await newVisitor();
  const agent = await newAgent();
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("Returns are simple.");
  assert.equal(await hasFocus(visitor.composer), true);
  await visitor.page.keyboard.press("Shift+Tab");
  const stop = visitor.panel.locator(".stop");
  assert.equal(await hasFocus(stop), true);
  await visitor.page.keyboard.press("Enter");
  await visitor.sees("You stopped this answer.");
  assert.equal(await hasFocus(stop), true, "after stopping");
  await mock.set({});
  const again = visitor.panel.getByRole("button", { name: "Try again" }).last();
  await again.focus();
  const node = await again.elementHandle();
  await visitor.page.keyboard.press("Enter");
  await visitor.answer(2);
  assert.equal(await node.evaluate((one) => one === document.activeElement), true, "after trying again");
  await visitor.composer.focus();
  await visitor.human.evaluate((button) => button.click());
  await agent.take("How do I return shoes?");
  await visitor.sees("joined. You're talking with a person now.");
  assert.equal(await hasFocus(visitor.composer), true, "after a person took over");
});

test("8: the focus passes from a message that was not sent to the same message on record", async () => {
  await newVisitor();
  let tries = 0;
  await visitor.page.route("**/api/v1/sites/*/conversations", (route) =>
    (tries += 1) === 1
      ? route.fulfill({ status: 422, json: { error: { code: "invalid_field", message: "No." } } })
      : route.continue(),
  );
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.sees("Not sent. Your text is still here.");
  await visitor.button("Try again").focus();
  await visitor.page.keyboard.press("Enter");
  await gotFocus(visitor.panel.getByRole("article", { name: /^You, \d/ }), "the message on record");
});

test("9: an answer keeps its element, and with it a reader's place, when it is final", async () => {
  await mock.set({ token_ms: 120, text: "Returns are simple. [[1]] Send the shoes back in their box. [[1]] We will write to you then." });
  await newVisitor();
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.panel.locator(".running .prose p").first().waitFor();
  const article = await visitor.panel.locator(".running article").elementHandle();
  await article.evaluate((node) => {
    node.tabIndex = -1;
    node.focus();
  });
  const reply = await visitor.answer();
  assert.equal(await reply.evaluate((node, same) => node === same, article), true);
  assert.equal(await reply.evaluate((node) => node === document.activeElement), true);
  assert.equal(await reply.evaluate((node) => node.querySelectorAll(".dots, .looking").length), 0);
  assert.equal(await reply.locator(".sources").count(), 1);
  assert.equal(await reply.locator("time").count(), 1);
});

for (const [what, look] of [
  ["scrolled up", (scroller) => scroller.evaluate((node) => node.scrollTo(0, 0))],
  ["focus in the transcript", (scroller) => scroller.focus()],
])
  test(`9: with ${what} nothing scrolls, and "New messages" leads to the end`, async () => {
    await newVisitor({ viewport: { width: 1000, height: 480 } });
    const agent = await newAgent();
    await visitor.arrive(shop);
    await visitor.say("human please");
    await agent.take("human please");
    await visitor.sees("joined. You're talking with a person now.");
    await agent.reply("One line of a long reply.\n".repeat(30));
    await visitor.sees("One line of a long reply.");
    const scroller = visitor.panel.locator("#transcript");
    const rest = () => scroller.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
    await until(async () => (await rest()) < 40, "the end in view");
    await look(scroller);
    const before = await scroller.evaluate((node) => node.scrollTop);
    const news = visitor.panel.getByRole("button", { name: "New messages" });
    assert.equal(await news.isVisible(), false);
    await agent.reply("And one more.\n".repeat(6));
    await news.waitFor();
    assert.equal(await scroller.evaluate((node) => node.scrollTop), before);
    await news.click();
    await until(async () => (await rest()) < 40, "the end in view");
    assert.equal(await news.isVisible(), false);
  });

test("10: targets have 24 px, the leading ones 44, and hidden details and sources have names", async () => {
  await newVisitor();
  await visitor.arrive(shop);
  await visitor.say(QUESTION);
  const reply = await visitor.answer();
  await visitor.human.click();
  await visitor.panel.getByRole("textbox", { name: "Email" }).waitFor();
  const all = await (await panel()).evaluate(targets);
  assert.deepEqual(all.filter(({ width, height }) => width < 23.9 || height < 23.9), []);
  for (const part of [".close", ".human", ".send", ".composer .field", 'input[type="email"]']) {
    const { width, height } = await visitor.panel.locator(part).boundingBox();
    assert.ok(width >= 44 && height >= 44, `${part}: ${width} x ${height}`);
  }
  assert.match(await reply.getByRole("link").first().getAttribute("aria-label"), /\w.* \(opens in a new tab\)$/);
  const card = visitor.panel.getByTitle("Hidden card number ending 4242");
  assert.equal(await card.innerText(), "4242 4242 4242 4242");
  // A title is for the mouse: screen readers leave that of a mark out.
  assert.equal(await card.evaluate((mark) => mark.nextSibling.textContent), " (Hidden card number ending 4242)");
  await visitor.button("What the AI sees").click();
  assert.equal(await visitor.panel.locator("mark.seen .sr-only").first().textContent(), "Hidden card number ending 4242");
});

test("11: with reduced motion nothing moves, and words stand for the dots", async () => {
  await mock.set({ script: "hangs" });
  await newVisitor({ reducedMotion: "reduce" });
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  const running = visitor.panel.locator(".running");
  await running.getByText(/^Mira \(AI\) is (looking this up|writing)…$/).waitFor();
  assert.equal(await running.locator(".dots").isVisible(), false);
  const moves = await (await panel()).evaluate(() => ({
    animations: document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 0).length,
    smooth: [...document.querySelectorAll("*")].filter((node) => getComputedStyle(node).scrollBehavior === "smooth").length,
    slow: [...document.querySelectorAll("*")].filter((node) =>
      getComputedStyle(node).transitionDuration.split(", ").some((time) => parseFloat(time) > 0),
    ).length,
  }));
  assert.deepEqual(moves, { animations: 0, smooth: 0, slow: 0 });
});

test("12: in forced colours the rail's kinds differ by line style, and the focus is seen", async () => {
  await newVisitor({ forcedColors: "active" });
  const agent = await newAgent();
  await visitor.arrive(shop);
  await visitor.say("How do I return shoes?");
  await visitor.answer();
  await visitor.human.click();
  await agent.take("How do I return shoes?");
  await visitor.sees("joined. You're talking with a person now.");
  const lines = {};
  for (const kind of ["line-ai", "line-system", "line-person"])
    lines[kind] = await visitor.panel.locator(`.row.${kind}`).last().evaluate((row) => {
      const { borderInlineStartStyle, borderInlineStartWidth } = getComputedStyle(row, "::before");
      return parseFloat(borderInlineStartWidth) >= 2 ? borderInlineStartStyle : "none";
    });
  assert.deepEqual(lines, { "line-ai": "dashed", "line-system": "dotted", "line-person": "solid" });
  await ringIsSeen();
});

/** Tabs through the panel: whatever has the focus has a ring of 2 px and 3:1 against what is behind it. */
async function ringIsSeen() {
  const frame = await panel();
  // A ring is drawn for the keyboard only.
  await visitor.panel.locator("#transcript").focus();
  await visitor.page.keyboard.press("Shift+Tab");
  assert.equal(await hasFocus(visitor.panel.locator(".close")), true);
  for (let presses = 0; presses < 12; presses += 1) {
    const ring = await frame.evaluate(ringOfFocus);
    assert.ok(ring.width >= 2 && ring.ratio >= 3, JSON.stringify(ring));
    if (await hasFocus(visitor.panel.locator(".send"))) return;
    await visitor.page.keyboard.press("Tab");
  }
  assert.fail("Send was never reached");
}

for (const colorScheme of ["light", "dark"])
  test(`12: the focus ring has 3:1, ${colorScheme}`, async () => {
    await newVisitor({ colorScheme });
    await visitor.arrive(shop);
    await ringIsSeen();
  });

test("13: the panel has the language and direction asked for, and texts their own direction", async () => {
  await newVisitor({}, 'data-locale="ar"');
  await visitor.arrive(shop);
  const root = await (await panel()).evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  assert.deepEqual(root, ["ar", "rtl"]);
  await visitor.say("How do I return shoes?");
  const reply = visitor.panel.locator(".from-ai .prose").last();
  await visitor.panel.locator(".from-ai .sources").waitFor();
  const own = visitor.panel.locator(".from-visitor .bubble");
  for (const text of [own, reply]) {
    assert.equal(await text.getAttribute("dir"), "auto");
    assert.equal(await text.evaluate((node) => getComputedStyle(node).direction), "ltr", "an English text in an Arabic panel");
  }
  assert.equal(await visitor.composer.getAttribute("dir"), "auto");
});

test("14: the form's field has a visible label, its error is tied to it, and nothing is cleared", async () => {
  await newVisitor();
  await visitor.arrive(shop);
  await visitor.human.click();
  const field = visitor.panel.getByRole("textbox", { name: "Email" });
  await field.fill("not an address");
  assert.equal(await visitor.panel.locator(`label[for="${await field.getAttribute("id")}"]`).isVisible(), true);
  assert.equal(await field.getAttribute("autocomplete"), "email");
  assert.equal(await field.getAttribute("aria-invalid"), "false");
  await visitor.button("Leave my email").click();
  await visitor.sees("This doesn't look like an email address.");
  assert.equal(await field.inputValue(), "not an address");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = await field.evaluate((node) =>
    node
      .getAttribute("aria-describedby")
      .split(" ")
      .map((id) => document.getElementById(id).textContent)
      .join(" "),
  );
  assert.match(described, /This doesn't look like an email address\..*The AI doesn't see it\./);
  assert.equal(await hasFocus(field), true);
});

test("15: the counter is told at 200, 50 and 0 left and at no other count", async () => {
  await newVisitor();
  await visitor.arrive(shop);
  const said = await listen(await panel());
  for (const left of [400, 201, 200, 199, 120, 51, 50, 49, 3, 1, 0]) await visitor.composer.fill("x".repeat(2000 - left));
  assert.deepEqual(
    (await said("live-status")).map(({ text }) => text),
    ["200 characters left", "50 characters left", "0 characters left"],
  );
});

test("15: the Enter that ends a composition never sends", async () => {
  await newVisitor();
  await visitor.arrive(shop);
  await visitor.composer.fill("にほん");
  const press = (init) =>
    visitor.composer.evaluate(
      (node, more) => node.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more })),
      init,
    );
  assert.equal(await press({ isComposing: true }), true, "left to the input method");
  assert.equal(await press({ keyCode: 229 }), true, "left to the input method");
  assert.equal(await visitor.composer.inputValue(), "にほん");
  assert.equal(await visitor.panel.locator(".from-visitor").count(), 0);
  assert.equal(await press({}), false);
  await visitor.panel.locator(".from-visitor").waitFor();
  assert.equal(await visitor.composer.inputValue(), "");
});

test("16: no sound and no blinking title unless asked for", async () => {
  await newVisitor();
  const agent = await newAgent();
  for (const page of [visitor.page, agent.page])
    await page.addInitScript(() => {
      for (const name of ["AudioContext", "Audio"])
        window[name] = class {
          constructor() {
            window.top.heard = true;
          }
        };
    });
  await agent.page.reload();
  await agent.list.waitFor();
  await visitor.arrive(shop);
  await visitor.say("human please");
  await agent.take("human please");
  await launcher().click();
  await visitor.composer.waitFor({ state: "hidden" });
  await agent.reply("Hello, I can help.");
  await visitor.page.getByRole("button", { name: "Chat with us, 1 new message" }).waitFor();
  assert.equal(await visitor.page.title(), "Shop");
  assert.equal(await agent.button("Sound for new conversations").getAttribute("aria-pressed"), "false");
  for (const page of [visitor.page, agent.page]) assert.equal(await page.evaluate(() => window.heard), undefined);
});
