//! Reading and checking a site file: from syntax to meaning, with the path of what is wrong.

use super::{Hours, OWN_VARIABLES, Provider, SiteFile, WebhookFormat};

/// Why a site file cannot be used. `Display` is a sentence for the person who wrote the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", if path.is_empty() { String::new() } else { format!("`{path}`: ") })]
pub struct SiteError {
    /// Where, for example `model[0].url`; empty when the text is no TOML.
    pub path: String,
    /// What is wrong and what was expected.
    pub problem: String,
}

impl SiteError {
    fn at(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            problem: problem.into(),
        }
    }

    /// Stable name of the refusal.
    pub fn code(&self) -> &'static str {
        "site_invalid"
    }
}

/// Keys of the design whose feature is not in this version: refused by name, never ignored.
const NOT_YET: &[(&str, &str)] = &[
    ("assistant.tokens_per_day", "a daily token budget"),
    (
        "knowledge.refresh",
        "scheduled refresh; load the articles again after a change",
    ),
    ("privacy.retention_days", "automatic deletion"),
    ("branding.logo", "a logo"),
    (
        "branding.position",
        "the launcher's corner here; set --handrail-start and --handrail-end in the page's styles",
    ),
];

impl SiteFile {
    /// Reads and checks a site file.
    pub fn parse(text: &str) -> Result<Self, SiteError> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| SiteError::at("", syntax(text, &error)))?;
        refuse_not_yet(&table)?;
        refuse_unknown_contact(&table)?;
        let site: Self = serde_path_to_error::deserialize(table).map_err(|misfit| {
            let path = misfit.path().to_string();
            let path = if path == "." { "" } else { &path };
            SiteError::at(path, without_value(misfit.inner().message()))
        })?;
        site.check()?;
        Ok(site)
    }

    fn check(&self) -> Result<(), SiteError> {
        if self.schema != 1 {
            return Err(SiteError::at(
                "schema",
                "this version is not known; write 1",
            ));
        }
        required("name", &self.name)?;
        if self.origins.is_empty() {
            return Err(SiteError::at(
                "origins",
                "name at least one page origin, for example \"https://www.acme.com\"",
            ));
        }
        for (index, origin) in self.origins.iter().enumerate() {
            if !is_origin(origin) {
                return Err(SiteError::at(
                    format!("origins[{index}]"),
                    "this is no origin; write scheme and host (and port) alone, for example \"https://www.acme.com\"",
                ));
            }
        }
        if self.locales.is_empty() {
            return Err(SiteError::at(
                "locales",
                "name at least one language, for example \"en\"",
            ));
        }
        for (index, locale) in self.locales.iter().enumerate() {
            if locale.is_empty()
                || locale.len() > 35
                || !locale
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            {
                return Err(SiteError::at(
                    format!("locales[{index}]"),
                    "this is no language tag; write for example \"en\" or \"pt-BR\"",
                ));
            }
        }
        let contact = &self.contact;
        if contact.page.is_none() && contact.email.is_none() && contact.phone.is_none() {
            return Err(SiteError::at(
                "contact",
                "give at least one of `page`, `email` and `phone`; it is shown when all else fails",
            ));
        }
        if let Some(page) = &contact.page {
            web_address("contact.page", page)?;
        }
        if contact
            .email
            .as_ref()
            .is_some_and(|email| !email.contains('@'))
        {
            return Err(SiteError::at("contact.email", "this is no e-mail address"));
        }
        required("disclosure.version", &self.disclosure.version)?;
        if let Some(url) = &self.disclosure.privacy_url {
            web_address("disclosure.privacy_url", url)?;
        }
        if self.assistant.enabled {
            required("assistant.name", &self.assistant.name)?;
        }
        if let Some((path, problem)) = self.hours.as_ref().and_then(Hours::misfit) {
            return Err(SiteError { path, problem });
        }
        in_range(
            "assistant.max_reply_words",
            self.assistant.max_reply_words,
            10,
            1_000,
        )?;
        in_range("handoff.failed_answers", self.handoff.failed_answers, 1, 20)?;
        in_range("handoff.signals", self.handoff.signals, 1, 20)?;
        in_range(
            "handoff.max_wait_minutes",
            self.handoff.max_wait_minutes,
            1,
            24 * 60,
        )?;
        in_range(
            "handoff.agent_gone_seconds",
            self.handoff.agent_gone_seconds,
            20,
            3_600,
        )?;
        if !(0.0..=1.0).contains(&self.handoff.min_confidence) {
            return Err(SiteError::at(
                "handoff.min_confidence",
                "has to be from 0 to 1",
            ));
        }
        self.check_models()?;
        self.check_proxy()?;
        for (index, hook) in self.webhook.iter().enumerate() {
            env_name(&format!("webhook[{index}].url_env"), &hook.url_env)?;
            let secret_at = format!("webhook[{index}].secret_env");
            match (hook.format, &hook.secret_env) {
                (WebhookFormat::Standard, Some(name)) => env_name(&secret_at, name)?,
                (WebhookFormat::Standard, None) => {
                    return Err(SiteError::at(
                        secret_at,
                        "name the variable with the signing secret; without it nobody can tell that a message is ours",
                    ));
                }
                (WebhookFormat::Slack, None) => {}
                (WebhookFormat::Slack, Some(_)) => {
                    return Err(SiteError::at(
                        secret_at,
                        "Slack signs nothing: its address is the secret. Take the key out",
                    ));
                }
            }
            if hook.events.is_empty() {
                return Err(SiteError::at(
                    format!("webhook[{index}].events"),
                    "name at least one of \"handoff_requested\" and \"message_left\"",
                ));
            }
        }
        self.check_agents()?;
        if let Some(accent) = &self.branding.accent {
            let is_colour = accent.len() == 7
                && accent.starts_with('#')
                && accent[1..].bytes().all(|b| b.is_ascii_hexdigit());
            if !is_colour {
                return Err(SiteError::at(
                    "branding.accent",
                    "this is no colour; write for example \"#1F5FBF\"",
                ));
            }
        }
        in_range("branding.radius_px", self.branding.radius_px, 0, 32)
    }

    fn check_models(&self) -> Result<(), SiteError> {
        let last = self.model.len().saturating_sub(1);
        for (index, model) in self.model.iter().enumerate() {
            let path = |key: &str| format!("model[{index}].{key}");
            if model.provider == Provider::Extractive {
                if index != last {
                    return Err(SiteError::at(
                        path("provider"),
                        "`extractive` is always last",
                    ));
                }
                continue;
            }
            web_address(&path("url"), &model.url)?;
            required(&path("name"), &model.name)?;
            if let Some(name) = &model.key_env {
                env_name(&path("key_env"), name)?;
            }
            in_range(&path("connect_ms"), model.connect_ms, 50, 30_000)?;
            in_range(&path("first_token_ms"), model.first_token_ms, 50, 60_000)?;
            in_range(&path("gap_ms"), model.gap_ms, 50, 60_000)?;
        }
        Ok(())
    }

    fn check_proxy(&self) -> Result<(), SiteError> {
        let Some(proxy) = &self.proxy else {
            return Ok(());
        };
        web_address("proxy.upstream", &proxy.upstream)?;
        if let Some(url) = &proxy.anthropic_url {
            web_address("proxy.anthropic_url", url)?;
        }
        for (path, name) in [
            ("proxy.key_env", &proxy.key_env),
            ("proxy.anthropic_key_env", &proxy.anthropic_key_env),
        ] {
            if let Some(name) = name {
                env_name(path, name)?;
            }
        }
        for (path, value, from, to) in [
            (
                "requests_per_minute",
                proxy.requests_per_minute,
                1,
                1_000_000,
            ),
            ("tokens_per_day", proxy.tokens_per_day, 1, u32::MAX),
            ("connect_ms", proxy.connect_ms, 50, 30_000),
            ("first_token_ms", proxy.first_token_ms, 50, 600_000),
            ("gap_ms", proxy.gap_ms, 50, 600_000),
            ("answer_ms", proxy.answer_ms, 50, 3_600_000),
        ] {
            in_range(&format!("proxy.{path}"), value, from, to)?;
        }
        Ok(())
    }

    fn check_agents(&self) -> Result<(), SiteError> {
        for (index, agent) in self.agent.iter().enumerate() {
            if !agent.email.contains('@') || agent.email.contains(['/', ' ']) {
                return Err(SiteError::at(
                    format!("agent[{index}].email"),
                    "this is no e-mail address",
                ));
            }
            required(&format!("agent[{index}].name"), &agent.name)?;
            if self.agent[..index]
                .iter()
                .any(|other| other.email.eq_ignore_ascii_case(&agent.email))
            {
                return Err(SiteError::at(
                    format!("agent[{index}].email"),
                    "this address is there twice",
                ));
            }
        }
        Ok(())
    }
}

/// What was expected, without the value that stood there: somebody may have pasted a secret.
fn without_value(message: &str) -> String {
    match message.rsplit_once(", expected ") {
        // The name of a key is no value.
        Some(_) if message.starts_with("unknown field `") => message.to_owned(),
        Some((_, expected)) => format!("expected {expected}"),
        None => message.to_owned(),
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| {
        text[..span.start.min(text.len())].matches('\n').count() + 1
    });
    format!("line {line} is no TOML: {}", error.message())
}

fn refuse_not_yet(table: &toml::Table) -> Result<(), SiteError> {
    for (path, feature) in NOT_YET {
        let (section, key) = path
            .split_once('.')
            .expect("NOT_YET paths have a section and a key");
        let found = match table.get(section) {
            Some(toml::Value::Table(inner)) => inner.contains_key(key).then(|| (*path).to_owned()),
            Some(toml::Value::Array(rows)) => rows
                .iter()
                .position(|row| row.get(key).is_some())
                .map(|index| format!("{section}[{index}].{key}")),
            _ => None,
        };
        if let Some(found) = found {
            return Err(SiteError::at(
                found,
                format!("this version does not have {feature}. Take the key out"),
            ));
        }
    }
    Ok(())
}

/// The wire's `Contact` ignores unknown fields; a site file must not.
fn refuse_unknown_contact(table: &toml::Table) -> Result<(), SiteError> {
    let keys = table
        .get("contact")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(toml::Table::keys);
    for key in keys {
        if !["page", "email", "phone"].contains(&key.as_str()) {
            return Err(SiteError::at(
                format!("contact.{key}"),
                format!("unknown field `{key}`, expected one of `page`, `email`, `phone`"),
            ));
        }
    }
    Ok(())
}

fn required(path: &str, text: &str) -> Result<(), SiteError> {
    if text.trim().is_empty() {
        Err(SiteError::at(path, "must not be empty"))
    } else {
        Ok(())
    }
}

fn in_range(path: &str, value: u32, from: u32, to: u32) -> Result<(), SiteError> {
    if (from..=to).contains(&value) {
        Ok(())
    } else {
        Err(SiteError::at(
            path,
            format!("this is out of range; {from} to {to} is possible"),
        ))
    }
}

fn env_name(path: &str, name: &str) -> Result<(), SiteError> {
    let valid = name.starts_with("HANDRAIL_")
        && name
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if OWN_VARIABLES.contains(&name) {
        Err(SiteError::at(
            path,
            "this variable is the edge's own and would be sent away; give this key one of its own, such as \"HANDRAIL_MODEL_KEY\"",
        ))
    } else if valid {
        Ok(())
    } else {
        Err(SiteError::at(
            path,
            "this is not the name of a variable; write for example \"HANDRAIL_MODEL_KEY\" (the secret itself never stands in this file)",
        ))
    }
}

fn web_address(path: &str, url: &str) -> Result<(), SiteError> {
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or("");
    let valid = !host.is_empty()
        && !host.starts_with('/')
        && !url
            .contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
    if valid {
        Ok(())
    } else {
        Err(SiteError::at(
            path,
            "this is no web address; it has to start with https:// (or http://)",
        ))
    }
}

/// Scheme, host and port as browsers send them in `Origin`: RFC 6454, section 6.2.
fn is_origin(origin: &str) -> bool {
    let Some(host) = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
    else {
        return false;
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !name.ends_with(']') || host.contains("]:") => (name, Some(port)),
        _ => (host, None),
    };
    let port_fits = port.is_none_or(|port| {
        port.parse::<u16>()
            .is_ok_and(|number| number.to_string() == port)
    });
    let name_fits = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._[]:".contains(&b));
    port_fits && name_fits
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
