//! A site file, resolved into what the conversation decides by.

use crate::deadlines::TURN_MAX_MILLIS;
use handrail_mask::{
    BareNumbers, BuildError, Checksum, CustomKind, CustomName, Kind, Masker, Restore, UnknownKind,
};
use handrail_site::{self as site, DisclosureMode, PageDetail, SiteFile};
use handrail_triage::{Thresholds, Topic};
use std::ops::RangeInclusive;

/// Milliseconds of a minute.
const MINUTE_MS: u64 = 60_000;
/// A chain of models asks each of them twice.
const TRIES_OF_A_MODEL: u64 = 2;
/// What is added to a chain's own times, so that it ends in its own words.
const TURN_SPARE_MS: u64 = 5_000;
/// A turn that does not move for so long has failed, whatever the models are given.
const TURN_SILENCE_MS: RangeInclusive<u64> = 45_000..=TURN_MAX_MILLIS;

/// Why a site file gives no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}`: {problem}")]
pub struct PolicyError {
    /// Where in the site file.
    pub path: String,
    /// What is wrong.
    pub problem: String,
}

impl PolicyError {
    /// Stable name of the refusal.
    pub fn code(&self) -> &'static str {
        "site_invalid"
    }
}

/// What a conversation decides by. Made from a site file once, shared by all its conversations.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Version of the configuration, on record with every decision.
    pub config_version: u32,
    /// The site's name.
    pub site_name: String,
    /// The site's first origin, where the paths of its articles are.
    pub origin: String,
    /// Masks, restores and knows the kinds that are on.
    pub masker: Masker,
    /// The assistant; absent where people answer alone.
    pub assistant: Option<AssistantPolicy>,
    /// Does a language model answer (or the built-in answerer alone)?
    pub generative: bool,
    /// Does the AI wait for a yes?
    pub asks_consent: bool,
    /// Version of the disclosure, recorded with the first send.
    pub disclosure_version: String,
    /// Numbers that decisions are held against.
    pub thresholds: Thresholds,
    /// A turn that does not move for so long has failed: a little more than the models' own times add
    /// up to.
    pub turn_silence_millis: u64,
    /// A longer wait is told to the visitor.
    pub max_wait_millis: u64,
    /// Kinds shown to the owner on take.
    pub show_on_take: Vec<Kind>,
    /// Is the host page's path kept?
    pub keeps_page: bool,
    /// Languages; the first is the default.
    pub locales: Vec<String>,
}

/// The assistant, as prompts and messages need it.
#[derive(Debug, Clone)]
pub struct AssistantPolicy {
    /// Its name.
    pub name: String,
    /// What it can and cannot do.
    pub intro: String,
    /// What it answers.
    pub answers: Vec<String>,
    /// What it declines.
    pub declines: Vec<Topic>,
    /// What always goes to people.
    pub always_person: Vec<Topic>,
    /// How it sounds.
    pub tone: String,
    /// The longest reply, in words.
    pub max_reply_words: u32,
}

impl Policy {
    /// Resolves a checked site file; refuses kinds that do not exist or cannot be switched off.
    pub fn from_site(site: &SiteFile, config_version: u32) -> Result<Self, PolicyError> {
        let assistant = &site.assistant;
        Ok(Self {
            config_version,
            site_name: site.name.clone(),
            origin: site.origins.first().cloned().unwrap_or_default(),
            masker: masker(&site.masking)?,
            assistant: assistant.enabled.then(|| AssistantPolicy {
                name: assistant.name.clone(),
                intro: assistant.intro.clone(),
                answers: assistant.answers.clone(),
                declines: topics(&assistant.declines),
                always_person: topics(&assistant.always_person),
                tone: assistant.tone.clone(),
                max_reply_words: assistant.max_reply_words,
            }),
            generative: site.is_generative(),
            asks_consent: site.disclosure.mode == DisclosureMode::Ask,
            disclosure_version: site.disclosure.version.clone(),
            thresholds: Thresholds {
                failed_answers: site.handoff.failed_answers,
                signals: site.handoff.signals as f32,
                min_confidence: site.handoff.min_confidence,
            },
            turn_silence_millis: turn_silence(site),
            max_wait_millis: u64::from(site.handoff.max_wait_minutes) * MINUTE_MS,
            show_on_take: site
                .masking
                .show_on_take
                .iter()
                .enumerate()
                .map(|(index, name)| {
                    shown_kind(
                        &site.masking,
                        name,
                        &format!("masking.show_on_take[{index}]"),
                    )
                })
                .collect::<Result<_, _>>()?,
            keeps_page: site.privacy.page == PageDetail::Path,
            locales: site.locales.clone(),
        })
    }

    /// The kinds that are hidden from the AI, as in the site file.
    pub fn hidden_kinds(&self) -> Vec<String> {
        Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Text && self.masker.is_enabled(*kind))
            .chain(self.masker.custom_kinds())
            .map(|kind| kind.as_str().to_owned())
            .collect()
    }

    /// The nearest of the site's languages: the same tag, else the same language, else the first.
    pub fn locale_for(&self, wanted: &str) -> String {
        let language = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let exact = self
            .locales
            .iter()
            .find(|locale| locale.eq_ignore_ascii_case(wanted));
        exact
            .or_else(|| {
                self.locales
                    .iter()
                    .find(|locale| language(locale) == language(wanted))
            })
            .or_else(|| self.locales.first())
            .cloned()
            .unwrap_or_else(|| "en".to_owned())
    }
}

/// How long the chain of models may be silent before all of them have failed.
fn turn_silence(site: &SiteFile) -> u64 {
    let tries: u64 = site
        .models()
        .map(|model| {
            TRIES_OF_A_MODEL * (u64::from(model.connect_ms) + u64::from(model.first_token_ms))
        })
        .sum();
    let gap = site.models().map(|model| u64::from(model.gap_ms)).max();
    (tries + gap.unwrap_or_default() + TURN_SPARE_MS)
        .clamp(*TURN_SILENCE_MS.start(), *TURN_SILENCE_MS.end())
}

fn topics(names: &[String]) -> Vec<Topic> {
    names.iter().map(|name| Topic::new(name)).collect()
}

fn masker(keys: &site::Masking) -> Result<Masker, PolicyError> {
    let mut builder = Masker::builder().bare_numbers(match keys.bare_numbers {
        site::BareNumbers::Keep => BareNumbers::Keep,
        site::BareNumbers::Mask => BareNumbers::Mask,
    });
    for (index, custom) in keys.custom.iter().enumerate() {
        builder = builder.custom(custom_kind(custom, &format!("masking.custom[{index}]"))?);
    }
    for (index, name) in keys.off.iter().enumerate() {
        builder = builder.disable(kind(keys, name, &format!("masking.off[{index}]"))?);
    }
    for (name, restore) in &keys.restore {
        let kind = kind(keys, name, &format!("masking.restore.{name}"))?;
        builder = builder.restore(
            kind,
            match restore {
                site::Restore::Full => Restore::Full,
                site::Restore::Partial => Restore::Partial,
                site::Restore::Never => Restore::Never,
            },
        );
    }
    builder.build().map_err(|error: BuildError| PolicyError {
        path: "masking.off".to_owned(),
        problem: error.to_string(),
    })
}

fn custom_kind(custom: &site::CustomMask, path: &str) -> Result<CustomKind, PolicyError> {
    let at = |key: &str, problem: String| PolicyError {
        path: format!("{path}.{key}"),
        problem,
    };
    let name = CustomName::new(&custom.name).map_err(|error| at("name", error.to_string()))?;
    let mut kind =
        CustomKind::new(name, &custom.pattern).map_err(|error| at("pattern", error.to_string()))?;
    if let Some(checksum) = custom.checksum {
        kind = kind.checksum(match checksum {
            site::MaskChecksum::Luhn => Checksum::Luhn,
            site::MaskChecksum::Mod97 => Checksum::Mod97,
        });
    }
    kind.cues(custom.cues.iter().map(String::as_str))
        .map_err(|error| at("cues", error.to_string()))
}

/// One of our kinds, or one that the site describes.
fn kind(keys: &site::Masking, name: &str, path: &str) -> Result<Kind, PolicyError> {
    let own = keys.custom.iter().any(|custom| custom.name == name);
    match CustomName::new(name) {
        Ok(custom) if own => Ok(Kind::Custom(custom)),
        _ => name.parse().map_err(|error: UnknownKind| PolicyError {
            path: path.to_owned(),
            problem: error.to_string(),
        }),
    }
}

/// A kind that is shown without being asked for: a way to reach somebody, or one that the site
/// describes. Cards, identity numbers and secrets stay value by value, each with a reason on record.
fn shown_kind(keys: &site::Masking, name: &str, path: &str) -> Result<Kind, PolicyError> {
    let kind = kind(keys, name, path)?;
    if kind.may_be_shown_at_once() {
        return Ok(kind);
    }
    Err(PolicyError {
        path: path.to_owned(),
        problem: format!(
            "`{name}` is looked at one value at a time, with a reason; only `name`, `email`, `phone`, `address` and kinds of your own are shown at once"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_mask::Context;

    fn policy(masking: &str) -> Result<Policy, PolicyError> {
        let site = format!(
            "schema = 1\nid = \"acme\"\nname = \"Acme\"\norigins = [\"https://www.acme.example\"]\n\
             [contact]\nemail = \"help@acme.example\"\n[disclosure]\nversion = \"1\"\n{masking}"
        );
        let site = SiteFile::parse(&site).expect("the site file is well-formed");
        Policy::from_site(&site, 1)
    }

    #[test]
    fn a_site_switches_kinds_off_and_adds_its_own() {
        let policy = policy(
            r#"
            [masking]
            off = ["ip"]
            show_on_take = ["loyalty"]
            [masking.restore]
            loyalty = "full"
            [[masking.custom]]
            name = "loyalty"
            pattern = "LC-[0-9]{6}"
            cues = ["bonus card"]
            "#,
        )
        .expect("these keys fit");
        let text = "from 203.0.113.7, bonus card LC-123456";
        let masked = policy.masker.mask_irreversibly(text, &Context::default());
        assert_eq!(masked.as_str(), "from 203.0.113.7, bonus card [LOYALTY]");
        let hidden = policy.hidden_kinds();
        assert!(hidden.contains(&"loyalty".to_owned()) && !hidden.contains(&"ip".to_owned()));
        assert_eq!(policy.masker.restore(policy.show_on_take[0]), Restore::Full);
    }

    #[test]
    fn a_turn_waits_for_all_models_of_the_chain() {
        let model = |times: &str| {
            format!(
                "[[model]]\nprovider = \"openai_compatible\"\nurl = \"http://a/v1\"\nname = \"a\"\n{times}\n"
            )
        };
        let slow = model("first_token_ms = 60000\ngap_ms = 60000");
        for (models, millis) in [
            (String::new(), 45_000),
            (model(""), 45_000),
            (model("").repeat(3), 3 * 2 * 10_000 + 5_000 + 5_000),
            (model("first_token_ms = 60000"), 2 * 62_000 + 5_000 + 5_000),
            (slow.repeat(2), 180_000),
        ] {
            let policy = policy(&models).expect(&models);
            assert_eq!(policy.turn_silence_millis, millis, "{models}");
        }
    }

    #[test]
    fn a_wrong_key_names_its_place() {
        let custom = |key: &str| format!("[[masking.custom]]\n{key}");
        for (keys, path) in [
            ("[masking]\noff = [\"card\"]".to_owned(), "masking.off"),
            ("[masking]\noff = [\"shoe\"]".to_owned(), "masking.off[0]"),
            (
                "[masking]\nshow_on_take = [\"name\", \"card\"]".to_owned(),
                "masking.show_on_take[1]",
            ),
            (
                "[masking]\nshow_on_take = [\"password\"]".to_owned(),
                "masking.show_on_take[0]",
            ),
            (
                "[masking.restore]\nshoe = \"full\"".to_owned(),
                "masking.restore.shoe",
            ),
            (
                custom("name = \"card\"\npattern = \"a\""),
                "masking.custom[0].name",
            ),
            (
                custom("name = \"shoe\"\npattern = \"(\""),
                "masking.custom[0].pattern",
            ),
            (
                custom("name = \"shoe\"\npattern = \"a\"\ncues = [\"1\"]"),
                "masking.custom[0].cues",
            ),
        ] {
            let error = policy(&keys).expect_err(&keys);
            assert_eq!(error.path, path);
        }
    }
}
