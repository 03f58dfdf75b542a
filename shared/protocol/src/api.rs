//! Bodies of the HTTP API (v1).

use crate::{
    AgentCard, Availability, ClientId, ConversationId, Event, MaskedSpan, OwnerEpoch, Role, Seq,
    UnixMillis,
};
use serde::{Deserialize, Serialize};

/// The most events one page of a conversation holds.
pub const EVENTS_PAGE_MAX: usize = 200;
/// The longest `wait` of an events call, in seconds.
pub const WAIT_MAX_SECONDS: u32 = 25;

/// `POST /api/v1/sites/{site}/conversations`. The `Idempotency-Key` header makes a repeat harmless.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRequest {
    /// BCP 47 language wanted; the nearest of the site's is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Path of the host page; query and fragment are dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// Answer to a start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartResponse {
    /// The new conversation.
    pub conversation: ConversationId,
    /// Bearer token for it; travels in the first frame or the Authorization header.
    pub token: String,
    /// When the token ends.
    pub expires_at: UnixMillis,
    /// What has to be on screen before the first send.
    pub disclosure: Disclosure,
    /// What the panel shows of the site.
    pub site: PublicSite,
    /// Are there people?
    pub people: Availability,
}

/// What the visitor is told about AI and data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// `inform` or `ask`.
    pub mode: String,
    /// Version that is recorded with the first send.
    pub version: String,
    /// "How we use your data".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_url: Option<String>,
}

/// The part of the site file that a visitor may know. `GET /api/v1/sites/{site}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PublicSite {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Languages; the first is the default.
    pub locales: Vec<String>,
    /// Ways to reach people when all else fails.
    pub contact: Contact,
    /// The assistant, absent where people answer alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistant: Option<PublicAssistant>,
    /// What the visitor is told.
    pub disclosure: Disclosure,
    /// Kinds of details that are hidden from the AI, as in the site file.
    pub hidden_kinds: Vec<String>,
    /// `optional`, `required` or `never`: the form when nobody is there.
    #[serde(default)]
    pub contact_form: String,
    /// Looks.
    #[serde(default)]
    pub branding: PublicBranding,
    /// What answers: `extractive` or a model's name.
    #[serde(default)]
    pub model: String,
}

/// Ways to reach people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// A page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// An e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The assistant as it introduces itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAssistant {
    /// Its name.
    pub name: String,
    /// What it can and cannot do.
    pub intro: String,
}

/// Looks of the panel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicBranding {
    /// `#RRGGBB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// `auto`, `light` or `dark`.
    #[serde(default)]
    pub scheme: String,
    /// Corner radius of messages and fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_px: Option<u32>,
}

/// `POST …/messages`, of visitors and agents, and `…/notes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayRequest {
    /// The sender's name for it.
    pub client_id: ClientId,
    /// The text as typed.
    pub text: String,
}

/// Answer to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayResponse {
    /// Its event.
    pub seq: Seq,
    /// What was hidden.
    pub masked: Vec<MaskedSpan>,
}

/// `GET …/events?after=N&wait=S`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventsResponse {
    /// At most [`EVENTS_PAGE_MAX`].
    pub events: Vec<Event>,
    /// The next `after`.
    pub next: Seq,
}

/// `POST …/consent`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRequest {
    /// Version of the disclosure.
    pub version: String,
    /// May the AI read along?
    pub accepted: bool,
}

/// `POST …/contact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRequest {
    /// The address.
    pub email: String,
}

/// `POST /api/v1/desk/session`: a one-time code for a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInRequest {
    /// The site.
    pub site: String,
    /// The code, 10 minutes, once.
    pub code: String,
}

/// Answer to a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInResponse {
    /// Bearer token of the session.
    pub token: String,
    /// When it ends: 12 h.
    pub expires_at: UnixMillis,
    /// Who.
    pub agent: AgentCard,
    /// What the agent may do.
    pub role: Role,
}

/// `POST /api/v1/admin/sites/{site}/agents/{email}/code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInCode {
    /// The code.
    pub code: String,
    /// When it ends.
    pub expires_at: UnixMillis,
}

/// `POST /api/v1/desk/conversations/{id}/take`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeRequest {
    /// The epoch the agent saw; another one means somebody was first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<OwnerEpoch>,
}

/// Answer to a take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeResponse {
    /// The epoch the agent holds now.
    pub epoch: OwnerEpoch,
    /// The contact details the site shows the owner.
    pub details: Vec<RevealedValue>,
}

/// `POST /api/v1/desk/conversations/{id}/reveal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealRequest {
    /// Which value.
    pub placeholder: String,
    /// Why; kept on record.
    pub reason: String,
}

/// A value in the clear, for one agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedValue {
    /// Its placeholder.
    pub placeholder: String,
    /// Its kind.
    pub kind: String,
    /// The value.
    pub value: String,
}

/// One file of `PUT /api/v1/admin/sites/{site}/articles`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleUpload {
    /// Path within the source.
    pub path: String,
    /// How the file is written.
    pub format: ArticleFormat,
    /// The file.
    pub text: String,
}

/// How an article is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArticleFormat {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Anything else; such an article is refused.
    #[serde(other)]
    Unknown,
}

/// Answer to an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlesResponse {
    /// Articles now held.
    pub articles: u32,
    /// Passages now held.
    pub passages: u32,
}

/// `POST /api/v1/admin/sites/{site}/vault/rewrap`: one page of the site's conversations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewrapRequest {
    /// The `next` of the page before; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ConversationId>,
}

/// Answer about one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewrapResponse {
    /// Names the key that wraps: the first 8 hexadecimal digits of its SHA-256.
    pub key: String,
    /// Conversations of the page.
    pub checked: u32,
    /// Brought under the current key by this call.
    pub rewrapped: u32,
    /// Not under the current key after this call.
    pub remaining: u32,
    /// Names the keys that are needed for those and not set.
    pub missing_keys: Vec<String>,
    /// The next `after`; absent: this was the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ConversationId>,
}
