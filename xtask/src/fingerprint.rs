//! Content fingerprints: has anything changed since this was last made?

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A running hash over files and settings.
pub(crate) struct Fingerprint {
    hash: Sha256,
}

impl Fingerprint {
    /// Starts with what the caller's rules are called, so that a change of rules changes the result.
    pub(crate) fn new(rules: &str) -> Self {
        let mut fingerprint = Self {
            hash: Sha256::new(),
        };
        fingerprint.text(rules);
        fingerprint
    }

    /// Adds a setting.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.hash.update((text.len() as u64).to_le_bytes());
        self.hash.update(text.as_bytes());
        self
    }

    /// Adds a file or, in name order, every file of a folder. An absent path counts as absent.
    pub(crate) fn path(&mut self, path: &Path) -> Result<&mut Self> {
        if path.is_dir() {
            for file in files_below(path)? {
                self.file(&file)?;
            }
        } else if path.exists() {
            self.file(path)?;
        } else {
            self.text("absent");
        }
        Ok(self)
    }

    /// The result, in hexadecimal.
    pub(crate) fn finish(self) -> String {
        hex(&self.hash.finalize())
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let bytes = fs::read(path).with_context(|| format!("can't read {}", path.display()))?;
        self.text(&path.to_string_lossy());
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(&bytes);
        Ok(())
    }
}

/// The first ten hexadecimal digits of a content's hash: enough to name a file by.
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut name = full(bytes);
    name.truncate(10);
    name
}

/// The hash of a content, in hexadecimal.
pub(crate) fn full(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Every file below a folder, sorted, without hidden ones.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("can't list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
