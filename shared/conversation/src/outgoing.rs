//! What leaves the conversation by its outbox: the desk's line about it, and signals.

use crate::conversation::Transition;
use crate::step::{Outgoing, Signal, SignalCause};
use handrail_mask::Masked;
use handrail_protocol::{AuthorKind, Owner, QueueItem, Seq, UnixMillis};

/// The newest messages a signal carries.
const SIGNAL_MESSAGES: usize = 10;
/// The preview in the desk's list, in code points.
const PREVIEW_CHARS: usize = 140;

impl Transition<'_> {
    /// Tells the desk when its line about this conversation would read differently.
    pub(crate) fn update_desk(&mut self) {
        let Some(newest) = self
            .c
            .last_visitor_said
            .or_else(|| self.matters_without_words())
        else {
            return;
        };
        let told = (self.c.view.owner.clone(), Some(newest));
        let unchanged = self.c.desk_told.as_ref().is_some_and(|(owner, said)| {
            // While the assistant answers alone, one line per conversation is enough.
            *owner == told.0 && (*said == told.1 || (told.0 == Owner::Assistant && said.is_some()))
        });
        if unchanged {
            return;
        }
        self.c.desk_told = Some(told);
        let item = self.queue_item();
        self.step.commit.parcels.push(Outgoing::Desk(item));
    }

    /// Puts a signal on its way to the site's webhooks.
    pub(crate) fn signal(&mut self, cause: SignalCause, seq: Seq) {
        let mut messages: Vec<(AuthorKind, Masked)> = self
            .c
            .view
            .messages()
            .rev()
            .filter(|message| !message.is_note)
            .take(SIGNAL_MESSAGES)
            .map(|message| (message.author.kind, Masked::from_log(message.text.clone())))
            .collect();
        messages.reverse();
        let hidden = self
            .vault
            .entries()
            .map(|entry| entry.placeholder().to_string())
            .collect();
        let signal = Signal {
            cause,
            seq,
            messages,
            hidden,
        };
        self.step.commit.parcels.push(Outgoing::Webhook(signal));
    }

    /// A person was asked for before anything was said, or an address was left: by the desk's list a
    /// vault is found again.
    fn matters_without_words(&self) -> Option<Seq> {
        let matters = self.c.view.owner != Owner::Assistant || !self.vault.is_empty();
        matters.then_some(Seq(0))
    }

    fn queue_item(&self) -> QueueItem {
        let view = &self.c.view;
        let (since, reason, front, agent) = match &view.owner {
            Owner::Assistant => (self.now, None, false, None),
            Owner::Waiting {
                reason,
                since,
                front,
                ..
            } => (*since, Some(*reason), *front, None),
            Owner::Person { agent, since } => (*since, None, false, Some(agent.clone())),
            Owner::Closed { since } => (*since, None, false, None),
        };
        let preview = self.c.last_visitor_said.map_or_else(String::new, |seq| {
            self.masked_message(seq)
                .truncated(PREVIEW_CHARS)
                .into_string()
        });
        QueueItem {
            conversation: self.c.id.clone(),
            owner: view.owner.kind(),
            epoch: view.epoch,
            reason,
            topic: self.c.topic.clone(),
            since: since.max(UnixMillis(0)),
            front,
            agent,
            preview,
            locale: view.locale.clone(),
            seq: view.seq,
        }
    }
}
