//! The edge: one Worker and its Durable Objects, on Cloudflare's network or on one machine.
//!
//! For: routes, tokens, sockets, storage, model calls, deliveries. It performs what the conversation
//! core in `shared/conversation` decides, and feeds back what came of it.
//! Not for: decisions. A new feature is a new input, effect or event there, then an adapter here.
//!
//! Code map: `router/` takes requests in. Each Durable Object has a folder (`conversation/`, `desk/`,
//! `site/`, `knowledge/`, `proxy/`, `sandbox/`): `object.rs` is a thin adapter around the pure modules
//! beside it, which are tested natively on the same SQLite (`storage/`). Objects ask each other through
//! `objects/` alone, and run on the platform that `runtime/` describes, which is one in memory in tests. `model/` asks models, `outgoing/` delivers signals; `auth/` and `http/` hold what
//! keeps others out.
//!
//! Invariants:
//! - A token, or an id that only this edge can have made, is verified before any object is addressed.
//! - What is written is masked; values lie sealed. Log lines, webhooks and prompts take nothing else.
//! - One step of a conversation is one transaction; what others see of it comes after.
//! - No input panics; every refusal is a typed error with a stable code.

mod answer;
mod auth;
mod conversation;
mod desk;
mod error;
mod health;
mod http;
mod knowledge;
mod log;
mod metrics;
mod model;
mod objects;
mod outgoing;
mod platform;
mod proxy;
mod request;
mod router;
mod runtime;
mod sandbox;
mod settings;
mod site;
mod storage;

use worker::{Context, Env, Request, Response, event};

pub use conversation::object::Conversation;
pub use desk::object::Desk;
pub use knowledge::object::Knowledge;
pub use proxy::object::ProxyVault;
pub use sandbox::object::Sandbox;
pub use site::object::Site;

/// Every request of the outside world.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    router::route(request, env, context).await
}
