//! Whether the server of a visit is "stopped".

use super::store::{SandboxCall, Switches};
use crate::error::{Refusal, Result};
use crate::objects;
use handrail_protocol::{ErrorCode, SiteId};
use worker::Env;

/// Refuses while the server is "stopped" for a visit.
pub(crate) async fn check_running(env: &Env, site: &SiteId) -> Result<()> {
    let switches: Switches =
        objects::ask(env, "SANDBOX", site.as_str(), &SandboxCall::Switches).await?;
    if switches.is_stopped() {
        let message = "The server of this visit is stopped. Start it again in the sandbox.";
        return Err(Refusal::new(ErrorCode::Overloaded, message).retry_after(2));
    }
    Ok(())
}
