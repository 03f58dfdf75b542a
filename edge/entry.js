// The Worker's module: hands what the runtime calls on to the WebAssembly program.
// `cargo xtask build edge` bundles it with wasm-bindgen's part into dist/edge/index.js.
//
// A Rust panic ends the WebAssembly instance it happened in. Whatever was under way fails at once
// instead of hanging, the next call starts a fresh instance, and every durable object is made anew
// from what it has stored.
import { DurableObject } from "cloudflare:workers";
import * as edge from "./bindgen/index.js";

// The program's futures run as microtasks. The runtime's own `queueMicrotask` wraps a function anew for
// each of them, several a message; a promise's reaction is the same turn without that.
globalThis.queueMicrotask = (task) => void Promise.resolve().then(task);

// The `worker` crate sets `criticalError` in its panic hook and counts `instanceId` up in each
// instance's start function.
const instance = edge.__worker_init_state();
const underWay = new Set();
let ended = false;

Object.defineProperty(instance, "criticalError", {
  get: () => ended,
  set(value) {
    ended = value;
    if (!value) return;
    for (const fail of underWay) fail(new Error("the edge had to restart"));
    underWay.clear();
  },
});

function call(work) {
  if (ended) {
    ended = false;
    edge.__wbg_reset_state();
  }
  return new Promise((resolve, reject) => {
    underWay.add(reject);
    const fail = (error) => {
      underWay.delete(reject);
      if (error instanceof WebAssembly.RuntimeError) instance.criticalError = true;
      reject(error);
    };
    const succeed = (value) => {
      underWay.delete(reject);
      resolve(value);
    };
    try {
      Promise.resolve(work()).then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}

// What the runtime may call of an object. It calls what is there, so an object without an alarm or
// sockets is given none.
const HANDLERS = ["fetch", "alarm", "webSocketMessage", "webSocketClose", "webSocketError"];

function durable(Class) {
  return class extends DurableObject {
    #object;
    #madeBy;

    static {
      for (const name of HANDLERS) {
        if (!(name in Class.prototype)) continue;
        this.prototype[name] = function (...given) {
          return call(() => this.#current()[name](...given));
        };
      }
    }

    #current() {
      if (this.#madeBy !== instance.instanceId) {
        this.#object = new Class(this.ctx, this.env);
        this.#madeBy = instance.instanceId;
      }
      return this.#object;
    }
  };
}

// A new class needs a line here, two in workerd.capnp and two in wrangler.toml.
export const Conversation = durable(edge.Conversation);
export const Desk = durable(edge.Desk);
export const Knowledge = durable(edge.Knowledge);
export const Site = durable(edge.Site);
export const Sandbox = durable(edge.Sandbox);
export const ProxyVault = durable(edge.ProxyVault);

export default {
  async fetch(request, env, context) {
    try {
      return await call(() => edge.fetch(request, env, context));
    } catch {
      // The runtime's own answer would be plain text; clients of the API are promised this form.
      const request_id = crypto.randomUUID();
      console.error(JSON.stringify({ level: "error", event: "call_failed", request_id }));
      const message = "Something went wrong on our side. Please try again.";
      const headers = {
        "x-request-id": request_id,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      };
      return Response.json({ error: { code: "internal", message, request_id } }, { status: 500, headers });
    }
  },
};
