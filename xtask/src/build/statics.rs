//! Files without a program: the loader, the sandbox page, the sample shop and the licences.

use super::{
    Kit, Part, articles,
    bundle::{Language, minify},
    compress, notices, web,
};
use crate::{fingerprint, tools::Packages, workspace};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path};

/// Files with a name of their own, because customers' pages and programs name them, and the folder
/// they come from.
const NAMED: [(&str, &str); 3] = [
    ("widget/loader", "handrail.js"),
    ("widget/loader", "handrail-api.js"),
    ("docs", "openapi.json"),
];

/// Folders of the checkout, and what they are called below `dist/assets`.
const FOLDERS: [(&str, &str); 2] = [("widget/sandbox", "sandbox"), ("sample/shop", "shop")];

/// What stands in front of the sandbox's own style: the look it shares with widget and desk.
const SHARED_STYLES: [&str; 3] = [
    "ui/styles/tokens.css",
    "ui/styles/base.css",
    "ui/styles/button.css",
];

/// Makes the loader, `dist/assets/sandbox` and `dist/assets/shop`.
pub(crate) fn make(kit: &Kit<'_>) -> Result<()> {
    let made_from = Part::Statics.fingerprint()?;
    let tools = kit.packages()?;
    kit.progress.step("pack assets", || {
        let root = workspace::root();
        let work = root.join("target/statics");
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        fs::create_dir_all(&work)?;
        for (folder, name) in NAMED {
            let source = root.join(folder).join(name);
            if source.exists() {
                copy(&tools, &source, &work.join(name))?;
            }
        }
        for (from, to) in FOLDERS {
            let from = root.join(from);
            let to = work.join(to);
            if !from.is_dir() {
                continue;
            }
            for file in fingerprint::files_below(&from)? {
                let below = file
                    .strip_prefix(&from)
                    .expect("the file lies below its folder");
                copy(&tools, &file, &to.join(below))?;
            }
        }
        articles::make(&root.join("sample"), &work.join("shop/help"))?;
        fs::write(work.join(notices::FILE), notices::text()?)?;
        compress::siblings(&work)?;
        let assets = workspace::dist().join("assets");
        fs::create_dir_all(&assets)?;
        let named = NAMED.iter().map(|(_, name)| *name);
        for name in named.chain([notices::FILE]) {
            for name in [name.to_owned(), format!("{name}.br")] {
                let made = work.join(&name);
                if made.exists() {
                    fs::rename(&made, assets.join(&name))?;
                }
            }
        }
        for (_, name) in FOLDERS {
            let made = work.join(name);
            if made.exists() {
                web::replace(&made, &assets.join(name))?;
            }
        }
        Ok(())
    })?;
    Part::Statics.stamp_with(&made_from)
}

fn copy(tools: &Packages, from: &Path, to: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    if from.ends_with("widget/sandbox/sandbox.css") {
        for style in SHARED_STYLES {
            bytes.extend(read(&workspace::root().join(style))?);
            bytes.push(b'\n');
        }
    }
    bytes.extend(read(from)?);
    let end = from
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let language = match end.as_str() {
        "js" => Some(Language::Script),
        "css" => Some(Language::Css),
        _ => None,
    };
    let bytes = match language {
        Some(language) => {
            minify(tools, language, &bytes).with_context(|| from.display().to_string())?
        }
        None => bytes,
    };
    ensure!(!bytes.is_empty(), "{} is empty", from.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, bytes).with_context(|| format!("can't write {}", to.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("can't read {}", path.display()))
}
