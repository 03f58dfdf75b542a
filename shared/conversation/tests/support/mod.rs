//! A world around one conversation: durable log, vault and outbox, and what is under way.
//!
//! It performs effects as the edge does: durable ones in one transaction, then the rest. A crash
//! forgets everything but the durable part.

use handrail_conversation::{Conversation, Effect, Found, Input, Outgoing, Policy, Prompt, Writer};
use handrail_knowledge::{Article, ArticleFormat, passages};
use handrail_mask::{Entry, Vault};
use handrail_protocol::{
    AgentCard, AgentId, Attempt, ClientId, ConversationId, ErrorCode, Event, EventBody,
    OfferReason, Owner, TurnId, UnixMillis, View,
};
use handrail_site::SiteFile;
use std::sync::Arc;

/// A small shop.
pub(crate) const SITE: &str = r#"
schema = 1
id = "acme"
name = "Acme Store"
origins = ["https://www.acme.example"]
locales = ["en", "de"]
[contact]
email = "help@acme.example"
[disclosure]
version = "2026-11-01"
[assistant]
name = "Mira"
always_person = ["payment dispute", "account security", "legal threat", "personal safety"]
declines = ["legal advice"]
[handoff]
failed_answers = 2
max_wait_minutes = 5
[masking]
show_on_take = ["name", "email"]
"#;

/// An article of the shop.
pub(crate) const RETURNS: &str = "# Returns\n\nYou can return shoes within 30 days. Returns are free in the EU. \
A return label costs $5.00 elsewhere. Refunds go back to the card you paid with.\n";

/// The rules of [`SITE`], changed by `change`.
pub(crate) fn policy_of(change: impl Fn(String) -> String) -> Arc<Policy> {
    let site =
        SiteFile::parse(&change(SITE.to_owned())).expect("the site file of the tests is valid");
    Arc::new(Policy::from_site(&site, 7).expect("its kinds exist"))
}

/// Passages of [`RETURNS`].
pub(crate) fn found() -> Vec<Found> {
    let article =
        Article::parse("returns.md", ArticleFormat::Markdown, RETURNS).expect("an article");
    passages(&article)
        .into_iter()
        .map(|passage| Found {
            passage,
            score: 0.9,
        })
        .collect()
}

/// Agent number `index`.
pub(crate) fn agent(index: usize) -> AgentCard {
    let names = ["Dana", "Sam"];
    let name = names[index % names.len()];
    AgentCard {
        id: AgentId::parse(format!("acme.a_{}", name.to_lowercase())).expect("valid"),
        name: name.to_owned(),
        title: "Customer support".to_owned(),
    }
}

/// A conversation and its surroundings.
pub(crate) struct World {
    pub(crate) conversation: Conversation,
    pub(crate) policy: Arc<Policy>,
    pub(crate) log: Vec<Event>,
    pub(crate) sealed: Vec<Entry>,
    pub(crate) outbox: Vec<Outgoing>,
    pub(crate) now: UnixMillis,
    pub(crate) searching: Option<(TurnId, Attempt)>,
    pub(crate) asking: Option<(TurnId, Attempt)>,
    /// Every prompt that left.
    pub(crate) prompts: Vec<Prompt>,
    /// Acknowledged messages with the text that was sent.
    pub(crate) acked: Vec<(ClientId, u32)>,
    /// The visitor's partial answer, assembled from deltas.
    pub(crate) partial: Option<(TurnId, Attempt, String)>,
}

impl World {
    pub(crate) fn new(policy: Arc<Policy>) -> Self {
        let mut world = Self {
            conversation: Conversation::new(id(), policy.clone()),
            policy,
            log: Vec::new(),
            sealed: Vec::new(),
            outbox: Vec::new(),
            now: UnixMillis(1_790_000_000_000),
            searching: None,
            asking: None,
            prompts: Vec::new(),
            acked: Vec::new(),
            partial: None,
        };
        world.input(Input::Start {
            locale: "en".to_owned(),
            page: Some("/shop?x=1".to_owned()),
        });
        world
    }

    /// Feeds an input and performs what it asks for.
    pub(crate) fn input(&mut self, input: Input) -> Vec<Effect> {
        let (effects, before) = self.handled(input);
        self.commit(&effects, before);
        for effect in &effects {
            self.perform(effect);
        }
        effects
    }

    /// Feeds an input; the process ends after `performed` of what is to be done. The transaction
    /// of the durable part is the first thing: 0 means that it was lost as a whole.
    pub(crate) fn input_and_crash(&mut self, input: Input, performed: usize) {
        let (effects, before) = self.handled(input);
        if performed > 0 {
            self.commit(&effects, before);
            let ephemeral = effects.iter().filter(|effect| !is_durable(effect));
            for effect in ephemeral.take(performed - 1) {
                self.perform(effect);
            }
        }
        self.crash();
    }

    /// The process ends and begins anew.
    pub(crate) fn crash(&mut self) {
        self.searching = None;
        self.asking = None;
        self.conversation = Conversation::replay(id(), self.policy.clone(), self.log.clone());
        if self.conversation.needs_restart() {
            self.input(Input::Restarted);
        }
    }

    /// Says something as the visitor, under a name of its own.
    pub(crate) fn say(&mut self, name: &str, text: &str) -> Vec<Effect> {
        self.input(Input::VisitorSaid {
            client_id: client(name),
            text: text.to_owned(),
        })
    }

    /// The search answers.
    pub(crate) fn search_answers(&mut self, passages: Vec<Found>) {
        if let Some((turn, attempt)) = self.searching.take() {
            self.input(Input::PassagesFound {
                turn,
                attempt,
                passages,
            });
        }
    }

    /// The model writes.
    pub(crate) fn model_writes(&mut self, text: &str) -> Vec<Effect> {
        match self.asking {
            Some((turn, attempt)) => self.input(Input::ModelChunk {
                turn,
                attempt,
                text: text.to_owned(),
            }),
            None => Vec::new(),
        }
    }

    /// The model ends.
    pub(crate) fn model_ends(&mut self) -> Vec<Effect> {
        match self.asking.take() {
            Some((turn, attempt)) => self.input(Input::ModelDone {
                turn,
                attempt,
                wrote: writer(),
            }),
            None => Vec::new(),
        }
    }

    /// The model breaks off or never came.
    pub(crate) fn model_fails(&mut self) -> Vec<Effect> {
        match self.asking.take() {
            Some((turn, attempt)) => self.input(Input::ModelFailed {
                turn,
                attempt,
                wrote: Some(writer()),
            }),
            None => Vec::new(),
        }
    }

    /// The visitor stops the answer.
    pub(crate) fn stops(&mut self) -> Vec<Effect> {
        self.input(Input::Stop)
    }

    /// Time passes; a due deadline fires.
    pub(crate) fn wait_millis(&mut self, millis: u64) {
        let end = self.now.plus(millis);
        while let Some(at) = self.conversation.poll_timeout().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.input(Input::Tick);
            assert!(
                self.conversation
                    .poll_timeout()
                    .is_none_or(|next| next > self.now),
                "a deadline that is acted on must not stay due"
            );
        }
        self.now = end;
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.log.iter().map(|event| event.body.kind()).collect()
    }

    pub(crate) fn vault(&self) -> Vault {
        Vault::restore(self.sealed.iter().cloned()).expect("entries do not contradict each other")
    }

    fn handled(&mut self, input: Input) -> (Vec<Effect>, View) {
        let before = self.conversation.view().clone();
        let mut vault = self.vault();
        let effects = self.conversation.handle(input, &mut vault, self.now);
        (effects, before)
    }

    fn commit(&mut self, effects: &[Effect], mut view: View) {
        for effect in effects {
            match effect {
                Effect::Append(event) => {
                    let expected = self.log.last().map_or(1, |last| last.seq.0 + 1);
                    assert_eq!(event.seq.0, expected, "the log has no gaps");
                    assert_ai_may(&view, event);
                    let before = view.owner.clone();
                    view.apply(event);
                    assert_place_is_kept(&before, &view.owner);
                    self.log.push(event.clone());
                }
                Effect::Seal(entry) => self.sealed.push(entry.clone()),
                Effect::Outbox(outgoing) => self.outbox.push(outgoing.clone()),
                _ => {}
            }
        }
    }

    fn perform(&mut self, effect: &Effect) {
        match effect {
            Effect::Search { turn, attempt, .. } => {
                self.searching = Some((*turn, *attempt));
                self.asking = None;
            }
            Effect::Ask {
                turn,
                attempt,
                prompt,
            } => {
                self.asking = Some((*turn, *attempt));
                self.prompts.push(prompt.clone());
            }
            Effect::StopModel { .. } => {
                self.asking = None;
                self.searching = None;
            }
            Effect::Ack { client_id, seq, .. } => self.acked.push((client_id.clone(), seq.0)),
            Effect::TurnReset { .. } => self.partial = None,
            Effect::Delta(delta) => {
                let key = (delta.turn, delta.attempt);
                let mut shown = match self.partial.take() {
                    Some((turn, attempt, shown)) if (turn, attempt) == key => shown,
                    _ => String::new(),
                };
                assert_eq!(
                    delta.visitor.offset as usize,
                    shown.len(),
                    "deltas join without a gap"
                );
                shown.push_str(&delta.visitor.text);
                self.partial = Some((key.0, key.1, shown));
            }
            Effect::Append(event) => {
                if let EventBody::AssistantSaid { turn, .. } = &event.body
                    && let Some((shown_turn, _, shown)) = &self.partial
                    && shown_turn == turn
                {
                    let vault = self.vault();
                    let seen = self.conversation.for_visitor(event, &vault);
                    let EventBody::AssistantSaid { text, .. } = seen.body else {
                        panic!("the kind of an event does not change with its reader");
                    };
                    assert!(
                        text.starts_with(shown.trim_end()),
                        "the final answer begins with what was shown: {text:?} after {shown:?}"
                    );
                }
            }
            _ => {}
        }
    }
}

/// Invariant 4: the AI works and speaks only where it owns the conversation or was asked in, and
/// nobody kept it out.
fn assert_ai_may(view: &View, event: &Event) {
    let works = matches!(event.body, EventBody::TurnStarted { .. });
    if !works && !matches!(event.body, EventBody::AssistantSaid { .. }) {
        return;
    }
    let owns = match view.owner {
        Owner::Assistant => true,
        Owner::Waiting { ai_invited, .. } => ai_invited,
        Owner::Person { .. } | Owner::Closed { .. } => false,
    };
    assert!(owns, "the AI acts while {:?}", view.owner);
    assert!(!view.ai_excluded, "the AI acts where it was excluded");
    let is_refused = view.consent.as_ref().is_some_and(|(_, accepted)| !accepted);
    assert!(!(works && is_refused), "the AI works without a yes");
}

/// Who waits keeps the place until a person comes or the visitor leaves it.
fn assert_place_is_kept(before: &Owner, after: &Owner) {
    let place = |owner: &Owner| match owner {
        Owner::Waiting {
            since,
            front,
            ai_invited,
            ..
        } => Some((*since, *front, *ai_invited)),
        _ => None,
    };
    if let (Some((since, front, invited)), Some(now)) = (place(before), place(after)) {
        assert_eq!(since, now.0, "the wait began when it began");
        assert!(now.1 >= front, "nobody is put back");
        assert!(now.2 >= invited, "what was allowed stays allowed");
    }
}

fn is_durable(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Append(_) | Effect::Seal(_) | Effect::Outbox(_)
    )
}

pub(crate) fn id() -> ConversationId {
    ConversationId::parse("acme.c_0123456789abcdef").expect("valid")
}

pub(crate) fn client(name: &str) -> ClientId {
    ClientId::parse(name).expect("valid")
}

pub(crate) fn writer() -> Writer {
    Writer {
        provider: "openai_compatible".to_owned(),
        model: "test".to_owned(),
    }
}

/// The text of the newest reply of the assistant; empty where there is none.
pub(crate) fn last_text(world: &World) -> String {
    let text = world.log.iter().rev().find_map(|event| match &event.body {
        EventBody::AssistantSaid { text, .. } => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

/// A question with an answer in [`RETURNS`].
pub(crate) const QUESTION: &str = "How long do I have to return shoes?";

/// At the shop of the tests.
pub(crate) fn world() -> World {
    World::new(policy_of(|site| site))
}

/// With a question asked, found and answered.
pub(crate) fn answered() -> World {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_writes("You can return shoes within 30 days [[1]].");
    world.model_ends();
    world
}

/// Why it was refused, if it was.
pub(crate) fn refusal(effects: &[Effect]) -> Option<ErrorCode> {
    effects.iter().find_map(|effect| match effect {
        Effect::Refused { error, .. } => Some(error.code),
        _ => None,
    })
}

/// Every offer of a person, with its reason.
pub(crate) fn offers(world: &World) -> Vec<OfferReason> {
    let offers = world.log.iter().filter_map(|event| match &event.body {
        EventBody::HumanOffered { reason, .. } => Some(*reason),
        _ => None,
    });
    offers.collect()
}
