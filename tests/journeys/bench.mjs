/**
 * What a browser sees of Handrail's speed, on a customer's page of another site.
 *
 * Prints a JSON list of `{name, value, unit}`: how long from the press of the launcher to a composer that
 * can be typed in, and what was loaded or kept before the first interaction.
 */
import { launch } from "./support/browser.mjs";
import { until } from "./support/expect.mjs";
import { siteFile, startEdge, startShop } from "./support/stack.mjs";

const OPENINGS = 15;
/** Openings before them: the first fills the browser's cache. */
const WARM_UP = 2;
const SITE = "bench";

const launcher = (page) => page.getByRole("button", { name: /^Chat with us/ });
const isPanel = (edge) => (frame) => frame.url().startsWith(`${edge.origin}/widget`);

/** Loads the shop and waits until nothing more is loaded. */
async function arrive(page, shop) {
  await page.goto(shop.origin, { waitUntil: "networkidle" });
  await launcher(page).waitFor();
}

/** Requests, cookies and storage entries beyond the page and the loader before the first interaction. */
async function beforeOpen(browser, edge, shop) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const expected = new Set([`${shop.origin}/`, `${edge.origin}/handrail.js`]);
  const found = [];
  context.on("request", (request) => {
    const url = request.url();
    if (!expected.delete(url) && !url.startsWith("data:")) found.push(url);
  });
  await arrive(page, shop);
  found.push(...(await context.cookies()).map((cookie) => `cookie ${cookie.name}`));
  const kept = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map((database) => database.name),
    ...(await caches.keys()),
  ]);
  found.push(...kept.map((name) => `stored ${name}`), ...page.frames().slice(1).map((frame) => frame.url()));
  await context.close();
  for (const what of found) console.error(`before the first interaction: ${what}`);
  return found.length;
}

/** From the press to the focused composer, on one clock: that of the machine, read inside both pages. */
async function open(page, edge, shop) {
  await arrive(page, shop);
  await page.evaluate(() => {
    addEventListener("pointerdown", () => (window.pressed = performance.timeOrigin + performance.now()), {
      capture: true,
      once: true,
    });
  });
  await launcher(page).click();
  const frame = await until(() => page.frames().find(isPanel(edge)), "the panel");
  const focused = await frame.waitForFunction(() => window.focusedAt, undefined, { polling: 5 });
  return (await focused.jsonValue()) - (await page.evaluate(() => window.pressed));
}

/** Notes in the panel when a text field got the focus. */
const noteFocus = () => {
  if (window === window.top) return;
  document.addEventListener(
    "focusin",
    ({ target }) => {
      if (target.matches("textarea")) window.focusedAt ??= performance.timeOrigin + performance.now();
    },
    true,
  );
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Median over pages that are opened afresh in a browser that has loaded everything before. */
async function openMillis(browser, edge, shop) {
  const context = await browser.newContext();
  await context.addInitScript(noteFocus);
  const times = [];
  for (let opening = 0; opening < WARM_UP + OPENINGS; opening++) {
    const page = await context.newPage();
    const millis = await open(page, edge, shop);
    if (opening >= WARM_UP) times.push(millis);
    await page.close();
  }
  await context.close();
  console.error(`open: ${times.map((millis) => millis.toFixed(0)).join(", ")} ms`);
  return Math.round(median(times) * 10) / 10;
}

const edge = await startEdge();
try {
  const shop = await startShop(edge, SITE);
  await edge.load(SITE, siteFile(SITE, [shop.origin]));
  const browser = await launch();
  try {
    const rows = [
      { name: "before_open_requests", value: await beforeOpen(browser, edge, shop), unit: "count" },
      { name: "open_ms", value: await openMillis(browser, edge, shop), unit: "ms" },
    ];
    console.log(JSON.stringify(rows));
  } finally {
    await browser.close();
    await shop.close();
  }
} finally {
  await edge.stop();
}
