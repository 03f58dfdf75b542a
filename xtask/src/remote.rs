//! The admin calls of an edge that may be far away. By curl: it speaks HTTPS, and nothing else here does.
//!
//! Invariants: the secret stands in no command line; that of a demo goes to this machine alone.

use crate::keys::Keys;
use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    env,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

const SECRET: &str = "HANDRAIL_ADMIN_SECRET";

/// The admin calls of an edge.
pub(crate) struct Remote {
    base: String,
    secret: String,
}

impl Remote {
    /// With the secret of the environment, or else of the demo that keeps its state in a folder here.
    pub(crate) fn new(edge: &str, demo: Option<&Path>) -> Result<Self> {
        let secret = match env::var(SECRET).ok().filter(|secret| !secret.is_empty()) {
            Some(secret) => secret,
            None => demo
                .filter(|_| is_here(edge))
                .map(Keys::kept)
                .transpose()?
                .flatten()
                .map(|keys| keys.admin_secret)
                .with_context(|| {
                    let or = demo.map_or("", |_| ", or name the folder of a demo with --state DIR");
                    format!("set {SECRET} to the edge's admin secret{or}")
                })?,
        };
        Ok(Self {
            base: format!("{}/api/v1/admin/sites", edge.trim_end_matches('/')),
            secret,
        })
    }

    /// Reads below `/api/v1/admin/sites`.
    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        call(&format!("{}{path}", self.base), &self.secret, None)
    }

    /// Posts below `/api/v1/admin/sites`.
    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T> {
        call(&format!("{}{path}", self.base), &self.secret, Some(body))
    }
}

/// Whether an address is one of this machine.
fn is_here(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn call<T: DeserializeOwned>(url: &str, secret: &str, body: Option<&Value>) -> Result<T> {
    let mut settings = format!(
        "silent\nshow-error\nmax-time = 60\nnoproxy = \"127.0.0.1,localhost\"\n\
         url = {}\nheader = {}\nwrite-out = \"\\n%{{http_code}}\"\n",
        quoted(url),
        quoted(&format!("authorization: Bearer {secret}")),
    );
    if let Some(body) = body {
        settings.push_str("header = \"content-type: application/json\"\n");
        settings.push_str(&format!("data = {}\n", quoted(&body.to_string())));
    }
    let mut curl = Command::new("curl")
        .args(["--disable", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("can't start curl")?;
    curl.stdin
        .take()
        .context("curl takes no settings")?
        .write_all(settings.as_bytes())?;
    let output = curl.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let (text, status) = said.rsplit_once('\n').unwrap_or_default();
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    if status == "200" {
        return serde_json::from_str(text).context("the edge's answer has an unknown form");
    }
    let error: Value = serde_json::from_str(text).unwrap_or_default();
    let message = error["error"]["message"]
        .as_str()
        .unwrap_or("no Handrail answered");
    bail!("{message} ({status})")
}

/// A value of a curl configuration file.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // A line would be a setting of its own.
            '\n' | '\r' => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{is_here, quoted};

    #[test]
    fn the_secret_of_a_demo_stays_on_this_machine() {
        for here in [
            "http://127.0.0.1:8787",
            "http://localhost",
            "http://[::1]:9000/",
        ] {
            assert!(is_here(here), "{here}");
        }
        for away in [
            "https://chat.example.com",
            "http://127.0.0.1@chat.example.com",
            "http://127.0.0.1:80@chat.example.com/",
            "http://127.0.0.1.example.com",
            "127.0.0.1",
        ] {
            assert!(!is_here(away), "{away}");
        }
    }

    #[test]
    fn a_setting_cannot_become_two() {
        assert_eq!(quoted("a\"b\\c\nurl = x"), r#""a\"b\\curl = x""#);
    }
}
