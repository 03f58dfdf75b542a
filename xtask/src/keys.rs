//! The keys of an edge on this machine: made once, kept in its state folder for its owner alone.

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use std::{fs, io::ErrorKind, path::Path};

/// Its name in the state folder.
pub(crate) const FILE: &str = "keys.json";

/// What a demo makes for itself on its first start.
#[derive(Serialize, Deserialize)]
pub(crate) struct Keys {
    /// Wraps the data keys of the vault; 32 bytes in base64.
    pub(crate) vault_key: String,
    /// Signs tokens and ids; 32 bytes in base64.
    pub(crate) token_key: String,
    /// Opens the admin calls.
    pub(crate) admin_secret: String,
}

impl Keys {
    /// The keys of a state folder, made when it has none.
    pub(crate) fn of(state: &Path) -> Result<Self> {
        if let Some(keys) = Self::kept(state)? {
            return Ok(keys);
        }
        let keys = Self {
            vault_key: random_key()?,
            token_key: random_key()?,
            admin_secret: random_key()?,
        };
        write_private(&state.join(FILE), &serde_json::to_vec_pretty(&keys)?)?;
        Ok(keys)
    }

    /// The keys that a state folder holds.
    pub(crate) fn kept(state: &Path) -> Result<Option<Self>> {
        let path = state.join(FILE);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .with_context(|| format!("{} is damaged", path.display()))
                .map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
        }
    }
}

fn random_key() -> Result<String> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).context("the system gives no random numbers")?;
    Ok(STANDARD.encode(key))
}

/// Writes a file that its owner alone can read, in place of an earlier one.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("can't write {}", path.display());
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(context);
        }
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).with_context(context)?;
    std::io::Write::write_all(&mut file, bytes).with_context(context)
}
