//! What is on its way out of a conversation: to the desk, and to each webhook.
//!
//! Invariants: each receiver has a run of its own, so that one that is down or slow holds back nothing
//! of the others; a parcel that is given up, or that nobody can read any more, makes room for those
//! behind it; what does not arrive is tried again by an alarm, also after the process died.

use crate::conversation::object::ConversationObject;
use crate::error::Result;
use crate::log::{Level, LogLine};
use crate::objects;
use crate::objects::desk::DeskCall;
use crate::outgoing::channels::{Delivery, StoredSignal};
use crate::outgoing::outbox::{self, Parcel, Target};
use crate::runtime::{Platform, within};
use handrail_protocol::{ConversationId, QueueItem};
use serde::de::IgnoredAny;
use std::rc::Rc;

/// A desk answers within this time.
const DESK_PATIENCE_MILLIS: u64 = 10_000;

impl<P: Platform> ConversationObject<P> {
    /// Delivers what is due: one run for each receiver at a time.
    pub(crate) fn deliver(self: &Rc<Self>) {
        let Ok(targets) = self.store.due_targets(self.platform.now()) else {
            return LogLine::new(Level::Error, "outbox").write();
        };
        for target in targets {
            if !self.delivering.borrow_mut().insert(target.clone()) {
                continue;
            }
            let object = Rc::clone(self);
            self.platform.spawn(Box::pin(async move {
                if object.deliver_to(&target).await.is_err() {
                    LogLine::new(Level::Error, "outbox").write();
                }
                object.delivering.borrow_mut().remove(&target);
            }));
        }
    }

    async fn deliver_to(self: &Rc<Self>, target: &Target) -> Result<()> {
        let Some(id) = self.store.id()? else {
            return Ok(());
        };
        while let Some(parcel) = self.store.due_parcel(target, self.platform.now())? {
            let delivery = self.deliver_one(&id, &parcel).await;
            let now = self.platform.now();
            let next_try = match delivery {
                Delivery::Arrived => {
                    self.store.delivered(&parcel)?;
                    continue;
                }
                Delivery::Later { after_seconds } => outbox::next_try(&parcel, after_seconds, now),
                Delivery::Refused => None,
            };
            match next_try {
                Some(due) => {
                    self.store.postponed(&parcel, due)?;
                    self.store.wake_at(due, now)?;
                }
                None => {
                    self.store.delivered(&parcel)?;
                    LogLine::new(Level::Error, "webhook given up")
                        .site(&id.site())
                        .number("tries", parcel.attempts + 1)
                        .write();
                }
            }
        }
        Ok(())
    }

    async fn deliver_one(&self, id: &ConversationId, parcel: &Parcel) -> Delivery {
        let site = id.site();
        match &parcel.target {
            Target::Desk => {
                let Ok(item) = serde_json::from_str::<QueueItem>(&parcel.body) else {
                    return Delivery::Arrived;
                };
                let call = DeskCall::Apply {
                    item: Box::new(item),
                };
                let applying = objects::desk::<IgnoredAny>(&self.platform, &site, call);
                match within(&self.platform, DESK_PATIENCE_MILLIS, applying).await {
                    Some(Ok(_)) => Delivery::Arrived,
                    Some(Err(_)) | None => Delivery::Later { after_seconds: 0 },
                }
            }
            Target::Webhook { url_env } => {
                let Ok(site) = self.platform.site(&site).await else {
                    return Delivery::Later { after_seconds: 0 };
                };
                let mut hooks = site.file.webhook.iter();
                let Some(hook) = hooks.find(|hook| hook.url_env == *url_env) else {
                    // The site took the webhook out: there is nobody to tell.
                    return Delivery::Arrived;
                };
                let signal = StoredSignal {
                    conversation: id,
                    seq: parcel.seq,
                    body: &parcel.body,
                };
                self.platform
                    .send_signal(hook, signal, parcel.attempts)
                    .await
            }
        }
    }
}
