/**
 * The loader on a host page, in a real browser, with a stand-in for the panel: what the host page gets and
 * shows, and that the way to people needs nothing but the loader.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, axeSource, holdTimers, tick } from "./support/browser.mjs";
import {
  aroundTests,
  edge,
  shop,
  context,
  page,
  launcher,
  dialog,
  panel,
  told,
  toldOf,
  go,
  openPanel,
} from "./support/loader_page.mjs";

aroundTests();

describe("before the first interaction", () => {
  test("the page gets the loader and nothing else", async () => {
    await go("/");
    await launcher().hover();
    await launcher().focus();
    await page.keyboard.press("Tab");
    await page.locator("#support").hover();
    await page.evaluate(() => {
      Handrail.on("unread", () => {});
      Handrail.update({ locale: "en" });
      postMessage({ handrail: 1, type: "conversed" }, "*");
    });
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.deepEqual(edge.seen, ["/handrail.js"]);
    assert.deepEqual(await context.cookies(), []);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  });

  test("the launcher is a named button of 44 px or more that says it is closed", async () => {
    await go("/");
    assert.equal(await launcher().getAttribute("aria-expanded"), "false");
    const box = await launcher().boundingBox();
    assert.ok(box.height >= 44 && box.width >= 44, JSON.stringify(box));
    // axe is the test's own script: it comes in through the debugger, past the page's policy.
    assert.deepEqual(await axe(page, await axeSource()), []);
  });

  test("stands at the end of the line in either direction", async () => {
    const { width } = page.viewportSize();
    await go("/");
    assert.ok((await launcher().boundingBox()).x > width / 2);
    await go("/rtl");
    assert.ok((await launcher().boundingBox()).x < width / 2);
  });
});

describe("opening and closing", () => {
  test("a press opens, Escape closes, and focus returns to the launcher", async () => {
    await go("/");
    await launcher().focus();
    await page.keyboard.press("Enter");
    await dialog().waitFor();
    assert.equal(await launcher().getAttribute("aria-expanded"), "true");
    await toldOf("open");
    await panel().waitForFunction(() => document.activeElement.id === "text" && document.hasFocus());
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    assert.equal(await launcher().evaluate((e) => e.getRootNode().activeElement === e), true);
    assert.equal(await launcher().getAttribute("aria-expanded"), "false");
    assert.equal((await toldOf("close")).length, 1);
    assert.equal(edge.seen.filter((path) => path.startsWith("/widget")).length, 1);
  });

  test("pressing down already loads, once", async () => {
    await go("/");
    const box = await launcher().boundingBox();
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector("iframe"));
    assert.equal(await dialog().isVisible(), false);
    await page.mouse.up();
    await dialog().waitFor();
    await toldOf("open");
    assert.equal(edge.seen.filter((path) => path.startsWith("/widget")).length, 1);
    assert.equal(edge.seen.filter((path) => path === "/handrail-api.js").length, 1);
  });

  test("the panel is told site, page without query, and direction", async () => {
    await go("/?order=4242#pay");
    await openPanel();
    const [boot] = await toldOf("boot");
    assert.deepEqual(JSON.parse(JSON.stringify(boot)), { handrail: 1, type: "boot", site: "acme", page: "/", mode: "launcher", phone: false,
      contact: `${shop.origin}/contact?from=shop`, dir: "ltr" });
    await page.evaluate(() => history.pushState({}, "", "/orders/7?token=secret#x"));
    const [moved] = await toldOf("page");
    assert.deepEqual(moved, { handrail: 1, type: "page", page: "/orders/7" });
  });

  test("on the desktop the page stays usable, on a phone it is inert and Close comes first", async () => {
    await go("/");
    await openPanel();
    assert.equal(await page.evaluate(() => document.body.inert), false);
    await launcher().click();
    await page.setViewportSize({ width: 390, height: 700 });
    await go("/mute");
    await launcher().click();
    await dialog().waitFor();
    await page.waitForFunction(() => document.body.inert);
    assert.deepEqual(await dialog().boundingBox(), { x: 0, y: 0, width: 390, height: 700 });
    const close = page.getByRole("button", { name: "Close" });
    assert.equal(await close.evaluate((e) => e.getRootNode().activeElement === e), true);
    await close.click();
    assert.equal(await page.evaluate(() => document.body.inert), false);
  });

  test("the page's contact link opens the chat, and stays a link for modified presses", async () => {
    await go("/");
    await page.locator("#support").click();
    await dialog().waitFor();
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector(".ready"));
    assert.equal(new URL(page.url()).pathname, "/");
    await panel().locator("#close").click();
    await dialog().waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.id), "support");
    const [other] = await Promise.all([
      context.waitForEvent("page"),
      page.locator("#support").click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await other.waitForURL(/\/contact/);
    assert.equal(await dialog().isVisible(), false);
  });

  test("where the chat is open already, the contact link leads where it did; a double press is one", async () => {
    await go("/mute");
    await page.locator("#support").dblclick();
    await dialog().waitFor();
    assert.equal(new URL(page.url()).pathname, "/mute");
    await page.locator("#support").click();
    await page.waitForURL(/\/contact/);
    await page.goto(shop.origin + "/in-app");
    await page.locator("handrail-panel").getByRole("button").click();
    await page.locator("handrail-panel iframe").waitFor();
    await page.locator("#support").click();
    await page.waitForURL(/\/contact/);
  });

  test("a contact that is no selector disturbs nothing", async () => {
    await holdTimers(page);
    await go("/no-selector");
    await page.locator("h1").click();
    await launcher().click();
    await tick(page, 8000);
    assert.equal(await dialog().getByRole("status").textContent(), "Chat couldn't load. ");
    await page.evaluate(() => Handrail.update({ contact: "/contact" }));
    await page.locator("h1").click();
    await page.evaluate(() => Handrail.boot({ contact: "#support", site: "acme" }));
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector(".ready"));
    assert.equal((await toldOf("boot"))[0].contact, `${shop.origin}/contact?from=shop`);
  });

  test("before a boot nothing opens, the link stays a link, and a phone's page is not held", async () => {
    await page.setViewportSize({ width: 390, height: 700 });
    await page.goto(shop.origin + "/deferred");
    await page.waitForFunction(() => window.Handrail?.boot);
    await page.evaluate(() => {
      Handrail.open();
      Handrail.requestHuman();
    });
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.equal(await page.evaluate(() => document.body.inert), false);
    assert.ok(!edge.seen.some((path) => path.startsWith("/widget")));
    await page.locator("#support").click();
    await page.waitForURL(/\/contact/);
    await page.goto(shop.origin + "/deferred");
    await page.waitForFunction(() => window.Handrail?.boot);
    await page.evaluate(() => Handrail.boot({ site: "acme" }));
    await launcher().last().click();
    assert.equal((await toldOf("boot"))[0].site, "acme");
  });

  test("closing by call leaves the focus where the visitor is", async () => {
    await go("/");
    await openPanel();
    await page.getByLabel("Search").focus();
    await page.evaluate(() => Handrail.close());
    await dialog().waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Search");
  });

  test("a message from anywhere but the panel counts for nothing", async () => {
    await go("/");
    await openPanel();
    await page.evaluate(async (origin) => {
      postMessage({ handrail: 1, type: "close" }, "*");
      const stranger = Object.assign(document.createElement("iframe"), { src: origin + "/widget?site=mute" });
      document.body.append(stranger);
      await new Promise((resolve) => (stranger.onload = resolve));
    }, edge.origin);
    const stranger = page.frames().find((frame) => frame.url().endsWith("site=mute"));
    await stranger.evaluate(() => {
      for (const type of ["close", "conversed", "unread"]) parent.postMessage({ handrail: 1, type, count: 3 }, "*");
    });
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.equal(await dialog().isVisible(), true);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });
});

describe("when the panel does not come", () => {
  test("the contact after 3 s, the failure after 8 s, and the next opening tries anew", async () => {
    await holdTimers(page);
    await go("/mute");
    await launcher().click();
    const status = page.locator("handrail-chat").getByRole("status");
    assert.equal(await status.textContent(), "");
    await tick(page, 2999);
    assert.equal(await status.textContent(), "");
    await tick(page, 1);
    const contact = `Contact us: ${shop.origin.slice(7)}/contact?from=shop`;
    assert.equal(await status.textContent(), contact);
    await tick(page, 5000);
    assert.equal(await status.textContent(), `Chat couldn't load. ${contact}`);
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "hidden" });
    await launcher().click();
    assert.equal(await status.textContent(), "");
    await tick(page, 8000);
    assert.equal(await status.textContent(), `Chat couldn't load. ${contact}`);
    assert.deepEqual(await axe(page, await axeSource()), []);
    await status.getByRole("link").click();
    await page.waitForURL(/\/contact/);
  });

  test("a contact that would run a script is no way to people", async () => {
    await holdTimers(page);
    const status = page.locator("handrail-chat").getByRole("status");
    for (const [address, links] of [
      ["javascript:alert(1)", 0],
      [" JAVA\tscript:alert(1)", 0],
      ["data:text/html,<p>x</p>", 0],
      ["blob:https://acme.example/1", 0],
      ["MAILTO:help@acme.example", 1],
      ["tel:+1-555-0100", 1],
    ]) {
      await go("/mute");
      await page.locator("#support").evaluate((link, to) => link.setAttribute("href", to), address);
      await launcher().click();
      await tick(page, 8000);
      assert.match(await status.textContent(), /Chat couldn't load\./);
      assert.equal(await status.getByRole("link").count(), links, address);
    }
  });

  test("the same with the edge gone altogether", async () => {
    await holdTimers(page);
    await go("/");
    await edge.close();
    await launcher().click();
    await dialog().waitFor();
    await tick(page, 8000);
    assert.match(await dialog().textContent(), /Chat couldn't load\. Contact us: localhost:\d+\/contact/);
    await page.evaluate(() => {
      Handrail.close();
      Handrail.requestHuman();
    });
    await dialog().waitFor();
  });

  test("a panel that runs but has drawn nothing leaves Close and the contact in view", async () => {
    await holdTimers(page);
    await page.setViewportSize({ width: 390, height: 700 });
    await go("/blank");
    await launcher().click();
    await toldOf("boot");
    await tick(page, 3000);
    await dialog().getByRole("link").waitFor();
    await page.getByRole("button", { name: "Close" }).waitFor();
    await panel().evaluate(() => window.say("error", { code: "unreachable" }));
    await page.getByRole("button", { name: "Close" }).waitFor({ state: "hidden" });
    await toldOf("open");
    assert.equal(await dialog().locator("iframe").isVisible(), true);
  });

  test("the rest of the loader is asked for again after a failed fetch", async () => {
    await page.route("**/handrail-api.js", (route) => route.abort());
    await go("/");
    const failed = page.waitForEvent("requestfailed");
    await launcher().click();
    await failed;
    await page.unroute("**/handrail-api.js");
    await launcher().click();
    await openPanel();
    assert.equal((await toldOf("boot"))[0].site, "acme");
    await page.evaluate(() => Handrail.requestHuman());
    await toldOf("request_human");
  });

  test("the page's own words stand in place of the English ones", async () => {
    await holdTimers(page);
    await page.goto(shop.origin + "/german");
    const own = page.getByRole("button", { name: "Chat mit uns" });
    await own.waitFor();
    assert.equal(await own.getAttribute("lang"), "de");
    await own.click();
    await page.getByRole("button", { name: "Schließen" }).waitFor();
    const chat = page.getByRole("dialog", { name: "Chatfenster" });
    await tick(page, 8000);
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.textContent.includes("Kontakt:"));
    assert.match(await chat.textContent(), /Der Chat konnte nicht geladen werden\. Kontakt: localhost/);
    assert.equal(await page.locator("handrail-chat").getAttribute("lang"), "de");
    await page.goto(shop.origin + "/german");
    await own.dispatchEvent("pointerdown");
    const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
    await frame.waitForFunction(() => window.say);
    await frame.evaluate(() => window.say("unread", { count: 2 }));
    await page.getByRole("button", { name: "Chat mit uns, neu: 2" }).waitFor();
    await go("/");
    assert.equal(await launcher().evaluate((node) => node.closest("[lang]").lang), "en");
  });

  test("without the loader the contact is a plain link", async () => {
    await edge.close();
    await page.goto(shop.origin + "/");
    await page.locator("#support").click();
    await page.waitForURL(/\/contact/);
  });
});
