//! What each reader may see of an event.

use crate::conversation::Conversation;
use handrail_mask::{Lens, Vault};
use handrail_protocol::{Event, EventBody, Withheld};

impl Conversation {
    /// The event as the visitor may see it: their own words and a person's whole, AI text by the
    /// site's policy, what is for agents alone hidden.
    pub fn for_visitor(&self, event: &Event, vault: &Vault) -> Event {
        let masker = &self.policy.masker;
        let mut event = event.clone();
        match &mut event.body {
            body if body.is_private() => *body = EventBody::Hidden {},
            EventBody::VisitorSaid { text, .. } => {
                *text = masker.unmask(&*text, vault, Lens::PersonWritten);
            }
            EventBody::AgentSaid { text, masked, .. } => {
                *text = masker.unmask(&*text, vault, Lens::PersonWritten);
                masked.clear();
            }
            EventBody::AssistantSaid { text, withheld, .. } => {
                *text = masker.unmask(&*text, vault, Lens::VisitorOfAi);
                withheld.fill(Withheld::default());
            }
            _ => {}
        }
        event
    }

    /// The event as agents see it: all of it, with placeholders.
    pub fn for_agent(&self, event: &Event) -> Event {
        event.clone()
    }
}
