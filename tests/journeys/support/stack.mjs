/**
 * The real thing for a journey: the edge on workerd with a state folder of its own, a mock upstream as
 * a process of its own, and a customer's page on another site (`localhost`; the edge is on `127.0.0.1`).
 */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { serve } from "./browser.mjs";

const ROOT = process.env.HANDRAIL_ROOT ?? new URL("../../..", import.meta.url).pathname;
const XTASK = process.env.HANDRAIL_XTASK ?? join(ROOT, "target/debug/xtask");
const MOCK = process.env.HANDRAIL_MOCK_UPSTREAM ?? join(ROOT, "target/debug/mock-upstream");
const START_LIMIT_MILLIS = 30_000;

/** A site file; `more` goes to its end. */
export const siteFile = (id, origins, more = "") => `schema = 1
id = "${id}"
name = "Acme Store"
origins = ${JSON.stringify(origins)}
locales = ["en", "de", "ar"]

[contact]
page = "${origins[0]}/contact"
email = "help@acme.example"
phone = "+1 555 0100"

[disclosure]
version = "2026-11-01"
privacy_url = "${origins[0]}/privacy"

[assistant]
name = "Mira"
intro = "I can help with orders, shipping and returns. I can't change your account or issue refunds."
declines = ["legal advice", "medical advice", "competitors"]
always_person = ["payment dispute", "account security", "legal threat", "personal safety"]

[handoff]
agent_gone_seconds = 20

[masking]
show_on_take = ["name", "email", "phone", "address"]

[[agent]]
email = "dana@acme.example"
name = "Dana"
title = "Customer support"
role = "lead"

[[agent]]
email = "sam@acme.example"
name = "Sam"
title = "Customer support"
${more}`;

let models = 0;

/** A `[[model]]` that speaks to the mock; of its own, since a model that failed is left alone for a while. */
export const model = (mock, more = "") => `
[[model]]
provider = "openai_compatible"
url = "${mock.origin}/v1"
name = "mock-${(models += 1)}"
connect_ms = 1000
first_token_ms = 1500
gap_ms = 1500
${more}`;

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves with the first line of a process that matches. */
function firstLine(child, pattern) {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = pattern.exec(line);
      if (found) resolve(found);
    });
  });
}

/** A model server and webhook receiver that plays by script. */
export async function startMock() {
  const child = spawn(MOCK, [], { stdio: ["ignore", "pipe", "inherit"] });
  const [, origin] = await firstLine(child, /^ready (\S+)/);
  return {
    origin,
    /** What it does from now on: `{script, token_ms, text, hook_status}`. */
    set: (control) =>
      fetch(`${origin}/control`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(control),
      }),
    /** Every request so far: `{path, headers, body}`. */
    recorded: async () => (await fetch(`${origin}/recorded`)).json(),
    forget: () => fetch(`${origin}/recorded`, { method: "DELETE" }),
    stop: () => child.kill("SIGKILL"),
  };
}

/** The built edge. `env` adds variables. */
export async function startEdge(env = {}) {
  const state = await mkdtemp(join(tmpdir(), "handrail-journey-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const variables = { HANDRAIL_MESSAGES_PER_MINUTE: "10000", HANDRAIL_STARTS_PER_MINUTE: "10000", ...env };
  const given = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const { stdout } = await promisify(execFile)(
    XTASK,
    ["edge", "describe", "--port", String(port), "--state", state, ...given],
    { cwd: ROOT },
  );
  const run = JSON.parse(await readFile(stdout.trim(), "utf8"));
  const admin = { authorization: `Bearer ${run.env.HANDRAIL_ADMIN_SECRET}` };
  let child;

  const edge = {
    origin,
    port,
    /** The folder of its state. */
    state,
    secret: run.env.HANDRAIL_ADMIN_SECRET,
    vaultKey: run.env.HANDRAIL_VAULT_KEY,
    /** `xtask` with the admin secret: `{code, said}`. */
    xtask: (...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, HANDRAIL_ADMIN_SECRET: run.env.HANDRAIL_ADMIN_SECRET };
        execFile(XTASK, args, { cwd: ROOT, env }, (error, stdout, stderr) =>
          resolve({ code: error ? (error.code ?? -1) : 0, said: stdout + stderr }),
        );
      }),
    /** `more` sets variables from now on; `undefined` takes one away. */
    async start(more = {}) {
      Object.assign(run.env, more);
      child = spawn(run.program, run.args, {
        env: { ...process.env, ...run.env },
        stdio: ["ignore", process.env.HANDRAIL_EDGE_LOG ? "inherit" : "ignore", "inherit"],
      });
      const until = Date.now() + START_LIMIT_MILLIS;
      for (;;) {
        const well = await fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false);
        if (well) return;
        if (Date.now() > until) throw new Error("the edge did not start");
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    /** SIGKILL, and the port is closed. */
    async kill() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      if (child?.exitCode === null && child.signalCode === null) await edge.kill();
      await rm(state, { recursive: true, force: true });
    },
    async admin(method, path, body, type) {
      const answer = await fetch(`${origin}/api/v1/admin/sites/${path}`, {
        method,
        headers: type ? { ...admin, "content-type": type } : admin,
        body,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : undefined;
    },
    /** Sets up a site with the sample shop's help centre. */
    async load(id, file) {
      await edge.admin("PUT", id, file, "text/plain");
      await edge.admin("PUT", `${id}/articles`, JSON.stringify(await sampleArticles()), "application/json");
    },
    /** A desk session for an agent: `{token, agent, …}`. */
    async signIn(site, email = "dana@acme.example") {
      const { code } = await edge.admin("POST", `${site}/agents/${email}/code`);
      const answer = await fetch(`${origin}/api/v1/desk/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ site, code }),
      });
      if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    code: async (site, email = "dana@acme.example") => (await edge.admin("POST", `${site}/agents/${email}/code`)).code,
  };
  await edge.start();
  return edge;
}

/** The sample shop as `cargo xtask demo` loads it, with its addresses on the edge's port. */
export async function loadSample(edge) {
  const file = await readFile(join(ROOT, "sample/site.toml"), "utf8");
  const here = file.replace(/http:\/\/(localhost|127\.0\.0\.1):8787/g, `http://$1:${edge.port}`);
  await edge.load("acme", here);
}

async function sampleArticles() {
  const folder = join(ROOT, "sample/help");
  const files = (await readdir(folder)).filter((file) => /\.(md|html)$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      path: file,
      format: file.endsWith(".html") ? "html" : "markdown",
      text: await readFile(join(folder, file), "utf8"),
    })),
  );
}

/**
 * A customer's page with the snippet of `site` and a strict policy: on another site than the edge, where this
 * browser gives the panel no storage, or with `host` 127.0.0.1 on the same one, where it does.
 */
export async function startShop(edge, site, attributes = "", host = "localhost") {
  const policy = `default-src 'none'; img-src data:; script-src ${edge.origin}; frame-src ${edge.origin}`;
  const page = (title, body) => ({
    type: "text/html; charset=utf-8",
    headers: { "content-security-policy": policy },
    body: `<!doctype html><html lang="en"><head><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head><body><main><h1>${title}</h1>
<p><a id="support" href="/contact">Contact support</a></p><p><a href="/next">Next page</a></p>${body}</main>
<script async src="${edge.origin}/handrail.js" data-site="${site}" data-contact="#support" ${attributes}></script></body></html>`,
  });
  return serve(host, {
    "/": page("Shop", ""),
    "/next": page("Next", ""),
    "/in-app": page("Account", "<handrail-panel></handrail-panel>"),
    "/contact": { type: "text/html", body: "<h1>Contact</h1>" },
  });
}
