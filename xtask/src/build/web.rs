//! The browser programs: widget and desk.
//!
//! Files that never change their content under one name carry their content's hash in it, so that
//! a browser may keep them for ever; `index.html` is the one that changes.

use super::{
    Kit, Part, bindgen,
    bundle::{Language, bundle, minify},
    compile::Compilation,
    compress, optimize,
    part::compile_key,
};
use crate::{fingerprint, toolchain::Purpose, tools::Packages, workspace};
use anyhow::{Context, Result, anyhow};
use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

/// Both are compiled together: they share nearly all of what they are made from.
const PACKAGES: [&str; 2] = ["handrail-widget", "handrail-desk"];

/// Makes `dist/assets/widget` or `dist/assets/desk` or both.
pub(crate) fn make(kit: &Kit<'_>, apps: &[Part]) -> Result<()> {
    let mut fingerprints = Vec::new();
    for app in apps {
        fingerprints.push((*app, app.fingerprint()?));
    }
    let target_dir = workspace::web_target();
    let step = compile_key(apps[0]);
    let compiled = kit.progress.step(step, || {
        let compiled = Compilation {
            packages: &PACKAGES,
            profile: "web",
            target_dir: &target_dir,
            purpose: Purpose::Browser,
            step,
        }
        .run(kit)?;
        for app in apps {
            compiled.module(package(*app))?;
        }
        Ok(compiled)
    })?;
    let tools = kit.packages()?;
    thread::scope(|scope| {
        let packing: Vec<_> = fingerprints
            .iter()
            .map(|(app, made_from)| {
                let (compiled, tools, work) = (&compiled, &tools, target_dir.join("pack"));
                scope.spawn(move || {
                    let key = format!("pack {}", app.name());
                    kit.progress.step(&key, || {
                        let module = compiled.module(package(*app))?;
                        pack(tools, *app, module, &work.join(app.name()))
                    })?;
                    app.stamp_with(made_from)
                })
            })
            .collect();
        packing.into_iter().try_for_each(|packing| {
            packing
                .join()
                .unwrap_or_else(|_| Err(anyhow!("packing stopped unexpectedly")))
        })
    })
}

/// Copies the widget's files, as `dist/assets/widget` holds them, into Trunk's staging folder.
/// The script with which `trunk serve` reloads a page is kept.
pub(crate) fn copy_widget(staging: &Path) -> Result<()> {
    let page = staging.join("index.html");
    let reload = fs::read_to_string(&page).ok().and_then(|html| {
        let (start, end) = (html.find("<script")?, html.rfind("</script>")?);
        html.get(start..end + "</script>".len()).map(str::to_owned)
    });
    let from = folder(Part::Widget);
    for file in fingerprint::files_below(&from)? {
        let to = staging.join(
            file.strip_prefix(&from)
                .expect("the file lies below its folder"),
        );
        fs::create_dir_all(to.parent().expect("the file lies in a folder"))?;
        fs::copy(&file, &to).with_context(|| format!("can't write {}", to.display()))?;
    }
    if let Some(reload) = reload {
        let html = fs::read_to_string(&page)?;
        fs::write(&page, html.replace("</body>", &format!("{reload}</body>")))?;
    }
    Ok(())
}

fn package(app: Part) -> &'static str {
    match app {
        Part::Desk => PACKAGES[1],
        _ => PACKAGES[0],
    }
}

fn folder(app: Part) -> PathBuf {
    workspace::dist().join("assets").join(app.name())
}

fn pack(tools: &Packages, app: Part, module: &Path, work: &Path) -> Result<()> {
    let sources = workspace::root().join(app.name());
    let bindings = work.join("bindgen");
    bindgen::generate(module, bindgen::Host::Browser, &bindings)?;

    let made = work.join("made");
    if made.exists() {
        fs::remove_dir_all(&made)?;
    }
    fs::create_dir_all(&made)?;
    let url = |name: &str| format!("/assets/{}/{name}", app.name());

    let wasm = optimize::smaller(tools, &optimize::BROWSER, &bindings.join("index_bg.wasm"))?;
    let wasm = hashed(&made, app.name(), "wasm", &wasm)?;

    // The module's address is passed in, because its name is known only now.
    let boot = work.join("boot.js");
    let script = format!(
        "import start from \"./bindgen/index.js\";\nstart({{ module_or_path: \"{}\" }});\n",
        url(&wasm)
    );
    fs::write(&boot, script)?;
    let bundled = work.join("bundled.js");
    bundle(tools, &boot, &bundled)?;
    let script = hashed(&made, app.name(), "js", &fs::read(&bundled)?)?;

    let styles = minify(tools, Language::Css, styles(app)?.as_bytes())?;
    let styles = hashed(&made, app.name(), "css", &styles)?;

    let template = sources.join("index.html");
    let template = fs::read_to_string(&template)
        .with_context(|| format!("can't read {}", template.display()))?;
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{}\">\
         <link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" src=\"{}\"></script>",
        url(&styles),
        url(&wasm),
        url(&script)
    );
    fs::write(made.join("index.html"), page(&template, &head)?)?;

    let public = sources.join("public");
    if public.is_dir() {
        for file in fingerprint::files_below(&public)? {
            let to = made.join(
                file.strip_prefix(&public)
                    .expect("the file lies below its folder"),
            );
            fs::create_dir_all(to.parent().expect("the file lies in a folder"))?;
            fs::copy(&file, &to)?;
        }
    }
    compress::siblings(&made)?;
    replace(&made, &folder(app))
}

/// Puts a finished folder in the place of an older one.
pub(crate) fn replace(made: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| format!("can't empty {}", place.display()))?;
    }
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(made, place).with_context(|| format!("can't create {}", place.display()))
}

fn hashed(folder: &Path, stem: &str, end: &str, bytes: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{end}", fingerprint::short(bytes));
    fs::write(folder.join(&name), bytes).with_context(|| format!("can't write {name}"))?;
    Ok(name)
}

/// All styles: those that widget and desk share, then the program's own. In each folder the tokens
/// come first, then the base, then the rest by name.
fn styles(app: Part) -> Result<String> {
    let mut all = String::new();
    for folder in ["ui", app.name()] {
        let folder = workspace::root().join(folder).join("styles");
        if !folder.is_dir() {
            continue;
        }
        let mut files = fingerprint::files_below(&folder)?;
        files.retain(|file| file.extension().is_some_and(|end| end == "css"));
        files.sort_by_key(|file| {
            let first = ["tokens.css", "base.css"];
            let rank = first.iter().position(|name| file.ends_with(name));
            (rank.unwrap_or(first.len()), file.clone())
        });
        for file in files {
            all.push_str(&fs::read_to_string(&file)?);
            all.push('\n');
        }
    }
    Ok(all)
}

/// The template with its head completed, without comments, indentation and Trunk's own elements.
fn page(template: &str, head: &str) -> Result<String> {
    let mut html = template.to_owned();
    while let Some(start) = html.find("<!--") {
        let end = html[start..]
            .find("-->")
            .context("index.html has an unclosed comment")?;
        html.replace_range(start..start + end + "-->".len(), "");
    }
    while let Some(marker) = html.find(" data-trunk") {
        let start = html[..marker]
            .rfind('<')
            .context("index.html has data-trunk outside a tag")?;
        let end = html[marker..]
            .find('>')
            .context("index.html has an unclosed tag")?;
        html.replace_range(start..=marker + end, "");
    }
    let place = html.find("</head>").context("index.html has no </head>")?;
    html.insert_str(place, head);
    let lines: Vec<&str> = html
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_page_gets_its_head_and_loses_what_only_trunk_reads() {
        let template = "<!doctype html>\n<head>\n  <!-- why -->\n  \
            <link data-trunk rel=\"rust\"\n    data-wasm-opt=\"z\">\n  <title>Chat</title>\n</head>\n";
        let page = page(template, "<script src=\"/a.js\"></script>").expect("a whole template");
        assert_eq!(
            page,
            "<!doctype html>\n<head>\n<title>Chat</title>\n<script src=\"/a.js\"></script></head>"
        );
    }
}
