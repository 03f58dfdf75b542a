//! The administrator's walk over the vaults of a site, one page a call.

use crate::answer::json;
use crate::conversation::rewrap::{self, PAGE, Wrapping};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::conversation::ConversationCall;
use crate::objects::desk::DeskCall;
use crate::request::Call;
use handrail_protocol::api::RewrapRequest;
use handrail_protocol::{ConversationId, ErrorCode, SiteId};
use worker::Response;

/// `POST /api/v1/admin/sites/{site}/vault/rewrap`.
pub(crate) async fn rewrap(call: &mut Call, site: &SiteId) -> Result<Response> {
    let RewrapRequest { after } = call.body().await?;
    if after.as_ref().is_some_and(|after| after.site() != *site) {
        let message = "`after` has to be the `next` of this site's page before.";
        return Err(Refusal::new(ErrorCode::InvalidField, message));
    }
    let list = DeskCall::Conversations { after, most: PAGE };
    let conversations: Vec<ConversationId> = objects::desk(&call.env, site, list).await?;
    let mut said = Vec::with_capacity(conversations.len());
    for conversation in &conversations {
        let rewrap = ConversationCall::Rewrap;
        // One that does not answer must not hold up the others; it is counted as remaining.
        let wrapping: Result<Wrapping> =
            objects::conversation(&call.env, conversation, None, rewrap).await;
        said.push(wrapping.ok());
    }
    let next = conversations.last().filter(|_| conversations.len() == PAGE);
    let key = call.settings.vault_keys.current_id();
    json(&rewrap::page(key, said, next.cloned()))
}
