/**
 * The loader as a host page's program sees it, with a stand-in for the panel: what is kept and sent after
 * the first message, the sign-out, the page's own calls, and the panel as a part of the page.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, axeSource } from "./support/browser.mjs";
import {
  aroundTests,
  edge,
  shop,
  context,
  page,
  errors,
  launcher,
  dialog,
  panel,
  told,
  toldOf,
  go,
  openPanel,
  converse,
  turnTo,
} from "./support/loader_page.mjs";

aroundTests();

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
    turnTo(tab);
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
