//! The parts of a site file that loading it needs. Checking all of it is the protocol crate's.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

/// A site file, as text and as far as tasks read it.
pub(crate) struct SiteFile {
    /// Where it was read from.
    pub(crate) path: PathBuf,
    /// What is sent to the edge.
    pub(crate) text: String,
    /// The site's id.
    pub(crate) id: String,
    /// Folders of articles, relative to the file.
    pub(crate) knowledge: Vec<PathBuf>,
    /// The agents' e-mail addresses, in the file's order.
    pub(crate) agents: Vec<String>,
    models: Vec<Model>,
    secret_names: BTreeSet<String>,
}

/// A `[[model]]` of a site file.
#[derive(Clone, Deserialize)]
pub(crate) struct Model {
    pub(crate) provider: String,
    pub(crate) url: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) key_env: Option<String>,
}

#[derive(Deserialize)]
struct Read {
    id: String,
    #[serde(default)]
    knowledge: Vec<Knowledge>,
    #[serde(default)]
    agent: Vec<Agent>,
    #[serde(default)]
    model: Vec<Model>,
}

#[derive(Deserialize)]
struct Knowledge {
    path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Agent {
    email: String,
}

impl SiteFile {
    /// Reads a site file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("can't read the site file {}", path.display()))?;
        Self::parse(path, text)
    }

    fn parse(path: &Path, text: String) -> Result<Self> {
        let wrong = || format!("{} is not a site file", path.display());
        let read: Read = toml::from_str(&text).with_context(wrong)?;
        let table: Table = toml::from_str(&text).with_context(wrong)?;
        let mut secret_names = BTreeSet::new();
        collect_secret_names(&Value::Table(table), &mut secret_names);
        Ok(Self {
            path: path.to_path_buf(),
            id: read.id,
            knowledge: read
                .knowledge
                .into_iter()
                .filter_map(|source| source.path)
                .collect(),
            agents: read.agent.into_iter().map(|agent| agent.email).collect(),
            models: read.model,
            secret_names,
            text,
        })
    }

    /// The folder it lies in.
    pub(crate) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
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
    pub(crate) fn put_model_first(&mut self, model: &Model) -> Result<()> {
        let mut lines = vec!["[[model]]".to_owned()];
        let mut line = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                // JSON's string form is one of TOML's.
                lines.push(format!(
                    "{key} = {}",
                    serde_json::Value::from(value.as_str())
                ));
            }
        };
        line("provider", &Some(model.provider.clone()));
        line("url", &model.url);
        line("name", &model.name);
        line("key_env", &model.key_env);
        let block = lines.join("\n");
        let first = self.text.find("[[model]]");
        let place = first.unwrap_or(self.text.len());
        let (before, after) = self.text.split_at(place);
        let text = format!("{before}\n{block}\n\n{after}");
        *self = Self::parse(&self.path, text)?;
        Ok(())
    }

    /// The values of all variables that keys ending in `_env` name, as a JSON object.
    pub(crate) fn secrets(&self) -> Result<String> {
        let mut values = BTreeMap::new();
        for name in &self.secret_names {
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
        match self.models.iter().find(|model| model.provider != "extractive") {
            Some(model) => format!(
                "{} at {} ({})",
                model.name.as_deref().unwrap_or("a model"),
                model.url.as_deref().unwrap_or("its provider"),
                model.provider
            ),
            None => "built-in answers, no language model. Connect one:\n\
                     \x20           cargo xtask demo --model-url http://127.0.0.1:11434/v1 --model NAME"
                .to_owned(),
        }
    }
}

fn collect_secret_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                match value {
                    Value::String(name) if key.ends_with("_env") => {
                        names.insert(name.clone());
                    }
                    _ => collect_secret_names(value, names),
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                collect_secret_names(value, names);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, SiteFile};
    use std::path::Path;

    const FILE: &str = r#"
        id = "acme"
        origins = ["http://localhost:8787"]
        [[knowledge]]
        path = "help"
        [[agent]]
        email = "dana@acme.example"
        [[webhook]]
        url_env = "HANDRAIL_TEST_HOOK"
    "#;

    fn site() -> SiteFile {
        SiteFile::parse(Path::new("a/site.toml"), FILE.to_owned()).expect("a site file")
    }

    #[test]
    fn reads_what_loading_needs() {
        let site = site();
        assert_eq!(site.id, "acme");
        assert_eq!(site.agents, ["dana@acme.example"]);
        assert_eq!(site.knowledge, [Path::new("help")]);
        assert!(site.secret_names.contains("HANDRAIL_TEST_HOOK"));
        assert!(site.model_in_use().starts_with("built-in answers"));
    }

    #[test]
    fn addresses_move_with_the_port() {
        let mut site = site();
        site.move_to_port(8787, 9000).expect("still a site file");
        assert!(site.text.contains("http://localhost:9000"));
    }

    #[test]
    fn a_model_of_the_command_line_comes_first() {
        let mut site = site();
        site.put_model_first(&Model {
            provider: "openai_compatible".into(),
            url: Some("http://127.0.0.1:1/v1".into()),
            name: Some("a \"quoted\" name".into()),
            key_env: None,
        })
        .expect("still a site file");
        assert!(
            site.model_in_use()
                .contains("a \"quoted\" name at http://127.0.0.1:1/v1")
        );
    }
}
