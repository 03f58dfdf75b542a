//! A reply on its way back to the caller, whole or piece by piece.

use super::Spending;
use super::upstream::{self, UnderWay, within};
use crate::error::{Refusal, Result, at};
use crate::sites::LoadedSite;
use futures_util::stream::{self, LocalBoxStream, StreamExt as _};
use handrail_mask::Vault;
use handrail_protocol::ErrorCode;
use handrail_proxy::{ProxyError, ReplyStream, Wire, unmask};
use std::rc::Rc;
use worker::Response;

/// In a silence a comment is written so often: only a write tells that a caller has gone, and then
/// the model is stopped. Readers of event streams skip comments.
const HEARTBEAT_MILLIS: u32 = 500;
const HEARTBEAT: &[u8] = b":\n\n";

/// A whole reply, within the time.
pub(crate) async fn whole(
    wire: Wire,
    mut response: Response,
    site: &LoadedSite,
    vault: &Vault,
    millis: u32,
    spending: &mut Spending,
) -> Result<String> {
    let bytes = within(millis, response.bytes())
        .await?
        .map_err(|_| cut_off())?;
    let (text, usage) =
        unmask(wire, &bytes, &site.policy.masker, vault).map_err(|_| upstream::nonsense())?;
    spending.text_bytes += bytes.len() as u64;
    spending.usage = usage;
    Ok(text)
}

/// A streamed reply: its pieces as they come.
pub(crate) fn streamed(
    wire: Wire,
    mut response: Response,
    under_way: UnderWay,
    site: Rc<LoadedSite>,
    vault: Vault,
    gap_ms: u32,
    spending: Spending,
) -> Result<Response> {
    let upstream = response.stream().map_err(|_| upstream::nonsense())?;
    let pieces = Pieces {
        upstream: upstream.map(|piece| piece.map_err(|_| ())).boxed_local(),
        reply: ReplyStream::new(wire),
        site,
        vault,
        gap_ms,
        silent_ms: 0,
        spending,
        is_over: false,
        _under_way: under_way,
    };
    let pieces = stream::unfold(pieces, |mut pieces| async move {
        let piece = pieces.next().await?;
        Some((Ok::<_, worker::Error>(piece), pieces))
    });
    Response::from_stream(pieces).map_err(at("reply"))
}

/// A streamed reply. Dropped when it is over or the caller is gone; the upstream's call ends with it.
struct Pieces {
    upstream: LocalBoxStream<'static, std::result::Result<Vec<u8>, ()>>,
    reply: ReplyStream,
    site: Rc<LoadedSite>,
    vault: Vault,
    gap_ms: u32,
    silent_ms: u32,
    spending: Spending,
    is_over: bool,
    _under_way: UnderWay,
}

impl Pieces {
    /// The next bytes for the caller; `None` at the end.
    async fn next(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        while out.is_empty() && !self.is_over {
            let patience = HEARTBEAT_MILLIS.min(self.gap_ms - self.silent_ms);
            let failure = match within(patience, self.upstream.next()).await {
                Ok(Some(Ok(bytes))) => {
                    self.silent_ms = 0;
                    let masker = &self.site.policy.masker;
                    let pushed = self.reply.push(masker, &self.vault, &bytes, &mut out);
                    pushed.err().map(|error| broken(&error))
                }
                // After the end mark nothing is missing, however the connection ended.
                Ok(Some(Err(()))) if self.reply.has_ended() => {
                    self.is_over = true;
                    None
                }
                Ok(Some(Err(()))) => Some(cut_off()),
                Ok(None) => {
                    self.is_over = true;
                    let finished = self.reply.finish(&mut out);
                    finished.err().map(|error| broken(&error))
                }
                Err(late) => {
                    self.silent_ms += patience;
                    if self.silent_ms < self.gap_ms {
                        return Some(HEARTBEAT.to_vec());
                    }
                    Some(late)
                }
            };
            if let Some(refusal) = failure {
                self.is_over = true;
                let code = refusal.code().as_str();
                self.reply.fail(code, &refusal.report.message, &mut out);
            }
        }
        self.spending.usage = self.reply.usage();
        self.spending.text_bytes = self.reply.text_bytes();
        (!out.is_empty()).then_some(out)
    }
}

fn cut_off() -> Refusal {
    let message = "The model's answer was cut off. Try again.";
    Refusal::new(ErrorCode::ModelUnavailable, message)
}

fn broken(error: &ProxyError) -> Refusal {
    match error {
        ProxyError::CutOff => cut_off(),
        _ => upstream::nonsense(),
    }
}
