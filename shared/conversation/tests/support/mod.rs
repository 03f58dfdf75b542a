//! A world around one conversation: durable log, vault and outbox, and what is under way.
//!
//! It performs steps as the edge does: the commit in one transaction, then the rest. A crash
//! forgets everything but the durable part.

use handrail_conversation::{
    Commit, Conversation, Frame, Input, Outgoing, Policy, Prompt, Reply, Step, Work, Writer,
};
use handrail_knowledge::{Article, ArticleFormat, Ranked, passages};
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
pub(crate) fn found() -> Vec<Ranked> {
    let article =
        Article::parse("returns.md", ArticleFormat::Markdown, RETURNS).expect("an article");
    passages(&article)
        .into_iter()
        .map(|passage| Ranked {
            passage,
            score: 0.9,
            coverage: 1.0,
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
#[derive(Clone)]
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
    pub(crate) fn input(&mut self, input: Input) -> Step {
        let (step, before) = self.handled(input);
        self.commit(&step.commit, before);
        self.begin(&step.work);
        for frame in &step.frames {
            self.show(frame);
        }
        self.hear(&step.reply);
        step
    }

    /// Feeds an input; the process ends before the transaction, which is lost as a whole, or right
    /// after it, or after so many of its frames and before the reply.
    pub(crate) fn input_and_crash(&mut self, input: Input, performed: usize) {
        let (step, before) = self.handled(input);
        if performed > 0 {
            self.commit(&step.commit, before);
            self.begin(&step.work);
            for frame in step.frames.iter().take(performed - 1) {
                self.show(frame);
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
    pub(crate) fn say(&mut self, name: &str, text: &str) -> Step {
        self.input(Input::VisitorSaid {
            client_id: client(name),
            text: text.to_owned(),
        })
    }

    /// The search answers.
    pub(crate) fn search_answers(&mut self, passages: Vec<Ranked>) {
        if let Some((turn, attempt)) = self.searching.take() {
            self.input(Input::PassagesFound {
                turn,
                attempt,
                passages,
            });
        }
    }

    /// The model writes.
    pub(crate) fn model_writes(&mut self, text: &str) -> Step {
        match self.asking {
            Some((turn, attempt)) => self.input(Input::ModelChunk {
                turn,
                attempt,
                text: text.to_owned(),
            }),
            None => Step::default(),
        }
    }

    /// The model ends.
    pub(crate) fn model_ends(&mut self) -> Step {
        match self.asking.take() {
            Some((turn, attempt)) => self.input(Input::ModelDone {
                turn,
                attempt,
                wrote: writer(),
            }),
            None => Step::default(),
        }
    }

    /// The model breaks off or never came.
    pub(crate) fn model_fails(&mut self) -> Step {
        match self.asking.take() {
            Some((turn, attempt)) => self.input(Input::ModelFailed {
                turn,
                attempt,
                wrote: Some(writer()),
            }),
            None => Step::default(),
        }
    }

    /// The visitor stops the answer.
    pub(crate) fn stops(&mut self) -> Step {
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

    fn handled(&mut self, input: Input) -> (Step, View) {
        let before = self.conversation.view().clone();
        let mut vault = self.vault();
        let step = self.conversation.handle(input, &mut vault, self.now);
        assert_private_stays_private(&step.frames);
        (step, before)
    }

    fn commit(&mut self, commit: &Commit, mut view: View) {
        for event in &commit.events {
            let expected = self.log.last().map_or(1, |last| last.seq.0 + 1);
            assert_eq!(event.seq.0, expected, "the log has no gaps");
            assert_ai_may(&view, event);
            let before = view.owner.clone();
            view.apply(event);
            assert_place_is_kept(&before, &view.owner);
            self.log.push(event.clone());
        }
        self.sealed.extend(commit.seals.iter().cloned());
        self.outbox.extend(commit.parcels.iter().cloned());
    }

    fn begin(&mut self, work: &[Work]) {
        for work in work {
            match work {
                Work::Search { turn, attempt, .. } => {
                    self.searching = Some((*turn, *attempt));
                    self.asking = None;
                }
                Work::Ask(question) => {
                    self.asking = Some((question.turn, question.attempt));
                    self.prompts.push(question.prompt.clone());
                }
                Work::StopModel { .. } => {
                    self.asking = None;
                    self.searching = None;
                }
            }
        }
    }

    fn hear(&mut self, reply: &Reply) {
        if let Reply::Ack { client_id, said } = reply {
            self.acked.push((client_id.clone(), said.seq.0));
        }
    }

    fn show(&mut self, frame: &Frame) {
        match frame {
            Frame::TurnReset { .. } => self.partial = None,
            Frame::Delta(delta) => {
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
            Frame::Event { visitor, .. } => {
                if let EventBody::AssistantSaid { turn, text, .. } = &visitor.body
                    && let Some((shown_turn, _, shown)) = &self.partial
                    && shown_turn == turn
                {
                    assert!(
                        text.starts_with(shown.trim_end()),
                        "the final answer begins with what was shown: {text:?} after {shown:?}"
                    );
                }
            }
            Frame::Writing { .. } | Frame::Withheld { .. } => {}
        }
    }
}

/// What is for agents alone reaches the visitor as a number without a content.
fn assert_private_stays_private(frames: &[Frame]) {
    for frame in frames {
        if let Frame::Event { visitor, agent } = frame {
            assert_eq!(visitor.seq, agent.seq, "no reader misses a number");
            let is_hidden = visitor.body == EventBody::Hidden {};
            assert_eq!(is_hidden, agent.body.is_private(), "{agent:?}");
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
pub(crate) fn refusal(step: &Step) -> Option<ErrorCode> {
    match &step.reply {
        Reply::Refused { error, .. } => Some(error.code),
        _ => None,
    }
}

/// Does the assistant begin to work, by a search or by a model?
pub(crate) fn works(step: &Step) -> bool {
    step.work
        .iter()
        .any(|work| matches!(work, Work::Search { .. } | Work::Ask(_)))
}

/// Every offer of a person, with its reason.
pub(crate) fn offers(world: &World) -> Vec<OfferReason> {
    let offers = world.log.iter().filter_map(|event| match &event.body {
        EventBody::HumanOffered { reason, .. } => Some(*reason),
        _ => None,
    });
    offers.collect()
}
