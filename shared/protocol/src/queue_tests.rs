use super::*;

fn item(name: u32, owner: OwnerKind, since: u64) -> QueueItem {
    QueueItem {
        conversation: ConversationId::parse(format!("acme.c_{name:0>8}")).expect("valid"),
        owner,
        epoch: OwnerEpoch(1),
        reason: None,
        topic: None,
        since: UnixMillis(since),
        front: false,
        agent: None,
        preview: String::new(),
        locale: "en".into(),
        seq: Seq(1),
    }
}

#[test]
fn each_kind_of_owner_has_its_order() {
    let mut lines = QueueLines::default();
    for owner in OwnerKind::ALL {
        let kind = owner as u32 * 10;
        for (name, since) in [(1, 20), (2, 30), (3, 10)] {
            assert!(lines.put(item(kind + name, owner, since)));
        }
        let front = QueueItem {
            front: true,
            ..item(kind + 4, owner, 40)
        };
        assert!(lines.put(front));
    }
    let order = |owner| -> Vec<u64> { lines.of(owner).map(|item| item.since.0).collect() };
    assert_eq!(order(OwnerKind::Waiting), [40, 10, 20, 30]);
    assert_eq!(order(OwnerKind::Person), [10, 20, 30, 40]);
    assert_eq!(order(OwnerKind::Assistant), [40, 30, 20, 10]);
    assert_eq!(order(OwnerKind::Closed), [40, 30, 20, 10]);
    let place = |name| lines.position(&item(name, OwnerKind::Waiting, 0).conversation);
    assert_eq!([place(4), place(3), place(2)], [Some(1), Some(2), Some(4)]);
    assert_eq!(place(11), None, "it does not wait");
    assert_eq!(lines.counts().of(OwnerKind::Closed), 4);
}

#[test]
fn pages_hold_every_line_once_also_while_they_move() {
    let mut lines = QueueLines::default();
    let all = 2 * QUEUE_PAGE_MAX as u32 + 7;
    for name in 0..all {
        lines.put(item(
            name,
            OwnerKind::Assistant,
            1_000 + u64::from(name / 2),
        ));
    }
    let mut page = Some(QueuePage::first(OwnerKind::Assistant));
    let mut seen: Vec<ConversationId> = Vec::new();
    while let Some(wanted) = page {
        let text = wanted.to_string();
        assert_eq!(QueuePage::parse(&text), Ok(wanted.clone()), "{text}");
        let (items, next) = lines.page(&wanted);
        assert!(items.len() <= QUEUE_PAGE_MAX);
        seen.extend(items.into_iter().map(|item| item.conversation));
        page = next;
        // The last one that was given goes: the next page begins behind where it was.
        if let Some(last) = seen.last() {
            lines.remove(last);
        }
    }
    let given = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), given), (all as usize, all as usize));
    assert_eq!(
        lines.page(&QueuePage::first(OwnerKind::Person)),
        (vec![], None)
    );
}

#[test]
fn other_texts_name_no_page() {
    for text in [
        "",
        "robot",
        "waiting.",
        "waiting.0.1",
        "waiting.2.1.acme.c_00000001",
        "waiting.0.x.acme.c_00000001",
        "waiting.0.1.acme",
        "waiting.0.1.",
        "Waiting",
    ] {
        assert_eq!(QueuePage::parse(text), Err(QueuePageError), "{text}");
    }
}

#[test]
fn a_missing_change_is_noticed_and_a_repeat_is_harmless() {
    let mut view = QueueView::new(QueueSnapshot {
        version: QueueVersion(5),
        items: vec![item(1, OwnerKind::Waiting, 1)],
        counts: QueueCounts::default(),
        agents: Vec::new(),
    });
    let changes = |after, version| QueueChanges {
        after: QueueVersion(after),
        version: QueueVersion(version),
        items: vec![item(2, OwnerKind::Waiting, 2)],
        removed: Vec::new(),
        agents: Vec::new(),
        counts: QueueCounts::default(),
    };
    let before = view.clone();
    assert_eq!(view.change(changes(6, 7)), Folded::Gap);
    assert_eq!(view.change(changes(4, 5)), Folded::Known);
    assert_eq!(view, before);
    assert_eq!(view.change(changes(4, 6)), Folded::Applied);
    assert_eq!(view.lines().counts().waiting, 2);
    let page = |version| QueuePageItems {
        page: QueuePage::first(OwnerKind::Assistant),
        version: QueueVersion(version),
        items: vec![item(3, OwnerKind::Assistant, 3)],
        next: None,
    };
    assert_eq!(
        view.add_page(page(5)),
        Folded::Gap,
        "it may hold what is gone"
    );
    assert_eq!(view.add_page(page(6)), Folded::Applied);
    assert_eq!(view.lines().counts().assistant, 1);
}
