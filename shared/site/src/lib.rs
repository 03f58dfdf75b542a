//! The site file: what a shop says about itself, its assistant and its people.
//!
//! Parsed once into types. An unknown key, a wrong type or an impossible value names its path, what
//! is wrong and what was expected; a key of a feature that is not in this version is refused, never
//! ignored. Secrets come by name of an environment variable (`…_env`) alone.
//!
//! Not for: reading files or the environment.

mod check;
mod hours;
mod proxy;
mod variables;

pub use check::SiteError;
pub use hours::{Hours, LocalMoment, Opening};
pub use proxy::Proxy;
pub use variables::OWN_VARIABLES;

use handrail_protocol::api::{Contact, Disclosure, PublicAssistant, PublicBranding, PublicSite};
use handrail_protocol::{Role, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A checked site file. Made by [`SiteFile::parse`] alone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Version of the file's shape; 1.
    pub schema: u32,
    /// The `data-site` of the snippet.
    pub id: SiteId,
    /// The name customers know.
    pub name: String,
    /// Exact origins of the pages that may embed the chat.
    pub origins: Vec<String>,
    /// Languages of the panel; the first is the default.
    #[serde(default = "default_locales")]
    pub locales: Vec<String>,
    /// Ways to reach people when all else fails; at least one.
    pub contact: Contact,
    /// What the visitor is told about AI and data.
    pub disclosure: DisclosureKeys,
    /// The assistant.
    #[serde(default)]
    pub assistant: Assistant,
    /// Where answers come from.
    #[serde(default)]
    pub knowledge: Vec<KnowledgeSource>,
    /// When people are there; absent: whenever an agent is online.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// When and how a person takes over.
    #[serde(default)]
    pub handoff: Handoff,
    /// What is hidden and what comes back.
    #[serde(default)]
    pub masking: Masking,
    /// What is kept.
    #[serde(default)]
    pub privacy: Privacy,
    /// Models in order. Without one, `extractive` answers; it may stand last as the way out when
    /// the models fail, otherwise their failure is said plainly and a person offered.
    #[serde(default)]
    pub model: Vec<Model>,
    /// The masking proxy; absent: it is off.
    #[serde(default)]
    pub proxy: Option<Proxy>,
    /// Where signals go.
    #[serde(default)]
    pub webhook: Vec<Webhook>,
    /// The people.
    #[serde(default)]
    pub agent: Vec<Agent>,
    /// Looks.
    #[serde(default)]
    pub branding: Branding,
}

/// `[disclosure]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureKeys {
    /// Does the AI wait for a yes?
    #[serde(default)]
    pub mode: DisclosureMode,
    /// Recorded with the first send.
    pub version: String,
    /// "How we use your data".
    #[serde(default)]
    pub privacy_url: Option<String>,
}

/// How the visitor is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureMode {
    /// It stands above an active composer; the first send records it.
    #[default]
    Inform,
    /// The AI waits for a yes; the person never does.
    Ask,
}

/// `[assistant]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assistant {
    /// `false`: people only.
    pub enabled: bool,
    /// Its name.
    pub name: String,
    /// What it can and cannot do, one or two sentences.
    pub intro: String,
    /// What it answers.
    pub answers: Vec<String>,
    /// What it declines.
    pub declines: Vec<String>,
    /// What always goes to people.
    pub always_person: Vec<String>,
    /// How it sounds.
    pub tone: String,
    /// The longest reply, in words.
    pub max_reply_words: u32,
}

impl Default for Assistant {
    fn default() -> Self {
        Self {
            enabled: true,
            name: "Assistant".to_owned(),
            intro: String::new(),
            answers: Vec::new(),
            declines: Vec::new(),
            always_person: Vec::new(),
            tone: String::new(),
            max_reply_words: 120,
        }
    }
}

/// `[[knowledge]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeSource {
    /// A folder of Markdown and HTML files beside the site file.
    pub path: String,
}

/// `[handoff]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Handoff {
    /// A person is offered after so many answers that did not help.
    pub failed_answers: u32,
    /// A person is offered after so many signals together.
    pub signals: u32,
    /// Below it the assistant says that it is not sure. 0 to 1.
    pub min_confidence: f32,
    /// The visitor is offered another way after so long a wait.
    pub max_wait_minutes: u32,
    /// An agent who is gone so long loses the conversation.
    pub agent_gone_seconds: u32,
    /// Is a measured wait shown?
    pub show_estimate: ShowEstimate,
    /// The form for an e-mail address when nobody is there.
    pub contact_form: ContactForm,
}

impl Default for Handoff {
    fn default() -> Self {
        Self {
            failed_answers: 2,
            signals: 2,
            min_confidence: 0.6,
            max_wait_minutes: 5,
            agent_gone_seconds: 60,
            show_estimate: ShowEstimate::WhenMeasured,
            contact_form: ContactForm::Optional,
        }
    }
}

/// `show_estimate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowEstimate {
    /// With 20 measured waits and an agent online.
    WhenMeasured,
    /// Never.
    Never,
}

/// `contact_form`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactForm {
    /// Offered.
    Optional,
    /// Needed to leave a message when closed.
    Required,
    /// Never shown.
    Never,
}

impl ContactForm {
    /// As in the site file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required => "required",
            Self::Never => "never",
        }
    }
}

/// `[masking]`. Kinds are checked by the masker that is built from it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Masking {
    /// What happens to numbers that nothing explains: `keep` or `mask`.
    pub bare_numbers: BareNumbers,
    /// Kinds shown to a conversation's owner.
    pub show_on_take: Vec<String>,
    /// Per kind: `full`, `partial` or `never`.
    pub restore: BTreeMap<String, Restore>,
    /// Kinds that are not looked for.
    pub off: Vec<String>,
    /// Kinds of the site's own.
    pub custom: Vec<CustomMask>,
}

/// `[[masking.custom]]`: a detail only this site knows, such as a customer number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomMask {
    /// 2 to 16 letters; `[LOYALTY_1]` is what the AI sees of `loyalty`.
    pub name: String,
    /// A regular expression of the whole value.
    pub pattern: String,
    /// `luhn` or `mod97`.
    #[serde(default)]
    pub checksum: Option<MaskChecksum>,
    /// Words one of which has to stand near, or in the question before.
    #[serde(default)]
    pub cues: Vec<String>,
}

/// The check digits of a site's own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskChecksum {
    /// ISO/IEC 7812-1.
    Luhn,
    /// ISO/IEC 7064 MOD 97-10.
    Mod97,
}

impl Default for Masking {
    fn default() -> Self {
        Self {
            bare_numbers: BareNumbers::Keep,
            show_on_take: Vec::new(),
            restore: BTreeMap::new(),
            off: Vec::new(),
            custom: Vec::new(),
        }
    }
}

/// `bare_numbers`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareNumbers {
    /// They stay.
    Keep,
    /// They become `[NUMBER_n]`.
    Mask,
}

/// What comes back in an AI reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restore {
    /// The whole value.
    Full,
    /// The last four.
    Partial,
    /// Nothing.
    Never,
}

/// `[privacy]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    /// What is kept of the host page: `path` or `none`; never the query.
    pub page: PageDetail,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            page: PageDetail::Path,
        }
    }
}

/// `page`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageDetail {
    /// The path, masked.
    Path,
    /// Nothing.
    None,
}

/// `[[model]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Which wire it speaks.
    pub provider: Provider,
    /// Base address, for example `https://api.example.com/v1`. Not for `extractive`.
    #[serde(default)]
    pub url: String,
    /// Name of the model (Azure: of the deployment). Not for `extractive`.
    #[serde(default)]
    pub name: String,
    /// Environment variable with the key; absent for servers that take none.
    #[serde(default)]
    pub key_env: Option<String>,
    /// Time to connect and get the response's head started.
    #[serde(default = "default_connect_ms")]
    pub connect_ms: u32,
    /// Time to the first token.
    #[serde(default = "default_first_token_ms")]
    pub first_token_ms: u32,
    /// Longest silence between tokens.
    #[serde(default = "default_gap_ms")]
    pub gap_ms: u32,
}

/// `provider`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// OpenAI's chat completions, and the many that speak it.
    OpenaiCompatible,
    /// Azure's deployment addresses and `api-key` header.
    Azure,
    /// Anthropic's Messages.
    Anthropic,
    /// The built-in answerer, as the last entry.
    Extractive,
}

impl Provider {
    /// As in the site file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenaiCompatible => "openai_compatible",
            Self::Azure => "azure",
            Self::Anthropic => "anthropic",
            Self::Extractive => "extractive",
        }
    }
}

/// `[[webhook]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The form of the body.
    pub format: WebhookFormat,
    /// Environment variable with the address.
    pub url_env: String,
    /// Environment variable with the signing secret (`whsec_…`), where the form is signed.
    pub secret_env: Option<String>,
    /// `handoff_requested`, `message_left`.
    pub events: Vec<WebhookEvent>,
}

/// `format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFormat {
    /// Standard Webhooks: signed JSON.
    Standard,
    /// Slack's incoming webhook: a message in a channel.
    Slack,
}

/// A kind of signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookEvent {
    /// A conversation waits for a person.
    HandoffRequested,
    /// A visitor left a way to be reached.
    MessageLeft,
}

impl WebhookEvent {
    /// As in the site file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HandoffRequested => "handoff_requested",
            Self::MessageLeft => "message_left",
        }
    }
}

/// `[[agent]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// For signing in; visitors never see it.
    pub email: String,
    /// What visitors see.
    pub name: String,
    /// The role visitors see.
    #[serde(default)]
    pub title: String,
    /// What the agent may do.
    #[serde(default)]
    pub role: Role,
}

/// `[branding]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Branding {
    /// `#RRGGBB`.
    pub accent: Option<String>,
    /// `auto`, `light` or `dark`.
    pub scheme: Scheme,
    /// Corner radius of messages and fields, 0 to 32.
    pub radius_px: u32,
}

impl Default for Branding {
    fn default() -> Self {
        Self {
            accent: None,
            scheme: Scheme::Auto,
            radius_px: 12,
        }
    }
}

/// `scheme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// As the visitor's system.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

fn default_locales() -> Vec<String> {
    vec!["en".to_owned()]
}

pub(crate) fn default_connect_ms() -> u32 {
    2_000
}

fn default_first_token_ms() -> u32 {
    8_000
}

fn default_gap_ms() -> u32 {
    5_000
}

impl SiteFile {
    /// The models that are asked before the built-in answerer.
    pub fn models(&self) -> impl Iterator<Item = &Model> {
        self.model
            .iter()
            .filter(|model| model.provider != Provider::Extractive)
    }

    /// Does a language model answer?
    pub fn is_generative(&self) -> bool {
        self.models().next().is_some()
    }

    /// The names of all environment variables the file asks for.
    pub fn env_names(&self) -> impl Iterator<Item = &str> {
        let keys = self
            .model
            .iter()
            .filter_map(|model| model.key_env.as_deref());
        let hooks = self
            .webhook
            .iter()
            .flat_map(|hook| [Some(hook.url_env.as_str()), hook.secret_env.as_deref()])
            .flatten();
        let proxy = self.proxy.iter().flat_map(|proxy| {
            let keys = [&proxy.key_env, &proxy.anthropic_key_env];
            keys.into_iter().filter_map(|name| name.as_deref())
        });
        keys.chain(hooks).chain(proxy)
    }

    /// The part that visitors may know. `hidden_kinds` are the masker's, which knows what is on.
    pub fn public(&self, hidden_kinds: Vec<String>) -> PublicSite {
        PublicSite {
            id: self.id.as_str().to_owned(),
            name: self.name.clone(),
            locales: self.locales.clone(),
            contact: self.contact.clone(),
            assistant: self.assistant.enabled.then(|| PublicAssistant {
                name: self.assistant.name.clone(),
                intro: self.assistant.intro.clone(),
            }),
            disclosure: self.public_disclosure(),
            hidden_kinds,
            contact_form: self.handoff.contact_form.as_str().to_owned(),
            branding: PublicBranding {
                accent: self.branding.accent.clone(),
                scheme: match self.branding.scheme {
                    Scheme::Auto => "auto",
                    Scheme::Light => "light",
                    Scheme::Dark => "dark",
                }
                .to_owned(),
                radius_px: Some(self.branding.radius_px),
            },
            model: self
                .models()
                .next()
                .map_or_else(|| "extractive".to_owned(), |m| m.name.clone()),
        }
    }

    /// What the visitor is told.
    pub fn public_disclosure(&self) -> Disclosure {
        Disclosure {
            mode: match self.disclosure.mode {
                DisclosureMode::Inform => "inform",
                DisclosureMode::Ask => "ask",
            }
            .to_owned(),
            version: self.disclosure.version.clone(),
            privacy_url: self.disclosure.privacy_url.clone(),
        }
    }
}
