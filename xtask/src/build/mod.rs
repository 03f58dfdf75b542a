//! `build`: from the crates and static files to `dist/`.
//!
//! The edge, the browser programs (widget and desk) and the static files are made side by side.
//! Each part remembers the fingerprint of what it was made from and is skipped when nothing
//! changed. One build at a time writes `dist/`; a second waits.

mod articles;
mod bindgen;
mod bundle;
mod compile;
mod compress;
mod edge;
pub(crate) mod notices;
mod optimize;
mod part;
mod statics;
mod web;

use crate::{
    progress::{self, Progress, Recording, Step},
    toolchain::{Purpose, Toolchain},
    tools::{Packages, Set},
    workspace,
};
use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
pub(crate) use compress::gzip_size;
pub(crate) use part::Part;
use std::{env, fs, path::PathBuf, sync::OnceLock, thread};

/// What to build.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build only this; everything when left out
    #[arg(value_enum)]
    what: Option<What>,
    /// Put the widget's files where Trunk, whose hook this is, wants them
    #[arg(long, hide = true)]
    for_trunk: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The Worker
    Edge,
    /// The visitor's panel
    Widget,
    /// The agents' desk
    Desk,
    /// Loader, sandbox page and sample shop
    Assets,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let parts: &[Part] = match args.what {
        None => &Part::ALL,
        Some(What::Edge) => &[Part::Edge],
        Some(What::Widget) => &[Part::Widget],
        Some(What::Desk) => &[Part::Desk],
        Some(What::Assets) => &[Part::Statics],
    };
    make(parts, Progress::new)?;
    if args.for_trunk {
        let staging = env::var_os("TRUNK_STAGING_DIR")
            .context("--for-trunk is for Trunk's hook, which names TRUNK_STAGING_DIR")?;
        web::copy_widget(&PathBuf::from(staging))?;
    }
    Ok(())
}

/// Brings all of `dist/` up to date.
pub(crate) fn everything() -> Result<()> {
    make(&Part::ALL, Progress::new)
}

/// The same, shown as part of another step.
pub(crate) fn quietly() -> Result<()> {
    make(&Part::ALL, |_| Progress::silent())
}

fn make(parts: &[Part], show: impl FnOnce(Vec<Step>) -> Progress) -> Result<()> {
    let plan = Plan::new(parts)?;
    let progress = show(plan.steps());
    let result = plan.run(&progress);
    progress.finish();
    result
}

/// A crate as Node.js runs it, compiled as the edge is. Gives the JavaScript module.
pub(crate) fn for_node(package: &str) -> Result<PathBuf> {
    let _lock = lock()?;
    let (needs, progress) = (Needs::default(), Progress::silent());
    let kit = Kit {
        needs: &needs,
        progress: &progress,
    };
    let target_dir = workspace::edge_target();
    let compiled = compile::Compilation {
        packages: &[package],
        profile: "edge",
        target_dir: &target_dir,
        purpose: Purpose::Edge,
        step: package,
    }
    .run(&kit)?;
    let folder = target_dir.join("node").join(package);
    bindgen::generate(compiled.module(package)?, bindgen::Host::Node, &folder)?;
    Ok(folder.join("index.js"))
}

/// The parts that have to be made again.
pub(crate) struct Plan {
    parts: Vec<Part>,
    _lock: fs::File,
}

impl Plan {
    /// Looks which parts are out of date.
    pub(crate) fn new(parts: &[Part]) -> Result<Self> {
        let lock = lock()?;
        let mut out_of_date = Vec::new();
        for part in parts {
            if !part.is_current()? {
                out_of_date.push(*part);
            }
        }
        Ok(Self {
            parts: out_of_date,
            _lock: lock,
        })
    }

    /// The steps it will show.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.parts.is_empty() {
            return steps;
        }
        let mut fetch = |key: &str, title: &str, measured_s| {
            let measured = Recording::of_seconds(measured_s);
            steps.push(Step::new(key, title, 0, measured).of_network());
        };
        if !Set::Build.is_installed() {
            fetch("npm build", "Fetching workerd, esbuild and wasm-opt", 10.0);
        }
        if !Toolchain::present().is_some_and(|toolchain| toolchain.is_whole()) {
            fetch("wasm target", "Fetching a compiler for WebAssembly", 20.0);
        }
        for part in &self.parts {
            for made in part.steps() {
                if !steps.iter().any(|step: &Step| step.key() == made.key()) {
                    steps.push(made);
                }
            }
        }
        steps
    }

    /// Makes them.
    pub(crate) fn run(&self, progress: &Progress) -> Result<()> {
        let needs = Needs::default();
        let kit = Kit {
            needs: &needs,
            progress,
        };
        let wanted = |part| self.parts.contains(&part);
        let apps: Vec<Part> = [Part::Widget, Part::Desk]
            .into_iter()
            .filter(|part| wanted(*part))
            .collect();
        thread::scope(|scope| {
            let mut threads = Vec::new();
            if !self.parts.is_empty() {
                // Fetched while the compilers already run.
                threads.push(scope.spawn(|| kit.packages().map(drop)));
            }
            if wanted(Part::Edge) {
                threads.push(scope.spawn(|| edge::make(&kit)));
            }
            if !apps.is_empty() {
                threads.push(scope.spawn(|| web::make(&kit, &apps)));
            }
            if wanted(Part::Statics) {
                threads.push(scope.spawn(|| statics::make(&kit)));
            }
            let mut first_error = Ok(());
            for thread in threads {
                let result = thread
                    .join()
                    .unwrap_or_else(|_| Err(anyhow!("a build step stopped unexpectedly")));
                first_error = first_error.and(result);
            }
            first_error
        })
    }
}

/// What every part is made with.
struct Kit<'a> {
    needs: &'a Needs,
    progress: &'a Progress,
}

/// Fetched once; whoever needs it first fetches it, the others wait.
#[derive(Default)]
struct Needs {
    packages: OnceLock<Result<Packages, String>>,
    toolchain: OnceLock<Result<Toolchain, String>>,
}

impl Kit<'_> {
    fn packages(&self) -> Result<Packages> {
        let fetch = || {
            let packages = if Set::Build.is_installed() {
                Set::Build.install()
            } else {
                self.progress.step("npm build", || Set::Build.install())
            };
            packages.map_err(|error| format!("{error:#}"))
        };
        self.needs
            .packages
            .get_or_init(fetch)
            .clone()
            .map_err(|error| anyhow!(error))
    }

    fn toolchain(&self) -> Result<Toolchain> {
        let fetch = || {
            let toolchain = match Toolchain::present().filter(Toolchain::is_whole) {
                Some(toolchain) => Ok(toolchain),
                None => self.progress.step("wasm target", Toolchain::ensure),
            };
            toolchain.map_err(|error| format!("{error:#}"))
        };
        self.needs
            .toolchain
            .get_or_init(fetch)
            .clone()
            .map_err(|error| anyhow!(error))
    }
}

fn lock() -> Result<fs::File> {
    let folder = workspace::root().join("target");
    fs::create_dir_all(&folder).with_context(|| format!("can't create {}", folder.display()))?;
    let path = folder.join("dist.lock");
    let file =
        fs::File::create(&path).with_context(|| format!("can't create {}", path.display()))?;
    if file.try_lock().is_err() {
        progress::above(|| eprintln!("Another build is writing dist/; waiting for it."));
        file.lock().context("can't lock dist/")?;
    }
    Ok(file)
}
