//! From starting workerd to the first answered request, with a site that was loaded before.

use crate::row::{Row, Samples};
use crate::stand::Stand;
use anyhow::Result;
use handrail_tests::mock::Control;
use std::path::Path;

/// Measured starts; the one that loaded the site came before and read the files.
const STARTS: usize = 9;

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let mut stand = Stand::start(state, Control::default()).await?;
    let mut times = Samples::new("start", stand.subjects.len());
    for _ in 0..STARTS {
        for (place, subject) in stand.subjects.iter_mut().enumerate() {
            times.add(place, subject.restart().await?.as_secs_f64() * 1_000.0);
        }
    }
    times.tell();
    Ok(vec![times.row("edge_start_ms", 50.0)])
}
