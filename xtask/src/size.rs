//! `size`: how much a visitor downloads and how big the edge is.

use crate::{
    build::{self, Part, gzip_size},
    figures::{self, Figure},
    fingerprint, workspace,
};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// How to show it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print a JSON list instead of a table
    #[arg(long)]
    json: bool,
}

/// Runs the command; an exceeded limit is an error.
pub(crate) fn run(args: &Args) -> Result<()> {
    build::everything()?;
    let figures = measure()?;
    figures::print(&figures, args.json)?;
    let over = figures.iter().filter(|figure| !figure.holds()).count();
    if over > 0 {
        bail!("{over} of the sizes are over their limit");
    }
    Ok(())
}

/// The sizes of what `dist/` holds.
pub(crate) fn measure() -> Result<Vec<Figure>> {
    let dist = workspace::dist();
    let assets = dist.join("assets");
    let edge = dist.join("edge");
    let edge_gzip = gzip_size(&[&edge.join("index.js"), &edge.join("index_bg.wasm")])?;
    Ok(vec![
        Figure::new(
            "loader_brotli",
            bytes(&assets.join("handrail.js.br"))? as f64,
        ),
        Figure::new(
            "first_open_brotli",
            first_open(&assets.join(Part::Widget.name()))? as f64,
        ),
        Figure::new("edge_gzip", edge_gzip as f64),
    ])
}

/// The page and everything it names: what must arrive before the panel can be typed in.
fn first_open(widget: &Path) -> Result<u64> {
    let page = widget.join("index.html");
    let html =
        fs::read_to_string(&page).with_context(|| format!("can't read {}", page.display()))?;
    let mut sum = bytes(&widget.join("index.html.br"))?;
    for file in fingerprint::files_below(widget)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let needed = ["js", "wasm", "css"]
            .iter()
            .any(|end| name.ends_with(&format!(".{end}.br")));
        let plain = name.trim_end_matches(".br");
        if needed && html.contains(plain) {
            sum += bytes(&file)?;
        }
    }
    Ok(sum)
}

fn bytes(path: &Path) -> Result<u64> {
    let about = fs::metadata(path).with_context(|| format!("{} is missing", path.display()))?;
    Ok(about.len())
}
