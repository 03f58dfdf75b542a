//! Feeds the region of messages: one sentence per two seconds.

use super::Panel;
use gloo_timers::callback::Timeout;
use handrail_ui::announce::Announcer;
use handrail_ui::js::clock;

impl Panel {
    /// Lets `act` add to what is to be said, and says it in its turn.
    pub(super) fn announce(self, act: impl FnOnce(&mut Announcer)) {
        let inner = self.inner();
        act(&mut inner.announcer.borrow_mut());
        if !inner.announcing.get() {
            self.say_next();
        }
    }

    fn say_next(self) {
        let inner = self.inner();
        let mut announcer = inner.announcer.borrow_mut();
        if let Some(sentence) = announcer.next(clock::steady_millis()) {
            self.polite.say(sentence);
        }
        let wait = announcer.wait_millis(clock::steady_millis());
        inner.announcing.set(wait.is_some());
        if let Some(wait) = wait {
            Timeout::new(wait.ceil() as u32 + 1, move || self.say_next()).forget();
        }
    }
}
