//! `dev`: the demo, built again whenever a source changes.
//!
//! The edge runs on its usual port and is restarted with each of its builds. With Trunk on the
//! path, `trunk serve` shows the panel by itself and reloads it; its hook makes the same files.

use crate::{
    build::{self, Part, Plan},
    demo::{self, Args},
    process,
    progress::Progress,
    signals::Signals,
    workspace,
};
use anyhow::{Context, Result};
use std::{
    process::{Child, Command},
    time::Duration,
};

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    // The folder is held until the end; the site file is read again with each start.
    let (_, state) = args.prepare()?;
    let signals = Signals::listen()?;
    build::everything()?;
    args.forget_if_fresh(&state)?;
    let mut shop = demo::open(args)?;
    let trunk = Trunk::serve(args.port())?;
    println!("\nWatching the sources. Ctrl-C stops.");
    while !signals.came_within(Duration::from_secs(1)) {
        let mut edge_changed = false;
        for part in Part::ALL {
            // Trunk watches the widget itself.
            let trunks = trunk.is_some() && part == Part::Widget;
            if trunks || part.is_current()? {
                continue;
            }
            match make(part) {
                Ok(()) => edge_changed |= part == Part::Edge,
                Err(error) => {
                    eprintln!("\n{error:#}\n\nStill serving the last build.");
                    part.wait_for_change(&signals)?;
                }
            }
        }
        if edge_changed {
            shop.stop()?;
            shop = demo::open(args)?;
        }
    }
    drop(trunk);
    shop.stop()?;
    Ok(())
}

fn make(part: Part) -> Result<()> {
    let plan = Plan::new(&[part])?;
    let progress = Progress::new(plan.steps());
    let result = plan.run(&progress);
    progress.finish();
    result
}

/// `trunk serve`; it ends with this value.
struct Trunk(Child);

impl Trunk {
    /// Starts it when it is there, otherwise says how to get it.
    fn serve(edge_port: u16) -> Result<Option<Self>> {
        if edge_port != demo::DEFAULT_PORT {
            println!(
                "\nTrunk.toml names the edge at port {}, so Trunk is left out with --port.",
                demo::DEFAULT_PORT
            );
            return Ok(None);
        }
        if process::on_path("trunk").is_none() {
            println!(
                "\nTrunk is not installed, so pages don't reload by themselves. To get it:\n  \
                 cargo install --locked trunk"
            );
            return Ok(None);
        }
        let child = Command::new("trunk")
            .args(["serve", "--skip-version-check"])
            .current_dir(workspace::root())
            .spawn()
            .context("can't start trunk")?;
        Ok(Some(Self(child)))
    }
}

impl Drop for Trunk {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
