//! A search of the articles, as an administrator's program asks for it.

use crate::row::{Row, Samples};
use crate::stand::{SITE, Stand, Subject};
use crate::talk::millis;
use anyhow::{Result, ensure};
use handrail_tests::mock::Control;
use std::path::Path;
use std::time::Instant;

const SEARCHES: usize = 400;
const WARM_UP: usize = 150;
const QUESTION: &str = "How long do I have to return shoes?";

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let stand = Stand::start(state, Control::default()).await?;
    let http = reqwest::Client::new();
    let mut times = Samples::new("search", stand.subjects.len());
    for number in 0..WARM_UP + SEARCHES {
        for (place, subject) in stand.subjects.iter().enumerate() {
            let request = match subject {
                Subject::Edge(edge) => http
                    .get(format!(
                        "{}/api/v1/admin/sites/{SITE}/search",
                        edge.origin()
                    ))
                    .bearer_auth(edge.admin_secret()),
                Subject::Reference(reference) => http.get(format!("{}/search", reference.origin())),
            };
            let request = request.query(&[("q", QUESTION)]);
            let sent = Instant::now();
            let answer = request.send().await?.error_for_status()?.text().await?;
            if number >= WARM_UP {
                times.add(place, millis(sent, Instant::now()));
            }
            ensure!(answer.contains("60 days"), "the article was not found");
        }
    }
    times.tell();
    Ok(vec![times.row("search_p50_ms", 50.0)])
}
