/**
 * The loader on a host page, in a real browser, with a stand-in for the panel: what the host page gets,
 * keeps and sends, and that the way to people needs nothing but the loader.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { axe, axeSource, holdTimers, launch, serve, tick } from "./support/browser.mjs";

const loaderDir = new URL("../../widget/loader/", import.meta.url);
const script = { type: "text/javascript; charset=utf-8", headers: { "access-control-allow-origin": "*" } };

let browser, edge, shop, context, page, errors;

const html = (body, head = "") => `<!doctype html>
<html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">${head}</head>
<body><main><h1>Shop</h1>${body}<p><a id="support" href="/contact?from=shop">Contact support</a> <input aria-label="Search"></p></main></body></html>`;

const tag = (site = "acme") =>
  `<script async src="${edge.origin}/handrail.js" data-site="${site}" data-contact="#support"></script>`;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

beforeEach(async () => {
  edge = await serve("127.0.0.1", {
    "/handrail.js": { ...script, body: await readFile(new URL("handrail.js", loaderDir)) },
    "/handrail-api.js": { ...script, body: await readFile(new URL("handrail-api.js", loaderDir)) },
    "/widget": { type: "text/html", body: await readFile(new URL("support/panel-stand-in.html", import.meta.url)) },
  });
  const type = "text/html; charset=utf-8";
  const strict = `default-src 'none'; img-src data:; script-src ${edge.origin}; frame-src ${edge.origin}`;
  shop = await serve("localhost", {
    "/": { type, body: html(tag()), headers: { "content-security-policy": strict } },
    "/next": { type, body: html(tag()), headers: { "content-security-policy": strict } },
    "/mute": { type, body: html(tag("mute")) },
    "/blank": { type, body: html(tag("blank")) },
    "/contact": { type, body: html("") },
    "/rtl": { type, body: html(tag()).replace("<html", '<html dir="rtl"') },
    "/in-app": { type, body: html(`<handrail-panel><a href="/contact">Contact</a></handrail-panel>${tag()}`) },
    "/deferred": {
      type,
      body: html(`<handrail-panel></handrail-panel><script async src="${edge.origin}/handrail.js" data-contact="#support"></script>`),
    },
    "/no-selector": { type, body: html(tag("mute").replace("#support", "mailto:help@acme.example")) },
    "/german": {
      type,
      body: html(
        tag("mute").replace(
          "data-site",
          `data-lang="de" data-label="Chat mit uns" data-label-close="Schließen" data-label-chat="Chatfenster"
          data-label-new="neu: {n}" data-label-contact="Kontakt:" data-label-failed="Der Chat konnte nicht geladen werden." data-site`,
        ),
      ).replace('lang="en"', 'lang="de"'),
    },
    "/twice": { type, body: html(tag() + tag()) },
    "/stub": {
      type,
      body: html(
        `<script>window.handrailSettings={site:"acme",contact:"#support"};
        window.Handrail=function(){Handrail.q.push(arguments)};Handrail.q=[];Handrail("open")</script>
        <script async src="${edge.origin}/handrail.js"></script>`,
      ),
    },
  });
  context = await browser.newContext();
  page = await context.newPage();
  errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) errors.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  await Promise.all([edge.close(), shop.close()]);
  assert.deepEqual(errors, []);
});

const launcher = () => page.getByRole("button", { name: /^Chat with us/ });
const dialog = () => page.getByRole("dialog", { name: "Chat" });
const panel = () => page.frames().find((frame) => frame.url().startsWith(`${edge.origin}/widget`));
const told = async (type) => (await panel().evaluate(() => window.told)).filter((m) => !type || m.type === type);
/** What the panel was told, once it was told `type` this many times. */
const toldOf = async (type, count = 1) => {
  const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
  await frame.waitForURL(/\/widget/);
  await panel().waitForFunction(([t, n]) => window.told?.filter((m) => m.type === t).length >= n, [type, count]);
  return told(type);
};
const go = async (path) => {
  await page.goto(shop.origin + path);
  await launcher().first().waitFor();
};
const openPanel = async () => {
  await launcher().click();
  await dialog().waitFor();
  await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector(".ready"));
};
const converse = async () => {
  await panel().evaluate(() => window.say("conversed"));
  await page.waitForFunction(() => localStorage.getItem("handrail") !== null);
};

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

describe("after the first message", () => {
  test("one flag; an open panel opens again on the next page without taking the focus", async () => {
    await go("/");
    await openPanel();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await converse();
    assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), { handrail: "open" });
    await go("/next");
    await dialog().waitFor();
    assert.equal((await toldOf("open"))[0].focus, false);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    assert.deepEqual(await context.cookies(), []);
  });

  test("a tab of its own, such as a source, is not covered by the panel", async () => {
    await go("/");
    await openPanel();
    await converse();
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      panel().evaluate((url) => void open(url, "_blank", "noopener"), shop.origin + "/next"),
    ]);
    page = tab;
    await page.waitForFunction(() => document.querySelector("handrail-chat")?.shadowRoot.querySelector(".ready"));
    await panel().evaluate(() => window.say("conversed"));
    await panel().evaluate(() => window.say("unread", { count: 1 }));
    await page.getByRole("button", { name: "Chat with us, 1 new message", exact: true }).waitFor();
    assert.equal(await dialog().isVisible(), false);
    assert.equal(await page.evaluate(() => localStorage.handrail), "open");
  });

  test("a closed panel stays closed, and what is new is counted on the launcher", async () => {
    await go("/");
    await openPanel();
    await converse();
    await launcher().click();
    await go("/next");
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector(".ready"));
    assert.equal(await dialog().isVisible(), false);
    await panel().evaluate(() => window.say("unread", { count: 2 }));
    await page.getByRole("button", { name: "Chat with us, 2 new messages" }).waitFor();
    assert.deepEqual(await axe(page, await axeSource()), []);
    await launcher().click();
    await page.getByRole("button", { name: "Chat with us", exact: true }).waitFor();
  });

  test("sign-out leaves nothing behind, and booting starts anew", async () => {
    await go("/");
    await openPanel();
    await converse();
    await page.evaluate(() => Handrail.shutdown());
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.evaluate(() => Handrail.boot());
    await openPanel();
    assert.equal((await toldOf("boot"))[0].site, "acme");
  });
});

describe("sign-out", () => {
  test("a page on which nothing was opened has the panel forget, and keeps nothing", async () => {
    await go("/");
    await page.evaluate(() => {
      Handrail.shutdown();
      window.noted = localStorage.handrail;
    });
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => noted), "forget acme");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.equal(edge.seen.filter((path) => path.startsWith("/widget")).length, 1);
  });

  test("while it is owed the link is a link, and a boot shows the panel only after it", async () => {
    await page.goto(shop.origin + "/mute");
    await launcher().waitFor();
    await page.evaluate(() => Handrail.shutdown());
    await launcher().waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => localStorage.handrail), "forget mute");
    await page.locator("#support").click();
    await page.waitForURL(/\/contact/);
    await go("/mute");
    await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector("iframe"));
    await launcher().click();
    const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
    await frame.waitForURL(/\/widget/);
    await frame.waitForFunction(() => window.say);
    await frame.evaluate(() => window.say("alive"));
    await toldOf("shutdown");
    assert.deepEqual((await told()).map(({ type }) => type), ["shutdown"]);
    await frame.evaluate(() => window.say("forgotten"));
    await page.waitForFunction(() => !localStorage.handrail);
    // The panel comes anew, for the visitor who has opened it meanwhile.
    const anew = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
    await anew.waitForFunction(() => window.told?.length === 0);
    assert.equal(await dialog().isVisible(), true);
  });

  test("an owed one is of its site, whichever site the page shows next", async () => {
    await go("/");
    await page.evaluate(() => (localStorage.handrail = "forget other"));
    await go("/next");
    await page.waitForFunction(() => !localStorage.handrail);
    assert.deepEqual(edge.seen.filter((path) => path.startsWith("/widget")), ["/widget?site=other"]);
    await openPanel();
    assert.equal((await toldOf("boot"))[0].site, "acme");
  });
});

describe("the page's own calls", () => {
  test("calls made before the loader came are made up for", async () => {
    await page.goto(shop.origin + "/stub");
    await dialog().waitFor();
    assert.equal((await toldOf("boot"))[0].site, "acme");
  });

  test("a second script tag and a second boot change nothing", async () => {
    await go("/twice");
    await openPanel();
    await page.evaluate(() => {
      Handrail.boot();
      Handrail.boot({ site: "acme" });
    });
    assert.equal(await page.locator("handrail-chat").count(), 1);
    assert.equal(edge.seen.filter((path) => path.startsWith("/widget")).length, 1);
  });

  test("listeners hear until they unsubscribe, and one that throws stops no other", async () => {
    await go("/");
    await page.evaluate(() => {
      window.heard = [];
      Handrail.on("open", () => {
        throw new Error("of the page's own");
      });
      window.stop = Handrail.on("open", () => heard.push("first"));
      Handrail.on("close", () => heard.push("closed"));
    });
    await openPanel();
    await page.waitForFunction(() => heard.length === 1);
    await page.evaluate(() => {
      stop();
      Handrail.on("open", () => heard.push("second"));
      Handrail.toggle();
      Handrail("toggle");
    });
    await page.waitForFunction(() => heard.includes("second"));
    assert.deepEqual(await page.evaluate(() => heard), ["first", "closed", "second"]);
    assert.deepEqual(errors.splice(0), ["of the page's own", "of the page's own"]);
  });

  test("showNewMessage, requestHuman and update reach the panel in order, also before it runs", async () => {
    await go("/");
    await page.evaluate(() => {
      Handrail.showNewMessage("Where is my parcel?");
      Handrail.requestHuman();
    });
    await toldOf("request_human");
    await page.evaluate(() => Handrail.update({ locale: "de" }));
    await toldOf("update");
    assert.deepEqual(
      (await told()).map((m) => m.type).filter((type) => type !== "open"),
      ["boot", "prefill", "request_human", "update"],
    );
    assert.deepEqual((await told("prefill"))[0], { handrail: 1, type: "prefill", text: "Where is my parcel?", send: false });
  });

  test("hide takes the launcher away and leaves the contact link", async () => {
    await go("/");
    await page.evaluate(() => Handrail.hide());
    await launcher().waitFor({ state: "hidden" });
    await page.locator("#support").click();
    await dialog().waitFor();
    await page.evaluate(() => Handrail.show());
    await launcher().waitFor();
  });

  test("another site's panel takes the place of the first", async () => {
    await go("/");
    await openPanel();
    await page.evaluate(() => Handrail.boot({ site: "other" }));
    await page.waitForFunction(() =>
      document.querySelector("handrail-chat").shadowRoot.querySelector("iframe")?.src.endsWith("other"),
    );
    await dialog().waitFor();
  });
});

describe("the panel as a part of the page", () => {
  test("the element offers a native button in place and loads on press", async () => {
    await page.goto(shop.origin + "/in-app");
    const inPlace = page.locator("handrail-panel").getByRole("button", { name: "Chat with us" });
    await inPlace.waitFor();
    assert.deepEqual(edge.seen, ["/handrail.js"]);
    await inPlace.click();
    await page.locator("handrail-panel iframe").waitFor();
    const [boot] = await toldOf("boot");
    assert.equal(boot.mode, "panel");
    assert.equal((await toldOf("open"))[0].focus, true);
    assert.equal(await page.locator("handrail-panel a").count(), 0);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("handrail-panel iframe").isVisible(), true);
    assert.equal(await launcher().count(), 0);
  });

  test("render puts it where the host's program wants it", async () => {
    await go("/");
    await page.evaluate(() => {
      const target = document.createElement("div");
      target.id = "help";
      document.querySelector("main").append(target);
      Handrail.render("#help");
    });
    await page.locator("#help iframe").waitFor();
    assert.equal((await toldOf("boot"))[0].mode, "panel");
    assert.deepEqual(await axe(page, await axeSource()), []);
  });

  test("when the page takes the part away, the launcher is back", async () => {
    await page.goto(shop.origin + "/in-app");
    await page.locator("handrail-panel").getByRole("button").click();
    await page.locator("handrail-panel iframe").waitFor();
    assert.equal(await launcher().count(), 0);
    await page.evaluate(() => document.querySelector("handrail-panel").remove());
    await openPanel();
    assert.equal((await toldOf("boot"))[0].mode, "launcher");
  });

  test("render into another place takes it there, and what stood in the first is back", async () => {
    await go("/");
    await page.evaluate(() => {
      const main = document.querySelector("main");
      for (const id of ["a", "b"]) main.append(Object.assign(document.createElement("div"), { id, innerHTML: "<i>call us</i>" }));
      Handrail.render("#a");
      Handrail.render("#b");
    });
    await page.locator("#b iframe").waitFor();
    await toldOf("open");
    assert.equal(await page.locator("#b iframe").count(), 1);
    assert.equal(await page.locator("#a").innerText(), "call us");
    assert.equal(await launcher().count(), 0);
  });

  test("a target that is not in the page yet costs it no launcher, and is filled once it is", async () => {
    await go("/");
    await page.evaluate(() => {
      window.target = document.createElement("div");
      Handrail.render(target);
      Handrail.update({});
    });
    await page.waitForFunction(() => target.firstChild);
    await launcher().click();
    await dialog().waitFor();
    await page.evaluate(() => {
      target.id = "late";
      document.querySelector("main").append(target);
    });
    await page.locator("#late iframe").waitFor();
    assert.equal(await launcher().count(), 0);
  });

  test("the element has one button, also after a move, and again after sign-out and boot", async () => {
    await page.goto(shop.origin + "/in-app");
    const buttons = page.locator("handrail-panel").getByRole("button");
    await buttons.waitFor();
    await page.evaluate(() => document.querySelector("main").prepend(document.querySelector("handrail-panel")));
    assert.equal(await buttons.count(), 1);
    await buttons.click();
    await page.locator("handrail-panel iframe").waitFor();
    await page.evaluate(() => Handrail.shutdown());
    await page.locator("handrail-chat").waitFor({ state: "detached" });
    assert.equal(await buttons.count(), 0);
    await page.evaluate(() => Handrail.boot());
    await buttons.click();
    await page.locator("handrail-panel iframe").waitFor();
    assert.equal((await toldOf("boot"))[0].mode, "panel");
  });

  test("a call that fails does not cost the page the others", async () => {
    await go("/");
    await page.evaluate(() => {
      Handrail.render("#nowhere");
      Handrail.requestHuman();
    });
    await toldOf("request_human");
    assert.deepEqual(errors.splice(0), ["Handrail.render: nothing on this page matches #nowhere"]);
  });
});
