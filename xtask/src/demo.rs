//! `demo`: from a fresh clone to a running shop with chat, help centre and desk.

use crate::{
    admin::Admin,
    build::{Part, Plan},
    edge::{self, Edge, Running},
    fingerprint::Fingerprint,
    progress::{Progress, Recording, Step, seconds},
    signals::Signals,
    sitefile::{ModelFlags, SiteFile},
    state::State,
    workspace,
};
use anyhow::Result;
use std::{fs, path::PathBuf, time::Duration};

/// How to run the demo.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,
    /// The folder for what the demo stores
    #[arg(long, value_name = "DIR", default_value_os_t = workspace::default_state())]
    state: PathBuf,
    /// Forget everything stored before
    #[arg(long)]
    fresh: bool,
    /// The site file to load instead of the sample shop's
    #[arg(long, value_name = "FILE")]
    site: Option<PathBuf>,
    /// Base URL of a language model, such as http://127.0.0.1:11434/v1; put before the site file's own
    #[arg(long, value_name = "URL", requires = "model")]
    model_url: Option<String>,
    /// The model's name, with --model-url
    #[arg(long, value_name = "NAME", requires = "model_url")]
    model: Option<String>,
    /// What the model's server speaks: openai_compatible or anthropic
    #[arg(long, value_name = "KIND", default_value = "openai_compatible")]
    model_provider: String,
    /// The environment variable that holds the model's key
    #[arg(long, value_name = "NAME")]
    model_key_env: Option<String>,
}

/// The port that the sample shop's own addresses name.
pub(crate) const DEFAULT_PORT: u16 = 8787;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (site, state) = args.prepare()?;
    let plan = Plan::new(&Part::ALL)?;
    let mut all = plan.steps();
    all.extend(steps());
    let progress = Progress::new(all);
    let started = plan.run(&progress).and_then(|()| {
        // Another build may begin while the demo runs; what is loaded stays.
        drop(plan);
        // Until here Ctrl-C ends everything at once; from here on the edge has to be ended first.
        let signals = Signals::listen()?;
        args.forget_if_fresh(&state)?;
        Ok((args.start(&site, &progress)?, signals))
    });
    progress.finish();
    let ((edge, code), signals) = started?;
    args.announce(&edge, &site, &code, progress.elapsed_s());
    edge.run_until_stopped(&signals)?;
    drop(state);
    println!(
        "\nStopped. What was said is kept in {}.",
        args.state.display()
    );
    Ok(())
}

/// Starts the built edge with the site loaded, and says where everything is.
pub(crate) fn open(args: &Args) -> Result<Running> {
    let site = args.site_file()?;
    let progress = Progress::new(steps());
    let started = args.start(&site, &progress);
    progress.finish();
    let (edge, code) = started?;
    args.announce(&edge, &site, &code, progress.elapsed_s());
    Ok(edge)
}

/// The steps after the build.
fn steps() -> Vec<Step> {
    [
        ("start edge", "Starting the edge", 0.5),
        ("load site", "Loading the shop and its help", 1.0),
    ]
    .map(|(key, title, measured_s)| Step::new(key, title, 3, Recording::of_seconds(measured_s)))
    .into()
}

impl Args {
    /// The port on 127.0.0.1.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The site to load, and the state folder, held. What can be refused at once is refused here, not
    /// after minutes of building.
    pub(crate) fn prepare(&self) -> Result<(SiteFile, State)> {
        let site = self.site_file()?;
        site.secrets()?;
        site.first_agent()?;
        site.articles()?;
        let state = State::hold(&self.state, self.fresh)?;
        edge::free(self.port)?;
        Ok((site, state))
    }

    /// Removes what was stored before, where that was asked for.
    pub(crate) fn forget_if_fresh(&self, state: &State) -> Result<()> {
        if self.fresh { state.forget() } else { Ok(()) }
    }

    fn site_file(&self) -> Result<SiteFile> {
        let path = self
            .site
            .clone()
            .unwrap_or_else(|| workspace::root().join("sample/site.toml"));
        let mut site = SiteFile::read(&path)?;
        if self.site.is_none() && self.port != DEFAULT_PORT {
            site.move_to_port(DEFAULT_PORT, self.port)?;
        }
        if let (Some(url), Some(name)) = (&self.model_url, &self.model) {
            site.put_model_first(&ModelFlags {
                provider: &self.model_provider,
                url,
                name,
                key_env: self.model_key_env.as_deref(),
            })?;
        }
        Ok(site)
    }

    fn start(&self, site: &SiteFile, progress: &Progress) -> Result<(Running, String)> {
        let mut edge = Edge::new(self.port, &self.state)?;
        edge.set("HANDRAIL_SECRETS", site.secrets()?);
        edge.set("HANDRAIL_SANDBOX_SITE", site.content.id.to_string());
        let mut edge = edge.start()?;
        progress.step("start edge", || {
            edge.wait_until_healthy(Duration::from_secs(20))
        })?;
        let admin = Admin::new(
            &edge.origin(),
            site.content.id.as_str(),
            edge.settings().admin_secret(),
        );
        let code = progress.step("load site", || {
            self.load(site, &admin)?;
            Ok(admin.sign_in_code(site.first_agent()?)?.code)
        })?;
        Ok((edge, code))
    }

    /// Loads the site and its articles, unless the state folder has exactly these already.
    fn load(&self, site: &SiteFile, admin: &Admin) -> Result<()> {
        let articles = site.articles()?;
        let mut fingerprint = Fingerprint::new("load");
        fingerprint.text(&site.text);
        for article in &articles {
            fingerprint.text(&article.path).text(&article.text);
        }
        // The edge decides how articles are stored, so another edge loads them again.
        fingerprint.path(&workspace::dist().join("edge/index_bg.wasm"))?;
        let fingerprint = fingerprint.finish();
        let stamp = self.state.join("loaded");
        if fs::read_to_string(&stamp).unwrap_or_default() == fingerprint {
            return Ok(());
        }
        admin.put_site(&site.text)?;
        admin.put_articles(&articles)?;
        fs::write(&stamp, fingerprint)?;
        Ok(())
    }

    fn announce(&self, edge: &Running, site: &SiteFile, code: &str, took_s: f64) {
        let origin = edge.origin();
        let id = &site.content.id;
        let shop = if self.site.is_none() {
            let local = origin.replace("127.0.0.1", "localhost");
            format!("  Shop      {local}/shop/\n")
        } else {
            // Its pages name the sample shop's site, which is not loaded.
            String::new()
        };
        let agent = site.first_agent().unwrap_or("an agent");
        let connect = if site.has_model() {
            String::new()
        } else {
            let file = self.site.as_ref();
            let file = file.map_or_else(String::new, |file| format!(" --site {}", file.display()));
            format!(
                "\n            connect one:  cargo xtask demo{file} --model-url http://127.0.0.1:11434/v1 --model NAME"
            )
        };
        println!(
            "\nHandrail is running ({}).\n\n\
             \x20 Sandbox   {origin}/sandbox\n\
             {shop}\
             \x20 Desk      {origin}/desk?site={id}\n\
             \x20           sign in as {agent} with the code {code} (once, within 10 minutes)\n\
             \x20           a later code:  {}\n\
             \x20 Answers   {}{connect}\n\n\
             Ctrl-C stops it.",
            seconds(took_s),
            self.code_command(&origin, id.as_str(), agent),
            site.model_in_use(),
        );
    }

    /// What gives a later code, without what the command assumes by itself.
    fn code_command(&self, origin: &str, site: &str, agent: &str) -> String {
        let mut command = "cargo xtask code".to_owned();
        if self.port != DEFAULT_PORT {
            command += &format!(" --edge {origin}");
        }
        if site != "acme" {
            command += &format!(" --site {site}");
        }
        if self.state != workspace::default_state() {
            command += &format!(" --state {}", self.state.display());
        }
        format!("{command} {agent}")
    }
}
