//! Who is measured: the edge and the reference beside it, on one mock upstream; and an earlier edge,
//! where `HANDRAIL_XTASK_BEFORE` names the xtask of its checkout.
//!
//! They take turns, question by question: whatever else the machine does meets all of them.

use crate::talk::Talk;
use anyhow::{Result, ensure};
use handrail_tests::edge::{Edge, sample_articles, site_file};
use handrail_tests::mock::{Control, Mock};
use handrail_tests::reference::Reference;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

/// The site of every part.
pub(crate) const SITE: &str = "bench";
/// Places of the subjects.
pub(crate) const EDGE: usize = 0;
pub(crate) const REFERENCE: usize = 1;
pub(crate) const BEFORE: usize = 2;

/// Far above what a part sends: what is measured is the way, not the refusal.
pub(crate) const NO_LIMITS: [(&str, &str); 2] = [
    ("HANDRAIL_MESSAGES_PER_MINUTE", "1000000"),
    ("HANDRAIL_STARTS_PER_MINUTE", "1000000"),
];

/// One that is measured.
#[derive(Debug)]
pub(crate) enum Subject {
    Edge(Edge),
    Reference(Reference),
}

impl Subject {
    pub(crate) fn origin(&self) -> String {
        match self {
            Subject::Edge(edge) => edge.origin(),
            Subject::Reference(reference) => reference.origin(),
        }
    }

    pub(crate) fn cpu_seconds(&self) -> Option<f64> {
        match self {
            Subject::Edge(edge) => edge.cpu_seconds(),
            Subject::Reference(reference) => reference.cpu_seconds(),
        }
    }

    /// Ends it and starts it again on the same state; says how long it took until it answered.
    pub(crate) async fn restart(&mut self) -> Result<Duration> {
        match self {
            Subject::Edge(edge) => {
                edge.kill().await?;
                edge.start().await
            }
            Subject::Reference(reference) => {
                reference.kill().await?;
                reference.start().await
            }
        }
    }

    /// A key of its masking proxy.
    pub(crate) async fn proxy_key(&self) -> Result<String> {
        match self {
            Subject::Edge(edge) => edge.proxy_key(SITE).await,
            Subject::Reference(reference) => Ok(reference.proxy_key().to_owned()),
        }
    }
}

/// The subjects, running and loaded with the sample articles.
#[derive(Debug)]
pub(crate) struct Stand {
    pub(crate) mock: Mock,
    pub(crate) upstream: SocketAddr,
    pub(crate) subjects: Vec<Subject>,
}

impl Stand {
    /// Starts them; the site asks the mock upstream as its model and behind its masking proxy.
    pub(crate) async fn start(state: &Path, control: Control) -> Result<Self> {
        let (mock, upstream) = Mock::start(0).await?;
        mock.set(control);
        let site = site_on(upstream);
        let edge = loaded(Edge::new(&state.join("edge"), &NO_LIMITS).await?, &site).await?;
        let mut reference = Reference::new(edge.program(), &state.join("reference"), upstream)?;
        reference.start().await?;
        reference.load(&sample_articles()?).await?;
        let mut subjects = vec![Subject::Edge(edge), Subject::Reference(reference)];
        if let Some(xtask) = std::env::var_os("HANDRAIL_XTASK_BEFORE") {
            let before = Edge::of(&xtask, &state.join("before"), &NO_LIMITS).await?;
            subjects.push(Subject::Edge(loaded(before, &site).await?));
        }
        Ok(Self {
            mock,
            upstream,
            subjects,
        })
    }

    /// A conversation with each.
    pub(crate) async fn talks(&self) -> Result<Vec<Talk>> {
        let mut talks = Vec::new();
        for subject in &self.subjects {
            talks.push(Talk::start(subject).await?);
        }
        Ok(talks)
    }

    /// That what was asked was masked on its way: a subject that leaves its work undone is fast.
    pub(crate) fn ensure_masked(&self, details: &[&str]) -> Result<()> {
        let recorded = self.mock.recorded();
        ensure!(!recorded.is_empty(), "the model was not asked");
        for detail in details {
            ensure!(
                !recorded.iter().any(|call| call.body.contains(detail)),
                "a detail reached the model"
            );
        }
        Ok(())
    }
}

/// The end of a site file: the model, and the upstream of the masking proxy.
fn site_on(upstream: SocketAddr) -> String {
    format!(
        "[[model]]\nprovider = \"openai_compatible\"\nurl = \"http://{upstream}/v1\"\nname = \"mock\"\n\n\
         [proxy]\nupstream = \"http://{upstream}/v1\"\n"
    )
}

/// Starts an edge and loads the sample articles. `more` goes to the end of its site file.
pub(crate) async fn loaded(mut edge: Edge, more: &str) -> Result<Edge> {
    edge.start().await?;
    edge.load(SITE, &site_file(SITE, more), &sample_articles()?)
        .await?;
    Ok(edge)
}
