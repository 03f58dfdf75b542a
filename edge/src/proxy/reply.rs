//! A streamed reply on its way back to the caller, piece by piece.
//!
//! Invariants: the call to the model ends with whoever reads the reply; a silence is broken by
//! comments and ended by the site's time-out.

use super::Spending;
use super::upstream::{self, UnderWay, cut_off};
use crate::error::{Refusal, Result, at};
use crate::http::network::{Body, Pieces};
use crate::platform;
use crate::site::cache::LoadedSite;
use futures_util::future::{Either, select};
use handrail_mask::Vault;
use handrail_proxy_wire::{ProxyError, ReplyStream, Wire};
use handrail_site::Proxy;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use worker::{Response, ResponseBody, web_sys};

/// In a silence a comment is written so often: only a write tells that a caller has gone, and then
/// the model is stopped. Readers of event streams skip comments.
const HEARTBEAT_MILLIS: u32 = 500;
const HEARTBEAT: &[u8] = b":\n\n";

/// A reply under way. When it is dropped, the call to the model ends and what it took is counted.
pub(crate) struct Streaming {
    reply: ReplyStream,
    site: Rc<LoadedSite>,
    vault: Vault,
    spending: Spending,
    under_way: UnderWay,
    clock: Clock,
}

/// How long the model may be silent: looked at now and then, since a timer for each token would
/// cost more than the token.
struct Clock {
    tick: Pin<Box<dyn Future<Output = ()>>>,
    tick_ms: u32,
    silent_ms: u32,
    has_heard: bool,
    limit_ms: u32,
    gap_ms: u32,
}

impl Streaming {
    /// The beginning.
    pub(crate) fn new(
        wire: Wire,
        site: Rc<LoadedSite>,
        proxy: &Proxy,
        vault: Vault,
        spending: Spending,
        under_way: UnderWay,
    ) -> Self {
        let tick_ms = HEARTBEAT_MILLIS.min(proxy.gap_ms).min(proxy.first_token_ms);
        Self {
            reply: ReplyStream::new(wire),
            site,
            vault,
            spending,
            under_way,
            clock: Clock {
                tick: Box::pin(platform::sleep(u64::from(tick_ms))),
                tick_ms,
                silent_ms: 0,
                has_heard: false,
                limit_ms: proxy.first_token_ms,
                gap_ms: proxy.gap_ms,
            },
        }
    }

    /// The response that the caller reads while the model speaks.
    pub(crate) fn respond(self, upstream: &web_sys::Response) -> Result<Response> {
        let pieces = Pieces::of(upstream).ok_or_else(upstream::nonsense)?;
        let (body, readable) = Body::new().map_err(at("reply"))?;
        let context = Rc::clone(&self.spending.context);
        context.wait_until(async move {
            let mut streaming = self;
            // An error is the caller's: nobody is left to be told.
            if streaming.pass_on(&pieces, &body).await.is_ok() {
                body.close().await;
            }
            streaming.spending.usage = streaming.reply.usage();
            streaming.spending.text_bytes = streaming.reply.text_bytes();
        });
        Response::from_body(ResponseBody::Stream(readable)).map_err(at("reply"))
    }

    /// Passes everything on, until the end or until nobody reads.
    async fn pass_on(
        &mut self,
        pieces: &Pieces,
        body: &Body,
    ) -> std::result::Result<(), wasm_bindgen::JsValue> {
        let mut next = Box::pin(pieces.next());
        let mut out = Vec::new();
        loop {
            out.clear();
            let heard = match select(&mut next, &mut self.clock.tick).await {
                Either::Left((heard, _)) => Some(heard),
                Either::Right(_) => None,
            };
            let failure = match heard {
                Some(Ok(Some(bytes))) => {
                    next = Box::pin(pieces.next());
                    self.clock.has_heard = true;
                    let masker = &self.site.policy.masker;
                    let pushed = self.reply.push(masker, &self.vault, &bytes, &mut out);
                    pushed.err().map(|error| broken(&error))
                }
                Some(Ok(None)) => {
                    self.under_way.ends();
                    let masker = &self.site.policy.masker;
                    match self.reply.finish(masker, &self.vault, &mut out) {
                        Ok(()) => return body.write_some(&out).await,
                        Err(error) => Some(broken(&error)),
                    }
                }
                // After the end mark nothing is missing, however the connection ended.
                Some(Err(_)) if self.reply.has_ended() => return Ok(()),
                Some(Err(_)) => Some(cut_off()),
                None => match self.clock.ticked() {
                    Silence::None => None,
                    Silence::GoesOn => {
                        out.extend_from_slice(HEARTBEAT);
                        None
                    }
                    Silence::TooLong => Some(upstream::late()),
                },
            };
            if let Some(refusal) = failure {
                let code = refusal.code().as_str();
                self.reply.fail(code, &refusal.report.message, &mut out);
                return body.write_some(&out).await;
            }
            body.write_some(&out).await?;
        }
    }
}

impl Body {
    async fn write_some(&self, bytes: &[u8]) -> std::result::Result<(), wasm_bindgen::JsValue> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.write(bytes).await
    }
}

/// What a tick was like.
enum Silence {
    None,
    GoesOn,
    TooLong,
}

impl Clock {
    /// A tick is over.
    fn ticked(&mut self) -> Silence {
        self.tick = Box::pin(platform::sleep(u64::from(self.tick_ms)));
        if std::mem::take(&mut self.has_heard) {
            self.silent_ms = 0;
            // Something came: from now on the time between tokens counts.
            self.limit_ms = self.gap_ms;
            return Silence::None;
        }
        self.silent_ms = self.silent_ms.saturating_add(self.tick_ms);
        if self.silent_ms < self.limit_ms {
            Silence::GoesOn
        } else {
            Silence::TooLong
        }
    }
}

fn broken(error: &ProxyError) -> Refusal {
    match error {
        ProxyError::CutOff => cut_off(),
        _ => upstream::nonsense(),
    }
}
