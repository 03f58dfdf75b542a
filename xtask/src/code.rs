//! `code`: a one-time code that signs an agent in to the desk.

use crate::{admin::SignInCode, remote::Remote, workspace};
use anyhow::{Result, ensure};
use handrail_protocol::SiteId;
use serde_json::json;
use std::path::PathBuf;

/// For whom, and where.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The agent's e-mail address, as in the site file
    #[arg(value_name = "EMAIL")]
    email: String,
    /// The edge's address
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    edge: String,
    /// The site's id
    #[arg(long, value_name = "ID", default_value = "acme", value_parser = site_id)]
    site: SiteId,
    /// The demo's folder, whose secret is used where HANDRAIL_ADMIN_SECRET is not set
    #[arg(long, value_name = "DIR", default_value_os_t = workspace::default_state())]
    state: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (email, site) = (&args.email, &args.site);
    // It becomes a part of an address.
    let is_plain = email
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"/?#%\\".contains(&byte));
    ensure!(
        is_plain && email.contains('@'),
        "`{email}` is no e-mail address"
    );
    let remote = Remote::new(&args.edge, Some(&args.state))?;
    let SignInCode { code } = remote.post(&format!("/{site}/agents/{email}/code"), &json!({}))?;
    println!(
        "{code}  signs {email} in, once, within 10 minutes: {}/desk?site={site}",
        args.edge.trim_end_matches('/'),
    );
    Ok(())
}

fn site_id(text: &str) -> Result<SiteId, String> {
    SiteId::parse(text).map_err(|error| error.to_string())
}
