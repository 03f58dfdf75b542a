/**
 * The loader and the real panel together: what a sign-out leaves behind, what a returning visitor finds
 * when the page asks for something at once, and the way out while the panel has drawn nothing.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { Visitor } from "./support/actors.mjs";
import { holdTimers, launch, tick } from "./support/browser.mjs";
import { siteFile, startEdge, startShop } from "./support/stack.mjs";

const SECRET = "My parcel to Alder Street is late.";

let browser, edge, shop, other, context, visitor, page, site;
let number = 0;

before(async () => {
  browser = await launch();
  edge = await startEdge();
});
after(async () => {
  await browser.close();
  await edge.stop();
});

const open = async (options) => {
  context = await browser.newContext(options);
  page = await context.newPage();
  visitor = new Visitor(page);
};

beforeEach(async () => {
  site = `shop${(number += 1)}`;
  // Two origins of one site: the loader's flag is each origin's own, the panel's storage is shared.
  shop = await startShop(edge, site);
  other = await startShop(edge, site);
  await edge.load(site, siteFile(site, [shop.origin, other.origin]));
  await open();
});
afterEach(async () => {
  await context.close();
  await Promise.all([shop.close(), other.close()]);
});

const launcher = () => page.getByRole("button", { name: /^Chat with us/ });
const frame = () => page.frames().find((one) => one.url().includes("/widget"));
/** What the panel keeps of the conversation: in storage, or in cookies where frames get none. */
const kept = () =>
  frame().evaluate(() => {
    try {
      return { ...localStorage, ...sessionStorage };
    } catch {
      return Object.fromEntries(document.cookie.split("; ").filter(Boolean).map((pair) => pair.split("=").map(decodeURIComponent)));
    }
  });
const conversation = async () => JSON.parse((await kept())[`handrail:${site}`]).conversation;
const flag = () => page.evaluate(() => localStorage.getItem("handrail"));
const isFlagged = (value) => page.waitForFunction((wanted) => localStorage.getItem("handrail") === wanted, value);

const converse = async (page = shop) => {
  await visitor.arrive(page);
  await visitor.say(SECRET);
  await visitor.answer();
  await isFlagged("open");
};
/** Comes to a page that calls `act` before the panel has heard of its site. */
const comes = async (address, act) => {
  let go;
  const may = new Promise((resolve) => (go = resolve));
  const asked = new Promise((resolve) =>
    page.route(`**/api/v1/sites/${site}`, async (route) => {
      resolve();
      await may;
      await route.continue();
    }),
  );
  await page.goto(address);
  await page.evaluate(act);
  await asked;
  go();
};
/** The next customer opens the chat and finds an empty one. */
const findsNothing = async () => {
  await launcher().waitFor();
  await page.evaluate(() => Handrail.open());
  await visitor.composer.waitFor();
  assert.deepEqual(await kept(), {});
  assert.equal(await visitor.panel.getByRole("article", { name: /^You/ }).count(), 0);
  assert.equal(await visitor.composer.inputValue(), "");
};

describe("sign-out", () => {
  test("a boot in the same breath waits until all is forgotten", async () => {
    await converse();
    await visitor.composer.fill("And my card is");
    await page.evaluate((id) => {
      Handrail.shutdown();
      Handrail.boot({ site: id });
    }, site);
    await isFlagged(null);
    await findsNothing();
  });

  test("counts for the whole site, whichever of its origins it happens on", async () => {
    await converse();
    await page.goto(other.origin);
    await launcher().waitFor();
    assert.equal(await flag(), null);
    await page.evaluate(() => Handrail.shutdown());
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    assert.equal(await flag(), null);
    await page.goto(shop.origin);
    await findsNothing();
  });

  test("needs no answer of the edge about the site", async () => {
    await converse();
    await page.route("**/api/v1/sites/**", () => {});
    await page.goto(`${shop.origin}/next`);
    await page.getByRole("dialog").waitFor();
    await page.evaluate(() => Handrail.shutdown());
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    await page.unroute("**/api/v1/sites/**");
    await page.goto(shop.origin);
    await findsNothing();
  });

  test("is made up for by the next page when the panel did not come", async () => {
    await converse();
    await page.route("**/widget?*", (route) => route.abort());
    await page.goto(`${shop.origin}/next`);
    await page.evaluate(() => {
      Handrail.shutdown();
      location.assign("/");
    });
    await page.waitForURL((url) => url.pathname === "/");
    await isFlagged(`forget ${site}`);
    await page.unroute("**/widget?*");
    await page.goto(`${shop.origin}/next`);
    await launcher().click();
    await isFlagged(null);
    await findsNothing();
  });

  test("is on record before anything of the panel has come", async () => {
    await converse();
    await page.goto(other.origin);
    await launcher().waitFor();
    await page.route("**/handrail-api.js", (route) => route.abort());
    await page.evaluate(() => Handrail.shutdown());
    assert.equal(await flag(), `forget ${site}`);
    await page.unroute("**/handrail-api.js");
    await page.goto(`${other.origin}/next`);
    await isFlagged(null);
    await findsNothing();
  });
});

describe("a visitor who comes back", () => {
  test("is known on the other origin from the first opening on", async () => {
    await converse();
    await page.goto(other.origin);
    await launcher().click();
    await visitor.sees(SECRET);
    await isFlagged("open");
  });

  test("keeps the conversation when the page asks for a person at once", async () => {
    await converse();
    const before = await conversation();
    await comes(`${shop.origin}/next`, () => Handrail.requestHuman());
    await visitor.sees(SECRET);
    await visitor.sees(/in line|We'll reply|no one|Leave/i);
    assert.equal(await conversation(), before);
  });

  test("keeps what was being written when the page has a message to offer", async () => {
    // Drafts are kept where a frame gets storage, as on the edge's own site.
    const near = await startShop(edge, site, "", "127.0.0.1");
    await edge.load(site, siteFile(site, [near.origin]));
    await converse(near);
    await visitor.composer.fill("Half a sentence");
    await comes(`${near.origin}/next`, () => {
      Handrail.showNewMessage();
      Handrail.showNewMessage("Where is my parcel?");
    });
    await visitor.sees(SECRET);
    assert.equal(await visitor.composer.inputValue(), "Half a sentence");
    await visitor.composer.fill("");
    await comes(near.origin, () => Handrail.showNewMessage("Where is my parcel?"));
    await visitor.sees(SECRET);
    assert.equal(await visitor.composer.inputValue(), "Where is my parcel?");
    await page.evaluate(() => Handrail.shutdown());
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    await page.goto(near.origin);
    await findsNothing();
    await near.close();
  });
});

describe("a panel that has drawn nothing", () => {
  test("leaves the close button and the contact of the loader on a phone", async () => {
    await context.close();
    await open({ viewport: { width: 390, height: 700 }, hasTouch: true });
    await holdTimers(page);
    await page.route("**/api/v1/sites/**", () => {});
    await page.goto(shop.origin);
    const alive = page.evaluate(() => new Promise((resolve) => Handrail.on("alive", () => resolve())));
    await launcher().click();
    await alive;
    const close = page.getByRole("button", { name: "Close" });
    await close.waitFor();
    await tick(page, 3000);
    await page.getByRole("dialog").getByRole("link").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.waitForFunction(() => !document.body.inert);
  });

  test("says that it could not begin, and Escape closes it", async () => {
    await page.route("**/api/v1/sites/**", (route) =>
      route.fulfill({ status: 404, json: { error: { code: "unknown_site", message: "" } } }),
    );
    await page.goto(shop.origin);
    await launcher().click();
    await visitor.sees("Chat couldn't load.");
    await visitor.panel.getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  test("leads to the page's contact only where that is a way to people", async () => {
    await page.route("**/api/v1/sites/**", (route) =>
      route.fulfill({ status: 404, json: { error: { code: "unknown_site", message: "" } } }),
    );
    for (const [address, links] of [
      ["javascript:alert(1)", 0],
      ["\tJava\nScript:alert(1)", 0],
      ["data:text/html,<p>x</p>", 0],
      ["vbscript:x", 0],
      ["blob:https://acme.example/1", 0],
      ["//evil.example", 0],
      ["mailto:help@acme.example", 1],
      ["tel:+1-555-0100", 1],
    ]) {
      await page.goto(shop.origin);
      // The loader hands over what the page's link says of itself.
      await page
        .locator("#support")
        .evaluate((link, contact) => Object.defineProperty(link, "href", { value: contact }), address);
      const alive = page.evaluate(() => new Promise((resolve) => Handrail.on("alive", () => resolve())));
      await launcher().click();
      await alive;
      await visitor.sees("Chat couldn't load.");
      // What was posted before it has been heard when this is.
      await frame().evaluate(() => {
        window.heard = new Promise((resolve) => addEventListener("message", ({ data }) => data === "last" && resolve()));
      });
      await page.evaluate(() => {
        const frame = document.querySelector("handrail-chat").shadowRoot.querySelector("iframe");
        frame.contentWindow.postMessage("last", "*");
      });
      await frame().evaluate(() => window.heard);
      assert.equal(await visitor.panel.getByRole("link").count(), links, address);
    }
  });
});
