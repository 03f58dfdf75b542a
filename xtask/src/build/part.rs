//! The parts of `dist/`, what each is made from, and whether it is up to date.

use crate::{
    fingerprint::Fingerprint,
    progress::{Recording, Step},
    signals::Signals,
    workspace,
};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, time::Duration};

/// One part of `dist/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The Worker: `dist/edge`.
    Edge,
    /// The visitor's panel: `dist/assets/widget`.
    Widget,
    /// The agents' desk: `dist/assets/desk`.
    Desk,
    /// Loader, sandbox page and sample shop: the rest of `dist/assets`.
    Statics,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Part; 4] = [Part::Edge, Part::Widget, Part::Desk, Part::Statics];

    /// Its name in stamps and in folders.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Edge => "edge",
            Part::Widget => "widget",
            Part::Desk => "desk",
            Part::Statics => "assets",
        }
    }

    /// Whether it was made from exactly what lies in the checkout now.
    pub(crate) fn is_current(self) -> Result<bool> {
        let made_from = fs::read_to_string(self.stamp()).unwrap_or_default();
        let there = self.outputs().iter().all(|output| output.exists());
        Ok(there && made_from == self.fingerprint()?)
    }

    /// Waits until what it is made from differs from now, or a signal comes.
    pub(crate) fn wait_for_change(self, signals: &Signals) -> Result<()> {
        let now = self.fingerprint()?;
        while self.fingerprint()? == now {
            if signals.came_within(Duration::from_secs(1)) {
                signals.again();
                return Ok(());
            }
        }
        Ok(())
    }

    /// The fingerprint of everything it is made from.
    pub(crate) fn fingerprint(self) -> Result<String> {
        let root = workspace::root();
        let mut fingerprint = Fingerprint::new(self.name());
        let common = [
            "package-lock.json",
            "xtask/src/build",
            "xtask/src/toolchain.rs",
        ];
        let compiled = ["Cargo.toml", "Cargo.lock", "shared"];
        let own: &[&str] = match self {
            Part::Edge => &["edge", "docs", "sample"],
            Part::Widget => &["widget", "ui"],
            Part::Desk => &["desk", "ui"],
            Part::Statics => &[
                "Cargo.lock",
                "LICENSE",
                "docs/openapi.json",
                "xtask/shipped",
                "widget/loader",
                "widget/sandbox",
                "sample/help",
                "sample/help.html",
                "sample/shop",
                "ui/styles",
            ],
        };
        for path in common.iter().chain(own) {
            fingerprint.path(&root.join(path))?;
        }
        if self != Part::Statics {
            for path in compiled {
                fingerprint.path(&root.join(path))?;
            }
            fingerprint.text(&std::env::var("HANDRAIL_WASM").unwrap_or_default());
        }
        Ok(fingerprint.finish())
    }

    /// Notes that it was made from `fingerprint`.
    pub(crate) fn stamp_with(self, fingerprint: &str) -> Result<()> {
        let stamp = self.stamp();
        let folder = stamp.parent().expect("stamps lie in a folder");
        fs::create_dir_all(folder)?;
        fs::write(&stamp, fingerprint).with_context(|| format!("can't write {}", stamp.display()))
    }

    /// What a person sees while it is made.
    pub(crate) fn steps(self) -> Vec<Step> {
        let step = |key: &str, title: &str, measured_s, stage| {
            Step::new(key, title, stage, Recording::of_seconds(measured_s))
        };
        match self {
            Part::Edge => vec![
                step(compile_key(self), "Compiling the edge", 100.0, 1),
                step("pack edge", "Packing the edge", 1.0, 2),
            ],
            Part::Widget | Part::Desk => {
                let (pack, title) = match self {
                    Part::Widget => ("pack widget", "Packing the widget"),
                    _ => ("pack desk", "Packing the desk"),
                };
                vec![
                    step(compile_key(self), "Compiling widget and desk", 130.0, 1),
                    step(pack, title, 6.0, 2),
                ]
            }
            Part::Statics => vec![step(
                "pack assets",
                "Packing loader, sandbox and shop",
                1.0,
                1,
            )],
        }
    }

    fn stamp(self) -> PathBuf {
        workspace::dist().join("stamps").join(self.name())
    }

    fn outputs(self) -> Vec<PathBuf> {
        let dist = workspace::dist();
        match self {
            Part::Edge => ["index.js", "index_bg.wasm", "workerd.capnp"]
                .map(|file| dist.join("edge").join(file))
                .to_vec(),
            Part::Widget => vec![dist.join("assets/widget/index.html")],
            Part::Desk => vec![dist.join("assets/desk/index.html")],
            Part::Statics => ["handrail.js", super::notices::FILE]
                .map(|file| dist.join("assets").join(file))
                .to_vec(),
        }
    }
}

/// Compiling from nothing and compiling a change are remembered apart: they differ by minutes.
pub(crate) fn compile_key(part: Part) -> &'static str {
    let (target, first, again) = match part {
        Part::Edge => (
            workspace::edge_target(),
            "compile edge first",
            "compile edge",
        ),
        _ => (workspace::web_target(), "compile web first", "compile web"),
    };
    if target.join(crate::toolchain::WASM).is_dir() {
        again
    } else {
        first
    }
}
