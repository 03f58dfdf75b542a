/**
 * A browser and small servers for the journeys.
 *
 * The host page and the edge stand on different hosts (`localhost` and `127.0.0.1`), as on a customer's
 * page: same machine, different site.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Debian's Chromium unless the machine names another one. */
const CHROMIUM = process.env.HANDRAIL_CHROMIUM ?? "/usr/bin/chromium";

/** One browser for a test file; close it in `after`. */
export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/**
 * Serves `routes` (path to handler or `{ type, body, headers }`) on a free port of `host`.
 * `seen` lists the paths asked for; `close` cuts open connections.
 */
export async function serve(host, routes) {
  const seen = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://any");
    seen.push(request.url);
    const route = routes[pathname];
    if (typeof route === "function") return route(request, response);
    if (!route) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": route.type, ...route.headers }).end(route.body);
  });
  await new Promise((resolve) => server.listen(0, host === "localhost" ? "127.0.0.1" : host, resolve));
  const origin = `http://${host}:${server.address().port}`;
  return {
    origin,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/**
 * Holds the page's timers of a second or more until `tick(page, millis)` moves its clock. Shorter ones run
 * by themselves: the browser's driver needs frames and short waits, which Playwright's own paused clock stops.
 */
export function holdTimers(page) {
  return page.addInitScript(() => {
    if (window !== window.top) return;
    const { setTimeout: start, clearTimeout: stop } = window;
    const held = new Map();
    let now = 0;
    let last = 0x40000000;
    window.setTimeout = (run, millis = 0, ...values) => {
      if (millis < 1000) return start(run, millis, ...values);
      held.set(++last, { at: now + millis, run: () => run(...values) });
      return last;
    };
    window.clearTimeout = (id) => (held.delete(id) ? undefined : stop(id));
    window.tickTimers = (millis) => {
      const until = now + millis;
      for (;;) {
        const due = [...held].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!due) break;
        const [id, { at, run }] = due;
        held.delete(id);
        now = at;
        run();
      }
      now = until;
    };
  });
}

/** Moves the clock of a page with held timers. */
export const tick = (page, millis) => page.evaluate((m) => window.tickTimers(m), millis);

/** axe-core's own script, to be given to `axe`. */
export const axeSource = () => readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Runs axe-core in the page, through every frame it may enter, and returns the violations in words. */
export async function axe(page, source, options = {}) {
  await page.evaluate(source);
  const { violations } = await page.evaluate((o) => window.axe.run(document, o), options);
  return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join(", ")})`);
}

/** Keeps a picture of the page among the artefacts of the build. */
export async function picture(page, name) {
  const root = process.env.HANDRAIL_ROOT ?? new URL("../../..", import.meta.url).pathname;
  await page.screenshot({ path: join(root, "target/journeys", `${name}.png`) });
}
