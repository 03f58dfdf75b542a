//! The conversation whose vault was wrapped by an older key, or does not open at all.

use super::tests::{CARD, Machine, dana, id, ring, say, start};
use super::*;
use crate::auth::seal::opened;
use crate::conversation::rewrap::{self, Wrapping};
use crate::storage::sql::Value;
use crate::storage::sql::memory::MemorySql;
use handrail_protocol::{ClientId, ErrorCode, EventBody, Owner};

type TestRoom = DurableConversation<Rc<MemorySql>>;

/// A conversation that holds a card and a name, its vault wrapped by key 1.
fn told() -> Machine {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    machine
}

fn store(machine: &Machine) -> ConversationStore<Rc<MemorySql>> {
    ConversationStore::new(Rc::clone(&machine.sql))
}

fn vault_rows(machine: &Machine) -> Vec<Vec<Value>> {
    let all = "SELECT placeholder, sealed FROM vault ORDER BY placeholder";
    machine.sql.run(all, &[]).expect("readable")
}

fn visitors_text(durable: &TestRoom) -> String {
    let page = durable.events(Reader::Visitor, Seq(0)).expect("readable");
    page.events
        .iter()
        .find_map(|event| match &event.body {
            EventBody::VisitorSaid { text, .. } => Some(text.clone()),
            _ => None,
        })
        .expect("the visitor wrote")
}

fn refusal(outcome: &Outcome) -> Option<ErrorCode> {
    match &outcome.reply {
        Reply::Refused { error, .. } => Some(error.code),
        _ => None,
    }
}

#[test]
fn opening_brings_the_data_key_under_the_current_key_and_leaves_values_alone() {
    let mut machine = told();
    let sealed = vault_rows(&machine);
    machine.ring = ring(2, &[1]);
    let mut durable = machine.load();
    assert_eq!(visitors_text(&durable), CARD);
    let key = store(&machine).key().expect("readable").expect("a key");
    assert_eq!(key.key_id, machine.ring.current_id());
    assert_eq!(vault_rows(&machine), sealed, "no value was touched");
    machine
        .feed(&mut durable, say("m2", "My mail is sarah@example.com"))
        .expect("written");
    drop(durable);

    machine.ring = ring(2, &[]);
    let durable = machine.load();
    assert_eq!(durable.vault_error(), None, "the old key can go");
    assert_eq!(visitors_text(&durable), CARD);
    assert_eq!(vault_rows(&machine).len(), sealed.len() + 1);
}

#[test]
fn a_rewrap_that_cannot_be_written_does_no_harm() {
    let mut machine = told();
    machine.ring = ring(2, &[1]);
    machine.sql.is_full.set(true);
    assert_eq!(visitors_text(&machine.load()), CARD);
    let old = store(&machine).key().expect("readable").expect("a key");
    assert_eq!(old.key_id, ring(1, &[]).current_id(), "both halves or none");
    machine.sql.is_full.set(false);
    assert_eq!(visitors_text(&machine.load()), CARD);
    let new = store(&machine).key().expect("readable").expect("a key");
    assert_eq!(new.key_id, machine.ring.current_id());
}

#[test]
fn a_walk_rewraps_once_and_says_which_key_is_missing() {
    let machine = told();
    let walk = |ring: &KeyRing| rewrap::one(&store(&machine), &id(), ring, [9; NONCE_BYTES]);
    let current = Ok((Wrapping::Current, None));
    assert_eq!(walk(&ring(1, &[])), current);
    let stays = Wrapping::Stays {
        missing_key: Some(ring(1, &[]).current_id().to_owned()),
    };
    assert_eq!(
        walk(&ring(2, &[])),
        Ok((stays, Some(SealError::UnknownKey)))
    );
    assert_eq!(walk(&ring(2, &[1])), Ok((Wrapping::Rewrapped, None)));
    assert_eq!(walk(&ring(2, &[1])), current, "a repeat changes nothing");
    assert_eq!(walk(&ring(2, &[])), current);

    let empty = Machine::new();
    assert_eq!(
        rewrap::one(&store(&empty), &id(), &empty.ring, [9; NONCE_BYTES]),
        Ok((Wrapping::None, None))
    );
    assert_eq!(
        crate::storage::schema::version(&*empty.sql),
        Ok(0),
        "a walk creates nothing"
    );
}

#[test]
fn a_walk_beside_an_open_conversation_does_not_disturb_it() {
    let machine = told();
    let mut durable = machine.load();
    let walked = rewrap::one(&store(&machine), &id(), &ring(2, &[1]), [9; NONCE_BYTES]);
    assert_eq!(walked, Ok((Wrapping::Rewrapped, None)));
    machine
        .feed(&mut durable, say("m2", "My mail is sarah@example.com"))
        .expect("written");
    let mut machine = machine;
    machine.ring = ring(2, &[]);
    assert_eq!(machine.load().vault_error(), None);
}

/// What can be wrong with a vault: its name in the log, and what was done to it.
/// Does something to what lies on the disk.
type Damage = Box<dyn Fn(&mut Machine)>;

fn damages() -> Vec<(&'static str, Damage)> {
    fn run(statement: &'static str) -> Box<dyn Fn(&mut Machine)> {
        Box::new(move |machine| {
            machine.sql.run(statement, &[]).expect("damaged");
        })
    }
    /// The blob at a place, changed.
    fn blob(
        read: &'static str,
        write: &'static str,
        change: fn(&mut Vec<u8>),
    ) -> Box<dyn Fn(&mut Machine)> {
        Box::new(move |machine| {
            let rows = machine.sql.run(read, &[]).expect("readable");
            let Value::Blob(mut bytes) = rows[0][0].clone() else {
                panic!("no blob");
            };
            change(&mut bytes);
            machine.sql.run(write, &[bytes.into()]).expect("damaged");
        })
    }
    const CARD_READ: &str = "SELECT sealed FROM vault WHERE placeholder = '[CARD_1]'";
    const CARD_WRITE: &str = "UPDATE vault SET sealed = ? WHERE placeholder = '[CARD_1]'";
    const KEY_READ: &str = "SELECT value FROM meta WHERE name = 'data_key'";
    const KEY_WRITE: &str = "UPDATE meta SET value = ? WHERE name = 'data_key'";
    /// What another conversation under the same key holds.
    fn foreign(read: &'static str, write: &'static str) -> Box<dyn Fn(&mut Machine)> {
        Box::new(move |machine| {
            let other = Machine::new();
            let there = ConversationId::parse("acme.c_87654321").expect("valid");
            let mut durable = other.load_of(&there);
            other.feed(&mut durable, start()).expect("written");
            other.feed(&mut durable, say("m1", CARD)).expect("written");
            let rows = other.sql.run(read, &[]).expect("readable");
            let value = rows[0][0].clone();
            machine.sql.run(write, &[value]).expect("damaged");
        })
    }
    vec![
        (
            "unknown_key",
            Box::new(|machine| machine.ring = ring(2, &[3])),
        ),
        (
            "unknown_key",
            run("UPDATE meta SET value = 'ffffffff' WHERE name = 'key_id'"),
        ),
        (
            "key_missing",
            run("DELETE FROM meta WHERE name = 'data_key'"),
        ),
        ("key_missing", run("DELETE FROM meta WHERE name = 'key_id'")),
        (
            "key_shortened",
            blob(KEY_READ, KEY_WRITE, |bytes| bytes.truncate(20)),
        ),
        (
            "key_changed",
            blob(KEY_READ, KEY_WRITE, |bytes| {
                bytes.pop();
            }),
        ),
        (
            "key_changed",
            blob(KEY_READ, KEY_WRITE, |bytes| bytes[20] ^= 4),
        ),
        ("key_changed", foreign(KEY_READ, KEY_WRITE)),
        (
            "value_changed",
            run(
                "UPDATE vault SET sealed = (SELECT sealed FROM vault WHERE placeholder = '[NAME_1]') \
                 WHERE placeholder = '[CARD_1]'",
            ),
        ),
        (
            "value_changed",
            run("UPDATE vault SET placeholder = '[CARD_2]' WHERE placeholder = '[CARD_1]'"),
        ),
        ("value_changed", foreign(CARD_READ, CARD_WRITE)),
        (
            "value_shortened",
            blob(CARD_READ, CARD_WRITE, |bytes| bytes.truncate(5)),
        ),
        (
            "value_changed",
            blob(CARD_READ, CARD_WRITE, |bytes| {
                bytes.pop();
            }),
        ),
        (
            "value_changed",
            blob(CARD_READ, CARD_WRITE, |bytes| bytes[14] ^= 1),
        ),
    ]
}

#[test]
fn a_vault_that_does_not_open_shows_nothing_loses_nothing_and_leaves_the_human() {
    for (number, (case, damage)) in damages().into_iter().enumerate() {
        let mut machine = told();
        damage(&mut machine);
        let before = machine.all_bytes();
        let mut durable = machine.load();
        let shut = durable
            .vault_error()
            .unwrap_or_else(|| panic!("{number}: {case} opens"));
        assert_eq!(shut.case(), case, "{number}");
        assert_eq!(shut.code().fault(), handrail_protocol::Fault::Us);

        // Refused as a whole, by the one stable code.
        for input in [
            say("m2", "And my mail is sarah@example.com"),
            say("m3", "Nothing to hide in this one"),
            Input::ContactLeft {
                email: "sarah@example.com".into(),
            },
            Input::AgentNoted {
                agent: dana(),
                client_id: ClientId::parse("n1").expect("valid"),
                text: "Called Sarah".into(),
            },
            Input::RevealAsked {
                agent: dana(),
                role: handrail_protocol::Role::Lead,
                placeholder: "[CARD_1]".into(),
                reason: "refund".into(),
            },
        ] {
            let outcome = machine.feed(&mut durable, input).expect("answered");
            assert_eq!(
                refusal(&outcome),
                Some(ErrorCode::VaultUnreadable),
                "{case}"
            );
            assert!(!outcome.has_news && outcome.frames.is_empty(), "{case}");
        }
        assert_eq!(machine.all_bytes(), before, "{number}: {case} left a trace");

        // The masked conversation stays, and no value of it.
        for reader in [Reader::Visitor, Reader::Agent] {
            let page = durable.events(reader, Seq(0)).expect("readable");
            let json = serde_json::to_string(&page).expect("JSON");
            assert!(json.contains("[CARD_1]"), "{case}: {json}");
            for value in ["4242", "Sarah", "Miller"] {
                assert!(!json.contains(value), "{case} shows {value}");
            }
            assert!(durable.catch_up(reader, Seq(0), None).is_ok());
        }

        // A person is asked for and takes it.
        machine
            .feed(&mut durable, Input::HumanRequested)
            .expect("written");
        let owner = |durable: &TestRoom| durable.conversation().view().owner.clone();
        assert!(matches!(owner(&durable), Owner::Waiting { .. }), "{case}");
        let took = Input::AgentTook {
            agent: dana(),
            epoch: None,
        };
        let outcome = machine.feed(&mut durable, took).expect("written");
        let Reply::Taken(taken) = outcome.reply else {
            panic!("{case}: not taken");
        };
        assert!(taken.details.is_empty(), "{case}");
        let said = |name: &str, text: &str| Input::AgentSaid {
            agent: dana(),
            client_id: ClientId::parse(name).expect("valid"),
            text: text.into(),
        };
        let detail = said("a1", "Is it 5555 5555 5555 4444?");
        let outcome = machine.feed(&mut durable, detail).expect("answered");
        assert_eq!(
            refusal(&outcome),
            Some(ErrorCode::VaultUnreadable),
            "{case}"
        );
        let plain = said("a2", "Please open a new chat, I'll find you there.");
        let outcome = machine.feed(&mut durable, plain).expect("written");
        assert!(matches!(outcome.reply, Reply::Ack { .. }), "{case}");
    }
}

#[test]
fn a_conversation_goes_on_where_it_was_once_the_key_is_back() {
    let mut machine = told();
    machine.ring = ring(2, &[]);
    let mut durable = machine.load();
    let outcome = machine
        .feed(&mut durable, say("m2", "My mail is sarah@example.com"))
        .expect("answered");
    assert_eq!(refusal(&outcome), Some(ErrorCode::VaultUnreadable));
    machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    drop(durable);

    machine.ring = ring(2, &[1]);
    let mut durable = machine.load();
    assert_eq!(durable.vault_error(), None);
    assert_eq!(visitors_text(&durable), CARD);
    let outcome = machine
        .feed(&mut durable, say("m2", "My mail is sarah@example.com"))
        .expect("written");
    assert!(matches!(outcome.reply, Reply::Ack { .. }));
}

#[test]
fn an_answer_that_was_under_way_ends_plainly_and_offers_a_person() {
    let mut machine = told();
    let mut durable = machine.load();
    machine
        .feed(&mut durable, say("m2", "How do I return shoes?"))
        .expect("written");
    drop(durable);
    machine.ring = ring(2, &[]);
    let mut durable = machine.load();
    assert!(durable.needs_restart());
    machine
        .feed(&mut durable, Input::Restarted)
        .expect("written");
    let (turn, attempt) = machine.search();
    let found = Input::PassagesFound {
        turn,
        attempt,
        passages: Vec::new(),
    };
    machine.feed(&mut durable, found).expect("written");
    let page = durable.events(Reader::Visitor, Seq(0)).expect("readable");
    let last = page.events.last().map(|event| event.body.kind());
    assert_eq!(last, Some("turn_failed"));
}

#[test]
fn a_step_never_replaces_the_data_key() {
    let machine = told();
    let before = store(&machine).key().expect("readable").expect("a key");
    let writes = Writes {
        key: Some(WrappedKey {
            key_id: "00000000".into(),
            sealed: vec![0; 60],
        }),
        sealed: vec![SealedEntry {
            placeholder: "[EMAIL_9]".parse().expect("valid"),
            sealed: vec![0; 40],
        }],
        ..Writes::default()
    };
    let written = store(&machine).commit(&id(), &writes, None, UnixMillis(9));
    assert!(written.is_err());
    assert_eq!(store(&machine).key(), Ok(Some(before)));
    assert_eq!(machine.load().vault_error(), None);
}

#[test]
fn each_value_is_opened_once_however_much_is_said_and_read() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    drop(durable);
    opened::so_far();
    let mut durable = machine.load();
    for number in 2..20 {
        let text = format!("And my mail is sarah{number}@example.com");
        machine
            .feed(&mut durable, say(&format!("m{number}"), &text))
            .expect("written");
        for reader in [Reader::Visitor, Reader::Agent] {
            durable.events(reader, Seq(0)).expect("readable");
            durable.catch_up(reader, Seq(0), None).expect("readable");
        }
    }
    assert_eq!(opened::so_far(), 2, "card and name");
    drop(durable);
    let durable = machine.load();
    let page = durable.events(Reader::Visitor, Seq(0)).expect("readable");
    let page = serde_json::to_string(&page).expect("JSON");
    assert!(
        page.contains("sarah19@example.com"),
        "what is in memory is on disk as well"
    );
}
