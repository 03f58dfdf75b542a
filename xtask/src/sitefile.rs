//! A site file as tasks use it: its text for the edge, its checked content, its secrets.

use anyhow::{Context, Result, bail};
use handrail_conversation::Policy;
use handrail_protocol::site::{Model, Provider, SiteFile as Checked};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

/// A checked site file.
pub(crate) struct SiteFile {
    /// Where it was read from.
    pub(crate) path: PathBuf,
    /// What is sent to the edge.
    pub(crate) text: String,
    /// What it says.
    pub(crate) content: Checked,
}

/// A model named on the command line.
pub(crate) struct ModelFlags<'a> {
    pub(crate) provider: &'a str,
    pub(crate) url: &'a str,
    pub(crate) name: &'a str,
    pub(crate) key_env: Option<&'a str>,
}

impl SiteFile {
    /// Reads and checks a site file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("can't read the site file {}", path.display()))?;
        Self::parse(path, text)
    }

    fn parse(path: &Path, text: String) -> Result<Self> {
        let content =
            Checked::parse(&text).with_context(|| format!("{} can't be used", path.display()))?;
        // Kinds and patterns are known to the masker alone.
        Policy::from_site(&content, 0)
            .with_context(|| format!("{} can't be used", path.display()))?;
        Ok(Self {
            path: path.to_path_buf(),
            text,
            content,
        })
    }

    /// The folder it lies in.
    pub(crate) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The agent whom a first sign-in code is for.
    pub(crate) fn first_agent(&self) -> Result<&str> {
        match self.content.agent.first() {
            Some(agent) => Ok(&agent.email),
            None => bail!(
                "{} names no [[agent]], so nobody could answer a visitor",
                self.path.display()
            ),
        }
    }

    /// Moves addresses on this machine to another port.
    pub(crate) fn move_to_port(&mut self, from: u16, to: u16) -> Result<()> {
        let text = ["localhost", "127.0.0.1"]
            .iter()
            .fold(self.text.clone(), |text, host| {
                text.replace(
                    &format!("http://{host}:{from}"),
                    &format!("http://{host}:{to}"),
                )
            });
        *self = Self::parse(&self.path, text)?;
        Ok(())
    }

    /// Asks this model before those of the file.
    pub(crate) fn put_model_first(&mut self, model: &ModelFlags<'_>) -> Result<()> {
        // JSON's string form is one of TOML's.
        let line = |key: &str, value: &str| format!("{key} = {}", serde_json::Value::from(value));
        let mut lines = vec![
            "[[model]]".to_owned(),
            line("provider", model.provider),
            line("url", model.url),
            line("name", model.name),
        ];
        if let Some(key_env) = model.key_env {
            lines.push(line("key_env", key_env));
        }
        let block = lines.join("\n");
        let place = self.text.find("[[model]]").unwrap_or(self.text.len());
        let (before, after) = self.text.split_at(place);
        let text = format!("{before}\n{block}\n\n{after}");
        *self = Self::parse(&self.path, text)
            .context("--model-url, --model and --model-provider make no valid model")?;
        Ok(())
    }

    /// The values of all variables that keys ending in `_env` name, as a JSON object.
    pub(crate) fn secrets(&self) -> Result<String> {
        let mut values = BTreeMap::new();
        for name in self.secret_names() {
            match env::var(name) {
                Ok(value) => values.insert(name, value),
                Err(_) => bail!(
                    "{} reads the variable {name}, which is not set; \
                     set it, or remove the key that names it",
                    self.path.display()
                ),
            };
        }
        Ok(serde_json::to_string(&values)?)
    }

    /// Which model answers, in one line.
    pub(crate) fn model_in_use(&self) -> String {
        match self.models().next() {
            Some(model) => {
                format!(
                    "{} at {} ({})",
                    model.name,
                    model.url,
                    model.provider.as_str()
                )
            }
            None => "built-in answers, no language model".to_owned(),
        }
    }

    /// Whether a language model answers.
    pub(crate) fn has_model(&self) -> bool {
        self.models().next().is_some()
    }

    fn models(&self) -> impl Iterator<Item = &Model> {
        self.content
            .model
            .iter()
            .filter(|model| model.provider != Provider::Extractive)
    }

    fn secret_names(&self) -> BTreeSet<&str> {
        let models = self
            .content
            .model
            .iter()
            .filter_map(|model| model.key_env.as_deref());
        let webhooks = self.content.webhook.iter();
        models
            .chain(webhooks.flat_map(|hook| [hook.url_env.as_str(), hook.secret_env.as_str()]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelFlags, SiteFile};
    use crate::workspace;

    fn sample() -> SiteFile {
        SiteFile::read(&workspace::root().join("sample/site.toml")).expect("the sample is right")
    }

    #[test]
    fn the_sample_is_right_and_needs_no_secret() {
        let site = sample();
        assert!(site.first_agent().is_ok());
        assert_eq!(site.secrets().expect("nothing to set"), "{}");
        assert!(!site.has_model());
    }

    #[test]
    fn addresses_move_with_the_port() {
        let mut site = sample();
        site.move_to_port(8787, 9000).expect("still a site file");
        assert!(
            site.content
                .origins
                .contains(&"http://localhost:9000".to_owned())
        );
        assert!(!site.text.contains("8787"));
    }

    #[test]
    fn a_model_of_the_command_line_comes_first() {
        let mut site = sample();
        let flags = ModelFlags {
            provider: "openai_compatible",
            url: "http://127.0.0.1:11434/v1",
            name: "a \"quoted\" name",
            key_env: None,
        };
        site.put_model_first(&flags).expect("still a site file");
        assert!(
            site.model_in_use()
                .starts_with("a \"quoted\" name at http://127.0.0.1:11434/v1")
        );
    }
}
