# The reference of the bench: `tests/src/reference.rs` starts it.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "reference", worker = .reference),
    (name = "state", disk = (path = "state", writable = true)),
    # The mock upstream is on this machine.
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "reference")],
);

const reference :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = "conversation.js", esModule = embed "conversation.js"),
    (name = "knowledge.js", esModule = embed "knowledge.js"),
    (name = "proxy.js", esModule = embed "proxy.js"),
    (name = "details.js", esModule = embed "details.js"),
    (name = "events.js", esModule = embed "events.js"),
  ],
  compatibilityDate = "2026-04-01",
  durableObjectNamespaces = [
    (className = "Conversation", uniqueKey = "conversation", enableSql = true),
    (className = "Knowledge", uniqueKey = "knowledge", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    (name = "CONVERSATION", durableObjectNamespace = "Conversation"),
    (name = "KNOWLEDGE", durableObjectNamespace = "Knowledge"),
    (name = "UPSTREAM", fromEnvironment = "REFERENCE_UPSTREAM"),
    (name = "KEY", fromEnvironment = "REFERENCE_KEY"),
  ],
  globalOutbound = "loopback",
);
