//! The mock upstream as a process of its own. Prints `ready http://127.0.0.1:PORT` and serves until
//! it is ended.

use anyhow::Result;
use clap::Parser;
use handrail_tests::mock::Mock;

/// A model server and a webhook receiver for tests, on loopback.
#[derive(Parser)]
struct Args {
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

#[tokio::main]
async fn main() -> Result<()> {
    let (_mock, address) = Mock::start(Args::parse().port).await?;
    println!("ready http://{address}");
    std::future::pending().await
}
