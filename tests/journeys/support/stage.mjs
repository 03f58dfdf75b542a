/** What most journeys begin with: browser, edge and model for a file, and a site of its own for each test. */
import { after, afterEach, before, beforeEach } from "node:test";
import { Agent, Visitor } from "./actors.mjs";
import { launch } from "./browser.mjs";
import { model, siteFile, startEdge, startMock, startShop } from "./stack.mjs";

/** Sets the stage; what is on it is there once a test runs. `begin` and `end` add to it for the whole file. */
export function stage({ begin, end } = {}) {
  const on = {};
  let contexts = [];
  let number = 0;

  before(async () => {
    on.browser = await launch();
    on.mock = await startMock();
    on.edge = await startEdge();
    await begin?.(on);
  });
  after(async () => {
    await end?.(on);
    await on.browser.close();
    await on.edge.stop();
    on.mock.stop();
  });
  beforeEach(async () => {
    contexts = [];
    await on.mock.set({});
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await on.shop?.close();
    on.shop = undefined;
  });

  /** A site with its shop on `host`; `change` gets the text of its file. */
  on.open = async (change = (file) => file, host) => {
    on.site = `shop${(number += 1)}`;
    on.shop = await startShop(on.edge, on.site, "", host);
    await on.edge.load(on.site, change(siteFile(on.site, [on.shop.origin], model(on.mock))));
  };
  /** A browser of its own. */
  on.newContext = async (options) => {
    const context = await on.browser.newContext(options);
    contexts.push(context);
    return context;
  };
  on.newVisitor = async (options) => new Visitor(await (await on.newContext(options)).newPage());
  on.newAgent = async (email = "dana@acme.example") => {
    const agent = new Agent(await (await on.newContext()).newPage());
    await agent.signIn(on.edge, on.site, email);
    return agent;
  };
  return on;
}

/** The panel's own document. */
export async function panelOf(visitor) {
  const frame = await visitor.page.locator('iframe[src*="/widget"]').elementHandle();
  return frame.contentFrame();
}

/**
 * Stands between the panel and the edge on every socket of a context. `act(frame, answer)` sees what the
 * panel says; what it returns true for goes no further.
 */
export function between(context, act) {
  return context.routeWebSocket(/\/socket$/, (panel) => {
    const edge = panel.connectToServer();
    panel.onMessage((text) => {
      const answer = (frame) => panel.send(JSON.stringify(frame));
      if (text === "ping" || !act(JSON.parse(text), answer)) edge.send(text);
    });
  });
}

/** A refusal, as the edge tells it. */
export const refusal = (code, client_id) => ({ type: "error", error: { code, message: "" }, client_id });
