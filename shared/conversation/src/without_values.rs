//! What goes on in a conversation whose values can't be opened: its key is missing, or what is stored
//! was changed.
//!
//! For: deciding, before anything happens, whether an input can be taken without the values. Not for:
//! opening them.
//!
//! Invariants: no text is taken that could hold a value named before, because without the values it
//! would not be recognised; asking for a person always goes on, and the person can answer; an answer
//! of the assistant that was under way ends plainly, which offers a person.

use crate::conversation::Conversation;
use crate::input::Input;
use handrail_mask::{Context, Vault};
use handrail_protocol::{ClientId, ErrorCode, ErrorReport};

/// The values can't be opened, and the input needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsValues {
    /// What whoever asked is told.
    pub error: ErrorReport,
    /// The sender's name for a message.
    pub client_id: Option<ClientId>,
}

impl Conversation {
    /// What is left of an input without the values. Handle it with an empty vault.
    ///
    /// # Errors
    /// The input needs them, and must not be handled.
    pub fn without_values(&self, input: Input) -> Result<Input, NeedsValues> {
        match input {
            // An agent sees placeholders, so their words repeat no value by accident.
            Input::AgentSaid {
                client_id, text, ..
            } if self.holds_details(&text) => Err(NeedsValues {
                error: ErrorReport::with_message(
                    ErrorCode::VaultUnreadable,
                    "The hidden details of this conversation can't be opened right now. \
                     Leave personal details out of what you write.",
                ),
                client_id: Some(client_id),
            }),
            Input::VisitorSaid { client_id, .. } | Input::AgentNoted { client_id, .. } => {
                Err(refused(Some(client_id)))
            }
            Input::ContactLeft { .. } | Input::RevealAsked { .. } => Err(refused(None)),
            Input::PassagesFound { turn, attempt, .. } => Ok(Input::SearchFailed { turn, attempt }),
            Input::ModelChunk { turn, attempt, .. }
            | Input::ModelDone { turn, attempt, .. }
            | Input::ModelFailed { turn, attempt, .. } => Ok(Input::ModelFailed {
                turn,
                attempt,
                wrote: None,
            }),
            Input::Start { .. }
            | Input::HumanRequested
            | Input::OfferDeclined
            | Input::QueueLeft
            | Input::AiInvited
            | Input::Consented { .. }
            | Input::PageChanged { .. }
            | Input::Stop
            | Input::Retry
            | Input::SearchFailed { .. }
            | Input::ModelAskedForPerson { .. }
            | Input::AgentTook { .. }
            | Input::AgentSaid { .. }
            | Input::AgentActive { .. }
            | Input::AgentLeaseLapsed { .. }
            | Input::HandedBack { .. }
            | Input::Resolved { .. }
            | Input::Restarted
            | Input::Tick => Ok(input),
        }
    }

    fn holds_details(&self, text: &str) -> bool {
        let masked = self
            .policy
            .masker
            .mask(text, &Context::default(), &mut Vault::new());
        masked.map_or(true, |masking| !masking.spans.is_empty())
    }
}

fn refused(client_id: Option<ClientId>) -> NeedsValues {
    NeedsValues {
        error: ErrorCode::VaultUnreadable.into(),
        client_id,
    }
}
