//! The state folder of an edge on this machine, held by one program at a time.
//!
//! Invariants: two edges never write the same databases; a folder that no demo made is not emptied.

use crate::keys;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// In the folder, and locked as long as somebody holds it.
const LOCK: &str = "lock";

/// A state folder that nobody else uses; free again with the end of this value.
#[derive(Debug)]
pub(crate) struct State {
    folder: PathBuf,
    _lock: fs::File,
}

impl State {
    /// Holds the folder, which is made when it is not there. With `to_forget` it has to be one of a demo.
    pub(crate) fn hold(folder: &Path, to_forget: bool) -> Result<Self> {
        if to_forget && folder.exists() && !is_of_a_demo(folder)? {
            bail!(
                "{} was not made by a demo, so it is left alone",
                folder.display()
            );
        }
        fs::create_dir_all(folder)
            .with_context(|| format!("can't create the state folder {}", folder.display()))?;
        let path = folder.join(LOCK);
        let lock =
            fs::File::create(&path).with_context(|| format!("can't create {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                folder: folder.to_path_buf(),
                _lock: lock,
            }),
            Err(fs::TryLockError::WouldBlock) => bail!(
                "the state folder {} is in use. Stop the demo that uses it, \
                 or give this one its own with --state DIR and --port N",
                folder.display()
            ),
            Err(fs::TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("can't lock {}", path.display()))
            }
        }
    }

    /// Removes what was stored.
    pub(crate) fn forget(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_name() == LOCK {
                continue;
            }
            let removed = if entry.file_type()?.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.with_context(|| format!("can't remove {}", path.display()))?;
        }
        Ok(())
    }
}

fn is_of_a_demo(folder: &Path) -> Result<bool> {
    let mut is_empty = true;
    for entry in fs::read_dir(folder).with_context(|| format!("can't list {}", folder.display()))? {
        is_empty &= entry?.file_name() == LOCK;
    }
    Ok(is_empty || folder.join(keys::FILE).exists())
}

#[cfg(test)]
mod tests {
    use super::State;
    use std::{env, fs, path::PathBuf, process};

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("handrail-state-{name}-{}", process::id()));
            fs::create_dir_all(&folder).expect("a temporary folder");
            Self(folder)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn a_folder_in_use_is_refused_and_keeps_what_it_holds() {
        let scratch = Scratch::new("held");
        let first = State::hold(&scratch.0, false).expect("nobody has it");
        let data = scratch.0.join("keys.json");
        fs::write(&data, "{}").expect("written");
        for to_forget in [false, true] {
            let refusal = State::hold(&scratch.0, to_forget).expect_err("it is held");
            assert!(refusal.to_string().contains("is in use"), "{refusal}");
        }
        assert!(data.exists());
        drop(first);
        let second = State::hold(&scratch.0, true).expect("it is free again");
        second.forget().expect("removed");
        assert!(!data.exists());
        assert!(
            State::hold(&scratch.0, true).is_err(),
            "forgetting lets nobody in"
        );
    }

    #[test]
    fn a_folder_of_somebody_else_is_not_emptied() {
        let scratch = Scratch::new("foreign");
        let thesis = scratch.0.join("thesis.txt");
        fs::write(&thesis, "years of work").expect("written");
        let refusal = State::hold(&scratch.0, true).expect_err("no demo made it");
        assert!(
            refusal.to_string().contains("not made by a demo"),
            "{refusal}"
        );
        assert!(thesis.exists() && !scratch.0.join("lock").exists());
    }
}
