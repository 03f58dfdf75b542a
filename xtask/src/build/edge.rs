//! The edge: the Worker's one JavaScript module, its WebAssembly and the configuration of workerd.

use super::{
    Kit, Part, bindgen, bundle::bundle, compile::Compilation, optimize, part::compile_key,
};
use crate::{toolchain::Purpose, workspace};
use anyhow::{Context, Result};
use std::fs;

const PACKAGE: &str = "handrail-edge";

/// Makes `dist/edge`.
pub(crate) fn make(kit: &Kit<'_>) -> Result<()> {
    let fingerprint = Part::Edge.fingerprint()?;
    let target_dir = workspace::edge_target();
    let step = compile_key(Part::Edge);
    let compiled = kit.progress.step(step, || {
        let compiled = Compilation {
            packages: &[PACKAGE],
            profile: "edge",
            target_dir: &target_dir,
            purpose: Purpose::Edge,
            step,
        }
        .run(kit)?;
        compiled.module(PACKAGE)?;
        Ok(compiled)
    })?;
    let tools = kit.packages()?;
    kit.progress.step("pack edge", || {
        // The entry is bundled from a copy beside the generated module it imports.
        let work = target_dir.join("pack");
        bindgen::generate(
            compiled.module(PACKAGE)?,
            bindgen::Host::Workerd,
            &work.join("bindgen"),
        )?;
        let sources = workspace::root().join("edge");
        let entry = work.join("entry.js");
        fs::copy(sources.join("entry.js"), &entry).context("can't read edge/entry.js")?;

        let dist = workspace::dist().join("edge");
        fs::create_dir_all(&dist)?;
        let bundled = work.join("index.js");
        bundle(&tools, &entry, &bundled)?;
        // workerd takes a module import; wasm-bindgen writes the newer import of a module's source.
        let script = fs::read_to_string(&bundled)?.replace("import source ", "import ");
        fs::write(dist.join("index.js"), script).context("can't write dist/edge/index.js")?;
        let module = work.join("bindgen/index_bg.wasm");
        let module = optimize::smaller(&tools, &optimize::EDGE, &module)?;
        fs::write(dist.join("index_bg.wasm"), module)
            .context("can't write dist/edge/index_bg.wasm")?;
        fs::copy(sources.join("workerd.capnp"), dist.join("workerd.capnp"))
            .context("can't copy edge/workerd.capnp to dist/edge")?;
        Ok(())
    })?;
    Part::Edge.stamp_with(&fingerprint)
}
