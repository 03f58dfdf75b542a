/**
 * The sandbox's first minute, on the sample shop as the demo loads it: every step a newcomer is led
 * through, with what the three panes show. A picture of each step is kept in `target/journeys`.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Agent, Visitor } from "./support/actors.mjs";
import { launch, picture } from "./support/browser.mjs";
import { until } from "./support/expect.mjs";
import { loadSample, siteFile, startEdge } from "./support/stack.mjs";

const QUESTION = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";
const MASKED = "Can I return shoes I paid for with [CARD_1]? I'm [NAME_1].";
const LIMIT_MILLIS = 20_000;

let browser, edge, context, page, visitor, agent;
/** What any page did against its policy. */
const broken = [];

before(async () => {
  browser = await launch();
  edge = await startEdge();
  await loadSample(edge);
  context = await browser.newContext({ viewport: { width: 1680, height: 1000 } });
  page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MILLIS);
  // The bell of the desk, once it has rung: whether it can be heard is the state of its context.
  await page.addInitScript(() => {
    const { createOscillator } = AudioContext.prototype;
    AudioContext.prototype.createOscillator = function () {
      window.top.bell = this;
      return createOscillator.call(this);
    };
  });
  await context.exposeBinding("policyBroken", (_, what) => broken.push(what));
  // In the sandbox, the shop, the panel and the desk alike.
  await context.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ documentURI, violatedDirective, sample }) =>
      window.policyBroken(`${violatedDirective} at ${documentURI}: ${sample}`),
    ),
  );
  visitor = new Visitor(page.frameLocator("#shop"));
  agent = new Agent(page.frameLocator("#desk"));
});
after(async () => {
  await browser.close();
  await edge.stop();
});

const trace = () => page.locator("#trace");
const entries = (kind) => trace().locator(`.entry-${kind}`);
const press = (step) => page.locator(`[data-do="${step}"]`).click();
/** The step is marked as done by what happened. */
const isDone = (step) => page.locator(`#step-${step}.done`).waitFor();
const panelText = () => visitor.panel.locator("body").innerText();

/** The address leads to the sentence, in a window so low that the top of the article does not show it. */
async function opensAtSentence(address, quote) {
  const low = await browser.newContext({ viewport: { width: 1000, height: 160 } });
  const article = await low.newPage();
  const inView = () =>
    article.evaluate((words) => {
      const found = [...document.querySelectorAll("main p, main li, main td")].find((node) =>
        node.textContent.replace(/\s+/g, " ").includes(words),
      );
      const { top, bottom } = found.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }, quote.replace(/\s+/g, " ").slice(0, 20));
  const { href } = new URL(address, edge.origin);
  await article.goto(href.split("#")[0]);
  assert.equal(await inView(), false, "without its fragment the address shows the top");
  await article.goto("about:blank");
  await article.goto(href);
  await until(inView, `the sentence "${quote}" in view at ${address}`);
  await low.close();
}

test("the first minute", async (t) => {
  let shots = 0;
  const step = (what, act) =>
    t.test(what, async () => {
      await act();
      await picture(page, `first-minute-${(shots += 1)}`);
    });

  await step("0 s: the widget is open, the model is named, the desk is signed in", async () => {
    await page.goto(`${edge.origin}/sandbox`);
    await visitor.composer.waitFor();
    await visitor.hasHuman();
    assert.equal(await visitor.panel.locator("#human-wait").innerText(), "Someone is here now");
    await visitor.sees("An AI reads your messages and may be wrong.");
    assert.match(await page.locator("#model").innerText(), /^Built-in answers, no language model\. Connect one: /);
    assert.ok(await page.getByRole("heading", { name: "What the AI sees" }).isVisible());
    await agent.list.waitFor();
    await agent.sees("All quiet");
    assert.equal(
      await page.evaluate(() => document.activeElement?.id),
      "",
      "a panel that nobody asked for takes no focus",
    );
  });

  await step("5 s: asked, and the middle has the exact text with placeholders", async () => {
    await press("ask");
    const sent = entries("sent").last();
    await sent.getByText(MASKED, { exact: true }).waitFor();
    assert.match(await sent.locator("header").innerText(), /Would be sent to a model/);
    assert.match(await sent.locator("header").innerText(), /\d bytes/);
    await isDone("ask");
    const all = await trace().innerText();
    for (const original of ["4242", "Sarah", "Miller"]) assert.ok(!all.includes(original), `${original} in the middle`);
    assert.ok((await visitor.messages()).some((text) => text.includes(QUESTION)), "the visitor's own words are whole");
  });

  await step("15 s: the answer is labelled and cited, and its source opens at the sentence", async () => {
    const reply = await visitor.answer();
    assert.match(await reply.innerText(), /\bAI\b/, "the label is text");
    await visitor.sees("We hid 1 card number and 1 name from the AI.");
    const source = reply.getByRole("link").first();
    const [address, quote] = await Promise.all([source.getAttribute("href"), source.getAttribute("title")]);
    assert.match(address, /\/shop\/help\/[a-z-]+#(:~:text=)?./);
    const [article] = await Promise.all([context.waitForEvent("page"), source.click()]);
    await article.waitForLoadState();
    assert.equal(new URL(article.url()).pathname, new URL(address, edge.origin).pathname);
    await article.close();
    await opensAtSentence(address, quote);
    await isDone("source");
  });

  await step("25 s: a false price is struck out in the middle, and the visitor reads that something is left out", async () => {
    await press("lie");
    const struck = entries("withheld").last().locator("del");
    await struck.waitFor();
    const fact = await entries("withheld").last().locator("strong").innerText();
    assert.match(fact, /\d/, "a price");
    assert.ok((await struck.innerText()).includes(fact));
    await visitor.sees("I left out part of this answer because I couldn't confirm it.");
    await isDone("lie");
    assert.ok(!(await panelText()).includes(fact), "the price in the panel");
    await page.getByText("The scripted model is gone again.").waitFor();
    assert.equal(await page.locator("#switch-model").inputValue(), "normal");
  });

  await step("35 s: a person is asked for, and the desk rings", async () => {
    await press("person");
    await visitor.sees("You're number 1 in line.");
    await page.getByText("The desk rings. Take the conversation there.").waitFor();
    await until(() => page.evaluate(() => window.bell?.state === "running"), "a ring that is heard");
    await agent.sees("Number 1 in line");
    await until(() => agent.page.locator("#queue-news").innerText(), "word of the queue for a screen reader");
  });

  await step("taken, with what happened so far at hand, and the rail's joint shows it", async () => {
    await agent.list.getByRole("button").first().click();
    await agent.sees(/\d answers? by the AI · 1 sentence left out/);
    await agent.button("Take conversation").click();
    await agent.composer.waitFor();
    await visitor.sees("Dana, Customer support, joined. You're talking with a person now.");
    const joint = visitor.panel.locator(".row.joint.line-person");
    await joint.waitFor();
    const line = await joint.evaluate((row) => getComputedStyle(row, "::before").borderInlineStartStyle);
    assert.equal(line, "solid");
    assert.ok((await visitor.panel.locator(".row.joint.line-system.above-ai").count()) > 0, "the joint before it");
    await isDone("person");
  });

  await step("the agent types, and the visitor reads the reply", async () => {
    await agent.composer.pressSequentially("Hello Sarah, I can");
    await visitor.sees("Dana is typing…");
    await agent.composer.pressSequentially(" help with that.");
    await agent.composer.press("Enter");
    await visitor.sees("Hello Sarah, I can help with that.");
  });

  await step("50 s: the server is stopped: the message is kept, and the contact is shown", async () => {
    await press("stop");
    await page.getByText("The server is stopped for this visit.").waitFor();
    await visitor.say("My order is A-20417.");
    await visitor.sees("We can't reach the chat right now. Your message will be sent when it's back.");
    await visitor.sees("We'll ask for someone when the chat is back.");
    await visitor.sees("help@acme.example");
    await visitor.sees("+1 555 0100");
    assert.ok((await visitor.messages()).some((text) => text.includes("My order is A-20417.")));
    await visitor.hasHuman();
  });

  await step("started again: it goes on without a gap", async () => {
    await press("stop");
    await agent.sees("My order is A-20417.");
    await until(async () => !(await panelText()).includes("We can't reach the chat"), "the connection");
    await isDone("stop");
    await agent.reply("Thank you, I found it.");
    await visitor.sees("Thank you, I found it.");
    const said = await visitor.messages();
    const places = [QUESTION, "I want a person", "Hello Sarah, I can help", "My order is A-20417.", "Thank you, I found it."].map(
      (words) => {
        const found = said.flatMap((text, at) => (text.includes(words) ? [at] : []));
        assert.equal(found.length, 1, `${words} once`);
        return found[0];
      },
    );
    assert.deepEqual(places, [...places].sort((a, b) => a - b), "in order");
  });

  await step("60 s: the snippet, the site file and the command", async () => {
    await press("yours");
    const card = page.getByRole("dialog", { name: "Make it yours" });
    await card.waitFor();
    assert.ok((await card.locator("#snippet").innerText()).includes(`src="${edge.origin}/handrail.js"`));
    assert.match(await card.locator("#site-file").innerText(), /^schema = 1\nid = "your-site"/);
    assert.match(await card.locator("#command").innerText(), /^cargo xtask demo --site your-site\.toml/);
    await isDone("yours");
  });

  await step("nothing of it broke a page's policy, which lets no text through as markup or script", async () => {
    assert.deepEqual(broken, []);
    const [desk] = page.frames().filter((frame) => frame.url().includes("/desk"));
    const [panel] = page.frames().filter((frame) => frame.url().includes("/widget"));
    for (const frame of [page.mainFrame(), desk, panel]) {
      const refused = await frame.evaluate(() => {
        const node = document.createElement("div");
        const ways = [
          () => (node.innerHTML = "<img src=x onerror=alert(1)>"),
          () => (document.createElement("script").src = "/assets/handrail.js"),
          () => trustedTypes.createPolicy("other", { createHTML: (text) => text }),
        ];
        return ways.filter((way) => {
          try {
            way();
          } catch {
            return true;
          }
        }).length;
      });
      assert.equal(refused, 3, frame.url());
    }
  });

  await step("the edge itself is killed and started: the sandbox says both, and goes on", async () => {
    await page.keyboard.press("Escape");
    await edge.kill();
    await page.getByText("The edge doesn't answer.").waitFor();
    await edge.start();
    await page.getByText("The edge answers again.").waitFor();
    await visitor.sees("Thank you, I found it.");
  });
});

test("with a site file of one's own the sandbox is that site's", async () => {
  const shop = "https://shop.example";
  await edge.load("mine", siteFile("mine", [shop]).replace("Acme Store", "My Store"));
  await edge.kill();
  await edge.start({ HANDRAIL_SANDBOX_SITE: "mine" });
  const own = await browser.newContext({ viewport: { width: 1680, height: 1000 } });
  const sandbox = await own.newPage();
  await sandbox.goto(`${edge.origin}/sandbox`);
  const guest = new Visitor(sandbox.frameLocator("#shop"));
  await guest.sees("I'm Mira, an AI assistant for My Store.");
  await guest.say("How long do I have to return shoes?");
  const source = (await guest.answer()).getByRole("link").first();
  assert.ok((await source.getAttribute("href")).startsWith(`${shop}/shop/help/`), "its articles are on its own site");
  await new Agent(sandbox.frameLocator("#desk")).list.waitFor();
  await own.close();
});
