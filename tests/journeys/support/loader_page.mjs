/** A customer's page with the loader and a stand-in for the panel, anew for each test. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach } from "node:test";
import { launch, serve } from "./browser.mjs";

const loaderDir = new URL("../../../widget/loader/", import.meta.url);
const script = { type: "text/javascript; charset=utf-8", headers: { "access-control-allow-origin": "*" } };

/** Of the test that runs. */
export let browser, edge, shop, context, page, errors;

const html = (body, head = "") => `<!doctype html>
<html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">${head}</head>
<body><main><h1>Shop</h1>${body}<p><a id="support" href="/contact?from=shop">Contact support</a> <input aria-label="Search"></p></main></body></html>`;

const tag = (site = "acme") =>
  `<script async src="${edge.origin}/handrail.js" data-site="${site}" data-contact="#support"></script>`;

/** Sets all of it up around the tests of a file. */
export function aroundTests() {
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  beforeEach(async () => {
    edge = await serve("127.0.0.1", {
      "/handrail.js": { ...script, body: await readFile(new URL("handrail.js", loaderDir)) },
      "/handrail-api.js": { ...script, body: await readFile(new URL("handrail-api.js", loaderDir)) },
      "/widget": { type: "text/html", body: await readFile(new URL("panel-stand-in.html", import.meta.url)) },
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
}

/** From now on the test is about another tab. */
export const turnTo = (tab) => {
  page = tab;
};

export const launcher = () => page.getByRole("button", { name: /^Chat with us/ });
export const dialog = () => page.getByRole("dialog", { name: "Chat" });
export const panel = () => page.frames().find((frame) => frame.url().startsWith(`${edge.origin}/widget`));
export const told = async (type) => (await panel().evaluate(() => window.told)).filter((m) => !type || m.type === type);
/** What the panel was told, once it was told `type` this many times. */
export const toldOf = async (type, count = 1) => {
  const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
  await frame.waitForURL(/\/widget/);
  await panel().waitForFunction(([t, n]) => window.told?.filter((m) => m.type === t).length >= n, [type, count]);
  return told(type);
};
export const go = async (path) => {
  await page.goto(shop.origin + path);
  await launcher().first().waitFor();
};
export const openPanel = async () => {
  await launcher().click();
  await dialog().waitFor();
  await page.waitForFunction(() => document.querySelector("handrail-chat").shadowRoot.querySelector(".ready"));
};
export const converse = async () => {
  await panel().evaluate(() => window.say("conversed"));
  await page.waitForFunction(() => localStorage.getItem("handrail") !== null);
};

