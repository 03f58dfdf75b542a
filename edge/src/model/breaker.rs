//! Which models are left alone for a while, because they failed again and again.
//!
//! Invariant: what is remembered is of the last [`KEPT_MILLIS`], however many sites there are.

use super::chain::CallError;
use handrail_protocol::{SiteId, UnixMillis};
use handrail_site::Model;
use std::collections::HashMap;

/// Failures in a row after which a model is left alone.
const FAILURES: u32 = 3;
/// For so long.
const PAUSE_MILLIS: u64 = 30_000;
/// A model that was left alone and fails again within this time is left alone at once.
const KEPT_MILLIS: u64 = 20 * PAUSE_MILLIS;

/// Models that failed lately, of each site: another site's key or time-outs are none of its business.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: HashMap<String, (u32, UnixMillis)>,
}

impl Breaker {
    /// Is the model left alone at this moment?
    pub(super) fn is_open(&self, site: &SiteId, model: &Model, now: UnixMillis) -> bool {
        self.failures
            .get(&key(site, model))
            .is_some_and(|(count, last)| *count >= FAILURES && now.since(*last) < PAUSE_MILLIS)
    }

    /// Takes in how a call went.
    pub(super) fn record(
        &mut self,
        site: &SiteId,
        model: &Model,
        failed: Option<CallError>,
        now: UnixMillis,
    ) {
        let key = key(site, model);
        if failed.is_some() && !self.failures.contains_key(&key) {
            self.failures
                .retain(|_, (_, last)| now.since(*last) < KEPT_MILLIS);
        }
        match failed {
            None => {
                self.failures.remove(&key);
            }
            Some(error) if error.is_the_servers() => {
                let entry = self.failures.entry(key).or_insert((0, now));
                *entry = (entry.0.saturating_add(1), now);
            }
            Some(_) => {}
        }
    }
}

fn key(site: &SiteId, model: &Model) -> String {
    [site.as_str(), &model.url, &model.name].join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::model;
    use super::*;
    use handrail_site::Provider;

    fn acme() -> SiteId {
        SiteId::parse("acme").expect("valid")
    }

    #[test]
    fn a_model_that_keeps_failing_is_left_alone_for_a_while() {
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let mut breaker = Breaker::default();
        let down = Some(CallError::Status(503));
        for _ in 0..FAILURES {
            assert!(!breaker.is_open(&acme(), &model, UnixMillis(0)));
            breaker.record(&acme(), &model, down, UnixMillis(0));
        }
        assert!(breaker.is_open(&acme(), &model, UnixMillis(1)));
        let other = SiteId::parse("other").expect("valid");
        assert!(!breaker.is_open(&other, &model, UnixMillis(1)));
        assert!(!breaker.is_open(&acme(), &model, UnixMillis(PAUSE_MILLIS)));
        breaker.record(&acme(), &model, None, UnixMillis(2));
        assert!(!breaker.is_open(&acme(), &model, UnixMillis(3)));
    }

    #[test]
    fn what_failed_long_ago_is_not_kept() {
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let mut breaker = Breaker::default();
        let down = Some(CallError::Status(503));
        for number in 0..1_000 {
            let site = SiteId::parse(format!("site-{number}")).expect("valid");
            breaker.record(&site, &model, down, UnixMillis(number * KEPT_MILLIS / 10));
        }
        assert!(breaker.failures.len() <= 10, "{}", breaker.failures.len());
    }

    #[test]
    fn what_one_question_or_key_meets_is_no_failure_of_the_server() {
        use CallError::{Connection, CutOff, Nonsense, Status, Timeout, Unfinished};
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let counts = |error| {
            let mut breaker = Breaker::default();
            for _ in 0..FAILURES {
                breaker.record(&acme(), &model, Some(error), UnixMillis(0));
            }
            breaker.is_open(&acme(), &model, UnixMillis(0))
        };
        for error in [
            Connection,
            Timeout,
            CutOff,
            Status(429),
            Status(500),
            Status(503),
        ] {
            assert!(counts(error), "{error}");
        }
        for error in [Nonsense, Unfinished, Status(400), Status(401), Status(404)] {
            assert!(!counts(error), "{error}");
        }
    }
}
