//! What is asked of a vault of the masking proxy, and what it answers.

use handrail_mask::Placeholder;
use handrail_protocol::ConversationId;
use serde::{Deserialize, Serialize};

/// A call to a ProxyVault object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToProxyVault {
    /// Which: an object does not know its own name.
    pub(crate) vault: ConversationId,
    /// What.
    pub(crate) call: ProxyVaultCall,
}

/// What is asked of a vault of the masking proxy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProxyVaultCall {
    /// Its values; answers [`ProxyValues`].
    Open,
    /// More of them, where it still holds `known`; answers [`ProxyValues`] with those it holds when
    /// it does not, so that numbers are given once.
    Keep {
        known: usize,
        values: Vec<(Placeholder, String)>,
    },
}

/// Values on their way within the edge. Never stored, logged or sent out in this form.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ProxyValues {
    /// Were the new ones kept?
    pub(crate) is_kept: bool,
    /// What each placeholder stands for; empty after a keep that worked.
    pub(crate) values: Vec<(Placeholder, String)>,
}
