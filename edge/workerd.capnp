# How workerd runs the edge on one machine: `cargo xtask demo`, the tests, and a server of your own.
#
#   workerd serve dist/edge/workerd.capnp config \
#     --socket-addr=http=127.0.0.1:8787 --directory-path=state=/var/lib/handrail \
#     --directory-path=assets=dist/assets
#
# `config` is for production. `demoConfig` differs in one thing: webhooks may reach this machine.
# Settings come from environment variables; docs/configuration.md describes each.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  v8Flags = .quickly,
  services = [
    (name = "edge", worker = .edge),
    # Where webhooks and crawls go: the runtime refuses private addresses.
    (name = "public-net", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
    # Where models are: one may run on this machine.
    (name = "model-net", network = .everywhere),
    (name = "state", disk = (path = "state", writable = true)),
    (name = "assets", disk = (path = "assets")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "edge")],
);

const demoConfig :Workerd.Config = (
  v8Flags = .quickly,
  services = [
    (name = "edge", worker = .edge),
    (name = "public-net", network = .everywhere),
    (name = "model-net", network = .everywhere),
    (name = "state", disk = (path = "state", writable = true)),
    (name = "assets", disk = (path = "assets")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "edge")],
);

# The program runs for weeks, and most of it once a message: V8 compiles it well after some hundred
# messages instead of many thousands. With any flag workerd says once, at its start, that it makes its
# own scripts from source; that takes milliseconds.
const quickly :List(Text) = ["--wasm-tiering-budget=50000"];

const everywhere :Workerd.Network = (
  allow = ["public", "private", "local"],
  tlsOptions = (trustBrowserCas = true),
);

const edge :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = "./index_bg.wasm", wasm = embed "index_bg.wasm"),
  ],
  compatibilityDate = "2026-04-01",
  # A caller of the masking proxy who goes away stops the model.
  compatibilityFlags = ["enable_request_signal"],

  # The unique keys name folders below the state folder: changing one loses its objects.
  durableObjectNamespaces = [
    (className = "Conversation", uniqueKey = "conversation", enableSql = true),
    (className = "Desk", uniqueKey = "desk", enableSql = true),
    (className = "Knowledge", uniqueKey = "knowledge", enableSql = true),
    (className = "Site", uniqueKey = "site", enableSql = true),
    (className = "Sandbox", uniqueKey = "sandbox", enableSql = true),
    (className = "ProxyVault", uniqueKey = "proxy-vault", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "state"),

  bindings = [
    (name = "CONVERSATION", durableObjectNamespace = "Conversation"),
    (name = "DESK", durableObjectNamespace = "Desk"),
    (name = "KNOWLEDGE", durableObjectNamespace = "Knowledge"),
    (name = "SITE", durableObjectNamespace = "Site"),
    (name = "SANDBOX", durableObjectNamespace = "Sandbox"),
    (name = "PROXY_VAULT", durableObjectNamespace = "ProxyVault"),
    (name = "ASSETS", service = "assets"),
    (name = "PUBLIC_NET", service = "public-net"),
    (name = "MODEL_NET", service = "model-net"),

    # A variable that is not set is absent, not empty.
    (name = "HANDRAIL_MODE", fromEnvironment = "HANDRAIL_MODE"),
    (name = "HANDRAIL_ORIGIN", fromEnvironment = "HANDRAIL_ORIGIN"),
    (name = "HANDRAIL_DESK_ORIGIN", fromEnvironment = "HANDRAIL_DESK_ORIGIN"),
    (name = "HANDRAIL_TRUST_FORWARDED", fromEnvironment = "HANDRAIL_TRUST_FORWARDED"),
    (name = "HANDRAIL_SITE", fromEnvironment = "HANDRAIL_SITE"),
    (name = "HANDRAIL_SANDBOX_SITE", fromEnvironment = "HANDRAIL_SANDBOX_SITE"),
    (name = "HANDRAIL_SECURITY_CONTACT", fromEnvironment = "HANDRAIL_SECURITY_CONTACT"),
    (name = "HANDRAIL_VAULT_KEY", fromEnvironment = "HANDRAIL_VAULT_KEY"),
    (name = "HANDRAIL_VAULT_KEY_PREVIOUS", fromEnvironment = "HANDRAIL_VAULT_KEY_PREVIOUS"),
    (name = "HANDRAIL_TOKEN_KEY", fromEnvironment = "HANDRAIL_TOKEN_KEY"),
    (name = "HANDRAIL_ADMIN_SECRET", fromEnvironment = "HANDRAIL_ADMIN_SECRET"),
    (name = "HANDRAIL_MESSAGES_PER_MINUTE", fromEnvironment = "HANDRAIL_MESSAGES_PER_MINUTE"),
    (name = "HANDRAIL_STARTS_PER_MINUTE", fromEnvironment = "HANDRAIL_STARTS_PER_MINUTE"),
    # A JSON object of the variables that the site file names in keys ending in `_env`.
    (name = "HANDRAIL_SECRETS", fromEnvironment = "HANDRAIL_SECRETS"),
  ],

  # A call that names no network must not reach inside.
  globalOutbound = "public-net",
);
