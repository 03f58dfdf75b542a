//! The edge's clock, a second at a time. Waiting times are counted on it, so that a wrong clock at
//! an agent's desk makes no wait look longer than it is.

use gloo_timers::callback::Interval;
use handrail_protocol::UnixMillis;
use handrail_ui::js::clock;
use leptos::prelude::*;

/// Ticks once a second.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    here: RwSignal<f64>,
    ahead: RwSignal<f64>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        let here = RwSignal::new(clock::now().0 as f64);
        Interval::new(1000, move || {
            here.try_set(clock::now().0 as f64);
        })
        .forget();
        Self {
            here,
            ahead: RwSignal::new(0.0),
        }
    }

    /// The edge says what time it is.
    pub(crate) fn set(self, edge: UnixMillis) {
        self.ahead.set(edge.0 as f64 - clock::now().0 as f64);
    }

    /// Now, on the edge's clock; changes every second.
    pub(crate) fn now(self) -> UnixMillis {
        UnixMillis((self.here.get() + self.ahead.get()).max(0.0) as u64)
    }

    /// The same without following it, and exact.
    pub(crate) fn now_untracked(self) -> UnixMillis {
        UnixMillis((clock::now().0 as f64 + self.ahead.get_untracked()).max(0.0) as u64)
    }
}
