use super::*;
use handrail_protocol::{OwnerEpoch, Seq};

fn item(name: &str, owner: OwnerKind, since: u64, seq: u32) -> QueueItem {
    QueueItem {
        conversation: ConversationId::parse(format!("acme.c_{name:0>8}")).expect("valid"),
        owner,
        epoch: OwnerEpoch(1),
        reason: None,
        topic: None,
        since: UnixMillis(since),
        front: false,
        agent: (owner == OwnerKind::Person).then(dana),
        preview: String::new(),
        locale: "en".into(),
        seq: Seq(seq),
    }
}

fn dana() -> AgentCard {
    AgentCard {
        id: AgentId::parse("acme.a_dana").expect("valid"),
        name: "Dana".into(),
        title: String::new(),
    }
}

fn names(desk: &Desk) -> Vec<String> {
    let name = |item: QueueItem| {
        item.conversation
            .as_str()
            .trim_start_matches("acme.c_")
            .trim_start_matches('0')
            .to_owned()
    };
    OwnerKind::ALL
        .into_iter()
        .flat_map(|owner| desk.page(QueuePage::first(owner)).items)
        .map(name)
        .collect()
}

#[test]
fn the_front_comes_first_and_then_who_waits_longest() {
    let mut desk = Desk::default();
    desk.apply(item("a", OwnerKind::Waiting, 20, 1), UnixMillis(20));
    desk.apply(item("b", OwnerKind::Waiting, 10, 1), UnixMillis(20));
    desk.apply(
        QueueItem {
            front: true,
            ..item("c", OwnerKind::Waiting, 30, 1)
        },
        UnixMillis(30),
    );
    desk.apply(item("d", OwnerKind::Assistant, 40, 1), UnixMillis(40));
    assert_eq!(names(&desk), ["c", "b", "a", "d"]);
    assert_eq!(
        desk.place(&item("a", OwnerKind::Waiting, 0, 0).conversation),
        Some(3)
    );
    assert_eq!(
        desk.place(&item("d", OwnerKind::Waiting, 0, 0).conversation),
        None
    );
}

#[test]
fn an_older_line_changes_nothing() {
    let mut desk = Desk::default();
    desk.apply(item("a", OwnerKind::Waiting, 10, 5), UnixMillis(10));
    assert_eq!(
        desk.apply(item("a", OwnerKind::Assistant, 5, 5), UnixMillis(11)),
        Applied::Known
    );
    assert_eq!(
        desk.apply(item("a", OwnerKind::Assistant, 5, 3), UnixMillis(11)),
        Applied::Known
    );
    let taken = desk.apply(item("a", OwnerKind::Person, 70, 6), UnixMillis(70));
    assert_eq!(
        taken,
        Applied::New {
            wait_millis: Some(60)
        }
    );
    assert!(desk.waiting().is_empty());
}

#[test]
fn a_lease_lapses_once_and_runs_again() {
    let mut desk = Desk::default();
    assert!(desk.here(&dana(), UnixMillis(0), 60));
    assert!(!desk.here(&dana(), UnixMillis(10), 60));
    desk.apply(item("a", OwnerKind::Person, 10, 1), UnixMillis(10));
    assert!(desk.lapsed(UnixMillis(69)).is_empty());
    let lapsed = desk.lapsed(UnixMillis(70));
    assert_eq!(lapsed.len(), 1);
    assert_eq!(lapsed[0].1.len(), 1);
    desk.told(&dana().id, UnixMillis(70));
    assert!(desk.lapsed(UnixMillis(99)).is_empty());
    assert_eq!(desk.next_lapse(), None);
    assert!(desk.here(&dana(), UnixMillis(100), 60));
    assert_eq!(desk.next_lapse(), Some(UnixMillis(160)));
    assert!(desk.people(UnixMillis(100), None, true).online);
}

#[test]
fn one_agents_lease_does_not_wait_for_anothers() {
    let mut desk = Desk::default();
    let wakes = |desk: &Desk, due, now| {
        desk.wakes_at(UnixMillis(due), UnixMillis(now), UnixMillis(now + 5))
    };
    assert_eq!(wakes(&desk, 100, 0), UnixMillis(100));
    desk.here(&dana(), UnixMillis(0), 60);
    let sam = AgentCard {
        id: AgentId::parse("acme.a_sam").expect("valid"),
        ..dana()
    };
    desk.here(&sam, UnixMillis(40), 60);
    assert_eq!(wakes(&desk, 100, 40), UnixMillis(60), "Dana's comes first");
    assert_eq!(wakes(&desk, 41, 40), UnixMillis(41));
    assert_eq!(wakes(&desk, 130, 70), UnixMillis(75), "Dana's is not told");
    desk.told(&dana().id, UnixMillis(70));
    assert_eq!(wakes(&desk, 130, 70), UnixMillis(100));
}

#[test]
fn people_are_there_when_one_is_available() {
    let mut desk = Desk::default();
    let opens = Some(UnixMillis(500));
    assert_eq!(desk.people(UnixMillis(0), opens, true).opens_at, opens);
    desk.here(&dana(), UnixMillis(0), 60);
    assert_eq!(
        desk.people(UnixMillis(0), opens, true),
        Availability {
            online: true,
            ..Availability::default()
        }
    );
    assert!(desk.presence(&dana().id, false));
    assert!(!desk.presence(&dana().id, false));
    assert!(!desk.people(UnixMillis(0), None, true).online);
    desk.presence(&dana().id, true);
    desk.is_away = true;
    assert!(!desk.people(UnixMillis(0), None, true).online);
}

#[test]
fn an_estimate_needs_twenty_waits_and_someone_online() {
    let mut desk = Desk::default();
    for number in 0..20u32 {
        assert_eq!(desk.people(UnixMillis(0), None, true).wait_minutes, None);
        let name = format!("n{number}");
        desk.apply(item(&name, OwnerKind::Waiting, 0, 1), UnixMillis(0));
        desk.apply(
            item(&name, OwnerKind::Person, 150_000, 2),
            UnixMillis(150_000),
        );
    }
    assert_eq!(
        desk.people(UnixMillis(0), None, true).wait_minutes,
        None,
        "nobody online"
    );
    desk.here(&dana(), UnixMillis(0), 60);
    assert_eq!(desk.people(UnixMillis(0), None, true).wait_minutes, Some(3));
    assert_eq!(desk.people(UnixMillis(0), None, false).wait_minutes, None);
}

#[test]
fn the_list_forgets_what_is_over() {
    let mut desk = Desk::default();
    desk.apply(item("a", OwnerKind::Closed, 0, 1), UnixMillis(0));
    desk.apply(item("b", OwnerKind::Waiting, 0, 1), UnixMillis(0));
    assert_eq!(desk.tidy(UnixMillis(CLOSED_KEPT_MILLIS)).len(), 0);
    assert_eq!(desk.tidy(UnixMillis(CLOSED_KEPT_MILLIS + 1)).len(), 1);
    assert_eq!(names(&desk), ["b"]);
}
