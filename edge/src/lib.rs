//! The edge: one Worker and its Durable Objects, on Cloudflare's network or on one machine.
//!
//! For: routes, tokens, sockets, storage, model calls, deliveries. It performs what the conversation
//! core in `shared/conversation` decides, and feeds back what came of it.
//! Not for: decisions. A new feature is a new input, effect or event there, then an adapter here.
//!
//! Code map: `router/` takes requests in; `*_do.rs` are thin adapters around pure modules (`room`,
//! `desk`, `knowledge`, `sandbox`, `site_store`) that are tested natively on the same SQLite;
//! `model/` asks models;
//! `proxy/` is the masking proxy; `token`, `seal`, `headers`, `limits` hold what keeps others out.
//!
//! Invariants:
//! - A token, or an id that only this edge can have made, is verified before any object is addressed.
//! - What is written is masked; values lie sealed. Log lines, webhooks and prompts take nothing else.
//! - One step of a conversation is one transaction; what others see of it comes after.
//! - No input panics; every refusal is a typed error with a stable code.

mod calls;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod conversation_do;
mod conversation_memory;
mod conversation_sockets;
mod conversation_work;
mod desk;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod desk_do;
mod desk_sockets;
mod desk_store;
mod error;
mod frames;
mod headers;
mod key_ring;
mod knowledge;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod knowledge_do;
mod limits;
mod log;
mod model;
mod network;
mod objects;
mod outbox;
mod people;
mod platform;
mod proxy;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod proxy_vault_do;
mod rewrap;
mod room;
mod room_store;
mod router;
mod sandbox;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod sandbox_do;
mod schema;
mod seal;
mod sessions;
mod settings;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
mod site_do;
mod site_store;
mod sites;
mod sql;
mod token;
mod trace;
mod webhook;

use worker::{Context, Env, Request, Response, event};

pub use conversation_do::Conversation;
pub use desk_do::Desk;
pub use knowledge_do::Knowledge;
pub use proxy_vault_do::ProxyVault;
pub use sandbox_do::Sandbox;
pub use site_do::Site;

/// Every request of the outside world.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    router::route(request, env, context).await
}
