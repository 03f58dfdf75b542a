//! Whether people are there, for a visitor whom no socket tells: before the first message, and where
//! sockets are blocked.

use super::{Connection, Panel};
use gloo_timers::callback::Interval;
use handrail_ui::js::clock;
use handrail_ui::js::dom;
use handrail_ui::js::http::Call;
use handrail_ui::wire;
use wasm_bindgen_futures::spawn_local;

/// How often it is asked while the panel is in view.
const AGAIN_MILLIS: u32 = 60_000;
/// A panel that is opened asks at once, unless it was told just now.
const FRESH_MILLIS: f64 = 1_000.0;

impl Panel {
    /// Keeps what is told of people true, for as long as the page is there.
    pub(crate) fn follow_people(self) {
        Interval::new(AGAIN_MILLIS, move || {
            // A page in the background is asked for nothing.
            if self.inner().open.get() && !dom::document().hidden() {
                self.ask_people();
            }
        })
        .forget();
    }

    /// Asks the site. Without an answer what is on screen stays.
    pub(super) fn ask_people(self) {
        let inner = self.inner();
        let now = clock::steady_millis();
        if self.is_told_people() || now - inner.people_at.get() < FRESH_MILLIS {
            return;
        }
        inner.people_at.set(now);
        spawn_local(async move {
            let path = ["/api/v1/sites/", &inner.boot.site].concat();
            let answer = Call::get(&path).value().await.ok();
            if let Some((_, people)) = answer.and_then(|value| wire::site_answer(&value))
                && !self.is_told_people()
            {
                self.update_local(|local| local.people = people);
            }
        });
    }

    /// Does the socket tell of people?
    fn is_told_people(self) -> bool {
        self.with_local_untracked(|local| {
            !matches!(local.connection, Connection::Idle | Connection::Polling)
        })
    }
}
