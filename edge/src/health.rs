//! Is the edge able to serve? Looked at by writing one row in one object, which fails where the disk
//! is full or the storage is away, and not more often than each [`FRESH_MILLIS`].
//!
//! Not for: the settings; whoever answers the question reads those first.

use crate::objects::site::SiteCall;
use crate::objects::{self, Ask};
use crate::platform;
use futures_util::future::{Either, select};
use handrail_protocol::UnixMillis;
use serde::de::IgnoredAny;
use std::cell::Cell;
use std::pin::pin;

/// How old what is told may be.
const FRESH_MILLIS: u64 = 10_000;
/// A write that takes longer has failed.
const PATIENCE_MILLIS: u64 = 5_000;

/// How the edge does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// It takes writes.
    Works,
    /// A part of it fails.
    Fails(Part),
}

/// What can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The objects' storage refuses a write: its disk is full or away.
    Storage,
    /// An object does not answer in time.
    Objects,
}

impl Part {
    /// Its name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::Objects => "objects",
        }
    }
}

thread_local! {
    static LAST: Cell<Option<(UnixMillis, Health)>> = const { Cell::new(None) };
}

/// How the edge does, as of a moment ago.
pub(crate) async fn check(env: &impl Ask) -> Health {
    let now = platform::now();
    let fresh = LAST.get().filter(|(at, _)| now.since(*at) < FRESH_MILLIS);
    if let Some((_, health)) = fresh {
        return health;
    }
    let health = probe(env, platform::sleep(PATIENCE_MILLIS)).await;
    LAST.set(Some((now, health)));
    health
}

async fn probe(env: &impl Ask, patience: impl Future<Output = ()>) -> Health {
    let written = pin!(objects::directory::<IgnoredAny>(env, SiteCall::Probe));
    match select(written, pin!(patience)).await {
        Either::Left((Ok(_), _)) => Health::Works,
        Either::Left((Err(_), _)) => Health::Fails(Part::Storage),
        Either::Right(_) => Health::Fails(Part::Objects),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::memory::{Answer, World};
    use futures_util::FutureExt as _;
    use serde_json::Value;

    #[test]
    fn the_part_that_fails_is_named() {
        let cases = [
            (Answer::Now(Value::Null), Health::Works),
            (Answer::Fails, Health::Fails(Part::Storage)),
            (Answer::Never, Health::Fails(Part::Objects)),
        ];
        for (answer, health) in cases {
            let world = World::new();
            world.answer(move |_| answer.clone());
            let platform = world.platform();
            let checked = probe(&platform, std::future::ready(())).now_or_never();
            assert_eq!(checked, Some(health));
            let asked = world.asked_of("SITE");
            assert_eq!(
                asked[0].call["call"], "probe",
                "one object is asked to write"
            );
        }
    }
}
