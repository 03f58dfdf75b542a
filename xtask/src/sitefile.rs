//! A site file as tasks use it: its text for the edge, its checked content, its secrets, its articles.

use crate::{admin::Article, fingerprint};
use anyhow::{Context, Result, bail};
use handrail_conversation::Policy;
use handrail_knowledge::{Article as Readable, ArticleFormat};
use handrail_site::{Model, Provider, SiteFile as Checked};
use std::{
    collections::BTreeMap,
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
    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The articles below the folders that `[[knowledge]]` names, each of them readable.
    pub(crate) fn articles(&self) -> Result<Vec<Article>> {
        let mut articles = Vec::new();
        for (index, source) in self.content.knowledge.iter().enumerate() {
            let folder = self.folder().join(&source.path);
            let files = fingerprint::files_below(&folder)
                .with_context(|| format!("`knowledge[{index}].path`"))?;
            for file in files {
                let path = file
                    .strip_prefix(&folder)
                    .expect("the file lies below its folder")
                    .to_string_lossy()
                    .into_owned();
                let Some(format) = ArticleFormat::of_path(&path) else {
                    continue;
                };
                let text = fs::read_to_string(&file)
                    .with_context(|| format!("can't read {}", file.display()))?;
                Readable::parse(&path, format, &text)
                    .with_context(|| format!("`knowledge[{index}]`, {}", folder.display()))?;
                let format = match format {
                    ArticleFormat::Markdown => "markdown",
                    ArticleFormat::Html => "html",
                };
                articles.push(Article { path, format, text });
            }
        }
        Ok(articles)
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
        let place = first_table(&self.text, "[[model]]").unwrap_or(self.text.len());
        let (before, after) = self.text.split_at(place);
        let text = format!("{before}\n{block}\n\n{after}");
        *self = Self::parse(&self.path, text)
            .context("--model-url, --model and --model-provider make no valid model")?;
        Ok(())
    }

    /// The values of all variables that keys ending in `_env` name, as a JSON object.
    pub(crate) fn secrets(&self) -> Result<String> {
        let mut values = BTreeMap::new();
        for name in self.content.env_names() {
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
}

/// Where the first such table begins. In a comment or a text it is none.
fn first_table(text: &str, header: &str) -> Option<usize> {
    let mut begin = 0;
    text.split_inclusive('\n').find_map(|line| {
        let here = begin;
        begin += line.len();
        line.trim_start().starts_with(header).then_some(here)
    })
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

    #[test]
    fn a_model_in_a_comment_is_none() {
        let mut site = sample();
        let commented = "# [[model]]\n# provider = \"anthropic\"\n";
        site.text = format!("{}\n{commented}", site.text);
        let flags = ModelFlags {
            provider: "openai_compatible",
            url: "http://127.0.0.1:11434/v1",
            name: "small",
            key_env: None,
        };
        site.put_model_first(&flags).expect("still a site file");
        assert_eq!(site.content.model.len(), 1);
        assert!(site.text.contains(commented), "the comment stays whole");
    }

    #[test]
    fn every_variable_that_the_file_names_is_needed() {
        let site = sample();
        let text = format!(
            "{}\n[proxy]\nupstream = \"https://a.example/v1\"\nkey_env = \"HANDRAIL_TEST_UNSET\"\n",
            site.text
        );
        let site = SiteFile::parse(&site.path, text).expect("still a site file");
        let refusal = site.secrets().expect_err("it is not set").to_string();
        assert!(refusal.contains("HANDRAIL_TEST_UNSET"), "{refusal}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_with_its_key() {
        let site = sample();
        assert!(site.articles().expect("its help").len() > 40);
        let text = site.text.replace("path = \"help\"", "path = \"kb\"");
        let site = SiteFile::parse(&site.path, text).expect("still a site file");
        let refusal = site.articles().err().expect("no such folder");
        let refusal = format!("{refusal:#}");
        assert!(
            refusal.contains("knowledge[0].path") && refusal.contains("kb"),
            "{refusal}"
        );
    }

    #[test]
    fn the_smallest_file_of_the_guide_is_enough_for_a_demo() {
        let guide = workspace::root().join("docs/site-file.md");
        let text = std::fs::read_to_string(&guide).expect("the guide is there");
        let smallest = text
            .split_once("## The smallest one")
            .and_then(|(_, rest)| rest.split_once("```toml\n"))
            .and_then(|(_, rest)| rest.split_once("```"))
            .map(|(file, _)| file.to_owned())
            .expect("it shows one");
        let site = SiteFile::parse(&sample().path, smallest).expect("it is right");
        assert!(site.first_agent().is_ok());
        assert!(
            !site
                .articles()
                .expect("its folder is the sample's")
                .is_empty()
        );
    }
}
